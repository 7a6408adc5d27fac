/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/database.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdarg.h>
#include "model/error-phrase.h"
#include "model/error.h"

/* Two programs may have one store open; the second waits this long for the first, which may be
 * writing a million figures to a slow disk. */
#define BUSY_MILLISECONDS 60000
#define BUSY_STEP_MICROSECONDS 20000
/* Once is what setting a damaged store aside takes. */
#define MOVE_TRIES 8

static const char *const pragmas[] = {
  "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON",
  "PRAGMA temp_store = MEMORY",  "PRAGMA cache_size = -16384",
  "PRAGMA mmap_size = 67108864", "PRAGMA journal_size_limit = 16777216",
};

static gboolean
is_full (int code, int extended)
{
  switch (extended)
    {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_DIR_FSYNC:
    case SQLITE_IOERR_TRUNCATE:
    case SQLITE_IOERR_SHMSIZE:
    case SQLITE_IOERR_SHMMAP:
    case SQLITE_IOERR_GETTEMPPATH:
      return TRUE;
    default:
      return code == SQLITE_FULL;
    }
}

void
mirador_database_set_error (MiradorDatabase *database, GError **error)
{
  int code = sqlite3_errcode (database->sqlite) & 0xff;

  if (is_full (code, sqlite3_extended_errcode (database->sqlite)))
    mirador_set_error (error, MIRADOR_ERROR_DISK_FULL, database->path, NULL);
  else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    mirador_set_error (error, MIRADOR_ERROR_STORE_CORRUPT, database->path, NULL);
  else if (code == SQLITE_CANTOPEN && sqlite3_system_errno (database->sqlite) != 0)
    {
      g_autofree char *why = mirador_phrase_of_errno (sqlite3_system_errno (database->sqlite));

      mirador_set_error (error, MIRADOR_ERROR_STORE, database->path, why, NULL);
    }
  else
    mirador_set_error (error, MIRADOR_ERROR_STORE, database->path,
                       sqlite3_errmsg (database->sqlite), NULL);
}

gboolean
mirador_database_execute (MiradorDatabase *database, const char *sql, GError **error)
{
  if (sqlite3_exec (database->sqlite, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  mirador_database_set_error (database, error);
  return FALSE;
}

static MiradorStatement *
find_statement (MiradorDatabase *database, const char *sql, GError **error)
{
  MiradorStatement *statement = g_hash_table_lookup (database->statements, sql);

  if (statement != NULL)
    return statement;
  if (sqlite3_prepare_v3 (database->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)
      != SQLITE_OK)
    {
      mirador_database_set_error (database, error);
      return NULL;
    }
  g_hash_table_insert (database->statements, (gpointer)sql, statement);
  return statement;
}

static void
bind_values (MiradorStatement *statement, const char *types, va_list values)
{
  for (int i = 0; types[i] != '\0'; i++)
    switch (types[i])
      {
      case 't':
        sqlite3_bind_text (statement, i + 1, va_arg (values, const char *), -1, SQLITE_TRANSIENT);
        break;
      case 'i':
        sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64));
        break;
      default:
        sqlite3_bind_double (statement, i + 1, va_arg (values, double));
        break;
      }
}

MiradorStatement *
mirador_database_prepare (MiradorDatabase *database,
                          GError **error,
                          const char *sql,
                          const char *types,
                          ...)
{
  MiradorStatement *statement = find_statement (database, sql, error);
  va_list values;

  if (statement == NULL)
    return NULL;
  va_start (values, types);
  bind_values (statement, types, values);
  va_end (values);
  return statement;
}

void
mirador_statement_reset (MiradorStatement *statement)
{
  if (statement == NULL)
    return;
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
}

int
mirador_database_next (MiradorDatabase *database, MiradorStatement *statement, GError **error)
{
  switch (sqlite3_step (statement))
    {
    case SQLITE_ROW:
      return 1;
    case SQLITE_DONE:
      return 0;
    default:
      mirador_database_set_error (database, error);
      return -1;
    }
}

gboolean
mirador_database_run (MiradorDatabase *database,
                      GError **error,
                      const char *sql,
                      const char *types,
                      ...)
{
  g_autoptr (MiradorStatement) statement = find_statement (database, sql, error);
  va_list values;

  if (statement == NULL)
    return FALSE;
  va_start (values, types);
  bind_values (statement, types, values);
  va_end (values);
  return mirador_database_next (database, statement, error) >= 0;
}

gboolean
mirador_database_read_number (MiradorDatabase *database,
                              const char *sql,
                              gint64 *number,
                              GError **error)
{
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (database, error, sql, "");
  int row = statement != NULL ? mirador_database_next (database, statement, error) : -1;

  *number = row == 1 ? sqlite3_column_int64 (statement, 0) : 0;
  return row >= 0;
}

