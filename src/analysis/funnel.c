/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/funnel.h"

#include <math.h>

#include "analysis/label.h"

#define LEAST_OVERDISPERSED 10 /* winsorising 10% of fewer cuts nothing */
#define MOST_OUTSIDE 0.2       /* a share of places outside 95% that chance does not give */
#define WINSORISED 0.1
#define LEAST_EXPECTED 5.0 /* Cochran (1954): below, the normal form is poor */
/* What lies outside of z = 1.960 and 3.0902 on one side. */
#define TAIL95 0.025
#define TAIL998 0.001

/** The measures between which a proportion is sought, in the order of the care cascade. */
typedef struct
{
  const MiradorMeasure *measure;
  MiradorStage stage;
} Step;

static MiradorFunnel *
new_funnel (void)
{
  MiradorFunnel *funnel = g_new0 (MiradorFunnel, 1);

  funnel->points = g_array_new (FALSE, TRUE, sizeof (MiradorFunnelPoint));
  funnel->per = 1;
  funnel->share = NAN;
  funnel->phi = NAN;
  return funnel;
}

void
mirador_funnel_free (MiradorFunnel *funnel)
{
  g_array_unref (funnel->points);
  g_free (funnel);
}

static MiradorFunnelPoint *
point_at (const MiradorFunnel *funnel, guint i)
{
  return &g_array_index (funnel->points, MiradorFunnelPoint, i);
}

static void
take (MiradorFunnel *funnel, guint row, double x, double n)
{
  MiradorFunnelPoint point = { .row = row, .x = x, .n = n, .share = x / n };

  if (!isfinite (x) || !isfinite (n) || x < 0 || !(n > 0))
    funnel->n_missing++;
  else if (x > n)
    funnel->n_larger++;
  else
    g_array_append_val (funnel->points, point);
}

/* Judging */

static void
set_share (MiradorFunnel *funnel)
{
  double x = 0, n = 0;

  for (guint i = 0; i < funnel->points->len; i++)
    {
      x += point_at (funnel, i)->x;
      n += point_at (funnel, i)->n;
    }
  funnel->share = n > 0 ? x / n : NAN;
}

static double
binomial_z (const MiradorFunnel *funnel, const MiradorFunnelPoint *point)
{
  double error = sqrt (funnel->share * (1 - funnel->share) / point->n);

  return error > 0 ? (point->share - funnel->share) / error : 0;
}

/* Spiegelhalter (2005), appendix: asin√p has the standard error 1/(2√n), whatever p. */
static double
arcsine_z (const MiradorFunnel *funnel, const MiradorFunnelPoint *point)
{
  return (asin (sqrt (point->share)) - asin (sqrt (funnel->share))) * 2 * sqrt (point->n);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a, two = *(const double *)b;

  return one == two ? 0 : (one < two ? -1 : 1);
}

/* Hyndman and Fan (1996), type 7. */
static double
quantile (const GArray *sorted, double share)
{
  double at = share * (sorted->len - 1);
  guint low = (guint)floor (at);
  double first = g_array_index (sorted, double, low);
  double second = g_array_index (sorted, double, MIN (low + 1, sorted->len - 1));

  return first + (at - low) * (second - first);
}

/* φ: the mean of the squared z, the most extreme tenth at each end drawn in to the tenth and the
 * ninetieth percentile, so that real outliers do not widen the limits that are to show them. */
static double
find_phi (const MiradorFunnel *funnel)
{
  g_autoptr (GArray) scores = g_array_new (FALSE, FALSE, sizeof (double));
  double low, high, sum = 0;

  for (guint i = 0; i < funnel->points->len; i++)
    {
      double z = arcsine_z (funnel, point_at (funnel, i));

      g_array_append_val (scores, z);
    }
  if (scores->len < 2)
    return NAN;
  g_array_sort (scores, compare_numbers);
  low = quantile (scores, WINSORISED);
  high = quantile (scores, 1 - WINSORISED);
  for (guint i = 0; i < scores->len; i++)
    sum += pow (CLAMP (g_array_index (scores, double, i), low, high), 2);
  return sum / scores->len;
}

