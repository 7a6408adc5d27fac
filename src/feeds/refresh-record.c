/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/refreshing.h"
#include "feeds/validators.h"

#define MICROSECONDS 1000000

const MiradorRefresh *
mirador_refreshing_last_good (const MiradorRefreshing *refreshing)
{
  const GPtrArray *tables = refreshing->status != NULL ? refreshing->status->tables : NULL;
  const char *etag;

  /* Each table of a feed is asked for by its own earlier answer. */
  for (guint i = 0; tables != NULL && i < tables->len; i++)
    if (mirador_validators_fit (g_ptr_array_index (tables, i), refreshing->table->scope,
                                refreshing->fingerprint, &etag))
      return g_ptr_array_index (tables, i);
  return NULL;
}

/* For what is noted without rows: it must not change what the feed said of itself. */
static MiradorPull *
make_bare_pull (const MiradorRefreshing *refreshing)
{
  g_autoptr (MiradorProfile) profile = NULL;
  MiradorPull *pull;

  if (refreshing->status != NULL)
    profile = mirador_profile_ref (refreshing->status->profile);
  else
    {
      profile = mirador_profile_new (refreshing->definition->id);
      mirador_text_copy (&refreshing->definition->title, &profile->title);
    }
  pull = mirador_pull_new (profile);
  g_free (pull->scope);
  pull->scope = g_strdup (refreshing->table->scope);
  pull->started = refreshing->started;
  mirador_pull_take_answer (pull, refreshing->table->location, refreshing->answer, NULL);
  return pull;
}

void
mirador_refreshing_note (MiradorRefreshing *refreshing, MiradorRefresh *refresh, GError *error)
{
  if (refresh != NULL)
    {
      g_ptr_array_add (refreshing->done, refresh);
      refreshing->failure_is_covered = refreshing->failure != NULL;
      return;
    }
  refreshing->failure_is_covered = FALSE;
  if (refreshing->failure == NULL)
    {
      refreshing->failure = error;
      refreshing->failed = make_bare_pull (refreshing);
    }
  else
    g_error_free (error);
}

static void
failure_recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* Where not even the failure can be kept, the caller still gets it. */
  mirador_store_record_finish (MIRADOR_STORE (source), result, NULL);
  mirador_refreshing_next (user_data);
}

void
mirador_refreshing_fail (GTask *task, GError *error)
{
  MiradorRefreshing *refreshing = g_task_get_task_data (task);
  g_autoptr (GError) recorded = g_error_copy (error);

  mirador_refreshing_note (refreshing, NULL, error);
  mirador_store_record_async (refreshing->store, make_bare_pull (refreshing), recorded, NULL,
                              failure_recorded_cb, task);
}

static void
failure_repeated_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  mirador_store_record_finish (MIRADOR_STORE (source), result, NULL);
  mirador_refreshing_finish (user_data);
}

void
mirador_refreshing_repeat_failure (GTask *task)
{
  MiradorRefreshing *refreshing = g_task_get_task_data (task);

  mirador_store_record_async (refreshing->store, g_steal_pointer (&refreshing->failed),
                              refreshing->failure, NULL, failure_repeated_cb, task);
}

static MiradorRefresh *
make_unchanged (const MiradorRefreshing *refreshing)
{
  MiradorRefresh *refresh = mirador_refresh_copy (mirador_refreshing_last_good (refreshing));

  refresh->id = 0;
  refresh->started = refreshing->started;
  refresh->finished = MAX (refreshing->started, g_get_real_time () / MICROSECONDS);
  refresh->http_status = refreshing->answer->status;
  refresh->bytes = 0;
  refresh->rows = refresh->rejected = 0;
  refresh->added = refresh->changed = refresh->retired = 0;
  refresh->unchanged = TRUE;
  return refresh;
}

static void
unchanged_recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorRefreshing *refreshing = g_task_get_task_data (task);
  GError *error = NULL;

  if (mirador_store_record_finish (MIRADOR_STORE (source), result, &error))
    mirador_refreshing_note (refreshing, make_unchanged (refreshing), NULL);
  else
    mirador_refreshing_note (refreshing, NULL, error);
  mirador_refreshing_next (task);
}

void
mirador_refreshing_keep (GTask *task)
{
  MiradorRefreshing *refreshing = g_task_get_task_data (task);
  MiradorPull *pull = make_bare_pull (refreshing);
  const MiradorRefresh *known = mirador_refreshing_last_good (refreshing);

  g_free (pull->scope);
  g_free (pull->etag);
  g_free (pull->sha256);
  g_free (pull->last_modified);
  pull->scope = g_strdup (known->scope);
  pull->etag = g_strdup (known->etag);
  pull->sha256 = g_strdup (known->sha256);
  pull->last_modified = g_strdup (known->last_modified);
  mirador_store_record_async (refreshing->store, pull, NULL, NULL, unchanged_recorded_cb, task);
}
