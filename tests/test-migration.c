/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A step that no version has yet: what is kept of the store before it. */

#include <signal.h>
#include <sys/resource.h>
#include "store-fixture.h"
#include "store/schema.h"

#define MARCH "screenings same 14 - 2017-03 100\n"
#define APRIL "screenings same 14 - 2017-04 50\n"
#define STEP "CREATE TABLE invented (id INTEGER PRIMARY KEY)"

static gboolean
upgrade (const char *path, const char *sql, GError **error)
{
  guint n_steps;
  MiradorSchemaStep steps[2] = { mirador_schema_steps (&n_steps)[0], { sql } };
  g_autoptr (MiradorDatabase) database = mirador_database_open (path, FALSE, error);

  return database != NULL && mirador_schema_upgrade (database, steps, 2, error);
}

static char *
name_copy (Fixture *fixture, const char *ending)
{
  return g_strconcat (fixture->path, ".version-1", ending, NULL);
}

static guint
count_files (Fixture *fixture, const char *part)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    n += strstr (name, part) != NULL;
  return n;
}

static void
assert_copy (Fixture *fixture, const char *ending, int n_figures)
{
  g_autofree char *copy = name_copy (fixture, ending);

  g_assert_cmpint (fixture_read_number (copy, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (fixture_read_number (copy, "SELECT count(*) FROM observation"), ==, n_figures);
  g_assert_cmpint (fixture_read_number (copy, "SELECT count(*) FROM pragma_integrity_check"
                                              " WHERE integrity_check = 'ok'"),
                   ==, 1);
}

static void
set_up_figures (Fixture *fixture, gconstpointer unused)
{
  fixture_set_up (fixture, unused);
  fixture_load (fixture, "feed-a", MARCH);
}

/* While another connection is open the figures are in the log, not in the file. */
static void
test_log (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  fixture_load (fixture, "feed-b", APRIL);
  g_assert_cmpint (g_stat (log, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 0);
  g_assert_true (upgrade (fixture->path, STEP, &error));
  g_assert_no_error (error);
  assert_copy (fixture, "", 2);
  g_assert_cmpuint (count_files (fixture, ".part"), ==, 0);
}

static void
test_taken_name (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *copy = name_copy (fixture, "");
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;

  fixture_close (fixture);
  g_assert_true (g_file_set_contents (copy, "of last year", -1, NULL));
  g_assert_true (upgrade (fixture->path, STEP, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (copy, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "of last year");
  assert_copy (fixture, "-2", 1);
}

/* What a program that was stopped in the middle left behind is no copy. */
static void
test_left_over (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *part = name_copy (fixture, ".part");
  g_autoptr (GError) error = NULL;

  fixture_close (fixture);
  g_assert_true (g_file_set_contents (part, "half a cop", -1, NULL));
  g_assert_true (upgrade (fixture->path, STEP, &error));
  g_assert_no_error (error);
  assert_copy (fixture, "", 1);
  g_assert_cmpuint (count_files (fixture, ".part"), ==, 0);
}

static void
fill_much (Fixture *fixture)
{
  fixture_run_sql (fixture,
                   "CREATE TABLE ballast (text TEXT);"
                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
                   " INSERT INTO ballast SELECT hex (randomblob (1000)) FROM n");
}

/* No file may grow beyond a limit: for the copy the disk is full. */
static void
test_full_disk (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  struct rlimit limit = { 300000, RLIM_INFINITY };
  struct rlimit before;

  fixture_close (fixture);
  fill_much (fixture);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit.rlim_max = before.rlim_max;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_false (upgrade (fixture->path, STEP, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DISK_FULL);
  g_assert_cmpuint (count_files (fixture, ".version-1"), ==, 0);
  g_assert_cmpint (fixture_read_number (fixture->path, "PRAGMA user_version"), ==, 1);
  fixture_open (fixture);
  fixture_assert_figures (fixture, MARCH);
}

static gpointer
upgrade_thread (gpointer path)
{
  GError *error = NULL;

  upgrade (path, STEP "; INSERT INTO invented VALUES (1)", &error);
  return error;
}

/* Connections of their own, as those of two programs: one migrates, the other finds it done. */
static void
test_at_once (Fixture *fixture, gconstpointer unused)
{
  GThread *threads[6];

  fixture_close (fixture);
  fill_much (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("upgrade", upgrade_thread, fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GError) error = g_thread_join (threads[i]);

      g_assert_no_error (error);
    }
  g_assert_cmpint (fixture_read_number (fixture->path, "SELECT count(*) FROM invented"), ==, 1);
  g_assert_cmpuint (count_files (fixture, ".version-1"), ==, 1);
  assert_copy (fixture, "", 1);
}

static void
test_new_store (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "new.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (upgrade (path, STEP, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture, ".version"), ==, 0);
}

int
main (int argc, char **argv)
{
  const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/migration/copies-the-log-too", test_log },
    { "/migration/never-overwrites-a-copy", test_taken_name },
    { "/migration/half-a-copy-is-none", test_left_over },
    { "/migration/full-disk", test_full_disk },
    { "/migration/several-at-once", test_at_once },
    { "/migration/a-new-store-has-no-copy", test_new_store },
  };

  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up_figures, tests[i].run, fixture_tear_down);
  return g_test_run ();
}
