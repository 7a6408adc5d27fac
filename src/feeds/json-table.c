/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/json-table.h"

#include <glib/gi18n-lib.h>
#include <stdarg.h>
#include <string.h>

#include "feeds/column-names.h"
#include "model/error-phrase.h"

MiradorJsonTable *
mirador_json_table_new (void)
{
  MiradorJsonTable *table = g_new0 (MiradorJsonTable, 1);

  table->names = g_ptr_array_new_with_free_func (g_free);
  table->seen = mirador_column_names_set ();
  table->keys = g_ptr_array_new_with_free_func (g_free);
  table->within = g_ptr_array_new_with_free_func (g_free);
  table->fallbacks = g_ptr_array_new_with_free_func (g_free);
  return table;
}

void
mirador_json_table_free (MiradorJsonTable *table)
{
  g_ptr_array_unref (table->names);
  g_hash_table_unref (table->seen);
  g_ptr_array_unref (table->keys);
  g_ptr_array_unref (table->within);
  g_ptr_array_unref (table->fallbacks);
  g_free (table->cells);
  g_free (table);
}

void
mirador_json_table_add (MiradorJsonTable *table,
                        const char *name,
                        const char *key,
                        const char *within,
                        const char *fallback)
{
  mirador_column_names_add (table->names, table->seen, name);
  g_ptr_array_add (table->keys, g_strdup (key));
  g_ptr_array_add (table->within, g_strdup (within));
  g_ptr_array_add (table->fallbacks, g_strdup (fallback));
}

void
mirador_json_table_add_all (MiradorJsonTable *table, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    mirador_json_table_add (table, names[i], names[i], NULL, NULL);
}

void
mirador_json_table_add_named (MiradorJsonTable *table, JsonArray *array, const char *member)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *name = mirador_json_head_text (json_array_get_element (array, i), member);

      mirador_json_table_add (table, name, name != NULL ? name : "", NULL, NULL);
    }
}

static void
take_cell_cb (const char *key, guint i, const char *text, gpointer user_data)
{
  MiradorJsonTable *table = user_data;

  if (key != NULL)
    return;
  table->n_cells = i + 1;
  if (i < table->names->len)
    table->cells[i] = text;
  else
    table->too_long = table->too_long || (text != NULL && *text != '\0');
}

static void
take_members (MiradorJsonTable *table, const MiradorJsonRows *rows)
{
  for (guint i = 0; i < table->names->len; i++)
    {
      table->cells[i]
        = mirador_json_rows_get (rows, table->keys->pdata[i], table->within->pdata[i]);
      if (table->cells[i] == NULL)
        table->cells[i] = table->fallbacks->pdata[i];
    }
}

static gboolean
is_row (const MiradorJsonTable *table, MiradorJsonRowKind kind)
{
  return (kind == MIRADOR_JSON_ROW_ARRAY && (table->positional || table->either))
         || (kind == MIRADOR_JSON_ROW_OBJECT && (!table->positional || table->either));
}

static void
describe_row (const MiradorJsonTable *table, MiradorJsonRowKind kind, MiradorRecord *record)
{
  guint last = record->n - 1;

  record->bad = TRUE;
  record->reason = MIRADOR_REJECT_TOO_SHORT;
  record->column = record->names[0];
  if (kind == MIRADOR_JSON_ROW_TOO_LARGE)
    record->reason = MIRADOR_REJECT_TOO_LARGE;
  else if (!is_row (table, kind))
    return;
  else if (kind == MIRADOR_JSON_ROW_ARRAY && table->n_cells < record->n)
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
give_row (MiradorJsonTable *table,
          MiradorJsonRows *rows,
          MiradorJsonRowKind kind,
          const MiradorJsonGiving *giving,
          MiradorRecord *record,
          GError **error)
{
  if (g_cancellable_is_cancelled (giving->cancellable))
    {
      mirador_set_error (error, MIRADOR_ERROR_CANCELLED, giving->source, NULL);
      return FALSE;
    }
  if (kind == MIRADOR_JSON_ROW_OBJECT)
    take_members (table, rows);
  record->row++;
  describe_row (table, kind, record);
  return giving->record (record, giving->user_data, error);
}

static gboolean
give_rows (MiradorJsonTable *table,
           MiradorJsonRows *rows,
           const MiradorJsonGiving *giving,
           GError **error)
{
  MiradorRecord record = { .n = table->names->len,
                           .names = (const char *const *)table->names->pdata,
                           .values = table->cells };

  while (giving->max_rows == 0 || record.row < giving->max_rows)
    {
      memset (table->cells, 0, record.n * sizeof *table->cells);
      table->n_cells = 0;
      table->too_long = FALSE;
      MiradorJsonRowKind kind = mirador_json_rows_next (rows, take_cell_cb, table, error);
      if (kind == MIRADOR_JSON_ROW_END || kind == MIRADOR_JSON_ROW_FAILED)
        return kind == MIRADOR_JSON_ROW_END;
      if (!give_row (table, rows, kind, giving, &record, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
mirador_json_table_give (MiradorJsonTable *table,
                         MiradorJsonRows *rows,
                         const MiradorJsonGiving *giving,
                         GError **error)
{
  g_autofree char *document = rows != NULL ? mirador_json_rows_get_document (rows) : NULL;

  if (table->names->len == 0)
    {
      mirador_set_error (error, MIRADOR_ERROR_EMPTY, giving->source, NULL);
      return FALSE;
    }
  if (!giving->header ((const char *const *)table->names->pdata, table->names->len, document,
                       giving->user_data, error))
    return FALSE;
  if (rows == NULL)
    return TRUE;
  table->cells = g_renew (const char *, table->cells, table->names->len);
  return give_rows (table, rows, giving, error);
}

/* What stands around the rows */

/* The whole text was scanned when the rows were opened, so what is around them may be parsed. */
JsonNode *
mirador_json_head (const MiradorJsonRows *rows, const char *source, GError **error)
{
  g_autofree char *document = mirador_json_rows_get_document (rows);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (document != NULL && json_parser_load_from_data (parser, document, -1, NULL)
      && json_parser_get_root (parser) != NULL)
    return json_node_ref (json_parser_get_root (parser));
  g_autofree char *where = mirador_phrase (N_ ("line %1$s, column %2$s"), "1", "1", NULL);
  mirador_set_error (error, MIRADOR_ERROR_SYNTAX, source, where, N_ ("it is not valid JSON"), NULL);
  return NULL;
}

JsonNode *
mirador_json_head_find (JsonNode *root, ...)
{
  va_list names;
  const char *name;
  JsonNode *node = root;

  va_start (names, root);
  while (node != NULL && (name = va_arg (names, const char *)) != NULL)
    node = JSON_NODE_HOLDS_OBJECT (node)
             ? json_object_get_member (json_node_get_object (node), name)
             : NULL;
  va_end (names);
  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

JsonArray *
mirador_json_head_array (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

const char *
mirador_json_head_text (JsonNode *node, const char *member)
{
  JsonNode *text = mirador_json_head_find (node, member, NULL);

  return text != NULL && JSON_NODE_HOLDS_VALUE (text)
             && json_node_get_value_type (text) == G_TYPE_STRING
           ? json_node_get_string (text)
           : NULL;
}
