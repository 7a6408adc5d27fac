/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/heatmap-cells.h"

#include <math.h>
#include "analysis/explain.h"
#include "analysis/headline.h"
#include "model/format.h"

/* Narrower cells in a row touch: their colours tell them apart. */
#define LEAST_PARTED 8

/* Nothing; less than half; less than three quarters; less than what counts as good; good. */
static const double share_limits[MIRADOR_HEATMAP_CLASSES]
  = { 0, 0, 0.5, 0.75, MIRADOR_COMPLETENESS_GOOD };

static void
take_rows (MiradorHeatmap *heatmap, MiradorStrips *strips)
{
  heatmap->rows = g_ptr_array_new ();
  if (heatmap->completeness)
    mirador_strips_sort_by_completeness (strips);
  else
    mirador_strips_sort_by_mean (strips);
  for (guint i = 0; heatmap->completeness && i < strips->empty->len; i++)
    if (isfinite (((MiradorStrip *)strips->empty->pdata[i])->completeness))
      g_ptr_array_add (heatmap->rows, strips->empty->pdata[i]);
  for (guint i = 0; i < strips->strips->len; i++)
    g_ptr_array_add (heatmap->rows, strips->strips->pdata[i]);
  for (guint i = 0; i < strips->empty->len; i++)
    if (!g_ptr_array_find (heatmap->rows, strips->empty->pdata[i], NULL))
      g_ptr_array_add (heatmap->rows, strips->empty->pdata[i]);
}

/* Many zeros would take several classes, and leave few to all other figures. */
static gboolean
has_many_zeros (const GArray *values)
{
  guint n = 0;

  for (guint i = 0; i < values->len; i++)
    {
      double value = g_array_index (values, double, i);

      if (value < 0)
        return FALSE;
      n += value == 0 ? 1 : 0;
    }
  return n < values->len && n * MIRADOR_HEATMAP_CLASSES > values->len;
}

static void
drop_zeros (GArray *values)
{
  for (guint i = values->len; i > 0; i--)
    if (g_array_index (values, double, i - 1) == 0)
      g_array_remove_index_fast (values, i - 1);
}

static void
make_classes (MiradorHeatmap *heatmap)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint s = 0; s < heatmap->strips->strips->len; s++)
    for (guint i = 0; i < heatmap->strips->periods->len; i++)
      {
        double value = mirador_strips_value (heatmap->strips, heatmap->strips->strips->pdata[s], i);

        if (isfinite (value))
          g_array_append_val (values, value);
      }
  heatmap->zero_apart = has_many_zeros (values);
  if (heatmap->zero_apart)
    drop_zeros (values);
  mirador_classes_init (&heatmap->classes, (const double *)values->data, values->len,
                        MIRADOR_HEATMAP_CLASSES - (heatmap->zero_apart ? 1 : 0),
                        MIRADOR_CLASSES_QUANTILE);
  heatmap->n_classes = heatmap->classes.n + (heatmap->zero_apart ? 1 : 0);
}

static void
look_for_gaps (MiradorHeatmap *heatmap)
{
  for (guint s = 0; s < heatmap->rows->len; s++)
    for (guint i = 0; i < heatmap->strips->periods->len; i++)
      {
        int class = mirador_heatmap_class (heatmap, heatmap->rows->pdata[s], i);

        heatmap->missing
          = heatmap->missing || class == MIRADOR_CELL_NONE || class == MIRADOR_CELL_OUTSIDE;
        heatmap->hidden = heatmap->hidden || class == MIRADOR_CELL_HIDDEN;
        heatmap->partial
          = heatmap->partial
            || (class >= 0
                && mirador_strips_is_partial (heatmap->strips, heatmap->rows->pdata[s], i));
      }
}

void
mirador_heatmap_init (MiradorHeatmap *heatmap, MiradorStrips *strips, gboolean completeness)
{
  heatmap->strips = strips;
  heatmap->completeness = completeness;
  heatmap->n_classes = MIRADOR_HEATMAP_CLASSES;
  take_rows (heatmap, strips);
  if (!completeness)
    make_classes (heatmap);
  look_for_gaps (heatmap);
}

