/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of every page of the window: tour LANGUAGE FOLDER [assistant|screenshots]. Wants a
 * display (Xvfb will do). */
#include <adwaita.h>
#include <glib/gstdio.h>
#include "app/application.h"
#include "app/chart-card.h"
#include "app/chart-view.h"
#include "app/feeds-page.h"
#include "app/figure-dialog.h"
#include "app/import-dialog.h"
#include "app/overview-page.h"
#include "app/page-export.h"
#include "app/preferences-window.h"
#include "app/presenter.h"
#include "app/window.h"
#include "feeds/refresh.h"
#include "model/language.h"
#include "store/sqlite-store.h"
#include "tour-assistant.h"
#include "tour-camera.h"
#include "tour-screenshots.h"

static MiradorWindow *
open_window (Tour *tour, const char *store_name, gboolean demo)
{
  g_autofree char *path = g_build_filename (tour->home, store_name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) store = mirador_sqlite_store_open (path, &error);
  g_autoptr (MiradorSession) session = NULL;
  MiradorWindow *window;

  if (store == NULL)
    {
      g_printerr ("tour: %s\n", error->message);
      return NULL;
    }
  session = mirador_session_new (store, demo);
  window = mirador_window_new (ADW_APPLICATION (tour->application), session);
  mirador_session_begin (session);
  resize (GTK_WINDOW (window), 1280, 800);
  wait_for (window);
  return window;
}

static void
open_details (MiradorWindow *window, GtkWidget *widget)
{
  if (GTK_IS_EXPANDER (widget))
    gtk_expander_set_expanded (GTK_EXPANDER (widget), TRUE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    open_details (window, child);
}

/* (nullable): the first widget of @type below @root, and of the style @class where that is given.
 */
static GtkWidget *
find (GtkWidget *root, GType type, const char *class)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type)
      && (class == NULL || gtk_widget_has_css_class (root, class)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type, class);
  return found;
}

static GPtrArray *
list_cards (MiradorWindow *window)
{
  return mirador_overview_page_list_cards (
    MIRADOR_OVERVIEW_PAGE (find (GTK_WIDGET (window), MIRADOR_TYPE_OVERVIEW_PAGE, NULL)));
}

/* The page of all charts, with some that the overview does not have. */
static void
visit_explore (Tour *tour, MiradorWindow *window)
{
  static const char *const kinds[] = { "heatmap", "xmr", "small-multiples", "funnel", "tiles" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *name = g_strdup_printf ("explore-%s", kinds[i]);

      gtk_widget_activate_action (GTK_WIDGET (window), "win.explore", "(ss)", kinds[i], "screened");
      if (i == 0)
        show_both_sizes (tour, window, "explore", name);
      else
        show (tour, window, name, 1280, 800);
    }
}

/* Two figures side by side; the bubble that says so is a surface of its own. */
static void
visit_compare (Tour *tour, MiradorWindow *window)
{
  GtkWidget *overview = find (GTK_WIDGET (window), MIRADOR_TYPE_OVERVIEW_PAGE, NULL);
  g_autoptr (GPtrArray) cards = list_cards (window);
  MiradorChartView *view = NULL;
  GtkWidget *bubble;

  mirador_window_show_page (window, "overview");
  wait_for (window);
  for (guint i = 0; i < cards->len && overview != NULL; i++)
    {
      view = MIRADOR_CHART_VIEW (find (cards->pdata[i], MIRADOR_TYPE_CHART_VIEW, NULL));
      if (mirador_chart_view_get_marks (view) != NULL
          && mirador_chart_view_get_marks (view)->len > 3)
        break;
    }
  if (view == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (view));
  mirador_chart_view_compare (view, 0);
  mirador_chart_view_compare (view, 2);
  settle ();
  bubble = find (GTK_WIDGET (view), GTK_TYPE_POPOVER, "chart-bubble");
  show (tour, window, "compare", 1280, 1100);
  mirador_chart_view_compare (view, 1);
  mirador_chart_view_compare (view, 3);
  settle ();
  if (bubble != NULL && gtk_widget_get_mapped (bubble))
    {
      Look look = { gtk_widget_get_width (bubble), gtk_widget_get_height (bubble), TRUE };

      take_picture (tour, bubble, "compare-bubble", &look);
    }
  mirador_chart_view_hush (view);
}

