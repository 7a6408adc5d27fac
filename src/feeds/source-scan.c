/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-scan.h"

#include "feeds/mapping-private.h"

/* All pages as one */

typedef struct
{
  MiradorHeaderFunc header;
  MiradorRecordFunc record;
  gpointer user_data;
  gboolean is_first;
  guint64 before; /* rows of the pages before */
  guint64 last;
} Reading;

static gboolean
read_header (const char *const *names,
             guint n,
             const char *document,
             gpointer user_data,
             GError **error)
{
  Reading *reading = user_data;

  if (!reading->is_first)
    return TRUE;
  reading->is_first = FALSE;
  return reading->header (names, n, document, reading->user_data, error);
}

static gboolean
read_record (const MiradorRecord *record, gpointer user_data, GError **error)
{
  Reading *reading = user_data;
  MiradorRecord counted = *record;

  counted.row += reading->before;
  reading->last = counted.row;
  return reading->record (&counted, reading->user_data, error);
}

gboolean
mirador_bodies_decode (GPtrArray *bodies,
                       const char *format,
                       const char *shown,
                       const MiradorDecodeOptions *options,
                       MiradorHeaderFunc header,
                       MiradorRecordFunc record,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  const MiradorDecoder *decoder
    = mirador_decoder_find (format, g_ptr_array_index (bodies, 0), shown, error);
  Reading reading = { header, record, user_data, TRUE, 0, 0 };

  if (decoder == NULL)
    return FALSE;
  for (guint i = 0; i < bodies->len; i++)
    {
      reading.before = reading.last;
      if (!decoder->decode (g_ptr_array_index (bodies, i), shown, options, read_header, read_record,
                            &reading, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* A pass over the rows */

MiradorScan *
mirador_scan_new (MiradorSource *source)
{
  MiradorScan *scan = g_new0 (MiradorScan, 1);
  MiradorTable *table = mirador_source_get_table (source);
  g_autofree char *base = source->base != NULL ? json_to_string (source->base, FALSE) : NULL;

  scan->bodies = g_ptr_array_ref (source->bodies);
  scan->format = g_strdup (source->format);
  scan->shown = mirador_location_for_people (table->location);
  scan->sheet = g_strdup (source->sheet);
  scan->filter = base != NULL ? mirador_mapping_parse (base, -1, "", NULL) : NULL;
  scan->coded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  scan->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_source_column_free);
  for (guint i = 0; i < source->columns->len; i++)
    {
      const MiradorSourceColumn *column = g_ptr_array_index (source->columns, i);

      if (mirador_column_use_has_codes (column->use) && !column->is_personal)
        g_hash_table_add (scan->coded, g_strdup (column->name));
    }
  return scan;
}

void
mirador_scan_free (MiradorScan *scan)
{
  g_ptr_array_unref (scan->bodies);
  g_ptr_array_unref (scan->columns);
  g_hash_table_unref (scan->coded);
  g_clear_pointer (&scan->filter, mirador_mapping_unref);
  g_free (scan->format);
  g_free (scan->shown);
  g_free (scan->sheet);
  g_free (scan);
}

/* While the rows go by. */
typedef struct
{
  MiradorScan *scan;
  GPtrArray *looks; /* (element-type MiradorLook) */
  int *slots;       /* which column each slot of the filter is, or -1 */
  MiradorBeside *beside;
} Scanning;

static int
find_column (const char *const *names, guint n, const char *wanted)
{
  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (names[i], wanted))
        return (int)i;
    }
  return -1;
}

static void
bind_filter (Scanning *scanning, const char *const *names, guint n)
{
  const MiradorMapping *filter = scanning->scan->filter;

  if (filter == NULL)
    return;
  scanning->slots = g_new (int, filter->columns->len);
  for (guint i = 0; i < filter->columns->len; i++)
    scanning->slots[i] = find_column (names, n, g_ptr_array_index (filter->columns, i));
}

static gboolean
scan_header (const char *const *names,
             guint n,
             const char *document,
             gpointer user_data,
             GError **error)
{
  Scanning *scanning = user_data;

  for (guint i = 0; i < n; i++)
    {
      MiradorSourceColumn *column = mirador_source_column_new (names[i]);

      if (g_hash_table_contains (scanning->scan->coded, names[i]))
        column->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_ptr_array_add (scanning->scan->columns, column);
      g_ptr_array_add (scanning->looks, mirador_look_new ());
    }
  scanning->beside = mirador_beside_new (scanning->scan->columns);
  bind_filter (scanning, names, n);
  return TRUE;
}

static gboolean
fits (const Scanning *scanning, const MiradorRecord *record, const GPtrArray *conditions)
{
  for (guint i = 0; i < conditions->len; i++)
    {
      const MiradorCondition *condition = g_ptr_array_index (conditions, i);
      int column = scanning->slots[condition->slot];
      const char *cell = column >= 0 ? record->values[column] : NULL;
      g_autofree char *tidy = mirador_cell_tidy (cell != NULL ? cell : "");

      if (g_hash_table_contains (condition->cells, tidy) == condition->other)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_left_out (const Scanning *scanning, const MiradorRecord *record)
{
  const MiradorMapping *filter = scanning->scan->filter;

  for (guint i = 0; filter != NULL && i < filter->leave_out->len; i++)
    {
      if (fits (scanning, record, g_ptr_array_index (filter->leave_out, i)))
        return TRUE;
    }
  return FALSE;
}

static void
count_code (MiradorSourceColumn *column, char *cell)
{
  g_autofree char *code = cell;
  guint64 *count = g_hash_table_lookup (column->codes, code);

  if (count != NULL)
    (*count)++;
  else if (g_hash_table_size (column->codes) >= MIRADOR_SOURCE_MOST_CODES)
    column->is_cut = TRUE;
  else
    {
      count = g_new (guint64, 1);
      *count = 1;
      g_hash_table_insert (column->codes, g_steal_pointer (&code), count);
    }
}

static gboolean
scan_record (const MiradorRecord *record, gpointer user_data, GError **error)
{
  Scanning *scanning = user_data;

  scanning->scan->n_rows++;
  if (record->bad || is_left_out (scanning, record))
    return TRUE;
  mirador_beside_add (scanning->beside, record);
  for (guint i = 0; i < MIN (record->n, scanning->looks->len); i++)
    {
      MiradorSourceColumn *column = g_ptr_array_index (scanning->scan->columns, i);
      const char *cell = record->values[i] != NULL ? record->values[i] : "";

      mirador_look_add (g_ptr_array_index (scanning->looks, i), cell);
      if (column->codes != NULL)
        count_code (column, mirador_cell_tidy (cell));
    }
  return TRUE;
}

static gboolean
scan_all (MiradorScan *scan, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) looks = g_ptr_array_new ();
  Scanning scanning = { scan, looks, NULL, NULL };
  MiradorDecodeOptions options = { .sheet = scan->sheet };
  gboolean good = mirador_bodies_decode (scan->bodies, scan->format, scan->shown, &options,
                                         scan_header, scan_record, &scanning, cancellable, error);

  for (guint i = 0; i < looks->len; i++)
    {
      MiradorSourceColumn *column = g_ptr_array_index (scan->columns, i);

      mirador_look_end (looks->pdata[i], column);
      /* A sheet and JSON have numbers, not their texts. */
      column->may_be_grouped = column->may_be_grouped && g_str_equal (scan->format, "csv");
    }
  if (scanning.beside != NULL)
    mirador_beside_end (scanning.beside);
  g_clear_pointer (&scanning.beside, mirador_beside_free);
  g_free (scanning.slots);
  return good;
}

static void
scan_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (scan_all (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
mirador_scan_async (MiradorScan *scan,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, mirador_scan_async);
  g_task_set_task_data (task, scan, (GDestroyNotify)mirador_scan_free);
  g_task_run_in_thread (task, scan_in_thread);
}

MiradorScan *
mirador_scan_finish (GAsyncResult *result, GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_task_get_task_data (G_TASK (result));
}

static void
keep_use (const MiradorSource *source, MiradorSourceColumn *column)
{
  for (guint i = 0; i < source->columns->len; i++)
    {
      const MiradorSourceColumn *known = g_ptr_array_index (source->columns, i);

      if (!g_str_equal (known->name, column->name))
        continue;
      column->use = known->use;
      column->by_hand = known->by_hand;
    }
}

void
mirador_scan_give (MiradorScan *scan, MiradorSource *source)
{
  for (guint i = 0; i < scan->columns->len; i++)
    keep_use (source, g_ptr_array_index (scan->columns, i));
  g_ptr_array_unref (source->columns);
  source->columns = g_steal_pointer (&scan->columns);
  scan->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_source_column_free);
  source->n_rows = scan->n_rows;
}
