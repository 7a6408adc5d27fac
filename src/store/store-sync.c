/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store.h"

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  GMainContext *context = g_main_context_get_thread_default ();

  while (*result == NULL)
    g_main_context_iteration (context, TRUE);
}

MiradorRefresh *
mirador_store_ingest_sync (MiradorStore *store,
                           MiradorPull *pull,
                           MiradorIngestFunc func,
                           gpointer func_data,
                           GDestroyNotify func_data_free,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_store_ingest_async (store, pull, func, func_data, func_data_free, cancellable,
                              keep_result_cb, &result);
  wait_for (&result);
  return mirador_store_ingest_finish (store, result, error);
}

gboolean
mirador_store_record_sync (MiradorStore *store,
                           MiradorPull *pull,
                           const GError *failure,
                           GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_store_record_async (store, pull, failure, NULL, keep_result_cb, &result);
  wait_for (&result);
  return mirador_store_record_finish (store, result, error);
}

MiradorFrame *
mirador_store_query_sync (MiradorStore *store, const MiradorQuery *query, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_store_query_async (store, query, NULL, keep_result_cb, &result);
  wait_for (&result);
  return mirador_store_query_finish (store, result, error);
}

GPtrArray *
mirador_store_list_feeds_sync (MiradorStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_store_list_feeds_async (store, NULL, keep_result_cb, &result);
  wait_for (&result);
  return mirador_store_list_feeds_finish (store, result, error);
}

GPtrArray *
mirador_store_list_rejected_sync (MiradorStore *store, const char *feed, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_store_list_rejected_async (store, feed, NULL, keep_result_cb, &result);
  wait_for (&result);
  return mirador_store_list_rejected_finish (store, result, error);
}

GArray *
mirador_store_list_holdings_sync (MiradorStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_store_list_holdings_async (store, NULL, keep_result_cb, &result);
  wait_for (&result);
  return mirador_store_list_holdings_finish (store, result, error);
}

gboolean
mirador_store_remove_feed_sync (MiradorStore *store, const char *feed, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  mirador_store_remove_feed_async (store, feed, NULL, keep_result_cb, &result);
  wait_for (&result);
  return mirador_store_remove_feed_finish (store, result, error);
}
