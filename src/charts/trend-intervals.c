/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include "charts/trend-panel.h"

/* A source that publishes an estimate says how sure it is; a line without that would claim more. */

static const MiradorRow *
row_of (const MiradorTrend *trend, const MiradorTrendSeries *series, guint i)
{
  int index = g_array_index (series->points, MiradorTrendPoint, i).row;
  const MiradorRow *row = index >= 0 ? mirador_frame_get_row (trend->frame, (guint)index) : NULL;

  return row != NULL && mirador_row_has_value (row) && isfinite (row->low) && isfinite (row->high)
           ? row
           : NULL;
}

double
mirador_trend_highest_bound (const MiradorTrend *trend, const MiradorTrendSeries *series)
{
  double highest = NAN;

  for (guint i = 0; i < trend->periods->len; i++)
    {
      const MiradorRow *row = row_of (trend, series, i);

      highest = row != NULL ? fmax (highest, row->high) : highest;
    }
  return highest;
}

gboolean
mirador_trend_has_intervals (const MiradorTrend *trend)
{
  for (guint s = 0; s < trend->series->len; s++)
    if (isfinite (mirador_trend_highest_bound (trend, trend->series->pdata[s])))
      return TRUE;
  return FALSE;
}

void
mirador_trend_draw_intervals (MiradorTrendPanel *panel, MiradorTrendSeries *series)
{
  MiradorColour colour = mirador_colour_mix (series->colour, panel->style->background, 0.45);
  double width = MAX (1.6 * panel->style->scale, 1.2);
  double arm = MAX (4 * panel->style->scale, 2.4);

  for (guint i = 0; i < panel->trend->periods->len; i++)
    {
      const MiradorRow *row = row_of (panel->trend, series, i);
      double x = mirador_trend_panel_x (panel, i);
      double low, high;

      if (row == NULL)
        continue;
      low = mirador_trend_panel_y (panel, row->low);
      high = mirador_trend_panel_y (panel, row->high);
      mirador_canvas_line (panel->canvas, x, low, x, high, colour, width, FALSE);
      mirador_canvas_line (panel->canvas, x - arm, low, x + arm, low, colour, width, FALSE);
      mirador_canvas_line (panel->canvas, x - arm, high, x + arm, high, colour, width, FALSE);
    }
}
