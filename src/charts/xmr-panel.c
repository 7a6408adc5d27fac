/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/xmr-panel.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/headline.h"
#include "analysis/label.h"
#include "model/format.h"

double
mirador_xmr_panel_x (const MiradorXmrPanel *panel, guint i)
{
  double width = panel->scale.right - panel->scale.left;

  return panel->series->n > 1 ? panel->scale.left + width * i / (panel->series->n - 1)
                              : panel->scale.left + width / 2;
}

double
mirador_xmr_panel_y (const MiradorXmrPanel *panel, double value)
{
  return mirador_control_y (&panel->scale, value);
}

double
mirador_xmr_panel_spacing (const MiradorXmrPanel *panel)
{
  double width = panel->scale.right - panel->scale.left;

  return panel->series->n > 1 ? width / (panel->series->n - 1) : width;
}

/* Half way to the neighbours, so that segments meet between their points. */
void
mirador_xmr_panel_span (const MiradorXmrPanel *panel,
                        const MiradorXmrSegment *segment,
                        double *from,
                        double *to)
{
  double half = mirador_xmr_panel_spacing (panel) / 2;

  *from
    = segment->first == 0 ? panel->scale.left : mirador_xmr_panel_x (panel, segment->first) - half;
  *to = segment->end >= panel->series->n ? panel->scale.right
                                         : mirador_xmr_panel_x (panel, segment->end - 1) + half;
}

MiradorColour
mirador_xmr_panel_colour (const MiradorXmrPanel *panel, guint signal)
{
  gboolean high = (signal & MIRADOR_XMR_HIGH_SIDE) != 0;

  if (panel->series->good == MIRADOR_GOOD_NONE)
    return panel->style->accent;
  return high == (panel->series->good == MIRADOR_GOOD_UP) ? panel->style->good
                                                          : panel->style->alert;
}

static char *
tick_text (gconstpointer pointer, double tick)
{
  const MiradorXmrPanel *panel = pointer;
  const MiradorRow *row = panel->series->row;

  if (mirador_row_is_count (row) || mirador_row_is_rate (row))
    return mirador_format_short (tick);
  return mirador_xmr_format_value (row, tick);
}

static void
lay_out (MiradorXmrPanel *panel)
{
  double small = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  double px = panel->style->px[MIRADOR_TEXT_NORMAL];
  MiradorBox box = panel->box;
  double top = box.y + 1.4 * small;
  double bottom = round (box.y + box.height - (box.height > 7 * small ? 2.5 : 1.5) * small);
  double right;

  panel->scale = (MiradorControlScale){ &panel->axis, top,  MAX (bottom, top + 4), 0, 0, box.x,
                                        tick_text,    panel };
  mirador_control_axis_init (&panel->axis, panel->reach.low, panel->reach.high,
                             (guint)CLAMP ((bottom - top) / (2.4 * small), 3, 6),
                             panel->reach.high > 1 && !panel->reach.cut);
  mirador_xmr_choose_ends (panel);
  panel->scale.left
    = round (box.x + mirador_control_tick_width (&panel->scale, panel->canvas) + 1.3 * px);
  right = box.x + box.width - (panel->label_width > 0 ? panel->label_width + 1.2 * px : px);
  panel->scale.right = MAX (right, panel->scale.left + 4);
}

/* The ground */

static void
draw_segment (MiradorXmrPanel *panel, const MiradorXmrSegment *segment)
{
  double width = MAX (1.6 * panel->style->scale, 1);
  double levels[] = { mirador_xmr_series_low (panel->series, segment), segment->high };
  double from, to, mean = mirador_xmr_panel_y (panel, segment->mean);

  if (!segment->valid)
    return;
  mirador_xmr_panel_span (panel, segment, &from, &to);
  mirador_canvas_line (panel->canvas, from, mean, to, mean, panel->style->muted, width, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (levels) && segment->mean_range > 0; i++)
    {
      double y = mirador_xmr_panel_y (panel, levels[i]);

      mirador_canvas_line (panel->canvas, from, y, to, y, panel->style->muted, width, TRUE);
    }
}

