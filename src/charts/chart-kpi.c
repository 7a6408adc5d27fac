/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>
#include "analysis/explain.h"
#include "charts/kpi-words.h"
#include "model/format.h"

#define SPARKLINE_MONTHS 24
/* A taller card stays empty below rather than pulling its lines apart. */
#define MOST_CARD_LINES 7.5
/* What a figure needs above and below, of its size. */
#define FIGURE_LEADING 1.15

typedef struct
{
  const MiradorChart *chart;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  GArray *marks;
  const MiradorRow *now;
} Kpi;

static MiradorRange
last_months (MiradorRange range, int fiscal_first_month)
{
  MiradorPeriod last
    = mirador_period_of_day (range.last_day, MIRADOR_GRAIN_MONTH, fiscal_first_month);
  MiradorPeriod first = mirador_period_shift (last, 1 - SPARKLINE_MONTHS);

  if (mirador_range_is_all (range) || mirador_period_is_none (first)
      || range.first_day <= first.first_day)
    return range;
  return (MiradorRange){ first.first_day, range.last_day };
}

void
mirador_kpi_plan (const MiradorQuery *base, GPtrArray *queries)
{
  MiradorQuery *now = mirador_chart_base_query (base);
  MiradorQuery *before;
  MiradorQuery *months;

  mirador_chart_ask_one (now);
  before = mirador_query_copy (now);
  if (!mirador_range_is_all (base->range))
    before->range = mirador_range_year_before (base->range);
  months = mirador_query_copy (now);
  months->every = MIRADOR_GRAIN_MONTH;
  months->range = last_months (base->range, base->fiscal_first_month);
  g_ptr_array_add (queries, now);
  g_ptr_array_add (queries, before);
  g_ptr_array_add (queries, months);
  mirador_chart_ask_targets (now, queries);
}

/* A change that is clear begins with its sign. */
static int
direction_of (const char *change)
{
  if (g_str_has_prefix (change, "+"))
    return 1;
  return g_str_has_prefix (change, "\342\210\222") || g_str_has_prefix (change, "-") ? -1 : 0;
}

static MiradorColour
change_colour (const Kpi *kpi, int direction)
{
  MiradorGood good = kpi->now->measure != NULL ? kpi->now->measure->good : MIRADOR_GOOD_NONE;

  if (direction == 0 || good == MIRADOR_GOOD_NONE)
    return kpi->style->text;
  return (direction > 0) == (good == MIRADOR_GOOD_UP) ? kpi->style->good : kpi->style->alert;
}

/* (transfer full): with its figure, the first word, marked as strong. */
static char *
mark_figure (const char *change)
{
  const char *space = strchr (change, ' ');
  g_autofree char *figure = NULL;

  if (direction_of (change) == 0 || space == NULL)
    return g_strdup (change);
  figure = g_strndup (change, space - change);
  return g_strconcat (MIRADOR_STRONG_ON, figure, MIRADOR_STRONG_OFF, space, NULL);
}

static gboolean
sparkline_bounds (MiradorFrame *frame, double *low, double *high)
{
  guint n = 0;

  *low = *high = 0;
  for (guint i = 0; frame != NULL && i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (!mirador_row_has_value (row))
        continue;
      *low = fmin (*low, row->value);
      *high = fmax (*high, row->value);
      n++;
    }
  return n >= 2 && *high > *low;
}

/* A run of months with figures: the ground below it shaded, so that its height reads from zero. */
static void
draw_sparkline_run (Kpi *kpi,
                    guint n,
                    const double *x,
                    const double *y,
                    double zero,
                    gboolean partial)
{
  double width = MAX (2.6 * kpi->style->scale, 1.5);
  guint whole = partial ? n - 1 : n;
  g_autofree double *ground_x = g_new (double, n + 2);
  g_autofree double *ground_y = g_new (double, n + 2);

  if (whole == 1)
    mirador_canvas_dot (kpi->canvas, x[0], y[0], width, kpi->style->accent, FALSE);
  if (n < 2)
    return;
  memcpy (ground_x, x, whole * sizeof (double));
  memcpy (ground_y, y, whole * sizeof (double));
  ground_x[whole] = x[whole - 1];
  ground_x[whole + 1] = x[0];
  ground_y[whole] = ground_y[whole + 1] = zero;
  if (whole >= 2)
    mirador_canvas_fill_polygon (
      kpi->canvas, whole + 2, ground_x, ground_y,
      mirador_colour_mix (kpi->style->background, kpi->style->accent, 0.12));
  mirador_canvas_polyline (kpi->canvas, whole, x, y, kpi->style->accent, width, FALSE);
  if (partial)
    mirador_canvas_polyline (kpi->canvas, 2, x + n - 2, y + n - 2, kpi->style->accent, width * 0.6,
                             TRUE);
}