void
mirador_database_roll_back (MiradorDatabase *database)
{
  /* After some failures (a full disk) SQLite has rolled back by itself. */
  if (!sqlite3_get_autocommit (database->sqlite))
    sqlite3_exec (database->sqlite, "ROLLBACK", NULL, NULL, NULL);
}

double
mirador_statement_get_double (MiradorStatement *statement, int column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NAN;
  return sqlite3_column_double (statement, column);
}

const char *
mirador_statement_get_interned (MiradorStatement *statement, int column)
{
  return g_intern_string ((const char *)sqlite3_column_text (statement, column));
}

char *
mirador_statement_get_text (MiradorStatement *statement, int column)
{
  return g_strdup ((const char *)sqlite3_column_text (statement, column));
}

static void
finalize_cb (gpointer statement)
{
  sqlite3_finalize (statement);
}

static int
busy_cb (void *unused, int n_calls)
{
  if (n_calls >= BUSY_MILLISECONDS * 1000 / BUSY_STEP_MICROSECONDS)
    return 0;
  g_usleep (BUSY_STEP_MICROSECONDS);
  return 1;
}

static gboolean
set_pragmas (MiradorDatabase *database, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (pragmas); i++)
    if (!mirador_database_execute (database, pragmas[i], error))
      return FALSE;
  return TRUE;
}

void
mirador_database_set_folds (MiradorDatabase *database, gboolean folds)
{
  sqlite3_db_config (database->sqlite, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, !folds, NULL);
}

/* A program that waits for a damaged store which another one is setting aside gets that one in the
 * end, and beside it the log of the new one: a mixture of both. */
static gboolean
has_moved (MiradorDatabase *database)
{
  int moved = 0;

  return sqlite3_file_control (database->sqlite, "main", SQLITE_FCNTL_HAS_MOVED, &moved)
           == SQLITE_OK
         && moved != 0;
}

static MiradorDatabase *
open_once (const char *path, const char *name, int flags, gboolean *moved, GError **error)
{
  g_autoptr (MiradorDatabase) database = g_new0 (MiradorDatabase, 1);
  gboolean is_set;

  database->path = g_strdup (path);
  database->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_cb);
  if (sqlite3_open_v2 (name, &database->sqlite, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      mirador_database_set_error (database, error);
      return NULL;
    }
  sqlite3_extended_result_codes (database->sqlite, TRUE);
  sqlite3_busy_handler (database->sqlite, busy_cb, NULL);
  /* Closing a file that is none of ours, or damaged, would take away the log beside it. */
  mirador_database_set_folds (database, FALSE);
  is_set = set_pragmas (database, error);
  /* What has read holds a lock until it is closed: from here on nobody moves it. */
  *moved = has_moved (database);
  if (!is_set)
    return NULL;
  mirador_database_set_folds (database, *moved == FALSE);
  return g_steal_pointer (&database);
}

static MiradorDatabase *
open_name (const char *path, const char *name, int flags, GError **error)
{
  for (int i = 0; i < MOVE_TRIES; i++)
    {
      gboolean moved = FALSE;
      g_autoptr (GError) failure = NULL;
      g_autoptr (MiradorDatabase) database = open_once (path, name, flags, &moved, &failure);

      if (moved)
        continue;
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      return g_steal_pointer (&database);
    }
  mirador_set_error (error, MIRADOR_ERROR_STORE, path, N_ ("it is damaged and being set aside"),
                     NULL);
  return NULL;
}

/* SQLite takes a log away that lies beside an empty file; it may hold all there was. A store that
 * is being begun has its first page before it has a log. */
static gboolean
is_emptied (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf file, other;

  return g_stat (path, &file) == 0 && file.st_size == 0 && g_stat (log, &other) == 0
         && other.st_size > 0;
}

MiradorDatabase *
mirador_database_open (const char *path, gboolean read_only, GError **error)
{
  if (is_emptied (path))
    {
      mirador_set_error (error, MIRADOR_ERROR_STORE_CORRUPT, path, NULL);
      return NULL;
    }
  return open_name (path, path,
                    read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                    error);
}

MiradorDatabase *
mirador_database_open_still (const char *path, GError **error)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (full, NULL, error);
  g_autofree char *name = uri != NULL ? g_strconcat (uri, "?immutable=1", NULL) : NULL;

  return name != NULL ? open_name (path, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error)
                      : NULL;
}

void
mirador_database_close (MiradorDatabase *database)
{
  g_hash_table_unref (database->statements);
  sqlite3_close (database->sqlite);
  g_free (database->path);
  g_free (database);
}
