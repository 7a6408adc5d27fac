/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/answer-parts.h"

/* One program's cascade, from one feed for all its stages. */
typedef struct
{
  const MiradorProgram *program;
  const MiradorCascade *cascade; /* NULL: no feed, or none chosen */
  gboolean has_cascade;          /* of any feed with figures */
  MiradorGap gap;
  const char *gap_detail;
} Way;

static const MiradorMeasure *
first_measure (const MiradorCascade *cascade)
{
  for (guint i = 0; i < MIRADOR_N_STAGES; i++)
    if (cascade->stages[i] != NULL)
      return cascade->stages[i];
  return NULL;
}

static gboolean
has_measure (const MiradorCascade *cascade, const MiradorMeasure *measure)
{
  for (guint i = 0; i < MIRADOR_N_STAGES; i++)
    if (cascade->stages[i] == measure)
      return TRUE;
  return FALSE;
}

/* The feeds with a cascade of the program and figures for at least one of its stages. */
static GArray *
find_rivals (MiradorSource *source, const MiradorQuery *query, const MiradorProgram *program)
{
  GArray *rivals = g_array_new (FALSE, FALSE, sizeof (MiradorRival));

  for (guint i = 0; i < source->holdings->len; i++)
    {
      const MiradorHolding *holding = &g_array_index (source->holdings, MiradorHolding, i);
      const MiradorCascade *cascade;
      MiradorRival rival = { holding->feed, NULL, holding->simulated };

      if (holding->program != program
          || (query->feed != NULL && !g_str_equal (holding->feed, query->feed)))
        continue;
      cascade = mirador_catalogue_cascade (program->id, holding->feed);
      if (cascade == NULL || !has_measure (cascade, holding->measure)
          || mirador_rivals_include (rivals, holding->feed))
        continue;
      rival.measure = first_measure (cascade)->id;
      g_array_append_val (rivals, rival);
    }
  return rivals;
}

static Way
find_way (MiradorSource *source, const MiradorQuery *query, const MiradorProgram *program)
{
  g_autoptr (GArray) rivals = find_rivals (source, query, program);
  Way way = { .program = program, .gap = MIRADOR_GAP_NO_CASCADE, .gap_detail = "" };
  const char *feed;

  way.has_cascade = rivals->len > 0;
  if (rivals->len == 0)
    return way;
  feed = mirador_choose_rival (source, program->id, rivals, &way.gap_detail);
  way.gap = feed != NULL ? MIRADOR_GAP_NONE : MIRADOR_GAP_FEEDS;
  way.cascade = feed != NULL ? mirador_catalogue_cascade (program->id, feed) : NULL;
  return way;
}

static GPtrArray *
list_programs (const MiradorQuery *query)
{
  g_autoptr (GPtrArray) all = mirador_catalogue_programs ();
  GPtrArray *programs = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      const MiradorProgram *program = all->pdata[i];

      if (query->programs->len == 0
          || g_ptr_array_find_with_equal_func (query->programs, program->id, g_str_equal, NULL))
        g_ptr_array_add (programs, (gpointer)program);
    }
  return programs;
}

/* A single program without a cascade is told; among several it is left out. */
static GArray *
find_ways (MiradorSource *source, const MiradorQuery *query)
{
  GArray *ways = g_array_new (FALSE, FALSE, sizeof (Way));
  g_autoptr (GPtrArray) programs = list_programs (query);

  for (guint i = 0; i < programs->len; i++)
    {
      Way way = find_way (source, query, programs->pdata[i]);

      if (way.has_cascade || query->programs->len == 1)
        g_array_append_val (ways, way);
    }
  return ways;
}

/* A row needs a measure: where the program has none, the first that the catalogue has. */
static const MiradorMeasure *
measure_of_stage (MiradorStage stage)
{
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();
  g_autofree char *usual = g_strdup_printf ("people_%s", mirador_stage_to_id (stage));
  const MiradorMeasure *known = mirador_catalogue_measure (usual);

  for (guint i = 0; known == NULL && i < measures->len; i++)
    if (((const MiradorMeasure *)measures->pdata[i])->stage == stage)
      known = measures->pdata[i];
  return known;
}

static void
ask_stage (MiradorSource *source, const Way *way, MiradorStage stage, GArray *asked)
{
  MiradorAsked one = { .measure = way->cascade != NULL ? way->cascade->stages[stage] : NULL,
                       .program = way->program,
                       .stage = stage,
                       .gap = way->gap,
                       .gap_detail = way->gap_detail };

  if (one.measure != NULL)
    one.holding = mirador_choose_feed (source, way->cascade->feed, &one);
  else
    {
      one.measure = measure_of_stage (stage);
      one.gap = way->gap != MIRADOR_GAP_NONE ? way->gap : MIRADOR_GAP_NO_CASCADE;
    }
  if (way->cascade != NULL)
    one.feed = way->cascade->feed;
  if (one.measure != NULL)
    g_array_append_val (asked, one);
}

static void
ask_no_sum (const GArray *ways, MiradorStage stage, GArray *asked)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  MiradorAsked one
    = { .measure = measure_of_stage (stage), .stage = stage, .gap = MIRADOR_GAP_ADDS_NOT_PROGRAM };

  for (guint i = 0; i < ways->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? "," : "",
                            g_array_index (ways, Way, i).program->id);
  one.gap_detail = g_intern_string (ids->str);
  if (one.measure != NULL)
    g_array_append_val (asked, one);
}

void
mirador_choose_stages (MiradorSource *source, const MiradorQuery *query, GArray *asked)
{
  g_autoptr (GArray) ways = find_ways (source, query);
  gboolean by_program = (query->by & MIRADOR_BY_PROGRAM) != 0;

  for (guint stage = 0; stage < MIRADOR_N_STAGES; stage++)
    {
      if (!(query->stages & (1u << stage)))
        continue;
      if (ways->len > 1 && !by_program)
        ask_no_sum (ways, stage, asked);
      else
        for (guint i = 0; i < ways->len; i++)
          ask_stage (source, &g_array_index (ways, Way, i), stage, asked);
    }
}
