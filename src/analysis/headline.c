/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/claims.h"
#include "analysis/explain.h"
#include "analysis/label.h"
#include "model/format.h"

/* The part of a proportion in round words: x of every 100, 1,000 or 10,000. */
typedef struct
{
  double part;
  double base;
} OfEvery;

static OfEvery
round_to_base (double fraction)
{
  OfEvery of = { 0, 100 };

  while (of.base < 10000 && fraction * of.base < 0.995)
    of.base *= 10;
  of.part = round (fraction * of.base);
  return of;
}

static const MiradorRow *
row_of (const MiradorFrame *frame, const GArray *steps, guint i)
{
  return mirador_frame_get_row (frame, g_array_index (steps, MiradorStep, i).row);
}

/* Organisation-wide figures need no name in front; a program's do. */
static char *
name_program (const MiradorRow *row, char *sentence)
{
  char *named;

  if (row->program == NULL || g_str_equal (row->program->id, "all"))
    return sentence;
  /* Translators: %1$s is a program, %2$s a sentence about it. */
  named
    = g_strdup_printf (_ ("%1$s: %2$s"), mirador_program_get_short_name (row->program), sentence);
  g_free (sentence);
  return named;
}

static char *
say_positive_screenings (const MiradorRow *row, const char *part, const char *base)
{
  g_autofree char *program = NULL;

  if (row->program == NULL || g_str_equal (row->program->id, "all"))
    /* Translators: "4 of every 100 screenings were positive". */
    return g_strdup_printf (_ ("%1$s of every %2$s screenings were positive"), part, base);
  program = mirador_label_lower (mirador_program_get_short_name (row->program));
  return g_strdup_printf (
    /* Translators: "4 of every 100 mental health screenings were positive"; %3$s is a program. */
    _ ("%1$s of every %2$s %3$s screenings were positive"), part, base, program);
}

static gboolean
is_positive_screenings (const MiradorRow *part, const MiradorRow *whole)
{
  return g_str_equal (part->measure->id, "positive_screenings")
         && g_str_equal (whole->measure->id, "screenings");
}

/* NULL where a round number would say too much or too little. */
static char *
say_proportion (const MiradorRow *part, const MiradorRow *whole, double fraction)
{
  OfEvery of = round_to_base (fraction);
  g_autofree char *x = mirador_format_count (of.part);
  g_autofree char *base = mirador_format_count (of.base);
  g_autofree char *whole_name = mirador_label_lower (mirador_row_measure_name (whole));

  /* "0 of every 100" and "1 of every 100" read badly, and "100" would be a claim. */
  if (of.part < 2 || of.part >= of.base)
    return NULL;
  if (is_positive_screenings (part, whole))
    return say_positive_screenings (whole, x, base);
  return name_program (whole, g_strdup_printf (
                                /* Translators: "People diagnosed: 11 of every 100 people screened";
                                   %1$s and %4$s are measures. */
                                _ ("%1$s: %2$s of every %3$s %4$s"),
                                mirador_row_measure_name (part), x, base, whole_name));
}

static char *
say_amount (const MiradorRow *row)
{
  g_autofree char *value = mirador_explain_value (row);
  g_autofree char *name = mirador_label_lower (mirador_row_measure_name (row));

  /* Translators: "303,705 people screened"; %2$s is a measure. */
  return g_strdup_printf (C_ ("headline", "%1$s %2$s"), value, name);
}

/* Figures side by side, without a claim on how one comes of the other. */
static char *
say_amounts (const MiradorRow *first, const MiradorRow *second)
{
  g_autofree char *amount = say_amount (first);
  g_autofree char *other = second ? say_amount (second) : NULL;

  if (second == NULL)
    return name_program (first, g_steal_pointer (&amount));
  return name_program (first, g_strdup_printf (
                                /* Translators: both are amounts: "303,705 people screened". */
                                _ ("%1$s; %2$s"), amount, other));
}