static int
class_of_share (double share)
{
  int class = 0;

  if (!isfinite (share))
    return MIRADOR_CELL_NONE;
  if (share <= 0)
    return 0;
  for (int i = 1; i < MIRADOR_HEATMAP_CLASSES; i++)
    if (share >= share_limits[i])
      class = i;
  return class;
}

int
mirador_heatmap_class (const MiradorHeatmap *heatmap, const MiradorStrip *strip, guint i)
{
  const MiradorRow *row = mirador_strips_row (heatmap->strips, strip, i);

  if (row == NULL)
    return MIRADOR_CELL_OUTSIDE;
  if (mirador_strips_is_hidden (heatmap->strips, strip, i))
    return MIRADOR_CELL_HIDDEN;
  if (heatmap->completeness)
    return class_of_share (row->completeness);
  if (!mirador_row_has_value (row))
    return MIRADOR_CELL_NONE;
  if (heatmap->zero_apart && row->value == 0)
    return 0;
  return MAX (mirador_classes_find (&heatmap->classes, row->value), 0)
         + (heatmap->zero_apart ? 1 : 0);
}

char *
mirador_heatmap_figure (const MiradorHeatmap *heatmap, const MiradorStrip *strip, guint i)
{
  const MiradorRow *row = mirador_strips_row (heatmap->strips, strip, i);

  if (mirador_heatmap_class (heatmap, strip, i) < 0)
    return g_strdup ("");
  /* 99.97% must not read as all of them. */
  if (heatmap->completeness)
    return mirador_format_percent (floor (row->completeness * 100 + 1e-9) / 100, 0);
  return mirador_format_value (row->value);
}

/* An empty cell with a dot. */
static void
draw_hidden (const MiradorHeatmap *heatmap, MiradorBox box)
{
  const MiradorStyle *style = heatmap->style;
  double radius = MIN (MIN (box.width, box.height) / 4, 3 * style->scale);
  MiradorBox inner = { box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1 };

  mirador_canvas_fill_rect (heatmap->canvas, box, style->background);
  if (inner.width > 4 && inner.height > 4)
    mirador_canvas_stroke_rect (heatmap->canvas, inner, style->grid, 1);
  mirador_canvas_dot (heatmap->canvas, box.x + box.width / 2, box.y + box.height / 2,
                      MAX (radius, 0.8), style->muted, FALSE);
}

/* Hollow, with its class around it. */
static void
draw_partial (const MiradorHeatmap *heatmap, MiradorBox box, MiradorColour colour)
{
  double width = MIN (MAX (2.4 * heatmap->style->scale, 1.5), MIN (box.width, box.height) / 3);
  MiradorBox inner
    = { box.x + width / 2, box.y + width / 2, box.width - width, box.height - width };

  mirador_canvas_stroke_rect (heatmap->canvas, inner,
                              mirador_style_outline_of (heatmap->style, colour), width);
}

void
mirador_heatmap_draw_swatch (const MiradorHeatmap *heatmap,
                             MiradorBox box,
                             int class,
                             gboolean partial)
{
  MiradorColour colour;

  if (class == MIRADOR_CELL_HIDDEN)
    {
      draw_hidden (heatmap, box);
      return;
    }
  if (class < 0)
    {
      mirador_canvas_hatch_rect (
        heatmap->canvas, box,
        mirador_colour_mix (heatmap->style->axis, heatmap->style->background, 0.35));
      return;
    }
  colour = mirador_style_class_colour (heatmap->style, (guint) class, heatmap->n_classes);
  if (partial)
    draw_partial (heatmap, box, colour);
  else
    mirador_canvas_fill_rect (heatmap->canvas, box, colour);
}

/* Between cells, so that each can be told; none where cells are hardly wider than it. */
static double
gap_of (const MiradorHeatmap *heatmap, double side, double least)
{
  return side < least ? 0 : MAX (1, round (MIN (1.5 * heatmap->style->scale, side * 0.1)));
}

static double
gap_across (const MiradorHeatmap *heatmap)
{
  return gap_of (heatmap, heatmap->column_width, LEAST_PARTED);
}

