/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/merge-private.h"

#include <math.h>
#include "store/extent.h"

#define VALUES_BETWEEN_CANCEL_CHECKS 4096

/* What the store says of one period of a series. */
typedef struct
{
  MiradorStagedPoint point;
  gint64 refresh;
} StoredPoint;

/* One series under comparison. */
typedef struct
{
  gint64 id;
  gboolean replaced; /* its values may retire */
  guint64 n_moved;   /* values that came or went */
} Series;

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
keep_revision (MiradorMerge *merge, gint64 series, const StoredPoint *old, GError **error)
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
write_point (MiradorMerge *merge, gint64 series, const MiradorStagedPoint *point, GError **error)
{
  return mirador_database_run (
    merge->database, error,
    "INSERT OR REPLACE INTO observation (series, period, value, numerator, denominator, low,"
    "  high, flags, refresh) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "iidddddii", series, point->period, point->value, point->numerator, point->denominator,
    point->low, point->high, (gint64)point->flags, merge->refresh->id);
}

static gboolean
delete_point (MiradorMerge *merge, gint64 series, gint64 period, GError **error)
{
  return mirador_database_run (merge->database, error,
                               "DELETE FROM observation WHERE series = ? AND period = ?", "ii",
                               series, period);
}

static gboolean
add_point (MiradorMerge *merge, Series *series, const MiradorStagedPoint *point, GError **error)
{
  merge->refresh->added++;
  series->n_moved++;
  g_array_append_val (merge->kept, point->period);
  return write_point (merge, series->id, point, error);
}

/* Only what the same table brought, and was asked for again, can be gone from it. */
static gboolean
may_retire (const MiradorMerge *merge, const Series *series, const StoredPoint *old)
{
  return series->replaced && g_hash_table_contains (merge->own, &old->refresh)
         && mirador_pull_asked_for (merge->pull, mirador_period_unpack (old->point.period));
}

static gboolean
settle_gone (MiradorMerge *merge, Series *series, const StoredPoint *old, GError **error)
{
  if (!may_retire (merge, series, old))
    {
      g_array_append_val (merge->kept, old->point.period);
      return TRUE;
    }
  merge->refresh->retired++;
  series->n_moved++;
  return keep_revision (merge, series->id, old, error)
         && delete_point (merge, series->id, old->point.period, error);
}

static gboolean
settle_both (MiradorMerge *merge,
             Series *series,
             const StoredPoint *old,
             const MiradorStagedPoint *point,
             GError **error)
{
  g_array_append_val (merge->kept, point->period);
  if (same_point (&old->point, point))
    return TRUE;
  merge->refresh->changed++;
  return keep_revision (merge, series->id, old, error)
         && write_point (merge, series->id, point, error);
}

/* Both are in the order of their periods, and a period is in each at most once. */
static gboolean
compare_points (MiradorMerge *merge, Series *series, GError **error)
{
  const GArray *points = merge->points;
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
read_stored (MiradorMerge *merge, gint64 series, GError **error)
{
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    merge->database, error,
    "SELECT period, value, numerator, denominator, low, high, flags, refresh FROM observation"
    " WHERE series = ? ORDER BY period",
    "i", series);
  int row = -1;

  if (merge->stored == NULL)
    merge->stored = g_array_new (FALSE, FALSE, sizeof (StoredPoint));
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
write_extent (MiradorMerge *merge, const Series *series, GError **error)
{
  MiradorExtent extent;

  if (series->n_moved == 0)
    return TRUE;
  extent = mirador_extent_of_periods ((const gint64 *)(void *)merge->kept->data, merge->kept->len);
  return mirador_database_run (
    merge->database, error,
    "UPDATE series SET n_values = ?2, grains = ?3, first_day = ?4, last_day = ?5, data_until = ?6"
    " WHERE id = ?1",
    "iiiiii", series->id, (gint64)extent.n_values, (gint64)extent.grains,
    (gint64)extent.range.first_day, (gint64)extent.range.last_day,
    mirador_period_pack (extent.data_until));
}

gboolean
mirador_merge_points (MiradorMerge *merge, gint64 series, gboolean replaced, GError **error)
{
  Series compared = { .id = series, .replaced = replaced };

  g_array_set_size (merge->kept, 0);
  return read_stored (merge, series, error) && compare_points (merge, &compared, error)
         && write_extent (merge, &compared, error);
}
