/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/cascade-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "model/format.h"

static char *
strong (char *text)
{
  char *marked = g_strconcat (MIRADOR_STRONG_ON, text, MIRADOR_STRONG_OFF, NULL);

  g_free (text);
  return marked;
}

static void
add_proportion (const MiradorStep *step, GPtrArray *variants)
{
  g_autofree char *share = strong (mirador_format_percent (step->of_previous, 1));
  g_autofree char *low = mirador_format_percent (step->interval.low, 1);
  g_autofree char *high = mirador_format_percent (step->interval.high, 1);
  g_autofree char *lost = mirador_format_count (step->lost);

  if (step->interval.valid)
    {
      /* Who was screened and has no diagnosis is not missing. */
      if (step->stage != MIRADOR_STAGE_DIAGNOSED)
        /* Translators: %1$s is a percentage, %2$s and %3$s the ends of its interval, %4$s a count.
         */
        g_ptr_array_add (variants, g_strdup_printf (_ ("%1$s of the previous stage (%2$s to %3$s, "
                                                       "Wilson 95%%); %4$s fewer"),
                                                    share, low, high, lost));
      /* Translators: %1$s is a percentage, %2$s and %3$s the ends of its interval. */
      g_ptr_array_add (variants, g_strdup_printf (_ ("%1$s of the previous stage (%2$s to %3$s, "
                                                     "Wilson 95%%)"),
                                                  share, low, high));
    }
  /* Translators: %s is a percentage. */
  g_ptr_array_add (variants, g_strdup_printf (_ ("%s of the previous stage"), share));
  g_ptr_array_add (variants, g_steal_pointer (&share));
}

static void
add_larger (const MiradorStep *step, GPtrArray *variants)
{
  g_autofree char *ratio = strong (mirador_format_number (100 * step->of_previous, 1));

  /* Translators: %s is a number above 100. */
  g_ptr_array_add (variants,
                   g_strdup_printf (_ ("%s per 100 of the previous stage: larger than the "
                                       "stage before"),
                                    ratio));
  /* Translators: %s is a number above 100. */
  g_ptr_array_add (variants,
                   g_strdup_printf (_ ("%s per 100, larger than the stage before"), ratio));
  /* Translators: %s is a number above 100; ▲ says that the stage is larger than the one before. */
  g_ptr_array_add (variants, g_strdup_printf (_ ("%s per 100 ▲"), ratio));
}

static void
add_ratio (const MiradorStep *step, GPtrArray *variants)
{
  g_autofree char *ratio = strong (mirador_format_number (100 * step->of_previous, 1));

  if (step->kind == MIRADOR_STEP_OTHER_TABLE)
    /* Translators: %s is a number. */
    g_ptr_array_add (variants,
                     g_strdup_printf (_ ("%s per 100 of the previous stage (ratio between "
                                         "different tables)"),
                                      ratio));
  else if (step->kind == MIRADOR_STEP_OTHER_KIND)
    /* Translators: %s is a number. */
    g_ptr_array_add (variants,
                     g_strdup_printf (_ ("%s per 100 of the previous stage (ratio between "
                                         "different units)"),
                                      ratio));
  /* Translators: %s is a number. */
  g_ptr_array_add (variants, g_strdup_printf (_ ("%s per 100 of the previous stage"), ratio));
  /* Translators: %s is a number. */
  g_ptr_array_add (variants, g_strdup_printf (_ ("%s per 100"), ratio));
}

GPtrArray *
mirador_cascade_relation (const MiradorStep *step)
{
  GPtrArray *variants = g_ptr_array_new_with_free_func (g_free);

  if (step->kind == MIRADOR_STEP_FIRST || step->kind == MIRADOR_STEP_UNKNOWN
      || !isfinite (step->of_previous))
    return variants;
  if (step->larger)
    add_larger (step, variants);
  else if (step->kind == MIRADOR_STEP_PROPORTION)
    add_proportion (step, variants);
  else
    add_ratio (step, variants);
  return variants;
}

static char *
name_of (const MiradorChart *chart, const MiradorRow *row)
{
  return g_strdup (mirador_row_what (row, FALSE));
}

/* The sentence without the marks of its strong part. */
static char *
plain (const char *text)
{
  char *copy = g_strdup (text);
  char *to = copy;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != MIRADOR_STRONG_ON[0] && *from != MIRADOR_STRONG_OFF[0])
      *to++ = *from;
  *to = '\0';
  return copy;
}

char *
mirador_cascade_describe (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  g_autoptr (GArray) steps = mirador_cascade_steps (frame);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  int worst = mirador_cascade_largest_loss (steps);
  g_autofree char *extra = NULL;

  for (guint i = 0; i < steps->len; i++)
    {
      const MiradorStep *step = &g_array_index (steps, MiradorStep, i);
      const MiradorRow *row = mirador_frame_get_row (frame, step->row);
      g_autoptr (GPtrArray) variants = mirador_cascade_relation (step);
      g_autofree char *relation = variants->len > 0 ? plain (variants->pdata[0]) : NULL;

      if (relation == NULL)
        continue;
      /* Translators: %1$s is the name of a stage, %2$s how it stands to the stage before. */
      g_ptr_array_add (lines,
                       g_strdup_printf (_ ("%1$s: %2$s"), mirador_row_what (row, FALSE), relation));
      if ((int)i == worst)
        /* Translators: %s is the name of a stage. */
        g_ptr_array_add (lines, g_strdup_printf (_ ("The largest drop is before %s."),
                                                 mirador_row_what (row, FALSE)));
    }
  g_ptr_array_add (lines, NULL);
  extra = g_strjoinv ("\n", (char **)lines->pdata);
  return mirador_chart_describe_rows (chart, name_of, extra);
}

char **
mirador_cascade_notes (const MiradorChart *chart)
{
  g_autoptr (GArray) steps = mirador_cascade_steps (mirador_chart_get_frame (chart, 0));
  gboolean tables = FALSE, units = FALSE, parts = FALSE, larger = FALSE;
  GPtrArray *notes = g_ptr_array_new ();

  for (guint i = 0; i < steps->len; i++)
    {
      const MiradorStep *step = &g_array_index (steps, MiradorStep, i);

      tables = tables || step->kind == MIRADOR_STEP_OTHER_TABLE;
      units = units || step->kind == MIRADOR_STEP_OTHER_KIND;
      parts = parts || (step->kind == MIRADOR_STEP_RATIO && !step->larger);
      larger = larger || step->larger;
    }
  g_ptr_array_add (notes, g_strdup (_ ("Flow of the period, not a cohort.")));
  if (tables)
    g_ptr_array_add (notes, g_strdup (_ ("Stages of different tables are compared by their ratio, "
                                         "without an interval.")));
  if (units)
    g_ptr_array_add (notes, g_strdup (_ ("Stages in different units are compared by their ratio, "
                                         "without an interval.")));
  if (parts)
    g_ptr_array_add (notes,
                     g_strdup (_ ("Stages that are not declared a part of the one before are "
                                  "compared by their ratio, without an interval.")));
  if (larger)
    g_ptr_array_add (notes, g_strdup (_ ("A stage larger than the one before is shown as it was "
                                         "reported.")));
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
