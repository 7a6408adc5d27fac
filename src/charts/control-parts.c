/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/control-parts.h"

#include <math.h>

#define MOST_CORNERS 4
#define N_TEETH 7

typedef struct
{
  guint n;
  double x[MOST_CORNERS];
  double y[MOST_CORNERS];
} Shape;

static const Shape shapes[] = {
  [MIRADOR_SYMBOL_UP] = { 3, { 0, 1.05, -1.05 }, { -1.15, 0.75, 0.75 } },
  [MIRADOR_SYMBOL_DOWN] = { 3, { 0, 1.05, -1.05 }, { 1.15, -0.75, -0.75 } },
  [MIRADOR_SYMBOL_DIAMOND] = { 4, { 0, 1.05, 0, -1.05 }, { -1.05, 0, 1.05, 0 } },
};

void
mirador_control_draw_symbol (MiradorCanvas *canvas,
                             double x,
                             double y,
                             double radius,
                             MiradorSymbol symbol,
                             MiradorColour colour)
{
  const Shape *shape = &shapes[symbol];
  double xs[MOST_CORNERS], ys[MOST_CORNERS];

  for (guint i = 0; i < shape->n; i++)
    {
      xs[i] = x + radius * shape->x[i];
      ys[i] = y + radius * shape->y[i];
    }
  mirador_canvas_fill_polygon (canvas, shape->n, xs, ys, colour);
}

void
mirador_control_axis_init (MiradorAxis *axis,
                           double low,
                           double high,
                           guint max_ticks,
                           gboolean whole)
{
  double bottom = isfinite (low) ? CLAMP (low, -1e15, 1e15) : 0;
  double top = isfinite (high) ? CLAMP (high, bottom, 1e15) : bottom;

  mirador_axis_init_linear (axis, 0, top - bottom, max_ticks, whole);
  axis->low = floor (bottom / axis->step + 1e-9) * axis->step;
  axis->high = MAX (ceil (top / axis->step - 1e-9) * axis->step, axis->low + axis->step);
  axis->n_ticks = (guint)lround ((axis->high - axis->low) / axis->step) + 1;
}

void
mirador_control_draw_break (MiradorCanvas *canvas, double x, double bottom)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double step = 0.28 * style->px[MIRADOR_TEXT_NORMAL];
  double xs[N_TEETH], ys[N_TEETH];

  for (guint i = 0; i < N_TEETH; i++)
    {
      xs[i] = x + (i % 2 == 0 ? -0.5 : 0.5) * step;
      ys[i] = bottom - i * step * 0.8;
    }
  mirador_canvas_polyline (canvas, N_TEETH, xs, ys, style->axis, MAX (1.4 * style->scale, 1),
                           FALSE);
}

double
mirador_control_y (const MiradorControlScale *scale, double value)
{
  return scale->bottom
         - mirador_axis_get_fraction (scale->axis, value) * (scale->bottom - scale->top);
}

double
mirador_control_tick_width (const MiradorControlScale *scale, MiradorCanvas *canvas)
{
  double widest = 0;

  for (guint i = 0; i < scale->axis->n_ticks; i++)
    {
      g_autofree char *text = scale->text (scale->panel, mirador_axis_get_tick (scale->axis, i));

      widest = MAX (widest, mirador_canvas_text_width (canvas, text, MIRADOR_TEXT_SMALL, FALSE));
    }
  return widest;
}

static void
draw_grid_line (const MiradorControlScale *scale, MiradorCanvas *canvas, double y, gboolean zero)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double px = style->px[MIRADOR_TEXT_NORMAL];

  mirador_canvas_line (canvas, scale->left - 0.6 * px, y, scale->right, y,
                       zero ? style->axis : style->grid,
                       zero ? MAX (1, 1.5 * style->scale) : MAX (1, round (style->scale)), FALSE);
}

void
mirador_control_draw_grid (const MiradorControlScale *scale, MiradorCanvas *canvas, GArray *taken)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double x = scale->left - style->px[MIRADOR_TEXT_NORMAL];
  double line = mirador_canvas_line_height (canvas, MIRADOR_TEXT_SMALL);
  double last_y = G_MAXDOUBLE;

  for (guint i = 0; i < scale->axis->n_ticks; i++)
    {
      double tick = mirador_axis_get_tick (scale->axis, i);
      double y = floor (mirador_control_y (scale, tick)) + 0.5;
      g_autofree char *text = scale->text (scale->panel, tick);
      MiradorBox box;

      draw_grid_line (scale, canvas, y, tick == 0);
      if (last_y - y < line)
        continue;
      last_y = y;
      box = mirador_canvas_text (canvas, x, y, text, MIRADOR_TEXT_SMALL, FALSE, style->muted,
                                 MIRADOR_ALIGN_END, MAX (x - scale->edge, 1));
      g_array_append_val (taken, box);
    }
}

gboolean
mirador_control_is_taken (const GArray *taken, MiradorBox box)
{
  for (guint i = 0; i < taken->len; i++)
    {
      MiradorBox other = g_array_index (taken, MiradorBox, i);

      if (other.x < box.x + box.width && box.x < other.x + other.width
          && other.y < box.y + box.height && box.y < other.y + other.height)
        return TRUE;
    }
  return FALSE;
}
