/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include "analysis/explain.h"
#include "charts/multiples-panel.h"
#include "model/format.h"
#include "model/outline.h"

/* In letters of the small size: a narrower or lower panel shows no more than that it is there. */
#define LEAST_WIDTH 6.5
#define LEAST_LINES 2.7
/* Width to height in which a short line is read best. */
#define BEST_SHAPE 1.7
#define MOST_COLUMNS 12
#define MOST_TICKS 6
/* Lines of a plot below which the years give way. */
#define LOW_PLOT 12

static double
small_line (const MiradorMultiples *multiples)
{
  return mirador_canvas_line_height (multiples->canvas, MIRADOR_TEXT_SMALL);
}

static double
small_px (const MiradorMultiples *multiples)
{
  return multiples->style->px[MIRADOR_TEXT_SMALL];
}

static gboolean
try_cells (MiradorMultiples *multiples, guint rows, guint columns)
{
  double px = small_px (multiples);
  double dates = multiples->date_lines * small_line (multiples);
  double left = multiples->common ? multiples->gutter : 0;

  multiples->rows = rows;
  multiples->columns = columns;
  multiples->gap_x = px;
  multiples->gap_y = 0.85 * px;
  multiples->cell_width
    = (multiples->plot.width - left - (columns - 1) * multiples->gap_x) / columns;
  multiples->cell_height = (multiples->plot.height - dates - (rows - 1) * multiples->gap_y) / rows;
  return multiples->cell_width >= LEAST_WIDTH * px
         && multiples->cell_height >= LEAST_LINES * small_line (multiples);
}

/* How many names would be shortened, of all. */
static double
share_shortened (const MiradorMultiples *multiples)
{
  guint n = 0;

  for (guint i = 0; i < multiples->shown->len; i++)
    n += multiples->needed[i] > multiples->cell_width ? 1 : 0;
  return (double)n / MAX (multiples->shown->len, 1);
}

/* How far a panel is from the best shape, how many cells stay empty and names are shortened. */
static double
misfit (const MiradorMultiples *multiples, guint n)
{
  double lines = multiples->cell_height - 1.4 * small_line (multiples);
  double shape = multiples->cell_width / MAX (lines, 1);
  double empty = multiples->rows * multiples->columns - n;

  return fabs (log (shape / BEST_SHAPE)) + 0.7 * empty / (multiples->rows * multiples->columns)
         + 2 * share_shortened (multiples);
}

static gboolean
try_number (MiradorMultiples *multiples, guint n)
{
  MiradorMultiples best = *multiples;
  double least = G_MAXDOUBLE;

  for (guint columns = 1; columns <= MIN (n, MOST_COLUMNS); columns++)
    {
      guint rows = (n + columns - 1) / columns;

      /* A last column without panels is no column. */
      if ((n + rows - 1) / rows < columns || !try_cells (multiples, rows, columns))
        continue;
      if (misfit (multiples, n) < least)
        {
          least = misfit (multiples, n);
          best = *multiples;
        }
    }
  *multiples = best;
  return least < G_MAXDOUBLE;
}

static void
find_bounds (MiradorMultiples *multiples, guint *rows, guint *columns)
{
  guint last_row = 0;
  guint last_column = 0;

  multiples->first_row = multiples->first_column = G_MAXUINT;
  for (guint i = 0; i < multiples->shown->len; i++)
    {
      guint row, column;

      if (!mirador_tile_get (((MiradorStrip *)multiples->shown->pdata[i])->any->place, &row,
                             &column))
        continue;
      multiples->first_row = MIN (multiples->first_row, row);
      multiples->first_column = MIN (multiples->first_column, column);
      last_row = MAX (last_row, row);
      last_column = MAX (last_column, column);
    }
  *rows = last_row - multiples->first_row + 1;
  *columns = last_column - multiples->first_column + 1;
}

static gboolean
try_tiles (MiradorMultiples *multiples)
{
  guint rows, columns;

  if (!multiples->tiles || !mirador_strips_has_tiles (multiples->strips))
    return FALSE;
  find_bounds (multiples, &rows, &columns);
  return try_cells (multiples, rows, columns);
}

MiradorAxis
mirador_multiples_axis_of (const MiradorMultiples *multiples, const MiradorStrip *strip)
{
  double high = strip != NULL ? strip->largest : multiples->strips->largest;
  double low = strip != NULL ? strip->smallest : multiples->strips->smallest;
  MiradorAxis axis;

  for (guint i = 0; multiples->median != NULL && i < multiples->strips->periods->len; i++)
    high = fmax (high, multiples->median[i]);
  /* Many ticks make a tight scale; those that fit are drawn. */
  mirador_axis_init_linear (&axis, low, high, MOST_TICKS, high > 1);
  return axis;
}

double
mirador_multiples_tick_width (const MiradorMultiples *multiples, const MiradorAxis *axis)
{
  double widest = 0;

  for (guint i = 0; i < axis->n_ticks; i++)
    {
      g_autofree char *text = mirador_format_short (mirador_axis_get_tick (axis, i));

      widest = MAX (widest,
                    mirador_canvas_text_width (multiples->canvas, text, MIRADOR_TEXT_SMALL, FALSE));
    }
  return widest + 0.5 * small_px (multiples);
}

