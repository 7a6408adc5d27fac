/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <math.h>
#include "analysis/classes.h"

#define MOST_VALUES 25

/** Values, and the first value of each class after the first. */
typedef struct
{
  const char *name;
  MiradorClassing classing;
  guint most;
  guint n;
  double values[MOST_VALUES];
  guint n_classes;
  guint counts[MIRADOR_MOST_CLASSES];
} Case;

static const Case cases[] = {
  /* The worked example of Jenks's breaks that is usually given: of [4], [5, 9, 10] the squares add
   * up to 14, of [4, 5], [9, 10] to 1, of [4, 5, 9], [10] to 14. */
  { "four values", MIRADOR_CLASSES_NATURAL, 2, 4, { 4, 5, 9, 10 }, 2, { 2, 2 } },
  /* Fisher (1958): the closest partition leaves the far values by themselves. */
  { "far values", MIRADOR_CLASSES_NATURAL, 3, 7, { 1, 2, 3, 40, 41, 900, 3 }, 3, { 4, 2, 1 } },
  { "one is huge", MIRADOR_CLASSES_NATURAL, 2, 5, { 6, 7, 9e12, 8, 9 }, 2, { 4, 1 } },
  { "quantiles",
    MIRADOR_CLASSES_QUANTILE,
    5,
    10,
    { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 },
    5,
    { 2, 2, 2, 2, 2 } },
  { "a tie stays together", MIRADOR_CLASSES_QUANTILE, 2, 6, { 1, 5, 5, 5, 5, 9 }, 2, { 1, 5 } },
  { "most are zero", MIRADOR_CLASSES_QUANTILE, 5, 8, { 0, 0, 0, 0, 0, 0, 1, 2 }, 3, { 6, 1, 1 } },
  { "equal widths", MIRADOR_CLASSES_EQUAL, 5, 6, { 0, 10, 20, 35, 60, 100 }, 5, { 2, 2, 0, 1, 1 } },
  { "fewer values than classes", MIRADOR_CLASSES_EQUAL, 5, 3, { 1, 2, 3 }, 3, { 1, 1, 1 } },
  { "all alike", MIRADOR_CLASSES_QUANTILE, 5, 3, { 7, 7, 7 }, 1, { 3 } },
  { "all alike, by width", MIRADOR_CLASSES_EQUAL, 5, 3, { 7, 7, 7 }, 1, { 3 } },
  { "alike in print", MIRADOR_CLASSES_NATURAL, 5, 3, { 7.01, 7.02, 7.03 }, 1, { 3 } },
  { "one", MIRADOR_CLASSES_NATURAL, 5, 1, { -3 }, 1, { 1 } },
  { "none", MIRADOR_CLASSES_QUANTILE, 5, 2, { NAN, INFINITY }, 0, { 0 } },
  { "negative", MIRADOR_CLASSES_QUANTILE, 2, 4, { -20, -10, 10, 20 }, 2, { 2, 2 } },
};

static void
test_known_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *known = &cases[i];
      MiradorClasses classes;

      g_test_message ("%s", known->name);
      mirador_classes_init (&classes, known->values, known->n, known->most, known->classing);
      g_assert_cmpuint (classes.n, ==, known->n_classes);
      for (guint k = 0; k < classes.n; k++)
        g_assert_cmpuint (classes.counts[k], ==, known->counts[k]);
    }
}

static void
test_limits_are_round (void)
{
  static const double values[] = { 192.7, 206.3, 226.4, 236.1, 249.7, 272.6, 273.6, 276.9, 286.3 };
  MiradorClasses classes;

  mirador_classes_init (&classes, values, G_N_ELEMENTS (values), 3, MIRADOR_CLASSES_QUANTILE);
  g_assert_cmpuint (classes.n, ==, 3);
  g_assert_cmpfloat (classes.limits[0], ==, 192.7);
  g_assert_cmpfloat (classes.limits[1], ==, 230);
  g_assert_cmpfloat (mirador_classes_get_top (&classes, 0), ==, 229.9);
  g_assert_cmpfloat (classes.limits[2], ==, 273);
  g_assert_cmpfloat (mirador_classes_get_top (&classes, 2), ==, 286.3);
}

