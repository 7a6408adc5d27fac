/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/bars-lines.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/claims.h"
#include "analysis/explain.h"
#include "analysis/headline.h"
#include "analysis/label.h"
#include "analysis/targets.h"
#include "model/format.h"

/* Shares of the width, and how many letters wide a slim picture is at most. */
#define MOST_LABELS 0.36
#define MOST_SLIM_LABELS 0.42
#define SLIM 32
/* Lines of text from a bar to the next one. */
#define LEAST_PITCH 2.8
#define MOST_PITCH 5.0
#define MOST_TALL_PITCH 6.5

static MiradorLevel
level_within (const MiradorQuery *base)
{
  const MiradorPlace *place
    = base->places->len == 1 ? mirador_place_by_code (g_ptr_array_index (base->places, 0)) : NULL;

  if (base->place_level != MIRADOR_LEVEL_ANY)
    return base->place_level;
  if (base->places->len > 1)
    return MIRADOR_LEVEL_ANY;
  return mirador_place_level_below (place);
}

void
mirador_bars_plan (const MiradorQuery *base, GPtrArray *queries)
{
  MiradorQuery *query = mirador_chart_base_query (base);

  mirador_chart_ask_one (query);
  /* Every dimension that was asked for: a bar each, never one of them left out unsaid. */
  query->by = base->by != 0 ? base->by : MIRADOR_BY_PLACE;
  if (query->by & MIRADOR_BY_BREAKDOWN)
    for (guint i = 0; i < base->by_breakdowns->len; i++)
      mirador_query_add_by_breakdown (query, g_ptr_array_index (base->by_breakdowns, i));
  if (query->by & MIRADOR_BY_PLACE)
    query->place_level = level_within (base);
  g_ptr_array_add (queries, query);
  mirador_chart_ask_targets (query, queries);
}

char *
mirador_bars_headline (const MiradorChart *chart)
{
  return mirador_headline_bars (mirador_chart_get_frame (chart, 0));
}

static double
label_width (const MiradorBars *bars, MiradorTextSize size)
{
  g_autofree char *rest
    = bars->rest_line && isfinite (bars->others) ? mirador_bars_name_rest (bars) : NULL;
  double widest = rest != NULL ? mirador_canvas_text_width (bars->canvas, rest, size, FALSE) : 0;

  for (guint i = 0; i < bars->n_bars + bars->n_gap_rows; i++)
    {
      guint index = i < bars->n_bars ? g_array_index (bars->values, guint, i)
                                     : g_array_index (bars->gaps, guint, i - bars->n_bars);
      g_autofree char *name
        = mirador_bars_name_row (bars, mirador_frame_get_row (bars->frame, index));

      widest = MAX (widest, mirador_canvas_text_width (bars->canvas, name, size, FALSE));
    }
  return widest;
}

static double
value_width (const MiradorBars *bars)
{
  gboolean sums = bars->rest_line && isfinite (bars->others);
  g_autofree char *sum = sums ? mirador_format_value (bars->others) : NULL;
  double widest
    = sums ? mirador_canvas_text_width (bars->canvas, sum, MIRADOR_TEXT_NORMAL, TRUE) : 0;

  for (guint i = 0; i < bars->n_bars; i++)
    {
      g_autofree char *value = mirador_explain_value (mirador_bars_value_row (bars, i));

      widest
        = MAX (widest, mirador_canvas_text_width (bars->canvas, value, MIRADOR_TEXT_NORMAL, TRUE));
    }
  return widest;
}

/* Long names stand on two lines where those are high enough, else in small letters. */
static void
choose_labels (MiradorBars *bars)
{
  double line = mirador_canvas_line_height (bars->canvas, MIRADOR_TEXT_NORMAL);
  gboolean slim = bars->plot.width < SLIM * bars->style->px[MIRADOR_TEXT_NORMAL];
  double most = bars->plot.width * (slim ? MOST_SLIM_LABELS : MOST_LABELS);
  double widest = label_width (bars, MIRADOR_TEXT_NORMAL);

  bars->label_size = MIRADOR_TEXT_NORMAL;
  if (widest > most && bars->pitch < 2 * line)
    {
      bars->label_size = MIRADOR_TEXT_SMALL;
      widest = label_width (bars, MIRADOR_TEXT_SMALL);
    }
  bars->label_width = ceil (MIN (widest, most));
}

