/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/period.h"

#include "model/period-private.h"

gint32
mirador_day_new (int year, int month, int day)
{
  GDate date;

  if (year < 1 || year > G_MAXUINT16 || month < 1 || month > 12 || day < 1 || day > 31
      || !g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return 0;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  return (gint32)g_date_get_julian (&date);
}

void
mirador_day_get_date (gint32 day, int *year, int *month, int *day_of_month)
{
  GDate date;
  gboolean known = day > 0 && g_date_valid_julian ((guint32)day);

  g_date_clear (&date, 1);
  if (known)
    g_date_set_julian (&date, (guint32)day);
  if (year != NULL)
    *year = known ? g_date_get_year (&date) : 0;
  if (month != NULL)
    *month = known ? (int)g_date_get_month (&date) : 0;
  if (day_of_month != NULL)
    *day_of_month = known ? g_date_get_day (&date) : 0;
}

gboolean
mirador_year_is_known (gint64 year)
{
  return year >= MIRADOR_YEAR_FIRST && year <= MIRADOR_YEAR_LAST;
}

gint64
mirador_day_count_months (gint32 day)
{
  int year, month;

  mirador_day_get_date (day, &year, &month, NULL);
  return (gint64)year * 12 + month - 1;
}

/* Julian day 1, 0001-01-01, was a Monday. */
int
mirador_day_get_weekday (gint32 day)
{
  return (day - 1) % 7 + 1;
}

gint32
mirador_day_today (void)
{
  const char *replacement = g_getenv ("MIRADOR_TODAY");
  MiradorPeriod period;

  if (replacement != NULL
      && mirador_period_parse (replacement, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT, &period, NULL)
      && period.grain == MIRADOR_GRAIN_DAY)
    return period.first_day;

  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return mirador_day_new (g_date_time_get_year (now), g_date_time_get_month (now),
                          g_date_time_get_day_of_month (now));
}
