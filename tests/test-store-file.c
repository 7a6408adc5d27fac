/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <unistd.h>
#include "store-fixture.h"
#include "store/schema.h"

#define MARCH "screenings same 14 - 2017-03 100\n"
#define MARCH_CORRECTED "screenings same 14 - 2017-03 90\n"
#define APRIL "screenings same 14 - 2017-04 50\n"

/* Files */

static void
write_file (Fixture *fixture, const char *bytes, gssize length)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->path, bytes, length, &error);
  g_assert_no_error (error);
}

static void
test_new_folder (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "share", NULL);
  g_autofree char *path = g_build_filename (folder, "store.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) store = mirador_sqlite_store_open (path, &error);
  g_autoptr (GPtrArray) feeds = NULL;

  g_assert_no_error (error);
  feeds = mirador_store_list_feeds_sync (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (feeds->len, ==, 0);
  g_clear_object (&store);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_reopen (Fixture *fixture, gconstpointer unused)
{
  fixture_open (fixture);
  fixture_load (fixture, "feed-a", MARCH APRIL);
  fixture_close (fixture);
  fixture_open (fixture);
  fixture_assert_figures (fixture, MARCH APRIL);
}

static void
assert_refused (Fixture *fixture, MiradorError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *sentence = NULL;
  gsize before_length, after_length;

  g_file_get_contents (fixture->path, &before, &before_length, NULL);
  g_assert_null (mirador_sqlite_store_open (fixture->path, &error));
  g_assert_error (error, MIRADOR_ERROR, (int)code);
  sentence = mirador_error_to_sentence (error);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, fixture->path));
  g_file_get_contents (fixture->path, &after, &after_length, NULL);
  g_assert_cmpmem (before, before_length, after, after_length);
}

static void
test_newer (Fixture *fixture, gconstpointer unused)
{
  fixture_open (fixture);
  fixture_load (fixture, "feed-a", MARCH);
  fixture_close (fixture);
  fixture_run_sql (fixture, "PRAGMA user_version = 99");
  assert_refused (fixture, MIRADOR_ERROR_STORE_NEWER);
}

static void
test_corrupt (Fixture *fixture, gconstpointer unused)
{
  char bytes[20000];
  guint32 seed = 1;

  for (gsize i = 0; i < sizeof bytes; i++)
    {
      seed = seed * 1664525u + 1013904223u;
      bytes[i] = seed >> 24;
    }
  write_file (fixture, bytes, sizeof bytes);
  assert_refused (fixture, MIRADOR_ERROR_STORE_CORRUPT);
}

/* A file that was cut off is found out when it is read, and is an error, not a figure. */
static void
test_cut_off (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *bytes = NULL;
  gsize length;

  fixture_open (fixture);
  fixture_load (fixture, "feed-a", MARCH);
  fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  write_file (fixture, bytes, 4096);
  g_assert_null (mirador_sqlite_store_open (fixture->path, NULL));
}

static void
test_foreign (Fixture *fixture, gconstpointer unused)
{
  fixture_run_sql (fixture,
                   "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('ceviche')");
  assert_refused (fixture, MIRADOR_ERROR_STORE);
}

static void
test_folder_as_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mirador_sqlite_store_open (fixture->folder, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_STORE);
}

/* Migrations */

static gboolean
upgrade (Fixture *fixture, const char *sql, GError **error)
{
  guint n_steps;
  MiradorSchemaStep steps[2] = { mirador_schema_steps (&n_steps)[0], { sql } };
  g_autoptr (MiradorDatabase) database = mirador_database_open (fixture->path, FALSE, error);

  return database != NULL && mirador_schema_upgrade (database, steps, 2, error);
}