static void
draw_sparkline_ends (Kpi *kpi, MiradorFrame *months, MiradorBox box)
{
  guint last = mirador_frame_get_n_rows (months) - 1;
  double line = mirador_canvas_line_height (kpi->canvas, MIRADOR_TEXT_SMALL);
  double y = box.y + box.height + 0.7 * line;
  g_autofree char *from = mirador_format_period (mirador_frame_get_row (months, 0)->period);
  g_autofree char *to = mirador_format_period (mirador_frame_get_row (months, last)->period);

  mirador_canvas_text (kpi->canvas, box.x, y, from, MIRADOR_TEXT_SMALL, FALSE, kpi->style->muted,
                       MIRADOR_ALIGN_START, box.width * 0.45);
  mirador_canvas_text (kpi->canvas, box.x + box.width, y, to, MIRADOR_TEXT_SMALL, FALSE,
                       kpi->style->muted, MIRADOR_ALIGN_END, box.width * 0.45);
}

static void
draw_sparkline_runs (Kpi *kpi, MiradorFrame *months, MiradorBox box, double low, double high)
{
  guint n = mirador_frame_get_n_rows (months);
  double zero = box.y + box.height * high / (high - low);
  g_autofree double *x = g_new0 (double, n + 1);
  g_autofree double *y = g_new0 (double, n + 1);
  gboolean partial = FALSE;
  guint from = 0;

  for (guint i = 0; i <= n; i++)
    {
      const MiradorRow *row = i < n ? mirador_frame_get_row (months, i) : NULL;

      if (row == NULL || !mirador_row_has_value (row))
        {
          draw_sparkline_run (kpi, i - from, x + from, y + from, zero, partial);
          from = i + 1;
          continue;
        }
      partial = i == n - 1 && (row->flags & MIRADOR_FLAG_PARTIAL);
      x[i] = box.x + box.width * i / (n - 1);
      y[i] = zero - box.height * row->value / (high - low);
      mirador_chart_add_mark (
        kpi->marks, kpi->canvas,
        (MiradorBox){ x[i] - box.width / n / 2, box.y, box.width / n, box.height },
        MIRADOR_KPI_MONTHS, i);
    }
  mirador_canvas_line (kpi->canvas, box.x, zero, box.x + box.width, zero, kpi->style->axis, 1,
                       FALSE);
  if (mirador_row_has_value (mirador_frame_get_row (months, n - 1)))
    mirador_canvas_dot (kpi->canvas, x[n - 1], y[n - 1], MAX (4.2 * kpi->style->scale, 2.2),
                        kpi->style->accent, partial);
}

/* From zero, so that a small wobble does not look like a leap; gaps stay open. */
static void
draw_sparkline (Kpi *kpi, MiradorBox box, gboolean dated)
{
  MiradorFrame *months = mirador_chart_get_frame (kpi->chart, MIRADOR_KPI_MONTHS);
  double low, high;

  if (!sparkline_bounds (months, &low, &high) || box.width < 24 || box.height < 8)
    return;
  draw_sparkline_runs (kpi, months, box, low, high);
  if (dated)
    draw_sparkline_ends (kpi, months, box);
}

static MiradorBox
draw_number (Kpi *kpi, double x, double middle, double room)
{
  g_autofree char *value = mirador_explain_value (kpi->now);
  const MiradorStyle *style = mirador_canvas_get_style (kpi->canvas);
  double width = mirador_canvas_text_width (kpi->canvas, value, MIRADOR_TEXT_LARGE, TRUE);
  MiradorBox box;

  /* A long figure gets smaller before it gets an ellipsis: half a figure is a wrong one. */
  if (width > room)
    mirador_canvas_set_px (kpi->canvas, MIRADOR_TEXT_LARGE,
                           MAX (style->px[MIRADOR_TEXT_LARGE] * room / width * 0.98, 8));
  box = mirador_canvas_text (kpi->canvas, x, middle, value, MIRADOR_TEXT_LARGE, TRUE, style->text,
                             MIRADOR_ALIGN_START, room);
  mirador_chart_add_mark (kpi->marks, kpi->canvas, box, MIRADOR_KPI_NOW, 0);
  return box;
}

/* Where the period does not fit beside the figure, it is the one a year before. */
static char *
shorten_change (const char *change)
{
  const char *space = strchr (change, ' ');
  g_autofree char *figure = space != NULL ? g_strndup (change, space - change) : NULL;
  g_autofree char *text = NULL;

  if (direction_of (change) == 0 || figure == NULL)
    return g_strdup (change);
  /* Translators: %s is a change against the same period a year before, as "+12.4%". */
  text = g_strdup_printf (_ ("%s in a year"), figure);
  return mark_figure (text);
}