static MiradorBox
cell_box (const MiradorHeatmap *heatmap, guint row, guint from, guint to)
{
  double left = round (heatmap->left + (from - heatmap->first_column) * heatmap->column_width);
  double right = round (heatmap->left + (to + 1 - heatmap->first_column) * heatmap->column_width);
  double top = round (heatmap->top + row * heatmap->pitch);
  double bottom = round (heatmap->top + (row + 1) * heatmap->pitch);
  double gap = gap_of (heatmap, MIN (heatmap->column_width * 2, heatmap->pitch), 5);

  return (MiradorBox){ left, top, MAX (right - left - gap_across (heatmap), 1),
                       MAX (bottom - top - gap, 1) };
}

static void
draw_number (const MiradorHeatmap *heatmap, MiradorBox box, const MiradorStrip *strip, guint i)
{
  int class = mirador_heatmap_class (heatmap, strip, i);
  gboolean hollow = heatmap->partial && mirador_strips_is_partial (heatmap->strips, strip, i);
  g_autofree char *text = NULL;
  MiradorColour ink;

  if (class < 0)
    return;
  text = mirador_heatmap_figure (heatmap, strip, i);
  ink = hollow ? heatmap->style->text
               : mirador_style_ink_on (
                 heatmap->style,
                 mirador_style_class_colour (heatmap->style, (guint) class, heatmap->n_classes));
  mirador_canvas_text (heatmap->canvas, box.x + box.width / 2, box.y + box.height / 2, text,
                       MIRADOR_TEXT_SMALL, FALSE, ink, MIRADOR_ALIGN_CENTRE, 0);
}

/* Cells without a figure that stand side by side are hatched as one, without seams. */
static guint
run_of (const MiradorHeatmap *heatmap, const MiradorStrip *strip, guint from)
{
  guint to = from;
  guint end = heatmap->first_column + heatmap->n_columns;
  int class = mirador_heatmap_class (heatmap, strip, from);
  gboolean joined = class == MIRADOR_CELL_NONE || class == MIRADOR_CELL_OUTSIDE
                    || (class >= 0 && gap_across (heatmap) == 0
                        && !mirador_strips_is_partial (heatmap->strips, strip, from));

  while (joined && to + 1 < end && mirador_heatmap_class (heatmap, strip, to + 1) == class
         && !mirador_strips_is_partial (heatmap->strips, strip, to + 1))
    to++;
  return to;
}

static void
draw_row (const MiradorHeatmap *heatmap, guint r)
{
  const MiradorStrip *strip = heatmap->rows->pdata[r];
  guint end = heatmap->first_column + heatmap->n_columns;

  for (guint from = heatmap->first_column, to; from < end; from = to + 1)
    {
      to = run_of (heatmap, strip, from);
      mirador_heatmap_draw_swatch (
        heatmap, cell_box (heatmap, r, from, to), mirador_heatmap_class (heatmap, strip, from),
        heatmap->partial && mirador_strips_is_partial (heatmap->strips, strip, from));
    }
  for (guint i = heatmap->first_column; i < end; i++)
    {
      MiradorBox box = cell_box (heatmap, r, i, i);

      if (heatmap->numbers)
        draw_number (heatmap, box, strip, i);
      if (strip->rows[i] >= 0)
        mirador_chart_add_mark (heatmap->marks, heatmap->canvas, box, 0, (guint)strip->rows[i]);
    }
}

void
mirador_heatmap_draw_cells (const MiradorHeatmap *heatmap)
{
  double normal = mirador_canvas_line_height (heatmap->canvas, MIRADOR_TEXT_NORMAL);
  MiradorTextSize size = heatmap->pitch >= normal ? MIRADOR_TEXT_NORMAL : MIRADOR_TEXT_SMALL;

  for (guint r = 0; r < heatmap->n_rows; r++)
    {
      const MiradorStrip *strip = heatmap->rows->pdata[r];
      gboolean empty = strip->n_values == 0;

      mirador_canvas_text (heatmap->canvas, heatmap->left - 0.6 * heatmap->style->px[size],
                           heatmap->top + (r + 0.5) * heatmap->pitch, strip->name, size, FALSE,
                           empty ? heatmap->style->muted : heatmap->style->text, MIRADOR_ALIGN_END,
                           heatmap->label_width);
      draw_row (heatmap, r);
    }
}
