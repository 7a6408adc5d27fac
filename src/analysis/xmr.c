/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/xmr.h"

#include <math.h>

/* A series as it is read: the cells of one segment, and how much two values may differ by the dust
 * of binary fractions alone. */
typedef struct
{
  const double *values;
  const MiradorXmrSegment *segment;
  guint *signals;
  double dust;
} Reading;

void
mirador_xmr_free (MiradorXmr *xmr)
{
  g_free (xmr->ranges);
  g_free (xmr->signals);
  g_array_unref (xmr->segments);
  g_free (xmr);
}

static guint
count_points (const double *values, guint first, guint end)
{
  guint n = 0;

  for (guint i = first; i < end; i++)
    n += isfinite (values[i]) ? 1 : 0;
  return n;
}

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  guint one = *(const guint *)a, two = *(const guint *)b;

  return one == two ? 0 : (one < two ? -1 : 1);
}

static void
begin_segment (MiradorXmr *xmr, guint first)
{
  MiradorXmrSegment segment = { .first = first, .end = xmr->n };

  if (xmr->segments->len > 0)
    g_array_index (xmr->segments, MiradorXmrSegment, xmr->segments->len - 1).end = first;
  g_array_append_val (xmr->segments, segment);
}

static void
cut (MiradorXmr *xmr, const double *values, const GArray *bases)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint));

  begin_segment (xmr, 0);
  if (bases == NULL || bases->len == 0)
    return;
  g_array_append_vals (cells, bases->data, bases->len);
  g_array_sort (cells, compare_cells);
  for (guint i = 0; i < cells->len; i++)
    {
      guint cell = g_array_index (cells, guint, i);
      guint first = g_array_index (xmr->segments, MiradorXmrSegment, xmr->segments->len - 1).first;

      if (cell < xmr->n && cell > first
          && count_points (values, first, cell) >= MIRADOR_XMR_LEAST_SEGMENT
          && count_points (values, cell, xmr->n) >= MIRADOR_XMR_LEAST_SEGMENT)
        begin_segment (xmr, cell);
      else
        xmr->n_refused++;
    }
}

static void
take_ranges (MiradorXmr *xmr, const double *values, const MiradorXmrSegment *segment)
{
  for (guint i = segment->first; i < segment->end; i++)
    xmr->ranges[i] = i > segment->first && isfinite (values[i]) && isfinite (values[i - 1])
                       ? fabs (values[i] - values[i - 1])
                       : NAN;
}

/* The mean of the ranges below @most; *@n is how many they are. */
static double
mean_range_below (const MiradorXmr *xmr, const MiradorXmrSegment *segment, double most, guint *n)
{
  double sum = 0;

  *n = 0;
  for (guint i = segment->first; i < segment->end; i++)
    if (isfinite (xmr->ranges[i]) && xmr->ranges[i] < most)
      {
        sum += xmr->ranges[i];
        (*n)++;
      }
  return *n > 0 ? sum / *n : NAN;
}

/* Ranges of 3.267 times their mean or more come of something special, and would widen the limits
 * that are to show it (NHS England). Where nothing but equal values is left they stay, for limits
 * without width would call everything special. */
static void
set_mean_range (const MiradorXmr *xmr, MiradorXmrSegment *segment)
{
  guint n, n_kept;
  double all = mean_range_below (xmr, segment, INFINITY, &n);
  double kept = mean_range_below (xmr, segment, MIRADOR_XMR_RANGE_LIMIT * all, &n_kept);

  segment->n_ranges = n;
  segment->mean_range = all;
  if (n_kept == 0 || !(kept > 0))
    return;
  segment->mean_range = kept;
  segment->n_dropped = n - n_kept;
}

static void
set_limits (const MiradorXmr *xmr, const double *values, MiradorXmrSegment *segment)
{
  double sum = 0;

  segment->n_points = count_points (values, segment->first, segment->end);
  for (guint i = segment->first; i < segment->end; i++)
    sum += isfinite (values[i]) ? values[i] : 0;
  segment->mean = segment->n_points > 0 ? sum / segment->n_points : NAN;
  set_mean_range (xmr, segment);
  segment->low = segment->mean - MIRADOR_XMR_LIMIT * segment->mean_range;
  segment->high = segment->mean + MIRADOR_XMR_LIMIT * segment->mean_range;
  segment->valid = segment->n_ranges >= 2 && isfinite (segment->low) && isfinite (segment->high);
  segment->provisional = segment->n_points < MIRADOR_XMR_LEAST_POINTS;
}

