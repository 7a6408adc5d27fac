/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "charts/chart.h"

G_BEGIN_DECLS

/** MiradorFigureTable: the figures of a chart as a table, under its headline: what tells them
 * apart, value, numerator, denominator, completeness, and why a value is missing. */
#define MIRADOR_TYPE_FIGURE_TABLE (mirador_figure_table_get_type ())
G_DECLARE_FINAL_TYPE (MiradorFigureTable, mirador_figure_table, MIRADOR, FIGURE_TABLE, AdwBin)

/** mirador_figure_table_set_chart: @chart (nullable): NULL empties it. */
void mirador_figure_table_set_chart (MiradorFigureTable *table, MiradorChart *chart);
guint mirador_figure_table_get_n_rows (MiradorFigureTable *table);

G_END_DECLS
