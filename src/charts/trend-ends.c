/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "charts/trend-panel.h"
#include "model/format.h"

/* The names and figures at the ends of the lines. */

static char *
end_label (const MiradorTrendPanel *panel, guint s)
{
  MiradorTrendSeries *series = mirador_trend_panel_series (panel, s);
  int last = mirador_trend_last (panel->trend, series);
  g_autofree char *value
    = last >= 0 ? mirador_format_value (mirador_trend_value (panel->trend, series, (guint)last))
                : g_strdup ("");

  if (panel->n == 1)
    return g_steal_pointer (&value);
  if (!panel->valued)
    return g_strdup (series->name);
  /* Translators: at the end of a line: %1$s is its name, %2$s its last figure. */
  return g_strdup_printf (_ ("%1$s %2$s"), series->name, value);
}

static double
end_marker_width (const MiradorTrendPanel *panel, const MiradorTrendSeries *series)
{
  return series->marker != MIRADOR_MARKER_NONE && panel->n > 1
           ? 3.4 * mirador_trend_panel_marker_radius (panel)
           : 0;
}

double
mirador_trend_panel_widest_end (const MiradorTrendPanel *panel)
{
  double widest = 0;

  for (guint s = 0; s < panel->n; s++)
    {
      g_autofree char *text = end_label (panel, s);

      widest
        = MAX (widest, mirador_canvas_text_width (panel->canvas, text, MIRADOR_TEXT_NORMAL, TRUE)
                         + end_marker_width (panel, mirador_trend_panel_series (panel, s)));
    }
  return widest;
}

typedef struct
{
  guint series;
  double y;
} End;

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  double one = ((const End *)a)->y;
  double two = ((const End *)b)->y;

  return one == two ? 0 : (one < two ? -1 : 1);
}

/* Names at the ends of their lines, pushed apart where lines end close together. */
static GArray *
spread_ends (MiradorTrendPanel *panel, double line)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (End));
  double lowest = panel->bottom;

  for (guint s = 0; s < panel->n; s++)
    {
      int last = mirador_trend_last (panel->trend, mirador_trend_panel_series (panel, s));
      End end = { s, last >= 0 ? mirador_trend_panel_y (
                       panel, mirador_trend_value (
                                panel->trend, mirador_trend_panel_series (panel, s), (guint)last))
                               : panel->bottom };

      g_array_append_val (ends, end);
    }
  g_array_sort (ends, compare_ends);
  for (guint i = 1; i < ends->len; i++)
    g_array_index (ends, End, i).y
      = MAX (g_array_index (ends, End, i).y, g_array_index (ends, End, i - 1).y + line);
  for (guint i = ends->len; i > 0; i--)
    {
      End *end = &g_array_index (ends, End, i - 1);

      end->y = MIN (end->y, lowest);
      lowest = end->y - line;
    }
  return ends;
}

static double
end_room (const MiradorTrendPanel *panel, const MiradorTrendSeries *series)
{
  return MAX (panel->label_width - end_marker_width (panel, series), 1);
}

/* Names that were pushed away from their lines still show whose they are. Returns: the width. */
static double
draw_end_marker (MiradorTrendPanel *panel,
                 const MiradorTrendSeries *series,
                 double x,
                 double y,
                 double line)
{
  if (panel->n > 1 && y > panel->top - 2 * line)
    mirador_canvas_marker (panel->canvas, x + mirador_trend_panel_marker_radius (panel), y,
                           mirador_trend_panel_marker_radius (panel), series->marker,
                           series->colour);
  return end_marker_width (panel, series);
}

/* Beside the last point; above or below it where the year before runs on through that place. */
static void
draw_only_end (MiradorTrendPanel *panel, MiradorTrendSeries *series, const char *text)
{
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_NORMAL);
  double gap = 0.6 * panel->style->px[MIRADOR_TEXT_NORMAL];
  double width = mirador_canvas_text_width (panel->canvas, text, MIRADOR_TEXT_NORMAL, TRUE);
  guint last = (guint)mirador_trend_last (panel->trend, series);
  double x = mirador_trend_panel_x (panel, last);
  double y = mirador_trend_panel_y (panel, mirador_trend_value (panel->trend, series, last));
  const MiradorBox places[] = { { x + gap, y - line / 2, width, line },
                                { x + gap, y - 1.4 * line, width, line },
                                { x + gap, y + 0.4 * line, width, line },
                                { x - width / 2, y + 0.4 * line, width, line } };
  MiradorBox place = places[0];

  for (guint i = 0; panel->before && i < G_N_ELEMENTS (places); i++)
    if (mirador_trend_panel_is_free (panel, places[i]) && places[i].y + line < panel->bottom
        && !mirador_trend_panel_is_crossed (panel, series, places[i]))
      {
        place = places[i];
        break;
      }
  mirador_trend_panel_take (panel,
                            mirador_canvas_text (panel->canvas, place.x, place.y + line / 2, text,
                                                 MIRADOR_TEXT_NORMAL, TRUE, series->colour,
                                                 MIRADOR_ALIGN_START, width + 1));
}

static void
draw_end (MiradorTrendPanel *panel, const End *end, double line)
{
  MiradorTrendSeries *series = mirador_trend_panel_series (panel, end->series);
  double x = panel->label_x + draw_end_marker (panel, series, panel->label_x, end->y, line);
  g_autofree char *text = end_label (panel, end->series);

  if (end->y > panel->top - 2 * line)
    mirador_trend_panel_take (
      panel, mirador_canvas_text (panel->canvas, x, end->y, text, MIRADOR_TEXT_NORMAL, TRUE,
                                  series->colour, MIRADOR_ALIGN_START, end_room (panel, series)));
}

void
mirador_trend_panel_draw_ends (MiradorTrendPanel *panel)
{
  double line = mirador_canvas_line_height (panel->canvas, MIRADOR_TEXT_NORMAL);
  g_autoptr (GArray) ends = spread_ends (panel, line);

  if (panel->label_width <= 0)
    return;
  if (panel->n == 1
      && mirador_trend_last (panel->trend, mirador_trend_panel_series (panel, 0)) >= 0)
    {
      g_autofree char *text = end_label (panel, 0);

      draw_only_end (panel, mirador_trend_panel_series (panel, 0), text);
      return;
    }
  for (guint i = 0; i < ends->len; i++)
    draw_end (panel, &g_array_index (ends, End, i), line);
}
