/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/http.h"

G_BEGIN_DECLS

/**
 * mirador_pager_walk_async:
 * @format: (nullable): decoder id; "auto" or NULL: found from the first page
 * @options: (nullable): for every page, but etag and last_modified, which are for the first
 *
 * Fetches, and where the answer is a page of a server that gives its tables page by page, all that
 * follow it; feeds/asking.h has what it fails with. The limit of bytes is that of all pages
 * together. Private to the feeds layer.
 */
void mirador_pager_walk_async (const char *location,
                               const char *format,
                               const MiradorFetchOptions *options,
                               MiradorProgressFunc progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/** mirador_pager_walk_finish: (transfer full): the first page, the others in its `more`; its ETag
 * and Last-Modified only where it is the only one. */
MiradorAnswer *mirador_pager_walk_finish (GAsyncResult *result, GError **error);

/** mirador_pager_set_most_pages: for tests; 10,000 otherwise. */
void mirador_pager_set_most_pages (guint most);

G_END_DECLS
