/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"
#include "feeds/http.h"

G_BEGIN_DECLS

/**
 * mirador_ask_async:
 * @location: a path or address; with @ask, that of a DHIS2 server
 * @format: (nullable): decoder id; "auto" or NULL: found from the first body
 * @ask: (nullable): what to ask a DHIS2 server for
 * @options: (nullable): as of mirador_fetch_async(), for every request; etag and last_modified only
 *   where one request is the whole question
 *
 * Asks in as many requests as the source takes, where mirador_fetch_async() makes one:
 *
 * - DHIS2 (@ask) in parts of `most_cells` at most, by measure and year, halved again where the
 *   server says E7128; relative periods become periods by today's date. The answer comes with the
 *   first part; the others follow in its `more` while the first is read.
 * - World Bank, CKAN, DKAN, OData (GHO) and FHIR page by page to the end; the answer comes when all
 *   pages are there. Fails with PAGES where a page leads back to an earlier one, or where the
 *   number of rows changes under way for the second time (it starts again once), and with REDIRECT
 *   where a page leads to another origin.
 * - Everything else is one request, and files are one. A file that holds one page of several fails
 *   with PAGES.
 *
 * Fails as mirador_fetch_async() does, and with REFUSED where the server says in words why.
 */
void mirador_ask_async (const char *location,
                        const char *format,
                        const MiradorAsk *ask,
                        const MiradorFetchOptions *options,
                        MiradorProgressFunc progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
/**
 * mirador_ask_table_async:
 * @etag: (nullable)
 * @last_modified: (nullable): as in MiradorFetchOptions
 *
 * The same for a table of a feed, whose location is not NULL, as its definition says: with its
 * limits, and with its secret, which is looked up first. Fails with SECRET_MISSING or
 * SECRET_SERVICE before anything is asked.
 */
void mirador_ask_table_async (MiradorDefinition *definition,
                              const MiradorTable *table,
                              const char *etag,
                              const char *last_modified,
                              MiradorProgressFunc progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/** mirador_ask_finish: (transfer full): of both. */
MiradorAnswer *mirador_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
