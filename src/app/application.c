/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"

#include <glib/gi18n-lib.h>
#include "app/application-private.h"
#include "app/background-question.h"
#include "charts/canvas.h"
#include "feeds/recovery.h"
#include "mirador-ui.h"
#include "model/error.h"
#include "model/format.h"
#include "store/sqlite-store.h"

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

/* The demonstration begins fresh, and a store of its own has nothing to do with the last one. */
static gboolean
has_memory (MiradorApplication *self)
{
  return !self->demo && self->store_path == NULL && mirador_application_get_settings () != NULL;
}

static void
take_store (MiradorApplication *self, MiradorStore *store)
{
  GSettings *settings = mirador_application_get_settings ();

  self->session = mirador_session_new (store, self->demo);
  g_object_set (self->session, "by-itself", TRUE, NULL);
  /* What was remembered is held against what there is before a page asks for it. */
  if (has_memory (self))
    self->memory = mirador_memory_new (settings, self->session);
  bind_settings (self);
  if (!self->demo)
    self->alerts = mirador_feed_alerts_new (self->session, G_APPLICATION (self), settings);
}

MiradorSession *
mirador_application_get_session (MiradorApplication *self, GError **error)
{
  g_autofree char *path = choose_store_path (self);
  gboolean is_own = self->store_path == NULL;
  g_autoptr (MiradorStore) store = NULL;
  g_autoptr (GError) said = NULL;

  if (self->session != NULL)
    return self->session;
  store = mirador_recovery_open (
    path, MIRADOR_RECOVERY_COPY | (is_own ? MIRADOR_RECOVERY_SET_ASIDE : 0), &said, error);
  if (store == NULL)
    return NULL;
  take_store (self, store);
  mirador_session_guard (self->session, is_own ? path : NULL);
  if (said != NULL)
    mirador_session_say (self->session, said);
  return self->session;
}

void
mirador_application_begin (MiradorApplication *self)
{
  if (self->begun)
    return;
  self->begun = TRUE;
  mirador_session_begin (self->session);
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

MiradorWindow *
mirador_application_find_window (MiradorApplication *self)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL;
       link = link->next)
    if (MIRADOR_IS_WINDOW (link->data))
      return link->data;
  return NULL;
}

static void
show_problem (MiradorApplication *self)
{
  g_autofree char *path = choose_store_path (self);

  if (self->problem == NULL)
    g_set_weak_pointer (&self->problem, mirador_store_problem_new (ADW_APPLICATION (self)));
  mirador_store_problem_show (self->problem, path, self->failure);
}

static MiradorWindow *
make_window (MiradorApplication *self)
{
  MiradorWindow *window;

  g_clear_error (&self->failure);
  if (mirador_application_get_session (self, &self->failure) == NULL)
    {
      show_problem (self);
      return NULL;
    }
  window = mirador_window_new (ADW_APPLICATION (self), self->session);
  restore_size (GTK_WINDOW (window));
  if (self->memory != NULL)
    mirador_memory_attach (self->memory, window);
  if (self->background != NULL)
    mirador_background_question_watch (self->background, window);
  mirador_application_begin (self);
  if (self->problem != NULL)
    gtk_window_destroy (GTK_WINDOW (self->problem));
  return window;
}

MiradorWindow *
mirador_application_show_window (MiradorApplication *self)
{
  MiradorWindow *window = mirador_application_find_window (self);

  if (window == NULL)
    window = make_window (self);
  if (window == NULL)
    return NULL;
  gtk_window_present (GTK_WINDOW (window));
  mirador_opening_show (self->opening, window);
  return window;
}

static void
mirador_application_activate (GApplication *application)
{
  mirador_application_show_window (MIRADOR_APPLICATION (application));
}

static void
mirador_application_open (GApplication *application, GFile **files, int n, const char *hint)
{
  MiradorApplication *self = MIRADOR_APPLICATION (application);

  for (int i = 0; i < n; i++)
    mirador_opening_add (self->opening, files[i]);
  mirador_application_show_window (self);
}

/* Without a window, when somebody wanted it so. */
static void
begin_in_background (MiradorApplication *self)
{
  g_autoptr (GError) error = NULL;

  if (!has_memory (self))
    return;
  self->background = mirador_background_new (
    G_APPLICATION (self), mirador_application_get_settings (), mirador_background_is_sandboxed ());
  /* Where the store cannot be opened, the window says so as soon as there is one. */
  if (mirador_background_is_on (self->background)
      && mirador_application_get_session (self, &error) != NULL)
    mirador_application_begin (self);
}

static void
mirador_application_startup (GApplication *application)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  /* Named here, or the linker leaves the templates out of the static library. */
  g_resources_register (mirador_ui_get_resource ());
  G_APPLICATION_CLASS (mirador_application_parent_class)->startup (application);
  mirador_application_add_actions (MIRADOR_APPLICATION (application));
  gtk_window_set_default_icon_name (MIRADOR_APPLICATION_ID);
  gtk_css_provider_load_from_resource (style, "/pe/org/sociosensalud/Mirador/ui/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  begin_in_background (MIRADOR_APPLICATION (application));
}

