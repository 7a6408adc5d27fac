/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

/* Gaussian elimination over what is known of a table: written apart from the program's own solver,
 * with doubles. */

#define MAX_UNKNOWN 64

typedef struct
{
  double terms[128][MAX_UNKNOWN];
  guint n_equations;
  guint n_unknowns;
} Attack;

static inline void
eliminate (Attack *attack)
{
  guint rank = 0;

  for (guint column = 0; column < attack->n_unknowns; column++)
    {
      guint best = rank;

      for (guint i = rank; i < attack->n_equations; i++)
        if (fabs (attack->terms[i][column]) > fabs (attack->terms[best][column]))
          best = i;
      if (rank >= attack->n_equations || fabs (attack->terms[best][column]) < 1e-9)
        continue;
      for (guint j = 0; j < attack->n_unknowns; j++)
        {
          double swap = attack->terms[best][j];

          attack->terms[best][j] = attack->terms[rank][j];
          attack->terms[rank][j] = swap;
        }
      for (guint i = 0; i < attack->n_equations; i++)
        {
          double factor = attack->terms[i][column] / attack->terms[rank][column];

          for (guint j = 0; i != rank && j < attack->n_unknowns; j++)
            attack->terms[i][j] -= factor * attack->terms[rank][j];
        }
      rank++;
    }
}

static inline guint
count_solved (const Attack *attack)
{
  guint solved = 0;

  for (guint i = 0; i < attack->n_equations; i++)
    {
      guint n = 0;

      for (guint j = 0; j < attack->n_unknowns; j++)
        n += fabs (attack->terms[i][j]) > 1e-9;
      solved += n == 1;
    }
  return solved;
}
