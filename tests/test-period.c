/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "model/error.h"
#include "model/period.h"

#define JULY MIRADOR_FISCAL_FIRST_MONTH_DEFAULT

static MiradorPeriod
read_period (const char *text)
{
  g_autoptr (GError) error = NULL;
  MiradorPeriod period = MIRADOR_PERIOD_NONE;

  mirador_period_parse (text, JULY, &period, &error);
  g_assert_no_error (error);
  return period;
}

static char *
write_day (gint32 day)
{
  int year, month, day_of_month;

  mirador_day_get_date (day, &year, &month, &day_of_month);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);
}

static void
assert_days (const char *text,
             gint32 first_day,
             gint32 last_day,
             const char *first,
             const char *last)
{
  g_autofree char *found_first = write_day (first_day);
  g_autofree char *found_last = write_day (last_day);

  g_test_message ("%s", text);
  g_assert_cmpstr (found_first, ==, first);
  g_assert_cmpstr (found_last, ==, last);
}

static const struct
{
  const char *text;
  MiradorGrain grain;
  const char *first, *last, *code;
  int year, number;
} forms[] = {
  { "2024", MIRADOR_GRAIN_YEAR, "2024-01-01", "2024-12-31", "2024", 2024, 0 },
  { " 2024 ", MIRADOR_GRAIN_YEAR, "2024-01-01", "2024-12-31", "2024", 2024, 0 },
  { "2024-03", MIRADOR_GRAIN_MONTH, "2024-03-01", "2024-03-31", "2024-03", 2024, 3 },
  { "202401", MIRADOR_GRAIN_MONTH, "2024-01-01", "2024-01-31", "2024-01", 2024, 1 },
  { "202402", MIRADOR_GRAIN_MONTH, "2024-02-01", "2024-02-29", "2024-02", 2024, 2 },
  { "2012M01", MIRADOR_GRAIN_MONTH, "2012-01-01", "2012-01-31", "2012-01", 2012, 1 },
  { "2024-03-15", MIRADOR_GRAIN_DAY, "2024-03-15", "2024-03-15", "2024-03-15", 2024, 15 },
  { "20240115", MIRADOR_GRAIN_DAY, "2024-01-15", "2024-01-15", "2024-01-15", 2024, 15 },
  { "20240229", MIRADOR_GRAIN_DAY, "2024-02-29", "2024-02-29", "2024-02-29", 2024, 29 },
  { "2024-W09", MIRADOR_GRAIN_WEEK, "2024-02-26", "2024-03-03", "2024-W09", 2024, 9 },
  { "2024W1", MIRADOR_GRAIN_WEEK, "2024-01-01", "2024-01-07", "2024-W01", 2024, 1 },
  { "2024W52", MIRADOR_GRAIN_WEEK, "2024-12-23", "2024-12-29", "2024-W52", 2024, 52 },
  { "2020W53", MIRADOR_GRAIN_WEEK, "2020-12-28", "2021-01-03", "2020-W53", 2020, 53 },
  { "2026-W01", MIRADOR_GRAIN_WEEK, "2025-12-29", "2026-01-04", "2026-W01", 2026, 1 },
  { "2024WedW5", MIRADOR_GRAIN_WEEK, "2024-01-31", "2024-02-06", "2024WedW5", 2024, 5 },
  { "2024ThuW5", MIRADOR_GRAIN_WEEK, "2024-02-01", "2024-02-07", "2024ThuW5", 2024, 5 },
  { "2024SatW5", MIRADOR_GRAIN_WEEK, "2024-01-27", "2024-02-02", "2024SatW5", 2024, 5 },
  { "2024SunW5", MIRADOR_GRAIN_WEEK, "2024-01-28", "2024-02-03", "2024SunW5", 2024, 5 },
  { "2024-SE09", MIRADOR_GRAIN_EPI_WEEK, "2024-02-25", "2024-03-02", "2024-SE09", 2024, 9 },
  { "2024SE9", MIRADOR_GRAIN_EPI_WEEK, "2024-02-25", "2024-03-02", "2024-SE09", 2024, 9 },
  { "2025-SE01", MIRADOR_GRAIN_EPI_WEEK, "2024-12-29", "2025-01-04", "2025-SE01", 2025, 1 },
  { "2025-SE53", MIRADOR_GRAIN_EPI_WEEK, "2025-12-28", "2026-01-03", "2025-SE53", 2025, 53 },
  { "2024BiW1", MIRADOR_GRAIN_BIWEEK, "2024-01-01", "2024-01-14", "2024BiW1", 2024, 1 },
  { "2024BiW26", MIRADOR_GRAIN_BIWEEK, "2024-12-16", "2024-12-29", "2024BiW26", 2024, 26 },
  { "202402B", MIRADOR_GRAIN_BIMONTH, "2024-03-01", "2024-04-30", "202402B", 2024, 2 },
  { "202406B", MIRADOR_GRAIN_BIMONTH, "2024-11-01", "2024-12-31", "202406B", 2024, 6 },
  { "2024-Q1", MIRADOR_GRAIN_QUARTER, "2024-01-01", "2024-03-31", "2024-Q1", 2024, 1 },
  { "2024Q4", MIRADOR_GRAIN_QUARTER, "2024-10-01", "2024-12-31", "2024-Q4", 2024, 4 },
  { "2024-T2", MIRADOR_GRAIN_QUARTER, "2024-04-01", "2024-06-30", "2024-Q2", 2024, 2 },
  { "2024S1", MIRADOR_GRAIN_HALF, "2024-01-01", "2024-06-30", "2024-S1", 2024, 1 },
  { "2024-H2", MIRADOR_GRAIN_HALF, "2024-07-01", "2024-12-31", "2024-S2", 2024, 2 },
  { "2024AprilS1", MIRADOR_GRAIN_HALF, "2024-04-01", "2024-09-30", "2024AprilS1", 2024, 1 },
  { "2024AprilS2", MIRADOR_GRAIN_HALF, "2024-10-01", "2025-03-31", "2024AprilS2", 2024, 2 },
  { "2024NovS1", MIRADOR_GRAIN_HALF, "2023-11-01", "2024-04-30", "2024NovS1", 2024, 1 },
  { "2024NovS2", MIRADOR_GRAIN_HALF, "2024-05-01", "2024-10-31", "2024NovS2", 2024, 2 },
  { "FY2025", MIRADOR_GRAIN_FISCAL_YEAR, "2024-07-01", "2025-06-30", "FY2025", 2025, 0 },
  { "AF2025", MIRADOR_GRAIN_FISCAL_YEAR, "2024-07-01", "2025-06-30", "FY2025", 2025, 0 },
  { "AF 2025", MIRADOR_GRAIN_FISCAL_YEAR, "2024-07-01", "2025-06-30", "FY2025", 2025, 0 },
  { "af 2025", MIRADOR_GRAIN_FISCAL_YEAR, "2024-07-01", "2025-06-30", "FY2025", 2025, 0 },
  { "FY2025-07", MIRADOR_GRAIN_FISCAL_YEAR, "2024-07-01", "2025-06-30", "FY2025", 2025, 0 },
  { "FY2025-04", MIRADOR_GRAIN_FISCAL_YEAR, "2024-04-01", "2025-03-31", "FY2025-04", 2025, 0 },
  { "FY2025-01", MIRADOR_GRAIN_YEAR, "2025-01-01", "2025-12-31", "2025", 2025, 0 },
  { "2024April", MIRADOR_GRAIN_FISCAL_YEAR, "2024-04-01", "2025-03-31", "FY2025-04", 2025, 0 },
  { "2024July", MIRADOR_GRAIN_FISCAL_YEAR, "2024-07-01", "2025-06-30", "FY2025", 2025, 0 },
  { "2024Sep", MIRADOR_GRAIN_FISCAL_YEAR, "2024-09-01", "2025-08-31", "FY2025-09", 2025, 0 },
  { "2024Oct", MIRADOR_GRAIN_FISCAL_YEAR, "2024-10-01", "2025-09-30", "FY2025-10", 2025, 0 },
  { "2024Nov", MIRADOR_GRAIN_FISCAL_YEAR, "2023-11-01", "2024-10-31", "FY2024-11", 2024, 0 },
};

