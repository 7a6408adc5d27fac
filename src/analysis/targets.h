/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"

G_BEGIN_DECLS

/*
 * Figures against their targets. A target is a measure of its own (see
 * mirador_measure_get_target()), so it stands in a frame of its own beside the one of the figures.
 */

/* Shares of a target at which a figure is fair and good. They are conventions, not statistics: the
 * two limits at which the WHO's data quality review calls timeliness and completeness acceptable
 * (75% and 90%), so that a manager meets one pair of limits wherever a share of a whole is judged.
 */
#define MIRADOR_TARGET_FAIR 0.75
#define MIRADOR_TARGET_GOOD 0.90

typedef enum
{
  MIRADOR_BAND_NONE, /* nobody says whether more or less is better */
  MIRADOR_BAND_POOR,
  MIRADOR_BAND_FAIR,
  MIRADOR_BAND_GOOD,
} MiradorBand;

/** A figure and its target. Rows belong to their frames. */
typedef struct
{
  const MiradorRow *row;
  guint index;              /* of the row in its frame */
  const MiradorRow *target; /* NULL: it has none */
  guint frame;              /* which of the frames of targets */
  guint target_index;       /* its row there */
  double share;             /* of the target, 1 for all of it; NaN where there is none */
  double passed; /* 0 to 1: of the target's period, in days, what the figure is of; NaN where the
                    figure does not grow with time */
  gboolean open; /* the figure is not yet one of the whole period of the target: that goes on,
                    reports are missing, or it is a part */
  gboolean part; /* what is added over time, of a stretch that does not begin with the target's
                    period: its share says nothing of whether the target is met */
} MiradorTargeted;

/**
 * mirador_target_year: the year that a target for @range is most likely to be of: the fiscal year
 * that holds it, else the calendar year, else @range itself.
 */
MiradorRange mirador_target_year (MiradorRange range, int fiscal_first_month);

/**
 * mirador_targets_match:
 * @targets: (element-type MiradorFrame): frames of targets, the ones to be preferred first
 *
 * Finds to each row of @frame its target: of the same measure, program, place and breakdown, for a
 * period that holds the figure's. The only figure of a program may have the target of a place that
 * holds its own: the feed of the targets says Peru where the other one names the district.
 * Simulated figures have simulated targets only, and real ones real ones.
 *
 * Returns: (transfer full): GArray of MiradorTargeted, one for each row, in their order
 */
GArray *mirador_targets_match (const MiradorFrame *frame, const GPtrArray *targets);

/** mirador_targets_count: how many have a target, whether they have a figure or not. */
guint mirador_targets_count (const GArray *targeted);
/** mirador_targeted_get_good: whether more or less is better. */
MiradorGood mirador_targeted_get_good (const MiradorTargeted *one);
/** mirador_target_band: of a share; where less is better, of what the target is of the figure. */
MiradorBand mirador_target_band (double share, MiradorGood good);
/** mirador_target_is_met: whether the figure has reached its target, or, where less is better, has
 * not gone beyond it. FALSE where nobody says which is better. */
gboolean mirador_target_is_met (double share, MiradorGood good);
/** mirador_target_share_to_text: (transfer full): «97%»; never rounded to a target that is not met:
 * 99.8% is «99%». */
char *mirador_target_share_to_text (double share, MiradorGood good);
/** mirador_target_amounts_to_text: (transfer full): «72,570 de 75,000». */
char *mirador_target_amounts_to_text (const MiradorTargeted *one);
/** mirador_target_pace_to_text: (transfer full) (nullable): «42% del año» of the share that has
 * passed; NULL where the period is over or the figure does not grow with time. */
char *mirador_target_pace_to_text (const MiradorTargeted *one);
/** mirador_target_to_text: (transfer full) (nullable): «97% de la meta de 75,000», with the part of
 * the period that has passed where it goes on; NULL without a target or a figure. */
char *mirador_target_to_text (const MiradorTargeted *one);

G_END_DECLS
