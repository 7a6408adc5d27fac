/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include "charts/trend-series.h"
#include "model/format.h"

static MiradorPeriod
period_at (const MiradorTrend *trend, guint i)
{
  return g_array_index (trend->periods, MiradorPeriod, i);
}

/* The first of a year among the periods, whatever their grain. */
static gboolean
begins_year (const MiradorTrend *trend, guint i)
{
  return i == 0
         || mirador_period_get_year (period_at (trend, i))
              != mirador_period_get_year (period_at (trend, i - 1));
}

static gboolean
is_yearly (const MiradorTrend *trend)
{
  gint32 grain = period_at (trend, 0).grain;

  return grain == MIRADOR_GRAIN_YEAR || grain == MIRADOR_GRAIN_FISCAL_YEAR;
}

static double
widest_tick (const MiradorTrend *trend, MiradorCanvas *canvas)
{
  double widest = 0;

  for (guint i = 0; i < MIN (trend->periods->len, 14); i++)
    {
      g_autofree char *text = mirador_format_period_tick (period_at (trend, i));

      widest = MAX (widest, mirador_canvas_text_width (canvas, text, MIRADOR_TEXT_SMALL, FALSE));
    }
  return widest + mirador_canvas_get_style (canvas)->px[MIRADOR_TEXT_SMALL] * 0.7;
}

/* Every how many periods a name stands: divisors of the year, so that January keeps its own. */
static guint
choose_step (const MiradorTrend *trend, MiradorCanvas *canvas, double spacing)
{
  static const guint months[] = { 1, 2, 3, 4, 6, 12 };
  static const guint others[] = { 1, 2, 5, 10, 13, 26, 52 };
  gboolean monthly = period_at (trend, 0).grain == MIRADOR_GRAIN_MONTH;
  const guint *steps = monthly ? months : others;
  guint n = monthly ? G_N_ELEMENTS (months) : G_N_ELEMENTS (others);
  double needed = widest_tick (trend, canvas);

  for (guint i = 0; i < n; i++)
    if (steps[i] * spacing >= needed)
      return steps[i];
  return steps[n - 1];
}

static gboolean
has_tick (const MiradorTrend *trend, guint i, guint step)
{
  MiradorPeriod period = period_at (trend, i);

  if (period.grain == MIRADOR_GRAIN_MONTH)
    return (mirador_period_get_month (period) - 1) % (int)step == 0;
  return i % step == 0;
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
  double px = style->px[MIRADOR_TEXT_SMALL];
  double half = mirador_canvas_text_width (canvas, text, MIRADOR_TEXT_SMALL, strong) / 2;

  if (x - half < free_from || x + half > right)
    return free_from;
  mirador_canvas_text (canvas, x, y, text, MIRADOR_TEXT_SMALL, strong, style->muted,
                       MIRADOR_ALIGN_CENTRE, 0);
  return x + half + 0.4 * px;
}

static double
x_at (const MiradorTrend *trend, double left, double width, guint i)
{
  return trend->periods->len > 1 ? left + width * i / (trend->periods->len - 1) : left + width / 2;
}

static void
draw_years (const MiradorTrend *trend,
            MiradorCanvas *canvas,
            double left,
            double width,
            double y,
            double right)
{
  double free_from = 0;

  for (guint i = 0; i < trend->periods->len; i++)
    if (begins_year (trend, i))
      {
        g_autofree char *year
          = g_strdup_printf ("%d", mirador_period_get_year (period_at (trend, i)));

        free_from
          = draw_one (canvas, x_at (trend, left, width, i), y, year, free_from, right, TRUE);
      }
}

void
mirador_trend_draw_dates (const MiradorTrend *trend,
                          MiradorCanvas *canvas,
                          double left,
                          double width,
                          double y,
                          gboolean years)
{
  double line = mirador_canvas_line_height (canvas, MIRADOR_TEXT_SMALL);
  double right = MIN (left + width + 3 * line, mirador_canvas_get_width (canvas));
  double spacing = trend->periods->len > 1 ? width / (trend->periods->len - 1) : width;
  double free_from = MAX (left - 3 * line, 0);
  guint step = choose_step (trend, canvas, spacing);
  gboolean only_years = step >= 12 && period_at (trend, 0).grain == MIRADOR_GRAIN_MONTH;

  for (guint i = 0; i < trend->periods->len && !only_years; i++)
    if (has_tick (trend, i, step))
      {
        g_autofree char *text = mirador_format_period_tick (period_at (trend, i));

        free_from = draw_one (canvas, x_at (trend, left, width, i), y + line / 2, text, free_from,
                              right, FALSE);
      }
  if (only_years)
    draw_years (trend, canvas, left, width, y + line / 2, right);
  else if (years && !is_yearly (trend))
    draw_years (trend, canvas, left, width, y + line * 1.5, right);
}
