/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include "analysis/explain.h"
#include "analysis/label.h"
#include "charts/map-picture.h"

#define LONGEST_LEADER 6 /* letters */

/** A name and its figure: below it, or behind it in the same line. */
typedef struct
{
  const char *name;
  const char *value;
  gboolean one_line;
  double behind; /* from the left to the figure in the same line */
  double width, height;
} Label;

static gboolean
do_overlap (MiradorBox a, MiradorBox b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/* A circle by the box around it. */
static gboolean
does_circle_reach (MiradorBox circle, MiradorBox box)
{
  double radius = circle.width / 2;
  double x = circle.x + radius;
  double y = circle.y + radius;

  return hypot (x - CLAMP (x, box.x, box.x + box.width), y - CLAMP (y, box.y, box.y + box.height))
         < radius;
}

/* From the obstacle @first on: after the circles come the labels. */
static gboolean
is_clear (const MiradorMapPicture *picture, MiradorBox box, guint first)
{
  MiradorBox plot = picture->plot;
  double gap = 0.25 * picture->style->px[MIRADOR_TEXT_SMALL];

  if (box.x < plot.x || box.y < plot.y || box.x + box.width > plot.x + plot.width
      || box.y + box.height > plot.y + plot.height)
    return FALSE;
  box.x -= gap;
  box.width += 2 * gap;
  for (guint i = first; i < picture->taken->len; i++)
    {
      MiradorBox taken = g_array_index (picture->taken, MiradorBox, i);
      gboolean circle = i >= picture->first_circle && i < picture->first_label;

      if (circle ? does_circle_reach (taken, box) : do_overlap (box, taken))
        return FALSE;
    }
  return TRUE;
}

gboolean
mirador_map_is_free (const MiradorMapPicture *picture, MiradorBox box)
{
  return is_clear (picture, box, 0);
}

void
mirador_map_take (MiradorMapPicture *picture, MiradorBox box)
{
  if (box.width > 0 && box.height > 0)
    g_array_append_val (picture->taken, box);
}

static Label
measure (const MiradorMapPicture *picture, const char *name, const char *value, gboolean one_line)
{
  double line = mirador_canvas_line_height (picture->canvas, MIRADOR_TEXT_SMALL);
  double first = mirador_canvas_text_width (picture->canvas, name, MIRADOR_TEXT_SMALL, TRUE);
  double second = mirador_canvas_text_width (picture->canvas, value, MIRADOR_TEXT_SMALL, FALSE);
  double behind = first + 0.4 * picture->style->px[MIRADOR_TEXT_SMALL];

  if (one_line)
    return (Label){ name, value, TRUE, behind, behind + second, line };
  return (Label){ name, value, FALSE, 0, MAX (first, second), 2 * line };
}

/* @box: what it takes. */
static void
put (MiradorMapPicture *picture, const Label *label, MiradorBox box, MiradorColour ink)
{
  double x = label->one_line ? box.x : box.x + box.width / 2;
  double half_line = label->one_line ? 0 : box.height / 4;
  double middle = box.y + box.height / 2;
  MiradorAlign align = label->one_line ? MIRADOR_ALIGN_START : MIRADOR_ALIGN_CENTRE;

  mirador_canvas_text (picture->canvas, x, middle - half_line, label->name, MIRADOR_TEXT_SMALL,
                       TRUE, ink, align, 0);
  mirador_canvas_text (picture->canvas, x + label->behind, middle + half_line, label->value,
                       MIRADOR_TEXT_SMALL, FALSE, ink, align, 0);
  mirador_map_take (picture, box);
}

static gboolean
is_on_hatching (const MiradorMapPicture *picture, MiradorBox box)
{
  for (guint i = 0; i < mirador_map_figures_get_n (picture->figures); i++)
    {
      const MiradorMapFigure *figure = mirador_map_figures_get (picture->figures, i);
      g_auto (MiradorMapRing) ring = { 0 };

      if (mirador_map_figure_pattern (figure) == MIRADOR_PATTERN_NONE)
        continue;
      ring = mirador_map_view_ring (&picture->view, figure->outline, 0, NULL);
      if (mirador_map_ring_touches (&ring, box))
        return TRUE;
    }
  return FALSE;
}

/* Circles' labels may lie across a hatched neighbour. */
static void
put_on_plate (MiradorMapPicture *picture, const Label *label, MiradorBox box)
{
  MiradorColour plate = picture->style->background;

  plate.a = 0.8;
  if (is_on_hatching (picture, box))
    mirador_canvas_fill_rect (
      picture->canvas,
      (MiradorBox){ box.x - 1, box.y + 0.1 * box.height, box.width + 2, 0.84 * box.height }, plate);
  put (picture, label, box, picture->style->text);
}

static MiradorBox
box_around (const Label *label, double x, double y)
{
  return (MiradorBox){ x - label->width / 2, y - label->height / 2, label->width, label->height };
}

/* The letters of a label have air above and below that may lie across a border. */
static MiradorBox
letters_of (MiradorBox box)
{
  return (MiradorBox){ box.x, box.y + 0.12 * box.height, box.width, 0.76 * box.height };
}

static MiradorBox
find_extent (const MiradorMapRing *ring)
{
  double left = INFINITY, right = -INFINITY, top = INFINITY, bottom = -INFINITY;

  for (guint i = 0; i < ring->n; i++)
    {
      left = MIN (left, ring->x[i]);
      right = MAX (right, ring->x[i]);
      top = MIN (top, ring->y[i]);
      bottom = MAX (bottom, ring->y[i]);
    }
  return (MiradorBox){ left, top, right - left, bottom - top };
}

/* Spares a look at every side of a region's border. */
static gboolean
is_within (MiradorBox extent, MiradorBox box)
{
  return box.x > extent.x && box.x + box.width < extent.x + extent.width
         && box.y + box.height / 2 > extent.y && box.y + box.height / 2 < extent.y + extent.height;
}

/* In the region's own area, at its widest spot or a little above or below. */
static gboolean
put_within (MiradorMapPicture *picture, const MiradorMapFigure *figure, const Label *label)
{
  static const double steps[][2]
    = { { 0, 0 },   { 0, -0.5 },    { 0, 0.5 },    { 0, -1 },     { 0, 1 },    { -0.3, 0 },
        { 0.3, 0 }, { -0.3, -0.5 }, { 0.3, -0.5 }, { -0.3, 0.5 }, { 0.3, 0.5 } };
  g_auto (MiradorMapRing) ring = mirador_map_view_ring (&picture->view, figure->outline, 0, NULL);
  MiradorBox extent = find_extent (&ring);
  MiradorColour fill = mirador_map_area_colour (picture, figure);
  double x, y;

  if (figure->partial)
    return FALSE;
  mirador_map_spot (picture, figure, &x, &y);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      MiradorBox box
        = box_around (label, x + steps[i][0] * label->width, y + steps[i][1] * label->height);

      if (!is_within (extent, box) || !mirador_map_is_free (picture, box)
          || !mirador_map_ring_holds (&ring, letters_of (box)))
        continue;
      put (picture, label, box, mirador_style_ink_on (picture->style, fill));
      return TRUE;
    }
  return FALSE;
}

