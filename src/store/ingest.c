/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/ingest.h"

#include "model/error.h"
#include "store/feed-rows.h"
#include "store/merge.h"
#include "store/refresh-rows.h"

static gboolean
write_rejects (MiradorDatabase *database,
               const MiradorStaging *staging,
               gint64 refresh,
               GError **error)
{
  for (guint i = 0; i < staging->rejects->len; i++)
    {
      const MiradorStagedReject *reject = &g_array_index (staging->rejects, MiradorStagedReject, i);

      if (!mirador_database_run (
            database, error,
            "INSERT INTO reject (refresh, row, \"column\", reason) VALUES (?, ?, ?, ?)", "iitt",
            refresh, (gint64)reject->row, reject->column, mirador_reject_to_id (reject->reason)))
        return FALSE;
    }
  return TRUE;
}

/* Only the newest list of a table is ever shown. */
static gboolean
replace_rejects (MiradorDatabase *database,
                 const MiradorStaging *staging,
                 const MiradorRefresh *refresh,
                 GError **error)
{
  return mirador_database_run (database, error,
                               "DELETE FROM reject WHERE refresh IN"
                               " (SELECT id FROM refresh WHERE feed = ? AND scope = ?)",
                               "tt", refresh->feed, refresh->scope)
         && write_rejects (database, staging, refresh->id, error);
}

static gboolean
finish_good (MiradorDatabase *database, MiradorRefresh *refresh, GError **error)
{
  gboolean has_good;

  if (!mirador_refresh_has_good (database, refresh, &has_good, error))
    return FALSE;
  refresh->unchanged
    = has_good && refresh->added == 0 && refresh->changed == 0 && refresh->retired == 0;
  return mirador_refresh_finish (database, refresh, error);
}

static gboolean
write_all (MiradorDatabase *database,
           const MiradorPull *pull,
           const MiradorStaging *staging,
           MiradorRefresh *refresh,
           GCancellable *cancellable,
           GError **error)
{
  return mirador_database_execute (database, "BEGIN IMMEDIATE", error)
         && mirador_feed_write (database, pull, error)
         && mirador_refresh_insert (database, refresh, error)
         && mirador_merge (database, staging, pull, refresh, cancellable, error)
         && replace_rejects (database, staging, refresh, error)
         && finish_good (database, refresh, error)
         && !g_cancellable_set_error_if_cancelled (cancellable, error)
         && mirador_database_execute (database, "COMMIT", error);
}

/* What a person stopped is kept on the feed like any other failure, in words of our own. */
static void
name_cancellation (GError **error, const char *origin)
{
  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (error);
  *error = mirador_error_new (MIRADOR_ERROR_CANCELLED, origin, NULL);
}

static gboolean
write_record (MiradorDatabase *database,
              const MiradorPull *pull,
              MiradorRefresh *refresh,
              GError **error)
{
  gboolean says_terms = refresh->error == NULL && pull->profile->terms->len > 0;
  gboolean is_known;

  if (!mirador_feed_is_known (database, refresh->feed, &is_known, error))
    return FALSE;
  /* What was stopped because its feed was removed must not bring that back. */
  if (!is_known && g_error_matches (refresh->error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED))
    return TRUE;
  if (mirador_database_execute (database, "BEGIN IMMEDIATE", error)
      && (says_terms ? mirador_feed_write (database, pull, error)
                     : mirador_feed_write_new (database, pull, error))
      && mirador_refresh_insert (database, refresh, error)
      && mirador_refresh_finish (database, refresh, error)
      && mirador_database_execute (database, "COMMIT", error))
    return TRUE;
  mirador_database_roll_back (database);
  return FALSE;
}

/* The counts of rows are the failure's as well; what they would have done is not. */
static void
record_failure (MiradorDatabase *database,
                const MiradorPull *pull,
                const MiradorStaging *staging,
                const GError *failure)
{
  g_autoptr (MiradorRefresh) refresh = mirador_refresh_of_pull (pull);
  g_autoptr (GError) error = NULL;

  refresh->rows = staging->n_rows;
  refresh->rejected = staging->bad_rows->len;
  refresh->error = g_error_copy (failure);
  /* On a full disk there is no room for this either; the caller has the failure. */
  if (!write_record (database, pull, refresh, &error))
    g_debug ("a failed refresh was not recorded: %s", error->message);
}

MiradorStaging *
mirador_ingest_stage (const MiradorPull *pull,
                      MiradorIngestFunc func,
                      gpointer func_data,
                      GCancellable *cancellable,
                      GError **failure)
{
  MiradorStaging *staging = mirador_staging_new (pull->duplicates, cancellable);
  gboolean is_read = !g_cancellable_set_error_if_cancelled (cancellable, failure)
                     && func (&staging->sink, func_data, cancellable, failure);

  mirador_staging_close (staging);
  if (is_read)
    mirador_staging_check (staging, pull, failure);
  return staging;
}

MiradorRefresh *
mirador_ingest (MiradorDatabase *database,
                const MiradorPull *pull,
                const MiradorStaging *staging,
                const GError *failure,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (MiradorRefresh) refresh = mirador_refresh_of_pull (pull);
  g_autoptr (GError) found = failure != NULL ? g_error_copy (failure) : NULL;

  refresh->rows = staging->n_rows;
  refresh->rejected = staging->bad_rows->len;
  if (found == NULL && write_all (database, pull, staging, refresh, cancellable, &found))
    return g_steal_pointer (&refresh);
  mirador_database_roll_back (database);
  name_cancellation (&found, pull->origin);
  record_failure (database, pull, staging, found);
  g_propagate_error (error, g_steal_pointer (&found));
  return NULL;
}

gboolean
mirador_ingest_record (MiradorDatabase *database,
                       const MiradorPull *pull,
                       const GError *failure,
                       GError **error)
{
  g_autoptr (MiradorRefresh) refresh = mirador_refresh_of_pull (pull);

  refresh->unchanged = failure == NULL;
  refresh->error = failure != NULL ? g_error_copy (failure) : NULL;
  if (refresh->error != NULL)
    name_cancellation (&refresh->error, pull->origin);
  return write_record (database, pull, refresh, error);
}
