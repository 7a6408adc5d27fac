/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline.h"

#include "test-rows.h"

#define SUM "2017-01..2017-09"

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static MiradorRow
stage_row (const char *measure, const char *program, MiradorStage stage, double value)
{
  MiradorRow row = row_new (measure, program, "14", SUM, value);

  row.stage = stage;
  return row;
}

static void
assert_cascade (const MiradorRow *rows, guint n, const char *expected)
{
  g_autoptr (MiradorFrame) frame = frame_new (rows, n);
  g_autoptr (GArray) steps = mirador_cascade_steps (frame);

  assert_text (mirador_headline_cascade (frame, steps), expected);
}

static void
test_cascade_proportion (void)
{
  static const struct
  {
    double screenings, positive;
    const char *text;
  } cases[] = {
    { 192267, 7314, "4 of every 100 mental health screenings were positive" },
    { 10000, 4500, "45 of every 100 mental health screenings were positive" },
    { 10000, 40, "4 of every 1,000 mental health screenings were positive" },
    /* Nothing to round to: the figures themselves. */
    { 500, 500, "Mental health: 500 screenings; 500 positive screenings" },
    { 500, 0, "Mental health: 500 screenings; 0 positive screenings" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRow rows[]
        = { stage_row ("screenings", "same", MIRADOR_STAGE_SCREENED, cases[i].screenings),
            stage_row ("positive_screenings", "same", MIRADOR_STAGE_DIAGNOSED, cases[i].positive) };

      assert_cascade (rows, 2, cases[i].text);
    }
}

/* Published figures that nobody declares to be parts of one another stand side by side. */
static void
test_cascade_published (void)
{
  MiradorRow rows[] = { stage_row ("people_screened", "all", MIRADOR_STAGE_SCREENED, 303705),
                        stage_row ("people_diagnosed", "all", MIRADOR_STAGE_DIAGNOSED, 33009) };

  rows[0].feed = rows[1].feed = g_intern_static_string (SES);
  assert_cascade (rows, 2, "303,705 people screened; 33,009 people diagnosed");
  rows[0].program = rows[1].program = mirador_catalogue_program ("tb");
  rows[1].flags = MIRADOR_FLAG_MORE_THAN;
  assert_cascade (rows, 2, "TB: 303,705 people screened; more than 33,009 people diagnosed");
  assert_cascade (rows, 1, "TB: 303,705 people screened");
}

static void
test_cascade_without_values (void)
{
  MiradorRow gap = row_gap ("people_screened", "tb", "PE", MIRADOR_GAP_NO_DATA, "");

  assert_cascade (&gap, 1, "TB: Care cascade");
  assert_cascade (NULL, 0, "Care cascade");
}

/* Figures that are rounded by their source are no share of each other. */
static void
test_cascade_inexact (void)
{
  MiradorRow rows[] = { stage_row ("screenings", "same", MIRADOR_STAGE_SCREENED, 10000),
                        stage_row ("positive_screenings", "same", MIRADOR_STAGE_DIAGNOSED, 4500) };

  rows[1].flags = MIRADOR_FLAG_MORE_THAN;
  assert_cascade (rows, 2, "Mental health: 10,000 screenings; more than 4,500 positive screenings");
}

static const char *const provinces[] = { "1401", "1402", "1403" };

static void
fill_provinces (MiradorRow *rows, const double *values)
{
  for (guint i = 0; i < 3; i++)
    {
      rows[i] = row_new ("screenings", "same", provinces[i], SUM, values[i]);
      if (isnan (values[i]))
        rows[i].gap = MIRADOR_GAP_NO_DATA;
    }
}

static void
test_bars (void)
{
  static const struct
  {
    double values[3];
    guint n;
    guint flags;
    const char *text;
  } cases[] = {
    { { 89705, 58667, 43895 }, 3, 0, "Chiclayo ranks first in screenings: 47% of the total" },
    { { 100, NAN, 50 }, 3, 0, "Chiclayo ranks first in screenings among those with a figure: 100" },
    { { 100, NAN, NAN }, 3, 0, "Chiclayo: 100 screenings" },
    { { 100, 60, 50 },
      2,
      0,
      "Chiclayo ranks first in screenings: 100" }, /* not all of Lambayeque */
    { { 100, 60, 50 }, 3, MIRADOR_FLAG_PARTIAL, "Chiclayo ranks first in screenings: 100" },
    { { 100, 60, 50 }, 3, MIRADOR_FLAG_ABOUT, "Chiclayo ranks first in screenings: about 100" },
    { { 60, 60, 50 }, 3, 0, "Chiclayo and Ferreñafe rank first in screenings: 60 each" },
    { { 60, 60, 60 }, 3, 0, "3 provinces rank first in screenings: 60 each" },
    { { 60, 60, 50 }, 2, 0, "Chiclayo and Ferreñafe rank first in screenings: 60 each" },
    { { 100, 104, 50 }, 3, MIRADOR_FLAG_ABOUT, "Screenings" },
    { { 90, 100, 50 }, 3, MIRADOR_FLAG_MORE_THAN, "Screenings" },
    { { 101, 100, 50 }, 3, MIRADOR_FLAG_LESS_THAN, "Screenings" },
    { { 90, 100, 50 }, 3, MIRADOR_FLAG_PARTIAL, "Screenings" }, /* it may yet grow */
    { { 9960, 30, 10 }, 3, 0, "Chiclayo ranks first in screenings: 99.6% of the total" },
    { { 0, 0, 0 }, 3, 0, "Screenings" },
    { { NAN, NAN, NAN }, 3, 0, "Screenings" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorFrame) frame = NULL;
      MiradorRow rows[3];

      fill_provinces (rows, cases[i].values);
      rows[0].flags = (MiradorFlags)cases[i].flags;
      frame = frame_new (rows, cases[i].n);
      assert_text (mirador_headline_bars (frame), cases[i].text);
    }
}

static void
test_bars_two_leaders (void)
{
  g_autoptr (GPtrArray) regions = mirador_place_list (mirador_place_peru (), MIRADOR_LEVEL_REGION);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (MiradorRow));
  g_autoptr (MiradorFrame) frame = NULL;

  for (guint i = 0; i < regions->len; i++)
    {
      const char *code = ((MiradorPlace *)regions->pdata[i])->code;
      double value = g_str_equal (code, "08") ? 45 : g_str_equal (code, "11") ? 32 : 10;
      MiradorRow row = row_new ("screenings", "same", code, SUM, value);

      g_array_append_val (rows, row);
    }
  frame = frame_new ((MiradorRow *)rows->data, rows->len);
  assert_text (mirador_headline_bars (frame),
               "Cusco and Ica add up to 25% of the total of screenings");
}

