/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The arithmetic of the demonstration: chance that is always the same, the course of the years, and
 * rounding that keeps sums. Months are counted from July 2021 = 0. Private to the demonstration.
 */

/** mirador_demo_chance: 0 to 1, the same for the same words and number on every machine. */
double mirador_demo_chance (const char *const *words, int number);

/** mirador_demo_level: how much is done in a month, 1 in the middle of AF 2025; it holds the
 * pandemic's tail, the growth and the seasons. */
double mirador_demo_level (int month);

/** mirador_demo_year_level: the sum of the levels of the twelve months from @first_month on. */
double mirador_demo_year_level (int first_month);

/**
 * mirador_demo_apportion:
 * @total: what to share out
 * @weights: @n of them, none negative
 * @start: 0 to 1, where the rounding begins
 * @shares: (out caller-allocates): whole numbers in proportion to the weights; their sum is @total
 *
 * Rounds the running sum, so that small totals fall on large and small weights as often as is due
 * (systematic rounding), where rounding by largest remainders would starve the small ones.
 */
void
mirador_demo_apportion (guint total, const double *weights, guint n, double start, guint *shares);

G_END_DECLS
