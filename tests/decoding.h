/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "feeds/record.h"

/* What a decoder gives, as one text: columns and rows by newline, cells by |, ~ for a cell that is
 * not there, !reason@column for a bad row. */

static inline gboolean
decoding_header_cb (const char *const *names,
                    guint n,
                    const char *document,
                    gpointer user_data,
                    GError **error)
{
  GString *seen = user_data;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (seen, "%s%s", i > 0 ? "|" : "", names[i]);
  return TRUE;
}

static inline gboolean
decoding_record_cb (const MiradorRecord *record, gpointer user_data, GError **error)
{
  GString *seen = user_data;

  g_string_append_c (seen, '\n');
  if (record->bad)
    g_string_append_printf (seen, "!%s@%s#%" G_GUINT64_FORMAT,
                            mirador_reject_to_id (record->reason), record->column, record->row);
  for (guint i = 0; i < record->n && !record->bad; i++)
    g_string_append_printf (seen, "%s%s", i > 0 ? "|" : "",
                            record->values[i] != NULL ? record->values[i] : "~");
  return TRUE;
}

/** decoding_run: (transfer full) (nullable): @format may be "auto"; @found (out) is what it was. */
static inline char *
decoding_run (const char *format,
              GBytes *bytes,
              const MiradorDecodeOptions *options,
              const char **found,
              GError **error)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  const MiradorDecoder *decoder = mirador_decoder_find (format, bytes, "file", error);

  *found = decoder != NULL ? decoder->id : NULL;
  if (decoder == NULL
      || !decoder->decode (bytes, "file", options, decoding_header_cb, decoding_record_cb, seen,
                           NULL, error))
    return NULL;
  return g_string_free (g_steal_pointer (&seen), FALSE);
}

static inline char *
decoding_run_text (const char *format, const char *text, const char **found, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return decoding_run (format, bytes, NULL, found, error);
}
