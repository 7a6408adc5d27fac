/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/canvas-private.h"

#include <math.h>
#include <plplot.h>

/* Patterns are drawn as lines and dots, so that they stay sharp in a PDF, and clipped to their
 * outline here: PLplot's own fills of lines know neither pixels nor a stream's scale. */

#define LINE_STEP 5.5
#define DOT_STEP 6.0
#define LEAST_STEP 3.5
#define DOT_CORNERS 8

/** An outline, turned so that the lines of the pattern run along u. */
typedef struct
{
  guint n;
  const double *x, *y;
  double cos, sin;
} Outline;

static double
along (const Outline *outline, double x, double y)
{
  return x * outline->cos + y * outline->sin;
}

static double
across (const Outline *outline, double x, double y)
{
  return y * outline->cos - x * outline->sin;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a;
  double two = *(const double *)b;

  return one == two ? 0 : (one < two ? -1 : 1);
}

/* Where the line @v crosses the outline, in order; between the first and the second it is inside,
 * and so on (the even-odd rule). */
static void
find_crossings (const Outline *outline, double v, GArray *crossings)
{
  g_array_set_size (crossings, 0);
  for (guint i = 0; i < outline->n; i++)
    {
      guint next = (i + 1) % outline->n;
      double v1 = across (outline, outline->x[i], outline->y[i]);
      double v2 = across (outline, outline->x[next], outline->y[next]);
      double u1 = along (outline, outline->x[i], outline->y[i]);
      double u2 = along (outline, outline->x[next], outline->y[next]);
      double u;

      /* A corner belongs to one of its two edges only. */
      if ((v1 <= v) == (v2 <= v))
        continue;
      u = u1 + (u2 - u1) * (v - v1) / (v2 - v1);
      g_array_append_val (crossings, u);
    }
  g_array_sort (crossings, compare_doubles);
}

/* What of the picture lies between @low and @high in the turned frame. */
static void
find_reach (const Outline *outline,
            double (*measure) (const Outline *, double, double),
            double width,
            double height,
            double *low,
            double *high)
{
  const double corners[][2] = { { 0, 0 }, { width, 0 }, { width, height }, { 0, height } };
  double page_low = G_MAXDOUBLE, page_high = -G_MAXDOUBLE;

  *low = G_MAXDOUBLE;
  *high = -G_MAXDOUBLE;
  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      page_low = MIN (page_low, measure (outline, corners[i][0], corners[i][1]));
      page_high = MAX (page_high, measure (outline, corners[i][0], corners[i][1]));
    }
  for (guint i = 0; i < outline->n; i++)
    {
      *low = MIN (*low, measure (outline, outline->x[i], outline->y[i]));
      *high = MAX (*high, measure (outline, outline->x[i], outline->y[i]));
    }
  *low = MAX (*low, page_low);
  *high = MIN (*high, page_high);
}

static void
draw_span (const Outline *outline, double v, double from, double to)
{
  double x[] = { from * outline->cos - v * outline->sin, to * outline->cos - v * outline->sin };
  double y[] = { from * outline->sin + v * outline->cos, to * outline->sin + v * outline->cos };

  plline (2, x, y);
}

/* The lines lie on a grid of the whole picture, so that neighbours' lines meet. */
static void
draw_lines (MiradorCanvas *canvas, Outline *outline, double angle, double step)
{
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (double));
  double low, high, left, right;

  outline->cos = cos (angle);
  outline->sin = sin (angle);
  find_reach (outline, across, canvas->width, canvas->height, &low, &high);
  find_reach (outline, along, canvas->width, canvas->height, &left, &right);
  for (double v = (floor (low / step) + 0.5) * step; v < high; v += step)
    {
      find_crossings (outline, v, crossings);
      for (guint i = 0; i + 1 < crossings->len; i += 2)
        {
          double from = MAX (g_array_index (crossings, double, i), left);
          double to = MIN (g_array_index (crossings, double, i + 1), right);

          if (to > from)
            draw_span (outline, v, from, to);
        }
    }
}

static void
draw_dot (double x, double y, double radius)
{
  double around_x[DOT_CORNERS], around_y[DOT_CORNERS];

  for (int i = 0; i < DOT_CORNERS; i++)
    {
      around_x[i] = x + radius * cos (2 * G_PI * (i + 0.5) / DOT_CORNERS);
      around_y[i] = y + radius * sin (2 * G_PI * (i + 0.5) / DOT_CORNERS);
    }
  plfill (DOT_CORNERS, around_x, around_y);
}

