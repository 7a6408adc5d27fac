/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/merge.h"

#include <math.h>
#include "store/extent.h"

#define VALUES_BETWEEN_CANCEL_CHECKS 4096

/* What the store says of one period of a series. */
typedef struct
{
  MiradorStagedPoint point;
  gint64 refresh;
} StoredPoint;

typedef struct
{
  MiradorDatabase *database;
  const MiradorPull *pull;
  MiradorRefresh *refresh;
  GCancellable *cancellable;
  GHashTable *own;  /* ids of the refreshes of this scope, as gint64 */
  GHashTable *seen; /* ids of the series that came, as gint64 */
  GArray *stored;   /* StoredPoint, of one series */
  guint64 n_compared;
} Merge;

/* One series under comparison. */
typedef struct
{
  gint64 id;
  gboolean replaced; /* its values may retire */
  MiradorExtent extent;
  guint64 n_moved; /* values that came or went */
} Series;

static GHashTable *
id_set_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static void
id_set_add (GHashTable *ids, gint64 id)
{
  g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
}

static gboolean
read_own_refreshes (Merge *merge, GError **error)
{
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    merge->database, error, "SELECT id FROM refresh WHERE feed = ? AND scope = ?", "tt",
    merge->refresh->feed, merge->refresh->scope);
  int row = -1;

  while (statement != NULL
         && (row = mirador_database_next (merge->database, statement, error)) == 1)
    id_set_add (merge->own, sqlite3_column_int64 (statement, 0));
  return row == 0;
}

static gboolean
same_number (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
same_point (const MiradorStagedPoint *a, const MiradorStagedPoint *b)
{
  return same_number (a->value, b->value) && same_number (a->numerator, b->numerator)
         && same_number (a->denominator, b->denominator) && same_number (a->low, b->low)
         && same_number (a->high, b->high) && a->flags == b->flags;
}

static gboolean
keep_revision (Merge *merge, gint64 series, const StoredPoint *old, GError **error)
{
  return mirador_database_run (
    merge->database, error,
    "INSERT INTO revision (series, period, from_refresh, to_refresh, value, numerator,"
    "  denominator, low, high, flags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "iiiidddddi", series, old->point.period, old->refresh, merge->refresh->id, old->point.value,
    old->point.numerator, old->point.denominator, old->point.low, old->point.high,
    (gint64)old->point.flags);
}

static gboolean
write_point (Merge *merge, gint64 series, const MiradorStagedPoint *point, GError **error)
{
  return mirador_database_run (
    merge->database, error,
    "INSERT OR REPLACE INTO observation (series, period, value, numerator, denominator, low,"
    "  high, flags, refresh) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "iidddddii", series, point->period, point->value, point->numerator, point->denominator,
    point->low, point->high, (gint64)point->flags, merge->refresh->id);
}

static gboolean
delete_point (Merge *merge, gint64 series, gint64 period, GError **error)
{
  return mirador_database_run (merge->database, error,
                               "DELETE FROM observation WHERE series = ? AND period = ?", "ii",
                               series, period);
}

static gboolean
add_point (Merge *merge, Series *series, const MiradorStagedPoint *point, GError **error)
{
  merge->refresh->added++;
  series->n_moved++;
  mirador_extent_add (&series->extent, point->period);
  return write_point (merge, series->id, point, error);
}

static gboolean
settle_gone (Merge *merge, Series *series, const StoredPoint *old, GError **error)
{
  if (!series->replaced || !g_hash_table_contains (merge->own, &old->refresh))
    {
      mirador_extent_add (&series->extent, old->point.period);
      return TRUE;
    }
  merge->refresh->retired++;
  series->n_moved++;
  return keep_revision (merge, series->id, old, error)
         && delete_point (merge, series->id, old->point.period, error);
}

static gboolean
settle_both (Merge *merge,
             Series *series,
             const StoredPoint *old,
             const MiradorStagedPoint *point,
             GError **error)
{
  mirador_extent_add (&series->extent, point->period);
  if (same_point (&old->point, point))
    return TRUE;
  merge->refresh->changed++;
  return keep_revision (merge, series->id, old, error)
         && write_point (merge, series->id, point, error);
}

/* Both are in the order of their periods, and a period is in each at most once. */
static gboolean
compare_points (Merge *merge, Series *series, const GArray *points, GError **error)
{
  guint i = 0, j = 0;

  while (i < points->len || j < merge->stored->len)
    {
      const MiradorStagedPoint *point
        = i < points->len ? &g_array_index (points, MiradorStagedPoint, i) : NULL;
      const StoredPoint *old
        = j < merge->stored->len ? &g_array_index (merge->stored, StoredPoint, j) : NULL;
      gboolean take_new = old == NULL || (point != NULL && point->period <= old->point.period);
      gboolean take_old = point == NULL || (old != NULL && old->point.period <= point->period);
      gboolean settled = !take_old   ? add_point (merge, series, point, error)
                         : !take_new ? settle_gone (merge, series, old, error)
                                     : settle_both (merge, series, old, point, error);

      if (!settled
          || (++merge->n_compared % VALUES_BETWEEN_CANCEL_CHECKS == 0
              && g_cancellable_set_error_if_cancelled (merge->cancellable, error)))
        return FALSE;
      i += take_new;
      j += take_old;
    }
  return TRUE;
}

static gboolean
read_stored (Merge *merge, gint64 series, GError **error)
{
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    merge->database, error,
    "SELECT period, value, numerator, denominator, low, high, flags, refresh FROM observation"
    " WHERE series = ? ORDER BY period",
    "i", series);
  int row = -1;

  g_array_set_size (merge->stored, 0);
  while (statement != NULL
         && (row = mirador_database_next (merge->database, statement, error)) == 1)
    {
      StoredPoint old = { { .period = sqlite3_column_int64 (statement, 0),
                            .value = mirador_statement_get_double (statement, 1),
                            .numerator = mirador_statement_get_double (statement, 2),
                            .denominator = mirador_statement_get_double (statement, 3),
                            .low = mirador_statement_get_double (statement, 4),
                            .high = mirador_statement_get_double (statement, 5),
                            .flags = sqlite3_column_int (statement, 6) },
                          sqlite3_column_int64 (statement, 7) };

      g_array_append_val (merge->stored, old);
    }
  return row == 0;
}

