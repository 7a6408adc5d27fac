/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/explain.h"
#include "analysis/headline.h"
#include "analysis/label.h"
#include "analysis/targets.h"
#include "model/format.h"

#define MOST_BARS 10
#define MOST_GAP_ROWS 3

typedef struct
{
  const MiradorChart *chart;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  MiradorFrame *frame;
  GArray *marks;
  MiradorBox plot;
  GArray *values;   /* guint rows with a value, the largest first */
  GArray *gaps;     /* guint rows without */
  GArray *targeted; /* MiradorTargeted, one a row of the frame */
  MiradorVaries varies;
  guint n_bars;     /* of the values, those drawn */
  guint n_leaders;  /* of the bars, those that stand out */
  guint n_gap_rows; /* of the gaps, those with a line of their own */
  double others;    /* the sum of the rest, NaN where it does not add */
  gboolean others_drawn;
  gboolean gap_line; /* one line for all other gaps */
  gboolean rest_line;
  double pitch, zero_x, per_unit, label_width;
} Bars;

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

static const MiradorRow *
value_row (const Bars *bars, guint i)
{
  return mirador_frame_get_row (bars->frame, g_array_index (bars->values, guint, i));
}

static int
compare_values (gconstpointer a, gconstpointer b, gpointer frame)
{
  double one = mirador_frame_get_row (frame, *(const guint *)a)->value;
  double two = mirador_frame_get_row (frame, *(const guint *)b)->value;

  if (one != two)
    return one > two ? -1 : 1;
  return *(const guint *)a < *(const guint *)b ? -1 : 1;
}

static void
sort_rows (Bars *bars)
{
  bars->values = g_array_new (FALSE, FALSE, sizeof (guint));
  bars->gaps = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < mirador_frame_get_n_rows (bars->frame); i++)
    g_array_append_val (
      mirador_row_has_value (mirador_frame_get_row (bars->frame, i)) ? bars->values : bars->gaps,
      i);
  g_array_sort_with_data (bars->values, compare_values, bars->frame);
}

/* Places of one level of the tree share no ground; others may lie in each other. */
static gboolean
are_apart (const Bars *bars)
{
  const MiradorPlace *first = value_row (bars, 0)->place;

  for (guint i = 0; i < bars->values->len; i++)
    {
      const MiradorPlace *place = value_row (bars, i)->place;

      if (place == NULL || place->level != first->level || place->members->len > 0)
        return FALSE;
    }
  return TRUE;
}

/* The rest has a sum only where the measure adds over what the bars are, and nothing is missing
 * from it. */
static gboolean
can_sum_rest (const Bars *bars)
{
  const MiradorRow *first = value_row (bars, 0);
  guint needed = (bars->varies & MIRADOR_VARIES_BREAKDOWN ? MIRADOR_ADDS_BREAKDOWN : 0)
                 | (bars->varies & MIRADOR_VARIES_PLACE ? MIRADOR_ADDS_PLACE : 0);

  if (bars->gaps->len > 0 || bars->varies == 0
      || (bars->varies & ~(guint)(MIRADOR_VARIES_PLACE | MIRADOR_VARIES_BREAKDOWN)) != 0)
    return FALSE;
  return first->measure != NULL && mirador_row_is_count (first)
         && (mirador_row_get_adds (bars->frame, first) & needed) == needed
         && (!(bars->varies & MIRADOR_VARIES_PLACE) || are_apart (bars));
}

static double
sum_rest (const Bars *bars)
{
  double sum = 0;

  if (bars->n_bars >= bars->values->len || !can_sum_rest (bars))
    return NAN;
  for (guint i = bars->n_bars; i < bars->values->len; i++)
    sum += value_row (bars, i)->value;
  return sum;
}

static double
gap_lines (const Bars *bars)
{
  return bars->n_gap_rows + (bars->gap_line ? 1 : 0);
}

