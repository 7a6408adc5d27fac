/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/map-legend.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "model/format.h"

#define CIRCLE_CORNERS 64
#define LEAST_RADIUS 1.5
#define SIZES 3

typedef struct
{
  char *text;
  MiradorColour colour;
  MiradorPattern pattern;
  double radius; /* of a circle, 0: a coloured box */
  gboolean hollow;
} Entry;

static void
free_entry (gpointer item)
{
  g_free (((Entry *)item)->text);
  g_free (item);
}

static Entry *
add_entry (MiradorMapLegend *legend, char *text, MiradorColour colour, MiradorPattern pattern)
{
  Entry *entry = g_new0 (Entry, 1);

  *entry = (Entry){ text, colour, pattern, 0, FALSE };
  g_ptr_array_add (legend->entries, entry);
  return entry;
}

MiradorColour
mirador_map_line_colour (const MiradorStyle *style)
{
  return style->outline;
}

MiradorColour
mirador_map_pattern_colour (const MiradorStyle *style)
{
  if (style->theme == MIRADOR_THEME_PRINT)
    return style->muted;
  return mirador_colour_mix (style->background, style->muted, 0.55);
}

double
mirador_map_radius (const MiradorMapFigures *figures, double value, double largest)
{
  if (!(figures->largest > 0) || !isfinite (value))
    return LEAST_RADIUS;
  return MAX (largest * sqrt (fabs (value) / figures->largest), LEAST_RADIUS);
}

void
mirador_map_draw_circle (MiradorCanvas *canvas, double x, double y, double radius, gboolean hollow)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  MiradorColour fill = style->accent;
  double around_x[CIRCLE_CORNERS + 1];
  double around_y[CIRCLE_CORNERS + 1];

  for (int i = 0; i <= CIRCLE_CORNERS; i++)
    {
      around_x[i] = x + radius * cos (2 * G_PI * i / CIRCLE_CORNERS);
      around_y[i] = y + radius * sin (2 * G_PI * i / CIRCLE_CORNERS);
    }
  if (hollow)
    fill = style->background;
  mirador_canvas_fill_polygon (canvas, CIRCLE_CORNERS, around_x, around_y, fill);
  mirador_canvas_polyline (canvas, CIRCLE_CORNERS + 1, around_x, around_y,
                           hollow ? style->accent : style->background, MAX (1, style->scale),
                           FALSE);
}

/* The largest 1, 2 or 5 times a power of ten up to @value. */
static double
round_down (double value)
{
  double power = pow (10, floor (log10 (value)));
  double part = value / power;

  return (part >= 5 ? 5 : part >= 2 ? 2 : 1) * power;
}

static void
add_sizes (MiradorMapLegend *legend)
{
  const MiradorStyle *style = mirador_canvas_get_style (legend->canvas);
  double value = legend->figures->largest;

  for (guint i = 0; i < SIZES && value > 0 && isfinite (value); i++)
    {
      double size = round_down (value);
      Entry *entry;

      if (size < 1 || mirador_map_radius (legend->figures, size, legend->radius) < 2)
        break;
      entry = add_entry (legend, mirador_format_value (size), style->accent, MIRADOR_PATTERN_NONE);
      entry->radius = mirador_map_radius (legend->figures, size, legend->radius);
      value = size / 4;
    }
}

static void
add_classes (MiradorMapLegend *legend)
{
  const MiradorMapFigures *figures = legend->figures;

  for (guint i = 0; i < figures->classes.n; i++)
    add_entry (
      legend, mirador_map_figures_limits (figures, i),
      mirador_style_class_colour (mirador_canvas_get_style (legend->canvas), i, figures->classes.n),
      MIRADOR_PATTERN_NONE);
}

static void
add_states (MiradorMapLegend *legend)
{
  const MiradorStyle *style = mirador_canvas_get_style (legend->canvas);
  const MiradorMapFigures *figures = legend->figures;
  gboolean circles = legend->radius > 0;

  if (figures->has_partial)
    {
      Entry *entry = add_entry (legend, g_strdup (C_ ("legend", "Incomplete")), style->background,
                                circles ? MIRADOR_PATTERN_NONE : MIRADOR_PATTERN_BACK_DIAGONAL);

      entry->hollow = circles;
      entry->radius = circles ? style->px[MIRADOR_TEXT_SMALL] * 0.35 : 0;
    }
  if (figures->has_gaps)
    add_entry (legend, g_strdup (C_ ("legend", "No data")), style->background,
               MIRADOR_PATTERN_DIAGONAL);
  if (figures->has_hidden)
    add_entry (legend, g_strdup (C_ ("legend", "Hidden")), style->background, MIRADOR_PATTERN_DOTS);
}

static double
swatch_width (const MiradorMapLegend *legend)
{
  const MiradorStyle *style = mirador_canvas_get_style (legend->canvas);
  double width = 1.7 * style->px[MIRADOR_TEXT_SMALL];

  for (guint i = 0; i < legend->entries->len; i++)
    width = MAX (width, 2 * ((Entry *)legend->entries->pdata[i])->radius);
  return width;
}

