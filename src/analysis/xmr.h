/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "model/catalogue.h"

G_BEGIN_DECLS

/**
 * Control charts for individual values (XmR): Wheeler (2000), "Understanding Variation"; NHS
 * England, "Making Data Count". Pure numbers, without words.
 *
 * A series is an array in the order of time with a cell for every period; a cell that is not finite
 * is a gap (no figure, hidden, not complete). A gap is nothing: no moving range reaches over it and
 * it ends every run. A rebase begins a segment with limits of its own; nothing reaches from one
 * segment into the next either.
 */

/** Points that a chart needs for limits (NHS England asks for 12 at least). */
#define MIRADOR_XMR_LEAST_POINTS 12
/** A segment of 7 to 11 points has provisional limits; a rebase that would leave fewer than 7, so
 * few that not even a run could show, is refused. */
#define MIRADOR_XMR_LEAST_SEGMENT 7
/** Points in a run, and in a rise or fall without a break. */
#define MIRADOR_XMR_RUN 7
/** 3/d2 for two values, d2 = 1.128: from the mean moving range to three sigma. */
#define MIRADOR_XMR_LIMIT 2.66
/** D4 for two values: moving ranges from here on, in mean ranges, are dropped once. */
#define MIRADOR_XMR_RANGE_LIMIT 3.267

typedef enum
{
  MIRADOR_XMR_ABOVE = 1 << 0, /* outside the limits */
  MIRADOR_XMR_BELOW = 1 << 1,
  MIRADOR_XMR_RUN_ABOVE = 1 << 2, /* one of 7 or more neighbours above the mean */
  MIRADOR_XMR_RUN_BELOW = 1 << 3,
  MIRADOR_XMR_RISING = 1 << 4,    /* one of 7 or more neighbours, each above the one before */
  MIRADOR_XMR_FALLING = 1 << 5,   /* ties break it */
  MIRADOR_XMR_NEAR_HIGH = 1 << 6, /* one of 2 among 3 neighbours beyond two thirds of the way */
  MIRADOR_XMR_NEAR_LOW = 1 << 7,  /* to the same limit, or outside it */
} MiradorXmrSignal;

#define MIRADOR_XMR_OUTSIDE (MIRADOR_XMR_ABOVE | MIRADOR_XMR_BELOW)
/** On the side of large values; the others are on the side of small ones. */
#define MIRADOR_XMR_HIGH_SIDE                                                                      \
  (MIRADOR_XMR_ABOVE | MIRADOR_XMR_RUN_ABOVE | MIRADOR_XMR_RISING | MIRADOR_XMR_NEAR_HIGH)
#define MIRADOR_XMR_N_SIGNALS 8

/** A stretch with one centre and one pair of limits. */
typedef struct
{
  guint first, end; /* cells from first to end − 1 */
  guint n_points;
  guint n_ranges;
  guint n_dropped; /* moving ranges that were too large to count */
  double mean;
  double mean_range; /* after dropping */
  double low, high;  /* natural limits; low may lie below zero */
  gboolean valid;    /* FALSE: fewer than two moving ranges, no limits */
  gboolean provisional;
} MiradorXmrSegment;

typedef struct
{
  guint n;          /* cells */
  guint n_points;   /* that are finite */
  double *ranges;   /* NaN where there is none */
  guint *signals;   /* MiradorXmrSignal, 0 for none */
  GArray *segments; /* MiradorXmrSegment */
  guint n_refused;  /* rebases that would leave too few points */
} MiradorXmr;

/**
 * mirador_xmr_new:
 * @bases: (nullable) (element-type guint): cells at which a new segment begins, in any order; those
 *   outside the series or that would leave fewer than MIRADOR_XMR_LEAST_SEGMENT points on a side
 *   are refused and counted
 *
 * Returns: (transfer full)
 */
MiradorXmr *mirador_xmr_new (const double *values, guint n, const GArray *bases);
void mirador_xmr_free (MiradorXmr *xmr);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorXmr, mirador_xmr_free)

/** mirador_xmr_segment_of: (transfer none) (nullable): that a cell lies in. */
const MiradorXmrSegment *mirador_xmr_segment_of (const MiradorXmr *xmr, guint i);
/** mirador_xmr_last_segment: (transfer none) (nullable). */
const MiradorXmrSegment *mirador_xmr_last_segment (const MiradorXmr *xmr);

/** A stretch of neighbouring cells that carry one signal. */
typedef struct
{
  MiradorXmrSignal signal;
  guint first, last; /* both included */
} MiradorXmrEpisode;

/** mirador_xmr_list_episodes: (transfer full) (element-type MiradorXmrEpisode): what the signals
 * are, in the order of their ends; closeness to a limit is left out where one of its points lies
 * outside it or in a run. */
GArray *mirador_xmr_list_episodes (const MiradorXmr *xmr);

/** How a process stands to a target. */
typedef enum
{
  MIRADOR_XMR_NO_ASSURANCE, /* no limits, no target, or nobody says which side is good */
  MIRADOR_XMR_PASSES,       /* the target lies outside the limits, on their bad side */
  MIRADOR_XMR_FAILS,
  MIRADOR_XMR_HIT_AND_MISS,
} MiradorXmrAssurance;

/** mirador_xmr_assure: the last segment against @target. */
MiradorXmrAssurance mirador_xmr_assure (const MiradorXmr *xmr, double target, MiradorGood good);

G_END_DECLS