static void
test_parse_forms (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      MiradorPeriod period = read_period (forms[i].text);
      g_autofree char *code = mirador_period_to_code (period);

      assert_days (forms[i].text, period.first_day, mirador_period_get_last_day (period),
                   forms[i].first, forms[i].last);
      g_assert_cmpint (period.grain, ==, forms[i].grain);
      g_assert_cmpstr (code, ==, forms[i].code);
      g_assert_cmpint (mirador_period_get_year (period), ==, forms[i].year);
      g_assert_cmpint (mirador_period_get_number (period), ==, forms[i].number);
      g_assert_true (mirador_period_equal (read_period (code), period));
    }
}

static const char *const nonsense[] = {
  "",
  " ",
  "99999",
  "AF",
  "FY",
  "2024-13",
  "202413",
  "2024-00",
  "2023-02-29",
  "20230229",
  "2024-02-30",
  "2024-04-31",
  "2025W53",
  "2025-W53",
  "2024W0",
  "2024W54",
  "2024-SE53",
  "2024SE0",
  "2024-Q5",
  "2024Q0",
  "2024S3",
  "2024-H0",
  "2024BiW27",
  "2024BiW0",
  "202407B",
  "202400B",
  "Avril 2023",
  "2024-3-15",
  "2024-3",
  "24-03",
  "FY2025-13",
  "FY2025-00",
  "FY 25",
  "2024Dec",
  "2024July1",
  "2024-03-15T00:00:00",
  "1799",
  "3000",
  "0000",
  "-2024",
  "+2024",
  "2024.0",
  "2024-",
  "2024W",
  "2024AprilS3",
  "２０２４",
  "2024 03",
  "LAST_12_MONTHS",
  "2024XyzW5",
  "1e3",
  "0x7e8",
  "2024-03-15 ..",
  "2024\n03",
};

