/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/application.h"
#include "app/import-dialog.h"
#include "app/window.h"

/* How the tour waits for a window, and takes its picture. */

#define PATIENCE_SECONDS 20
#define SETTLE_MILLISECONDS 80
#define MOST_SETTLES 25
#define WIDEST_FRAME 100

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

static gboolean
has_size (GtkWindow *window, int width, int height, int tolerance)
{
  return ABS (gtk_widget_get_width (GTK_WIDGET (window)) - width) <= tolerance
         && ABS (gtk_widget_get_height (GTK_WIDGET (window)) - height) <= tolerance;
}

/* The X server answers when it likes. */
static void
wait_for_size (GtkWindow *window, int width, int height, int tolerance)
{
  for (guint i = 0; i < MOST_SETTLES && !has_size (window, width, height, tolerance); i++)
    settle ();
}

/* A window without a compositor has a frame, which is not part of its contents. */
static void
resize (GtkWindow *window, int width, int height)
{
  gtk_window_set_default_size (window, width, height);
  gtk_window_present (window);
  settle ();
  wait_for_size (window, width, height, WIDEST_FRAME);
  if (!has_size (window, width, height, WIDEST_FRAME))
    return;
  gtk_window_set_default_size (window, 2 * width - gtk_widget_get_width (GTK_WIDGET (window)),
                               2 * height - gtk_widget_get_height (GTK_WIDGET (window)));
  wait_for_size (window, width, height, 0);
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