static gboolean
is_point (const Reading *reading, guint i)
{
  return isfinite (reading->values[i]);
}

/* 1 above, -1 below, 0 on @level or in a gap. */
static int
side_of (const Reading *reading, guint i, double level)
{
  double value = reading->values[i];

  if (!isfinite (value) || fabs (value - level) <= reading->dust)
    return 0;
  return value > level ? 1 : -1;
}

static void
signal_outside (const Reading *reading)
{
  for (guint i = reading->segment->first; i < reading->segment->end; i++)
    {
      if (side_of (reading, i, reading->segment->high) > 0)
        reading->signals[i] |= MIRADOR_XMR_ABOVE;
      if (side_of (reading, i, reading->segment->low) < 0)
        reading->signals[i] |= MIRADOR_XMR_BELOW;
    }
}

static void
mark (const Reading *reading, guint first, guint end, int side, guint up, guint down)
{
  for (guint i = first; i < end; i++)
    reading->signals[i] |= side > 0 ? up : down;
}

/* A point on the mean is on neither side and ends the run, as a gap does. */
static void
signal_runs (const Reading *reading)
{
  const MiradorXmrSegment *segment = reading->segment;
  guint i = segment->first;

  while (i < segment->end)
    {
      int side = side_of (reading, i, segment->mean);
      guint first = i++;

      while (side != 0 && i < segment->end && side_of (reading, i, segment->mean) == side)
        i++;
      if (side != 0 && i - first >= MIRADOR_XMR_RUN)
        mark (reading, first, i, side, MIRADOR_XMR_RUN_ABOVE, MIRADOR_XMR_RUN_BELOW);
    }
}

/* Where the step from the cell before leads: a tie, like a gap, leads nowhere. */
static int
step_to (const Reading *reading, guint i)
{
  if (!is_point (reading, i - 1))
    return 0;
  return side_of (reading, i, reading->values[i - 1]);
}

/* Seven points, so six steps in one direction. */
static void
signal_trends (const Reading *reading)
{
  const MiradorXmrSegment *segment = reading->segment;
  guint i = segment->first + 1;

  while (i < segment->end)
    {
      int direction = step_to (reading, i);
      guint first = i - 1;

      i++;
      while (direction != 0 && i < segment->end && step_to (reading, i) == direction)
        i++;
      if (direction != 0 && i - first >= MIRADOR_XMR_RUN)
        mark (reading, first, i, direction, MIRADOR_XMR_RISING, MIRADOR_XMR_FALLING);
    }
}

/* Of three neighbours without a gap between them. */
static void
signal_near (const Reading *reading, double level, int side, guint signal)
{
  for (guint i = reading->segment->first; i + 2 < reading->segment->end; i++)
    {
      guint n = 0;

      if (!is_point (reading, i) || !is_point (reading, i + 1) || !is_point (reading, i + 2))
        continue;
      for (guint k = i; k < i + 3; k++)
        n += side_of (reading, k, level) == side ? 1 : 0;
      for (guint k = i; k < i + 3 && n >= 2; k++)
        if (side_of (reading, k, level) == side)
          reading->signals[k] |= signal;
    }
}

static void
find_signals (MiradorXmr *xmr, const double *values, const MiradorXmrSegment *segment)
{
  double reach = (segment->high - segment->mean) * 2 / 3;
  Reading reading = { values, segment, xmr->signals, 0 };

  if (!segment->valid)
    return;
  reading.dust = 1e-9 * MAX (fabs (segment->mean), segment->mean_range);
  signal_outside (&reading);
  signal_runs (&reading);
  signal_trends (&reading);
  /* Without a width there is no way to a limit. */
  if (!(segment->mean_range > 0))
    return;
  signal_near (&reading, segment->mean + reach, 1, MIRADOR_XMR_NEAR_HIGH);
  signal_near (&reading, segment->mean - reach, -1, MIRADOR_XMR_NEAR_LOW);
}

MiradorXmr *
mirador_xmr_new (const double *values, guint n, const GArray *bases)
{
  MiradorXmr *xmr = g_new0 (MiradorXmr, 1);

  xmr->n = n;
  xmr->n_points = count_points (values, 0, n);
  xmr->ranges = g_new (double, MAX (n, 1));
  xmr->signals = g_new0 (guint, MAX (n, 1));
  xmr->segments = g_array_new (FALSE, TRUE, sizeof (MiradorXmrSegment));
  cut (xmr, values, bases);
  for (guint i = 0; i < xmr->segments->len; i++)
    {
      MiradorXmrSegment *segment = &g_array_index (xmr->segments, MiradorXmrSegment, i);

      take_ranges (xmr, values, segment);
      set_limits (xmr, values, segment);
      find_signals (xmr, values, segment);
    }
  return xmr;
}