/* How many lines go to bars, to the rest and to gaps; bars come first. */
static void
share_lines (Bars *bars)
{
  double line = mirador_canvas_line_height (bars->canvas, MIRADOR_TEXT_NORMAL);
  guint room = (guint)MAX (bars->plot.height / (1.12 * line), 1);
  guint n = bars->values->len;
  guint gaps = bars->gaps->len;

  bars->n_gap_rows = gaps <= MOST_GAP_ROWS && n + gaps <= room ? gaps : 0;
  bars->gap_line = gaps > bars->n_gap_rows && room > 2;
  room -= MIN (room - 1, (guint)gap_lines (bars));
  bars->n_bars = MIN (n, room);
  /* A high picture may tell more. */
  if (n > MAX (MOST_BARS, room * 0.55) + 2)
    bars->n_bars = MIN (bars->n_bars, MAX (MOST_BARS, (guint)(room * 0.55)));
  bars->rest_line = bars->n_bars < n;
  if (bars->rest_line && bars->n_bars == room && room > 1)
    bars->n_bars--;
  else if (bars->rest_line && room == 1)
    bars->rest_line = FALSE;
  bars->others = sum_rest (bars);
}

/* A leader stands apart: the bars above the first wide step among the first three. */
static guint
count_leaders (const Bars *bars)
{
  for (guint i = 1; i <= 3 && i < bars->n_bars; i++)
    if (value_row (bars, i - 1)->value > 1.5 * MAX (value_row (bars, i)->value, 0))
      return i;
  return 1;
}

static char *
row_name (const Bars *bars, const MiradorRow *row)
{
  return mirador_row_get_label (row, bars->varies);
}

static char *
name_rest (const Bars *bars)
{
  guint n = bars->values->len - bars->n_bars;
  const MiradorRow *first = value_row (bars, 0);
  MiradorLevel level = first->place != NULL && (bars->varies & MIRADOR_VARIES_PLACE)
                         ? first->place->level
                         : MIRADOR_LEVEL_ANY;

  if (!isfinite (bars->others))
    /* Translators: %u is a number of bars. */
    return g_strdup_printf (ngettext ("%u more not shown", "%u more not shown", n), n);
  if (level == MIRADOR_LEVEL_REGION)
    /* Translators: %u is a number of regions. */
    return g_strdup_printf (ngettext ("%u other region", "%u other regions", n), n);
  if (level == MIRADOR_LEVEL_PROVINCE)
    /* Translators: %u is a number of provinces. */
    return g_strdup_printf (ngettext ("%u other province", "%u other provinces", n), n);
  if (level == MIRADOR_LEVEL_DISTRICT)
    /* Translators: %u is a number of districts. */
    return g_strdup_printf (ngettext ("%u other district", "%u other districts", n), n);
  /* Translators: %u is a number of categories. */
  return g_strdup_printf (ngettext ("%u other", "%u others", n), n);
}

static void
measure_texts (Bars *bars, double *labels, double *values)
{
  g_autofree char *rest = bars->rest_line && isfinite (bars->others) ? name_rest (bars) : NULL;
  g_autofree char *sum = rest != NULL ? mirador_format_value (bars->others) : NULL;

  *labels
    = rest != NULL ? mirador_canvas_text_width (bars->canvas, rest, MIRADOR_TEXT_NORMAL, FALSE) : 0;
  *values
    = sum != NULL ? mirador_canvas_text_width (bars->canvas, sum, MIRADOR_TEXT_NORMAL, TRUE) : 0;
  for (guint i = 0; i < bars->n_bars + bars->n_gap_rows; i++)
    {
      guint index = i < bars->n_bars ? g_array_index (bars->values, guint, i)
                                     : g_array_index (bars->gaps, guint, i - bars->n_bars);
      const MiradorRow *row = mirador_frame_get_row (bars->frame, index);
      g_autofree char *name = row_name (bars, row);
      g_autofree char *value = mirador_explain_value (row);

      *labels
        = MAX (*labels, mirador_canvas_text_width (bars->canvas, name, MIRADOR_TEXT_NORMAL, FALSE));
      *values
        = MAX (*values, mirador_canvas_text_width (bars->canvas, value, MIRADOR_TEXT_NORMAL, TRUE));
    }
}

static const MiradorTargeted *
targeted_at (const Bars *bars, guint i)
{
  return &g_array_index (bars->targeted, MiradorTargeted, g_array_index (bars->values, guint, i));
}

/* 0 where there is none. */
static double
target_of (const Bars *bars, guint i)
{
  const MiradorRow *target = targeted_at (bars, i)->target;

  return target != NULL ? MAX (target->value, 0) : 0;
}

