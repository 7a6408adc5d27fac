/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"
#include "store/store.h"

G_BEGIN_DECLS

/** Feeds, what they say of their measures, and the catalogue entries that they brought. */

/** mirador_feed_write: what the pull says of its feed; terms of measures that it does not speak of
 * stay, for they may be another table's. */
gboolean mirador_feed_write (MiradorDatabase *database, const MiradorPull *pull, GError **error);
/** mirador_feed_write_new: only where there is no such feed yet, so that an error can hang on it.
 */
gboolean
mirador_feed_write_new (MiradorDatabase *database, const MiradorPull *pull, GError **error);
/** mirador_feed_read_all: (transfer full) (element-type MiradorProfile): by id; NULL with an error.
 */
GPtrArray *mirador_feed_read_all (MiradorDatabase *database, GError **error);
/** mirador_feed_is_known: whether the store has ever heard of it. */
gboolean mirador_feed_is_known (MiradorDatabase *database,
                                const char *feed,
                                gboolean *is_known,
                                GError **error);
/** mirador_feed_remove: it and all that is of it. */
gboolean mirador_feed_remove (MiradorDatabase *database, const char *feed, GError **error);
/** mirador_feed_extend_catalogue: gives the kept documents to the catalogue. */
gboolean mirador_feed_extend_catalogue (MiradorDatabase *database, GError **error);

G_END_DECLS
