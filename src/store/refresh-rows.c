/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/refresh-rows.h"

#include "model/error.h"

#define MICROSECONDS 1000000

#define COLUMNS                                                                                    \
  "id, feed, scope, origin, started, finished, http, bytes, rows, rejected, added, changed,"       \
  " retired, unchanged, sha256, etag, last_modified, error"

/* One that read rows and kept them; a 304 reads none. */
#define GOOD "error IS NULL AND rows > 0"

MiradorRefresh *
mirador_refresh_of_pull (const MiradorPull *pull)
{
  MiradorRefresh *refresh = g_new0 (MiradorRefresh, 1);

  refresh->feed = g_strdup (pull->profile->id);
  refresh->scope = g_strdup (pull->scope != NULL ? pull->scope : "");
  refresh->origin = g_strdup (pull->origin);
  refresh->started = pull->started;
  refresh->http_status = pull->http_status;
  refresh->bytes = pull->bytes;
  refresh->etag = g_strdup (pull->etag);
  refresh->last_modified = g_strdup (pull->last_modified);
  refresh->sha256 = g_strdup (pull->sha256);
  return refresh;
}

gboolean
mirador_refresh_insert (MiradorDatabase *database, MiradorRefresh *refresh, GError **error)
{
  if (!mirador_database_run (
        database, error,
        "INSERT INTO refresh (feed, scope, origin, started, finished, http, bytes, rows, rejected,"
        "  added, changed, retired, unchanged, sha256, etag, last_modified)"
        " VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, 0, 0, 0, 0, 0, 0, ?7, ?8, ?9)",
        "tttiiittt", refresh->feed, refresh->scope, refresh->origin, refresh->started,
        (gint64)refresh->http_status, (gint64)refresh->bytes, refresh->sha256, refresh->etag,
        refresh->last_modified))
    return FALSE;
  refresh->id = sqlite3_last_insert_rowid (database->sqlite);
  return TRUE;
}

gboolean
mirador_refresh_finish (MiradorDatabase *database, MiradorRefresh *refresh, GError **error)
{
  g_autofree char *failure
    = refresh->error != NULL ? mirador_error_serialize (refresh->error) : NULL;

  /* Nothing ends before it began, whatever the clock does. */
  refresh->finished = MAX (g_get_real_time () / MICROSECONDS, refresh->started);
  return mirador_database_run (
    database, error,
    "UPDATE refresh SET finished = ?2, rows = ?3, rejected = ?4, added = ?5, changed = ?6,"
    "  retired = ?7, unchanged = ?8, error = ?9 WHERE id = ?1",
    "iiiiiiiit", refresh->id, refresh->finished, (gint64)refresh->rows, (gint64)refresh->rejected,
    (gint64)refresh->added, (gint64)refresh->changed, (gint64)refresh->retired,
    (gint64)refresh->unchanged, failure);
}

gboolean
mirador_refresh_has_good (MiradorDatabase *database,
                          const MiradorRefresh *refresh,
                          gboolean *has_good,
                          GError **error)
{
  g_autoptr (MiradorStatement) statement
    = mirador_database_prepare (database, error,
                                "SELECT 1 FROM refresh WHERE feed = ? AND scope = ? AND id < ?"
                                " AND " GOOD " LIMIT 1",
                                "tti", refresh->feed, refresh->scope, refresh->id);
  int row = statement != NULL ? mirador_database_next (database, statement, error) : -1;

  *has_good = row == 1;
  return row >= 0;
}

static MiradorRefresh *
refresh_of_row (MiradorStatement *statement)
{
  MiradorRefresh *refresh = g_new0 (MiradorRefresh, 1);
  const char *failure = (const char *)sqlite3_column_text (statement, 17);

  refresh->id = sqlite3_column_int64 (statement, 0);
  refresh->feed = mirador_statement_get_text (statement, 1);
  refresh->scope = mirador_statement_get_text (statement, 2);
  refresh->origin = mirador_statement_get_text (statement, 3);
  refresh->started = sqlite3_column_int64 (statement, 4);
  refresh->finished = sqlite3_column_int64 (statement, 5);
  refresh->http_status = sqlite3_column_int (statement, 6);
  refresh->bytes = sqlite3_column_int64 (statement, 7);
  refresh->rows = sqlite3_column_int64 (statement, 8);
  refresh->rejected = sqlite3_column_int64 (statement, 9);
  refresh->added = sqlite3_column_int64 (statement, 10);
  refresh->changed = sqlite3_column_int64 (statement, 11);
  refresh->retired = sqlite3_column_int64 (statement, 12);
  refresh->unchanged = sqlite3_column_int (statement, 13) != 0;
  refresh->sha256 = mirador_statement_get_text (statement, 14);
  refresh->etag = mirador_statement_get_text (statement, 15);
  refresh->last_modified = mirador_statement_get_text (statement, 16);
  refresh->error = failure != NULL ? mirador_error_deserialize (failure) : NULL;
  return refresh;
}

