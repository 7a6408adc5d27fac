/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/json-rows.h"

#include <glib/gi18n-lib.h>
#include <json-c/json.h>
#include <string.h>

#include "feeds/json-flat.h"
#include "feeds/json-scan.h"

/* The only file that knows json-c. Both libraries define json_object_get_type() and
 * json_object_equal(), and the linker takes one of each: neither may be called here. */

struct _MiradorJsonRows
{
  GBytes *bytes; /* keeps text alive */
  const char *text;
  gsize length;
  gsize first; /* after the [ of the rows */
  gsize last;  /* at their ] */
  gsize at;
  char *source;
  json_tokener *tokener;
  json_object *row; /* (nullable) the current one: its texts are in use */
  MiradorJsonFlat flat;
};

void
mirador_json_rows_free (MiradorJsonRows *rows)
{
  json_object_put (rows->row);
  json_tokener_free (rows->tokener);
  mirador_json_flat_clear (&rows->flat);
  g_bytes_unref (rows->bytes);
  g_free (rows->source);
  g_free (rows);
}

static gboolean
fail_at (MiradorJsonRows *rows, gsize offset, const char *why, GError **error)
{
  MiradorJsonFault fault = { MIRADOR_ERROR_SYNTAX, offset, why };

  mirador_json_fault_set_error (&fault, rows->text, rows->source, error);
  return FALSE;
}

static gsize
skip_blank (const MiradorJsonRows *rows, gsize at)
{
  return mirador_json_skip_blank (rows->text, rows->length, at);
}

/* Steps from one member of an object to the next: @at is at the object's { or after a value. */
static gboolean
next_member (const MiradorJsonRows *rows, gsize *at, gsize *key, gsize *key_end)
{
  gsize i = skip_blank (rows, *at);

  if (i >= rows->length || rows->text[i] == '}')
    return FALSE;
  if (rows->text[i] == '{' || rows->text[i] == ',')
    i = skip_blank (rows, i + 1);
  if (i >= rows->length || rows->text[i] != '"')
    return FALSE;
  *key = i + 1;
  i = mirador_json_skip_value (rows->text, rows->length, i);
  *key_end = i - 1;
  i = skip_blank (rows, i);
  if (i >= rows->length || rows->text[i] != ':')
    return FALSE;
  *at = skip_blank (rows, i + 1);
  return *at < rows->length;
}

static gboolean
find_member (const MiradorJsonRows *rows, gsize object, const char *name, gsize n, gsize *value)
{
  gsize at = object;
  gsize key, key_end;

  while (next_member (rows, &at, &key, &key_end))
    {
      if (key_end - key == n && strncmp (rows->text + key, name, n) == 0)
        {
          *value = at;
          return TRUE;
        }
      at = mirador_json_skip_value (rows->text, rows->length, at);
    }
  return FALSE;
}

static gboolean
find_element (const MiradorJsonRows *rows, gsize array, const char *number, gsize *value)
{
  guint64 wanted;
  gsize at = skip_blank (rows, array + 1);

  if (!g_ascii_string_to_unsigned (number, 10, 0, G_MAXUINT32, &wanted, NULL))
    return FALSE;
  for (guint64 i = 0; at < rows->length && rows->text[at] != ']'; i++)
    {
      if (i == wanted)
        {
          *value = at;
          return TRUE;
        }
      at = skip_blank (rows, mirador_json_skip_value (rows->text, rows->length, at));
      if (at < rows->length && rows->text[at] == ',')
        at = skip_blank (rows, at + 1);
    }
  return FALSE;
}

static gboolean
find_path (MiradorJsonRows *rows, gsize start, const char *path, gsize *value, GError **error)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);

  *value = start;
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (rows->text[*value] == '{'
          && find_member (rows, *value, names[i], strlen (names[i]), value))
        continue;
      if (rows->text[*value] == '[' && find_element (rows, *value, names[i], value))
        continue;
      mirador_set_error (error, MIRADOR_ERROR_SYNTAX, rows->source, path,
                         N_ ("there is no such member"), NULL);
      return FALSE;
    }
  return TRUE;
}

static gboolean
find_only_array (MiradorJsonRows *rows, gsize start, gsize *value, GError **error)
{
  gsize at = start;
  gsize key, key_end;
  guint n = 0;

  while (next_member (rows, &at, &key, &key_end))
    {
      if (rows->text[at] == '[')
        {
          *value = at;
          n++;
        }
      at = mirador_json_skip_value (rows->text, rows->length, at);
    }
  if (n == 1)
    return TRUE;
  return fail_at (rows, start,
                  n == 0 ? N_ ("there is no list of rows")
                         : N_ ("there are several lists, and none is named as the rows"),
                  error);
}

