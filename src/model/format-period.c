/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/format.h"

#include <glib/gi18n-lib.h>

#include "model/language.h"
#include "model/period-private.h"

/* Names of the calendar are part of the format and follow the language of the process, as numbers
 * do; Peru writes setiembre. By MiradorLanguage. */
static const char *const months[2][12] = {
  { "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "set", "oct", "nov", "dic" },
  { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" },
};

static const char *const full_months[2][12] = {
  { "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "setiembre",
    "octubre", "noviembre", "diciembre" },
  { "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December" },
};

static const char *const weekdays[2][7] = {
  { "lun", "mar", "mié", "jue", "vie", "sáb", "dom" },
  { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
};

typedef struct
{
  const char *week;
  const char *epi_week;
  const char *quarter;
  const char *half;
  const char *fiscal_year;
} GrainNames;

static const GrainNames grain_names[2] = {
  { "sem. ", "SE ", "T", "S", "AF " },
  { "W", "EW ", "Q", "H", "FY " },
};

static gboolean
is_english (void)
{
  return mirador_language_get () == MIRADOR_LANGUAGE_EN;
}

static const GrainNames *
get_names (void)
{
  return &grain_names[is_english () ? 1 : 0];
}

const char *
mirador_format_month (int month, gboolean full)
{
  if (month < 1 || month > 12)
    return "";
  return (full ? full_months : months)[is_english () ? 1 : 0][month - 1];
}

char *
mirador_format_day (gint32 day)
{
  int year, month, day_of_month;

  mirador_day_get_date (day, &year, &month, &day_of_month);
  if (year == 0)
    return g_strdup ("—");
  if (is_english ())
    return g_strdup_printf ("%d %s %d", day_of_month, mirador_format_month (month, FALSE), year);
  return g_strdup_printf ("%02d/%02d/%04d", day_of_month, month, year);
}

static char *
format_month_of_day (gint32 day)
{
  int year, month;

  mirador_day_get_date (day, &year, &month, NULL);
  return g_strdup_printf ("%s %d", mirador_format_month (month, FALSE), year);
}

/* «ene – set 2017» within a year, «jul 2024 – oct 2025» beyond it. */
static char *
format_months (MiradorRange range)
{
  int first_year, first_month, last_year;

  mirador_day_get_date (range.first_day, &first_year, &first_month, NULL);
  mirador_day_get_date (range.last_day, &last_year, NULL, NULL);

  g_autofree char *first = first_year == last_year
                             ? g_strdup (mirador_format_month (first_month, FALSE))
                             : format_month_of_day (range.first_day);
  g_autofree char *last = format_month_of_day (range.last_day);

  return g_strdup_printf ("%s – %s", first, last);
}

/* What numbers a period within its year, without the year. */
static char *
format_part (MiradorPeriod period)
{
  const GrainNames *names = get_names ();
  int number = mirador_period_get_number (period);
  int month = mirador_period_get_month (period);

  switch (period.grain)
    {
    case MIRADOR_GRAIN_WEEK:
      return g_strdup_printf ("%s%d", names->week, number);
    case MIRADOR_GRAIN_EPI_WEEK:
      return g_strdup_printf ("%s%d", names->epi_week, number);
    case MIRADOR_GRAIN_BIWEEK:
      return g_strdup_printf ("%s%d–%d", names->week, number * 2 - 1, number * 2);
    case MIRADOR_GRAIN_MONTH:
      return g_strdup (mirador_format_month (month, FALSE));
    case MIRADOR_GRAIN_BIMONTH:
      return g_strdup_printf ("%s–%s", mirador_format_month (month, FALSE),
                              mirador_format_month (month + 1, FALSE));
    case MIRADOR_GRAIN_QUARTER:
      return g_strdup_printf ("%s%d", names->quarter, number);
    default:
      return g_strdup_printf ("%s%d", names->half, number);
    }
}

static gboolean
is_calendar_half (MiradorPeriod period)
{
  return mirador_period_get_month (period) % 6 == 1;
}

/* DHIS2's weeks from another day than Monday have the numbers of ISO weeks, but not their days. */
static char *
format_week (MiradorPeriod period)
{
  g_autofree char *part = format_part (period);
  int weekday = mirador_day_get_weekday (period.first_day);
  int year = mirador_period_get_year (period);

  if (weekday == 1)
    return g_strdup_printf ("%s %d", part, year);
  return g_strdup_printf ("%s %d (%s)", part, year, weekdays[is_english () ? 1 : 0][weekday - 1]);
}

static char *
format_part_and_year (MiradorPeriod period)
{
  g_autofree char *part = format_part (period);

  return g_strdup_printf ("%s %d", part, mirador_period_get_year (period));
}

char *
mirador_format_period (MiradorPeriod period)
{
  if (mirador_period_is_none (period))
    return g_strdup ("—");

  switch (period.grain)
    {
    case MIRADOR_GRAIN_DAY:
      return mirador_format_day (period.first_day);
    case MIRADOR_GRAIN_WEEK:
      return format_week (period);
    case MIRADOR_GRAIN_HALF:
      return is_calendar_half (period) ? format_part_and_year (period)
                                       : format_months (mirador_period_get_range (period));
    case MIRADOR_GRAIN_YEAR:
      return g_strdup_printf ("%d", mirador_period_get_year (period));
    case MIRADOR_GRAIN_FISCAL_YEAR:
      return g_strdup_printf ("%s%d", get_names ()->fiscal_year, mirador_period_get_year (period));
    default:
      return format_part_and_year (period);
    }
}

char *
mirador_format_period_long (MiradorPeriod period)
{
  g_autofree char *brief = mirador_format_period (period);

  if (period.grain == MIRADOR_GRAIN_MONTH && !mirador_period_is_none (period))
    return g_strdup_printf (is_english () ? "%s %d" : "%s de %d",
                            mirador_format_month (mirador_period_get_month (period), TRUE),
                            mirador_period_get_year (period));
  if (period.grain == MIRADOR_GRAIN_FISCAL_YEAR && !mirador_period_is_none (period))
    {
      g_autofree char *span = format_months (mirador_period_get_range (period));

      return g_strdup_printf ("%s (%s)", brief, span);
    }
  return g_steal_pointer (&brief);
}

char *
mirador_format_period_tick (MiradorPeriod period)
{
  int number = mirador_period_get_number (period);

  if (mirador_period_is_none (period))
    return g_strdup ("—");

  switch (period.grain)
    {
    case MIRADOR_GRAIN_DAY:
    case MIRADOR_GRAIN_WEEK:
    case MIRADOR_GRAIN_EPI_WEEK:
      return g_strdup_printf ("%d", number);
    case MIRADOR_GRAIN_BIWEEK:
      return g_strdup_printf ("%d–%d", number * 2 - 1, number * 2);
    case MIRADOR_GRAIN_MONTH:
    case MIRADOR_GRAIN_BIMONTH:
    case MIRADOR_GRAIN_QUARTER:
      return format_part (period);
    case MIRADOR_GRAIN_HALF:
      return is_calendar_half (period) ? format_part (period) : mirador_format_period (period);
    default:
      return mirador_format_period (period);
    }
}

static char *
format_open_range (MiradorRange range)
{
  gboolean since = range.last_day >= MIRADOR_DAY_LAST;
  MiradorRange end = since ? (MiradorRange){ range.first_day, range.first_day }
                           : (MiradorRange){ range.last_day, range.last_day };
  g_autofree char *text = NULL;

  if (mirador_range_is_whole_months (range))
    text = format_month_of_day (end.first_day);
  else
    text = mirador_format_day (end.first_day);
  if (since)
    /* Translators: %s is a month or a date, as "Mar 2025": from then on. */
    return g_strdup_printf (_ ("since %s"), text);
  /* Translators: %s is a month or a date, as "Mar 2025": up to then. */
  return g_strdup_printf (_ ("until %s"), text);
}

/* A quarter or a half is the calendar's: beside a fiscal year that begins in July its months are
   clearer than its number. */
static gboolean
has_a_name_of_its_own (MiradorPeriod period)
{
  return !mirador_period_is_none (period) && period.grain != MIRADOR_GRAIN_QUARTER
         && period.grain != MIRADOR_GRAIN_HALF && period.grain != MIRADOR_GRAIN_BIMONTH
         && period.grain != MIRADOR_GRAIN_BIWEEK;
}

char *
mirador_format_range (MiradorRange range, int fiscal_first_month)
{
  MiradorPeriod period = mirador_range_to_period (range, fiscal_first_month);

  if (mirador_range_is_all (range))
    return g_strdup (_ ("Everything"));
  if (has_a_name_of_its_own (period))
    return mirador_format_period (period);
  if (range.first_day <= MIRADOR_DAY_FIRST || range.last_day >= MIRADOR_DAY_LAST)
    return format_open_range (range);
  if (mirador_range_is_whole_months (range))
    return format_months (range);

  g_autofree char *first = mirador_format_day (range.first_day);
  g_autofree char *last = mirador_format_day (range.last_day);

  return g_strdup_printf ("%s – %s", first, last);
}
