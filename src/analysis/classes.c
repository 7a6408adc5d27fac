/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/classes.h"

#include <float.h>
#include <math.h>

#define UNIT 0.1
#define WHOLE_UNIT 1.0
/* From here a double has no decimals to spare. */
#define COARSE 1e14

/** Different values in their order, and how often each occurs. */
typedef struct
{
  guint n;
  guint n_values; /* with repetitions */
  double *value;
  guint *times;
} Distinct;

double
mirador_classes_round (double value)
{
  double scaled = fabs (value) / UNIT;

  if (!isfinite (value) || fabs (value) > COARSE)
    return value;
  /* 16.15 / 0.1 is a hair below 161.5, but its text ends in a 5 and so rounds away from zero. */
  scaled = floor (scaled * (1 + 4 * DBL_EPSILON) + 0.5);
  return copysign (scaled / (1 / UNIT), value) + 0.0;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a;
  double two = *(const double *)b;

  return (one > two) - (one < two);
}

static GArray *
sort_rounded (const double *values, guint n)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < n; i++)
    {
      double rounded = mirador_classes_round (values[i]);

      if (isfinite (rounded))
        g_array_append_val (sorted, rounded);
    }
  g_array_sort (sorted, compare_doubles);
  return sorted;
}

static Distinct
find_distinct (const double *values, guint n)
{
  g_autoptr (GArray) sorted = sort_rounded (values, n);
  Distinct distinct
    = { 0, sorted->len, g_new (double, sorted->len + 1), g_new (guint, sorted->len + 1) };

  for (guint i = 0; i < sorted->len; i++)
    {
      double value = g_array_index (sorted, double, i);

      if (distinct.n > 0 && distinct.value[distinct.n - 1] == value)
        {
          distinct.times[distinct.n - 1]++;
          continue;
        }
      distinct.value[distinct.n] = value;
      distinct.times[distinct.n++] = 1;
    }
  return distinct;
}

static double
find_unit (const Distinct *distinct)
{
  for (guint i = 0; i < distinct->n; i++)
    if (distinct->value[i] != floor (distinct->value[i]))
      return UNIT;
  return WHOLE_UNIT;
}

/* Multiples of a tenth that read back: 0.1 × 3 is not 0.3. */
static double
round_to_step (double value, double step, double (*towards) (double))
{
  return step < 1 ? towards (value * round (1 / step)) / round (1 / step)
                  : towards (value / step) * step;
}

/* The roundest number above @below and not above @above: 250 between 236.1 and 272.6. */
static double
find_round_limit (double below, double above, double unit)
{
  static const double parts[] = { 1, 2, 5 };
  double step = pow (10, ceil (log10 (MAX (above - below, unit))));

  if (fabs (above) > COARSE)
    return above;
  for (; step > unit * 0.99; step /= 10)
    for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
      {
        double limit = round_to_step (above, step / parts[i], floor);

        if (step / parts[i] >= unit * 0.99 && limit > below && limit <= above
            && mirador_classes_round (limit) == limit
            && (unit < WHOLE_UNIT || limit == floor (limit)))
          return limit;
      }
  return above;
}

/* @starts: the first distinct value of each class. */
static void
set_limits (MiradorClasses *classes, const Distinct *distinct, const guint *starts)
{
  classes->limits[0] = distinct->value[0];
  for (guint i = 1; i < classes->n; i++)
    classes->limits[i] = find_round_limit (distinct->value[starts[i] - 1],
                                           distinct->value[starts[i]], classes->unit);
  classes->limits[classes->n] = distinct->value[distinct->n - 1];
}

/* Each class begins where the count comes nearest to its share, between two different values; a
 * place is left for each class that is still to come. */
static void
cut_by_number (MiradorClasses *classes, const Distinct *distinct)
{
  guint starts[MIRADOR_MOST_CLASSES] = { 0 };
  guint at = 0;
  guint before = 0; /* values below distinct value @at */

  for (guint i = 1; i < classes->n; i++)
    {
      double share = (double)i * distinct->n_values / classes->n;
      guint last = distinct->n - (classes->n - i);

      before += distinct->times[at++];
      while (at < last && fabs (before + distinct->times[at] - share) < fabs (before - share))
        before += distinct->times[at++];
      starts[i] = at;
    }
  set_limits (classes, distinct, starts);
}

/* The limits are rounded up to the third digit of the width, so they are equally far apart but for
 * that, and whole values are where the exact limits would have them; values follow the rounded
 * limits. */