static const MiradorTargeted *
targeted_at (const MiradorBars *bars, guint i)
{
  return &g_array_index (bars->targeted, MiradorTargeted, g_array_index (bars->values, guint, i));
}

/* 0 where there is none. */
static double
target_of (const MiradorBars *bars, guint i)
{
  const MiradorRow *target = targeted_at (bars, i)->target;

  return target != NULL ? MAX (target->value, 0) : 0;
}

static void
set_scale (MiradorBars *bars)
{
  double px = bars->style->px[MIRADOR_TEXT_NORMAL];
  double high = MAX (mirador_bars_value_row (bars, 0)->value, 0);
  double low = MIN (mirador_bars_value_row (bars, bars->n_bars - 1)->value, 0);
  double values = value_width (bars);
  double room;

  for (guint i = 0; i < bars->n_bars; i++)
    high = MAX (high, target_of (bars, i));
  choose_labels (bars);
  room = bars->plot.width - bars->label_width - px - values - 1.2 * px;
  /* A rest that dwarfs every bar would hide what the bars say. */
  bars->others_drawn = isfinite (bars->others) && bars->others <= 2 * high && bars->others >= 0;
  if (bars->others_drawn)
    high = MAX (high, bars->others);
  bars->per_unit = high - low > 0 ? MAX (room, 4) / (high - low) : 0;
  bars->zero_x
    = round (bars->plot.x + bars->label_width + px + MIN (-low * bars->per_unit, MAX (room, 4)));
}

static void
set_pitch (MiradorBars *bars)
{
  double line = mirador_canvas_line_height (bars->canvas, MIRADOR_TEXT_NORMAL);
  double lines = bars->n_bars + (bars->rest_line ? 1 : 0) + mirador_bars_gap_lines (bars);

  double whole = bars->plot.height / lines;
  gboolean tall = bars->plot.height > bars->plot.width;

  /* Few bars are thick, and do not leave the picture empty. */
  bars->pitch = MIN (
    whole, CLAMP (0.8 * whole, LEAST_PITCH * line, (tall ? MOST_TALL_PITCH : MOST_PITCH) * line));
}

static void
draw_name (MiradorBars *bars, double middle, const char *name, MiradorColour colour)
{
  double px = bars->style->px[MIRADOR_TEXT_NORMAL];

  mirador_chart_draw_label (bars->canvas, bars->plot.x + bars->label_width, middle,
                            MAX (bars->label_width, px), bars->pitch, name, bars->label_size, FALSE,
                            colour);
}

/* Returns: where the bar's value ends. */
static MiradorBox
draw_bar (MiradorBars *bars,
          double middle,
          double value,
          const char *text,
          MiradorColour fill,
          gboolean partial,
          double target)
{
  double height = MAX (bars->pitch * 0.66, 1);
  double px = bars->style->px[MIRADOR_TEXT_NORMAL];
  double reach = value * bars->per_unit;
  MiradorBox bar = { bars->zero_x + MIN (reach, 0), middle - height / 2, fabs (reach), height };
  double from = mirador_chart_clear_of_tick (
    bars->canvas, text, bars->zero_x + MAX (reach, 0) + 0.6 * px,
    target > 0 ? bars->zero_x + target * bars->per_unit : NAN, 0.6 * px);
  MiradorBox label;

  mirador_chart_draw_bar (bars->canvas, bar, fill, partial);
  label = mirador_canvas_text (bars->canvas, from, middle, text, MIRADOR_TEXT_NORMAL, TRUE,
                               bars->style->text, MIRADOR_ALIGN_START, 0);
  bars->last_end = label.x + label.width;
  return (MiradorBox){ bar.x, bar.y, MAX (label.x + label.width, bar.x + 1) - bar.x, bar.height };
}

