/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/headline.h"
#include "analysis/label.h"
#include "charts/xmr-series.h"
#include "model/format.h"

/* What a chart reaches back for at least: limits of 12 points are the least that will do. */
#define PERIODS_ASKED 24
/* A panel needs an axis, its dates, and something between. */
#define LEAST_LINES 5.5

const MiradorChartOption mirador_xmr_options[] = { { "rebase", N_ ("New base from"), NULL },
                                                   { "target", N_ ("Target"), NULL },
                                                   { NULL, NULL, NULL } };

/* A short range is seen at the end of two years; what has not come yet is not asked for. */
static void
reach_back (MiradorQuery *query)
{
  gint32 end = MIN (query->range.last_day, mirador_day_today ());
  MiradorPeriod first;

  if (mirador_range_is_all (query->range) || end < query->range.first_day)
    return;
  first = mirador_period_of_day (end, query->every, query->fiscal_first_month);
  first = mirador_period_shift (first, 1 - PERIODS_ASKED);
  if (!mirador_period_is_none (first))
    query->range.first_day = MIN (query->range.first_day, first.first_day);
}

void
mirador_xmr_plan (const MiradorQuery *base, GPtrArray *queries)
{
  MiradorQuery *query = mirador_chart_base_query (base);

  mirador_chart_ask_one (query);
  query->every = base->every != MIRADOR_GRAIN_NONE ? base->every : MIRADOR_GRAIN_MONTH;
  reach_back (query);
  g_ptr_array_add (queries, query);
}

static gboolean
has_periods (const MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (!mirador_period_is_none (mirador_frame_get_row (frame, i)->period))
      return TRUE;
  return mirador_frame_get_n_rows (frame) == 0;
}

static char *
say_missing (guint missing, MiradorGrain grain)
{
  if (grain == MIRADOR_GRAIN_MONTH)
    return g_strdup_printf (
      /* Translators: %u is how many months are missing. */
      ngettext ("A control chart needs 12 complete months: %u is missing.",
                "A control chart needs 12 complete months: %u are missing.", missing),
      missing);
  return g_strdup_printf (
    /* Translators: %u is how many periods are missing. */
    ngettext ("A control chart needs 12 complete periods: %u is missing.",
              "A control chart needs 12 complete periods: %u are missing.", missing),
    missing);
}

char *
mirador_xmr_fit (const MiradorChart *chart)
{
  MiradorFrame *frame = mirador_chart_get_frame (chart, 0);
  g_autoptr (MiradorXmrSeries) series = NULL;

  if (!has_periods (frame))
    return mirador_chart_refuse (chart, g_strdup (_ ("These figures are of no single periods. "
                                                     "Choose months, quarters or years.")));
  series = mirador_xmr_series_gather (chart);
  if (series->series == NULL || series->n_complete >= MIRADOR_XMR_LEAST_POINTS)
    return NULL;
  return mirador_chart_refuse (
    chart,
    say_missing (MIRADOR_XMR_LEAST_POINTS - series->n_complete,
                 (MiradorGrain)g_array_index (series->trend->periods, MiradorPeriod, 0).grain));
}

char *
mirador_xmr_headline (const MiradorChart *chart)
{
  g_autoptr (MiradorXmrSeries) series = mirador_xmr_series_gather (chart);

  return mirador_headline_xmr (mirador_chart_get_frame (chart, 0), series->xmr, series->rows,
                               series->target);
}

void
mirador_xmr_draw (const MiradorChart *chart, MiradorCanvas *canvas, MiradorBox plot, GArray *marks)
{
  g_autoptr (MiradorXmrSeries) series = mirador_xmr_series_gather (chart);

  if (series->n == 0)
    return;
  if (plot.height < LEAST_LINES * mirador_canvas_line_height (canvas, MIRADOR_TEXT_SMALL))
    {
      mirador_chart_draw_sentence (canvas, plot, _ ("There is too little room for this chart."));
      return;
    }
  mirador_xmr_draw_panel (series, canvas, plot, marks);
}

