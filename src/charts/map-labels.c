/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include "analysis/explain.h"
#include "analysis/label.h"
#include "charts/map-picture.h"

#define MOST_VALUES 3
#define LONGEST_LEADER 6 /* letters */

/** One label: a line, or two. */
typedef struct
{
  const char *name;
  const char *value; /* NULL for none */
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
measure (const MiradorMapPicture *picture, const char *name, const char *value)
{
  double line = mirador_canvas_line_height (picture->canvas, MIRADOR_TEXT_SMALL);
  Label label = { name, value, 0, value != NULL ? 2 * line : line };

  label.width
    = mirador_canvas_text_width (picture->canvas, name, MIRADOR_TEXT_SMALL, value != NULL);
  if (value != NULL)
    label.width = MAX (
      label.width, mirador_canvas_text_width (picture->canvas, value, MIRADOR_TEXT_SMALL, FALSE));
  return label;
}

/* Around a point; @box: what it takes. */
static void
put (MiradorMapPicture *picture, const Label *label, MiradorBox box, MiradorColour ink)
{
  double x = box.x + box.width / 2;
  double line = mirador_canvas_line_height (picture->canvas, MIRADOR_TEXT_SMALL);
  double middle = box.y + box.height / 2;

  mirador_canvas_text (picture->canvas, x, label->value != NULL ? middle - line / 2 : middle,
                       label->name, MIRADOR_TEXT_SMALL, label->value != NULL, ink,
                       MIRADOR_ALIGN_CENTRE, 0);
  if (label->value != NULL)
    mirador_canvas_text (picture->canvas, x, middle + line / 2, label->value, MIRADOR_TEXT_SMALL,
                         FALSE, ink, MIRADOR_ALIGN_CENTRE, 0);
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

/* In the region's own area, at its widest spot or a little above or below. */
static gboolean
put_within (MiradorMapPicture *picture, const MiradorMapFigure *figure, const Label *label)
{
  static const double steps[] = { 0, -0.5, 0.5, -1, 1 };
  g_auto (MiradorMapRing) ring = mirador_map_view_ring (&picture->view, figure->outline, 0, NULL);
  MiradorColour fill = mirador_map_area_colour (picture, figure);
  double x, y;

  if (figure->partial)
    return FALSE;
  mirador_map_spot (picture, figure, &x, &y);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      MiradorBox box = box_around (label, x, y + steps[i] * label->height);

      if (!mirador_map_ring_holds (&ring, box) || !mirador_map_is_free (picture, box))
        continue;
      put (picture, label, box, mirador_style_ink_on (picture->style, fill));
      return TRUE;
    }
  return FALSE;
}

static gboolean
put_on_circle (MiradorMapPicture *picture, const MiradorMapFigure *figure, const Label *label)
{
  double radius = mirador_map_radius (picture->figures, figure->value, picture->radius);
  double gap = 0.3 * picture->style->px[MIRADOR_TEXT_SMALL];
  double x, y;

  mirador_map_spot (picture, figure, &x, &y);
  if (hypot (label->width / 2, label->height / 2) < radius && !figure->partial && figure->value >= 0
      && is_clear (picture, box_around (label, x, y), picture->own_circle + 1))
    {
      put (picture, label, box_around (label, x, y),
           mirador_style_ink_on (picture->style, picture->style->accent));
      return TRUE;
    }
  for (int side = 0; side < 4; side++)
    {
      double reach_x = side < 2 ? (side == 0 ? 1 : -1) * (radius + gap + label->width / 2) : 0;
      double reach_y = side > 1 ? (side == 2 ? 1 : -1) * (radius + label->height / 2) : 0;
      MiradorBox box = box_around (label, x + reach_x, y + reach_y);

      if (!mirador_map_is_free (picture, box))
        continue;
      put_on_plate (picture, label, box);
      return TRUE;
    }
  return FALSE;
}

/* In the sea, with a line to the spot. */
static gboolean
put_at_sea (MiradorMapPicture *picture, const MiradorMapFigure *figure, const Label *label)
{
  static const double steps[] = { 0, -1, 1, -2, 2 };
  const MiradorStyle *style = picture->style;
  double px = style->px[MIRADOR_TEXT_SMALL];
  double x, y;

  mirador_map_spot (picture, figure, &x, &y);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double middle = y + steps[i] * 0.8 * label->height;
      double coast = mirador_map_view_coast (&picture->view, middle - 0.7 * label->height,
                                             middle + 0.7 * label->height);
      MiradorBox box = { coast - 1.2 * px - label->width, middle - label->height / 2, label->width,
                         label->height };

      /* A steep line would look like a border. */
      if (x - coast > LONGEST_LEADER * px || fabs (middle - y) > x - box.x - box.width
          || !mirador_map_is_free (picture, box))
        continue;
      mirador_canvas_line (picture->canvas, box.x + box.width + 0.3 * px, middle, x, y, style->text,
                           MAX (1, round (0.8 * style->scale)), FALSE);
      mirador_canvas_dot (picture->canvas, x, y, MAX (1.5, 2 * style->scale),
                          mirador_style_ink_on (style, mirador_map_area_colour (picture, figure)),
                          FALSE);
      put (picture, label, box, style->text);
      return TRUE;
    }
  return FALSE;
}

/* The name in full, else the code: on the spot, else with a line to it where it has a figure. */
static gboolean
put_somewhere (MiradorMapPicture *picture, const MiradorMapFigure *figure, const char *value)
{
  const char *names[] = { figure->place->name, mirador_map_figure_code (figure) };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      Label label = measure (picture, names[i], value);

      if (picture->radius > 0 ? put_on_circle (picture, figure, &label)
                              : put_within (picture, figure, &label))
        return TRUE;
    }
  for (guint i = 0; picture->radius <= 0 && value != NULL && i < G_N_ELEMENTS (names); i++)
    {
      Label label = measure (picture, names[i], value);

      if (put_at_sea (picture, figure, &label))
        return TRUE;
    }
  return FALSE;
}

static void
draw_label (MiradorMapPicture *picture, const MiradorMapFigure *figure, gboolean valued)
{
  const MiradorRow *row = mirador_map_figures_get_row (picture->figures, figure);
  g_autofree char *value = valued ? mirador_explain_value (row) : NULL;

  if (value == NULL || !put_somewhere (picture, figure, value))
    put_somewhere (picture, figure, NULL);
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
  /* With small counts hidden, the largest of what is shown may be named as any other. */
  guint n_valued = picture->radius > 0 ? sorted->len : MOST_VALUES;

  picture->first_label = picture->taken->len;
  for (guint i = 0; i < sorted->len; i++)
    {
      const MiradorMapFigure *figure = g_array_index (sorted, const MiradorMapFigure *, i);

      picture->own_circle = picture->first_circle + i;
      if (!is_named_elsewhere (picture, figure))
        draw_label (picture, figure, i < n_valued);
    }
}
