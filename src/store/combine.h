/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/answer.h"

G_BEGIN_DECLS

/**
 * From the stored values of one slab to the figures of a table: every wanted place, combination of
 * members and span of days is one cell, answered by "How figures combine" (DESIGN.md), rules 1 and
 * 3 to 6. Internal to the store.
 */

/** One combination of members; several members of one breakdown are added. */
typedef struct
{
  const char *key;    /* canonical, for the row */
  GPtrArray *members; /* (element-type GPtrArray): for each wanted breakdown the member ids */
} MiradorCombination;
void mirador_combination_free (MiradorCombination *combination);

typedef struct
{
  MiradorPeriod period; /* NONE where the days are no named period */
  MiradorRange range;
} MiradorSpan;

typedef struct
{
  GPtrArray *places;       /* (element-type MiradorPlace), at least one */
  gboolean one_sum;        /* the places are one figure, else a row each */
  GPtrArray *names;        /* wanted breakdowns, interned, sorted */
  GPtrArray *combinations; /* (element-type MiradorCombination), at least one */
  GArray *spans;           /* MiradorSpan, ascending, disjoint */
  MiradorGap gap;          /* holds for every row, whatever is stored */
  const char *gap_detail;
} MiradorWanted;

MiradorWanted *mirador_wanted_new (void);
void mirador_wanted_free (MiradorWanted *wanted);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorWanted, mirador_wanted_free)
/** mirador_wanted_count_places: rows' places: 1 where they are one sum. */
guint mirador_wanted_count_places (const MiradorWanted *wanted);

/** How good an answer is; a smaller one is never replaced by a larger one. */
typedef enum
{
  MIRADOR_STANDING_FULL,    /* every expected value is stored */
  MIRADOR_STANDING_FILLED,  /* absent ones count as zero */
  MIRADOR_STANDING_PARTIAL, /* absent ones lie after the time that the source is complete */
  MIRADOR_STANDING_GAP,
} MiradorStanding;

/** One cell. */
typedef struct
{
  double value, numerator, denominator, low, high; /* NaN where there is none */
  MiradorRange range;                              /* the days that it speaks for */
  MiradorFlags flags;
  guint n_parts;  /* stored values in it */
  guint there;    /* place-periods with any value */
  guint expected; /* place-periods */
  gint64 received;
  MiradorGap gap;
  const char *gap_detail; /* interned */
  MiradorStanding standing;
  int reach;      /* of a gap: how near a figure was, to tell the reason that helps most */
  gboolean final; /* nothing can replace it */
} MiradorFigure;

void mirador_figure_init (MiradorFigure *figure, MiradorRange range);
/** mirador_figure_set_gap: takes the place of a gap that reached less far; whether it did. */
gboolean
mirador_figure_set_gap (MiradorFigure *figure, MiradorGap gap, const char *detail, int reach);

/**
 * mirador_combine:
 *
 * Returns: (transfer full): MiradorFigure, one a cell, by place (one where they are one sum), then
 * combination, then span
 */
GArray *mirador_combine (const MiradorSlab *slab, const MiradorWanted *wanted);

/** mirador_combine_sum_places: from a figure for each of the places to one of all. */
GArray *mirador_combine_sum_places (const MiradorSlab *slab,
                                    const MiradorWanted *wanted,
                                    const GArray *figures);

/** mirador_slab_get_adds: what the feed says, else the catalogue. */
MiradorAdds mirador_slab_get_adds (const MiradorSlab *slab);
/** mirador_slab_get_terms: (nullable). */
const MiradorTerms *mirador_slab_get_terms (const MiradorSlab *slab);

G_END_DECLS
