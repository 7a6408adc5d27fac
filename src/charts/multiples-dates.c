/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/date-axis.h"
#include "charts/multiples-strips.h"
#include "model/format.h"

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
  guint step = mirador_dates_choose_step (strips->periods, canvas, pitch);
  gboolean monthly = mirador_strips_period (strips, first).grain == MIRADOR_GRAIN_MONTH;
  gboolean only_years = monthly && step >= 12;

  for (guint i = first; i < strips->periods->len; i++)
    {
      MiradorPeriod period = mirador_strips_period (strips, i);
      double x = left + (i - first + 0.5) * pitch;
      g_autofree char *tick = mirador_format_period_tick (period);
      g_autofree char *year = g_strdup_printf ("%d", mirador_period_get_year (period));

      if (mirador_dates_has_name (strips->periods, i, step) && !only_years)
        free_from = mirador_dates_draw_name (canvas, x, y + line / 2, tick, free_from,
                                             room.x + room.width, FALSE);
      if (mirador_dates_begin_year (strips->periods, first, i)
          && !mirador_dates_are_yearly (strips->periods))
        years_from = mirador_dates_draw_name (canvas, x, y + line * (only_years ? 0.5 : 1.5), year,
                                              years_from, room.x + room.width, TRUE);
    }
}
