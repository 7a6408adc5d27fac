/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/tiling.h"

/* Months in a period of a grain; 0 where it is made of days. */
static int
count_months (gint32 grain)
{
  switch (grain)
    {
    case MIRADOR_GRAIN_MONTH:
      return 1;
    case MIRADOR_GRAIN_BIMONTH:
      return 2;
    case MIRADOR_GRAIN_QUARTER:
      return 3;
    case MIRADOR_GRAIN_HALF:
      return 6;
    case MIRADOR_GRAIN_YEAR:
    case MIRADOR_GRAIN_FISCAL_YEAR:
      return 12;
    default:
      return 0;
    }
}

static int
count_days (gint32 grain)
{
  switch (grain)
    {
    case MIRADOR_GRAIN_WEEK:
    case MIRADOR_GRAIN_EPI_WEEK:
      return 7;
    case MIRADOR_GRAIN_BIWEEK:
      return 14;
    default:
      return 1;
    }
}

static gint32
month_of_day (gint32 day)
{
  int year, month;

  mirador_day_get_date (day, &year, &month, NULL);
  return year * 12 + month - 1;
}

static gint32
day_of_month (gint32 month)
{
  return mirador_day_new (month / 12, month % 12 + 1, 1);
}

MiradorTiling
mirador_tiling_of (MiradorPeriod period)
{
  int months = count_months (period.grain);

  if (months > 0)
    return (MiradorTiling){ period.grain, month_of_day (period.first_day) % months };
  return (MiradorTiling){ period.grain, period.first_day % count_days (period.grain) };
}

gboolean
mirador_tiling_equal (MiradorTiling a, MiradorTiling b)
{
  return a.grain == b.grain && a.phase == b.phase;
}

gint32
mirador_tiling_find (MiradorTiling tiling, gint32 day)
{
  int months = count_months (tiling.grain);

  if (months > 0)
    return (month_of_day (day) - tiling.phase) / months;
  return (day - tiling.phase) / count_days (tiling.grain);
}

MiradorRange
mirador_tiling_get_range (MiradorTiling tiling, gint32 tile)
{
  int months = count_months (tiling.grain);
  int days = count_days (tiling.grain);

  if (months > 0)
    return (MiradorRange){ day_of_month (tile * months + tiling.phase),
                           day_of_month ((tile + 1) * months + tiling.phase) - 1 };
  return (MiradorRange){ tile * days + tiling.phase, (tile + 1) * days + tiling.phase - 1 };
}

guint
mirador_tiling_inside (MiradorTiling tiling, MiradorRange range, gint32 *first_tile)
{
  gint32 first = mirador_tiling_find (tiling, range.first_day);
  gint32 last = mirador_tiling_find (tiling, range.last_day);

  if (mirador_tiling_get_range (tiling, first).first_day < range.first_day)
    first++;
  if (mirador_tiling_get_range (tiling, last).last_day > range.last_day)
    last--;
  *first_tile = first;
  return last >= first ? (guint)(last - first + 1) : 0;
}

guint
mirador_tiling_count (MiradorTiling tiling, MiradorRange range)
{
  gint32 first = 0;
  guint n = mirador_tiling_inside (tiling, range, &first);

  if (n == 0 || mirador_tiling_get_range (tiling, first).first_day != range.first_day
      || mirador_tiling_get_range (tiling, first + n - 1).last_day != range.last_day)
    return 0;
  return n;
}

gint32
mirador_tiling_get_days (MiradorTiling tiling)
{
  return MAX (count_months (tiling.grain) * 30, count_days (tiling.grain));
}

gboolean
mirador_tiling_is_weeks (MiradorTiling tiling)
{
  return tiling.grain == MIRADOR_GRAIN_WEEK || tiling.grain == MIRADOR_GRAIN_EPI_WEEK;
}

/* The week with 4 January is the first that has four days in its year. */
static gint32
first_week_of_year (MiradorTiling tiling, int year)
{
  gint32 tile = mirador_tiling_find (tiling, mirador_day_new (year, 1, 4));

  return mirador_tiling_get_range (tiling, tile).first_day;
}

MiradorRange
mirador_tiling_week_year (MiradorTiling tiling, int year)
{
  return (MiradorRange){ first_week_of_year (tiling, year),
                         first_week_of_year (tiling, year + 1) - 1 };
}
