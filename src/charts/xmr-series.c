/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/xmr-series.h"

#include <math.h>
#include "analysis/claims.h"
#include "analysis/label.h"
#include "model/format.h"

/* Above this share of the top an axis from zero would be mostly empty. */
#define CUT_FROM 0.5

void
mirador_xmr_series_free (MiradorXmrSeries *series)
{
  mirador_trend_free (series->trend);
  g_free (series->rows);
  g_free (series->values);
  g_free (series->complete);
  mirador_xmr_free (series->xmr);
  g_free (series->bad_target);
  g_ptr_array_unref (series->bad_bases);
  g_free (series);
}

static void
keep_cells (MiradorTrend *trend, MiradorTrendSeries *series, guint first, guint n)
{
  g_array_set_size (trend->periods, first + n);
  g_array_set_size (series->points, first + n);
  if (first > 0)
    {
      g_array_remove_range (trend->periods, 0, first);
      g_array_remove_range (series->points, 0, first);
    }
}

/* Periods before the first figure and after the last say nothing of the process. */
static void
trim (MiradorTrend *trend, MiradorTrendSeries *series)
{
  int last = mirador_trend_last (trend, series);
  guint first = 0;

  while (last >= 0 && !isfinite (mirador_trend_value (trend, series, first)))
    first++;
  keep_cells (trend, series, first, (guint)(last + 1) - first);
}

static void
take_cells (MiradorXmrSeries *series)
{
  series->n = series->trend->periods->len;
  series->rows = g_new (int, MAX (series->n, 1));
  series->values = g_new (double, MAX (series->n, 1));
  series->complete = g_new (double, MAX (series->n, 1));
  for (guint i = 0; i < series->n; i++)
    {
      int row = g_array_index (series->series->points, MiradorTrendPoint, i).row;
      double value = mirador_trend_value (series->trend, series->series, i);
      gboolean whole
        = row >= 0
          && mirador_claim_is_whole (mirador_frame_get_row (series->trend->frame, (guint)row));

      series->rows[i] = row;
      series->values[i] = value;
      series->complete[i] = whole ? value : NAN;
      series->n_complete += whole ? 1 : 0;
      series->n_partial += !whole && isfinite (value) ? 1 : 0;
      series->n_gaps += isfinite (value) ? 0 : 1;
    }
}

/* The first cell from the day on that a new base begins; 0 where it is none of the series. */
static guint
find_cell (const MiradorXmrSeries *series, gint32 day)
{
  for (guint i = 0; i < series->n; i++)
    {
      MiradorPeriod period = g_array_index (series->trend->periods, MiradorPeriod, i);

      if (period.first_day >= day)
        return i;
    }
  return 0;
}

static GArray *
read_bases (const MiradorChart *chart, MiradorXmrSeries *series)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto (GStrv) texts = g_strsplit (mirador_chart_get_option (chart, "rebase"), "+", -1);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      const char *text = g_strstrip (texts[i]);
      MiradorPeriod period;
      guint cell = 0;

      if (*text == '\0')
        continue;
      if (mirador_period_parse (text, chart->query->fiscal_first_month, &period, NULL))
        cell = find_cell (series, period.first_day);
      if (cell > 0)
        g_array_append_val (cells, cell);
      else
        g_ptr_array_add (series->bad_bases, g_strdup (text));
    }
  return cells;
}

static void
read_target (const MiradorChart *chart, MiradorXmrSeries *series)
{
  const char *text = mirador_chart_get_option (chart, "target");
  gboolean finite = TRUE;

  series->target = NAN;
  if (*text != '\0'
      && (!mirador_format_parse_number (text, '.', &series->target, &finite) || !finite))
    {
      series->target = NAN;
      series->bad_target = g_strdup (text);
    }
}

MiradorXmrSeries *
mirador_xmr_series_gather (const MiradorChart *chart)
{
  MiradorXmrSeries *series = g_new0 (MiradorXmrSeries, 1);
  g_autoptr (GArray) bases = NULL;

  series->trend = mirador_trend_gather (chart, NULL);
  series->bad_bases = g_ptr_array_new_with_free_func (g_free);
  if (series->trend->series->len > 0)
    {
      trim (series->trend, series->trend->series->pdata[0]);
      series->series = series->trend->series->pdata[0];
      series->row = series->series->row;
      series->good = series->row->measure != NULL ? series->row->measure->good : MIRADOR_GOOD_NONE;
    }
  else
    g_array_set_size (series->trend->periods, 0);
  take_cells (series);
  bases = read_bases (chart, series);
  read_target (chart, series);
  series->xmr = mirador_xmr_new (series->complete, series->n, bases);
  return series;
}

double
mirador_xmr_series_low (const MiradorXmrSeries *series, const MiradorXmrSegment *segment)
{
  gboolean count = series->row != NULL && mirador_row_is_count (series->row);

  return count && segment->mean >= 0 ? MAX (segment->low, 0) : segment->low;
}

static void
hold (MiradorXmrReach *reach, double value)
{
  if (!isfinite (value))
    return;
  reach->low = fmin (reach->low, value);
  reach->high = fmax (reach->high, value);
}

/* A target far off would press the points into a line; it is then said only. */
static void
hold_target (const MiradorXmrSeries *series, MiradorXmrReach *reach)
{
  double span = reach->high - MIN (reach->low, 0);

  reach->target_shown = isfinite (series->target) && series->target <= reach->high + span
                        && series->target >= reach->low - span;
  if (reach->target_shown)
    hold (reach, series->target);
}

/* For the words at signals, which stand beyond their points. */
static void
leave_room (const MiradorXmrSeries *series, MiradorXmrReach *reach)
{
  double margin = 0.08 * (reach->high - fmin (reach->low, reach->cut ? reach->low : 0));
  guint all = 0;

  for (guint i = 0; i < series->n; i++)
    all |= series->xmr->signals[i];
  if (all & MIRADOR_XMR_HIGH_SIDE)
    reach->high += margin;
  if ((all & ~(guint)MIRADOR_XMR_HIGH_SIDE) && reach->cut)
    reach->low -= margin;
}

MiradorXmrReach
mirador_xmr_series_reach (const MiradorXmrSeries *series)
{
  MiradorXmrReach reach = { NAN, NAN, FALSE, FALSE };

  for (guint i = 0; i < series->n; i++)
    hold (&reach, series->values[i]);
  for (guint i = 0; i < series->xmr->segments->len; i++)
    {
      const MiradorXmrSegment *segment
        = &g_array_index (series->xmr->segments, MiradorXmrSegment, i);

      if (!segment->valid)
        continue;
      hold (&reach, mirador_xmr_series_low (series, segment));
      hold (&reach, segment->high);
    }
  hold_target (series, &reach);
  reach.cut = reach.low > CUT_FROM * reach.high && reach.high > reach.low;
  leave_room (series, &reach);
  if (!reach.cut)
    reach.low = fmin (reach.low, 0);
  return reach;
}
