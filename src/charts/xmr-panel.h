/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/control-parts.h"
#include "charts/xmr-series.h"

G_BEGIN_DECLS

/** Where a control chart is drawn. */
typedef struct
{
  const MiradorXmrSeries *series;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  GArray *marks;
  MiradorBox box;
  MiradorXmrReach reach;
  MiradorAxis axis;
  MiradorControlScale scale;
  double label_width; /* of the names at the right end, 0 without */
  gboolean worded;    /* they have words, not only values */
  gboolean brief;     /* short ones */
  GArray *taken;      /* MiradorBox */
} MiradorXmrPanel;

/** mirador_xmr_panel_x: of cell @i, pixels. */
double mirador_xmr_panel_x (const MiradorXmrPanel *panel, guint i);
double mirador_xmr_panel_y (const MiradorXmrPanel *panel, double value);
double mirador_xmr_panel_spacing (const MiradorXmrPanel *panel);
/** mirador_xmr_panel_span: where the lines of a segment begin and end, pixels. */
void mirador_xmr_panel_span (const MiradorXmrPanel *panel,
                             const MiradorXmrSegment *segment,
                             double *from,
                             double *to);
/** mirador_xmr_panel_colour: of a signal: good, bad, or neither. */
MiradorColour mirador_xmr_panel_colour (const MiradorXmrPanel *panel, guint signal);

/** mirador_xmr_choose_ends: sets worded, brief and label_width. */
void mirador_xmr_choose_ends (MiradorXmrPanel *panel);
/** mirador_xmr_draw_ends: the names of mean, limits and target at their right ends. */
void mirador_xmr_draw_ends (MiradorXmrPanel *panel);
/** mirador_xmr_draw_labels: what the signals are, where there is room. */
void mirador_xmr_draw_labels (MiradorXmrPanel *panel);

G_END_DECLS
