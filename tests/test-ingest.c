/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>
#include "store-fixture.h"

#define TWO_MONTHS "screenings same 14 - 2017-03 100\nscreenings same 14 - 2017-04 50\n"

typedef struct
{
  const char *name;
  const char *before; /* NULL: the feed is new */
  const char *figures;
  gboolean snapshot;
  MiradorDuplicates duplicates;
  const char *after;
  guint64 added, changed, retired, rejected;
  gboolean unchanged;
} Case;

static const Case cases[] = {
  { "new-feed", NULL, TWO_MONTHS, TRUE, 0, TWO_MONTHS, 2, 0, 0, 0, FALSE },
  { "any-order", NULL, "screenings same 14 - 2017-04 50\nscreenings same 14 - 2017-03 100\n", TRUE,
    0, TWO_MONTHS, 2, 0, 0, 0, FALSE },
  { "new-month", TWO_MONTHS, TWO_MONTHS "screenings same 14 - 2017-05 7\n", TRUE, 0,
    TWO_MONTHS "screenings same 14 - 2017-05 7\n", 1, 0, 0, 0, FALSE },
  { "changed", TWO_MONTHS, "screenings same 14 - 2017-03 101\nscreenings same 14 - 2017-04 50\n",
    TRUE, 0, "screenings same 14 - 2017-03 101\nscreenings same 14 - 2017-04 50\n", 0, 1, 0, 0,
    FALSE },
  { "zero-is-a-value", TWO_MONTHS, "screenings same 14 - 2017-03 0\n", FALSE, 0,
    "screenings same 14 - 2017-03 0\nscreenings same 14 - 2017-04 50\n", 0, 1, 0, 0, FALSE },
  { "hidden-now", TWO_MONTHS, "screenings same 14 - 2017-03 *\n", FALSE, 0,
    "screenings same 14 - 2017-03 *\nscreenings same 14 - 2017-04 50\n", 0, 1, 0, 0, FALSE },
  { "hidden-still", "screenings same 14 - 2017-03 *\n", "screenings same 14 - 2017-03 *\n", TRUE, 0,
    "screenings same 14 - 2017-03 *\n", 0, 0, 0, 0, TRUE },
  { "retired", TWO_MONTHS, "screenings same 14 - 2017-03 100\n", TRUE, 0,
    "screenings same 14 - 2017-03 100\n", 0, 0, 1, 0, FALSE },
  { "retired-series", TWO_MONTHS "screenings same 1401 - 2017-03 8\n", TWO_MONTHS, TRUE, 0,
    TWO_MONTHS, 0, 0, 1, 0, FALSE },
  { "incremental", TWO_MONTHS, "screenings same 14 - 2017-04 51\n", FALSE, 0,
    "screenings same 14 - 2017-03 100\nscreenings same 14 - 2017-04 51\n", 0, 1, 0, 0, FALSE },
  { "unchanged", TWO_MONTHS, TWO_MONTHS, TRUE, 0, TWO_MONTHS, 0, 0, 0, 0, TRUE },
  { "duplicates-add", NULL,
    TWO_MONTHS "screenings same 14 - 2017-03 5\nscreenings same 14 - 2017-03 2\n", TRUE,
    MIRADOR_DUPLICATES_ADD, "screenings same 14 - 2017-03 107\nscreenings same 14 - 2017-04 50\n",
    2, 0, 0, 0, FALSE },
  { "a-hidden-part-hides-the-sum", NULL,
    "screenings same 14 - 2017-03 5\nscreenings same 14 - 2017-03 *\n"
    "screenings same 14 - 2017-03 2\n",
    TRUE, MIRADOR_DUPLICATES_ADD, "screenings same 14 - 2017-03 *\n", 1, 0, 0, 0, FALSE },
  { "duplicates-reject", NULL,
    "screenings same 14 sex=F 2017-03 5\nscreenings same 14 sex=F 2017-04 5\n"
    "screenings same 14 sex=F 2017-03 6\nscreenings same 14 sex=F 2017-05 1\n",
    TRUE, MIRADOR_DUPLICATES_REJECT,
    "screenings same 14 sex=F 2017-03 5\nscreenings same 14 sex=F 2017-04 5\n"
    "screenings same 14 sex=F 2017-05 1\n",
    3, 0, 0, 1, FALSE },
  { "grains-side-by-side", NULL, "screenings same 14 - 2017 9\nscreenings same 14 - 2017-01 1\n",
    TRUE, 0, "screenings same 14 - 2017-01 1\nscreenings same 14 - 2017 9\n", 2, 0, 0, 0, FALSE },
  { "some-rows-rejected", NULL, "reject month bad-period\n" TWO_MONTHS "reject ubigeo no-place\n",
    TRUE, 0, TWO_MONTHS, 2, 0, 0, 2, FALSE },
};

