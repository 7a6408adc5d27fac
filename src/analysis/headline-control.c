/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/explain.h"
#include "analysis/headline-panels.h"
#include "analysis/label.h"
#include "model/format.h"

/* Control chart */

static char *
count_periods (guint n, MiradorGrain grain)
{
  if (grain == MIRADOR_GRAIN_MONTH)
    /* Translators: %u is a number of months. */
    return g_strdup_printf (ngettext ("%u month", "%u months", n), n);
  /* Translators: %u is a number of periods. */
  return g_strdup_printf (ngettext ("%u period", "%u periods", n), n);
}

char *
mirador_xmr_signal_to_text (MiradorXmrSignal signal, guint n, MiradorGrain grain)
{
  g_autofree char *periods = count_periods (n, grain);

  switch (signal)
    {
    case MIRADOR_XMR_ABOVE:
      return g_strdup (_ ("above the limits"));
    case MIRADOR_XMR_BELOW:
      return g_strdup (_ ("below the limits"));
    case MIRADOR_XMR_RUN_ABOVE:
      /* Translators: %s is as "9 months". */
      return g_strdup_printf (_ ("%s in a row above the mean"), periods);
    case MIRADOR_XMR_RUN_BELOW:
      /* Translators: %s is as "9 months". */
      return g_strdup_printf (_ ("%s in a row below the mean"), periods);
    case MIRADOR_XMR_RISING:
      /* Translators: %s is as "7 months". */
      return g_strdup_printf (_ ("%s in a row rising"), periods);
    case MIRADOR_XMR_FALLING:
      /* Translators: %s is as "7 months". */
      return g_strdup_printf (_ ("%s in a row falling"), periods);
    case MIRADOR_XMR_NEAR_HIGH:
      return g_strdup (_ ("close to the upper limit"));
    case MIRADOR_XMR_NEAR_LOW:
    default:
      return g_strdup (_ ("close to the lower limit"));
    }
}

char *
mirador_xmr_format_value (const MiradorRow *row, double value)
{
  MiradorRow like = *row;
  gboolean count = mirador_row_is_count (row);

  like.flags = (MiradorFlags)(like.flags
                              & ~(guint)(MIRADOR_FLAG_ABOUT | MIRADOR_FLAG_MORE_THAN
                                         | MIRADOR_FLAG_LESS_THAN));
  /* A tenth of a person is worth its place only where there are few. */
  like.value = count && fabs (value) >= 100 ? round (value) : value;
  return mirador_explain_value (&like);
}

static const MiradorRow *
row_at (const MiradorFrame *frame, const int *rows, guint i)
{
  return rows[i] >= 0 ? mirador_frame_get_row (frame, (guint)rows[i]) : NULL;
}

static char *
name_span (const MiradorRow *first, const MiradorRow *last)
{
  MiradorRange range = { first->range.first_day, last->range.last_day };

  if (first == last)
    return mirador_format_period (last->period);
  return mirador_format_range (range, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);
}

char *
mirador_xmr_episode_to_text (const MiradorFrame *frame,
                             const int *rows,
                             const MiradorXmrEpisode *episode)
{
  const MiradorRow *first = row_at (frame, rows, episode->first);
  const MiradorRow *last = row_at (frame, rows, episode->last);
  g_autofree char *signal = NULL, *span = NULL, *value = NULL;

  if (first == NULL || last == NULL)
    return g_strdup ("");
  signal = mirador_xmr_signal_to_text (episode->signal, episode->last - episode->first + 1,
                                       (MiradorGrain)last->period.grain);
  span = name_span (first, last);
  if (!(episode->signal & MIRADOR_XMR_OUTSIDE))
    /* Translators: %1$s is a signal of a control chart, %2$s the time: "9 months in a row above
       the mean (Oct 2024 – Jun 2025)". */
    return g_strdup_printf (C_ ("signal", "%1$s (%2$s)"), signal, span);
  value = mirador_explain_value (last);
  /* Translators: "above the limits in Mar 2025 (9,234)". */
  return g_strdup_printf (_ ("%1$s in %2$s (%3$s)"), signal, span, value);
}

static char *
say_expected (const MiradorRow *row, const MiradorXmrSegment *segment, const char *name)
{
  /* Counts below zero are not to be expected. */
  double least = mirador_row_is_count (row) ? MAX (segment->low, 0) : segment->low;
  g_autofree char *low = mirador_xmr_format_value (row, least);
  g_autofree char *high = mirador_xmr_format_value (row, segment->high);

  return g_strdup_printf (
    /* Translators: of a control chart; %1$s is a measure, %2$s and %3$s are the limits. */
    _ ("%1$s: no signals, between %2$s and %3$s is what to expect"), name, low, high);
}

/* Limits speak of what comes; what has been may have been special. */
static gboolean
has_both_sides (const MiradorFrame *frame,
                const int *rows,
                const MiradorXmrSegment *segment,
                double target)
{
  gboolean above = FALSE, below = FALSE;

  for (guint i = segment->first; i < segment->end; i++)
    {
      const MiradorRow *row = row_at (frame, rows, i);

      if (row == NULL || !mirador_claim_is_whole (row))
        continue;
      above = above || row->value >= target;
      below = below || row->value <= target;
    }
  return above && below;
}