/* Nothing adds over programs, so no share of a total is claimed. */
static void
test_bars_by_program (void)
{
  MiradorRow rows[] = { row_new ("people_screened", "tb", "PE", "FY2025", 72570),
                        row_new ("people_screened", "vih", "PE", "FY2025", 30000) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, 2);

  assert_text (mirador_headline_bars (frame),
               "Tuberculosis ranks first in people screened: 72,570");
}

static void
test_bars_of_rates (void)
{
  MiradorRow rows[3];
  g_autoptr (MiradorFrame) frame = NULL;

  fill_provinces (rows, (const double[]){ 12.5, 10, 8 });
  for (guint i = 0; i < 3; i++)
    rows[i].population_year = 2025;
  frame = frame_new (rows, 3);
  assert_text (mirador_headline_bars (frame),
               "Chiclayo ranks first in screenings per 100,000 inhabitants: 12.5");
}

static void
test_grouped (void)
{
  MiradorRow rows[] = { row_new ("people_screened", "all", "PE", "FY2025", 303705),
                        row_new ("people_screened", "tb", "PE", "FY2025", 72570),
                        row_new ("people_screened", "vih", "PE", "FY2025", 30000),
                        row_new ("people_diagnosed", "tb", "PE", "FY2025", 900),
                        row_new ("people_diagnosed", "vih", "PE", "FY2025", 1900) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, G_N_ELEMENTS (rows));
  g_autoptr (MiradorFrame) mixed = NULL;

  assert_text (mirador_headline_grouped (frame),
               "Tuberculosis, the program with most people screened: 72,570");
  /* Tests of one program and people of another have no order. */
  rows[2].measure = mirador_catalogue_measure ("screenings");
  mixed = frame_new (rows, G_N_ELEMENTS (rows));
  assert_text (mirador_headline_grouped (mixed), "Stages of care by program");
}

/* A program whose figure is missing could be the one with most. */
static void
test_grouped_with_gap (void)
{
  MiradorRow rows[] = { row_new ("people_screened", "tb", "PE", "FY2025", 72570),
                        row_new ("people_screened", "vih", "PE", "FY2025", 30000),
                        row_gap ("people_screened", "ent", "PE", MIRADOR_GAP_NOT_REPORTED, "") };
  g_autoptr (MiradorFrame) gap = frame_new (rows, 3);
  g_autoptr (MiradorFrame) bounded = NULL;

  assert_text (mirador_headline_grouped (gap), "Stages of care by program");
  rows[1].flags = MIRADOR_FLAG_MORE_THAN;
  rows[1].value = 72000;
  bounded = frame_new (rows, 2);
  assert_text (mirador_headline_grouped (bounded), "Stages of care by program");
}

