/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/refreshing.h"

#include "feeds/asking.h"
#include "feeds/demo.h"
#include "feeds/dhis2-relative.h"
#include "feeds/validators.h"
#include "model/error.h"

#define MICROSECONDS 1000000
#define DEMO_SCHEME "demo:"
#define VALUES_FORMAT "dhis2-values"

static void
forget_table (MiradorRefreshing *refreshing)
{
  g_clear_pointer (&refreshing->mapping, g_free);
  g_clear_pointer (&refreshing->fingerprint, g_free);
  g_clear_pointer (&refreshing->answer, mirador_answer_free);
  g_clear_pointer (&refreshing->load, mirador_load_free);
  refreshing->table = NULL;
}

static void
refreshing_free (MiradorRefreshing *refreshing)
{
  forget_table (refreshing);
  g_clear_pointer (&refreshing->turn, mirador_turn_give_back);
  g_clear_pointer (&refreshing->feeds, g_ptr_array_unref);
  g_clear_pointer (&refreshing->failed, mirador_pull_free);
  g_clear_error (&refreshing->failure);
  g_ptr_array_unref (refreshing->done);
  mirador_definition_unref (refreshing->definition);
  g_object_unref (refreshing->store);
  g_free (refreshing);
}

void
mirador_refreshing_finish (GTask *task)
{
  MiradorRefreshing *refreshing = g_task_get_task_data (task);

  g_clear_pointer (&refreshing->turn, mirador_turn_give_back);
  if (refreshing->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&refreshing->failure));
  else
    g_task_return_pointer (task, g_ptr_array_ref (refreshing->done),
                           (GDestroyNotify)g_ptr_array_unref);
  g_object_unref (task);
}

static gboolean
is_unchanged (const MiradorRefreshing *refreshing)
{
  if (!refreshing->is_known)
    return FALSE;
  if (refreshing->answer->status == 304)
    return TRUE;
  /* Of bodies that still come nothing is known. */
  return refreshing->answer->sha256 != NULL
         && g_strcmp0 (refreshing->answer->sha256,
                       mirador_refreshing_last_good (refreshing)->sha256)
              == 0;
}

static void
ingested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorRefreshing *refreshing = g_task_get_task_data (task);
  GError *error = NULL;
  MiradorRefresh *refresh = mirador_store_ingest_finish (MIRADOR_STORE (source), result, &error);

  mirador_refreshing_note (refreshing, refresh, error);
  mirador_refreshing_next (task);
}

/* Of a relative period those before it were not asked for, and are not gone. Analytics give the
 * very periods that they are asked for, data sets whatever lies in the days. */
static void
note_asked (MiradorPull *pull, const MiradorTable *table, gint32 today)
{
  g_autoptr (GArray) asked = NULL;

  if (table->ask == NULL)
    return;
  asked = mirador_dhis2_asked_periods (table->ask->periods, today);
  for (guint i = 0; i < asked->len; i++)
    {
      MiradorPeriod period = g_array_index (asked, MiradorPeriod, i);

      if (g_strcmp0 (table->format, VALUES_FORMAT) == 0)
        mirador_pull_add_asked (pull, mirador_period_get_range (period));
      else
        mirador_pull_add_asked_period (pull, period);
    }
}

static MiradorPull *
make_pull (const MiradorRefreshing *refreshing)
{
  const MiradorDefinition *definition = refreshing->definition;
  const char *scope = *refreshing->table->scope != '\0' ? refreshing->table->scope : NULL;
  MiradorPull *pull = mirador_load_make_pull (refreshing->load, definition->id, scope);
  g_autofree char *etag
    = mirador_validators_pack (refreshing->fingerprint, refreshing->answer->etag);

  mirador_pull_take_answer (pull, refreshing->table->location, refreshing->answer, etag);
  pull->started = refreshing->started;
  if (definition->reject_limit >= 0)
    pull->reject_limit = definition->reject_limit;
  note_asked (pull, refreshing->table, refreshing->today);
  if (refreshing->table->revisions != MIRADOR_REVISIONS_OF_MAPPING)
    pull->snapshot = refreshing->table->revisions == MIRADOR_REVISIONS_SNAPSHOT;
  /* One of several bodies is not kept for longer than it takes to read it. */
  if (refreshing->load->more != NULL)
    g_clear_pointer (&refreshing->answer->body, g_bytes_unref);
  return pull;
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorRefreshing *refreshing = g_task_get_task_data (task);
  GError *error = NULL;
  MiradorPull *pull;

  if (!mirador_load_prepare_finish (result, &error))
    {
      mirador_refreshing_fail (task, error);
      return;
    }
  pull = make_pull (refreshing);
  mirador_store_ingest_async (
    refreshing->store, pull, mirador_load_run, g_steal_pointer (&refreshing->load),
    (GDestroyNotify)mirador_load_free, g_task_get_cancellable (task), ingested_cb, task);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorRefreshing *refreshing = g_task_get_task_data (task);
  GError *error = NULL;

  refreshing->answer = mirador_ask_finish (result, &error);
  if (refreshing->answer == NULL)
    mirador_refreshing_fail (task, error);
  else if (is_unchanged (refreshing))
    mirador_refreshing_keep (task);
  else
    {
      refreshing->load = mirador_load_new (refreshing->answer, refreshing->table->location,
                                           refreshing->table->format, refreshing->mapping);
      mirador_load_prepare_async (refreshing->load, g_task_get_cancellable (task), prepared_cb,
                                  task);
    }
}

