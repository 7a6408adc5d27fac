/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/period.h"

#include "model/period-private.h"

static gboolean
is_month (int month)
{
  return month >= 1 && month <= 12;
}

static gint32
first_day_of_month (gint64 months)
{
  return months < 0 ? 0 : mirador_day_new ((int)(months / 12), (int)(months % 12) + 1, 1);
}

MiradorPeriod
mirador_period_new_from_day (gint32 first_day, MiradorGrain grain)
{
  if (first_day < MIRADOR_DAY_FIRST || first_day > MIRADOR_DAY_LAST)
    return MIRADOR_PERIOD_NONE;
  return (MiradorPeriod){ first_day, grain };
}

MiradorPeriod
mirador_period_new_of_months (gint64 year, int month, MiradorGrain grain)
{
  if (!mirador_year_is_known (year) || !is_month (month))
    return MIRADOR_PERIOD_NONE;
  return mirador_period_new_from_day (mirador_day_new ((int)year, month, 1), grain);
}

MiradorPeriod
mirador_period_new_month (int year, int month)
{
  return mirador_period_new_of_months (year, month, MIRADOR_GRAIN_MONTH);
}

MiradorPeriod
mirador_period_new_year (int year)
{
  return mirador_period_new_of_months (year, 1, MIRADOR_GRAIN_YEAR);
}

MiradorPeriod
mirador_period_new_fiscal_year (int name_year, int first_month)
{
  if (!mirador_year_is_known (name_year) || first_month == 1)
    return mirador_period_new_year (name_year);
  return mirador_period_new_of_months (name_year - 1, first_month, MIRADOR_GRAIN_FISCAL_YEAR);
}

/*
 * The year of a week is the one that holds four of its days, so its fourth: ISO 8601 for weeks from
 * Monday, the MMWR rule of the epidemiological weeks for those from Sunday.
 */
static void
read_week (gint32 first_day, int *week_year, int *number)
{
  gint32 fourth_day = first_day + 3;

  mirador_day_get_date (fourth_day, week_year, NULL, NULL);
  *number = (fourth_day - mirador_day_new (*week_year, 1, 1)) / 7 + 1;
}

MiradorPeriod
mirador_period_new_week_from (int week_year, int week, int weekday, MiradorGrain grain)
{
  if (!mirador_year_is_known (week_year) || week < 1 || week > 53)
    return MIRADOR_PERIOD_NONE;

  gint32 fourth_of_january = mirador_day_new (week_year, 1, 4);
  int back = (mirador_day_get_weekday (fourth_of_january) - weekday + 7) % 7;
  gint32 first_day = fourth_of_january - back + (week - 1) * 7;
  int found_year, found_week;

  read_week (first_day, &found_year, &found_week);
  return found_year == week_year ? mirador_period_new_from_day (first_day, grain)
                                 : MIRADOR_PERIOD_NONE;
}

MiradorPeriod
mirador_period_new_week (int iso_year, int week)
{
  return mirador_period_new_week_from (iso_year, week, 1, MIRADOR_GRAIN_WEEK);
}

MiradorPeriod
mirador_period_new_epi_week (int epi_year, int week)
{
  return mirador_period_new_week_from (epi_year, week, 7, MIRADOR_GRAIN_EPI_WEEK);
}

MiradorPeriod
mirador_period_new_biweek (int iso_year, int number)
{
  if (number < 1 || number > 26)
    return MIRADOR_PERIOD_NONE;
  return mirador_period_new_week_from (iso_year, number * 2 - 1, 1, MIRADOR_GRAIN_BIWEEK);
}

static MiradorPeriod
biweek_of_day (gint32 day)
{
  int year, week;

  read_week (day - (mirador_day_get_weekday (day) - 1), &year, &week);
  return mirador_period_new_biweek (year, (week + 1) / 2);
}

static MiradorPeriod
months_of_day (gint32 day, MiradorGrain grain, int fiscal_first_month)
{
  int year, month;

  mirador_day_get_date (day, &year, &month, NULL);
  if (grain == MIRADOR_GRAIN_FISCAL_YEAR)
    return mirador_period_new_fiscal_year (
      fiscal_first_month > 1 && month >= fiscal_first_month ? year + 1 : year, fiscal_first_month);
  return mirador_period_new_of_months (
    year, month - (month - 1) % mirador_grain_count_months (grain), grain);
}

MiradorPeriod
mirador_period_of_day (gint32 day, MiradorGrain grain, int fiscal_first_month)
{
  if (day < MIRADOR_DAY_FIRST || day > MIRADOR_DAY_LAST)
    return MIRADOR_PERIOD_NONE;

  switch (grain)
    {
    case MIRADOR_GRAIN_DAY:
      return mirador_period_new_from_day (day, grain);
    case MIRADOR_GRAIN_WEEK:
      return mirador_period_new_from_day (day - (mirador_day_get_weekday (day) - 1), grain);
    case MIRADOR_GRAIN_EPI_WEEK:
      return mirador_period_new_from_day (day - mirador_day_get_weekday (day) % 7, grain);
    case MIRADOR_GRAIN_BIWEEK:
      return biweek_of_day (day);
    case MIRADOR_GRAIN_MONTH:
    case MIRADOR_GRAIN_BIMONTH:
    case MIRADOR_GRAIN_QUARTER:
    case MIRADOR_GRAIN_HALF:
    case MIRADOR_GRAIN_YEAR:
    case MIRADOR_GRAIN_FISCAL_YEAR:
      return months_of_day (day, grain, fiscal_first_month);
    default:
      return MIRADOR_PERIOD_NONE;
    }
}