static void
draw_values (MiradorBars *bars, double *middle)
{
  gboolean mixed = mirador_rows_are_mixed (bars->frame);

  for (guint i = 0; i < bars->n_bars; i++, *middle += bars->pitch)
    {
      const MiradorRow *row = mirador_bars_value_row (bars, i);
      g_autofree char *name = mirador_bars_name_row (bars, row);
      g_autofree char *value = mirador_explain_value (row);
      gboolean leads = i < bars->n_leaders;
      MiradorBox box;

      draw_name (bars, *middle, name, bars->style->text);
      box = draw_bar (bars, *middle, row->value, value,
                      leads ? bars->style->accent : bars->style->accent2,
                      mixed && (row->flags & MIRADOR_FLAG_PARTIAL), target_of (bars, i));
      mirador_chart_add_mark (bars->marks, bars->canvas, box, 0,
                              g_array_index (bars->values, guint, i));
      if (target_of (bars, i) > 0)
        mirador_chart_draw_target_tick (bars->canvas, bars->marks, targeted_at (bars, i),
                                        bars->zero_x + target_of (bars, i) * bars->per_unit,
                                        *middle, bars->pitch * 0.84);
    }
}

/* Beside the shortest bar, where there is room in every ranking: what the lines are. */
static void
explain_ticks (MiradorBars *bars, double middle)
{
  const char *text = _ ("Target");
  double px = bars->style->px[MIRADOR_TEXT_SMALL];
  double right = bars->plot.x + bars->plot.width;
  double width = mirador_canvas_text_width (bars->canvas, text, MIRADOR_TEXT_SMALL, FALSE);
  double x = right - width - px;
  gboolean any = FALSE;

  for (guint i = 0; i < bars->n_bars; i++)
    any = any || target_of (bars, i) > 0;
  if (!any
      || x - px < MAX (bars->last_end,
                       bars->zero_x + target_of (bars, bars->n_bars - 1) * bars->per_unit))
    return;
  mirador_canvas_fill_rect (bars->canvas,
                            mirador_box_snap ((MiradorBox){
                              x, middle - 0.6 * px, MAX (2 * bars->style->scale, 2), 1.2 * px }),
                            bars->style->text);
  mirador_canvas_text (bars->canvas, right, middle, text, MIRADOR_TEXT_SMALL, FALSE,
                       bars->style->muted, MIRADOR_ALIGN_END, 0);
}

static void
draw_rest (MiradorBars *bars, double *middle)
{
  g_autofree char *name = NULL;
  g_autofree char *sum = NULL;

  if (!bars->rest_line)
    return;
  name = mirador_bars_name_rest (bars);
  sum = mirador_format_value (bars->others);
  if (bars->others_drawn)
    {
      draw_name (bars, *middle, name, bars->style->muted);
      draw_bar (bars, *middle, bars->others, sum, bars->style->other, FALSE, 0);
    }
  else
    {
      g_autofree char *text
        = isfinite (bars->others)
            /* Translators: %1$s is as "14 other regions", %2$s the sum of their figures. */
            ? g_strdup_printf (_ ("%1$s: %2$s together, too long to draw"), name, sum)
            : g_strdup (name);

      mirador_canvas_text (bars->canvas, bars->zero_x, *middle, text, MIRADOR_TEXT_SMALL, FALSE,
                           bars->style->muted, MIRADOR_ALIGN_START,
                           bars->plot.x + bars->plot.width - bars->zero_x);
    }
  *middle += bars->pitch;
}

static void
draw_gap_rows (MiradorBars *bars, double *middle)
{
  double right = bars->plot.x + bars->plot.width;
  double x = bars->zero_x + 0.6 * bars->style->px[MIRADOR_TEXT_NORMAL];

  for (guint i = 0; i < bars->n_gap_rows; i++, *middle += bars->pitch)
    {
      guint index = g_array_index (bars->gaps, guint, i);
      const MiradorRow *row = mirador_frame_get_row (bars->frame, index);
      g_autofree char *name = mirador_bars_name_row (bars, row);
      g_autofree char *reason = mirador_explain_gap (row);
      g_autofree char *text = g_strdup_printf ("— %s", reason);

      draw_name (bars, *middle, name, bars->style->muted);
      mirador_canvas_text (bars->canvas, x, *middle, text, MIRADOR_TEXT_SMALL, FALSE,
                           bars->style->muted, MIRADOR_ALIGN_START, MAX (right - x, 1));
      mirador_chart_add_mark (
        bars->marks, bars->canvas,
        (MiradorBox){ bars->zero_x, *middle - bars->pitch / 3, right - x, bars->pitch * 0.66 }, 0,
        index);
    }
}

