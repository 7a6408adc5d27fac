/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/date-axis.h"
#include "charts/trend-series.h"

#include <math.h>
#include "analysis/label.h"

/* More periods than any screen has columns; a feed's odd date must not cost the picture. */
#define MOST_PERIODS 5000
/* Beyond it the smaller line would lie flat on the axis. */
#define WIDEST_COMMON_SCALE 10.0

static void
free_series (gpointer pointer)
{
  MiradorTrendSeries *series = pointer;

  g_array_unref (series->points);
  g_free (series->name);
  g_free (series);
}

void
mirador_trend_free (MiradorTrend *trend)
{
  g_array_unref (trend->periods);
  g_ptr_array_unref (trend->series);
  g_free (trend);
}

static gboolean
is_same_series (const MiradorRow *a, const MiradorRow *b)
{
  /* Of a stage query the measure may change with the feed, or be missing in a gap. */
  gboolean same_thing = a->stage != MIRADOR_STAGE_NONE && a->stage == b->stage
                          ? TRUE
                          : a->measure == b->measure && a->stage == b->stage;

  return same_thing && a->program == b->program && a->place == b->place
         && g_strcmp0 (a->breakdown, b->breakdown) == 0;
}

static int
find_series (const GPtrArray *all, const MiradorRow *row)
{
  for (guint i = 0; i < all->len; i++)
    if (is_same_series (((const MiradorTrendSeries *)all->pdata[i])->row, row))
      return (int)i;
  return -1;
}

static int
compare_periods (gconstpointer a, gconstpointer b)
{
  return mirador_period_compare (*(const MiradorPeriod *)a, *(const MiradorPeriod *)b);
}

/* Every period from the first to the last: a hole in the answer is a gap of the line. */
static GArray *
list_periods (const MiradorFrame *frame)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (MiradorPeriod));
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (MiradorPeriod));
  MiradorPeriod period;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      period = mirador_frame_get_row (frame, i)->period;
      if (!mirador_period_is_none (period))
        g_array_append_val (found, period);
    }
  if (found->len == 0)
    return periods;
  g_array_sort (found, compare_periods);
  period = g_array_index (found, MiradorPeriod, 0);
  while (periods->len < MOST_PERIODS && !mirador_period_is_none (period)
         && period.first_day <= g_array_index (found, MiradorPeriod, found->len - 1).first_day)
    {
      g_array_append_val (periods, period);
      period = mirador_period_next (period);
    }
  return periods;
}

static MiradorTrendSeries *
new_series (const MiradorTrend *trend, const MiradorRow *row)
{
  MiradorTrendSeries *series = g_new0 (MiradorTrendSeries, 1);
  MiradorTrendPoint none = { -1, -1 };

  series->row = row;
  series->points = g_array_new (FALSE, FALSE, sizeof (MiradorTrendPoint));
  series->smallest = series->largest = NAN;
  for (guint i = 0; i < trend->periods->len; i++)
    g_array_append_val (series->points, none);
  return series;
}

static void
take_rows (MiradorTrend *trend)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (trend->frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (trend->frame, i);
      int at = mirador_dates_find (trend->periods, row->period);
      int which = find_series (trend->series, row);
      MiradorTrendSeries *series;

      if (at < 0)
        continue;
      if (which < 0)
        g_ptr_array_add (trend->series, new_series (trend, row));
      series = trend->series->pdata[which < 0 ? trend->series->len - 1 : (guint)which];
      g_array_index (series->points, MiradorTrendPoint, at).row = (int)i;
      if (mirador_row_has_value (row))
        {
          series->row = row;
          series->largest = fmax (series->largest, row->value);
          series->smallest = fmin (series->smallest, row->value);
        }
    }
}

static void
take_rows_before (MiradorTrend *trend)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (trend->before); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (trend->before, i);
      int which = find_series (trend->series, row);

      if (which < 0 || !mirador_row_has_value (row))
        continue;
      for (guint at = 0; at < trend->periods->len; at++)
        {
          MiradorPeriod period = g_array_index (trend->periods, MiradorPeriod, at);
          MiradorTrendSeries *series = trend->series->pdata[which];

          if (mirador_period_equal (mirador_period_year_before (period), row->period))
            g_array_index (series->points, MiradorTrendPoint, at).before = (int)i;
        }
    }
}

static int
compare_series (gconstpointer a, gconstpointer b)
{
  double one = (*(MiradorTrendSeries *const *)a)->largest;
  double two = (*(MiradorTrendSeries *const *)b)->largest;

  return one == two ? 0 : (one > two ? -1 : 1);
}

/* Lines without any value go; of too many the smallest. */
static void
keep_the_largest (MiradorTrend *trend)
{
  for (guint i = trend->series->len; i > 0; i--)
    if (!isfinite (((MiradorTrendSeries *)trend->series->pdata[i - 1])->largest))
      g_ptr_array_remove_index (trend->series, i - 1);
  if (trend->series->len <= MIRADOR_TREND_MOST_SERIES)
    return;
  g_ptr_array_sort (trend->series, compare_series);
  trend->n_left_out = trend->series->len - MIRADOR_TREND_MOST_SERIES;
  g_ptr_array_set_size (trend->series, MIRADOR_TREND_MOST_SERIES);
}