static void
cut_by_width (MiradorClasses *classes, const Distinct *distinct)
{
  double low = distinct->value[0];
  double high = distinct->value[distinct->n - 1];
  double width = high / classes->n - low / classes->n;
  double step = MAX (pow (10, floor (log10 (width)) - 2), classes->unit);
  guint n = 0;

  classes->limits[0] = low;
  for (guint i = 1; i < classes->n; i++)
    {
      double limit = round_to_step (low + width * i - step * 1e-6, step, ceil);

      /* A width below the unit leaves no room for all. */
      if (limit > classes->limits[n] && limit <= high)
        classes->limits[++n] = limit;
    }
  classes->n = n + 1;
  classes->limits[classes->n] = high;
}

/* The sum of squared differences from the mean of the values from @from to each one after it. */
static void
sum_squares (const Distinct *distinct, guint from, double *sums)
{
  /* Squares of the largest doubles are none. */
  double scale = MAX (fabs (distinct->value[0]), fabs (distinct->value[distinct->n - 1]));
  double mean = 0, sum = 0, weight = 0;

  for (guint to = from; to < distinct->n; to++)
    {
      double times = distinct->times[to];
      double value = scale > 0 ? distinct->value[to] / scale : 0;
      double distance = value - mean;

      weight += times;
      mean += distance * times / weight;
      sum += times * distance * (value - mean);
      sums[to] = sum;
    }
}

/* The best cut of the first values into 1 class, 2, 3, ...: each from the best with one class less.
 * Fisher, W. D. (1958), "On grouping for maximum homogeneity", JASA 53: 789-798, which made exact
 * what Jenks, G. F. (1967), "The data model concept in statistical mapping", International
 * Yearbook of Cartography 7: 186-190, asks of a map. Equal values are one, weighted. */
static void
cut_naturally (MiradorClasses *classes, const Distinct *distinct)
{
  guint n = distinct->n;
  guint starts[MIRADOR_MOST_CLASSES] = { 0 };
  g_autofree double *sums = g_new (double, n);
  g_autofree double *best = g_new (double, classes->n *n);
  g_autofree guint *start = g_new0 (guint, classes->n * n);

  for (guint i = 0; i < classes->n * n; i++)
    best[i] = INFINITY;
  for (guint from = 0; from < n; from++)
    {
      sum_squares (distinct, from, sums);
      for (guint k = 0; k < classes->n; k++)
        {
          double before = from > 0 && k > 0 ? best[(k - 1) * n + from - 1] : INFINITY;

          if (from == 0 && k == 0)
            before = 0;
          for (guint to = from; to < n && before < INFINITY; to++)
            if (before + sums[to] < best[k * n + to])
              {
                best[k * n + to] = before + sums[to];
                start[k * n + to] = from;
              }
        }
    }
  for (guint k = classes->n, to = n - 1; k-- > 1; to = starts[k] - 1)
    starts[k] = start[k * n + to];
  set_limits (classes, distinct, starts);
}

static void
count_values (MiradorClasses *classes, const Distinct *distinct)
{
  for (guint i = 0; i < distinct->n; i++)
    {
      int found = mirador_classes_find (classes, distinct->value[i]);

      if (found >= 0)
        classes->counts[found] += distinct->times[i];
    }
}

void
mirador_classes_init (MiradorClasses *classes,
                      const double *values,
                      guint n_values,
                      guint most,
                      MiradorClassing classing)
{
  Distinct distinct = find_distinct (values, n_values);

  *classes = (MiradorClasses){ 0 };
  classes->n = MIN (CLAMP (most, 1, MIRADOR_MOST_CLASSES), distinct.n);
  classes->unit = find_unit (&distinct);
  if (classes->n > 0)
    {
      if (classing == MIRADOR_CLASSES_EQUAL && classes->n > 1)
        cut_by_width (classes, &distinct);
      else if (classing == MIRADOR_CLASSES_NATURAL)
        cut_naturally (classes, &distinct);
      else
        cut_by_number (classes, &distinct);
      count_values (classes, &distinct);
    }
  g_free (distinct.value);
  g_free (distinct.times);
}

int
mirador_classes_find (const MiradorClasses *classes, double value)
{
  double rounded = mirador_classes_round (value);
  int found = -1;

  if (!isfinite (rounded) || classes->n == 0 || rounded > classes->limits[classes->n])
    return -1;
  for (guint i = 0; i < classes->n; i++)
    if (rounded >= classes->limits[i])
      found = (int)i;
  return found;
}

double
mirador_classes_get_top (const MiradorClasses *classes, guint i)
{
  double limit = classes->limits[MIN (i, classes->n - 1) + 1];

  if (i + 1 >= classes->n || fabs (limit) > COARSE)
    return limit;
  return classes->unit < WHOLE_UNIT ? mirador_classes_round (limit - UNIT) : limit - WHOLE_UNIT;
}
