/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>
#include "store-fixture.h"

#define TWO_MONTHS "screenings same 14 - 2017-03 100\nscreenings same 14 - 2017-04 50\n"

static gboolean
read_and_fail (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  if (!fixture_read_figures (sink, (gpointer) "screenings same 14 - 2017-03 7\n", cancellable,
                             error))
    return FALSE;
  mirador_set_error (error, MIRADOR_ERROR_TRUNCATED, "figures.csv", "row 2", NULL);
  return FALSE;
}

static void
test_failing_function (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorFeedStatus) status = NULL;
  g_autoptr (MiradorFeedStatus) mended = NULL;

  fixture_load (fixture, "feed-a", TWO_MONTHS);
  g_assert_null (mirador_store_ingest_sync (fixture->store, fixture_pull_new ("feed-a", ""),
                                            read_and_fail, NULL, NULL, NULL, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_TRUNCATED);
  fixture_assert_figures (fixture, TWO_MONTHS);
  status = fixture_get_status (fixture);
  g_assert_error (status->last->error, MIRADOR_ERROR, MIRADOR_ERROR_TRUNCATED);
  g_assert_no_error (status->last_good->error);
  g_assert_cmpuint (status->n_values, ==, 2);

  fixture_load (fixture, "feed-a", TWO_MONTHS);
  mended = fixture_get_status (fixture);
  g_assert_no_error (mended->last->error);
}

static void
test_first_failure (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorFeedStatus) status = NULL;

  g_assert_null (mirador_store_ingest_sync (fixture->store, fixture_pull_new ("feed-a", ""),
                                            read_and_fail, NULL, NULL, NULL, &error));
  status = fixture_get_status (fixture);
  g_assert_cmpstr (status->profile->id, ==, "feed-a");
  g_assert_error (status->last->error, MIRADOR_ERROR, MIRADOR_ERROR_TRUNCATED);
  g_assert_null (status->last_good);
  g_assert_cmpuint (status->n_values, ==, 0);
}

