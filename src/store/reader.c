/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/reader.h"

#include <glib/gi18n-lib.h>
#include "model/error.h"
#include "store/feed-rows.h"
#include "store/holdings.h"
#include "store/refresh-rows.h"

/* A preference for one measure of one program goes before a general one. */
#define RANK_STEP 1000000

typedef struct
{
  const char *program;
  const char *measure;
  const char *feed;
  int rank;
} Preference;

static int
find_preference (MiradorSource *source, const char *program, const char *measure, const char *feed)
{
  const MiradorReader *reader = (const MiradorReader *)source;
  const char *any = g_intern_static_string ("*");
  int best = -1;

  program = g_intern_string (program);
  measure = g_intern_string (measure);
  feed = g_intern_string (feed);
  for (guint i = 0; i < reader->preferences->len; i++)
    {
      const Preference *preference = &g_array_index (reader->preferences, Preference, i);
      gboolean any_program = preference->program == any, any_measure = preference->measure == any;
      int rank = preference->rank + RANK_STEP * (2 * any_program + any_measure);

      if (preference->feed == feed && (any_program || preference->program == program)
          && (any_measure || preference->measure == measure) && (best < 0 || rank < best))
        best = rank;
    }
  return best;
}

MiradorReader *
mirador_reader_new (const char *path, GError **error)
{
  MiradorDatabase *database = mirador_database_open (path, TRUE, error);
  MiradorReader *reader;

  if (database == NULL)
    return NULL;
  reader = g_new0 (MiradorReader, 1);
  reader->source.preference = find_preference;
  reader->source.load = mirador_load;
  reader->database = database;
  reader->path = g_strdup (path);
  reader->version = -1;
  reader->preferences = g_array_new (FALSE, FALSE, sizeof (Preference));
  reader->received = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return reader;
}

void
mirador_reader_leave (MiradorReader *reader)
{
  g_clear_pointer (&reader->database, mirador_database_close);
}

gboolean
mirador_reader_return (MiradorReader *reader, GError **error)
{
  mirador_reader_leave (reader);
  reader->database = mirador_database_open (reader->path, TRUE, error);
  reader->version = -1;
  return reader->database != NULL;
}

void
mirador_reader_free (MiradorReader *reader)
{
  mirador_reader_leave (reader);
  g_free (reader->path);
  g_clear_pointer (&reader->holdings, g_array_unref);
  g_clear_pointer (&reader->profiles, g_ptr_array_unref);
  g_array_unref (reader->preferences);
  g_hash_table_unref (reader->received);
  g_free (reader);
}

static gboolean
read_preferences (MiradorReader *reader, GError **error)
{
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    reader->database, error, "SELECT program, measure, feed, rank FROM preference", "");
  int row = -1;

  g_array_set_size (reader->preferences, 0);
  while (statement != NULL
         && (row = mirador_database_next (reader->database, statement, error)) == 1)
    {
      Preference preference
        = { mirador_statement_get_interned (statement, 0),
            mirador_statement_get_interned (statement, 1),
            mirador_statement_get_interned (statement, 2), sqlite3_column_int (statement, 3) };

      g_array_append_val (reader->preferences, preference);
    }
  return row == 0;
}

static gboolean
read_received (MiradorReader *reader, GError **error)
{
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    reader->database, error, "SELECT id, finished FROM refresh WHERE error IS NULL", "");
  int row = -1;

  g_hash_table_remove_all (reader->received);
  while (statement != NULL
         && (row = mirador_database_next (reader->database, statement, error)) == 1)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      gint64 finished = sqlite3_column_int64 (statement, 1);

      g_hash_table_insert (reader->received, g_memdup2 (&id, sizeof id),
                           g_memdup2 (&finished, sizeof finished));
    }
  return row == 0;
}

static gboolean
read_anew (MiradorReader *reader, GError **error)
{
  g_clear_pointer (&reader->holdings, g_array_unref);
  g_clear_pointer (&reader->profiles, g_ptr_array_unref);
  reader->profiles = mirador_feed_read_all (reader->database, error);
  if (reader->profiles == NULL)
    return FALSE;
  reader->holdings = mirador_holdings_read (reader->database, reader->profiles, error);
  reader->source.holdings = reader->holdings;
  return reader->holdings != NULL && read_preferences (reader, error)
         && read_received (reader, error);
}

gboolean
mirador_reader_begin (MiradorReader *reader, GError **error)
{
  gint64 version;

  if (reader->database == NULL)
    {
      mirador_set_error (error, MIRADOR_ERROR_STORE, reader->path,
                         N_ ("it is damaged and being set aside"), NULL);
      return FALSE;
    }
  if (!mirador_database_execute (reader->database, "BEGIN", error)
      || !mirador_database_read_number (reader->database, "PRAGMA data_version", &version, error))
    return FALSE;
  if (version == reader->version)
    return TRUE;
  reader->version = -1;
  if (!read_anew (reader, error))
    return FALSE;
  reader->version = version;
  return TRUE;
}

void
mirador_reader_end (MiradorReader *reader)
{
  if (reader->database != NULL)
    mirador_database_roll_back (reader->database);
}

MiradorProfile *
mirador_reader_find_profile (MiradorReader *reader, const char *feed)
{
  return mirador_holdings_find_profile (reader->profiles, feed);
}

static gboolean
count_values (MiradorReader *reader, MiradorFeedStatus *status, GError **error)
{
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    reader->database, error, "SELECT sum(n_values) FROM series WHERE feed = ?", "t",
    status->profile->id);
  int row = statement != NULL ? mirador_database_next (reader->database, statement, error) : -1;

  status->n_values = row == 1 ? sqlite3_column_int64 (statement, 0) : 0;
  return row >= 0;
}

static void
sum_tables (MiradorFeedStatus *status)
{
  const MiradorRefresh *newest = NULL;

  for (guint i = 0; i < status->tables->len; i++)
    {
      const MiradorRefresh *refresh = status->tables->pdata[i];

      status->n_rejected += refresh->rejected;
      if (newest == NULL || refresh->id > newest->id)
        newest = refresh;
    }
  status->last_good = newest != NULL ? mirador_refresh_copy (newest) : NULL;
}

static MiradorFeedStatus *
status_new (MiradorReader *reader, MiradorProfile *profile, GError **error)
{
  g_autoptr (MiradorFeedStatus) status = g_new0 (MiradorFeedStatus, 1);

  status->profile = mirador_profile_ref (profile);
  status->data_until = mirador_holdings_get_data_until (reader->holdings, profile->id);
  status->tables = mirador_refresh_read_tables (reader->database, profile->id, error);
  if (status->tables == NULL || !count_values (reader, status, error)
      || !mirador_refresh_read_last (reader->database, profile->id, &status->last, error)
      || !mirador_refresh_read_spell (reader->database, status, error))
    return NULL;
  sum_tables (status);
  return g_steal_pointer (&status);
}

GPtrArray *
mirador_reader_list_feeds (MiradorReader *reader, GError **error)
{
  g_autoptr (GPtrArray) feeds
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_feed_status_free);

  for (guint i = 0; i < reader->profiles->len; i++)
    {
      MiradorFeedStatus *status = status_new (reader, reader->profiles->pdata[i], error);

      if (status == NULL)
        return NULL;
      g_ptr_array_add (feeds, status);
    }
  return g_steal_pointer (&feeds);
}
