/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>

#include "model/format.h"
#include "model/language.h"

#define JULY MIRADOR_FISCAL_FIRST_MONTH_DEFAULT
#define THIN "\u202f"

static void
assert_text (char *text, const char *expected)
{
  g_autofree char *taken = text;

  g_assert_cmpstr (taken, ==, expected);
}

static void
test_count (void)
{
  assert_text (mirador_format_count (303705), "303,705");
  assert_text (mirador_format_count (0), "0");
  assert_text (mirador_format_count (-0.0), "0");
  assert_text (mirador_format_count (999), "999");
  assert_text (mirador_format_count (1000), "1,000");
  assert_text (mirador_format_count (-1234567), "−1,234,567");
  assert_text (mirador_format_count (0.5), "1");
  assert_text (mirador_format_count (-0.5), "−1");
  assert_text (mirador_format_count (-0.4), "0");
  assert_text (mirador_format_count (999.5), "1,000");
  assert_text (mirador_format_count (9007199254740992.0), "9,007,199,254,740,992");
  assert_text (mirador_format_count (NAN), "—");
  assert_text (mirador_format_count (-INFINITY), "—");
}

static void
test_number (void)
{
  assert_text (mirador_format_number (1234.5, 1), "1,234.5");
  assert_text (mirador_format_number (2.675, 2), "2.68");
  assert_text (mirador_format_number (-2.675, 2), "−2.68");
  assert_text (mirador_format_number (0.05, 1), "0.1");
  assert_text (mirador_format_number (0.04, 1), "0.0");
  assert_text (mirador_format_number (-0.04, 1), "0.0");
  assert_text (mirador_format_number (9.96, 1), "10.0");
  assert_text (mirador_format_number (0.000001, 6), "0.000001");
  assert_text (mirador_format_number (1.0 / 3, 6), "0.333333");
  assert_text (mirador_format_number (2, 99), "2.000000");
  assert_text (mirador_format_value (1234), "1,234");
  assert_text (mirador_format_value (72.64), "72.6");
  assert_text (mirador_format_value (NAN), "—");
}

static void
test_percent (void)
{
  assert_text (mirador_format_percent (0.452, 1), "45.2%");
  assert_text (mirador_format_percent (0.145, 0), "15%");
  assert_text (mirador_format_percent (1, 0), "100%");
  assert_text (mirador_format_percent (0, 1), "0.0%");
  assert_text (mirador_format_percent (NAN, 1), "—");
  assert_text (mirador_format_change (0.124, 1), "+12.4%");
  assert_text (mirador_format_change (-0.02, 1), "−2.0%");
  assert_text (mirador_format_change (0, 1), "0.0%");
  assert_text (mirador_format_change (-0.0001, 1), "0.0%");
  assert_text (mirador_format_change (INFINITY, 1), "—");
}

static void
test_styles (void)
{
  mirador_format_set_number_style (MIRADOR_NUMBERS_SPACE);
  assert_text (mirador_format_number (1234567.5, 1), "1" THIN "234" THIN "567.5");
  mirador_format_set_number_style (MIRADOR_NUMBERS_COMMA);
  assert_text (mirador_format_number (1234567.5, 1), "1.234.567,5");
  assert_text (mirador_format_percent (0.452, 1), "45,2%");
  assert_text (mirador_format_machine (1234.5), "1234.5");
  mirador_format_set_number_style (MIRADOR_NUMBERS_PERU);
  assert_text (mirador_format_number (1234567.5, 1), "1,234,567.5");
}

