/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/format.h"

#include <glib/gi18n-lib.h>

/* The local date and time of day; NULL outside the years that there are. */
static GDateTime *
get_local_time (gint64 unix_seconds)
{
  return unix_seconds > 0 ? g_date_time_new_from_unix_local (unix_seconds) : NULL;
}

static gint32
get_local_day (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = get_local_time (unix_seconds);

  if (time == NULL)
    return 0;
  return mirador_day_new (g_date_time_get_year (time), g_date_time_get_month (time),
                          g_date_time_get_day_of_month (time));
}

char *
mirador_format_time (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = get_local_time (unix_seconds);

  if (time == NULL)
    return g_strdup ("—");

  g_autofree char *day = mirador_format_day (get_local_day (unix_seconds));

  return g_strdup_printf ("%s %02d:%02d", day, g_date_time_get_hour (time),
                          g_date_time_get_minute (time));
}

static char *
format_days_ago (gint32 days)
{
  if (days == 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("yesterday"));
  /* Translators: %d is a number of days. */
  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong)days), days);
}

static char *
format_months_ago (gint32 months)
{
  /* Translators: %d is a number of months. */
  return g_strdup_printf (ngettext ("%d month ago", "%d months ago", (gulong)months), months);
}

static char *
format_years_ago (gint32 years)
{
  /* Translators: %d is a number of years. */
  return g_strdup_printf (ngettext ("%d year ago", "%d years ago", (gulong)years), years);
}

char *
mirador_format_age (gint64 unix_seconds, gint64 now)
{
  gint32 then_day = get_local_day (unix_seconds);
  gint32 days = get_local_day (now) - then_day;

  /* A clock that was wrong then or is wrong now gives no age; the date is still true. */
  if (then_day == 0 || days < 0)
    return mirador_format_day (then_day);
  if (days < 60)
    return format_days_ago (days);
  if (days < 730)
    return format_months_ago (MIN (days / 30, 23));
  return format_years_ago (days / 365);
}
