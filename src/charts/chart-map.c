/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/explain.h"
#include "analysis/headline.h"
#include "charts/map-picture.h"

#define RADIUS_SHARE 0.075 /* of the largest circle, of the map's height */
#define LEAST_INSET 0.28   /* of the map's height, where a larger one would make the map smaller */
/* Letters of height and width from which on there is room for more than areas and their legend. */
#define ROOMY_HEIGHT 22
#define ROOMY_WIDTH 34
#define LEAST_TILE 3.4    /* letters */
#define LEAST_LETTERS 2.3 /* of the largest circle's radius */

static const MiradorChartChoice classes[] = { { "quantile", N_ ("Quantiles") },
                                              { "equal", N_ ("Equal intervals") },
                                              { "natural", N_ ("Natural breaks") },
                                              { NULL, NULL } };
const MiradorChartOption mirador_map_options[]
  = { { "classes", N_ ("Classes"), classes }, { NULL, NULL, NULL } };

/* Parts of Lima that may be shown in the inset. */
static const char *const groups[] = { "lima-metropolitana", "lima-provincias", "diris-lima-norte",
                                      "diris-lima-centro",  "diris-lima-este", "diris-lima-sur" };

void
mirador_map_plan (const MiradorQuery *base, GPtrArray *queries)
{
  MiradorQuery *regions = mirador_map_ask_regions (base);
  MiradorQuery *parts = mirador_query_copy (regions);

  g_ptr_array_set_size (parts->places, 0);
  parts->place_level = MIRADOR_LEVEL_ANY;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    mirador_query_add_place (parts, groups[i]);
  g_ptr_array_add (queries, regions);
  g_ptr_array_add (queries, parts);
}

char *
mirador_map_fit (const MiradorChart *chart)
{
  return mirador_map_refuse (chart);
}

char *
mirador_map_headline (const MiradorChart *chart)
{
  return mirador_headline_map (mirador_chart_get_frame (chart, 0));
}

MiradorColour
mirador_map_area_colour (const MiradorMapPicture *picture, const MiradorMapFigure *figure)
{
  const MiradorStyle *style = picture->style;

  if (picture->radius > 0 && figure->state == MIRADOR_MAP_VALUE)
    return mirador_colour_mix (style->background, style->grid, 0.6);
  return mirador_map_figures_colour (picture->figures, style, figure);
}

void
mirador_map_draw_area (const MiradorMapPicture *picture,
                       const MiradorMapFigure *figure,
                       MiradorMapRing *ring)
{
  const MiradorStyle *style = picture->style;
  MiradorPattern pattern = mirador_map_figure_pattern (figure);

  if (ring->n < 3)
    return;
  mirador_canvas_fill_polygon (picture->canvas, ring->n, ring->x, ring->y,
                               mirador_map_area_colour (picture, figure));
  if (pattern != MIRADOR_PATTERN_NONE
      && !(picture->radius > 0 && figure->state == MIRADOR_MAP_VALUE))
    mirador_canvas_pattern_polygon (picture->canvas, ring->n, ring->x, ring->y, pattern,
                                    mirador_map_pattern_colour (style));
  mirador_map_ring_close (ring);
  mirador_canvas_polyline (picture->canvas, ring->n, ring->x, ring->y,
                           mirador_map_line_colour (style), MAX (0.5, 0.6 * style->scale), FALSE);
}

gboolean
mirador_map_is_inset (const MiradorMapPicture *picture, const MiradorMapFigure *figure)
{
  return picture->inset.box.width > 0 && g_str_equal (figure->place->code, "07");
}

void
mirador_map_spot (const MiradorMapPicture *picture,
                  const MiradorMapFigure *figure,
                  double *x,
                  double *y)
{
  const MiradorMapView *view
    = mirador_map_is_inset (picture, figure) ? &picture->inset.view : &picture->view;

  *x = mirador_map_view_x (view, figure->outline->lon);
  if (picture->radius > 0 && view == &picture->inset.view)
    *x = MIN (*x, picture->inset.squares_left
                    - mirador_map_radius (picture->figures, figure->value, picture->radius));
  *y = mirador_map_view_y (view, figure->outline->lat);
}