static double
text_gap (const MiradorMapLegend *legend)
{
  return 0.55 * mirador_canvas_get_style (legend->canvas)->px[MIRADOR_TEXT_SMALL];
}

static double
column_width (const MiradorMapLegend *legend)
{
  double width = 0;

  for (guint i = 0; i < legend->entries->len; i++)
    width = MAX (width, mirador_canvas_text_width (legend->canvas,
                                                   ((Entry *)legend->entries->pdata[i])->text,
                                                   MIRADOR_TEXT_SMALL, FALSE));
  return swatch_width (legend) + text_gap (legend) + width;
}

static double
entry_height (const MiradorMapLegend *legend, const Entry *entry)
{
  double line = mirador_canvas_line_height (legend->canvas, MIRADOR_TEXT_SMALL);

  return MAX (1.12 * line, 2 * entry->radius + 2);
}

static guint
rows_of (const MiradorMapLegend *legend)
{
  return (legend->entries->len + legend->n_columns - 1) / legend->n_columns;
}

static void
measure (MiradorMapLegend *legend)
{
  double height = 0;
  guint rows = rows_of (legend);

  legend->height = 0;
  for (guint i = 0; i < legend->entries->len; i++)
    {
      height = i % rows == 0 ? 0 : height;
      height += entry_height (legend, legend->entries->pdata[i]);
      legend->height = MAX (legend->height, height);
    }
  legend->width
    = legend->n_columns * column_width (legend) + (legend->n_columns - 1) * 2 * text_gap (legend);
}

static gboolean
fits (const MiradorMapLegend *legend, MiradorBox most)
{
  return legend->width <= most.width && legend->height <= most.height;
}

void
mirador_map_legend_init (MiradorMapLegend *legend,
                         const MiradorMapFigures *figures,
                         MiradorCanvas *canvas,
                         double radius,
                         MiradorBox most)
{
  guint middle;

  *legend = (MiradorMapLegend){ figures, canvas, radius, 0, 0, 1, NULL };
  legend->entries = g_ptr_array_new_with_free_func (free_entry);
  if (radius > 0)
    add_sizes (legend);
  else
    add_classes (legend);
  add_states (legend);
  if (legend->entries->len == 0)
    return;
  for (legend->n_columns = 1; legend->n_columns <= 2; legend->n_columns++)
    {
      measure (legend);
      if (fits (legend, most))
        return;
    }
  /* The ends of the scale say most of it. */
  legend->n_columns = 1;
  middle = figures->classes.n > 2 && radius <= 0 ? figures->classes.n - 2 : 0;
  measure (legend);
  while (legend->entries->len > 1 && !fits (legend, most))
    {
      g_ptr_array_remove_index (legend->entries, middle > 0 ? 1 : legend->entries->len - 1);
      middle -= middle > 0 ? 1 : 0;
      measure (legend);
    }
  if (!fits (legend, most))
    legend->width = legend->height = 0;
}

void
mirador_map_legend_clear (MiradorMapLegend *legend)
{
  g_ptr_array_unref (legend->entries);
}

static void
draw_swatch (const MiradorMapLegend *legend, const Entry *entry, double x, double middle)
{
  const MiradorStyle *style = mirador_canvas_get_style (legend->canvas);
  double width = swatch_width (legend);
  double height = 0.95 * style->px[MIRADOR_TEXT_SMALL];
  double box_width = MIN (1.7 * style->px[MIRADOR_TEXT_SMALL], width);
  MiradorBox box = mirador_box_snap (
    (MiradorBox){ x + (width - box_width) / 2, middle - height / 2, box_width, height });

  if (entry->radius > 0)
    {
      mirador_map_draw_circle (legend->canvas, x + width / 2, middle, entry->radius, entry->hollow);
      return;
    }
  mirador_canvas_fill_rect (legend->canvas, box, entry->colour);
  mirador_canvas_pattern_rect (legend->canvas, box, entry->pattern,
                               mirador_map_pattern_colour (style));
  mirador_canvas_stroke_rect (legend->canvas, box,
                              entry->pattern != MIRADOR_PATTERN_NONE
                                ? mirador_map_line_colour (style)
                                : mirador_style_outline_of (style, entry->colour),
                              MAX (0.6, 0.6 * style->scale));
}

void
mirador_map_legend_draw (const MiradorMapLegend *legend, double left, double bottom)
{
  const MiradorStyle *style = mirador_canvas_get_style (legend->canvas);
  guint rows = legend->entries->len > 0 ? rows_of (legend) : 1;
  double width = column_width (legend);
  double y = bottom - legend->height;

  for (guint i = 0; legend->height > 0 && i < legend->entries->len; i++)
    {
      const Entry *entry = legend->entries->pdata[i];
      double height = entry_height (legend, entry);
      double x = left + (i / rows) * (width + 2 * text_gap (legend));
      double text_x = x + swatch_width (legend) + text_gap (legend);

      y = i % rows == 0 ? bottom - legend->height : y;
      draw_swatch (legend, entry, x, y + height / 2);
      mirador_canvas_text (legend->canvas, text_x, y + height / 2, entry->text, MIRADOR_TEXT_SMALL,
                           FALSE, style->text, MIRADOR_ALIGN_START, 0);
      y += height;
    }
}
