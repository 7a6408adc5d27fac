/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite-store-private.h"

#include <errno.h>
#include "model/error-phrase.h"
#include "model/error.h"
#include "store/feed-rows.h"
#include "store/reader.h"
#include "store/reading.h"
#include "store/schema.h"
#include "store/writing.h"

enum
{
  DAMAGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void mirador_sqlite_store_iface_init (MiradorStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MiradorSqliteStore,
                               mirador_sqlite_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (MIRADOR_TYPE_STORE,
                                                      mirador_sqlite_store_iface_init))

static GTask *
task_new (MiradorStore *store,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

static MiradorWriting *
writing_new (MiradorStore *store)
{
  return mirador_writing_new (MIRADOR_SQLITE_STORE (store)->context);
}

/* What a caller leaves open is empty, never NULL: it goes into sentences and keys. */
static MiradorPull *
complete_pull (MiradorPull *pull)
{
  if (pull->scope == NULL)
    pull->scope = g_strdup ("");
  if (pull->origin == NULL)
    pull->origin = g_strdup ("");
  return pull;
}

/* What has been written has been written, even if it was cancelled a moment later. */
static void
set_writing (GTask *task, MiradorWriting *writing)
{
  g_task_set_task_data (task, writing, (GDestroyNotify)mirador_writing_free);
  g_task_set_check_cancellable (task, FALSE);
}

static void
push_writing (MiradorStore *store, GTask *task, MiradorWriting *writing, MiradorWorkerFunc func)
{
  set_writing (task, writing);
  mirador_worker_push (MIRADOR_SQLITE_STORE (store)->writer, task, func, NULL);
}

static void
push_reading (MiradorStore *store, GTask *task, MiradorWorkerFunc func, GDestroyNotify result_free)
{
  mirador_worker_push (MIRADOR_SQLITE_STORE (store)->reader, task, func, result_free);
}

static void
ingest_async (MiradorStore *store,
              MiradorPull *pull,
              MiradorIngestFunc func,
              gpointer func_data,
              GDestroyNotify func_data_free,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  MiradorWriting *writing = writing_new (store);
  GTask *task = task_new (store, ingest_async, cancellable, callback, user_data);

  writing->pull = complete_pull (pull);
  writing->feed = g_strdup (pull->profile->id);
  writing->func = func;
  writing->func_data = func_data;
  writing->func_data_free = func_data_free;
  mirador_writing_watch (writing, cancellable);
  set_writing (task, writing);
  mirador_lanes_start (MIRADOR_SQLITE_STORE (store)->lanes, task);
}

static void
record_async (MiradorStore *store,
              MiradorPull *pull,
              const GError *error,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  MiradorWriting *writing = writing_new (store);

  writing->pull = complete_pull (pull);
  writing->failure = error != NULL ? g_error_copy (error) : NULL;
  push_writing (store, task_new (store, record_async, cancellable, callback, user_data), writing,
                mirador_writing_run_record);
}

static void
remove_feed_async (MiradorStore *store,
                   const char *feed,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  MiradorWriting *writing = writing_new (store);

  mirador_lanes_give_up (MIRADOR_SQLITE_STORE (store)->lanes, feed);
  writing->feed = g_strdup (feed);
  push_writing (store, task_new (store, remove_feed_async, cancellable, callback, user_data),
                writing, mirador_writing_run_remove_feed);
}

static void
prefer_async (MiradorStore *store,
              const char *feed,
              const char *program,
              const char *measure,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  MiradorWriting *writing = writing_new (store);

  writing->feed = g_strdup (feed);
  writing->program = g_strdup (program);
  writing->measure = g_strdup (measure);
  push_writing (store, task_new (store, prefer_async, cancellable, callback, user_data), writing,
                mirador_writing_run_prefer);
}

static void
query_async (MiradorStore *store,
             const MiradorQuery *query,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = task_new (store, query_async, cancellable, callback, user_data);

  g_task_set_task_data (task, mirador_query_copy (query), (GDestroyNotify)mirador_query_free);
  push_reading (store, task, mirador_reading_run_query, (GDestroyNotify)mirador_frame_unref);
}

static void
list_feeds_async (MiradorStore *store,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  push_reading (store, task_new (store, list_feeds_async, cancellable, callback, user_data),
                mirador_reading_run_list_feeds, (GDestroyNotify)g_ptr_array_unref);
}

static void
list_rejected_async (MiradorStore *store,
                     const char *feed,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = task_new (store, list_rejected_async, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (feed), g_free);
  push_reading (store, task, mirador_reading_run_list_rejected, (GDestroyNotify)g_ptr_array_unref);
}

static void
list_holdings_async (MiradorStore *store,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  push_reading (store, task_new (store, list_holdings_async, cancellable, callback, user_data),
                mirador_reading_run_list_holdings, (GDestroyNotify)g_array_unref);
}

static gpointer
propagate_pointer (MiradorStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gpointer pointer;

  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  pointer = g_task_propagate_pointer (G_TASK (result), &failure);
  if (g_error_matches (failure, MIRADOR_ERROR, MIRADOR_ERROR_STORE_CORRUPT))
    g_signal_emit (store, signals[DAMAGED], 0);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return pointer;
}

static MiradorRefresh *
ingest_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return propagate_pointer (store, result, error);
}

static MiradorFrame *
query_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return propagate_pointer (store, result, error);
}