static void
draw_areas (const MiradorMapPicture *picture)
{
  for (guint i = 0; i < mirador_map_figures_get_n (picture->figures); i++)
    {
      const MiradorMapFigure *figure = mirador_map_figures_get (picture->figures, i);

      for (guint k = 0; k < figure->outline->n_rings; k++)
        {
          g_auto (MiradorMapRing) ring
            = mirador_map_view_ring (&picture->view, figure->outline, k, NULL);

          mirador_map_draw_area (picture, figure, &ring);
        }
    }
}

static void
draw_circles (MiradorMapPicture *picture)
{
  g_autoptr (GArray) sorted = mirador_map_figures_sort (picture->figures);

  picture->first_circle = picture->first_label = picture->taken->len;
  for (guint i = 0; picture->radius > 0 && i < sorted->len; i++)
    {
      const MiradorMapFigure *figure = g_array_index (sorted, const MiradorMapFigure *, i);
      double radius = mirador_map_radius (picture->figures, figure->value, picture->radius);
      double x, y;

      mirador_map_spot (picture, figure, &x, &y);
      mirador_map_draw_circle (picture->canvas, x, y, radius, figure->partial || figure->value < 0);
      mirador_map_take (picture, (MiradorBox){ x - radius, y - radius, 2 * radius, 2 * radius });
    }
}

static void
add_circle_mark (MiradorMapPicture *picture, const MiradorMapFigure *figure)
{
  double radius = MAX (mirador_map_radius (picture->figures, figure->value, picture->radius), 5);
  double corner_x[16], corner_y[16];
  double x, y;

  mirador_map_spot (picture, figure, &x, &y);
  for (int i = 0; i < 16; i++)
    {
      corner_x[i] = x + radius * cos (2 * G_PI * i / 16);
      corner_y[i] = y + radius * sin (2 * G_PI * i / 16);
    }
  mirador_chart_add_outline_mark (picture->marks, picture->canvas, 16, corner_x, corner_y,
                                  figure->frame, figure->row);
}

/* Callao is a few pixels large: whoever points near it means it. */
static void
add_area_mark (MiradorMapPicture *picture, const MiradorMapFigure *figure)
{
  const MiradorMapView *view
    = mirador_map_is_inset (picture, figure) ? &picture->inset.view : &picture->view;
  g_auto (MiradorMapRing) ring = mirador_map_view_ring (view, figure->outline, 0, NULL);
  double least = 4 * picture->style->scale;
  double x, y;

  mirador_map_spot (picture, figure, &x, &y);
  if (view == &picture->view && view->per_degree * 0.1 < least)
    {
      if (g_str_equal (figure->place->code, "07"))
        {
          mirador_chart_add_mark (picture->marks, picture->canvas,
                                  (MiradorBox){ x - least, y - least, 2 * least, 2 * least },
                                  figure->frame, figure->row);
          return;
        }
    }
  mirador_chart_add_outline_mark (picture->marks, picture->canvas, ring.n, ring.x, ring.y,
                                  figure->frame, figure->row);
}

static void
add_marks (MiradorMapPicture *picture)
{
  for (guint i = 0; i < mirador_map_figures_get_n (picture->figures); i++)
    {
      const MiradorMapFigure *figure = mirador_map_figures_get (picture->figures, i);

      if (figure->state == MIRADOR_MAP_OUTSIDE)
        continue;
      if (picture->radius > 0 && figure->state == MIRADOR_MAP_VALUE)
        add_circle_mark (picture, figure);
      else
        add_area_mark (picture, figure);
    }
}

static MiradorBox
side_of (const MiradorMapPicture *picture)
{
  MiradorBox plot = picture->plot;
  MiradorBox map = mirador_map_view_get_box (&picture->view);
  double left = map.x + map.width + 3 * picture->style->px[MIRADOR_TEXT_SMALL];

  return (MiradorBox){ left, plot.y, plot.x + plot.width - left, plot.height };
}