static guint
count_outside_binomial (const MiradorFunnel *funnel)
{
  guint n = 0;

  for (guint i = 0; i < funnel->points->len; i++)
    n += fabs (binomial_z (funnel, point_at (funnel, i))) > MIRADOR_FUNNEL_Z95 ? 1 : 0;
  return n;
}

static gboolean
choose_limits (const MiradorFunnel *funnel, MiradorFunnelLimits limits)
{
  guint n = funnel->points->len;

  /* Less than chance gives is no reason to narrow the limits. */
  if (limits == MIRADOR_FUNNEL_BINOMIAL || !(funnel->phi > 1))
    return FALSE;
  return limits == MIRADOR_FUNNEL_OVERDISPERSED
         || (n >= LEAST_OVERDISPERSED && count_outside_binomial (funnel) > MOST_OUTSIDE * n);
}

/* The probability of @x or more (less: of @x or less) of @n with the probability @p. */
static double
binomial_tail (double x, double n, double p, gboolean more)
{
  double logit = log (p) - log1p (-p);
  double term
    = lgamma (n + 1) - lgamma (x + 1) - lgamma (n - x + 1) + x * log (p) + (n - x) * log1p (-p);
  double sum = 0;

  for (double k = x; k >= 0 && k <= n; k += more ? 1 : -1)
    {
      sum += exp (term);
      term += more ? log (MAX (n - k, 0)) - log (k + 1) + logit : log (k) - log (n - k + 1) - logit;
      /* What is left is too small to count. */
      if (!isfinite (term) || term < -60)
        break;
    }
  return sum;
}

static gboolean
is_small (const MiradorFunnel *funnel, const MiradorFunnelPoint *point)
{
  return MIN (funnel->share, 1 - funnel->share) * point->n < LEAST_EXPECTED;
}

static void
judge_point (MiradorFunnel *funnel, MiradorFunnelPoint *point)
{
  double reach = fabs (point->z);
  int side = point->z > 0 ? 1 : -1;

  point->outside = reach > MIRADOR_FUNNEL_Z998 ? 2 : (reach > MIRADOR_FUNNEL_Z95 ? 1 : 0);
  if (point->outside > 0 && is_small (funnel, point))
    {
      double tail = binomial_tail (round (point->x), round (point->n), funnel->share, side > 0);

      if (point->outside > 1 && tail > TAIL998)
        point->outside = 1;
      if (tail > TAIL95)
        point->outside = 0;
      funnel->exact = TRUE;
    }
  point->outside *= side;
  funnel->n_outside95 += point->outside != 0 ? 1 : 0;
  funnel->n_outside998 += ABS (point->outside) > 1 ? 1 : 0;
}

static void
judge (MiradorFunnel *funnel, MiradorFunnelLimits limits)
{
  set_share (funnel);
  if (funnel->points->len == 0)
    return;
  funnel->phi = find_phi (funnel);
  funnel->overdispersed = choose_limits (funnel, limits);
  for (guint i = 0; i < funnel->points->len; i++)
    {
      MiradorFunnelPoint *point = point_at (funnel, i);

      point->z = funnel->overdispersed ? arcsine_z (funnel, point) / sqrt (funnel->phi)
                                       : binomial_z (funnel, point);
      judge_point (funnel, point);
    }
}

double
mirador_funnel_limit (const MiradorFunnel *funnel, double n, double z)
{
  double p = funnel->share;
  double root;

  if (!isfinite (p) || !(n > 0))
    return NAN;
  if (!funnel->overdispersed)
    return CLAMP (p + z * sqrt (p * (1 - p) / n), 0, 1);
  root = sin (CLAMP (asin (sqrt (p)) + z * sqrt (funnel->phi) / (2 * sqrt (n)), 0, G_PI / 2));
  return root * root;
}

MiradorFunnel *
mirador_funnel_new_of_counts (const double *x,
                              const double *n,
                              guint len,
                              MiradorFunnelLimits limits)
{
  MiradorFunnel *funnel = new_funnel ();

  for (guint i = 0; i < len; i++)
    take (funnel, i, x[i], n[i]);
  judge (funnel, limits);
  return funnel;
}

/* Finding the proportion */

static gboolean
is_hidden (const MiradorRow *row)
{
  return row->gap == MIRADOR_GAP_SUPPRESSED || row->gap == MIRADOR_GAP_HIDDEN_BY_SOURCE;
}

