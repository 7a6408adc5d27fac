/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/merge-private.h"

#include <string.h>
#include "store/extent.h"

/* A series of the feed that the store has. */
typedef struct
{
  gint64 id;
  const char *measure, *program, *place, *breakdown; /* interned */
  gboolean has_values;
} KnownSeries;

static gboolean
read_own_refreshes (MiradorMerge *merge, GError **error)
{
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    merge->database, error, "SELECT id FROM refresh WHERE feed = ? AND scope = ?", "tt",
    merge->refresh->feed, merge->refresh->scope);
  int row = -1;

  while (statement != NULL
         && (row = mirador_database_next (merge->database, statement, error)) == 1)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);

      g_hash_table_add (merge->own, g_memdup2 (&id, sizeof id));
    }
  return row == 0;
}

/* In the order of a closed staging. */
static GArray *
read_known_series (MiradorMerge *merge, GError **error)
{
  g_autoptr (GArray) known = g_array_new (FALSE, FALSE, sizeof (KnownSeries));
  g_autoptr (MiradorStatement) statement
    = mirador_database_prepare (merge->database, error,
                                "SELECT id, measure, program, place, breakdown, n_values > 0"
                                " FROM series WHERE feed = ?"
                                " ORDER BY measure, program, place, breakdown",
                                "t", merge->refresh->feed);
  int row = -1;

  while (statement != NULL
         && (row = mirador_database_next (merge->database, statement, error)) == 1)
    {
      KnownSeries series = { .id = sqlite3_column_int64 (statement, 0),
                             .measure = mirador_statement_get_interned (statement, 1),
                             .program = mirador_statement_get_interned (statement, 2),
                             .place = mirador_statement_get_interned (statement, 3),
                             .breakdown = mirador_statement_get_interned (statement, 4),
                             .has_values = sqlite3_column_int (statement, 5) != 0 };

      g_array_append_val (known, series);
    }
  return row == 0 ? g_steal_pointer (&known) : NULL;
}

static int
compare_ids (const char *a, const char *b)
{
  return a == b ? 0 : strcmp (a, b);
}

static int
compare_series (const KnownSeries *known, const MiradorStagedSeries *staged)
{
  int order = compare_ids (known->measure, staged->measure->id);

  if (order == 0)
    order = compare_ids (known->program, staged->program->id);
  if (order == 0)
    order = compare_ids (known->place, staged->place->code);
  return order != 0 ? order : compare_ids (known->breakdown, staged->breakdown);
}

/* A pull that names no measures replaces whatever its table brought before. */
static gboolean
replaces (const MiradorPull *pull, const char *measure)
{
  return pull->snapshot
         && (pull->measures->len == 0 || g_ptr_array_find (pull->measures, measure, NULL));
}

/* A series of which nothing came. */
static gboolean
merge_gone (MiradorMerge *merge, const KnownSeries *known, GError **error)
{
  g_array_set_size (merge->points, 0);
  return !known->has_values || !replaces (merge->pull, known->measure)
         || mirador_merge_points (merge, known->id, TRUE, error);
}

static gboolean
insert_series (MiradorMerge *merge,
               const MiradorStagedSeries *staged,
               const MiradorExtent *extent,
               GError **error)
{
  return mirador_database_run (
    merge->database, error,
    "INSERT INTO series (feed, measure, program, place, breakdown, n_values, grains, first_day,"
    "  last_day, data_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "tttttiiiii", merge->refresh->feed, staged->measure->id, staged->program->id,
    staged->place->code, staged->breakdown, (gint64)extent->n_values, (gint64)extent->grains,
    (gint64)extent->range.first_day, (gint64)extent->range.last_day,
    mirador_period_pack (extent->data_until));
}

/* Its points follow with those of all series that are new. */
static gboolean
add_fresh (MiradorMerge *merge, const MiradorStagedSeries *staged, GArray *fresh, GError **error)
{
  MiradorFreshSeries series = { 0, staged };
  MiradorExtent extent;

  g_array_set_size (merge->kept, 0);
  for (guint i = 0; i < merge->points->len; i++)
    g_array_append_val (merge->kept, g_array_index (merge->points, MiradorStagedPoint, i).period);
  extent = mirador_extent_of_periods ((const gint64 *)(void *)merge->kept->data, merge->kept->len);
  if (!insert_series (merge, staged, &extent, error))
    return FALSE;
  series.id = sqlite3_last_insert_rowid (merge->database->sqlite);
  g_array_append_val (fresh, series);
  merge->refresh->added += merge->points->len;
  return TRUE;
}

/* Both are in the same order, and a series is in each at most once. */
static gboolean
merge_series (MiradorMerge *merge,
              const MiradorStaging *staging,
              const GArray *known,
              GArray *fresh,
              GError **error)
{
  guint i = 0, j = 0;

  while (i < staging->series->len || j < known->len)
    {
      const MiradorStagedSeries *staged
        = i < staging->series->len ? staging->series->pdata[i] : NULL;
      const KnownSeries *old = j < known->len ? &g_array_index (known, KnownSeries, j) : NULL;
      int order = staged == NULL ? -1 : (old == NULL ? 1 : compare_series (old, staged));
      gboolean settled;

      if (staged != NULL && order >= 0)
        mirador_staging_read (staging, staged, merge->points);
      settled = order < 0   ? merge_gone (merge, old, error)
                : order > 0 ? add_fresh (merge, staged, fresh, error)
                            : mirador_merge_points (merge, old->id,
                                                    replaces (merge->pull, old->measure), error);
      if (!settled)
        return FALSE;
      i += order >= 0;
      j += order <= 0;
    }
  return TRUE;
}

static gboolean
merge_all (MiradorMerge *merge, const MiradorStaging *staging, GError **error)
{
  g_autoptr (GArray) fresh = g_array_new (FALSE, FALSE, sizeof (MiradorFreshSeries));
  g_autoptr (GArray) known = NULL;

  if (!read_own_refreshes (merge, error))
    return FALSE;
  known = read_known_series (merge, error);
  return known != NULL && merge_series (merge, staging, known, fresh, error)
         && mirador_staged_table_insert (merge->database, staging, fresh, merge->refresh->id,
                                         merge->cancellable, error);
}

gboolean
mirador_merge (MiradorDatabase *database,
               const MiradorStaging *staging,
               const MiradorPull *pull,
               MiradorRefresh *refresh,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (MiradorStagedPoint));
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (gint64));
  MiradorMerge merge = { .database = database,
                         .pull = pull,
                         .refresh = refresh,
                         .cancellable = cancellable,
                         .own = own,
                         .points = points,
                         .kept = kept };
  gboolean is_merged = merge_all (&merge, staging, error);

  g_clear_pointer (&merge.stored, g_array_unref);
  return is_merged;
}
