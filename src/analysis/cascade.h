/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/intervals.h"
#include "model/frame.h"

G_BEGIN_DECLS

/** How a step stands to the one before it. */
typedef enum
{
  MIRADOR_STEP_FIRST,
  MIRADOR_STEP_PROPORTION,  /* declared subset: a proportion with its Wilson interval */
  MIRADOR_STEP_RATIO,       /* figures of the same table or kind, not declared a subset */
  MIRADOR_STEP_OTHER_TABLE, /* figures of different tables */
  MIRADOR_STEP_OTHER_KIND,  /* tests, then people: different units */
  MIRADOR_STEP_UNKNOWN,     /* one of the two has no value */
} MiradorStepKind;

typedef struct
{
  guint row; /* in the frame */
  MiradorStage stage;
  double value;       /* NaN in a gap */
  double of_previous; /* a fraction, NaN without; above 1 where the step is larger */
  double of_first;
  double lost; /* previous − this; NaN without, negative where the step is larger */
  MiradorInterval interval;
  MiradorStepKind kind;
  gboolean larger; /* larger than the step before: shown as it is and flagged */
} MiradorStep;

/**
 * mirador_cascade_steps:
 * @frame: rows of one program by stage, as a stage query without periods answers
 *
 * Returns: (transfer full): GArray of MiradorStep in the order of the care cascade; stages that the
 * program does not have are left out, gaps are kept
 */
GArray *mirador_cascade_steps (const MiradorFrame *frame);

/** mirador_cascade_largest_loss: index of the step with the largest proportional loss among true
 * proportions and ratios below 1, -1 where there is none, where two share it, or where a step is
 * unknown that could be it. The diagnosed are no loss of the screened. */
int mirador_cascade_largest_loss (const GArray *steps);

G_END_DECLS