static void
test_short (void)
{
  static const struct
  {
    double value;
    const char *es, *en;
  } cases[] = {
    { 0, "0", "0" },
    { 800, "800", "800" },
    { 1200, "1,200", "1,200" },
    { 9999, "9,999", "9,999" },
    { 10000, "10 mil", "10 K" },
    { 30000, "30 mil", "30 K" },
    { -30000, "−30 mil", "−30 K" },
    { 72634, "72.6 mil", "72.6 K" },
    { 72600, "72.6 mil", "72.6 K" },
    { 303705, "303.7 mil", "303.7 K" },
    { 999949, "999.9 mil", "999.9 K" },
    { 999950, "1.0 M", "1.0 M" },
    { 1000000, "1 M", "1 M" },
    { 1200000, "1.2 M", "1.2 M" },
    { 1250000, "1.25 M", "1.25 M" },
    { 1234567, "1.2 M", "1.2 M" },
    { 1500000000, "1,500 M", "1,500 M" },
    { 0.25, "0.25", "0.25" },
    { 0.333333, "0.3", "0.3" },
    { 2.5, "2.5", "2.5" },
    { NAN, "—", "—" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      mirador_language_set (MIRADOR_LANGUAGE_EN);
      assert_text (mirador_format_short (cases[i].value), cases[i].en);
      mirador_language_set (MIRADOR_LANGUAGE_ES);
      assert_text (mirador_format_short (cases[i].value), cases[i].es);
    }
}

static void
test_bytes (void)
{
  assert_text (mirador_format_bytes (0), "0 B");
  assert_text (mirador_format_bytes (999), "999 B");
  assert_text (mirador_format_bytes (1000), "1.0 kB");
  assert_text (mirador_format_bytes (1234567), "1.2 MB");
  assert_text (mirador_format_bytes (999999), "1.0 MB");
  assert_text (mirador_format_bytes (G_MAXUINT64), "18,446,744.1 TB");
}

static void
test_machine (void)
{
  static const double values[] = { 0.1, 1.0 / 3, 1e-7, 123456.789, 5e-324, 1.7976931348623157e308 };

  assert_text (mirador_format_machine (303705), "303705");
  assert_text (mirador_format_machine (-2), "-2");
  assert_text (mirador_format_machine (0.1), "0.1");
  assert_text (mirador_format_machine (45.2), "45.2");
  assert_text (mirador_format_machine (-0.0), "0");
  assert_text (mirador_format_machine (1e15), "1000000000000000");
  assert_text (mirador_format_machine (9007199254740992.0), "9007199254740992");
  assert_text (mirador_format_machine (NAN), "");
  assert_text (mirador_format_machine (INFINITY), "");
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *text = mirador_format_machine (values[i]);
      double again = 0;

      g_assert_true (mirador_format_parse_number (text, '.', &again, NULL));
      g_assert_true (again == values[i]);
    }
}

static void
test_day_and_month (void)
{
  gint32 day = mirador_day_new (2025, 12, 31);

  mirador_language_set (MIRADOR_LANGUAGE_ES);
  assert_text (mirador_format_day (day), "31/12/2025");
  assert_text (mirador_format_day (mirador_day_new (2025, 3, 1)), "01/03/2025");
  g_assert_cmpstr (mirador_format_month (9, TRUE), ==, "setiembre");
  g_assert_cmpstr (mirador_format_month (9, FALSE), ==, "set");
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  assert_text (mirador_format_day (day), "31 Dec 2025");
  g_assert_cmpstr (mirador_format_month (9, TRUE), ==, "September");
  assert_text (mirador_format_day (0), "—");
  g_assert_cmpstr (mirador_format_month (13, FALSE), ==, "");
}

static gint64
make_time (int year, int month, int day, int hour)
{
  g_autoptr (GDateTime) time = g_date_time_new_local (year, month, day, hour, 5, 0);

  return g_date_time_to_unix (time);
}

static void
test_time (void)
{
  gint64 now = make_time (2025, 12, 31, 14);

  mirador_language_set (MIRADOR_LANGUAGE_ES);
  assert_text (mirador_format_time (now), "31/12/2025 14:05");
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  assert_text (mirador_format_time (now), "31 Dec 2025 14:05");
  assert_text (mirador_format_time (0), "—");
  assert_text (mirador_format_age (make_time (2025, 12, 31, 0), now), "today");
  assert_text (mirador_format_age (make_time (2025, 12, 31, 23), now), "today");
  assert_text (mirador_format_age (make_time (2025, 12, 30, 23), now), "yesterday");
  assert_text (mirador_format_age (make_time (2025, 12, 28, 23), now), "3 days ago");
  assert_text (mirador_format_age (make_time (2025, 9, 15, 1), now), "3 months ago");
  assert_text (mirador_format_age (make_time (2024, 12, 31, 1), now), "12 months ago");
  assert_text (mirador_format_age (make_time (2022, 12, 31, 1), now), "3 years ago");
  assert_text (mirador_format_age (make_time (2026, 1, 1, 1), now), "1 Jan 2026");
  assert_text (mirador_format_age (0, now), "—");
}

