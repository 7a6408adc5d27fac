/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"
#include "feeds/http.h"
#include "feeds/mapping.h"
#include "model/frame.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * mirador_refresh_feed_async:
 *
 * Pulls every table of the feed that has a location: fetch (If-None-Match and If-Modified-Since
 * from the last good refresh), decode, map, one transaction a table. A 304 or the same bytes change
 * nothing. Whatever fails leaves its error on the feed and the figures as they were.
 *
 * finish() returns: (transfer full) (element-type MiradorRefresh) one a table; NULL with the first
 * table's error where one failed, NO_LOCATION where there is nothing to pull
 */
void mirador_refresh_feed_async (MiradorStore *store,
                                 MiradorDefinition *definition,
                                 MiradorProgressFunc progress,
                                 gpointer progress_data,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GPtrArray *mirador_refresh_feed_finish (GAsyncResult *result, GError **error);

/**
 * mirador_import_async:
 * @location: a path, file: or http(s): address
 * @format: (nullable): decoder id, "auto" or NULL
 * @mapping: (nullable): id or file; NULL takes the one mapping whose columns fit, or the document's
 * own
 * @feed: (nullable): the feed it belongs to; NULL: the mapping's
 *
 * Loads one file, once, without a definition.
 */
void mirador_import_async (MiradorStore *store,
                           const char *location,
                           const char *format,
                           const char *mapping,
                           const char *feed,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
MiradorRefresh *mirador_import_finish (GAsyncResult *result, GError **error);

/** MiradorPreview: what an import would read, before anything is stored. */
typedef struct
{
  char *format;
  MiradorMapping *mapping; /* (nullable) where none fits */
  char **columns;          /* NULL-terminated */
  GPtrArray
    *records; /* (element-type GStrv) the first rows as text, 50 at most, as many as columns */
  GArray *observations; /* MiradorObservation: the same rows as they will be read */
  GArray *rejects;      /* guint64 row numbers set aside among them */
  GArray *reasons;      /* MiradorReject: the first reason of each of these rows */
  guint64 n_rows;       /* rows of the whole source, and of them */
  guint64 n_rejected;
  guint64
    n_left_out; /* rows passed over on purpose, which a refresh does not count; of sources only
                 */
  guint64 n_observations;
} MiradorPreview;
void mirador_preview_free (MiradorPreview *preview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorPreview, mirador_preview_free)

/** mirador_preview_async: decodes and maps in a worker thread; stores nothing. */
void mirador_preview_async (const char *location,
                            const char *format,
                            const char *mapping,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/** mirador_preview_table_async: the same of a table of a feed, which has a location, asked for as
 * its refresh does: with the feed's limits and credentials. */
void mirador_preview_table_async (MiradorDefinition *definition,
                                  const MiradorTable *table,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/** mirador_preview_finish: of both. */
MiradorPreview *mirador_preview_finish (GAsyncResult *result, GError **error);

/* The same, waiting (they iterate the thread-default main context). */
GPtrArray *
mirador_refresh_feed_sync (MiradorStore *store, MiradorDefinition *definition, GError **error);
MiradorRefresh *mirador_import_sync (MiradorStore *store,
                                     const char *location,
                                     const char *format,
                                     const char *mapping,
                                     const char *feed,
                                     GError **error);
MiradorPreview *mirador_preview_sync (const char *location,
                                      const char *format,
                                      const char *mapping,
                                      GError **error);
MiradorPreview *mirador_preview_table_sync (MiradorDefinition *definition,
                                            const MiradorTable *table,
                                            GError **error);

G_END_DECLS
