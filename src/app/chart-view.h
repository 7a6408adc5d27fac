/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "charts/chart.h"

G_BEGIN_DECLS

/**
 * MiradorChartView:
 *
 * Shows one chart, drawn once for a size and theme; hovering and focus are laid over it. The marks
 * have tooltips and can be walked with the arrow keys; screen readers get headline and description.
 */
#define MIRADOR_TYPE_CHART_VIEW (mirador_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (MiradorChartView, mirador_chart_view, MIRADOR, CHART_VIEW, GtkWidget)

/** mirador_chart_view_set_chart: @chart (nullable): NULL shows nothing. */
void mirador_chart_view_set_chart (MiradorChartView *view, MiradorChart *chart);
/** mirador_chart_view_get_chart: (transfer none) (nullable). */
MiradorChart *mirador_chart_view_get_chart (MiradorChartView *view);

G_END_DECLS