static void
test_period (void)
{
  static const struct
  {
    const char *text, *es, *tick_es, *en, *tick_en;
  } cases[] = {
    { "2025-03-15", "15/03/2025", "15", "15 Mar 2025", "15" },
    { "2025-W09", "sem. 9 2025", "9", "W9 2025", "9" },
    { "2024WedW5", "sem. 5 2024 (mié)", "5", "W5 2024 (Wed)", "5" },
    { "2025-SE09", "SE 9 2025", "9", "EW 9 2025", "9" },
    { "2025BiW5", "sem. 9–10 2025", "9–10", "W9–10 2025", "9–10" },
    { "2025-03", "mar 2025", "mar", "Mar 2025", "Mar" },
    { "2025-09", "set 2025", "set", "Sep 2025", "Sep" },
    { "202502B", "mar–abr 2025", "mar–abr", "Mar–Apr 2025", "Mar–Apr" },
    { "2025-Q1", "T1 2025", "T1", "Q1 2025", "Q1" },
    { "2025-S1", "S1 2025", "S1", "H1 2025", "H1" },
    { "2024AprilS2", "oct 2024 – mar 2025", "oct 2024 – mar 2025", "Oct 2024 – Mar 2025",
      "Oct 2024 – Mar 2025" },
    { "2025", "2025", "2025", "2025", "2025" },
    { "FY2025", "AF 2025", "AF 2025", "FY 2025", "FY 2025" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorPeriod period = MIRADOR_PERIOD_NONE;

      g_assert_true (mirador_period_parse (cases[i].text, JULY, &period, NULL));
      mirador_language_set (MIRADOR_LANGUAGE_ES);
      assert_text (mirador_format_period (period), cases[i].es);
      assert_text (mirador_format_period_tick (period), cases[i].tick_es);
      mirador_language_set (MIRADOR_LANGUAGE_EN);
      assert_text (mirador_format_period (period), cases[i].en);
      assert_text (mirador_format_period_tick (period), cases[i].tick_en);
    }
  assert_text (mirador_format_period (MIRADOR_PERIOD_NONE), "—");
  assert_text (mirador_format_period_tick (MIRADOR_PERIOD_NONE), "—");
  assert_text (mirador_format_period_long (MIRADOR_PERIOD_NONE), "—");
}

static void
test_period_long (void)
{
  MiradorPeriod month = mirador_period_new_month (2025, 9);
  MiradorPeriod year = mirador_period_new_fiscal_year (2025, 7);

  mirador_language_set (MIRADOR_LANGUAGE_ES);
  assert_text (mirador_format_period_long (month), "setiembre de 2025");
  assert_text (mirador_format_period_long (year), "AF 2025 (jul 2024 – jun 2025)");
  assert_text (mirador_format_period_long (mirador_period_new_year (2025)), "2025");
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  assert_text (mirador_format_period_long (month), "September 2025");
  assert_text (mirador_format_period_long (year), "FY 2025 (Jul 2024 – Jun 2025)");
}

static void
test_range (void)
{
  static const struct
  {
    const char *text, *en;
  } cases[] = {
    { "2024-07..2025-06", "FY 2025" },
    { "2017-01..2017-09", "Jan – Sep 2017" },
    { "2024-07..2025-10", "Jul 2024 – Oct 2025" },
    { "2025-02-01..2025-02-15", "1 Feb 2025 – 15 Feb 2025" },
    { "2025-03..", "since Mar 2025" },
    { "2025-03-15..", "since 15 Mar 2025" },
    { "..2025-02", "until Feb 2025" },
    { "..", "Everything" },
  };

  mirador_language_set (MIRADOR_LANGUAGE_EN);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRange range = MIRADOR_RANGE_ALL;

      g_assert_true (mirador_range_parse (cases[i].text, JULY, &range, NULL));
      assert_text (mirador_format_range (range, JULY), cases[i].en);
    }
  mirador_language_set (MIRADOR_LANGUAGE_ES);
  assert_text (
    mirador_format_range (
      (MiradorRange){ mirador_day_new (2017, 1, 1), mirador_day_new (2017, 9, 30) }, JULY),
    "ene – set 2017");
  assert_text (
    mirador_format_range (
      (MiradorRange){ mirador_day_new (2025, 2, 1), mirador_day_new (2025, 2, 15) }, JULY),
    "01/02/2025 – 15/02/2025");
}

