/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The desktop's background portal, played on a bus of the test's own, with moods. */

#include "session-bus.h"

typedef enum
{
  PORTAL_GRANTS,
  PORTAL_GRANTS_NO_LOGIN,  /* to run, but not to be started */
  PORTAL_GRANTS_AT_ONCE,   /* the answer comes before the call returns */
  PORTAL_GRANTS_ELSEWHERE, /* at a path of its own choice, as old ones did */
  PORTAL_GRANTS_ELSEWHERE_AT_ONCE,
  PORTAL_REFUSES,      /* the desktop says no */
  PORTAL_IS_DISMISSED, /* the user closes the question */
  PORTAL_FAILS,        /* with an error */
  PORTAL_IS_OLD,       /* it does not know the call */
  PORTAL_DIES,         /* after the call, before the answer */
  PORTAL_WAITS,        /* for a user who went away */
  PORTAL_RAVES,        /* its answer is of another type */
} PortalMood;

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_ELSEWHERE PORTAL_PATH "/request/elsewhere"

typedef struct
{
  SessionBus bus;
  guint owner;
  PortalMood mood;
  guint n_asked;
  guint n_closed;
  gboolean autostart; /* asked for */
  char *commandline;
  char *reason;
  char *status; /* (nullable) */
} Portal;

static const char portal_xml[]
  = "<node><interface name='org.freedesktop.portal.Background'>"
    "<method name='RequestBackground'><arg type='s' direction='in'/>"
    "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
    "<method name='SetStatus'><arg type='a{sv}' direction='in'/></method>"
    "</interface></node>";

static const char portal_request_xml[]
  = "<node><interface name='org.freedesktop.portal.Request'><method name='Close'/>"
    "</interface></node>";

static inline void
portal_respond (Portal *portal, const char *sender, const char *path, guint32 response)
{
  GVariantBuilder results;
  gboolean login = portal->autostart && portal->mood != PORTAL_GRANTS_NO_LOGIN;

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background",
                         g_variant_new_boolean (portal->mood != PORTAL_REFUSES));
  g_variant_builder_add (&results, "{sv}", "autostart", g_variant_new_boolean (login));
  g_dbus_connection_emit_signal (
    portal->bus.connection, sender, path, "org.freedesktop.portal.Request", "Response",
    portal->mood == PORTAL_RAVES ? g_variant_new ("(s)", "yes")
                                 : g_variant_new ("(ua{sv})", response, &results),
    NULL);
  if (portal->mood == PORTAL_RAVES)
    g_variant_builder_clear (&results);
}

static inline void
portal_close_cb (GDBusConnection *connection,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *method,
                 GVariant *parameters,
                 GDBusMethodInvocation *invocation,
                 gpointer user_data)
{
  ((Portal *)user_data)->n_closed++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static inline void
portal_open_request (Portal *portal, const char *path)
{
  static const GDBusInterfaceVTable vtable = { portal_close_cb, NULL, NULL, { 0 } };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (portal_request_xml, NULL);

  g_dbus_connection_register_object (portal->bus.connection, path, node->interfaces[0], &vtable,
                                     portal, NULL, NULL);
}

static inline void
portal_note (Portal *portal, GVariant *options)
{
  g_autofree const char **words = NULL;

  portal->n_asked++;
  g_clear_pointer (&portal->commandline, g_free);
  g_clear_pointer (&portal->reason, g_free);
  g_variant_lookup (options, "autostart", "b", &portal->autostart);
  g_variant_lookup (options, "reason", "s", &portal->reason);
  if (g_variant_lookup (options, "commandline", "^a&s", &words))
    portal->commandline = g_strjoinv (" ", (char **)words);
}

static inline void
portal_answer (Portal *portal, GDBusMethodInvocation *invocation, const char *path)
{
  g_autofree char *sender = g_strdup (g_dbus_method_invocation_get_sender (invocation));

  gboolean at_once
    = portal->mood == PORTAL_GRANTS_AT_ONCE || portal->mood == PORTAL_GRANTS_ELSEWHERE_AT_ONCE;

  portal_open_request (portal, path);
  if (at_once)
    portal_respond (portal, sender, path, 0);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
  if (portal->mood == PORTAL_DIES)
    g_clear_handle_id (&portal->owner, g_bus_unown_name);
  else if (!at_once && portal->mood != PORTAL_WAITS)
    portal_respond (portal, sender, path, portal->mood == PORTAL_IS_DISMISSED ? 1 : 0);
}

static inline void
portal_asked (Portal *portal, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  g_autofree char *sender = g_strdup (g_dbus_method_invocation_get_sender (invocation) + 1);
  g_autofree char *path = NULL;
  const char *token = NULL;

  g_assert_true (g_variant_lookup (options, "handle_token", "&s", &token));
  g_strdelimit (sender, ".", '_');
  path = g_strdup_printf ("%s/request/%s/%s", PORTAL_PATH, sender, token);
  g_assert_true (g_variant_is_object_path (path));
  portal_note (portal, options);
  if (portal->mood == PORTAL_FAILS)
    g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.portal.Error.Failed",
                                                "It failed");
  else if (portal->mood == PORTAL_IS_OLD)
    g_dbus_method_invocation_return_dbus_error (
      invocation, "org.freedesktop.DBus.Error.UnknownMethod", "No such method");
  else
    portal_answer (portal, invocation,
                   portal->mood == PORTAL_GRANTS_ELSEWHERE
                       || portal->mood == PORTAL_GRANTS_ELSEWHERE_AT_ONCE
                     ? PORTAL_ELSEWHERE
                     : path);
}

static inline void
portal_called_cb (GDBusConnection *connection,
                  const char *sender,
                  const char *path,
                  const char *interface,
                  const char *method,
                  GVariant *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer user_data)
{
  Portal *portal = user_data;
  g_autoptr (GVariant) options = NULL;

  if (g_str_equal (method, "RequestBackground"))
    {
      portal_asked (portal, parameters, invocation);
      return;
    }
  options = g_variant_get_child_value (parameters, 0);
  g_clear_pointer (&portal->status, g_free);
  g_variant_lookup (options, "message", "s", &portal->status);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* On a connection of its own each time: what it played before is gone with it. */
static inline void
portal_up (Portal *portal, SessionBus *bus, PortalMood mood)
{
  static const GDBusInterfaceVTable vtable = { portal_called_cb, NULL, NULL, { 0 } };

  *portal = (Portal){ .bus = *bus, .mood = mood };
  portal->bus.connection = session_bus_connect (bus);
  portal->owner
    = session_bus_play (&portal->bus, PORTAL_NAME, PORTAL_PATH, portal_xml, &vtable, portal);
}

static inline void
portal_down (Portal *portal)
{
  g_clear_handle_id (&portal->owner, g_bus_unown_name);
  g_dbus_connection_close_sync (portal->bus.connection, NULL, NULL);
  g_object_unref (portal->bus.connection);
  g_free (portal->commandline);
  g_free (portal->reason);
  g_free (portal->status);
}
