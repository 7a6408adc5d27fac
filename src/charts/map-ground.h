/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/map-figures.h"

G_BEGIN_DECLS

/**
 * MiradorMapView:
 *
 * Degrees as pixels. Equirectangular with its standard parallel at 9.2° S, the country's middle:
 * north is up, parallels and meridians are straight, and nowhere in Peru is a length more than 4%
 * wrong (Mercator would swell the south by a tenth against the north). PLplot's map transform is
 * not needed for a projection that is linear.
 */
typedef struct
{
  double west, north; /* of the left and of the top edge */
  double x, y;        /* of that corner, pixels */
  double per_degree;  /* pixels a degree of latitude */
  MiradorDetail detail;
} MiradorMapView;

/** mirador_map_view_shape: width over height of the whole country. */
double mirador_map_view_shape (void);
/** mirador_map_view_init: the whole country, as large as @box has room for, in its top left. */
void mirador_map_view_init (MiradorMapView *view, MiradorBox box);
/** mirador_map_view_init_around: what is within degrees, as high as @box. */
void mirador_map_view_init_around (MiradorMapView *view,
                                   double west,
                                   double north,
                                   double south,
                                   MiradorBox box);
MiradorBox mirador_map_view_get_box (const MiradorMapView *view);
double mirador_map_view_x (const MiradorMapView *view, double lon);
double mirador_map_view_y (const MiradorMapView *view, double lat);

/** A ring in pixels, or a part of one. */
typedef struct
{
  guint n;
  double *x;
  double *y;
} MiradorMapRing;

void mirador_map_ring_clear (MiradorMapRing *ring);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiradorMapRing, mirador_map_ring_clear)
/** mirador_map_view_ring: (transfer full): ring @i of an outline; @clip: (nullable): only what lies
 * within. */
MiradorMapRing mirador_map_view_ring (const MiradorMapView *view,
                                      const MiradorOutline *outline,
                                      guint i,
                                      const MiradorBox *clip);
/** mirador_map_ring_close: repeats the first corner at the end, once. */
void mirador_map_ring_close (MiradorMapRing *ring);
/** mirador_map_ring_holds: whether all of @box lies within the ring. */
gboolean mirador_map_ring_holds (const MiradorMapRing *ring, MiradorBox box);
/** mirador_map_ring_touches: whether some of @box lies within the ring. */
gboolean mirador_map_ring_touches (const MiradorMapRing *ring, MiradorBox box);
/** mirador_map_view_coast: the westernmost x of the country between two heights, pixels; the right
 * edge where there is none. */
double mirador_map_view_coast (const MiradorMapView *view, double top, double bottom);

G_END_DECLS
