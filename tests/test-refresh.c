/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/demo.h"
#include "feeds/validators.h"

#include "refresh-fixture.h"

static void
test_same_bytes (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorRefresh) second = NULL;

  load_good (fixture);
  second = refresh_well (fixture);
  g_assert_true (second->unchanged);
  g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
}

static void
test_not_modified (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *table = make_table (NULL, 0);

  serve (fixture, table);
  ((TestPage *)g_hash_table_lookup (fixture->server->pages, "/clinic.csv"))->etag
    = g_strdup ("\"v1\"");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (MiradorRefresh) refresh = refresh_well (fixture);

      g_assert_cmpint (refresh->unchanged, ==, i > 0);
      g_assert_cmpint (refresh->http_status, ==, i > 0 ? 304 : 200);
      g_assert_cmpuint (fixture->server->n_not_modified, ==, i);
      g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
    }
}

/* Another address, or another mapping, must not be answered by what the first one said. */
static void
test_conditions_fit (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *table = make_table (NULL, 0);
  g_autofree char *other = make_table ("140101,2024-01,30", 1);
  g_autofree char *location = NULL;
  g_autofree char *remapped = NULL;
  g_auto (GStrv) parts = g_strsplit (MAPPING, "\"screenings\"", -1);
  g_autoptr (MiradorRefresh) first = NULL;
  g_autoptr (MiradorRefresh) second = NULL;
  g_autoptr (MiradorRefresh) third = NULL;

  serve (fixture, table);
  ((TestPage *)g_hash_table_lookup (fixture->server->pages, "/clinic.csv"))->last_modified
    = g_strdup ("Wed, 21 Oct 2015 07:28:00 GMT");
  first = refresh_well (fixture);
  location = g_strconcat (fixture->server->base, "/clinic.csv?year=2024", NULL);
  point_at (fixture, location);
  second = refresh_well (fixture);
  g_assert_false (fixture->server->saw_condition);

  remapped = g_strjoinv ("\"consultations\"", parts);
  g_assert_true (g_file_set_contents (fixture->mapping, remapped, -1, NULL));
  third = refresh_well (fixture);
  g_assert_false (fixture->server->saw_condition);
  g_assert_cmpuint (third->added, ==, N_ROWS);
}

static void
test_revision (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *table = make_table ("140101,2024-01,30", 1);
  g_autoptr (MiradorRefresh) second = NULL;
  g_autoptr (MiradorFeedStatus) status = NULL;

  load_good (fixture);
  status = feed_status (fixture, "clinic");
  test_wait_for_next_second ();
  serve (fixture, table);
  second = refresh_well (fixture);
  g_assert_cmpuint (second->changed, ==, 1);
  g_assert_cmpuint (second->added, ==, 0);
  g_assert_cmpfloat (total (fixture, 0), ==, TOTAL + 20);
  g_assert_cmpfloat (total (fixture, status->last_good->finished), ==, TOTAL);
}

/* Asking for something else, or reading it another way, is not answered by what was said before. */
static void
test_fingerprint (void)
{
  char *one[] = { "a", "b", NULL };
  char *two[] = { "a", NULL };
  char *three[] = { "b", "a", NULL };
  MiradorAsk asks[] = {
    { .data = one, .places = two, .periods = two },
    { .data = two, .places = three, .periods = two },
    { .data = two, .places = two, .periods = one },
    { .data = one, .places = two, .periods = two, .num_den = TRUE },
  };
  MiradorTable tables[] = {
    { .scope = "", .location = "https://a.org", .format = "auto" },
    { .scope = "", .location = "https://b.org", .format = "auto" },
    { .scope = "", .location = "https://a.org", .format = "ckan" },
    { .scope = "",
      .location = "https://a.org",
      .format = "auto",
      .revisions = MIRADOR_REVISIONS_SNAPSHOT },
    { .scope = "", .location = "https://a.org", .format = "auto", .ask = &asks[0] },
    { .scope = "", .location = "https://a.org", .format = "auto", .ask = &asks[1] },
    { .scope = "", .location = "https://a.org", .format = "auto", .ask = &asks[2] },
    { .scope = "", .location = "https://a.org", .format = "auto", .ask = &asks[3] },
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *again = mirador_validators_fingerprint (&tables[i], NULL);

      g_assert_true (g_hash_table_add (seen, mirador_validators_fingerprint (&tables[i], NULL)));
      g_assert_true (g_hash_table_contains (seen, again));
    }
}

/* What is gone from a snapshot is retired; a table that only adds keeps it. The definition comes
 * before the mapping, and saying something else reads the same bytes again. */
