/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* One chart on its way: its queries are answered one after the other, in order. */
typedef struct
{
  const MiradorChartKind *kind;
  MiradorQuery *base;
  GPtrArray *queries;
  GPtrArray *frames;
  char *options; /* (nullable) */
} Loading;

static void
loading_free (gpointer pointer)
{
  Loading *loading = pointer;

  mirador_query_free (loading->base);
  g_ptr_array_unref (loading->queries);
  g_ptr_array_unref (loading->frames);
  g_free (loading->options);
  g_free (loading);
}

static void ask_next (GTask *task);

static void
answer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Loading *loading = g_task_get_task_data (task);
  GError *error = NULL;
  MiradorFrame *frame = mirador_store_query_finish (MIRADOR_STORE (source), result, &error);

  if (frame == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_add (loading->frames, frame);
  ask_next (g_steal_pointer (&task));
}

static void
ask_next (GTask *task)
{
  MiradorSession *self = g_task_get_source_object (task);
  Loading *loading = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (loading->frames->len < loading->queries->len)
    {
      mirador_store_query_async (self->store,
                                 g_ptr_array_index (loading->queries, loading->frames->len),
                                 g_task_get_cancellable (task), answer_cb, task);
      return;
    }
  g_task_return_pointer (task,
                         mirador_chart_new_with_options (loading->kind, loading->base,
                                                         loading->frames, self->threshold,
                                                         loading->options),
                         (GDestroyNotify)mirador_chart_unref);
  g_object_unref (task);
}

void
mirador_session_load_chart_async (MiradorSession *self,
                                  const MiradorChartKind *kind,
                                  const MiradorQuery *base,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  mirador_session_load_chart_with_options_async (self, kind, base, NULL, cancellable, callback,
                                                 user_data);
}

void
mirador_session_load_chart_with_options_async (MiradorSession *self,
                                               const MiradorChartKind *kind,
                                               const MiradorQuery *base,
                                               const char *options,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  loading->kind = kind;
  loading->options = g_strdup (options);
  loading->base = mirador_query_copy (base);
  loading->queries = mirador_chart_plan (kind, base);
  loading->frames = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);
  g_task_set_source_tag (task, mirador_session_load_chart_async);
  g_task_set_task_data (task, loading, loading_free);
  ask_next (task);
}

MiradorChart *
mirador_session_load_chart_finish (MiradorSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
