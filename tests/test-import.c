/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "refresh-fixture.h"

static void
test_import (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "clinic.csv", NULL);
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.csv", NULL);
  g_autofree char *table = make_table (NULL, 0);
  g_autofree char *bad = make_table ("140101,2024-13,10", 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorRefresh) refresh = NULL;

  g_assert_true (g_file_set_contents (path, table, -1, NULL));
  refresh = mirador_import_sync (fixture->store, path, NULL, fixture->mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (refresh->feed, ==, "clinic");
  g_assert_cmpstr (refresh->origin, ==, "clinic.csv");
  g_assert_cmpint (refresh->http_status, ==, 0);
  g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);

  g_assert_null (
    mirador_import_sync (fixture->store, missing, NULL, fixture->mapping, NULL, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_FILE_NOT_FOUND);
  g_clear_error (&error);
  assert_feed_error (fixture, -1);

  g_assert_true (g_file_set_contents (path, bad, -1, NULL));
  g_assert_null (mirador_import_sync (fixture->store, path, NULL, fixture->mapping, NULL, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_TOO_MANY_REJECTED);
  g_clear_error (&error);
  assert_feed_error (fixture, MIRADOR_ERROR_TOO_MANY_REJECTED);
  g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);

  g_assert_null (mirador_import_sync (fixture->store, path, NULL, NULL, NULL, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_NO_MAPPING);
  g_autofree char *sentence = mirador_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, "Its columns: ubigeo, month, cases."));
  g_assert_nonnull (strstr (sentence, "minsa-mental-health-screenings"));
  g_clear_error (&error);
  g_assert_null (mirador_import_sync (fixture->store, path, NULL, "nothing", NULL, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_MAPPING_UNKNOWN);
  g_clear_error (&error);
  g_assert_null (mirador_import_sync (fixture->store, path, "xls", fixture->mapping, NULL, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_FORMAT_UNKNOWN);
}

static void
test_preview (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "clinic.csv", NULL);
  g_autofree char *table = make_table ("140101,2024-13,10", 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorPreview) preview = NULL;
  g_autoptr (MiradorPreview) unmapped = NULL;
  g_autoptr (GPtrArray) feeds = NULL;
  const MiradorObservation *first;
  char **record;

  g_assert_true (g_file_set_contents (path, table, -1, NULL));
  preview = mirador_preview_sync (path, NULL, fixture->mapping, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (preview->format, ==, "csv");
  g_assert_cmpuint (g_strv_length (preview->columns), ==, 3);
  g_assert_cmpuint (preview->n_rows, ==, N_ROWS);
  g_assert_cmpuint (preview->n_rejected, ==, 3);
  g_assert_cmpuint (preview->n_observations, ==, N_ROWS - 3);
  g_assert_cmpuint (preview->records->len, ==, N_ROWS);
  record = g_ptr_array_index (preview->records, 3);
  g_assert_cmpstr (record[0], ==, "140104");
  g_assert_cmpuint (preview->rejects->len, ==, 3);
  first = &g_array_index (preview->observations, MiradorObservation, 0);
  g_assert_cmpstr (first->place->code, ==, "140104");
  g_assert_cmpfloat (first->value, ==, 10);

  unmapped = mirador_preview_sync (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (unmapped->mapping);
  g_assert_cmpuint (unmapped->n_rows, ==, N_ROWS);
  feeds = mirador_store_list_feeds_sync (fixture->store, NULL);
  g_assert_cmpuint (feeds->len, ==, 0);
}

#define OWN_HEAD                                                                                   \
  "{\"mirador\":1,\"feed\":\"trial\",\"terms\":{\"*\":{\"adds\":[\"time\",\"place\"]}},"           \
  "\"columns\":[\"measure\",\"program\",\"place\",\"period\",\"breakdown\",\"value\"],\"rows\":["
#define OWN_WOMEN "[\"home_visits\",\"tb\",\"PE\",\"2025-01\",\"sex=F\",5]"
#define OWN_MEN "[\"home_visits\",\"tb\",\"PE\",\"2025-01\",\"sex=M\",6]"

static MiradorGap
gap_of_home_visits (Fixture *fixture, const char *sex, double *value)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GError) error = NULL;

  mirador_query_add_measure (query, "home_visits");
  mirador_query_add_program (query, "tb");
  mirador_query_add_place (query, "PE");
  if (sex != NULL)
    mirador_query_add_member (query, "sex", sex);
  query->range = (MiradorRange){ mirador_day_new (2025, 1, 1), mirador_day_new (2025, 1, 31) };
  g_autoptr (MiradorFrame) frame = mirador_store_query_sync (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mirador_frame_get_n_rows (frame), ==, 1);
  *value = mirador_frame_get_row (frame, 0)->value;
  return mirador_frame_get_row (frame, 0)->gap;
}

