/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/decode.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/json-rows.h"
#include "model/error-phrase.h"

typedef struct
{
  GPtrArray *names;
  GHashTable *columns; /* name → number + 1 */
  const char **cells;  /* (nullable entries) */
} Table;

static void
table_clear (Table *table)
{
  g_clear_pointer (&table->names, g_ptr_array_unref);
  g_clear_pointer (&table->columns, g_hash_table_unref);
  g_clear_pointer (&table->cells, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_clear)

/* Members come in the same order in most records: try the place first. */
static guint
find_column (const Table *table, const char *key, guint i)
{
  if (i < table->names->len && g_str_equal (table->names->pdata[i], key))
    return i + 1;
  return GPOINTER_TO_UINT (g_hash_table_lookup (table->columns, key));
}

static void
take_cell_cb (const char *key, guint i, const char *text, gpointer user_data)
{
  Table *table = user_data;
  guint column = key != NULL ? find_column (table, key, i) : 0;

  if (column > 0)
    table->cells[column - 1] = text;
}

static gboolean
fail_cancelled (const char *source, GError **error)
{
  mirador_set_error (error, MIRADOR_ERROR_CANCELLED, source, NULL);
  return FALSE;
}

static gboolean
check_rows (MiradorJsonRows *rows, const Table *table, const char *source, GError **error)
{
  /* Translators: a place in a file, in the middle of a sentence; %1$s is the number of a row. */
  g_autofree char *where = mirador_phrase (N_ ("row %1$s"), "1", NULL);

  if (table->names->len > 0)
    return TRUE;
  if (mirador_json_rows_next (rows, NULL, NULL, error) == MIRADOR_JSON_ROW_END)
    mirador_set_error (error, MIRADOR_ERROR_EMPTY, source, NULL);
  else if (error == NULL || *error == NULL)
    mirador_set_error (error, MIRADOR_ERROR_SYNTAX, source, where, N_ ("rows should be objects"),
                       NULL);
  return FALSE;
}

/* A record may lack what it has nothing to say about, so the columns are known at the end only. */
static gboolean
learn_columns (MiradorJsonRows *rows,
               Table *table,
               const char *source,
               gsize max_rows,
               GCancellable *cancellable,
               GError **error)
{
  table->names = mirador_json_rows_list_keys (rows, max_rows, cancellable);
  if (table->names == NULL)
    return fail_cancelled (source, error);
  table->columns = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < table->names->len; i++)
    g_hash_table_insert (table->columns, table->names->pdata[i], GUINT_TO_POINTER (i + 1));
  table->cells = g_new0 (const char *, table->names->len + 1);
  return check_rows (rows, table, source, error);
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
                           .values = table->cells };

  while (max_rows == 0 || record.row < max_rows)
    {
      memset (table->cells, 0, record.n * sizeof *table->cells);
      MiradorJsonRowKind kind = mirador_json_rows_next (rows, take_cell_cb, table, error);
      if (kind == MIRADOR_JSON_ROW_END || kind == MIRADOR_JSON_ROW_FAILED)
        return kind == MIRADOR_JSON_ROW_END;
      if (g_cancellable_is_cancelled (cancellable))
        return fail_cancelled (source, error);
      record.row++;
      describe_kind (&record, kind);
      if (!record_func (&record, user_data, error))
        return FALSE;
    }
  return TRUE;
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

  g_autoptr (MiradorJsonRows) rows = mirador_json_rows_open (bytes, path, source, error);
  if (rows == NULL || !learn_columns (rows, &table, source, max_rows, cancellable, error))
    return FALSE;
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
