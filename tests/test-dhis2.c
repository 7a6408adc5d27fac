/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart.h"
#include "dhis2-fixture.h"
#include "feeds/dhis2-ask.h"
#include "feeds/load.h"
#include "model/format.h"

/* A feed from a DHIS2 server, from its definition to a chart. */

#define N_MONTHS 12
#define ALL_DATA DHIS2_MH_SCREENINGS " " DHIS2_MH_POSITIVE " " DHIS2_TB_DIAGNOSED

static void
assert_each_cell_once (Dhis2Server *server, guint n)
{
  GHashTableIter iter;
  gpointer cell, times;

  g_assert_cmpuint (g_hash_table_size (server->given), ==, n);
  g_hash_table_iter_init (&iter, server->given);
  while (g_hash_table_iter_next (&iter, &cell, &times))
    {
      if (GPOINTER_TO_UINT (times) != 1)
        g_test_message ("%s was asked for %u times", (char *)cell, GPOINTER_TO_UINT (times));
      g_assert_cmpuint (GPOINTER_TO_UINT (times), ==, 1);
    }
  g_hash_table_remove_all (server->given);
}

/* The country by its uid, and all regions: in parts of any size every figure comes once. */
static void
test_parts (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    guint asked, taken; /* cells that are asked for at once, and that the server takes */
  } limits[]
    = { { 0, 0 }, { 100, 0 }, { 7, 0 }, { 1, 0 }, { 0, 100 }, { 0, 40 }, { 0, 25 }, { 50, 26 } };
  guint n = 3 * N_MONTHS * (1 + DHIS2_N_REGIONS);

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autoptr (MiradorRefresh) done = NULL;
      MiradorAsk *ask = fixture_ask (fixture, ALL_DATA, DHIS2_COUNTRY " LEVEL-2", "LAST_12_MONTHS");

      ask->most_cells = limits[i].asked;
      fixture->server->most_cells = limits[i].taken;
      fixture->server->n_too_large = 0;
      done = fixture_refresh (fixture);
      assert_each_cell_once (fixture->server, n);
      g_assert_cmpuint (fixture_count_values (fixture), ==, n);
      g_assert_cmpuint (done->rejected, ==, 0);
      if (i == 0)
        g_assert_cmpuint (done->added, ==, n);
      g_assert_cmpuint (done->changed + done->retired, ==, 0);
      g_assert_cmpint (fixture->server->n_too_large > 0, ==, limits[i].taken > 0);
    }
  g_assert_cmpfloat (fixture_value (fixture, "screenings", "15", "2024-12"), ==,
                     fixture_expected (fixture, DHIS2_MH_SCREENINGS, "202412", "rEgionPer15"));
  /* The current month is not there. */
  g_assert_true (isnan (fixture_value (fixture, "screenings", "15", "2025-07")));
}

/* Units that a level holds already, and levels in a unit. */
static void
test_places (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *places;
    guint n;
  } cases[] = {
    { DHIS2_LAMBAYEQUE, 1 },
    { DHIS2_COUNTRY " " DHIS2_LAMBAYEQUE, 2 },
    { DHIS2_LAMBAYEQUE " LEVEL-2", 25 },
    { DHIS2_LAMBAYEQUE " " DHIS2_COUNTRY " LEVEL-2 LEVEL-1", 26 },
    { "LEVEL-2." DHIS2_LAMBAYEQUE " " DHIS2_COUNTRY, 2 },
    { "LEVEL-3." DHIS2_LAMBAYEQUE " LEVEL-2", 28 },
    { "USER_ORGUNIT", 1 },
  };

  fixture->definition->reject_limit = 1;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorRefresh) done = NULL;

      fixture_ask (fixture, DHIS2_MH_SCREENINGS, cases[i].places, "2024Q1 2024Q2");
      done = fixture_refresh (fixture);
      assert_each_cell_once (fixture->server, 2 * cases[i].n);
    }
}

static void
test_too_large (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorRefresh) done = fixture_refresh (fixture);

  fixture->server->most_cells = DHIS2_N_REGIONS - 1;
  fixture_fail (fixture, MIRADOR_ERROR_REFUSED, "E7128");
  fixture_fail (fixture, MIRADOR_ERROR_REFUSED, "(sMtAmizaje7, 202407, LEVEL-2)");
}

