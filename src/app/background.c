/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/background.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>
#include "app/background-autostart.h"
#include "app/background-portal.h"

#define KEY "background"
#define KEY_ASKED "background-asked"
#define KEY_BY_ITSELF "refresh-by-itself"

struct _MiradorBackground
{
  GObject parent_instance;

  GApplication *application;
  GSettings *settings;
  gboolean sandboxed;
  gboolean holds;        /* the application */
  GCancellable *waiting; /* (nullable) for the answer to the last switch */
};

G_DEFINE_FINAL_TYPE (MiradorBackground, mirador_background, G_TYPE_OBJECT)

gboolean
mirador_background_is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

gboolean
mirador_background_is_on (MiradorBackground *self)
{
  return g_settings_get_boolean (self->settings, KEY);
}

gboolean
mirador_background_was_asked (MiradorBackground *self)
{
  return g_settings_get_boolean (self->settings, KEY_ASKED);
}

void
mirador_background_mark_asked (MiradorBackground *self)
{
  g_settings_set_boolean (self->settings, KEY_ASKED, TRUE);
}

static gboolean
has_window (MiradorBackground *self)
{
  return GTK_IS_APPLICATION (self->application)
         && gtk_application_get_windows (GTK_APPLICATION (self->application)) != NULL;
}

/* Without a window the desktop lists the program by this. */
static void
tell_status (MiradorBackground *self)
{
  GDBusConnection *connection = g_application_get_dbus_connection (self->application);

  if (self->sandboxed && self->holds && connection != NULL && !has_window (self))
    mirador_background_portal_set_status (connection, _ ("Refreshes the feeds"));
}

static void
update_hold (MiradorBackground *self)
{
  /* Feeds that wait to be asked for are no work for the background. */
  gboolean on
    = mirador_background_is_on (self) && g_settings_get_boolean (self->settings, KEY_BY_ITSELF);

  if (on == self->holds)
    return;
  self->holds = on;
  if (on)
    g_application_hold (self->application);
  else
    g_application_release (self->application);
  tell_status (self);
}

typedef struct
{
  gboolean on;    /* wanted, then what it is */
  char *sentence; /* (nullable) */
} Switch;

static void
switch_free (gpointer pointer)
{
  Switch *switched = pointer;

  g_free (switched->sentence);
  g_free (switched);
}

/* (transfer full @task, @sentence) */
static void
settle (GTask *task, gboolean on, char *sentence)
{
  MiradorBackground *self = g_task_get_source_object (task);
  Switch *switched = g_task_get_task_data (task);

  g_settings_set_boolean (self->settings, KEY, on);
  switched->sentence = sentence;
  g_task_return_boolean (task, on);
  g_object_unref (task);
}

static const char *
explain (MiradorPortalAnswer answer)
{
  switch (answer)
    {
    case MIRADOR_PORTAL_NOT_AT_LOGIN:
      return _ ("Mirador goes on in the background once it was started, but the desktop does not "
                "start it when you log in.");
    case MIRADOR_PORTAL_REFUSED:
      return _ ("The desktop did not allow Mirador to run in the background. Allow it in the "
                "system’s settings, under Apps, and try again.");
    case MIRADOR_PORTAL_ABSENT:
      return _ ("This desktop has no way to let Mirador run in the background (its background "
                "portal is missing). Feeds are refreshed while the window is open.");
    case MIRADOR_PORTAL_LOST:
      return _ ("The desktop did not say whether Mirador may run in the background. Try again "
                "later.");
    default:
      return NULL;
    }
}

static void
portal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorBackground *self = g_task_get_source_object (task);
  const Switch *wanted = g_task_get_task_data (task);
  MiradorPortalAnswer answer = mirador_background_portal_request_finish (result);
  gboolean granted = answer == MIRADOR_PORTAL_GRANTED || answer == MIRADOR_PORTAL_NOT_AT_LOGIN;

  /* Another switch has taken its place. */
  if (answer == MIRADOR_PORTAL_CANCELLED)
    settle (task, mirador_background_is_on (self), NULL);
  else
    settle (task, wanted->on && granted, wanted->on ? g_strdup (explain (answer)) : NULL);
}

