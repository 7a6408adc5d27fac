/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/demo-cells.h"

#include <string.h>

#define N_AGES 5

/* MINSA's life-course stages: child, adolescent, young, adult, older. */
static const char *const ages[N_AGES] = { "0-11", "12-17", "18-29", "30-59", "60+" };
static const double screened_ages[N_AGES] = { 0.13, 0.17, 0.24, 0.32, 0.14 };
static const double later_ages[N_AGES] = { 0.09, 0.19, 0.26, 0.33, 0.13 };

/* Share of women; of those screened for HIV and STI most are women (pregnancy), of those with a
 * reactive result most are men. */
#define VIH_WOMEN_SCREENED 0.57
#define VIH_WOMEN_LATER 0.25
#define SAME_WOMEN_SCREENED 0.64
#define SAME_WOMEN_LATER 0.70

static void
add_cell (MiradorDemoCells *cells, const char *sex, const char *age, double weight)
{
  const char *breakdowns[] = { "sex", "life_course" };
  const char *members[] = { sex, age };

  cells->keys[cells->n] = mirador_breakdown_key (age != NULL ? 2 : 1, breakdowns, members);
  cells->weights[cells->n] = weight;
  cells->n++;
}

static void
add_ages (MiradorDemoCells *cells, const char *sex, double share, const double *by_age)
{
  for (guint i = 0; i < N_AGES; i++)
    add_cell (cells, sex, ages[i], share * by_age[i]);
}

void
mirador_demo_cells (const char *program, MiradorStage stage, MiradorDemoCells *cells)
{
  gboolean screened = stage == MIRADOR_STAGE_SCREENED;
  double women;

  cells->n = 0;
  if (strcmp (program, "vih") == 0)
    {
      women = screened ? VIH_WOMEN_SCREENED : VIH_WOMEN_LATER;
      add_cell (cells, "F", NULL, women);
      add_cell (cells, "M", NULL, 1 - women);
    }
  else if (strcmp (program, "same") == 0)
    {
      women = screened ? SAME_WOMEN_SCREENED : SAME_WOMEN_LATER;
      add_ages (cells, "F", women, screened ? screened_ages : later_ages);
      add_ages (cells, "M", 1 - women, screened ? screened_ages : later_ages);
    }
}

void
mirador_demo_cells_describe (const char *program, MiradorTerms *terms)
{
  gboolean by_age = strcmp (program, "same") == 0;

  if (!by_age && strcmp (program, "vih") != 0)
    return;
  mirador_terms_add_member (terms, "sex", "F");
  mirador_terms_add_member (terms, "sex", "M");
  for (guint i = 0; by_age && i < N_AGES; i++)
    mirador_terms_add_member (terms, "life_course", ages[i]);
}
