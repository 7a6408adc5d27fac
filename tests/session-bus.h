/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A session bus of the test's own, and a second connection to it: that of another program, which
 * the test plays. It answers from the main context of the test. */

#include <gio/gio.h>

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *connection;
} SessionBus;

static inline GDBusConnection *
session_bus_connect (SessionBus *bus)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
    g_test_dbus_get_bus_address (bus->bus),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

/* @services: (nullable): a folder of service files */
static inline void
session_bus_up (SessionBus *bus, const char *services)
{
  bus->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  if (services != NULL)
    g_test_dbus_add_service_dir (bus->bus, services);
  g_test_dbus_up (bus->bus);
  bus->connection = session_bus_connect (bus);
}

static inline void
session_bus_keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

/* (transfer full) (nullable): the answer, while the main context goes on */
static inline GVariant *
session_bus_call (GDBusConnection *connection,
                  const char *name,
                  const char *path,
                  const char *interface,
                  const char *method,
                  GVariant *parameters,
                  GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_dbus_connection_call (connection, name, path, interface, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, session_bus_keep_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_dbus_connection_call_finish (connection, result, error);
}

static inline void
session_bus_owned_cb (GDBusConnection *connection, const char *name, gpointer owned)
{
  *(gboolean *)owned = TRUE;
}

/* Plays @interfaces of @xml at @path under @name until the id that is returned is unowned. */
static inline guint
session_bus_play (SessionBus *bus,
                  const char *name,
                  const char *path,
                  const char *xml,
                  const GDBusInterfaceVTable *vtable,
                  gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, &error);
  gboolean owned = FALSE;
  guint id;

  g_assert_no_error (error);
  for (guint i = 0; node->interfaces[i] != NULL; i++)
    {
      g_dbus_connection_register_object (bus->connection, path, node->interfaces[i], vtable,
                                         user_data, NULL, &error);
      g_assert_no_error (error);
    }
  id = g_bus_own_name_on_connection (bus->connection, name, G_BUS_NAME_OWNER_FLAGS_NONE,
                                     session_bus_owned_cb, NULL, &owned, NULL);
  while (!owned)
    g_main_context_iteration (NULL, TRUE);
  return id;
}

/* Whether anybody owns @name. */
static inline gboolean
session_bus_has (SessionBus *bus, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = session_bus_call (
    bus->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
    "NameHasOwner", g_variant_new ("(s)", name), &error);
  gboolean has = FALSE;

  g_assert_no_error (error);
  g_variant_get (answer, "(b)", &has);
  return has;
}

static inline void
session_bus_vanished_cb (GDBusConnection *connection, const char *name, gpointer vanished)
{
  *(gboolean *)vanished = TRUE;
}

/* Until nobody owns @name any more. */
static inline void
session_bus_await_end (SessionBus *bus, const char *name)
{
  gboolean vanished = FALSE;
  guint watch
    = g_bus_watch_name_on_connection (bus->connection, name, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL,
                                      session_bus_vanished_cb, &vanished, NULL);

  while (!vanished)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}