static void
draw_new_base (MiradorXmrPanel *panel, const MiradorXmrSegment *segment)
{
  double left = panel->scale.left, right = panel->scale.right;
  double x = mirador_xmr_panel_x (panel, segment->first) - mirador_xmr_panel_spacing (panel) / 2;
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_SMALL);
  double half;
  g_autofree char *period = NULL, *text = NULL;
  MiradorBox box;

  mirador_canvas_line (panel->canvas, x, panel->scale.top - 0.3 * line, x, panel->scale.bottom,
                       panel->style->axis, MAX (1, round (panel->style->scale)), TRUE);
  period = mirador_format_period (
    g_array_index (panel->series->trend->periods, MiradorPeriod, segment->first));
  /* Translators: %s is a period from which on a control chart has new limits. */
  text = g_strdup_printf (_ ("new base, %s"), period);
  half = mirador_canvas_text_width (panel->canvas, text, MIRADOR_TEXT_SMALL, FALSE) / 2;
  x = CLAMP (x, left + half, MAX (right - half, left + half));
  box = (MiradorBox){ x - half, panel->scale.top - 1.4 * line, 2 * half, line };
  if (x + half > panel->box.x + panel->box.width || mirador_control_is_taken (panel->taken, box))
    return;
  box
    = mirador_canvas_text (panel->canvas, x, panel->scale.top - 0.9 * line, text,
                           MIRADOR_TEXT_SMALL, FALSE, panel->style->muted, MIRADOR_ALIGN_CENTRE, 0);
  g_array_append_val (panel->taken, box);
}

static void
draw_limits (MiradorXmrPanel *panel)
{
  const GArray *segments = panel->series->xmr->segments;
  double target;

  for (guint i = 0; i < segments->len; i++)
    {
      draw_segment (panel, &g_array_index (segments, MiradorXmrSegment, i));
      if (i > 0)
        draw_new_base (panel, &g_array_index (segments, MiradorXmrSegment, i));
    }
  if (!panel->reach.target_shown)
    return;
  target = mirador_xmr_panel_y (panel, panel->series->target);
  mirador_canvas_line (panel->canvas, panel->scale.left, target, panel->scale.right, target,
                       panel->style->text, MAX (2 * panel->style->scale, 1.2), FALSE);
}

/* Points */

static gboolean
is_partial (const MiradorXmrPanel *panel, guint i)
{
  return isfinite (panel->series->values[i]) && !isfinite (panel->series->complete[i]);
}

static void
draw_line (MiradorXmrPanel *panel)
{
  double width = MAX (2.2 * panel->style->scale, 1.2);

  for (guint i = 1; i < panel->series->n; i++)
    {
      double before = panel->series->values[i - 1], value = panel->series->values[i];

      if (isfinite (before) && isfinite (value))
        mirador_canvas_line (panel->canvas, mirador_xmr_panel_x (panel, i - 1),
                             mirador_xmr_panel_y (panel, before), mirador_xmr_panel_x (panel, i),
                             mirador_xmr_panel_y (panel, value), panel->style->accent, width,
                             is_partial (panel, i) || is_partial (panel, i - 1));
    }
}

/* Outside the limits: a triangle that points there; any other signal: a diamond. */
static void
draw_signal (MiradorXmrPanel *panel, double x, double y, guint signal)
{
  MiradorSymbol symbol = signal == MIRADOR_XMR_ABOVE   ? MIRADOR_SYMBOL_UP
                         : signal == MIRADOR_XMR_BELOW ? MIRADOR_SYMBOL_DOWN
                                                       : MIRADOR_SYMBOL_DIAMOND;
  double radius
    = CLAMP (7 * panel->style->scale, 3.5, MAX (mirador_xmr_panel_spacing (panel) * 0.6, 3.5));

  mirador_control_draw_symbol (panel->canvas, x, y, radius, symbol,
                               mirador_xmr_panel_colour (panel, signal));
}

