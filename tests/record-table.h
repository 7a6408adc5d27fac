/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include <string.h>

#include "feeds/record.h"

/* What a decoder gives, kept, for the tests of decoders. */
typedef struct
{
  const MiradorDecoder *decoder;
  char *document; /* (nullable) */
  GPtrArray *names;
  GPtrArray *rows; /* (element-type GPtrArray of nullable texts) */
  guint n_bad;
} Decoded;

static inline void
decoded_free (Decoded *decoded)
{
  g_ptr_array_unref (decoded->names);
  g_ptr_array_unref (decoded->rows);
  g_free (decoded->document);
  g_free (decoded);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decoded, decoded_free)

static inline gboolean
decoded_header_cb (const char *const *names,
                   guint n,
                   const char *document,
                   gpointer user_data,
                   GError **error)
{
  Decoded *decoded = user_data;

  g_assert_cmpuint (decoded->names->len, ==, 0);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (decoded->names, g_strdup (names[i]));
  decoded->document = g_strdup (document);
  return TRUE;
}

static inline gboolean
decoded_record_cb (const MiradorRecord *record, gpointer user_data, GError **error)
{
  Decoded *decoded = user_data;
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

  g_assert_cmpuint (record->n, ==, decoded->names->len);
  g_assert_cmpuint (record->row, ==, decoded->rows->len + 1);
  for (guint i = 0; i < record->n; i++)
    g_ptr_array_add (row, g_strdup (record->values[i]));
  decoded->n_bad += record->bad ? 1 : 0;
  g_ptr_array_add (decoded->rows, row);
  return TRUE;
}

/* NULL with an error. */
static inline Decoded *
decoded_new (const char *format, GBytes *bytes, const MiradorDecodeOptions *options, GError **error)
{
  g_autoptr (Decoded) decoded = g_new0 (Decoded, 1);

  decoded->names = g_ptr_array_new_with_free_func (g_free);
  decoded->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  decoded->decoder = mirador_decoder_find (format, bytes, "file", error);
  if (decoded->decoder != NULL
      && decoded->decoder->decode (bytes, "file", options, decoded_header_cb, decoded_record_cb,
                                   decoded, NULL, error))
    return g_steal_pointer (&decoded);
  /* What is refused gives nothing at all. */
  g_assert_cmpuint (decoded->rows->len, ==, 0);
  return NULL;
}

static inline Decoded *
decoded_from_text (const char *format, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return decoded_new (format, bytes, NULL, error);
}

static inline guint
decoded_column (const Decoded *decoded, const char *name)
{
  guint column = 0;

  if (!g_ptr_array_find_with_equal_func (decoded->names, name, g_str_equal, &column))
    g_error ("there is no column %s", name);
  return column;
}

/* (nullable) */
static inline const char *
decoded_cell (const Decoded *decoded, guint row, const char *name)
{
  const GPtrArray *cells = g_ptr_array_index (decoded->rows, row);

  return g_ptr_array_index (cells, decoded_column (decoded, name));
}

/* Of the cells that are numbers, whose number goes to @n. */
static inline double
decoded_sum (const Decoded *decoded, const char *name, guint *n)
{
  double sum = 0;

  *n = 0;
  for (guint i = 0; i < decoded->rows->len; i++)
    {
      const char *text = decoded_cell (decoded, i, name);
      char *end;
      if (text == NULL || *text == '\0')
        continue;
      double value = g_ascii_strtod (text, &end);
      g_assert_cmpstr (end, ==, "");
      sum += value;
      (*n)++;
    }
  return sum;
}

/* Columns and rows by newline, cells by |, ~ for a cell that is not there. */
static inline char *
decoded_to_text (const Decoded *decoded)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < decoded->names->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", (char *)decoded->names->pdata[i]);
  for (guint i = 0; i < decoded->rows->len; i++)
    {
      const GPtrArray *row = decoded->rows->pdata[i];
      for (guint column = 0; column < row->len; column++)
        g_string_append_printf (text, "%s%s", column > 0 ? "|" : "\n",
                                row->pdata[column] != NULL ? (char *)row->pdata[column] : "~");
    }
  return g_string_free (text, FALSE);
}

/* (nullable): NULL where there are no fixtures: the test is then skipped. */
static inline GBytes *
fixture_load (const char *name)
{
  const char *folder = g_getenv ("MIRADOR_FIXTURES");
  g_autoptr (GError) error = NULL;
  char *text;
  gsize length;

  if (folder == NULL)
    {
      g_test_skip ("MIRADOR_FIXTURES is not set");
      return NULL;
    }
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, length);
}

/* The code of the error, and a part of its sentence. */
static inline void
assert_says (const GError *error, MiradorError code, const char *says)
{
  g_assert_error (error, MIRADOR_ERROR, (int)code);
  g_autofree char *sentence = mirador_error_to_sentence (error);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, "file"));
  if (strstr (sentence, says) == NULL)
    g_assert_cmpstr (sentence, ==, says);
}
