/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include "feeds/mapping-private.h"
#include "feeds/source-scan.h"
#include "model/error.h"

#define SHOWN_ROWS 50

/* Of so many figures it is looked whether two are of the same thing. */
#define MOST_COMPARED 300000

/* What a figure is of; ids are interned. */
typedef struct
{
  gconstpointer measure, program, place, breakdown;
  gint64 period;
} Series;

static guint
series_hash (gconstpointer key)
{
  const Series *series = key;

  return g_direct_hash (series->measure) * 31u + g_direct_hash (series->program) * 17u
         + g_direct_hash (series->place) * 13u + g_direct_hash (series->breakdown) * 7u
         + g_int64_hash (&series->period);
}

static gboolean
series_equal (gconstpointer a, gconstpointer b)
{
  const Series *first = a, *second = b;

  return first->measure == second->measure && first->program == second->program
         && first->place == second->place && first->breakdown == second->breakdown
         && first->period == second->period;
}

/* One look at a source, in a worker thread. */
typedef struct
{
  GPtrArray *bodies;
  char *format;
  char *shown;
  char *sheet;
  char *mapping; /* (nullable) text */

  MiradorSink sink;
  GHashTable *seen; /* set of Series */
  MiradorPreview *preview;
  MiradorMapper *mapper;
  guint64 last_rejected;
} Look;

static MiradorPreview *
preview_new (void)
{
  MiradorPreview *preview = g_new0 (MiradorPreview, 1);

  preview->records = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  preview->observations = g_array_new (FALSE, FALSE, sizeof (MiradorObservation));
  preview->rejects = g_array_new (FALSE, FALSE, sizeof (guint64));
  preview->reasons = g_array_new (FALSE, FALSE, sizeof (MiradorReject));
  return preview;
}

static void
look_free (Look *look)
{
  g_ptr_array_unref (look->bodies);
  g_hash_table_unref (look->seen);
  g_clear_pointer (&look->mapper, mirador_mapper_free);
  g_clear_pointer (&look->preview, mirador_preview_free);
  g_free (look->format);
  g_free (look->shown);
  g_free (look->sheet);
  g_free (look->mapping);
  g_free (look);
}

static Look *
look_of_sink (MiradorSink *sink)
{
  return (Look *)((char *)sink - G_STRUCT_OFFSET (Look, sink));
}

/* A row may be refused for several of its columns; it counts once. */
static gboolean
see_reject (MiradorSink *sink,
            guint64 row,
            const char *column,
            MiradorReject reason,
            GError **error)
{
  Look *look = look_of_sink (sink);

  if (row == look->last_rejected)
    return TRUE;
  look->last_rejected = row;
  look->preview->n_rejected++;
  if (row <= SHOWN_ROWS)
    {
      g_array_append_val (look->preview->rejects, row);
      g_array_append_val (look->preview->reasons, reason);
    }
  return TRUE;
}

/* The store sets the second of two figures of one thing aside: a total beside its part, often. */
static gboolean
is_seen_already (Look *look, const MiradorObservation *observation)
{
  Series series = { observation->measure, observation->program, observation->place,
                    observation->breakdown, mirador_period_pack (observation->period) };

  if (look->preview->mapping->duplicates == MIRADOR_DUPLICATES_ADD
      || g_hash_table_size (look->seen) >= MOST_COMPARED)
    return FALSE;
  return !g_hash_table_add (look->seen, g_memdup2 (&series, sizeof series));
}

static gboolean
see_observation (MiradorSink *sink,
                 const MiradorObservation *observation,
                 guint64 row,
                 GError **error)
{
  Look *look = look_of_sink (sink);

  if (is_seen_already (look, observation))
    return see_reject (sink, row, "", MIRADOR_REJECT_DUPLICATE, error);
  look->preview->n_observations++;
  if (row <= SHOWN_ROWS)
    g_array_append_val (look->preview->observations, *observation);
  return TRUE;
}

/* Mirador's own format says itself what its columns mean. */
static MiradorMapping *
load_mapping (const Look *look, const char *document, GError **error)
{
  if (g_str_equal (look->format, "mirador"))
    return mirador_mapping_from_document (document, look->shown, error);
  return look->mapping != NULL ? mirador_mapping_parse (look->mapping, -1, look->shown, error)
                               : NULL;
}

