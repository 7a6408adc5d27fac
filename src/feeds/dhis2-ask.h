/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"
#include "feeds/http.h"

G_BEGIN_DECLS

/** mirador_dhis2_base: (transfer full): a server's address as people write it (with or without a
 * slash, api/ or a page of its web application at the end) as that of its start page, without a
 * slash. The API begins at "<base>/api/". */
char *mirador_dhis2_base (const char *location);

/**
 * mirador_dhis2_ask_async:
 * @location: the address of a DHIS2 server
 * @format: (nullable): "dhis2-values" asks for data value sets, anything else for analytics
 * @ask: what for
 * @options: (nullable): as of mirador_fetch_async(), for every request
 *
 * Asks in parts of `most_cells` at most, each cell once. The answer comes with the first part that
 * has rows, the others follow in its `more` while that is read, two waiting at most; what goes
 * wrong later closes `more` with its error. Where the number of places is not known, parts are of
 * one measure and one year, and halved where the server says that they are too large (E7128).
 *
 * Fails as mirador_fetch_async() does; with REFUSED where the server says in words why, or the
 * smallest part is too large for it; with HEADER_ONLY where it has no figure of all that was asked
 * for; with DEFINITION where a period is none of DHIS2's.
 */
void mirador_dhis2_ask_async (const char *location,
                              const char *format,
                              const MiradorAsk *ask,
                              const MiradorFetchOptions *options,
                              MiradorProgressFunc progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/** mirador_dhis2_ask_finish: (transfer full). */
MiradorAnswer *mirador_dhis2_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
