/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/intervals.h"
#include "model/frame.h"

G_BEGIN_DECLS

/*
 * What may be claimed of figures, in one place: headlines, comparisons and descriptions ask here
 * and say no more than the answer. Nothing here makes text but a share and how many times.
 */

/** Below it nothing is said of where a line goes (CHARTS.md, xmr). */
#define MIRADOR_CLAIM_LEAST_POINTS 12

/** Figures that are rounded or bounded by their source, so that none is the larger for certain. */
#define MIRADOR_CLAIM_INEXACT (MIRADOR_FLAG_ABOUT | MIRADOR_FLAG_MORE_THAN | MIRADOR_FLAG_LESS_THAN)

/** mirador_claim_proportions: the 95% interval of p1 − p2, x1 of n1 and x2 of n2 (Newcombe 1998,
 * method 10: hybrid score interval). Not valid where one of the two has no Wilson interval. */
MiradorInterval mirador_claim_proportions (double x1, double n1, double x2, double n2);

/**
 * mirador_claim_change:
 *
 * How @now stands to @before; the two must be alike in what they count, see
 * mirador_claim_may_compare(). Counts of flows: as mirador_change_of_counts(), but what is rounded
 * by its source or no count of events (a stock) is NONE with its fraction. Rates by population:
 * Poisson counts over fixed populations, |r1 − r2| > 1.96·sqrt(x1/n1² + x2/n2²). Proportions:
 * Newcombe's interval excludes 0; the fraction is then the difference in the units of the value
 * (percentage points).
 */
MiradorChange mirador_claim_change (const MiradorRow *now, const MiradorRow *before);

/** Why two figures are not compared. */
typedef enum
{
  MIRADOR_CLAIM_COMPARABLE,
  MIRADOR_CLAIM_NO_VALUE,
  MIRADOR_CLAIM_OTHER_MEASURE, /* or a rate against a count */
  MIRADOR_CLAIM_OTHER_FEED,
  MIRADOR_CLAIM_CUMULATIVE,   /* one is to date, the other of its period alone */
  MIRADOR_CLAIM_OTHER_LENGTH, /* a month and a year */
  MIRADOR_CLAIM_OVERLAP,      /* periods that share days and are not the same */
  MIRADOR_CLAIM_PARTIAL,      /* an incomplete period with another period */
} MiradorComparable;

/** mirador_claim_may_compare: whether a difference of the two says something. Incomplete periods
 * only with the same period (other places), or with the same days a year before where the
 * incomplete one speaks for those days alone, see mirador_claim_may_compare_periods(). */
MiradorComparable mirador_claim_may_compare (const MiradorRow *a, const MiradorRow *b);
/** mirador_claim_may_compare_periods: the part of mirador_claim_may_compare() about time. A partial
 * figure may stand only beside the same days: of the same period, or a year before where that
 * period was cut to the days that are in. */
MiradorComparable mirador_claim_may_compare_periods (const MiradorRow *a, const MiradorRow *b);

/** mirador_claim_may_trend: @n whole periods in a line are enough to say where it goes. */
gboolean mirador_claim_may_trend (guint n);
/** mirador_claim_is_whole: a value of a complete period. */
gboolean mirador_claim_is_whole (const MiradorRow *row);

/** What the largest (or smallest) of a frame's values may be called. */
typedef enum
{
  MIRADOR_EXTREME_NONE,     /* no values, or small counts are hidden: it could be one of those */
  MIRADOR_EXTREME_TIE,      /* two or more share it */
  MIRADOR_EXTREME_OF_SHOWN, /* some have no figure: only among those that have one */
  MIRADOR_EXTREME_OF_ALL,
} MiradorExtremeKind;

typedef struct
{
  MiradorExtremeKind kind;
  int row;      /* in the frame, -1 without; of a tie the first */
  guint n_tied; /* how many share it */
} MiradorExtreme;

/** mirador_claim_largest: ties are not broken, and of figures that are not exact or not whole
 * nothing is the largest of all. */
MiradorExtreme mirador_claim_largest (const MiradorFrame *frame);
MiradorExtreme mirador_claim_smallest (const MiradorFrame *frame);

/** mirador_claim_places_differ: whether two figures of the same period differ by more than chance
 * gives; as mirador_claim_change(). FALSE where they cannot be compared. */
gboolean mirador_claim_places_differ (const MiradorRow *a, const MiradorRow *b);

/**
 * mirador_claim_share_to_text:
 * @fraction: 0 to 1
 *
 * A share with @decimals; with more where it would otherwise read as none or as all of it and is
 * neither: 0.9996 is "99.96%" and not "100.0%".
 *
 * Returns: (transfer full)
 */
char *mirador_claim_share_to_text (double fraction, int decimals);

/**
 * mirador_claim_times:
 * @larger: above zero
 * @smaller: above zero, at most @larger
 *
 * How many times the one is the other, never more than it is: 2.19 is "2.1 times", 3 to 3.09
 * "three times", from 10 on without decimals.
 *
 * Returns: (transfer full) (nullable): «el doble», «el triple», «2.1 veces»; NULL below 1.1
 */
char *mirador_claim_times (double larger, double smaller);

G_END_DECLS