static MiradorFrame *
trend_new (const double *values, guint n, guint n_partial)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (MiradorRow));
  MiradorPeriod month = mirador_period_new_month (2017, 1);

  for (guint i = 0; i < n; i++)
    {
      MiradorRow row = row_new ("screenings", "same", "14", SUM, values[i]);

      row.period = mirador_period_shift (month, (int)i);
      row.range = mirador_period_get_range (row.period);
      if (i >= n - n_partial)
        row.flags = MIRADOR_FLAG_PARTIAL;
      if (isnan (values[i]))
        row.gap = MIRADOR_GAP_NO_DATA;
      g_array_append_val (rows, row);
    }
  return frame_new ((MiradorRow *)rows->data, rows->len);
}

static void
test_trend (void)
{
  static const struct
  {
    double values[13];
    guint n, n_partial;
    const char *text;
  } cases[] = {
    { { 17100, 15400, 23802, 25900, 27000, 27800, 29542, 25537, 219 },
      9,
      1,
      "July 2017 was the month with most screenings: 29,542; last, Aug 2017: 25,537" },
    /* A partial month is no record, but no other one is then the month with most either. */
    { { 100, 120, 900 }, 3, 1, "February 2017: 120 screenings" },
    /* A month without a figure may have been the one with most. */
    { { 100, 120, NAN, 90 },
      4,
      0,
      "Highest known figure of screenings: 120 in Feb 2017; last, Apr 2017: 90" },
    { { 100, 100, 90 }, 3, 0, "March 2017: 90 screenings" },
    { { 100, NAN, NAN }, 3, 0, "January 2017: 100 screenings" },
    { { NAN, NAN }, 2, 0, "Screenings by month" },
    { { 1000, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1240 },
      13,
      0,
      "January 2018 was the month with most screenings: 1,240 (+24.0% against Jan 2017)" },
    { { 1000, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1020 },
      13,
      0,
      "January 2018 was the month with most screenings: 1,020" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorFrame) frame = trend_new (cases[i].values, cases[i].n, cases[i].n_partial);

      assert_text (mirador_headline_trend (frame), cases[i].text);
    }
}

/* What is hidden may be larger than what is shown: no record is claimed. */
static void
test_trend_with_hidden (void)
{
  MiradorRow rows[] = { row_new ("people_attended", "same", "1402", "2017-03", 0),
                        row_gap ("people_attended", "same", "1402", MIRADOR_GAP_SUPPRESSED, "5"),
                        row_new ("people_attended", "same", "1402", "2017-05", 9) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, 3);
  g_autofree char *text = mirador_headline_trend (frame);

  g_assert_null (strstr (text, "most"));
  g_assert_null (strstr (text, "9"));
}

static void
test_trend_of_places (void)
{
  MiradorRow rows[] = { row_new ("screenings", "same", "1401", "2017-01", 10),
                        row_new ("screenings", "same", "1401", "2017-02", 20),
                        row_new ("screenings", "same", "1402", "2017-01", 90),
                        row_new ("screenings", "same", "1402", "2017-02", 15) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, 4);
  g_autoptr (MiradorFrame) uneven = frame_new (rows, 3);

  assert_text (mirador_headline_trend (frame),
               "Chiclayo ranks first in screenings in Feb 2017: 20");
  assert_text (mirador_headline_trend (uneven), "Screenings by month");
}

