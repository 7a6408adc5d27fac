/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/chart-private.h"

G_BEGIN_DECLS

#define MIRADOR_TREND_MOST_SERIES MIRADOR_STYLE_MOST_SERIES

/** One point of a line: rows of the chart's frames, -1 where there is none. */
typedef struct
{
  int row;    /* in frame 0 */
  int before; /* in frame 1, of the same period a year before */
} MiradorTrendPoint;

typedef struct
{
  const MiradorRow *row; /* any of its rows: what it is */
  char *name;
  MiradorColour colour; /* strong enough for text */
  MiradorMarker marker; /* on its points, where colours do not tell lines apart */
  GArray *points;       /* MiradorTrendPoint, as many as there are periods */
  double largest, smallest;
} MiradorTrendSeries;

/** What is drawn: lines over the same periods. */
typedef struct
{
  MiradorFrame *frame;
  MiradorFrame *before; /* (nullable) */
  GArray *periods;      /* MiradorPeriod, without holes */
  GPtrArray *series;    /* MiradorTrendSeries, the largest first where not all are shown */
  guint n_left_out;
  gboolean apart; /* magnitudes differ too much for one scale */
} MiradorTrend;

/** mirador_trend_gather: (transfer full): @style NULL: without colours. */
MiradorTrend *mirador_trend_gather (const MiradorChart *chart, const MiradorStyle *style);
void mirador_trend_free (MiradorTrend *trend);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorTrend, mirador_trend_free)

/** mirador_trend_value: of a point, NaN in a gap. */
double mirador_trend_value (const MiradorTrend *trend, const MiradorTrendSeries *series, guint i);
double
mirador_trend_value_before (const MiradorTrend *trend, const MiradorTrendSeries *series, guint i);
gboolean
mirador_trend_is_partial (const MiradorTrend *trend, const MiradorTrendSeries *series, guint i);
/** mirador_trend_has_gap: whether a period between two with values has none. */
gboolean mirador_trend_has_gap (const MiradorTrend *trend, const MiradorTrendSeries *series);
/** mirador_trend_has_before: whether there is anything of the year before. */
gboolean mirador_trend_has_before (const MiradorTrend *trend);
/** mirador_trend_peak: index of the largest whole value, -1 without. */
int mirador_trend_peak (const MiradorTrend *trend, const MiradorTrendSeries *series);
/** mirador_trend_last: index of the last value, partial or not, -1 without. */
int mirador_trend_last (const MiradorTrend *trend, const MiradorTrendSeries *series);

/** mirador_trend_highest_bound: of the intervals that the source gives; NaN without any. */
double mirador_trend_highest_bound (const MiradorTrend *trend, const MiradorTrendSeries *series);
/** mirador_trend_has_intervals: whether a figure has one; they are drawn where a panel has one
 * line. */
gboolean mirador_trend_has_intervals (const MiradorTrend *trend);

/** mirador_trend_draw_panel: @n_series lines from @first in one panel. */
void mirador_trend_draw_panel (const MiradorTrend *trend,
                               MiradorCanvas *canvas,
                               MiradorBox box,
                               guint first,
                               guint n_series,
                               gboolean titled,
                               GArray *marks);

/** mirador_trend_draw_dates: the names of the periods below an axis, thinned out; @y is the top of
 * the first of two lines. */
void mirador_trend_draw_dates (const MiradorTrend *trend,
                               MiradorCanvas *canvas,
                               double left,
                               double width,
                               double y,
                               gboolean years);

G_END_DECLS