static gboolean
find_rows (MiradorJsonRows *rows, const char *path, GError **error)
{
  gsize start = skip_blank (rows, 0);
  gsize value = start;

  if (path != NULL && !find_path (rows, start, path, &value, error))
    return FALSE;
  if (path == NULL && rows->text[start] == '{' && !find_only_array (rows, start, &value, error))
    return FALSE;
  if (rows->text[value] != '[')
    return fail_at (rows, value, N_ ("it is not a list of rows"), error);
  rows->first = value + 1;
  rows->last = mirador_json_skip_value (rows->text, rows->length, value) - 1;
  rows->at = rows->first;
  return TRUE;
}

static void
set_text (MiradorJsonRows *rows, GBytes *bytes)
{
  rows->text = g_bytes_get_data (bytes, &rows->length);
  if (rows->length >= 3 && memcmp (rows->text, "\xEF\xBB\xBF", 3) == 0)
    {
      rows->text += 3;
      rows->length -= 3;
    }
}

MiradorJsonRows *
mirador_json_rows_open (GBytes *bytes, const char *path, const char *source, GError **error)
{
  g_autoptr (MiradorJsonRows) rows = g_new0 (MiradorJsonRows, 1);
  MiradorJsonFault fault;

  rows->bytes = g_bytes_ref (bytes);
  mirador_json_flat_init (&rows->flat);
  rows->source = g_strdup (source);
  rows->tokener = json_tokener_new_ex (MIRADOR_JSON_MAX_DEPTH + 1);
  /* Not JSON_TOKENER_STRICT: the scan below is, and json-c 0.18 then takes letters beyond ASCII for
   * control characters. */
  json_tokener_set_flags (rows->tokener, JSON_TOKENER_VALIDATE_UTF8);
  set_text (rows, bytes);
  if (!mirador_json_scan (rows->text, rows->length, MIRADOR_JSON_NUMBERS_ANY, &fault))
    {
      mirador_json_fault_set_error (&fault, rows->text, source, error);
      return NULL;
    }
  return find_rows (rows, path, error) ? g_steal_pointer (&rows) : NULL;
}

char *
mirador_json_rows_get_document (const MiradorJsonRows *rows)
{
  gsize rest = rows->length - rows->last;

  if (rows->text[skip_blank (rows, 0)] == '[')
    return NULL;
  GString *document = g_string_new_len (rows->text, (gssize)rows->first);
  g_string_append_len (document, rows->text + rows->last, (gssize)rest);
  return g_string_free (document, FALSE);
}

void
mirador_json_rows_rewind (MiradorJsonRows *rows)
{
  rows->at = rows->first;
}

/* The keys of the rows so far, by the text between their quotes. */
typedef struct
{
  GHashTable *seen;  /* raw texts */
  GPtrArray *names;  /* as they read */
  GArray *positions; /* gsize: where the last row had its keys */
} Keys;

static char *
unescape (MiradorJsonRows *rows, gsize key, gsize key_end)
{
  gsize n = key_end - key;

  if (memchr (rows->text + key, '\\', n) == NULL || n > G_MAXINT32 - 2)
    return g_strndup (rows->text + key, n);
  json_tokener_reset (rows->tokener);
  json_object *text = json_tokener_parse_ex (rows->tokener, rows->text + key - 1, (int)n + 2);
  char *name = g_strdup (text != NULL ? json_object_get_string (text) : "");
  json_object_put (text);
  return name;
}

/* Rows are alike: a key is mostly the one that the row before had in its place. */
static gboolean
is_as_before (const MiradorJsonRows *rows, const Keys *keys, guint i, gsize key, gsize key_end)
{
  if (i >= keys->positions->len)
    return FALSE;
  gsize before = g_array_index (keys->positions, gsize, i);
  /* With the closing quote, so that a longer key is another one. */
  return memcmp (rows->text + before, rows->text + key, key_end - key + 1) == 0;
}

static void
learn_key (MiradorJsonRows *rows, Keys *keys, gsize key, gsize key_end)
{
  g_autofree char *raw = g_strndup (rows->text + key, key_end - key);

  if (g_hash_table_contains (keys->seen, raw))
    return;
  g_hash_table_add (keys->seen, g_steal_pointer (&raw));
  g_autofree char *name = unescape (rows, key, key_end);
  if (!g_ptr_array_find_with_equal_func (keys->names, name, g_str_equal, NULL))
    g_ptr_array_add (keys->names, g_steal_pointer (&name));
}

static void
learn_row (MiradorJsonRows *rows, Keys *keys, gsize object)
{
  gsize at = object;
  gsize key, key_end;

  for (guint i = 0; next_member (rows, &at, &key, &key_end); i++)
    {
      if (!is_as_before (rows, keys, i, key, key_end))
        learn_key (rows, keys, key, key_end);
      if (i >= keys->positions->len)
        g_array_set_size (keys->positions, i + 1);
      g_array_index (keys->positions, gsize, i) = key;
      at = mirador_json_skip_value (rows->text, rows->length, at);
    }
}

