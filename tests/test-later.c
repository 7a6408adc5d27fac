/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a later version will leave, and what another program made: refused in words, and left alone
 * byte for byte. */

#include "feeds/definition.h"
#include "feeds/refresh.h"
#include "store-fixture.h"

static char *
read_old (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "versions", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* Documents */

static const struct
{
  const char *file;
  const char *change[2];
} documents[] = {
  { "feed-1.feed.json", { "\"feed\": 1,", "\"feed\": 2, \"new\": true," } },
  { "mapping-1.json", { "\"mapping\": 1,", "\"mapping\": 2, \"new\": true," } },
  { "document-1.mirador.json", { "\"mirador\": 1,", "\"mirador\": 2, \"new\": true," } },
};

static GError *
refuse (guint i, Fixture *fixture, const char *text, const char *path)
{
  GError *error = NULL;

  if (i == 0)
    g_assert_null (mirador_definition_parse (text, -1, path, &error));
  else if (i == 1)
    g_assert_null (mirador_mapping_parse (text, -1, path, &error));
  else
    g_assert_null (mirador_import_sync (fixture->store, path, NULL, NULL, NULL, &error));
  return error;
}

static void
test_later_document (Fixture *fixture, gconstpointer row)
{
  guint i = GPOINTER_TO_UINT (row);
  g_autofree char *old = read_old (documents[i].file);
  g_auto (GStrv) parts = g_strsplit (old, documents[i].change[0], -1);
  g_autofree char *text = g_strjoinv (documents[i].change[1], parts);
  g_autofree char *path = g_build_filename (fixture->folder, documents[i].file, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  error = refuse (i, fixture, text, path);
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION_NEWER);
  sentence = mirador_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, documents[i].file));
  g_assert_nonnull (strstr (sentence, "version 2"));
  g_assert_nonnull (strstr (sentence, "Update Mirador"));
}

/* Stores */

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Every file of the folder, byte for byte, with what may be done to it. */
static char *
describe_folder (const char *path)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  g_autofree char *bytes = NULL;
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *content = NULL, *sum = NULL;
      gsize length;
      GStatBuf status;

      g_assert_true (g_file_get_contents (file, &content, &length, NULL));
      g_assert_cmpint (g_stat (file, &status), ==, 0);
      sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *)content, length);
      g_ptr_array_add (lines, g_strdup_printf ("%s %o %" G_GSIZE_FORMAT " %s", name,
                                               status.st_mode & 07777, length, sum));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static void
copy_file (const char *from, const char *to, const char *ending)
{
  g_autofree char *source = g_strconcat (from, ending, NULL);
  g_autofree char *target = g_strconcat (to, ending, NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  if (g_file_get_contents (source, &bytes, &length, NULL))
    g_assert_true (g_file_set_contents (target, bytes, (gssize)length, NULL));
}

/* As a program that was stopped leaves it: what it wrote last is in the log alone. */
static void
leave_log (Fixture *fixture, const char *sql)
{
  g_autofree char *beside = g_build_filename (fixture->folder, "beside.db", NULL);
  g_autoptr (GError) error = NULL;
  MiradorDatabase *database;
  const char *const endings[] = { "", "-wal" };

  fixture_open (fixture);
  fixture_load (fixture, "feed-a", "screenings same 14 - 2017-03 100\n");
  fixture_close (fixture);
  database = mirador_database_open (fixture->path, FALSE, &error);
  g_assert_no_error (error);
  mirador_database_execute (database, sql, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    copy_file (fixture->path, beside, endings[i]);
  mirador_database_close (database);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (beside, endings[i], NULL);

      copy_file (beside, fixture->path, endings[i]);
      g_unlink (file);
    }
}

static void
make_plain (Fixture *fixture, const char *sql)
{
  fixture_open (fixture);
  fixture_close (fixture);
  fixture_run_sql (fixture, sql);
}

static void
make_closed_off (Fixture *fixture, const char *sql)
{
  make_plain (fixture, sql);
  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
}

static void
make_strange (Fixture *fixture, const char *sql)
{
  fixture_run_sql (fixture, sql);
}

static const struct
{
  const char *name;
  void (*make) (Fixture *, const char *);
  const char *sql;
  MiradorError code;
  const char *says;
  gboolean keeps_index; /* of the log, which SQLite makes to read it */
} stores[] = {
  { "next", make_plain, "PRAGMA user_version = 2", MIRADOR_ERROR_STORE_NEWER, "version 2" },
  { "far", make_plain, "PRAGMA user_version = 1000", MIRADOR_ERROR_STORE_NEWER, "version 1000" },
  { "may-only-be-read", make_closed_off, "PRAGMA user_version = 2", MIRADOR_ERROR_STORE_NEWER,
    "Update Mirador" },
  { "log-of-figures", leave_log, "PRAGMA user_version = 2; PRAGMA wal_checkpoint; DELETE FROM feed",
    MIRADOR_ERROR_STORE_NEWER, "version 2" },
  { "log-of-the-version", leave_log, "PRAGMA user_version = 2", MIRADOR_ERROR_STORE_NEWER,
    "version 2", TRUE },
  { "of-another-program", make_strange, "CREATE TABLE recipe (name TEXT)", MIRADOR_ERROR_STORE,
    "not a store of Mirador" },
  { "marked-by-another-program", make_strange, "PRAGMA application_id = 7", MIRADOR_ERROR_STORE,
    "not a store of Mirador" },
  { "of-another-program-with-log", make_strange,
    "PRAGMA journal_mode = WAL; CREATE TABLE recipe (name TEXT)", MIRADOR_ERROR_STORE,
    "not a store of Mirador" },
};

static void
test_store (Fixture *fixture, gconstpointer row)
{
  guint i = GPOINTER_TO_UINT (row);
  g_autofree char *index = g_strconcat (fixture->path, "-shm", NULL);
  g_autofree char *before = NULL, *after = NULL, *sentence = NULL;
  g_autoptr (GError) error = NULL;

  stores[i].make (fixture, stores[i].sql);
  before = describe_folder (fixture->folder);
  g_assert_null (mirador_sqlite_store_open (fixture->path, &error));
  g_assert_error (error, MIRADOR_ERROR, (int)stores[i].code);
  sentence = mirador_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, stores[i].says));
  g_assert_nonnull (strstr (sentence, fixture->path));
  if (stores[i].keeps_index)
    g_unlink (index);
  after = describe_folder (fixture->folder);
  g_assert_cmpstr (before, ==, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autofree char *test = g_strconcat ("/later/", documents[i].file, NULL);

      g_test_add (test, Fixture, GUINT_TO_POINTER (i), fixture_set_up, test_later_document,
                  fixture_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autofree char *test = g_strconcat ("/later/store/", stores[i].name, NULL);

      g_test_add (test, Fixture, GUINT_TO_POINTER (i), fixture_set_up_folder, test_store,
                  fixture_tear_down);
    }
  return g_test_run ();
}
