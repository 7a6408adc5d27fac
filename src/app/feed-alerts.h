/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

/**
 * MiradorFeedAlerts:
 *
 * Desktop notifications of feeds that have failed for longer than their limit: one a spell, taken
 * back when the feed is well again. A click opens the feed ("app.show-feed").
 */
#define MIRADOR_TYPE_FEED_ALERTS (mirador_feed_alerts_get_type ())
G_DECLARE_FINAL_TYPE (MiradorFeedAlerts, mirador_feed_alerts, MIRADOR, FEED_ALERTS, GObject)

/** mirador_feed_alerts_new: @settings (nullable): remembers what was told from one start to the
 * next; @application is not owned, and outlives this. */
MiradorFeedAlerts *
mirador_feed_alerts_new (MiradorSession *session, GApplication *application, GSettings *settings);

G_END_DECLS