static void
visit_table_and_figure (Tour *tour, MiradorWindow *window)
{
  g_autoptr (GPtrArray) cards = list_cards (window);
  MiradorChartCard *card = NULL;
  GtkWindow *dialog;

  for (guint i = 0; i < cards->len; i++)
    {
      MiradorChart *chart = mirador_chart_card_get_chart (cards->pdata[i]);

      if (chart != NULL && mirador_chart_get_kind (chart)->by_places)
        card = cards->pdata[i];
    }
  if (card == NULL
      || mirador_frame_get_n_rows (mirador_chart_get_frame (mirador_chart_card_get_chart (card), 0))
           == 0)
    return;
  dialog = GTK_WINDOW (
    mirador_figure_dialog_new (GTK_WINDOW (window), mirador_chart_card_get_chart (card), 0, 0));
  gtk_window_present (dialog);
  show_dialog (tour, window, dialog, "figure");
  gtk_window_destroy (dialog);
  g_object_set (card, "as-table", TRUE, NULL);
  show (tour, window, "overview-table", 1280, 1500);
  g_object_set (card, "as-table", FALSE, NULL);
}

static void
visit_presenter (Tour *tour, MiradorWindow *window)
{
  g_autoptr (GPtrArray) cards = list_cards (window);
  MiradorPresenter *presenter
    = mirador_presenter_new (GTK_WINDOW (window), mirador_window_get_session (window), cards);
  Look look = { 1920, 1080, FALSE };

  if (presenter == NULL)
    return;
  resize (GTK_WINDOW (presenter), look.width, look.height);
  settle ();
  look.width = gtk_widget_get_width (GTK_WIDGET (presenter));
  look.height = gtk_widget_get_height (GTK_WIDGET (presenter));
  take_picture (tour, GTK_WIDGET (presenter), "presenter", &look);
  gtk_window_destroy (GTK_WINDOW (presenter));
}

/* The page as slides; tour.sh makes pictures of them. */
static void
export_report (Tour *tour, MiradorWindow *window)
{
  g_autofree char *path = g_strdup_printf ("%s/report-%s.pdf", tour->folder, tour->language);
  g_autoptr (GPtrArray) cards = list_cards (window);
  gint64 end = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;

  mirador_page_export_to (GTK_WIDGET (window), mirador_window_get_session (window), "Mirador",
                          cards, path);
  while (!g_file_test (path, G_FILE_TEST_EXISTS) && g_get_monotonic_time () < end)
    settle ();
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    tour->n_failed++;
}