static void
test_parse_nonsense (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_autoptr (GError) error = NULL;
      MiradorPeriod period = { 1, 2 };

      g_test_message ("«%s»", nonsense[i]);
      g_assert_false (mirador_period_parse (nonsense[i], JULY, &period, &error));
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_PERIOD);
      g_assert_cmpint (period.first_day, ==, 1);
    }
  g_assert_false (mirador_period_parse (NULL, JULY, NULL, NULL));
}

static void
test_fiscal_first_month (void)
{
  static const struct
  {
    int first_month;
    const char *first, *last, *code;
  } cases[] = {
    { 1, "2025-01-01", "2025-12-31", "2025" },
    { 4, "2024-04-01", "2025-03-31", "FY2025-04" },
    { 7, "2024-07-01", "2025-06-30", "FY2025" },
    { 11, "2024-11-01", "2025-10-31", "FY2025-11" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int month = cases[i].first_month;
      MiradorPeriod period = MIRADOR_PERIOD_NONE;
      g_autofree char *code = NULL;

      g_assert_true (mirador_period_parse ("AF2025", month, &period, NULL));
      code = mirador_period_to_code (period);
      assert_days (cases[i].code, period.first_day, mirador_period_get_last_day (period),
                   cases[i].first, cases[i].last);
      g_assert_cmpstr (code, ==, cases[i].code);
      g_assert_cmpint (mirador_period_get_fiscal_first_month (period), ==, month);
      for (gint32 day = period.first_day; day <= mirador_period_get_last_day (period); day++)
        g_assert_true (mirador_period_equal (
          mirador_period_of_day (day, MIRADOR_GRAIN_FISCAL_YEAR, month), period));
      g_assert_cmpint (
        mirador_range_count (mirador_period_get_range (period), MIRADOR_GRAIN_FISCAL_YEAR, month),
        ==, 1);
    }
  g_assert_true (mirador_period_is_none (mirador_period_new_fiscal_year (2025, 0)));
  g_assert_true (mirador_period_is_none (mirador_period_new_fiscal_year (2025, 13)));
}

/* What must hold of the period of any grain that holds a day. */
static void
check_period (gint32 day, MiradorGrain grain, int first_month)
{
  MiradorPeriod period = mirador_period_of_day (day, grain, first_month);
  g_autofree char *code = mirador_period_to_code (period);
  gint32 last_day = mirador_period_get_last_day (period);

  g_assert_cmpint (period.first_day, <=, day);
  g_assert_cmpint (last_day, >=, day);
  g_assert_cmpint (mirador_period_get_n_days (period), ==, last_day - period.first_day + 1);
  g_assert_true (mirador_period_equal (read_period (code), period));
  g_assert_true (
    mirador_period_equal (mirador_period_unpack (mirador_period_pack (period)), period));
  g_assert_true (
    mirador_period_equal (mirador_period_next (mirador_period_previous (period)), period));
  g_assert_true (
    mirador_period_equal (mirador_period_previous (mirador_period_next (period)), period));
  g_assert_true (
    mirador_period_contains (period, mirador_period_of_day (day, MIRADOR_GRAIN_DAY, 1)));
  g_assert_cmpint (mirador_period_compare (mirador_period_previous (period), period), <, 0);
  g_assert_cmpint (mirador_range_count (mirador_period_get_range (period), grain, first_month), ==,
                   1);
  if (grain != MIRADOR_GRAIN_BIWEEK)
    g_assert_cmpint (mirador_period_next (period).first_day, ==, last_day + 1);
}

static void
test_sweep (void)
{
  static const int first_months[] = { 1, 4, 7, 11 };
  gint32 last_day = mirador_day_new (2029, 12, 31);

  for (gint32 day = mirador_day_new (2014, 1, 1); day <= last_day; day++)
    for (int grain = MIRADOR_GRAIN_DAY; grain < MIRADOR_N_GRAINS; grain++)
      {
        gboolean week_53
          = mirador_period_get_number (mirador_period_of_day (day, MIRADOR_GRAIN_WEEK, 1)) == 53;
        int first_month = first_months[day % 4];

        if (grain == MIRADOR_GRAIN_BIWEEK && week_53)
          g_assert_true (mirador_period_is_none (mirador_period_of_day (day, grain, 1)));
        else
          check_period (day, grain, first_month);
      }
}

/* Weeks against the C library's own reckoning. */
static void
test_iso_weeks (void)
{
  gint32 last_day = mirador_day_new (2100, 12, 31);

  for (gint32 day = mirador_day_new (1990, 1, 1); day <= last_day; day += 3)
    {
      MiradorPeriod week = mirador_period_of_day (day, MIRADOR_GRAIN_WEEK, 1);
      int year, month, day_of_month;

      mirador_day_get_date (day, &year, &month, &day_of_month);

      g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, day_of_month, 0, 0, 0);

      g_assert_cmpint (mirador_period_get_number (week), ==, g_date_time_get_week_of_year (date));
      g_assert_cmpint (mirador_period_get_year (week), ==,
                       g_date_time_get_week_numbering_year (date));
    }
}

