/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program in the background, as the session bus starts it, and a desktop that shows what it
 * tells and is clicked; on a display: meson test runs it in Xvfb; without any it is skipped. */
#include "clinic.h"
#include "service.h"

#define FAILING "\"every_hours\": 0.0003, \"alert_hours\": 0.000001, "

/* How desktops take notifications. */
typedef struct
{
  const char *name; /* of GLib's backend */
  const char *owner;
  const char *path;
  const char *xml;
} Kind;

static const Kind kinds[] = {
  { "gtk", "org.gtk.Notifications", "/org/gtk/Notifications",
    "<node><interface name='org.gtk.Notifications'>"
    "<method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='a{sv}' direction='in'/></method>"
    "<method name='RemoveNotification'><arg type='s' direction='in'/>"
    "<arg type='s' direction='in'/></method></interface></node>" },
  { "portal", "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
    "<node><interface name='org.freedesktop.portal.Notification'>"
    "<method name='AddNotification'><arg type='s' direction='in'/>"
    "<arg type='a{sv}' direction='in'/></method>"
    "<method name='RemoveNotification'><arg type='s' direction='in'/></method>"
    "</interface></node>" },
};

/* What the desktop shows. */
static struct
{
  guint n_shown;
  guint n_removed;
  char *id;
  char *removed;
  char *title;
  char *body;
  char *action;
  GVariant *target;
} desktop;

static Service service;
static char *table;

static void
show (GVariant *notification)
{
  g_clear_pointer (&desktop.title, g_free);
  g_clear_pointer (&desktop.body, g_free);
  g_clear_pointer (&desktop.action, g_free);
  g_clear_pointer (&desktop.target, g_variant_unref);
  g_variant_lookup (notification, "title", "s", &desktop.title);
  g_variant_lookup (notification, "body", "s", &desktop.body);
  g_variant_lookup (notification, "default-action", "s", &desktop.action);
  desktop.target = g_variant_lookup_value (notification, "default-action-target", NULL);
  desktop.n_shown++;
}

/* The notification's own id comes last before what it says, or last of all. */
static void
called_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  gsize n = g_variant_n_children (parameters);
  gboolean added = g_str_equal (method, "AddNotification");
  char **id = added ? &desktop.id : &desktop.removed;

  g_clear_pointer (id, g_free);
  g_variant_get_child (parameters, n - (added ? 2 : 1), "s", id);
  if (added)
    {
      g_autoptr (GVariant) notification = g_variant_get_child_value (parameters, n - 1);

      show (notification);
    }
  else
    desktop.n_removed++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* What the bus gives to the programs that it starts from now on. */
static void
set_environment (const Kind *kind)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_builder_add (&builder, "{ss}", "GNOTIFICATION_BACKEND", kind->name);
  /* The second is its name since GLib 2.82. */
  g_variant_builder_add (&builder, "{ss}", "GTK_USE_PORTAL",
                         g_str_equal (kind->name, "portal") ? "1" : "0");
  g_variant_builder_add (&builder, "{ss}", "GIO_USE_PORTALS",
                         g_str_equal (kind->name, "portal") ? "1" : "0");
  /* The played portal knows nothing of the network. */
  g_variant_builder_add (&builder, "{ss}", "GIO_USE_NETWORK_MONITOR", "base");
  answer = session_bus_call (
    service.bus.connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
    "UpdateActivationEnvironment", g_variant_new ("(a{ss})", &builder), &error);
  g_assert_no_error (error);
}

static void
start (void)
{
  g_autoptr (GVariant) answer
    = service_call (&service, SERVICE_PATH, "org.freedesktop.DBus.Peer", "Ping", NULL);
}

static void
click (void)
{
  g_assert_true (g_str_has_prefix (desktop.action, "app."));
  service_activate (&service, desktop.action + strlen ("app."), desktop.target);
}

static void
test_told_and_clicked (gconstpointer user_data)
{
  static const GDBusInterfaceVTable vtable = { called_cb, NULL, NULL, { 0 } };
  const Kind *kind = user_data;
  SessionBus bus = { service.bus.bus, session_bus_connect (&service.bus) };
  guint owner = session_bus_play (&bus, kind->owner, kind->path, kind->xml, &vtable, NULL);

  desktop.n_shown = desktop.n_removed = 0;
  g_settings_reset (service.settings, "told-failures");
  g_settings_set_string (service.settings, "page", "overview");
  g_settings_set_boolean (service.settings, "background", TRUE);
  clinic_define ("alpha", table, FAILING);
  set_environment (kind);
  start ();
  while (desktop.n_shown == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (desktop.id, ==, "feed-failing-alpha");
  g_assert_nonnull (strstr (desktop.title, "Clinic alpha"));
  g_assert_nonnull (strstr (desktop.body, "alpha.csv"));
  g_assert_false (service_has_window (&service));
  /* It stays there when the program has ended; a click starts it again. */
  service_quit (&service);
  click ();
  service_await_setting (&service, "page", "feeds");
  g_assert_true (service_has_window (&service));
  g_assert_cmpuint (desktop.n_shown, ==, 1);
  /* The same program takes it back when the feed is well. */
  g_assert_true (g_file_set_contents (table, CLINIC_TABLE, -1, NULL));
  while (desktop.n_removed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (desktop.removed, ==, "feed-failing-alpha");
  service_quit (&service);
  clinic_forget ("alpha");
  g_remove (table);
  g_bus_unown_name (owner);
  g_dbus_connection_close_sync (bus.connection, NULL, NULL);
  g_object_unref (bus.connection);
}

int
main (int argc, char **argv)
{
  int status;

  service_set_folders (&service);
  g_test_init (&argc, &argv, NULL);
  if (!service_up (&service))
    {
      g_print ("1..0 # SKIP there is no display, no program or no settings' schema\n");
      return 0;
    }
  table = g_build_filename (service.folder, "alpha.csv", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strconcat ("/notifications/", kinds[i].name, NULL);

      g_test_add_data_func (path, &kinds[i], test_told_and_clicked);
    }
  status = g_test_run ();
  service_down (&service);
  return status;
}