static void
test_migration (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = g_strconcat (fixture->path, ".version-1", NULL);
  g_autoptr (GError) error = NULL;

  fixture_open (fixture);
  fixture_load (fixture, "feed-a", MARCH APRIL);
  fixture_close (fixture);
  g_assert_true (upgrade (fixture, "CREATE TABLE target (id INTEGER PRIMARY KEY)", &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_read_number (fixture->path, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (fixture_read_number (fixture->path, "SELECT count(*) FROM target"), ==, 0);
  g_assert_cmpint (fixture_read_number (fixture->path, "SELECT count(*) FROM observation"), ==, 2);
  g_assert_cmpint (fixture_read_number (copy, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (fixture_read_number (copy, "SELECT count(*) FROM observation"), ==, 2);
}

static void
test_failed_migration (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture_open (fixture);
  fixture_load (fixture, "feed-a", MARCH);
  fixture_close (fixture);
  g_assert_false (upgrade (fixture, "DELETE FROM observation; CREATE NONSENSE", &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_STORE);
  fixture_open (fixture);
  fixture_assert_figures (fixture, MARCH);
}

/* An empty file is a new store, but not beside a log: SQLite takes that away, with all it holds. */
static void
test_emptied (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;

  write_file (fixture, "", 0);
  g_assert_true (g_file_set_contents (log, "figures", -1, NULL));
  g_assert_null (mirador_sqlite_store_open (fixture->path, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_STORE_CORRUPT);
  g_assert_true (g_file_get_contents (log, &bytes, NULL, NULL));
  g_assert_cmpstr (bytes, ==, "figures");
}

/* Moved away while another program waits for it */

static void
make_store (Fixture *fixture, const char *path, const char *feed)
{
  Fixture one = { fixture->folder, (char *)path, NULL };

  fixture_open (&one);
  fixture_load (&one, feed, MARCH);
  fixture_close (&one);
}

static int
lock_for_moving (const char *path)
{
  struct flock lock
    = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000000, .l_len = 512 };
  int file = open (path, O_RDWR | O_CLOEXEC);

  g_assert_cmpint (fcntl (file, F_OFD_SETLK, &lock), ==, 0);
  return file;
}

static guint
count_openings (const char *path)
{
  g_autoptr (GDir) files = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *number;
  guint n = 0;

  while ((number = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *name = g_build_filename ("/proc/self/fd", number, NULL);
      g_autofree char *target = g_file_read_link (name, NULL);

      n += g_strcmp0 (target, path) == 0;
    }
  return n;
}

static gpointer
open_thread (gpointer path)
{
  g_autoptr (GError) error = NULL;
  MiradorDatabase *database = mirador_database_open (path, FALSE, &error);

  g_assert_no_error (error);
  return database;
}

static void
test_moved (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.db", NULL);
  g_autofree char *kept = g_build_filename (fixture->folder, "kept.db", NULL);
  g_autoptr (MiradorDatabase) database = NULL;
  GThread *thread;
  gint64 n_feeds;
  int file;

  make_store (fixture, fixture->path, "before");
  make_store (fixture, other, "after");
  file = lock_for_moving (fixture->path);
  thread = g_thread_new ("opens", open_thread, fixture->path);
  while (count_openings (fixture->path) < 2)
    g_thread_yield ();
  g_assert_cmpint (g_rename (fixture->path, kept), ==, 0);
  g_assert_cmpint (g_rename (other, fixture->path), ==, 0);
  close (file);
  database = g_thread_join (thread);
  g_assert_true (mirador_database_read_number (
    database, "SELECT count(*) FROM feed WHERE id = 'after'", &n_feeds, NULL));
  g_assert_cmpint (n_feeds, ==, 1);
}

static void
add_closed (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up_folder, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  add_closed ("/file/new-folder", test_new_folder);
  add_closed ("/file/opened-again", test_reopen);
  add_closed ("/file/newer-is-left-alone", test_newer);
  add_closed ("/file/corrupt", test_corrupt);
  add_closed ("/file/cut-off", test_cut_off);
  add_closed ("/file/of-another-program", test_foreign);
  add_closed ("/file/folder", test_folder_as_file);
  add_closed ("/file/emptied-beside-its-log", test_emptied);
  add_closed ("/file/moved-while-waited-for", test_moved);
  add_closed ("/migration/keeps-a-copy", test_migration);
  add_closed ("/migration/fails-whole", test_failed_migration);
  return g_test_run ();
}
