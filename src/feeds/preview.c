/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/asking.h"
#include "feeds/load.h"
#include "feeds/refresh.h"

#define SHOWN_ROWS 50

void
mirador_preview_free (MiradorPreview *preview)
{
  g_free (preview->format);
  g_clear_pointer (&preview->mapping, mirador_mapping_unref);
  g_strfreev (preview->columns);
  g_ptr_array_unref (preview->records);
  g_array_unref (preview->observations);
  g_array_unref (preview->rejects);
  g_clear_pointer (&preview->reasons, g_array_unref);
  g_free (preview);
}

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

/* The sink that keeps the first rows and counts the others. */
typedef struct
{
  MiradorSink sink;
  MiradorPreview *preview;
  MiradorLoad *load;
  MiradorMapper *mapper;
  guint64 last_rejected;
} Seeing;

static gboolean
see_observation (MiradorSink *sink,
                 const MiradorObservation *observation,
                 guint64 row,
                 GError **error)
{
  Seeing *seeing = (Seeing *)sink;

  seeing->preview->n_observations++;
  if (row <= SHOWN_ROWS)
    g_array_append_val (seeing->preview->observations, *observation);
  return TRUE;
}

/* A row may be refused for several of its columns; it counts once. */
static gboolean
see_reject (MiradorSink *sink,
            guint64 row,
            const char *column,
            MiradorReject reason,
            GError **error)
{
  Seeing *seeing = (Seeing *)sink;

  if (row == seeing->last_rejected)
    return TRUE;
  seeing->last_rejected = row;
  seeing->preview->n_rejected++;
  if (row <= SHOWN_ROWS)
    {
      g_array_append_val (seeing->preview->rejects, row);
      g_array_append_val (seeing->preview->reasons, reason);
    }
  return TRUE;
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
see_header (const char *const *names,
            guint n,
            const char *document,
            gpointer user_data,
            GError **error)
{
  Seeing *seeing = user_data;

  if (seeing->load->mapping == NULL)
    return TRUE;
  g_clear_pointer (&seeing->mapper, mirador_mapper_free);
  seeing->mapper = mirador_mapper_new (seeing->load->mapping, names, n, seeing->load->shown, error);
  return seeing->mapper != NULL;
}

static gboolean
see_record (const MiradorRecord *record, gpointer user_data, GError **error)
{
  Seeing *seeing = user_data;

  seeing->preview->n_rows++;
  if (record->row <= SHOWN_ROWS)
    g_ptr_array_add (seeing->preview->records, copy_record (record));
  return seeing->mapper == NULL
         || mirador_mapper_map (seeing->mapper, record, &seeing->sink, error);
}

static gboolean
see_all (MiradorLoad *load, MiradorPreview *preview, GCancellable *cancellable, GError **error)
{
  Seeing seeing = { { see_observation, see_reject }, preview, load, NULL, 0 };
  gboolean good = mirador_load_read (load, see_header, see_record, &seeing, cancellable, error);

  g_clear_pointer (&seeing.mapper, mirador_mapper_free);
  return good;
}

static MiradorPreview *
look (MiradorLoad *load, GCancellable *cancellable, GError **error)
{
  g_autoptr (MiradorPreview) preview = preview_new ();

  if (!mirador_load_prepare (load, TRUE, cancellable, error))
    return NULL;
  preview->format = g_strdup (load->decoder->id);
  preview->columns = g_strdupv (load->columns);
  if (load->mapping != NULL)
    preview->mapping = mirador_mapping_ref (load->mapping);
  if (!see_all (load, preview, cancellable, error))
    return NULL;
  return g_steal_pointer (&preview);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  MiradorPreview *preview = look (task_data, cancellable, &error);

  if (preview == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, preview, (GDestroyNotify)mirador_preview_free);
}

typedef struct
{
  char *location;
  char *format;
  char *mapping;
} Wanted;

static void
wanted_free (Wanted *wanted)
{
  g_free (wanted->location);
  g_free (wanted->format);
  g_free (wanted->mapping);
  g_free (wanted);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Wanted *wanted = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (MiradorAnswer) answer = mirador_ask_finish (result, &error);
  MiradorLoad *load;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  load = mirador_load_new (answer, wanted->location, wanted->format, wanted->mapping);
  g_task_set_task_data (task, load, (GDestroyNotify)mirador_load_free);
  g_task_run_in_thread (task, look_in_thread);
}

static GTask *
make_task (const char *location,
           const char *format,
           const char *mapping,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Wanted *wanted = g_new0 (Wanted, 1);

  wanted->location = g_strdup (location);
  wanted->format = g_strdup (format);
  wanted->mapping = g_strdup (mapping);
  g_task_set_source_tag (task, mirador_preview_async);
  g_task_set_task_data (task, wanted, (GDestroyNotify)wanted_free);
  return task;
}

void
mirador_preview_async (const char *location,
                       const char *format,
                       const char *mapping,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = make_task (location, format, mapping, cancellable, callback, user_data);

  mirador_ask_async (location, format, NULL, NULL, NULL, NULL, cancellable, answered_cb, task);
}

void
mirador_preview_table_async (MiradorDefinition *definition,
                             const MiradorTable *table,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autofree char *mapping = mirador_table_find_mapping (definition, table);
  GTask *task
    = make_task (table->location, table->format, mapping, cancellable, callback, user_data);

  mirador_ask_table_async (definition, table, NULL, NULL, NULL, NULL, cancellable, answered_cb,
                           task);
}

MiradorPreview *
mirador_preview_finish (GAsyncResult *result, GError **error)
{
  GError *failure = NULL;
  MiradorPreview *preview;

  g_return_val_if_fail (G_IS_TASK (result), NULL);
  preview = g_task_propagate_pointer (G_TASK (result), &failure);
  if (preview != NULL)
    return preview;
  mirador_name_cancellation (&failure, "");
  g_propagate_error (error, failure);
  return NULL;
}

MiradorPreview *
mirador_preview_sync (const char *location, const char *format, const char *mapping, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_preview_async (location, format, mapping, NULL, mirador_keep_result_cb, &result);
  mirador_wait_for (&result);
  return mirador_preview_finish (result, error);
}

MiradorPreview *
mirador_preview_table_sync (MiradorDefinition *definition,
                            const MiradorTable *table,
                            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_preview_table_async (definition, table, NULL, mirador_keep_result_cb, &result);
  mirador_wait_for (&result);
  return mirador_preview_finish (result, error);
}
