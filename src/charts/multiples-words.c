/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/explain.h"
#include "analysis/label.h"
#include "charts/multiples-strips.h"
#include "model/format.h"

/* More figures than these are told strip by strip. */
#define MOST_FIGURES 100

char *
mirador_strips_name_some (const GPtrArray *strips, guint most)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = strips->len > most + 1 ? most : strips->len;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            ((MiradorStrip *)strips->pdata[i])->name);
  if (n == strips->len)
    return g_strdup (names->str);
  /* Translators: %1$s is a list of names, %2$u how many more there are. */
  return g_strdup_printf (_ ("%1$s and %2$u more"), names->str, strips->len - n);
}

char *
mirador_strips_note_end (const MiradorStrips *strips)
{
  g_autofree char *name = NULL;
  MiradorPeriod last;

  if (strips->periods->len == 0)
    return NULL;
  last = mirador_strips_period (strips, strips->periods->len - 1);
  if (mirador_period_compare (strips->asked_until, last) <= 0)
    return NULL;
  name = mirador_format_period (last);
  /* Translators: %s is a period. */
  return g_strdup_printf (_ ("There are no figures after %s."), name);
}

static char *
period_name (const MiradorStrips *strips, guint i)
{
  return mirador_format_period (mirador_strips_period (strips, i));
}

/* Index of the largest or smallest figure of a complete period; -1 where several share it, or where
 * an incomplete one is larger already. */
static int
find_extreme (const MiradorStrips *strips, const MiradorStrip *strip, gboolean largest)
{
  int found = -1;
  double extreme = NAN;
  gboolean shared = FALSE;

  for (guint i = 0; i < strips->periods->len; i++)
    {
      double value = mirador_strips_value (strips, strip, i);

      if (!isfinite (value) || mirador_strips_is_partial (strips, strip, i))
        continue;
      if (found < 0 || (largest ? value > extreme : value < extreme))
        {
          found = (int)i;
          extreme = value;
          shared = FALSE;
        }
      else if (value == extreme)
        shared = TRUE;
    }
  return shared || (largest && strip->largest > extreme) ? -1 : found;
}

static void
describe_extreme (GString *text,
                  const MiradorStrips *strips,
                  const MiradorStrip *strip,
                  gboolean largest)
{
  int found = find_extreme (strips, strip, largest);
  g_autofree char *period = found >= 0 ? period_name (strips, (guint)found) : NULL;
  g_autofree char *figure = NULL;

  if (period == NULL)
    return;
  figure = mirador_format_value (mirador_strips_value (strips, strip, (guint)found));
  g_string_append (text, "; ");
  if (largest)
    /* Translators: %1$s is a figure, %2$s its period; part of a list of clauses. */
    g_string_append_printf (text, _ ("largest, %1$s in %2$s"), figure, period);
  else
    /* Translators: %1$s is a figure, %2$s its period; part of a list of clauses. */
    g_string_append_printf (text, _ ("smallest, %1$s in %2$s"), figure, period);
}

static guint
count_gaps (const MiradorStrips *strips, const MiradorStrip *strip, gboolean hidden)
{
  guint n = 0;

  for (guint i = 0; i < strips->periods->len; i++)
    if (!isfinite (mirador_strips_value (strips, strip, i))
        && mirador_strips_is_hidden (strips, strip, i) == hidden)
      n++;
  return n;
}

static void
describe_gaps (GString *text, const MiradorStrips *strips, const MiradorStrip *strip)
{
  guint missing = count_gaps (strips, strip, FALSE);
  guint hidden = count_gaps (strips, strip, TRUE);

  if (missing > 0)
    /* Translators: %u is a number of periods; part of a list of clauses. */
    g_string_append_printf (
      text, ngettext ("; %u period without a figure", "; %u periods without a figure", missing),
      missing);
  if (hidden > 0)
    /* Translators: %u is a number of periods; part of a list of clauses. */
    g_string_append_printf (text, ngettext ("; %u figure hidden", "; %u figures hidden", hidden),
                            hidden);
}

