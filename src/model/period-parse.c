/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/period.h"

#include <string.h>

#include "model/error.h"
#include "model/period-private.h"

#define MAX_NUMBERS 3

typedef enum
{
  FORM_DAY,
  FORM_WEEK, /* argument: the weekday that weeks start on */
  FORM_EPI_WEEK,
  FORM_BIWEEK,
  FORM_MONTH,
  FORM_BIMONTH,
  FORM_QUARTER,
  FORM_HALF, /* argument: the first month of the first half */
  FORM_YEAR,
  FORM_FISCAL_YEAR,
  FORM_STARTED_YEAR, /* argument: the month that it starts in */
} Form;

/*
 * In a pattern @ is a year of four digits, 2 exactly two digits, 1 one digit, * one or two; any
 * other character stands for itself, whatever its case. The length tells 202401 from 20240115.
 */
static const struct
{
  const char *pattern;
  Form form;
  int argument;
} forms[] = {
  { "@-2-2", FORM_DAY, 0 },           { "@22", FORM_DAY, 0 },
  { "@-2", FORM_MONTH, 0 },           { "@2", FORM_MONTH, 0 },
  { "@M2", FORM_MONTH, 0 },           { "@", FORM_YEAR, 0 },
  { "@-W*", FORM_WEEK, 1 },           { "@W*", FORM_WEEK, 1 },
  { "@TueW*", FORM_WEEK, 2 },         { "@WedW*", FORM_WEEK, 3 },
  { "@ThuW*", FORM_WEEK, 4 },         { "@FriW*", FORM_WEEK, 5 },
  { "@SatW*", FORM_WEEK, 6 },         { "@SunW*", FORM_WEEK, 7 },
  { "@-SE*", FORM_EPI_WEEK, 0 },      { "@SE*", FORM_EPI_WEEK, 0 },
  { "@BiW*", FORM_BIWEEK, 0 },        { "@2B", FORM_BIMONTH, 0 },
  { "@-Q1", FORM_QUARTER, 0 },        { "@Q1", FORM_QUARTER, 0 },
  { "@-T1", FORM_QUARTER, 0 },        { "@T1", FORM_QUARTER, 0 },
  { "@-S1", FORM_HALF, 1 },           { "@S1", FORM_HALF, 1 },
  { "@-H1", FORM_HALF, 1 },           { "@H1", FORM_HALF, 1 },
  { "@AprilS1", FORM_HALF, 4 },       { "@NovS1", FORM_HALF, 11 },
  { "FY@-2", FORM_FISCAL_YEAR, 0 },   { "FY @-2", FORM_FISCAL_YEAR, 0 },
  { "AF@-2", FORM_FISCAL_YEAR, 0 },   { "AF @-2", FORM_FISCAL_YEAR, 0 },
  { "FY@", FORM_FISCAL_YEAR, 0 },     { "FY @", FORM_FISCAL_YEAR, 0 },
  { "AF@", FORM_FISCAL_YEAR, 0 },     { "AF @", FORM_FISCAL_YEAR, 0 },
  { "@April", FORM_STARTED_YEAR, 4 }, { "@July", FORM_STARTED_YEAR, 7 },
  { "@Sep", FORM_STARTED_YEAR, 9 },   { "@Oct", FORM_STARTED_YEAR, 10 },
  { "@Nov", FORM_STARTED_YEAR, 11 },
};

/* Reads between @least and @most digits; the value, or -1. */
static int
read_digits (const char **text, int least, int most)
{
  int value = 0, count = 0;

  while (count < most && g_ascii_isdigit (**text))
    {
      value = value * 10 + g_ascii_digit_value (**text);
      (*text)++;
      count++;
    }
  return count >= least ? value : -1;
}

static int
read_number (char kind, const char **text)
{
  switch (kind)
    {
    case '@':
      return read_digits (text, 4, 4);
    case '2':
      return read_digits (text, 2, 2);
    case '1':
      return read_digits (text, 1, 1);
    default:
      return read_digits (text, 1, 2);
    }
}

static gboolean
match (const char *pattern, const char *text, int numbers[MAX_NUMBERS])
{
  int count = 0;

  for (; *pattern != '\0'; pattern++)
    if (strchr ("@21*", *pattern) != NULL)
      {
        numbers[count] = read_number (*pattern, &text);
        if (numbers[count++] < 0)
          return FALSE;
      }
    else if (g_ascii_tolower (*pattern) != g_ascii_tolower (*text++))
      return FALSE;
  return *text == '\0';
}

static MiradorPeriod
make_part (int year, int number, int months, MiradorGrain grain)
{
  if (number < 1 || number > 12 / months)
    return MIRADOR_PERIOD_NONE;
  return mirador_period_new_of_months (year, (number - 1) * months + 1, grain);
}