static gboolean
write_extent (Merge *merge, const Series *series, GError **error)
{
  const MiradorExtent *extent = &series->extent;

  if (series->n_moved == 0)
    return TRUE;
  return mirador_database_run (
    merge->database, error,
    "UPDATE series SET n_values = ?2, grains = ?3, first_day = ?4, last_day = ?5, data_until = ?6"
    " WHERE id = ?1",
    "iiiiii", series->id, (gint64)extent->n_values, (gint64)extent->grains,
    (gint64)extent->range.first_day, (gint64)extent->range.last_day,
    mirador_period_pack (extent->data_until));
}

/* A pull that names no measures replaces whatever its table brought before. */
static gboolean
replaces (const MiradorPull *pull, const char *measure)
{
  return pull->snapshot
         && (pull->measures->len == 0
             || g_ptr_array_find (pull->measures, g_intern_string (measure), NULL));
}

static gboolean
merge_points (Merge *merge, gint64 id, const char *measure, const GArray *points, GError **error)
{
  Series series = { .id = id, .replaced = replaces (merge->pull, measure) };

  return read_stored (merge, id, error) && compare_points (merge, &series, points, error)
         && write_extent (merge, &series, error);
}

static gboolean
find_series (Merge *merge, const MiradorStagedSeries *staged, gint64 *id, GError **error)
{
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    merge->database, error,
    "SELECT id FROM series WHERE feed = ? AND measure = ? AND program = ? AND place = ?"
    " AND breakdown = ?",
    "ttttt", merge->refresh->feed, staged->measure->id, staged->program->id, staged->place->code,
    staged->breakdown);
  int row = statement != NULL ? mirador_database_next (merge->database, statement, error) : -1;

  *id = row == 1 ? sqlite3_column_int64 (statement, 0) : 0;
  return row >= 0;
}

static gboolean
find_or_add_series (Merge *merge, const MiradorStagedSeries *staged, gint64 *id, GError **error)
{
  if (!find_series (merge, staged, id, error))
    return FALSE;
  if (*id != 0)
    return TRUE;
  if (!mirador_database_run (
        merge->database, error,
        "INSERT INTO series (feed, measure, program, place, breakdown) VALUES (?, ?, ?, ?, ?)",
        "ttttt", merge->refresh->feed, staged->measure->id, staged->program->id,
        staged->place->code, staged->breakdown))
    return FALSE;
  *id = sqlite3_last_insert_rowid (merge->database->sqlite);
  return TRUE;
}

static gboolean
merge_staged (Merge *merge, const MiradorStaging *staging, GError **error)
{
  for (guint i = 0; i < staging->series->len; i++)
    {
      const MiradorStagedSeries *staged = staging->series->pdata[i];
      gint64 id;

      if (!find_or_add_series (merge, staged, &id, error)
          || !merge_points (merge, id, staged->measure->id, staged->points, error))
        return FALSE;
      id_set_add (merge->seen, id);
    }
  return TRUE;
}

/* Series of which nothing came. */
static gboolean
retire_rest (Merge *merge, GError **error)
{
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (MiradorStagedPoint));
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    merge->database, error, "SELECT id, measure FROM series WHERE feed = ? AND n_values > 0", "t",
    merge->refresh->feed);
  int row = -1;

  while (statement != NULL
         && (row = mirador_database_next (merge->database, statement, error)) == 1)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      const char *measure = mirador_statement_get_interned (statement, 1);

      if (!g_hash_table_contains (merge->seen, &id) && replaces (merge->pull, measure)
          && !merge_points (merge, id, measure, nothing, error))
        return FALSE;
    }
  return row == 0;
}

gboolean
mirador_merge (MiradorDatabase *database,
               const MiradorStaging *staging,
               const MiradorPull *pull,
               MiradorRefresh *refresh,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GHashTable) own = id_set_new ();
  g_autoptr (GHashTable) seen = id_set_new ();
  g_autoptr (GArray) stored = g_array_new (FALSE, FALSE, sizeof (StoredPoint));
  Merge merge = { database, pull, refresh, cancellable, own, seen, stored, 0 };

  return read_own_refreshes (&merge, error) && merge_staged (&merge, staging, error)
         && (!pull->snapshot || retire_rest (&merge, error));
}