gboolean
mirador_refresh_read_last (MiradorDatabase *database,
                           const char *feed,
                           MiradorRefresh **last,
                           GError **error)
{
  /* A table whose refresh fails must not look sound because its sister's went well after it. */
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    database, error,
    "SELECT " COLUMNS " FROM refresh AS newest"
    " WHERE id IN (SELECT max(id) FROM refresh WHERE feed = ? GROUP BY scope)"
    " ORDER BY error IS NOT NULL AND (error LIKE 'figures-lost%' OR"
    "  EXISTS (SELECT 1 FROM refresh AS earlier"
    "  WHERE earlier.feed = newest.feed AND earlier.scope = newest.scope"
    "  AND earlier.error IS NULL)) DESC, id DESC LIMIT 1",
    "t", feed);
  int row = statement != NULL ? mirador_database_next (database, statement, error) : -1;

  *last = row == 1 ? refresh_of_row (statement) : NULL;
  return row >= 0;
}

/* One attempt may leave a failure twice: its start tells them apart. */
gboolean
mirador_refresh_read_spell (MiradorDatabase *database, MiradorFeedStatus *status, GError **error)
{
  g_autoptr (MiradorStatement) statement = NULL;
  int row;

  if (status->last == NULL)
    return TRUE;
  statement = mirador_database_prepare (
    database, error,
    "WITH well (id) AS (SELECT coalesce(max(id), 0) FROM refresh"
    "  WHERE feed = ?1 AND scope = ?2 AND error IS NULL)"
    " SELECT (SELECT finished FROM refresh WHERE feed = ?1 ORDER BY id DESC LIMIT 1),"
    "  coalesce((SELECT finished FROM refresh WHERE id = (SELECT id FROM well)), 0),"
    "  coalesce(min(started), 0), count(DISTINCT started) FROM refresh"
    "  WHERE feed = ?1 AND scope = ?2 AND id > (SELECT id FROM well)",
    "tt", status->last->feed, status->last->scope);
  row = statement != NULL ? mirador_database_next (database, statement, error) : -1;
  if (row != 1)
    return FALSE;
  status->last_attempt = sqlite3_column_int64 (statement, 0);
  status->well = sqlite3_column_int64 (statement, 1);
  status->failing_since = sqlite3_column_int64 (statement, 2);
  status->n_failures = (guint)sqlite3_column_int (statement, 3);
  return TRUE;
}

GPtrArray *
mirador_refresh_read_tables (MiradorDatabase *database, const char *feed, GError **error)
{
  g_autoptr (GPtrArray) tables
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_refresh_free);
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    database, error,
    "SELECT " COLUMNS " FROM refresh WHERE id IN"
    " (SELECT max(id) FROM refresh WHERE feed = ? AND " GOOD " GROUP BY scope) ORDER BY scope",
    "t", feed);
  int row = -1;

  while (statement != NULL && (row = mirador_database_next (database, statement, error)) == 1)
    g_ptr_array_add (tables, refresh_of_row (statement));
  return row == 0 ? g_steal_pointer (&tables) : NULL;
}

static MiradorRejected *
rejected_of_row (MiradorStatement *statement)
{
  MiradorRejected *rejected = g_new0 (MiradorRejected, 1);

  rejected->row = sqlite3_column_int64 (statement, 0);
  rejected->column = mirador_statement_get_text (statement, 1);
  rejected->reason = mirador_reject_from_id ((const char *)sqlite3_column_text (statement, 2));
  return rejected;
}

GPtrArray *
mirador_refresh_read_rejected (MiradorDatabase *database, const char *feed, GError **error)
{
  g_autoptr (GPtrArray) rows
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_rejected_free);
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    database, error,
    "SELECT reject.row, reject.\"column\", reject.reason FROM refresh"
    " JOIN reject ON reject.refresh = refresh.id WHERE refresh.id IN"
    " (SELECT max(id) FROM refresh WHERE feed = ? AND " GOOD " GROUP BY scope)"
    " ORDER BY refresh.scope, reject.row, reject.rowid LIMIT 1000",
    "t", feed);
  int row = -1;

  while (statement != NULL && (row = mirador_database_next (database, statement, error)) == 1)
    g_ptr_array_add (rows, rejected_of_row (statement));
  return row == 0 ? g_steal_pointer (&rows) : NULL;
}
