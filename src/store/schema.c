/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/schema.h"

#include <glib/gi18n-lib.h>

#include <string.h>
#include "model/error.h"
#include "store/copy.h"

/* "MIRA": tells our files from those of other programs. */
#define APPLICATION_ID 0x4d495241

#define WAL_TRIES 250
#define WAL_WAIT_MICROSECONDS 20000

/* Periods are packed by mirador_period_pack(): they sort by their first day. Days are Julian days,
 * times seconds since 1970, NULL is "none" throughout. The last five columns of a series follow
 * from its observations; they are kept so that menus need not read those. */
static const char version_1[]
  = "CREATE TABLE feed ("
    "  id TEXT PRIMARY KEY, title_es TEXT, title_en TEXT, source_es TEXT, source_en TEXT,"
    "  licence TEXT, issued TEXT, simulated INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE catalogue ("
    "  feed TEXT NOT NULL REFERENCES feed ON DELETE CASCADE, scope TEXT NOT NULL,"
    "  document TEXT NOT NULL, PRIMARY KEY (feed, scope)) WITHOUT ROWID;"
    "CREATE TABLE terms ("
    "  id INTEGER PRIMARY KEY, feed TEXT NOT NULL REFERENCES feed ON DELETE CASCADE,"
    "  scope TEXT NOT NULL, measure TEXT NOT NULL, program TEXT NOT NULL, adds INTEGER,"
    "  absent INTEGER NOT NULL, complete_until INTEGER NOT NULL, complete_from INTEGER NOT NULL,"
    "  repeats INTEGER NOT NULL, note_es TEXT, note_en TEXT, UNIQUE (feed, measure, program));"
    "CREATE TABLE terms_member ("
    "  terms INTEGER NOT NULL REFERENCES terms ON DELETE CASCADE, breakdown TEXT NOT NULL,"
    "  position INTEGER NOT NULL, member TEXT NOT NULL,"
    "  PRIMARY KEY (terms, breakdown, position)) WITHOUT ROWID;"
    "CREATE TABLE terms_place ("
    "  terms INTEGER NOT NULL REFERENCES terms ON DELETE CASCADE, role TEXT NOT NULL,"
    "  position INTEGER NOT NULL, place TEXT NOT NULL,"
    "  PRIMARY KEY (terms, role, position)) WITHOUT ROWID;"
    "CREATE TABLE refresh ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, feed TEXT NOT NULL REFERENCES feed ON DELETE CASCADE,"
    "  scope TEXT NOT NULL, origin TEXT, started INTEGER NOT NULL, finished INTEGER NOT NULL,"
    "  http INTEGER NOT NULL, bytes INTEGER NOT NULL, rows INTEGER NOT NULL,"
    "  rejected INTEGER NOT NULL, added INTEGER NOT NULL, changed INTEGER NOT NULL,"
    "  retired INTEGER NOT NULL, unchanged INTEGER NOT NULL, sha256 TEXT, etag TEXT,"
    "  last_modified TEXT, error TEXT);"
    "CREATE INDEX refresh_feed ON refresh (feed, scope, id);"
    "CREATE TABLE reject ("
    "  refresh INTEGER NOT NULL REFERENCES refresh ON DELETE CASCADE, row INTEGER NOT NULL,"
    "  \"column\" TEXT NOT NULL, reason TEXT NOT NULL);"
    "CREATE INDEX reject_refresh ON reject (refresh, row);"
    "CREATE TABLE series ("
    "  id INTEGER PRIMARY KEY, feed TEXT NOT NULL REFERENCES feed ON DELETE CASCADE,"
    "  measure TEXT NOT NULL, program TEXT NOT NULL, place TEXT NOT NULL, breakdown TEXT NOT NULL,"
    "  n_values INTEGER NOT NULL DEFAULT 0, grains INTEGER NOT NULL DEFAULT 0,"
    "  first_day INTEGER NOT NULL DEFAULT 0, last_day INTEGER NOT NULL DEFAULT 0,"
    "  data_until INTEGER NOT NULL DEFAULT 0,"
    "  UNIQUE (feed, measure, program, place, breakdown));"
    "CREATE TABLE observation ("
    "  series INTEGER NOT NULL, period INTEGER NOT NULL, value REAL, numerator REAL,"
    "  denominator REAL, low REAL, high REAL, flags INTEGER NOT NULL, refresh INTEGER NOT NULL,"
    "  PRIMARY KEY (series, period)) WITHOUT ROWID;"
    "CREATE TABLE revision ("
    "  series INTEGER NOT NULL, period INTEGER NOT NULL, from_refresh INTEGER NOT NULL,"
    "  to_refresh INTEGER NOT NULL, value REAL, numerator REAL, denominator REAL, low REAL,"
    "  high REAL, flags INTEGER NOT NULL,"
    "  PRIMARY KEY (series, period, from_refresh)) WITHOUT ROWID;"
    "CREATE TABLE preference ("
    "  program TEXT NOT NULL, measure TEXT NOT NULL, feed TEXT NOT NULL, rank INTEGER NOT NULL,"
    "  PRIMARY KEY (program, measure, feed)) WITHOUT ROWID;";

