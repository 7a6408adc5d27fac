/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/explain.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/explain-feed.h"
#include "analysis/label.h"
#include "model/format.h"

void
mirador_explain_add_line (GPtrArray *lines, char *line)
{
  if (line == NULL || *line == '\0'
      || g_ptr_array_find_with_equal_func (lines, line, g_str_equal, NULL))
    g_free (line);
  else
    g_ptr_array_add (lines, line);
}

void
mirador_explain_add_flags (GPtrArray *lines, guint flags)
{
  static const struct
  {
    MiradorFlags flag;
    const char *text;
  } sentences[] = {
    { MIRADOR_FLAG_CUMULATIVE, N_ ("Figures to date, not of the period alone.") },
    { MIRADOR_FLAG_WEEK_YEAR, N_ ("Years of whole weeks, not of days.") },
    { MIRADOR_FLAG_ESTIMATED, N_ ("Figures estimated by the source.") },
    { MIRADOR_FLAG_ABOUT, N_ ("Figures rounded by the source (“about”).") },
    { MIRADOR_FLAG_MORE_THAN, N_ ("Figures rounded by the source (“more than”).") },
    { MIRADOR_FLAG_LESS_THAN, N_ ("Figures rounded by the source (“fewer than”).") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (flags & sentences[i].flag)
      mirador_explain_add_line (lines, g_strdup (_ (sentences[i].text)));
}

/* Notes of catalogues and feeds are written with and without a full stop. */
static char *
to_sentence (const char *note)
{
  g_autofree char *sentence = g_strstrip (mirador_label_upper (note ? note : ""));

  return g_strconcat (sentence, *sentence == '\0' || g_str_has_suffix (sentence, ".") ? "" : ".",
                      NULL);
}

void
mirador_explain_add_terms (GPtrArray *lines, const MiradorFrame *frame, const MiradorRow *row)
{
  const MiradorTerms *terms = mirador_row_find_terms (frame, row);
  gboolean repeats = (row->flags & MIRADOR_FLAG_REPEATS) != 0;
  const char *note = NULL;

  if (!repeats && row->n_parts < 2)
    return;
  if (terms != NULL)
    note = mirador_text_get (&terms->note);
  if (note != NULL && *note != '\0')
    mirador_explain_add_line (lines, to_sentence (note));
  else if (repeats)
    mirador_explain_add_line (lines, g_strdup (_ ("A person may be counted more than once.")));
}

static guint
flags_of (const MiradorFrame *frame)
{
  guint flags = 0;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    flags |= mirador_frame_get_row (frame, i)->flags;
  return flags;
}

static gboolean
is_by_period (const MiradorFrame *frame)
{
  const MiradorRow *first = NULL;

  /* Reasons without a figure speak for other days; they are no periods beside the others. */
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->gap != MIRADOR_GAP_NONE)
        continue;
      if (first != NULL && row->range.first_day != first->range.first_day)
        return TRUE;
      first = row;
    }
  return FALSE;
}

static char *
say_partial (const MiradorFrame *frame)
{
  g_autoptr (GArray) periods = mirador_frame_get_partial (frame);
  g_autofree char *names = NULL;

  if (periods->len == 0)
    return g_strdup (_ ("Incomplete figures: not every report has arrived."));
  names = mirador_periods_to_text (periods, FALSE);
  if (is_by_period (frame))
    /* Translators: %s is one or more periods. */
    return g_strdup_printf (_ ("Incomplete: %s. Shown hollow and left out of comparisons."), names);
  /* Translators: %s is one or more periods. */
  return g_strdup_printf (_ ("The figures include incomplete periods: %s."), names);
}

static void
add_hidden (GPtrArray *lines, const MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->gap == MIRADOR_GAP_SUPPRESSED)
        mirador_explain_add_line (
          lines,
          /* Translators: %s is a small number. */
          g_strdup_printf (_ ("Values hidden for confidentiality (fewer than %s)."),
                           row->gap_detail));
      else if (row->gap == MIRADOR_GAP_HIDDEN_BY_SOURCE)
        mirador_explain_add_line (lines, g_strdup (_ ("Some values are hidden by the source.")));
    }
}

/* What has to be known of the stages when several are shown side by side. */
static void
add_cascade_notes (GPtrArray *lines, const MiradorFrame *frame)
{
  const MiradorRow *first = NULL;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);
      const MiradorCascade *cascade;

      if (row->stage == MIRADOR_STAGE_NONE || row->program == NULL || row->feed == NULL)
        continue;
      if (first == NULL)
        first = row;
      if (row->stage == first->stage)
        continue;
      cascade = mirador_catalogue_cascade (row->program->id, row->feed);
      if (cascade != NULL)
        mirador_explain_add_line (lines, to_sentence (mirador_text_get (&cascade->note)));
    }
}

static char *
say_completeness (double lowest, gboolean single)
{
  /* 99.97% must not read as all of them. */
  g_autofree char *share = mirador_format_percent (floor (lowest * 1000) / 1000, 1);

  if (single)
    /* Translators: %s is a percentage. */
    return g_strdup_printf (_ ("Completeness: %s of the expected reports."), share);
  /* Translators: %s is a percentage, the lowest of several figures. */
  return g_strdup_printf (_ ("Completeness: from %s of the expected reports, by figure."), share);
}

static void
add_completeness (GPtrArray *lines, const MiradorFrame *frame)
{
  double lowest = 1;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);
      double completeness = row->completeness;

      /* Where nobody reported there is no figure that could be incomplete; the gap says so. */
      if (isfinite (completeness) && (completeness > 0 || isfinite (row->value)))
        lowest = fmin (lowest, completeness);
    }
  if (lowest < 1)
    mirador_explain_add_line (lines,
                              say_completeness (lowest, mirador_frame_get_n_rows (frame) == 1));
}

char **
mirador_explain_notes (const MiradorFrame *frame)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  guint flags = flags_of (frame);

  if (mirador_frame_is_simulated (frame))
    mirador_explain_add_line (
      lines,
      g_strdup (_ ("Simulated data: they show how Mirador works and are nobody's figures.")));
  if (flags & MIRADOR_FLAG_PARTIAL)
    mirador_explain_add_line (lines, say_partial (frame));
  add_hidden (lines, frame);
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    mirador_explain_add_terms (lines, frame, mirador_frame_get_row (frame, i));
  add_cascade_notes (lines, frame);
  mirador_explain_add_flags (lines, flags);
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    mirador_explain_add_line (lines,
                              mirador_explain_population (frame, mirador_frame_get_row (frame, i)));
  add_completeness (lines, frame);
  g_ptr_array_add (lines, NULL);
  return (char **)g_ptr_array_free (g_steal_pointer (&lines), FALSE);
}
