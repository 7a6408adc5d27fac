/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/session.h"

G_BEGIN_DECLS

/** MiradorFeedRow: how one feed stands, and what can be done with it. */
#define MIRADOR_TYPE_FEED_ROW (mirador_feed_row_get_type ())
G_DECLARE_FINAL_TYPE (MiradorFeedRow, mirador_feed_row, MIRADOR, FEED_ROW, GtkListBoxRow)

MiradorFeedRow *mirador_feed_row_new (MiradorSession *session, const char *feed);
const char *mirador_feed_row_get_feed (MiradorFeedRow *row);
/**
 * mirador_feed_row_update:
 * @definition: (nullable): of a feed that was only imported there is none
 * @status: (nullable): of a feed that never brought anything there is none
 */
void mirador_feed_row_update (MiradorFeedRow *row,
                              const MiradorDefinition *definition,
                              const MiradorFeedStatus *status);
/** mirador_feed_row_get_error: (transfer none): the sentence that the row shows, "" for none. */
const char *mirador_feed_row_get_error (MiradorFeedRow *row);

G_END_DECLS