/* A document that does not say what it gives keeps its terms, and what is gone from it goes. */
static void
test_own_format (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "trial.json", NULL);
  g_autoptr (GError) error = NULL;
  double value = 0;

  g_assert_true (g_file_set_contents (path, OWN_HEAD OWN_WOMEN "," OWN_MEN "]}", -1, NULL));
  g_autoptr (MiradorRefresh) first
    = mirador_import_sync (fixture->store, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->added, ==, 2);
  g_assert_cmpint (gap_of_home_visits (fixture, NULL, &value), ==, MIRADOR_GAP_ADDS_NOT_BREAKDOWN);
  g_assert_true (isnan (value));
  g_assert_cmpint (gap_of_home_visits (fixture, "M", &value), ==, MIRADOR_GAP_NONE);
  g_assert_cmpfloat (value, ==, 6);

  g_assert_true (g_file_set_contents (path, OWN_HEAD OWN_WOMEN "]}", -1, NULL));
  g_autoptr (MiradorRefresh) second
    = mirador_import_sync (fixture->store, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->retired, ==, 1);
  g_assert_cmpuint (second->added + second->changed, ==, 0);
  g_assert_cmpint (gap_of_home_visits (fixture, "M", &value), !=, MIRADOR_GAP_NONE);
  g_assert_true (isnan (value));
  g_assert_cmpint (gap_of_home_visits (fixture, "F", &value), ==, MIRADOR_GAP_NONE);
  g_assert_cmpfloat (value, ==, 5);
}

#define ADD(path, function) g_test_add ("/import/" path, Fixture, NULL, set_up, function, tear_down)

/* Where the mapping says that its members are not all, they never make the whole. */
static void
test_open_breakdown (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *rule; /* of the column sex */
    double sum;       /* NaN: a gap */
  } cases[] = { { "{\"column\": \"sex\", \"codes\": {\"F\": \"F\", \"M\": \"M\"}}", 10 },
                { "{\"column\": \"sex\", \"codes\": {\"F\": \"F\", \"M\": \"M\"},"
                  " \"complete\": false}",
                  NAN } };
  g_autofree char *path = g_build_filename (fixture->folder, "sexes.csv", NULL);

  g_assert_true (
    g_file_set_contents (path, "sex,month,cases\nF,2024-01,6\nM,2024-01,4\n", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mapping = g_strdup_printf (
        "{\"mapping\": 1, \"id\": \"open\", \"feed\": \"open-%u\", \"program\": \"tb\","
        " \"measure\": \"screenings\", \"place\": \"PE\", \"period\": {\"column\": \"month\"},"
        " \"value\": \"cases\", \"breakdowns\": {\"sex\": %s}}",
        i, cases[i].rule);
      g_autofree char *feed = g_strdup_printf ("open-%u", i);
      g_autoptr (MiradorQuery) query = mirador_query_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorFrame) frame = NULL;
      g_autoptr (MiradorRefresh) refresh
        = mirador_import_sync (fixture->store, path, "csv", mapping, NULL, &error);

      g_assert_no_error (error);
      mirador_query_add_measure (query, "screenings");
      query->feed = g_intern_string (feed);
      mirador_query_add_program (query, "tb");
      query->range = (MiradorRange){ mirador_day_new (2024, 1, 1), mirador_day_new (2024, 1, 31) };
      frame = mirador_store_query_sync (fixture->store, query, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (mirador_frame_get_n_rows (frame), ==, 1);
      if (isnan (cases[i].sum))
        g_assert_cmpint (mirador_frame_get_row (frame, 0)->gap, ==, MIRADOR_GAP_SET_UNKNOWN);
      else
        g_assert_cmpfloat (mirador_frame_get_row (frame, 0)->value, ==, cases[i].sum);
    }
}

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
  ADD ("file", test_import);
  ADD ("preview", test_preview);
  ADD ("own-format", test_own_format);
  ADD ("open-breakdown", test_open_breakdown);
  result = g_test_run ();
  g_rmdir (home);
  return result;
}
