/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include <string.h>

#include "feeds/json-scan.h"
#include "feeds/json-sniff.h"
#include "feeds/json-table.h"

/*
 * GET /api/dataValueSets.json: {"dataValues": [{"dataElement", "period", "orgUnit",
 * "categoryOptionCombo", "attributeOptionCombo", "value", …}]}. What stands beside the list
 * (period, unit) holds for the values that do not say it themselves. Who stored a value, and what
 * they remarked, is left behind here.
 */

/* An answer without values is short. */
#define MAX_EMPTY 65536

static const char *const columns[]
  = { "dataElement", "period",  "orgUnit",  "categoryOptionCombo", "attributeOptionCombo",
      "value",       "deleted", "followup", "lastUpdated",         NULL };
static const char *const shared[] = { "period", "orgUnit", "attributeOptionCombo", NULL };
static const char *const around[] = { "dataSet",      "period",
                                      "orgUnit",      "attributeOptionCombo",
                                      "completeDate", "attributeCategoryOptions",
                                      "dataValues",   NULL };

static MiradorJsonTable *
make_table (JsonNode *head)
{
  MiradorJsonTable *table = mirador_json_table_new ();

  for (guint i = 0; columns[i] != NULL; i++)
    {
      const char *text = head != NULL && g_strv_contains (shared, columns[i])
                           ? mirador_json_head_text (head, columns[i])
                           : NULL;
      mirador_json_table_add (table, columns[i], columns[i], NULL, text);
    }
  return table;
}

/* Servers leave the list out, or give null, where there are no values. */
static gboolean
is_empty_set (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  MiradorJsonFault fault;

  if (length > MAX_EMPTY || !mirador_json_scan (text, length, MIRADOR_JSON_NUMBERS_ANY, &fault)
      || !json_parser_load_from_data (parser, text, (gssize)length, NULL))
    return FALSE;
  JsonNode *root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  if (mirador_json_head_find (root, "dataValues", NULL) != NULL)
    return FALSE;
  g_autoptr (GList) members = json_object_get_members (json_node_get_object (root));
  for (GList *item = members; item != NULL; item = item->next)
    {
      if (!g_strv_contains (around, item->data))
        return FALSE;
    }
  return TRUE;
}

gboolean
mirador_dhis2_values_decode (GBytes *bytes,
                             const char *source,
                             const MiradorDecodeOptions *options,
                             MiradorHeaderFunc header,
                             MiradorRecordFunc record,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiradorJsonRows) rows = mirador_json_rows_open (bytes, "dataValues", source, &failure);
  const MiradorJsonGiving giving
    = { source, options != NULL ? options->max_rows : 0, header, record, user_data, cancellable };

  if (rows == NULL && !is_empty_set (bytes))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_autoptr (JsonNode) head = rows != NULL ? mirador_json_head (rows, source, error) : NULL;
  if (rows != NULL && head == NULL)
    return FALSE;
  g_autoptr (MiradorJsonTable) table = make_table (head);
  return mirador_json_table_give (table, rows, &giving, error);
}

int
mirador_dhis2_values_sniff (const guint8 *bytes, gsize length, const char *source)
{
  return mirador_json_sniff (bytes, length, "dataValues") == '[' ? 95 : 0;
}