static void
test_epi_weeks (void)
{
  static const struct
  {
    int year, n_weeks;
    const char *first;
  } cases[] = {
    { 2014, 53, "2013-12-29" }, { 2015, 52, "2015-01-04" }, { 2019, 52, "2018-12-30" },
    { 2020, 53, "2019-12-29" }, { 2021, 52, "2021-01-03" }, { 2024, 52, "2023-12-31" },
    { 2025, 53, "2024-12-29" }, { 2026, 52, "2026-01-04" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorPeriod first = mirador_period_new_epi_week (cases[i].year, 1);
      g_autofree char *day = write_day (first.first_day);
      MiradorPeriod week_53 = mirador_period_new_epi_week (cases[i].year, 53);

      g_assert_cmpstr (day, ==, cases[i].first);
      g_assert_cmpint (mirador_period_is_none (week_53), ==, cases[i].n_weeks == 52);
      g_assert_cmpint (mirador_period_new_epi_week (cases[i].year + 1, 1).first_day, ==,
                       first.first_day + cases[i].n_weeks * 7);
    }
}

static void
test_year_before (void)
{
  static const struct
  {
    const char *text, *before; /* NULL: there is none */
  } cases[] = {
    { "2024-03", "2023-03" },       { "2024-Q1", "2023-Q1" },     { "FY2025", "FY2024" },
    { "2024-03-15", "2023-03-15" }, { "2024-02-29", NULL },       { "2024-02", "2023-02" },
    { "2021-W09", "2020-W09" },     { "2020-W53", NULL },         { "2026-SE01", "2025-SE01" },
    { "2025-SE53", NULL },          { "2024WedW5", "2023WedW5" }, { "2021BiW26", "2020BiW26" },
    { "2024NovS1", "2023NovS1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorPeriod before = mirador_period_year_before (read_period (cases[i].text));
      g_autofree char *code = mirador_period_to_code (before);

      g_assert_cmpstr (code, ==, cases[i].before != NULL ? cases[i].before : "");
    }
}

static void
test_shift (void)
{
  static const struct
  {
    const char *text;
    int n;
    const char *shifted;
  } cases[] = {
    { "2024-01", -1, "2023-12" },
    { "2024-11", 14, "2026-01" },
    { "2020-W53", 1, "2021-W01" },
    { "2024-Q1", -4, "2023-Q1" },
    { "FY2025", -1, "FY2024" },
    { "2020BiW26", 1, "2021BiW1" },
    { "2024-03-01", -1, "2024-02-29" },
    { "2024-S2", 1, "2025-S1" },
    { "2024", 2000, "" },
    { "2024-03", G_MAXINT, "" },
    { "2024-03", G_MININT, "" },
    { "2024-W01", G_MININT, "" },
    { "2024BiW1", G_MAXINT, "" },
    { "2024BiW1", G_MININT, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *code
        = mirador_period_to_code (mirador_period_shift (read_period (cases[i].text), cases[i].n));

      g_assert_cmpstr (code, ==, cases[i].shifted);
    }
}

static void
test_compare (void)
{
  static const char *const ordered[] = { "2023-12", "2024",     "2024-S1",    "2024-Q1",
                                         "2024-01", "2024-W01", "2024-01-01", "2024-01-02" };

  for (gsize i = 0; i + 1 < G_N_ELEMENTS (ordered); i++)
    {
      MiradorPeriod a = read_period (ordered[i]), b = read_period (ordered[i + 1]);

      g_assert_cmpint (mirador_period_compare (a, b), <, 0);
      g_assert_cmpint (mirador_period_compare (b, a), >, 0);
      g_assert_cmpint (mirador_period_compare (a, a), ==, 0);
    }
  g_assert_cmpint (mirador_period_pack (read_period ("2024-01")), <,
                   mirador_period_pack (read_period ("2024-02")));
  g_assert_cmpint (mirador_period_pack (MIRADOR_PERIOD_NONE), ==, 0);
  g_assert_true (mirador_period_is_none (mirador_period_unpack (0)));
  g_assert_true (mirador_period_is_none (mirador_period_unpack (-5)));
  g_assert_true (mirador_period_is_none (mirador_period_unpack (G_MAXINT64)));
}

static void
test_contains (void)
{
  static const struct
  {
    const char *outer, *inner;
    gboolean contains;
  } cases[] = {
    { "2024", "2024-W01", TRUE },  { "2024", "2025-W01", FALSE },  { "2020", "2020-W53", FALSE },
    { "FY2025", "2024-07", TRUE }, { "FY2025", "2024-06", FALSE }, { "FY2025", "2024-S2", TRUE },
    { "FY2025", "2024", FALSE },   { "2024-03", "2024-03", TRUE }, { "2024-03", "2024-W09", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (
      mirador_period_contains (read_period (cases[i].outer), read_period (cases[i].inner)), ==,
      cases[i].contains);
  g_assert_false (mirador_period_contains (MIRADOR_PERIOD_NONE, read_period ("2024")));
  g_assert_false (mirador_period_contains (read_period ("2024"), MIRADOR_PERIOD_NONE));
}

static void
test_none (void)
{
  MiradorPeriod none = MIRADOR_PERIOD_NONE;
  g_autofree char *code = mirador_period_to_code (none);

  g_assert_true (mirador_period_is_none (none));
  g_assert_cmpstr (code, ==, "");
  g_assert_true (mirador_period_is_none (mirador_period_next (none)));
  g_assert_true (mirador_period_is_none (mirador_period_year_before (none)));
  g_assert_cmpint (mirador_period_get_n_days (none), ==, 1);
  g_assert_cmpint (mirador_period_get_year (none), ==, 0);
  g_assert_true (mirador_period_is_none (mirador_period_new_month (2024, 13)));
  g_assert_true (mirador_period_is_none (mirador_period_new_month (1799, 12)));
  g_assert_true (mirador_period_is_none (mirador_period_of_day (0, MIRADOR_GRAIN_MONTH, JULY)));
  g_assert_true (mirador_range_is_all (mirador_period_get_range (none)));
}

static void
test_grain_ids (void)
{
  for (int i = MIRADOR_GRAIN_DAY; i < MIRADOR_N_GRAINS; i++)
    {
      MiradorGrain grain = MIRADOR_GRAIN_NONE;

      g_assert_true (mirador_grain_from_id (mirador_grain_to_id (i), &grain));
      g_assert_cmpint (grain, ==, i);
    }

  MiradorGrain untouched = MIRADOR_GRAIN_DAY;

  g_assert_false (mirador_grain_from_id ("fortnight", &untouched));
  g_assert_false (mirador_grain_from_id ("none", &untouched));
  g_assert_false (mirador_grain_from_id (NULL, &untouched));
}

static void
test_days (void)
{
  g_assert_cmpint (mirador_day_new (1, 1, 1), ==, 1);
  g_assert_cmpint (mirador_day_new (1800, 1, 1), ==, MIRADOR_DAY_FIRST);
  g_assert_cmpint (mirador_day_new (2999, 12, 31), ==, MIRADOR_DAY_LAST);
  g_assert_cmpint (mirador_day_new (2023, 2, 29), ==, 0);
  g_assert_cmpint (mirador_day_new (2023, 0, 1), ==, 0);
  g_assert_cmpint (mirador_day_new (2023, 1, 256 + 1), ==, 0);
  g_assert_cmpint (mirador_day_new (-1, 1, 1), ==, 0);
  g_setenv ("MIRADOR_TODAY", "2025-10-15", TRUE);
  g_assert_cmpint (mirador_day_today (), ==, mirador_day_new (2025, 10, 15));
  g_setenv ("MIRADOR_TODAY", "soon", TRUE);
  g_assert_cmpint (mirador_day_today (), >, mirador_day_new (2024, 1, 1));
  g_unsetenv ("MIRADOR_TODAY");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/period/parse-forms", test_parse_forms);
  g_test_add_func ("/period/parse-nonsense", test_parse_nonsense);
  g_test_add_func ("/period/fiscal-first-month", test_fiscal_first_month);
  g_test_add_func ("/period/sweep", test_sweep);
  g_test_add_func ("/period/iso-weeks", test_iso_weeks);
  g_test_add_func ("/period/epi-weeks", test_epi_weeks);
  g_test_add_func ("/period/year-before", test_year_before);
  g_test_add_func ("/period/shift", test_shift);
  g_test_add_func ("/period/compare", test_compare);
  g_test_add_func ("/period/contains", test_contains);
  g_test_add_func ("/period/none", test_none);
  g_test_add_func ("/period/grain-ids", test_grain_ids);
  g_test_add_func ("/period/days", test_days);
  return g_test_run ();
}