static void
test_revisions_of_table (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    MiradorRevisions revisions;
    guint retired;
    double expected;
  } cases[] = {
    { MIRADOR_REVISIONS_INCREMENTAL, 0, TOTAL + 20 },
    { MIRADOR_REVISIONS_SNAPSHOT, N_ROWS - 1, 30 },
  };
  MiradorTable *table = g_ptr_array_index (fixture->definition->tables, 0);

  load_good (fixture);
  serve (fixture, HEADER "140101,2024-01,30\n");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorRefresh) refresh = NULL;

      table->revisions = cases[i].revisions;
      test_wait_for_next_second ();
      refresh = refresh_well (fixture);
      g_assert_cmpuint (refresh->retired, ==, cases[i].retired);
      g_assert_cmpfloat (total (fixture, 0), ==, cases[i].expected);
    }
}

/* One table that fails does not keep the other from being pulled, nor is it forgotten for it. */
static void
test_two_tables (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *table = make_table (NULL, 0);
  g_autofree char *absent = g_strconcat (fixture->server->base, "/absent.csv", NULL);
  g_autofree char *present = g_strconcat (fixture->server->base, "/clinic.csv", NULL);
  g_autoptr (GError) error = NULL;
  MiradorTable *second;

  serve (fixture, table);
  point_at (fixture, absent);
  second = mirador_definition_add_table (fixture->definition, "second");
  second->location = g_strdup (present);
  second->mapping = g_strdup (fixture->mapping);
  g_assert_null (mirador_refresh_feed_sync (fixture->store, fixture->definition, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_HTTP_STATUS);
  g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
  assert_feed_error (fixture, MIRADOR_ERROR_HTTP_STATUS);
}

/* Each table is asked for by what its own last answer said. */
static void
test_two_tables_not_modified (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *other = g_strconcat (fixture->server->base, "/other.csv", NULL);
  g_autofree char *table = make_table (NULL, 0);
  MiradorTable *second = mirador_definition_add_table (fixture->definition, "second");

  serve (fixture, table);
  second->location = g_strdup (other);
  second->mapping = g_strdup (fixture->mapping);
  test_server_put (fixture->server, "/clinic.csv", 200, table)->etag = g_strdup ("\"first\"");
  test_server_put (fixture->server, "/other.csv", 200, HEADER "140101,2024-03,7\n")->etag
    = g_strdup ("\"second\"");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) done
        = mirador_refresh_feed_sync (fixture->store, fixture->definition, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (done->len, ==, 2);
      for (guint j = 0; j < done->len; j++)
        {
          const MiradorRefresh *refresh = g_ptr_array_index (done, j);

          g_assert_cmpint (refresh->http_status, ==, i > 0 ? 304 : 200);
          g_assert_cmpint (refresh->unchanged, ==, i > 0);
        }
      g_assert_cmpuint (fixture->server->n_not_modified, ==, 2 * i);
      g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
    }
}

static void
test_no_location (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (mirador_refresh_feed_sync (fixture->store, fixture->definition, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_NO_LOCATION);
}

static void
cancel_cb (guint64 bytes, guint64 all, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *table = make_table ("140101,2024-01,30", 1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  load_good (fixture);
  serve (fixture, table);
  mirador_refresh_feed_async (fixture->store, fixture->definition, cancel_cb, cancellable,
                              cancellable, keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (mirador_refresh_feed_finish (result, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
}

static void
test_demo (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorDefinition) demo = mirador_definition_new (MIRADOR_DEMO_FEED);
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) done = NULL;
  g_autoptr (MiradorFrame) frame = NULL;
  const MiradorRow *row;
  MiradorTable *table = demo->tables->len > 0 ? g_ptr_array_index (demo->tables, 0)
                                              : mirador_definition_add_table (demo, "");

  g_free (table->location);
  table->location = g_strdup ("demo:");
  done = mirador_refresh_feed_sync (fixture->store, demo, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done->len, ==, 1);

  /* What Peru's figure is made of: 24 regions, twelve months. */
  mirador_query_add_measure (query, "people_screened");
  mirador_query_add_program (query, "vih");
  mirador_query_add_place (query, "PE");
  query->by = MIRADOR_BY_PLACE;
  query->range = mirador_period_get_range (mirador_period_new_fiscal_year (2025, 7));
  frame = mirador_store_query_sync (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mirador_frame_get_n_rows (frame), ==, 1);
  row = mirador_frame_get_row (frame, 0);
  g_assert_cmpfloat (row->value, ==, 209542);
  g_assert_true (mirador_frame_is_simulated (frame));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/refresh/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-home-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_http_set_first_pause (1);
  g_test_add_func ("/refresh/fingerprint", test_fingerprint);
  ADD ("same-bytes", test_same_bytes);
  ADD ("not-modified", test_not_modified);
  ADD ("conditions-fit", test_conditions_fit);
  ADD ("revision", test_revision);
  ADD ("revisions-of-table", test_revisions_of_table);
  ADD ("two-tables", test_two_tables);
  ADD ("two-tables-not-modified", test_two_tables_not_modified);
  ADD ("no-location", test_no_location);
  ADD ("cancel", test_cancel);
  ADD ("demo", test_demo);
  result = g_test_run ();
  g_rmdir (home);
  return result;
}
