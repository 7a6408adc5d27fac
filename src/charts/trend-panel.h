/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/axis.h"
#include "charts/trend-series.h"

G_BEGIN_DECLS

/** One panel: its scale and where its corners are. */
typedef struct
{
  const MiradorTrend *trend;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  GArray *marks;
  guint first, n;
  MiradorAxis axis;
  double left, right, top, bottom; /* of the lines */
  double label_x, label_width;     /* of the names at the ends */
  gboolean valued;                 /* the last figures stand at the ends */
  gboolean before;                 /* the year before is drawn */
  gboolean before_named;
  GArray *taken; /* MiradorBox: texts that others must keep clear of */
} MiradorTrendPanel;

/** mirador_trend_panel_series: line @i of the panel. */
MiradorTrendSeries *mirador_trend_panel_series (const MiradorTrendPanel *panel, guint i);
/** mirador_trend_panel_marker_radius: of the shapes on lines without colours. */
double mirador_trend_panel_marker_radius (const MiradorTrendPanel *panel);
/** mirador_trend_panel_widest_end: what the names at the ends need, with their figures where the
 * panel is valued; pixels. */
double mirador_trend_panel_widest_end (const MiradorTrendPanel *panel);
/** mirador_trend_panel_draw_ends: names or figures, pushed apart where lines end close together. */
void mirador_trend_panel_draw_ends (MiradorTrendPanel *panel);
/** mirador_trend_panel_x: of period @i, pixels. */
double mirador_trend_panel_x (const MiradorTrendPanel *panel, guint i);
/** mirador_trend_panel_y: of a value, pixels. */
double mirador_trend_panel_y (const MiradorTrendPanel *panel, double value);
/** mirador_trend_panel_is_free: whether no text stands in @box yet. */
gboolean mirador_trend_panel_is_free (const MiradorTrendPanel *panel, MiradorBox box);
/** mirador_trend_panel_is_crossed: whether the series' line or that of the year before runs through
 * @box. */
gboolean mirador_trend_panel_is_crossed (const MiradorTrendPanel *panel,
                                         const MiradorTrendSeries *series,
                                         MiradorBox box);
/** mirador_trend_panel_take: others keep clear of @box from now on. */
void mirador_trend_panel_take (MiradorTrendPanel *panel, MiradorBox box);
/** mirador_trend_draw_intervals: those that the source gives, as upright lines. */
void mirador_trend_draw_intervals (MiradorTrendPanel *panel, MiradorTrendSeries *series);
/** mirador_trend_name_before: says what the light line is, where neither line runs through the
 * words; nothing where there is no such place. */
void mirador_trend_name_before (MiradorTrendPanel *panel, MiradorTrendSeries *series);

G_END_DECLS