static void
test_case (gconstpointer user_data)
{
  const Case *this = user_data;
  Fixture fixture = { 0 };
  MiradorPull *pull = fixture_pull_new ("feed-a", "");
  g_autoptr (MiradorRefresh) refresh = NULL;
  g_autoptr (GError) error = NULL;

  fixture_set_up (&fixture, NULL);
  if (this->before != NULL)
    fixture_load (&fixture, "feed-a", this->before);
  pull->snapshot = this->snapshot;
  pull->duplicates = this->duplicates;
  pull->reject_limit = 0.5;
  refresh = fixture_ingest (&fixture, pull, this->figures, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refresh->added, ==, this->added);
  g_assert_cmpuint (refresh->changed, ==, this->changed);
  g_assert_cmpuint (refresh->retired, ==, this->retired);
  g_assert_cmpuint (refresh->rejected, ==, this->rejected);
  g_assert_cmpint (refresh->unchanged, ==, this->unchanged);
  fixture_assert_figures (&fixture, this->after);
  fixture_tear_down (&fixture, NULL);
}

/* Numerator and denominator are parts of a figure, and count when it is compared. */
static gboolean
read_ratio (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  const double *part = user_data;
  MiradorObservation observation = {
    .measure = mirador_catalogue_measure ("mdr_cure_rate"),
    .program = mirador_catalogue_program ("tb"),
    .place = mirador_place_peru (),
    .breakdown = g_intern_static_string (""),
    .period = mirador_period_new_year (2024),
    .value = part[0],
    .numerator = part[1],
    .denominator = part[2],
    .low = NAN,
    .high = NAN,
  };

  return sink->add (sink, &observation, 1, error)
         && (part[3] == 0 || sink->add (sink, &observation, 2, error));
}

static void
test_ratio (Fixture *fixture, gconstpointer unused)
{
  static double first[] = { 50, 5, 10, 0 }, same_share[] = { 50, 10, 20, 0 },
                halves[] = { 50, 5, 10, 1 };
  g_autoptr (GError) error = NULL;
  MiradorPull *pull = fixture_pull_new ("feed-a", "");
  MiradorRefresh *refresh;

  refresh = mirador_store_ingest_sync (fixture->store, fixture_pull_new ("feed-a", ""), read_ratio,
                                       first, NULL, NULL, &error);
  g_assert_no_error (error);
  mirador_refresh_free (refresh);
  refresh = mirador_store_ingest_sync (fixture->store, fixture_pull_new ("feed-a", ""), read_ratio,
                                       same_share, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refresh->changed, ==, 1);
  mirador_refresh_free (refresh);

  /* Two halves that add up to what is there already: 5 of 10 twice is 10 of 20, not 100%. */
  pull->duplicates = MIRADOR_DUPLICATES_ADD;
  refresh
    = mirador_store_ingest_sync (fixture->store, pull, read_ratio, halves, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (refresh->unchanged);
  mirador_refresh_free (refresh);
}

/* Rejected rows */

static char *
rows_with_rejects (guint n_rows, guint n_rejects)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_rows - n_rejects; i++)
    g_string_append_printf (text, "screenings same 14 - %04u-01 1\n", 1900 + i);
  for (guint i = 0; i < n_rejects; i++)
    g_string_append (text, "reject month bad-period\n");
  return g_string_free (text, FALSE);
}

