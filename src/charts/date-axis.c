/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/date-axis.h"

#include "model/format.h"

/* A year of months, and two: no name is longer than those of the first. */
#define MOST_MEASURED 14

static MiradorPeriod
period_at (const GArray *periods, guint i)
{
  return g_array_index (periods, MiradorPeriod, i);
}

int
mirador_dates_find (const GArray *periods, MiradorPeriod period)
{
  guint low = 0;
  guint high = periods->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (period_at (periods, middle).first_day < period.first_day)
        low = middle + 1;
      else
        high = middle;
    }
  return low < periods->len && mirador_period_equal (period_at (periods, low), period) ? (int)low
                                                                                       : -1;
}

gboolean
mirador_dates_are_yearly (const GArray *periods)
{
  gint32 grain = period_at (periods, 0).grain;

  return grain == MIRADOR_GRAIN_YEAR || grain == MIRADOR_GRAIN_FISCAL_YEAR;
}

gboolean
mirador_dates_begin_year (const GArray *periods, guint first, guint i)
{
  return i == first
         || mirador_period_get_year (period_at (periods, i))
              != mirador_period_get_year (period_at (periods, i - 1));
}

static double
widest_name (const GArray *periods, MiradorCanvas *canvas)
{
  double widest = 0;

  for (guint i = 0; i < MIN (periods->len, MOST_MEASURED); i++)
    {
      g_autofree char *text = mirador_format_period_tick (period_at (periods, i));

      widest = MAX (widest, mirador_canvas_text_width (canvas, text, MIRADOR_TEXT_SMALL, FALSE));
    }
  return widest + mirador_canvas_get_style (canvas)->px[MIRADOR_TEXT_SMALL] * 0.7;
}

guint
mirador_dates_choose_step (const GArray *periods, MiradorCanvas *canvas, double spacing)
{
  static const guint months[] = { 1, 2, 3, 4, 6, 12 };
  static const guint others[] = { 1, 2, 5, 10, 13, 26, 52, 104 };
  gboolean monthly = period_at (periods, 0).grain == MIRADOR_GRAIN_MONTH;
  const guint *steps = monthly ? months : others;
  guint n = monthly ? G_N_ELEMENTS (months) : G_N_ELEMENTS (others);
  double needed = widest_name (periods, canvas);

  for (guint i = 0; i < n; i++)
    if (steps[i] * spacing >= needed)
      return steps[i];
  return steps[n - 1];
}

gboolean
mirador_dates_has_name (const GArray *periods, guint i, guint step)
{
  MiradorPeriod period = period_at (periods, i);

  if (period.grain == MIRADOR_GRAIN_MONTH)
    return (mirador_period_get_month (period) - 1) % (int)step == 0;
  return i % step == 0;
}

double
mirador_dates_draw_name (MiradorCanvas *canvas,
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
  return x + half + 0.4 * style->px[MIRADOR_TEXT_SMALL];
}
