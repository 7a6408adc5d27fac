/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The source assistant in the real window, from the first step to figures in the store. Without a
 * display it is skipped. */
#include <adwaita.h>
#include "app/application.h"
#include "app/choice.h"
#include "app/feed-credentials.h"
#include "app/feed-row.h"
#include "app/window.h"
#include "assistant-walk.h"
#include "dhis2-server.h"
#include "feeds/secret.h"
#include "model/language.h"
#include "store/sqlite-store.h"
#include "test-server.h"

static MiradorApplication *application;
static MiradorWindow *window;

static MiradorStore *
get_store (void)
{
  return mirador_session_get_store (mirador_window_get_session (window));
}

static MiradorAssistant *
open_assistant (const char *kind)
{
  MiradorAssistant *assistant
    = mirador_assistant_new (GTK_WINDOW (window), mirador_window_get_session (window));

  g_object_ref_sink (assistant);
  gtk_window_present (GTK_WINDOW (assistant));
  walk_wait (assistant);
  g_assert_cmpstr (mirador_assistant_get_step_name (assistant), ==, "kind");
  mirador_assistant_choose_kind (assistant, kind);
  g_assert_cmpstr (mirador_assistant_get_step_name (assistant), ==, "connection");
  return assistant;
}

static void
close_assistant (MiradorAssistant *assistant)
{
  gtk_window_destroy (GTK_WINDOW (assistant));
  g_object_unref (assistant);
}

/* Goes on, and must come to @step. */
static void
go_on_to (MiradorAssistant *assistant, const char *step)
{
  g_autofree char *why_not
    = mirador_assistant_step_why_not (mirador_assistant_get_step (assistant));

  g_test_message ("%s: %s", mirador_assistant_get_step_name (assistant),
                  why_not != NULL ? why_not : "may go on");
  g_assert_null (why_not);
  walk_press (assistant, "assistant.next");
  g_assert_cmpstr (mirador_assistant_get_step_name (assistant), ==, step);
}

static guint64
count_values (const char *feed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) statuses = mirador_store_list_feeds_sync (get_store (), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < statuses->len; i++)
    {
      const MiradorFeedStatus *status = statuses->pdata[i];

      if (g_str_equal (status->profile->id, feed))
        {
          if (status->last != NULL && status->last->error != NULL)
            g_test_message ("%s: %s", feed, status->last->error->message);
          return status->n_values;
        }
    }
  return 0;
}

/* Saves; what it made is refreshed and shown among the feeds. */
static guint64
save (MiradorAssistant *assistant)
{
  MiradorSession *session = mirador_window_get_session (window);
  g_autofree char *feed = NULL;

  walk_press (assistant, "assistant.next");
  feed = g_strdup (mirador_source_get_definition (mirador_assistant_get_source (assistant))->id);
  g_assert_nonnull (feed);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (assistant)));
  g_object_unref (assistant);
  while (mirador_session_is_refreshing (session, feed, NULL, NULL))
    g_main_context_iteration (NULL, TRUE);
  return count_values (feed);
}