static const struct
{
  guint rows, rejects;
  double limit;
  gboolean passes;
} shares[] = {
  { 10, 1, 0.1, TRUE },    { 30, 3, 0.1, TRUE },   { 70, 7, 0.1, TRUE }, { 70, 8, 0.1, FALSE },
  { 100, 10, 0.1, TRUE },  { 99, 10, 0.1, FALSE }, { 10, 0, 0, TRUE },   { 10, 1, 0, FALSE },
  { 300, 21, 0.07, TRUE }, { 4, 3, 1, TRUE },      { 9, 1, 0.1, FALSE },
};

static void
test_reject_share (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autofree char *text = rows_with_rejects (shares[i].rows, shares[i].rejects);
      MiradorPull *pull = fixture_pull_new ("feed-a", "");
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorRefresh) refresh = NULL;

      pull->reject_limit = shares[i].limit;
      refresh = fixture_ingest (fixture, pull, text, &error);
      g_test_message ("%u of %u", shares[i].rejects, shares[i].rows);
      if (shares[i].passes)
        {
          g_assert_no_error (error);
          g_assert_cmpuint (refresh->rejected, ==, shares[i].rejects);
          g_assert_cmpuint (refresh->rows, ==, shares[i].rows);
        }
      else
        g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_TOO_MANY_REJECTED);
    }
}

static void
test_reject_sentence (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  fixture_load (fixture, "feed-a", TWO_MONTHS);
  g_assert_null (fixture_ingest (fixture, fixture_pull_new ("feed-a", ""),
                                 "screenings same 14 - 2017-03 1\nreject mes bad-period\n"
                                 "reject ubigeo unknown-place\n",
                                 &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_TOO_MANY_REJECTED);
  sentence = mirador_error_to_sentence (error);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, "figures.csv"));
  g_assert_nonnull (strstr (sentence, "mes"));
  g_assert_nonnull (strstr (sentence, "10%"));
  fixture_assert_figures (fixture, TWO_MONTHS);
}

static void
test_rejects_listed (Fixture *fixture, gconstpointer unused)
{
  MiradorPull *pull = fixture_pull_new ("feed-a", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorRefresh) refresh = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (MiradorFeedStatus) status = NULL;
  const MiradorRejected *first, *last;

  pull->reject_limit = 0.9;
  refresh = fixture_ingest (fixture, pull,
                            "screenings same 14 - 2017-03 1\nscreenings same 14 - 2017-03 2\n"
                            "reject mes bad-period\n",
                            &error);
  g_assert_no_error (error);
  rows = mirador_store_list_rejected_sync (fixture->store, "feed-a", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  first = rows->pdata[0];
  last = rows->pdata[1];
  g_assert_cmpuint (first->row, ==, 2);
  g_assert_cmpint (first->reason, ==, MIRADOR_REJECT_DUPLICATE);
  g_assert_cmpuint (last->row, ==, 3);
  g_assert_cmpstr (last->column, ==, "mes");
  g_assert_cmpint (last->reason, ==, MIRADOR_REJECT_PERIOD);
  status = fixture_get_status (fixture);
  g_assert_cmpuint (status->n_rejected, ==, 2);
}

/* A row of a wide table gives several values; one bad cell does not take the others with it, and
 * two make it no more than one bad row. */
static void
test_wide_rows (Fixture *fixture, gconstpointer unused)
{
  MiradorPull *pull = fixture_pull_new ("feed-a", "");
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorRefresh) refresh = NULL;

  pull->reject_limit = 0.5;
  refresh = fixture_ingest (fixture, pull,
                            "screenings same 14 sex=F 2017-03 1\n"
                            "+ screenings same 14 sex=M 2017-03 2\n"
                            "screenings same 14 sex=F 2017-04 1\n"
                            "+ reject hombres not-a-number\n"
                            "+ reject total not-a-number\n",
                            &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refresh->rows, ==, 2);
  g_assert_cmpuint (refresh->rejected, ==, 1);
  g_assert_cmpuint (refresh->added, ==, 3);
}

