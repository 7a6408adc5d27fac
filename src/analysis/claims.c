/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/claims.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/label.h"
#include "model/format.h"

/* Newcombe, R. G. (1998), "Interval estimation for the difference between independent proportions:
 * comparison of eleven methods", Statistics in Medicine 17: 873-890, method 10. */
MiradorInterval
mirador_claim_proportions (double x1, double n1, double x2, double n2)
{
  MiradorInterval one = mirador_interval_wilson (x1, n1);
  MiradorInterval two = mirador_interval_wilson (x2, n2);
  double p1, p2;

  if (!one.valid || !two.valid)
    return (MiradorInterval){ FALSE, NAN, NAN };
  p1 = x1 / n1;
  p2 = x2 / n2;
  return (MiradorInterval){ TRUE, p1 - p2 - hypot (p1 - one.low, two.high - p2),
                            p1 - p2 + hypot (one.high - p1, p2 - two.low) };
}

static MiradorChangeKind
judge (double difference, gboolean clear)
{
  if (!clear)
    return MIRADOR_CHANGE_UNCLEAR;
  return difference > 0 ? MIRADOR_CHANGE_UP : MIRADOR_CHANGE_DOWN;
}

static double
fraction_of (double now, double before)
{
  return isfinite (now) && isfinite (before) && before > 0 && now >= 0 ? now / before - 1 : NAN;
}

static gboolean
has_parts (const MiradorRow *row)
{
  return isfinite (row->numerator) && row->numerator >= 0 && isfinite (row->denominator)
         && row->denominator > 0;
}

/* Armitage, Berry and Matthews (2002), "Statistical Methods in Medical Research", 5.3: difference
 * of two rates of Poisson counts. */
static MiradorChange
change_of_rates (const MiradorRow *now, const MiradorRow *before)
{
  MiradorChange change = { MIRADOR_CHANGE_NONE, fraction_of (now->value, before->value) };
  double difference, error;

  if (!has_parts (now) || !has_parts (before))
    return change;
  difference = now->numerator / now->denominator - before->numerator / before->denominator;
  error = hypot (sqrt (now->numerator) / now->denominator,
                 sqrt (before->numerator) / before->denominator);
  change.kind = judge (difference, fabs (difference) > MIRADOR_Z95 * error);
  return change;
}

static MiradorChange
change_of_proportions (const MiradorRow *now, const MiradorRow *before)
{
  MiradorChange change = { MIRADOR_CHANGE_NONE, NAN };
  MiradorInterval interval = mirador_claim_proportions (now->numerator, now->denominator,
                                                        before->numerator, before->denominator);

  if (!interval.valid)
    return change;
  change.fraction = now->value - before->value;
  change.kind = judge (interval.low + interval.high, interval.low > 0 || interval.high < 0);
  return change;
}

MiradorChange
mirador_claim_change (const MiradorRow *now, const MiradorRow *before)
{
  MiradorChange change = { MIRADOR_CHANGE_NONE, NAN };

  if (now->measure == NULL || before->measure == NULL
      || ((now->flags | before->flags) & MIRADOR_CLAIM_INEXACT) != 0)
    return change;
  if (mirador_row_is_rate (now))
    return change_of_rates (now, before);
  if (now->measure->kind == MIRADOR_KIND_RATIO)
    return change_of_proportions (now, before);
  change = mirador_change_of_counts (now->value, before->value);
  /* Facilities and inhabitants are counted, not drawn by chance. */
  if (now->measure->kind == MIRADOR_KIND_STOCK)
    change.kind = MIRADOR_CHANGE_NONE;
  return change;
}

static gboolean
is_same_range (MiradorRange a, MiradorRange b)
{
  return a.first_day == b.first_day && a.last_day == b.last_day;
}

static gboolean
is_partial (const MiradorRow *row)
{
  return (row->flags & MIRADOR_FLAG_PARTIAL) != 0;
}

/* Of a period that is not over only the first days may be in; they are known where the row's range
 * ends before its period does. */
static gboolean
is_cut (const MiradorRow *row)
{
  return !mirador_period_is_none (row->period)
         && row->range.last_day < mirador_period_get_last_day (row->period);
}

static gboolean
is_same_part (const MiradorRow *later, const MiradorRow *earlier)
{
  return is_partial (later) && is_cut (later) && !is_partial (earlier)
         && is_same_range (mirador_range_year_before (later->range), earlier->range);
}

static gboolean
is_same_length (const MiradorRow *a, const MiradorRow *b)
{
  int months_a = mirador_range_count (a->range, MIRADOR_GRAIN_MONTH, 1);
  int months_b = mirador_range_count (b->range, MIRADOR_GRAIN_MONTH, 1);

  if (!mirador_period_is_none (a->period) && a->period.grain == b->period.grain)
    return TRUE;
  if (months_a > 0 || months_b > 0)
    return months_a == months_b;
  return a->range.last_day - a->range.first_day == b->range.last_day - b->range.first_day;
}

