/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/catalogue.h"
#include "model/place.h"

G_BEGIN_DECLS

/*
 * What the desktop's search can find: the programs, places and measures that the store has figures
 * of. Pure functions of the holdings (a GArray of MiradorHolding) and of the words.
 *
 * Case and accents do not matter. Every word must be the beginning of a word of the thing: of its
 * name in either language, its short name, its id or code, and, as long as another word names the
 * thing itself, of what it belongs to (the program of a measure; the level and region of a place).
 * Provinces, districts and groups are found by their whole name only, and never when more than a
 * few bear it. A single letter finds nothing. Population and the national figures, which others are
 * compared with, are no filter, and are not found.
 */

/** MiradorFinding: a program, or a place, or a measure within a program; the others are NULL. */
typedef struct
{
  const MiradorProgram *program;
  const MiradorPlace *place;
  const MiradorMeasure *measure;
} MiradorFinding;

/** mirador_search_find: (transfer full): GArray of MiradorFinding, the best first, a screenful at
 * most; @holdings (nullable). */
GArray *mirador_search_find (const GArray *holdings, const char *const *terms);

/** mirador_search_to_id: (transfer full): "program/tb", "place/140101",
 * "measure/tb/people_screened": the same for ever. */
char *mirador_search_to_id (const MiradorFinding *finding);
/** mirador_search_from_id: %FALSE where there is no such thing (any more). */
gboolean mirador_search_from_id (const char *id, MiradorFinding *finding);

/** mirador_search_get_name: (transfer full): in the language of the moment. */
char *mirador_search_get_name (const MiradorFinding *finding);
/**
 * mirador_search_describe:
 * @programs: (nullable) (element-type MiradorProgram): of a place: those with figures there
 *
 * Returns: (transfer full): what it is, and until when, or of what, there are figures: «Programa ·
 * datos hasta octubre de 2026». Never a figure: it would stand there without its source, its
 * completeness and the hiding of small counts. %NULL where there are no figures
 */
char *mirador_search_describe (const MiradorFinding *finding,
                               const GArray *holdings,
                               const GPtrArray *programs);

G_END_DECLS
