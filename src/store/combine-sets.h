/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/combine-index.h"

G_BEGIN_DECLS

/**
 * How one class fits what is wanted, dimension by dimension: which of its values belong to which
 * cell, and which set of them is complete. Internal to the store.
 */

/** Of one combination of members. */
typedef struct
{
  guint n_expected; /* members that make it whole, in all breakdowns: their product */
  gboolean unknown; /* a member that neither the feed nor anybody else has: absence is no zero */
  MiradorGap gap;   /* why they cannot be added, should there be any */
  const char *detail;
  const char *summed; /* (nullable) a breakdown of which several members are added */
} MiradorMemberFit;

typedef struct
{
  MiradorGap gap; /* NOT_BY_BREAKDOWN: the class cannot answer at all */
  const char *detail;
  guint n_extra;          /* breakdowns that have to be added up */
  MiradorMemberFit *fits; /* of each combination */
  int *of_key;            /* of each key of the index its combination, or -1 */
} MiradorMemberFits;

void mirador_member_fits_init (MiradorMemberFits *fits,
                               const MiradorIndex *index,
                               const MiradorClass *class,
                               const MiradorWanted *wanted);
void mirador_member_fits_clear (MiradorMemberFits *fits);

/** What an absent value of a tile means. */
typedef enum
{
  MIRADOR_ZONE_STRICT, /* it is missing */
  MIRADOR_ZONE_ZERO,   /* it is a zero */
  MIRADOR_ZONE_LATER,  /* it may yet come: the source is not complete so far */
  MIRADOR_N_ZONES
} MiradorZone;

MiradorZone mirador_zone_of_days (const MiradorIndex *index, MiradorRange days);

/** Of one span of days. */
typedef struct
{
  MiradorGap gap; /* NOT_AT_GRAIN */
  const char *detail;
  MiradorRange range; /* the days that are answered: other ones for years of weeks */
  gint32 first_tile;
  guint n_tiles;
  guint n_zone[MIRADOR_N_ZONES]; /* of the tiles */
  gboolean later;                /* some of its days are not complete yet */
  gint32 settled_tile;           /* stocks whose absence is zero: the last tile that counts */
} MiradorSpanFit;

typedef struct
{
  gboolean week_years;
  gboolean summed;      /* more than one tile */
  MiradorSpanFit *fits; /* of each span */
  int *of_period;       /* of each period of the index its span, or -1 */
  guint8 *zone;         /* of each such period: MiradorZone */
} MiradorSpanFits;

void mirador_span_fits_init (MiradorSpanFits *fits,
                             const MiradorIndex *index,
                             const MiradorClass *class,
                             const MiradorWanted *wanted);
void mirador_span_fits_clear (MiradorSpanFits *fits);

/** Of one wanted place. */
typedef struct
{
  MiradorGap gap; /* NOT_AT_LEVEL, NOT_COVERED */
  const char *detail;
  guint n_expected; /* places that make it whole */
  guint n_zero;     /* those of them whose absence can mean zero */
  gboolean known;   /* something there ever reported, or is expected to */
} MiradorPlaceFit;

typedef struct
{
  gboolean summed;
  MiradorPlaceFit *fits; /* of each target */
  guint8 *standing;      /* of each place of the index: MiradorPlaceStanding */
  guint *first;          /* of each place: targets[first[i]] up to targets[first[i + 1]] hold it */
  GArray *targets;       /* guint */
} MiradorPlaceFits;

/** mirador_place_fit_init: @sources: the places of the class's level with a series that belong to
 * @target; @n_of_class: those of them that report by this very class. */
void mirador_place_fit_init (MiradorPlaceFit *fit,
                             const MiradorIndex *index,
                             const MiradorClass *class,
                             const MiradorPlace *target,
                             const GPtrArray *sources,
                             guint n_of_class);

/** How the series of a place are of a class. */
typedef enum
{
  MIRADOR_PLACE_OTHER,  /* not of this level or breakdown */
  MIRADOR_PLACE_SILENT, /* of the class, without a value in these days */
  MIRADOR_PLACE_APART,  /* its values are of another tiling */
  MIRADOR_PLACE_SPEAKS,
} MiradorPlaceStanding;

/** mirador_place_fits_init: @targets: wanted places of one level */
void mirador_place_fits_init (MiradorPlaceFits *fits,
                              const MiradorIndex *index,
                              const MiradorClass *class,
                              const GPtrArray *targets);
void mirador_place_fits_clear (MiradorPlaceFits *fits);

/* Ground */
/** mirador_ground_count: how many places of @level of the tree make @place; 0 where they do not. */
guint mirador_ground_count (const MiradorPlace *place, MiradorLevel level);
/** mirador_ground_is_tiled: whether those of @places that lie in @place are all of it, each once.
 */
gboolean mirador_ground_is_tiled (const MiradorPlace *place, const GPtrArray *places);
/** mirador_ground_overlaps: whether two of @places share ground. */
gboolean mirador_ground_overlaps (const GPtrArray *places);
/** mirador_ground_is_covered: whether all of @place lies in @covers. */
gboolean mirador_ground_is_covered (const MiradorPlace *place, const GPtrArray *covers);

G_END_DECLS