static char *
list_gaps (const MiradorBars *bars)
{
  GString *names = g_string_new (NULL);

  for (guint i = bars->n_gap_rows; i < bars->gaps->len; i++)
    {
      guint index = g_array_index (bars->gaps, guint, i);
      g_autofree char *name
        = mirador_bars_name_row (bars, mirador_frame_get_row (bars->frame, index));

      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return g_string_free (names, FALSE);
}

static void
draw_gap_line (MiradorBars *bars, double middle)
{
  guint n = bars->gaps->len - bars->n_gap_rows;
  g_autofree char *names = list_gaps (bars);
  g_autofree char *text = NULL;

  if (!bars->gap_line)
    return;
  /* Translators: %1$u is a number of regions or categories, %2$s their names. */
  text = g_strdup_printf (
    ngettext ("— %1$u without a figure: %2$s", "— %1$u without a figure: %2$s", n), n, names);
  mirador_canvas_text (bars->canvas, bars->zero_x, middle, text, MIRADOR_TEXT_SMALL, FALSE,
                       bars->style->muted, MIRADOR_ALIGN_START,
                       MAX (bars->plot.x + bars->plot.width - bars->zero_x, 1));
}

void
mirador_bars_draw (const MiradorChart *chart, MiradorCanvas *canvas, MiradorBox plot, GArray *marks)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  MiradorBars bars = { chart, canvas, mirador_canvas_get_style (canvas), frame, marks, plot };
  double middle;

  mirador_bars_sort_rows (&bars);
  bars.targeted = mirador_chart_match_whole_targets (chart, 1);
  if (bars.values->len > 0)
    {
      bars.varies = mirador_frame_get_varying (frame) & ~(guint)MIRADOR_VARIES_FEED;
      mirador_bars_share_lines (&bars);
      bars.n_leaders = mirador_bars_count_leaders (&bars);
      set_pitch (&bars);
      set_scale (&bars);
      middle = plot.y + bars.pitch / 2;
      draw_values (&bars, &middle);
      explain_ticks (&bars, middle - bars.pitch);
      draw_rest (&bars, &middle);
      draw_gap_rows (&bars, &middle);
      draw_gap_line (&bars, middle);
      mirador_canvas_line (canvas, bars.zero_x - 0.5, plot.y, bars.zero_x - 0.5,
                           plot.y + bars.pitch * (bars.n_bars + (bars.others_drawn ? 1 : 0)),
                           bars.style->axis, MAX (1, round (bars.style->scale * 1.4)), FALSE);
    }
  g_array_unref (bars.values);
  g_array_unref (bars.gaps);
  g_array_unref (bars.targeted);
}

char **
mirador_bars_notes (const MiradorChart *chart)
{
  return mirador_chart_note_targets (chart);
}

static char *
name_of (const MiradorChart *chart, const MiradorRow *row)
{
  MiradorVaries varies = mirador_frame_get_varying (mirador_chart_get_frame (chart, 0));

  return mirador_row_get_label (row, varies & ~(guint)MIRADOR_VARIES_FEED);
}

static gboolean
is_certain (MiradorExtreme extreme)
{
  return extreme.kind == MIRADOR_EXTREME_OF_ALL || extreme.kind == MIRADOR_EXTREME_OF_SHOWN;
}

char *
mirador_bars_describe (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  MiradorBars bars = { chart, NULL, NULL, frame };
  g_autofree char *extra = NULL;

  mirador_bars_sort_rows (&bars);
  if (bars.values->len > 1 && is_certain (mirador_claim_largest (frame))
      && is_certain (mirador_claim_smallest (frame)))
    {
      g_autofree char *first = name_of (chart, mirador_bars_value_row (&bars, 0));
      g_autofree char *last = name_of (chart, mirador_bars_value_row (&bars, bars.values->len - 1));

      /* Translators: %1$s is the bar with the largest figure, %2$s the one with the smallest. */
      extra = g_strdup_printf (_ ("Largest: %1$s. Smallest: %2$s."), first, last);
    }
  g_array_unref (bars.values);
  g_array_unref (bars.gaps);
  return mirador_chart_describe_rows (chart, name_of, extra);
}
