/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/search.h"
#include "store/store.h"

G_BEGIN_DECLS

/* Between search.c and its parts. */

/** MiradorRanked: what was found, and how well it fits, 0 the best. */
typedef struct
{
  MiradorFinding finding;
  int rank;
} MiradorRanked;

/** mirador_search_add: nothing where @rank is below 0. */
void mirador_search_add (GArray *ranked, MiradorFinding finding, int rank);
/** mirador_search_is_shown: whether it is a figure of a program's work, and no target. */
gboolean mirador_search_is_shown (const MiradorHolding *holding);
/** mirador_search_find_places: adds those that @terms (folded words) name to @ranked, a GArray of
 * MiradorRanked. */
void mirador_search_find_places (const GArray *holdings, const GPtrArray *terms, GArray *ranked);

G_END_DECLS
