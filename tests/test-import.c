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

#define ADD(path, function) g_test_add ("/import/" path, Fixture, NULL, set_up, function, tear_down)

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
  result = g_test_run ();
  g_rmdir (home);
  return result;
}
