/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/intervals.h"

#include <math.h>

static void
assert_near (double value, double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 5e-5);
}

static void
test_wilson (void)
{
  static const struct
  {
    double x, n, low, high;
  } cases[] = {
    { 254, 1000, 0.2280, 0.2819 },    { 197, 254, 0.7204, 0.8226 }, { 4, 1000, 0.0016, 0.0102 },
    { 7314, 192267, 0.0372, 0.0389 }, { 0, 10, 0, 0.2775 },         { 10, 10, 0.7225, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorInterval interval = mirador_interval_wilson (cases[i].x, cases[i].n);

      g_assert_true (interval.valid);
      assert_near (interval.low, cases[i].low);
      assert_near (interval.high, cases[i].high);
    }
}

static void
test_wilson_impossible (void)
{
  static const double cases[][2]
    = { { 11, 10 }, { -1, 10 }, { 0, 0 }, { NAN, 10 }, { 1, NAN }, { 1, INFINITY } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_false (mirador_interval_wilson (cases[i][0], cases[i][1]).valid);
}

/* Byar's limits stay within 0.02 of the exact Poisson limits (5 events: 1.62 to 11.67). */
static void
test_byar (void)
{
  static const struct
  {
    double x, low, high;
  } cases[] = { { 0, 0, 3.69 }, { 5, 1.62, 11.67 }, { 10, 4.80, 18.39 }, { 100, 81.36, 121.63 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorInterval interval = mirador_interval_byar (cases[i].x);

      g_assert_true (interval.valid);
      g_assert_cmpfloat_with_epsilon (interval.low, cases[i].low, 0.025);
      g_assert_cmpfloat_with_epsilon (interval.high, cases[i].high, 0.1);
    }
  g_assert_cmpfloat (mirador_interval_byar (0).low, ==, 0);
  g_assert_false (mirador_interval_byar (-1).valid);
  g_assert_false (mirador_interval_byar (NAN).valid);
}

static void
test_change (void)
{
  static const struct
  {
    double now, before;
    MiradorChangeKind kind;
    double fraction;
  } cases[] = {
    { 303705, 270200, MIRADOR_CHANGE_UP, 0.1240 }, { 980, 1000, MIRADOR_CHANGE_UNCLEAR, -0.02 },
    { 900, 1000, MIRADOR_CHANGE_DOWN, -0.1 },      { 5, 3, MIRADOR_CHANGE_UNCLEAR, 0.6667 },
    { 0, 0, MIRADOR_CHANGE_UNCLEAR, NAN },         { 40, 0, MIRADOR_CHANGE_UP, NAN },
    { NAN, 10, MIRADOR_CHANGE_NONE, NAN },         { 10, NAN, MIRADOR_CHANGE_NONE, NAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorChange change = mirador_change_of_counts (cases[i].now, cases[i].before);

      g_assert_cmpint (change.kind, ==, cases[i].kind);
      if (isnan (cases[i].fraction))
        g_assert_true (isnan (change.fraction));
      else
        assert_near (change.fraction, cases[i].fraction);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intervals/wilson", test_wilson);
  g_test_add_func ("/intervals/wilson-impossible", test_wilson_impossible);
  g_test_add_func ("/intervals/byar", test_byar);
  g_test_add_func ("/intervals/change", test_change);
  return g_test_run ();
}
