/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <sys/inotify.h>
#include <unistd.h>
#include "store/backup.h"

/* A copy of the store that can be opened in its place, made while the store is in use. */

#define MARCH "screenings same 14 - 2017-03 100\n"
#define APRIL "screenings same 14 - 2017-04 50\n"

static char *
in_folder (const Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
assert_kept (const Fixture *fixture, const char *name, const char *figures)
{
  Fixture copy = { fixture->folder, in_folder (fixture, name), NULL };

  fixture_open (&copy);
  fixture_assert_figures (&copy, figures);
  fixture_close (&copy);
  g_free (copy.path);
}

static void
back_up (const Fixture *fixture, const char *name, gboolean replaces)
{
  g_autofree char *target = in_folder (fixture, name);
  g_autoptr (GError) error = NULL;

  g_assert_true (mirador_backup_write (fixture->path, target, replaces, &error));
  g_assert_no_error (error);
}

static guint
count_files (const Fixture *fixture, const char *beginning)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    n += g_str_has_prefix (name, beginning);
  return n;
}

static void
assert_refused (const Fixture *fixture,
                const char *path,
                const char *target,
                gboolean replaces,
                MiradorError code,
                const char *says)
{
  guint n_before = count_files (fixture, "");
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_assert_false (mirador_backup_write (path, target, replaces, &error));
  g_assert_error (error, MIRADOR_ERROR, (int)code);
  sentence = mirador_error_to_sentence (error);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, says));
  g_assert_cmpuint (count_files (fixture, ""), ==, n_before);
}

/* April is in the log beside the file only: to copy the file would leave it out. */
static void
test_in_use (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

  fixture_load (fixture, "feed-a", MARCH);
  fixture_load (fixture, "feed-b", APRIL);
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  back_up (fixture, "copy.db", FALSE);
  g_assert_cmpuint (count_files (fixture, "copy.db"), ==, 1);
  assert_kept (fixture, "copy.db", MARCH APRIL);
  /* What comes later is not in it, and the store goes on. */
  fixture_load (fixture, "feed-b", "screenings same 14 - 2017-04 60\n");
  assert_kept (fixture, "copy.db", MARCH APRIL);
}

/* Somebody else in the middle of writing: the copy has what was before. */
static void
test_while_writing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorDatabase) other = NULL;
  g_autoptr (GError) error = NULL;

  fixture_load (fixture, "feed-a", MARCH);
  other = mirador_database_open (fixture->path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (
    mirador_database_execute (other, "BEGIN IMMEDIATE; DELETE FROM observation", &error));
  back_up (fixture, "copy.db", FALSE);
  mirador_database_roll_back (other);
  assert_kept (fixture, "copy.db", MARCH);
}

static void
test_put_back (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = in_folder (fixture, "copy.db");

  fixture_load (fixture, "feed-a", MARCH);
  back_up (fixture, "copy.db", FALSE);
  fixture_load (fixture, "feed-b", APRIL);
  fixture_close (fixture);
  g_assert_cmpint (g_rename (copy, fixture->path), ==, 0);
  fixture_open (fixture);
  fixture_assert_figures (fixture, MARCH);
}

static void
test_replaces_when_told (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = in_folder (fixture, "copy.db");

  fixture_load (fixture, "feed-a", MARCH);
  back_up (fixture, "copy.db", FALSE);
  fixture_load (fixture, "feed-b", APRIL);
  assert_refused (fixture, fixture->path, copy, FALSE, MIRADOR_ERROR_FILE_UNWRITABLE, "--force");
  assert_kept (fixture, "copy.db", MARCH);
  back_up (fixture, "copy.db", TRUE);
  assert_kept (fixture, "copy.db", MARCH APRIL);
}

static void
test_refusals (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = in_folder (fixture, "copy.db");
  g_autofree char *none = in_folder (fixture, "none.db");
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", "copy.db", NULL);
  g_autofree char *text = in_folder (fixture, "text.db");

  g_assert_true (g_file_set_contents (text, "not a database, only some text", -1, NULL));
  assert_refused (fixture, none, copy, FALSE, MIRADOR_ERROR_FILE_NOT_FOUND, none);
  assert_refused (fixture, text, copy, FALSE, MIRADOR_ERROR_STORE_CORRUPT, text);
  assert_refused (fixture, fixture->path, nowhere, FALSE, MIRADOR_ERROR_FILE_UNWRITABLE, nowhere);
  assert_refused (fixture, fixture->path, fixture->folder, TRUE, MIRADOR_ERROR_FILE_UNWRITABLE,
                  fixture->folder);
  assert_refused (fixture, fixture->path, fixture->path, TRUE, MIRADOR_ERROR_FILE_UNWRITABLE,
                  "the store itself");
}