MiradorComparable
mirador_claim_may_compare_periods (const MiradorRow *a, const MiradorRow *b)
{
  if (is_same_range (a->range, b->range))
    return is_partial (a) == is_partial (b) || a->place != b->place ? MIRADOR_CLAIM_COMPARABLE
                                                                    : MIRADOR_CLAIM_PARTIAL;
  if (is_same_part (a, b) || is_same_part (b, a))
    return MIRADOR_CLAIM_COMPARABLE;
  if (mirador_range_is_all (a->range) || mirador_range_is_all (b->range) || !is_same_length (a, b))
    return MIRADOR_CLAIM_OTHER_LENGTH;
  if (a->range.first_day <= b->range.last_day && b->range.first_day <= a->range.last_day)
    return MIRADOR_CLAIM_OVERLAP;
  return is_partial (a) || is_partial (b) ? MIRADOR_CLAIM_PARTIAL : MIRADOR_CLAIM_COMPARABLE;
}

MiradorComparable
mirador_claim_may_compare (const MiradorRow *a, const MiradorRow *b)
{
  const guint cumulative = MIRADOR_FLAG_CUMULATIVE;

  if (!isfinite (a->value) || !isfinite (b->value) || a->gap != MIRADOR_GAP_NONE
      || b->gap != MIRADOR_GAP_NONE)
    return MIRADOR_CLAIM_NO_VALUE;
  if (a->measure == NULL || a->measure != b->measure
      || mirador_row_is_rate (a) != mirador_row_is_rate (b))
    return MIRADOR_CLAIM_OTHER_MEASURE;
  if (a->feed != b->feed)
    return MIRADOR_CLAIM_OTHER_FEED;
  if ((a->flags & cumulative) != (b->flags & cumulative))
    return MIRADOR_CLAIM_CUMULATIVE;
  return mirador_claim_may_compare_periods (a, b);
}

gboolean
mirador_claim_may_trend (guint n)
{
  return n >= MIRADOR_CLAIM_LEAST_POINTS;
}

gboolean
mirador_claim_is_whole (const MiradorRow *row)
{
  return row->gap == MIRADOR_GAP_NONE && isfinite (row->value) && !is_partial (row);
}

static MiradorExtreme
find_extreme (const MiradorFrame *frame, double sign)
{
  MiradorExtreme extreme = { MIRADOR_EXTREME_OF_ALL, -1, 0 };
  double best = -INFINITY;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->gap != MIRADOR_GAP_NONE || !isfinite (row->value) || is_partial (row)
          || (row->flags & MIRADOR_CLAIM_INEXACT) != 0)
        extreme.kind = MIRADOR_EXTREME_OF_SHOWN;
      if (row->gap != MIRADOR_GAP_NONE || !isfinite (row->value))
        continue;
      if (sign * row->value == best)
        extreme.n_tied++;
      if (sign * row->value <= best)
        continue;
      best = sign * row->value;
      extreme.row = (int)i;
      extreme.n_tied = 1;
    }
  if (extreme.row < 0 || mirador_frame_has_hidden (frame))
    return (MiradorExtreme){ MIRADOR_EXTREME_NONE, -1, 0 };
  if (extreme.n_tied > 1)
    extreme.kind = MIRADOR_EXTREME_TIE;
  return extreme;
}

MiradorExtreme
mirador_claim_largest (const MiradorFrame *frame)
{
  return find_extreme (frame, 1);
}

MiradorExtreme
mirador_claim_smallest (const MiradorFrame *frame)
{
  return find_extreme (frame, -1);
}

gboolean
mirador_claim_places_differ (const MiradorRow *a, const MiradorRow *b)
{
  MiradorChangeKind kind;

  if (mirador_claim_may_compare (a, b) != MIRADOR_CLAIM_COMPARABLE)
    return FALSE;
  kind = mirador_claim_change (a, b).kind;
  return kind == MIRADOR_CHANGE_UP || kind == MIRADOR_CHANGE_DOWN;
}

/* Beyond it a share is as good as all or none. */
#define MOST_SHARE_DECIMALS 4

char *
mirador_claim_share_to_text (double fraction, int decimals)
{
  double unit = pow (10, -decimals - 2);

  while (decimals < MOST_SHARE_DECIMALS && fraction > 0 && fraction < 1
         && (fraction < unit / 2 || fraction >= 1 - unit / 2))
    {
      decimals++;
      unit /= 10;
    }
  return mirador_format_percent (fraction, decimals);
}

char *
mirador_claim_times (double larger, double smaller)
{
  double times = larger / smaller;
  g_autofree char *number = NULL;

  if (!(smaller > 0) || !isfinite (times) || times < 1.1 - 1e-9)
    return NULL;
  /* A dust of binary fractions must not turn 2.1 into 2.0. */
  times = times < 10 ? floor (times * 10 + 1e-9) / 10 : floor (times + 1e-9);
  if (times == 2)
    return g_strdup (_ ("twice"));
  if (times == 3)
    return g_strdup (_ ("three times"));
  number = times < 10 && times != floor (times) ? mirador_format_number (times, 1)
                                                : mirador_format_count (times);
  /* Translators: %s is a number above 1: "2.1 times". */
  return g_strdup_printf (_ ("%s times"), number);
}
