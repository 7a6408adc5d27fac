/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/claims.h"
#include "analysis/explain.h"
#include "analysis/headline-panels.h"
#include "analysis/label.h"
#include "model/format.h"

/* One line of the chart. */
typedef struct
{
  const MiradorRow *first;
  const MiradorRow *highest;
  const MiradorRow *last; /* the last complete one */
  gboolean tie;           /* the highest value stands twice */
  gboolean holes;         /* periods between its first and its last one have no figure */
  gboolean open;          /* a figure that is not complete or not exact may be as high */
  guint n;
} Line;

static gboolean
is_whole (const MiradorRow *row)
{
  return mirador_claim_is_whole (row) && !mirador_period_is_none (row->period);
}

static gboolean
is_same_line (const MiradorRow *row, const MiradorRow *other)
{
  return row->measure == other->measure && row->stage == other->stage
         && row->program == other->program && row->place == other->place
         && row->breakdown == other->breakdown;
}

static void
extend (Line *line, const MiradorRow *row)
{
  line->n++;
  if (line->first == NULL || mirador_period_compare (row->period, line->first->period) < 0)
    line->first = row;
  if (line->highest == NULL || row->value > line->highest->value)
    {
      line->highest = row;
      line->tie = FALSE;
    }
  else if (row->value == line->highest->value)
    line->tie = TRUE;
  if (line->last == NULL || mirador_period_compare (row->period, line->last->period) > 0)
    line->last = row;
}

static GArray *
find_lines (const MiradorFrame *frame)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (Line));

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);
      Line *found = NULL;

      if (!is_whole (row) || row->measure == NULL)
        continue;
      for (guint j = 0; j < lines->len && found == NULL; j++)
        if (is_same_line (g_array_index (lines, Line, j).highest, row))
          found = &g_array_index (lines, Line, j);
      if (found == NULL)
        {
          g_array_set_size (lines, lines->len + 1);
          found = &g_array_index (lines, Line, lines->len - 1);
        }
      extend (found, row);
    }
  return lines;
}

/* Estimates whose intervals overlap: either may be the higher. */
static gboolean
may_be_as_high (const MiradorRow *row, const MiradorRow *highest)
{
  return row != highest && isfinite (highest->low) && isfinite (row->high)
         && row->high >= highest->low;
}

/* What is not in the line, or not exact, may be higher than what is. */
static void
note_doubts (const MiradorFrame *frame, Line *line)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (!is_same_line (row, line->highest) || mirador_period_is_none (row->period))
        continue;
      line->open = line->open || may_be_as_high (row, line->highest);
      if (isfinite (row->value) && (!is_whole (row) || (row->flags & MIRADOR_CLAIM_INEXACT)))
        line->open = line->open || row == line->highest || row->value >= line->highest->value
                     || (row->flags & MIRADOR_FLAG_MORE_THAN);
      else if (!isfinite (row->value)
               && mirador_period_compare (row->period, line->first->period) > 0
               && mirador_period_compare (row->period, line->last->period) < 0)
        line->holes = TRUE;
    }
}

static const MiradorRow *
find_year_before (const MiradorFrame *frame, const MiradorRow *row)
{
  MiradorPeriod wanted = mirador_period_year_before (row->period);

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *other = mirador_frame_get_row (frame, i);

      if (is_same_line (other, row) && is_whole (other) && other->feed == row->feed
          && mirador_period_equal (other->period, wanted))
        return other;
    }
  return NULL;
}

static char *
period_name (const MiradorRow *row)
{
  g_autofree char *name = row->period.grain == MIRADOR_GRAIN_MONTH
                            ? mirador_format_period_long (row->period)
                            : mirador_format_period (row->period);

  return mirador_label_upper (name);
}