static void
draw_change (Kpi *kpi, double x, double middle, double room, MiradorTextSize size)
{
  g_autofree char *change = mirador_kpi_change_text (kpi->chart);
  g_autofree char *text = change != NULL ? mark_figure (change) : NULL;

  if (text != NULL && mirador_chart_strong_width (kpi->canvas, text, size) > room)
    {
      g_free (text);
      text = shorten_change (change);
    }
  if (text != NULL)
    mirador_chart_draw_strong (kpi->canvas, x, middle, text, size,
                               change_colour (kpi, direction_of (change)), kpi->style->muted, room);
}

/* From the top @y, in @most lines; without the part about the year where those are not enough. */
static void
draw_target (Kpi *kpi, double x, double y, double room, guint most)
{
  g_autofree char *text = mirador_kpi_target_text (kpi->chart, FALSE);
  g_autoptr (GPtrArray) lines = NULL;

  if (text == NULL)
    return;
  lines = mirador_canvas_wrap (kpi->canvas, room, text, MIRADOR_TEXT_NORMAL, FALSE, most + 1);
  if (lines->len > most)
    {
      g_free (text);
      text = mirador_kpi_target_text (kpi->chart, TRUE);
    }
  mirador_canvas_paragraph (kpi->canvas, x, y, room, text, MIRADOR_TEXT_NORMAL, FALSE,
                            kpi->style->muted, most);
}

/* The tag stands below everything, so that cards side by side are alike whatever their names;
   beside the name or where the small line would be where the card is low. */
static gboolean
place_card_tag (Kpi *kpi, MiradorBox card, double name_width, double *bottom)
{
  double tag = mirador_chart_tag_width (kpi->canvas);
  double height = mirador_chart_tag_height (kpi->canvas);
  double right = card.x + card.width;
  double name_line = mirador_canvas_line_height (kpi->canvas, MIRADOR_TEXT_NORMAL);

  if (card.height >= height + 2 * name_line + FIGURE_LEADING * kpi->style->px[MIRADOR_TEXT_LARGE])
    {
      mirador_chart_draw_tag (kpi->canvas, card.x + tag, card.y + card.height - height / 2);
      *bottom -= height + 3;
      return TRUE;
    }
  if (name_width + tag + 10 <= card.width)
    {
      mirador_chart_draw_tag (kpi->canvas, right, card.y + name_line / 2);
      return TRUE;
    }
  return FALSE;
}

/* Where the figure would be: why there is none. */
static void
draw_reason (Kpi *kpi, MiradorBox card, double top, double bottom)
{
  double line = mirador_canvas_line_height (kpi->canvas, MIRADOR_TEXT_SMALL);
  g_autofree char *reason = mirador_explain_gap (kpi->now);
  g_autofree char *text = g_strdup_printf ("— %s", reason);

  if (bottom - top >= line)
    mirador_canvas_paragraph (kpi->canvas, card.x, top, card.width, text, MIRADOR_TEXT_SMALL, FALSE,
                              kpi->style->muted, (guint)((bottom - top) / line));
  mirador_chart_add_mark (kpi->marks, kpi->canvas,
                          (MiradorBox){ card.x, top, card.width, MAX (bottom - top, 1) },
                          MIRADOR_KPI_NOW, 0);
}

/* Where the desktop's text is too large for the card, its figure gives way before its words do. */
static void
shrink_figure (Kpi *kpi, double room)
{
  double least = kpi->style->px[MIRADOR_TEXT_NORMAL];

  if (room < FIGURE_LEADING * kpi->style->px[MIRADOR_TEXT_LARGE])
    mirador_canvas_set_px (kpi->canvas, MIRADOR_TEXT_LARGE, MAX (room / FIGURE_LEADING, least));
}

/* The figure, its months and its change, between the name and @bottom. */
static void
draw_figure (Kpi *kpi, MiradorBox card, double bottom, gboolean tag)
{
  double line = mirador_canvas_line_height (kpi->canvas, MIRADOR_TEXT_NORMAL);
  double middle = (card.y + bottom) / 2;
  double right = card.x + card.width;
  double taken = tag ? mirador_chart_tag_width (kpi->canvas) + 8 : 0;
  MiradorBox number;
  double left;

  shrink_figure (kpi, bottom - card.y - 2 * line);
  number = draw_number (kpi, card.x, middle, MAX (card.width - taken, 1));
  left = number.x + number.width + 16;
  if (tag)
    mirador_chart_draw_tag (kpi->canvas, right, middle);
  else
    draw_sparkline (kpi, (MiradorBox){ left, middle - 13, MIN (right - left - 4, 140), 26 }, FALSE);
  if (bottom - line >= number.y + 0.8 * number.height)
    draw_change (kpi, card.x, bottom - line / 2, card.width, MIRADOR_TEXT_NORMAL);
  /* The figure stays where it is in the cards beside this one. */
  if (bottom - 2 * line >= number.y + number.height)
    draw_target (kpi, card.x, bottom - 2 * line, card.width, 1);
}

