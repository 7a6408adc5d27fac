/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include "charts/multiples-strips.h"
#include "model/format.h"

static gboolean
is_yearly (MiradorPeriod period)
{
  return period.grain == MIRADOR_GRAIN_YEAR || period.grain == MIRADOR_GRAIN_FISCAL_YEAR;
}

static double
widest_tick (const MiradorStrips *strips, MiradorCanvas *canvas)
{
  double widest = 0;

  for (guint i = 0; i < MIN (strips->periods->len, 14); i++)
    {
      g_autofree char *text = mirador_format_period_tick (mirador_strips_period (strips, i));

      widest = MAX (widest, mirador_canvas_text_width (canvas, text, MIRADOR_TEXT_SMALL, FALSE));
    }
  return widest + mirador_canvas_get_style (canvas)->px[MIRADOR_TEXT_SMALL] * 0.6;
}

/* Every how many periods a name stands: divisors of the year, so that January keeps its own. */
static guint
choose_step (const MiradorStrips *strips, MiradorCanvas *canvas, double pitch)
{
  static const guint months[] = { 1, 2, 3, 4, 6, 12 };
  static const guint others[] = { 1, 2, 5, 10, 13, 26, 52, 104 };
  gboolean monthly = mirador_strips_period (strips, 0).grain == MIRADOR_GRAIN_MONTH;
  const guint *steps = monthly ? months : others;
  guint n = monthly ? G_N_ELEMENTS (months) : G_N_ELEMENTS (others);
  double needed = widest_tick (strips, canvas);

  for (guint i = 0; i < n; i++)
    if (steps[i] * pitch >= needed)
      return steps[i];
  return steps[n - 1];
}

static double
draw_one (MiradorCanvas *canvas,
          double x,
          double y,
          const char *text,
          double free_from,
          double right,
          gboolean strong)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double half = mirador_canvas_text_width (canvas, text, MIRADOR_TEXT_SMALL, strong) / 2;

  if (x - half < free_from || x + half > right)
    return free_from;
  mirador_canvas_text (canvas, x, y, text, MIRADOR_TEXT_SMALL, strong, style->muted,
                       MIRADOR_ALIGN_CENTRE, 0);
  return x + half + 0.3 * style->px[MIRADOR_TEXT_SMALL];
}

static gboolean
begins_year (const MiradorStrips *strips, guint first, guint i)
{
  return i == first
         || mirador_period_get_year (mirador_strips_period (strips, i))
              != mirador_period_get_year (mirador_strips_period (strips, i - 1));
}

void
mirador_strips_draw_dates (const MiradorStrips *strips,
                           MiradorCanvas *canvas,
                           guint first,
                           double left,
                           double pitch,
                           double y,
                           MiradorBox room)
{
  double line = mirador_canvas_line_height (canvas, MIRADOR_TEXT_SMALL);
  double free_from = room.x;
  double years_from = room.x;
  guint step = choose_step (strips, canvas, pitch);
  gboolean monthly = mirador_strips_period (strips, first).grain == MIRADOR_GRAIN_MONTH;
  gboolean only_years = monthly && step >= 12;

  for (guint i = first; i < strips->periods->len; i++)
    {
      MiradorPeriod period = mirador_strips_period (strips, i);
      double x = left + (i - first + 0.5) * pitch;
      g_autofree char *tick = mirador_format_period_tick (period);
      g_autofree char *year = g_strdup_printf ("%d", mirador_period_get_year (period));
      gboolean ticked
        = monthly ? (mirador_period_get_month (period) - 1) % (int)step == 0 : i % step == 0;

      if (ticked && !only_years)
        free_from = draw_one (canvas, x, y + line / 2, tick, free_from, room.x + room.width, FALSE);
      if (begins_year (strips, first, i) && !is_yearly (period))
        years_from = draw_one (canvas, x, y + line * (only_years ? 0.5 : 1.5), year, years_from,
                               room.x + room.width, TRUE);
    }
}
