/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart-worlds.h"

/* What a manager could ask a world, and answers to what nobody asked. */

static const char *const question_measures[]
  = { "screenings",    "people_screened", "positive_screenings", "people_attended",
      "mdr_cure_rate", "longmeasure",     "longshare",           "agents",
      "art_people",    "population" };
static const char *const question_programs[] = { "all", "tb", "vih", "same", "ent", "longprogram" };
static const char *const question_places[]
  = { "PE", "15", "14", "07", "1501", "150101", "lima-metropolitana", "1401" };
static const char *const question_breakdowns[] = { "sex", "age", "life_course", "condition" };

static inline void
question_set_range (World *world, MiradorQuery *query)
{
  int year = WORLD_LAST_YEAR - (int)world_roll (world, 5);
  guint n = world->n_periods;
  MiradorPeriod month = mirador_period_new_month (year, 1 + (int)world_roll (world, 10));

  switch (world_roll (world, 5))
    {
    case 0:
      query->range = MIRADOR_RANGE_ALL;
      break;
    case 1:
      query->range = mirador_period_get_range (mirador_period_new_fiscal_year (year, 7));
      break;
    case 2:
      query->range = mirador_period_get_range (mirador_period_new_year (year));
      break;
    case 3:
      query->range = mirador_period_get_range (month);
      break;
    default:
      query->range.first_day = mirador_period_shift (month, -(int)n).first_day;
      query->range.last_day = mirador_period_get_last_day (month);
    }
}

static inline void
question_set_by (World *world, const MiradorChartKind *kind, MiradorQuery *query)
{
  static const MiradorGrain grains[]
    = { MIRADOR_GRAIN_NONE, MIRADOR_GRAIN_NONE,     MIRADOR_GRAIN_MONTH,      MIRADOR_GRAIN_WEEK,
        MIRADOR_GRAIN_YEAR, MIRADOR_GRAIN_EPI_WEEK, MIRADOR_GRAIN_FISCAL_YEAR };
  const MiradorPlace *place
    = query->places->len > 0 ? mirador_place_by_code (query->places->pdata[0]) : NULL;

  query->every = WORLD_PICK (world, grains);
  if (kind->by_places || world_roll (world, 3) == 0)
    {
      query->by |= MIRADOR_BY_PLACE;
      query->place_level
        = world_roll (world, 5) == 0 ? MIRADOR_LEVEL_ANY : mirador_place_level_below (place);
    }
  if (world_roll (world, 3) == 0)
    query->by |= MIRADOR_BY_PROGRAM;
  if (world_roll (world, 4) != 0)
    return;
  mirador_query_add_by_breakdown (query, WORLD_PICK (world, question_breakdowns));
  if (world_roll (world, 2) == 0)
    mirador_query_add_by_breakdown (query, "sex");
}

/* (transfer full): a question that suits a chart of @kind more often than not. */
static inline MiradorQuery *
question_new (World *world, const MiradorChartKind *kind)
{
  MiradorQuery *query = mirador_query_new ();

  if (world_roll (world, 3) == 0)
    query->stages = 1u << (1 + world_roll (world, MIRADOR_N_STAGES - 1));
  else if (world_roll (world, 3) == 0)
    query->stages = world_roll (world, 1u << MIRADOR_N_STAGES) & ~1u;
  else
    for (guint i = 1 + world_roll (world, 6) / 4; i > 0; i--)
      mirador_query_add_measure (query, WORLD_PICK (world, question_measures));
  for (guint i = world_roll (world, 5) / 2; i > 0; i--)
    mirador_query_add_program (query, WORLD_PICK (world, question_programs));
  for (guint i = world_roll (world, 5) / 2; i > 0; i--)
    mirador_query_add_place (query, WORLD_PICK (world, question_places));
  if (world_roll (world, 6) == 0)
    mirador_query_add_member (query, "sex", "F");
  query->rate = world_roll (world, 5) == 0;
  question_set_range (world, query);
  question_set_by (world, kind, query);
  return query;
}

