/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include "analysis/explain.h"
#include "charts/map-picture.h"

/* What the inset shows, degrees: Callao and its islands, Lima Metropolitana. */
#define WEST -77.29
#define NORTH -11.52
#define SOUTH -12.54
#define LAND_SHARE 0.76 /* width of that over its height */
#define SQUARE_SHARE 0.28
/* Of the map's height. */
#define FULL_SHARE 0.40
#define SMALL_SHARE 0.28

#define REGION_LIMA "15"
#define REGION_CALLAO "07"

/* No outlines of these are at hand: squares, about where they are. */
static const struct
{
  const char *code;
  double x, y; /* of the middle, in the land's width and height */
} squares[] = {
  { "diris-lima-norte", 0.41, 0.19 },
  { "diris-lima-centro", 0.41, 0.50 },
  { "diris-lima-este", 0.80, 0.46 },
  { "diris-lima-sur", 0.68, 0.81 },
};

static double
sea_width (const MiradorMapPicture *picture)
{
  double px = picture->style->px[MIRADOR_TEXT_SMALL];

  return mirador_canvas_text_width (picture->canvas, _ ("Lima and Callao"), MIRADOR_TEXT_SMALL,
                                    TRUE)
         + 0.5 * px;
}

double
mirador_map_inset_width (const MiradorMapPicture *picture, double height)
{
  return sea_width (picture) + LAND_SHARE * height;
}

/* Below circles it shows but that of Callao, unless the figures know parts of Lima. */
double
mirador_map_inset_share (const MiradorMapPicture *picture)
{
  MiradorMapFigure figure;

  for (guint i = 0; i < G_N_ELEMENTS (squares); i++)
    if (mirador_map_figures_find_group (picture->figures, squares[i].code, &figure))
      return FULL_SHARE;
  if (mirador_map_figures_find_group (picture->figures, "lima-metropolitana", &figure))
    return FULL_SHARE;
  return picture->radius > 0 ? SMALL_SHARE : FULL_SHARE;
}

static MiradorBox
square_box (const MiradorMapPicture *picture, guint i)
{
  MiradorBox box = picture->inset.box;
  double width = LAND_SHARE * box.height;
  double left = box.x + box.width - width;
  double size = round (SQUARE_SHARE * box.height);

  return (MiradorBox){ round (left + squares[i].x * width - size / 2),
                       round (box.y + squares[i].y * box.height - size / 2), size, size };
}

static void
find_squares_left (MiradorMapPicture *picture)
{
  picture->inset.squares_left = picture->inset.box.x + picture->inset.box.width;
  for (guint i = 0; i < G_N_ELEMENTS (squares); i++)
    {
      MiradorMapFigure figure;

      if (mirador_map_figures_find_group (picture->figures, squares[i].code, &figure))
        picture->inset.squares_left
          = MIN (picture->inset.squares_left, square_box (picture, i).x - 2);
    }
}

void
mirador_map_inset_place (MiradorMapPicture *picture, MiradorBox box)
{
  MiradorBox land;

  picture->inset.box = mirador_box_snap (box);
  land = picture->inset.box;
  land.x += sea_width (picture);
  land.width -= sea_width (picture);
  mirador_map_view_init_around (&picture->inset.view, WEST, NORTH, SOUTH, land);
  find_squares_left (picture);
  mirador_map_take (picture, picture->inset.box);
}

static void
draw_part (MiradorMapPicture *picture, const MiradorMapFigure *figure, const char *outline)
{
  const MiradorOutline *border = mirador_outline_get (mirador_place_by_code (outline));

  for (guint i = 0; border != NULL && i < border->n_rings; i++)
    {
      g_auto (MiradorMapRing) ring
        = mirador_map_view_ring (&picture->inset.view, border, i, &picture->inset.box);

      mirador_map_draw_area (picture, figure, &ring);
      if (i == 0 && figure->frame != 0)
        mirador_chart_add_outline_mark (picture->marks, picture->canvas, ring.n, ring.x, ring.y,
                                        figure->frame, figure->row);
    }
}

