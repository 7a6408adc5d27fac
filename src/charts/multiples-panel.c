/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include "analysis/explain.h"
#include "charts/multiples-panel.h"
#include "model/format.h"

/** One panel while it is drawn. */
typedef struct
{
  const MiradorMultiples *all;
  const MiradorStrip *strip;
  MiradorBox cell;
  MiradorAxis axis;
  double left, width, top, bottom; /* of the lines */
  double *x, *y;                   /* of each period; y NaN in a gap */
  guint n, whole;                  /* periods; where the incomplete ones at the end begin */
  MiradorColour colour;
} Panel;

static double
y_of (const Panel *panel, double value)
{
  return panel->bottom
         - (panel->bottom - panel->top) * mirador_axis_get_fraction (&panel->axis, value);
}

static MiradorColour
colour_of (const MiradorMultiples *all, const MiradorStrip *strip)
{
  const MiradorProgram *program = strip->any->program;
  const MiradorStrip *first = all->strips->strips->pdata[0];
  gboolean dark = all->style->theme == MIRADOR_THEME_DARK;

  /* Programs have colours of their own; places have none. */
  if (program == NULL || all->style->theme == MIRADOR_THEME_PRINT
      || strip->any->place != first->any->place)
    return all->style->accent;
  for (guint i = 0; i < all->strips->strips->len; i++)
    if (((MiradorStrip *)all->strips->strips->pdata[i])->any->program != first->any->program)
      return mirador_style_text_of (
        all->style, mirador_colour_parse (dark ? program->colour_dark : program->colour));
  return all->style->accent;
}

static guint
find_whole (const Panel *panel)
{
  guint n = panel->n;

  while (n > 0
         && (!isfinite (panel->y[n - 1])
             || mirador_strips_is_partial (panel->all->strips, panel->strip, n - 1)))
    n--;
  return n;
}

static void
lay_out (Panel *panel)
{
  const MiradorMultiples *all = panel->all;
  double line = mirador_canvas_line_height (all->canvas, all->size);
  double gutter = all->common ? 0 : all->gutter;
  double step;

  panel->left = round (panel->cell.x + gutter);
  panel->width = MAX (panel->cell.x + panel->cell.width - panel->left, 2);
  panel->top = panel->cell.y + (all->common ? 1.3 : 1.55) * line;
  panel->bottom = MAX (round (panel->cell.y + panel->cell.height - 1), panel->top + 2);
  step = panel->width / panel->n;
  for (guint i = 0; i < panel->n; i++)
    {
      double value = mirador_strips_value (all->strips, panel->strip, i);

      panel->x[i] = panel->left + (i + 0.5) * step;
      panel->y[i] = isfinite (value) ? y_of (panel, value) : NAN;
    }
  panel->whole = find_whole (panel);
}

static void
draw_name (const Panel *panel)
{
  const MiradorMultiples *all = panel->all;
  double line = mirador_canvas_line_height (all->canvas, all->size);
  double px = all->style->px[all->size];
  double y = panel->cell.y + line / 2;
  int last = panel->strip->last;
  g_autofree char *value
    = last >= 0
        ? mirador_explain_value (mirador_strips_row (all->strips, panel->strip, (guint)last))
        : g_strdup ("");
  double width = mirador_canvas_text_width (all->canvas, value, all->size, TRUE);
  double room = panel->cell.width;

  /* Half a figure is a wrong one, and a name says more than a figure without one. */
  if (*value != '\0' && room - width >= 3.5 * px)
    {
      mirador_canvas_text (all->canvas, panel->cell.x + room, y, value, all->size, TRUE,
                           mirador_style_text_of (all->style, panel->colour), MIRADOR_ALIGN_END, 0);
      room -= width + 0.5 * px;
    }
  mirador_canvas_text (all->canvas, panel->cell.x, y, panel->strip->name, all->size, FALSE,
                       all->style->text, MIRADOR_ALIGN_START, room);
}

/* Every how many ticks there is room for one: from the lowest to the highest in equal steps. */
static guint
choose_stride (const Panel *panel)
{
  double line = mirador_canvas_line_height (panel->all->canvas, MIRADOR_TEXT_SMALL);
  guint n = panel->axis.n_ticks - 1;

  for (guint stride = 1; stride < n; stride++)
    if (n % stride == 0 && (panel->bottom - panel->top) * stride / n >= 2 * line)
      return stride;
  return MAX (n, 1);
}

