/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include <string.h>

#include "feeds/json-rows.h"

typedef struct
{
  GHashTable *columns; /* name → number + 1 */
  GPtrArray *names;
  GPtrArray *cells; /* (nullable entries) copies: json-c's texts end with the row */
  gsize n_rows;
} Table;

static void
table_clear (Table *table)
{
  g_hash_table_unref (table->columns);
  g_ptr_array_unref (table->names);
  g_ptr_array_unref (table->cells);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

static void
learn_column_cb (const char *key, guint i, const char *text, gpointer user_data)
{
  Table *table = user_data;

  if (key == NULL || g_hash_table_contains (table->columns, key))
    return;
  char *name = g_strdup (key);
  g_ptr_array_add (table->names, name);
  g_hash_table_insert (table->columns, name, GUINT_TO_POINTER (table->names->len));
}

static void
take_cell_cb (const char *key, guint i, const char *text, gpointer user_data)
{
  Table *table = user_data;
  guint column = key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (table->columns, key)) : 0;

  if (column > 0)
    {
      g_free (table->cells->pdata[column - 1]);
      table->cells->pdata[column - 1] = g_strdup (text);
    }
}

static gboolean
is_cancelled (GCancellable *cancellable, const char *source, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  mirador_set_error (error, MIRADOR_ERROR_CANCELLED, source, NULL);
  return TRUE;
}

/* A record may lack what it has nothing to say about, so the columns are known at the end only. */
static gboolean
learn_columns (MiradorJsonRows *rows,
               Table *table,
               const char *source,
               GCancellable *cancellable,
               GError **error)
{
  MiradorJsonRowKind kind;

  do
    {
      kind = mirador_json_rows_next (rows, learn_column_cb, table, error);
      if (kind == MIRADOR_JSON_ROW_FAILED || is_cancelled (cancellable, source, error))
        return FALSE;
      table->n_rows++;
  } while (kind != MIRADOR_JSON_ROW_END);
  mirador_json_rows_rewind (rows);
  if (table->names->len > 0)
    return TRUE;
  if (--table->n_rows == 0)
    mirador_set_error (error, MIRADOR_ERROR_EMPTY, source, NULL);
  else
    mirador_set_error (error, MIRADOR_ERROR_SYNTAX, source, "1", "rows should be objects", NULL);
  return FALSE;
}

static void
empty_cells (Table *table)
{
  for (guint i = 0; i < table->cells->len; i++)
    g_clear_pointer (&table->cells->pdata[i], g_free);
}

static void
describe_kind (MiradorRecord *record, MiradorJsonRowKind kind)
{
  record->bad = kind != MIRADOR_JSON_ROW_OBJECT;
  record->reason
    = kind == MIRADOR_JSON_ROW_TOO_LARGE ? MIRADOR_REJECT_TOO_LARGE : MIRADOR_REJECT_TOO_SHORT;
  record->column = record->bad ? record->names[0] : NULL;
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
                           .values = (const char *const *)table->cells->pdata };

  while (max_rows == 0 || record.row < max_rows)
    {
      empty_cells (table);
      MiradorJsonRowKind kind = mirador_json_rows_next (rows, take_cell_cb, table, error);
      if (kind == MIRADOR_JSON_ROW_END)
        return TRUE;
      if (kind == MIRADOR_JSON_ROW_FAILED || is_cancelled (cancellable, source, error))
        return FALSE;
      record.row++;
      describe_kind (&record, kind);
      if (!record_func (&record, user_data, error))
        return FALSE;
    }
  return TRUE;
}

static void
table_init (Table *table)
{
  table->columns = g_hash_table_new (g_str_hash, g_str_equal);
  table->names = g_ptr_array_new_with_free_func (g_free);
  table->cells = g_ptr_array_new_with_free_func (g_free);
}

gboolean
mirador_records_decode (GBytes *bytes,
                        const char *source,
                        const MiradorDecodeOptions *options,
                        MiradorHeaderFunc header,
                        MiradorRecordFunc record,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_auto (Table) table = { 0 };
  const char *path = options != NULL ? options->rows : NULL;
  gsize max_rows = options != NULL ? options->max_rows : 0;

  table_init (&table);
  g_autoptr (MiradorJsonRows) rows = mirador_json_rows_open (bytes, path, source, error);
  if (rows == NULL || !learn_columns (rows, &table, source, cancellable, error))
    return FALSE;
  g_ptr_array_set_size (table.cells, (gint)table.names->len);
  g_autofree char *document = mirador_json_rows_get_document (rows);
  if (!header ((const char *const *)table.names->pdata, table.names->len, document, user_data,
               error))
    return FALSE;
  return give_rows (rows, &table, source, max_rows, record, user_data, cancellable, error);
}

int
mirador_records_sniff (const guint8 *bytes, gsize length, const char *source)
{
  gsize at = length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

  while (at < length && g_ascii_isspace (bytes[at]))
    at++;
  return at < length && (bytes[at] == '{' || bytes[at] == '[') ? 60 : 0;
}