static char *
say_target (const MiradorFrame *frame,
            const MiradorXmr *xmr,
            const int *rows,
            guint last,
            double target,
            const char *name)
{
  const MiradorRow *row = row_at (frame, rows, last);
  MiradorXmrAssurance assurance = mirador_xmr_assure (xmr, target, row->measure->good);
  g_autofree char *value = mirador_xmr_format_value (row, target);

  if (has_both_sides (frame, rows, mirador_xmr_last_segment (xmr), target))
    return NULL;
  if (assurance == MIRADOR_XMR_PASSES)
    /* Translators: %1$s is a measure, %2$s a number. */
    return g_strdup_printf (_ ("%1$s: the target of %2$s is met consistently"), name, value);
  if (assurance == MIRADOR_XMR_FAILS)
    /* Translators: %1$s is a measure, %2$s a number. */
    return g_strdup_printf (_ ("%1$s: the target of %2$s is missed consistently"), name, value);
  return NULL;
}

static int
find_last_point (const MiradorXmr *xmr, const MiradorFrame *frame, const int *rows)
{
  for (guint i = xmr->n; i > 0; i--)
    {
      const MiradorRow *row = row_at (frame, rows, i - 1);

      if (row != NULL && mirador_claim_is_whole (row))
        return (int)i - 1;
    }
  return -1;
}

static char *
say_signals (const MiradorFrame *frame,
             const MiradorXmr *xmr,
             const int *rows,
             guint last,
             const char *name)
{
  g_autoptr (GArray) episodes = mirador_xmr_list_episodes (xmr);
  const MiradorXmrEpisode *episode;
  g_autofree char *text = NULL;

  if (episodes->len == 0)
    return NULL;
  episode = &g_array_index (episodes, MiradorXmrEpisode, episodes->len - 1);
  text = mirador_xmr_episode_to_text (frame, rows, episode);
  if (episode->last == last || xmr->signals[last] != 0)
    /* Translators: %1$s is a measure, %2$s a signal: "above the limits in Mar 2025 (9,234)". */
    return g_strdup_printf (C_ ("signal", "%1$s: %2$s"), name, text);
  /* Translators: %1$s is a measure, %2$s a signal: "above the limits in Mar 2025 (9,234)". */
  return g_strdup_printf (_ ("%1$s: no signal now; the last one, %2$s"), name, text);
}

char *
mirador_headline_xmr (const MiradorFrame *frame,
                      const MiradorXmr *xmr,
                      const int *rows,
                      double target)
{
  int last = find_last_point (xmr, frame, rows);
  const MiradorXmrSegment *segment = mirador_xmr_last_segment (xmr);
  g_autofree char *measure = NULL, *name = NULL, *signals = NULL;
  const MiradorRow *row;
  char *against;

  if (last < 0 || segment == NULL || !segment->valid || !mirador_claim_may_trend (xmr->n_points)
      || mirador_frame_has_hidden (frame) || row_at (frame, rows, (guint)last)->measure == NULL)
    return mirador_headline_by_period (frame, _ ("Control chart"));
  row = row_at (frame, rows, (guint)last);
  measure = mirador_panels_measure (row);
  name = mirador_label_upper (measure);
  if (segment->provisional)
    return g_strdup_printf (
      /* Translators: %1$s is a measure, %2$u the number of points of a control chart. */
      ngettext ("%1$s: provisional limits, of %2$u point",
                "%1$s: provisional limits, of %2$u points", segment->n_points),
      name, segment->n_points);
  signals = say_signals (frame, xmr, rows, (guint)last, name);
  if (xmr->signals[last] != 0 && signals != NULL)
    return g_steal_pointer (&signals);
  against = say_target (frame, xmr, rows, (guint)last, target, name);
  if (against != NULL)
    return against;
  return signals != NULL ? g_steal_pointer (&signals) : say_expected (row, segment, name);
}

/* Funnel */

char *
mirador_funnel_share_to_text (const MiradorFunnel *funnel, double share)
{
  if (funnel->per > 1)
    return mirador_format_number (share * funnel->per, 1);
  return mirador_claim_share_to_text (share, 1);
}

char *
mirador_funnel_what_to_text (const MiradorFunnel *funnel)
{
  g_autofree char *part = NULL, *whole = NULL;

  if (funnel->part == NULL)
    return g_strdup ("");
  part = mirador_label_upper (mirador_measure_get_name (funnel->part, NULL));
  if (funnel->per > 1)
    /* Translators: %s is a measure. */
    return g_strdup_printf (_ ("%s per 100,000 inhabitants"), part);
  if (funnel->whole == NULL)
    return g_steal_pointer (&part);
  whole = mirador_label_lower (mirador_measure_get_name (funnel->whole, NULL));
  /* Translators: a proportion; %1$s and %2$s are measures: "Positive screenings, % of screenings".
   */
  return g_strdup_printf (_ ("%1$s, %% of %2$s"), part, whole);
}