/* Among those that there are. */
static char *
say_highest_known (const MiradorRow *row)
{
  g_autofree char *period = mirador_format_period (row->period);
  g_autofree char *value = mirador_explain_value (row);
  g_autofree char *measure = mirador_panels_measure (row);
  g_autofree char *what = mirador_label_lower (measure);

  /* Translators: some periods have no figure; %1$s is a measure, %2$s a period, %3$s the figure. */
  return g_strdup_printf (_ ("Highest known figure of %1$s: %3$s in %2$s"), what, period, value);
}

static char *
say_highest (const MiradorRow *row)
{
  g_autofree char *period = period_name (row);
  g_autofree char *value = mirador_explain_value (row);
  g_autofree char *measure = mirador_panels_measure (row);
  g_autofree char *what = mirador_label_lower (measure);

  if (!mirador_row_is_count (row))
    /* Translators: %1$s is a period, %2$s a measure, %3$s its value. */
    return g_strdup_printf (_ ("%1$s: the highest %2$s, %3$s"), period, what, value);
  if (row->period.grain == MIRADOR_GRAIN_MONTH)
    /* Translators: "July 2017 was the month with most screenings: 29,542". */
    return g_strdup_printf (_ ("%1$s was the month with most %2$s: %3$s"), period, what, value);
  /* Translators: %1$s is a period, %2$s a measure, %3$s its value. */
  return g_strdup_printf (_ ("%1$s: the most %2$s, %3$s"), period, what, value);
}

static char *
say_last (const MiradorRow *row)
{
  g_autofree char *period = mirador_format_period (row->period);
  g_autofree char *value = mirador_explain_value (row);

  /* Translators: follows a sentence on the highest value; %1$s is a period, %2$s its value. */
  return g_strdup_printf (_ ("last, %1$s: %2$s"), period, value);
}

/* The last period against the same one a year before, where chance does not explain it. */
static char *
say_year (const MiradorFrame *frame, const Line *line)
{
  const MiradorRow *before = find_year_before (frame, line->last);
  MiradorChangeKind clear;

  if (!mirador_claim_may_trend (line->n) || before == NULL || !mirador_row_is_count (line->last))
    return NULL;
  clear = mirador_change_of_counts (line->last->value, before->value).kind;
  if (clear != MIRADOR_CHANGE_UP && clear != MIRADOR_CHANGE_DOWN)
    return NULL;
  return mirador_headline_kpi (line->last, before);
}

static char *
say_line (const MiradorFrame *frame, const Line *line)
{
  g_autofree char *highest
    = line->holes ? say_highest_known (line->highest) : say_highest (line->highest);
  g_autofree char *last = say_last (line->last);
  g_autofree char *year = say_year (frame, line);

  if (line->highest == line->last && year == NULL)
    return g_steal_pointer (&highest);
  if (line->highest == line->last)
    /* Translators: %1$s is a sentence, %2$s a change as "+12.4% against Aug 2016". */
    return g_strdup_printf (_ ("%1$s (%2$s)"), highest, year);
  if (year == NULL)
    /* Translators: %1$s is a sentence on the highest value, %2$s one on the last value. */
    return g_strdup_printf (C_ ("trend", "%1$s; %2$s"), highest, last);
  return g_strdup_printf (
    /* Translators: %1$s is a sentence on the highest value, %2$s one on the last value, %3$s its
       change as "+12.4% against Aug 2016". */
    _ ("%1$s; %2$s (%3$s)"), highest, last, year);
}

/* As sure as its source is of it. */
static char *
say_with_interval (const MiradorRow *row)
{
  g_autofree char *value = mirador_explain_value (row);
  g_autofree char *low = NULL, *high = NULL;

  if (!isfinite (row->low) || !isfinite (row->high))
    return g_steal_pointer (&value);
  low = mirador_format_value (row->low);
  high = mirador_format_value (row->high);
  /* Translators: an estimate, then the ends of its interval: "173 (114 to 250)". */
  return g_strdup_printf (_ ("%1$s (%2$s to %3$s)"), value, low, high);
}