gboolean
mirador_period_is_none (MiradorPeriod period)
{
  return period.first_day <= 0 || period.grain <= MIRADOR_GRAIN_NONE
         || period.grain >= MIRADOR_N_GRAINS;
}

gint32
mirador_period_get_last_day (MiradorPeriod period)
{
  if (mirador_period_is_none (period))
    return 0;
  if (mirador_grain_count_days (period.grain) > 0)
    return period.first_day + mirador_grain_count_days (period.grain) - 1;
  return first_day_of_month (mirador_day_count_months (period.first_day)
                             + mirador_grain_count_months (period.grain))
         - 1;
}

int
mirador_period_get_n_days (MiradorPeriod period)
{
  return MAX (1, mirador_period_get_last_day (period) - period.first_day + 1);
}

/* A half from November is the first of the year that follows, as DHIS2 names it. */
static int
get_half_number (int month)
{
  static const int second_halves[] = { 5, 7, 10 };

  for (gsize i = 0; i < G_N_ELEMENTS (second_halves); i++)
    if (month == second_halves[i])
      return 2;
  return 1;
}

int
mirador_period_get_year (MiradorPeriod period)
{
  int year, month, week;

  if (mirador_period_is_none (period))
    return 0;

  mirador_day_get_date (period.first_day, &year, &month, NULL);
  switch (period.grain)
    {
    case MIRADOR_GRAIN_WEEK:
    case MIRADOR_GRAIN_EPI_WEEK:
    case MIRADOR_GRAIN_BIWEEK:
      read_week (period.first_day, &year, &week);
      return year;
    case MIRADOR_GRAIN_FISCAL_YEAR:
      return month == 1 ? year : year + 1;
    case MIRADOR_GRAIN_HALF:
      return month == 11 ? year + 1 : year;
    default:
      return year;
    }
}

int
mirador_period_get_month (MiradorPeriod period)
{
  int month = 0;

  if (!mirador_period_is_none (period))
    mirador_day_get_date (period.first_day, NULL, &month, NULL);
  return month;
}

int
mirador_period_get_number (MiradorPeriod period)
{
  int month, day, year, week;

  if (mirador_period_is_none (period))
    return 0;

  mirador_day_get_date (period.first_day, NULL, &month, &day);
  read_week (period.first_day, &year, &week);
  switch (period.grain)
    {
    case MIRADOR_GRAIN_DAY:
      return day;
    case MIRADOR_GRAIN_WEEK:
    case MIRADOR_GRAIN_EPI_WEEK:
      return week;
    case MIRADOR_GRAIN_BIWEEK:
      return (week + 1) / 2;
    case MIRADOR_GRAIN_HALF:
      return get_half_number (month);
    case MIRADOR_GRAIN_MONTH:
    case MIRADOR_GRAIN_BIMONTH:
    case MIRADOR_GRAIN_QUARTER:
      return (month - 1) / mirador_grain_count_months (period.grain) + 1;
    default:
      return 0;
    }
}

int
mirador_period_get_fiscal_first_month (MiradorPeriod period)
{
  if (period.grain != MIRADOR_GRAIN_YEAR && period.grain != MIRADOR_GRAIN_FISCAL_YEAR)
    return 0;
  return mirador_period_get_month (period);
}

MiradorRange
mirador_period_get_range (MiradorPeriod period)
{
  if (mirador_period_is_none (period))
    return MIRADOR_RANGE_ALL;
  return (MiradorRange){ period.first_day, mirador_period_get_last_day (period) };
}

gboolean
mirador_period_equal (MiradorPeriod a, MiradorPeriod b)
{
  return a.first_day == b.first_day && a.grain == b.grain;
}

int
mirador_period_compare (MiradorPeriod a, MiradorPeriod b)
{
  if (a.first_day != b.first_day)
    return a.first_day < b.first_day ? -1 : 1;

  int a_days = mirador_period_get_n_days (a);
  int b_days = mirador_period_get_n_days (b);

  if (a_days != b_days)
    return a_days > b_days ? -1 : 1;
  return (a.grain > b.grain) - (a.grain < b.grain);
}

gboolean
mirador_period_contains (MiradorPeriod outer, MiradorPeriod inner)
{
  return !mirador_period_is_none (outer) && !mirador_period_is_none (inner)
         && mirador_range_contains (mirador_period_get_range (outer),
                                    mirador_period_get_range (inner));
}

/* The first day leaves the low byte to the grain, so keys sort as periods do in time. */
gint64
mirador_period_pack (MiradorPeriod period)
{
  if (mirador_period_is_none (period))
    return 0;
  return ((gint64)period.first_day << 8) | period.grain;
}

MiradorPeriod
mirador_period_unpack (gint64 packed)
{
  gint64 first_day = packed >> 8;
  MiradorPeriod period = { (gint32)first_day, (gint32)(packed & 0xff) };

  if (first_day <= 0 || first_day > MIRADOR_DAY_LAST || mirador_period_is_none (period))
    return MIRADOR_PERIOD_NONE;
  return period;
}
