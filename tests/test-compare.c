/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/compare.h"

#include <string.h>

#include "test-rows.h"

static void
assert_compared (MiradorRow a, MiradorRow b, const char *expected)
{
  MiradorRow rows[] = { a, b };
  g_autoptr (MiradorFrame) frame = frame_new (rows, 2);
  g_autofree char *text = mirador_compare_rows (frame, mirador_frame_get_row (frame, 0), frame,
                                                mirador_frame_get_row (frame, 1));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_places (void)
{
  MiradorRow a = row_new ("screenings", "same", "1401", "2017-01", 2100);
  MiradorRow b = row_new ("screenings", "same", "1402", "2017-01", 1000);
  MiradorRow c = row_new ("screenings", "same", "1402", "2017-01", 2090);

  assert_compared (
    a, b,
    "Chiclayo: 2,100\nFerreñafe: 1,000\nDifference: 1,100. The larger against the smaller: 2.1 "
    "times.\nThe difference is clear: chance alone would rarely give it.");
  assert_compared (a, c,
                   "Chiclayo: 2,100\nFerreñafe: 2,090\nDifference: 10.\nNo clear difference: "
                   "chance alone could give it.");
  c.value = 2100;
  assert_compared (a, c, "Chiclayo: 2,100\nFerreñafe: 2,100\nBoth figures are the same.");
  a.flags = c.flags = MIRADOR_FLAG_PARTIAL;
  c.value = 500;
  assert_compared (a, c,
                   "Chiclayo: 2,100\nFerreñafe: 500\nDifference: 1,600. The larger against the "
                   "smaller: 4.2 times.\nThe period is incomplete: the difference may change.");
}

static void
test_periods (void)
{
  MiradorRow a = row_new ("screenings", "same", "14", "2017-01", 100);
  MiradorRow b = row_new ("screenings", "same", "14", "2017", 1000);
  MiradorRow c = row_new ("screenings", "same", "14", "2017-09", 20);

  c.flags = MIRADOR_FLAG_PARTIAL;
  assert_compared (a, b,
                   "Jan 2017: 100\n2017: 1,000\nNot compared: their periods are of different "
                   "lengths.");
  assert_compared (a, c,
                   "Jan 2017: 100\nSep 2017: 20\nNot compared: an incomplete period stands only "
                   "beside the same part of another one.");
}

/* All but one of ten thousand are not all. */
static void
test_nearly_all (void)
{
  MiradorRow whole = row_new ("screenings", "same", "14", "2017", 10000);
  MiradorRow part = row_new ("screenings", "same", "1401", "2017", 9999);

  assert_compared (part, whole,
                   "Chiclayo: 9,999\nLambayeque: 10,000\nChiclayo: 99.99% of Lambayeque.");
}

static void
test_parts (void)
{
  MiradorRow region = row_new ("screenings", "same", "14", "2017", 1000);
  MiradorRow province = row_new ("screenings", "same", "1401", "2017", 250);
  MiradorRow positive = row_new ("positive_screenings", "same", "14", "2017", 254);
  MiradorRow people = row_new ("people_attended", "same", "14", "2017", 254);

  assert_compared (province, region,
                   "Chiclayo: 250\nLambayeque: 1,000\nChiclayo: 25.0% of Lambayeque.");
  assert_compared (region, positive,
                   "Screenings: 1,000\nPositive screenings: 254\n"
                   "Positive screenings: 25.4% of Screenings.\n"
                   "95% interval: 22.8% to 28.2%.");
  assert_compared (region, people,
                   "Screenings: 1,000\nPeople attended: 254\nNot compared: they count different "
                   "things.");
}

static void
test_gaps (void)
{
  MiradorRow a = row_new ("people_attended", "same", "1401", "2017-01", 100);
  MiradorRow b = row_new ("people_attended", "same", "1402", "2017-01", NAN);
  g_autofree char *text = NULL;
  g_autoptr (MiradorFrame) frame = NULL;

  b.gap = MIRADOR_GAP_SUPPRESSED;
  b.gap_detail = g_intern_static_string ("5");
  b.flags = MIRADOR_FLAG_SUPPRESSED;
  {
    MiradorRow rows[] = { a, b };

    frame = frame_new (rows, 2);
  }
  text = mirador_compare_rows (frame, mirador_frame_get_row (frame, 0), frame,
                               mirador_frame_get_row (frame, 1));
  g_assert_nonnull (strstr (text, "Not compared: there are not two figures."));
  g_assert_null (strstr (text, "Difference"));
}

static void
test_sources (void)
{
  MiradorRow a = row_new ("screenings", "same", "14", "2017-01", 100), b = a;

  b.feed = g_intern_static_string (SES);
  assert_compared (a, b,
                   "Lambayeque (Mental health, MINSA): 100\nLambayeque (ses-annual-report-2025): "
                   "100\nNot compared: they come from different feeds.");
  b = a;
  b.place = mirador_place_by_code ("15");
  b.flags = MIRADOR_FLAG_MORE_THAN;
  assert_compared (a, b,
                   "Lambayeque: 100\nLima: more than 100\nThe source gives no exact figures, so no "
                   "difference is given.");
}

static void
test_percents (void)
{
  MiradorRow a = row_new ("mdr_cure_rate", "tb", "14", "2025", 80);
  MiradorRow b = row_new ("mdr_cure_rate", "tb", "15", "2025", 60);

  a.numerator = 56;
  a.denominator = 70;
  b.numerator = 48;
  b.denominator = 80;
  assert_compared (
    a, b,
    "Lambayeque: 80.0%\nLima: 60.0%\nDifference: 20.0 percentage points. The larger against the "
    "smaller: 1.3 times.\nThe difference is clear: chance alone would rarely "
    "give it.");
}

static void
test_same_figure (void)
{
  MiradorRow a = row_new ("screenings", "same", "14", "2017-01", 100);

  assert_compared (a, a, "Lambayeque: 100\nThis is the same figure.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/compare/places", test_places);
  g_test_add_func ("/compare/periods", test_periods);
  g_test_add_func ("/compare/parts", test_parts);
  g_test_add_func ("/compare/nearly-all", test_nearly_all);
  g_test_add_func ("/compare/gaps", test_gaps);
  g_test_add_func ("/compare/sources", test_sources);
  g_test_add_func ("/compare/percents", test_percents);
  g_test_add_func ("/compare/same-figure", test_same_figure);
  return g_test_run ();
}
