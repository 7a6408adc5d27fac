/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#define MARCH "screenings same 14 - 2017-03 100\n"
#define MARCH_CORRECTED "screenings same 14 - 2017-03 90\n"
#define APRIL "screenings same 14 - 2017-04 50\n"

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

/* A measure that its feed no longer has at all is no holding of today, but a question about then
   finds it. */
static void
test_as_of_retired (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorFrame) then = NULL, now = NULL;

  load_at (fixture, 9000000000, "consultations same 14 - 2017-03 60\n" MARCH);
  load_at (fixture, 9000000100, MARCH);
  mirador_query_add_measure (query, "consultations");
  query->as_of = 9000000050;
  then = mirador_store_query_sync (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mirador_frame_get_n_rows (then), ==, 1);
  g_assert_cmpfloat (mirador_frame_get_row (then, 0)->value, ==, 60);
  query->as_of = 0;
  now = mirador_store_query_sync (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_false (mirador_frame_has_values (now));
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
  fixture_run_sql (fixture,
                   "UPDATE series SET measure = 'from_tomorrow' WHERE measure = 'consultations'");
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
  fixture_run_sql (fixture, sql);
  g_assert_null (mirador_catalogue_measure ("toys_given"));
  fixture_open (fixture);
  g_assert_nonnull (mirador_catalogue_measure ("toys_given"));
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
  add ("/history/as-of", test_as_of);
  add ("/history/as-of-retired", test_as_of_retired);
  add ("/figures/range", test_range);
  add ("/holdings/say-what-there-is", test_holdings);
  add ("/holdings/follow-the-figures", test_holdings_follow);
  add ("/holdings/unknown-measure", test_unknown_measure);
  add_closed ("/catalogue/extended-at-open", test_catalogue);
  add ("/together/two-stores", test_two_stores);
  add_closed ("/together/opened-at-once", test_opened_at_once);
  add ("/together/query-during-ingest", test_query_during_ingest);
  add ("/together/query-during-transaction", test_query_during_transaction);
  add ("/together/cancelled-query", test_cancelled_query);
  add ("/store/changed", test_changed);
  add ("/store/dropped", test_dropped);
  return g_test_run ();
}
