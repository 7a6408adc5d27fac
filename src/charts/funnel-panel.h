/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/funnel.h"
#include "charts/chart-private.h"
#include "charts/control-parts.h"

G_BEGIN_DECLS

/** What the axes of a funnel hold. */
typedef struct
{
  double least, most; /* denominators */
  double low, high;   /* proportions, 0 to 1 */
  gboolean logarithmic;
  gboolean cut; /* the vertical axis does not start at zero */
} MiradorFunnelReach;

/** Where a funnel is drawn. */
typedef struct
{
  const MiradorFunnel *funnel;
  const MiradorFrame *frame;
  guint frame_index;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  GArray *marks;
  MiradorBox box;
  MiradorFunnelReach reach;
  MiradorAxis axis, across;
  MiradorControlScale scale;
  double label_width;
  gboolean captioned; /* low pictures do without the names of their axes */
  GArray *taken;      /* MiradorBox */
} MiradorFunnelPanel;

MiradorFunnelReach mirador_funnel_reach (const MiradorFunnel *funnel);
/** mirador_funnel_draw_panel: the picture; a mark a place, in the order of the frame. */
void mirador_funnel_draw_panel (const MiradorFunnel *funnel,
                                const MiradorFrame *frame,
                                guint frame_index,
                                MiradorCanvas *canvas,
                                MiradorBox box,
                                GArray *marks);

/** mirador_funnel_panel_x: of a denominator, pixels. */
double mirador_funnel_panel_x (const MiradorFunnelPanel *panel, double n);
/** mirador_funnel_panel_y: of a proportion, pixels. */
double mirador_funnel_panel_y (const MiradorFunnelPanel *panel, double share);
/** mirador_funnel_panel_denominator: at a fraction of the width. */
double mirador_funnel_panel_denominator (const MiradorFunnelPanel *panel, double fraction);
/** mirador_funnel_panel_colour: of a point by how far outside it is. */
MiradorColour mirador_funnel_panel_colour (const MiradorFunnelPanel *panel, int outside);
double mirador_funnel_panel_radius (const MiradorFunnelPanel *panel, int outside);
/** mirador_funnel_draw_names: of who is outside, and of the others where they are few. */
void mirador_funnel_draw_names (MiradorFunnelPanel *panel);

G_END_DECLS
