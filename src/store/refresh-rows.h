/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"
#include "store/store.h"

G_BEGIN_DECLS

/** mirador_refresh_of_pull: (transfer full): not finished, without counts. */
MiradorRefresh *mirador_refresh_of_pull (const MiradorPull *pull);
/** mirador_refresh_insert: gives @refresh its id. */
gboolean
mirador_refresh_insert (MiradorDatabase *database, MiradorRefresh *refresh, GError **error);
/** mirador_refresh_finish: notes when it ended and what it did. */
gboolean
mirador_refresh_finish (MiradorDatabase *database, MiradorRefresh *refresh, GError **error);
/** mirador_refresh_has_good: whether an earlier refresh of the same table brought figures. */
gboolean mirador_refresh_has_good (MiradorDatabase *database,
                                   const MiradorRefresh *refresh,
                                   gboolean *has_good,
                                   GError **error);

/** mirador_refresh_read_last: (nullable): the newest of all, or, where a table of the feed failed
 * since it last brought figures, that failure. */
gboolean mirador_refresh_read_last (MiradorDatabase *database,
                                    const char *feed,
                                    MiradorRefresh **last,
                                    GError **error);
/** mirador_refresh_read_spell: completes @status by how long it has been well or has failed. */
gboolean
mirador_refresh_read_spell (MiradorDatabase *database, MiradorFeedStatus *status, GError **error);
/** mirador_refresh_read_tables: (transfer full) (element-type MiradorRefresh): the newest that
 * brought figures of each scope, by scope. */
GPtrArray *
mirador_refresh_read_tables (MiradorDatabase *database, const char *feed, GError **error);
/** mirador_refresh_read_rejected: (transfer full) (element-type MiradorRejected). */
GPtrArray *
mirador_refresh_read_rejected (MiradorDatabase *database, const char *feed, GError **error);

G_END_DECLS
