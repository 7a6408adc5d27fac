/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The question about the background, its preference, and what closing the window means then; on a
 * display: meson test runs it in Xvfb; without any display it is skipped. */
#include "app/application-private.h"
#include "app/background-autostart.h"
#include "app/background-question.h"
#include "app/preferences-window.h"

#include "background-portal.h"
#include "clinic.h"
#include "service.h"
#include "store-fixture.h"

/* Plain to see that it is this machine, but not to the schedule: nobody listens there. */
#define ELSEWHERE "https://[::ffff:127.0.0.1]:9/x.csv"

static Service service;
static MiradorApplication *application;
static gboolean has_run; /* then it has left the bus already */

static gboolean
set_true_cb (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
drain (void)
{
  gboolean over = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, set_true_cb, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gpointer
find_toplevel (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

/* Until the window has looked at all feeds. */
static void
settle (void)
{
  MiradorWindow *window = find_toplevel (MIRADOR_TYPE_WINDOW);
  MiradorSession *session = mirador_window_get_session (window);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GPtrArray) feeds = NULL;

      while (!mirador_session_is_settled (session) || mirador_window_is_loading (window))
        drain ();
      /* The store answers in order: what was asked before was answered before. */
      feeds = mirador_store_list_feeds_sync (mirador_session_get_store (session), NULL);
      drain ();
    }
}

/* @location: of a feed that was refreshed before, or NULL: there is none */
static void
set_up (const char *location)
{
  g_autofree char *path = mirador_sqlite_store_default_path ();
  Fixture fixture = { .path = path };
  g_autoptr (GError) error = NULL;

  g_settings_reset (service.settings, "background");
  g_settings_reset (service.settings, "background-asked");
  g_settings_reset (service.settings, "refresh-by-itself");
  fixture_open (&fixture);
  if (location != NULL)
    {
      clinic_define ("alpha", location, "");
      fixture_load (&fixture, "alpha", "screenings same 140101 - 2024-01 20\n");
    }
  fixture_close (&fixture);
  application = mirador_application_new (NULL, FALSE);
  has_run = FALSE;
  /* A window only when the test wants one. */
  g_application_set_flags (G_APPLICATION (application),
                           g_application_get_flags (G_APPLICATION (application))
                             | G_APPLICATION_IS_SERVICE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
}

static void
open_window (void)
{
  g_application_activate (G_APPLICATION (application));
  settle ();
}

static void
close_windows (void)
{
  while (gtk_application_get_windows (GTK_APPLICATION (application)) != NULL)
    gtk_window_destroy (gtk_application_get_windows (GTK_APPLICATION (application))->data);
  drain ();
}

static gboolean
quit_cb (gpointer user_data)
{
  g_application_quit (G_APPLICATION (application));
  return G_SOURCE_REMOVE;
}

static void
tear_down (void)
{
  g_autofree char *path = mirador_sqlite_store_default_path ();

  close_windows ();
  g_settings_reset (service.settings, "background");
  if (!has_run)
    {
      g_idle_add (quit_cb, NULL);
      g_application_run (G_APPLICATION (application), 0, NULL);
    }
  g_clear_object (&application);
  drain ();
  clinic_forget ("alpha");
  g_remove (path);
  session_bus_await_end (&service.bus, SERVICE_NAME);
}

typedef struct
{
  const char *name;
  const char *location; /* of the feed that there are figures of */
  const char *off;      /* a setting that is FALSE, or NULL */
  gboolean asked;
} Moment;

static const Moment moments[] = {
  { "feed-of-the-network", ELSEWHERE, NULL, TRUE },
  { "feed-of-a-file", "/nowhere/alpha.csv", NULL, FALSE },
  { "no-feed", NULL, NULL, FALSE },
  { "nothing-refreshes-by-itself", ELSEWHERE, "refresh-by-itself", FALSE },
};

static void
test_moment (gconstpointer user_data)
{
  const Moment *one = user_data;

  set_up (one->location);
  if (one->off != NULL)
    g_settings_set_boolean (service.settings, one->off, FALSE);
  open_window ();
  g_assert_cmpint (find_toplevel (ADW_TYPE_MESSAGE_DIALOG) != NULL, ==, one->asked);
  g_assert_cmpint (g_settings_get_boolean (service.settings, "background-asked"), ==, one->asked);
  tear_down ();
}

static void
test_yes (void)
{
  g_autofree char *path = mirador_background_autostart_get_path ();
  AdwMessageDialog *dialog;

  set_up (ELSEWHERE);
  open_window ();
  dialog = find_toplevel (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (dialog);
  g_assert_false (g_settings_get_boolean (service.settings, "background"));
  adw_message_dialog_response (dialog, "yes");
  while (!g_settings_get_boolean (service.settings, "background"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  tear_down ();
  g_remove (path);
}

/* Whatever was answered, it is not put again, not even to somebody who starts anew. */
static void
test_never_again (void)
{
  AdwMessageDialog *dialog;

  set_up (ELSEWHERE);
  open_window ();
  dialog = find_toplevel (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (dialog);
  adw_message_dialog_response (dialog, "no");
  gtk_window_destroy (GTK_WINDOW (dialog));
  settle ();
  g_assert_null (find_toplevel (ADW_TYPE_MESSAGE_DIALOG));
  close_windows ();
  open_window ();
  mirador_session_refresh (mirador_window_get_session (find_toplevel (MIRADOR_TYPE_WINDOW)),
                           "alpha");
  settle ();
  g_assert_null (find_toplevel (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_false (g_settings_get_boolean (service.settings, "background"));
  tear_down ();
}

/* Who adds a feed of her own is asked when she has done with it. */
static void
test_after_adding (void)
{
  GtkWidget *other = gtk_window_new ();
  Fixture fixture = { NULL };
  MiradorWindow *window;

  set_up (NULL);
  open_window ();
  window = find_toplevel (MIRADOR_TYPE_WINDOW);
  gtk_window_set_transient_for (GTK_WINDOW (other), GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (other));
  clinic_define ("alpha", ELSEWHERE, "");
  fixture.store = mirador_session_get_store (mirador_window_get_session (window));
  fixture_load (&fixture, "alpha", "screenings same 140101 - 2024-01 20\n");
  settle ();
  g_assert_null (find_toplevel (ADW_TYPE_MESSAGE_DIALOG));
  gtk_window_destroy (GTK_WINDOW (other));
  while (find_toplevel (ADW_TYPE_MESSAGE_DIALOG) == NULL)
    g_main_context_iteration (NULL, TRUE);
  tear_down ();
}

static GtkWidget *
find_switch (GtkWidget *root, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_ACTION_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return adw_action_row_get_activatable_widget (ADW_ACTION_ROW (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_switch (child, title);
  return found;
}

/* Inside Flatpak: the switch follows what the desktop says. */
static void
check_preference (PortalMood mood, gboolean on, const char *sentence)
{
  g_autoptr (MiradorBackground) background = NULL;
  MiradorPreferencesWindow *window;
  GtkWidget *button, *row;
  Portal portal;

  set_up (NULL);
  background = mirador_background_new (G_APPLICATION (application), service.settings, TRUE);
  portal_up (&portal, &service.bus, mood);
  window = mirador_preferences_window_new (NULL, service.settings);
  mirador_preferences_window_set_background (window, background);
  gtk_window_present (GTK_WINDOW (window));
  button = find_switch (GTK_WIDGET (window), "Refresh in the Background");
  row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  g_assert_true (gtk_widget_get_visible (row));
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (button)));
  gtk_widget_activate (row);
  g_assert_false (gtk_switch_get_state (GTK_SWITCH (button)));
  while (portal.n_asked == 0)
    g_main_context_iteration (NULL, TRUE);
  while (sentence != NULL
         && strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), sentence) == NULL)
    g_main_context_iteration (NULL, TRUE);
  while (gtk_switch_get_state (GTK_SWITCH (button)) != on)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (gtk_switch_get_active (GTK_SWITCH (button)), ==, on);
  g_assert_cmpuint (portal.n_asked, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_run_dispose (G_OBJECT (background));
  portal_down (&portal);
  tear_down ();
}

static void
test_preference_granted (void)
{
  check_preference (PORTAL_GRANTS, TRUE, NULL);
}

static void
test_preference_refused (void)
{
  check_preference (PORTAL_REFUSES, FALSE, "did not allow");
}

static gboolean
close_cb (gpointer user_data)
{
  close_windows ();
  return G_SOURCE_REMOVE;
}

static void
shutdown_cb (void)
{
  has_run = TRUE;
}

static gboolean
switch_off_cb (gpointer still_there)
{
  *(gboolean *)still_there = !has_run;
  g_settings_set_boolean (service.settings, "background", FALSE);
  return G_SOURCE_REMOVE;
}

/* With the last window the program ends, unless it shall go on: until that is switched off. */
static void
check_closing (gboolean background)
{
  gboolean still_there = FALSE;

  set_up (NULL);
  g_signal_connect (application, "shutdown", G_CALLBACK (shutdown_cb), NULL);
  g_settings_set_boolean (service.settings, "background", background);
  g_application_activate (G_APPLICATION (application));
  g_idle_add_full (G_PRIORITY_LOW + 100, close_cb, NULL, NULL);
  g_idle_add_full (G_PRIORITY_LOW + 200, switch_off_cb, &still_there, NULL);
  g_application_run (G_APPLICATION (application), 0, NULL);
  /* Whatever waits has its turn before that returns. */
  g_assert_true (has_run);
  g_assert_cmpint (still_there, ==, background);
  tear_down ();
}

static void
test_closing_ends (void)
{
  check_closing (FALSE);
}

static void
test_closing_goes_on (void)
{
  check_closing (TRUE);
}

int
main (int argc, char **argv)
{
  int status;

  service_set_folders (&service);
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  g_test_init (&argc, &argv, NULL);
  /* libadwaita 1.7 warns of the heading of its own dialog: not fatal here. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  if (!mirador_application_open_display () || !service_up (&service))
    {
      g_print ("1..0 # SKIP there is no display, no program or no settings' schema\n");
      return 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      g_autofree char *path = g_strconcat ("/background/question/", moments[i].name, NULL);

      g_test_add_data_func (path, &moments[i], test_moment);
    }
  g_test_add_func ("/background/question/yes", test_yes);
  g_test_add_func ("/background/question/after-adding", test_after_adding);
  g_test_add_func ("/background/question/never-again", test_never_again);
  g_test_add_func ("/background/preference/granted", test_preference_granted);
  g_test_add_func ("/background/preference/refused", test_preference_refused);
  g_test_add_func ("/background/closing/ends", test_closing_ends);
  g_test_add_func ("/background/closing/goes-on", test_closing_goes_on);
  status = g_test_run ();
  service_down (&service);
  return status;
}
