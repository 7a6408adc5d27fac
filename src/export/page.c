/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/page.h"

#include <glib/gi18n-lib.h>

#define LEAST_MONTHS_OF_A_TREND 12

static const MiradorPageChart overview[] = {
  { "kpi", "screened" },   { "kpi", "diagnosed" }, { "kpi", "referred" }, { "kpi", "accompanied" },
  { "cascade", "" },       { "grouped", "" },      { "map", "screened" }, { "bars", "screened" },
  { "trend", "screened" }, { "bullet", "" },       { NULL, NULL },
};

static const MiradorPage pages[] = {
  { "overview", NC_ ("page", "Overview"), overview },
};

const MiradorPage *
mirador_page_get (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].id, id) == 0)
      return &pages[i];
  return NULL;
}

const char *
mirador_page_get_title (const MiradorPage *page)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, "page", page->title);
}

guint
mirador_page_get_n_charts (const MiradorPage *page)
{
  guint n = 0;

  while (page->charts[n].kind != NULL)
    n++;
  return n;
}

/* Finer figures add up to the level where the measure adds; that is the store's to say. */
static gboolean
reaches (guint levels, MiradorLevel level)
{
  const guint tree = (1u << (MIRADOR_LEVEL_FACILITY + 1)) - 1;

  return ((levels & tree) >> level) != 0;
}

static void
compare_programs (const MiradorScope *scope, MiradorStage stage, MiradorQuery *query)
{
  query->by |= MIRADOR_BY_PROGRAM;
  g_ptr_array_set_size (query->programs, 0);
  /* The other programs have feeds of their own. */
  query->feed = *scope->feed != '\0' ? g_intern_string (scope->feed) : NULL;
}

/* The organisation as a whole is no rank among its parts. */
static void
rank_programs (const MiradorScope *scope, MiradorStage stage, MiradorQuery *query)
{
  g_autoptr (GPtrArray) programs = mirador_scope_list_programs (scope);

  compare_programs (scope, stage, query);
  for (guint i = 0; i < programs->len; i++)
    {
      const MiradorProgram *program = g_ptr_array_index (programs, i);

      if (!g_str_equal (program->id, "all"))
        mirador_query_add_program (query, program->id);
    }
}

/* Places below the chosen one; of figures that are published for the whole only, the programs. */
static void
rank (const MiradorScope *scope, MiradorStage stage, MiradorQuery *query)
{
  MiradorLevel level = mirador_place_level_below (mirador_place_by_code (scope->place));
  guint levels, grains;

  mirador_scope_get_reach (scope, stage, &levels, &grains);
  if (!reaches (levels, level))
    {
      rank_programs (scope, stage, query);
      return;
    }
  query->by |= MIRADOR_BY_PLACE;
  query->place_level = level;
}

