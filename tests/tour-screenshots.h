/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include "tour-camera.h"

/* The pictures that software centres show, as the metainfo names them:
 * FOLDER/screenshots/NAME-LANG.png, the window alone, no larger than 1000x700. */

#define SCREENSHOT_WIDTH 1000
#define SCREENSHOT_HEIGHT 700

static void
take_screenshot (Tour *tour, MiradorWindow *window, const char *name)
{
  g_autofree char *folder = g_build_filename (tour->folder, "screenshots", NULL);
  g_autofree char *path = g_strdup_printf ("%s/%s-%s.png", folder, name, tour->language);
  g_autoptr (GdkTexture) texture = NULL;

  g_mkdir_with_parents (folder, 0755);
  /* The frame is that of a screen without a compositor, not the window's own. */
  gtk_widget_remove_css_class (GTK_WIDGET (window), "solid-csd");
  resize (GTK_WINDOW (window), SCREENSHOT_WIDTH, SCREENSHOT_HEIGHT);
  wait_for (window);
  for (guint i = 0; texture == NULL && i < MOST_SETTLES; i++)
    {
      settle ();
      texture = render (GTK_WIDGET (window));
    }
  tour->n_pictures++;
  if (texture != NULL && gdk_texture_get_width (texture) == SCREENSHOT_WIDTH
      && gdk_texture_get_height (texture) == SCREENSHOT_HEIGHT
      && gdk_texture_save_to_png (texture, path))
    return;
  g_printerr ("tour: %s could not be made\n", path);
  tour->n_failed++;
}

static void
explore (MiradorWindow *window, const char *kind)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.explore", "(ss)", kind, "screened");
}

static void
visit_screenshots (Tour *tour, MiradorWindow *window)
{
  set_dark (FALSE);
  mirador_window_show_page (window, "overview");
  take_screenshot (tour, window, "overview");
  mirador_session_set_program (mirador_window_get_session (window), "vih");
  explore (window, "map");
  take_screenshot (tour, window, "map");
  explore (window, "xmr");
  take_screenshot (tour, window, "control");
  mirador_window_show_page (window, "feeds");
  take_screenshot (tour, window, "feeds");
  set_dark (TRUE);
  explore (window, "heatmap");
  take_screenshot (tour, window, "dark");
  set_dark (FALSE);
  mirador_session_set_program (mirador_window_get_session (window), "");
  gtk_widget_add_css_class (GTK_WIDGET (window), "solid-csd");
  mirador_window_show_page (window, "overview");
}