static void
test_credentials (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorRefresh) done = NULL;
  g_autoptr (MiradorRefresh) again = NULL;

  fixture_set_secret ("secreto124");
  fixture_fail (fixture, MIRADOR_ERROR_HTTP_STATUS, "401");
  fixture_fail (fixture, MIRADOR_ERROR_HTTP_STATUS, "credentials");
  fixture_set_secret (DHIS2_PASSWORD);
  done = fixture_refresh (fixture);
  g_assert_cmpuint (done->added, ==, N_MONTHS * DHIS2_N_REGIONS);
  fixture->definition->auth = MIRADOR_AUTH_API_TOKEN;
  fixture_fail (fixture, MIRADOR_ERROR_HTTP_STATUS, "401");
  fixture_set_secret (DHIS2_TOKEN);
  again = fixture_refresh (fixture);
  g_assert_cmpuint (again->added, ==, 0);
  g_assert_cmpuint (fixture->server->n_refused, ==, 3);
}

static void
test_slow (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorRefresh) done = NULL;

  fixture_ask (fixture, ALL_DATA, "LEVEL-2", "2024")->most_cells = 0;
  fixture->server->delay = 20;
  done = fixture_refresh (fixture);
  g_assert_cmpuint (done->added, ==, 3 * DHIS2_N_REGIONS);
  fixture->server->silent = TRUE;
  fixture->definition->timeout_seconds = 1;
  fixture_fail (fixture, MIRADOR_ERROR_TIMEOUT, "127.0.0.1");
}

/* Whichever part fails, and however: what was there stays, to the last figure. */
static void
test_failures (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    guint status;
    int code;
    const char *says;
  } ways[] = {
    { 500, MIRADOR_ERROR_REFUSED, "A wild server error appeared!" },
    { 409, MIRADOR_ERROR_REFUSED, "A wild server error appeared!" },
    { 504, MIRADOR_ERROR_HTTP_STATUS, "504" },
    { 0, MIRADOR_ERROR_CONNECTION, "127.0.0.1" },
  };
  g_autoptr (MiradorRefresh) done = NULL;
  double before;

  fixture_ask (fixture, ALL_DATA, "LEVEL-2", "LAST_12_MONTHS");
  done = fixture_refresh (fixture);
  before = fixture_value (fixture, "screenings", "01", "2024-08");
  dhis2_server_revise (fixture->server, DHIS2_MH_SCREENINGS, "202408", "rEgionPer01", "1");
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    for (guint part = 1; part <= 6; part += 1 + part / 3)
      {
        fixture->server->n_analytics = 0;
        fixture->server->fail_at = part;
        fixture->server->fail_status = ways[i].status;
        fixture_fail (fixture, ways[i].code, ways[i].says);
        g_assert_cmpfloat (fixture_value (fixture, "screenings", "01", "2024-08"), ==, before);
      }
}

static void
test_wrong_answers (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorRefresh) done = fixture_refresh (fixture);

  fixture->server->table_layout = TRUE;
  fixture_fail (fixture, MIRADOR_ERROR_SYNTAX, "tableLayout");
  fixture->server->table_layout = FALSE;
  fixture->server->period_names = TRUE;
  fixture_fail (fixture, MIRADOR_ERROR_SYNTAX, "outputIdScheme=UID");
  fixture->server->period_names = FALSE;
  fixture->server->empty = TRUE;
  fixture_fail (fixture, MIRADOR_ERROR_HEADER_ONLY, "127.0.0.1");
  fixture->server->not_dhis2 = TRUE;
  fixture_fail (fixture, MIRADOR_ERROR_HTTP_STATUS, "404");
  fixture_ask (fixture, ALL_DATA, "LEVEL-2", "2020..2025");
  fixture_fail (fixture, MIRADOR_ERROR_DEFINITION, "2020..2025");
}

