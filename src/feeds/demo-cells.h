/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/catalogue.h"
#include "model/profile.h"

G_BEGIN_DECLS

#define MIRADOR_DEMO_MOST_CELLS 10

/** The finest cells by which a program of the demonstration counts, and their weights. */
typedef struct
{
  guint n;
  const char *keys[MIRADOR_DEMO_MOST_CELLS]; /* canonical, interned */
  double weights[MIRADOR_DEMO_MOST_CELLS];
} MiradorDemoCells;

/** mirador_demo_cells: n is 0 for a program that is not broken down. */
void mirador_demo_cells (const char *program, MiradorStage stage, MiradorDemoCells *cells);

/** mirador_demo_cells_describe: names the complete sets of members in @terms. */
void mirador_demo_cells_describe (const char *program, MiradorTerms *terms);

G_END_DECLS