/* Centred at a point, a name and a figure in two lines; a figure is never cut. */
static void
draw_name (MiradorMapPicture *picture,
           const MiradorMapFigure *figure,
           const char *name,
           double x,
           double middle,
           double room,
           MiradorAlign align,
           MiradorColour ink)
{
  double line = mirador_canvas_line_height (picture->canvas, MIRADOR_TEXT_SMALL);
  g_autofree char *value
    = figure->state == MIRADOR_MAP_VALUE
        ? mirador_explain_value (mirador_map_figures_get_row (picture->figures, figure))
        : NULL;

  if (value != NULL
      && mirador_canvas_text_width (picture->canvas, value, MIRADOR_TEXT_SMALL, FALSE) > room)
    g_clear_pointer (&value, g_free);
  mirador_canvas_text (picture->canvas, x, value != NULL ? middle - line / 2 : middle, name,
                       MIRADOR_TEXT_SMALL, TRUE, ink, align, room);
  if (value != NULL)
    mirador_canvas_text (picture->canvas, x, middle + line / 2, value, MIRADOR_TEXT_SMALL, FALSE,
                         ink, align, room);
}

static gboolean
draw_squares (MiradorMapPicture *picture)
{
  const MiradorStyle *style = picture->style;
  double edge = MAX (1, round (1.5 * style->scale));
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (squares); i++)
    {
      MiradorBox square = square_box (picture, i);
      MiradorMapFigure figure;
      const char *name;

      if (!mirador_map_figures_find_group (picture->figures, squares[i].code, &figure))
        continue;
      /* Apart from ground of the same class. */
      mirador_canvas_fill_rect (picture->canvas,
                                (MiradorBox){ square.x - edge, square.y - edge,
                                              square.width + 2 * edge, square.height + 2 * edge },
                                style->background);
      /* «DIRIS Lima Norte» stands in a picture of Lima. */
      name = strrchr (figure.place->name, ' ');
      mirador_map_draw_tile (picture->figures, picture->canvas, square, &figure,
                             name != NULL ? name + 1 : figure.place->name,
                             (MiradorTileText){ MIRADOR_TEXT_SMALL, TRUE, FALSE },
                             mirador_map_area_colour (picture, &figure));
      mirador_chart_add_mark (picture->marks, picture->canvas, square, figure.frame, figure.row);
      any = TRUE;
    }
  return any;
}

static void
name_callao (MiradorMapPicture *picture)
{
  const MiradorMapFigure *callao
    = mirador_map_figures_find (picture->figures, mirador_place_by_code (REGION_CALLAO));
  double px = picture->style->px[MIRADOR_TEXT_SMALL];
  double radius = picture->radius > 0 && callao->state == MIRADOR_MAP_VALUE
                    ? mirador_map_radius (picture->figures, callao->value, picture->radius)
                    : 0;
  double x, y, right;

  mirador_map_spot (picture, callao, &x, &y);
  right = MIN (mirador_map_view_x (&picture->inset.view, WEST), x - radius - 0.5 * px);
  draw_name (picture, callao, callao->place->name, right, y,
             right - picture->inset.box.x - 0.4 * px, MIRADOR_ALIGN_END, picture->style->text);
}

/* The easternmost x of the city's coast beside a line of text, pixels. */
static double
find_coast (const MiradorMapPicture *picture, const MiradorOutline *city, double middle)
{
  const MiradorMapView *view = &picture->inset.view;
  const MiradorRing *ring = &city->rings[view->detail][0];
  double reach = 1.2 * mirador_canvas_line_height (picture->canvas, MIRADOR_TEXT_SMALL);
  double coast = view->x;

  for (guint i = 0; i < ring->n; i++)
    if (fabs (mirador_map_view_y (view, ring->lat[i]) - middle) < reach && ring->lon[i] < city->lon)
      coast = MAX (coast, mirador_map_view_x (view, ring->lon[i]));
  return coast;
}

