/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"
#include "app/feed-alerts.h"
#include "app/session.h"
#include "model/error.h"
#include "model/language.h"

#include "clinic.h"
#include "network-played.h"

/* A session that refreshes by itself, and the desktop's notifications, on a bus of the test's own.
 */

#define EVERY_SECOND "\"every_hours\": 0.0003, "
/* Plain to see that it is this machine, but not to the schedule: nobody listens there. */
#define ELSEWHERE "https://[::ffff:127.0.0.1]:9/x.csv"
/* The desktop's own number of a notification. */
#define SHOWN_AS 7
#define IMPATIENT "\"alert_hours\": 0.000001, "

typedef struct
{
  char *table;
  MiradorStore *store;
  MiradorSession *session;
  guint n_refreshed; /* of our feed */
} Fixture;

/* What the desktop shows. */
static struct
{
  guint n_shown;
  guint n_closed;
  char *title;
  char *body;
  char *feed; /* whose notification was clicked */
} desktop;

static char *folder;
static GApplication *application;

static void
count_cb (MiradorStore *store, const char *feed, gpointer user_data)
{
  Fixture *fixture = user_data;

  if (g_str_equal (feed, "alpha"))
    fixture->n_refreshed++;
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  static guint n = 0;
  g_autofree char *path = g_strdup_printf ("%s/store-%u.db", folder, n++);
  g_autoptr (GError) error = NULL;

  fixture->table = g_build_filename (folder, "alpha.csv", NULL);
  fixture->store = mirador_sqlite_store_open (path, &error);
  g_assert_no_error (error);
  g_signal_connect (fixture->store, "changed", G_CALLBACK (count_cb), fixture);
  g_assert_true (g_file_set_contents (fixture->table, CLINIC_TABLE, -1, NULL));
  desktop.n_shown = desktop.n_closed = 0;
}

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

/* Until the session has looked what is due: the store answers in order, so its answer to us comes
 * after that to it. */
static void
settle (Fixture *fixture)
{
  for (guint i = 0; i < 3; i++)
    {
      MiradorFeedStatus *status = clinic_status (fixture->store, "alpha");

      drain ();
      if (status != NULL)
        mirador_feed_status_free (status);
      while (mirador_session_is_refreshing (fixture->session, "alpha", NULL, NULL))
        g_main_context_iteration (NULL, TRUE);
    }
}

