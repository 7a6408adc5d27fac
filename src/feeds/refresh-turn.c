/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/refreshing.h"

#include "feeds/validators.h"
#include "store/sqlite-store.h"

static const MiradorFeedStatus *
find_status (const MiradorRefreshing *refreshing, const GPtrArray *feeds)
{
  for (guint i = 0; i < feeds->len; i++)
    {
      const MiradorFeedStatus *status = g_ptr_array_index (feeds, i);

      if (g_strcmp0 (status->profile->id, refreshing->definition->id) == 0)
        return status;
    }
  return NULL;
}

/* What the table brought, read as it is defined now. */
static const MiradorRefresh *
find_brought (const MiradorRefreshing *refreshing, const MiradorTable *table)
{
  g_autofree char *mapping = mirador_table_find_mapping (refreshing->definition, table);
  g_autofree char *fingerprint = mirador_validators_fingerprint (table, mapping);
  const GPtrArray *tables = refreshing->status->tables;
  const char *etag;

  for (guint i = 0; i < tables->len; i++)
    if (mirador_validators_fit (g_ptr_array_index (tables, i), table->scope, fingerprint, &etag))
      return g_ptr_array_index (tables, i);
  return NULL;
}

/* Tables are pulled in their order: a program that was killed under way left the last one out. */
static gboolean
has_brought_all (const MiradorRefreshing *refreshing)
{
  const GPtrArray *tables = refreshing->definition->tables;
  const MiradorRefresh *brought = NULL;

  for (guint i = 0; i < tables->len; i++)
    {
      const MiradorTable *table = g_ptr_array_index (tables, i);

      if (table->location == NULL || *table->location == '\0')
        continue;
      brought = find_brought (refreshing, table);
      if (brought == NULL)
        return FALSE;
    }
  return brought != NULL && g_strcmp0 (brought->scope, refreshing->status->last->scope) == 0;
}

/* While this program waited, the other one has done the work. Told by what the store has got since,
 * for clocks are set, and a second is long. */
static gboolean
is_done_already (const MiradorRefreshing *refreshing)
{
  const MiradorFeedStatus *status = refreshing->status;

  return refreshing->has_waited && status != NULL && status->last != NULL
         && status->last->error == NULL && status->last->id > refreshing->newest
         && has_brought_all (refreshing);
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
  refreshing->status = find_status (refreshing, refreshing->feeds);
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

static void
newest_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorRefreshing *refreshing = g_task_get_task_data (task);
  g_autoptr (GPtrArray) feeds
    = mirador_store_list_feeds_finish (MIRADOR_STORE (source), result, &refreshing->failure);
  const MiradorFeedStatus *status = feeds != NULL ? find_status (refreshing, feeds) : NULL;
  const char *path = MIRADOR_IS_SQLITE_STORE (source)
                       ? mirador_sqlite_store_get_path (MIRADOR_SQLITE_STORE (source))
                       : NULL;

  if (feeds == NULL)
    {
      mirador_name_cancellation (&refreshing->failure, refreshing->definition->id);
      mirador_refreshing_finish (task);
      return;
    }
  refreshing->newest = status != NULL && status->last != NULL ? status->last->id : 0;
  mirador_turn_take_async (path, refreshing->definition->id, g_task_get_cancellable (task),
                           turn_taken_cb, task);
}

void
mirador_refreshing_begin (GTask *task)
{
  MiradorRefreshing *refreshing = g_task_get_task_data (task);

  mirador_store_list_feeds_async (refreshing->store, g_task_get_cancellable (task),
                                  newest_listed_cb, task);
}