static void
test_nothing_usable (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_assert_null (fixture_ingest (fixture, fixture_pull_new ("feed-a", ""), "", &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_NOTHING_USABLE);
  sentence = mirador_error_to_sentence (error);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, "figures.csv"));
  g_assert_nonnull (strstr (sentence, "a-mapping"));
}

/* What fails */

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

/* Refreshes without rows */

static void
test_record (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) failure
    = mirador_error_new (MIRADOR_ERROR_TIMEOUT, "http://127.0.0.1/a.csv", "30", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorFeedStatus) failed = NULL;
  g_autoptr (MiradorFeedStatus) confirmed = NULL;

  fixture_load (fixture, "feed-a", TWO_MONTHS);
  mirador_store_record_sync (fixture->store, fixture_pull_new ("feed-a", ""), failure, &error);
  g_assert_no_error (error);
  failed = fixture_get_status (fixture);
  g_assert_error (failed->last->error, MIRADOR_ERROR, MIRADOR_ERROR_TIMEOUT);
  g_assert_cmpint (failed->last_good->id, <, failed->last->id);

  mirador_store_record_sync (fixture->store, fixture_pull_new ("feed-a", ""), NULL, &error);
  g_assert_no_error (error);
  confirmed = fixture_get_status (fixture);
  g_assert_no_error (confirmed->last->error);
  g_assert_true (confirmed->last->unchanged);
  g_assert_cmpint (confirmed->last_good->id, ==, failed->last_good->id);
  fixture_assert_figures (fixture, TWO_MONTHS);
}

/* What the next pull asks with is that of the same table. */
static void
test_tables (Fixture *fixture, gconstpointer unused)
{
  static const char *const tags[][2] = { { "attended", "etag-1" }, { "screenings", "etag-2" } };
  g_autoptr (MiradorFeedStatus) status = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      MiradorPull *pull = fixture_pull_new ("feed-a", tags[i][0]);
      g_autoptr (GError) error = NULL;

      pull->etag = g_strdup (tags[i][1]);
      mirador_refresh_free (fixture_ingest (fixture, pull, TWO_MONTHS, &error));
      g_assert_no_error (error);
    }
  status = fixture_get_status (fixture);
  g_assert_cmpuint (status->tables->len, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      const MiradorRefresh *refresh = status->tables->pdata[i];

      g_assert_cmpstr (refresh->scope, ==, tags[i][0]);
      g_assert_cmpstr (refresh->etag, ==, tags[i][1]);
    }
}

/* One table's failure stays on the feed though the other went well after it. */
static void
test_failed_table (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) failure = mirador_error_new (MIRADOR_ERROR_TIMEOUT, "http://a", "30", NULL);
  g_autoptr (MiradorFeedStatus) status = NULL;

  mirador_refresh_free (
    fixture_ingest (fixture, fixture_pull_new ("feed-a", "attended"), TWO_MONTHS, NULL));
  mirador_store_record_sync (fixture->store, fixture_pull_new ("feed-a", "attended"), failure,
                             NULL);
  mirador_refresh_free (fixture_ingest (fixture, fixture_pull_new ("feed-a", "screenings"),
                                        "consultations same 14 - 2017-03 4\n", NULL));
  status = fixture_get_status (fixture);
  g_assert_error (status->last->error, MIRADOR_ERROR, MIRADOR_ERROR_TIMEOUT);
}

/* Two tables of one feed */

static void
ingest_measures (Fixture *fixture, const char *scope, const char *measures, const char *figures)
{
  g_auto (GStrv) ids = g_strsplit (measures, ",", -1);
  MiradorPull *pull = fixture_pull_new ("feed-a", scope);
  g_autoptr (GError) error = NULL;

  for (char **id = ids; *id != NULL; id++)
    {
      g_ptr_array_add (pull->measures, (gpointer)g_intern_string (*id));
      g_ptr_array_add (pull->profile->terms, mirador_terms_new (*id, NULL));
    }
  mirador_refresh_free (fixture_ingest (fixture, pull, figures, &error));
  g_assert_no_error (error);
}

