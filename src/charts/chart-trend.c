/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/headline.h"
#include "analysis/label.h"
#include "charts/trend-series.h"
#include "model/format.h"

#define MOST_COLUMNS 4
/* A panel needs an axis, its dates, and something between. */
#define LEAST_LINES 5.5

/** How the panels of a picture lie. */
typedef struct
{
  guint columns;
  guint shown;
  double width, height, gutter;
} Grid;

void
mirador_trend_plan (const MiradorQuery *base, GPtrArray *queries)
{
  MiradorQuery *query = mirador_query_copy (base);
  MiradorQuery *before;

  if (query->every == MIRADOR_GRAIN_NONE)
    query->every = MIRADOR_GRAIN_MONTH;
  if (query->measures->len == 0 && query->stages == 0)
    query->stages = 1u << MIRADOR_STAGE_SCREENED;
  g_ptr_array_add (queries, query);
  if (mirador_range_is_all (query->range))
    return;
  before = mirador_query_copy (query);
  before->range = mirador_range_year_before (query->range);
  g_ptr_array_add (queries, before);
}

char *
mirador_trend_fit (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  gboolean any = FALSE;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (!mirador_period_is_none (row->period))
        return NULL;
      any = any || mirador_row_has_value (row);
    }
  if (!any)
    return NULL;
  return g_strdup (_ ("These figures are of no single periods. Choose months, quarters or years."));
}

char *
mirador_trend_headline (const MiradorChart *chart)
{
  return mirador_headline_trend (mirador_chart_get_frame (chart, 0));
}

static gboolean
try_grid (Grid *grid, MiradorCanvas *canvas, MiradorBox plot, guint columns, guint n)
{
  double px = mirador_canvas_get_style (canvas)->px[MIRADOR_TEXT_NORMAL];
  guint rows = (n + columns - 1) / columns;

  grid->columns = columns;
  grid->shown = n;
  grid->gutter = 1.5 * px;
  grid->width = (plot.width - (columns - 1) * grid->gutter) / columns;
  grid->height = plot.height / rows;
  return grid->width >= 11 * px && grid->height >= 7.5 * px;
}

/* The panels nearest to the shape in which a line is read best, about three to two. */
static Grid
arrange (MiradorCanvas *canvas, MiradorBox plot, guint n_series)
{
  Grid best = { 1, 1, plot.width, plot.height, 0 };
  double best_misfit = G_MAXDOUBLE;

  for (guint n = n_series; n > 1 && best_misfit == G_MAXDOUBLE; n--)
    for (guint columns = 1; columns <= MIN (n, MOST_COLUMNS); columns++)
      {
        Grid grid;
        double misfit;

        if (!try_grid (&grid, canvas, plot, columns, n))
          continue;
        misfit = fabs (log (grid.width / grid.height / 1.5));
        if (misfit < best_misfit)
          {
            best_misfit = misfit;
            best = grid;
          }
      }
  return best;
}

static void
say_what_is_missing (MiradorCanvas *canvas, MiradorBox *plot, guint n)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double line = mirador_canvas_line_height (canvas, MIRADOR_TEXT_SMALL);
  g_autofree char *text = NULL;

  if (n == 0 || plot->height < (LEAST_LINES + 2) * line)
    return;
  /* Translators: %u is a number of lines of the chart. */
  text = g_strdup_printf (ngettext ("%u more line not shown", "%u more lines not shown", n), n);
  mirador_canvas_text (canvas, plot->x, plot->y + plot->height - line / 2, text, MIRADOR_TEXT_SMALL,
                       FALSE, style->muted, MIRADOR_ALIGN_START, plot->width);
  plot->height -= 1.3 * line;
}

static void
draw_apart (const MiradorTrend *trend, MiradorCanvas *canvas, MiradorBox plot, GArray *marks)
{
  MiradorBox room = plot;
  Grid grid = arrange (canvas, plot, trend->series->len);
  guint missing = trend->n_left_out + trend->series->len - grid.shown;

  if (missing > 0)
    {
      say_what_is_missing (canvas, &room, missing);
      grid = arrange (canvas, room, grid.shown);
    }
  for (guint i = 0; i < grid.shown; i++)
    {
      double gap = i / grid.columns + 1 < (grid.shown + grid.columns - 1) / grid.columns
                     ? 0.5 * mirador_canvas_get_style (canvas)->px[MIRADOR_TEXT_NORMAL]
                     : 0;
      MiradorBox box = { room.x + (i % grid.columns) * (grid.width + grid.gutter),
                         room.y + (i / grid.columns) * grid.height, grid.width, grid.height - gap };

      mirador_trend_draw_panel (trend, canvas, box, i, 1, TRUE, marks);
    }
}

