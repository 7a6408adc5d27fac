/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/writing.h"

#include "model/error.h"
#include "store/feed-rows.h"
#include "store/ingest.h"

typedef struct
{
  MiradorStore *store;
  char *feed;
} Change;

MiradorWriting *
mirador_writing_new (GMainContext *context)
{
  MiradorWriting *writing = g_new0 (MiradorWriting, 1);

  writing->context = context;
  return writing;
}

static void
free_func_data (MiradorWriting *writing)
{
  if (writing->func_data_free != NULL)
    writing->func_data_free (writing->func_data);
  writing->func_data_free = NULL;
}

static void
cancel_cb (GCancellable *callers, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

void
mirador_writing_watch (MiradorWriting *writing, GCancellable *cancellable)
{
  writing->cancellable = g_cancellable_new ();
  if (cancellable == NULL)
    return;
  writing->callers = g_object_ref (cancellable);
  writing->callers_handler = g_cancellable_connect (
    cancellable, G_CALLBACK (cancel_cb), g_object_ref (writing->cancellable), g_object_unref);
}

void
mirador_writing_free (MiradorWriting *writing)
{
  free_func_data (writing);
  g_cancellable_disconnect (writing->callers, writing->callers_handler);
  g_clear_object (&writing->callers);
  g_clear_object (&writing->cancellable);
  g_clear_pointer (&writing->staging, mirador_staging_free);
  mirador_pull_free (writing->pull);
  g_clear_error (&writing->failure);
  g_free (writing->feed);
  g_free (writing->program);
  g_free (writing->measure);
  g_free (writing);
}

static void
change_free (Change *change)
{
  g_object_unref (change->store);
  g_free (change->feed);
  g_free (change);
}

static gboolean
emit_changed_cb (gpointer user_data)
{
  Change *change = user_data;

  mirador_store_emit_changed (change->store, change->feed);
  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke(): that may run on the thread that calls it. Attached before the task
 * returns, so that who waits for the task hears of the change first. */
static void
announce (GTask *task, const char *feed)
{
  const MiradorWriting *writing = g_task_get_task_data (task);
  g_autoptr (GSource) source = g_idle_source_new ();
  Change *change = g_new0 (Change, 1);

  change->store = g_object_ref (MIRADOR_STORE (g_task_get_source_object (task)));
  change->feed = g_strdup (feed);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_changed_cb, change, (GDestroyNotify)change_free);
  g_source_attach (source, writing->context);
}

void
mirador_writing_stage (MiradorWriting *writing)
{
  writing->staging = mirador_ingest_stage (writing->pull, writing->func, writing->func_data,
                                           writing->cancellable, &writing->failure);
  /* What it read from is not needed any more, and may be large. */
  free_func_data (writing);
}

gpointer
mirador_writing_run_ingest (gpointer database, GTask *task, GError **error)
{
  MiradorWriting *writing = g_task_get_task_data (task);
  MiradorRefresh *refresh;

  if (writing->is_given_up)
    {
      mirador_set_error (error, MIRADOR_ERROR_CANCELLED, writing->pull->origin, NULL);
      return NULL;
    }
  refresh = mirador_ingest (database, writing->pull, writing->staging, writing->failure,
                            writing->cancellable, error);
  g_clear_pointer (&writing->staging, mirador_staging_free);
  announce (task, writing->pull->profile->id);
  return refresh;
}

static gpointer
return_written (GTask *task, const char *feed, gboolean is_written)
{
  if (is_written)
    announce (task, feed);
  return is_written ? task : NULL;
}

gpointer
mirador_writing_run_record (gpointer database, GTask *task, GError **error)
{
  MiradorWriting *writing = g_task_get_task_data (task);
  gboolean is_written = mirador_ingest_record (database, writing->pull, writing->failure, error);

  return return_written (task, writing->pull->profile->id, is_written);
}

gpointer
mirador_writing_run_remove_feed (gpointer database, GTask *task, GError **error)
{
  MiradorWriting *writing = g_task_get_task_data (task);
  gboolean is_written = mirador_database_execute (database, "BEGIN IMMEDIATE", error)
                        && mirador_feed_remove (database, writing->feed, error)
                        && mirador_database_execute (database, "COMMIT", error);

  mirador_database_roll_back (database);
  return return_written (task, writing->feed, is_written);
}

static gboolean
write_preference (MiradorDatabase *database, const MiradorWriting *writing, GError **error)
{
  return mirador_database_execute (database, "BEGIN IMMEDIATE", error)
         && mirador_database_run (
           database, error,
           "UPDATE preference SET rank = rank + 1 WHERE program = ? AND measure = ?", "tt",
           writing->program, writing->measure)
         && mirador_database_run (database, error,
                                  "INSERT OR REPLACE INTO preference (program, measure, feed, rank)"
                                  " VALUES (?, ?, ?, 0)",
                                  "ttt", writing->program, writing->measure, writing->feed)
         && mirador_database_execute (database, "COMMIT", error);
}

gpointer
mirador_writing_run_prefer (gpointer database, GTask *task, GError **error)
{
  MiradorWriting *writing = g_task_get_task_data (task);
  gboolean is_written = write_preference (database, writing, error);

  mirador_database_roll_back (database);
  return return_written (task, writing->feed, is_written);
}
