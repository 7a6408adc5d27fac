/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "charts/chart.h"

G_BEGIN_DECLS

/**
 * MiradorChartView:
 *
 * Shows one chart, drawn once for a size and a look; what the pointer or the keys are on is laid
 * over it. Tab enters the chart, arrow keys, Home and End walk its marks and say each in words;
 * Return or a click activates one; with Control the first one is kept and the second one compared
 * with it. Screen readers get the headline as name, and the mark in focus, else the whole chart in
 * words, as description.
 *
 * Signals: "mark-activated" (guint frame, guint row): a figure of the chart was chosen, to go
 * deeper. "focus-changed": another mark is in focus, or none.
 */
#define MIRADOR_TYPE_CHART_VIEW (mirador_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (MiradorChartView, mirador_chart_view, MIRADOR, CHART_VIEW, GtkWidget)

/** mirador_chart_view_set_chart: @chart (nullable): NULL shows nothing. */
void mirador_chart_view_set_chart (MiradorChartView *view, MiradorChart *chart);
/** mirador_chart_view_get_chart: (transfer none) (nullable). */
MiradorChart *mirador_chart_view_get_chart (MiradorChartView *view);

/** mirador_chart_view_set_presenting: for a whole screen: the projector's theme with a background
 * and a source of its own; Tab and Shift+Tab walk the marks and the arrow keys are left to who
 * turns the slides. */
void mirador_chart_view_set_presenting (MiradorChartView *view, gboolean presenting);

/** mirador_chart_view_set_chosen: the place (nullable) that the filter says: a chart that shows the
 * places beside it, as a map does, tells which one it is. */
void mirador_chart_view_set_chosen (MiradorChartView *view, const MiradorPlace *place);

/** mirador_chart_view_get_marks: (transfer none) (element-type MiradorMark) (nullable): of the
 * drawing at the present size; NULL without one. */
const GArray *mirador_chart_view_get_marks (MiradorChartView *view);
/** mirador_chart_view_get_focus: index of the mark in focus, -1 for none. */
int mirador_chart_view_get_focus (MiradorChartView *view);
/** mirador_chart_view_focus_mark: puts the focus on a mark, -1 for none, and says it. */
void mirador_chart_view_focus_mark (MiradorChartView *view, int mark);
/** mirador_chart_view_focus_at: the same at a point; none where there is no mark. */
void mirador_chart_view_focus_at (MiradorChartView *view, double x, double y);
/** mirador_chart_view_compare: what Control and a click do: keeps the mark, or compares it with the
 * one kept before. */
void mirador_chart_view_compare (MiradorChartView *view, int mark);
/** mirador_chart_view_get_said: (transfer none): the words in the bubble beside a mark, "" while it
 * is hidden. */
const char *mirador_chart_view_get_said (MiradorChartView *view);
/** mirador_chart_view_hush: hides the bubble. */
void mirador_chart_view_hush (MiradorChartView *view);
/** mirador_chart_view_get_n_drawings: how often a chart was drawn: not for hovering nor focus. */
guint mirador_chart_view_get_n_drawings (MiradorChartView *view);

G_END_DECLS