static const MiradorFunnelPoint *
find_outside (const MiradorFunnel *funnel, guint which)
{
  for (guint i = 0; i < funnel->points->len; i++)
    {
      const MiradorFunnelPoint *point = &g_array_index (funnel->points, MiradorFunnelPoint, i);

      if (ABS (point->outside) > 1 && which-- == 0)
        return point;
    }
  return NULL;
}

static char *
name_place (const MiradorFrame *frame, const MiradorFunnelPoint *point)
{
  return mirador_row_get_label (mirador_frame_get_row (frame, point->row), MIRADOR_VARIES_PLACE);
}

static char *
say_one_outside (const MiradorFrame *frame, const MiradorFunnel *funnel)
{
  const MiradorFunnelPoint *point = find_outside (funnel, 0);
  g_autofree char *name = name_place (frame, point);
  g_autofree char *share = mirador_funnel_share_to_text (funnel, point->share);
  g_autofree char *overall = mirador_funnel_share_to_text (funnel, funnel->share);

  /* Translators: of a funnel plot; %1$s is a place, %2$s its proportion, %3$s that of all. */
  return g_strdup_printf (_ ("%1$s stands out: %2$s against %3$s overall"), name, share, overall);
}

static char *
say_two_outside (const MiradorFrame *frame, const MiradorFunnel *funnel)
{
  const MiradorFunnelPoint *one = find_outside (funnel, 0), *two = find_outside (funnel, 1);
  g_autofree char *first = name_place (frame, one), *second = name_place (frame, two);
  g_autofree char *share_one = mirador_funnel_share_to_text (funnel, one->share);
  g_autofree char *share_two = mirador_funnel_share_to_text (funnel, two->share);
  g_autofree char *overall = mirador_funnel_share_to_text (funnel, funnel->share);

  return g_strdup_printf (
    /* Translators: of a funnel plot; %1$s and %3$s are places, %2$s and %4$s their proportions,
       %5$s that of all. */
    _ ("%1$s (%2$s) and %3$s (%4$s) stand out from %5$s overall"), first, share_one, second,
    share_two, overall);
}

/* «9 regiones»: their level where they share it. */
static const char *
name_places (const MiradorFrame *frame, const MiradorFunnel *funnel, guint n)
{
  const MiradorPlace *first = NULL;

  for (guint i = 0; i < funnel->points->len; i++)
    {
      guint row = g_array_index (funnel->points, MiradorFunnelPoint, i).row;
      const MiradorPlace *place = mirador_frame_get_row (frame, row)->place;

      if (place == NULL || (first != NULL && place->level != first->level))
        return ngettext ("place", "places", n);
      first = place;
    }
  return first != NULL ? mirador_level_to_text (first->level, n) : ngettext ("place", "places", n);
}

static guint
count_above (const MiradorFunnel *funnel)
{
  guint above = 0;

  for (guint i = 0; i < funnel->points->len; i++)
    above += g_array_index (funnel->points, MiradorFunnelPoint, i).outside > 1 ? 1 : 0;
  return above;
}

static char *
say_many_outside (const MiradorFrame *frame, const MiradorFunnel *funnel)
{
  guint n = funnel->points->len;
  guint above = count_above (funnel);
  const char *noun = name_places (frame, funnel, n);
  g_autofree char *overall = mirador_funnel_share_to_text (funnel, funnel->share);

  return g_strdup_printf (
    /* Translators: of a funnel plot; %1$u of %2$u places, %3$s is as "regions", %4$s the proportion
       of all, %5$u and %6$u are numbers of places: "5 of 12 regions stand out from 25.7% overall; 2
       above, 3 below". */
    ngettext ("%1$u of %2$u %3$s stands out from %4$s overall; %5$u above, %6$u below",
              "%1$u of %2$u %3$s stand out from %4$s overall; %5$u above, %6$u below",
              funnel->n_outside998),
    funnel->n_outside998, n, noun, overall, above, funnel->n_outside998 - above);
}

char *
mirador_headline_funnel (const MiradorFrame *frame, const MiradorFunnel *funnel)
{
  guint n = funnel->points->len;

  if (n < MIRADOR_FUNNEL_LEAST_PLACES)
    return funnel->part != NULL ? mirador_funnel_what_to_text (funnel) : g_strdup (_ ("Funnel"));
  if (funnel->n_outside998 == 0)
    return g_strdup_printf (
      /* Translators: of a funnel plot; %1$u is a number of places, all there are, %2$s is as
         "regions". */
      ngettext ("%1$u of %1$u %2$s lies within the 99.8%% limits",
                "%1$u of %1$u %2$s lie within the 99.8%% limits", n),
      n, name_places (frame, funnel, n));
  if (funnel->n_outside998 == 1)
    return say_one_outside (frame, funnel);
  if (funnel->n_outside998 == 2)
    return say_two_outside (frame, funnel);
  return say_many_outside (frame, funnel);
}