static void
begin (Fixture *fixture, gboolean demo, gboolean by_itself)
{
  fixture->session = mirador_session_new (fixture->store, demo);
  g_object_set (fixture->session, "by-itself", by_itself, NULL);
  mirador_session_begin (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  clinic_forget ("alpha");
  g_object_run_dispose (G_OBJECT (fixture->session));
  g_clear_object (&fixture->session);
  drain ();
  g_signal_handlers_disconnect_by_data (fixture->store, fixture);
  g_clear_object (&fixture->store);
  g_free (fixture->table);
}

static void
wait_for_refreshes (Fixture *fixture, guint n)
{
  while (fixture->n_refreshed < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_due_at_start (Fixture *fixture, gconstpointer unused)
{
  clinic_define ("alpha", fixture->table, "");
  begin (fixture, FALSE, TRUE);
  wait_for_refreshes (fixture, 1);
  settle (fixture);
  g_assert_cmpfloat (clinic_total (fixture->store, "alpha"), ==, CLINIC_TOTAL);
  g_assert_cmpuint (fixture->n_refreshed, ==, 1);
}

static void
test_switched_off (Fixture *fixture, gconstpointer unused)
{
  clinic_define ("alpha", fixture->table, "");
  begin (fixture, FALSE, FALSE);
  settle (fixture);
  g_assert_cmpuint (fixture->n_refreshed, ==, 0);
  g_object_set (fixture->session, "by-itself", TRUE, NULL);
  wait_for_refreshes (fixture, 1);
}

static void
test_not_in_demo (Fixture *fixture, gconstpointer unused)
{
  clinic_define ("alpha", fixture->table, "");
  begin (fixture, TRUE, TRUE);
  settle (fixture);
  g_assert_cmpuint (fixture->n_refreshed, ==, 0);
}

static void
test_only_when_asked (Fixture *fixture, gconstpointer unused)
{
  clinic_define ("alpha", fixture->table, "\"every_hours\": 0, ");
  begin (fixture, FALSE, TRUE);
  settle (fixture);
  g_assert_cmpuint (fixture->n_refreshed, ==, 0);
  mirador_session_refresh (fixture->session, "alpha");
  wait_for_refreshes (fixture, 1);
}

static void
test_on_the_clock (Fixture *fixture, gconstpointer unused)
{
  clinic_define ("alpha", fixture->table, EVERY_SECOND);
  begin (fixture, FALSE, TRUE);
  wait_for_refreshes (fixture, 3);
}

/* However short an interval is, a server is not asked without end. */
static void
test_not_without_end (Fixture *fixture, gconstpointer unused)
{
  gint64 began = g_get_monotonic_time ();

  clinic_define ("alpha", fixture->table, "\"every_hours\": 0.0000001, ");
  begin (fixture, FALSE, TRUE);
  wait_for_refreshes (fixture, 3);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, G_USEC_PER_SEC);
}

static void
test_network_comes_back (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (TestNetwork) network = g_object_new (TEST_TYPE_NETWORK, NULL);
  g_autoptr (MiradorFeedStatus) status = NULL;

  clinic_define ("alpha", ELSEWHERE, "");
  begin (fixture, FALSE, TRUE);
  mirador_session_set_network (fixture->session, G_NETWORK_MONITOR (network));
  settle (fixture);
  g_assert_cmpuint (fixture->n_refreshed, ==, 0);
  test_network_set (network, TRUE, TRUE);
  settle (fixture);
  g_assert_cmpuint (fixture->n_refreshed, ==, 0);
  test_network_set (network, TRUE, FALSE);
  wait_for_refreshes (fixture, 1);
  settle (fixture);
  status = clinic_status (fixture->store, "alpha");
  g_assert_error (status->last->error, MIRADOR_ERROR, MIRADOR_ERROR_CONNECTION);
  /* Once more within the same minute is no news. */
  test_network_set (network, FALSE, FALSE);
  test_network_set (network, TRUE, FALSE);
  settle (fixture);
  g_assert_cmpuint (fixture->n_refreshed, ==, 1);
}

/* Over a metered connection, what somebody asks for is fetched. */
static void
test_metered_but_asked (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (TestNetwork) network = g_object_new (TEST_TYPE_NETWORK, NULL);

  clinic_define ("alpha", ELSEWHERE, "");
  begin (fixture, FALSE, TRUE);
  mirador_session_set_network (fixture->session, G_NETWORK_MONITOR (network));
  test_network_set (network, TRUE, TRUE);
  settle (fixture);
  g_assert_cmpuint (fixture->n_refreshed, ==, 0);
  mirador_session_refresh (fixture->session, "alpha");
  wait_for_refreshes (fixture, 1);
}

/* Told once, however often it fails; taken back when it is well; told again the next time. */
static void
test_told_once_a_spell (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorFeedAlerts) alerts = NULL;

  g_remove (fixture->table);
  clinic_define ("alpha", fixture->table, EVERY_SECOND IMPATIENT);
  begin (fixture, FALSE, TRUE);
  alerts = mirador_feed_alerts_new (fixture->session, application, NULL);
  while (desktop.n_shown == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_refreshed, >, 1);
  g_assert_nonnull (strstr (desktop.title, "Clinic alpha"));
  g_assert_nonnull (strstr (desktop.body, "alpha.csv"));
  wait_for_refreshes (fixture, fixture->n_refreshed + 2);
  settle (fixture);
  g_assert_cmpuint (desktop.n_shown, ==, 1);
  g_assert_cmpuint (desktop.n_closed, ==, 0);
  g_assert_true (g_file_set_contents (fixture->table, CLINIC_TABLE, -1, NULL));
  while (desktop.n_closed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_remove (fixture->table);
  while (desktop.n_shown == 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (strstr (desktop.body, "It was last refreshed"));
  g_object_run_dispose (G_OBJECT (alerts));
}

static void
show_feed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_free (desktop.feed);
  desktop.feed = g_variant_dup_string (parameter, NULL);
}

/* A desktop without GNOME's own way tells the program itself that it was clicked. */
static void
test_clicked (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorFeedAlerts) alerts = NULL;
  g_autoptr (GError) error = NULL;

  g_remove (fixture->table);
  clinic_define ("alpha", fixture->table, EVERY_SECOND IMPATIENT);
  begin (fixture, FALSE, TRUE);
  alerts = mirador_feed_alerts_new (fixture->session, application, NULL);
  while (desktop.n_shown == 0)
    g_main_context_iteration (NULL, TRUE);
  settle (fixture);
  g_dbus_connection_emit_signal (g_application_get_dbus_connection (application), NULL,
                                 "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
                                 "ActionInvoked", g_variant_new ("(us)", SHOWN_AS, "default"),
                                 &error);
  g_assert_no_error (error);
  while (desktop.feed == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (desktop.feed, ==, "alpha");
  g_object_run_dispose (G_OBJECT (alerts));
}

/* Below its limit a failure is the Feeds page's affair. */
static void
test_patient (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorFeedAlerts) alerts = NULL;

  g_remove (fixture->table);
  clinic_define ("alpha", fixture->table, EVERY_SECOND);
  begin (fixture, FALSE, TRUE);
  alerts = mirador_feed_alerts_new (fixture->session, application, NULL);
  wait_for_refreshes (fixture, 3);
  settle (fixture);
  g_assert_cmpuint (desktop.n_shown, ==, 0);
  g_object_run_dispose (G_OBJECT (alerts));
}

/* The next start does not tell it again. */
static void
test_told_is_kept (Fixture *fixture, gconstpointer unused)
{
  GSettings *settings = mirador_application_get_settings ();
  g_autoptr (MiradorFeedAlerts) alerts = NULL, later = NULL;

  if (settings == NULL)
    {
      g_test_skip ("the settings' schema is not at hand");
      begin (fixture, FALSE, FALSE);
      return;
    }
  g_remove (fixture->table);
  clinic_define ("alpha", fixture->table, EVERY_SECOND IMPATIENT);
  begin (fixture, FALSE, TRUE);
  alerts = mirador_feed_alerts_new (fixture->session, application, settings);
  while (desktop.n_shown == 0)
    g_main_context_iteration (NULL, TRUE);
  g_object_run_dispose (G_OBJECT (alerts));
  later = mirador_feed_alerts_new (fixture->session, application, settings);
  wait_for_refreshes (fixture, fixture->n_refreshed + 2);
  settle (fixture);
  g_assert_cmpuint (desktop.n_shown, ==, 1);
  g_object_run_dispose (G_OBJECT (later));
}

static const char notifications_xml[]
  = "<node><interface name='org.freedesktop.Notifications'>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/>"
    "<arg type='i' direction='in'/><arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
    "</interface></node>";

static void
notify_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  if (g_str_equal (method, "CloseNotification"))
    {
      desktop.n_closed++;
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  desktop.n_shown++;
  g_free (desktop.title);
  g_free (desktop.body);
  g_variant_get_child (parameters, 3, "s", &desktop.title);
  g_variant_get_child (parameters, 4, "s", &desktop.body);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", SHOWN_AS));
}

static void
acquired_cb (GDBusConnection *connection, const char *name, gpointer acquired)
{
  *(gboolean *)acquired = TRUE;
}

/* The bus stays until the test has ended, when GTestDBus takes it away. */
static void
play_desktop (void)
{
  static const GDBusInterfaceVTable vtable = { notify_cb, NULL, NULL, { 0 } };
  const GActionEntry actions[] = { { "show-feed", show_feed_cb, "s" } };
  GTestDBus *bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (notifications_xml, NULL);
  GDBusConnection *connection;
  gboolean acquired = FALSE;
  g_autoptr (GError) error = NULL;

  g_test_dbus_up (bus);
  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  g_dbus_connection_register_object (connection, "/org/freedesktop/Notifications",
                                     node->interfaces[0], &vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  g_bus_own_name_on_connection (connection, "org.freedesktop.Notifications",
                                G_BUS_NAME_OWNER_FLAGS_NONE, acquired_cb, NULL, &acquired, NULL);
  while (!acquired)
    g_main_context_iteration (NULL, TRUE);
  application = g_application_new ("pe.org.sociosensalud.Mirador.Test", G_APPLICATION_NON_UNIQUE);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   NULL);
  g_assert_true (g_application_register (application, NULL, &error));
}

int
main (int argc, char **argv)
{
  folder = g_dir_make_tmp ("mirador-alerts-XXXXXX", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  play_desktop ();
#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/session/by-itself/due-at-start", test_due_at_start);
  ADD ("/session/by-itself/switched-off", test_switched_off);
  ADD ("/session/by-itself/not-in-demo", test_not_in_demo);
  ADD ("/session/by-itself/only-when-asked", test_only_when_asked);
  ADD ("/session/by-itself/on-the-clock", test_on_the_clock);
  ADD ("/session/by-itself/not-without-end", test_not_without_end);
  ADD ("/session/by-itself/network-comes-back", test_network_comes_back);
  ADD ("/session/by-itself/metered-but-asked", test_metered_but_asked);
  ADD ("/alerts/told-once-a-spell", test_told_once_a_spell);
  ADD ("/alerts/clicked", test_clicked);
  ADD ("/alerts/patient", test_patient);
  ADD ("/alerts/told-is-kept", test_told_is_kept);
#undef ADD
  return g_test_run ();
}
