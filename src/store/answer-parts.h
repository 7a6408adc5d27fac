/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/combine.h"

G_BEGIN_DECLS

/** The steps from a query to a frame. Internal to the store. */

/** One measure of one program: either a feed answers it, or a reason. */
typedef struct
{
  const MiradorMeasure *measure;
  const MiradorProgram *program; /* NULL: several, or none */
  MiradorStage stage;
  const MiradorHolding *holding; /* NULL: @gap says why */
  const char *feed;              /* (nullable) interned: chosen, with or without a holding */
  MiradorGap gap;
  const char *gap_detail; /* interned */
} MiradorAsked;

/** mirador_choose: (transfer full): MiradorAsked, in the frame's order: what there is to answer,
 * and from which feed (rules 2 and 7). */
GArray *mirador_choose (MiradorSource *source, const MiradorQuery *query);

/** mirador_choose_feed: NULL with the reason in @asked: one of several holdings of the measure and
 * program: the query's feed, real before simulated, the manager's preference, the catalogue's. */
const MiradorHolding *
mirador_choose_feed (MiradorSource *source, const char *feed, MiradorAsked *asked);

/** What is known of one of several feeds between which there is to choose. */
typedef struct
{
  const char *feed;
  const char *measure; /* by which it is ranked */
  gboolean simulated;
} MiradorRival;

gboolean mirador_rivals_include (const GArray *rivals, const char *feed);

/** mirador_choose_rival: (nullable): the feed; else *@detail names those that nobody prefers. */
const char *mirador_choose_rival (MiradorSource *source,
                                  const char *program,
                                  const GArray *rivals,
                                  const char **detail);

/** mirador_choose_stages: appends the questions of a query by stage. */
void mirador_choose_stages (MiradorSource *source, const MiradorQuery *query, GArray *asked);

/** mirador_wanted_of_query: (transfer full): the cells of the table that @query asks of @slab. */
MiradorWanted *mirador_wanted_of_query (const MiradorQuery *query, const MiradorSlab *slab);
/** mirador_wanted_find_places: the places that are rows, or one sum. */
void mirador_wanted_find_places (MiradorWanted *wanted,
                                 const MiradorQuery *query,
                                 const MiradorSlab *slab);

/** MiradorRates: the denominators of rates, from the population feed. */
typedef struct _MiradorRates MiradorRates;
/** mirador_rates_new: (transfer full): NULL only with an error of the source. */
MiradorRates *mirador_rates_new (MiradorSource *source, const MiradorQuery *query, GError **error);
void mirador_rates_free (MiradorRates *rates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorRates, mirador_rates_free)
/** mirador_rates_get_profile: (nullable): of the population feed. */
MiradorProfile *mirador_rates_get_profile (const MiradorRates *rates);
/** mirador_rates_apply: makes rates per 100,000 of @rows, one for each cell of @wanted. */
void mirador_rates_apply (MiradorRates *rates, const MiradorWanted *wanted, GArray *rows);

G_END_DECLS
