/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/targets.h"
#include "charts/chart-private.h"
#include "model/format.h"

/* Targets of what a chart shows: frames of their own, beside those of the figures. */

static void
add_target (MiradorQuery *query, const MiradorMeasure *measure)
{
  const MiradorMeasure *target = measure != NULL ? mirador_measure_get_target (measure) : NULL;

  if (target != NULL)
    mirador_query_add_measure (query, target->id);
}

/* Which measure answers a stage is only known with the answer: the targets of all that could. */
static void
add_targets_of_stages (MiradorQuery *query, guint stages)
{
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();

  for (guint i = 0; i < measures->len; i++)
    {
      const MiradorMeasure *measure = g_ptr_array_index (measures, i);

      if (measure->stage != MIRADOR_STAGE_NONE && (stages & (1u << measure->stage)))
        add_target (query, measure);
    }
}

static MiradorQuery *
query_of_targets (const MiradorQuery *query, MiradorRange range)
{
  MiradorQuery *targets = mirador_query_copy (query);

  g_ptr_array_set_size (targets->measures, 0);
  targets->stages = 0;
  for (guint i = 0; i < query->measures->len; i++)
    add_target (targets, mirador_catalogue_measure (g_ptr_array_index (query->measures, i)));
  add_targets_of_stages (targets, query->stages);
  /* Otherwise two programs with targets would be one sum, which nobody makes. */
  targets->by |= MIRADOR_BY_PROGRAM;
  targets->range = range;
  return targets;
}

void
mirador_chart_ask_targets (const MiradorQuery *query, GPtrArray *queries)
{
  MiradorRange range = query->range;
  MiradorRange year = mirador_target_year (range, query->fiscal_first_month);
  g_autoptr (MiradorQuery) targets = NULL;

  if (mirador_range_is_all (range))
    return;
  targets = query_of_targets (query, range);
  if (targets->measures->len == 0)
    return;
  g_ptr_array_add (queries, mirador_query_copy (targets));
  if (year.first_day == range.first_day && year.last_day == range.last_day)
    return;
  targets->range = year;
  g_ptr_array_add (queries, mirador_query_copy (targets));
}

GArray *
mirador_chart_match_targets (const MiradorChart *chart, guint first)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new ();

  for (guint i = first; i < chart->frames->len; i++)
    g_ptr_array_add (targets, g_ptr_array_index (chart->frames, i));
  return mirador_targets_match (mirador_chart_get_frame (chart, 0), targets);
}

void
mirador_chart_draw_target_tick (MiradorCanvas *canvas,
                                GArray *marks,
                                const MiradorTargeted *one,
                                double x,
                                double middle,
                                double height)
{
  const MiradorStyle *style = mirador_canvas_get_style (canvas);
  double width = MAX (round (3 * style->scale), 2);
  MiradorBox tick
    = mirador_box_snap ((MiradorBox){ x - width / 2, middle - height / 2, width, MAX (height, 2) });

  /* A rim of background, so that it can be seen on its own bar. */
  mirador_canvas_fill_rect (canvas, (MiradorBox){ tick.x - 1, tick.y, tick.width + 2, tick.height },
                            style->background);
  mirador_canvas_fill_rect (canvas, tick, style->text);
  mirador_chart_add_mark (marks, canvas,
                          (MiradorBox){ tick.x - width, tick.y, 3 * width, tick.height },
                          1 + one->frame, one->target_index);
}

double
mirador_chart_clear_of_tick (MiradorCanvas *canvas,
                             const char *text,
                             double from,
                             double tick,
                             double gap)
{
  double width;

  if (!isfinite (tick))
    return from;
  width = mirador_canvas_text_width (canvas, text, MIRADOR_TEXT_NORMAL, TRUE);
  return tick + gap > from && tick - gap < from + width ? tick + gap : from;
}

char *
mirador_chart_cite_targets (const MiradorChart *chart, const GArray *targeted, guint first)
{
  for (guint i = 0; i < targeted->len; i++)
    {
      const MiradorTargeted *one = &g_array_index (targeted, MiradorTargeted, i);
      const MiradorProfile *profile;
      const char *source;

      if (one->target == NULL || one->target->feed == one->row->feed)
        continue;
      profile = mirador_frame_get_profile (mirador_chart_get_frame (chart, first + one->frame),
                                           one->target->feed);
      source = profile != NULL ? mirador_text_get (&profile->source) : NULL;
      if (source != NULL)
        /* Translators: %s is the source of the targets. */
        return g_strdup_printf (_ ("Targets: %s."), source);
    }
  return NULL;
}

GArray *
mirador_chart_match_whole_targets (const MiradorChart *chart, guint first)
{
  GArray *targeted = mirador_chart_match_targets (chart, first);

  for (guint i = 0; i < targeted->len; i++)
    {
      MiradorTargeted *one = &g_array_index (targeted, MiradorTargeted, i);

      if (one->open)
        one->target = NULL;
    }
  return targeted;
}

char **
mirador_chart_note_targets (const MiradorChart *chart)
{
  g_autoptr (GArray) targeted = mirador_chart_match_whole_targets (chart, 1);
  GPtrArray *notes = g_ptr_array_new ();

  for (guint i = 0; i < targeted->len && notes->len == 0; i++)
    {
      const MiradorTargeted *one = &g_array_index (targeted, MiradorTargeted, i);
      g_autofree char *period = NULL;

      if (one->target == NULL || !mirador_row_has_value (one->row))
        continue;
      period = mirador_format_range (one->target->range, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);
      /* Translators: %s is a period, as "FY 2027". */
      g_ptr_array_add (notes,
                       g_strdup_printf (_ ("Line across a bar: the target for %s."), period));
    }
  if (notes->len > 0)
    g_ptr_array_add (notes, mirador_chart_cite_targets (chart, targeted, 1));
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