/* Where every period is alike or there is but one, the last value is all that can be said. */
static char *
say_only_last (const Line *line)
{
  g_autofree char *period = period_name (line->last);
  g_autofree char *value = say_with_interval (line->last);
  g_autofree char *measure = mirador_panels_measure (line->last);
  g_autofree char *what = mirador_row_is_count (line->last) && !isfinite (line->last->low)
                            ? mirador_label_lower (measure)
                            : mirador_label_upper (measure);

  if (mirador_row_is_count (line->last) && !isfinite (line->last->low))
    /* Translators: %1$s is a period, %2$s a value, %3$s a measure. */
    return g_strdup_printf (C_ ("trend", "%1$s: %2$s %3$s"), period, value, what);
  /* Translators: %1$s is a measure, %2$s a period, %3$s a value that is no count. */
  return g_strdup_printf (C_ ("trend", "%1$s, %2$s: %3$s"), what, period, value);
}

/* Several lines of one measure: the one that is highest at the end, if all reach it. */
static char *
say_leader (const GArray *lines, MiradorVaries varies)
{
  const MiradorRow *best = g_array_index (lines, Line, 0).last;
  g_autofree char *name = NULL, *measure = NULL, *what = NULL, *period = NULL, *value = NULL;
  guint n_best = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const MiradorRow *last = g_array_index (lines, Line, i).last;

      if (last->measure != best->measure || !mirador_period_equal (last->period, best->period))
        return NULL;
      n_best = last->value > best->value ? 1 : n_best + (last->value == best->value);
      best = last->value > best->value ? last : best;
    }
  if (n_best > 1 || (best->flags & MIRADOR_CLAIM_INEXACT))
    return NULL;
  name = mirador_row_get_label (best, (MiradorVaries)(varies & ~(guint)MIRADOR_VARIES_PERIOD));
  measure = mirador_panels_measure (best);
  what = mirador_label_lower (measure);
  period = mirador_format_period (best->period);
  value = mirador_explain_value (best);
  /* Translators: "Lima ranks first in people screened in Jun 2025: 6,234". */
  return g_strdup_printf (_ ("%1$s ranks first in %2$s in %3$s: %4$s"), name, what, period, value);
}

static gboolean
has_other_places (const GArray *lines)
{
  const MiradorRow *first = g_array_index (lines, Line, 0).last;

  for (guint i = 1; i < lines->len; i++)
    {
      const MiradorRow *last = g_array_index (lines, Line, i).last;

      if (last->program != first->program || last->place != first->place
          || last->breakdown != first->breakdown)
        return TRUE;
    }
  return FALSE;
}

char *
mirador_headline_by_period (const MiradorFrame *frame, const char *otherwise)
{
  const MiradorRow *first;
  g_autofree char *measure = NULL, *name = NULL;

  if (mirador_frame_get_n_rows (frame) == 0)
    return g_strdup (otherwise);
  first = mirador_frame_get_row (frame, 0);
  measure = mirador_panels_measure (first);
  name = mirador_label_upper (measure);
  if (mirador_period_is_none (first->period))
    return g_steal_pointer (&name);
  /* Translators: %1$s is a measure, %2$s the length of a period: "Screenings by month". */
  return g_strdup_printf (C_ ("dimension", "%1$s by %2$s"), name,
                          mirador_grain_to_text ((MiradorGrain)first->period.grain));
}

char *
mirador_headline_trend (const MiradorFrame *frame)
{
  g_autoptr (GArray) lines = find_lines (frame);
  Line *line;
  char *leader = NULL;

  if (lines->len == 0 || mirador_frame_has_hidden (frame))
    return mirador_headline_by_period (frame, _ ("Trend"));
  line = &g_array_index (lines, Line, 0);
  if (lines->len > 1 && has_other_places (lines))
    {
      leader = say_leader (lines, mirador_frame_get_varying (frame));
      return leader ? leader : mirador_headline_by_period (frame, _ ("Trend"));
    }
  note_doubts (frame, line);
  if (line->n < 2 || line->tie || line->open || line->highest->value <= 0)
    return say_only_last (line);
  return say_line (frame, line);
}