static void
describe_strip (GString *text, const MiradorStrips *strips, const MiradorStrip *strip)
{
  g_autoptr (GString) clauses = g_string_new (NULL);
  gboolean hidden = count_gaps (strips, strip, TRUE) > 0;

  if (strip->last >= 0)
    {
      g_autofree char *period = period_name (strips, (guint)strip->last);
      g_autofree char *value
        = mirador_explain_value (mirador_strips_row (strips, strip, (guint)strip->last));

      /* Translators: %1$s is a figure, %2$s its period; part of a list of clauses. */
      g_string_append_printf (clauses, _ ("last, %1$s in %2$s"), value, period);
    }
  else
    g_string_append (clauses, _ ("no complete period"));
  if (!hidden && strip->largest > strip->smallest)
    {
      describe_extreme (clauses, strips, strip, TRUE);
      describe_extreme (clauses, strips, strip, FALSE);
    }
  describe_gaps (clauses, strips, strip);
  /* Translators: %1$s is a name, %2$s clauses on its figures. */
  g_string_append_printf (text, C_ ("description", "%1$s: %2$s."), strip->name, clauses->str);
}

static char *
name_of (const MiradorChart *chart, const MiradorRow *row)
{
  MiradorVaries varies = mirador_frame_get_varying (mirador_chart_get_frame (chart, 0))
                         & ~(guint)(MIRADOR_VARIES_FEED | MIRADOR_VARIES_PERIOD);
  g_autofree char *what = mirador_row_get_label (row, varies);
  g_autofree char *period = mirador_row_get_period_text (row, chart->query->fiscal_first_month);

  return g_strdup_printf (*period != '\0' ? "%s, %s" : "%s", what, period);
}

static void
append_line (GString *text, const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
describe_completeness (GString *text, const MiradorStrips *strips, const MiradorStrip *strip)
{
  g_autofree char *share = mirador_format_percent (floor (strip->completeness * 100) / 100, 0);
  g_autoptr (GString) clauses = g_string_new (NULL);

  if (!isfinite (strip->completeness))
    g_string_append (clauses, _ ("completeness not known"));
  else
    /* Translators: %s is a percentage; part of a list of clauses. */
    g_string_append_printf (clauses, _ ("%s of the expected reports"), share);
  describe_gaps (clauses, strips, strip);
  /* Translators: %1$s is a name, %2$s clauses on its figures. */
  g_string_append_printf (text, C_ ("description", "%1$s: %2$s."), strip->name, clauses->str);
}

/* (transfer full): a line for each of those with figures, then of those without. */
static char *
describe_all (const MiradorStrips *strips, gboolean completeness)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < strips->strips->len + (completeness ? strips->empty->len : 0); i++)
    {
      const MiradorStrip *strip = i < strips->strips->len
                                    ? strips->strips->pdata[i]
                                    : strips->empty->pdata[i - strips->strips->len];
      g_autoptr (GString) line = g_string_new (NULL);

      if (completeness)
        describe_completeness (line, strips, strip);
      else
        describe_strip (line, strips, strip);
      append_line (lines, line->str);
    }
  return g_string_free (lines, FALSE);
}

char *
mirador_strips_describe (const MiradorChart *chart,
                         const MiradorStrips *strips,
                         gboolean completeness)
{
  g_autofree char *lines = describe_all (strips, completeness);
  GString *text;

  if (!completeness && mirador_frame_get_n_rows (strips->frame) <= MOST_FIGURES)
    return mirador_chart_describe_rows (chart, name_of, lines);
  text = g_string_new (NULL);
  append_line (text, chart->headline);
  append_line (text, chart->subtitle);
  append_line (text, lines);
  append_line (text, chart->why_empty);
  for (guint i = 0; chart->notes[i] != NULL; i++)
    append_line (text, chart->notes[i]);
  append_line (text, chart->source);
  return g_string_free (text, FALSE);
}
