/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/map-ground.h"
#include "charts/map-legend.h"

G_BEGIN_DECLS

/** Callao and Lima Metropolitana enlarged; its box is empty where it is not drawn. */
typedef struct
{
  MiradorBox box;
  MiradorMapView view;
  double squares_left; /* of the westernmost square; the right edge where there are none */
} MiradorMapInset;

/** A map that is being drawn. */
typedef struct
{
  const MiradorMapFigures *figures;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  GArray *marks;
  MiradorBox plot;
  MiradorMapView view;
  MiradorMapInset inset;
  double radius;      /* of the largest circle; 0: areas are coloured */
  gboolean roomy;     /* for more than areas and their legend */
  gboolean tiles;     /* beside the map */
  GArray *taken;      /* MiradorBox: what texts keep clear of */
  guint first_circle; /* of these, the largest circle, then the others by size */
  guint first_label;  /* after the last circle */
  guint own_circle;   /* that of the label which is being placed */
} MiradorMapPicture;

/** mirador_map_area_colour: of a region's area: its class, or plain ground below circles. */
MiradorColour mirador_map_area_colour (const MiradorMapPicture *picture,
                                       const MiradorMapFigure *figure);
/** mirador_map_draw_area: a ring of an outline filled, patterned and outlined; closes
 * it. */
void mirador_map_draw_area (const MiradorMapPicture *picture,
                            const MiradorMapFigure *figure,
                            MiradorMapRing *ring);
/** mirador_map_spot: where a region's circle or name goes: in the inset where it is drawn there. */
void mirador_map_spot (const MiradorMapPicture *picture,
                       const MiradorMapFigure *figure,
                       double *x,
                       double *y);
/** mirador_map_is_inset: whether a region is shown in the inset, in place of the map. */
gboolean mirador_map_is_inset (const MiradorMapPicture *picture, const MiradorMapFigure *figure);

/** mirador_map_inset_size: how wide an inset of a height is. */
double mirador_map_inset_width (const MiradorMapPicture *picture, double height);
/** mirador_map_inset_share: of the map's height, the most that it should take. */
double mirador_map_inset_share (const MiradorMapPicture *picture);
void mirador_map_inset_place (MiradorMapPicture *picture, MiradorBox box);
void mirador_map_inset_draw (MiradorMapPicture *picture);

gboolean mirador_map_is_free (const MiradorMapPicture *picture, MiradorBox box);
void mirador_map_take (MiradorMapPicture *picture, MiradorBox box);
/** mirador_map_draw_labels: names with their figures, where there is room. */
void mirador_map_draw_labels (MiradorMapPicture *picture);

/** What stands in a tile: its name, and its figure in full or shortened. */
typedef struct
{
  MiradorTextSize size;
  gboolean valued;
  gboolean brief;
} MiradorTileText;

/** mirador_map_shorten: (transfer full): a count in three digits: «264 mil». */
char *mirador_map_shorten (double value);
/** mirador_map_tiles_size: of a tile of the grid within @box, pixels. */
double mirador_map_tiles_size (MiradorBox box);
/** mirador_map_draw_tiles: the grid in the top left of @box, with its marks, north to south. */
void mirador_map_draw_tiles (const MiradorMapFigures *figures,
                             MiradorCanvas *canvas,
                             MiradorBox box,
                             GArray *marks);
/** mirador_map_draw_tile: a square with two lines; the second one goes where there is no room. */
void mirador_map_draw_tile (const MiradorMapFigures *figures,
                            MiradorCanvas *canvas,
                            MiradorBox box,
                            const MiradorMapFigure *figure,
                            const char *name,
                            MiradorTileText text,
                            MiradorColour fill);

G_END_DECLS
