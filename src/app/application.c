/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"

#include <glib/gi18n-lib.h>
#include "app/feed-alerts.h"
#include "app/preferences-window.h"
#include "app/window.h"
#include "charts/canvas.h"
#include "mirador-ui.h"
#include "model/error.h"
#include "model/format.h"
#include "store/sqlite-store.h"

#define APPLICATION_ID "pe.org.sociosensalud.Mirador"

struct _MiradorApplication
{
  AdwApplication parent_instance;

  char *store_path;
  gboolean demo;
  MiradorSession *session;
  MiradorFeedAlerts *alerts; /* (nullable): none in a demonstration */
  GError *failure;           /* (nullable) why the store could not be opened */
};

G_DEFINE_FINAL_TYPE (MiradorApplication, mirador_application, ADW_TYPE_APPLICATION)

static char *
choose_store_path (MiradorApplication *self)
{
  if (self->store_path != NULL)
    return g_strdup (self->store_path);
  if (self->demo)
    return g_build_filename (g_get_user_data_dir (), "mirador", "demo.db", NULL);
  return mirador_sqlite_store_default_path ();
}

static void
apply_colour_scheme (GSettings *settings, const char *key, gpointer user_data)
{
  const AdwColorScheme schemes[]
    = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  int chosen = g_settings_get_enum (settings, "colour-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (chosen, 0, 2)]);
}

static void
apply_number_style (GSettings *settings, const char *key, gpointer user_data)
{
  MiradorApplication *self = user_data;

  mirador_format_set_number_style (g_settings_get_enum (settings, "number-style"));
  /* Charts hold their texts: they are made anew. */
  if (self->session != NULL)
    g_object_notify (G_OBJECT (self->session), "fiscal-first-month");
}

static void
bind_settings (MiradorApplication *self)
{
  GSettings *settings = mirador_application_get_settings ();

  if (settings == NULL)
    return;
  g_settings_bind (settings, "fiscal-first-month", self->session, "fiscal-first-month",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (settings, "suppression-threshold", self->session, "suppression-threshold",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (settings, "refresh-by-itself", self->session, "by-itself", G_SETTINGS_BIND_GET);
  g_signal_connect_object (settings, "changed::colour-scheme", G_CALLBACK (apply_colour_scheme),
                           self, 0);
  g_signal_connect_object (settings, "changed::number-style", G_CALLBACK (apply_number_style), self,
                           0);
  apply_colour_scheme (settings, NULL, self);
  apply_number_style (settings, NULL, self);
}

static gboolean
open_session (MiradorApplication *self)
{
  g_autofree char *path = choose_store_path (self);
  g_autoptr (MiradorStore) store = NULL;

  if (self->session != NULL)
    return TRUE;
  store = mirador_sqlite_store_open (path, &self->failure);
  if (store == NULL)
    return FALSE;
  self->session = mirador_session_new (store, self->demo);
  g_object_set (self->session, "by-itself", TRUE, NULL);
  bind_settings (self);
  if (!self->demo)
    self->alerts = mirador_feed_alerts_new (self->session, G_APPLICATION (self),
                                            mirador_application_get_settings ());
  return TRUE;
}

static void
restore_size (GtkWindow *window)
{
  GSettings *settings = mirador_application_get_settings ();

  if (settings == NULL)
    return;
  g_settings_bind (settings, "window-width", window, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", window, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", window, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static void
mirador_application_activate (GApplication *application)
{
  MiradorApplication *self = MIRADOR_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL)
    {
      if (!open_session (self))
        return;
      window = GTK_WINDOW (mirador_window_new (ADW_APPLICATION (self), self->session));
      restore_size (window);
      mirador_session_begin (self->session);
    }
  gtk_window_present (window);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *parent = gtk_application_get_active_window (user_data);

  gtk_window_present (
    GTK_WINDOW (mirador_preferences_window_new (parent, mirador_application_get_settings ())));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (gtk_application_get_active_window (user_data), "application-name",
                         "Mirador", "application-icon", APPLICATION_ID, "version", PACKAGE_VERSION,
                         "developer-name", "Socios En Salud", "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", _ ("Watch and present the indicators of health programs"),
                         /* Translators: your name, one a line */
                         "translator-credits", _ ("translator-credits"), NULL);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (user_data);
}

/* From a notification, which may be older than the window. */
static void
show_feed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window;

  g_application_activate (user_data);
  window = gtk_application_get_active_window (user_data);
  while (window != NULL && !MIRADOR_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  if (window != NULL)
    mirador_window_show_feed (MIRADOR_WINDOW (window), g_variant_get_string (parameter, NULL));
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
  GtkWindow *window = gtk_application_get_active_window (user_data);
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

static void
mirador_application_startup (GApplication *application)
{
  const GActionEntry actions[] = {
    { "preferences", preferences_cb },
    { "about", about_cb },
    { "quit", quit_cb },
    { "demo", demo_cb },
    { "show-feed", show_feed_cb, "s" },
  };
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  /* Named here, or the linker leaves the templates out of the static library. */
  g_resources_register (mirador_ui_get_resource ());
  G_APPLICATION_CLASS (mirador_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  add_accels (GTK_APPLICATION (application));
  gtk_window_set_default_icon_name (APPLICATION_ID);
  gtk_css_provider_load_from_resource (style, "/pe/org/sociosensalud/Mirador/ui/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
mirador_application_finalize (GObject *object)
{
  MiradorApplication *self = MIRADOR_APPLICATION (object);

  g_clear_object (&self->alerts);
  g_clear_object (&self->session);
  g_clear_error (&self->failure);
  g_free (self->store_path);
  G_OBJECT_CLASS (mirador_application_parent_class)->finalize (object);
}

static void
mirador_application_class_init (MiradorApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mirador_application_finalize;
  G_APPLICATION_CLASS (klass)->activate = mirador_application_activate;
  G_APPLICATION_CLASS (klass)->startup = mirador_application_startup;
}

static void
mirador_application_init (MiradorApplication *self)
{
}

MiradorApplication *
mirador_application_new (const char *store_path, gboolean demo)
{
  MiradorApplication *self = g_object_new (
    MIRADOR_TYPE_APPLICATION, "application-id", demo ? APPLICATION_ID ".Demo" : APPLICATION_ID,
    "resource-base-path", "/pe/org/sociosensalud/Mirador/ui", NULL);

  /* A window on a store of its own is no second window of the manager's. */
  if (store_path != NULL)
    g_application_set_flags (G_APPLICATION (self), G_APPLICATION_NON_UNIQUE);
  self->store_path = g_strdup (store_path);
  self->demo = demo;
  return self;
}

gboolean
mirador_application_open_display (void)
{
  /* PLplot takes its font from the environment, which nobody may write once the threads of a
   * display's driver read it. Where it fails, every chart says why. */
  mirador_canvas_init (NULL);
  /* GTK would set the system's locale again; the language was chosen before. */
  gtk_disable_setlocale ();
  return gtk_init_check ();
}

int
mirador_application_run (const char *store_path, gboolean demo, int argc, char **argv)
{
  g_autoptr (MiradorApplication) application = NULL;
  int status;

  if (!mirador_application_open_display ())
    {
      g_printerr ("mirador: %s\n", _ ("There is no display to open the window on; mirador --help "
                                      "lists what works without one."));
      return 1;
    }
  application = mirador_application_new (store_path, demo);
  status = g_application_run (G_APPLICATION (application), argc, argv);
  if (application->failure != NULL)
    {
      g_autofree char *sentence = mirador_error_to_sentence (application->failure);

      g_printerr ("mirador: %s\n", sentence);
      return 1;
    }
  return status;
}
