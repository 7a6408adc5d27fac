/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/chart-private.h"

G_BEGIN_DECLS

/* What a key figure says. */

/** The frames of the plan. */
enum
{
  MIRADOR_KPI_NOW,
  MIRADOR_KPI_BEFORE,
  MIRADOR_KPI_MONTHS,
  MIRADOR_KPI_TARGETS /* and those after it */
};

/** mirador_kpi_first_row: (transfer none) (nullable): of one of these frames. */
const MiradorRow *mirador_kpi_first_row (const MiradorChart *chart, guint frame);
/** mirador_kpi_change_text: (transfer full) (nullable): how the figure stands to the one a year
 * before, in words. */
char *mirador_kpi_change_text (const MiradorChart *chart);
/** mirador_kpi_target_text: (transfer full) (nullable): how much of its target the figure is;
 * @brief: whatever the year. */
char *mirador_kpi_target_text (const MiradorChart *chart, gboolean brief);

G_END_DECLS