/* A half is named by the year of its first month; from November, as DHIS2 does, by the next. */
static MiradorPeriod
make_half (int year, int number, int first_month)
{
  int month = first_month + (number - 1) * 6;

  if (number < 1 || number > 2)
    return MIRADOR_PERIOD_NONE;
  if (first_month == 11)
    return number == 1 ? mirador_period_new_of_months (year - 1, 11, MIRADOR_GRAIN_HALF)
                       : mirador_period_new_of_months (year, 5, MIRADOR_GRAIN_HALF);
  return mirador_period_new_of_months (year, month, MIRADOR_GRAIN_HALF);
}

/* DHIS2's financial years are named by the year that they start in, save the one from November. */
static MiradorPeriod
make_started_year (int year, int first_month)
{
  return mirador_period_new_fiscal_year (first_month == 11 ? year : year + 1, first_month);
}

static MiradorPeriod
make_day (const int numbers[MAX_NUMBERS])
{
  gint32 day = mirador_day_new (numbers[0], numbers[1], numbers[2]);

  return mirador_period_of_day (day, MIRADOR_GRAIN_DAY, 1);
}

static MiradorPeriod
make (Form form, int argument, const int numbers[MAX_NUMBERS], int fiscal_first_month)
{
  int year = numbers[0], number = numbers[1];

  switch (form)
    {
    case FORM_DAY:
      return make_day (numbers);
    case FORM_WEEK:
      return mirador_period_new_week_from (year, number, argument, MIRADOR_GRAIN_WEEK);
    case FORM_EPI_WEEK:
      return mirador_period_new_epi_week (year, number);
    case FORM_BIWEEK:
      return mirador_period_new_biweek (year, number);
    case FORM_MONTH:
      return mirador_period_new_month (year, number);
    case FORM_BIMONTH:
      return make_part (year, number, 2, MIRADOR_GRAIN_BIMONTH);
    case FORM_QUARTER:
      return make_part (year, number, 3, MIRADOR_GRAIN_QUARTER);
    case FORM_HALF:
      return make_half (year, number, argument);
    case FORM_YEAR:
      return mirador_period_new_year (year);
    case FORM_FISCAL_YEAR:
      return mirador_period_new_fiscal_year (year, number >= 0 ? number : fiscal_first_month);
    case FORM_STARTED_YEAR:
      return make_started_year (year, argument);
    default:
      return MIRADOR_PERIOD_NONE;
    }
}

static MiradorPeriod
parse (const char *text, int fiscal_first_month)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      int numbers[MAX_NUMBERS] = { -1, -1, -1 };

      if (match (forms[i].pattern, text, numbers))
        return make (forms[i].form, forms[i].argument, numbers, fiscal_first_month);
    }
  return MIRADOR_PERIOD_NONE;
}

gboolean
mirador_period_parse (const char *text,
                      int fiscal_first_month,
                      MiradorPeriod *period,
                      GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  MiradorPeriod found = parse (stripped, fiscal_first_month);

  if (mirador_period_is_none (found))
    {
      mirador_set_error (error, MIRADOR_ERROR_PERIOD, stripped, NULL);
      return FALSE;
    }
  if (period != NULL)
    *period = found;
  return TRUE;
}

static gboolean
parse_end (const char *text, int fiscal_first_month, MiradorRange *end)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  if (*stripped == '\0')
    *end = (MiradorRange){ MIRADOR_DAY_FIRST, MIRADOR_DAY_LAST };
  else
    *end = mirador_period_get_range (parse (stripped, fiscal_first_month));
  return !mirador_range_is_all (*end);
}

gboolean
mirador_range_parse (const char *text, int fiscal_first_month, MiradorRange *range, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_auto (GStrv) ends = g_strsplit (stripped, "..", 2);
  MiradorRange first = MIRADOR_RANGE_ALL, last = MIRADOR_RANGE_ALL;
  gboolean known = *stripped != '\0' && parse_end (ends[0], fiscal_first_month, &first)
                   && parse_end (ends[1] != NULL ? ends[1] : ends[0], fiscal_first_month, &last)
                   && first.first_day <= last.last_day;

  if (!known)
    {
      mirador_set_error (error, MIRADOR_ERROR_PERIOD, stripped, NULL);
      return FALSE;
    }
  *range = (MiradorRange){ first.first_day, last.last_day };
  if (range->first_day == MIRADOR_DAY_FIRST && range->last_day == MIRADOR_DAY_LAST)
    *range = MIRADOR_RANGE_ALL;
  return TRUE;
}
