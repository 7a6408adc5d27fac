/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tasks of the reader thread, each a MiradorWorkerFunc with a MiradorReader. */

/** mirador_reading_run_query: task data: the MiradorQuery; gives a MiradorFrame. */
gpointer mirador_reading_run_query (gpointer reader, GTask *task, GError **error);
/** mirador_reading_run_list_feeds: gives a GPtrArray of MiradorFeedStatus. */
gpointer mirador_reading_run_list_feeds (gpointer reader, GTask *task, GError **error);
/** mirador_reading_run_list_rejected: task data: the feed's id; gives a GPtrArray of
 * MiradorRejected. */
gpointer mirador_reading_run_list_rejected (gpointer reader, GTask *task, GError **error);
/** mirador_reading_run_list_holdings: gives a GArray of MiradorHolding. */
gpointer mirador_reading_run_list_holdings (gpointer reader, GTask *task, GError **error);

G_END_DECLS
