/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/cascade.h"

#include <math.h>

#include "analysis/claims.h"

/* A rounded or bounded figure has no sampling interval that could be stated. */
#define INEXACT (MIRADOR_CLAIM_INEXACT | MIRADOR_FLAG_ESTIMATED)

static int
find_stage (const MiradorFrame *frame, MiradorStage stage)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->stage == stage && row->gap != MIRADOR_GAP_NO_CASCADE)
        return (int)i;
    }
  return -1;
}

static gboolean
is_declared_subset (const MiradorRow *part, const MiradorRow *whole)
{
  return part->feed != NULL && part->feed == whole->feed && part->program == whole->program
         && part->program != NULL
         && mirador_catalogue_is_subset (part->program->id, part->feed, part->measure->id,
                                         whole->measure->id);
}

static gboolean
is_other_table (const MiradorRow *row, const MiradorRow *before)
{
  const MiradorCascade *cascade;
  const char *table, *table_before;

  if (row->feed != before->feed)
    return TRUE;
  if (row->program == NULL || row->feed == NULL)
    return FALSE;
  cascade = mirador_catalogue_cascade (row->program->id, row->feed);
  if (cascade == NULL)
    return FALSE;
  table = cascade->table[row->stage];
  table_before = cascade->table[before->stage];
  return table != NULL && table_before != NULL && table != table_before;
}

static MiradorStepKind
judge (const MiradorRow *row, const MiradorRow *before)
{
  if (!isfinite (row->value) || !isfinite (before->value) || row->measure == NULL
      || before->measure == NULL)
    return MIRADOR_STEP_UNKNOWN;
  /* A part that is larger than its whole contradicts the declaration. */
  if (row->value <= before->value && is_declared_subset (row, before))
    return MIRADOR_STEP_PROPORTION;
  if (is_other_table (row, before))
    return MIRADOR_STEP_OTHER_TABLE;
  if (row->measure->unit != before->measure->unit)
    return MIRADOR_STEP_OTHER_KIND;
  return MIRADOR_STEP_RATIO;
}

static double
fraction_of (double part, double whole)
{
  return isfinite (part) && isfinite (whole) && whole > 0 ? part / whole : NAN;
}

static void
compare (MiradorStep *step,
         const MiradorRow *row,
         const MiradorRow *before,
         const MiradorRow *first)
{
  step->kind = judge (row, before);
  step->of_previous = fraction_of (row->value, before->value);
  step->of_first = fraction_of (row->value, first->value);
  step->lost = before->value - row->value;
  step->larger = step->kind != MIRADOR_STEP_UNKNOWN && row->value > before->value;
  if (step->kind == MIRADOR_STEP_PROPORTION && ((row->flags | before->flags) & INEXACT) == 0)
    step->interval = mirador_interval_wilson (row->value, before->value);
}

GArray *
mirador_cascade_steps (const MiradorFrame *frame)
{
  GArray *steps = g_array_new (FALSE, TRUE, sizeof (MiradorStep));
  const MiradorRow *first = NULL, *before = NULL;

  for (MiradorStage stage = MIRADOR_STAGE_SCREENED; stage < MIRADOR_N_STAGES; stage++)
    {
      MiradorStep step = { .stage = stage, .interval = { FALSE, NAN, NAN } };
      int found = find_stage (frame, stage);
      const MiradorRow *row;

      if (found < 0)
        continue;
      row = mirador_frame_get_row (frame, (guint)found);
      step.row = (guint)found;
      step.value = row->value;
      step.of_previous = step.of_first = step.lost = NAN;
      if (before != NULL)
        compare (&step, row, before, first);
      else
        first = row;
      g_array_append_val (steps, step);
      before = row;
    }
  return steps;
}

int
mirador_cascade_largest_loss (const GArray *steps)
{
  double least = 1;
  int index = -1;

  for (guint i = 1; i < steps->len; i++)
    {
      const MiradorStep *step = &g_array_index (steps, MiradorStep, i);

      /* It could be the largest. */
      if (step->kind == MIRADOR_STEP_UNKNOWN)
        return -1;
      /* Tests that become people, or figures of two tables, are not lost on the way; nor are those
         who were screened and have nothing that needs care. */
      if ((step->kind != MIRADOR_STEP_PROPORTION && step->kind != MIRADOR_STEP_RATIO)
          || step->stage == MIRADOR_STAGE_DIAGNOSED)
        continue;
      if (step->of_previous == least)
        index = -1;
      if (isfinite (step->of_previous) && step->of_previous < least)
        {
          least = step->of_previous;
          index = (int)i;
        }
    }
  return index;
}
