/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#define TWO_MONTHS "screenings same 14 - 2017-03 100\nscreenings same 14 - 2017-04 50\n"

#define MARCH "screenings same 14 - 2017-03 100\n"
#define MARCH_CORRECTED "screenings same 14 - 2017-03 90\n"
#define APRIL "screenings same 14 - 2017-04 50\n"

/* What a feed says of itself */

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
  g_assert_cmpint (fixture_read_number (fixture->path, "SELECT count(*) FROM revision"), ==, 0);
  g_assert_cmpint (fixture_read_number (fixture->path, "SELECT count(*) FROM refresh"), ==, 1);
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
  add ("/feed/profile", test_profile);
  add ("/feed/remove", test_remove);
  add ("/feed/prefer", test_preference);
  add ("/refresh/without-rows", test_record);
  add ("/refresh/tables", test_tables);
  add ("/refresh/failed-table", test_failed_table);
  add ("/scope/do-not-retire-each-other", test_scopes);
  add ("/scope/share-a-measure", test_scopes_of_one_measure);
  add ("/scope/keep-their-terms", test_scopes_keep_terms);
  add ("/scope/terms-of-programs", test_terms_of_programs);
  return g_test_run ();
}
