/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline-panels.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/claims.h"
#include "analysis/explain.h"
#include "analysis/label.h"
#include "model/format.h"

/* The last period of a table is the last one for which at least half of its lines have a figure;
 * looked for among this many. */
#define FURTHEST_BACK 36

typedef MiradorPanelLine Line;

/** What is compared: the same periods of two years. */
typedef struct
{
  MiradorPeriod first, last;
} Window;

static void
free_line (gpointer pointer)
{
  Line *line = pointer;

  g_ptr_array_unref (line->rows);
  g_ptr_array_unref (line->before);
  g_free (line);
}

static gboolean
is_same_line (const MiradorRow *a, const MiradorRow *b)
{
  return (a->stage != MIRADOR_STAGE_NONE || a->measure == b->measure) && a->stage == b->stage
         && a->program == b->program && a->place == b->place && a->breakdown == b->breakdown;
}

static Line *
find_line (GPtrArray *lines, const MiradorRow *row, gboolean make)
{
  Line *line;

  /* Rows of a line stand together, so it is most often the last one. */
  for (guint i = lines->len; i > 0; i--)
    if (is_same_line (((Line *)lines->pdata[i - 1])->any, row))
      return lines->pdata[i - 1];
  if (!make)
    return NULL;
  line = g_new0 (Line, 1);
  line->any = row;
  line->rows = g_ptr_array_new ();
  line->before = g_ptr_array_new ();
  g_ptr_array_add (lines, line);
  return line;
}

GPtrArray *
mirador_panel_lines_find (const MiradorFrame *frame, const MiradorFrame *before)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (free_line);

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);
      Line *line = mirador_period_is_none (row->period) ? NULL : find_line (lines, row, TRUE);

      if (line == NULL)
        continue;
      g_ptr_array_add (line->rows, (gpointer)row);
      line->n_values += isfinite (row->value) ? 1 : 0;
      if (isfinite (row->value) && line->any->measure == NULL)
        line->any = row;
    }
  for (guint i = 0; before != NULL && i < mirador_frame_get_n_rows (before); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (before, i);
      Line *line = find_line (lines, row, FALSE);

      if (line != NULL)
        g_ptr_array_add (line->before, (gpointer)row);
    }
  return lines;
}

/* Nobody compares what has no figures. */
static void
drop_empty (GPtrArray *lines)
{
  for (guint i = lines->len; i > 0; i--)
    if (((Line *)lines->pdata[i - 1])->n_values == 0)
      g_ptr_array_remove_index (lines, i - 1);
}

static const MiradorRow *
find_in (const GPtrArray *rows, MiradorPeriod period)
{
  for (guint i = 0; i < rows->len; i++)
    if (mirador_period_equal (((const MiradorRow *)rows->pdata[i])->period, period))
      return rows->pdata[i];
  return NULL;
}

static const MiradorRow *
whole_at (const Line *line, MiradorPeriod period)
{
  const MiradorRow *row = find_in (line->rows, period);

  return row != NULL && mirador_claim_is_whole (row) ? row : NULL;
}

static MiradorPeriod
find_end (const GPtrArray *lines, gboolean latest)
{
  MiradorPeriod found = MIRADOR_PERIOD_NONE;

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = lines->pdata[i];

      for (guint j = 0; j < line->rows->len; j++)
        {
          const MiradorRow *row = line->rows->pdata[j];
          int order
            = mirador_period_is_none (found) ? 0 : mirador_period_compare (row->period, found);

          if (latest && !mirador_claim_is_whole (row))
            continue;
          if (mirador_period_is_none (found) || (latest ? order > 0 : order < 0))
            found = row->period;
        }
    }
  return found;
}