static void
measure_gutter (MiradorMultiples *multiples)
{
  multiples->gutter = 0;
  if (multiples->common)
    {
      multiples->gutter = mirador_multiples_tick_width (multiples, &multiples->axis);
      return;
    }
  for (guint i = 0; i < multiples->shown->len; i++)
    {
      MiradorAxis axis = mirador_multiples_axis_of (multiples, multiples->shown->pdata[i]);

      multiples->gutter = MAX (multiples->gutter, mirador_multiples_tick_width (multiples, &axis));
    }
}

static double
date_width (const MiradorMultiples *multiples, guint i, gboolean tick)
{
  MiradorPeriod period = mirador_strips_period (multiples->strips, i);
  g_autofree char *text
    = tick ? mirador_format_period_tick (period) : mirador_format_period (period);

  return mirador_canvas_text_width (multiples->canvas, text, MIRADOR_TEXT_SMALL, FALSE);
}

/* The first and the last period side by side on one line, else with their years below. */
static guint
choose_date_lines (const MiradorMultiples *multiples, double width)
{
  guint last = multiples->strips->periods->len - 1;
  double gap = small_px (multiples);

  if (date_width (multiples, 0, FALSE) + date_width (multiples, last, FALSE) + gap <= width)
    return 1;
  return 2;
}

/* What name and figure of each panel need side by side. */
static double *
measure_names (const MiradorMultiples *multiples)
{
  double *needed = g_new (double, multiples->shown->len);

  for (guint i = 0; i < multiples->shown->len; i++)
    {
      const MiradorStrip *strip = multiples->shown->pdata[i];
      g_autofree char *value = strip->last >= 0 ? mirador_explain_value (
                                 mirador_strips_row (multiples->strips, strip, (guint)strip->last))
                                                : g_strdup ("");

      needed[i]
        = mirador_canvas_text_width (multiples->canvas, strip->name, MIRADOR_TEXT_SMALL, FALSE)
          + 0.5 * small_px (multiples)
          + mirador_canvas_text_width (multiples->canvas, value, MIRADOR_TEXT_SMALL, TRUE);
    }
  return needed;
}

static gboolean
try_all (MiradorMultiples *multiples)
{
  if (try_tiles (multiples))
    return TRUE;
  multiples->tiles = FALSE;
  while (multiples->shown->len > 0 && !try_number (multiples, multiples->shown->len))
    g_ptr_array_set_size (multiples->shown, (int)multiples->shown->len - 1);
  return multiples->shown->len > 0;
}

gboolean
mirador_multiples_arrange (MiradorMultiples *multiples)
{
  double px = multiples->style->px[MIRADOR_TEXT_NORMAL];
  g_autofree double *needed = measure_names (multiples);
  double width;

  multiples->needed = needed;
  multiples->axis = mirador_multiples_axis_of (multiples, NULL);
  multiples->date_lines = 1;
  measure_gutter (multiples);
  if (!try_all (multiples))
    return FALSE;
  width = multiples->cell_width - (multiples->common ? 0 : multiples->gutter);
  multiples->date_lines = choose_date_lines (multiples, width);
  multiples->bare_dates
    = multiples->date_lines > 1 && multiples->plot.height < LOW_PLOT * small_line (multiples);
  if (multiples->bare_dates)
    multiples->date_lines = 1;
  if (multiples->date_lines == 2 && !try_all (multiples))
    return FALSE;
  if (!multiples->common && multiples->cell_width - multiples->gutter < LEAST_WIDTH * px / 1.7)
    multiples->gutter = 0;
  multiples->size
    = multiples->cell_width >= 12 * px
          && multiples->cell_height
               >= 4.5 * mirador_canvas_line_height (multiples->canvas, MIRADOR_TEXT_NORMAL)
        ? MIRADOR_TEXT_NORMAL
        : MIRADOR_TEXT_SMALL;
  return TRUE;
}

void
mirador_multiples_place (const MiradorMultiples *multiples, guint i, guint *row, guint *column)
{
  const MiradorStrip *strip = multiples->shown->pdata[i];

  if (multiples->tiles && mirador_tile_get (strip->any->place, row, column))
    {
      *row -= multiples->first_row;
      *column -= multiples->first_column;
      return;
    }
  *row = i / multiples->columns;
  *column = i % multiples->columns;
}

MiradorBox
mirador_multiples_cell (const MiradorMultiples *multiples, guint i)
{
  double left = multiples->common ? multiples->gutter : 0;
  guint row, column;

  mirador_multiples_place (multiples, i, &row, &column);
  return (MiradorBox){ multiples->plot.x + left
                         + column * (multiples->cell_width + multiples->gap_x),
                       multiples->plot.y + row * (multiples->cell_height + multiples->gap_y),
                       multiples->cell_width, multiples->cell_height };
}