static void
test_parse_number (void)
{
  static const struct
  {
    const char *text;
    char decimal;
    double value;
  } cases[] = {
    { "1234", '.', 1234 },
    { "1,234", '.', 1234 },
    { "1,234,567.5", '.', 1234567.5 },
    { "1.234", ',', 1234 },
    { "1.234,5", ',', 1234.5 },
    { "1,5", ',', 1.5 },
    { "1.5", '.', 1.5 },
    { "0", '.', 0 },
    { "007", '.', 7 },
    { "0.123", '.', 0.123 },
    { "0,123", ',', 0.123 },
    { "  12 ", '.', 12 },
    { "1 234", '.', 1234 },
    { "1\u00a0234", '.', 1234 },
    { "1\u202f234", '.', 1234 },
    { "1'234", '.', 1234 },
    { "1’234", '.', 1234 },
    { "-5", '.', -5 },
    { "−5", '.', -5 },
    { "+5", '.', 5 },
    { "12e3", '.', 12000 },
    { "1.5E-3", '.', 0.0015 },
    { ".5", '.', 0.5 },
    { "\u00a012\t", '.', 12 },
    { "12345678901234567890", '.', 12345678901234567890.0 },
    { "-0", '.', 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = NAN;
      gboolean finite = FALSE;

      g_test_message ("%s", cases[i].text);
      g_assert_true (
        mirador_format_parse_number (cases[i].text, cases[i].decimal, &value, &finite));
      g_assert_true (finite);
      g_assert_cmpfloat (value, ==, cases[i].value);
    }
}

static void
test_parse_not_number (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "1,23",
    "1,2345",
    "12,34,567",
    "1234,567",
    "0,123",
    ",123",
    "1,",
    "1,234,",
    "1 23",
    "1 234,567",
    "1.5.2",
    "1.",
    ".",
    "-",
    "--5",
    "- 5",
    "0x10",
    "0X1p3",
    "1e",
    "e3",
    "12abc",
    "NA",
    "*",
    "5%",
    "1/2",
    "１２",
    "1__2",
    "1 , 234",
    "\xff"
    "5",
    "5 5",
    "1,234.5.6",
    "S/ 5",
    "1.,5",
    "nano",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      double value = 42;
      gboolean finite = FALSE;

      g_assert_false (mirador_format_parse_number (texts[i], '.', &value, &finite));
      g_assert_true (finite);
      g_assert_cmpfloat (value, ==, 42);
    }
  g_assert_false (mirador_format_parse_number (NULL, '.', NULL, NULL));
  g_assert_false (mirador_format_parse_number ("1.23", ',', NULL, NULL));
  g_assert_false (mirador_format_parse_number ("1,234.5", ',', NULL, NULL));
}

static void
test_parse_not_finite (void)
{
  static const char *const texts[]
    = { "NaN", "nan", "inf", "-inf", "+Infinity", " INF ", "1e999", "-1e999" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gboolean finite = TRUE;

      g_assert_false (mirador_format_parse_number (texts[i], '.', NULL, &finite));
      g_assert_false (finite);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/count", test_count);
  g_test_add_func ("/number/decimals", test_number);
  g_test_add_func ("/number/percent", test_percent);
  g_test_add_func ("/number/styles", test_styles);
  g_test_add_func ("/number/short", test_short);
  g_test_add_func ("/number/bytes", test_bytes);
  g_test_add_func ("/number/machine", test_machine);
  g_test_add_func ("/number/parse", test_parse_number);
  g_test_add_func ("/number/parse-nonsense", test_parse_not_number);
  g_test_add_func ("/number/parse-not-finite", test_parse_not_finite);
  g_test_add_func ("/calendar/day-and-month", test_day_and_month);
  g_test_add_func ("/calendar/time", test_time);
  g_test_add_func ("/calendar/period", test_period);
  g_test_add_func ("/calendar/period-long", test_period_long);
  g_test_add_func ("/calendar/range", test_range);
  return g_test_run ();
}