/* One place that reports sooner than all others does not make the end of the table. */
static MiradorPeriod
find_last (const GPtrArray *lines)
{
  MiradorPeriod period = find_end (lines, TRUE);

  for (guint back = 0; back < FURTHEST_BACK && !mirador_period_is_none (period); back++)
    {
      guint n = 0;

      for (guint i = 0; i < lines->len; i++)
        n += whole_at (lines->pdata[i], period) != NULL ? 1 : 0;
      if (2 * n >= lines->len)
        return period;
      period = mirador_period_previous (period);
    }
  return MIRADOR_PERIOD_NONE;
}

gboolean
mirador_panel_lines_is_one_measure (const GPtrArray *lines)
{
  const Line *first = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = lines->pdata[i];

      if (line->n_values == 0)
        continue;
      if (first == NULL)
        first = line;
      if (line->any->measure != first->any->measure)
        return FALSE;
    }
  return first != NULL;
}

/* A year at most, so that the two do not share days; more than one period only where figures add
 * over time. */
static Window
find_window (const MiradorFrame *frame, const GPtrArray *lines)
{
  Window window = { find_end (lines, FALSE), find_last (lines) };
  MiradorPeriod year_ago = mirador_period_is_none (window.last)
                             ? MIRADOR_PERIOD_NONE
                             : mirador_period_year_before (window.last);
  const MiradorRow *row = ((Line *)lines->pdata[0])->any;

  if (mirador_period_is_none (year_ago))
    return (Window){ MIRADOR_PERIOD_NONE, MIRADOR_PERIOD_NONE };
  if (!mirador_row_is_count (row) || !(mirador_row_get_adds (frame, row) & MIRADOR_ADDS_TIME))
    window.first = window.last;
  if (mirador_period_compare (window.first, year_ago) <= 0)
    window.first = mirador_period_next (year_ago);
  return window;
}

/* The sums of both years, and whether every period of both can be compared. */
static MiradorChangeKind
compare_years (const Line *line, Window window)
{
  MiradorRow now, past;
  gboolean begun = FALSE;

  for (MiradorPeriod period = window.first;
       !mirador_period_is_none (period) && mirador_period_compare (period, window.last) <= 0;
       period = mirador_period_next (period))
    {
      MiradorPeriod year_ago = mirador_period_year_before (period);
      const MiradorRow *row = whole_at (line, period);
      const MiradorRow *other = find_in (line->rows, year_ago);

      if (other == NULL)
        other = find_in (line->before, year_ago);
      if (row == NULL || other == NULL || !mirador_claim_is_whole (other)
          || mirador_claim_may_compare (row, other) != MIRADOR_CLAIM_COMPARABLE)
        return MIRADOR_CHANGE_NONE;
      if (begun)
        {
          now.value += row->value;
          past.value += other->value;
          now.flags |= row->flags;
          past.flags |= other->flags;
        }
      else
        {
          now = *row;
          past = *other;
          begun = TRUE;
        }
    }
  return begun ? mirador_claim_change (&now, &past).kind : MIRADOR_CHANGE_NONE;
}

const char *
mirador_panels_noun (const MiradorFrame *frame, guint n)
{
  MiradorVaries varies = mirador_frame_get_varying (frame);
  const MiradorRow *first
    = mirador_frame_get_n_rows (frame) > 0 ? mirador_frame_get_row (frame, 0) : NULL;
  const guint others = MIRADOR_VARIES_MEASURE | MIRADOR_VARIES_PROGRAM | MIRADOR_VARIES_BREAKDOWN;

  if (first == NULL || (varies & MIRADOR_VARIES_BREAKDOWN))
    return ngettext ("group", "groups", n);
  if ((varies & MIRADOR_VARIES_PROGRAM) && !(varies & MIRADOR_VARIES_PLACE))
    return ngettext ("program", "programs", n);
  if ((varies & others) || first->place == NULL)
    return ngettext ("group", "groups", n);
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorPlace *place = mirador_frame_get_row (frame, i)->place;

      if (place == NULL || place->level != first->place->level)
        return ngettext ("place", "places", n);
    }
  return mirador_level_to_text (first->place->level, n);
}

