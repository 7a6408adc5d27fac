/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/targets.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/explain.h"
#include "model/format.h"

static MiradorRange
year_of (MiradorRange range, MiradorGrain grain, int fiscal_first_month)
{
  return mirador_period_get_range (
    mirador_period_of_day (range.first_day, grain, fiscal_first_month));
}

MiradorRange
mirador_target_year (MiradorRange range, int fiscal_first_month)
{
  MiradorRange fiscal, calendar;

  if (mirador_range_is_all (range))
    return range;
  fiscal = year_of (range, MIRADOR_GRAIN_FISCAL_YEAR, fiscal_first_month);
  calendar = year_of (range, MIRADOR_GRAIN_YEAR, fiscal_first_month);
  if (mirador_range_contains (fiscal, range))
    return fiscal;
  return mirador_range_contains (calendar, range) ? calendar : range;
}

static gboolean
is_simulated (const MiradorRow *row)
{
  return (row->flags & MIRADOR_FLAG_SIMULATED) != 0;
}

static gboolean
is_target_of (const MiradorRow *target, const MiradorRow *row)
{
  if (row->measure == NULL || target->measure == NULL || !isfinite (target->value)
      || target->measure->target_of != row->measure || target->program != row->program
      || target->breakdown != row->breakdown
      || (target->population_year != 0) != (row->population_year != 0))
    return FALSE;
  /* A gap has no flags that say whether it would have been simulated. */
  if (isfinite (row->value) && is_simulated (target) != is_simulated (row))
    return FALSE;
  return !mirador_range_is_all (target->range) && !mirador_range_is_all (row->range)
         && mirador_range_contains (target->range, row->range);
}

static gboolean
is_at_place (const MiradorRow *target, const MiradorRow *row, gboolean only)
{
  return target->place == row->place
         || (only && target->place != NULL && row->place != NULL
             && mirador_place_is_within (row->place, target->place));
}

/* Whether no other row of the frame is of the same measure and program. */
static gboolean
is_only_one (const MiradorFrame *frame, const MiradorRow *row)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *other = mirador_frame_get_row (frame, i);

      if (other != row && other->measure == row->measure && other->program == row->program)
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_target (const GPtrArray *targets, MiradorTargeted *one, gboolean only)
{
  for (guint i = 0; i < targets->len; i++)
    for (guint j = 0; j < mirador_frame_get_n_rows (targets->pdata[i]); j++)
      {
        const MiradorRow *target = mirador_frame_get_row (targets->pdata[i], j);

        if (!is_target_of (target, one->row) || !is_at_place (target, one->row, only))
          continue;
        one->target = target;
        one->frame = i;
        one->target_index = j;
        return TRUE;
      }
  return FALSE;
}

/* The last day that the figure speaks for: within its range, where its source has come to. */
static gint32
last_day_of (const MiradorRow *row)
{
  gint32 last = row->range.last_day;

  if ((row->flags & MIRADOR_FLAG_PARTIAL) && !mirador_period_is_none (row->data_until))
    last = MIN (last, mirador_period_get_last_day (row->data_until));
  return last;
}

static void
compare (MiradorTargeted *one)
{
  const MiradorRow *row = one->row;
  MiradorRange whole = one->target->range;
  gint32 last = last_day_of (row);
  double days = whole.last_day - whole.first_day + 1;

  one->part = row->measure->kind == MIRADOR_KIND_FLOW && row->range.first_day > whole.first_day;
  one->open = one->part || last < whole.last_day || (row->flags & MIRADOR_FLAG_PARTIAL);
  if (isfinite (row->value) && one->target->value > 0)
    one->share = row->value / one->target->value;
  /* What has been counted since the period began grows with time; a part out of its middle, a stock
   * or a ratio does not. */
  if (row->measure->kind == MIRADOR_KIND_FLOW && row->range.first_day == whole.first_day
      && last >= whole.first_day)
    one->passed = (last - whole.first_day + 1) / days;
}

GArray *
mirador_targets_match (const MiradorFrame *frame, const GPtrArray *targets)
{
  guint n = mirador_frame_get_n_rows (frame);
  GArray *targeted = g_array_sized_new (FALSE, FALSE, sizeof (MiradorTargeted), n);

  for (guint i = 0; i < n; i++)
    {
      MiradorTargeted one
        = { .row = mirador_frame_get_row (frame, i), .index = i, .share = NAN, .passed = NAN };

      if (find_target (targets, &one, FALSE)
          || (is_only_one (frame, one.row) && find_target (targets, &one, TRUE)))
        compare (&one);
      g_array_append_val (targeted, one);
    }
  return targeted;
}