static char *
write_table (const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (g_get_user_data_dir (), name, NULL);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* Twelve good rows, one of them of a code that is nobody's, and one without a figure. */
static char *
write_figures (const char *name)
{
  g_autoptr (GString) text = g_string_new ("Departamento,Mes,Tamizados\n");

  for (guint month = 1; month <= 10; month++)
    g_string_append_printf (text, "Loreto,2025-%02u,%u\n", month, 100 + month);
  g_string_append (text, "CUSCO,2025-01,80\nSede central,2025-01,15\nUcayali,2025-02,n.d.\n");
  return write_table (name, text->str);
}

static void
choose_column (MiradorAssistant *assistant, const char *column, MiradorColumnUse use)
{
  g_assert_true (mirador_source_grid_choose (walk_field (assistant, "grid"), column, use));
  walk_wait (assistant);
}

static void
choose_constant (MiradorAssistant *assistant, const char *field, const char *id)
{
  AdwComboRow *row = walk_field (assistant, field);
  guint at = mirador_choice_find (adw_combo_row_get_model (row), id);

  g_assert_cmpuint (at, !=, G_MAXUINT);
  adw_combo_row_set_selected (row, at);
  walk_wait (assistant);
}

static MiradorAssistant *
open_on_columns (const char *path)
{
  MiradorAssistant *assistant = open_assistant ("table");

  walk_write (assistant, "location", path);
  go_on_to (assistant, "columns");
  choose_column (assistant, "Departamento", MIRADOR_USE_PLACE);
  choose_column (assistant, "Mes", MIRADOR_USE_PERIOD);
  choose_column (assistant, "Tamizados", MIRADOR_USE_VALUE);
  choose_constant (assistant, "program", "tb");
  choose_constant (assistant, "measure", "people_screened");
  return assistant;
}

/* A code that nothing was found for is mapped by hand; a bad row is set aside. */
static void
test_table (void)
{
  g_autofree char *path = write_figures ("tamizados.csv");
  MiradorAssistant *assistant = open_on_columns (path);
  MiradorMatchRow *row;

  go_on_to (assistant, "codes");
  row = walk_find_match (assistant, "Sede central");
  g_assert_nonnull (row);
  g_assert_null (mirador_match_row_get_match (row)->target);
  g_assert_true (walk_match (assistant, "Sede central", "15", NULL));
  g_assert_cmpstr (mirador_match_row_get_match (row)->target, ==, "15");
  walk_confirm_all (assistant, MIRADOR_USE_PLACE);
  go_on_to (assistant, "preview");
  g_assert_cmpuint (mirador_assistant_preview_get_n_rows (
                      MIRADOR_ASSISTANT_PREVIEW (mirador_assistant_get_step (assistant))),
                    ==, 12);
  go_on_to (assistant, "save");
  walk_write (assistant, "name", "Office of Loreto");
  g_assert_cmpuint (save (assistant), ==, 12);
}

/* What a row says is passed over on purpose is not in the store. */
static void
test_left_out (void)
{
  g_autofree char *path = write_figures ("left-out.csv");
  MiradorAssistant *assistant = open_on_columns (path);

  go_on_to (assistant, "codes");
  gtk_widget_activate_action (GTK_WIDGET (walk_find_match (assistant, "Sede central")),
                              "match.leave-out", NULL);
  walk_confirm_all (assistant, MIRADOR_USE_PLACE);
  go_on_to (assistant, "preview");
  go_on_to (assistant, "save");
  walk_write (assistant, "name", "Left out");
  g_assert_cmpuint (save (assistant), ==, 11);
}

static const char gho[]
  = "{\"@odata.context\":\"https://ghoapi.azureedge.net/api/$metadata#MDG_0000000020\",\"value\":["
    "{\"Id\":1,\"IndicatorCode\":\"MDG_0000000020\",\"SpatialDimType\":\"COUNTRY\","
    "\"SpatialDim\":\"PER\",\"TimeDimType\":\"YEAR\",\"TimeDim\":2022,\"Dim1Type\":null,"
    "\"Dim1\":null,\"Dim2Type\":null,\"Dim2\":null,\"Dim3Type\":null,\"Dim3\":null,"
    "\"DataSourceDimType\":null,\"DataSourceDim\":null,\"Value\":\"151 [117-190]\","
    "\"NumericValue\":151.0,\"Low\":117.0,\"High\":190.0,\"Comments\":null,"
    "\"Date\":\"2023-11-06T13:42:30+01:00\",\"TimeDimensionValue\":\"2022\","
    "\"TimeDimensionBegin\":\"2022-01-01T00:00:00+01:00\","
    "\"TimeDimensionEnd\":\"2022-12-31T00:00:00+01:00\"},"
    "{\"Id\":2,\"IndicatorCode\":\"MDG_0000000020\",\"SpatialDimType\":\"COUNTRY\","
    "\"SpatialDim\":\"PER\",\"TimeDimType\":\"YEAR\",\"TimeDim\":2023,\"Dim1Type\":null,"
    "\"Dim1\":null,\"Dim2Type\":null,\"Dim2\":null,\"Dim3Type\":null,\"Dim3\":null,"
    "\"DataSourceDimType\":null,\"DataSourceDim\":null,\"Value\":\"173 [134-217]\","
    "\"NumericValue\":173.0,\"Low\":134.0,\"High\":217.0,\"Comments\":null,"
    "\"Date\":\"2024-10-29T13:42:30+01:00\",\"TimeDimensionValue\":\"2023\","
    "\"TimeDimensionBegin\":\"2023-01-01T00:00:00+01:00\","
    "\"TimeDimensionEnd\":\"2023-12-31T00:00:00+01:00\"}]}";

/* What a shipped mapping reads whole goes to the preview at once. */
static void
test_who (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *address = g_strdup_printf ("%s/api/MDG_0000000020", server->base);
  MiradorAssistant *assistant = open_assistant ("who");

  test_server_put (server, "/api/MDG_0000000020", 200, gho);
  walk_write (assistant, "location", address);
  go_on_to (assistant, "preview");
  g_assert_cmpuint (mirador_assistant_preview_get_n_rows (
                      MIRADOR_ASSISTANT_PREVIEW (mirador_assistant_get_step (assistant))),
                    ==, 2);
  go_on_to (assistant, "save");
  walk_write (assistant, "name", "WHO, incidence");
  g_assert_cmpuint (save (assistant), ==, 2);
}

static void
log_in (MiradorAssistant *assistant, Dhis2Server *server, const char *password)
{
  walk_write (assistant, "location", server->base);
  walk_write (assistant, "user", DHIS2_USER);
  walk_write (assistant, "secret", password);
}

/* A wrong password says so, and everything else that was written stays. */
static void
test_wrong_password (void)
{
  g_autoptr (Dhis2Server) server = dhis2_server_new ();
  MiradorAssistant *assistant = open_assistant ("dhis2");
  AdwPasswordEntryRow *secret;

  log_in (assistant, server, "wrong");
  walk_press (assistant, "connection.test");
  secret = walk_field (assistant, "secret");
  g_assert_cmpstr (mirador_assistant_connection_get_result (
                     MIRADOR_ASSISTANT_CONNECTION (mirador_assistant_get_step (assistant))),
                   !=, "");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (secret), "error"));
  walk_press (assistant, "assistant.next");
  g_assert_cmpstr (mirador_assistant_get_step_name (assistant), ==, "connection");
  g_assert_cmpstr (gtk_editable_get_text (walk_field (assistant, "user")), ==, DHIS2_USER);
  g_assert_cmpstr (gtk_editable_get_text (walk_field (assistant, "location")), ==, server->base);
  walk_write (assistant, "secret", DHIS2_PASSWORD);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (secret), "error"));
  go_on_to (assistant, "question");
  close_assistant (assistant);
}

