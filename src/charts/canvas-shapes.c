/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/canvas-private.h"

#include <math.h>
#include <plplot.h>

#define DOT_CORNERS 28
/* Points of a long line nearer than this to the one before are left out; pixels. */
#define CLOSEST 0.5
#define CLOSEST_ON_PAPER 0.1 /* which may be looked at through a glass */
#define LEAST_TO_THIN 40
#define DASH_ON 4.0
#define DASH_OFF 3.5

/** Points of a shape, without those that nobody could see apart. */
typedef struct
{
  guint n;
  double *x, *y; /* (nullable): the shape's own points are to be used */
} Thinned;

static double
closest_points (const MiradorCanvas *canvas)
{
  switch (cairo_surface_get_type (cairo_get_target (canvas->cr)))
    {
    case CAIRO_SURFACE_TYPE_PDF:
    case CAIRO_SURFACE_TYPE_SVG:
    case CAIRO_SURFACE_TYPE_PS:
      return CLOSEST_ON_PAPER;
    default:
      return CLOSEST;
    }
}

/* A coast has more points than a picture has pixels, and each costs as much as one that shows. The
 * first and the last stay, so that a closed line closes. */
static Thinned
thin_out (const MiradorCanvas *canvas, guint n, const double *x, const double *y)
{
  double closest = closest_points (canvas);
  Thinned thinned = { 0, NULL, NULL };

  if (n < LEAST_TO_THIN)
    return (Thinned){ n, NULL, NULL };
  thinned.x = g_new (double, n);
  thinned.y = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      guint last = thinned.n;

      if (i > 0 && i < n - 1 && fabs (x[i] - thinned.x[last - 1]) < closest
          && fabs (y[i] - thinned.y[last - 1]) < closest)
        continue;
      thinned.x[last] = x[i];
      thinned.y[last] = y[i];
      thinned.n++;
    }
  return thinned;
}

static void
free_thinned (Thinned *thinned)
{
  g_free (thinned->x);
  g_free (thinned->y);
}

void
mirador_canvas_fill_polygon (MiradorCanvas *canvas,
                             guint n,
                             const double *x,
                             const double *y,
                             MiradorColour fill)
{
  Thinned thinned;

  if (n < 3 || !mirador_canvas_can_draw (canvas, n, x, y))
    return;
  thinned = thin_out (canvas, n, x, y);
  mirador_canvas_set_pen (canvas, fill, MIRADOR_CANVAS_HAIR);
  plfill ((PLINT)thinned.n, thinned.x != NULL ? thinned.x : x, thinned.y != NULL ? thinned.y : y);
  free_thinned (&thinned);
  mirador_canvas_record (canvas, MIRADOR_OP_FILL, mirador_canvas_bounds (n, x, y), fill, NULL);
}

void
mirador_canvas_fill_rect (MiradorCanvas *canvas, MiradorBox box, MiradorColour fill)
{
  double right = box.x + box.width;
  double bottom = box.y + box.height;
  double x[] = { box.x, right, right, box.x };
  double y[] = { box.y, box.y, bottom, bottom };

  if (box.width > 0 && box.height > 0)
    mirador_canvas_fill_polygon (canvas, 4, x, y, fill);
}

void
mirador_canvas_stroke_rect (MiradorCanvas *canvas,
                            MiradorBox box,
                            MiradorColour colour,
                            double width)
{
  double right = box.x + box.width;
  double bottom = box.y + box.height;
  double x[] = { box.x, right, right, box.x, box.x };
  double y[] = { box.y, box.y, bottom, bottom, box.y };

  mirador_canvas_polyline (canvas, 5, x, y, colour, width, FALSE);
}

static void
stroke (guint n, const double *x, const double *y)
{
  plline ((PLINT)n, x, y);
}

static void
stroke_thinned (const MiradorCanvas *canvas, guint n, const double *x, const double *y)
{
  Thinned thinned = thin_out (canvas, n, x, y);

  stroke (thinned.n, thinned.x != NULL ? thinned.x : x, thinned.y != NULL ? thinned.y : y);
  free_thinned (&thinned);
}

/* PLplot's own dashes start anew at every point and do not know pixels. */
static void
stroke_dashed (guint n, const double *x, const double *y, double on, double off)
{
  double along = 0;

  for (guint i = 1; i < n; i++)
    {
      double length = hypot (x[i] - x[i - 1], y[i] - y[i - 1]);
      double done = 0;

      while (done < length)
        {
          gboolean drawing = along < on;
          double step = MIN ((drawing ? on : on + off) - along, length - done);
          double a = done / length;
          double b = (done + step) / length;
          double dash_x[] = { x[i - 1] + (x[i] - x[i - 1]) * a, x[i - 1] + (x[i] - x[i - 1]) * b };
          double dash_y[] = { y[i - 1] + (y[i] - y[i - 1]) * a, y[i - 1] + (y[i] - y[i - 1]) * b };

          if (drawing)
            stroke (2, dash_x, dash_y);
          done += MAX (step, 0.01);
          along = along + step >= on + off - 1e-9 ? 0 : along + step;
        }
    }
}

