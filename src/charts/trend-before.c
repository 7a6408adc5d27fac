/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "charts/trend-panel.h"

/* Where things lie in a panel, and the name of the year before, which must find room among them. */

double
mirador_trend_panel_x (const MiradorTrendPanel *panel, guint i)
{
  guint n = panel->trend->periods->len;

  return n > 1 ? panel->left + (panel->right - panel->left) * i / (n - 1)
               : (panel->left + panel->right) / 2;
}

double
mirador_trend_panel_y (const MiradorTrendPanel *panel, double value)
{
  return panel->bottom
         - mirador_axis_get_fraction (&panel->axis, value) * (panel->bottom - panel->top);
}

MiradorTrendSeries *
mirador_trend_panel_series (const MiradorTrendPanel *panel, guint i)
{
  return panel->trend->series->pdata[panel->first + i];
}

double
mirador_trend_panel_marker_radius (const MiradorTrendPanel *panel)
{
  return MAX (4 * panel->style->scale, 2.6);
}

static gboolean
boxes_meet (MiradorBox a, MiradorBox b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/* Whether a text may stand there: within the panel's span and clear of the other texts. */
gboolean
mirador_trend_panel_is_free (const MiradorTrendPanel *panel, MiradorBox box)
{
  if (box.x < 0 || box.x + box.width > mirador_canvas_get_width (panel->canvas) || box.y < 0)
    return FALSE;
  for (guint i = 0; i < panel->taken->len; i++)
    if (boxes_meet (box, g_array_index (panel->taken, MiradorBox, i)))
      return FALSE;
  return TRUE;
}

void
mirador_trend_panel_take (MiradorTrendPanel *panel, MiradorBox box)
{
  if (box.width > 0)
    g_array_append_val (panel->taken, box);
}

static gboolean
is_crossed (const MiradorTrendPanel *panel,
            const MiradorTrendSeries *series,
            MiradorBox box,
            double (*read) (const MiradorTrend *, const MiradorTrendSeries *, guint))
{
  for (guint i = 0; i + 1 < panel->trend->periods->len; i++)
    {
      double x1 = mirador_trend_panel_x (panel, i), x2 = mirador_trend_panel_x (panel, i + 1);
      double v1 = read (panel->trend, series, i), v2 = read (panel->trend, series, i + 1);

      if (!isfinite (v1) || !isfinite (v2) || x2 < box.x || x1 > box.x + box.width)
        continue;
      for (int k = 0; k <= 8; k++)
        {
          double at = k / 8.0;
          double x = x1 + at * (x2 - x1), y = mirador_trend_panel_y (panel, v1 + at * (v2 - v1));

          if (x >= box.x && x <= box.x + box.width && y > box.y - 2 && y < box.y + box.height + 2)
            return TRUE;
        }
    }
  return FALSE;
}

gboolean
mirador_trend_panel_is_crossed (const MiradorTrendPanel *panel,
                                const MiradorTrendSeries *series,
                                MiradorBox box)
{
  return is_crossed (panel, series, box, mirador_trend_value)
         || is_crossed (panel, series, box, mirador_trend_value_before);
}

static gboolean
is_on_grid (const MiradorTrendPanel *panel, MiradorBox box)
{
  for (guint i = 0; i < panel->axis.n_ticks; i++)
    {
      double y = mirador_trend_panel_y (panel, mirador_axis_get_tick (&panel->axis, i));

      if (y > box.y + 0.15 * box.height && y < box.y + 0.9 * box.height)
        return TRUE;
    }
  return FALSE;
}

static gboolean
try_name_before (MiradorTrendPanel *panel,
                 MiradorTrendSeries *series,
                 guint i,
                 double side,
                 gboolean clear)
{
  const char *text = _ ("a year before");
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  double width = mirador_canvas_text_width (panel->canvas, text, MIRADOR_TEXT_SMALL, FALSE);
  double value = mirador_trend_value_before (panel->trend, series, i);
  double y = isfinite (value) ? mirador_trend_panel_y (panel, value) : NAN;
  MiradorBox box
    = { mirador_trend_panel_x (panel, i), y + side * line * 0.9 - line / 2, width, line };

  if (!isfinite (y) || box.x + width > panel->right || box.y + line > panel->bottom
      || box.y < panel->top - line || !mirador_trend_panel_is_free (panel, box))
    return FALSE;
  if ((clear && is_on_grid (panel, box)) || mirador_trend_panel_is_crossed (panel, series, box))
    return FALSE;
  mirador_trend_panel_take (
    panel, mirador_canvas_text (panel->canvas, box.x, box.y + line / 2, text, MIRADOR_TEXT_SMALL,
                                FALSE, panel->style->muted, MIRADOR_ALIGN_START, 0));
  return TRUE;
}

/* Says what the light line is, where neither line runs through the words, nor one of the grid if
 * there is such a place; the chart's notes say it in any case. */
void
mirador_trend_name_before (MiradorTrendPanel *panel, MiradorTrendSeries *series)
{
  static const double sides[] = { 1, 1.35, -1, -1.35 };

  for (int clear = TRUE; clear >= FALSE; clear--)
    for (guint i = 0; i < panel->trend->periods->len; i++)
      for (guint k = 0; k < G_N_ELEMENTS (sides) && !panel->before_named; k++)
        panel->before_named = try_name_before (panel, series, i, sides[k], clear);
}
