/* SPDX-License-Identifier: GPL-3.0-or-later */
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
run_sql (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDatabase) database = mirador_database_open (fixture->path, FALSE, &error);

  g_assert_no_error (error);
  mirador_database_execute (database, sql, &error);
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
  run_sql (fixture, "PRAGMA user_version = 99");
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
  run_sql (fixture, "CREATE TABLE recipe (name TEXT); INSERT INTO recipe VALUES ('ceviche')");
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

static gint64
read_number (const char *path, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDatabase) database = mirador_database_open (path, FALSE, &error);
  gint64 number = 0;

  g_assert_no_error (error);
  mirador_database_read_number (database, sql, &number, &error);
  g_assert_no_error (error);
  return number;
}

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
  g_assert_cmpint (read_number (fixture->path, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (read_number (fixture->path, "SELECT count(*) FROM target"), ==, 0);
  g_assert_cmpint (read_number (fixture->path, "SELECT count(*) FROM observation"), ==, 2);
  g_assert_cmpint (read_number (copy, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (read_number (copy, "SELECT count(*) FROM observation"), ==, 2);
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

/* What was said before */

static void
load_at (Fixture *fixture, gint64 when, const char *figures)
{
  MiradorPull *pull = fixture_pull_new ("feed-a", "");
  g_autoptr (GError) error = NULL;

  pull->started = when;
  mirador_refresh_free (fixture_ingest (fixture, pull, figures, &error));
  g_assert_no_error (error);
}

/* Times far ahead: a refresh never ends before it started, so they are when it ended, too. */
static void
test_as_of (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    gint64 when;
    const char *figures;
  } moments[] = {
    { 8999999999, "" },    { 9000000000, MARCH },
    { 9000000050, MARCH }, { 9000000100, MARCH_CORRECTED APRIL },
    { 9000000250, APRIL }, { 9000000300, MARCH APRIL },
    { 0, MARCH APRIL },
  };

  load_at (fixture, 9000000000, MARCH);
  load_at (fixture, 9000000100, MARCH_CORRECTED APRIL);
  load_at (fixture, 9000000200, APRIL);
  load_at (fixture, 9000000300, MARCH APRIL);
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *figures = fixture_figures_at (fixture, MIRADOR_RANGE_ALL, moments[i].when);

      g_assert_cmpstr (figures, ==, moments[i].figures);
    }
}

/* Ranges: whatever reaches into one is loaded, however long before it began. */

static void
test_range (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *range, *figures;
  } ranges[] = {
    { "2017-04", "screenings same 14 - 2017 9\n" APRIL },
    { "2017-03..2017-04", "screenings same 14 - 2017 9\n" MARCH APRIL },
    { "2017-12-31", "screenings same 14 - 2017 9\n" },
    { "2018", "screenings same 14 - 2018-01 1\n" },
    { "2017-05..", "screenings same 14 - 2017 9\nscreenings same 14 - 2018-01 1\n" },
    { "..2017-03-01", "screenings same 14 - 2017 9\n" MARCH },
    { "2016", "" },
  };

  fixture_load (fixture, "feed-a",
                MARCH APRIL "screenings same 14 - 2017 9\nscreenings same 14 - 2018-01 1\n");
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *figures = NULL;
      MiradorRange range;

      mirador_range_parse (ranges[i].range, 7, &range, &error);
      g_assert_no_error (error);
      figures = fixture_figures_at (fixture, range, 0);
      g_assert_cmpstr (figures, ==, ranges[i].figures);
    }
}

/* Holdings */