static void
draw_card (Kpi *kpi, MiradorBox plot)
{
  double height = mirador_canvas_get_height (kpi->canvas);
  double line = mirador_canvas_line_height (kpi->canvas, MIRADOR_TEXT_NORMAL);
  MiradorBox card = { plot.x, 10, plot.width, MIN (height - 20, MOST_CARD_LINES * line) };
  const char *name = mirador_row_what (kpi->now, FALSE);
  double name_width = mirador_canvas_text_width (kpi->canvas, name, MIRADOR_TEXT_NORMAL, FALSE);
  gboolean simulated = mirador_chart_is_simulated (kpi->chart);
  double bottom = card.y + card.height;
  gboolean placed = simulated && place_card_tag (kpi, card, name_width, &bottom);

  mirador_canvas_text (kpi->canvas, card.x, card.y + line / 2, name, MIRADOR_TEXT_NORMAL, FALSE,
                       kpi->style->muted, MIRADOR_ALIGN_START, card.width);
  if (mirador_row_has_value (kpi->now))
    draw_figure (kpi, card, bottom, simulated && !placed);
  else
    draw_reason (kpi, card, card.y + 1.2 * line, bottom);
}

/* Number and change at the left, the months at the right; below each other where it is narrow. */
static double
text_width (const Kpi *kpi, const char *text)
{
  return text != NULL ? mirador_canvas_text_width (kpi->canvas, text, MIRADOR_TEXT_NORMAL, FALSE)
                      : 0;
}

/* What the short form needs: half of it is not to be cut off. */
static double
change_width (const Kpi *kpi)
{
  g_autofree char *change = mirador_kpi_change_text (kpi->chart);
  g_autofree char *text = change != NULL ? shorten_change (change) : NULL;

  return text != NULL ? mirador_chart_strong_width (kpi->canvas, text, MIRADOR_TEXT_NORMAL) : 0;
}

static void
draw_picture (Kpi *kpi, MiradorBox plot)
{
  double large = mirador_canvas_line_height (kpi->canvas, MIRADOR_TEXT_LARGE);
  double line = mirador_canvas_line_height (kpi->canvas, MIRADOR_TEXT_NORMAL);
  double small = mirador_canvas_line_height (kpi->canvas, MIRADOR_TEXT_SMALL);
  double px = kpi->style->px[MIRADOR_TEXT_NORMAL];
  gboolean wide = plot.width > 1.3 * plot.height;
  g_autofree char *target = mirador_kpi_target_text (kpi->chart, FALSE);
  double block = large + (target != NULL ? 2.7 : 1.4) * line;
  double top = wide ? plot.y + MAX (plot.height - block, 0) * 0.42 : plot.y;
  MiradorBox number
    = draw_number (kpi, plot.x, top + large / 2, wide ? plot.width * 0.6 : plot.width);
  double needed = MAX (text_width (kpi, target), change_width (kpi));
  double left
    = wide ? number.x + MAX (number.width, MIN (needed, plot.width * 0.42)) + 2.5 * px : plot.x;
  double chart_top = wide ? plot.y + plot.height * 0.12 : top + block + px;
  double chart_bottom = plot.y + plot.height * (wide ? 0.88 : 1) - 1.4 * small;

  draw_change (kpi, plot.x, top + large + 0.7 * line,
               wide ? MAX (left - plot.x - px, number.width) : plot.width, MIRADOR_TEXT_NORMAL);
  draw_target (kpi, plot.x, top + large + 1.5 * line,
               wide ? MAX (left - plot.x - px, number.width) : plot.width, wide ? 2 : 1);
  draw_sparkline (kpi,
                  (MiradorBox){ left, chart_top, plot.x + plot.width - left - 0.5 * px,
                                MIN (chart_bottom - chart_top, plot.width * 0.5) },
                  TRUE);
}

void
mirador_kpi_draw (const MiradorChart *chart, MiradorCanvas *canvas, MiradorBox plot, GArray *marks)
{
  Kpi kpi = { chart, canvas, mirador_canvas_get_style (canvas), marks,
              mirador_kpi_first_row (chart, MIRADOR_KPI_NOW) };

  if (kpi.now == NULL)
    {
      mirador_chart_draw_sentence (canvas, plot, chart->why_empty);
      return;
    }
  if (kpi.style->embedded)
    draw_card (&kpi, plot);
  else
    draw_picture (&kpi, plot);
}
