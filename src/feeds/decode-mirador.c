/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/json-document.h"
#include "feeds/json-rows.h"
#include "model/catalogue.h"

/* {"mirador": 1, …, "columns": […], "rows": [[…], …]}: data/schema/mirador.schema.json says it
 * all. */

typedef struct
{
  GPtrArray *names;
  const char **cells; /* (nullable entries) */
  guint n_cells;      /* of the current row, those beyond the columns too */
  gboolean too_long;
} Table;

static void
table_clear (Table *table)
{
  g_clear_pointer (&table->names, g_ptr_array_unref);
  g_clear_pointer (&table->cells, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static void
take_cell_cb (const char *key, guint i, const char *text, gpointer user_data)
{
  Table *table = user_data;

  table->n_cells = i + 1;
  if (i >= table->names->len)
    {
      table->too_long = table->too_long || (text != NULL && *text != '\0');
      return;
    }
  table->cells[i] = text;
}

static void
empty_cells (Table *table)
{
  memset (table->cells, 0, table->names->len * sizeof *table->cells);
  table->n_cells = 0;
  table->too_long = FALSE;
}

static GPtrArray *
read_columns (JsonObject *head, const char *source, GError **error)
{
  MiradorDocumentReading reading = { .source = source };

  mirador_document_check_version (&reading, head, "mirador", 1);
  g_autoptr (GPtrArray) names
    = mirador_document_strings (&reading, mirador_document_node (head, "columns"), "columns");
  if (names->len == 0)
    mirador_document_fail (&reading, "columns", N_ ("should name the columns"));
  if (reading.error == NULL)
    return g_steal_pointer (&names);
  g_propagate_error (error, reading.error);
  return NULL;
}

static void
describe_row (MiradorRecord *record, const Table *table, MiradorJsonRowKind kind)
{
  guint last = record->n - 1;

  record->bad = TRUE;
  record->reason = MIRADOR_REJECT_TOO_SHORT;
  record->column = record->names[0];
  if (kind == MIRADOR_JSON_ROW_TOO_LARGE)
    record->reason = MIRADOR_REJECT_TOO_LARGE;
  else if (kind != MIRADOR_JSON_ROW_ARRAY)
    return;
  else if (table->n_cells < record->n)
    record->column = record->names[MIN (table->n_cells, last)];
  else if (table->too_long)
    {
      record->reason = MIRADOR_REJECT_TOO_LONG;
      record->column = record->names[last];
    }
  else
    {
      record->bad = FALSE;
      record->column = NULL;
    }
}

static gboolean
give_rows (MiradorJsonRows *rows,
           Table *table,
           const char *source,
           gsize max_rows,
           MiradorRecordFunc record_func,
           gpointer user_data,
           GCancellable *cancellable,
           GError **error)
{
  MiradorRecord record = { .n = table->names->len,
                           .names = (const char *const *)table->names->pdata,
                           .values = table->cells };

  while (max_rows == 0 || record.row < max_rows)
    {
      empty_cells (table);
      MiradorJsonRowKind kind = mirador_json_rows_next (rows, take_cell_cb, table, error);
      if (kind == MIRADOR_JSON_ROW_END || kind == MIRADOR_JSON_ROW_FAILED)
        return kind == MIRADOR_JSON_ROW_END;
      if (g_cancellable_is_cancelled (cancellable))
        {
          mirador_set_error (error, MIRADOR_ERROR_CANCELLED, source, NULL);
          return FALSE;
        }
      record.row++;
      describe_row (&record, table, kind);
      if (!record_func (&record, user_data, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_rows (MiradorJsonRows *rows, const char *source, GError **error)
{
  MiradorJsonRowKind kind = mirador_json_rows_next (rows, NULL, NULL, error);

  mirador_json_rows_rewind (rows);
  if (kind == MIRADOR_JSON_ROW_END)
    mirador_set_error (error, MIRADOR_ERROR_HEADER_ONLY, source, NULL);
  return kind != MIRADOR_JSON_ROW_END && kind != MIRADOR_JSON_ROW_FAILED;
}

/* A document that does not say which measures it "gives" is about those of its rows. */
typedef struct
{
  JsonObject *head;
  guint column;
  GPtrArray *ids; /* in order of first sight */
} Measures;

static gboolean
says_what_it_gives (JsonObject *head)
{
  JsonNode *gives = mirador_document_node (head, "gives");

  return gives != NULL
         && !(JSON_NODE_HOLDS_ARRAY (gives)
              && json_array_get_length (json_node_get_array (gives)) == 0);
}

static gboolean
describes_measure (JsonObject *head, const char *id)
{
  JsonNode *node = mirador_document_node (head, "measures");
  JsonArray *measures
    = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; measures != NULL && i < json_array_get_length (measures); i++)
    {
      JsonNode *measure = json_array_get_element (measures, i);
      JsonNode *own = JSON_NODE_HOLDS_OBJECT (measure)
                        ? mirador_document_node (json_node_get_object (measure), "id")
                        : NULL;
      if (mirador_document_is_string (own) && g_str_equal (json_node_get_string (own), id))
        return TRUE;
    }
  return FALSE;
}

/* A text that is no measure is its row's fault, not the document's: the mapping rejects the row. */
static void
take_measure_cb (const char *key, guint i, const char *text, gpointer user_data)
{
  Measures *measures = user_data;

  if (key != NULL || i != measures->column || text == NULL)
    return;
  g_autofree char *id = g_strstrip (g_strdup (text));
  if (g_ptr_array_find_with_equal_func (measures->ids, id, g_str_equal, NULL))
    return;
  if (mirador_catalogue_measure (id) != NULL || describes_measure (measures->head, id))
    g_ptr_array_add (measures->ids, g_steal_pointer (&id));
}

/* All the rows, even where only the first ones are asked for: the document is about all of them.
 * What is wrong with a row is told when it is read for good. */
static gboolean
collect_measures (MiradorJsonRows *rows, Measures *measures, GCancellable *cancellable)
{
  MiradorJsonRowKind kind = MIRADOR_JSON_ROW_ARRAY;

  while (kind != MIRADOR_JSON_ROW_END && kind != MIRADOR_JSON_ROW_FAILED
         && !g_cancellable_is_cancelled (cancellable))
    kind = mirador_json_rows_next (rows, take_measure_cb, measures, NULL);
  mirador_json_rows_rewind (rows);
  return !g_cancellable_is_cancelled (cancellable);
}

static char *
add_gives (JsonObject *head, const GPtrArray *ids)
{
  g_autoptr (JsonObject) copy = json_object_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonArray *gives = json_array_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, head);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (copy, name, json_node_copy (member));
  for (guint i = 0; i < ids->len; i++)
    json_array_add_string_element (gives, ids->pdata[i]);
  json_object_set_array_member (copy, "gives", gives);
  json_node_set_object (root, copy);
  return json_to_string (root, FALSE);
}

/* Puts the measures of the rows into @document, where it does not name them itself. */
static gboolean
complete_document (MiradorJsonRows *rows,
                   JsonObject *head,
                   GPtrArray *columns,
                   char **document,
                   GCancellable *cancellable)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Measures measures = { .head = head, .ids = ids };

  if (says_what_it_gives (head)
      || !g_ptr_array_find_with_equal_func (columns, "measure", g_str_equal, &measures.column))
    return TRUE;
  if (!collect_measures (rows, &measures, cancellable))
    return FALSE;
  if (ids->len > 0)
    {
      g_free (*document);
      *document = add_gives (head, ids);
    }
  return TRUE;
}

gboolean
mirador_own_decode (GBytes *bytes,
                    const char *source,
                    const MiradorDecodeOptions *options,
                    MiradorHeaderFunc header,
                    MiradorRecordFunc record,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  g_auto (Table) table = { 0 };
  gsize max_rows = options != NULL ? options->max_rows : 0;
  g_autoptr (MiradorJsonRows) rows = mirador_json_rows_open (bytes, "rows", source, error);

  if (rows == NULL)
    return FALSE;
  g_autofree char *document = mirador_json_rows_get_document (rows);
  g_autoptr (JsonNode) root = mirador_document_load (document, strlen (document), source, error);
  if (root == NULL)
    return FALSE;
  JsonObject *head = json_node_get_object (root);
  table.names = read_columns (head, source, error);
  if (table.names == NULL || !has_rows (rows, source, error))
    return FALSE;
  if (!complete_document (rows, head, table.names, &document, cancellable))
    {
      mirador_set_error (error, MIRADOR_ERROR_CANCELLED, source, NULL);
      return FALSE;
    }
  table.cells = g_new0 (const char *, table.names->len);
  if (!header ((const char *const *)table.names->pdata, table.names->len, document, user_data,
               error))
    return FALSE;
  return give_rows (rows, &table, source, max_rows, record, user_data, cancellable, error);
}

int
mirador_own_sniff (const guint8 *bytes, gsize length, const char *source)
{
  if (mirador_records_sniff (bytes, length, source) == 0)
    return 0;
  return g_strstr_len ((const char *)bytes, (gssize)MIN (length, 65536), "\"mirador\"") != NULL ? 90
                                                                                                : 0;
}
