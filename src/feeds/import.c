/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/asking.h"
#include "feeds/load.h"
#include "feeds/refresh.h"
#include "model/error.h"

typedef struct
{
  MiradorStore *store;
  char *location;
  char *format;
  char *mapping;
  char *feed;
  MiradorAnswer *answer;
  MiradorLoad *load;
  GError *failure;
} Importing;

static void
importing_free (Importing *importing)
{
  g_clear_pointer (&importing->answer, mirador_answer_free);
  g_clear_pointer (&importing->load, mirador_load_free);
  g_clear_error (&importing->failure);
  g_object_unref (importing->store);
  g_free (importing->location);
  g_free (importing->format);
  g_free (importing->mapping);
  g_free (importing->feed);
  g_free (importing);
}

/* A file that is not there says nothing of the feed that it might have belonged to. */
static gboolean
concerns_feed (const GError *error)
{
  return !g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_FILE_NOT_FOUND)
         && !g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_FILE_UNREADABLE)
         && !g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_MAPPING_UNKNOWN)
         && !g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_NO_MAPPING)
         && !g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION)
         && !g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
}

/* (nullable): what the failure is noted with, where it is known which feed it concerns. */
static MiradorPull *
make_failed_pull (const Importing *importing)
{
  g_autoptr (MiradorMapping) mapping = NULL;
  MiradorPull *pull;

  if (importing->mapping != NULL && concerns_feed (importing->failure))
    mapping = mirador_mapping_load (importing->mapping, NULL);
  if (mapping == NULL)
    return NULL;
  pull = mirador_mapping_make_pull (mapping, importing->feed);
  g_free (pull->scope);
  pull->scope = g_strdup (mirador_mapping_get_scope (mapping));
  mirador_pull_take_answer (pull, importing->location, importing->answer, NULL);
  return pull;
}

static void
end_with_failure (GTask *task)
{
  Importing *importing = g_task_get_task_data (task);

  g_task_return_error (task, g_steal_pointer (&importing->failure));
  g_object_unref (task);
}

static void
failure_recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  mirador_store_record_finish (MIRADOR_STORE (source), result, NULL);
  end_with_failure (user_data);
}

static void
fail (GTask *task, GError *error)
{
  Importing *importing = g_task_get_task_data (task);
  MiradorPull *pull;

  importing->failure = error;
  pull = make_failed_pull (importing);
  if (pull == NULL)
    end_with_failure (task);
  else
    mirador_store_record_async (importing->store, pull, importing->failure, NULL,
                                failure_recorded_cb, task);
}

static void
ingested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  MiradorRefresh *refresh = mirador_store_ingest_finish (MIRADOR_STORE (source), result, &error);

  if (refresh == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, refresh, (GDestroyNotify)mirador_refresh_free);
  g_object_unref (task);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Importing *importing = g_task_get_task_data (task);
  GError *error = NULL;
  MiradorPull *pull;

  if (!mirador_load_prepare_finish (result, &error))
    {
      fail (task, error);
      return;
    }
  pull = mirador_load_make_pull (importing->load, importing->feed, NULL);
  mirador_pull_take_answer (pull, importing->location, importing->answer, importing->answer->etag);
  /* One of several bodies is not kept for longer than it takes to read it. */
  if (importing->load->more != NULL)
    g_clear_pointer (&importing->answer->body, g_bytes_unref);
  mirador_store_ingest_async (importing->store, pull, mirador_load_run,
                              g_steal_pointer (&importing->load), (GDestroyNotify)mirador_load_free,
                              g_task_get_cancellable (task), ingested_cb, task);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Importing *importing = g_task_get_task_data (task);
  GError *error = NULL;

  importing->answer = mirador_ask_finish (result, &error);
  if (importing->answer == NULL)
    {
      fail (task, error);
      return;
    }
  importing->load = mirador_load_new (importing->answer, importing->location, importing->format,
                                      importing->mapping);
  mirador_load_prepare_async (importing->load, g_task_get_cancellable (task), prepared_cb, task);
}

void
mirador_import_async (MiradorStore *store,
                      const char *location,
                      const char *format,
                      const char *mapping,
                      const char *feed,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Importing *importing = g_new0 (Importing, 1);

  importing->store = g_object_ref (store);
  importing->location = g_strdup (location);
  importing->format = g_strdup (format);
  importing->mapping = g_strdup (mapping);
  importing->feed = g_strdup (feed);
  g_task_set_source_tag (task, mirador_import_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, importing, (GDestroyNotify)importing_free);
  mirador_ask_async (location, format, NULL, NULL, NULL, NULL, cancellable, answered_cb, task);
}

MiradorRefresh *
mirador_import_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

MiradorRefresh *
mirador_import_sync (MiradorStore *store,
                     const char *location,
                     const char *format,
                     const char *mapping,
                     const char *feed,
                     GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_import_async (store, location, format, mapping, feed, NULL, mirador_keep_result_cb,
                        &result);
  mirador_wait_for (&result);
  return mirador_import_finish (result, error);
}