static void
draw_grid (const Panel *panel, gboolean labelled)
{
  const MiradorMultiples *all = panel->all;
  double thin = MAX (1, round (all->style->scale));
  double line = mirador_canvas_line_height (all->canvas, MIRADOR_TEXT_SMALL);
  double px = all->style->px[MIRADOR_TEXT_SMALL];
  double last_y = G_MAXDOUBLE;
  guint stride = choose_stride (panel);

  for (guint i = 0; i < panel->axis.n_ticks; i++)
    {
      double tick = mirador_axis_get_tick (&panel->axis, i);
      double y = floor (y_of (panel, tick)) + 0.5;
      g_autofree char *text = NULL;

      if (i % stride != 0 && tick != 0)
        continue;
      mirador_canvas_line (all->canvas, panel->left, y, panel->left + panel->width, y,
                           tick == 0 ? all->style->axis : all->style->grid, thin, FALSE);
      if (!labelled || last_y - y < line)
        continue;
      last_y = y;
      text = mirador_format_short (tick);
      mirador_canvas_text (all->canvas, panel->left - 0.4 * px, y, text, MIRADOR_TEXT_SMALL, FALSE,
                           all->style->muted, MIRADOR_ALIGN_END, 0);
    }
}

static void
fill_area (const Panel *panel, guint from, guint to)
{
  guint n = to - from + 1;
  g_autofree double *x = g_new (double, n + 2);
  g_autofree double *y = g_new (double, n + 2);
  double zero = y_of (panel, 0);
  MiradorColour pale = mirador_colour_mix (panel->colour, panel->all->style->background, 0.8);

  for (guint i = 0; i < n; i++)
    {
      x[i] = panel->x[from + i];
      y[i] = panel->y[from + i];
    }
  x[n] = panel->x[to];
  x[n + 1] = panel->x[from];
  y[n] = y[n + 1] = zero;
  mirador_canvas_fill_polygon (panel->all->canvas, n + 2, x, y, pale);
}

/* Neighbouring periods that all have figures; what is not complete at the end is dashed. */
static void
draw_run (const Panel *panel, guint from, guint to, gboolean area)
{
  MiradorCanvas *canvas = panel->all->canvas;
  guint whole = CLAMP (panel->whole == 0 ? 0 : panel->whole - 1, from, to);
  double width = MAX (2 * panel->all->style->scale, 1.3);

  if (area && whole > from)
    fill_area (panel, from, whole);
  if (area)
    return;
  if (whole > from)
    mirador_canvas_polyline (canvas, whole - from + 1, panel->x + from, panel->y + from,
                             panel->colour, width, FALSE);
  if (to > whole)
    mirador_canvas_polyline (canvas, to - whole + 1, panel->x + whole, panel->y + whole,
                             panel->colour, MAX (width * 0.6, 1), TRUE);
  if (to == from && from < panel->whole)
    mirador_canvas_dot (canvas, panel->x[from], panel->y[from], width, panel->colour, FALSE);
}

static void
draw_runs (const Panel *panel, gboolean area)
{
  for (guint from = 0, to; from < panel->n; from = to + 1)
    {
      to = from;
      if (!isfinite (panel->y[from]))
        continue;
      while (to + 1 < panel->n && isfinite (panel->y[to + 1]))
        to++;
      draw_run (panel, from, to, area);
    }
}

static void
draw_median (const Panel *panel)
{
  const double *median = panel->all->median;
  g_autofree double *y = g_new (double, panel->n);

  for (guint i = 0; median != NULL && i < panel->n; i++)
    y[i] = isfinite (median[i]) ? y_of (panel, median[i]) : NAN;
  for (guint from = 0, to; median != NULL && from < panel->n; from = to + 1)
    {
      to = from;
      while (isfinite (y[from]) && to + 1 < panel->n && isfinite (y[to + 1]))
        to++;
      if (to > from)
        mirador_canvas_polyline (panel->all->canvas, to - from + 1, panel->x + from, y + from,
                                 panel->all->style->outline,
                                 MAX (1.4 * panel->all->style->scale, 1), FALSE);
    }
}

static void
draw_cross (const Panel *panel, double x, double y, double arm)
{
  const MiradorStyle *style = panel->all->style;
  double width = MAX (1.4 * style->scale, 1);

  mirador_canvas_line (panel->all->canvas, x - arm, y - arm, x + arm, y + arm, style->muted, width,
                       FALSE);
  mirador_canvas_line (panel->all->canvas, x - arm, y + arm, x + arm, y - arm, style->muted, width,
                       FALSE);
}

/* A cross on the axis for a period without a figure, a dot for a hidden one; where they would
 * touch, every second stands for its neighbours. */
static void
draw_gaps (const Panel *panel)
{
  double arm = MAX (2.6 * panel->all->style->scale, 1.8);
  double y = floor (y_of (panel, 0)) + 0.5;
  double last = -G_MAXDOUBLE;

  for (guint i = 0; i < panel->n; i++)
    {
      if (isfinite (panel->y[i]) || panel->x[i] - last < 2.6 * arm)
        continue;
      last = panel->x[i];
      if (mirador_strips_is_hidden (panel->all->strips, panel->strip, i))
        mirador_canvas_dot (panel->all->canvas, panel->x[i], y, arm, panel->all->style->muted,
                            FALSE);
      else
        draw_cross (panel, panel->x[i], y, arm);
    }
}

