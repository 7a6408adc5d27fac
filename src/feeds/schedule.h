/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"
#include "store/store.h"

G_BEGIN_DECLS

/*
 * When feeds are due, and when a failure is worth a notification: pure functions of a definition,
 * of what the store knows of the feed, and of the time. Times are seconds since 1970.
 */

/** Never by itself. */
#define MIRADOR_SCHEDULE_NEVER G_MAXINT64

/** MiradorOccasion: why somebody looks for what is due. */
typedef enum
{
  MIRADOR_OCCASION_CLOCK,   /* time has passed */
  MIRADOR_OCCASION_START,   /* the program starts: a failed feed is tried again without a pause */
  MIRADOR_OCCASION_NETWORK, /* the network is back: the same, for what comes over it */
} MiradorOccasion;

/**
 * mirador_schedule_due:
 * @status: (nullable): NULL: the store does not know the feed yet
 *
 * When the feed is to be refreshed by itself: its interval after the last attempt; after a failure
 * again with growing pauses (5 and 15 minutes, 1, 4 and 12 hours), never longer than the interval.
 * An attempt that lies in the future (the clock was set back) counts for nothing.
 *
 * Returns: the time, which may have passed; NEVER for feeds that are bundled, simulated, point at
 * nothing, or have an interval of 0, and for definitions that ship with the program until the feed
 * has been pulled once
 */
gint64 mirador_schedule_due (const MiradorDefinition *definition,
                             const MiradorFeedStatus *status,
                             MiradorOccasion occasion,
                             gint64 now);

/** mirador_schedule_needs_network: whether any of its tables comes from another machine. */
gboolean mirador_schedule_needs_network (const MiradorDefinition *definition);

/**
 * mirador_schedule_is_alarming:
 * @status: (nullable)
 *
 * Returns: whether the feed has failed for longer than its limit, counted from when it was last
 * well, or, where it never was, from its first failure
 */
gboolean mirador_schedule_is_alarming (const MiradorDefinition *definition,
                                       const MiradorFeedStatus *status,
                                       gint64 now);

/**
 * mirador_schedule_should_tell:
 * @told: when somebody was last told of this feed; 0: never
 *
 * Returns: whether it is alarming, and nobody has been told since it was last well
 */
gboolean mirador_schedule_should_tell (const MiradorDefinition *definition,
                                       const MiradorFeedStatus *status,
                                       gint64 told,
                                       gint64 now);

G_END_DECLS