static void
test_rounding (void)
{
  static const struct
  {
    double value, rounded;
  } known[] = {
    { 16.15, 16.2 },   { 2.25, 2.3 }, { 0.05, 0.1 },           { 0.04999, 0 },
    { -16.15, -16.2 }, { -0.04, 0 },  { 1e15, 1e15 },          { 0.35, 0.4 },
    { 8.45, 8.5 },     { 1.45, 1.5 }, { 123456.65, 123456.7 }, { 291.3489, 291.3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      double rounded = mirador_classes_round (known[i].value);

      g_assert_cmpfloat (rounded, ==, known[i].rounded);
      g_assert_cmpint (signbit (rounded) != 0, ==, known[i].rounded < 0);
    }
}

static guint
draw_values (GRand *random, double *values)
{
  guint n = (guint)g_rand_int_range (random, 1, MOST_VALUES + 1);
  double size = pow (10, g_rand_double_range (random, -1, 9));
  gboolean whole = g_rand_boolean (random);

  for (guint i = 0; i < n; i++)
    {
      values[i] = size * g_rand_double_range (random, g_rand_boolean (random) ? 0 : -0.3, 1);
      if (whole)
        values[i] = floor (values[i]);
      if (g_rand_int_range (random, 0, 5) == 0)
        values[i] = i > 0 ? values[i - 1] : 0;
    }
  return n;
}

/* What is printed of a value and of the limits says which class it is in. */
static void
check_printed (const MiradorClasses *classes, double value, double unit)
{
  char text[64];
  double printed;
  guint holding = 0;

  g_ascii_formatd (text, sizeof text, unit < 1 ? "%.1f" : "%.0f", mirador_classes_round (value));
  printed = g_ascii_strtod (text, NULL);
  for (guint i = 0; i < classes->n; i++)
    {
      double low, high;

      g_ascii_formatd (text, sizeof text, unit < 1 ? "%.1f" : "%.0f", classes->limits[i]);
      low = g_ascii_strtod (text, NULL);
      g_ascii_formatd (text, sizeof text, unit < 1 ? "%.1f" : "%.0f",
                       mirador_classes_get_top (classes, i));
      high = g_ascii_strtod (text, NULL);
      if (printed < low || printed > high)
        continue;
      g_assert_cmpint (mirador_classes_find (classes, value), ==, (int)i);
      holding++;
    }
  g_assert_cmpuint (holding, ==, 1);
}

static void
test_printed_limits_are_true (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1967);
  double values[MOST_VALUES];

  for (guint round = 0; round < 6000; round++)
    {
      guint n = draw_values (random, values);
      MiradorClasses classes;
      guint sum = 0;

      mirador_classes_init (&classes, values, n, 1 + round % MIRADOR_MOST_CLASSES,
                            (MiradorClassing)(round % 3));
      for (guint i = 0; i < n; i++)
        check_printed (&classes, values[i], classes.unit);
      for (guint i = 0; i < classes.n; i++)
        {
          sum += classes.counts[i];
          g_assert_true (classes.limits[i] < classes.limits[i + 1] || classes.n == 1
                         || i + 1 == classes.n);
        }
      g_assert_cmpuint (sum, ==, n);
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b, gpointer unused)
{
  return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static double
spread (const double *values, guint from, guint to)
{
  double mean = 0, sum = 0;

  for (guint i = from; i < to; i++)
    mean += values[i] / (to - from);
  for (guint i = from; i < to; i++)
    sum += (values[i] - mean) * (values[i] - mean);
  return sum;
}

/* Every way to cut sorted values into @n classes. */
static double
find_least (const double *values, guint from, guint to, guint n)
{
  double least = INFINITY;

  if (n == 1)
    return spread (values, from, to);
  for (guint cut = from + 1; cut + n - 1 <= to; cut++)
    least = MIN (least, spread (values, from, cut) + find_least (values, cut, to, n - 1));
  return least;
}

/* Fisher's recursion finds what trying all cuts finds. */
static void
test_natural_breaks_are_the_best (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1958);

  for (guint round = 0; round < 400; round++)
    {
      double values[11];
      guint n = (guint)g_rand_int_range (random, 3, 12);
      guint n_classes = (guint)g_rand_int_range (random, 2, 5);
      MiradorClasses classes;
      double found = 0;
      guint from = 0;

      for (guint i = 0; i < n; i++)
        values[i] = g_rand_int_range (random, 0, 60);
      mirador_classes_init (&classes, values, n, n_classes, MIRADOR_CLASSES_NATURAL);
      g_qsort_with_data (values, (gint)n, sizeof *values, compare_doubles, NULL);
      for (guint i = 0; i < classes.n; i++)
        {
          found += spread (values, from, from + classes.counts[i]);
          from += classes.counts[i];
        }
      g_assert_cmpuint (from, ==, n);
      g_assert_cmpfloat_with_epsilon (found, find_least (values, 0, n, classes.n), 1e-6);
    }
}

static void
test_absurd_values (void)
{
  static const double values[]
    = { 1e308, -1e308, 5e307, 0, 1e-300, NAN, INFINITY, -INFINITY, 1e17, 1e16 };

  for (int classing = 0; classing < 3; classing++)
    {
      MiradorClasses classes;

      mirador_classes_init (&classes, values, G_N_ELEMENTS (values), 5, (MiradorClassing)classing);
      g_assert_cmpuint (classes.n, >, 0);
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        g_assert_true (!isfinite (values[i]) || mirador_classes_find (&classes, values[i]) >= 0);
      g_assert_cmpint (mirador_classes_find (&classes, NAN), ==, -1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/classes/known-cases", test_known_cases);
  g_test_add_func ("/classes/limits-are-round", test_limits_are_round);
  g_test_add_func ("/classes/rounding", test_rounding);
  g_test_add_func ("/classes/printed-limits-are-true", test_printed_limits_are_true);
  g_test_add_func ("/classes/natural-breaks-are-the-best", test_natural_breaks_are_the_best);
  g_test_add_func ("/classes/absurd-values", test_absurd_values);
  return g_test_run ();
}
