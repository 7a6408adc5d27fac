/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MIRADOR_Z95 1.959964

/** A confidence interval; valid FALSE where there is none. */
typedef struct
{
  gboolean valid;
  double low;
  double high;
} MiradorInterval;

/**
 * mirador_interval_wilson: the 95% score interval of the proportion x of n (Wilson 1927), 0 to 1.
 * (2x + z² ± z·sqrt(z² + 4x(1 − x/n))) / (2(n + z²)). Not valid for n < 1, x < 0 or x > n.
 */
MiradorInterval mirador_interval_wilson (double x, double n);

/** mirador_interval_byar: Byar's 95% interval of a count (Breslow and Day 1987); low is 0 for x =
 * 0. */
MiradorInterval mirador_interval_byar (double x);

/** How a figure stands against the same figure a year before. */
typedef enum
{
  MIRADOR_CHANGE_NONE,    /* cannot be compared */
  MIRADOR_CHANGE_UNCLEAR, /* inside what chance alone would give */
  MIRADOR_CHANGE_UP,
  MIRADOR_CHANGE_DOWN,
} MiradorChangeKind;

typedef struct
{
  MiradorChangeKind kind;
  double fraction; /* now / before − 1; NaN where before is 0 */
} MiradorChange;

/**
 * mirador_change_of_counts: compares two counts of like periods. Clear where, taken as Poisson
 * counts, |now − before| > 1.96·sqrt(now + before) (Przyborowski and Wilenski 1940, normal form).
 */
MiradorChange mirador_change_of_counts (double now, double before);

G_END_DECLS
