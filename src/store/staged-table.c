/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/merge-private.h"

/*
 * The virtual table "staged" (https://www.sqlite.org/vtab.html, "eponymous-only"): the points of
 * series that are new to the store, as rows of the table "observation", by series and period.
 */

#define POINTS_BETWEEN_CANCEL_CHECKS 4096

enum
{
  SERIES,
  PERIOD,
  VALUE,
  NUMERATOR,
  DENOMINATOR,
  LOW,
  HIGH,
  FLAGS,
  REFRESH,
};

typedef struct
{
  const MiradorStaging *staging;
  const GArray *fresh; /* MiradorFreshSeries */
  gint64 refresh;
  GCancellable *cancellable;
} Shown;

typedef struct
{
  sqlite3_vtab base;
  const MiradorDatabase *database;
} Table;

typedef struct
{
  sqlite3_vtab_cursor base;
  const Shown *shown;
  guint i;        /* the series in fresh */
  GArray *points; /* MiradorStagedPoint, its own */
  guint j;        /* the point */
  gint64 n_rows;
} Cursor;

static int
table_connect (sqlite3 *sqlite,
               gpointer database,
               int n,
               const char *const *arguments,
               sqlite3_vtab **table,
               char **error)
{
  Table *made = g_new0 (Table, 1);

  made->database = database;
  *table = &made->base;
  return sqlite3_declare_vtab (sqlite, "CREATE TABLE staged (series, period, value, numerator,"
                                       " denominator, low, high, flags, refresh)");
}

static int
table_disconnect (sqlite3_vtab *table)
{
  g_free (table);
  return SQLITE_OK;
}

static int
table_best_index (sqlite3_vtab *table, sqlite3_index_info *index)
{
  return SQLITE_OK;
}

static int
cursor_open (sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
  Cursor *made = g_new0 (Cursor, 1);

  made->shown = ((Table *)table)->database->staged;
  made->points = g_array_new (FALSE, FALSE, sizeof (MiradorStagedPoint));
  *cursor = &made->base;
  return SQLITE_OK;
}

static int
cursor_close (sqlite3_vtab_cursor *base)
{
  Cursor *cursor = (Cursor *)base;

  g_array_unref (cursor->points);
  g_free (cursor);
  return SQLITE_OK;
}

static gboolean
is_at_end (const Cursor *cursor)
{
  return cursor->shown == NULL || cursor->i >= cursor->shown->fresh->len;
}

static const MiradorFreshSeries *
get_series (const Cursor *cursor)
{
  return &g_array_index (cursor->shown->fresh, MiradorFreshSeries, cursor->i);
}

/* To the first point of the series; a series without any is passed over. */
static void
enter_series (Cursor *cursor)
{
  cursor->j = 0;
  for (; !is_at_end (cursor); cursor->i++)
    {
      mirador_staging_read (cursor->shown->staging, get_series (cursor)->staged, cursor->points);
      if (cursor->points->len > 0)
        return;
    }
}

static int
cursor_filter (sqlite3_vtab_cursor *base,
               int plan,
               const char *plan_text,
               int n,
               sqlite3_value **arguments)
{
  Cursor *cursor = (Cursor *)base;

  cursor->i = 0;
  cursor->n_rows = 0;
  enter_series (cursor);
  return SQLITE_OK;
}

static int
cursor_next (sqlite3_vtab_cursor *base)
{
  Cursor *cursor = (Cursor *)base;

  if (++cursor->n_rows % POINTS_BETWEEN_CANCEL_CHECKS == 0
      && g_cancellable_is_cancelled (cursor->shown->cancellable))
    return SQLITE_INTERRUPT;
  if (++cursor->j < cursor->points->len)
    return SQLITE_OK;
  cursor->i++;
  enter_series (cursor);
  return SQLITE_OK;
}

static int
cursor_eof (sqlite3_vtab_cursor *base)
{
  return is_at_end ((const Cursor *)base);
}

/* NaN is NULL. */
static int
cursor_column (sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
  const Cursor *cursor = (const Cursor *)base;
  const MiradorStagedPoint *point = &g_array_index (cursor->points, MiradorStagedPoint, cursor->j);
  const double numbers[]
    = { point->value, point->numerator, point->denominator, point->low, point->high };

  switch (column)
    {
    case SERIES:
      sqlite3_result_int64 (context, get_series (cursor)->id);
      break;
    case PERIOD:
      sqlite3_result_int64 (context, point->period);
      break;
    case FLAGS:
      sqlite3_result_int64 (context, point->flags);
      break;
    case REFRESH:
      sqlite3_result_int64 (context, cursor->shown->refresh);
      break;
    default:
      sqlite3_result_double (context, numbers[column - VALUE]);
      break;
    }
  return SQLITE_OK;
}

static int
cursor_rowid (sqlite3_vtab_cursor *base, sqlite3_int64 *id)
{
  *id = ((const Cursor *)base)->n_rows;
  return SQLITE_OK;
}

static const sqlite3_module staged_module = {
  .xConnect = table_connect,
  .xBestIndex = table_best_index,
  .xDisconnect = table_disconnect,
  .xOpen = cursor_open,
  .xClose = cursor_close,
  .xFilter = cursor_filter,
  .xNext = cursor_next,
  .xEof = cursor_eof,
  .xColumn = cursor_column,
  .xRowid = cursor_rowid,
};

static gboolean
ensure_table (MiradorDatabase *database, GError **error)
{
  if (!database->has_staged
      && sqlite3_create_module (database->sqlite, "staged", &staged_module, database) != SQLITE_OK)
    {
      mirador_database_set_error (database, error);
      return FALSE;
    }
  database->has_staged = TRUE;
  return TRUE;
}

gboolean
mirador_staged_table_insert (MiradorDatabase *database,
                             const MiradorStaging *staging,
                             const GArray *fresh,
                             gint64 refresh,
                             GCancellable *cancellable,
                             GError **error)
{
  const Shown shown = { staging, fresh, refresh, cancellable };
  g_autoptr (GError) failure = NULL;
  gboolean is_written;

  if (fresh->len == 0)
    return TRUE;
  if (!ensure_table (database, error))
    return FALSE;
  database->staged = &shown;
  is_written = mirador_database_run (
    database, &failure,
    "INSERT INTO observation (series, period, value, numerator, denominator, low, high, flags,"
    "  refresh) SELECT series, period, value, numerator, denominator, low, high, flags, refresh"
    " FROM staged",
    "");
  database->staged = NULL;
  if (!is_written && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_propagate_error (error, g_steal_pointer (&failure));
  return is_written;
}
