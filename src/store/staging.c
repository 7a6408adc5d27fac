/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/staging.h"

#include <math.h>
#include <string.h>
#include "model/error.h"

#define ROWS_BETWEEN_CANCEL_CHECKS 4096

static guint
series_hash (gconstpointer key)
{
  const MiradorStagedSeries *series = key;
  guint hash = g_direct_hash (series->measure);

  hash = hash * 31 + g_direct_hash (series->program);
  hash = hash * 31 + g_direct_hash (series->place);
  return hash * 31 + g_direct_hash (series->breakdown);
}

static gboolean
series_equal (gconstpointer a, gconstpointer b)
{
  const MiradorStagedSeries *one = a, *other = b;

  return one->measure == other->measure && one->program == other->program
         && one->place == other->place && one->breakdown == other->breakdown;
}

static MiradorStagedSeries *
find_series (MiradorStaging *staging, const MiradorObservation *observation)
{
  MiradorStagedSeries wanted
    = { observation->measure, observation->program, observation->place, observation->breakdown };
  MiradorStagedSeries *series;

  if (staging->last_series != NULL && series_equal (staging->last_series, &wanted))
    return staging->last_series;
  series = g_hash_table_lookup (staging->index, &wanted);
  if (series == NULL)
    {
      wanted.in_order = TRUE;
      series = g_memdup2 (&wanted, sizeof wanted);
      g_ptr_array_add (staging->series, series);
      g_hash_table_add (staging->index, series);
    }
  staging->last_series = series;
  return series;
}

/* One row of a wide table gives several values, and is still one row. */
static gboolean
count_row (MiradorStaging *staging, guint64 row, GError **error)
{
  if (row == 0 || row != staging->last_row)
    staging->n_rows++;
  staging->last_row = row;
  return (staging->n_points + staging->bad_rows->len) % ROWS_BETWEEN_CANCEL_CHECKS != 0
         || !g_cancellable_set_error_if_cancelled (staging->cancellable, error);
}

static void
keep_reject (MiradorStaging *staging, guint64 row, const char *column, MiradorReject reason)
{
  MiradorStagedReject reject = { row, NULL, reason };

  g_array_append_val (staging->bad_rows, row);
  if (staging->rejects->len >= MIRADOR_MAX_REJECTS)
    return;
  reject.column = g_string_chunk_insert_const (staging->columns, column != NULL ? column : "");
  g_array_append_val (staging->rejects, reject);
}

static gboolean
staging_add (MiradorSink *sink, const MiradorObservation *observation, guint64 row, GError **error)
{
  MiradorStaging *staging = (MiradorStaging *)sink;
  MiradorStagedPoint point = {
    .period = mirador_period_pack (observation->period),
    .value = observation->value,
    .numerator = observation->numerator,
    .denominator = observation->denominator,
    .low = observation->low,
    .high = observation->high,
    .flags = observation->flags,
  };

  if (point.flags & MIRADOR_FLAG_SUPPRESSED)
    point.value = NAN;
  mirador_staged_series_add (staging, find_series (staging, observation), &point, row);
  staging->n_points++;
  return count_row (staging, row, error);
}

static gboolean
staging_reject (MiradorSink *sink,
                guint64 row,
                const char *column,
                MiradorReject reason,
                GError **error)
{
  MiradorStaging *staging = (MiradorStaging *)sink;

  keep_reject (staging, row, column, reason);
  return count_row (staging, row, error);
}

MiradorStaging *
mirador_staging_new (MiradorDuplicates duplicates, GCancellable *cancellable)
{
  MiradorStaging *staging = g_new0 (MiradorStaging, 1);

  staging->sink = (MiradorSink){ staging_add, staging_reject };
  staging->duplicates = duplicates;
  staging->cancellable = cancellable;
  staging->index = g_hash_table_new (series_hash, series_equal);
  staging->series = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_staged_series_free);
  staging->parts = g_array_new (FALSE, FALSE, sizeof (MiradorStagedPoint));
  staging->rejects = g_array_new (FALSE, FALSE, sizeof (MiradorStagedReject));
  staging->bad_rows = g_array_new (FALSE, FALSE, sizeof (guint64));
  staging->columns = g_string_chunk_new (256);
  return staging;
}