/* In the middle, or where smaller circles leave room. */
static gboolean
put_in_circle (MiradorMapPicture *picture, const MiradorMapFigure *figure, const Label *label)
{
  static const double steps[][2] = { { 0, 0 },       { -0.15, 0 }, { 0, 0.15 },  { -0.15, 0.15 },
                                     { -0.25, 0.1 }, { 0, 0.3 },   { 0, -0.15 }, { 0.15, 0 } };
  double radius = mirador_map_radius (picture->figures, figure->value, picture->radius);
  double half_height = letters_of (box_around (label, 0, 0)).height / 2;
  double x, y;

  if (figure->partial || figure->value < 0)
    return FALSE;
  mirador_map_spot (picture, figure, &x, &y);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double away_x = steps[i][0] * radius, away_y = steps[i][1] * radius;
      MiradorBox box = box_around (label, x + away_x, y + away_y);

      if (hypot (fabs (away_x) + label->width / 2, fabs (away_y) + half_height) >= radius
          || !is_clear (picture, letters_of (box), picture->own_circle + 1))
        continue;
      put (picture, label, box, mirador_style_ink_on (picture->style, picture->style->accent));
      return TRUE;
    }
  return FALSE;
}

static gboolean
put_on_circle (MiradorMapPicture *picture, const MiradorMapFigure *figure, const Label *label)
{
  /* Across, down, and how much of the radius lies between. */
  static const double sides[][3]
    = { { 1, 0, 1 },    { -1, 0, 1 },   { 0, -1, 1 },    { 0, 1, 1 },
        { -1, 1, 0.7 }, { -1, 0.5, 1 }, { -1, -1, 0.7 }, { -1, -0.5, 1 },
        { 1, 1, 0.7 },  { 1, -1, 0.7 }, { 1, 0.5, 1 },   { 1, -0.5, 1 } };
  double radius = mirador_map_radius (picture->figures, figure->value, picture->radius);
  double gap = 0.3 * picture->style->px[MIRADOR_TEXT_SMALL];
  double x, y;

  if (put_in_circle (picture, figure, label))
    return TRUE;
  mirador_map_spot (picture, figure, &x, &y);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      double reach_x = sides[i][0] * (sides[i][2] * radius + gap + label->width / 2);
      double reach_y = sides[i][1] * (sides[i][2] * radius + label->height / 2);
      MiradorBox box = box_around (label, x + reach_x, y + reach_y);

      if (!mirador_map_is_free (picture, box))
        continue;
      put_on_plate (picture, label, box);
      return TRUE;
    }
  return FALSE;
}

