/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store.h"

G_DEFINE_INTERFACE (MiradorStore, mirador_store, G_TYPE_OBJECT)

static guint changed_signal;

static void
mirador_store_default_init (MiradorStoreInterface *iface)
{
  /**
   * MiradorStore::changed:
   * @feed: its id
   *
   * A refresh of @feed has brought figures or an error, or it was removed or preferred.
   */
  changed_signal = g_signal_new ("changed", MIRADOR_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

void
mirador_store_emit_changed (MiradorStore *store, const char *feed)
{
  g_signal_emit (store, changed_signal, 0, feed);
}

void
mirador_store_ingest_async (MiradorStore *store,
                            MiradorPull *pull,
                            MiradorIngestFunc func,
                            gpointer func_data,
                            GDestroyNotify func_data_free,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  MIRADOR_STORE_GET_IFACE (store)->ingest_async (store, pull, func, func_data, func_data_free,
                                                 cancellable, callback, user_data);
}

MiradorRefresh *
mirador_store_ingest_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return MIRADOR_STORE_GET_IFACE (store)->ingest_finish (store, result, error);
}

void
mirador_store_record_async (MiradorStore *store,
                            MiradorPull *pull,
                            const GError *error,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  MIRADOR_STORE_GET_IFACE (store)->record_async (store, pull, error, cancellable, callback,
                                                 user_data);
}

gboolean
mirador_store_record_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return MIRADOR_STORE_GET_IFACE (store)->record_finish (store, result, error);
}

void
mirador_store_query_async (MiradorStore *store,
                           const MiradorQuery *query,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  MIRADOR_STORE_GET_IFACE (store)->query_async (store, query, cancellable, callback, user_data);
}

MiradorFrame *
mirador_store_query_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return MIRADOR_STORE_GET_IFACE (store)->query_finish (store, result, error);
}

void
mirador_store_list_feeds_async (MiradorStore *store,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  MIRADOR_STORE_GET_IFACE (store)->list_feeds_async (store, cancellable, callback, user_data);
}

GPtrArray *
mirador_store_list_feeds_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return MIRADOR_STORE_GET_IFACE (store)->list_feeds_finish (store, result, error);
}

void
mirador_store_list_rejected_async (MiradorStore *store,
                                   const char *feed,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  MIRADOR_STORE_GET_IFACE (store)->list_rejected_async (store, feed, cancellable, callback,
                                                        user_data);
}

GPtrArray *
mirador_store_list_rejected_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return MIRADOR_STORE_GET_IFACE (store)->list_rejected_finish (store, result, error);
}

void
mirador_store_list_holdings_async (MiradorStore *store,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  MIRADOR_STORE_GET_IFACE (store)->list_holdings_async (store, cancellable, callback, user_data);
}

GArray *
mirador_store_list_holdings_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return MIRADOR_STORE_GET_IFACE (store)->list_holdings_finish (store, result, error);
}

void
mirador_store_remove_feed_async (MiradorStore *store,
                                 const char *feed,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  MIRADOR_STORE_GET_IFACE (store)->remove_feed_async (store, feed, cancellable, callback,
                                                      user_data);
}

gboolean
mirador_store_remove_feed_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return MIRADOR_STORE_GET_IFACE (store)->remove_feed_finish (store, result, error);
}

void
mirador_store_prefer_async (MiradorStore *store,
                            const char *feed,
                            const char *program,
                            const char *measure,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  MIRADOR_STORE_GET_IFACE (store)->prefer_async (store, feed, program, measure, cancellable,
                                                 callback, user_data);
}

gboolean
mirador_store_prefer_finish (MiradorStore *store, GAsyncResult *result, GError **error)
{
  return MIRADOR_STORE_GET_IFACE (store)->prefer_finish (store, result, error);
}