/* Data without a figure, at the beginning, in the middle and at the end. */
static void
test_empty_parts (Fixture *fixture, gconstpointer unused)
{
  static const char *const orders[]
    = { "nObodyHas01 " ALL_DATA,
        DHIS2_MH_SCREENINGS " nObodyHas01 " DHIS2_TB_DIAGNOSED " " DHIS2_MH_POSITIVE,
        ALL_DATA " nObodyHas01 nObodyHas02" };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (MiradorRefresh) done = NULL;

      fixture_ask (fixture, orders[i], "LEVEL-2", "202401");
      done = fixture_refresh (fixture);
      g_assert_cmpuint (done->rows, ==, 3 * DHIS2_N_REGIONS);
      g_assert_cmpuint (fixture_count_values (fixture), ==, 3 * DHIS2_N_REGIONS);
    }
}

/* A ratio of several months and regions is made of its counts, not of its percentages. */
static void
test_counts (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorRefresh) done = NULL;
  g_autoptr (MiradorFrame) frame = NULL;
  const MiradorRow *row;
  double started = 0, diagnosed = 0;

  fixture_write_mapping (
    fixture, fixture_mapping ("dhis2-analytics", "dx", "pe", "ou",
                              ",\"numerator\":\"numerator\",\"denominator\":\"denominator\""));
  fixture_ask (fixture, DHIS2_TB_SUCCESS " " DHIS2_TB_DIAGNOSED, "LEVEL-2", "202401 202402")
    ->num_den
    = TRUE;
  done = fixture_refresh (fixture);
  g_assert_cmpuint (done->rejected, ==, 0);
  for (guint month = 1; month <= 2; month++)
    {
      const char *period = month == 1 ? "202401" : "202402";

      started += fixture_expected (fixture, DHIS2_TB_STARTED, period, "rEgionPer08");
      diagnosed += fixture_expected (fixture, DHIS2_TB_DIAGNOSED, period, "rEgionPer08");
    }
  frame = fixture_query (fixture, "tb_treatment_success", "08", "2024-01..2024-02");
  row = mirador_frame_get_row (frame, 0);
  g_assert_cmpfloat (row->numerator, ==, started);
  g_assert_cmpfloat (row->denominator, ==, diagnosed);
  g_assert_cmpfloat_with_epsilon (row->value, started / diagnosed * 100, 1e-9);
  g_assert_cmpfloat_with_epsilon (
    fixture_value (fixture, "tb_treatment_success", "08", "2024-01"),
    fixture_expected (fixture, DHIS2_TB_STARTED, "202401", "rEgionPer08")
      / fixture_expected (fixture, DHIS2_TB_DIAGNOSED, "202401", "rEgionPer08") * 100,
    0.01);
  g_assert_cmpfloat (fixture_value (fixture, "people_diagnosed", "08", "2024-01"), ==,
                     fixture_expected (fixture, DHIS2_TB_DIAGNOSED, "202401", "rEgionPer08"));
}

/* A snapshot of the last twelve months: what changed and what is gone is said; the month that the
 * question no longer asks for stays. */
static void
test_revision (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorRefresh) first = fixture_refresh (fixture);
  g_autoptr (MiradorRefresh) second = NULL;
  g_autoptr (MiradorRefresh) third = NULL;
  double oldest = fixture_value (fixture, "screenings", "03", "2024-07");

  dhis2_server_revise (fixture->server, DHIS2_MH_SCREENINGS, "202501", "rEgionPer03", "4321");
  dhis2_server_revise (fixture->server, DHIS2_MH_SCREENINGS, "202502", "rEgionPer03", "");
  second = fixture_refresh (fixture);
  g_assert_cmpuint (second->added, ==, 0);
  g_assert_cmpuint (second->changed, ==, 1);
  g_assert_cmpuint (second->retired, ==, 1);
  g_assert_cmpfloat (fixture_value (fixture, "screenings", "03", "2025-01"), ==, 4321);
  g_assert_true (isnan (fixture_value (fixture, "screenings", "03", "2025-02")));
  g_setenv ("MIRADOR_TODAY", "2025-08-01", TRUE);
  third = fixture_refresh (fixture);
  g_assert_cmpuint (third->added, ==, DHIS2_N_REGIONS);
  g_assert_cmpuint (third->changed + third->retired, ==, 0);
  g_assert_cmpfloat (fixture_value (fixture, "screenings", "03", "2024-07"), ==, oldest);
}

