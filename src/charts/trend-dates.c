/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/date-axis.h"
#include "charts/trend-series.h"
#include "model/format.h"

static MiradorPeriod
period_at (const MiradorTrend *trend, guint i)
{
  return g_array_index (trend->periods, MiradorPeriod, i);
}

static double
x_at (const MiradorTrend *trend, double left, double width, guint i)
{
  return trend->periods->len > 1 ? left + width * i / (trend->periods->len - 1) : left + width / 2;
}

static void
draw_years (const MiradorTrend *trend,
            MiradorCanvas *canvas,
            double left,
            double width,
            double y,
            double right)
{
  double free_from = 0;

  for (guint i = 0; i < trend->periods->len; i++)
    if (mirador_dates_begin_year (trend->periods, 0, i))
      {
        g_autofree char *year
          = g_strdup_printf ("%d", mirador_period_get_year (period_at (trend, i)));

        free_from = mirador_dates_draw_name (canvas, x_at (trend, left, width, i), y, year,
                                             free_from, right, TRUE);
      }
}

void
mirador_trend_draw_dates (const MiradorTrend *trend,
                          MiradorCanvas *canvas,
                          double left,
                          double width,
                          double y,
                          gboolean years)
{
  double line = mirador_canvas_line_height (canvas, MIRADOR_TEXT_SMALL);
  double right = MIN (left + width + 3 * line, mirador_canvas_get_width (canvas));
  double spacing = trend->periods->len > 1 ? width / (trend->periods->len - 1) : width;
  double free_from = MAX (left - 3 * line, 0);
  guint step = mirador_dates_choose_step (trend->periods, canvas, spacing);
  gboolean only_years = step >= 12 && period_at (trend, 0).grain == MIRADOR_GRAIN_MONTH;

  for (guint i = 0; i < trend->periods->len && !only_years; i++)
    if (mirador_dates_has_name (trend->periods, i, step))
      {
        g_autofree char *text = mirador_format_period_tick (period_at (trend, i));

        free_from = mirador_dates_draw_name (canvas, x_at (trend, left, width, i), y + line / 2,
                                             text, free_from, right, FALSE);
      }
  if (only_years)
    draw_years (trend, canvas, left, width, y + line / 2, right);
  else if (years && !mirador_dates_are_yearly (trend->periods))
    draw_years (trend, canvas, left, width, y + line * 1.5, right);
}