static void
test_dhis2 (void)
{
  g_autoptr (Dhis2Server) server = dhis2_server_new ();
  MiradorAssistant *assistant = open_assistant ("dhis2");

  log_in (assistant, server, DHIS2_PASSWORD);
  go_on_to (assistant, "question");
  walk_browse (assistant, MIRADOR_REMOTE_DATA_ELEMENT);
  g_assert_true (walk_check (assistant, "TB: Personas tamizadas"));
  walk_browse (assistant, MIRADOR_REMOTE_LEVEL);
  g_assert_true (walk_check (assistant, "Región"));
  go_on_to (assistant, "codes");
  if (mirador_match_row_get_match (walk_find_match (assistant, DHIS2_TB_SCREENED))->target == NULL)
    g_assert_true (walk_match (assistant, DHIS2_TB_SCREENED, "people_screened", "tb"));
  walk_confirm_all (assistant, MIRADOR_USE_MEASURE);
  walk_confirm_all (assistant, MIRADOR_USE_PLACE);
  go_on_to (assistant, "preview");
  g_assert_cmpuint (mirador_assistant_preview_get_n_rows (
                      MIRADOR_ASSISTANT_PREVIEW (mirador_assistant_get_step (assistant))),
                    >, 0);
  go_on_to (assistant, "save");
  walk_write (assistant, "name", "DHIS2 of the office");
  g_setenv ("MIRADOR_SECRET_DHIS2_OF_THE_OFFICE", DHIS2_PASSWORD, TRUE);
  /* 25 regions by 12 months */
  g_assert_cmpuint (save (assistant), ==, 300);
}

/* Whatever is under way, the window may be closed. */
static void
test_closing_midway (void)
{
  g_autoptr (Dhis2Server) server = dhis2_server_new ();
  MiradorAssistant *assistant = open_assistant ("dhis2");
  gpointer weak = assistant;

  server->delay = 50;
  log_in (assistant, server, DHIS2_PASSWORD);
  gtk_widget_activate_action (GTK_WIDGET (mirador_assistant_get_step (assistant)),
                              "connection.test", NULL);
  g_assert_true (mirador_assistant_is_busy (assistant));
  g_object_add_weak_pointer (G_OBJECT (assistant), &weak);
  close_assistant (assistant);
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Escape closes an empty form at once, and asks before work is lost. */
static void
test_asks_before_losing (void)
{
  MiradorAssistant *assistant = open_assistant ("table");

  gtk_window_close (GTK_WINDOW (assistant));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (assistant)));
  g_object_unref (assistant);
  assistant = open_assistant ("table");
  walk_write (assistant, "location", "https://example.org/figures.csv");
  gtk_window_close (GTK_WINDOW (assistant));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (assistant)));
  close_assistant (assistant);
}

