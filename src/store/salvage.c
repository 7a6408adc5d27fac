/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/salvage.h"

#include "model/error.h"
#include "store/ingest.h"

struct _MiradorSalvage
{
  GPtrArray *profiles;    /* MiradorProfile, by id once each */
  GPtrArray *tables;      /* Table, in the order of their last refresh */
  GPtrArray *preferences; /* Preference */
};

typedef struct
{
  char *feed;
  char *scope;
  char *origin; /* (nullable) */
} Table;

typedef struct
{
  char *program;
  char *measure;
  char *feed;
  gint64 rank;
} Preference;

static void
table_free (Table *table)
{
  g_free (table->feed);
  g_free (table->scope);
  g_free (table->origin);
  g_free (table);
}

static void
preference_free (Preference *preference)
{
  g_free (preference->program);
  g_free (preference->measure);
  g_free (preference->feed);
  g_free (preference);
}

static MiradorProfile *
find_profile (MiradorSalvage *salvage, const char *feed)
{
  MiradorProfile *profile;

  for (guint i = 0; i < salvage->profiles->len; i++)
    {
      profile = salvage->profiles->pdata[i];
      if (g_str_equal (profile->id, feed))
        return profile;
    }
  profile = mirador_profile_new (feed);
  g_ptr_array_add (salvage->profiles, profile);
  return profile;
}

/* A damaged page may hold anything where a text should be. */
static char *
read_text (MiradorStatement *statement, int column)
{
  const char *text = (const char *)sqlite3_column_text (statement, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

static void
take_profile (MiradorSalvage *salvage, MiradorStatement *statement)
{
  g_autofree char *feed = read_text (statement, 0);
  MiradorProfile *profile;

  if (feed == NULL || *feed == '\0')
    return;
  profile = find_profile (salvage, feed);
  mirador_text_clear (&profile->title);
  mirador_text_clear (&profile->source);
  profile->title.es = read_text (statement, 1);
  profile->title.en = read_text (statement, 2);
  profile->source.es = read_text (statement, 3);
  profile->source.en = read_text (statement, 4);
  profile->simulated = sqlite3_column_int (statement, 5) != 0;
}

static gboolean
is_of (const Table *table, const char *feed, const char *scope)
{
  return g_str_equal (table->feed, feed) && g_str_equal (table->scope, scope);
}

static void
take_table (MiradorSalvage *salvage, MiradorStatement *statement)
{
  g_autofree char *feed = read_text (statement, 0), *scope = read_text (statement, 1);
  Table *table;

  if (feed == NULL || *feed == '\0' || scope == NULL)
    return;
  find_profile (salvage, feed);
  for (guint i = 0; i < salvage->tables->len; i++)
    if (is_of (salvage->tables->pdata[i], feed, scope))
      {
        g_ptr_array_remove_index (salvage->tables, i);
        break;
      }
  table = g_new0 (Table, 1);
  table->feed = g_steal_pointer (&feed);
  table->scope = g_steal_pointer (&scope);
  table->origin = read_text (statement, 2);
  g_ptr_array_add (salvage->tables, table);
}

static void
take_series (MiradorSalvage *salvage, MiradorStatement *statement)
{
  g_autofree char *feed = read_text (statement, 0);

  if (feed != NULL && *feed != '\0')
    find_profile (salvage, feed);
}

static void
take_preference (MiradorSalvage *salvage, MiradorStatement *statement)
{
  Preference *preference = g_new0 (Preference, 1);

  preference->program = read_text (statement, 0);
  preference->measure = read_text (statement, 1);
  preference->feed = read_text (statement, 2);
  preference->rank = sqlite3_column_int64 (statement, 3);
  if (preference->program != NULL && preference->measure != NULL && preference->feed != NULL)
    g_ptr_array_add (salvage->preferences, preference);
  else
    preference_free (preference);
}

/* Each by itself, as far as it goes: one may be whole where another is not. Refreshes without
 * figures are left out unless nothing else is known of the feed. */
static void
read_all (MiradorSalvage *salvage, MiradorDatabase *database)
{
  const struct
  {
    const char *sql;
    void (*take) (MiradorSalvage *, MiradorStatement *);
  } questions[] = {
    { "SELECT id, title_es, title_en, source_es, source_en, simulated FROM feed", take_profile },
    { "SELECT feed, scope, origin FROM refresh WHERE rows > 0 OR error LIKE 'figures-lost%'"
      " ORDER BY id",
      take_table },
    { "SELECT DISTINCT feed FROM series", take_series },
    { "SELECT program, measure, feed, rank FROM preference", take_preference },
  };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr (MiradorStatement) statement
        = mirador_database_prepare (database, NULL, questions[i].sql, "");

      while (statement != NULL && mirador_database_next (database, statement, NULL) == 1)
        questions[i].take (salvage, statement);
    }
}

MiradorSalvage *
mirador_salvage_read (const char *path)
{
  g_autoptr (MiradorDatabase) database = mirador_database_open (path, FALSE, NULL);
  MiradorSalvage *salvage = g_new0 (MiradorSalvage, 1);

  salvage->profiles = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_profile_unref);
  salvage->tables = g_ptr_array_new_with_free_func ((GDestroyNotify)table_free);
  salvage->preferences = g_ptr_array_new_with_free_func ((GDestroyNotify)preference_free);
  if (database == NULL)
    return salvage;
  mirador_database_set_folds (database, FALSE);
  read_all (salvage, database);
  return salvage;
}