static void
test_holdings (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) holdings = NULL;
  const MiradorHolding *holding;

  fixture_load (fixture, "feed-a",
                MARCH APRIL "screenings same 1401 sex=F 2017 9\n"
                            "consultations same 14 - 2016-01 1\n");
  holdings = mirador_store_list_holdings_sync (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (holdings->len, ==, 2);
  holding = &g_array_index (holdings, MiradorHolding, 1);
  g_assert_cmpstr (holding->measure->id, ==, "screenings");
  g_assert_cmpstr (holding->program->id, ==, "same");
  g_assert_cmpstr (holding->feed, ==, "feed-a");
  g_assert_false (holding->simulated);
  g_assert_cmpuint (holding->levels, ==, 1u << MIRADOR_LEVEL_REGION | 1u << MIRADOR_LEVEL_PROVINCE);
  g_assert_cmpuint (holding->grains, ==, 1u << MIRADOR_GRAIN_MONTH | 1u << MIRADOR_GRAIN_YEAR);
  g_assert_cmpint (holding->range.first_day, ==, mirador_day_new (2017, 1, 1));
  g_assert_cmpint (holding->range.last_day, ==, mirador_day_new (2017, 12, 31));
  g_assert_true (mirador_period_equal (holding->data_until, mirador_period_new_year (2017)));
}

/* What is retired no longer counts as held. */
static void
test_holdings_follow (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) after = NULL;
  g_autoptr (GArray) removed = NULL;
  const MiradorHolding *holding;

  fixture_load (fixture, "feed-a", MARCH APRIL "consultations same 14 - 2016-01 1\n");
  before = mirador_store_list_holdings_sync (fixture->store, &error);
  g_assert_cmpuint (before->len, ==, 2);
  fixture_load (fixture, "feed-a", MARCH);
  after = mirador_store_list_holdings_sync (fixture->store, &error);
  g_assert_cmpuint (after->len, ==, 1);
  holding = &g_array_index (after, MiradorHolding, 0);
  g_assert_true (mirador_period_equal (holding->data_until, mirador_period_new_month (2017, 3)));
  mirador_store_remove_feed_sync (fixture->store, "feed-a", &error);
  g_assert_no_error (error);
  removed = mirador_store_list_holdings_sync (fixture->store, &error);
  g_assert_cmpuint (removed->len, ==, 0);
}

/* A series of a measure that only a later version knows is no reason to fail. */
static void
test_unknown_measure (Fixture *fixture, gconstpointer unused)
{
  fixture_load (fixture, "feed-a", MARCH "consultations same 14 - 2016-01 1\n");
  run_sql (fixture, "UPDATE series SET measure = 'from_tomorrow' WHERE measure = 'consultations'");
  fixture_assert_figures (fixture, MARCH);
}

static void
test_catalogue (Fixture *fixture, gconstpointer unused)
{
  static const char sql[]
    = "INSERT INTO catalogue (feed, scope, document) VALUES ('feed-a', '', '{\"measures\":["
      "{\"id\":\"toys_given\",\"name\":{\"es\":\"Juguetes\",\"en\":\"Toys\"},\"unit\":\"supports\","
      "\"kind\":\"flow\",\"adds\":[\"time\",\"place\"]}]}')";

  fixture_open (fixture);
  fixture_load (fixture, "feed-a", MARCH);
  fixture_close (fixture);
  run_sql (fixture, sql);
  g_assert_null (mirador_catalogue_measure ("toys_given"));
  fixture_open (fixture);
  g_assert_nonnull (mirador_catalogue_measure ("toys_given"));
}

/* Feeds */

static MiradorPull *
full_pull_new (void)
{
  MiradorPull *pull = fixture_pull_new ("feed-a", "");
  MiradorProfile *profile = pull->profile;
  MiradorTerms *terms = mirador_terms_new ("screenings", "same");

  profile->title.en = g_strdup ("Feed A");
  profile->source.es = g_strdup ("MINSA");
  profile->licence = g_strdup ("CC-BY");
  profile->issued = g_strdup ("2017-09-01");
  profile->simulated = TRUE;
  terms->adds = MIRADOR_ADDS_TIME;
  terms->absent = MIRADOR_ABSENT_ZERO;
  terms->complete_until = mirador_period_new_month (2017, 8);
  terms->repeats = TRUE;
  terms->note.es = g_strdup ("una persona puede repetirse");
  g_ptr_array_add (terms->covers, (gpointer)g_intern_string ("14"));
  g_ptr_array_add (terms->parts, (gpointer)g_intern_string ("1402"));
  g_ptr_array_add (terms->parts, (gpointer)g_intern_string ("1401"));
  mirador_terms_add_member (terms, "sex", "M");
  mirador_terms_add_member (terms, "sex", "F");
  g_ptr_array_add (profile->terms, terms);
  return pull;
}