static MiradorStore *
get_store_cb (gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  MiradorSession *session = mirador_application_get_session (user_data, &error);

  return session != NULL ? mirador_session_get_store (session) : NULL;
}

/* What others find on the bus beside the application itself is exported here. */
static gboolean
mirador_application_dbus_register (GApplication *application,
                                   GDBusConnection *connection,
                                   const char *object_path,
                                   GError **error)
{
  MiradorApplication *self = MIRADOR_APPLICATION (application);

  if (!G_APPLICATION_CLASS (mirador_application_parent_class)
         ->dbus_register (application, connection, object_path, error))
    return FALSE;
  if (self->demo)
    return TRUE;
  self->search = mirador_search_provider_new (application, get_store_cb, self);
  return mirador_search_provider_export (self->search, connection, object_path, error);
}

static void
mirador_application_dbus_unregister (GApplication *application,
                                     GDBusConnection *connection,
                                     const char *object_path)
{
  g_clear_object (&MIRADOR_APPLICATION (application)->search);
  G_APPLICATION_CLASS (mirador_application_parent_class)
    ->dbus_unregister (application, connection, object_path);
}

static void
open_documents (GApplication *application, const char *const *documents)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *documents != NULL; documents++)
    g_ptr_array_add (files, g_file_new_for_commandline_arg (*documents));
  g_application_open (application, (GFile **)files->pdata, (int)files->len, "");
}

/* Done here where this is the first start; handed over to the window that is open where not. */
static gboolean
mirador_application_local_command_line (GApplication *application, char ***arguments, int *status)
{
  const MiradorLaunch *launch = MIRADOR_APPLICATION (application)->launch;
  g_autoptr (GError) error = NULL;

  if (launch == NULL || (launch->action == NULL && launch->documents == NULL))
    return G_APPLICATION_CLASS (mirador_application_parent_class)
      ->local_command_line (application, arguments, status);
  *status = g_application_register (application, NULL, &error) ? 0 : 1;
  if (*status != 0)
    g_printerr ("mirador: %s\n", error->message);
  else if (launch->action != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (application), launch->action, NULL);
  else
    open_documents (application, launch->documents);
  return TRUE;
}

static void
mirador_application_finalize (GObject *object)
{
  MiradorApplication *self = MIRADOR_APPLICATION (object);

  g_clear_object (&self->background);
  g_clear_object (&self->alerts);
  g_clear_object (&self->memory);
  g_clear_object (&self->opening);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->problem);
  g_clear_pointer (&self->wanted_filter, g_variant_unref);
  g_clear_error (&self->failure);
  g_free (self->store_path);
  G_OBJECT_CLASS (mirador_application_parent_class)->finalize (object);
}

static void
mirador_application_class_init (MiradorApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mirador_application_finalize;
  application_class->activate = mirador_application_activate;
  application_class->open = mirador_application_open;
  application_class->startup = mirador_application_startup;
  application_class->dbus_register = mirador_application_dbus_register;
  application_class->dbus_unregister = mirador_application_dbus_unregister;
  application_class->local_command_line = mirador_application_local_command_line;
}

static void
mirador_application_init (MiradorApplication *self)
{
  self->opening = mirador_opening_new ();
}

MiradorApplication *
mirador_application_new (const char *store_path, gboolean demo)
{
  MiradorApplication *self = g_object_new (
    MIRADOR_TYPE_APPLICATION, "application-id",
    demo ? MIRADOR_APPLICATION_ID ".Demo" : MIRADOR_APPLICATION_ID, "resource-base-path",
    "/pe/org/sociosensalud/Mirador/ui", "flags",
    /* A window on a store of its own is no second window of the manager's. */
    G_APPLICATION_HANDLES_OPEN
      | (store_path != NULL ? G_APPLICATION_NON_UNIQUE : G_APPLICATION_DEFAULT_FLAGS),
    NULL);

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

static int
run (MiradorApplication *self, const MiradorLaunch *launch)
{
  char *arguments[] = { (char *)"mirador", (char *)"--gapplication-service", NULL };
  int status;

  self->launch = launch;
  if (!launch->is_service)
    arguments[1] = NULL;
  status = g_application_run (G_APPLICATION (self), launch->is_service ? 2 : 1, arguments);
  self->launch = NULL;
  return status;
}

int
mirador_application_run (const MiradorLaunch *launch)
{
  g_autoptr (MiradorApplication) application = NULL;
  int status;

  if (!mirador_application_open_display ())
    {
      g_printerr ("mirador: %s\n", _ ("There is no display to open the window on; mirador --help "
                                      "lists what works without one."));
      return 1;
    }
  application = mirador_application_new (launch->store_path, launch->demo);
  status = run (application, launch);
  if (application->failure != NULL)
    {
      g_autofree char *sentence = mirador_error_to_sentence (application->failure);

      g_printerr ("mirador: %s\n", sentence);
      return 1;
    }
  return status;
}