static void
test_scopes (Fixture *fixture, gconstpointer unused)
{
  ingest_measures (fixture, "screenings", "screenings", TWO_MONTHS);
  ingest_measures (fixture, "attended", "consultations", "consultations same 14 - 2017-03 4\n");
  fixture_assert_figures (fixture, "consultations same 14 - 2017-03 4\n" TWO_MONTHS);
  ingest_measures (fixture, "attended", "consultations", "consultations same 14 - 2017-04 5\n");
  fixture_assert_figures (fixture, "consultations same 14 - 2017-04 5\n" TWO_MONTHS);
}

/* A report and its history tell of the same measures in different years. */
static void
test_scopes_of_one_measure (Fixture *fixture, gconstpointer unused)
{
  ingest_measures (fixture, "report", "screenings", "screenings same PE - 2025 9\n");
  ingest_measures (fixture, "history", "screenings",
                   "screenings same PE - 2023 7\nscreenings same PE - 2024 8\n");
  ingest_measures (fixture, "report", "screenings", "screenings same PE - 2025 10\n");
  ingest_measures (fixture, "history", "screenings", "screenings same PE - 2024 8\n");
  fixture_assert_figures (fixture, "screenings same PE - 2024 8\nscreenings same PE - 2025 10\n");
}

static void
test_scopes_keep_terms (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorFeedStatus) status = NULL;

  ingest_measures (fixture, "screenings", "screenings", TWO_MONTHS);
  ingest_measures (fixture, "attended", "consultations", "consultations same 14 - 2017-03 4\n");
  ingest_measures (fixture, "attended", "consultations", "consultations same 14 - 2017-03 4\n");
  status = fixture_get_status (fixture);
  g_assert_cmpuint (status->profile->terms->len, ==, 2);
  g_assert_nonnull (mirador_profile_find_terms (status->profile, "screenings", "same"));
  g_assert_nonnull (mirador_profile_find_terms (status->profile, "consultations", "same"));
}

/* A measure may have terms of one program beside those of all; a new pull replaces both. */
static void
test_terms_of_programs (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorFeedStatus) status = NULL;

  for (guint i = 0; i < 2; i++)
    {
      MiradorPull *pull = fixture_pull_new ("feed-a", "");
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (pull->profile->terms, mirador_terms_new ("screenings", "same"));
      g_ptr_array_add (pull->profile->terms, mirador_terms_new ("screenings", NULL));
      mirador_refresh_free (fixture_ingest (fixture, pull, TWO_MONTHS, &error));
      g_assert_no_error (error);
    }
  status = fixture_get_status (fixture);
  g_assert_cmpuint (status->profile->terms->len, ==, 2);
  g_assert_cmpstr (mirador_profile_find_terms (status->profile, "screenings", "same")->program, ==,
                   "same");
  g_assert_null (mirador_profile_find_terms (status->profile, "screenings", "tb")->program);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/ingest/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  add ("/ingest/ratio-keeps-its-parts", test_ratio);
  add ("/reject/share", test_reject_share);
  add ("/reject/sentence", test_reject_sentence);
  add ("/reject/listed", test_rejects_listed);
  add ("/reject/wide-rows", test_wide_rows);
  add ("/reject/nothing-usable", test_nothing_usable);
  add ("/failure/of-the-function", test_failing_function);
  add ("/failure/of-a-new-feed", test_first_failure);
  add ("/failure/cancelled", test_cancel);
  add ("/failure/full-disk", test_full_disk);
  g_test_add ("/failure/killed-while-reading", Fixture, NULL, fixture_set_up_folder,
              test_killed_while_reading, fixture_tear_down);
  g_test_add ("/failure/killed-while-writing", Fixture, NULL, fixture_set_up_folder,
              test_killed_while_writing, fixture_tear_down);
  add ("/refresh/without-rows", test_record);
  add ("/refresh/tables", test_tables);
  add ("/refresh/failed-table", test_failed_table);
  add ("/scope/do-not-retire-each-other", test_scopes);
  add ("/scope/share-a-measure", test_scopes_of_one_measure);
  add ("/scope/keep-their-terms", test_scopes_keep_terms);
  add ("/scope/terms-of-programs", test_terms_of_programs);
  return g_test_run ();
}
