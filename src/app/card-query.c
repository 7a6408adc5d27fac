/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/card-query.h"

#define LEAST_MONTHS_OF_A_TREND 12

/* Finer figures add up to the level where the measure adds; that is the store's to say. */
static gboolean
reaches (guint levels, MiradorLevel level)
{
  const guint tree = (1u << (MIRADOR_LEVEL_FACILITY + 1)) - 1;

  return ((levels & tree) >> level) != 0;
}

static void
compare_programs (MiradorQuery *query)
{
  query->by |= MIRADOR_BY_PROGRAM;
  g_ptr_array_set_size (query->programs, 0);
}

/* The organisation as a whole is no rank among its parts. */
static void
rank_programs (MiradorSession *session, MiradorQuery *query)
{
  g_autoptr (GPtrArray) programs = mirador_session_list_programs (session);

  compare_programs (query);
  for (guint i = 0; i < programs->len; i++)
    {
      const MiradorProgram *program = g_ptr_array_index (programs, i);

      if (!g_str_equal (program->id, "all"))
        mirador_query_add_program (query, program->id);
    }
}

/* Places below the chosen one; of figures that are published for the whole only, the programs. */
static void
rank (MiradorSession *session, MiradorStage stage, MiradorQuery *query)
{
  MiradorLevel level
    = mirador_place_level_below (mirador_place_by_code (mirador_session_get_place (session)));
  guint levels, grains;

  mirador_session_get_reach (session, stage, &levels, &grains);
  if (!reaches (levels, level))
    {
      rank_programs (session, query);
      return;
    }
  query->by |= MIRADOR_BY_PLACE;
  query->place_level = level;
}

/* Three months are no trend: a short period is seen at the end of its year. */
static void
lengthen (MiradorSession *session, MiradorQuery *query)
{
  gint32 until = mirador_period_get_last_day (mirador_session_get_data_until (session));
  MiradorPeriod last;

  if (mirador_range_is_all (query->range))
    return;
  /* Nor are months that nobody has reported on yet. */
  if (until >= query->range.first_day)
    query->range.last_day = MIN (query->range.last_day, until);
  last
    = mirador_period_of_day (query->range.last_day, MIRADOR_GRAIN_MONTH, query->fiscal_first_month);
  last = mirador_period_shift (last, 1 - LEAST_MONTHS_OF_A_TREND);
  if (!mirador_period_is_none (last))
    query->range.first_day = MIN (query->range.first_day, last.first_day);
}

static void
follow (MiradorSession *session, MiradorStage stage, MiradorQuery *query)
{
  const MiradorGrain coarse[]
    = { MIRADOR_GRAIN_QUARTER, MIRADOR_GRAIN_HALF, MIRADOR_GRAIN_FISCAL_YEAR, MIRADOR_GRAIN_YEAR };
  guint levels, grains;

  mirador_session_get_reach (session, stage, &levels, &grains);
  query->every = MIRADOR_GRAIN_MONTH;
  for (guint i = 0; i < G_N_ELEMENTS (coarse); i++)
    if (grains < (2u << coarse[i]) && (grains & (1u << coarse[i])) != 0
        && (grains & ((1u << MIRADOR_GRAIN_QUARTER) - 1)) == 0)
      {
        query->every = coarse[i];
        query->range = MIRADOR_RANGE_ALL;
        return;
      }
  lengthen (session, query);
}

MiradorQuery *
mirador_card_make_query (MiradorSession *session, const char *kind, const char *stage_id)
{
  MiradorQuery *query = mirador_session_make_query (session);
  MiradorStage stage = MIRADOR_STAGE_NONE;

  if (stage_id != NULL && mirador_stage_from_id (stage_id, &stage))
    query->stages = 1u << stage;
  if (g_str_equal (kind, "bars"))
    rank (session, stage, query);
  else if (g_str_equal (kind, "trend"))
    follow (session, stage, query);
  else if (g_str_equal (kind, "grouped"))
    compare_programs (query);
  return query;
}

static const MiradorPlace *
find_only_place (MiradorFrame *frame)
{
  const MiradorPlace *only = NULL;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->gap == MIRADOR_GAP_NO_DATA || row->gap == MIRADOR_GAP_NOT_COVERED)
        continue;
      if (only != NULL || row->place == NULL)
        return NULL;
      only = row->place;
    }
  return only;
}

MiradorQuery *
mirador_card_narrow_query (MiradorChart *chart)
{
  const MiradorQuery *asked = mirador_chart_get_query (chart);
  const MiradorPlace *only;
  MiradorQuery *query;

  if ((asked->by & MIRADOR_BY_PLACE) == 0)
    return NULL;
  only = find_only_place (mirador_chart_get_frame (chart, 0));
  if (only == NULL || only->level != asked->place_level || only->level >= MIRADOR_LEVEL_DISTRICT)
    return NULL;
  query = mirador_query_copy (asked);
  g_ptr_array_set_size (query->places, 0);
  mirador_query_add_place (query, only->code);
  query->place_level = mirador_place_level_below (only);
  return query;
}