/* What is at the right of the map may have room for the tiles: every value by its region's code. */
static gboolean
has_side_tiles (const MiradorMapPicture *picture)
{
  return picture->radius <= 0 && picture->roomy
         && mirador_map_tiles_size (side_of (picture))
              >= LEAST_TILE * picture->style->px[MIRADOR_TEXT_SMALL];
}

/* How far the map moves to the right so that what is at its left lies in the sea. */
static double
find_shift (const MiradorMapPicture *picture, MiradorBox box)
{
  double gap = 1.2 * picture->style->px[MIRADOR_TEXT_SMALL];

  if (!(box.height > 0))
    return 0;
  return MAX (
    box.x + box.width + gap
      - mirador_map_view_coast (&picture->view, box.y - gap / 2, box.y + box.height + gap / 2),
    0);
}

/* Without tiles beside it the map stands in the middle. Returns: how far it moved. */
static double
move_to_middle (MiradorMapPicture *picture)
{
  MiradorBox map = mirador_map_view_get_box (&picture->view);
  double spare = picture->plot.x + picture->plot.width - map.x - map.width;
  double move = picture->tiles ? 0 : MAX (floor (spare / 2), 0);

  picture->view.x += move;
  picture->plot.x += move;
  picture->plot.width -= move;
  return move;
}

/* The map as large as it can be with its legend at the bottom left, its inset above it. Returns:
 * the map's height. */
static double
fit_view (MiradorMapPicture *picture,
          const MiradorMapLegend *legend,
          double share,
          MiradorBox *inset)
{
  MiradorBox plot = picture->plot;
  double gap = picture->style->px[MIRADOR_TEXT_SMALL];
  MiradorBox corner = { plot.x, 0, legend->width, legend->height };
  double height = plot.height;
  double shift = 0;

  *inset = (MiradorBox){ plot.x, 0, 0, 0 };
  for (int round = 0; round < 4; round++)
    {
      mirador_map_view_init (&picture->view, (MiradorBox){ plot.x, plot.y, plot.width, height });
      height = mirador_map_view_get_box (&picture->view).height;
      corner.y = plot.y + height - corner.height;
      if (picture->roomy)
        {
          inset->height = share * height;
          inset->width = mirador_map_inset_width (picture, inset->height);
          inset->y = MIN (corner.y - 1.5 * gap, plot.y + 0.80 * height) - inset->height;
        }
      shift = MAX (find_shift (picture, corner), find_shift (picture, *inset));
      if (shift + mirador_map_view_get_box (&picture->view).width <= plot.width)
        break;
      height *= MAX (plot.width - shift, 0.3 * plot.width)
                / mirador_map_view_get_box (&picture->view).width;
    }
  picture->view.x += shift;
  return height;
}

static void
place_parts (MiradorMapPicture *picture, const MiradorMapLegend *legend)
{
  double share = mirador_map_inset_share (picture);
  MiradorBox inset;
  double height = fit_view (picture, legend, share, &inset);

  while (picture->roomy && height < 0.98 * picture->plot.height && share > LEAST_INSET)
    {
      share = MAX (share - 0.06, LEAST_INSET);
      height = fit_view (picture, legend, share, &inset);
    }
  picture->plot.height
    = MIN (mirador_map_view_get_box (&picture->view).height, picture->plot.height);
  picture->tiles = has_side_tiles (picture);
  inset.x += move_to_middle (picture);
  if (inset.width > 0 && inset.y >= picture->plot.y)
    mirador_map_inset_place (picture, inset);
}

/* The largest circle has room for its figure where there is room for figures. */
static double
choose_radius (const MiradorMapPicture *picture, double height)
{
  double least = picture->roomy ? LEAST_LETTERS * picture->style->px[MIRADOR_TEXT_SMALL] : 4;

  return MAX (RADIUS_SHARE * height, least);
}

