/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline-panels.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/claims.h"
#include "analysis/explain.h"
#include "analysis/label.h"
#include "model/format.h"

/* Nothing was stored yet, or no more: no hole in what there is. */
static gboolean
is_hole (const MiradorRow *row)
{
  return !isfinite (row->value) && row->gap != MIRADOR_GAP_NO_DATA
         && !mirador_period_is_none (row->period);
}

/* @flawed: some figures are missing, or this one is incomplete. */
static char *
say_best (const MiradorRow *best, const char *name, gboolean flawed)
{
  g_autofree char *measure = mirador_panels_measure (best);
  g_autofree char *what = mirador_label_lower (measure);
  g_autofree char *period = mirador_format_period (best->period);
  g_autofree char *value = mirador_explain_value (best);
  gboolean things
    = (mirador_row_is_count (best) && best->measure->kind == MIRADOR_KIND_FLOW && best->value >= 2)
      || mirador_row_is_rate (best);

  if (things && flawed)
    /* Translators: %1$s is a place, %2$s a period, %3$s a figure, %4$s what it counts; some are
     * missing. */
    return g_strdup_printf (_ ("%1$s, %2$s: %3$s %4$s, the highest known figure"), name, period,
                            value, what);
  if (things)
    /* Translators: %1$s is a place, %2$s a period, %3$s a figure, %4$s what it counts. */
    return g_strdup_printf (_ ("%1$s, %2$s: %3$s %4$s, the highest figure"), name, period, value,
                            what);
  if (flawed)
    /* Translators: %1$s is a measure, %2$s a place, %3$s a period, %4$s the figure; some are
     * missing. */
    return g_strdup_printf (_ ("Highest known figure of %1$s: %2$s, %3$s, with %4$s"), what, name,
                            period, value);
  /* Translators: %1$s is a measure, %2$s a place, %3$s a period, %4$s the figure. */
  return g_strdup_printf (_ ("Highest figure of %1$s: %2$s, %3$s, with %4$s"), what, name, period,
                          value);
}

char *
mirador_headline_heatmap (const MiradorFrame *frame)
{
  g_autoptr (GPtrArray) lines = mirador_panel_lines_find (frame, NULL);
  MiradorVaries varies = mirador_frame_get_varying (frame);
  const MiradorRow *best = NULL;
  guint n_best = 0;
  gboolean holes = FALSE;
  g_autofree char *name = NULL;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      holes = holes || is_hole (row);
      if (!isfinite (row->value) || mirador_period_is_none (row->period))
        continue;
      n_best = best == NULL || row->value > best->value ? 1 : n_best + (row->value == best->value);
      best = best == NULL || row->value > best->value ? row : best;
    }
  /* What is not complete may yet grow, and is the largest already. */
  if (n_best != 1 || best->value <= 0 || (best->flags & MIRADOR_CLAIM_INEXACT)
      || !mirador_panel_lines_is_one_measure (lines) || mirador_frame_has_hidden (frame))
    return mirador_panels_title (frame, _ ("Heat map"));
  name = mirador_row_get_label (best, (MiradorVaries)(varies & ~(guint)MIRADOR_VARIES_PERIOD));
  return say_best (best, name, holes || (best->flags & MIRADOR_FLAG_PARTIAL) != 0);
}

double
mirador_panels_completeness (guint n, const MiradorRow *const *rows)
{
  double sum = 0;
  guint n_known = 0;

  for (guint i = 0; i < n; i++)
    if (rows[i] != NULL && isfinite (rows[i]->completeness))
      {
        sum += CLAMP (rows[i]->completeness, 0, 1);
        n_known++;
      }
  return n_known > 0 ? sum / n_known : NAN;
}

static gboolean
is_among (const GArray *periods, MiradorPeriod period)
{
  for (guint i = periods->len; i > 0; i--)
    if (mirador_period_equal (g_array_index (periods, MiradorPeriod, i - 1), period))
      return TRUE;
  return FALSE;
}

/* Periods that have not ended for some: what is missing there may yet come. */
static GArray *
list_open (const MiradorFrame *frame)
{
  GArray *open = g_array_new (FALSE, FALSE, sizeof (MiradorPeriod));

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if ((row->flags & MIRADOR_FLAG_PARTIAL) && !is_among (open, row->period))
        g_array_append_val (open, row->period);
    }
  return open;
}

/* Whether a period of a line that has ended has too few reports. */
static gboolean
fell_short (const MiradorPanelLine *line, const GArray *open)
{
  for (guint i = 0; i < line->rows->len; i++)
    {
      const MiradorRow *row = line->rows->pdata[i];

      if (row != NULL && row->completeness < MIRADOR_COMPLETENESS_GOOD
          && !is_among (open, row->period))
        return TRUE;
    }
  return FALSE;
}

static char *
say_completeness (const MiradorFrame *frame,
                  guint n_good,
                  guint n,
                  guint n_short,
                  const MiradorRow *worst,
                  double least)
{
  MiradorVaries varies = mirador_frame_get_varying (frame) & ~(guint)MIRADOR_VARIES_PERIOD;
  g_autofree char *limit = mirador_format_percent (MIRADOR_COMPLETENESS_GOOD, 0);
  g_autofree char *count = mirador_panels_count (frame, n_good, n, n);
  g_autofree char *clause = NULL, *name = NULL, *share = NULL;

  /* Translators: %1$s is as "14 of 25 regions", %2$s a percentage. */
  clause = g_strdup_printf (ngettext ("Reports of %1$s are complete (from %2$s)",
                                      "Reports of %1$s are complete (from %2$s)", n_good),
                            count, limit);
  if (worst == NULL && n_good == n && n_short > 0)
    return g_strdup_printf (
      /* Translators: %1$s is a sentence on means over all periods, %2$u a number of places. */
      ngettext ("%1$s; %2$u fell below in some period", "%1$s; %2$u fell below in some period",
                n_short),
      clause, n_short);
  if (worst == NULL)
    return g_steal_pointer (&clause);
  name = mirador_row_get_label (worst, varies);
  share = mirador_format_percent (floor (least * 100) / 100, 0);
  /* Translators: %1$s is a sentence, %2$s the place with the fewest reports, %3$s their share. */
  return g_strdup_printf (_ ("%1$s; fewest: %2$s, %3$s"), clause, name, share);
}

char *
mirador_headline_completeness (const MiradorFrame *frame)
{
  g_autoptr (GPtrArray) lines = mirador_panel_lines_find (frame, NULL);
  g_autoptr (GArray) open = list_open (frame);
  const MiradorRow *worst = NULL;
  double least = MIRADOR_COMPLETENESS_GOOD;
  guint n = 0, n_good = 0, n_short = 0, n_worst = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      const MiradorPanelLine *line = lines->pdata[i];
      double share = mirador_panels_completeness (line->rows->len,
                                                  (const MiradorRow *const *)line->rows->pdata);

      n += isfinite (share) ? 1 : 0;
      n_good += share >= MIRADOR_COMPLETENESS_GOOD ? 1 : 0;
      n_short += fell_short (line, open) ? 1 : 0;
      n_worst = share < least ? 1 : n_worst + (share == least);
      worst = share < least ? line->any : worst;
      least = fmin (least, share);
    }
  if (n < 2)
    return mirador_panels_title (frame, _ ("Heat map"));
  if (n_worst > 1 || mirador_frame_has_hidden (frame))
    worst = NULL;
  return say_completeness (frame, n_good, n, n_short, worst, least);
}
