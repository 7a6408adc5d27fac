/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>
#include "charts/canvas.h"

G_BEGIN_DECLS

/* PLplot's driver rounds each letter's place to whole units of the page. A page of eight units to
 * the pixel keeps the letters of a PDF, an SVG and a dense screen where the font wants them. */
#define MIRADOR_CANVAS_UNITS 8
/* A fill's edge is stroked too, with the pen's width; this keeps it from bleeding. */
#define MIRADOR_CANVAS_HAIR 0.02

struct _MiradorCanvas
{
  cairo_t *cr;
  double width;
  double height;
  MiradorStyle style;
  GArray *ops;         /* MiradorOp */
  PangoLayout *layout; /* measures as PLplot's driver will draw */
  int stream;          /* PLplot's */
  gboolean dead;       /* PLplot could not begin a page: nothing is drawn */
};

/** mirador_canvas_family: (transfer none): the font family that both PLplot and Pango use. */
const char *mirador_canvas_family (void);
/** mirador_canvas_choose_family: (transfer none): the best one that is installed. */
const char *mirador_canvas_choose_family (void);
/** mirador_canvas_put_text: draws @text, of @box, from its left edge, with PLplot. */
void mirador_canvas_put_text (MiradorCanvas *canvas,
                              MiradorBox box,
                              const char *text,
                              double px,
                              gboolean bold,
                              MiradorColour colour);
/** mirador_canvas_wrap: (transfer full) (element-type utf8): the lines of a paragraph; the last one
 * may be longer than @width where @max_lines cut it, text() shortens it. */
GPtrArray *mirador_canvas_wrap (MiradorCanvas *canvas,
                                double width,
                                const char *text,
                                MiradorTextSize size,
                                gboolean bold,
                                guint max_lines);
/** mirador_canvas_set_px: gives one of the three sizes of text another height, for a chart whose
 * figure is its picture. */
void mirador_canvas_set_px (MiradorCanvas *canvas, MiradorTextSize size, double px);
/** mirador_canvas_set_pen: what PLplot draws with from here on, and that it draws on @canvas:
 * every drawing begins with it, so that pictures may be drawn in turns. @width in pixels. */
void mirador_canvas_set_pen (const MiradorCanvas *canvas, MiradorColour colour, double width);
/** mirador_canvas_can_draw: whether all points are where PLplot can draw. */
gboolean
mirador_canvas_can_draw (const MiradorCanvas *canvas, guint n, const double *x, const double *y);
/** mirador_canvas_bounds: of @n points, at least one. */
MiradorBox mirador_canvas_bounds (guint n, const double *x, const double *y);
/** mirador_canvas_record: keeps what was drawn for whoever looks at the ops. */
void mirador_canvas_record (MiradorCanvas *canvas,
                            MiradorOpKind kind,
                            MiradorBox box,
                            MiradorColour colour,
                            const char *text);

G_END_DECLS
