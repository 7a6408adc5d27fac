/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/feed-rows.h"

static gboolean
write_member (MiradorDatabase *database,
              gint64 id,
              const char *breakdown,
              GPtrArray *members,
              GError **error)
{
  for (guint i = 0; i < members->len; i++)
    if (!mirador_database_run (database, error,
                               "INSERT INTO terms_member (terms, breakdown, position, member)"
                               " VALUES (?, ?, ?, ?)",
                               "itit", id, breakdown, (gint64)i, members->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
write_members (MiradorDatabase *database, gint64 id, GHashTable *members, GError **error)
{
  GHashTableIter iter;
  gpointer breakdown, ids;

  g_hash_table_iter_init (&iter, members);
  while (g_hash_table_iter_next (&iter, &breakdown, &ids))
    if (!write_member (database, id, breakdown, ids, error))
      return FALSE;
  return TRUE;
}

static gboolean
write_places (MiradorDatabase *database,
              gint64 id,
              const char *role,
              GPtrArray *codes,
              GError **error)
{
  for (guint i = 0; i < codes->len; i++)
    if (!mirador_database_run (database, error,
                               "INSERT INTO terms_place (terms, role, position, place)"
                               " VALUES (?, ?, ?, ?)",
                               "itit", id, role, (gint64)i, codes->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
write_terms (MiradorDatabase *database,
             const MiradorPull *pull,
             const MiradorTerms *terms,
             GError **error)
{
  gint64 id;

  if (!mirador_database_run (
        database, error,
        "INSERT OR REPLACE INTO terms (feed, scope, measure, program, adds, absent, complete_until,"
        "  complete_from, repeats, note_es, note_en)"
        " VALUES (?, ?, ?, ?, nullif (?, -1), ?, ?, ?, ?, ?, ?)",
        "ttttiiiiitt", pull->profile->id, pull->scope, terms->measure,
        terms->program != NULL ? terms->program : "", (gint64)terms->adds, (gint64)terms->absent,
        mirador_period_pack (terms->complete_until), mirador_period_pack (terms->complete_from),
        (gint64)terms->repeats, terms->note.es, terms->note.en))
    return FALSE;
  id = sqlite3_last_insert_rowid (database->sqlite);
  return write_members (database, id, terms->members, error)
         && write_places (database, id, "covers", terms->covers, error)
         && write_places (database, id, "parts", terms->parts, error);
}

static gboolean
delete_terms (MiradorDatabase *database,
              const MiradorPull *pull,
              const MiradorTerms *terms,
              GError **error)
{
  return mirador_database_run (database, error,
                               "DELETE FROM terms WHERE feed = ? AND measure = ?"
                               " AND (scope = ? OR program = ?)",
                               "tttt", pull->profile->id, terms->measure, pull->scope,
                               terms->program != NULL ? terms->program : "");
}

static gboolean
replace_terms (MiradorDatabase *database, const MiradorPull *pull, GError **error)
{
  GPtrArray *terms = pull->profile->terms;

  for (guint i = 0; i < terms->len; i++)
    if (!delete_terms (database, pull, terms->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < terms->len; i++)
    if (!write_terms (database, pull, terms->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
write_catalogue (MiradorDatabase *database, const MiradorPull *pull, GError **error)
{
  if (pull->catalogue == NULL)
    return TRUE;
  return mirador_database_run (database, error,
                               "INSERT OR REPLACE INTO catalogue (feed, scope, document)"
                               " VALUES (?, ?, ?)",
                               "ttt", pull->profile->id, pull->scope, pull->catalogue);
}

gboolean
mirador_feed_write_new (MiradorDatabase *database, const MiradorPull *pull, GError **error)
{
  const MiradorProfile *profile = pull->profile;

  return mirador_database_run (
    database, error,
    "INSERT INTO feed (id, title_es, title_en, source_es, source_en, licence, issued, simulated)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
    "ttttttti", profile->id, profile->title.es, profile->title.en, profile->source.es,
    profile->source.en, profile->licence, profile->issued, (gint64)profile->simulated);
}

/* What a table's mapping leaves unsaid (a title, a licence) stays as another said it. */
static gboolean
update_feed (MiradorDatabase *database, const MiradorPull *pull, GError **error)
{
  const MiradorProfile *profile = pull->profile;

  return mirador_database_run (
    database, error,
    "UPDATE feed SET title_es = coalesce (?2, title_es), title_en = coalesce (?3, title_en),"
    "  source_es = coalesce (?4, source_es), source_en = coalesce (?5, source_en),"
    "  licence = coalesce (?6, licence), issued = coalesce (?7, issued), simulated = ?8"
    " WHERE id = ?1",
    "ttttttti", profile->id, profile->title.es, profile->title.en, profile->source.es,
    profile->source.en, profile->licence, profile->issued, (gint64)profile->simulated);
}

gboolean
mirador_feed_write (MiradorDatabase *database, const MiradorPull *pull, GError **error)
{
  return mirador_feed_write_new (database, pull, error) && update_feed (database, pull, error)
         && replace_terms (database, pull, error) && write_catalogue (database, pull, error);
}

static gboolean
read_members (MiradorDatabase *database, gint64 id, MiradorTerms *terms, GError **error)
{
  g_autoptr (MiradorStatement) statement
    = mirador_database_prepare (database, error,
                                "SELECT breakdown, member FROM terms_member WHERE terms = ?"
                                " ORDER BY breakdown, position",
                                "i", id);
  int row = -1;

  while (statement != NULL && (row = mirador_database_next (database, statement, error)) == 1)
    mirador_terms_add_member (terms, (const char *)sqlite3_column_text (statement, 0),
                              (const char *)sqlite3_column_text (statement, 1));
  return row == 0;
}

static gboolean
read_places (MiradorDatabase *database,
             gint64 id,
             const char *role,
             GPtrArray *codes,
             GError **error)
{
  g_autoptr (MiradorStatement) statement
    = mirador_database_prepare (database, error,
                                "SELECT place FROM terms_place WHERE terms = ? AND role = ?"
                                " ORDER BY position",
                                "it", id, role);
  int row = -1;

  while (statement != NULL && (row = mirador_database_next (database, statement, error)) == 1)
    g_ptr_array_add (codes, (gpointer)mirador_statement_get_interned (statement, 0));
  return row == 0;
}

static MiradorTerms *
terms_of_row (MiradorStatement *statement)
{
  const char *program = mirador_statement_get_interned (statement, 2);
  MiradorTerms *terms = mirador_terms_new (mirador_statement_get_interned (statement, 1),
                                           *program != '\0' ? program : NULL);

  if (sqlite3_column_type (statement, 3) != SQLITE_NULL)
    terms->adds = sqlite3_column_int (statement, 3);
  terms->absent = sqlite3_column_int (statement, 4);
  terms->complete_until = mirador_period_unpack (sqlite3_column_int64 (statement, 5));
  terms->complete_from = mirador_period_unpack (sqlite3_column_int64 (statement, 6));
  terms->repeats = sqlite3_column_int (statement, 7);
  terms->note.es = mirador_statement_get_text (statement, 8);
  terms->note.en = mirador_statement_get_text (statement, 9);
  return terms;
}

static gboolean
read_terms (MiradorDatabase *database, MiradorProfile *profile, GError **error)
{
  g_autoptr (MiradorStatement) statement
    = mirador_database_prepare (database, error,
                                "SELECT id, measure, program, adds, absent, complete_until,"
                                "  complete_from, repeats, note_es, note_en"
                                " FROM terms WHERE feed = ? ORDER BY id",
                                "t", profile->id);
  int row = -1;

  while (statement != NULL && (row = mirador_database_next (database, statement, error)) == 1)
    {
      gint64 id = sqlite3_column_int64 (statement, 0);
      MiradorTerms *terms = terms_of_row (statement);

      g_ptr_array_add (profile->terms, terms);
      if (!read_members (database, id, terms, error)
          || !read_places (database, id, "covers", terms->covers, error)
          || !read_places (database, id, "parts", terms->parts, error))
        return FALSE;
    }
  return row == 0;
}

static MiradorProfile *
profile_of_row (MiradorStatement *statement)
{
  MiradorProfile *profile = mirador_profile_new (mirador_statement_get_interned (statement, 0));

  profile->title.es = mirador_statement_get_text (statement, 1);
  profile->title.en = mirador_statement_get_text (statement, 2);
  profile->source.es = mirador_statement_get_text (statement, 3);
  profile->source.en = mirador_statement_get_text (statement, 4);
  profile->licence = mirador_statement_get_text (statement, 5);
  profile->issued = mirador_statement_get_text (statement, 6);
  profile->simulated = sqlite3_column_int (statement, 7) != 0;
  return profile;
}

GPtrArray *
mirador_feed_read_all (MiradorDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) profiles
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_profile_unref);
  g_autoptr (MiradorStatement) statement
    = mirador_database_prepare (database, error,
                                "SELECT id, title_es, title_en, source_es, source_en, licence,"
                                "  issued, simulated FROM feed ORDER BY id",
                                "");
  int row = -1;

  while (statement != NULL && (row = mirador_database_next (database, statement, error)) == 1)
    {
      MiradorProfile *profile = profile_of_row (statement);

      g_ptr_array_add (profiles, profile);
      if (!read_terms (database, profile, error))
        return NULL;
    }
  return row == 0 ? g_steal_pointer (&profiles) : NULL;
}

gboolean
mirador_feed_is_known (MiradorDatabase *database,
                       const char *feed,
                       gboolean *is_known,
                       GError **error)
{
  g_autoptr (MiradorStatement) statement
    = mirador_database_prepare (database, error, "SELECT 1 FROM feed WHERE id = ?", "t", feed);
  int row = statement != NULL ? mirador_database_next (database, statement, error) : -1;

  *is_known = row == 1;
  return row >= 0;
}

gboolean
mirador_feed_remove (MiradorDatabase *database, const char *feed, GError **error)
{
  static const char *const deletions[] = {
    "DELETE FROM observation WHERE series IN (SELECT id FROM series WHERE feed = ?)",
    "DELETE FROM revision WHERE series IN (SELECT id FROM series WHERE feed = ?)",
    "DELETE FROM series WHERE feed = ?",
    "DELETE FROM preference WHERE feed = ?",
    "DELETE FROM feed WHERE id = ?", /* its terms, catalogue, refreshes and rejects go with it */
  };

  for (guint i = 0; i < G_N_ELEMENTS (deletions); i++)
    if (!mirador_database_run (database, error, deletions[i], "t", feed))
      return FALSE;
  return TRUE;
}

gboolean
mirador_feed_extend_catalogue (MiradorDatabase *database, GError **error)
{
  g_autoptr (MiradorStatement) statement = mirador_database_prepare (
    database, error, "SELECT feed, document FROM catalogue ORDER BY feed, scope", "");
  int row = -1;

  while (statement != NULL && (row = mirador_database_next (database, statement, error)) == 1)
    {
      g_autoptr (GError) refusal = NULL;

      /* A document that this version does not read leaves its series out of the answers. */
      if (!mirador_catalogue_extend ((const char *)sqlite3_column_text (statement, 1), -1,
                                     (const char *)sqlite3_column_text (statement, 0), &refusal))
        g_debug ("catalogue of a feed: %s", refusal->message);
    }
  return row == 0;
}