static void
set_scale (Bars *bars)
{
  double px = bars->style->px[MIRADOR_TEXT_NORMAL];
  double high = MAX (value_row (bars, 0)->value, 0);
  double low = MIN (value_row (bars, bars->n_bars - 1)->value, 0);
  double labels, values, room;

  for (guint i = 0; i < bars->n_bars; i++)
    high = MAX (high, target_of (bars, i));
  measure_texts (bars, &labels, &values);
  bars->label_width = MIN (labels, bars->plot.width * 0.36);
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
set_pitch (Bars *bars)
{
  double line = mirador_canvas_line_height (bars->canvas, MIRADOR_TEXT_NORMAL);
  double lines = bars->n_bars + (bars->rest_line ? 1 : 0) + gap_lines (bars);

  bars->pitch = MIN (bars->plot.height / lines, 2.8 * line);
}

static void
draw_name (Bars *bars, double middle, const char *name, MiradorColour colour)
{
  double px = bars->style->px[MIRADOR_TEXT_NORMAL];

  mirador_canvas_text (bars->canvas, bars->plot.x + bars->label_width, middle, name,
                       MIRADOR_TEXT_NORMAL, FALSE, colour, MIRADOR_ALIGN_END,
                       MAX (bars->label_width, px));
}

/* Returns: where the bar's value ends. */
static MiradorBox
draw_bar (Bars *bars,
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
  return (MiradorBox){ bar.x, bar.y, MAX (label.x + label.width, bar.x + 1) - bar.x, bar.height };
}

static void
draw_values (Bars *bars, double *middle)
{
  gboolean mixed = mirador_rows_are_mixed (bars->frame);

  for (guint i = 0; i < bars->n_bars; i++, *middle += bars->pitch)
    {
      const MiradorRow *row = value_row (bars, i);
      g_autofree char *name = row_name (bars, row);
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

static void
draw_rest (Bars *bars, double *middle)
{
  g_autofree char *name = NULL;
  g_autofree char *sum = NULL;

  if (!bars->rest_line)
    return;
  name = name_rest (bars);
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
draw_gap_rows (Bars *bars, double *middle)
{
  double right = bars->plot.x + bars->plot.width;
  double x = bars->zero_x + 0.6 * bars->style->px[MIRADOR_TEXT_NORMAL];

  for (guint i = 0; i < bars->n_gap_rows; i++, *middle += bars->pitch)
    {
      guint index = g_array_index (bars->gaps, guint, i);
      const MiradorRow *row = mirador_frame_get_row (bars->frame, index);
      g_autofree char *name = row_name (bars, row);
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
list_gaps (const Bars *bars)
{
  GString *names = g_string_new (NULL);

  for (guint i = bars->n_gap_rows; i < bars->gaps->len; i++)
    {
      guint index = g_array_index (bars->gaps, guint, i);
      g_autofree char *name = row_name (bars, mirador_frame_get_row (bars->frame, index));

      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return g_string_free (names, FALSE);
}

static void
draw_gap_line (Bars *bars, double middle)
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
  Bars bars = { chart, canvas, mirador_canvas_get_style (canvas), frame, marks, plot };
  double middle;

  sort_rows (&bars);
  bars.targeted = mirador_chart_match_whole_targets (chart, 1);
  if (bars.values->len > 0)
    {
      bars.varies = mirador_frame_get_varying (frame) & ~(guint)MIRADOR_VARIES_FEED;
      share_lines (&bars);
      bars.n_leaders = count_leaders (&bars);
      set_scale (&bars);
      set_pitch (&bars);
      middle = plot.y + bars.pitch / 2;
      draw_values (&bars, &middle);
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

char *
mirador_bars_describe (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  Bars bars = { chart, NULL, NULL, frame };
  g_autofree char *extra = NULL;

  sort_rows (&bars);
  if (bars.values->len > 1 && !mirador_frame_has_hidden (frame))
    {
      g_autofree char *first = name_of (chart, value_row (&bars, 0));
      g_autofree char *last = name_of (chart, value_row (&bars, bars.values->len - 1));

      /* Translators: %1$s is the bar with the largest figure, %2$s the one with the smallest. */
      extra = g_strdup_printf (_ ("Largest: %1$s. Smallest: %2$s."), first, last);
    }
  g_array_unref (bars.values);
  g_array_unref (bars.gaps);
  return mirador_chart_describe_rows (chart, name_of, extra);
}
