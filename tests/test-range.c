/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "model/error.h"
#include "model/period.h"

#define JULY MIRADOR_FISCAL_FIRST_MONTH_DEFAULT

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

static void
test_range_parse (void)
{
  static const struct
  {
    const char *text, *first, *last, *code;
  } cases[] = {
    { "2024-03", "2024-03-01", "2024-03-31", "2024-03" },
    { "2024-01..2024-06", "2024-01-01", "2024-06-30", "2024-S1" },
    { "2024-07..2025-06", "2024-07-01", "2025-06-30", "FY2025" },
    { "AF 2024 .. AF 2025", "2023-07-01", "2025-06-30", "2023-07..2025-06" },
    { "2024-07..2025-10", "2024-07-01", "2025-10-31", "2024-07..2025-10" },
    { "2024-W09..2024-W10", "2024-02-26", "2024-03-10", "2024BiW5" },
    { "2024-W10..2024-W11", "2024-03-04", "2024-03-17", "2024-03-04..2024-03-17" },
    { "2024..2024-03-15", "2024-01-01", "2024-03-15", "2024-01-01..2024-03-15" },
    { "2024-03..", "2024-03-01", "2999-12-31", "2024-03.." },
    { "..2024-03", "1800-01-01", "2024-03-31", "..2024-03" },
    { "2024-03-15..", "2024-03-15", "2999-12-31", "2024-03-15.." },
    { "2024-01-31..2024-01-31", "2024-01-31", "2024-01-31", "2024-01-31" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRange range = MIRADOR_RANGE_ALL, again = MIRADOR_RANGE_ALL;

      g_assert_true (mirador_range_parse (cases[i].text, JULY, &range, NULL));
      assert_days (cases[i].text, range.first_day, range.last_day, cases[i].first, cases[i].last);

      g_autofree char *code = mirador_range_to_code (range, JULY);

      g_assert_cmpstr (code, ==, cases[i].code);
      g_assert_true (mirador_range_parse (code, JULY, &again, NULL));
      g_assert_cmpint (again.first_day, ==, range.first_day);
      g_assert_cmpint (again.last_day, ==, range.last_day);
    }
}

static void
test_range_everything (void)
{
  MiradorRange range = { 1, 2 };
  g_autofree char *code = mirador_range_to_code (MIRADOR_RANGE_ALL, JULY);

  g_assert_true (mirador_range_parse (code, JULY, &range, NULL));
  g_assert_true (mirador_range_is_all (range));
  g_assert_true (mirador_range_contains (range, (MiradorRange){ 1, 2 }));
  g_assert_false (mirador_range_contains ((MiradorRange){ 1, 2 }, range));
  g_assert_cmpint (mirador_range_count (range, MIRADOR_GRAIN_MONTH, JULY), ==, -1);
  g_assert_true (mirador_period_is_none (mirador_range_to_period (range, JULY)));
  g_assert_true (mirador_range_is_all (mirador_range_year_before (range)));
}

static void
test_range_nonsense (void)
{
  static const char *const texts[]
    = { "", "2024-06..2024-01", "2024..x", "x..2024", "2024..2025..2026", "2024-13..", "..." };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      MiradorRange range;

      g_assert_false (mirador_range_parse (texts[i], JULY, &range, &error));
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_PERIOD);
    }
}

