/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/dhis2-relative.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/dhis2-period.h"
#include "model/error-phrase.h"
#include "model/error.h"

/*
 * DHIS2 developer guide, "Relative periods". The server resolves them by its own clock and in the
 * time zone of its own; here they are resolved before asking, so that the question can be parted,
 * and means the same for all parts.
 */
typedef struct
{
  const char *word;
  MiradorGrain grain;
  int from;        /* the first one, counted from the one of today */
  int n;           /* how many */
  gboolean within; /* all of the grain in the n years, rather */
} Relative;

/* Biweeks are left out: a week 53 is in none, so the last before it is not the server's. */
static const Relative relatives[] = {
  { "TODAY", MIRADOR_GRAIN_DAY, 0, 1, FALSE },
  { "YESTERDAY", MIRADOR_GRAIN_DAY, -1, 1, FALSE },
  { "LAST_3_DAYS", MIRADOR_GRAIN_DAY, -3, 3, FALSE },
  { "LAST_7_DAYS", MIRADOR_GRAIN_DAY, -7, 7, FALSE },
  { "LAST_14_DAYS", MIRADOR_GRAIN_DAY, -14, 14, FALSE },
  { "LAST_30_DAYS", MIRADOR_GRAIN_DAY, -30, 30, FALSE },
  { "LAST_60_DAYS", MIRADOR_GRAIN_DAY, -60, 60, FALSE },
  { "LAST_90_DAYS", MIRADOR_GRAIN_DAY, -90, 90, FALSE },
  { "LAST_180_DAYS", MIRADOR_GRAIN_DAY, -180, 180, FALSE },
  { "THIS_WEEK", MIRADOR_GRAIN_WEEK, 0, 1, FALSE },
  { "LAST_WEEK", MIRADOR_GRAIN_WEEK, -1, 1, FALSE },
  { "LAST_4_WEEKS", MIRADOR_GRAIN_WEEK, -4, 4, FALSE },
  { "LAST_12_WEEKS", MIRADOR_GRAIN_WEEK, -12, 12, FALSE },
  { "LAST_52_WEEKS", MIRADOR_GRAIN_WEEK, -52, 52, FALSE },
  { "WEEKS_THIS_YEAR", MIRADOR_GRAIN_WEEK, 0, 1, TRUE },
  { "THIS_MONTH", MIRADOR_GRAIN_MONTH, 0, 1, FALSE },
  { "LAST_MONTH", MIRADOR_GRAIN_MONTH, -1, 1, FALSE },
  { "LAST_3_MONTHS", MIRADOR_GRAIN_MONTH, -3, 3, FALSE },
  { "LAST_6_MONTHS", MIRADOR_GRAIN_MONTH, -6, 6, FALSE },
  { "LAST_12_MONTHS", MIRADOR_GRAIN_MONTH, -12, 12, FALSE },
  { "MONTHS_THIS_YEAR", MIRADOR_GRAIN_MONTH, 0, 1, TRUE },
  { "MONTHS_LAST_YEAR", MIRADOR_GRAIN_MONTH, -1, 1, TRUE },
  { "THIS_BIMONTH", MIRADOR_GRAIN_BIMONTH, 0, 1, FALSE },
  { "LAST_BIMONTH", MIRADOR_GRAIN_BIMONTH, -1, 1, FALSE },
  { "LAST_6_BIMONTHS", MIRADOR_GRAIN_BIMONTH, -6, 6, FALSE },
  { "BIMONTHS_THIS_YEAR", MIRADOR_GRAIN_BIMONTH, 0, 1, TRUE },
  { "THIS_QUARTER", MIRADOR_GRAIN_QUARTER, 0, 1, FALSE },
  { "LAST_QUARTER", MIRADOR_GRAIN_QUARTER, -1, 1, FALSE },
  { "LAST_4_QUARTERS", MIRADOR_GRAIN_QUARTER, -4, 4, FALSE },
  { "QUARTERS_THIS_YEAR", MIRADOR_GRAIN_QUARTER, 0, 1, TRUE },
  { "QUARTERS_LAST_YEAR", MIRADOR_GRAIN_QUARTER, -1, 1, TRUE },
  { "THIS_SIX_MONTH", MIRADOR_GRAIN_HALF, 0, 1, FALSE },
  { "LAST_SIX_MONTH", MIRADOR_GRAIN_HALF, -1, 1, FALSE },
  { "LAST_2_SIXMONTHS", MIRADOR_GRAIN_HALF, -2, 2, FALSE },
  { "THIS_YEAR", MIRADOR_GRAIN_YEAR, 0, 1, FALSE },
  { "LAST_YEAR", MIRADOR_GRAIN_YEAR, -1, 1, FALSE },
  { "LAST_5_YEARS", MIRADOR_GRAIN_YEAR, -5, 5, FALSE },
  { "LAST_10_YEARS", MIRADOR_GRAIN_YEAR, -10, 10, FALSE },
  { "THIS_FINANCIAL_YEAR", MIRADOR_GRAIN_FISCAL_YEAR, 0, 1, FALSE },
  { "LAST_FINANCIAL_YEAR", MIRADOR_GRAIN_FISCAL_YEAR, -1, 1, FALSE },
  { "LAST_5_FINANCIAL_YEARS", MIRADOR_GRAIN_FISCAL_YEAR, -5, 5, FALSE },
  { "LAST_10_FINANCIAL_YEARS", MIRADOR_GRAIN_FISCAL_YEAR, -10, 10, FALSE },
};