/* How large the circles are depends on the map, and that on the circles in the legend. */
static void
lay_out (MiradorMapPicture *picture, MiradorMapLegend *legend)
{
  MiradorBox plot = picture->plot;
  double height = MIN (plot.height, plot.width / mirador_map_view_shape ());

  for (int round = 0; round < 2; round++)
    {
      if (round > 0)
        mirador_map_legend_clear (legend);
      g_array_set_size (picture->taken, 0);
      picture->plot = plot;
      picture->inset = (MiradorMapInset){ 0 };
      picture->radius = picture->figures->counts ? choose_radius (picture, height) : 0;
      mirador_map_legend_init (legend, picture->figures, picture->canvas, picture->radius,
                               (MiradorBox){ 0, 0, plot.width * 0.6, plot.height });
      place_parts (picture, legend);
      if (picture->plot.height > 0.95 * height)
        return;
      height = picture->plot.height;
    }
}

static void
draw_side_tiles (MiradorMapPicture *picture)
{
  MiradorBox side = side_of (picture);
  double size = mirador_map_tiles_size (side);

  if (!picture->tiles)
    return;
  side.x += (side.width - 5 * size) / 2;
  side.y += (side.height - 8 * size) / 2;
  mirador_map_draw_tiles (picture->figures, picture->canvas, side, picture->marks);
}

void
mirador_map_draw (const MiradorChart *chart, MiradorCanvas *canvas, MiradorBox plot, GArray *marks)
{
  g_autoptr (MiradorMapFigures) figures = mirador_map_figures_new (chart);
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (MiradorBox));
  MiradorMapPicture picture = { figures, canvas, mirador_canvas_get_style (canvas), marks, plot };
  double px = picture.style->px[MIRADOR_TEXT_SMALL];
  MiradorMapLegend legend;
  double bottom;

  picture.taken = taken;
  picture.roomy = plot.height >= ROOMY_HEIGHT * px && plot.width >= ROOMY_WIDTH * px;
  lay_out (&picture, &legend);
  bottom = picture.plot.y + picture.plot.height;
  draw_areas (&picture);
  mirador_map_legend_draw (&legend, picture.plot.x, bottom);
  mirador_map_take (
    &picture, (MiradorBox){ picture.plot.x, bottom - legend.height, legend.width, legend.height });
  add_marks (&picture);
  mirador_map_inset_draw (&picture);
  draw_circles (&picture);
  if (picture.roomy)
    mirador_map_draw_labels (&picture);
  draw_side_tiles (&picture);
  mirador_map_legend_clear (&legend);
}

static char *
name_of (const MiradorChart *chart, const MiradorRow *row)
{
  return g_strdup (row->place != NULL ? row->place->name : "");
}

/* What the inset knows of Lima besides the region. */
static char *
describe_parts (const MiradorMapFigures *figures)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; figures->sample != NULL && i < G_N_ELEMENTS (groups); i++)
    {
      MiradorMapFigure figure;
      g_autofree char *value = NULL;

      if (!mirador_map_figures_find_group (figures, groups[i], &figure))
        continue;
      value = figure.state == MIRADOR_MAP_VALUE
                ? mirador_explain_value (mirador_map_figures_get_row (figures, &figure))
                : mirador_explain_gap (mirador_map_figures_get_row (figures, &figure));
      g_string_append (text, text->len > 0 ? "\n" : "");
      /* Translators: a line of a chart read aloud; %1$s is the name of a figure, %2$s the figure or
       * the reason why there is none. */
      g_string_append_printf (text, _ ("%1$s: %2$s"), figure.place->name, value);
    }
  return g_string_free (text, FALSE);
}

char *
mirador_map_describe (const MiradorChart *chart)
{
  g_autoptr (MiradorMapFigures) figures = mirador_map_figures_new (chart);
  g_autofree char *classes_text = figures->counts ? NULL : mirador_map_describe_classes (figures);
  g_autofree char *parts = describe_parts (figures);
  g_autofree char *extra = classes_text != NULL
                             ? g_strconcat (classes_text, *parts != '\0' ? "\n" : "", parts, NULL)
                             : g_strdup (parts);

  return mirador_chart_describe_rows (chart, name_of, extra);
}

char **
mirador_map_notes (const MiradorChart *chart)
{
  g_autoptr (MiradorMapFigures) figures = mirador_map_figures_new (chart);
  GPtrArray *notes = g_ptr_array_new ();

  mirador_map_add_notes (figures, notes);
  g_ptr_array_add (notes, g_strdup (_ ("Borders: Natural Earth.")));
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