static void
test_range_count (void)
{
  static const struct
  {
    const char *text;
    MiradorGrain grain;
    int first_month, count;
  } cases[] = {
    { "FY2025", MIRADOR_GRAIN_MONTH, 7, 12 },
    { "FY2025", MIRADOR_GRAIN_QUARTER, 7, 4 },
    { "FY2025", MIRADOR_GRAIN_HALF, 7, 2 },
    { "FY2025", MIRADOR_GRAIN_YEAR, 7, -1 },
    { "FY2025", MIRADOR_GRAIN_FISCAL_YEAR, 4, -1 },
    { "FY2025", MIRADOR_GRAIN_WEEK, 7, -1 },
    { "FY2025-04", MIRADOR_GRAIN_HALF, 4, -1 },
    { "FY2025-04", MIRADOR_GRAIN_QUARTER, 4, 4 },
    { "FY2025-11", MIRADOR_GRAIN_QUARTER, 11, -1 },
    { "FY2025-11", MIRADOR_GRAIN_BIMONTH, 11, 6 },
    { "2024", MIRADOR_GRAIN_DAY, 1, 366 },
    { "2024", MIRADOR_GRAIN_FISCAL_YEAR, 1, 1 },
    { "2020-W01..2020-W53", MIRADOR_GRAIN_WEEK, 7, 53 },
    { "2020-W01..2020-W53", MIRADOR_GRAIN_BIWEEK, 7, -1 },
    { "2020-W01..2020-W52", MIRADOR_GRAIN_BIWEEK, 7, 26 },
    { "2020BiW26..2021BiW1", MIRADOR_GRAIN_BIWEEK, 7, -1 },
    { "2025-SE01..2025-SE53", MIRADOR_GRAIN_EPI_WEEK, 7, 53 },
    { "2025-SE01..2025-SE53", MIRADOR_GRAIN_WEEK, 7, -1 },
    { "2024-01..2024-05", MIRADOR_GRAIN_QUARTER, 7, -1 },
    { "2024-01", MIRADOR_GRAIN_NONE, 7, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRange range = MIRADOR_RANGE_ALL;

      g_test_message ("%s by %s", cases[i].text, mirador_grain_to_id (cases[i].grain));
      g_assert_true (mirador_range_parse (cases[i].text, JULY, &range, NULL));
      g_assert_cmpint (mirador_range_count (range, cases[i].grain, cases[i].first_month), ==,
                       cases[i].count);
    }
}

static void
test_range_to_period (void)
{
  static const struct
  {
    const char *text;
    int first_month;
    const char *code;
  } cases[] = {
    { "2024-07..2025-06", 7, "FY2025" },
    { "2024-07..2025-06", 4, "" },
    { "2024-04..2025-03", 4, "FY2025-04" },
    { "2024-01..2024-12", 7, "2024" },
    { "2024-01..2024-12", 1, "2024" },
    { "2024-07..2024-12", 7, "2024-S2" },
    { "2024-01..2024-03", 7, "2024-Q1" },
    { "2024-03..2024-04", 7, "202402B" },
    { "2024-04..2024-05", 7, "" },
    { "2024-03-01..2024-03-31", 7, "2024-03" },
    { "2024SE9", 7, "2024-SE09" },
    { "2024-W09", 7, "2024-W09" },
    { "2024WedW5", 7, "" },
    { "2024-03-15", 7, "2024-03-15" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRange range = MIRADOR_RANGE_ALL;

      g_assert_true (mirador_range_parse (cases[i].text, JULY, &range, NULL));

      g_autofree char *code
        = mirador_period_to_code (mirador_range_to_period (range, cases[i].first_month));

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (code, ==, cases[i].code);
    }
}

static void
test_range_year_before (void)
{
  static const struct
  {
    const char *text, *first, *last;
  } cases[] = {
    { "2024-02", "2023-02-01", "2023-02-28" },
    { "2025-02", "2024-02-01", "2024-02-29" },
    { "2024-01..2024-02", "2023-01-01", "2023-02-28" },
    { "2024-12..2025-02", "2023-12-01", "2024-02-29" },
    { "FY2025", "2023-07-01", "2024-06-30" },
    { "2024-02-29", "2023-02-28", "2023-02-28" },
    { "2024-02-10..2024-02-29", "2023-02-10", "2023-02-28" },
    { "2025-02-10..2025-02-28", "2024-02-10", "2024-02-28" },
    { "2024-07..", "2023-07-01", "2999-12-31" },
    { "..2025-02", "1800-01-01", "2024-02-29" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRange range = MIRADOR_RANGE_ALL;

      g_assert_true (mirador_range_parse (cases[i].text, JULY, &range, NULL));
      range = mirador_range_year_before (range);
      assert_days (cases[i].text, range.first_day, range.last_day, cases[i].first, cases[i].last);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/range/parse", test_range_parse);
  g_test_add_func ("/range/everything", test_range_everything);
  g_test_add_func ("/range/nonsense", test_range_nonsense);
  g_test_add_func ("/range/count", test_range_count);
  g_test_add_func ("/range/to-period", test_range_to_period);
  g_test_add_func ("/range/year-before", test_range_year_before);
  return g_test_run ();
}