static gboolean
see_header (const char *const *names,
            guint n,
            const char *document,
            gpointer user_data,
            GError **error)
{
  Look *look = user_data;
  GError *failure = NULL;

  look->preview->columns = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    look->preview->columns[i] = g_strdup (names[i]);
  look->preview->mapping = load_mapping (look, document, &failure);
  if (look->preview->mapping != NULL)
    look->mapper = mirador_mapper_new (look->preview->mapping, names, n, look->shown, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

static char **
copy_record (const MiradorRecord *record)
{
  char **texts = g_new0 (char *, record->n + 1);

  for (guint i = 0; i < record->n; i++)
    texts[i] = g_strdup (record->values[i] != NULL ? record->values[i] : "");
  return texts;
}

static gboolean
see_record (const MiradorRecord *record, gpointer user_data, GError **error)
{
  Look *look = user_data;
  MiradorPreview *preview = look->preview;
  guint64 before = preview->n_observations + preview->n_rejected;

  preview->n_rows++;
  if (record->row <= SHOWN_ROWS)
    g_ptr_array_add (preview->records, copy_record (record));
  if (look->mapper == NULL)
    return TRUE;
  if (!mirador_mapper_map (look->mapper, record, &look->sink, error))
    return FALSE;
  preview->n_left_out += preview->n_observations + preview->n_rejected == before;
  return TRUE;
}

static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Look *look = task_data;
  MiradorDecodeOptions options = { .sheet = look->sheet };
  GError *error = NULL;

  look->preview = preview_new ();
  look->preview->format = g_strdup (look->format);
  if (mirador_bodies_decode (look->bodies, look->format, look->shown, &options, see_header,
                             see_record, look, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&look->preview),
                           (GDestroyNotify)mirador_preview_free);
  else
    g_task_return_error (task, error);
}

/* On the main thread: fetch, scan, guess and scan again, look */

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  MiradorPreview *preview = g_task_propagate_pointer (G_TASK (result), &error);

  if (preview != NULL)
    g_task_return_pointer (task, preview, (GDestroyNotify)mirador_preview_free);
  else
    g_task_return_error (task, error);
}

/* Without what a mapping needs, the rows are shown as they are. */
static void
look (GTask *task)
{
  MiradorSource *source = mirador_source_of (task);
  g_autofree char *why_not = mirador_source_why_not (source);
  Look *look = g_new0 (Look, 1);
  g_autoptr (GTask) work
    = g_task_new (NULL, g_task_get_cancellable (task), looked_cb, g_object_ref (task));

  look->sink = (MiradorSink){ see_observation, see_reject };
  look->seen = g_hash_table_new_full (series_hash, series_equal, g_free, NULL);
  look->bodies = g_ptr_array_ref (source->bodies);
  look->format = g_strdup (source->format);
  look->shown = mirador_location_for_people (mirador_source_get_table (source)->location);
  look->sheet = g_strdup (source->sheet);
  look->mapping = why_not == NULL ? mirador_source_to_mapping (source) : NULL;
  g_task_set_source_tag (work, mirador_source_preview_async);
  g_task_set_task_data (work, look, (GDestroyNotify)look_free);
  g_task_run_in_thread (work, look_in_thread);
}

static void scan (GTask *task);

/* What was read may not be that of the source any more. */
static gboolean
is_of (const MiradorScan *scanned, const MiradorSource *source)
{
  return source->bodies == scanned->bodies && g_strcmp0 (source->sheet, scanned->sheet) == 0;
}

static void
scanned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MiradorSource *source = mirador_source_of (task);
  GError *error = NULL;
  MiradorScan *scanned = mirador_scan_finish (result, &error);

  if (scanned == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!is_of (scanned, source))
    {
      g_task_return_error (task, mirador_error_new (MIRADOR_ERROR_CANCELLED, scanned->shown, NULL));
      return;
    }
  mirador_scan_give (scanned, source);
  if (!source->is_guessed)
    {
      mirador_source_guess (source);
      scan (g_steal_pointer (&task));
      return;
    }
  mirador_source_take_codes (source);
  look (task);
}

static void
scan (GTask *task)
{
  mirador_scan_async (mirador_scan_new (mirador_source_of (task)), g_task_get_cancellable (task),
                      scanned_cb, task);
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!mirador_source_fetch_finish (result, &error))
    g_task_return_error (task, error);
  else
    scan (g_steal_pointer (&task));
}

void
mirador_source_preview_async (MiradorSource *source,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = mirador_source_task_new (source, mirador_source_preview_async, cancellable,
                                         callback, user_data);

  mirador_source_fetch_async (source, cancellable, fetched_cb, task);
}

MiradorPreview *
mirador_source_preview_finish (MiradorSource *source, GAsyncResult *result, GError **error)
{
  return mirador_source_take_pointer (result, error);
}
