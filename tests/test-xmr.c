/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline.h"
#include "chart-picture.h"
#include "charts/chart-private.h"

#define NEAR 0.005

/* Numbers */

static const double control[] = { 39, 41, 41, 41, 43, 44, 41, 42, 40, 41, 44, 40 };

static const double long_control[]
  = { 905,  930, 865, 895, 905, 885, 890, 930, 915, 910, 920, 915, 925, 860,  905,
      925,  925, 905, 915, 930, 890, 940, 860, 875, 985, 970, 940, 975, 1000, 1035,
      1020, 985, 960, 945, 965, 940, 900, 920, 980, 950, 955, 970, 970, 1035, 1040 };

/* U.S. trade deficits of 1987, Wheeler (2000), "Understanding Variation". */
static const double deficits[]
  = { 10.7, 13.0, 11.4, 11.5, 12.5, 14.1, 14.8, 14.1, 12.6, 16.0, 11.7, 10.6 };

/* A single jump: its two ranges are dropped, and the limits show it. */
static const double jump[] = { 50, 52, 49, 51, 50, 53, 51, 90, 52, 50, 49, 51, 52 };

/* The first: Wheeler and Chambers (1992), "Understanding Statistical Process Control", p. 49, gives
 * 41.42, 36.82 and 46.01; the second, p. 215, a mean of 936.89 and a mean range of 27.84, from
 * which one range of 110 is dropped here. The others were computed apart with the formulas of
 * CHARTS.md. */
static void
test_limits (void)
{
  static const struct
  {
    const double *values;
    guint n;
    double mean, mean_range, low, high;
    guint n_dropped;
  } cases[] = {
    { control, G_N_ELEMENTS (control), 41.4167, 1.7273, 36.8221, 46.0112, 0 },
    { long_control, G_N_ELEMENTS (long_control), 936.8889, 25.9302, 867.9145, 1005.8633, 1 },
    { deficits, G_N_ELEMENTS (deficits), 12.75, 1.6636, 8.3247, 17.1753, 0 },
    { jump, G_N_ELEMENTS (jump), 53.8462, 1.9, 48.7922, 58.9002, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorXmr) xmr = mirador_xmr_new (cases[i].values, cases[i].n, NULL);
      const MiradorXmrSegment *segment = mirador_xmr_last_segment (xmr);

      g_assert_true (segment->valid);
      g_assert_false (segment->provisional);
      g_assert_cmpfloat_with_epsilon (segment->mean, cases[i].mean, NEAR);
      g_assert_cmpfloat_with_epsilon (segment->mean_range, cases[i].mean_range, NEAR);
      g_assert_cmpfloat_with_epsilon (segment->low, cases[i].low, NEAR);
      g_assert_cmpfloat_with_epsilon (segment->high, cases[i].high, NEAR);
      g_assert_cmpuint (segment->n_dropped, ==, cases[i].n_dropped);
    }
}

/* One letter a cell, so that a case can be read: the strongest signal that it carries. */
static char *
spell (const MiradorXmr *xmr)
{
  static const char letters[] = "ABabrfhl";
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < xmr->n; i++)
    g_string_append_c (text,
                       xmr->signals[i] == 0 ? '.' : letters[g_bit_nth_lsf (xmr->signals[i], -1)]);
  return g_string_free (text, FALSE);
}