/* The year that has ended is not asked for any more, though each of its months is: it stays. */
static void
test_year_beside_months (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorRefresh) first = NULL;
  g_autoptr (MiradorRefresh) second = NULL;

  fixture_ask (fixture, DHIS2_MH_SCREENINGS, "LEVEL-2", "LAST_12_MONTHS THIS_YEAR");
  first = fixture_refresh (fixture);
  g_setenv ("MIRADOR_TODAY", "2026-01-01", TRUE);
  second = fixture_refresh (fixture);
  g_assert_cmpuint (second->added, ==, 7 * DHIS2_N_REGIONS);
  g_assert_cmpuint (first->retired + second->changed + second->retired, ==, 0);
}

/* Values of a data set: those of the country's units, each once though its region is asked for. */
static void
test_values (Fixture *fixture, gconstpointer unused)
{
  MiradorTable *table = g_ptr_array_index (fixture->definition->tables, 0);
  g_autoptr (MiradorRefresh) done = NULL;

  fixture->definition->reject_limit = 1;
  g_free (table->format);
  table->format = g_strdup ("dhis2-values");
  fixture_write_mapping (fixture, fixture_mapping ("dhis2-values", "dataElement", "period",
                                                   "orgUnit", ",\"duplicates\":\"add\""));
  fixture_ask (fixture, DHIS2_DATA_SET_MH " " DHIS2_DATA_SET_TB, "rEgionPer01 " DHIS2_COUNTRY,
               "202312 202401 2024Q1");
  done = fixture_refresh (fixture);
  g_assert_cmpuint (fixture->server->n_analytics, ==, 2);
  g_assert_cmpfloat (fixture_value (fixture, "screenings", "01", "2024-02"), ==,
                     fixture_expected (fixture, DHIS2_MH_SCREENINGS, "202402", "rEgionPer01"));
  g_assert_cmpfloat (fixture_value (fixture, "people_diagnosed", "02", "2023-12"), ==,
                     fixture_expected (fixture, DHIS2_TB_DIAGNOSED, "202312", "rEgionPer02"));
  fixture_ask (fixture, DHIS2_DATA_SET_MH, "LEVEL-2", "202401");
  fixture_fail (fixture, MIRADOR_ERROR_DEFINITION, "levels");
}

/* While nobody reads, no more than two parts lie waiting. */
static void
test_waiting (Fixture *fixture, gconstpointer unused)
{
  const MiradorTable *table = g_ptr_array_index (fixture->definition->tables, 0);
  MiradorAsk *ask = fixture_ask (fixture, ALL_DATA, "LEVEL-2", "2018 2019 2020 2021 2022 2023");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 1;

  fixture->server->open = TRUE;
  mirador_dhis2_ask_async (table->location, NULL, ask, NULL, NULL, NULL, NULL,
                           mirador_keep_result_cb, &result);
  mirador_wait_for (&result);
  answer = mirador_dhis2_ask_finish (result, &error);
  g_assert_no_error (error);
  g_assert_null (answer->sha256);
  while (mirador_parts_get_n_waiting (answer->more) < 2)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->server->n_analytics, ==, 3);
  for (;; n++)
    {
      g_autoptr (GBytes) body = NULL;

      while (mirador_parts_get_n_waiting (answer->more) == 0 && n < 18)
        g_main_context_iteration (NULL, TRUE);
      body = mirador_parts_take (answer->more, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mirador_parts_get_n_waiting (answer->more), <=, 2);
      if (body == NULL)
        break;
    }
  g_assert_cmpuint (n, ==, 18);
  assert_each_cell_once (fixture->server, 3 * 6 * DHIS2_N_REGIONS);
}

typedef struct
{
  Dhis2Server *server;
  GCancellable *cancellable;
} Giving;