void
mirador_salvage_free (MiradorSalvage *salvage)
{
  g_ptr_array_unref (salvage->profiles);
  g_ptr_array_unref (salvage->tables);
  g_ptr_array_unref (salvage->preferences);
  g_free (salvage);
}

static gboolean
write_table (MiradorDatabase *database,
             MiradorProfile *profile,
             const Table *table,
             const char *kept,
             GError **error)
{
  g_autoptr (MiradorPull) pull = mirador_pull_new (profile);
  const char *origin = table != NULL && table->origin != NULL ? table->origin : "";
  g_autoptr (GError) lost = mirador_error_new (MIRADOR_ERROR_FIGURES_LOST, kept, origin, NULL);

  g_free (pull->scope);
  pull->scope = g_strdup (table != NULL ? table->scope : "");
  g_free (pull->origin);
  pull->origin = g_strdup (origin);
  return mirador_ingest_record (database, pull, lost, error);
}

static gboolean
write_feed (const MiradorSalvage *salvage,
            MiradorDatabase *database,
            MiradorProfile *profile,
            const char *kept,
            GError **error)
{
  gboolean has_table = FALSE;

  for (guint i = 0; i < salvage->tables->len; i++)
    {
      const Table *table = salvage->tables->pdata[i];

      if (!g_str_equal (table->feed, profile->id))
        continue;
      has_table = TRUE;
      if (!write_table (database, profile, table, kept, error))
        return FALSE;
    }
  return has_table || write_table (database, profile, NULL, kept, error);
}

gboolean
mirador_salvage_write (const MiradorSalvage *salvage,
                       MiradorDatabase *database,
                       const char *kept,
                       GError **error)
{
  for (guint i = 0; i < salvage->profiles->len; i++)
    if (!write_feed (salvage, database, salvage->profiles->pdata[i], kept, error))
      return FALSE;
  for (guint i = 0; i < salvage->preferences->len; i++)
    {
      const Preference *preference = salvage->preferences->pdata[i];

      if (!mirador_database_run (database, error,
                                 "INSERT OR REPLACE INTO preference (program, measure, feed, rank)"
                                 " VALUES (?, ?, ?, ?)",
                                 "ttti", preference->program, preference->measure, preference->feed,
                                 preference->rank))
        return FALSE;
    }
  return TRUE;
}