void
mirador_trend_draw (const MiradorChart *chart,
                    MiradorCanvas *canvas,
                    MiradorBox plot,
                    GArray *marks)
{
  g_autoptr (MiradorTrend) trend = mirador_trend_gather (chart, mirador_canvas_get_style (canvas));
  double line = mirador_canvas_line_height (canvas, MIRADOR_TEXT_NORMAL);
  MiradorBox room = plot;

  if (trend->series->len == 0 || trend->periods->len == 0)
    return;
  if (plot.height < LEAST_LINES * mirador_canvas_line_height (canvas, MIRADOR_TEXT_SMALL))
    {
      mirador_chart_draw_sentence (canvas, plot, _ ("There is too little room for this chart."));
      return;
    }
  /* Names need a line each at the ends; where they have none, every line gets its own panel. */
  if (trend->apart || (trend->series->len > 1 && plot.height < (trend->series->len + 3) * line))
    {
      draw_apart (trend, canvas, plot, marks);
      return;
    }
  say_what_is_missing (canvas, &room, trend->n_left_out);
  mirador_trend_draw_panel (trend, canvas, room, 0, trend->series->len, FALSE, marks);
}

static char *
name_of (const MiradorChart *chart, const MiradorRow *row)
{
  MiradorVaries varies = mirador_frame_get_varying (mirador_chart_get_frame (chart, 0))
                         & ~(guint)(MIRADOR_VARIES_FEED | MIRADOR_VARIES_PERIOD);
  g_autofree char *period = mirador_format_period (row->period);
  g_autofree char *what = NULL;

  if (varies == 0)
    return g_steal_pointer (&period);
  what = mirador_row_get_label (row, varies);
  return g_strdup_printf ("%s, %s", what, period);
}

static void
describe_series (const MiradorTrend *trend, const MiradorTrendSeries *series, GString *text)
{
  int peak = mirador_trend_peak (trend, series);
  g_autofree char *period = NULL;
  g_autofree char *value = NULL;

  if (peak < 0)
    return;
  period = mirador_format_period_long (g_array_index (trend->periods, MiradorPeriod, peak));
  value = mirador_format_value (mirador_trend_value (trend, series, (guint)peak));
  /* Translators: %1$s is what the line shows, %2$s a period, %3$s the figure. */
  g_string_append_printf (text, _ ("%1$s: largest in %2$s, with %3$s."), series->name, period,
                          value);
  g_string_append_c (text, '\n');
}

char *
mirador_trend_describe (const MiradorChart *chart)
{
  g_autoptr (MiradorTrend) trend = mirador_trend_gather (chart, NULL);
  g_autoptr (GString) extra = g_string_new (NULL);

  gboolean hidden = mirador_frame_has_hidden (mirador_chart_get_frame (chart, 0));

  for (guint i = 0; i < trend->series->len && !hidden; i++)
    describe_series (trend, trend->series->pdata[i], extra);
  if (extra->len > 0)
    g_string_truncate (extra, extra->len - 1);
  return mirador_chart_describe_rows (chart, name_of, extra->str);
}

char **
mirador_trend_notes (const MiradorChart *chart)
{
  g_autoptr (MiradorTrend) trend = mirador_trend_gather (chart, NULL);
  GPtrArray *notes = g_ptr_array_new ();
  gboolean gaps = FALSE;

  for (guint i = 0; i < trend->series->len; i++)
    gaps = gaps || mirador_trend_has_gap (trend, trend->series->pdata[i]);
  if (trend->apart)
    g_ptr_array_add (notes, g_strdup (_ ("Each panel has its own scale, from zero.")));
  if (gaps)
    g_ptr_array_add (notes, g_strdup (_ ("× marks a period without a figure.")));
  if (mirador_trend_has_intervals (trend) && (trend->apart || trend->series->len == 1))
    g_ptr_array_add (notes, g_strdup (_ ("Upright lines: the interval that the source gives.")));
  if (mirador_trend_has_before (trend) && (trend->apart || trend->series->len <= 2))
    g_ptr_array_add (notes, g_strdup (_ ("Light line: the same periods a year before.")));
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
