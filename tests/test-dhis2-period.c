/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "feeds/dhis2-relative.h"
#include "model/error.h"

/* Periods that DHIS2 counts from today, at the turns of years and of weeks. */

static gint32
day (const char *text)
{
  int year = 0, month = 0, of_month = 0;

  g_assert_cmpint (sscanf (text, "%d-%d-%d", &year, &month, &of_month), ==, 3);
  return mirador_day_new (year, month, of_month);
}

static void
test_relative (void)
{
  static const struct
  {
    const char *today, *words, *periods;
  } cases[] = {
    { "2025-03-15", "THIS_MONTH", "202503" },
    { "2025-03-15", "LAST_MONTH", "202502" },
    { "2025-01-01", "LAST_MONTH", "202412" },
    { "2025-12-31", "LAST_3_MONTHS", "202509 202510 202511" },
    { "2025-02-28", "LAST_6_MONTHS", "202408 202409 202410 202411 202412 202501" },
    /* The month that it is today is not among the last. */
    { "2025-01-31", "LAST_12_MONTHS",
      "202401 202402 202403 202404 202405 202406 202407 202408 202409 202410 202411 202412" },
    { "2024-02-29", "MONTHS_THIS_YEAR",
      "202401 202402 202403 202404 202405 202406 202407 202408 202409 202410 202411 202412" },
    { "2025-01-15", "THIS_QUARTER LAST_QUARTER", "2025Q1 2024Q4" },
    { "2025-05-15", "LAST_4_QUARTERS", "2024Q2 2024Q3 2024Q4 2025Q1" },
    { "2025-05-15", "QUARTERS_THIS_YEAR", "2025Q1 2025Q2 2025Q3 2025Q4" },
    { "2025-07-01", "THIS_SIX_MONTH LAST_SIX_MONTH", "2025S2 2025S1" },
    { "2025-01-01", "LAST_2_SIXMONTHS", "2024S1 2024S2" },
    { "2025-02-28", "THIS_BIMONTH LAST_BIMONTH", "202501B 202406B" },
    { "2025-12-31", "THIS_YEAR LAST_YEAR", "2025 2024" },
    { "2026-01-01", "THIS_YEAR LAST_YEAR", "2026 2025" },
    { "2025-06-30", "LAST_5_YEARS", "2020 2021 2022 2023 2024" },
    /* From July: the day before it still is the year that began a year earlier. */
    { "2025-06-30", "THIS_FINANCIAL_YEAR", "2024July" },
    { "2025-07-01", "THIS_FINANCIAL_YEAR LAST_FINANCIAL_YEAR", "2025July 2024July" },
    { "2025-07-01", "LAST_5_FINANCIAL_YEARS", "2020July 2021July 2022July 2023July 2024July" },
    /* 2020 had a week 53, which reached to the 3 January. */
    { "2021-01-03", "THIS_WEEK", "2020W53" },
    { "2021-01-04", "THIS_WEEK LAST_WEEK", "2021W1 2020W53" },
    { "2021-01-20", "LAST_4_WEEKS", "2020W52 2020W53 2021W1 2021W2" },
    { "2025-12-30", "THIS_WEEK LAST_WEEK", "2026W1 2025W52" },
    { "2024-03-01", "YESTERDAY TODAY", "20240229 20240301" },
    { "2025-03-02", "LAST_3_DAYS", "20250227 20250228 20250301" },
    /* Fixed ones stay as they are, and nothing comes twice. */
    { "2025-03-15", "2024 202401 2024Q1 2024W5 2024July 2024Nov",
      "2024 202401 2024Q1 2024W5 2024July 2024Nov" },
    { "2025-03-15", "202502 LAST_MONTH 202502 THIS_MONTH", "202502 202503" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) words = g_strsplit (cases[i].words, " ", -1);
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) periods = mirador_dhis2_resolve (words, day (cases[i].today), "dhis2", &error);
      g_autofree char *joined = NULL;

      g_assert_no_error (error);
      joined = g_strjoinv (" ", periods);
      g_assert_cmpstr (joined, ==, cases[i].periods);
    }
}

/* As many as the word says, without a hole, up to the period before that of today. */
static void
test_relative_counts (void)
{
  static const struct
  {
    const char *word;
    guint n;
  } cases[] = {
    { "LAST_52_WEEKS", 52 }, { "LAST_12_WEEKS", 12 },  { "LAST_14_DAYS", 14 },
    { "LAST_90_DAYS", 90 },  { "LAST_10_YEARS", 10 },  { "LAST_12_MONTHS", 12 },
    { "LAST_30_DAYS", 30 },  { "LAST_6_BIMONTHS", 6 }, { "LAST_10_FINANCIAL_YEARS", 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gint32 today = day ("2020-12-20"); today < day ("2021-01-20"); today++)
      {
        char *words[] = { (char *)cases[i].word, NULL };
        g_autoptr (GArray) periods = mirador_dhis2_asked_periods (words, today);
        const MiradorPeriod *of = (const MiradorPeriod *)(void *)periods->data;
        MiradorRange last;

        g_assert_cmpuint (periods->len, ==, cases[i].n);
        for (guint n = 1; n < periods->len; n++)
          g_assert_cmpint (of[n].first_day, ==, mirador_period_get_last_day (of[n - 1]) + 1);
        last = mirador_period_get_range (of[periods->len - 1]);
        g_assert_cmpint (last.last_day, <, today);
        g_assert_cmpint (last.last_day + (last.last_day - last.first_day) + 2, >=, today - 1);
      }
}

static void
test_weeks_of_year (void)
{
  static const struct
  {
    const char *today, *first, *last;
    guint n;
  } cases[] = {
    { "2020-06-01", "2020W1", "2020W53", 53 },
    { "2021-06-01", "2021W1", "2021W52", 52 },
    { "2026-06-01", "2026W1", "2026W53", 53 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char *words[] = { (char *)"WEEKS_THIS_YEAR", NULL };
      g_auto (GStrv) weeks = mirador_dhis2_resolve (words, day (cases[i].today), "dhis2", NULL);

      g_assert_cmpuint (g_strv_length (weeks), ==, cases[i].n);
      g_assert_cmpstr (weeks[0], ==, cases[i].first);
      g_assert_cmpstr (weeks[cases[i].n - 1], ==, cases[i].last);
    }
}

static void
test_relative_unknown (void)
{
  static const char *const unknown[] = { "LAST_13_MONTHS", "last_month", "2020..2025", "2024-01",
                                         "202413",         "2021W53",    "Enero 2024", "" };

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      char *words[] = { (char *)"2024", (char *)unknown[i], NULL };
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      g_assert_null (mirador_dhis2_resolve (words, day ("2025-03-15"), "ses-dhis2", &error));
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
      sentence = mirador_error_to_sentence (error);
      g_assert_nonnull (strstr (sentence, "ses-dhis2"));
      g_assert_nonnull (strstr (sentence, unknown[i]));
      g_assert_nonnull (strstr (sentence, "LAST_12_MONTHS"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dhis2-period/relative", test_relative);
  g_test_add_func ("/dhis2-period/counts", test_relative_counts);
  g_test_add_func ("/dhis2-period/unknown", test_relative_unknown);
  g_test_add_func ("/dhis2-period/weeks-of-year", test_weeks_of_year);
  return g_test_run ();
}
