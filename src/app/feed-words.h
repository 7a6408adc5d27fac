/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"
#include "store/store.h"

G_BEGIN_DECLS

/* How a feed stands, in words. All (transfer full) but where said. */

/** mirador_feed_title: (transfer none): the definition's, else the stored profile's. */
const char *mirador_feed_title (const MiradorDefinition *definition,
                                const MiradorFeedStatus *status);
/** mirador_feed_describe_locations: where its tables come from, a line each, without secrets. */
char *mirador_feed_describe_locations (const MiradorDefinition *definition,
                                       const MiradorFeedStatus *status);
/** mirador_feed_points_somewhere: whether there is anything to pull. */
gboolean mirador_feed_points_somewhere (const MiradorDefinition *definition);
/** mirador_feed_describe_received: «21/11/2026 14:05 (hoy)», or that it never came. */
char *mirador_feed_describe_received (const MiradorFeedStatus *status);
/** mirador_feed_describe_rows: «10,701, 3 apartadas». */
char *mirador_feed_describe_rows (const MiradorFeedStatus *status);
/** mirador_feed_describe_changes: what the last refresh of each table did to the figures. */
char *mirador_feed_describe_changes (const MiradorFeedStatus *status);
/** mirador_feed_describe_error: (nullable): why the last refresh failed, and what is shown now. */
char *mirador_feed_describe_error (const MiradorFeedStatus *status);
/** mirador_feed_describe_progress: «1.2 MB de 3.4 MB»; @total is 0 where unknown. */
char *mirador_feed_describe_progress (guint64 bytes, guint64 total);

/** mirador_feed_asks_a_server: whether a password could be of use. */
gboolean mirador_feed_asks_a_server (const MiradorDefinition *definition);
/** mirador_feed_describe_unmapped: (transfer full) (nullable): of rows that were set aside
 * (element-type MiradorRejected), those for their codes: by column, with counts. */
char *mirador_feed_describe_unmapped (const GPtrArray *rejected);

G_END_DECLS
