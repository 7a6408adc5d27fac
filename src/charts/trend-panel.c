/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "charts/axis.h"
#include "charts/trend-panel.h"
#include "model/format.h"

static void
set_axis (MiradorTrendPanel *panel, double height)
{
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  double low = 0;
  double high = 0;

  for (guint s = 0; s < panel->n; s++)
    {
      low = fmin (low, mirador_trend_panel_series (panel, s)->smallest);
      high = fmax (high, mirador_trend_panel_series (panel, s)->largest);
      if (panel->n == 1)
        high = fmax (
          high, mirador_trend_highest_bound (panel->trend, mirador_trend_panel_series (panel, s)));
      for (guint i = 0; panel->before && i < panel->trend->periods->len; i++)
        high = fmax (high, mirador_trend_value_before (panel->trend,
                                                       mirador_trend_panel_series (panel, s), i));
    }
  mirador_axis_init_linear (&panel->axis, low, high, (guint)CLAMP (height / (2.4 * line), 3, 6),
                            high > 1);
}

static double
tick_width (const MiradorTrendPanel *panel)
{
  double widest = 0;

  for (guint i = 0; i < panel->axis.n_ticks; i++)
    {
      g_autofree char *text = mirador_format_short (mirador_axis_get_tick (&panel->axis, i));

      widest
        = MAX (widest, mirador_canvas_text_width (panel->canvas, text, MIRADOR_TEXT_SMALL, FALSE));
    }
  return widest;
}

/* Half a figure is a wrong one: where figures do not fit at the ends, names stand alone, and may
 * be shortened; a single line has no name there. */
static double
choose_ends (MiradorTrendPanel *panel, double width)
{
  double most = width * (panel->n > 1 ? 0.34 : 0.27);
  double widest;

  panel->valued = TRUE;
  widest = mirador_trend_panel_widest_end (panel);
  if (widest <= most)
    return widest;
  panel->valued = FALSE;
  return panel->n == 1 ? 0 : MIN (mirador_trend_panel_widest_end (panel), most);
}

static void
lay_out (MiradorTrendPanel *panel, MiradorBox box, gboolean titled)
{
  double small = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  double normal = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_NORMAL);
  double px = panel->style->px[MIRADOR_TEXT_NORMAL];

  panel->top = box.y + (titled ? normal * 1.1 : 0) + normal;
  panel->bottom = round (box.y + box.height - (box.height > 7 * small ? 2.5 : 1.5) * small);
  panel->bottom = MAX (panel->bottom, panel->top + 4);
  set_axis (panel, panel->bottom - panel->top);
  panel->label_width = choose_ends (panel, box.width);
  panel->left = round (box.x + tick_width (panel) + 1.3 * px);
  panel->right = box.x + box.width - panel->label_width - 1.1 * px;
  panel->right = MAX (panel->right, panel->left + 4);
  panel->label_x = panel->right + 0.6 * px;
}

static void
draw_grid (MiradorTrendPanel *panel, MiradorBox box)
{
  double px = panel->style->px[MIRADOR_TEXT_NORMAL];
  double thin = MAX (1, round (panel->style->scale));
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  double last_y = G_MAXDOUBLE;

  for (guint i = 0; i < panel->axis.n_ticks; i++)
    {
      double tick = mirador_axis_get_tick (&panel->axis, i);
      double y = floor (mirador_trend_panel_y (panel, tick)) + 0.5;
      gboolean zero = tick == 0;
      g_autofree char *text = mirador_format_short (tick);

      mirador_canvas_line (panel->canvas, panel->left - 0.6 * px, y, panel->right + 0.4 * px, y,
                           zero ? panel->style->axis : panel->style->grid,
                           zero ? MAX (1, 1.5 * panel->style->scale) : thin, FALSE);
      if (last_y - y < line)
        continue;
      last_y = y;
      mirador_trend_panel_take (panel, mirador_canvas_text (panel->canvas, panel->left - px, y,
                                                            text, MIRADOR_TEXT_SMALL, FALSE,
                                                            panel->style->muted, MIRADOR_ALIGN_END,
                                                            MAX (panel->left - px - box.x, 1)));
    }
}

/* A run of neighbouring points that all have values, as one line; @dashed: its end is partial. */
static void
draw_run (MiradorTrendPanel *panel,
          const double *x,
          const double *y,
          guint from,
          guint to,
          guint whole_to,
          MiradorColour colour,
          double width)
{
  if (whole_to > from)
    mirador_canvas_polyline (panel->canvas, whole_to - from + 1, x + from, y + from, colour, width,
                             FALSE);
  if (to > whole_to)
    mirador_canvas_polyline (panel->canvas, to - whole_to + 1, x + whole_to, y + whole_to, colour,
                             MAX (width * 0.55, 1), TRUE);
}

