/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/period.h"

#include "model/period-private.h"

/* From the longest; a fiscal year from January is the calendar year. */
static const MiradorGrain named_grains[] = {
  MIRADOR_GRAIN_FISCAL_YEAR, MIRADOR_GRAIN_YEAR,  MIRADOR_GRAIN_HALF,   MIRADOR_GRAIN_QUARTER,
  MIRADOR_GRAIN_BIMONTH,     MIRADOR_GRAIN_MONTH, MIRADOR_GRAIN_BIWEEK, MIRADOR_GRAIN_EPI_WEEK,
  MIRADOR_GRAIN_WEEK,        MIRADOR_GRAIN_DAY,
};

gboolean
mirador_range_is_all (MiradorRange range)
{
  return range.first_day == 0 && range.last_day == 0;
}

gboolean
mirador_range_contains (MiradorRange outer, MiradorRange inner)
{
  if (mirador_range_is_all (outer))
    return TRUE;
  return !mirador_range_is_all (inner) && outer.first_day <= inner.first_day
         && inner.last_day <= outer.last_day;
}

static gboolean
starts_month (gint32 day)
{
  int day_of_month;

  mirador_day_get_date (day, NULL, NULL, &day_of_month);
  return day_of_month == 1;
}

gboolean
mirador_range_is_whole_months (MiradorRange range)
{
  return range.first_day < range.last_day && starts_month (range.first_day)
         && starts_month (range.last_day + 1);
}

/* The 28th stands in for a 29 February that the year before has not got. */
static gint32
day_year_before (gint32 day)
{
  int year, month, day_of_month;

  mirador_day_get_date (day, &year, &month, &day_of_month);
  if (month == 2 && day_of_month == 29)
    day_of_month = 28;
  return mirador_day_new (year - 1, month, day_of_month);
}

MiradorRange
mirador_range_year_before (MiradorRange range)
{
  if (mirador_range_is_all (range))
    return range;

  MiradorRange before = { day_year_before (range.first_day), day_year_before (range.last_day) };

  /* The day after whole months is a first, which every year has. */
  if (mirador_range_is_whole_months (range))
    before.last_day = day_year_before (range.last_day + 1) - 1;
  if (range.first_day == MIRADOR_DAY_FIRST)
    before.first_day = MIRADOR_DAY_FIRST;
  if (range.last_day == MIRADOR_DAY_LAST)
    before.last_day = MIRADOR_DAY_LAST;
  return before;
}

int
mirador_range_count (MiradorRange range, MiradorGrain grain, int fiscal_first_month)
{
  MiradorPeriod period = mirador_period_of_day (range.first_day, grain, fiscal_first_month);
  gint32 expected = range.first_day;
  int count = 0;

  while (!mirador_period_is_none (period) && period.first_day == expected)
    {
      expected = mirador_period_get_last_day (period) + 1;
      count++;
      if (expected > range.last_day)
        return expected == range.last_day + 1 ? count : -1;
      period = mirador_period_next (period);
    }
  return -1;
}

MiradorPeriod
mirador_range_to_period (MiradorRange range, int fiscal_first_month)
{
  for (gsize i = 0; i < G_N_ELEMENTS (named_grains); i++)
    {
      MiradorPeriod period
        = mirador_period_of_day (range.first_day, named_grains[i], fiscal_first_month);

      if (!mirador_period_is_none (period) && period.first_day == range.first_day
          && mirador_period_get_last_day (period) == range.last_day)
        return period;
    }
  return MIRADOR_PERIOD_NONE;
}

static char *
week_to_code (MiradorPeriod period, int year, int number)
{
  /* DHIS2's names of the weekday of the first day, from Tuesday. */
  static const char *const starts[] = { "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  int weekday = mirador_day_get_weekday (period.first_day);

  if (weekday == 1)
    return g_strdup_printf ("%04d-W%02d", year, number);
  return g_strdup_printf ("%04d%sW%d", year, starts[weekday - 2], number);
}

static char *
half_to_code (MiradorPeriod period, int year, int number)
{
  switch (mirador_period_get_month (period))
    {
    case 4:
    case 10:
      return g_strdup_printf ("%04dAprilS%d", year, number);
    case 5:
    case 11:
      return g_strdup_printf ("%04dNovS%d", year, number);
    default:
      return g_strdup_printf ("%04d-S%d", year, number);
    }
}

static char *
fiscal_year_to_code (MiradorPeriod period, int year)
{
  int first_month = mirador_period_get_fiscal_first_month (period);

  if (first_month == MIRADOR_FISCAL_FIRST_MONTH_DEFAULT)
    return g_strdup_printf ("FY%04d", year);
  return g_strdup_printf ("FY%04d-%02d", year, first_month);
}

static char *
day_to_code (gint32 day)
{
  int year, month, day_of_month;

  mirador_day_get_date (day, &year, &month, &day_of_month);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);
}

char *
mirador_period_to_code (MiradorPeriod period)
{
  int year = mirador_period_get_year (period);
  int number = mirador_period_get_number (period);

  switch (mirador_period_is_none (period) ? MIRADOR_GRAIN_NONE : period.grain)
    {
    case MIRADOR_GRAIN_DAY:
      return day_to_code (period.first_day);
    case MIRADOR_GRAIN_WEEK:
      return week_to_code (period, year, number);
    case MIRADOR_GRAIN_EPI_WEEK:
      return g_strdup_printf ("%04d-SE%02d", year, number);
    case MIRADOR_GRAIN_BIWEEK:
      return g_strdup_printf ("%04dBiW%d", year, number);
    case MIRADOR_GRAIN_MONTH:
      return g_strdup_printf ("%04d-%02d", year, number);
    case MIRADOR_GRAIN_BIMONTH:
      return g_strdup_printf ("%04d%02dB", year, number);
    case MIRADOR_GRAIN_QUARTER:
      return g_strdup_printf ("%04d-Q%d", year, number);
    case MIRADOR_GRAIN_HALF:
      return half_to_code (period, year, number);
    case MIRADOR_GRAIN_YEAR:
      return g_strdup_printf ("%04d", year);
    case MIRADOR_GRAIN_FISCAL_YEAR:
      return fiscal_year_to_code (period, year);
    default:
      return g_strdup ("");
    }
}

/* One end of a range: a month where both ends fall on months, else a day; nothing where it is
 * open. */
static char *
end_to_code (gint32 day, gboolean as_month)
{
  if (day <= MIRADOR_DAY_FIRST || day >= MIRADOR_DAY_LAST)
    return g_strdup ("");
  if (as_month)
    return mirador_period_to_code (mirador_period_of_day (day, MIRADOR_GRAIN_MONTH, 1));
  return day_to_code (day);
}

char *
mirador_range_to_code (MiradorRange range, int fiscal_first_month)
{
  MiradorPeriod period = mirador_range_to_period (range, fiscal_first_month);

  if (mirador_range_is_all (range))
    return g_strdup ("..");
  if (!mirador_period_is_none (period))
    return mirador_period_to_code (period);

  gboolean as_months = mirador_range_is_whole_months (range);
  g_autofree char *first = end_to_code (range.first_day, as_months);
  g_autofree char *last = end_to_code (range.last_day, as_months);

  return g_strdup_printf ("%s..%s", first, last);
}