static void
ask_table (GTask *task)
{
  MiradorRefreshing *refreshing = g_task_get_task_data (task);
  const MiradorRefresh *known
    = refreshing->is_known ? mirador_refreshing_last_good (refreshing) : NULL;

  mirador_ask_table_async (
    refreshing->definition, refreshing->table, known != NULL ? refreshing->known_etag : NULL,
    known != NULL ? known->last_modified : NULL, refreshing->progress, refreshing->progress_data,
    g_task_get_cancellable (task), answered_cb, task);
}

static gboolean
run_demo (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  return mirador_demo_generate (GPOINTER_TO_INT (user_data), sink, error);
}

static void
make_demo (GTask *task)
{
  MiradorRefreshing *refreshing = g_task_get_task_data (task);
  gint32 today = mirador_day_today ();

  mirador_store_ingest_async (refreshing->store, mirador_demo_make_pull (today), run_demo,
                              GINT_TO_POINTER (today), NULL, g_task_get_cancellable (task),
                              ingested_cb, task);
}

static void
start_table (GTask *task)
{
  MiradorRefreshing *refreshing = g_task_get_task_data (task);

  refreshing->started = g_get_real_time () / MICROSECONDS;
  /* Of the moment of asking: an answer may come after midnight. */
  refreshing->today = mirador_day_today ();
  refreshing->mapping = mirador_table_find_mapping (refreshing->definition, refreshing->table);
  refreshing->fingerprint = mirador_validators_fingerprint (refreshing->table, refreshing->mapping);
  refreshing->is_known
    = mirador_validators_fit (mirador_refreshing_last_good (refreshing), refreshing->table->scope,
                              refreshing->fingerprint, &refreshing->known_etag);
  if (g_str_has_prefix (refreshing->table->location, DEMO_SCHEME))
    make_demo (task);
  else
    ask_table (task);
}

static const MiradorTable *
find_next (MiradorRefreshing *refreshing)
{
  GPtrArray *tables = refreshing->definition->tables;

  while (refreshing->next < tables->len)
    {
      const MiradorTable *table = g_ptr_array_index (tables, refreshing->next++);

      if (table->location != NULL && *table->location != '\0')
        return table;
    }
  return NULL;
}

/* A failure must be the last that is said of the feed, even where a later table went well. */
static void
end_tables (GTask *task)
{
  MiradorRefreshing *refreshing = g_task_get_task_data (task);

  if (refreshing->failure != NULL && refreshing->failure_is_covered)
    mirador_refreshing_repeat_failure (task);
  else
    mirador_refreshing_finish (task);
}

void
mirador_refreshing_next (GTask *task)
{
  MiradorRefreshing *refreshing = g_task_get_task_data (task);
  gboolean cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (task));

  forget_table (refreshing);
  refreshing->table = find_next (refreshing);
  if (refreshing->table == NULL)
    end_tables (task);
  else if (!cancelled)
    start_table (task);
  else
    {
      if (refreshing->failure == NULL)
        refreshing->failure
          = mirador_error_new (MIRADOR_ERROR_CANCELLED, refreshing->definition->id, NULL);
      mirador_refreshing_finish (task);
    }
}

static gboolean
has_location (MiradorDefinition *definition)
{
  for (guint i = 0; i < definition->tables->len; i++)
    {
      const MiradorTable *table = g_ptr_array_index (definition->tables, i);

      if (table->location != NULL && *table->location != '\0')
        return TRUE;
    }
  return FALSE;
}

void
mirador_refresh_feed_async (MiradorStore *store,
                            MiradorDefinition *definition,
                            MiradorProgressFunc progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  MiradorRefreshing *refreshing = g_new0 (MiradorRefreshing, 1);

  refreshing->store = g_object_ref (store);
  refreshing->definition = mirador_definition_ref (definition);
  refreshing->progress = progress;
  refreshing->progress_data = progress_data;
  refreshing->done = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_refresh_free);
  g_task_set_source_tag (task, mirador_refresh_feed_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, refreshing, (GDestroyNotify)refreshing_free);
  if (has_location (definition))
    mirador_refreshing_begin (task);
  else
    {
      refreshing->failure = mirador_error_new (MIRADOR_ERROR_NO_LOCATION, definition->id, NULL);
      mirador_refreshing_finish (task);
    }
}

GPtrArray *
mirador_refresh_feed_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
mirador_refresh_feed_sync (MiradorStore *store, MiradorDefinition *definition, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_refresh_feed_async (store, definition, NULL, NULL, NULL, mirador_keep_result_cb, &result);
  mirador_wait_for (&result);
  return mirador_refresh_feed_finish (result, error);
}