void
mirador_staging_free (MiradorStaging *staging)
{
  g_hash_table_unref (staging->index);
  g_ptr_array_unref (staging->series);
  g_array_unref (staging->parts);
  g_array_unref (staging->rejects);
  g_array_unref (staging->bad_rows);
  g_string_chunk_free (staging->columns);
  g_free (staging);
}

static void
reject_duplicate (MiradorStaging *staging, guint64 row)
{
  keep_reject (staging, row, NULL, MIRADOR_REJECT_DUPLICATE);
}

static int
compare_series (gconstpointer a, gconstpointer b)
{
  const MiradorStagedSeries *one = *(const MiradorStagedSeries *const *)a;
  const MiradorStagedSeries *other = *(const MiradorStagedSeries *const *)b;
  int order = strcmp (one->measure->id, other->measure->id);

  if (order == 0)
    order = strcmp (one->program->id, other->program->id);
  if (order == 0)
    order = strcmp (one->place->code, other->place->code);
  return order != 0 ? order : strcmp (one->breakdown, other->breakdown);
}

static int
compare_rejects (gconstpointer a, gconstpointer b)
{
  const MiradorStagedReject *one = a, *other = b;

  return (one->row > other->row) - (one->row < other->row);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  guint64 one = *(const guint64 *)a, other = *(const guint64 *)b;

  return (one > other) - (one < other);
}

/* Row 0 is "not known": each such reject is a row of its own. */
static void
keep_rows_once (GArray *rows)
{
  guint64 *row = (guint64 *)(void *)rows->data;
  guint kept = 0;

  g_array_sort (rows, compare_rows);
  for (guint i = 0; i < rows->len; i++)
    if (i == 0 || row[i] == 0 || row[i] != row[kept - 1])
      row[kept++] = row[i];
  g_array_set_size (rows, kept);
}

void
mirador_staging_close (MiradorStaging *staging)
{
  for (guint i = 0; i < staging->series->len; i++)
    mirador_staged_series_close (staging, staging->series->pdata[i], reject_duplicate);
  g_ptr_array_sort (staging->series, compare_series);
  g_array_sort (staging->rejects, compare_rejects);
  keep_rows_once (staging->bad_rows);
}

static void
set_rejected_error (const MiradorStaging *staging, const MiradorPull *pull, GError **error)
{
  const MiradorStagedReject *first = &g_array_index (staging->rejects, MiradorStagedReject, 0);
  g_autofree char *rejected = g_strdup_printf ("%u", staging->bad_rows->len);
  g_autofree char *rows = g_strdup_printf ("%" G_GUINT64_FORMAT, staging->n_rows);
  g_autofree char *row = g_strdup_printf ("%" G_GUINT64_FORMAT, first->row);
  char limit[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (limit, sizeof limit, "%.6g", pull->reject_limit * 100);
  mirador_set_error (error, MIRADOR_ERROR_TOO_MANY_REJECTED, pull->origin, rejected, rows, limit,
                     row, first->column, mirador_reject_to_id (first->reason), NULL);
}

gboolean
mirador_staging_check (const MiradorStaging *staging, const MiradorPull *pull, GError **error)
{
  /* A tenth of thirty rows is three, whatever binary fractions make of it. */
  double allowed = pull->reject_limit * staging->n_rows * (1 + 1e-12);

  if (staging->bad_rows->len > allowed)
    {
      set_rejected_error (staging, pull, error);
      return FALSE;
    }
  if (staging->n_points > 0)
    return TRUE;
  mirador_set_error (error, MIRADOR_ERROR_NOTHING_USABLE, pull->origin,
                     pull->mapping != NULL ? pull->mapping : "", NULL);
  return FALSE;
}
