/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application-private.h"

#include <glib/gi18n-lib.h>
#include "app/about.h"
#include "app/help.h"
#include "app/preferences-window.h"

/* A dialog without a window goes with the program, which ends soon where it has none. */
static GtkWindow *
find_parent (MiradorApplication *self)
{
  if (gtk_application_get_active_window (GTK_APPLICATION (self)) == NULL)
    mirador_application_show_window (self);
  return gtk_application_get_active_window (GTK_APPLICATION (self));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MiradorApplication *self = user_data;
  MiradorPreferencesWindow *window
    = mirador_preferences_window_new (find_parent (self), mirador_application_get_settings ());

  mirador_preferences_window_set_background (window, self->background);
  gtk_window_present (GTK_WINDOW (window));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (mirador_about_window_new (find_parent (user_data)));
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (user_data);
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MiradorWindow *window = mirador_application_find_window (user_data);

  mirador_help_show (window != NULL ? GTK_WINDOW (window)
                                    : gtk_application_get_active_window (user_data),
                     g_variant_get_string (parameter, NULL));
}

/* From a notification, which may be older than the window. */
static void
show_feed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MiradorWindow *window = mirador_application_show_window (user_data);

  if (window != NULL)
    mirador_window_show_feed (window, g_variant_get_string (parameter, NULL));
}

/* Anybody on the session bus may ask for any page. */
static void
show_page_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MiradorWindow *window = mirador_application_show_window (user_data);
  const char *page = g_variant_get_string (parameter, NULL);

  if (window != NULL && mirador_window_has_page (page))
    mirador_window_show_page (window, page);
}

static void
show_filter_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  mirador_application_show_filter (user_data, parameter);
}

static void
present_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MiradorWindow *window = mirador_application_show_window (user_data);

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.present", NULL);
}

/* Who asks for it from outside sees how far it is. */
static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  MiradorApplication *self = user_data;
  MiradorWindow *window = mirador_application_show_window (self);

  if (window == NULL)
    return;
  mirador_window_show_page (window, "feeds");
  mirador_session_refresh (self->session, NULL);
}

static void
demo_spawned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error);
}

/* A program of its own, with a store of its own: simulated figures never meet the real ones. */
static void
demo_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = find_parent (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GSubprocess) process = g_subprocess_new (
    G_SUBPROCESS_FLAGS_NONE, &error, self_path != NULL ? self_path : "mirador", "--lang",
    mirador_language_get () == MIRADOR_LANGUAGE_ES ? "es" : "en", "demo", NULL);

  if (process == NULL)
    mirador_window_say (GTK_WIDGET (window), error->message);
  else
    g_subprocess_wait_async (process, NULL, demo_spawned_cb, NULL);
}

static void
add_accels (GtkApplication *application)
{
  const struct
  {
    const char *action;
    const char *accels[3];
  } table[] = {
    { "app.quit", { "<Control>q", NULL } },
    { "app.preferences", { "<Control>comma", NULL } },
    { "win.help", { "F1", NULL } },
    { "win.show-help-overlay", { "<Control>question", NULL } },
    { "win.refresh", { "<Control>r", NULL } },
    { "win.step-back", { "<Alt>Left", NULL } },
    { "win.import", { "<Control>o", NULL } },
    { "win.add-source", { "<Control>n", NULL } },
    { "win.present", { "F5", NULL } },
    { "win.export-page", { "<Control><Shift>e", NULL } },
    { "win.show-page::overview", { "<Control>1", NULL } },
    { "win.show-page::explore", { "<Control>2", NULL } },
    { "win.show-page::feeds", { "<Control>3", NULL } },
    { "window.close", { "<Control>w", NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_application_set_accels_for_action (application, table[i].action, table[i].accels);
}

void
mirador_application_add_actions (MiradorApplication *self)
{
  const GActionEntry actions[] = {
    { "preferences", preferences_cb },
    { "about", about_cb },
    { "quit", quit_cb },
    { "help", help_cb, "s" },
    { "demo", demo_cb },
    { "present", present_cb },
    { "refresh", refresh_cb },
    { "show-feed", show_feed_cb, "s" },
    { "show-page", show_page_cb, "s" },
    { "show-filter", show_filter_cb, "(sss)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  add_accels (GTK_APPLICATION (self));
}