/* Words */

static char *
name_row (const MiradorChart *chart, const MiradorRow *row)
{
  return mirador_format_period (row->period);
}

static void
add_line (GString *text, char *line)
{
  if (line != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
  g_free (line);
}

static char *
describe_segment (const MiradorXmrSeries *series, const MiradorXmrSegment *segment)
{
  g_autofree char *mean = mirador_xmr_format_value (series->row, segment->mean);
  g_autofree char *low
    = mirador_xmr_format_value (series->row, mirador_xmr_series_low (series, segment));
  g_autofree char *high = mirador_xmr_format_value (series->row, segment->high);
  g_autofree char *from
    = mirador_format_period (g_array_index (series->trend->periods, MiradorPeriod, segment->first));

  if (!segment->valid)
    return NULL;
  /* Translators: of a control chart; %1$s is a period, the others are numbers. */
  return g_strdup_printf (_ ("From %1$s on: mean %2$s, limits %3$s to %4$s."), from, mean, low,
                          high);
}

static char *
say_assurance (const MiradorXmrSeries *series)
{
  g_autofree char *target = NULL;

  if (series->row == NULL || !isfinite (series->target))
    return NULL;
  target = mirador_xmr_format_value (series->row, series->target);
  switch (mirador_xmr_assure (series->xmr, series->target, series->good))
    {
    case MIRADOR_XMR_PASSES:
      /* Translators: %s is a number. */
      return g_strdup_printf (_ ("The target of %s lies outside the limits on the good side: it is "
                                 "met consistently."),
                              target);
    case MIRADOR_XMR_FAILS:
      /* Translators: %s is a number. */
      return g_strdup_printf (_ ("The target of %s lies outside the limits: it is missed "
                                 "consistently unless something changes."),
                              target);
    case MIRADOR_XMR_HIT_AND_MISS:
      /* Translators: %s is a number. */
      return g_strdup_printf (_ ("The target of %s lies within the limits: it is met or missed by "
                                 "chance."),
                              target);
    case MIRADOR_XMR_NO_ASSURANCE:
    default:
      return NULL;
    }
}

char *
mirador_xmr_describe (const MiradorChart *chart)
{
  g_autoptr (MiradorXmrSeries) series = mirador_xmr_series_gather (chart);
  g_autoptr (GArray) episodes = mirador_xmr_list_episodes (series->xmr);
  g_autoptr (GString) extra = g_string_new (NULL);

  /* What is not drawn is not claimed in words either. */
  if (chart->why_empty != NULL)
    return mirador_chart_describe_rows (chart, name_row, NULL);
  for (guint i = 0; i < series->xmr->segments->len && series->n > 0; i++)
    add_line (extra, describe_segment (
                       series, &g_array_index (series->xmr->segments, MiradorXmrSegment, i)));
  for (guint i = 0; i < episodes->len; i++)
    {
      g_autofree char *text
        = mirador_xmr_episode_to_text (mirador_chart_get_frame (chart, 0), series->rows,
                                       &g_array_index (episodes, MiradorXmrEpisode, i));

      /* Translators: %s is a signal of a control chart: "above the limits in Mar 2025 (9,234)". */
      add_line (extra, g_strdup_printf (_ ("Signal: %s."), text));
    }
  return mirador_chart_describe_rows (chart, name_row, extra->str);
}

static void
add_note (GPtrArray *notes, char *note)
{
  if (note != NULL)
    g_ptr_array_add (notes, note);
}

static guint
count_dropped (const MiradorXmrSeries *series)
{
  guint n = 0;

  for (guint i = 0; i < series->xmr->segments->len; i++)
    n += g_array_index (series->xmr->segments, MiradorXmrSegment, i).n_dropped;
  return n;
}

static char *
say_method (const MiradorXmrSeries *series)
{
  guint dropped = count_dropped (series);

  if (dropped == 0)
    /* Translators: %u is a number of periods. */
    return g_strdup_printf (
      ngettext ("Limits: mean ± 2.66 × mean moving range, of %u complete period.",
                "Limits: mean ± 2.66 × mean moving range, of %u complete periods.",
                series->n_complete),
      series->n_complete);
  return g_strdup_printf (
    /* Translators: %1$u is a number of periods, %2$u how many moving ranges do not count. */
    ngettext ("Limits: mean ± 2.66 × mean moving range, of %1$u complete periods, without %2$u "
              "outlying range.",
              "Limits: mean ± 2.66 × mean moving range, of %1$u complete periods, without %2$u "
              "outlying ranges.",
              dropped),
    series->n_complete, dropped);
}

static char *
say_provisional (const MiradorXmrSeries *series)
{
  for (guint i = 0; i < series->xmr->segments->len; i++)
    if (g_array_index (series->xmr->segments, MiradorXmrSegment, i).provisional)
      return g_strdup (_ ("Limits of fewer than 12 periods are provisional."));
  return NULL;
}

static char *
say_cut_at_zero (const MiradorXmrSeries *series)
{
  for (guint i = 0; i < series->xmr->segments->len; i++)
    {
      const MiradorXmrSegment *segment
        = &g_array_index (series->xmr->segments, MiradorXmrSegment, i);

      if (segment->valid && mirador_xmr_series_low (series, segment) > segment->low)
        return g_strdup (_ ("The lower limit lies below zero and is drawn at zero."));
    }
  return NULL;
}

static gboolean
has_signals (const MiradorXmrSeries *series)
{
  for (guint i = 0; i < series->n; i++)
    if (series->xmr->signals[i] != 0)
      return TRUE;
  return FALSE;
}

static void
add_option_notes (GPtrArray *notes, const MiradorXmrSeries *series, MiradorXmrReach reach)
{
  for (guint i = 0; i < series->bad_bases->len; i++)
    /* Translators: %s is what was given; "2025-07" is how a month is written. */
    add_note (notes, g_strdup_printf (_ ("New base “%s” passed over: it is no period within the "
                                         "chart. Write it as 2025-07."),
                                      (const char *)series->bad_bases->pdata[i]));
  if (series->xmr->n_refused > 0)
    add_note (notes, g_strdup (_ ("A new base passed over: it needs 7 complete periods on either "
                                  "side.")));
  if (series->bad_target != NULL)
    /* Translators: %s is what was given. */
    add_note (
      notes, g_strdup_printf (_ ("Target “%s” passed over: it is no number."), series->bad_target));
  if (isfinite (series->target) && !reach.target_shown)
    add_note (notes, g_strdup (_ ("The target lies outside the picture.")));
}

char **
mirador_xmr_notes (const MiradorChart *chart)
{
  g_autoptr (MiradorXmrSeries) series = mirador_xmr_series_gather (chart);
  MiradorXmrReach reach = mirador_xmr_series_reach (series);
  GPtrArray *notes = g_ptr_array_new ();

  add_option_notes (notes, series, reach);
  if (series->n > 0)
    {
      add_note (notes, say_assurance (series));
      add_note (notes, say_method (series));
      add_note (notes, say_provisional (series));
      if (reach.cut)
        add_note (notes, g_strdup (_ ("The vertical axis does not start at zero.")));
      add_note (notes, say_cut_at_zero (series));
      if (mirador_frame_has_hidden (mirador_chart_get_frame (chart, 0)))
        add_note (notes,
                  g_strdup (_ ("Hidden small counts are left out, so the mean and the limits "
                               "lie too high.")));
      if (has_signals (series))
        add_note (notes, g_strdup (_ ("▲▼ outside the limits; ◆ other signals.")));
      if (series->n_gaps > 0)
        add_note (notes, g_strdup (_ ("× no figure; no run reaches over it.")));
    }
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
