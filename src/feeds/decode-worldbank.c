/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/json-scan.h"
#include "feeds/json-sniff.h"
#include "feeds/json-table.h"
#include "model/error-phrase.h"

/*
 * The World Bank's API, versions 1 and 2: [{"page", "pages", "per_page", "total"}, [{"indicator":
 * {"id", "value"}, "country": {"id", "value"}, "date": "2023", "value": … or null, …}]]. Version 1
 * writes its numbers as texts. Where there is nothing the second element is null.
 */

static const char *const pairs[] = { "indicator", "country", NULL };
static const char *const observation[]
  = { "countryiso3code", "date", "value", "unit", "obs_status", "decimal", NULL };

/* Such an answer is short. */
#define MAX_EMPTY 4096

static void
add_pair (MiradorJsonTable *table, const char *key)
{
  g_autofree char *id = g_strconcat (key, ".id", NULL);
  g_autofree char *value = g_strconcat (key, ".value", NULL);

  mirador_json_table_add (table, id, key, "id", NULL);
  mirador_json_table_add (table, value, key, "value", NULL);
}

static gboolean
are_observations (const GPtrArray *keys)
{
  return keys->len == 0
         || (g_ptr_array_find_with_equal_func ((GPtrArray *)keys, "indicator", g_str_equal, NULL)
             && g_ptr_array_find_with_equal_func ((GPtrArray *)keys, "date", g_str_equal, NULL));
}

/* Observations always have the same columns; the lists (of regions, of indicators) have theirs. */
static void
add_columns (MiradorJsonTable *table, const GPtrArray *keys)
{
  if (are_observations (keys))
    {
      for (guint i = 0; pairs[i] != NULL; i++)
        add_pair (table, pairs[i]);
      mirador_json_table_add_all (table, observation);
      return;
    }
  for (guint i = 0; i < keys->len; i++)
    mirador_json_table_add (table, keys->pdata[i], keys->pdata[i], NULL, NULL);
}

static gboolean
is_nothing (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  MiradorJsonFault fault;

  if (length > MAX_EMPTY || !mirador_json_scan (text, length, MIRADOR_JSON_NUMBERS_ANY, &fault)
      || !json_parser_load_from_data (parser, text, (gssize)length, NULL))
    return FALSE;
  JsonArray *root = mirador_json_head_array (json_parser_get_root (parser));
  return root != NULL && json_array_get_length (root) == 2
         && JSON_NODE_HOLDS_OBJECT (json_array_get_element (root, 0))
         && json_array_get_null_element (root, 1);
}

/* Without the first element it is a list of something else; with it alone, half an answer. */
static gboolean
check_shape (GBytes *bytes, const char *source, GError **error)
{
  gsize length;
  const guint8 *start = g_bytes_get_data (bytes, &length);

  if (mirador_json_sniff_root (start, length) == '['
      && mirador_json_sniff (start, length, "page") != 0)
    return TRUE;
  g_autofree char *where = mirador_phrase (N_ ("line %1$s, column %2$s"), "1", "1", NULL);
  mirador_set_error (error, MIRADOR_ERROR_SYNTAX, source, where,
                     N_ ("it is no answer of the World Bank: the page should come first"), NULL);
  return FALSE;
}

gboolean
mirador_worldbank_decode (GBytes *bytes,
                          const char *source,
                          const MiradorDecodeOptions *options,
                          MiradorHeaderFunc header,
                          MiradorRecordFunc record,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiradorJsonRows) rows = mirador_json_rows_open (bytes, "1", source, &failure);
  g_autoptr (MiradorJsonTable) table = mirador_json_table_new ();
  g_autoptr (GPtrArray) keys = NULL;
  const MiradorJsonGiving giving
    = { source, options != NULL ? options->max_rows : 0, header, record, user_data, cancellable };

  if (rows == NULL && !is_nothing (bytes))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!check_shape (bytes, source, error))
    return FALSE;
  keys = rows != NULL ? mirador_json_rows_list_keys (rows, giving.max_rows, cancellable)
                      : g_ptr_array_new ();
  if (keys == NULL)
    {
      mirador_set_error (error, MIRADOR_ERROR_CANCELLED, source, NULL);
      return FALSE;
    }
  add_columns (table, keys);
  return mirador_json_table_give (table, rows, &giving, error);
}

int
mirador_worldbank_sniff (const guint8 *bytes, gsize length, const char *source)
{
  return mirador_json_sniff_root (bytes, length) == '['
             && mirador_json_sniff (bytes, length, "page") != 0
             && mirador_json_sniff (bytes, length, "per_page") != 0
           ? 95
           : 0;
}
