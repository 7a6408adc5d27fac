/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program as the session bus starts it; on a display: meson test runs it in Xvfb; without any
 * display it is skipped. */
#include "feeds/refresh.h"
#include "service.h"
#include "store/sqlite-store.h"

static Service service;

/* The figures of the annual report, as the program would have loaded them. */
static void
fill_store (void)
{
  g_autofree char *path = mirador_sqlite_store_default_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) store = mirador_sqlite_store_open (path, &error);
  g_autoptr (MiradorDefinition) definition
    = mirador_definition_find ("ses-annual-report-2025", NULL);
  g_autoptr (GPtrArray) refreshes = NULL;

  g_assert_no_error (error);
  refreshes = mirador_refresh_feed_sync (store, definition, &error);
  g_assert_no_error (error);
}

static GVariant *
ask_provider (const char *method, GVariant *parameters)
{
  return service_call (&service, SERVICE_PATH "/SearchProvider", "org.gnome.Shell.SearchProvider2",
                       method, parameters);
}

/* Somebody types in the Shell, finds what she wanted elsewhere, and goes. */
static void
test_search_only (void)
{
  const char *const words[] = { "tubercul", NULL };
  g_autoptr (GVariant) answer = NULL, metas = NULL;
  g_autofree const char **ids = NULL;
  g_autofree char *text = NULL;

  g_assert_false (session_bus_has (&service.bus, SERVICE_NAME));
  answer = ask_provider ("GetInitialResultSet", g_variant_new ("(^as)", words));
  g_variant_get (answer, "(^a&s)", &ids);
  g_assert_cmpstr (ids[0], ==, "program/tb");
  metas = ask_provider ("GetResultMetas", g_variant_new ("(^as)", ids));
  text = g_variant_print (metas, FALSE);
  g_assert_nonnull (strstr (text, "Program · figures until FY 2025"));
  g_assert_false (service_has_window (&service));
  /* It leaves by itself: the Shell has its answers. */
  session_bus_await_end (&service.bus, SERVICE_NAME);
}

static void
test_result_opens_window (void)
{
  const char *const words[] = { "tubercul", NULL };
  g_autoptr (GVariant) answer
    = ask_provider ("ActivateResult", g_variant_new ("(s^asu)", "program/tb", words, (guint32)0));

  service_await_setting (&service, "program", "tb");
  g_assert_true (service_has_window (&service));
  service_quit (&service);
}

/* Closing the window is not the end while it shall go on in the background; it is without. */
static void
test_goes_on_in_background (void)
{
  const char *const words[] = { "tubercul", NULL };
  g_autoptr (GVariant) answer = NULL, again = NULL;

  g_settings_set_boolean (service.settings, "background", TRUE);
  answer = ask_provider ("GetInitialResultSet", g_variant_new ("(^as)", words));
  g_assert_false (service_has_window (&service));
  g_settings_set_boolean (service.settings, "background", FALSE);
  session_bus_await_end (&service.bus, SERVICE_NAME);
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
  fill_store ();
  g_test_add_func ("/service/search-only", test_search_only);
  g_test_add_func ("/service/result-opens-window", test_result_opens_window);
  g_test_add_func ("/service/goes-on-in-background", test_goes_on_in_background);
  status = g_test_run ();
  service_down (&service);
  return status;
}
