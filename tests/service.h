/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The program itself as the session bus starts it: with folders of its own, settings in a file, and
 * nobody's window before one is asked for. Needs a display: service_up() says whether there is one.
 */

#include <gtk/gtk.h>
#include "app/application.h"
#include "model/language.h"
#include "session-bus.h"

#define SERVICE_NAME "pe.org.sociosensalud.Mirador"
#define SERVICE_PATH "/pe/org/sociosensalud/Mirador"

typedef struct
{
  char *folder;
  SessionBus bus;
  GSettings *settings; /* the program's */
} Service;

/* Before anything of GLib asks for them. */
static inline void
service_set_folders (Service *service)
{
  const char *const variables[]
    = { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME" };

  service->folder = g_dir_make_tmp ("mirador-service-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_setenv (variables[i], service->folder, TRUE);
  g_setenv ("GSETTINGS_BACKEND", "keyfile", TRUE);
  g_setenv ("LANGUAGE", "en", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  /* Nobody reads the screen here, and its bus would be started for nothing. */
  g_setenv ("GTK_A11Y", "none", TRUE);
}

static inline gboolean
service_up (Service *service)
{
  g_autofree char *path = g_build_filename (service->folder, SERVICE_NAME ".service", NULL);
  g_autofree char *text
    = g_strdup_printf ("[D-BUS Service]\nName=" SERVICE_NAME "\nExec=%s --gapplication-service\n",
                       g_getenv ("MIRADOR_PROGRAM"));

  mirador_language_set (MIRADOR_LANGUAGE_EN);
  if (!gtk_init_check () || g_getenv ("MIRADOR_PROGRAM") == NULL
      || mirador_application_get_settings () == NULL)
    return FALSE;
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  service->settings = mirador_application_get_settings ();
  g_settings_set_string (service->settings, "language", "en");
  g_settings_sync ();
  session_bus_up (&service->bus, service->folder);
  return TRUE;
}

static inline void
service_down (Service *service)
{
  g_clear_object (&service->bus.connection);
}

/* (transfer full) */
static inline GVariant *
service_call (Service *service,
              const char *path,
              const char *interface,
              const char *method,
              GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  GVariant *answer = session_bus_call (service->bus.connection, SERVICE_NAME, path, interface,
                                       method, parameters, &error);

  g_assert_no_error (error);
  return answer;
}

/* As the desktop does it, when something of the program's was clicked. */
static inline void
service_activate (Service *service, const char *action, GVariant *parameter)
{
  GVariantBuilder parameters;
  g_autoptr (GVariant) answer = NULL;

  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  if (parameter != NULL)
    g_variant_builder_add (&parameters, "v", parameter);
  answer = service_call (service, SERVICE_PATH, "org.freedesktop.Application", "ActivateAction",
                         g_variant_new ("(sava{sv})", action, &parameters, NULL));
}

static inline void
service_quit (Service *service)
{
  service_activate (service, "quit", NULL);
  session_bus_await_end (&service->bus, SERVICE_NAME);
}

/* GTK gives every window an object below this one. */
static inline gboolean
service_has_window (Service *service)
{
  g_autoptr (GVariant) answer = service_call (
    service, SERVICE_PATH "/window", "org.freedesktop.DBus.Introspectable", "Introspect", NULL);
  const char *xml;

  g_variant_get (answer, "(&s)", &xml);
  return strstr (xml, "<node name=") != NULL;
}

/* Until the program has written it, from its own process. */
static inline void
service_await_setting (Service *service, const char *key, const char *value)
{
  while (TRUE)
    {
      g_autofree char *now = g_settings_get_string (service->settings, key);

      if (g_strcmp0 (now, value) == 0)
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}
