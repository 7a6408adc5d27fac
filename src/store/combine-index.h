/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/combine.h"
#include "store/tiling.h"

G_BEGIN_DECLS

/** The places that a feed expects to report, of different levels, as a level of their own. */
#define MIRADOR_LEVEL_PARTS MIRADOR_N_LEVELS

/**
 * MiradorClass:
 *
 * Series that can make one sum: places of one level, the same breakdowns, periods of one tiling.
 * One cell is answered by one class, so a total and its parts never meet. Internal to the store.
 */
typedef struct
{
  int level; /* MiradorLevel, or MIRADOR_LEVEL_PARTS */
  guint names;
  guint tiling;
} MiradorClass;

typedef struct
{
  MiradorPeriod period;
  guint tiling;
  gint32 tile;
} MiradorIndexedPeriod;

typedef struct
{
  guint series; /* of the slab */
  guint place;
  guint key;
} MiradorIndexedSeries;

/** Where everything of a slab is, found out once a query. */
typedef struct
{
  const MiradorSlab *slab;
  const MiradorTerms *terms; /* (nullable) */
  MiradorAdds adds;
  gboolean absent_is_zero;
  MiradorRange zero_days; /* the days in which absent means zero */
  gint32 complete_until;  /* its last day; G_MAXINT32: no statement */
  GPtrArray *covers;      /* (element-type MiradorPlace) */
  GPtrArray *parts;       /* (element-type MiradorPlace) */
  int parts_level;        /* their common level, MIRADOR_LEVEL_PARTS, or -1 without parts */

  GPtrArray *places;     /* (element-type MiradorPlace) with a series */
  GHashTable *place_ids; /* MiradorPlace → number in places + 1 */
  GPtrArray *keys;       /* breakdown keys, interned */
  GArray *key_names;     /* guint: of each key its set of names */
  GPtrArray *name_sets;  /* (element-type const char **) NULL-terminated, sorted */
  GArray *series;        /* MiradorIndexedSeries, those of one place together */
  guint *point_periods;  /* of each point its number in periods */
  GArray *periods;       /* MiradorIndexedPeriod */
  GArray *tilings;       /* MiradorTiling */
  GArray *classes;       /* MiradorClass */
} MiradorIndex;

MiradorIndex *mirador_index_new (const MiradorSlab *slab);
void mirador_index_free (MiradorIndex *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorIndex, mirador_index_free)

/** mirador_index_find_place: its number in places, -1 without a series. */
int mirador_index_find_place (const MiradorIndex *index, const MiradorPlace *place);
const MiradorPlace *mirador_index_get_place (const MiradorIndex *index, guint i);
const char *const *mirador_index_get_names (const MiradorIndex *index, guint names);
const MiradorTiling *mirador_index_get_tiling (const MiradorIndex *index, guint tiling);
const MiradorIndexedPeriod *mirador_index_get_period (const MiradorIndex *index, guint i);
/** mirador_index_in_level: whether the place's series can be of a class of @level. */
gboolean mirador_index_in_level (const MiradorIndex *index, guint place, int level);
/** mirador_index_is_part: whether the feed lists the place among those that report. */
gboolean mirador_index_is_part (const MiradorIndex *index, const MiradorPlace *place);

G_END_DECLS