const MiradorXmrSegment *
mirador_xmr_segment_of (const MiradorXmr *xmr, guint i)
{
  for (guint s = 0; s < xmr->segments->len; s++)
    {
      const MiradorXmrSegment *segment = &g_array_index (xmr->segments, MiradorXmrSegment, s);

      if (i >= segment->first && i < segment->end)
        return segment;
    }
  return NULL;
}

const MiradorXmrSegment *
mirador_xmr_last_segment (const MiradorXmr *xmr)
{
  return xmr->segments->len > 0
           ? &g_array_index (xmr->segments, MiradorXmrSegment, xmr->segments->len - 1)
           : NULL;
}

static int
compare_episodes (gconstpointer a, gconstpointer b)
{
  const MiradorXmrEpisode *one = a, *two = b;

  if (one->last != two->last)
    return one->last < two->last ? -1 : 1;
  return one->signal < two->signal ? 1 : -1;
}

/* Where one of the points lies outside already, or in a run, closeness is no news. */
static gboolean
is_told (const MiradorXmr *xmr, const MiradorXmrEpisode *episode)
{
  guint stronger = episode->signal == MIRADOR_XMR_NEAR_HIGH
                     ? MIRADOR_XMR_ABOVE | MIRADOR_XMR_RUN_ABOVE
                     : MIRADOR_XMR_BELOW | MIRADOR_XMR_RUN_BELOW;

  if (episode->signal != MIRADOR_XMR_NEAR_HIGH && episode->signal != MIRADOR_XMR_NEAR_LOW)
    return FALSE;
  for (guint i = episode->first; i <= episode->last; i++)
    if (xmr->signals[i] & stronger)
      return TRUE;
  return FALSE;
}

/* Two points close to a limit may have a third one between them. */
static guint
episode_end (const MiradorXmr *xmr, guint first, guint signal)
{
  guint reach = signal & (MIRADOR_XMR_NEAR_HIGH | MIRADOR_XMR_NEAR_LOW) ? 2 : 1;
  const MiradorXmrSegment *segment = mirador_xmr_segment_of (xmr, first);
  guint last = first;

  for (guint i = first + 1; i < segment->end && i <= last + reach; i++)
    if (xmr->signals[i] & signal)
      last = i;
  return last;
}

static void
list_signal (const MiradorXmr *xmr, guint signal, GArray *episodes)
{
  for (guint i = 0; i < xmr->n; i++)
    {
      MiradorXmrEpisode episode = { (MiradorXmrSignal)signal, i, i };

      if (!(xmr->signals[i] & signal))
        continue;
      /* Each point outside is news of its own. */
      if (!(signal & MIRADOR_XMR_OUTSIDE))
        episode.last = episode_end (xmr, i, signal);
      if (!is_told (xmr, &episode))
        g_array_append_val (episodes, episode);
      i = episode.last;
    }
}

GArray *
mirador_xmr_list_episodes (const MiradorXmr *xmr)
{
  GArray *episodes = g_array_new (FALSE, FALSE, sizeof (MiradorXmrEpisode));

  for (guint k = 0; k < MIRADOR_XMR_N_SIGNALS; k++)
    list_signal (xmr, 1u << k, episodes);
  g_array_sort (episodes, compare_episodes);
  return episodes;
}

MiradorXmrAssurance
mirador_xmr_assure (const MiradorXmr *xmr, double target, MiradorGood good)
{
  const MiradorXmrSegment *segment = mirador_xmr_last_segment (xmr);

  if (segment == NULL || !segment->valid || !isfinite (target) || good == MIRADOR_GOOD_NONE)
    return MIRADOR_XMR_NO_ASSURANCE;
  if (target < segment->low)
    return good == MIRADOR_GOOD_UP ? MIRADOR_XMR_PASSES : MIRADOR_XMR_FAILS;
  if (target > segment->high)
    return good == MIRADOR_GOOD_UP ? MIRADOR_XMR_FAILS : MIRADOR_XMR_PASSES;
  return MIRADOR_XMR_HIT_AND_MISS;
}