const char *const *
mirador_dhis2_relative_list (void)
{
  static const char *words[G_N_ELEMENTS (relatives) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (relatives); i++)
    words[i] = relatives[i].word;
  return words;
}

static void
add_once (GPtrArray *periods, char *text)
{
  if (g_ptr_array_find_with_equal_func (periods, text, g_str_equal, NULL))
    g_free (text);
  else
    g_ptr_array_add (periods, text);
}

static void
add_run (const Relative *relative, gint32 today, GPtrArray *periods)
{
  MiradorPeriod now
    = mirador_period_of_day (today, relative->grain, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);

  for (int i = 0; i < relative->n; i++)
    add_once (periods,
              mirador_dhis2_period_to_code (mirador_period_shift (now, relative->from + i)));
}

/* A week belongs to the year that its Thursday lies in, so the first of a year may begin before
 * it, and the first day of the year may lie in the last of another. */
static void
add_all_within (const Relative *relative, gint32 today, GPtrArray *periods)
{
  MiradorPeriod now = mirador_period_of_day (today, MIRADOR_GRAIN_YEAR, 1);
  MiradorPeriod whole = mirador_period_shift (now, relative->from);
  int year = mirador_period_get_year (whole);
  MiradorPeriod period
    = mirador_period_of_day (whole.first_day, relative->grain, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);

  if (mirador_period_get_year (period) < year)
    period = mirador_period_next (period);
  for (; mirador_period_get_year (period) == year; period = mirador_period_next (period))
    add_once (periods, mirador_dhis2_period_to_code (period));
}

static gboolean
add_relative (const char *word, gint32 today, GPtrArray *periods)
{
  for (guint i = 0; i < G_N_ELEMENTS (relatives); i++)
    {
      if (!g_str_equal (relatives[i].word, word))
        continue;
      if (relatives[i].within)
        add_all_within (&relatives[i], today, periods);
      else
        add_run (&relatives[i], today, periods);
      return TRUE;
    }
  return FALSE;
}

static void
set_unknown (const char *word, const char *source, GError **error)
{
  g_autofree char *known = g_strjoinv (", ", (char **)mirador_dhis2_relative_list ());
  /* Translators: why a member of a file is not good; %1$s is a word that stands there, %2$s a list
   * of words as DHIS2 writes them. */
  g_autofree char *why = mirador_phrase (
    N_ ("“%1$s” is no period of DHIS2 (2024, 202401, 2024Q1, 2024W5, …) and none of %2$s"), word,
    known, NULL);

  mirador_set_error (error, MIRADOR_ERROR_DEFINITION, source, "periods", why, NULL);
}

char **
mirador_dhis2_resolve (char *const *words, gint32 today, const char *source, GError **error)
{
  g_autoptr (GPtrArray) periods = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; words[i] != NULL; i++)
    {
      MiradorPeriod fixed;

      if (mirador_dhis2_period_parse (words[i], &fixed))
        add_once (periods, g_strdup (words[i]));
      else if (!add_relative (words[i], today, periods))
        {
          set_unknown (words[i], source, error);
          return NULL;
        }
    }
  g_ptr_array_add (periods, NULL);
  return (char **)g_ptr_array_steal (periods, NULL);
}

GArray *
mirador_dhis2_asked_periods (char *const *words, gint32 today)
{
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (MiradorPeriod));
  g_auto (GStrv) codes = mirador_dhis2_resolve (words, today, "", NULL);

  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      MiradorPeriod period;

      if (mirador_dhis2_period_parse (codes[i], &period))
        g_array_append_val (periods, period);
    }
  return periods;
}
