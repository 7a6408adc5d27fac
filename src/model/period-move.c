/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/period.h"

#include "model/period-private.h"

/* A week 53 belongs to no pair, so the pairs of two years do not follow each other day by day. */
static MiradorPeriod
shift_biweek (MiradorPeriod period, int n)
{
  gint64 pairs
    = (gint64)mirador_period_get_year (period) * 26 + mirador_period_get_number (period) - 1 + n;

  if (pairs < 0 || !mirador_year_is_known (pairs / 26))
    return MIRADOR_PERIOD_NONE;
  return mirador_period_new_biweek ((int)(pairs / 26), (int)(pairs % 26) + 1);
}

MiradorPeriod
mirador_period_shift (MiradorPeriod period, int n)
{
  if (mirador_period_is_none (period))
    return MIRADOR_PERIOD_NONE;
  if (period.grain == MIRADOR_GRAIN_BIWEEK)
    return shift_biweek (period, n);

  if (mirador_grain_count_days (period.grain) > 0)
    {
      gint64 day = period.first_day + (gint64)n * mirador_grain_count_days (period.grain);

      return day > MIRADOR_DAY_LAST || day < MIRADOR_DAY_FIRST
               ? MIRADOR_PERIOD_NONE
               : mirador_period_new_from_day ((gint32)day, period.grain);
    }

  gint64 months = mirador_day_count_months (period.first_day)
                  + (gint64)n * mirador_grain_count_months (period.grain);

  return months < 0
           ? MIRADOR_PERIOD_NONE
           : mirador_period_new_of_months (months / 12, (int)(months % 12) + 1, period.grain);
}

MiradorPeriod
mirador_period_next (MiradorPeriod period)
{
  return mirador_period_shift (period, 1);
}

MiradorPeriod
mirador_period_previous (MiradorPeriod period)
{
  return mirador_period_shift (period, -1);
}

MiradorPeriod
mirador_period_year_before (MiradorPeriod period)
{
  int year, month, day;

  if (mirador_period_is_none (period))
    return MIRADOR_PERIOD_NONE;

  mirador_day_get_date (period.first_day, &year, &month, &day);
  switch (period.grain)
    {
    case MIRADOR_GRAIN_DAY:
      return mirador_period_new_from_day (mirador_day_new (year - 1, month, day), period.grain);
    case MIRADOR_GRAIN_WEEK:
    case MIRADOR_GRAIN_EPI_WEEK:
      return mirador_period_new_week_from (
        mirador_period_get_year (period) - 1, mirador_period_get_number (period),
        mirador_day_get_weekday (period.first_day), period.grain);
    case MIRADOR_GRAIN_BIWEEK:
      return shift_biweek (period, -26);
    default:
      return mirador_period_new_of_months (year - 1, month, period.grain);
    }
}