static void
draw_lonely_dot (MiradorTrendPanel *panel, double x, double y, MiradorColour colour)
{
  mirador_canvas_dot (panel->canvas, x, y, MAX (3 * panel->style->scale, 1.8), colour, FALSE);
}

/* Where the periods at the end that are not complete begin. */
static guint
whole_until (const MiradorTrendPanel *panel, const MiradorTrendSeries *series)
{
  guint n = panel->trend->periods->len;

  while (n > 0
         && (!isfinite (mirador_trend_value (panel->trend, series, n - 1))
             || mirador_trend_is_partial (panel->trend, series, n - 1)))
    n--;
  return n;
}

static void
draw_line (MiradorTrendPanel *panel, MiradorTrendSeries *series, gboolean before)
{
  guint n = panel->trend->periods->len;
  g_autofree double *x = g_new (double, n);
  g_autofree double *y = g_new (double, n);
  guint whole = before ? n : whole_until (panel, series);
  MiradorColour colour
    = before ? mirador_colour_mix (series->colour, panel->style->background, 0.55) : series->colour;
  double width = MAX ((before ? 1.8 : 3) * panel->style->scale, before ? 1 : 1.6);

  for (guint i = 0; i < n; i++)
    {
      double value = before ? mirador_trend_value_before (panel->trend, series, i)
                            : mirador_trend_value (panel->trend, series, i);

      x[i] = mirador_trend_panel_x (panel, i);
      y[i] = isfinite (value) ? mirador_trend_panel_y (panel, value) : NAN;
    }
  for (guint from = 0, to; from < n; from = to + 1)
    {
      to = from;
      if (!isfinite (y[from]))
        continue;
      while (to + 1 < n && isfinite (y[to + 1]))
        to++;
      if (to == from && !(from >= whole))
        draw_lonely_dot (panel, x[from], y[from], colour);
      draw_run (panel, x, y, from, to, CLAMP (whole == 0 ? 0 : whole - 1, from, to), colour, width);
    }
}

/* On as many points as there is room for between them, and on the last whole one in any case; each
 * line begins a point later, so that neighbours do not cover each other. */
static void
draw_markers (MiradorTrendPanel *panel, MiradorTrendSeries *series, guint s)
{
  guint whole = whole_until (panel, series);
  guint n = panel->trend->periods->len;
  double spacing = n > 1 ? (panel->right - panel->left) / (n - 1) : 0;
  guint every
    = spacing > 0
        ? (guint)CLAMP (ceil (9 * mirador_trend_panel_marker_radius (panel) / spacing), 1, n)
        : 1;

  if (series->marker == MIRADOR_MARKER_NONE || panel->n == 1)
    return;
  for (guint i = 0; i < whole; i++)
    {
      double value = mirador_trend_value (panel->trend, series, i);

      if (isfinite (value) && (i % every == s % every || i == whole - 1))
        mirador_canvas_marker (
          panel->canvas, mirador_trend_panel_x (panel, i), mirador_trend_panel_y (panel, value),
          mirador_trend_panel_marker_radius (panel), series->marker, series->colour);
    }
}

/* A period without a figure between others: a small cross on the axis. */
static void
draw_gap_marks (MiradorTrendPanel *panel, MiradorTrendSeries *series)
{
  double arm = MAX (3.5 * panel->style->scale, 2.2);
  double y = floor (mirador_trend_panel_y (panel, 0)) + 0.5;
  double width = MAX (1.6 * panel->style->scale, 1.2);

  for (guint i = 0; i < panel->trend->periods->len; i++)
    {
      double x = mirador_trend_panel_x (panel, i);

      if (isfinite (mirador_trend_value (panel->trend, series, i)))
        continue;
      mirador_canvas_line (panel->canvas, x - arm, y - arm, x + arm, y + arm, panel->style->muted,
                           width, FALSE);
      mirador_canvas_line (panel->canvas, x - arm, y + arm, x + arm, y - arm, panel->style->muted,
                           width, FALSE);
    }
}

static void
add_marks (MiradorTrendPanel *panel, MiradorTrendSeries *series)
{
  guint n = panel->trend->periods->len;
  double reach = n > 1 ? (panel->right - panel->left) / (n - 1) / 2 : 8;
  double half = CLAMP (reach, 1, 10);

  for (guint i = 0; i < n; i++)
    {
      double value = mirador_trend_value (panel->trend, series, i);
      int row = g_array_index (series->points, MiradorTrendPoint, i).row;
      double y = isfinite (value) ? mirador_trend_panel_y (panel, value)
                                  : mirador_trend_panel_y (panel, 0);

      if (row >= 0)
        mirador_chart_add_mark (
          panel->marks, panel->canvas,
          (MiradorBox){ mirador_trend_panel_x (panel, i) - half, y - 8, 2 * half, 16 }, 0,
          (guint)row);
    }
}