static void
test_signals (void)
{
  static const struct
  {
    double values[20];
    guint n;
    const char *letters;
  } cases[] = {
    /* above and below */
    { { 50, 56, 46, 53, 48, 54, 49, 90, 45, 55, 48, 53, 47 }, 13, ".......A....." },
    { { 50, 56, 46, 53, 48, 54, 49, 10, 45, 55, 48, 53, 47 }, 13, ".......B....." },
    /* six on one side are none, seven are a run, and so are eight */
    { { 1, 9, 1, 9, 1, 1, 6, 7, 6, 7, 6, 7, 1, 1 }, 14, ".............." },
    { { 1, 9, 1, 9, 1, 1, 6, 7, 6, 7, 6, 7, 6, 1 }, 14, "......aaaaaaa." },
    { { 1, 9, 1, 9, 1, 1, 6, 7, 6, 5, 7, 6, 7, 6, 1, 4 }, 16, "......aaaaaaaa.." },
    /* a gap ends it */
    { { 1, 9, 1, 9, 1, 1, 6, 7, 6, NAN, 7, 6, 7, 1 }, 14, ".............." },
    /* so does a point on the mean, 5 */
    { { 1, 9, 1, 9, 1, 6, 7, 6, 5, 7, 6, 7, 1, 4 }, 14, ".............." },
    /* seven rising; a tie in between ends it */
    { { 5, 3, 7, 1, 2, 3, 4, 5, 6, 7, 3, 6, 1 }, 13, "...rrrrrrr..." },
    { { 5, 3, 7, 1, 2, 3, 3, 5, 6, 7, 3, 6, 1 }, 13, "............." },
    { { 5, 3, 1, 7, 6, 5, 4, 3, 2, 1, 5, 2, 7 }, 13, "...fffffff..." },
    /* equal values are nothing special, nor is the dust of fractions */
    { { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 }, 12, "............" },
    { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 12, "............" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorXmr) xmr = mirador_xmr_new (cases[i].values, cases[i].n, NULL);
      g_autofree char *letters = spell (xmr);

      g_test_message ("case %u", i);
      g_assert_cmpstr (letters, ==, cases[i].letters);
    }
}

/* The signals of Wheeler and Chambers, p. 215: long runs on either side, five points outside, and
 * one that is close to the lower limit beside one that is outside. */
static void
test_many_signals (void)
{
  g_autoptr (MiradorXmr) xmr = mirador_xmr_new (long_control, G_N_ELEMENTS (long_control), NULL);
  g_autofree char *letters = spell (xmr);

  g_assert_cmpstr (letters, ==, "bbBbbbbbbbbbbBbbbbbbb.BlaaaaaAAaaaaa..aaaaaAA");
}

/* Mean 50, mean range 3 (limits 42 and 58): beyond 55.3 is close to the upper one. */
static void
test_near (void)
{
  static const struct
  {
    double last[3];
    guint flagged[3];
  } cases[] = {
    { { 56, 56, 50 }, { 1, 1, 0 } }, { { 56, 50, 56 }, { 1, 0, 1 } },
    { { 56, 50, 50 }, { 0, 0, 0 } }, { { 56, 44, 56 }, { 1, 0, 1 } },
    { { 56, 44, 50 }, { 0, 0, 0 } }, { { 56, NAN, 56 }, { 0, 0, 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double values[43];
      g_autoptr (MiradorXmr) xmr = NULL;

      for (guint k = 0; k < 40; k++)
        values[k] = k % 2 == 0 ? 48.5 : 51.5;
      memcpy (values + 40, cases[i].last, sizeof cases[i].last);
      xmr = mirador_xmr_new (values, G_N_ELEMENTS (values), NULL);
      for (guint k = 0; k < 3; k++)
        g_assert_cmpint ((xmr->signals[40 + k] & MIRADOR_XMR_NEAR_HIGH) != 0, ==,
                         cases[i].flagged[k]);
    }
}

static void
test_gaps (void)
{
  static const double values[] = { 10, 12, NAN, 30, 31, 10, 12, 11, 13, 12, 11, 12, 10 };
  g_autoptr (MiradorXmr) xmr = mirador_xmr_new (values, G_N_ELEMENTS (values), NULL);

  g_assert_cmpuint (xmr->n_points, ==, 12);
  g_assert_true (isnan (xmr->ranges[0]));
  g_assert_cmpfloat (xmr->ranges[1], ==, 2);
  g_assert_true (isnan (xmr->ranges[2]));
  g_assert_true (isnan (xmr->ranges[3]));
  g_assert_cmpfloat (xmr->ranges[4], ==, 1);
}

static void
test_rebase (void)
{
  static const struct
  {
    guint bases[2];
    guint n_bases;
    guint n_segments, n_refused;
    gboolean provisional; /* the last */
  } cases[] = {
    { { 12, 0 }, 1, 2, 0, FALSE },  { { 15, 0 }, 1, 2, 0, TRUE },  { { 20, 0 }, 1, 1, 1, FALSE },
    { { 0, 0 }, 1, 1, 1, FALSE },   { { 99, 0 }, 1, 1, 1, FALSE }, { { 16, 8 }, 2, 3, 0, TRUE },
    { { 12, 12 }, 2, 2, 1, FALSE },
  };
  double values[24];

  for (guint i = 0; i < 24; i++)
    values[i] = (i < 12 ? 10 : 30) + i % 3;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) bases = g_array_new (FALSE, FALSE, sizeof (guint));
      g_autoptr (MiradorXmr) xmr = NULL;

      g_array_append_vals (bases, cases[i].bases, cases[i].n_bases);
      xmr = mirador_xmr_new (values, 24, bases);
      g_assert_cmpuint (xmr->segments->len, ==, cases[i].n_segments);
      g_assert_cmpuint (xmr->n_refused, ==, cases[i].n_refused);
      g_assert_cmpint (mirador_xmr_last_segment (xmr)->provisional, ==, cases[i].provisional);
    }
}

