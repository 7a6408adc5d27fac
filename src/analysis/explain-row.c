/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/explain.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/explain-feed.h"
#include "analysis/label.h"
#include "model/format.h"

static char *
say_what (const MiradorRow *row)
{
  const char *name = row->measure ? mirador_measure_get_name (row->measure, row->program) : NULL;

  if (name == NULL)
    name = mirador_row_measure_name (row);
  if (row->program == NULL)
    return g_strdup (name);
  /* Translators: %1$s is a measure, %2$s a program. */
  return g_strdup_printf (_ ("%1$s · %2$s"), name, mirador_program_get_name (row->program));
}

static char *
say_value (const MiradorRow *row)
{
  g_autofree char *value = mirador_explain_value (row);

  if (row->gap != MIRADOR_GAP_NONE)
    return mirador_explain_gap (row);
  if (mirador_row_is_rate (row))
    /* Translators: %s is a number. */
    return g_strdup_printf (_ ("%s per 100,000 inhabitants"), value);
  if (!mirador_row_is_count (row))
    return g_steal_pointer (&value);
  /* Translators: %1$s is a number, %2$s its unit, as "people". */
  return g_strdup_printf (_ ("%1$s %2$s"), value,
                          mirador_catalogue_unit_name (row->measure->unit, row->value));
}

static char *
say_period (const MiradorRow *row)
{
  g_autofree char *text = NULL;

  if (mirador_range_is_all (row->range))
    return NULL;
  /* A quarter by its months, as everywhere else; a year with them. */
  if (row->period.grain == MIRADOR_GRAIN_MONTH || row->period.grain == MIRADOR_GRAIN_YEAR
      || row->period.grain == MIRADOR_GRAIN_FISCAL_YEAR)
    text = mirador_format_period_long (row->period);
  else
    text = mirador_format_range (row->range, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);
  /* Translators: %s is a period. */
  return g_strdup_printf (_ ("Period: %s"), text);
}

static char *
say_place (const MiradorRow *row)
{
  g_autofree char *name = NULL;

  if (row->place == NULL)
    return NULL;
  name = mirador_place_full_name (row->place);
  /* Translators: %s is a place. */
  return g_strdup_printf (_ ("Place: %s"), name);
}

static char *
say_group (const MiradorRow *row)
{
  g_autofree char *text = NULL;

  if (*row->breakdown == '\0')
    return NULL;
  text = mirador_breakdown_key_to_text (row->breakdown);
  /* Translators: %s is a group of people, as "women, 1 to 4 years". */
  return g_strdup_printf (_ ("Group: %s"), text);
}

static char *
say_fraction (const MiradorRow *row)
{
  g_autofree char *numerator = mirador_format_value (row->numerator);
  g_autofree char *denominator = mirador_format_value (row->denominator);

  if (!isfinite (row->numerator) || !isfinite (row->denominator))
    return NULL;
  if (mirador_row_is_rate (row))
    /* Translators: %1$s is a count, %2$s a number of inhabitants. */
    return g_strdup_printf (_ ("Formula: %1$s among %2$s inhabitants"), numerator, denominator);
  /* Translators: %1$s is the numerator, %2$s the denominator of a ratio. */
  return g_strdup_printf (_ ("Formula: %1$s of %2$s"), numerator, denominator);
}

static char *
say_sum (const MiradorRow *row)
{
  g_autofree char *n = mirador_format_count (row->n_parts);

  if (row->gap != MIRADOR_GAP_NONE || row->n_parts == 0)
    return NULL;
  if (row->n_parts == 1)
    return g_strdup (_ ("One figure, as the source gives it"));
  /* Translators: %s is a number, 2 or more. */
  return g_strdup_printf (_ ("Sum of %s figures of the source"), n);
}

static char *
say_interval (const MiradorRow *row)
{
  gboolean percent = row->measure != NULL && row->measure->kind == MIRADOR_KIND_RATIO
                     && row->measure->multiplier == 100;
  g_autofree char *low = NULL, *high = NULL;

  if (!isfinite (row->low) || !isfinite (row->high))
    return NULL;
  low = percent ? mirador_format_percent (row->low / 100, 1) : mirador_format_value (row->low);
  high = percent ? mirador_format_percent (row->high / 100, 1) : mirador_format_value (row->high);
  /* Translators: %1$s and %2$s are the ends of a confidence interval. */
  return g_strdup_printf (_ ("Interval given by the source: %1$s to %2$s"), low, high);
}

static char *
say_feed (const MiradorFrame *frame, const MiradorRow *row)
{
  const MiradorProfile *profile = mirador_frame_get_profile (frame, row->feed);
  const char *title = profile ? mirador_text_get (&profile->title) : row->feed;

  if (title == NULL || *title == '\0')
    return NULL;
  /* Translators: %s is the title of a feed. */
  return g_strdup_printf (_ ("Feed: %s"), title);
}

static char *
say_completeness (const MiradorRow *row)
{
  g_autofree char *share = NULL;

  if (!isfinite (row->completeness))
    return NULL;
  share = mirador_format_percent (floor (row->completeness * 1000) / 1000, 1);
  /* Translators: %s is a percentage. */
  return g_strdup_printf (_ ("Completeness: %s of the expected reports."), share);
}

static void
add_notes (GPtrArray *lines, const MiradorFrame *frame, const MiradorRow *row)
{
  const MiradorProfile *profile = mirador_frame_get_profile (frame, row->feed);

  if ((row->flags & MIRADOR_FLAG_SIMULATED) || (profile != NULL && profile->simulated))
    mirador_explain_add_line (lines, g_strdup (_ ("Simulated data: not a real figure.")));
  if (row->flags & MIRADOR_FLAG_PARTIAL)
    mirador_explain_add_line (lines, g_strdup (_ ("Incomplete: not all of it is reported yet.")));
  mirador_explain_add_terms (lines, frame, row);
  mirador_explain_add_flags (lines, row->flags);
}

char *
mirador_explain_row (const MiradorFrame *frame, const MiradorRow *row)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  mirador_explain_add_line (lines, say_what (row));
  mirador_explain_add_line (lines, say_value (row));
  mirador_explain_add_line (lines, say_period (row));
  mirador_explain_add_line (lines, say_place (row));
  mirador_explain_add_line (lines, say_group (row));
  mirador_explain_add_line (lines, say_fraction (row));
  mirador_explain_add_line (lines, say_sum (row));
  mirador_explain_add_line (lines, say_interval (row));
  mirador_explain_add_line (lines, say_feed (frame, row));
  mirador_explain_add_line (lines, mirador_explain_feed_of_row (frame, row));
  mirador_explain_add_line (lines, mirador_explain_population (frame, row));
  mirador_explain_add_line (lines, say_completeness (row));
  add_notes (lines, frame, row);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}