static void
draw_gap (MiradorXmrPanel *panel, double x)
{
  double arm = MAX (3.5 * panel->style->scale, 2.2);
  double width = MAX (1.6 * panel->style->scale, 1.2);
  double y = panel->scale.bottom;

  mirador_canvas_line (panel->canvas, x - arm, y - arm, x + arm, y + arm, panel->style->muted,
                       width, FALSE);
  mirador_canvas_line (panel->canvas, x - arm, y + arm, x + arm, y - arm, panel->style->muted,
                       width, FALSE);
}

static void
draw_point (MiradorXmrPanel *panel, guint i)
{
  double value = panel->series->values[i];
  double x = mirador_xmr_panel_x (panel, i);
  double y = isfinite (value) ? mirador_xmr_panel_y (panel, value) : panel->scale.bottom;
  double spacing = mirador_xmr_panel_spacing (panel);
  guint signals = panel->series->xmr->signals[i];

  if (!isfinite (value))
    draw_gap (panel, x);
  else if (is_partial (panel, i))
    mirador_canvas_dot (panel->canvas, x, y, MAX (5 * panel->style->scale, 3), panel->style->accent,
                        TRUE);
  else if (signals != 0)
    /* The lowest bit is the strongest signal. */
    draw_signal (panel, x, y, signals & (~signals + 1));
  else
    mirador_canvas_dot (panel->canvas, x, y,
                        CLAMP (4 * panel->style->scale, 1.8, MAX (spacing * 0.4, 1.8)),
                        panel->style->accent, FALSE);
}

static void
mark_point (MiradorXmrPanel *panel, guint i)
{
  double value = panel->series->values[i];
  double half = CLAMP (mirador_xmr_panel_spacing (panel) / 2, 1, 10);
  double x = mirador_xmr_panel_x (panel, i);
  double y = isfinite (value) ? mirador_xmr_panel_y (panel, value) : panel->scale.bottom;

  if (panel->series->rows[i] >= 0)
    mirador_chart_add_mark (panel->marks, panel->canvas,
                            (MiradorBox){ x - half, y - 8, 2 * half, 16 }, 0,
                            (guint)panel->series->rows[i]);
}

void
mirador_xmr_draw_panel (const MiradorXmrSeries *series,
                        MiradorCanvas *canvas,
                        MiradorBox box,
                        GArray *marks)
{
  MiradorXmrPanel panel = { .series = series,
                            .canvas = canvas,
                            .style = mirador_canvas_get_style (canvas),
                            .marks = marks,
                            .box = box,
                            .reach = mirador_xmr_series_reach (series) };
  double small = mirador_canvas_line_height (canvas, MIRADOR_TEXT_SMALL);

  panel.taken = g_array_new (FALSE, FALSE, sizeof (MiradorBox));
  lay_out (&panel);
  mirador_control_draw_grid (&panel.scale, canvas, panel.taken);
  if (panel.reach.cut && panel.axis.low > 0)
    mirador_control_draw_break (
      canvas, panel.scale.left - 0.6 * panel.style->px[MIRADOR_TEXT_NORMAL], panel.scale.bottom);
  draw_limits (&panel);
  draw_line (&panel);
  for (guint i = 0; i < series->n; i++)
    {
      draw_point (&panel, i);
      mark_point (&panel, i);
    }
  mirador_xmr_draw_ends (&panel);
  mirador_xmr_draw_labels (&panel);
  mirador_trend_draw_dates (series->trend, canvas, panel.scale.left,
                            panel.scale.right - panel.scale.left, panel.scale.bottom + 0.55 * small,
                            box.height > 7 * small);
  g_array_unref (panel.taken);
}
