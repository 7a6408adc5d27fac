/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/demo-targets.h"

#include <math.h>

#include "feeds/demo-series.h"

#define YEAR_2025 3

gboolean
mirador_demo_has_target (MiradorStage stage)
{
  return stage == MIRADOR_STAGE_SCREENED || stage == MIRADOR_STAGE_REFERRED
         || stage == MIRADOR_STAGE_ATTENDED || stage == MIRADOR_STAGE_ACCOMPANIED;
}

/* Who sets a target writes a round number: two digits that are not zero. */
static guint
round_target (double value)
{
  double step = 1;

  while (value / step >= 100)
    step *= 10;
  return (guint)(MAX (round (value / step), 1) * step);
}

/* Some targets are modest, some are out of reach. */
static guint
target_total (const char *program, MiradorStage stage, guint total_2025, int year)
{
  const char *words[] = { "target", program, mirador_stage_to_id (stage), NULL };
  double level = mirador_demo_year_level (year * 12) / mirador_demo_year_level (YEAR_2025 * 12);
  double reach = 0.70 + 0.42 * mirador_demo_chance (words, year);

  return round_target (total_2025 * level / reach);
}

void
mirador_demo_targets (const char *program,
                      MiradorStage stage,
                      guint total_2025,
                      int year,
                      const GArray *places,
                      guint *shares)
{
  g_autofree double *people = g_new (double, places->len);

  for (guint i = 0; i < places->len; i++)
    people[i] = g_array_index (places, MiradorDemoPlace, i).people;
  mirador_demo_apportion (target_total (program, stage, total_2025, year), people, places->len, 0.5,
                          shares);
}