static gboolean
read_and_cancel (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *figure = g_strdup_printf ("screenings same 14 - %u-01 7\n", 1900 + i % 900);

      if (i == 10000)
        g_cancellable_cancel (cancellable);
      if (!fixture_read_figures (sink, figure, cancellable, error))
        {
          *(gboolean *)user_data = i < 19999;
          return FALSE;
        }
    }
  return TRUE;
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorFeedStatus) status = NULL;
  gboolean was_stopped = FALSE;

  fixture_load (fixture, "feed-a", TWO_MONTHS);
  g_assert_null (mirador_store_ingest_sync (fixture->store, fixture_pull_new ("feed-a", ""),
                                            read_and_cancel, &was_stopped, NULL, cancellable,
                                            &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  g_assert_true (was_stopped);
  fixture_assert_figures (fixture, TWO_MONTHS);
  status = fixture_get_status (fixture);
  g_assert_error (status->last->error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
}

static guint
count_districts (void)
{
  g_autoptr (GPtrArray) districts
    = mirador_place_list (mirador_place_peru (), MIRADOR_LEVEL_DISTRICT);

  return districts->len;
}

/* Many rows, so that a death soon after the last of them falls into the writing. */
static gboolean
read_many (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) districts
    = mirador_place_list (mirador_place_peru (), MIRADOR_LEVEL_DISTRICT);
  MiradorObservation observation = {
    .measure = mirador_catalogue_measure ("screenings"),
    .program = mirador_catalogue_program ("same"),
    .breakdown = g_intern_static_string (""),
    .value = 1,
    .numerator = NAN,
    .denominator = NAN,
    .low = NAN,
    .high = NAN,
  };

  for (guint i = 0; i < districts->len * 100; i++)
    {
      observation.place = districts->pdata[i / 100];
      observation.period = mirador_period_new_year (1900 + i % 100);
      if (!sink->add (sink, &observation, i + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_and_die (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  fixture_read_figures (sink, (gpointer) "screenings same 14 - 2017-03 7\n", cancellable, error);
  _exit (7);
}

static void
die_while_reading (Fixture *fixture)
{
  mirador_store_ingest_sync (fixture->store, fixture_pull_new ("feed-a", ""), read_and_die, NULL,
                             NULL, NULL, NULL);
}

static void
die_while_writing (Fixture *fixture)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  GStatBuf status = { 0 };

  mirador_store_ingest_async (fixture->store, fixture_pull_new ("feed-a", ""), read_many, NULL,
                              NULL, NULL, NULL, NULL);
  /* The log grows when the transaction no longer fits into memory: it is in its midst. */
  while (g_stat (log, &status) != 0 || status.st_size < 1000000)
    g_main_context_iteration (NULL, FALSE);
  kill (getpid (), SIGKILL);
}

static void
run_and_die (Fixture *fixture, void (*die) (Fixture *))
{
  if (g_test_subprocess ())
    {
      g_free (fixture->path);
      fixture->path = g_strdup (g_getenv ("MIRADOR_TEST_STORE"));
      fixture_open (fixture);
      die (fixture);
    }
  g_setenv ("MIRADOR_TEST_STORE", fixture->path, TRUE);
  fixture_open (fixture);
  fixture_load (fixture, "feed-a", TWO_MONTHS);
  fixture_close (fixture);
  g_test_trap_subprocess (NULL, 0, 0);
  g_assert_false (g_test_trap_has_passed ());
  fixture_open (fixture);
}

static void
assert_goes_on (Fixture *fixture)
{
  fixture_load (fixture, "feed-a", TWO_MONTHS "screenings same 14 - 2017-05 1\n");
  fixture_assert_figures (fixture, TWO_MONTHS "screenings same 14 - 2017-05 1\n");
}

static void
test_killed_while_reading (Fixture *fixture, gconstpointer unused)
{
  run_and_die (fixture, die_while_reading);
  fixture_assert_figures (fixture, TWO_MONTHS);
  assert_goes_on (fixture);
}

/* Death may come a moment too late; then all of it must be there. */
static void
test_killed_while_writing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorFeedStatus) status = NULL;

  run_and_die (fixture, die_while_writing);
  status = fixture_get_status (fixture);
  if (status->n_values == 2)
    fixture_assert_figures (fixture, TWO_MONTHS);
  else
    g_assert_cmpuint (status->n_values, ==, 100 * count_districts ());
  assert_goes_on (fixture);
}

/* A limit on the size of files stands in for a disk without room. */
static void
test_full_disk (Fixture *fixture, gconstpointer unused)
{
  struct rlimit before, small;
  g_autoptr (GError) error = NULL;

  fixture_load (fixture, "feed-a", TWO_MONTHS);
  getrlimit (RLIMIT_FSIZE, &before);
  small = before;
  small.rlim_cur = 500000;
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &small);
  g_assert_null (mirador_store_ingest_sync (fixture->store, fixture_pull_new ("feed-a", ""),
                                            read_many, NULL, NULL, NULL, &error));
  setrlimit (RLIMIT_FSIZE, &before);
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DISK_FULL);
  fixture_assert_figures (fixture, TWO_MONTHS);
  fixture_load (fixture, "feed-a", TWO_MONTHS "screenings same 14 - 2017-05 1\n");
  fixture_assert_figures (fixture, TWO_MONTHS "screenings same 14 - 2017-05 1\n");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
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
  add ("/failure/of-the-function", test_failing_function);
  add ("/failure/of-a-new-feed", test_first_failure);
  add ("/failure/cancelled", test_cancel);
  add ("/failure/full-disk", test_full_disk);
  add_closed ("/failure/killed-while-reading", test_killed_while_reading);
  add_closed ("/failure/killed-while-writing", test_killed_while_writing);
  return g_test_run ();
}