static void
test_profile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorFeedStatus) status = NULL;
  const MiradorTerms *terms;
  GPtrArray *members;

  mirador_refresh_free (fixture_ingest (fixture, full_pull_new (), MARCH, &error));
  g_assert_no_error (error);
  status = fixture_get_status (fixture);
  g_assert_cmpstr (status->profile->title.es, ==, "feed-a");
  g_assert_cmpstr (status->profile->title.en, ==, "Feed A");
  g_assert_cmpstr (status->profile->source.es, ==, "MINSA");
  g_assert_cmpstr (status->profile->licence, ==, "CC-BY");
  g_assert_cmpstr (status->profile->issued, ==, "2017-09-01");
  g_assert_true (status->profile->simulated);
  g_assert_true (mirador_period_equal (status->data_until, mirador_period_new_month (2017, 3)));
  terms = mirador_profile_find_terms (status->profile, "screenings", "same");
  g_assert_cmpint (terms->adds, ==, MIRADOR_ADDS_TIME);
  g_assert_cmpint (terms->absent, ==, MIRADOR_ABSENT_ZERO);
  g_assert_true (mirador_period_equal (terms->complete_until, mirador_period_new_month (2017, 8)));
  g_assert_true (mirador_period_is_none (terms->complete_from));
  g_assert_true (terms->repeats);
  g_assert_cmpstr (terms->note.es, ==, "una persona puede repetirse");
  g_assert_cmpstr (terms->covers->pdata[0], ==, "14");
  g_assert_cmpstr (terms->parts->pdata[0], ==, "1402");
  members = g_hash_table_lookup (terms->members, g_intern_string ("sex"));
  g_assert_cmpuint (members->len, ==, 2);
  g_assert_true (members->pdata[0] == g_intern_string ("M"));
}

static void
test_remove (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) feeds = NULL;

  fixture_load (fixture, "feed-a", MARCH);
  fixture_load (fixture, "feed-a", MARCH_CORRECTED);
  fixture_load (fixture, "feed-b", APRIL);
  g_assert_true (mirador_store_remove_feed_sync (fixture->store, "feed-a", &error));
  g_assert_no_error (error);
  feeds = mirador_store_list_feeds_sync (fixture->store, &error);
  g_assert_cmpuint (feeds->len, ==, 1);
  fixture_assert_figures (fixture, APRIL);
  g_assert_cmpint (read_number (fixture->path, "SELECT count(*) FROM revision"), ==, 0);
  g_assert_cmpint (read_number (fixture->path, "SELECT count(*) FROM refresh"), ==, 1);
}

static void
prefer (Fixture *fixture, const char *feed, const char *program, const char *measure)
{
  gboolean is_done = FALSE;

  g_signal_connect_swapped (fixture->store, "changed", G_CALLBACK (g_atomic_int_inc), &is_done);
  mirador_store_prefer_async (fixture->store, feed, program, measure, NULL, NULL, NULL);
  while (!g_atomic_int_get (&is_done))
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (fixture->store, &is_done);
}

