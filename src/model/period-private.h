/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/period.h"

G_BEGIN_DECLS

#define MIRADOR_YEAR_FIRST 1800
#define MIRADOR_YEAR_LAST 2999

gboolean mirador_year_is_known (gint64 year);

/* How long a period of @grain is: in months, or else in days; the other is 0. */
int mirador_grain_count_months (gint32 grain);
int mirador_grain_count_days (gint32 grain);

/* Months counted from the year 0, so that moving by months is an addition. */
gint64 mirador_day_count_months (gint32 day);

/* 1 Monday to 7 Sunday. */
int mirador_day_get_weekday (gint32 day);

/* NONE outside the days that there are. */
MiradorPeriod mirador_period_new_from_day (gint32 first_day, MiradorGrain grain);

/* A period of whole months from the first of @month; NONE outside the years that there are. */
MiradorPeriod mirador_period_new_of_months (gint64 year, int month, MiradorGrain grain);

/* The week @week of a year whose weeks start on @weekday (1 Monday to 7 Sunday). */
MiradorPeriod
mirador_period_new_week_from (int week_year, int week, int weekday, MiradorGrain grain);

/* The ISO weeks 2n − 1 and 2n; @number 1 to 26. */
MiradorPeriod mirador_period_new_biweek (int iso_year, int number);

/* Whether @range starts with the first day of a month and ends with the last of one. */
gboolean mirador_range_is_whole_months (MiradorRange range);

G_END_DECLS