char *
mirador_panels_measure (const MiradorRow *row)
{
  if (!mirador_row_is_rate (row))
    return g_strdup (mirador_row_measure_name (row));
  /* Translators: %s is a measure. */
  return g_strdup_printf (_ ("%s per 100,000 inhabitants"), mirador_row_measure_name (row));
}

/* «15 de 25 regiones»: of those that can be compared. */
char *
mirador_panels_count (const MiradorFrame *frame, guint n, guint n_comparable, guint n_lines)
{
  const char *noun = mirador_panels_noun (frame, n_comparable);

  if (n_comparable < n_lines)
    /* Translators: %1$u of %2$u places; %3$s is as "regions": only those with figures of both
     * years. */
    return g_strdup_printf (_ ("%1$u of %2$u comparable %3$s"), n, n_comparable, noun);
  /* Translators: %1$u of %2$u places; %3$s is as "regions". */
  return g_strdup_printf (_ ("%1$u of %2$u %3$s"), n, n_comparable, noun);
}

static char *
say_rise (const char *count, guint n, gboolean up, const char *period)
{
  if (up)
    /* Translators: %1$s is as "14 of 25 regions", %2$s a period. */
    return g_strdup_printf (
      ngettext ("%1$s rose clearly against %2$s", "%1$s rose clearly against %2$s", n), count,
      period);
  /* Translators: %1$s is as "14 of 25 regions", %2$s a period. */
  return g_strdup_printf (
    ngettext ("%1$s fell clearly against %2$s", "%1$s fell clearly against %2$s", n), count,
    period);
}

static char *
say_rest (guint n, gboolean up)
{
  if (up)
    /* Translators: a number of regions, after a clause on those that fell. */
    return g_strdup_printf (ngettext ("%u rose", "%u rose", n), n);
  /* Translators: a number of regions, after a clause on those that rose. */
  return g_strdup_printf (ngettext ("%u fell", "%u fell", n), n);
}

typedef struct
{
  guint up, down, unclear;
} Changes;

static Changes
count_changes (const GPtrArray *lines, Window window)
{
  Changes changes = { 0, 0, 0 };

  for (guint i = 0; i < lines->len; i++)
    {
      MiradorChangeKind kind = compare_years (lines->pdata[i], window);

      changes.up += kind == MIRADOR_CHANGE_UP ? 1 : 0;
      changes.down += kind == MIRADOR_CHANGE_DOWN ? 1 : 0;
      changes.unclear += kind == MIRADOR_CHANGE_UNCLEAR ? 1 : 0;
    }
  return changes;
}

/* How many rose or fell; NULL where too few can be compared. */
static char *
say_changes (const MiradorFrame *frame, const GPtrArray *lines)
{
  Window window = find_window (frame, lines);
  Changes changes = { 0, 0, 0 };
  g_autofree char *what = mirador_panels_measure (((Line *)lines->pdata[0])->any);
  g_autofree char *period = NULL, *count = NULL, *clause = NULL, *rest = NULL;
  MiradorRange range;
  gboolean up;
  guint n;

  if (!mirador_period_is_none (window.first))
    changes = count_changes (lines, window);
  n = changes.up + changes.down + changes.unclear;
  if (n < 2 || 2 * n < lines->len)
    return NULL;
  if (mirador_period_equal (window.first, window.last))
    {
      g_autofree char *name = mirador_format_period (window.last);
      g_autofree char *measure = what;

      /* Translators: %1$s is a measure, %2$s a period. */
      what = g_strdup_printf (C_ ("headline", "%1$s in %2$s"), measure, name);
    }
  range = (MiradorRange){ window.first.first_day, mirador_period_get_last_day (window.last) };
  period
    = mirador_format_range (mirador_range_year_before (range), MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);
  up = changes.up >= changes.down;
  count = mirador_panels_count (frame, up ? changes.up : changes.down, n, lines->len);
  if (changes.up + changes.down == 0)
    /* Translators: %1$s is a measure, %2$s a period, %3$u a number, %4$s as "regions". */
    return g_strdup_printf (_ ("%1$s: no clear change against %2$s in %3$u %4$s"), what, period, n,
                            mirador_panels_noun (frame, n));
  clause = say_rise (count, up ? changes.up : changes.down, up, period);
  if (changes.up == 0 || changes.down == 0)
    /* Translators: %1$s is a measure, %2$s a sentence on it. */
    return g_strdup_printf (C_ ("headline", "%1$s: %2$s"), what, clause);
  rest = say_rest (up ? changes.down : changes.up, !up);
  /* Translators: %1$s is a measure, %2$s and %3$s are sentences on it. */
  return g_strdup_printf (_ ("%1$s: %2$s; %3$s"), what, clause, rest);
}

