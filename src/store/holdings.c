/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/holdings.h"

#include "store/extent.h"

/* The series of one holding follow each other. */
typedef struct
{
  GArray *holdings;
  const GPtrArray *profiles;
  MiradorHolding holding; /* measure NULL: none is open */
  MiradorExtent extent;
} Gathering;

MiradorProfile *
mirador_holdings_find_profile (const GPtrArray *profiles, const char *feed)
{
  const char *id = g_intern_string (feed);

  for (guint i = 0; i < profiles->len; i++)
    {
      MiradorProfile *profile = g_ptr_array_index (profiles, i);

      if (profile->id == id)
        return profile;
    }
  return NULL;
}

static void
close_holding (Gathering *gathering)
{
  MiradorHolding *holding = &gathering->holding;

  holding->range = gathering->extent.range;
  holding->data_until = gathering->extent.data_until;
  holding->grains = gathering->extent.grains;
  if (holding->measure != NULL && holding->levels != 0)
    g_array_append_val (gathering->holdings, *holding);
  *holding = (MiradorHolding){ 0 };
  gathering->extent = (MiradorExtent){ 0 };
}

static void
open_holding (Gathering *gathering,
              const MiradorMeasure *measure,
              const MiradorProgram *program,
              const char *feed)
{
  const MiradorProfile *profile = mirador_holdings_find_profile (gathering->profiles, feed);
  const MiradorTerms *terms
    = profile != NULL ? mirador_profile_find_terms (profile, measure->id, program->id) : NULL;

  gathering->holding = (MiradorHolding){
    .measure = measure,
    .program = program,
    .feed = feed,
    .simulated = profile != NULL && profile->simulated,
    .complete_until = terms != NULL ? terms->complete_until : MIRADOR_PERIOD_NONE,
  };
}

static void
gather (Gathering *gathering, MiradorStatement *statement, const MiradorExtent *extent)
{
  const char *feed = mirador_statement_get_interned (statement, 0);
  const MiradorMeasure *measure
    = mirador_catalogue_measure ((const char *)sqlite3_column_text (statement, 1));
  const MiradorProgram *program
    = mirador_catalogue_program ((const char *)sqlite3_column_text (statement, 2));
  const MiradorPlace *place
    = mirador_place_by_code ((const char *)sqlite3_column_text (statement, 3));

  if (measure == NULL || program == NULL || place == NULL)
    return;
  if (gathering->holding.measure != measure || gathering->holding.program != program
      || gathering->holding.feed != feed)
    {
      close_holding (gathering);
      open_holding (gathering, measure, program, feed);
    }
  gathering->holding.levels |= 1u << place->level;
  mirador_extent_join (&gathering->extent, extent);
}

GArray *
mirador_holdings_read (MiradorDatabase *database, const GPtrArray *profiles, GError **error)
{
  g_autoptr (GArray) holdings = g_array_new (FALSE, FALSE, sizeof (MiradorHolding));
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    database, error,
    "SELECT feed, measure, program, place, n_values, grains, first_day, last_day, data_until"
    " FROM series WHERE n_values > 0 ORDER BY feed, measure, program, place, breakdown",
    "");
  Gathering gathering = { holdings, profiles };
  int row = -1;

  while (statement != NULL && (row = mirador_database_next (database, statement, error)) == 1)
    {
      MiradorExtent extent = {
        .n_values = sqlite3_column_int64 (statement, 4),
        .grains = sqlite3_column_int64 (statement, 5),
        .range = { sqlite3_column_int (statement, 6), sqlite3_column_int (statement, 7) },
        .data_until = mirador_period_unpack (sqlite3_column_int64 (statement, 8)),
      };

      gather (&gathering, statement, &extent);
    }
  close_holding (&gathering);
  return row == 0 ? g_steal_pointer (&holdings) : NULL;
}

GArray *
mirador_holdings_read_as_of (MiradorDatabase *database,
                             const GPtrArray *profiles,
                             gint64 as_of,
                             GError **error)
{
  g_autoptr (GArray) holdings = g_array_new (FALSE, FALSE, sizeof (MiradorHolding));
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    database, error,
    "WITH newest (id) AS (SELECT coalesce (max (id), 0) FROM refresh WHERE finished <= ?),"
    " said (series, period) AS ("
    "  SELECT series, period FROM observation, newest WHERE refresh <= newest.id"
    "  UNION ALL SELECT series, period FROM revision, newest"
    "  WHERE from_refresh <= newest.id AND to_refresh > newest.id)"
    " SELECT feed, measure, program, place, period FROM said JOIN series ON series.id = said.series"
    " ORDER BY feed, measure, program, place, breakdown",
    "i", as_of);
  Gathering gathering = { holdings, profiles };
  int row = -1;

  while (statement != NULL && (row = mirador_database_next (database, statement, error)) == 1)
    {
      MiradorExtent extent = { 0 };

      mirador_extent_add (&extent, sqlite3_column_int64 (statement, 4));
      gather (&gathering, statement, &extent);
    }
  close_holding (&gathering);
  return row == 0 ? g_steal_pointer (&holdings) : NULL;
}

MiradorPeriod
mirador_holdings_get_data_until (const GArray *holdings, const char *feed)
{
  MiradorExtent all = { 0 };

  for (guint i = 0; i < holdings->len; i++)
    {
      const MiradorHolding *holding = &g_array_index (holdings, MiradorHolding, i);
      MiradorExtent extent = { 1, holding->grains, holding->range, holding->data_until };

      /* Targets reach into the future; that does not make the figures fresh. */
      if (holding->feed == feed && holding->measure->target_of == NULL)
        mirador_extent_join (&all, &extent);
    }
  return all.data_until;
}