void
mirador_canvas_polyline (MiradorCanvas *canvas,
                         guint n,
                         const double *x,
                         const double *y,
                         MiradorColour colour,
                         double width,
                         gboolean dashed)
{
  if (n < 2 || !mirador_canvas_can_draw (canvas, n, x, y))
    return;
  mirador_canvas_set_pen (canvas, colour, width);
  if (dashed)
    stroke_dashed (n, x, y, DASH_ON * MAX (canvas->style.scale, 0.8),
                   DASH_OFF * MAX (canvas->style.scale, 0.8));
  else
    stroke_thinned (canvas, n, x, y);
  mirador_canvas_record (canvas, MIRADOR_OP_LINE, mirador_canvas_bounds (n, x, y), colour, NULL);
}

void
mirador_canvas_line (MiradorCanvas *canvas,
                     double x1,
                     double y1,
                     double x2,
                     double y2,
                     MiradorColour colour,
                     double width,
                     gboolean dashed)
{
  double x[] = { x1, x2 };
  double y[] = { y1, y2 };

  mirador_canvas_polyline (canvas, 2, x, y, colour, width, dashed);
}

void
mirador_canvas_dot (MiradorCanvas *canvas,
                    double x,
                    double y,
                    double radius,
                    MiradorColour colour,
                    gboolean hollow)
{
  double around_x[DOT_CORNERS + 1];
  double around_y[DOT_CORNERS + 1];

  for (int i = 0; i <= DOT_CORNERS; i++)
    {
      around_x[i] = x + radius * cos (2 * G_PI * i / DOT_CORNERS);
      around_y[i] = y + radius * sin (2 * G_PI * i / DOT_CORNERS);
    }
  mirador_canvas_fill_polygon (canvas, DOT_CORNERS, around_x, around_y,
                               hollow ? canvas->style.background : colour);
  if (hollow)
    mirador_canvas_polyline (canvas, DOT_CORNERS + 1, around_x, around_y, colour,
                             MAX (radius * 0.4, 1.0), FALSE);
}

/** The corners of a marker, in its radius: y downwards. */
typedef struct
{
  guint n;
  double x[12], y[12];
} Shape;

/* Of about the same area, so that none looks more important than another. */
static const Shape shapes[MIRADOR_N_MARKERS] = {
  [MIRADOR_MARKER_SQUARE] = { 4, { -0.87, 0.87, 0.87, -0.87 }, { -0.87, -0.87, 0.87, 0.87 } },
  [MIRADOR_MARKER_TRIANGLE] = { 3, { 0, 1.15, -1.15 }, { -1.2, 0.85, 0.85 } },
  [MIRADOR_MARKER_DIAMOND] = { 4, { 0, 1.2, 0, -1.2 }, { -1.25, 0, 1.25, 0 } },
  [MIRADOR_MARKER_TRIANGLE_DOWN] = { 3, { 0, 1.15, -1.15 }, { 1.2, -0.85, -0.85 } },
  [MIRADOR_MARKER_PLUS]
  = { 12,
      { -0.38, 0.38, 0.38, 1.2, 1.2, 0.38, 0.38, -0.38, -0.38, -1.2, -1.2, -0.38 },
      { -1.2, -1.2, -0.38, -0.38, 0.38, 0.38, 1.2, 1.2, 0.38, 0.38, -0.38, -0.38 } },
  [MIRADOR_MARKER_STAR] = { 10,
                            { 0, 0.35, 1.28, 0.53, 0.79, 0, -0.79, -0.53, -1.28, -0.35 },
                            { -1.35, -0.45, -0.42, 0.17, 1.09, 0.55, 1.09, 0.17, -0.42, -0.45 } },
};

void
mirador_canvas_marker (MiradorCanvas *canvas,
                       double x,
                       double y,
                       double radius,
                       MiradorMarker marker,
                       MiradorColour colour)
{
  double corners_x[12], corners_y[12];
  const Shape *shape;

  if (marker <= MIRADOR_MARKER_NONE || marker >= MIRADOR_N_MARKERS)
    return;
  shape = &shapes[marker];
  if (shape->n == 0)
    mirador_canvas_dot (canvas, x, y, radius, colour, FALSE);
  for (guint i = 0; i < shape->n; i++)
    {
      corners_x[i] = x + radius * shape->x[i];
      corners_y[i] = y + radius * shape->y[i];
    }
  mirador_canvas_fill_polygon (canvas, shape->n, corners_x, corners_y, colour);
}
