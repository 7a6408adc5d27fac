/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/axis.h"
#include "charts/canvas.h"

G_BEGIN_DECLS

/* What control charts and funnels share: shapes, an axis that may begin above zero, and texts that
 * keep clear of each other. */

/** Shapes that say the same as their colour. */
typedef enum
{
  MIRADOR_SYMBOL_UP,      /* a triangle that points up */
  MIRADOR_SYMBOL_DOWN,    /* one that points down */
  MIRADOR_SYMBOL_DIAMOND, /* a square on its corner */
} MiradorSymbol;

/** mirador_control_draw_symbol: filled, around a point. */
void mirador_control_draw_symbol (MiradorCanvas *canvas,
                                  double x,
                                  double y,
                                  double radius,
                                  MiradorSymbol symbol,
                                  MiradorColour colour);

/** mirador_control_axis_init: round ticks around @low to @high, wherever zero is. */
void mirador_control_axis_init (MiradorAxis *axis,
                                double low,
                                double high,
                                guint max_ticks,
                                gboolean whole);
/** mirador_control_draw_break: the zigzag at the foot of an axis that does not start at zero. */
void mirador_control_draw_break (MiradorCanvas *canvas, double x, double bottom);

/** A vertical axis beside its plot. */
typedef struct
{
  const MiradorAxis *axis;
  double top, bottom;                               /* pixels of its ends */
  double left, right;                               /* of the grid */
  double edge;                                      /* where its texts may begin */
  char *(*text) (gconstpointer panel, double tick); /* (transfer full) */
  gconstpointer panel;
} MiradorControlScale;

double mirador_control_y (const MiradorControlScale *scale, double value);
/** mirador_control_tick_width: of the widest text. */
double mirador_control_tick_width (const MiradorControlScale *scale, MiradorCanvas *canvas);
/** mirador_control_draw_grid: lines and texts, thinned out; @taken: (element-type MiradorBox): the
 * texts' boxes are added. */
void
mirador_control_draw_grid (const MiradorControlScale *scale, MiradorCanvas *canvas, GArray *taken);

/** mirador_control_is_taken: whether a box in @taken (element-type MiradorBox) touches @box. */
gboolean mirador_control_is_taken (const GArray *taken, MiradorBox box);

G_END_DECLS