/* (transfer full) (nullable): of each option of the kind one of its choices, or nonsense. */
static inline char *
question_options (World *world, const MiradorChartKind *kind)
{
  static const char *const nonsense[] = { "", "50", "-1", "nan", "1e400", "90,120", "ñ", "=" };
  GString *text = g_string_new (NULL);

  for (const MiradorChartOption *option = kind->options; option != NULL && option->id != NULL;
       option++)
    {
      guint n = 0;

      if (world_roll (world, 3) == 0)
        continue;
      while (option->choices != NULL && option->choices[n].id != NULL)
        n++;
      g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "," : "", option->id,
                              n > 0 && world_roll (world, 8) != 0
                                ? option->choices[world_roll (world, n)].id
                                : WORLD_PICK (world, nonsense));
    }
  return g_string_free (text, text->len == 0);
}

static inline void
chaos_set_when (World *world, MiradorRow *row)
{
  gint32 day = mirador_day_new (2015 + (int)world_roll (world, 12), 1 + (int)world_roll (world, 12),
                                1 + (int)world_roll (world, 28));

  row->period
    = world_roll (world, 8) == 0
        ? MIRADOR_PERIOD_NONE
        : mirador_period_of_day (day, (MiradorGrain)(1 + world_roll (world, MIRADOR_N_GRAINS - 1)),
                                 1 + (int)world_roll (world, 12));
  row->range = mirador_period_is_none (row->period) ? (MiradorRange){ day, day + 400 }
                                                    : mirador_period_get_range (row->period);
  if (world_roll (world, 30) == 0)
    row->range = MIRADOR_RANGE_ALL;
}

/* (transfer full): rows that have nothing to do with each other, and no plan asked for. */
static inline MiradorFrame *
world_chaos (World *world)
{
  static const char *const keys[] = {
    "", "", "sex=F", "age=1-4;sex=M", "age=80+;sex=F", "sex=X", "condition=anxiety", "unknown=1"
  };
  MiradorFrameBuilder *builder = world_begin_frame (world);
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();
  g_autoptr (GPtrArray) places
    = mirador_place_list (mirador_place_peru (), (MiradorLevel)world_roll (world, 4));
  guint n = world_roll (world, 4) == 0 ? world_roll (world, 3) : world_roll (world, 60);

  for (guint i = 0; i < n; i++)
    {
      MiradorRow row;

      mirador_row_init (&row);
      row.measure
        = world_roll (world, 20) == 0 ? NULL : measures->pdata[world_roll (world, measures->len)];
      row.program
        = world_roll (world, 9) == 0 ? NULL : programs->pdata[world_roll (world, programs->len)];
      row.place = world_roll (world, 9) == 0 || places->len == 0
                    ? NULL
                    : places->pdata[world_roll (world, MIN (places->len, 30))];
      row.breakdown = g_intern_string (WORLD_PICK (world, keys));
      row.stage = (MiradorStage)world_roll (world, MIRADOR_N_STAGES);
      chaos_set_when (world, &row);
      world_fill (world, &row, world_roll (world, 6) == 0);
      /* A stage that nobody measures is not known. */
      if (row.measure == NULL)
        row.stage = MAX (row.stage, MIRADOR_STAGE_SCREENED);
      if (row.measure == NULL && row.gap == MIRADOR_GAP_NONE)
        world_add_gap (world, &row);
      mirador_frame_builder_add (builder, &row);
    }
  return mirador_frame_builder_finish (builder);
}

/* (transfer full) (element-type MiradorFrame): answers to the plan, or to nothing. */
static inline GPtrArray *
world_answers (World *world, const MiradorChartKind *kind, const MiradorQuery *query)
{
  g_autoptr (GPtrArray) queries = mirador_chart_plan (kind, query);
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);
  gboolean chaos = world_roll (world, 4) == 0;
  guint n = chaos ? world_roll (world, queries->len + 2) : queries->len;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (frames, chaos ? world_chaos (world) : world_answer (world, queries->pdata[i]));
  return frames;
}