static char *
explain_file (gboolean on, const GError *error)
{
  g_autofree char *path = mirador_background_autostart_get_path ();

  if (on)
    /* Translators: %1$s is a file, %2$s why it cannot be written */
    return g_strdup_printf (_ ("Mirador cannot be started when you log in: the file “%1$s” cannot "
                               "be written: %2$s. Check its folder and try again."),
                            path, error->message);
  /* Translators: %1$s is a file, %2$s why it cannot be removed */
  return g_strdup_printf (_ ("The file “%1$s” cannot be removed: %2$s. Remove it yourself, or "
                             "Mirador is started for a moment whenever you log in."),
                          path, error->message);
}

static void
autostart_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const Switch *wanted = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (mirador_background_autostart_finish (result, &error))
    settle (task, wanted->on, NULL);
  /* Another switch has taken its place. */
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    settle (task, mirador_background_is_on (g_task_get_source_object (task)), NULL);
  else
    settle (task, FALSE, explain_file (wanted->on, error));
}

static void
ask_portal (MiradorBackground *self, gboolean on, GTask *task)
{
  GDBusConnection *connection = g_application_get_dbus_connection (self->application);

  if (connection == NULL)
    {
      settle (task, FALSE, on ? g_strdup (explain (MIRADOR_PORTAL_ABSENT)) : NULL);
      return;
    }
  mirador_background_portal_request_async (
    connection, _ ("Mirador refreshes its feeds while its window is closed."), on, self->waiting,
    portal_cb, task);
}

static void
stop_waiting (MiradorBackground *self)
{
  if (self->waiting != NULL)
    g_cancellable_cancel (self->waiting);
  g_clear_object (&self->waiting);
}

void
mirador_background_switch_async (MiradorBackground *self,
                                 gboolean on,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  Switch *wanted = g_new0 (Switch, 1);

  g_task_set_source_tag (task, mirador_background_switch_async);
  wanted->on = on;
  g_task_set_task_data (task, wanted, switch_free);
  stop_waiting (self);
  self->waiting = g_cancellable_new ();
  /* Who has chosen needs no question any more. */
  mirador_background_mark_asked (self);
  if (self->sandboxed)
    ask_portal (self, on, task);
  else
    mirador_background_autostart_async (on, self->waiting, autostart_cb, task);
}

gboolean
mirador_background_switch_finish (MiradorBackground *self, GAsyncResult *result, char **sentence)
{
  Switch *switched = g_task_get_task_data (G_TASK (result));

  if (sentence != NULL)
    *sentence = g_steal_pointer (&switched->sentence);
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
mirador_background_dispose (GObject *object)
{
  MiradorBackground *self = MIRADOR_BACKGROUND (object);

  stop_waiting (self);
  if (self->holds)
    g_application_release (self->application);
  self->holds = FALSE;
  G_OBJECT_CLASS (mirador_background_parent_class)->dispose (object);
}

static void
mirador_background_finalize (GObject *object)
{
  g_object_unref (MIRADOR_BACKGROUND (object)->settings);
  G_OBJECT_CLASS (mirador_background_parent_class)->finalize (object);
}

static void
mirador_background_class_init (MiradorBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mirador_background_dispose;
  G_OBJECT_CLASS (klass)->finalize = mirador_background_finalize;
}

static void
mirador_background_init (MiradorBackground *self)
{
}

MiradorBackground *
mirador_background_new (GApplication *application, GSettings *settings, gboolean sandboxed)
{
  MiradorBackground *self = g_object_new (MIRADOR_TYPE_BACKGROUND, NULL);

  self->application = application;
  self->settings = g_object_ref (settings);
  self->sandboxed = sandboxed;
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (update_hold), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" KEY_BY_ITSELF, G_CALLBACK (update_hold), self,
                           G_CONNECT_SWAPPED);
  if (GTK_IS_APPLICATION (application))
    g_signal_connect_object (application, "window-removed", G_CALLBACK (tell_status), self,
                             G_CONNECT_SWAPPED);
  update_hold (self);
  return self;
}