static char *
say_leader (const MiradorFrame *frame, const GPtrArray *lines)
{
  MiradorPeriod last = find_last (lines);
  MiradorVaries varies = mirador_frame_get_varying (frame);
  const MiradorRow *best = NULL;
  guint n_best = 0, n = 0;
  g_autofree char *name = NULL, *what = NULL, *period = NULL, *value = NULL, *measure = NULL;

  for (guint i = 0; i < lines->len && !mirador_period_is_none (last); i++)
    {
      const MiradorRow *row = whole_at (lines->pdata[i], last);

      if (row == NULL)
        continue;
      n++;
      n_best = best == NULL || row->value > best->value ? 1 : n_best + (row->value == best->value);
      best = best == NULL || row->value > best->value ? row : best;
    }
  if (n < 2 || n_best != 1 || best->value <= 0 || (best->flags & MIRADOR_CLAIM_INEXACT))
    return NULL;
  name = mirador_row_get_label (best, (MiradorVaries)(varies & ~(guint)MIRADOR_VARIES_PERIOD));
  measure = mirador_panels_measure (best);
  what = mirador_label_lower (measure);
  period = mirador_format_period (best->period);
  value = mirador_explain_value (best);
  if (n < lines->len)
    return g_strdup_printf (
      /* Translators: %1$s is a name, %2$s a measure, %3$s a period, %4$s its value; others have no
       * figure. */
      _ ("%1$s ranks first in %2$s in %3$s among those with a figure: %4$s"), name, what, period,
      value);
  /* Translators: "Lima ranks first in people screened in Jun 2025: 6,234". */
  return g_strdup_printf (_ ("%1$s ranks first in %2$s in %3$s: %4$s"), name, what, period, value);
}

char *
mirador_panels_title (const MiradorFrame *frame, const char *otherwise)
{
  const MiradorRow *row = NULL;
  g_autofree char *what = NULL, *name = NULL;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame) && row == NULL; i++)
    if (!mirador_period_is_none (mirador_frame_get_row (frame, i)->period))
      row = mirador_frame_get_row (frame, i);
  if (row == NULL)
    return g_strdup (otherwise);
  what = mirador_panels_measure (row);
  name = mirador_label_upper (what);
  /* Translators: a title: %1$s is a measure, %2$s as "region", %3$s the length of a period. */
  return g_strdup_printf (_ ("%1$s by %2$s and %3$s"), name, mirador_panels_noun (frame, 1),
                          mirador_grain_to_text ((MiradorGrain)row->period.grain));
}

char *
mirador_headline_multiples (const MiradorFrame *frame, const MiradorFrame *before)
{
  g_autoptr (GPtrArray) lines = mirador_panel_lines_find (frame, before);
  char *sentence = NULL;

  drop_empty (lines);
  if (mirador_panel_lines_is_one_measure (lines) && lines->len > 1)
    sentence = say_changes (frame, lines);
  if (sentence == NULL && mirador_panel_lines_is_one_measure (lines)
      && !mirador_frame_has_hidden (frame))
    sentence = say_leader (frame, lines);
  return sentence != NULL ? sentence : mirador_panels_title (frame, _ ("Small trends"));
}
