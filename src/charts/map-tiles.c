/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include "analysis/explain.h"
#include "charts/map-picture.h"
#include "model/format.h"

#define GAP 0.07 /* between tiles, of a tile */

static double
line_width (const MiradorStyle *style)
{
  return MAX (0.6, 0.6 * style->scale);
}

/* Three digits are what a small tile has room for: 264,467 is 264 mil. */
char *
mirador_map_shorten (double value)
{
  double step = value != 0 ? pow (10, floor (log10 (fabs (value))) - 2) : 1;

  return mirador_format_short (step > 1 ? round (value / step) * step : value);
}

static char *
value_text (const MiradorMapFigures *figures, const MiradorMapFigure *figure, gboolean brief)
{
  const MiradorRow *row = mirador_map_figures_get_row (figures, figure);

  if (figure->state != MIRADOR_MAP_VALUE)
    return g_strdup ("");
  return brief ? mirador_map_shorten (row->value) : mirador_explain_value (row);
}

static gboolean
has_room (const MiradorMapFigures *figures,
          MiradorCanvas *canvas,
          const MiradorMapFigure *figure,
          const MiradorTileText *text,
          double side)
{
  g_autofree char *value = value_text (figures, figure, text->brief);

  return mirador_canvas_text_width (canvas, value, text->size, FALSE) <= side - 6;
}

/* Words do not stand on a pattern. */
static void
draw_line (MiradorCanvas *canvas,
           MiradorBox box,
           double middle,
           const char *text,
           MiradorTextSize size,
           gboolean bold,
           MiradorColour ink,
           gboolean plate)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double width = mirador_canvas_text_width (canvas, text, size, bold);
  double height = 0.9 * mirador_canvas_line_height (canvas, size);

  if (width > box.width && bold)
    {
      bold = FALSE;
      width = mirador_canvas_text_width (canvas, text, size, bold);
    }
  if (width > box.width)
    return;
  if (plate)
    mirador_canvas_fill_rect (
      canvas,
      (MiradorBox){ box.x + (box.width - width) / 2 - 2, middle - height / 2, width + 4, height },
      style->background);
  mirador_canvas_text (canvas, box.x + box.width / 2, middle, text, size, bold, ink,
                       MIRADOR_ALIGN_CENTRE, 0);
}

void
mirador_map_draw_tile (const MiradorMapFigures *figures,
                       MiradorCanvas *canvas,
                       MiradorBox box,
                       const MiradorMapFigure *figure,
                       const char *name,
                       MiradorTileText text,
                       MiradorColour fill)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double line = mirador_canvas_line_height (canvas, text.size);
  MiradorPattern pattern = mirador_map_figure_pattern (figure);
  gboolean plate = pattern != MIRADOR_PATTERN_NONE;
  MiradorColour ink = plate ? style->text : mirador_style_ink_on (style, fill);
  MiradorBox inner = { box.x + 2, box.y, box.width - 4, box.height };
  double middle = box.y + box.height / 2;
  g_autofree char *value = NULL;

  if (figure->state == MIRADOR_MAP_OUTSIDE)
    ink = style->muted;
  mirador_canvas_fill_rect (canvas, box, fill);
  mirador_canvas_pattern_rect (canvas, box, pattern, mirador_map_pattern_colour (style));
  mirador_canvas_stroke_rect (canvas, box,
                              figure->state == MIRADOR_MAP_OUTSIDE
                                ? style->grid
                                : mirador_style_outline_of (style, plate ? style->grid : fill),
                              line_width (style));
  if (box.height < 1.05 * line)
    return;
  if (figure->state == MIRADOR_MAP_VALUE && text.valued && box.height >= 2.2 * line)
    value = value_text (figures, figure, text.brief);
  draw_line (canvas, inner, value != NULL ? middle - line / 2 : middle, name, text.size, TRUE, ink,
             plate);
  if (value != NULL)
    draw_line (canvas, inner, middle + line / 2, value, text.size, FALSE, ink, plate);
}

/* One way for all tiles: in full as large as it goes, else shortened, else without figures. Only
 * counts are shortened: half a number is a wrong one. */
static MiradorTileText
choose_text (const MiradorMapFigures *figures, MiradorCanvas *canvas, double side)
{
  static const MiradorTileText ways[] = { { MIRADOR_TEXT_NORMAL, TRUE, FALSE },
                                          { MIRADOR_TEXT_SMALL, TRUE, FALSE },
                                          { MIRADOR_TEXT_SMALL, TRUE, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      gboolean fits = side >= 2.2 * mirador_canvas_line_height (canvas, ways[i].size)
                      && (figures->counts || !ways[i].brief);

      for (guint k = 0; fits && k < mirador_map_figures_get_n (figures); k++)
        fits = has_room (figures, canvas, mirador_map_figures_get (figures, k), &ways[i], side);
      if (fits)
        return ways[i];
    }
  return (MiradorTileText){ MIRADOR_TEXT_SMALL, FALSE, FALSE };
}

double
mirador_map_tiles_size (MiradorBox box)
{
  guint rows, columns;

  mirador_tile_get_size (&rows, &columns);
  if (rows == 0 || columns == 0)
    return 0;
  return floor (MIN (box.width / columns, box.height / rows));
}

void
mirador_map_draw_tiles (const MiradorMapFigures *figures,
                        MiradorCanvas *canvas,
                        MiradorBox box,
                        GArray *marks)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double size = mirador_map_tiles_size (box);
  double gap = MAX (1, round (GAP * size));
  MiradorTileText text = choose_text (figures, canvas, size - gap);

  for (guint i = 0; size > 2 && i < mirador_map_figures_get_n (figures); i++)
    {
      const MiradorMapFigure *figure = mirador_map_figures_get (figures, i);
      MiradorBox tile;
      guint row, column;

      if (!mirador_tile_get (figure->place, &row, &column))
        continue;
      tile = mirador_box_snap ((MiradorBox){ round (box.x) + column * size,
                                             round (box.y) + row * size, size - gap, size - gap });
      mirador_map_draw_tile (figures, canvas, tile, figure, mirador_map_figure_code (figure), text,
                             mirador_map_figures_colour (figures, style, figure));
      if (figure->state != MIRADOR_MAP_OUTSIDE)
        mirador_chart_add_mark (marks, canvas, tile, figure->frame, figure->row);
    }
}
