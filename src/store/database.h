/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * MiradorDatabase:
 *
 * One connection to one file. It is opened, used and closed by one thread.
 */
typedef struct
{
  sqlite3 *sqlite;
  char *path;
  GHashTable *statements; /* SQL text → sqlite3_stmt */
  gconstpointer staged;   /* what the virtual table shows: staged-table.c */
  gboolean has_staged;    /* whether there is that table */
} MiradorDatabase;

/**
 * mirador_database_open:
 * @read_only: for the reader; the file must be there
 *
 * Returns: (transfer full): the connection; NULL with STORE_CORRUPT, DISK_FULL or STORE
 */
MiradorDatabase *mirador_database_open (const char *path, gboolean read_only, GError **error);
/** mirador_database_open_still: (transfer full): to look at the file alone, as it lies there:
 * without its log, without locks, and nothing appears beside it. */
MiradorDatabase *mirador_database_open_still (const char *path, GError **error);
void mirador_database_close (MiradorDatabase *database);
/** mirador_database_set_folds: whether closing the last connection folds the write-ahead log into
 * the file and takes it away, as it does unless told; not in a file that shall stay as it is. */
void mirador_database_set_folds (MiradorDatabase *database, gboolean folds);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorDatabase, mirador_database_close)

/** mirador_database_set_error: what SQLite's last failure means: DISK_FULL, STORE_CORRUPT, STORE.
 */
void mirador_database_set_error (MiradorDatabase *database, GError **error);

/** mirador_database_execute: runs constant SQL without parameters or results. */
gboolean mirador_database_execute (MiradorDatabase *database, const char *sql, GError **error);
/** mirador_database_read_number: the whole number that constant SQL gives, 0 for none. */
gboolean mirador_database_read_number (MiradorDatabase *database,
                                       const char *sql,
                                       gint64 *number,
                                       GError **error);
/** mirador_database_roll_back: ends a transaction that is still open. */
void mirador_database_roll_back (MiradorDatabase *database);

/**
 * MiradorStatement:
 *
 * A prepared statement that the connection keeps; an autoptr of it resets it.
 */
typedef sqlite3_stmt MiradorStatement;

/**
 * mirador_database_prepare:
 * @sql: a constant text: its address identifies the statement
 * @types: one letter a parameter: t text (nullable), i gint64, d double (NaN becomes NULL)
 */
MiradorStatement *mirador_database_prepare (MiradorDatabase *database,
                                            GError **error,
                                            const char *sql,
                                            const char *types,
                                            ...);
void mirador_statement_reset (MiradorStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorStatement, mirador_statement_reset)

/** mirador_database_next: moves to the next row. Returns: 1 with a row, 0 at the end, -1 with an
 * error. */
int mirador_database_next (MiradorDatabase *database, MiradorStatement *statement, GError **error);
/** mirador_database_run: a statement without results. */
gboolean mirador_database_run (MiradorDatabase *database,
                               GError **error,
                               const char *sql,
                               const char *types,
                               ...);

/** mirador_statement_get_double: NaN for NULL. */
double mirador_statement_get_double (MiradorStatement *statement, int column);
/** mirador_statement_get_interned: (nullable). */
const char *mirador_statement_get_interned (MiradorStatement *statement, int column);
/** mirador_statement_get_text: (transfer full) (nullable). */
char *mirador_statement_get_text (MiradorStatement *statement, int column);

G_END_DECLS