static gboolean
has_value (const MiradorRow *row)
{
  return row->gap == MIRADOR_GAP_NONE && isfinite (row->value);
}

static gboolean
is_fraction (const MiradorRow *row)
{
  return has_value (row) && isfinite (row->numerator) && isfinite (row->denominator);
}

static gboolean
divides (const MiradorRow *row)
{
  return row->measure != NULL && row->place != NULL
         && (row->measure->kind == MIRADOR_KIND_RATIO || mirador_row_is_rate (row));
}

static gboolean
take_fractions (MiradorFunnel *funnel, const MiradorFrame *frame)
{
  const MiradorMeasure *measure = NULL;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (measure == NULL && divides (row) && is_fraction (row))
        {
          measure = row->measure;
          funnel->per = mirador_row_is_rate (row) ? 100000 : 1;
        }
    }
  for (guint i = 0; measure != NULL && i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->measure != measure)
        continue;
      if (is_hidden (row))
        funnel->n_hidden++;
      else
        take (funnel, i, has_value (row) ? row->numerator : NAN, row->denominator);
    }
  funnel->part = measure;
  return measure != NULL;
}

static void
note_step (GArray *steps, const MiradorRow *row)
{
  Step step = { row->measure, row->stage };
  guint at = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      if (g_array_index (steps, Step, i).measure == row->measure)
        return;
      at += g_array_index (steps, Step, i).stage <= row->stage ? 1 : 0;
    }
  g_array_insert_val (steps, at, step);
}

static GArray *
list_steps (const MiradorFrame *frame)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (Step));

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->measure != NULL && row->place != NULL && row->stage != MIRADOR_STAGE_NONE
          && has_value (row))
        note_step (steps, row);
    }
  return steps;
}

static const MiradorRow *
find_whole (const MiradorFrame *frame, const MiradorRow *part, const MiradorMeasure *whole)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->measure == whole && row->place == part->place && row->program == part->program
          && row->breakdown == part->breakdown && row->range.first_day == part->range.first_day)
        return row;
    }
  return NULL;
}

static gboolean
is_declared (const MiradorRow *part, const MiradorRow *whole)
{
  return part->program != NULL && part->feed != NULL && part->feed == whole->feed
         && mirador_catalogue_is_subset (part->program->id, part->feed, part->measure->id,
                                         whole->measure->id);
}

static void
take_pair_of (MiradorFunnel *funnel, guint i, const MiradorRow *part, const MiradorRow *whole)
{
  if (is_hidden (part) || (whole != NULL && is_hidden (whole)))
    funnel->n_hidden++;
  else if (whole == NULL || !has_value (part) || !has_value (whole))
    funnel->n_missing++;
  else if (is_declared (part, whole))
    take (funnel, i, part->value, whole->value);
}

static MiradorFunnel *
try_pair (const MiradorFrame *frame, const MiradorMeasure *part, const MiradorMeasure *whole)
{
  MiradorFunnel *funnel = new_funnel ();

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->measure == part && row->place != NULL)
        take_pair_of (funnel, i, row, find_whole (frame, row, whole));
    }
  funnel->part = part;
  funnel->whole = whole;
  return funnel;
}

MiradorFunnel *
mirador_funnel_new (const MiradorFrame *frame, MiradorFunnelLimits limits)
{
  MiradorFunnel *funnel = new_funnel ();
  g_autoptr (GArray) steps = NULL;

  if (take_fractions (funnel, frame))
    {
      judge (funnel, limits);
      return funnel;
    }
  steps = list_steps (frame);
  for (guint i = 1; i < steps->len; i++)
    {
      MiradorFunnel *pair = try_pair (frame, g_array_index (steps, Step, i).measure,
                                      g_array_index (steps, Step, i - 1).measure);

      if (pair->points->len >= MIRADOR_FUNNEL_LEAST_PLACES
          || pair->points->len > funnel->points->len)
        {
          mirador_funnel_free (funnel);
          funnel = pair;
        }
      else
        mirador_funnel_free (pair);
      if (funnel->points->len >= MIRADOR_FUNNEL_LEAST_PLACES)
        break;
    }
  judge (funnel, limits);
  return funnel;
}
