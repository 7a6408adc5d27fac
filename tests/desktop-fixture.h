/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The application as a program among others on a session bus of the test's own, and what its window
 * shows; on a display: meson test runs it in Xvfb; without any display the test is skipped. */

#include <adwaita.h>
#include <glib/gstdio.h>
#include "app/application.h"
#include "app/import-dialog.h"
#include "app/window.h"
#include "model/language.h"

#define NAME "pe.org.sociosensalud.Mirador"
#define PATH "/pe/org/sociosensalud/Mirador"

#define DOCUMENT(id, value)                                                                        \
  "{\"mirador\": 1, \"feed\": \"" id "\", \"title\": {\"es\": \"Oficina\"}, "                      \
  "\"source\": {\"es\": \"Oficina de Lima\"}, "                                                    \
  "\"columns\": [\"measure\", \"program\", \"place\", \"period\", \"value\"], "                    \
  "\"rows\": [[\"people_screened\", \"tb\", \"PE\", \"AF2025\", " value "]]}"

static MiradorApplication *application;
static GDBusConnection *desktop; /* another program's */
static char *folder;

static inline gboolean
set_true_cb (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until everything that waits has had its turn: the last in the queue is our own. */
static inline void
drain (void)
{
  gboolean over = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, set_true_cb, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static inline void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

/* A call as the file manager or the Shell makes it. */
static inline void
call (const char *method, GVariant *parameters)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_dbus_connection_call (desktop, NAME, PATH, "org.freedesktop.Application", method, parameters,
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = g_dbus_connection_call_finish (desktop, result, &error);
  g_assert_no_error (error);
  drain ();
}

static inline void
call_activate (void)
{
  call ("Activate", g_variant_new ("(a{sv})", NULL));
}

static inline void
call_open (const char *const *uris)
{
  call ("Open", g_variant_new ("(^asa{sv})", uris, NULL));
}

static inline void
call_open_path (const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  call_open ((const char *const[]){ uri, NULL });
}

static inline void
call_action (const char *action, GVariant *parameter)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("av"));
  if (parameter != NULL)
    g_variant_builder_add (&builder, "v", parameter);
  call ("ActivateAction", g_variant_new ("(sava{sv})", action, &builder, NULL));
}

static inline gpointer
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

static inline MiradorWindow *
find_window (void)
{
  return find_toplevel (MIRADOR_TYPE_WINDOW);
}

static inline MiradorSession *
get_session (void)
{
  g_autoptr (GError) error = NULL;
  MiradorSession *session = mirador_application_get_session (application, &error);

  g_assert_no_error (error);
  return session;
}

static inline void
await (void)
{
  drain ();
  while (!mirador_session_is_settled (get_session ()) || mirador_window_is_loading (find_window ()))
    drain ();
  drain ();
}

static inline MiradorImportDialog *
await_dialog (void)
{
  MiradorImportDialog *dialog = find_toplevel (MIRADOR_TYPE_IMPORT_DIALOG);

  while (dialog == NULL || mirador_import_dialog_is_loading (dialog))
    {
      g_main_context_iteration (NULL, TRUE);
      dialog = find_toplevel (MIRADOR_TYPE_IMPORT_DIALOG);
    }
  drain ();
  return dialog;
}

static inline GtkWidget *
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

/* Whether a label that is on the screen has these words. */
static inline gboolean
says (gpointer root, const char *words)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (root), words) != NULL)
    return gtk_widget_get_child_visible (root) && gtk_widget_is_visible (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

static inline char *
write_file (const char *name, const char *text)
{
  char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static inline gboolean
has_feed (const char *feed)
{
  g_autoptr (GPtrArray) feeds
    = mirador_store_list_feeds_sync (mirador_session_get_store (get_session ()), NULL);

  for (guint i = 0; i < feeds->len; i++)
    if (g_strcmp0 (((const MiradorFeedStatus *)feeds->pdata[i])->profile->id, feed) == 0)
      return TRUE;
  return FALSE;
}

static inline void
close_all (void)
{
  MiradorImportDialog *dialog;
  MiradorWindow *window;

  while ((dialog = find_toplevel (MIRADOR_TYPE_IMPORT_DIALOG)) != NULL)
    gtk_window_destroy (GTK_WINDOW (dialog));
  while ((window = find_window ()) != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  drain ();
  if (mirador_application_get_settings () != NULL)
    g_settings_reset (mirador_application_get_settings (), "page");
}

/* A bus of the test's own, on which the application is a program among others. */
static inline gboolean
join_bus (void)
{
  g_autoptr (GError) error = NULL;
  const char *address = g_getenv ("DBUS_SESSION_BUS_ADDRESS");

  desktop = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  application = mirador_application_new (NULL, FALSE);
  /* A window that is closed does not end the test. */
  g_application_hold (G_APPLICATION (application));
  return g_application_register (G_APPLICATION (application), NULL, NULL);
}

/* FALSE where there is no display. */
static inline gboolean
begin_desktop (int *argc, char ***argv)
{
  g_autofree char *display = NULL;
  GTestDBus *bus;

  folder = g_dir_make_tmp ("mirador-desktop-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_DIRS", folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_setenv ("GIO_USE_VFS", "local", TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_setenv ("GTK_A11Y", "none", FALSE);
  g_test_init (argc, argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  /* It takes the display out of the environment, lest anybody finds another bus by it. */
  display = g_strdup (g_getenv ("DISPLAY"));
  g_test_dbus_up (bus);
  if (display != NULL)
    g_setenv ("DISPLAY", display, TRUE);
  if (!mirador_application_open_display ())
    return FALSE;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_assert_true (join_bus ());
  return TRUE;
}