static void
assert_preferred (Fixture *fixture, const char *program, const char *measure, const char *feed)
{
  static const char *const feeds[] = { "feed-a", "feed-b" };
  g_autoptr (MiradorReader) reader = mirador_reader_new (fixture->path, NULL);
  const char *preferred = NULL;
  int best = G_MAXINT;

  g_assert_true (mirador_reader_begin (reader, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      int rank = reader->source.preference (&reader->source, program, measure, feeds[i]);

      if (rank >= 0 && rank < best)
        {
          best = rank;
          preferred = feeds[i];
        }
    }
  mirador_reader_end (reader);
  g_assert_cmpstr (preferred, ==, feed);
}

static void
test_preference (Fixture *fixture, gconstpointer unused)
{
  assert_preferred (fixture, "same", "screenings", NULL);
  prefer (fixture, "feed-a", "*", "*");
  assert_preferred (fixture, "same", "screenings", "feed-a");
  prefer (fixture, "feed-b", "same", "screenings");
  assert_preferred (fixture, "same", "screenings", "feed-b");
  assert_preferred (fixture, "same", "consultations", "feed-a");
  prefer (fixture, "feed-a", "same", "screenings");
  assert_preferred (fixture, "same", "screenings", "feed-a");
}

/* Several at once */

static void
test_two_stores (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) other = mirador_sqlite_store_open (fixture->path, &error);
  g_autoptr (GPtrArray) feeds = NULL;
  g_autoptr (GPtrArray) none = NULL;

  g_assert_no_error (error);
  none = mirador_store_list_feeds_sync (other, &error);
  g_assert_cmpuint (none->len, ==, 0);
  fixture_load (fixture, "feed-a", MARCH);
  feeds = mirador_store_list_feeds_sync (other, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (feeds->len, ==, 1);
  g_assert_cmpuint (((MiradorFeedStatus *)feeds->pdata[0])->n_values, ==, 1);
  mirador_refresh_free (mirador_store_ingest_sync (other, fixture_pull_new ("feed-b", ""),
                                                   fixture_read_figures, (gpointer)APRIL, NULL,
                                                   NULL, &error));
  g_assert_no_error (error);
  fixture_assert_figures (fixture, MARCH APRIL);
}

static gpointer
open_thread (gpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) store = mirador_sqlite_store_open (path, &error);

  g_assert_no_error (error);
  return store != NULL ? path : NULL;
}

static void
test_opened_at_once (Fixture *fixture, gconstpointer unused)
{
  GThread *threads[6];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("open", open_thread, fixture->path);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_nonnull (g_thread_join (threads[i]));
}

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean is_inside, may_leave;
} Barrier;

static gboolean
read_slowly (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Barrier *barrier = user_data;
  gboolean is_read = fixture_read_figures (sink, (gpointer)MARCH_CORRECTED, cancellable, error);

  g_mutex_lock (&barrier->mutex);
  barrier->is_inside = TRUE;
  g_cond_signal (&barrier->cond);
  while (!barrier->may_leave)
    g_cond_wait (&barrier->cond, &barrier->mutex);
  g_mutex_unlock (&barrier->mutex);
  return is_read;
}

static void
set_flag_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
}

static void
leave (Barrier *barrier)
{
  g_mutex_lock (&barrier->mutex);
  barrier->may_leave = TRUE;
  g_cond_signal (&barrier->cond);
  g_mutex_unlock (&barrier->mutex);
}

static void
wait_until_inside (Barrier *barrier)
{
  g_mutex_lock (&barrier->mutex);
  while (!barrier->is_inside)
    g_cond_wait (&barrier->cond, &barrier->mutex);
  g_mutex_unlock (&barrier->mutex);
}

static double
query_screenings (MiradorStore *store)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorFrame) frame = NULL;

  mirador_query_add_measure (query, "screenings");
  mirador_query_add_program (query, "same");
  mirador_query_add_place (query, "14");
  query->range = mirador_period_get_range (mirador_period_new_month (2017, 3));
  frame = mirador_store_query_sync (store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mirador_frame_get_n_rows (frame), ==, 1);
  return mirador_frame_get_row (frame, 0)->value;
}

