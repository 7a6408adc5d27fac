/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>
#include "charts/style.h"

G_BEGIN_DECLS

typedef struct
{
  double x, y, width, height;
} MiradorBox;

typedef enum
{
  MIRADOR_ALIGN_START,
  MIRADOR_ALIGN_CENTRE,
  MIRADOR_ALIGN_END,
} MiradorAlign;

typedef enum
{
  MIRADOR_OP_FILL,
  MIRADOR_OP_LINE,
  MIRADOR_OP_TEXT,
  MIRADOR_OP_PATTERN, /* one for all of its lines or dots; box: of its outline */
} MiradorOpKind;

/** What the canvas did, for tests: overlap and clipping are found from the text boxes. */
typedef struct
{
  MiradorOpKind kind;
  MiradorBox box;
  MiradorColour colour;
  char *text; /* texts only */
} MiradorOp;

/**
 * MiradorCanvas:
 *
 * The one place that knows PLplot. Coordinates are pixels, the origin is the top left corner.
 * Main thread only: PLplot's current stream is global. Values that are not finite are not drawn.
 */
typedef struct _MiradorCanvas MiradorCanvas;

/** mirador_canvas_init: checks PLplot's drivers and sets its handlers and fonts; FALSE with
 * MIRADOR_ERROR_CHART. Idempotent. */
gboolean mirador_canvas_init (GError **error);
/** mirador_canvas_new: draws on @cr from (0, 0) to (@width, @height), at least 1 by 1; paints the
 * background unless @transparent. */
MiradorCanvas *mirador_canvas_new (cairo_t *cr,
                                   double width,
                                   double height,
                                   const MiradorStyle *style,
                                   gboolean transparent);
/** mirador_canvas_free: ends the page; @cr is as it was before. */
void mirador_canvas_free (MiradorCanvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorCanvas, mirador_canvas_free)

double mirador_canvas_get_width (const MiradorCanvas *canvas);
double mirador_canvas_get_height (const MiradorCanvas *canvas);
const MiradorStyle *mirador_canvas_get_style (const MiradorCanvas *canvas);
/** mirador_canvas_get_ops: (transfer none) (element-type MiradorOp). */
const GArray *mirador_canvas_get_ops (const MiradorCanvas *canvas);

void mirador_canvas_fill_rect (MiradorCanvas *canvas, MiradorBox box, MiradorColour fill);
void mirador_canvas_stroke_rect (MiradorCanvas *canvas,
                                 MiradorBox box,
                                 MiradorColour colour,
                                 double width);
/** mirador_canvas_hatch_rect: diagonal lines, for partial periods and missing data; prints in black
 * and white. */
void mirador_canvas_hatch_rect (MiradorCanvas *canvas, MiradorBox box, MiradorColour colour);
/** mirador_canvas_pattern_rect: a pattern of @colour over what is there already. */
void mirador_canvas_pattern_rect (MiradorCanvas *canvas,
                                  MiradorBox box,
                                  MiradorPattern pattern,
                                  MiradorColour colour);
/** mirador_canvas_hatch_polygon: as hatch_rect(), within an outline. */
void mirador_canvas_hatch_polygon (MiradorCanvas *canvas,
                                   guint n,
                                   const double *x,
                                   const double *y,
                                   MiradorColour colour);
/** mirador_canvas_pattern_polygon: a pattern of @colour within an outline, which need not be
 * convex and may cross itself (even-odd); over what is there already. Its lines are as wide and as
 * far apart as the style's scale says, and meet those of a neighbour. */
void mirador_canvas_pattern_polygon (MiradorCanvas *canvas,
                                     guint n,
                                     const double *x,
                                     const double *y,
                                     MiradorPattern pattern,
                                     MiradorColour colour);
void mirador_canvas_fill_polygon (MiradorCanvas *canvas,
                                  guint n,
                                  const double *x,
                                  const double *y,
                                  MiradorColour fill);
void mirador_canvas_line (MiradorCanvas *canvas,
                          double x1,
                          double y1,
                          double x2,
                          double y2,
                          MiradorColour colour,
                          double width,
                          gboolean dashed);
void mirador_canvas_polyline (MiradorCanvas *canvas,
                              guint n,
                              const double *x,
                              const double *y,
                              MiradorColour colour,
                              double width,
                              gboolean dashed);
void mirador_canvas_dot (MiradorCanvas *canvas,
                         double x,
                         double y,
                         double radius,
                         MiradorColour colour,
                         gboolean hollow);

/** mirador_canvas_marker: a shape of about the size of a dot with @radius; nothing for NONE. */
void mirador_canvas_marker (MiradorCanvas *canvas,
                            double x,
                            double y,
                            double radius,
                            MiradorMarker marker,
                            MiradorColour colour);

/**
 * mirador_canvas_text:
 * @y: the middle of the line
 * @max_width: longer texts end in an ellipsis; 0: no limit
 *
 * Returns: the box of the text as drawn (empty where nothing fits)
 */
MiradorBox mirador_canvas_text (MiradorCanvas *canvas,
                                double x,
                                double y,
                                const char *text,
                                MiradorTextSize size,
                                gboolean bold,
                                MiradorColour colour,
                                MiradorAlign align,
                                double max_width);
/** mirador_canvas_paragraph: wrapped lines from the top @y; returns the height used. @max_lines 0:
 * no limit; the last line ends in an ellipsis. */
double mirador_canvas_paragraph (MiradorCanvas *canvas,
                                 double x,
                                 double y,
                                 double width,
                                 const char *text,
                                 MiradorTextSize size,
                                 gboolean bold,
                                 MiradorColour colour,
                                 guint max_lines);
double mirador_canvas_text_width (MiradorCanvas *canvas,
                                  const char *text,
                                  MiradorTextSize size,
                                  gboolean bold);
/** mirador_canvas_line_height: the distance of two lines of text, pixels. */
double mirador_canvas_line_height (const MiradorCanvas *canvas, MiradorTextSize size);
/** mirador_canvas_paragraph_height: what paragraph() would use. */
double mirador_canvas_paragraph_height (MiradorCanvas *canvas,
                                        double width,
                                        const char *text,
                                        MiradorTextSize size,
                                        gboolean bold,
                                        guint max_lines);

G_END_DECLS
