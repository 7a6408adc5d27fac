/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/place.h"

G_BEGIN_DECLS

/** How much of a border is kept; each level has about half the vertices of the one before. */
typedef enum
{
  MIRADOR_DETAIL_FULL,
  MIRADOR_DETAIL_FINE,
  MIRADOR_DETAIL_COARSE,
  MIRADOR_DETAIL_ROUGH,
  MIRADOR_N_DETAILS
} MiradorDetail;

/** A closed border, its first vertex not repeated; degrees. */
typedef struct
{
  guint n;
  const double *lon;
  const double *lat;
} MiradorRing;

/**
 * MiradorOutline:
 *
 * The border of a place, of Natural Earth's regions (public domain); made once and never changed,
 * may be shared by threads. Neighbours share their vertices at every level of detail.
 */
typedef struct
{
  const MiradorPlace *place;
  double lon, lat; /* the spot in it that lies farthest from its border */
  guint n_rings;   /* the largest first; a small island has no vertices where it is left out */
  const MiradorRing *rings[MIRADOR_N_DETAILS];
} MiradorOutline;

/** mirador_outline_get: (transfer none) (nullable): of a region, or of the areas Lima Metropolitana
 * and Lima Provincias; no other place has one. */
const MiradorOutline *mirador_outline_get (const MiradorPlace *place);

/** mirador_tile_get: where a region stands in the grid of tiles, from 0, the north west first;
 * FALSE for any other place. */
gboolean mirador_tile_get (const MiradorPlace *place, guint *row, guint *column);
/** mirador_tile_get_size: rows and columns of the grid. */
void mirador_tile_get_size (guint *rows, guint *columns);

G_END_DECLS