static MiradorFeedRow *
find_row (const char *feed)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  walk_list (GTK_WIDGET (window), MIRADOR_TYPE_FEED_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (mirador_feed_row_get_feed (rows->pdata[i]), feed))
      return rows->pdata[i];
  return NULL;
}

static MiradorFeedRow *
add_server (void)
{
  g_autoptr (MiradorDefinition) definition = mirador_definition_new ("a-server");
  MiradorTable *table = definition->tables->len > 0 ? g_ptr_array_index (definition->tables, 0)
                                                    : mirador_definition_add_table (definition, "");
  g_autoptr (GError) error = NULL;

  definition->title.en = g_strdup ("A server");
  definition->auth = MIRADOR_AUTH_BASIC;
  definition->user = g_strdup ("lectura");
  definition->every_hours = 6;
  table->location = g_strdup ("https://dhis2.example.org/");
  mirador_definition_save (definition, &error);
  g_assert_no_error (error);
  mirador_window_show_feed (window, "a-server");
  while (find_row ("a-server") == NULL)
    g_main_context_iteration (NULL, TRUE);
  return find_row ("a-server");
}

static MiradorFeedCredentials *
find_credentials (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) found = g_list_model_get_item (windows, i);

      if (MIRADOR_IS_FEED_CREDENTIALS (found))
        return MIRADOR_FEED_CREDENTIALS (found);
    }
  return NULL;
}

static gpointer
get_child (gpointer widget, const char *name)
{
  return gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);
}

/* Without a keyring that is said in words, and nothing of the password is written anywhere. */
static void
test_credentials (void)
{
  MiradorFeedRow *row = add_server ();
  MiradorFeedCredentials *dialog;
  g_autofree char *path
    = g_build_filename (g_get_user_config_dir (), "mirador", "feeds", "a-server.feed.json", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpstr (gtk_label_get_text (get_child (row, "schedule")), ==,
                   "Refreshed: Every 6 hours");
  gtk_widget_activate_action (GTK_WIDGET (row), "feed.credentials", NULL);
  dialog = find_credentials ();
  g_assert_nonnull (dialog);
  g_assert_cmpstr (gtk_editable_get_text (get_child (dialog, "user")), ==, "lectura");
  gtk_editable_set_text (get_child (dialog, "secret"), DHIS2_PASSWORD);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "credentials.save", NULL);
  while (find_credentials () != NULL && !gtk_widget_get_visible (get_child (dialog, "problem_box")))
    g_main_context_iteration (NULL, TRUE);
  if (find_credentials () != NULL)
    gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, DHIS2_PASSWORD));
  mirador_definition_remove ("a-server", NULL);
}

static void
open_window (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "assistant.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) store = mirador_sqlite_store_open (path, &error);
  g_autoptr (MiradorSession) session = NULL;

  g_assert_no_error (error);
  session = mirador_session_new (store, FALSE);
  window = mirador_window_new (ADW_APPLICATION (application), session);
  gtk_window_present (GTK_WINDOW (window));
}

static void
add_tests (void)
{
  g_test_add_func ("/assistant/table", test_table);
  g_test_add_func ("/assistant/left-out", test_left_out);
  g_test_add_func ("/assistant/who", test_who);
  g_test_add_func ("/assistant/wrong-password", test_wrong_password);
  g_test_add_func ("/assistant/dhis2", test_dhis2);
  g_test_add_func ("/assistant/closing-midway", test_closing_midway);
  g_test_add_func ("/assistant/asks-before-losing", test_asks_before_losing);
  g_test_add_func ("/feeds/credentials", test_credentials);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-assistant-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_DIRS", folder, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_setenv ("GTK_A11Y", "none", FALSE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  if (!mirador_application_open_display ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  application = mirador_application_new ("unused", FALSE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  open_window ();
  add_tests ();
  status = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (application);
  return status;
}