/* Each segment is judged by itself: the jump between them is no signal. */
static void
test_rebase_limits (void)
{
  double values[24];
  guint cell = 12;
  g_autoptr (GArray) bases = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (MiradorXmr) xmr = NULL;
  g_autofree char *letters = NULL;

  for (guint i = 0; i < 24; i++)
    values[i] = (i < 12 ? 10 : 30) + i % 3;
  g_array_append_val (bases, cell);
  xmr = mirador_xmr_new (values, 24, bases);
  letters = spell (xmr);
  g_assert_cmpstr (letters, ==, "........................");
  g_assert_cmpfloat (g_array_index (xmr->segments, MiradorXmrSegment, 0).mean, ==, 11);
  g_assert_cmpfloat (g_array_index (xmr->segments, MiradorXmrSegment, 1).mean, ==, 31);
  g_assert_true (isnan (xmr->ranges[12]));
}

static void
test_awkward (void)
{
  static const double huge[] = { 1e15, 1, 1e15, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  static const double none[] = { NAN, NAN, INFINITY, -INFINITY };
  g_autoptr (MiradorXmr) empty = mirador_xmr_new (NULL, 0, NULL);
  g_autoptr (MiradorXmr) gaps = mirador_xmr_new (none, G_N_ELEMENTS (none), NULL);
  g_autoptr (MiradorXmr) large = mirador_xmr_new (huge, G_N_ELEMENTS (huge), NULL);
  g_autoptr (MiradorXmr) one = mirador_xmr_new (huge, 1, NULL);

  g_assert_cmpuint (empty->n_points, ==, 0);
  g_assert_cmpuint (gaps->n_points, ==, 0);
  g_assert_false (mirador_xmr_last_segment (gaps)->valid);
  g_assert_true (mirador_xmr_last_segment (large)->valid);
  g_assert_false (mirador_xmr_last_segment (one)->valid);
}

static void
test_assurance (void)
{
  static const struct
  {
    double target;
    MiradorGood good;
    MiradorXmrAssurance expected;
  } cases[] = {
    { 30, MIRADOR_GOOD_UP, MIRADOR_XMR_PASSES },
    { 50, MIRADOR_GOOD_UP, MIRADOR_XMR_FAILS },
    { 42, MIRADOR_GOOD_UP, MIRADOR_XMR_HIT_AND_MISS },
    { 30, MIRADOR_GOOD_DOWN, MIRADOR_XMR_FAILS },
    { 50, MIRADOR_GOOD_DOWN, MIRADOR_XMR_PASSES },
    { 50, MIRADOR_GOOD_NONE, 0 },
    { NAN, MIRADOR_GOOD_UP, 0 },
  };
  g_autoptr (MiradorXmr) xmr = mirador_xmr_new (control, G_N_ELEMENTS (control), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (mirador_xmr_assure (xmr, cases[i].target, cases[i].good), ==,
                     cases[i].expected);
}

int
main (int argc, char *argv[])
{
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/xmr/limits", test_limits);
  g_test_add_func ("/xmr/signals", test_signals);
  g_test_add_func ("/xmr/many-signals", test_many_signals);
  g_test_add_func ("/xmr/near", test_near);
  g_test_add_func ("/xmr/gaps", test_gaps);
  g_test_add_func ("/xmr/rebase", test_rebase);
  g_test_add_func ("/xmr/rebase-limits", test_rebase_limits);
  g_test_add_func ("/xmr/awkward", test_awkward);
  g_test_add_func ("/xmr/assurance", test_assurance);
  return g_test_run ();
}
