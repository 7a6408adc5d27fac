/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "charts/chart.h"

G_BEGIN_DECLS

/** mirador_chart_export: asks where to, and writes the chart as @suffix: png, svg, pdf or csv; what
 * came of it is told in a toast of the window. */
void mirador_chart_export (GtkWidget *widget, MiradorChart *chart, const char *suffix);

/** mirador_chart_copy: the chart as a picture on the clipboard, light, 1600 by 900. */
void mirador_chart_copy (GtkWidget *widget, MiradorChart *chart);

G_END_DECLS
