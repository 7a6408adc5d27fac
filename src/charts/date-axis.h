/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/canvas.h"
#include "model/period.h"

G_BEGIN_DECLS

/* The names of periods along an axis. @periods: (element-type MiradorPeriod), of one grain, in
 * their order, not empty. */

/** mirador_dates_find: index of @period among @periods, -1 where it is none of them. */
int mirador_dates_find (const GArray *periods, MiradorPeriod period);
/** mirador_dates_are_yearly: whether each is a year: their names say it already. */
gboolean mirador_dates_are_yearly (const GArray *periods);
/** mirador_dates_begin_year: whether @i is the first of its year from @first on. */
gboolean mirador_dates_begin_year (const GArray *periods, guint first, guint i);
/** mirador_dates_choose_step: every how many periods a name has room, @spacing pixels apart:
 * divisors of the year for months, so that January keeps its own. */
guint mirador_dates_choose_step (const GArray *periods, MiradorCanvas *canvas, double spacing);
/** mirador_dates_has_name: whether period @i has a name, one in @step. */
gboolean mirador_dates_has_name (const GArray *periods, guint i, guint step);
/** mirador_dates_draw_name: centred at @x where it lies between @free_from and @right. Returns:
 * from where the next one may stand. */
double mirador_dates_draw_name (MiradorCanvas *canvas,
                                double x,
                                double y,
                                const char *text,
                                double free_from,
                                double right,
                                gboolean strong);

G_END_DECLS
