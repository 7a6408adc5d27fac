/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of every page of the window: tour LANGUAGE FOLDER. Wants a display (Xvfb will do). */
#include <adwaita.h>
#include "app/application.h"
#include "app/feeds-page.h"
#include "app/import-dialog.h"
#include "app/preferences-window.h"
#include "app/window.h"
#include "feeds/refresh.h"
#include "model/language.h"
#include "store/sqlite-store.h"

#define PATIENCE_SECONDS 20
#define SETTLE_MILLISECONDS 80

typedef struct
{
  MiradorApplication *application;
  const char *language;
  const char *folder;
  char *home; /* where this tour keeps its stores */
  guint n_pictures;
  guint n_failed;
} Tour;

typedef struct
{
  int width, height;
  gboolean dark;
} Look;

static gboolean
set_true_cb (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Layout and drawing follow the frame clock: a few frames more than nothing. */
static void
settle (void)
{
  gboolean over = FALSE;

  g_timeout_add (SETTLE_MILLISECONDS, set_true_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_busy (MiradorWindow *window)
{
  static const char *const feeds[]
    = { "demo", "population", "ses-annual-report-2025", "minsa-mental-health", "oficina" };

  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    if (mirador_session_is_refreshing (mirador_window_get_session (window), feeds[i], NULL, NULL))
      return TRUE;
  return mirador_window_is_loading (window);
}

static void
wait_for (MiradorWindow *window)
{
  gint64 end = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;

  do
    settle ();
  while (is_busy (window) && g_get_monotonic_time () < end);
  if (is_busy (window))
    g_printerr ("tour: the window is still loading\n");
}

static GdkTexture *
render (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (window);
  int height = gtk_widget_get_height (window);
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  if (node == NULL)
    return NULL;
  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                      &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
}

static void
take_picture (Tour *tour, GtkWidget *window, const char *name, const Look *look)
{
  g_autofree char *path
    = g_strdup_printf ("%s/window-%s-%s-%s-%dx%d.png", tour->folder, name, tour->language,
                       look->dark ? "dark" : "light", look->width, look->height);
  g_autoptr (GdkTexture) texture = NULL;

  /* A window that is just being laid out has nothing to paint for a frame. */
  for (guint i = 0; texture == NULL && i < 10; i++)
    {
      settle ();
      texture = render (window);
    }
  tour->n_pictures++;
  if (gtk_widget_get_width (window) != look->width)
    g_printerr ("tour: %s is %d wide\n", path, gtk_widget_get_width (window));
  if (texture != NULL && gdk_texture_save_to_png (texture, path))
    return;
  g_printerr ("tour: %s could not be made\n", path);
  tour->n_failed++;
}

static void
set_dark (gboolean dark)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                           : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

/* A window without a compositor has a frame, which is not part of its contents. */
static void
resize (GtkWindow *window, int width, int height)
{
  gtk_window_set_default_size (window, width, height);
  gtk_window_present (window);
  settle ();
  gtk_window_set_default_size (window, 2 * width - gtk_widget_get_width (GTK_WIDGET (window)),
                               2 * height - gtk_widget_get_height (GTK_WIDGET (window)));
}

/* One window, light and dark, at one size. */
static void
show (Tour *tour, MiradorWindow *window, const char *name, int width, int height)
{
  resize (GTK_WINDOW (window), width, height);
  for (int dark = 0; dark < 2; dark++)
    {
      Look look = { width, height, dark };

      set_dark (look.dark);
      wait_for (window);
      take_picture (tour, GTK_WIDGET (window), name, &look);
    }
}

static void
show_both_sizes (Tour *tour, MiradorWindow *window, const char *page, const char *name)
{
  mirador_window_show_page (window, page);
  show (tour, window, name, 1280, 800);
  show (tour, window, name, 360, 720);
}

static void
show_dialog (Tour *tour, MiradorWindow *window, GtkWindow *dialog, const char *name)
{
  const int sizes[][2] = { { 860, 720 }, { 360, 720 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (int dark = 0; dark < 2; dark++)
      {
        Look look = { sizes[i][0], sizes[i][1], dark };

        resize (dialog, look.width, look.height);
        set_dark (look.dark);
        wait_for (window);
        while (MIRADOR_IS_IMPORT_DIALOG (dialog)
               && mirador_import_dialog_is_loading (MIRADOR_IMPORT_DIALOG (dialog)))
          settle ();
        take_picture (tour, GTK_WIDGET (dialog), name, &look);
      }
}

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

static void
visit_demonstration (Tour *tour)
{
  MiradorWindow *window = open_window (tour, "demo.db", TRUE);
  GtkWindow *preferences;

  if (window == NULL)
    return;
  show_both_sizes (tour, window, "overview", "overview");
  show (tour, window, "overview", 1280, 1500);
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
  open_details (window, GTK_WIDGET (window));
  show (tour, window, "feeds-details", 1280, 1100);
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

  show_dialog (tour, window, GTK_WINDOW (dialog), "import-empty");
  mirador_import_dialog_set_location (dialog, location);
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

  if (argc != 3)
    return 2;
  tour.language = argv[1];
  tour.folder = argv[2];
  tour.home = g_dir_make_tmp ("mirador-tour-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", tour.home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", tour.home, TRUE);
  g_setenv ("XDG_CACHE_HOME", tour.home, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", FALSE);
  mirador_language_init (tour.language, g_getenv ("MIRADOR_LOCALE_DIR"));
  gtk_disable_setlocale ();
  if (!gtk_init_check ())
    return 77;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name",
                "Inter 10.5", NULL);
  tour.application = mirador_application_new ("unused", TRUE);
  if (!g_application_register (G_APPLICATION (tour.application), NULL, &error))
    {
      g_printerr ("tour: %s\n", error->message);
      return 1;
    }
  visit_demonstration (&tour);
  visit_welcome_and_report (&tour);
  visit_minsa (&tour);
  g_print ("%u pictures of the window in %s\n", tour.n_pictures, tour.folder);
  return tour.n_failed > 0;
}