/* Three months are no trend: a short period is seen at the end of its year. */
static void
lengthen (const MiradorScope *scope, MiradorQuery *query)
{
  gint32 until = mirador_period_get_last_day (mirador_scope_get_data_until (scope));
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
follow (const MiradorScope *scope, MiradorStage stage, MiradorQuery *query)
{
  const MiradorGrain coarse[]
    = { MIRADOR_GRAIN_QUARTER, MIRADOR_GRAIN_HALF, MIRADOR_GRAIN_FISCAL_YEAR, MIRADOR_GRAIN_YEAR };
  guint levels, grains;

  mirador_scope_get_reach (scope, stage, &levels, &grains);
  query->every = MIRADOR_GRAIN_MONTH;
  for (guint i = 0; i < G_N_ELEMENTS (coarse); i++)
    if (grains < (2u << coarse[i]) && (grains & (1u << coarse[i])) != 0
        && (grains & ((1u << MIRADOR_GRAIN_QUARTER) - 1)) == 0)
      {
        query->every = coarse[i];
        query->range = MIRADOR_RANGE_ALL;
        return;
      }
  lengthen (scope, query);
}

static void
follow_each (const MiradorScope *scope, MiradorStage stage, MiradorQuery *query)
{
  rank (scope, stage, query);
  follow (scope, stage, query);
}

/* A map of one region says nothing: it is of the country, whatever was chosen within it. */
static void
map_regions (const MiradorScope *scope, MiradorStage stage, MiradorQuery *query)
{
  g_ptr_array_set_size (query->places, 0);
  query->by |= MIRADOR_BY_PLACE;
  query->place_level = MIRADOR_LEVEL_REGION;
}

gboolean
mirador_page_takes_a_figure (const char *kind)
{
  return g_strcmp0 (kind, "cascade") != 0;
}

/* Stages beside each other, targets and age groups are counts of people, whose places are one. */
gboolean
mirador_page_takes_a_rate (const char *kind)
{
  static const char *const kinds[]
    = { "bars", "trend", "small-multiples", "xmr", "funnel", "map", "tiles", "heatmap", NULL };

  return kind != NULL && g_strv_contains (kinds, kind);
}

/** What a kind asks beyond the scope; a kind that is not here asks nothing more. */
static const struct
{
  const char *kind;
  void (*ask) (const MiradorScope *scope, MiradorStage stage, MiradorQuery *query);
} asking[] = {
  { "bars", rank },
  { "funnel", rank },
  { "small-multiples", follow_each },
  { "heatmap", follow_each },
  { "trend", follow },
  { "xmr", follow },
  { "grouped", compare_programs },
  { "bullet", compare_programs },
  { "map", map_regions },
  { "tiles", map_regions },
};

MiradorQuery *
mirador_page_make_query (const MiradorScope *scope, const char *kind, const char *stage_id)
{
  MiradorQuery *query = mirador_scope_make_query (scope);
  MiradorStage stage = MIRADOR_STAGE_NONE;

  if (stage_id != NULL && mirador_page_takes_a_figure (kind)
      && mirador_stage_from_id (stage_id, &stage))
    query->stages = 1u << stage;
  for (guint i = 0; i < G_N_ELEMENTS (asking); i++)
    if (g_strcmp0 (asking[i].kind, kind) == 0)
      asking[i].ask (scope, stage, query);
  return query;
}

static gboolean
has_targets (const MiradorScope *scope)
{
  for (guint i = 0; scope->holdings != NULL && i < scope->holdings->len; i++)
    if (g_array_index (scope->holdings, MiradorHolding, i).measure->target_of != NULL)
      return TRUE;
  return FALSE;
}

gboolean
mirador_page_is_worth_a_place (const MiradorScope *scope, const MiradorPageChart *chart)
{
  MiradorStage stage = MIRADOR_STAGE_NONE;
  guint levels, grains;

  if (g_str_equal (chart->kind, "bullet"))
    return has_targets (scope);
  if (!g_str_equal (chart->kind, "map") && !g_str_equal (chart->kind, "tiles"))
    return TRUE;
  mirador_stage_from_id (chart->stage, &stage);
  mirador_scope_get_reach (scope, stage, &levels, &grains);
  return reaches (levels, MIRADOR_LEVEL_REGION);
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
      if (row->place == NULL || (only != NULL && only != row->place))
        return NULL;
      only = row->place;
    }
  return only;
}

static gboolean
is_of_regions (const MiradorChart *chart)
{
  const char *kind = mirador_chart_get_kind (chart)->id;

  return g_str_equal (kind, "map") || g_str_equal (kind, "tiles");
}

MiradorQuery *
mirador_page_narrow_query (const MiradorChart *chart)
{
  const MiradorQuery *asked = mirador_chart_get_query (chart);
  const MiradorPlace *only;
  MiradorQuery *query;

  if ((asked->by & MIRADOR_BY_PLACE) == 0 || is_of_regions (chart))
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

static MiradorChart *
ask_sync (MiradorStore *store,
          const MiradorChartKind *kind,
          const MiradorQuery *query,
          int threshold,
          GError **error)
{
  g_autoptr (GPtrArray) queries = mirador_chart_plan (kind, query);
  g_autoptr (GPtrArray) frames
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);

  for (guint i = 0; i < queries->len; i++)
    {
      MiradorFrame *frame = mirador_store_query_sync (store, g_ptr_array_index (queries, i), error);

      if (frame == NULL)
        return NULL;
      g_ptr_array_add (frames, frame);
    }
  return mirador_chart_new (kind, query, frames, threshold);
}

MiradorChart *
mirador_page_load_chart_sync (MiradorStore *store,
                              const MiradorScope *scope,
                              const MiradorPageChart *wanted,
                              int threshold,
                              GError **error)
{
  const MiradorChartKind *kind = mirador_chart_kind_get (wanted->kind, error);
  g_autoptr (MiradorQuery) query = mirador_page_make_query (scope, wanted->kind, wanted->stage);
  MiradorChart *chart = kind != NULL ? ask_sync (store, kind, query, threshold, error) : NULL;
  MiradorQuery *narrower;

  while (chart != NULL && (narrower = mirador_page_narrow_query (chart)) != NULL)
    {
      g_autoptr (MiradorQuery) next = narrower;

      mirador_chart_unref (chart);
      chart = ask_sync (store, kind, next, threshold, error);
    }
  return chart;
}