static void
draw_partial_dots (MiradorTrendPanel *panel, MiradorTrendSeries *series)
{
  for (guint i = 0; i < panel->trend->periods->len; i++)
    {
      double value = mirador_trend_value (panel->trend, series, i);

      if (isfinite (value) && mirador_trend_is_partial (panel->trend, series, i))
        mirador_canvas_dot (panel->canvas, mirador_trend_panel_x (panel, i),
                            mirador_trend_panel_y (panel, value), MAX (5 * panel->style->scale, 3),
                            series->colour, TRUE);
    }
}

/* The largest value, above its point; left out where another text stands there already. */
static void
draw_peak (MiradorTrendPanel *panel, MiradorTrendSeries *series)
{
  int peak = mirador_trend_peak (panel->trend, series);
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_NORMAL);
  double value, x, y, half;
  g_autofree char *text = NULL;
  MiradorBox box;

  if (peak < 0 || panel->n > 2)
    return;
  value = mirador_trend_value (panel->trend, series, (guint)peak);
  text = mirador_format_value (value);
  half = mirador_canvas_text_width (panel->canvas, text, MIRADOR_TEXT_NORMAL, TRUE) / 2;
  x = mirador_trend_panel_x (panel, (guint)peak);
  y = mirador_trend_panel_y (panel, value);
  box = (MiradorBox){ x - half, y - line * 1.25, 2 * half, line };
  if (!mirador_trend_panel_is_free (panel, box))
    return;
  mirador_canvas_dot (panel->canvas, x, y, MAX (5 * panel->style->scale, 2.6), series->colour,
                      FALSE);
  mirador_trend_panel_take (panel, mirador_canvas_text (panel->canvas, x, y - line * 0.75, text,
                                                        MIRADOR_TEXT_NORMAL, TRUE, series->colour,
                                                        MIRADOR_ALIGN_CENTRE, 0));
}

static void
draw_series (MiradorTrendPanel *panel)
{
  for (guint s = 0; s < panel->n && panel->before; s++)
    draw_line (panel, mirador_trend_panel_series (panel, s), TRUE);
  for (guint s = 0; s < panel->n; s++)
    {
      draw_gap_marks (panel, mirador_trend_panel_series (panel, s));
      if (panel->n == 1)
        mirador_trend_draw_intervals (panel, mirador_trend_panel_series (panel, s));
      draw_line (panel, mirador_trend_panel_series (panel, s), FALSE);
      draw_markers (panel, mirador_trend_panel_series (panel, s), s);
      draw_partial_dots (panel, mirador_trend_panel_series (panel, s));
      add_marks (panel, mirador_trend_panel_series (panel, s));
    }
}

void
mirador_trend_draw_panel (const MiradorTrend *trend,
                          MiradorCanvas *canvas,
                          MiradorBox box,
                          guint first,
                          guint n_series,
                          gboolean titled,
                          GArray *marks)
{
  MiradorTrendPanel panel
    = { trend, canvas, mirador_canvas_get_style (canvas), marks, first, n_series };
  double small = mirador_canvas_line_height (canvas, MIRADOR_TEXT_SMALL);

  panel.before = n_series <= 2 && trend->before != NULL;
  panel.taken = g_array_new (FALSE, FALSE, sizeof (MiradorBox));
  lay_out (&panel, box, titled);
  draw_grid (&panel, box);
  if (titled)
    mirador_trend_panel_take (
      &panel, mirador_canvas_text (
                canvas, box.x, box.y + mirador_canvas_line_height (canvas, MIRADOR_TEXT_NORMAL) / 2,
                mirador_trend_panel_series (&panel, 0)->name, MIRADOR_TEXT_NORMAL, TRUE,
                panel.style->text, MIRADOR_ALIGN_START, box.width));
  draw_series (&panel);
  mirador_trend_panel_draw_ends (&panel);
  for (guint s = 0; s < n_series; s++)
    draw_peak (&panel, mirador_trend_panel_series (&panel, s));
  if (panel.before)
    mirador_trend_name_before (&panel, mirador_trend_panel_series (&panel, 0));
  mirador_trend_draw_dates (trend, canvas, panel.left, panel.right - panel.left,
                            panel.bottom + 0.55 * small, box.height > 7 * small);
  g_array_unref (panel.taken);
}