static void
visit_demonstration (Tour *tour)
{
  MiradorWindow *window = open_window (tour, "demo.db", TRUE);
  GtkWindow *preferences;

  if (window == NULL)
    return;
  visit_screenshots (tour, window);
  show_both_sizes (tour, window, "overview", "overview");
  show (tour, window, "overview", 1280, 1500);
  visit_compare (tour, window);
  visit_table_and_figure (tour, window);
  visit_presenter (tour, window);
  visit_explore (tour, window);
  export_report (tour, window);
  mirador_window_show_page (window, "overview");
  mirador_session_set_program (mirador_window_get_session (window), "ent");
  mirador_session_set_place (mirador_window_get_session (window), "15");
  show (tour, window, "overview-ent-lima", 1280, 1500);
  preferences = GTK_WINDOW (
    mirador_preferences_window_new (GTK_WINDOW (window), mirador_application_get_settings ()));
  show_dialog (tour, window, preferences, "preferences");
  gtk_window_destroy (preferences);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A feed whose file is gone, for its error in words. */
static void
add_broken_feed (void)
{
  g_autoptr (MiradorDefinition) definition = mirador_definition_new ("oficina");
  MiradorTable *table = definition->tables->len > 0 ? g_ptr_array_index (definition->tables, 0)
                                                    : mirador_definition_add_table (definition, "");

  definition->title.es = g_strdup ("Reporte de la oficina de Carabayllo");
  definition->title.en = g_strdup ("Report of the Carabayllo office");
  table->location = g_strdup ("file:///srv/reportes/tamizajes-2026.csv");
  mirador_definition_save (definition, NULL);
}

static void
visit_welcome_and_report (Tour *tour)
{
  MiradorWindow *window = open_window (tour, "report.db", FALSE);

  if (window == NULL)
    return;
  show_both_sizes (tour, window, "welcome", "welcome");
  add_broken_feed ();
  mirador_session_refresh (mirador_window_get_session (window), NULL);
  wait_for (window);
  mirador_window_show_page (window, "overview");
  show (tour, window, "report", 1280, 1500);
  show (tour, window, "report", 360, 720);
  mirador_session_set_program (mirador_window_get_session (window), "tb");
  show (tour, window, "report-tb", 1280, 1500);
  show_both_sizes (tour, window, "feeds", "feeds");
  visit_assistant (tour, window);
  open_details (window, GTK_WIDGET (window));
  show (tour, window, "feeds-details", 1280, 1100);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
visit_assistant_alone (Tour *tour)
{
  MiradorWindow *window = open_window (tour, "assistant.db", FALSE);

  if (window == NULL)
    return;
  visit_assistant (tour, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
visit_screenshots_alone (Tour *tour)
{
  MiradorWindow *window = open_window (tour, "demo.db", TRUE);

  if (window == NULL)
    return;
  visit_screenshots (tour, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
fixture (const char *name)
{
  const char *fixtures = g_getenv ("MIRADOR_FIXTURES");
  g_autofree char *path = fixtures != NULL ? g_build_filename (fixtures, "csv", name, NULL) : NULL;

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static void
visit_import (Tour *tour, MiradorWindow *window, const char *location)
{
  MiradorImportDialog *dialog
    = mirador_import_dialog_new (GTK_WINDOW (window), mirador_window_get_session (window));
  g_autofree char *folder = g_path_get_dirname (location);
  g_autofree char *name = g_path_get_basename (location);

  show_dialog (tour, window, GTK_WINDOW (dialog), "import-empty");
  /* By its name alone: a picture tells nothing of the machine that it was taken on. */
  g_chdir (folder);
  mirador_import_dialog_set_location (dialog, name);
  show_dialog (tour, window, GTK_WINDOW (dialog), "import");
  mirador_import_dialog_set_location (dialog, "/etc/hostname");
  show_dialog (tour, window, GTK_WINDOW (dialog), "import-refused");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
visit_minsa (Tour *tour)
{
  const char *names[] = { "smental_tamizaje_2017.csv", "smental_atendidos_2017.csv" };
  g_autofree char *first = fixture (names[0]);
  MiradorWindow *window;

  if (first == NULL)
    return;
  window = open_window (tour, "minsa.db", FALSE);
  if (window == NULL)
    return;
  visit_import (tour, window, first);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = fixture (names[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorRefresh) refresh
        = mirador_import_sync (mirador_session_get_store (mirador_window_get_session (window)),
                               path, NULL, NULL, NULL, &error);

      if (refresh == NULL)
        {
          g_printerr ("tour: %s\n", error->message);
          tour->n_failed++;
        }
    }
  mirador_session_set_program (mirador_window_get_session (window), "same");
  mirador_window_show_page (window, "overview");
  show (tour, window, "minsa", 1280, 1500);
  show (tour, window, "minsa", 360, 720);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  Tour tour = { 0 };
  g_autoptr (GError) error = NULL;

  /* A third word asks for these pictures alone. */
  if (argc != 3 && argc != 4)
    return 2;
  tour.language = argv[1];
  tour.folder = argv[2];
  tour.home = g_dir_make_tmp ("mirador-tour-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", tour.home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", tour.home, TRUE);
  g_setenv ("XDG_CACHE_HOME", tour.home, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", FALSE);
  mirador_language_init (tour.language, g_getenv ("MIRADOR_LOCALE_DIR"));
  if (!mirador_application_open_display ())
    return 77;
  /* TOUR_FONT="Inter 15.75" shows what large text does. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name",
                g_getenv ("TOUR_FONT") != NULL ? g_getenv ("TOUR_FONT") : "Inter 10.5", NULL);
  tour.application = mirador_application_new ("unused", TRUE);
  if (!g_application_register (G_APPLICATION (tour.application), NULL, &error))
    {
      g_printerr ("tour: %s\n", error->message);
      return 1;
    }
  if (argc == 4 && g_str_equal (argv[3], "screenshots"))
    visit_screenshots_alone (&tour);
  else if (argc == 4)
    visit_assistant_alone (&tour);
  else
    {
      visit_demonstration (&tour);
      visit_welcome_and_report (&tour);
      visit_minsa (&tour);
    }
  g_print ("%u pictures of the window in %s\n", tour.n_pictures, tour.folder);
  return tour.n_failed > 0;
}
