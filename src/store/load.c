/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/reader.h"

/* A period that reaches into a range begins at most a leap year before it. */
#define LONGEST_PERIOD 366

/* Packed periods sort by their first day, whatever their grain: all that begin on @day or later
 * are not less than this. */
static gint64
first_key_of_day (gint64 day)
{
  MiradorPeriod period = { CLAMP (day, 1, G_MAXINT32), MIRADOR_GRAIN_DAY };

  return mirador_period_pack (period) - MIRADOR_GRAIN_DAY;
}

/* What is wanted of each series. */
typedef struct
{
  MiradorReader *reader;
  MiradorSlab *slab;
  MiradorRange range;
  gint64 from, to; /* packed periods: from <= period < to */
  gint64 refresh;  /* as the store was after this refresh; -1: now */
  gint64 last_refresh;
  gint64 last_received;
} Load;

static gint64
find_received (Load *load, gint64 refresh)
{
  const gint64 *finished;

  if (refresh == load->last_refresh)
    return load->last_received;
  finished = g_hash_table_lookup (load->reader->received, &refresh);
  load->last_refresh = refresh;
  load->last_received = finished != NULL ? *finished : 0;
  return load->last_received;
}

static void
add_point (Load *load, MiradorStatement *statement)
{
  MiradorPoint point = {
    .period = mirador_period_unpack (sqlite3_column_int64 (statement, 0)),
    .value = mirador_statement_get_double (statement, 1),
    .numerator = mirador_statement_get_double (statement, 2),
    .denominator = mirador_statement_get_double (statement, 3),
    .low = mirador_statement_get_double (statement, 4),
    .high = mirador_statement_get_double (statement, 5),
    .flags = sqlite3_column_int (statement, 6),
    .received = find_received (load, sqlite3_column_int64 (statement, 7)),
  };

  if (mirador_period_is_none (point.period)
      || (!mirador_range_is_all (load->range)
          && mirador_period_get_last_day (point.period) < load->range.first_day))
    return;
  mirador_slab_add_point (load->slab, &point);
}

static MiradorStatement *
prepare_points (Load *load, gint64 series, GError **error)
{
  MiradorDatabase *database = load->reader->database;

  if (load->refresh < 0)
    return mirador_database_prepare (
      database, error,
      "SELECT period, value, numerator, denominator, low, high, flags, refresh FROM observation"
      " WHERE series = ? AND period >= ? AND period < ? ORDER BY period",
      "iii", series, load->from, load->to);
  return mirador_database_prepare (
    database, error,
    "SELECT period, value, numerator, denominator, low, high, flags, refresh FROM observation"
    " WHERE series = ?1 AND period >= ?2 AND period < ?3 AND refresh <= ?4"
    " UNION ALL"
    " SELECT period, value, numerator, denominator, low, high, flags, from_refresh FROM revision"
    " WHERE series = ?1 AND period >= ?2 AND period < ?3 AND from_refresh <= ?4"
    " AND to_refresh > ?4 ORDER BY period",
    "iiii", series, load->from, load->to, load->refresh);
}

static gboolean
load_points (Load *load, gint64 series, GError **error)
{
  g_autoptr (MiradorStatement) statement = prepare_points (load, series, error);
  int row = -1;

  while (statement != NULL
         && (row = mirador_database_next (load->reader->database, statement, error)) == 1)
    add_point (load, statement);
  return row == 0;
}

/* A series that has nothing within the range is there without points: its place is one of those
 * that report. */
static gboolean
load_series (Load *load, const MiradorHolding *holding, GError **error)
{
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    load->reader->database, error,
    "SELECT id, place, breakdown FROM series WHERE feed = ?1 AND measure = ?2 AND program = ?3"
    " AND CASE WHEN ?4 < 0 THEN n_values > 0 ELSE"
    "  EXISTS (SELECT 1 FROM observation WHERE series = series.id AND refresh <= ?4)"
    "  OR EXISTS (SELECT 1 FROM revision WHERE series = series.id AND from_refresh <= ?4"
    "   AND to_refresh > ?4) END"
    " ORDER BY place, breakdown",
    "ttti", holding->feed, holding->measure->id, holding->program->id, load->refresh);
  int row = -1;

  while (statement != NULL
         && (row = mirador_database_next (load->reader->database, statement, error)) == 1)
    {
      const MiradorPlace *place
        = mirador_place_by_code ((const char *)sqlite3_column_text (statement, 1));

      if (place == NULL)
        continue;
      mirador_slab_add_series (load->slab, place, mirador_statement_get_interned (statement, 2));
      if (!load_points (load, sqlite3_column_int64 (statement, 0), error))
        return FALSE;
    }
  return row == 0;
}

static gboolean
find_refresh (Load *load, gint64 as_of, GError **error)
{
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    load->reader->database, error, "SELECT max(id) FROM refresh WHERE finished <= ?", "i", as_of);
  int row
    = statement != NULL ? mirador_database_next (load->reader->database, statement, error) : -1;

  load->refresh = row == 1 ? sqlite3_column_int64 (statement, 0) : 0;
  return row >= 0;
}

MiradorSlab *
mirador_load (MiradorSource *source,
              const MiradorHolding *holding,
              MiradorRange range,
              gint64 as_of,
              GError **error)
{
  MiradorReader *reader = (MiradorReader *)source;
  g_autoptr (MiradorSlab) slab = mirador_slab_new (
    holding->measure, holding->program, mirador_reader_find_profile (reader, holding->feed));
  Load load = { .reader = reader, .slab = slab, .range = range, .to = G_MAXINT64, .refresh = -1 };

  slab->extent = holding->range;
  slab->data_until = holding->data_until;
  if (!mirador_range_is_all (range))
    {
      load.from = first_key_of_day ((gint64)range.first_day - LONGEST_PERIOD);
      load.to = first_key_of_day ((gint64)range.last_day + 1);
    }
  if ((as_of != 0 && !find_refresh (&load, as_of, error)) || !load_series (&load, holding, error))
    return NULL;
  return g_steal_pointer (&slab);
}