static const MiradorSchemaStep schema_steps[] = {
  { version_1 },
};

const MiradorSchemaStep *
mirador_schema_steps (guint *n_steps)
{
  *n_steps = G_N_ELEMENTS (schema_steps);
  return schema_steps;
}

/* What a file says of itself. */
typedef struct
{
  gint64 n_tables;
  gint64 application;
  gint64 version;
} Marks;

static gboolean
set_newer_error (const char *path, gint64 version, guint known, GError **error)
{
  g_autofree char *theirs = g_strdup_printf ("%" G_GINT64_FORMAT, version);
  g_autofree char *ours = g_strdup_printf ("%u", known);

  mirador_set_error (error, MIRADOR_ERROR_STORE_NEWER, path, theirs, ours, NULL);
  return FALSE;
}

/* In one transaction: another program may be making the same file, and its tables without its
   mark would look like a stranger's. The tables are read first, for BEGIN alone takes no
   snapshot. */
static gboolean
read_marks (MiradorDatabase *database, Marks *marks, GError **error)
{
  gboolean is_read
    = mirador_database_execute (database, "BEGIN", error)
      && mirador_database_read_number (database, "SELECT count(*) FROM sqlite_schema",
                                       &marks->n_tables, error)
      && mirador_database_read_number (database, "PRAGMA application_id", &marks->application,
                                       error)
      && mirador_database_read_number (database, "PRAGMA user_version", &marks->version, error);

  mirador_database_roll_back (database);
  return is_read;
}

static gboolean
check_marks (const char *path, const Marks *marks, guint n_steps, GError **error)
{
  if (marks->application != APPLICATION_ID && (marks->application != 0 || marks->n_tables > 0))
    {
      mirador_set_error (error, MIRADOR_ERROR_STORE, path, N_ ("not a Mirador store"), NULL);
      return FALSE;
    }
  if (marks->version > n_steps)
    return set_newer_error (path, marks->version, n_steps, error);
  return TRUE;
}

gboolean
mirador_schema_check (const char *path, guint n_steps, GError **error)
{
  g_autoptr (MiradorDatabase) database = mirador_database_open_still (path, NULL);
  Marks marks;

  /* What is wrong with it is told when it is opened for good. */
  return database == NULL || !read_marks (database, &marks, NULL)
         || check_marks (path, &marks, n_steps, error);
}

/* Nothing is written to a file before it is known to be ours, nor is its log folded into it. */
static gboolean
check_ours (MiradorDatabase *database, guint n_steps, gint64 *version, GError **error)
{
  Marks marks;

  mirador_database_set_folds (database, FALSE);
  if (!read_marks (database, &marks, error)
      || !check_marks (database->path, &marks, n_steps, error))
    return FALSE;
  mirador_database_set_folds (database, TRUE);
  *version = marks.version;
  return TRUE;
}

static gboolean
is_wal (MiradorDatabase *database)
{
  g_autoptr (MiradorStatement) statement
    = mirador_database_prepare (database, NULL, "PRAGMA journal_mode = WAL", "");

  return statement != NULL && mirador_database_next (database, statement, NULL) == 1
         && g_strcmp0 ((const char *)sqlite3_column_text (statement, 0), "wal") == 0;
}

/* SQLite does not ask its busy handler for this switch, and another program may be opening. */
static gboolean
switch_to_wal (MiradorDatabase *database, GError **error)
{
  for (int i = 0; i < WAL_TRIES; i++)
    {
      if (is_wal (database))
        return TRUE;
      if ((sqlite3_errcode (database->sqlite) & 0xff) != SQLITE_BUSY)
        break;
      g_usleep (WAL_WAIT_MICROSECONDS);
    }
  mirador_database_set_error (database, error);
  return FALSE;
}

/* The version is read again under the write lock: another program may have been quicker. */
static gboolean
run_steps (MiradorDatabase *database, const MiradorSchemaStep *steps, guint n_steps, GError **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u;",
                                            APPLICATION_ID, n_steps);
  gint64 version;

  if (!mirador_database_read_number (database, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version > n_steps)
    return set_newer_error (database->path, version, n_steps, error);
  if (version > 0 && version < n_steps && !mirador_copy_keep (database->path, version, error))
    return FALSE;
  for (guint i = version; i < n_steps; i++)
    if (!mirador_database_execute (database, steps[i].sql, error))
      return FALSE;
  return mirador_database_execute (database, stamp, error);
}

gboolean
mirador_schema_upgrade (MiradorDatabase *database,
                        const MiradorSchemaStep *steps,
                        guint n_steps,
                        GError **error)
{
  gint64 version;

  if (!check_ours (database, n_steps, &version, error) || !switch_to_wal (database, error))
    return FALSE;
  if (version == n_steps)
    return TRUE;
  if (mirador_database_execute (database, "BEGIN IMMEDIATE", error)
      && run_steps (database, steps, n_steps, error)
      && mirador_database_execute (database, "COMMIT", error))
    return TRUE;
  mirador_database_roll_back (database);
  return FALSE;
}