static gboolean
give_up_cb (gpointer user_data)
{
  Giving *giving = user_data;

  if (giving->server->n_analytics < 3)
    return G_SOURCE_CONTINUE;
  g_cancellable_cancel (giving->cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Giving giving = { fixture->server, cancellable };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server->delay = 5;
  fixture_ask (fixture, ALL_DATA, "LEVEL-2", "2018 2019 2020 2021 2022 2023");
  g_idle_add (give_up_cb, &giving);
  mirador_refresh_feed_async (fixture->store, fixture->definition, NULL, NULL, cancellable,
                              mirador_keep_result_cb, &result);
  mirador_wait_for (&result);
  g_assert_null (mirador_refresh_feed_finish (result, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->server->n_analytics, <, 18);
  g_assert_cmpuint (fixture_count_values (fixture), ==, 0);
}

static MiradorChart *
draw (Fixture *fixture, const char *kind, const MiradorQuery *query)
{
  const MiradorChartKind *of = mirador_chart_kind_get (kind, NULL);
  g_autoptr (GPtrArray) queries = mirador_chart_plan (of, query);
  g_autoptr (GPtrArray) frames
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);

  for (guint i = 0; i < queries->len; i++)
    {
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (frames,
                       mirador_store_query_sync (fixture->store, queries->pdata[i], &error));
      g_assert_no_error (error);
    }
  return mirador_chart_new (of, query, frames, 5);
}

static void
assert_says (const MiradorChart *chart, double value)
{
  g_autofree char *words = mirador_chart_describe (chart);
  g_autofree char *number = mirador_format_number (value, 0);

  g_test_message ("%s", words);
  g_assert_false (mirador_chart_is_empty (chart));
  g_assert_nonnull (strstr (words, number));
}

static void
test_chart (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorRefresh) done = fixture_refresh (fixture);
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (MiradorChart) chart = NULL;

  mirador_query_add_measure (query, "screenings");
  mirador_query_add_program (query, "same");
  g_assert_true (mirador_query_parse_period (query, "2025-03", NULL));
  query->by = MIRADOR_BY_PLACE;
  query->place_level = MIRADOR_LEVEL_REGION;
  chart = draw (fixture, "bars", query);
  assert_says (chart, fixture_expected (fixture, DHIS2_MH_SCREENINGS, "202503", DHIS2_LAMBAYEQUE));
  g_assert_nonnull (strstr (mirador_chart_get_source (chart), "DHIS2"));
}

/* Reports that came beside those that were expected. */
static void
test_reports (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (MiradorRefresh) done = NULL;
  g_autoptr (MiradorChart) chart = NULL;
  double came = 0, expected = 0;

  fixture_ask (fixture, DHIS2_DATA_SET_TB ".ACTUAL_REPORTS " DHIS2_DATA_SET_TB ".EXPECTED_REPORTS",
               "LEVEL-2", "202501 202502");
  done = fixture_refresh (fixture);
  g_assert_cmpuint (done->rejected, ==, 0);
  for (guint i = 1; i <= DHIS2_N_REGIONS; i++)
    {
      g_autofree char *unit = g_strdup_printf ("rEgionPer%02u", i);

      came += dhis2_reports (fixture->server->units, DHIS2_DATA_SET_TB, "ACTUAL_REPORTS", "202501",
                             unit);
      expected += dhis2_reports (fixture->server->units, DHIS2_DATA_SET_TB, "EXPECTED_REPORTS",
                                 "202501", unit);
    }
  g_assert_cmpfloat (fixture_value (fixture, "reports_received", "PE", "2025-01"), ==, came);
  g_assert_cmpfloat (fixture_value (fixture, "reports_received_target", "PE", "2025-01"), ==,
                     expected);
  mirador_query_add_measure (query, "reports_received");
  mirador_query_add_program (query, "tb");
  g_assert_true (mirador_query_parse_period (query, "2025-01", NULL));
  query->by = MIRADOR_BY_PROGRAM;
  chart = draw (fixture, "bullet", query);
  assert_says (chart, came);
  assert_says (chart, expected);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/dhis2/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-home-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_http_set_first_pause (1);
  ADD ("parts", test_parts);
  ADD ("places", test_places);
  ADD ("too-large", test_too_large);
  ADD ("credentials", test_credentials);
  ADD ("slow", test_slow);
  ADD ("failures", test_failures);
  ADD ("wrong-answers", test_wrong_answers);
  ADD ("empty-parts", test_empty_parts);
  ADD ("counts", test_counts);
  ADD ("revision", test_revision);
  ADD ("year-beside-months", test_year_beside_months);
  ADD ("values", test_values);
  ADD ("waiting", test_waiting);
  ADD ("cancel", test_cancel);
  ADD ("chart", test_chart);
  ADD ("reports", test_reports);
  result = g_test_run ();
  g_rmdir (home);
  return result;
}