/* Of the whole region unless the figures know the city. Below circles only the city has a name: the
 * region's circle stands on the map. */
static void
name_lima (MiradorMapPicture *picture, const MiradorMapFigure *figure)
{
  const MiradorOutline *city = mirador_outline_get (mirador_place_by_code ("lima-metropolitana"));
  gboolean part = figure->frame != 0;
  double room = 0.52 * LAND_SHARE * picture->inset.box.height;
  double y;

  if (figure->state != MIRADOR_MAP_VALUE || city == NULL || (picture->radius > 0 && !part))
    return;
  y = mirador_map_view_y (&picture->inset.view, city->lat);
  draw_name (picture, figure, part ? C_ ("inset", "Lima Met.") : figure->place->name,
             find_coast (picture, city, y) + 0.5 * picture->style->px[MIRADOR_TEXT_SMALL], y, room,
             MIRADOR_ALIGN_START,
             mirador_style_ink_on (picture->style, mirador_map_area_colour (picture, figure)));
}

/* From the frame to what it enlarges. */
static void
draw_link (MiradorMapPicture *picture)
{
  const MiradorStyle *style = picture->style;
  MiradorBox box = picture->inset.box;
  double left = mirador_map_view_x (&picture->view, WEST);
  double top = mirador_map_view_y (&picture->view, NORTH);
  double height = mirador_map_view_y (&picture->view, SOUTH) - top;
  double width = MAX (1, round (0.8 * style->scale));
  double middle = top + height / 2;
  double from = CLAMP (middle, box.y, box.y + box.height);

  mirador_map_take (picture, (MiradorBox){ box.x + box.width, MIN (from, middle) - 2,
                                           left - box.x - box.width, fabs (from - middle) + 4 });
  mirador_map_take (picture, (MiradorBox){ left, top, LAND_SHARE * height, height });
  mirador_canvas_stroke_rect (picture->canvas, box, style->axis, width);
  mirador_canvas_stroke_rect (
    picture->canvas, mirador_box_snap ((MiradorBox){ left, top, LAND_SHARE * height, height }),
    style->text, width);
  mirador_canvas_line (picture->canvas, box.x + box.width, from, left, middle, style->axis, width,
                       FALSE);
}

void
mirador_map_inset_draw (MiradorMapPicture *picture)
{
  const MiradorMapFigure *lima
    = mirador_map_figures_find (picture->figures, mirador_place_by_code (REGION_LIMA));
  const MiradorMapFigure *callao
    = mirador_map_figures_find (picture->figures, mirador_place_by_code (REGION_CALLAO));
  double px = picture->style->px[MIRADOR_TEXT_SMALL];
  MiradorBox box = picture->inset.box;
  MiradorMapFigure city, provinces;

  if (!(box.width > 0) || lima == NULL || callao == NULL)
    return;
  if (!mirador_map_figures_find_group (picture->figures, "lima-metropolitana", &city))
    city = *lima;
  if (!mirador_map_figures_find_group (picture->figures, "lima-provincias", &provinces))
    provinces = *lima;
  mirador_canvas_fill_rect (picture->canvas, box, picture->style->background);
  draw_part (picture, &provinces, "lima-provincias");
  draw_part (picture, &city, "lima-metropolitana");
  draw_part (picture, callao, REGION_CALLAO);
  draw_link (picture);
  if (!draw_squares (picture))
    name_lima (picture, &city);
  name_callao (picture);
  mirador_canvas_text (picture->canvas, box.x + 0.5 * px,
                       box.y
                         + 0.7 * mirador_canvas_line_height (picture->canvas, MIRADOR_TEXT_SMALL),
                       _ ("Lima and Callao"), MIRADOR_TEXT_SMALL, TRUE, picture->style->muted,
                       MIRADOR_ALIGN_START, box.width - px);
}
