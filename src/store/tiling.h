/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/period.h"

G_BEGIN_DECLS

/**
 * MiradorTiling:
 *
 * The periods of one grain that begin alike, one after the other without end: months; years from
 * July; weeks from Monday. Two tilings of one grain (years from July and from April) overlap, so
 * their periods are never added together. Tiles are numbered; a number means nothing outside its
 * tiling. Internal to the store.
 */
typedef struct
{
  gint32 grain;
  gint32 phase; /* where a tile begins: months (of the year 0) or days, modulo its length */
} MiradorTiling;

MiradorTiling mirador_tiling_of (MiradorPeriod period);
gboolean mirador_tiling_equal (MiradorTiling a, MiradorTiling b);
/** mirador_tiling_find: the number of the tile that holds @day. */
gint32 mirador_tiling_find (MiradorTiling tiling, gint32 day);
MiradorRange mirador_tiling_get_range (MiradorTiling tiling, gint32 tile);
/** mirador_tiling_count: how many tiles make exactly @range, 0 where none do. */
guint mirador_tiling_count (MiradorTiling tiling, MiradorRange range);
/** mirador_tiling_inside: how many whole tiles lie in @range, and the first of them. */
guint mirador_tiling_inside (MiradorTiling tiling, MiradorRange range, gint32 *first_tile);
/** mirador_tiling_get_days: about how long a tile is, to compare grains. */
gint32 mirador_tiling_get_days (MiradorTiling tiling);
gboolean mirador_tiling_is_weeks (MiradorTiling tiling);
/** mirador_tiling_week_year: the days of the weeks that make the year @year of weeks: each week
 * belongs to the year that holds four of its days (ISO 8601; MMWR for weeks from Sunday). */
MiradorRange mirador_tiling_week_year (MiradorTiling tiling, int year);

G_END_DECLS