/* Whether a box has some ground of a region other than @own. */
static gboolean
is_abroad (const MiradorMapPicture *picture, const MiradorMapFigure *own, MiradorBox box)
{
  for (guint i = 0; i < mirador_map_figures_get_n (picture->figures); i++)
    {
      const MiradorMapFigure *figure = mirador_map_figures_get (picture->figures, i);
      g_auto (MiradorMapRing) ring = { 0 };

      if (figure == own)
        continue;
      ring = mirador_map_view_ring (&picture->view, figure->outline, 0, NULL);
      if (do_overlap (find_extent (&ring), box) && mirador_map_ring_touches (&ring, box))
        return TRUE;
    }
  return FALSE;
}

/* A line of its own from a label in the sea to the spot, or to the edge of its circle. */
static gboolean
lead (MiradorMapPicture *picture, const MiradorMapFigure *figure, double from, double x, double y)
{
  const MiradorStyle *style = picture->style;
  double radius = picture->radius > 0
                    ? mirador_map_radius (picture->figures, figure->value, picture->radius)
                    : 0;
  MiradorBox box = { from, y - 1, x - radius - from, 2 };

  if (!mirador_map_is_free (picture, box) || is_abroad (picture, figure, box))
    return FALSE;
  mirador_canvas_line (picture->canvas, from, y, x - radius, y, style->text,
                       MAX (1, round (0.8 * style->scale)), FALSE);
  if (radius <= 0)
    mirador_canvas_dot (picture->canvas, x, y, MAX (1.5, 2 * style->scale),
                        mirador_style_ink_on (style, mirador_map_area_colour (picture, figure)),
                        FALSE);
  mirador_map_take (picture, box);
  return TRUE;
}

/* In the sea, with a line to the spot. */
static gboolean
put_at_sea (MiradorMapPicture *picture, const MiradorMapFigure *figure, const Label *label)
{
  double px = picture->style->px[MIRADOR_TEXT_SMALL];
  double x, y, coast;
  MiradorBox box;

  mirador_map_spot (picture, figure, &x, &y);
  coast = mirador_map_view_coast (&picture->view, y - 0.7 * label->height, y + 0.7 * label->height);
  box = (MiradorBox){ coast - 1.2 * px - label->width, y - label->height / 2, label->width,
                      label->height };
  if (x - coast > LONGEST_LEADER * px || !mirador_map_is_free (picture, box)
      || !lead (picture, figure, box.x + box.width + 0.5 * px, x, y))
    return FALSE;
  put (picture, label, box, picture->style->text);
  return TRUE;
}

/* A circle among others that leaves no room for a long figure: 11,447,956 is 11.4 M there. */
static void
draw_brief_label (MiradorMapPicture *picture, const MiradorMapFigure *figure)
{
  g_autofree char *value = picture->radius > 0 ? mirador_map_shorten (figure->value) : NULL;
  Label label;

  if (value == NULL)
    return;
  label = measure (picture, mirador_map_figure_code (figure), value, FALSE);
  put_on_circle (picture, figure, &label);
}

/* The name in full, else the code, always with its figure: on the spot, else with a line to it. */
static void
draw_label (MiradorMapPicture *picture, const MiradorMapFigure *figure)
{
  const MiradorRow *row = mirador_map_figures_get_row (picture->figures, figure);
  const char *names[] = { figure->place->name, mirador_map_figure_code (figure) };
  g_autofree char *value = mirador_explain_value (row);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (names); i++)
    {
      Label label = measure (picture, names[i / 2], value, i % 2 == 1);

      if (picture->radius > 0 ? put_on_circle (picture, figure, &label)
                              : put_within (picture, figure, &label))
        return;
    }
  for (guint i = 0; i < 2 * G_N_ELEMENTS (names); i++)
    {
      Label label = measure (picture, names[i / 2], value, i % 2 == 1);

      if (put_at_sea (picture, figure, &label))
        return;
    }
  draw_brief_label (picture, figure);
}

/* Lima and Callao have theirs in the inset. */
static gboolean
is_named_elsewhere (const MiradorMapPicture *picture, const MiradorMapFigure *figure)
{
  if (picture->inset.box.width <= 0)
    return FALSE;
  return g_str_equal (figure->place->code, "07")
         || (g_str_equal (figure->place->code, "15") && picture->radius <= 0);
}

void
mirador_map_draw_labels (MiradorMapPicture *picture)
{
  g_autoptr (GArray) sorted = mirador_map_figures_sort (picture->figures);

  picture->first_label = picture->taken->len;
  for (guint i = 0; i < sorted->len; i++)
    {
      const MiradorMapFigure *figure = g_array_index (sorted, const MiradorMapFigure *, i);

      picture->own_circle = picture->first_circle + i;
      if (!is_named_elsewhere (picture, figure))
        draw_label (picture, figure);
    }
}
