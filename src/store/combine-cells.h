/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/combine-sets.h"

G_BEGIN_DECLS

/** What one class says of one cell. Internal to the store. */
typedef struct
{
  double sum, numerator, denominator, low, high;
  guint n; /* values, those hidden by the source among them */
  guint n_zone[MIRADOR_N_ZONES];
  guint n_hidden;
  guint n_without; /* values of a ratio without numerator and denominator */
  MiradorFlags flags;
  gint64 received;
  int place;        /* the last that gave a value */
  int period;       /* of a stock: the one that counts */
  gboolean repeats; /* a place gave more than one value */
} MiradorCell;

/** One class as an answer to the wanted places of one level. */
typedef struct
{
  const MiradorIndex *index;
  const MiradorWanted *wanted;
  const MiradorClass *class;
  guint n_targets;
  MiradorPlaceFits places;
  MiradorMemberFits members;
  MiradorSpanFits spans;
  MiradorCell *cells; /* by target, combination, span */
  guint *present;     /* by target and period: places with any value */
  guint *there;       /* by target and span: place-periods with any value */
  guint *there_zero;  /* those of them in days where absence means zero */
} MiradorCandidate;

void mirador_candidate_init (MiradorCandidate *candidate,
                             const MiradorIndex *index,
                             const MiradorClass *class,
                             const MiradorWanted *wanted,
                             const GPtrArray *targets);
void mirador_candidate_clear (MiradorCandidate *candidate);

/** mirador_candidate_judge: betters @figure by what the candidate says, where it can. */
void mirador_candidate_judge (const MiradorCandidate *candidate,
                              guint target,
                              guint combination,
                              guint span,
                              MiradorFigure *figure);

G_END_DECLS
