/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real window, on a display: meson test runs it in Xvfb; without any display it is skipped. */
#include <adwaita.h>
#include "app/application.h"
#include "app/chart-card.h"
#include "app/feed-row.h"
#include "app/feeds-page.h"
#include "app/filter-bar.h"
#include "app/import-dialog.h"
#include "app/overview-page.h"
#include "app/preferences-window.h"
#include "app/text-table.h"
#include "app/welcome-page.h"
#include "app/window.h"
#include "feeds/refresh.h"
#include "model/language.h"
#include "model/resource.h"
#include "store/sqlite-store.h"

static MiradorApplication *application;

static MiradorStore *
open_store (void)
{
  static guint n = 0;
  g_autofree char *name = g_strdup_printf ("window-%u.db", n++);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autoptr (GError) error = NULL;
  MiradorStore *store = mirador_sqlite_store_open (path, &error);

  g_assert_no_error (error);
  return store;
}

static void
pull (MiradorStore *store, const char *feed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (feed, &error);
  g_autoptr (GPtrArray) refreshes = mirador_refresh_feed_sync (store, definition, &error);

  g_assert_no_error (error);
}

static gboolean
set_true_cb (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until everything that waits has had its turn: the last in the queue is our own. */
static void
drain (void)
{
  gboolean over = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, set_true_cb, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_busy (MiradorWindow *window)
{
  const char *const feeds[] = { "population", "ses-annual-report-2025", "oficina" };

  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    if (mirador_session_is_refreshing (mirador_window_get_session (window), feeds[i], NULL, NULL))
      return TRUE;
  return !mirador_session_is_ready (mirador_window_get_session (window))
         || mirador_window_is_loading (window);
}

static void
await (MiradorWindow *window)
{
  drain ();
  while (is_busy (window))
    drain ();
  drain ();
}

static MiradorWindow *
open_window (MiradorStore *store)
{
  g_autoptr (MiradorSession) session = mirador_session_new (store, FALSE);
  MiradorWindow *window = mirador_window_new (ADW_APPLICATION (application), session);

  mirador_session_begin (session);
  gtk_window_present (GTK_WINDOW (window));
  await (window);
  return window;
}

static MiradorWindow *
open_on_report (void)
{
  g_autoptr (MiradorStore) store = open_store ();

  pull (store, "ses-annual-report-2025");
  pull (store, "population");
  return open_window (store);
}

/* The first widget of a type, in reading order. */
static GtkWidget *
find (gpointer root, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
test_opens_on_figures (void)
{
  MiradorWindow *window = open_on_report ();
  GtkWidget *overview = find (window, MIRADOR_TYPE_OVERVIEW_PAGE);
  g_autoptr (GPtrArray) cards = NULL;

  g_assert_true (gtk_widget_get_mapped (overview));
  cards = mirador_overview_page_list_cards (MIRADOR_OVERVIEW_PAGE (overview));
  g_assert_cmpuint (cards->len, ==, 10);
  for (guint i = 0; i < cards->len; i++)
    g_assert_nonnull (mirador_chart_card_get_chart (g_ptr_array_index (cards, i)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_first_start_welcomes (void)
{
  g_autoptr (MiradorStore) store = open_store ();
  MiradorWindow *window = open_window (store);

  g_assert_true (gtk_widget_get_mapped (find (window, MIRADOR_TYPE_WELCOME_PAGE)));
  gtk_widget_activate_action (find (window, MIRADOR_TYPE_WELCOME_PAGE), "welcome.load-report",
                              NULL);
  await (window);
  while (!gtk_widget_get_mapped (find (window, MIRADOR_TYPE_OVERVIEW_PAGE)))
    g_main_context_iteration (NULL, TRUE);
  await (window);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
list_menus (GtkWidget *widget, GPtrArray *menus)
{
  if (GTK_IS_DROP_DOWN (widget))
    g_ptr_array_add (menus, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    list_menus (child, menus);
}

static void
test_filter_changes_every_chart (void)
{
  MiradorWindow *window = open_on_report ();
  g_autoptr (GPtrArray) cards = mirador_overview_page_list_cards (
    MIRADOR_OVERVIEW_PAGE (find (window, MIRADOR_TYPE_OVERVIEW_PAGE)));
  g_autoptr (GPtrArray) menus = g_ptr_array_new ();
  g_autoptr (GPtrArray) before
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_chart_unref);
  g_autofree char *said = NULL, *says = NULL;

  for (guint i = 0; i < cards->len; i++)
    g_ptr_array_add (before, mirador_chart_ref (mirador_chart_card_get_chart (cards->pdata[i])));
  list_menus (find (window, MIRADOR_TYPE_FILTER_BAR), menus);
  g_assert_cmpuint (menus->len, ==, 3);
  /* Period, program, place: the second program. */
  gtk_drop_down_set_selected (menus->pdata[1], 1);
  await (window);
  g_assert_cmpstr (mirador_session_get_program (mirador_window_get_session (window)), !=, "all");
  for (guint i = 0; i < cards->len; i++)
    g_assert_true (mirador_chart_card_get_chart (cards->pdata[i]) != before->pdata[i]);
  said = mirador_chart_describe (before->pdata[0]);
  says = mirador_chart_describe (mirador_chart_card_get_chart (cards->pdata[0]));
  g_assert_cmpstr (said, !=, says);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_broken_feed (void)
{
  g_autoptr (MiradorDefinition) definition = mirador_definition_new ("oficina");
  MiradorTable *table = definition->tables->len > 0 ? g_ptr_array_index (definition->tables, 0)
                                                    : mirador_definition_add_table (definition, "");
  g_autoptr (GError) error = NULL;

  definition->title.en = g_strdup ("The office");
  table->location = g_strdup ("/no/such/folder/tamizajes.csv");
  mirador_definition_save (definition, &error);
  g_assert_no_error (error);
}

static const char *
find_error (MiradorFeedsPage *page, const char *feed)
{
  g_autoptr (GPtrArray) rows = mirador_feeds_page_list_rows (page);

  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (mirador_feed_row_get_feed (rows->pdata[i]), feed))
      return mirador_feed_row_get_error (rows->pdata[i]);
  return NULL;
}

static void
test_feeds_say_their_errors (void)
{
  MiradorWindow *window;
  MiradorFeedsPage *page;

  add_broken_feed ();
  window = open_on_report ();
  page = MIRADOR_FEEDS_PAGE (find (window, MIRADOR_TYPE_FEEDS_PAGE));
  mirador_window_show_page (window, "feeds");
  mirador_session_refresh (mirador_window_get_session (window), "oficina");
  await (window);
  while (find_error (page, "oficina") == NULL || *find_error (page, "oficina") == '\0')
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (find_error (page, "oficina"), "tamizajes.csv"));
  g_assert_cmpstr (find_error (page, "ses-annual-report-2025"), ==, "");
  g_assert_cmpstr (find_error (page, "minsa-mental-health"), ==, "");
  g_assert_null (find_error (page, "demo"));
  gtk_window_destroy (GTK_WINDOW (window));
  mirador_definition_remove ("oficina", NULL);
}

static guint
count_feeds (MiradorStore *store)
{
  g_autoptr (GPtrArray) feeds = mirador_store_list_feeds_sync (store, NULL);

  return feeds->len;
}

/* A file that a shipped mapping knows: the annual report's own. */
static char *
write_report (void)
{
  char *path = g_build_filename (g_get_user_data_dir (), "report.csv", NULL);
  g_autoptr (GBytes) bytes = NULL;

  mirador_data_init ();
  bytes = g_resources_lookup_data (
    "/pe/org/sociosensalud/Mirador/data/feeds/annual-report-2025.csv", 0, NULL);
  g_assert_nonnull (bytes);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize)g_bytes_get_size (bytes), NULL));
  return path;
}

static void
await_dialog (MiradorImportDialog *dialog)
{
  while (mirador_import_dialog_is_loading (dialog))
    g_main_context_iteration (NULL, TRUE);
  drain ();
}

static void
test_import_previews_then_stores (void)
{
  g_autoptr (MiradorStore) store = open_store ();
  g_autofree char *path = write_report ();
  MiradorWindow *window = open_window (store);
  MiradorImportDialog *dialog
    = mirador_import_dialog_new (GTK_WINDOW (window), mirador_window_get_session (window));
  GtkWidget *table = find (dialog, MIRADOR_TYPE_TEXT_TABLE);

  gtk_window_present (GTK_WINDOW (dialog));
  mirador_import_dialog_set_location (dialog, path);
  await_dialog (dialog);
  g_assert_cmpuint (mirador_text_table_get_n_rows (MIRADOR_TEXT_TABLE (table)), >, 10);
  g_assert_cmpuint (count_feeds (store), ==, 0);
  g_object_ref (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.import", NULL);
  await_dialog (dialog);
  g_object_unref (dialog);
  await (window);
  g_assert_cmpuint (count_feeds (store), >=, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_import_refuses_in_words (void)
{
  g_autoptr (MiradorStore) store = open_store ();
  MiradorWindow *window = open_window (store);
  MiradorImportDialog *dialog
    = mirador_import_dialog_new (GTK_WINDOW (window), mirador_window_get_session (window));

  mirador_import_dialog_set_location (dialog, "/no/such/file.csv");
  await_dialog (dialog);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.import", NULL);
  g_assert_false (mirador_import_dialog_is_loading (dialog));
  g_assert_cmpuint (count_feeds (store), ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_preferences_without_schema (void)
{
  MiradorPreferencesWindow *preferences = mirador_preferences_window_new (NULL, NULL);
  GtkWidget *problem = find (preferences, ADW_TYPE_PREFERENCES_GROUP);

  g_assert_true (gtk_widget_get_visible (problem));
  g_assert_false (gtk_widget_get_sensitive (find (preferences, ADW_TYPE_COMBO_ROW)));
  gtk_window_destroy (GTK_WINDOW (preferences));
}

/* Where the pages are not seen beside the one on the screen, the focus does not go to them. */
static void
test_narrow_parts (void)
{
  MiradorWindow *window = open_on_report ();
  GtkWidget *leaflet = find (window, ADW_TYPE_LEAFLET);

  gtk_window_set_default_size (GTK_WINDOW (window), 360, 720);
  while (!adw_leaflet_get_folded (ADW_LEAFLET (leaflet))
         || adw_leaflet_get_child_transition_running (ADW_LEAFLET (leaflet)))
    g_main_context_iteration (NULL, TRUE);
  await (window);
  for (guint i = 0; i < 4; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.next-part", NULL);
      g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (window)));
      g_assert_true (gtk_widget_get_mapped (gtk_window_get_focus (GTK_WINDOW (window))));
      g_assert_false (GTK_IS_SCROLLED_WINDOW (gtk_window_get_focus (GTK_WINDOW (window))));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-window-XXXXXX", NULL);
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
  g_test_add_func ("/window/opens-on-figures", test_opens_on_figures);
  g_test_add_func ("/window/first-start-welcomes", test_first_start_welcomes);
  g_test_add_func ("/window/filter-changes-every-chart", test_filter_changes_every_chart);
  g_test_add_func ("/window/feeds-say-their-errors", test_feeds_say_their_errors);
  g_test_add_func ("/window/import/previews-then-stores", test_import_previews_then_stores);
  g_test_add_func ("/window/import/refuses-in-words", test_import_refuses_in_words);
  g_test_add_func ("/window/narrow-parts", test_narrow_parts);
  g_test_add_func ("/window/preferences/without-schema", test_preferences_without_schema);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
