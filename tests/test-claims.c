/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/claims.h"

#include "test-rows.h"

static MiradorRow
proportion_row (double x, double n)
{
  MiradorRow row = row_new ("mdr_cure_rate", "tb", "PE", "2025", n > 0 ? 100 * x / n : NAN);

  row.numerator = x;
  row.denominator = n;
  return row;
}

/* Newcombe (1998), table II, method 10. */
static void
test_proportions (void)
{
  static const struct
  {
    double x1, n1, x2, n2, low, high;
  } cases[] = {
    { 56, 70, 48, 80, 0.0524, 0.3339 }, { 9, 10, 3, 10, 0.1705, 0.8090 },
    { 6, 7, 2, 7, 0.0582, 0.8062 },     { 5, 56, 0, 29, -0.0381, 0.1926 },
    { 10, 10, 0, 20, 0.6791, 1.0000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorInterval interval
        = mirador_claim_proportions (cases[i].x1, cases[i].n1, cases[i].x2, cases[i].n2);

      g_assert_true (interval.valid);
      g_assert_cmpfloat_with_epsilon (interval.low, cases[i].low, 5e-5);
      g_assert_cmpfloat_with_epsilon (interval.high, cases[i].high, 5e-5);
    }
  g_assert_false (mirador_claim_proportions (11, 10, 1, 10).valid);
  g_assert_false (mirador_claim_proportions (1, 10, 1, 0).valid);
}

static void
test_change_of_proportions (void)
{
  static const struct
  {
    double x1, n1, x2, n2;
    MiradorChangeKind kind;
    double points;
  } cases[] = {
    { 56, 70, 48, 80, MIRADOR_CHANGE_UP, 20 },
    { 48, 80, 56, 70, MIRADOR_CHANGE_DOWN, -20 },
    { 8, 10, 6, 10, MIRADOR_CHANGE_UNCLEAR, 20 },
    { 8, 10, 12, 10, MIRADOR_CHANGE_NONE, NAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRow now = proportion_row (cases[i].x1, cases[i].n1);
      MiradorRow before = proportion_row (cases[i].x2, cases[i].n2);
      MiradorChange change = mirador_claim_change (&now, &before);

      g_assert_cmpint (change.kind, ==, cases[i].kind);
      if (isnan (cases[i].points))
        g_assert_true (isnan (change.fraction));
      else
        g_assert_cmpfloat_with_epsilon (change.fraction, cases[i].points, 1e-9);
    }
}

static MiradorRow
rate_row (double x, double population)
{
  MiradorRow row = row_new ("people_diagnosed", "tb", "15", "2025", 1e5 * x / population);

  row.numerator = x;
  row.denominator = population;
  row.population_year = 2025;
  row.population_feed = g_intern_static_string ("population");
  return row;
}

static void
test_change_of_rates (void)
{
  MiradorRow now = rate_row (100, 200000), before = rate_row (100, 100000);
  MiradorRow near = rate_row (104, 200000);
  MiradorRow unknown = rate_row (100, 100000);

  /* As many cases among twice as many people: half the rate. */
  g_assert_cmpint (mirador_claim_change (&now, &before).kind, ==, MIRADOR_CHANGE_DOWN);
  g_assert_cmpfloat_with_epsilon (mirador_claim_change (&now, &before).fraction, -0.5, 1e-9);
  g_assert_cmpint (mirador_claim_change (&near, &now).kind, ==, MIRADOR_CHANGE_UNCLEAR);
  unknown.denominator = NAN;
  g_assert_cmpint (mirador_claim_change (&now, &unknown).kind, ==, MIRADOR_CHANGE_NONE);
}

static void
test_change_of_counts (void)
{
  MiradorRow now = row_new ("screenings", "same", "14", "2017-02", 1200);
  MiradorRow before = row_new ("screenings", "same", "14", "2017-01", 1000);
  MiradorRow stock = row_new ("facilities", "tb", "14", "2017-02", 300);
  MiradorRow fewer = row_new ("facilities", "tb", "14", "2017-01", 100);

  g_assert_cmpint (mirador_claim_change (&now, &before).kind, ==, MIRADOR_CHANGE_UP);
  before.flags = MIRADOR_FLAG_ABOUT;
  g_assert_cmpint (mirador_claim_change (&now, &before).kind, ==, MIRADOR_CHANGE_NONE);
  /* Nothing is left to chance in a stock, so nothing is claimed from chance. */
  g_assert_cmpint (mirador_claim_change (&stock, &fewer).kind, ==, MIRADOR_CHANGE_NONE);
  g_assert_cmpfloat_with_epsilon (mirador_claim_change (&stock, &fewer).fraction, 2, 1e-9);
}

static void
test_may_compare (void)
{
  static const struct
  {
    const char *measures[2], *places[2], *periods[2];
    guint flags[2];
    MiradorComparable expected;
  } cases[] = {
    { { "screenings", "screenings" },
      { "14", "14" },
      { "2017-02", "2017-01" },
      { 0, 0 },
      MIRADOR_CLAIM_COMPARABLE },
    { { "screenings", "positive_screenings" },
      { "14", "14" },
      { "2017-02", "2017-02" },
      { 0, 0 },
      MIRADOR_CLAIM_OTHER_MEASURE },
    { { "screenings", "screenings" },
      { "14", "14" },
      { "2017-02", "2017" },
      { 0, 0 },
      MIRADOR_CLAIM_OTHER_LENGTH },
    /* 28 days and 31 days are both a month. */
    { { "screenings", "screenings" },
      { "14", "14" },
      { "2017-02", "2017-03" },
      { 0, 0 },
      MIRADOR_CLAIM_COMPARABLE },
    { { "screenings", "screenings" },
      { "14", "14" },
      { "2017-01..2017-06", "2017-04..2017-09" },
      { 0, 0 },
      MIRADOR_CLAIM_OVERLAP },
    { { "screenings", "screenings" },
      { "14", "14" },
      { "2017-09", "2016-09" },
      { MIRADOR_FLAG_PARTIAL, 0 },
      MIRADOR_CLAIM_PARTIAL },
    /* Two places in the same incomplete month lack about the same. */
    { { "screenings", "screenings" },
      { "1401", "1402" },
      { "2017-09", "2017-09" },
      { MIRADOR_FLAG_PARTIAL, MIRADOR_FLAG_PARTIAL },
      MIRADOR_CLAIM_COMPARABLE },
    { { "screenings", "screenings" },
      { "14", "14" },
      { "2017-02", "2017-01" },
      { MIRADOR_FLAG_CUMULATIVE, 0 },
      MIRADOR_CLAIM_CUMULATIVE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRow a
        = row_new (cases[i].measures[0], "same", cases[i].places[0], cases[i].periods[0], 10);
      MiradorRow b
        = row_new (cases[i].measures[1], "same", cases[i].places[1], cases[i].periods[1], 20);

      a.flags = (MiradorFlags)cases[i].flags[0];
      b.flags = (MiradorFlags)cases[i].flags[1];
      g_assert_cmpint (mirador_claim_may_compare (&a, &b), ==, cases[i].expected);
      g_assert_cmpint (mirador_claim_may_compare (&b, &a), ==, cases[i].expected);
    }
}

static void
test_may_compare_sources (void)
{
  MiradorRow a = row_new ("screenings", "same", "14", "2017-01", 10), b = a;

  b.feed = g_intern_static_string (SES);
  g_assert_cmpint (mirador_claim_may_compare (&a, &b), ==, MIRADOR_CLAIM_OTHER_FEED);
  b = a;
  b.value = NAN;
  b.gap = MIRADOR_GAP_SUPPRESSED;
  g_assert_cmpint (mirador_claim_may_compare (&a, &b), ==, MIRADOR_CLAIM_NO_VALUE);
  b = a;
  b.population_year = 2025;
  g_assert_cmpint (mirador_claim_may_compare (&a, &b), ==, MIRADOR_CLAIM_OTHER_MEASURE);
}

/* The first days of a month that is not over, beside the same days a year before. */
static void
test_same_part (void)
{
  MiradorRow now = row_new ("screenings", "same", "14", "2017-09", 10);
  MiradorRow before = row_new ("screenings", "same", "14", NULL, 12);

  now.flags = MIRADOR_FLAG_PARTIAL;
  now.range.last_day = mirador_day_new (2017, 9, 14);
  before.range.first_day = mirador_day_new (2016, 9, 1);
  before.range.last_day = mirador_day_new (2016, 9, 14);
  g_assert_cmpint (mirador_claim_may_compare_periods (&now, &before), ==, MIRADOR_CLAIM_COMPARABLE);
  before.range.last_day = mirador_day_new (2016, 9, 30);
  g_assert_cmpint (mirador_claim_may_compare_periods (&now, &before), !=, MIRADOR_CLAIM_COMPARABLE);
}

static void
test_extremes (void)
{
  static const struct
  {
    double values[3];
    guint flags;
    MiradorGap gap; /* of what has no value */
    MiradorExtremeKind largest, smallest;
    int row_largest, row_smallest;
  } cases[] = {
    { { 5, 9, 7 }, 0, 0, MIRADOR_EXTREME_OF_ALL, MIRADOR_EXTREME_OF_ALL, 1, 0 },
    { { 9, 9, 7 }, 0, 0, MIRADOR_EXTREME_TIE, MIRADOR_EXTREME_OF_ALL, 0, 2 },
    { { 9, NAN, 7 },
      0,
      MIRADOR_GAP_NO_DATA,
      MIRADOR_EXTREME_OF_SHOWN,
      MIRADOR_EXTREME_OF_SHOWN,
      0,
      2 },
    { { 9, NAN, 7 },
      0,
      MIRADOR_GAP_SUPPRESSED,
      MIRADOR_EXTREME_NONE,
      MIRADOR_EXTREME_NONE,
      -1,
      -1 },
    { { NAN, NAN, NAN },
      0,
      MIRADOR_GAP_NO_DATA,
      MIRADOR_EXTREME_NONE,
      MIRADOR_EXTREME_NONE,
      -1,
      -1 },
    { { 5, 9, 7 },
      MIRADOR_FLAG_MORE_THAN,
      0,
      MIRADOR_EXTREME_OF_SHOWN,
      MIRADOR_EXTREME_OF_SHOWN,
      1,
      0 },
    { { 5, 9, 7 },
      MIRADOR_FLAG_PARTIAL,
      0,
      MIRADOR_EXTREME_OF_SHOWN,
      MIRADOR_EXTREME_OF_SHOWN,
      1,
      0 },
  };
  static const char *const places[] = { "1401", "1402", "1403" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRow rows[3];
      g_autoptr (MiradorFrame) frame = NULL;

      for (guint k = 0; k < 3; k++)
        {
          rows[k] = row_new ("people_attended", "same", places[k], "2017-01", cases[i].values[k]);
          if (isnan (cases[i].values[k]))
            rows[k].gap = cases[i].gap;
          if (cases[i].gap == MIRADOR_GAP_SUPPRESSED && isnan (cases[i].values[k]))
            rows[k].flags = MIRADOR_FLAG_SUPPRESSED;
        }
      rows[0].flags |= cases[i].flags;
      frame = frame_new (rows, 3);
      g_assert_cmpint (mirador_claim_largest (frame).kind, ==, cases[i].largest);
      g_assert_cmpint (mirador_claim_smallest (frame).kind, ==, cases[i].smallest);
      g_assert_cmpint (mirador_claim_largest (frame).row, ==, cases[i].row_largest);
      g_assert_cmpint (mirador_claim_smallest (frame).row, ==, cases[i].row_smallest);
    }
}

static void
test_trend (void)
{
  MiradorRow row = row_new ("screenings", "same", "14", "2017-01", 10);

  g_assert_false (mirador_claim_may_trend (11));
  g_assert_true (mirador_claim_may_trend (12));
  g_assert_true (mirador_claim_is_whole (&row));
  row.flags = MIRADOR_FLAG_PARTIAL;
  g_assert_false (mirador_claim_is_whole (&row));
}

static void
test_places_differ (void)
{
  MiradorRow a = row_new ("screenings", "same", "1401", "2017-01", 1000);
  MiradorRow b = row_new ("screenings", "same", "1402", "2017-01", 800);
  MiradorRow c = row_new ("screenings", "same", "1403", "2017-01", 980);

  g_assert_true (mirador_claim_places_differ (&a, &b));
  g_assert_false (mirador_claim_places_differ (&a, &c));
  b.feed = g_intern_static_string (SES);
  g_assert_false (mirador_claim_places_differ (&a, &b));
}

static void
test_times (void)
{
  static const struct
  {
    double larger, smaller;
    const char *text;
  } cases[] = {
    { 200, 100, "twice" },       { 209, 100, "twice" },
    { 210, 100, "2.1 times" },   { 219, 100, "2.1 times" },
    { 299, 100, "2.9 times" },   { 300, 100, "three times" },
    { 309, 100, "three times" }, { 400, 100, "4 times" },
    { 1099, 100, "10 times" },   { 150, 100, "1.5 times" },
    { 110, 100, "1.1 times" },   { 109, 100, NULL },
    { 100, 100, NULL },          { 100, 0, NULL },
    { INFINITY, 1, NULL },       { NAN, 1, NULL },
    { 21, 10, "2.1 times" },     { 1234567, 1, "1,234,567 times" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = mirador_claim_times (cases[i].larger, cases[i].smaller);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Neither none nor all where it is neither. */
static void
test_shares (void)
{
  static const struct
  {
    double share;
    int decimals;
    const char *text;
  } cases[] = {
    { 0.47, 0, "47%" },     { 0.996, 0, "99.6%" }, { 0.9996, 0, "99.96%" }, { 0.9996, 1, "99.96%" },
    { 0.0004, 1, "0.04%" }, { 0.004, 0, "0.4%" },  { 0, 1, "0.0%" },        { 1, 1, "100.0%" },
    { 0.25, 1, "25.0%" },   { 0.9944, 0, "99%" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = mirador_claim_share_to_text (cases[i].share, cases[i].decimals);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/claims/proportions", test_proportions);
  g_test_add_func ("/claims/change-of-proportions", test_change_of_proportions);
  g_test_add_func ("/claims/change-of-rates", test_change_of_rates);
  g_test_add_func ("/claims/change-of-counts", test_change_of_counts);
  g_test_add_func ("/claims/may-compare", test_may_compare);
  g_test_add_func ("/claims/may-compare-sources", test_may_compare_sources);
  g_test_add_func ("/claims/same-part", test_same_part);
  g_test_add_func ("/claims/extremes", test_extremes);
  g_test_add_func ("/claims/trend", test_trend);
  g_test_add_func ("/claims/places-differ", test_places_differ);
  g_test_add_func ("/claims/times", test_times);
  g_test_add_func ("/claims/shares", test_shares);
  return g_test_run ();
}