static gboolean
needs_own_scales (const MiradorTrend *trend)
{
  double most = 0;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < trend->series->len; i++)
    {
      double largest = ((MiradorTrendSeries *)trend->series->pdata[i])->largest;

      most = MAX (most, largest);
      least = MIN (least, MAX (largest, 0));
    }
  return trend->series->len > 1 && most > WIDEST_COMMON_SCALE * least;
}

/* Without a colour of their own, programs are told apart as any lines are. */
static MiradorColour
colour_of (const MiradorStyle *style,
           const MiradorRow *row,
           MiradorVaries varies,
           guint i,
           guint n,
           gboolean apart)
{
  if (n == 1 || (apart && style->theme == MIRADOR_THEME_PRINT))
    return style->accent;
  if ((varies & MIRADOR_VARIES_PROGRAM) && !(varies & MIRADOR_VARIES_MEASURE)
      && row->program != NULL && style->theme != MIRADOR_THEME_PRINT)
    return mirador_style_text_of (style, mirador_style_program_colour (style, row->program));
  return mirador_style_text_of (style, mirador_style_series_colour (style, i));
}

static void
name_series (MiradorTrend *trend, const MiradorStyle *style)
{
  MiradorVaries varies = mirador_frame_get_varying (trend->frame)
                         & ~(guint)(MIRADOR_VARIES_PERIOD | MIRADOR_VARIES_FEED);

  for (guint i = 0; i < trend->series->len; i++)
    {
      MiradorTrendSeries *series = trend->series->pdata[i];

      /* A program's full name is too long for the end of a line. */
      series->name = varies == MIRADOR_VARIES_PROGRAM && series->row->program != NULL
                       ? g_strdup (mirador_program_get_short_name (series->row->program))
                       : mirador_row_get_label (series->row, varies);
      if (style == NULL)
        continue;
      series->colour = colour_of (style, series->row, varies, i, trend->series->len, trend->apart);
      if (trend->series->len > 1 && !trend->apart)
        series->marker = mirador_style_marker (style, i);
    }
}

MiradorTrend *
mirador_trend_gather (const MiradorChart *chart, const MiradorStyle *style)
{
  MiradorTrend *trend = g_new0 (MiradorTrend, 1);

  trend->frame = mirador_chart_get_frame (chart, 0);
  trend->before = mirador_chart_get_frame (chart, 1);
  trend->periods = list_periods (trend->frame);
  trend->series = g_ptr_array_new_with_free_func (free_series);
  take_rows (trend);
  if (trend->before != NULL)
    take_rows_before (trend);
  keep_the_largest (trend);
  trend->apart = needs_own_scales (trend);
  name_series (trend, style);
  return trend;
}

static const MiradorTrendPoint *
point_at (const MiradorTrendSeries *series, guint i)
{
  return &g_array_index (series->points, MiradorTrendPoint, i);
}

double
mirador_trend_value (const MiradorTrend *trend, const MiradorTrendSeries *series, guint i)
{
  int index = point_at (series, i)->row;
  const MiradorRow *row = index >= 0 ? mirador_frame_get_row (trend->frame, (guint)index) : NULL;

  return row != NULL && mirador_row_has_value (row) ? row->value : NAN;
}

double
mirador_trend_value_before (const MiradorTrend *trend, const MiradorTrendSeries *series, guint i)
{
  int index = point_at (series, i)->before;

  return index >= 0 ? mirador_frame_get_row (trend->before, (guint)index)->value : NAN;
}

gboolean
mirador_trend_is_partial (const MiradorTrend *trend, const MiradorTrendSeries *series, guint i)
{
  int index = point_at (series, i)->row;

  return index >= 0
         && (mirador_frame_get_row (trend->frame, (guint)index)->flags & MIRADOR_FLAG_PARTIAL);
}

gboolean
mirador_trend_has_gap (const MiradorTrend *trend, const MiradorTrendSeries *series)
{
  int last = mirador_trend_last (trend, series);
  gboolean begun = FALSE;

  for (int i = 0; i < last; i++)
    {
      gboolean there = isfinite (mirador_trend_value (trend, series, (guint)i));

      if (begun && !there)
        return TRUE;
      begun = begun || there;
    }
  return FALSE;
}

gboolean
mirador_trend_has_before (const MiradorTrend *trend)
{
  for (guint s = 0; s < trend->series->len; s++)
    for (guint i = 0; i < trend->periods->len; i++)
      if (isfinite (mirador_trend_value_before (trend, trend->series->pdata[s], i)))
        return TRUE;
  return FALSE;
}

int
mirador_trend_peak (const MiradorTrend *trend, const MiradorTrendSeries *series)
{
  int peak = -1;

  for (guint i = 0; i < series->points->len; i++)
    {
      double value = mirador_trend_value (trend, series, i);

      if (!isfinite (value) || mirador_trend_is_partial (trend, series, i))
        continue;
      if (peak < 0 || value > mirador_trend_value (trend, series, (guint)peak))
        peak = (int)i;
    }
  return peak;
}

int
mirador_trend_last (const MiradorTrend *trend, const MiradorTrendSeries *series)
{
  for (int i = (int)series->points->len - 1; i >= 0; i--)
    if (isfinite (mirador_trend_value (trend, series, (guint)i)))
      return i;
  return -1;
}