GPtrArray *
mirador_json_rows_list_keys (MiradorJsonRows *rows, gsize max_rows, GCancellable *cancellable)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  Keys keys = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), names,
                g_array_new (FALSE, FALSE, sizeof (gsize)) };
  gsize at = rows->first;

  for (gsize n = 0; max_rows == 0 || n < max_rows; n++)
    {
      at = skip_blank (rows, at);
      if (at < rows->last && rows->text[at] == ',')
        at = skip_blank (rows, at + 1);
      if (at >= rows->last || g_cancellable_is_cancelled (cancellable))
        break;
      if (rows->text[at] == '{')
        learn_row (rows, &keys, at);
      at = mirador_json_skip_value (rows->text, rows->length, at);
    }
  g_hash_table_unref (keys.seen);
  g_array_unref (keys.positions);
  if (!g_cancellable_is_cancelled (cancellable))
    return names;
  g_ptr_array_unref (names);
  return NULL;
}

/* Numbers keep the text that the source wrote: json-c stores it with fractions, and whole numbers
 * have one form only. */
static const char *
cell_text (json_object *cell)
{
  if (cell == NULL)
    return NULL;
  if (json_object_is_type (cell, json_type_string))
    return json_object_get_string (cell);
  return json_object_to_json_string_ext (cell, JSON_C_TO_STRING_PLAIN);
}

static MiradorJsonRowKind
give_cells (json_object *row, MiradorJsonCellFunc cell, gpointer user_data)
{
  guint i = 0;

  if (json_object_is_type (row, json_type_object))
    {
      json_object_object_foreach (row, key, value)
      {
        if (cell != NULL)
          cell (key, i++, cell_text (value), user_data);
      }
      return MIRADOR_JSON_ROW_OBJECT;
    }
  if (!json_object_is_type (row, json_type_array))
    return MIRADOR_JSON_ROW_OTHER;
  for (; cell != NULL && i < json_object_array_length (row); i++)
    cell (NULL, i, cell_text (json_object_array_get_idx (row, i)), user_data);
  return MIRADOR_JSON_ROW_ARRAY;
}

/* Whether the row at @at was plain enough to be read without json-c. */
static gboolean
give_flat (MiradorJsonRows *rows, gsize at, MiradorJsonCellFunc cell, gpointer user_data)
{
  gsize end
    = rows->text[at] == '[' ? mirador_json_flat_read (&rows->flat, rows->text, at, rows->last) : 0;

  if (end == 0)
    return FALSE;
  rows->at = end;
  g_clear_pointer (&rows->row, json_object_put);
  for (guint i = 0; cell != NULL && i < rows->flat.starts->len; i++)
    cell (NULL, i, mirador_json_flat_get (&rows->flat, i), user_data);
  return TRUE;
}

/* Having seen the row's end before, the tokener gets exactly the row, and a row that it refuses
 * does not take the rest with it. */
MiradorJsonRowKind
mirador_json_rows_next (MiradorJsonRows *rows,
                        MiradorJsonCellFunc cell,
                        gpointer user_data,
                        GError **error)
{
  gsize at = skip_blank (rows, rows->at);

  if (at < rows->last && rows->text[at] == ',')
    at = skip_blank (rows, at + 1);
  if (at >= rows->last)
    return MIRADOR_JSON_ROW_END;
  if (give_flat (rows, at, cell, user_data))
    return MIRADOR_JSON_ROW_ARRAY;
  rows->at = mirador_json_skip_value (rows->text, rows->length, at);
  if (rows->text[at] != '{' && rows->text[at] != '[')
    return MIRADOR_JSON_ROW_OTHER;
  if (rows->at - at > G_MAXINT32)
    {
      fail_at (rows, at, N_ ("a row too long to be one"), error);
      return MIRADOR_JSON_ROW_FAILED;
    }
  json_tokener_reset (rows->tokener);
  json_object_put (rows->row);
  rows->row = json_tokener_parse_ex (rows->tokener, rows->text + at, (int)(rows->at - at));
  enum json_tokener_error outcome = json_tokener_get_error (rows->tokener);
  /* The scan has seen every number; what json-c still refuses is too large for it. */
  if (outcome == json_tokener_error_parse_number)
    return MIRADOR_JSON_ROW_TOO_LARGE;
  if (outcome != json_tokener_success)
    {
      fail_at (rows, at, N_ ("it is not valid JSON"), error);
      return MIRADOR_JSON_ROW_FAILED;
    }
  return give_cells (rows->row, cell, user_data);
}

const char *
mirador_json_rows_get (const MiradorJsonRows *rows, const char *key, const char *within)
{
  json_object *cell = NULL;

  if (!json_object_is_type (rows->row, json_type_object)
      || !json_object_object_get_ex (rows->row, key, &cell))
    return NULL;
  if (within == NULL)
    return cell_text (cell);
  if (!json_object_is_type (cell, json_type_object)
      || !json_object_object_get_ex (cell, within, &cell))
    return NULL;
  return cell_text (cell);
}
