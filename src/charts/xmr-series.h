/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/xmr.h"
#include "charts/trend-series.h"

G_BEGIN_DECLS

/** A control chart as it is drawn: one series from its first to its last figure. */
typedef struct
{
  MiradorTrend *trend;              /* its periods and points are those that are drawn */
  const MiradorTrendSeries *series; /* NULL where there is nothing */
  const MiradorRow *row;            /* any row of the series, NULL without */
  MiradorGood good;
  guint n;
  int *rows;        /* in frame 0, -1 where there is none */
  double *values;   /* all figures, NaN in a gap */
  double *complete; /* those that count: NaN too where the period is not complete */
  guint n_complete, n_partial, n_gaps;
  MiradorXmr *xmr;
  double target;        /* NaN without */
  char *bad_target;     /* NULL where it can be read */
  GPtrArray *bad_bases; /* (element-type utf8): what is no period, or none within the series */
} MiradorXmrSeries;

/** mirador_xmr_series_gather: (transfer full): of the first series in frame 0. */
MiradorXmrSeries *mirador_xmr_series_gather (const MiradorChart *chart);
void mirador_xmr_series_free (MiradorXmrSeries *series);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorXmrSeries, mirador_xmr_series_free)

/** What the vertical axis has to hold. */
typedef struct
{
  double low, high;
  gboolean cut;          /* it does not start at zero */
  gboolean target_shown; /* the target is near enough to be drawn */
} MiradorXmrReach;

MiradorXmrReach mirador_xmr_series_reach (const MiradorXmrSeries *series);
/** mirador_xmr_series_low: the lower limit as it is drawn: counts have none below zero. */
double mirador_xmr_series_low (const MiradorXmrSeries *series, const MiradorXmrSegment *segment);

/** mirador_xmr_draw_panel: the picture; marks in the order of time. */
void mirador_xmr_draw_panel (const MiradorXmrSeries *series,
                             MiradorCanvas *canvas,
                             MiradorBox box,
                             GArray *marks);

G_END_DECLS