static GPtrArray *
list_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return propagate_pointer (store, result, error);
}

static GArray *
list_holdings_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return propagate_pointer (store, result, error);
}

static gboolean
written_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return propagate_pointer (store, result, error) != NULL;
}

static void
mirador_sqlite_store_iface_init (MiradorStoreInterface *iface)
{
  iface->ingest_async = ingest_async;
  iface->ingest_finish = ingest_finish;
  iface->record_async = record_async;
  iface->record_finish = written_finish;
  iface->query_async = query_async;
  iface->query_finish = query_finish;
  iface->list_feeds_async = list_feeds_async;
  iface->list_feeds_finish = list_finish;
  iface->list_rejected_async = list_rejected_async;
  iface->list_rejected_finish = list_finish;
  iface->list_holdings_async = list_holdings_async;
  iface->list_holdings_finish = list_holdings_finish;
  iface->remove_feed_async = remove_feed_async;
  iface->remove_feed_finish = written_finish;
  iface->prefer_async = prefer_async;
  iface->prefer_finish = written_finish;
}

/* The reader first: the connection that closes last folds the write-ahead log into the file, and
 * a read-only one cannot. */
static void
mirador_sqlite_store_finalize (GObject *object)
{
  MiradorSqliteStore *self = MIRADOR_SQLITE_STORE (object);

  g_clear_pointer (&self->reader, mirador_worker_free);
  g_clear_pointer (&self->writer, mirador_worker_free);
  g_clear_pointer (&self->lanes, mirador_lanes_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  mirador_sqlite_store_drop_copy (self);
  g_free (self->path);
  G_OBJECT_CLASS (mirador_sqlite_store_parent_class)->finalize (object);
}

static void
mirador_sqlite_store_class_init (MiradorSqliteStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mirador_sqlite_store_finalize;
  signals[DAMAGED] = g_signal_new ("damaged", MIRADOR_TYPE_SQLITE_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
mirador_sqlite_store_init (MiradorSqliteStore *self)
{
  self->context = g_main_context_ref_thread_default ();
}

gpointer
mirador_sqlite_store_open_writer (gpointer path, GError **error)
{
  guint n_steps;
  const MiradorSchemaStep *steps = mirador_schema_steps (&n_steps);
  g_autoptr (MiradorDatabase) database = NULL;

  if (!mirador_schema_check (path, n_steps, error))
    return NULL;
  database = mirador_database_open (path, FALSE, error);
  if (database == NULL || !mirador_schema_upgrade (database, steps, n_steps, error)
      || !mirador_feed_extend_catalogue (database, error))
    return NULL;
  return g_steal_pointer (&database);
}

static gpointer
open_reader (gpointer path, GError **error)
{
  return mirador_reader_new (path, error);
}

MiradorStore *
mirador_sqlite_store_open (const char *path, GError **error)
{
  g_autoptr (MiradorSqliteStore) self = g_object_new (MIRADOR_TYPE_SQLITE_STORE, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  self->path = g_strdup (path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_autofree char *why = mirador_phrase_of_errno (errno);

      mirador_set_error (error, MIRADOR_ERROR_STORE, path, why, NULL);
      return NULL;
    }
  self->writer = mirador_worker_new ("store-writer", mirador_sqlite_store_open_writer,
                                     (gpointer)path, (GDestroyNotify)mirador_database_close, error);
  if (self->writer == NULL)
    return NULL;
  self->lanes = mirador_lanes_new (self->writer);
  self->reader = mirador_worker_new ("store-reader", open_reader, (gpointer)path,
                                     (GDestroyNotify)mirador_reader_free, error);
  return self->reader != NULL ? MIRADOR_STORE (g_steal_pointer (&self)) : NULL;
}

const char *
mirador_sqlite_store_get_path (MiradorSqliteStore *self)
{
  return self->path;
}

char *
mirador_sqlite_store_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "mirador", "store.db", NULL);
}
