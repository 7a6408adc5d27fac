/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/bars-lines.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/label.h"
#include "model/format.h"

#define MOST_BARS 10
#define MOST_GAP_ROWS 3

const MiradorRow *
mirador_bars_value_row (const MiradorBars *bars, guint i)
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

void
mirador_bars_sort_rows (MiradorBars *bars)
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
are_apart (const MiradorBars *bars)
{
  const MiradorPlace *first = mirador_bars_value_row (bars, 0)->place;

  for (guint i = 0; i < bars->values->len; i++)
    {
      const MiradorPlace *place = mirador_bars_value_row (bars, i)->place;

      if (place == NULL || place->level != first->level || place->members->len > 0)
        return FALSE;
    }
  return TRUE;
}

/* The rest has a sum only where the measure adds over what the bars are, and nothing is missing
 * from it. */
static gboolean
can_sum_rest (const MiradorBars *bars)
{
  const MiradorRow *first = mirador_bars_value_row (bars, 0);
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
sum_rest (const MiradorBars *bars)
{
  double sum = 0;

  if (bars->n_bars >= bars->values->len || !can_sum_rest (bars))
    return NAN;
  for (guint i = bars->n_bars; i < bars->values->len; i++)
    sum += mirador_bars_value_row (bars, i)->value;
  return sum;
}

double
mirador_bars_gap_lines (const MiradorBars *bars)
{
  return bars->n_gap_rows + (bars->gap_line ? 1 : 0);
}

/* How many lines go to bars, to the rest and to gaps; bars come first. */
void
mirador_bars_share_lines (MiradorBars *bars)
{
  double line = mirador_canvas_line_height (bars->canvas, MIRADOR_TEXT_NORMAL);
  guint room = (guint)MAX (bars->plot.height / (1.12 * line), 1);
  guint n = bars->values->len;
  guint gaps = bars->gaps->len;

  bars->n_gap_rows = gaps <= MOST_GAP_ROWS && n + gaps <= room ? gaps : 0;
  bars->gap_line = gaps > bars->n_gap_rows && room > 2;
  room -= MIN (room - 1, (guint)mirador_bars_gap_lines (bars));
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
guint
mirador_bars_count_leaders (const MiradorBars *bars)
{
  for (guint i = 1; i <= 3 && i < bars->n_bars; i++)
    if (mirador_bars_value_row (bars, i - 1)->value
        > 1.5 * MAX (mirador_bars_value_row (bars, i)->value, 0))
      return i;
  return 1;
}

char *
mirador_bars_name_row (const MiradorBars *bars, const MiradorRow *row)
{
  char *name = mirador_row_get_label (row, bars->varies);

  mirador_chart_begin_with_capital (&name);
  return name;
}

char *
mirador_bars_name_rest (const MiradorBars *bars)
{
  guint n = bars->values->len - bars->n_bars;
  const MiradorRow *first = mirador_bars_value_row (bars, 0);
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