/* Rows of dots, every second one moved by half a step; only whole dots. */
static void
draw_dots (MiradorCanvas *canvas, Outline *outline, double step)
{
  g_autoptr (GArray) crossings = g_array_new (FALSE, FALSE, sizeof (double));
  double radius = MAX (step * 0.19, 0.8);
  double low, high, left, right;

  outline->cos = 1;
  outline->sin = 0;
  find_reach (outline, across, canvas->width, canvas->height, &low, &high);
  find_reach (outline, along, canvas->width, canvas->height, &left, &right);
  for (double row = floor (low / step); (row + 0.5) * step < high; row++)
    {
      double y = (row + 0.5) * step;
      double shift = fmod (fabs (row), 2) < 0.5 ? 0.25 : 0.75;

      find_crossings (outline, y, crossings);
      for (guint i = 0; i + 1 < crossings->len; i += 2)
        {
          double from = MAX (g_array_index (crossings, double, i), left) + radius;
          double to = MIN (g_array_index (crossings, double, i + 1), right) - radius;

          for (double x = (ceil (from / step - shift) + shift) * step; x <= to; x += step)
            draw_dot (x, y, radius);
        }
    }
}

static void
draw_pattern (MiradorCanvas *canvas, Outline *outline, MiradorPattern pattern)
{
  double step = MAX (LINE_STEP * canvas->style.scale, LEAST_STEP);

  switch (pattern)
    {
    case MIRADOR_PATTERN_DIAGONAL:
      draw_lines (canvas, outline, -G_PI / 4, step * 0.85);
      break;
    case MIRADOR_PATTERN_BACK_DIAGONAL:
      draw_lines (canvas, outline, G_PI / 4, step * 0.85);
      break;
    case MIRADOR_PATTERN_HORIZONTAL:
      draw_lines (canvas, outline, 0, step * 0.8);
      break;
    case MIRADOR_PATTERN_VERTICAL:
      draw_lines (canvas, outline, G_PI / 2, step * 0.8);
      break;
    case MIRADOR_PATTERN_CROSS:
      draw_lines (canvas, outline, -G_PI / 4, step * 1.2);
      draw_lines (canvas, outline, G_PI / 4, step * 1.2);
      break;
    case MIRADOR_PATTERN_DOTS:
      draw_dots (canvas, outline, MAX (DOT_STEP * canvas->style.scale, LEAST_STEP));
      break;
    case MIRADOR_PATTERN_NONE:
    case MIRADOR_N_PATTERNS:
    default:
      break;
    }
}

void
mirador_canvas_pattern_polygon (MiradorCanvas *canvas,
                                guint n,
                                const double *x,
                                const double *y,
                                MiradorPattern pattern,
                                MiradorColour colour)
{
  Outline outline = { n, x, y, 1, 0 };

  if (n < 3 || pattern <= MIRADOR_PATTERN_NONE || pattern >= MIRADOR_N_PATTERNS
      || !mirador_canvas_can_draw (canvas, n, x, y))
    return;
  mirador_canvas_set_pen (canvas, colour,
                          pattern == MIRADOR_PATTERN_DOTS ? MIRADOR_CANVAS_HAIR
                                                          : MAX (canvas->style.scale, 0.7));
  draw_pattern (canvas, &outline, pattern);
  mirador_canvas_record (canvas, MIRADOR_OP_PATTERN, mirador_canvas_bounds (n, x, y), colour, NULL);
}

void
mirador_canvas_pattern_rect (MiradorCanvas *canvas,
                             MiradorBox box,
                             MiradorPattern pattern,
                             MiradorColour colour)
{
  double right = box.x + box.width;
  double bottom = box.y + box.height;
  double x[] = { box.x, right, right, box.x };
  double y[] = { box.y, box.y, bottom, bottom };

  if (box.width > 0 && box.height > 0)
    mirador_canvas_pattern_polygon (canvas, 4, x, y, pattern, colour);
}

void
mirador_canvas_hatch_rect (MiradorCanvas *canvas, MiradorBox box, MiradorColour colour)
{
  mirador_canvas_pattern_rect (canvas, box, MIRADOR_PATTERN_DIAGONAL, colour);
}

void
mirador_canvas_hatch_polygon (MiradorCanvas *canvas,
                              guint n,
                              const double *x,
                              const double *y,
                              MiradorColour colour)
{
  mirador_canvas_pattern_polygon (canvas, n, x, y, MIRADOR_PATTERN_DIAGONAL, colour);
}
