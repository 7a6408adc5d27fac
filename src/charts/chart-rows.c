/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/explain.h"
#include "analysis/label.h"

MiradorQuery *
mirador_chart_base_query (const MiradorQuery *base)
{
  MiradorQuery *query = mirador_query_copy (base);

  query->by = 0;
  query->every = MIRADOR_GRAIN_NONE;
  query->place_level = MIRADOR_LEVEL_ANY;
  g_ptr_array_set_size (query->by_breakdowns, 0);
  return query;
}

void
mirador_chart_ask_stages (MiradorQuery *query, guint stages)
{
  g_ptr_array_set_size (query->measures, 0);
  if (query->stages == 0)
    query->stages = stages;
}

void
mirador_chart_ask_one (MiradorQuery *query)
{
  MiradorStage stage = MIRADOR_STAGE_SCREENED;

  if (query->measures->len > 0)
    {
      g_ptr_array_set_size (query->measures, 1);
      query->stages = 0;
      return;
    }
  if (query->stages != 0 && (query->stages & (1u << stage)) == 0)
    stage = (MiradorStage)g_bit_nth_lsf (query->stages, -1);
  query->stages = 1u << stage;
}

gboolean
mirador_row_has_value (const MiradorRow *row)
{
  return row->gap == MIRADOR_GAP_NONE && isfinite (row->value);
}

const char *
mirador_row_what (const MiradorRow *row, gboolean narrow)
{
  const char *unit = row->measure != NULL ? row->measure->unit : "people";

  if (row->measure == NULL && row->stage == MIRADOR_STAGE_NONE)
    return "";
  if (narrow && row->stage != MIRADOR_STAGE_NONE && g_strcmp0 (unit, "people") == 0)
    return mirador_stage_to_text (row->stage);
  /* A program's own name of a measure is a sentence, too long beside a bar. */
  if (row->measure != NULL)
    return row->stage != MIRADOR_STAGE_NONE ? mirador_row_measure_name (row)
                                            : mirador_measure_get_name (row->measure, row->program);
  return mirador_stage_to_people (row->stage);
}

MiradorColour
mirador_row_stage_colour (const MiradorStyle *style, MiradorStage stage)
{
  return mirador_style_stage_colour (style, stage);
}

gboolean
mirador_rows_are_mixed (const MiradorFrame *frame)
{
  guint partial = 0;
  guint whole = 0;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (mirador_row_has_value (row) && (row->flags & MIRADOR_FLAG_PARTIAL))
        partial++;
      else if (mirador_row_has_value (row))
        whole++;
    }
  return partial > 0 && whole > 0;
}

static void
append_line (GString *text, const char *line)
{
  if (line == NULL || line[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
append_figure (GString *text, const char *label, const MiradorRow *row)
{
  g_autofree char *value = mirador_explain_value (row);
  g_autofree char *reason = mirador_row_has_value (row) ? NULL : mirador_explain_gap (row);
  g_autofree char *line = NULL;

  /* Translators: a line of a chart read aloud; %1$s is the name of a figure, %2$s the figure or
   * the reason why there is none. */
  line = g_strdup_printf (_ ("%1$s: %2$s"), label, reason != NULL ? reason : value);
  append_line (text, line);
}

char *
mirador_chart_describe_rows (const MiradorChart *chart,
                             char *(*label) (const MiradorChart *chart, const MiradorRow *row),
                             const char *extra)
{
  GString *text = g_string_new (NULL);
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);

  append_line (text, chart->headline);
  append_line (text, chart->subtitle);
  for (guint i = 0; frame != NULL && i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);
      g_autofree char *name = NULL;

      /* What the picture leaves out is not read out either: a stage that nobody counts here. */
      if (row->gap == MIRADOR_GAP_NO_CASCADE)
        continue;
      name = label (chart, row);
      append_figure (text, name, row);
    }
  append_line (text, extra);
  append_line (text, chart->why_empty);
  for (guint i = 0; chart->notes[i] != NULL; i++)
    append_line (text, chart->notes[i]);
  append_line (text, chart->source);
  return g_string_free (text, FALSE);
}