guint
mirador_targets_count (const GArray *targeted)
{
  guint n = 0;

  for (guint i = 0; i < targeted->len; i++)
    if (g_array_index (targeted, MiradorTargeted, i).target != NULL)
      n++;
  return n;
}

MiradorGood
mirador_targeted_get_good (const MiradorTargeted *one)
{
  return one->row->measure != NULL ? one->row->measure->good : MIRADOR_GOOD_NONE;
}

MiradorBand
mirador_target_band (double share, MiradorGood good)
{
  double reached = good == MIRADOR_GOOD_DOWN ? 1 / share : share;

  if (good == MIRADOR_GOOD_NONE || isnan (share))
    return MIRADOR_BAND_NONE;
  if (good == MIRADOR_GOOD_DOWN && share <= 0)
    return MIRADOR_BAND_GOOD;
  if (reached < MIRADOR_TARGET_FAIR)
    return MIRADOR_BAND_POOR;
  return reached < MIRADOR_TARGET_GOOD ? MIRADOR_BAND_FAIR : MIRADOR_BAND_GOOD;
}

gboolean
mirador_target_is_met (double share, MiradorGood good)
{
  if (good == MIRADOR_GOOD_NONE || isnan (share))
    return FALSE;
  return good == MIRADOR_GOOD_UP ? share >= 1 : share <= 1;
}

/* 74.9% is not in the band that begins at 75%, and 99.8% has not reached the target. */
static double
round_in_band (double percent)
{
  static const double limits[] = { 100 * MIRADOR_TARGET_FAIR, 100 * MIRADOR_TARGET_GOOD, 100 };
  double rounded = round (percent);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (percent < limits[i] && rounded >= limits[i])
      return limits[i] - 1;
  return rounded;
}

char *
mirador_target_share_to_text (double share, MiradorGood good)
{
  double percent = share * 100;

  if (!isfinite (share))
    return g_strdup ("—");
  if (share > 0 && percent < 0.95)
    return mirador_format_percent (share, 1);
  if (good != MIRADOR_GOOD_DOWN && share < 1)
    percent = round_in_band (percent);
  if (good == MIRADOR_GOOD_DOWN && share > 1)
    percent = MAX (round (percent), 101);
  return mirador_format_percent (percent / 100, 0);
}

char *
mirador_target_amounts_to_text (const MiradorTargeted *one)
{
  g_autofree char *value = mirador_explain_value (one->row);
  g_autofree char *target = mirador_explain_value (one->target);

  /* Translators: %1$s is a figure, %2$s its target: "72,570 of 75,000". */
  return g_strdup_printf (C_ ("target", "%1$s of %2$s"), value, target);
}

char *
mirador_target_pace_to_text (const MiradorTargeted *one)
{
  MiradorGrain grain;
  g_autofree char *percent = NULL;

  if (one->target == NULL || !(one->passed < 1))
    return NULL;
  grain = one->target->period.grain;
  /* A year that goes on is not all gone, and one that has begun is not at nothing. */
  percent = mirador_format_percent (CLAMP (one->passed, 0.01, 0.99), 0);
  if (grain == MIRADOR_GRAIN_YEAR || grain == MIRADOR_GRAIN_FISCAL_YEAR)
    /* Translators: %s is the percentage of a year that has passed. */
    return g_strdup_printf (_ ("%s of the year"), percent);
  /* Translators: %s is the percentage of a period that has passed. */
  return g_strdup_printf (_ ("%s of the period"), percent);
}

char *
mirador_target_to_text (const MiradorTargeted *one)
{
  g_autofree char *share = NULL, *target = NULL, *pace = NULL;

  if (one->target == NULL || !isfinite (one->share))
    return NULL;
  share = mirador_target_share_to_text (one->share, mirador_targeted_get_good (one));
  target = mirador_explain_value (one->target);
  pace = one->open ? mirador_target_pace_to_text (one) : NULL;
  if (one->part)
    {
      g_autofree char *period
        = mirador_period_is_none (one->target->period)
            ? mirador_format_range (one->target->range, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT)
            : mirador_format_period (one->target->period);

      /* Translators: a part of a year beside the target of all of it; %3$s is the year: "8% of the
         target of 12,000 for FY 2025". */
      return g_strdup_printf (_ ("%1$s of the target of %2$s for %3$s"), share, target, period);
    }
  if (pace != NULL)
    /* Translators: "35% of the target of 12,000 with 34% of the year gone". */
    return g_strdup_printf (_ ("%1$s of the target of %2$s with %3$s gone"), share, target, pace);
  /* Translators: "97% of the target of 75,000". */
  return g_strdup_printf (_ ("%1$s of the target of %2$s"), share, target);
}