static char *
say_loss (const MiradorFrame *frame, const GArray *steps, guint i)
{
  const MiradorStep *step = &g_array_index (steps, MiradorStep, i);
  const MiradorRow *row = row_of (frame, steps, i);
  g_autofree char *from
    = mirador_label_lower (mirador_row_measure_name (row_of (frame, steps, i - 1)));
  g_autofree char *to = mirador_label_lower (mirador_row_measure_name (row));
  g_autofree char *lost = mirador_claim_share_to_text (1 - step->of_previous, 0);

  return name_program (
    row, g_strdup_printf (
           /* Translators: %1$s and %2$s are measures, %3$s is the percentage that is lost. */
           _ ("Largest loss between %1$s and %2$s: %3$s"), from, to, lost));
}

static char *
say_title (const MiradorFrame *frame, const char *title)
{
  guint n = mirador_frame_get_n_rows (frame);

  for (guint i = 0; i < n; i++)
    if (mirador_frame_get_row (frame, i)->program != NULL)
      return name_program (mirador_frame_get_row (frame, i), g_strdup (title));
  return g_strdup (title);
}

char *
mirador_headline_cascade (const MiradorFrame *frame, const GArray *steps)
{
  const MiradorRow *shown[2] = { NULL, NULL };
  int loss = mirador_cascade_largest_loss (steps);
  guint n_shown = 0;

  for (guint i = 0; i < steps->len && n_shown < 2; i++)
    if (isfinite (g_array_index (steps, MiradorStep, i).value))
      shown[n_shown++] = row_of (frame, steps, i);
  if (n_shown == 0)
    return say_title (frame, _ ("Care cascade"));
  /* Where there is an interval, the figures are exact. */
  if (steps->len > 1 && g_array_index (steps, MiradorStep, 1).interval.valid)
    {
      char *sentence
        = say_proportion (shown[1], shown[0], g_array_index (steps, MiradorStep, 1).of_previous);

      if (sentence != NULL)
        return sentence;
    }
  /* Those who are screened and healthy are not lost. */
  if (loss > 1 && g_array_index (steps, MiradorStep, loss).interval.valid)
    return say_loss (frame, steps, (guint)loss);
  return say_amounts (shown[0], shown[1]);
}

static char *
say_points (double points, const char *period)
{
  g_autofree char *number = mirador_format_number (fabs (points), 1);

  if (points > 0)
    /* Translators: %1$s is a number of percentage points, %2$s a period. */
    return g_strdup_printf (_ ("+%1$s points against %2$s"), number, period);
  /* Translators: %1$s is a number of percentage points, %2$s a period. */
  return g_strdup_printf (_ ("−%1$s points against %2$s"), number, period);
}

static char *
say_change (const MiradorRow *now, const MiradorRow *before)
{
  g_autofree char *period
    = mirador_format_range (before->range, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);
  g_autofree char *value = mirador_explain_value (before);
  g_autofree char *percent = NULL;
  MiradorChange change = mirador_claim_change (now, before);

  if (change.kind == MIRADOR_CHANGE_UNCLEAR)
    /* Translators: %s is a period. */
    return g_strdup_printf (_ ("no clear change against %s"), period);
  if (!isfinite (change.fraction))
    /* Translators: %1$s is a period, %2$s the value in it. */
    return g_strdup_printf (_ ("%1$s: %2$s"), period, value);
  if (!mirador_row_is_count (now) && !mirador_row_is_rate (now))
    return say_points (change.fraction, period);
  percent = mirador_format_change (change.fraction, 1);
  /* Translators: %1$s is a change as "+12.4%", %2$s a period. */
  return g_strdup_printf (_ ("%1$s against %2$s"), percent, period);
}

char *
mirador_headline_kpi (const MiradorRow *now, const MiradorRow *before)
{
  if (!isfinite (now->value))
    return mirador_explain_gap (now);
  if (before == NULL || !isfinite (before->value) || before->measure != now->measure)
    return g_strdup (_ ("no figure of a year before"));
  if (now->feed != before->feed)
    return g_strdup (_ ("not compared: the year before is from another feed"));
  if (((now->flags | before->flags) & MIRADOR_FLAG_PARTIAL)
      && mirador_claim_may_compare_periods (now, before) != MIRADOR_CLAIM_COMPARABLE)
    return g_strdup (_ ("not compared: incomplete period"));
  return say_change (now, before);
}