/* SQLite would take that for the copy's own, and put what is in it over the copy's figures. */
static void
test_beside_a_log (Fixture *fixture, gconstpointer ending)
{
  g_autofree char *copy = in_folder (fixture, "copy.db");
  g_autofree char *log = g_strconcat (copy, ending, NULL);

  fixture_load (fixture, "feed-a", MARCH);
  g_assert_true (g_file_set_contents (log, "of another store", -1, NULL));
  assert_refused (fixture, fixture->path, copy, FALSE, MIRADOR_ERROR_FILE_UNWRITABLE, "log");
  assert_refused (fixture, fixture->path, copy, TRUE, MIRADOR_ERROR_FILE_UNWRITABLE, "log");
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

static void
test_of_another_program (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = in_folder (fixture, "copy.db");

  fixture_run_sql (fixture, "CREATE TABLE recipe (name TEXT)");
  assert_refused (fixture, fixture->path, copy, FALSE, MIRADOR_ERROR_STORE, fixture->path);
}

/* The first pages are whole, so that only who reads them all finds out. */
static void
test_damaged (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = in_folder (fixture, "copy.db");
  g_autofree char *bytes = NULL;
  gsize length;

  fixture_open (fixture);
  fixture_load (fixture, "feed-a", MARCH APRIL);
  fixture_close (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  memset (bytes + length / 2, 0x5a, length / 2);
  g_assert_true (g_file_set_contents (fixture->path, bytes, length, NULL));
  assert_refused (fixture, fixture->path, copy, FALSE, MIRADOR_ERROR_STORE_CORRUPT, fixture->path);
}

/* Where the copy just fits a log beside it would not, and the store would be called damaged. */
static void
test_needs_no_more_than_the_copy (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *elsewhere = g_dir_make_tmp ("mirador-XXXXXX", NULL);
  g_autofree char *copy = g_build_filename (elsewhere, "copy.db", NULL);
  char events[16384] __attribute__ ((aligned (__alignof__(struct inotify_event))));
  int watch = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  gssize n;

  fixture_load (fixture, "feed-a", MARCH);
  g_assert_cmpint (inotify_add_watch (watch, elsewhere, IN_CREATE), >=, 0);
  g_assert_true (mirador_backup_write (fixture->path, copy, FALSE, NULL));
  n = read (watch, events, sizeof events);
  g_assert_cmpint (n, >, 0);
  for (const char *at = events; at < events + n;
       at += sizeof (struct inotify_event) + ((const struct inotify_event *)at)->len)
    {
      const char *name = ((const struct inotify_event *)at)->name;

      g_assert_false (g_str_has_suffix (name, "-wal") || g_str_has_suffix (name, "-shm"));
    }
  close (watch);
  g_unlink (copy);
  g_rmdir (elsewhere);
}

/* It is no business of a copy which program wrote it. */
static void
test_newer (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = in_folder (fixture, "copy.db");

  fixture_open (fixture);
  fixture_load (fixture, "feed-a", MARCH);
  fixture_close (fixture);
  fixture_run_sql (fixture, "PRAGMA user_version = 99");
  back_up (fixture, "copy.db", FALSE);
  g_assert_cmpint (fixture_read_number (copy, "PRAGMA user_version"), ==, 99);
}

/* From a disk that may only be read: what a closed store is, is all there. */
static void
test_read_only (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *elsewhere = g_dir_make_tmp ("mirador-XXXXXX", NULL);
  g_autofree char *copy = g_build_filename (elsewhere, "copy.db", NULL);
  g_autoptr (GError) error = NULL;

  fixture_open (fixture);
  fixture_load (fixture, "feed-a", MARCH APRIL);
  fixture_close (fixture);
  g_assert_cmpint (g_chmod (fixture->path, 0400), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0500), ==, 0);
  g_assert_true (mirador_backup_write (fixture->path, copy, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_read_number (copy, "SELECT count(*) FROM observation"), ==, 2);
  g_assert_cmpuint (count_files (fixture, "store.db"), ==, 1);
  g_assert_cmpint (g_chmod (fixture->folder, 0700), ==, 0);
  g_unlink (copy);
  g_rmdir (elsewhere);
}

static void
add_open (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
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
  add_open ("/backup/store-in-use", test_in_use);
  add_open ("/backup/while-somebody-writes", test_while_writing);
  add_open ("/backup/put-back", test_put_back);
  add_open ("/backup/replaces-when-told", test_replaces_when_told);
  add_open ("/backup/refusals", test_refusals);
  add_open ("/backup/needs-no-more-than-the-copy", test_needs_no_more_than_the_copy);
  g_test_add ("/backup/beside-a-log", Fixture, "-wal", fixture_set_up, test_beside_a_log,
              fixture_tear_down);
  g_test_add ("/backup/beside-a-journal", Fixture, "-journal", fixture_set_up, test_beside_a_log,
              fixture_tear_down);
  add_closed ("/backup/of-another-program", test_of_another_program);
  add_closed ("/backup/damaged-store", test_damaged);
  add_closed ("/backup/newer-store", test_newer);
  add_closed ("/backup/read-only-disk", test_read_only);
  return g_test_run ();
}
