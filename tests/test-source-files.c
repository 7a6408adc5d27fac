/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source-fixture.h"

#include "workbook.h"

/* The files of a feed that is made, and giving up on the way. */

static MiradorSource *
ready_table (const char *path)
{
  MiradorSource *source = source_new ("table", path);
  g_autoptr (GError) error = NULL;

  g_autoptr (MiradorPreview) raw = preview (source, &error);
  g_assert_no_error (error);
  mirador_source_set_program (source, "same");
  confirm_all (source);
  mirador_source_set_match (source, match_of (source, MIRADOR_USE_PLACE, "NO PRECISA"), NULL, NULL);
  return source;
}

/* Neither a feed of the same title nor a shipped one loses its files. */
static void
test_files_are_not_overwritten (void)
{
  static const struct
  {
    const char *title, *id;
  } cases[] = {
    { "Población", "poblacion" },
    { "Población", "poblacion-2" },
    { "poblacion!", "poblacion-3" },
    { "Population", "population-2" },
    { "¿…?", "table" },
    { "demo", "demo-2" },
  };
  g_autofree char *path = write_table ("tamizajes.csv", SPANISH_TABLE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorSource) source = ready_table (path);
      g_autoptr (GError) error = NULL;

      set_title (source, cases[i].title);
      g_assert_true (save (source, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (mirador_source_get_definition (source)->id, ==, cases[i].id);
      /* Saved again, it is the same feed. */
      g_assert_true (save (source, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (mirador_source_get_definition (source)->id, ==, cases[i].id);
    }
  remove_feeds ();
}

/* What was made works wherever it lies. */
static void
test_files_can_be_copied (void)
{
  g_autofree char *path = write_table ("tamizajes.csv", SPANISH_TABLE);
  g_autoptr (MiradorSource) source = ready_table (path);
  g_autofree char *folder = feeds_folder ();
  g_autofree char *authority = write_table ("ca.pem", "-----BEGIN CERTIFICATE-----\n");
  g_autoptr (GError) error = NULL;
  guint64 n_values = 0;

  mirador_source_set_authority (source, authority);
  set_title (source, "Copia");
  g_assert_true (save (source, NULL, &error));
  g_assert_no_error (error);
  g_autofree char *definition = read_feed_file ("copia.feed.json");
  g_assert_null (strstr (definition, folder));
  g_assert_null (strstr (definition, authority));
  g_autofree char *text = read_feed_file ("copia.pem");
  g_assert_cmpstr (text, ==, "-----BEGIN CERTIFICATE-----\n");
  /* The mapping travels in the definition: one file to copy. */
  g_assert_nonnull (strstr (definition, "\"mapping\" : {"));
  g_autoptr (MiradorDefinition) copied
    = mirador_definition_parse (definition, -1, "copia.feed.json", &error);
  g_assert_no_error (error);
  g_autofree char *again = mirador_definition_to_json (copied);
  g_assert_cmpstr (again, ==, definition);
  /* The one that was just made can be refreshed as it stands. */
  const MiradorTable *table = g_ptr_array_index (mirador_source_get_definition (source)->tables, 0);
  g_assert_true (mirador_mapping_is_text (table->mapping));
  g_autoptr (MiradorStore) store = pull ("copia", &n_values);
  g_assert_cmpuint (n_values, ==, 5);
  remove_feeds ();
}

static void
test_files_cannot_be_written (void)
{
  g_autofree char *path = write_table ("tamizajes.csv", SPANISH_TABLE);
  g_autoptr (MiradorSource) source = ready_table (path);
  g_autofree char *folder = feeds_folder ();
  g_autoptr (GError) error = NULL;

  remove_feeds ();
  g_rmdir (folder);
  g_autofree char *above = g_path_get_dirname (folder);
  g_mkdir_with_parents (above, 0700);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  set_title (source, "Copia");
  g_assert_false (save (source, NULL, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_FILE_UNWRITABLE);
  g_assert_cmpint (g_remove (folder), ==, 0);
}

/* Giving up */

typedef enum
{
  CHECK,
  BROWSE,
  PREVIEW,
  READ_CODES,
  SAVE,
  N_CALLS
} Call;

static void
start (MiradorSource *source, Call call, GCancellable *cancellable, GAsyncResult **result)
{
  if (call == CHECK)
    mirador_source_check_async (source, cancellable, keep_cb, result);
  else if (call == BROWSE)
    mirador_source_browse_async (source, MIRADOR_REMOTE_INDICATOR, NULL, NULL, cancellable, keep_cb,
                                 result);
  else if (call == PREVIEW)
    mirador_source_preview_async (source, cancellable, keep_cb, result);
  else if (call == READ_CODES)
    mirador_source_read_codes_async (source, cancellable, keep_cb, result);
  else
    mirador_source_save_async (source, cancellable, keep_cb, result);
}

static void
finish (MiradorSource *source, Call call, GAsyncResult *result, GError **error)
{
  g_autoptr (MiradorSourceCheck) said = NULL;
  g_autoptr (GPtrArray) remotes = NULL;
  g_autoptr (MiradorPreview) seen = NULL;

  if (call == CHECK)
    said = mirador_source_check_finish (source, result, error);
  else if (call == BROWSE)
    remotes = mirador_source_browse_finish (source, result, NULL, error);
  else if (call == PREVIEW)
    seen = mirador_source_preview_finish (source, result, error);
  else if (call == READ_CODES)
    mirador_source_read_codes_finish (source, result, error);
  else
    mirador_source_save_finish (source, result, NULL, error);
}

static MiradorSource *
ready_dhis2 (Dhis2Server *server)
{
  MiradorSource *source = dhis2_source_new (server);

  choose_demo (source);
  confirm_all (source);
  return source;
}

static void
test_cancelled (void)
{
  for (Call call = CHECK; call < N_CALLS; call++)
    {
      g_autoptr (Dhis2Server) server = dhis2_server_new ();
      g_autoptr (MiradorSource) source = ready_dhis2 (server);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      set_title (source, "Cancelled");
      start (source, call, cancellable, &result);
      g_cancellable_cancel (cancellable);
      wait_for (&result);
      finish (source, call, result, &error);
      g_test_message ("%d", call);
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
    }
}

static void
test_freed (void)
{
  for (Call call = CHECK; call < N_CALLS; call++)
    {
      g_autoptr (Dhis2Server) server = dhis2_server_new ();
      MiradorSource *source = ready_dhis2 (server);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      set_title (source, "Freed");
      start (source, call, NULL, &result);
      mirador_source_free (source);
      wait_for (&result);
      finish (source, call, result, &error);
      g_test_message ("%d", call);
      g_assert_no_error (error);
    }
  remove_feeds ();
}

/* Another address while the first one is still being asked. */
static void
test_changed_meanwhile (void)
{
  g_autofree char *path = write_table ("tamizajes.csv", SPANISH_TABLE);
  g_autoptr (MiradorSource) source = source_new ("table", path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  mirador_source_preview_async (source, NULL, keep_cb, &result);
  mirador_source_set_location (source, "/elsewhere.csv");
  wait_for (&result);
  g_assert_null (mirador_source_preview_finish (source, result, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  g_assert_cmpuint (mirador_source_get_matches (source)->len, ==, 0);
}

#define CELL(text) "<c t=\"str\"><v>" text "</v></c>"

/* The sheet that was chosen is the one that the feed reads later. */
static void
test_workbook (void)
{
  const Book book = { .sheet = "<sheetData><row>" CELL ("Periodo") CELL ("Ubigeo")
                        CELL ("Tamizajes") "</row>"
                                           "<row>" CELL ("2024-01")
                                             CELL ("140101") "<c><v>7</v></c></row></sheetData>" };
  g_autoptr (GBytes) bytes = book_make (&book);
  g_autofree char *path = write_table ("libro.xlsx", "");
  g_autoptr (MiradorSource) source = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_values = 0;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize)g_bytes_get_size (bytes), NULL));
  source = source_new ("table", path);
  mirador_source_set_sheet (source, "Tres");
  g_assert_null (preview (source, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  mirador_source_set_sheet (source, "Dos");
  g_autoptr (MiradorPreview) other = preview (source, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (other->columns[0], ==, "z");
  mirador_source_set_sheet (source, "Uno");
  g_autoptr (MiradorPreview) raw = preview (source, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mirador_source_get_column (source, "Ubigeo"), ==, MIRADOR_USE_PLACE);
  mirador_source_set_program (source, "same");
  confirm_all (source);
  set_title (source, "Libro");
  g_assert_true (save (source, NULL, &error));
  g_assert_no_error (error);
  g_autoptr (MiradorStore) store = pull ("libro", &n_values);
  g_assert_cmpfloat (figure (store, "screenings", "same", "140101", "2024-01"), ==, 7);
  remove_feeds ();
}

int
main (int argc, char **argv)
{
  source_test_init (&argc, &argv);
  g_test_add_func ("/workbook/whole-way", test_workbook);
  g_test_add_func ("/files/not-overwritten", test_files_are_not_overwritten);
  g_test_add_func ("/files/can-be-copied", test_files_can_be_copied);
  g_test_add_func ("/files/cannot-be-written", test_files_cannot_be_written);
  g_test_add_func ("/call/cancelled", test_cancelled);
  g_test_add_func ("/call/freed", test_freed);
  g_test_add_func ("/call/changed-meanwhile", test_changed_meanwhile);
  return g_test_run ();
}