static void
test_kpi (void)
{
  static const struct
  {
    double now, before;
    guint flags;
    const char *text;
  } cases[] = {
    { 303705, 270200, 0, "+12.4% against FY 2024" },
    { 980, 1000, 0, "no clear change against FY 2024" },
    { 900, 1000, 0, "−10.0% against FY 2024" },
    { 40, 0, 0, "FY 2024: 0" },
    { 900, NAN, 0, "no figure of a year before" },
    { 900, 1000, MIRADOR_FLAG_PARTIAL, "not compared: incomplete period" },
    { 900, 1000, MIRADOR_FLAG_MORE_THAN, "FY 2024: 1,000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRow now = row_new ("people_screened", "all", "PE", "FY2025", cases[i].now);
      MiradorRow before = row_new ("people_screened", "all", "PE", "FY2024", cases[i].before);

      now.flags = (MiradorFlags)cases[i].flags;
      assert_text (mirador_headline_kpi (&now, &before), cases[i].text);
    }
}

static void
test_kpi_not_comparable (void)
{
  MiradorRow now = row_new ("people_screened", "all", "PE", "FY2025", 100);
  MiradorRow before = row_new ("people_screened", "all", "PE", "FY2024", 900);
  MiradorRow gap = row_gap ("people_screened", "all", "PE", MIRADOR_GAP_NOT_REPORTED, "");

  assert_text (mirador_headline_kpi (&now, NULL), "no figure of a year before");
  before.feed = g_intern_static_string (SES);
  assert_text (mirador_headline_kpi (&now, &before),
               "not compared: the year before is from another feed");
  assert_text (mirador_headline_kpi (&gap, &before),
               "Reports are missing. Choose a period or places that are complete.");
}

static void
test_kpi_of_ratio (void)
{
  MiradorRow now = row_new ("mdr_cure_rate", "tb", "PE", "FY2025", 85);
  MiradorRow before = row_new ("mdr_cure_rate", "tb", "PE", "FY2024", 80);

  assert_text (mirador_headline_kpi (&now, &before), "FY 2024: 80.0%");
  now.numerator = 8500, now.denominator = 10000;
  before.numerator = 8000, before.denominator = 10000;
  assert_text (mirador_headline_kpi (&now, &before), "+5.0 points against FY 2024");
  now.numerator = 17, now.denominator = 20;
  before.numerator = 16, before.denominator = 20;
  assert_text (mirador_headline_kpi (&now, &before), "no clear change against FY 2024");
}

static void
test_subtitle (void)
{
  MiradorRow rows[3];
  MiradorRow stages[] = { stage_row ("screenings", "same", MIRADOR_STAGE_SCREENED, 192267),
                          stage_row ("people_attended", "same", MIRADOR_STAGE_ATTENDED, 5681) };
  MiradorRow year = row_new ("people_screened", "all", "PE", "FY2025", 303705);
  g_autoptr (MiradorFrame) bars = NULL;
  g_autoptr (MiradorFrame) cascade = NULL;
  g_autoptr (MiradorFrame) whole = frame_new (&year, 1);
  g_autoptr (MiradorFrame) trend = trend_new ((const double[]){ 1, 2, 3 }, 3, 1);
  g_autoptr (MiradorFrame) empty = frame_new (NULL, 0);

  fill_provinces (rows, (const double[]){ 3, 2, 1 });
  bars = frame_new (rows, 3);
  stages[0].flags = stages[1].flags = MIRADOR_FLAG_PARTIAL;
  stages[0].data_until = stages[1].data_until = mirador_period_new_month (2017, 9);
  cascade = frame_new (stages, 2);
  assert_text (mirador_subtitle (bars, 7),
               "Screenings by province, Lambayeque, mental health, Jan – Sep 2017");
  assert_text (mirador_subtitle (cascade, 7),
               "Lambayeque, mental health, Jan – Sep 2017 (Sep incomplete)");
  assert_text (mirador_subtitle (whole, 7),
               "People screened, Perú, all programs, FY 2025 (Jul 2024 – Jun 2025)");
  assert_text (mirador_subtitle (trend, 7),
               "Screenings by month, Lambayeque, mental health, Jan – Mar 2017 (Mar incomplete)");
  assert_text (mirador_subtitle (empty, 7), "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/headline/cascade-proportion", test_cascade_proportion);
  g_test_add_func ("/headline/cascade-published", test_cascade_published);
  g_test_add_func ("/headline/cascade-inexact", test_cascade_inexact);
  g_test_add_func ("/headline/cascade-without-values", test_cascade_without_values);
  g_test_add_func ("/headline/bars", test_bars);
  g_test_add_func ("/headline/bars-two-leaders", test_bars_two_leaders);
  g_test_add_func ("/headline/bars-by-program", test_bars_by_program);
  g_test_add_func ("/headline/bars-of-rates", test_bars_of_rates);
  g_test_add_func ("/headline/grouped", test_grouped);
  g_test_add_func ("/headline/grouped-with-gap", test_grouped_with_gap);
  g_test_add_func ("/headline/trend", test_trend);
  g_test_add_func ("/headline/trend-with-hidden", test_trend_with_hidden);
  g_test_add_func ("/headline/trend-of-places", test_trend_of_places);
  g_test_add_func ("/headline/kpi", test_kpi);
  g_test_add_func ("/headline/kpi-not-comparable", test_kpi_not_comparable);
  g_test_add_func ("/headline/kpi-of-ratio", test_kpi_of_ratio);
  g_test_add_func ("/subtitle/parts", test_subtitle);
  return g_test_run ();
}