static void
test_query_during_ingest (Fixture *fixture, gconstpointer unused)
{
  Barrier barrier = { 0 };
  gboolean is_done = FALSE;

  g_mutex_init (&barrier.mutex);
  g_cond_init (&barrier.cond);
  fixture_load (fixture, "feed-a", MARCH);
  mirador_store_ingest_async (fixture->store, fixture_pull_new ("feed-a", ""), read_slowly,
                              &barrier, NULL, NULL, set_flag_cb, &is_done);
  wait_until_inside (&barrier);
  g_assert_cmpfloat (query_screenings (fixture->store), ==, 100);
  leave (&barrier);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (query_screenings (fixture->store), ==, 90);
}

/* Another program is in the midst of writing. */
static void
test_query_during_transaction (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDatabase) other = NULL;

  fixture_load (fixture, "feed-a", MARCH);
  other = mirador_database_open (fixture->path, FALSE, &error);
  mirador_database_execute (other, "BEGIN IMMEDIATE; UPDATE observation SET value = 1", &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (query_screenings (fixture->store), ==, 100);
  mirador_database_execute (other, "COMMIT", &error);
  g_assert_cmpfloat (query_screenings (fixture->store), ==, 1);
}

static void
test_cancelled_query (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean is_done = FALSE;

  g_cancellable_cancel (cancellable);
  mirador_store_query_async (fixture->store, query, cancellable, set_flag_cb, &is_done);
  g_assert_false (is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

/* Signals and lifetimes */

static void
note_changed_cb (MiradorStore *store, const char *feed, gpointer user_data)
{
  GString *noted = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_string_append_printf (noted, "%s ", feed);
}

static void
test_changed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) noted = g_string_new (NULL);
  g_autoptr (GError) failure = mirador_error_new (MIRADOR_ERROR_TIMEOUT, "http://a", "30", NULL);

  g_signal_connect (fixture->store, "changed", G_CALLBACK (note_changed_cb), noted);
  fixture_load (fixture, "feed-a", MARCH);
  g_assert_cmpstr (noted->str, ==, "feed-a ");
  mirador_store_record_sync (fixture->store, fixture_pull_new ("feed-b", ""), failure, NULL);
  g_assert_cmpstr (noted->str, ==, "feed-a feed-b ");
}

/* The last reference may be a task's. */
static void
test_dropped (Fixture *fixture, gconstpointer unused)
{
  gboolean is_done = FALSE;

  mirador_store_ingest_async (fixture->store, fixture_pull_new ("feed-a", ""), fixture_read_figures,
                              (gpointer)MARCH, NULL, NULL, set_flag_cb, &is_done);
  g_clear_object (&fixture->store);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  fixture_close (fixture);
  fixture_open (fixture);
  fixture_assert_figures (fixture, MARCH);
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
  add_closed ("/file/new-folder", test_new_folder);
  add_closed ("/file/opened-again", test_reopen);
  add_closed ("/file/newer-is-left-alone", test_newer);
  add_closed ("/file/corrupt", test_corrupt);
  add_closed ("/file/cut-off", test_cut_off);
  add_closed ("/file/of-another-program", test_foreign);
  add_closed ("/file/folder", test_folder_as_file);
  add_closed ("/migration/keeps-a-copy", test_migration);
  add_closed ("/migration/fails-whole", test_failed_migration);
  add ("/history/as-of", test_as_of);
  add ("/figures/range", test_range);
  add ("/holdings/say-what-there-is", test_holdings);
  add ("/holdings/follow-the-figures", test_holdings_follow);
  add ("/holdings/unknown-measure", test_unknown_measure);
  add_closed ("/catalogue/extended-at-open", test_catalogue);
  add ("/feed/profile", test_profile);
  add ("/feed/remove", test_remove);
  add ("/feed/prefer", test_preference);
  add ("/together/two-stores", test_two_stores);
  add_closed ("/together/opened-at-once", test_opened_at_once);
  add ("/together/query-during-ingest", test_query_during_ingest);
  add ("/together/query-during-transaction", test_query_during_transaction);
  add ("/together/cancelled-query", test_cancelled_query);
  add ("/store/changed", test_changed);
  add ("/store/dropped", test_dropped);
  return g_test_run ();
}
