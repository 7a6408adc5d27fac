/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/refreshing.h"

#include "store/sqlite-store.h"

#define MICROSECONDS 1000000

static void
find_status (MiradorRefreshing *refreshing)
{
  for (guint i = 0; i < refreshing->feeds->len; i++)
    {
      const MiradorFeedStatus *status = g_ptr_array_index (refreshing->feeds, i);

      if (g_strcmp0 (status->profile->id, refreshing->definition->id) == 0)
        refreshing->status = status;
    }
}

/* While this program waited, the other one has done the work. */
static gboolean
is_done_already (const MiradorRefreshing *refreshing)
{
  const MiradorFeedStatus *status = refreshing->status;

  return refreshing->has_waited && status != NULL && status->last != NULL
         && status->last->error == NULL && status->well >= refreshing->asked;
}

static void
leave_it (GTask *task)
{
  MiradorRefreshing *refreshing = g_task_get_task_data (task);

  for (guint i = 0; i < refreshing->status->tables->len; i++)
    {
      MiradorRefresh *refresh = mirador_refresh_copy (refreshing->status->tables->pdata[i]);

      refresh->rejected = refresh->added = refresh->changed = refresh->retired = 0;
      refresh->unchanged = TRUE;
      g_ptr_array_add (refreshing->done, refresh);
    }
  /* Nobody in this program has heard yet of what the other one has brought. */
  mirador_store_emit_changed (refreshing->store, refreshing->definition->id);
  mirador_refreshing_finish (task);
}

static void
feeds_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorRefreshing *refreshing = g_task_get_task_data (task);

  refreshing->feeds
    = mirador_store_list_feeds_finish (MIRADOR_STORE (source), result, &refreshing->failure);
  if (refreshing->feeds == NULL)
    {
      mirador_name_cancellation (&refreshing->failure, refreshing->definition->id);
      mirador_refreshing_finish (task);
      return;
    }
  find_status (refreshing);
  if (is_done_already (refreshing))
    leave_it (task);
  else
    mirador_refreshing_next (task);
}

static void
turn_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorRefreshing *refreshing = g_task_get_task_data (task);

  refreshing->turn
    = mirador_turn_take_finish (result, &refreshing->has_waited, &refreshing->failure);
  if (refreshing->turn == NULL)
    mirador_refreshing_finish (task);
  else
    mirador_store_list_feeds_async (refreshing->store, g_task_get_cancellable (task),
                                    feeds_listed_cb, task);
}

void
mirador_refreshing_begin (GTask *task)
{
  MiradorRefreshing *refreshing = g_task_get_task_data (task);
  const char *path = MIRADOR_IS_SQLITE_STORE (refreshing->store)
                       ? mirador_sqlite_store_get_path (MIRADOR_SQLITE_STORE (refreshing->store))
                       : NULL;

  refreshing->asked = g_get_real_time () / MICROSECONDS;
  mirador_turn_take_async (path, refreshing->definition->id, g_task_get_cancellable (task),
                           turn_taken_cb, task);
}
