/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include <glib/gi18n-lib.h>

#include "feeds/json-sniff.h"
#include "feeds/json-table.h"

/*
 * CKAN's datastore_search, and DKAN 7's search that was modelled on it: {"success": true, "result":
 * {"fields": [{"id", "type"}], "records": [{…}], "total", "limit"}}. DKAN writes every value as a
 * text and "resource_id" as a list. CKAN's records are lists with records_format=lists.
 */

#define RECORDS "result.records"

static gboolean
fail (const char *source, const char *why, GError **error)
{
  mirador_set_error (error, MIRADOR_ERROR_SYNTAX, source, RECORDS, why, NULL);
  return FALSE;
}

/* What is well-formed and yet no table: the other actions of the same servers, and their other
 * forms of records. */
static gboolean
fail_without_rows (GBytes *bytes, const char *source, GError *failure, GError **error)
{
  gsize length;
  const guint8 *start = g_bytes_get_data (bytes, &length);
  char records = mirador_json_sniff (start, length, "result/records");
  g_autoptr (GError) cause = failure;

  if (!g_error_matches (cause, MIRADOR_ERROR, MIRADOR_ERROR_SYNTAX)
      || mirador_json_sniff (start, length, "result") == 0)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (records == '"')
    return fail (source, N_ ("the rows are one text; ask with records_format=objects"), error);
  if (records == 0)
    return fail (source,
                 N_ ("it describes a data set and holds no rows; ask for the rows with "
                     "datastore_search"),
                 error);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static gboolean
add_columns (MiradorJsonTable *table,
             MiradorJsonRows *rows,
             const MiradorJsonGiving *giving,
             GError **error)
{
  g_autoptr (JsonNode) head = mirador_json_head (rows, giving->source, error);
  g_autoptr (GPtrArray) keys = NULL;

  if (head == NULL)
    return FALSE;
  mirador_json_table_add_named (
    table, mirador_json_head_array (mirador_json_head_find (head, "result", "fields", NULL)), "id");
  if (table->names->len > 0)
    {
      table->either = TRUE;
      return TRUE;
    }
  keys = mirador_json_rows_list_keys (rows, giving->max_rows, giving->cancellable);
  if (keys == NULL)
    {
      mirador_set_error (error, MIRADOR_ERROR_CANCELLED, giving->source, NULL);
      return FALSE;
    }
  for (guint i = 0; i < keys->len; i++)
    mirador_json_table_add (table, keys->pdata[i], keys->pdata[i], NULL, NULL);
  return TRUE;
}

gboolean
mirador_ckan_decode (GBytes *bytes,
                     const char *source,
                     const MiradorDecodeOptions *options,
                     MiradorHeaderFunc header,
                     MiradorRecordFunc record,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  GError *failure = NULL;
  g_autoptr (MiradorJsonRows) rows = mirador_json_rows_open (bytes, RECORDS, source, &failure);
  g_autoptr (MiradorJsonTable) table = mirador_json_table_new ();
  const MiradorJsonGiving giving
    = { source, options != NULL ? options->max_rows : 0, header, record, user_data, cancellable };

  if (rows == NULL)
    return fail_without_rows (bytes, source, failure, error);
  return add_columns (table, rows, &giving, error)
         && mirador_json_table_give (table, rows, &giving, error);
}

static gboolean
is_success (const guint8 *bytes, gsize length)
{
  return mirador_json_sniff_root (bytes, length) == '{'
         && mirador_json_sniff (bytes, length, "success") == 't'
         && mirador_json_sniff (bytes, length, "result") != 0;
}

int
mirador_ckan_sniff (const guint8 *bytes, gsize length, const char *source)
{
  return is_success (bytes, length) ? 85 : 0;
}

int
mirador_dkan_sniff (const guint8 *bytes, gsize length, const char *source)
{
  return is_success (bytes, length)
             && mirador_json_sniff (bytes, length, "result/resource_id") == '['
           ? 95
           : 0;
}
