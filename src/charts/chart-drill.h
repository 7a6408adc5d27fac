/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/chart.h"

G_BEGIN_DECLS

/**
 * MiradorDrill:
 *
 * What a figure of a chart offers to go deeper into: a place, else a program, else a period; NULL
 * and NONE where the figure does not stand for one among others.
 */
typedef struct
{
  const MiradorPlace *place;
  const MiradorProgram *program;
  MiradorPeriod period;
} MiradorDrill;

/** mirador_chart_find_drill: of the figure of a mark. A stage of care offers nothing. */
MiradorDrill mirador_chart_find_drill (const MiradorChart *chart, guint frame, guint row);

G_END_DECLS