static void
draw_dots (const Panel *panel)
{
  const MiradorMultiples *all = panel->all;
  double radius = MAX (3 * all->style->scale, 2);
  int last = panel->strip->last;

  for (guint i = 0; i < panel->n; i++)
    if (mirador_strips_is_partial (all->strips, panel->strip, i))
      mirador_canvas_dot (all->canvas, panel->x[i], panel->y[i], radius, panel->colour, TRUE);
  if (last >= 0)
    mirador_canvas_dot (all->canvas, panel->x[last], panel->y[last], radius, panel->colour, FALSE);
}

static void
add_marks (const Panel *panel)
{
  double step = panel->width / panel->n;

  for (guint i = 0; i < panel->n; i++)
    if (panel->strip->rows[i] >= 0)
      mirador_chart_add_mark (
        panel->all->marks, panel->all->canvas,
        (MiradorBox){ panel->left + i * step, panel->top, step, panel->bottom - panel->top }, 0,
        (guint)panel->strip->rows[i]);
}

static gboolean
is_first_of_row (const MiradorMultiples *all, guint i)
{
  guint row, column;

  mirador_multiples_place (all, i, &row, &column);
  for (guint other = 0; other < all->shown->len; other++)
    {
      guint other_row, other_column;

      mirador_multiples_place (all, other, &other_row, &other_column);
      if (other_row == row && other_column < column)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_last_of_column (const MiradorMultiples *all, guint i)
{
  guint row, column;

  mirador_multiples_place (all, i, &row, &column);
  for (guint other = 0; other < all->shown->len; other++)
    {
      guint other_row, other_column;

      mirador_multiples_place (all, other, &other_row, &other_column);
      if (other_column == column && other_row > row)
        return FALSE;
    }
  return TRUE;
}

static void
draw_date (const Panel *panel, guint i, double x, MiradorAlign align)
{
  const MiradorMultiples *all = panel->all;
  MiradorPeriod period = mirador_strips_period (all->strips, i);
  double line = mirador_canvas_line_height (all->canvas, MIRADOR_TEXT_SMALL);
  double y = panel->bottom + 0.65 * line;
  gboolean yearly = period.grain == MIRADOR_GRAIN_YEAR || period.grain == MIRADOR_GRAIN_FISCAL_YEAR;
  g_autofree char *text = all->date_lines > 1 || all->bare_dates
                            ? mirador_format_period_tick (period)
                            : mirador_format_period (period);
  g_autofree char *year = g_strdup_printf ("%d", mirador_period_get_year (period));

  mirador_canvas_text (all->canvas, x, y, text, MIRADOR_TEXT_SMALL, FALSE, all->style->muted, align,
                       0);
  if (all->date_lines > 1 && !yearly)
    mirador_canvas_text (all->canvas, x, y + line, year, MIRADOR_TEXT_SMALL, FALSE,
                         all->style->muted, align, 0);
}

static double
measure (const Panel *panel, const char *text)
{
  return mirador_canvas_text_width (panel->all->canvas, text, MIRADOR_TEXT_SMALL, FALSE);
}

/* Whether the short name of a period, or its year below it, leaves room for another beside it. */
static gboolean
has_room_for_two (const Panel *panel)
{
  g_autofree char *first
    = mirador_format_period_tick (mirador_strips_period (panel->all->strips, 0));
  g_autofree char *last
    = mirador_format_period_tick (mirador_strips_period (panel->all->strips, panel->n - 1));
  double names = measure (panel, first) + measure (panel, last);
  double years = panel->all->date_lines > 1 ? 2 * measure (panel, "2000") : 0;

  return MAX (names, years) + 0.5 * panel->all->style->px[MIRADOR_TEXT_SMALL] < panel->width;
}

/* The first and the last period, below the last panel of a column. */
static void
draw_dates (const Panel *panel)
{
  if (panel->all->date_lines == 0)
    return;
  draw_date (panel, 0, panel->left, MIRADOR_ALIGN_START);
  if (panel->n > 1 && has_room_for_two (panel))
    draw_date (panel, panel->n - 1, panel->left + panel->width, MIRADOR_ALIGN_END);
}

void
mirador_multiples_draw_panel (const MiradorMultiples *all, guint i)
{
  Panel panel = { all, all->shown->pdata[i], mirador_multiples_cell (all, i) };

  panel.n = all->strips->periods->len;
  panel.axis = all->common ? all->axis : mirador_multiples_axis_of (all, panel.strip);
  panel.x = g_new (double, panel.n);
  panel.y = g_new (double, panel.n);
  panel.colour = colour_of (all, panel.strip);
  lay_out (&panel);
  draw_name (&panel);
  draw_runs (&panel, TRUE);
  draw_grid (&panel, all->gutter > 0 && (!all->common || is_first_of_row (all, i)));
  draw_median (&panel);
  draw_gaps (&panel);
  draw_runs (&panel, FALSE);
  draw_dots (&panel);
  if (is_last_of_column (all, i))
    draw_dates (&panel);
  add_marks (&panel);
  g_free (panel.x);
  g_free (panel.y);
}
