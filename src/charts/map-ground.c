/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/map-ground.h"

#include <math.h>

/* The country's corners, degrees (Natural Earth). */
#define WEST -81.34
#define EAST -68.68
#define NORTH -0.03
#define SOUTH -18.34
#define STANDARD_PARALLEL 9.2
/* Pixels of height below which the next rougher outline is enough. */
#define ROUGH_HEIGHT 130
#define COARSE_HEIGHT 300
#define FINE_HEIGHT 800

static double
lon_scale (void)
{
  return cos (STANDARD_PARALLEL * G_PI / 180);
}

double
mirador_map_view_shape (void)
{
  return (EAST - WEST) * lon_scale () / (NORTH - SOUTH);
}

static MiradorDetail
detail_for (double height)
{
  if (height < ROUGH_HEIGHT)
    return MIRADOR_DETAIL_ROUGH;
  if (height < COARSE_HEIGHT)
    return MIRADOR_DETAIL_COARSE;
  return height < FINE_HEIGHT ? MIRADOR_DETAIL_FINE : MIRADOR_DETAIL_FULL;
}

void
mirador_map_view_init (MiradorMapView *view, MiradorBox box)
{
  double height = MIN (box.height, box.width / mirador_map_view_shape ());

  *view
    = (MiradorMapView){ WEST, NORTH, box.x, box.y, height / (NORTH - SOUTH), detail_for (height) };
}

void
mirador_map_view_init_around (MiradorMapView *view,
                              double west,
                              double north,
                              double south,
                              MiradorBox box)
{
  *view = (MiradorMapView){
    west, north, box.x, box.y, box.height / (north - south), MIRADOR_DETAIL_FULL
  };
}

MiradorBox
mirador_map_view_get_box (const MiradorMapView *view)
{
  double height = (NORTH - SOUTH) * view->per_degree;

  return (MiradorBox){ view->x, view->y, height * mirador_map_view_shape (), height };
}

double
mirador_map_view_x (const MiradorMapView *view, double lon)
{
  return view->x + (lon - view->west) * lon_scale () * view->per_degree;
}

double
mirador_map_view_y (const MiradorMapView *view, double lat)
{
  return view->y + (view->north - lat) * view->per_degree;
}

void
mirador_map_ring_clear (MiradorMapRing *ring)
{
  g_clear_pointer (&ring->x, g_free);
  g_clear_pointer (&ring->y, g_free);
  ring->n = 0;
}

static void
add_vertex (MiradorMapRing *ring, double x, double y)
{
  ring->x[ring->n] = x;
  ring->y[ring->n++] = y;
}

/* How far within one edge of the box (0 left, 1 right, 2 top, 3 bottom) a vertex lies. */
static double
depth (const MiradorBox *clip, int edge, double x, double y)
{
  switch (edge)
    {
    case 0:
      return x - clip->x;
    case 1:
      return clip->x + clip->width - x;
    case 2:
      return y - clip->y;
    default:
      return clip->y + clip->height - y;
    }
}

/* Sutherland, I. and Hodgman, G. (1974), "Reentrant polygon clipping", CACM 17: 32-42. */
static void
clip_edge (MiradorMapRing *ring, const MiradorBox *clip, int edge)
{
  MiradorMapRing whole = *ring;
  guint room = 2 * whole.n + 2;

  *ring = (MiradorMapRing){ 0, g_new (double, room), g_new (double, room) };
  for (guint i = 0; i < whole.n; i++)
    {
      guint before = i > 0 ? i - 1 : whole.n - 1;
      double a = depth (clip, edge, whole.x[before], whole.y[before]);
      double b = depth (clip, edge, whole.x[i], whole.y[i]);

      if ((a < 0) != (b < 0))
        add_vertex (ring, whole.x[before] + (whole.x[i] - whole.x[before]) * a / (a - b),
                    whole.y[before] + (whole.y[i] - whole.y[before]) * a / (a - b));
      if (b >= 0)
        add_vertex (ring, whole.x[i], whole.y[i]);
    }
  mirador_map_ring_clear (&whole);
}

MiradorMapRing
mirador_map_view_ring (const MiradorMapView *view,
                       const MiradorOutline *outline,
                       guint i,
                       const MiradorBox *clip)
{
  const MiradorRing *source = &outline->rings[view->detail][i];
  MiradorMapRing ring = { 0, g_new (double, source->n + 2), g_new (double, source->n + 2) };

  for (guint k = 0; k < source->n; k++)
    add_vertex (&ring, mirador_map_view_x (view, source->lon[k]),
                mirador_map_view_y (view, source->lat[k]));
  for (int edge = 0; clip != NULL && edge < 4; edge++)
    clip_edge (&ring, clip, edge);
  return ring;
}

void
mirador_map_ring_close (MiradorMapRing *ring)
{
  if (ring->n > 0)
    add_vertex (ring, ring->x[0], ring->y[0]);
}

static gboolean
is_within (const MiradorMapRing *ring, double x, double y)
{
  gboolean within = FALSE;

  for (guint i = 0, k = ring->n - 1; i < ring->n; k = i++)
    if ((ring->y[i] > y) != (ring->y[k] > y)
        && x < (ring->x[k] - ring->x[i]) * (y - ring->y[i]) / (ring->y[k] - ring->y[i])
                 + ring->x[i])
      within = !within;
  return within;
}

gboolean
mirador_map_ring_holds (const MiradorMapRing *ring, MiradorBox box)
{
  double right = box.x + box.width;
  double bottom = box.y + box.height;

  if (ring->n < 3 || !is_within (ring, box.x, box.y) || !is_within (ring, right, box.y)
      || !is_within (ring, box.x, bottom) || !is_within (ring, right, bottom))
    return FALSE;
  /* A bay reaches into the box where one of its vertices lies there. */
  for (guint i = 0; i < ring->n; i++)
    if (ring->x[i] > box.x && ring->x[i] < right && ring->y[i] > box.y && ring->y[i] < bottom)
      return FALSE;
  return TRUE;
}

gboolean
mirador_map_ring_touches (const MiradorMapRing *ring, MiradorBox box)
{
  for (int i = 0; ring->n > 2 && i <= 4; i++)
    for (int k = 0; k <= 2; k++)
      if (is_within (ring, box.x + box.width * i / 4, box.y + box.height * k / 2))
        return TRUE;
  return FALSE;
}

double
mirador_map_view_coast (const MiradorMapView *view, double top, double bottom)
{
  const GPtrArray *regions = mirador_place_peru ()->children;
  MiradorBox country = mirador_map_view_get_box (view);
  double coast = country.x + country.width;

  for (guint i = 0; i < regions->len; i++)
    {
      const MiradorOutline *outline = mirador_outline_get (g_ptr_array_index (regions, i));
      const MiradorRing *ring = outline != NULL ? outline->rings[view->detail] : NULL;

      for (guint k = 0; ring != NULL && k < ring->n; k++)
        {
          double y = mirador_map_view_y (view, ring->lat[k]);

          if (y >= top && y <= bottom)
            coast = MIN (coast, mirador_map_view_x (view, ring->lon[k]));
        }
    }
  return coast;
}
