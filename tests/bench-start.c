/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the start of the process to the first painted chart of the demonstration, beside an empty
 * libadwaita window in the same run. Wants a display (Xvfb will do).
 */
#include <adwaita.h>
#include <stdlib.h>
#include "app/application.h"
#include "app/overview-page.h"
#include "app/window.h"
#include "feeds/demo.h"
#include "feeds/refresh.h"
#include "model/language.h"
#include "store/sqlite-store.h"

#define N_RUNS 7

static gint64 started;

static void
report_and_quit (GApplication *application)
{
  g_print ("%.1f\n", (double)(g_get_monotonic_time () - started) / 1000);
  g_application_quit (application);
}

static void
find_chart (GtkWidget *widget, gboolean *found)
{
  if (MIRADOR_IS_OVERVIEW_PAGE (widget))
    *found = *found || !mirador_overview_page_is_loading (MIRADOR_OVERVIEW_PAGE (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_chart (child, found);
}

/* A frame has been painted: were the charts in it? */
static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  GtkWidget *window = user_data;
  gboolean found = !MIRADOR_IS_WINDOW (window);

  if (!found && !mirador_window_is_loading (MIRADOR_WINDOW (window)))
    find_chart (window, &found);
  if (found)
    report_and_quit (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (window))));
}

static void
realize_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb),
                    window);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  g_signal_connect (window, "realize", G_CALLBACK (realize_cb), NULL);
}

static void
open_empty_cb (GApplication *application, gpointer user_data)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 860);
  gtk_window_present (GTK_WINDOW (window));
}

static int
run_child (const char *store)
{
  g_autoptr (GApplication) application = NULL;

  if (store != NULL)
    application = G_APPLICATION (mirador_application_new (store, TRUE));
  else
    {
      application = G_APPLICATION (adw_application_new (NULL, G_APPLICATION_NON_UNIQUE));
      g_signal_connect (application, "activate", G_CALLBACK (open_empty_cb), NULL);
    }
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
  return g_application_run (application, 0, NULL);
}

static gboolean
prepare_store (const char *path, GError **error)
{
  g_autoptr (MiradorStore) store = mirador_sqlite_store_open (path, error);
  const char *const feeds[] = { MIRADOR_DEMO_FEED, "population" };

  for (guint i = 0; store != NULL && i < G_N_ELEMENTS (feeds); i++)
    {
      g_autoptr (MiradorDefinition) definition = mirador_definition_find (feeds[i], error);
      g_autoptr (GPtrArray) refreshes
        = definition != NULL ? mirador_refresh_feed_sync (store, definition, error) : NULL;

      if (refreshes == NULL)
        return FALSE;
    }
  return store != NULL;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *)a - *(const double *)b;

  return difference < 0 ? -1 : difference > 0;
}

/* Median milliseconds from before the start of the process. */
static double
measure (const char *program, const char *store)
{
  double times[N_RUNS];

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_monotonic_time ());
      const char *argv[] = { program, "--child", now, store, NULL };
      g_autofree char *output = NULL;
      g_autoptr (GError) error = NULL;

      if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output,
                         NULL, NULL, &error))
        g_printerr ("%s\n", error->message);
      times[i] = output != NULL ? g_ascii_strtod (output, NULL) : 0;
    }
  qsort (times, N_RUNS, sizeof times[0], compare_doubles);
  return times[N_RUNS / 2];
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL, *path = NULL;
  double chart, empty;

  mirador_language_init ("es", g_getenv ("MIRADOR_LOCALE_DIR"));
  if (argc > 2 && g_str_equal (argv[1], "--child"))
    {
      started = g_ascii_strtoll (argv[2], NULL, 10);
      gtk_disable_setlocale ();
      return run_child (argc > 3 ? argv[3] : NULL);
    }
  folder = g_dir_make_tmp ("mirador-bench-XXXXXX", &error);
  path = folder != NULL ? g_build_filename (folder, "demo.db", NULL) : NULL;
  if (path == NULL || !prepare_store (path, &error))
    {
      g_print ("%s\n", error->message);
      return 1;
    }
  empty = measure (argv[0], NULL);
  chart = measure (argv[0], path);
  g_print ("first painted charts %25.0f ms   empty window %7.0f ms   ratio %5.2f   target 700 ms\n",
           chart, empty, chart / empty);
  return 0;
}
