/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desktop's portal is played on a session bus of the test's own. */
#include <glib/gstdio.h>
#include "app/application.h"
#include "app/background-autostart.h"
#include "app/background.h"
#include "model/language.h"

#include "background-portal.h"

#define NAME "pe.org.sociosensalud.Mirador.Test"

static struct
{
  SessionBus bus;
  Portal portal;
  GApplication *application;
  GSettings *settings;
  MiradorBackground *background;
} world;

static char *folder;

static void
set_up (gboolean sandboxed)
{
  g_autoptr (GError) error = NULL;

  world.settings = mirador_application_get_settings ();
  g_settings_reset (world.settings, "background");
  g_settings_reset (world.settings, "background-asked");
  g_settings_reset (world.settings, "refresh-by-itself");
  world.application = g_application_new (NAME, G_APPLICATION_DEFAULT_FLAGS);
  g_application_register (world.application, NULL, &error);
  g_assert_no_error (error);
  world.background = mirador_background_new (world.application, world.settings, sandboxed);
}

static void
tear_down (void)
{
  g_object_run_dispose (G_OBJECT (world.background));
  g_clear_object (&world.background);
  g_object_run_dispose (G_OBJECT (world.application));
  g_clear_object (&world.application);
  session_bus_await_end (&world.bus, NAME);
}

/* (nullable) (transfer full): what is said */
static char *
finish (GAsyncResult **result, gboolean *on)
{
  char *sentence = NULL;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  *on = mirador_background_switch_finish (world.background, *result, &sentence);
  g_clear_object (result);
  return sentence;
}

static char *
switch_to (gboolean wanted, gboolean *on)
{
  GAsyncResult *result = NULL;

  mirador_background_switch_async (world.background, wanted, session_bus_keep_cb, &result);
  return finish (&result, on);
}

typedef struct
{
  const char *name;
  PortalMood mood;
  gboolean on;
  const char *sentence; /* words of it, or NULL: nothing is said */
} Case;

static const Case cases[] = {
  { "granted", PORTAL_GRANTS, TRUE, NULL },
  { "granted-at-once", PORTAL_GRANTS_AT_ONCE, TRUE, NULL },
  { "granted-elsewhere", PORTAL_GRANTS_ELSEWHERE, TRUE, NULL },
  { "granted-elsewhere-at-once", PORTAL_GRANTS_ELSEWHERE_AT_ONCE, TRUE, NULL },
  { "not-at-log-in", PORTAL_GRANTS_NO_LOGIN, TRUE, "does not start it when you log in" },
  { "refused", PORTAL_REFUSES, FALSE, "did not allow" },
  { "dismissed", PORTAL_IS_DISMISSED, FALSE, "did not allow" },
  { "failed", PORTAL_FAILS, FALSE, "Try again" },
  { "too-old", PORTAL_IS_OLD, FALSE, "background portal is missing" },
  { "died", PORTAL_DIES, FALSE, "Try again" },
  { "raving", PORTAL_RAVES, FALSE, "Try again" },
};

static void
test_portal (gconstpointer user_data)
{
  const Case *one = user_data;
  g_autofree char *sentence = NULL;
  gboolean on;

  set_up (TRUE);
  g_assert_false (mirador_background_is_on (world.background));
  portal_up (&world.portal, &world.bus, one->mood);
  sentence = switch_to (TRUE, &on);
  g_assert_cmpint (on, ==, one->on);
  g_assert_cmpint (mirador_background_is_on (world.background), ==, one->on);
  g_assert_cmpuint (world.portal.n_asked, ==, 1);
  g_assert_true (world.portal.autostart);
  g_assert_cmpstr (world.portal.commandline, ==, "mirador --gapplication-service");
  g_assert_nonnull (world.portal.reason);
  g_assert_true (sentence == one->sentence || strstr (sentence, one->sentence) != NULL);
  /* Who has chosen is not asked any more. */
  g_assert_true (mirador_background_was_asked (world.background));
  portal_down (&world.portal);
  tear_down ();
}

static void
test_no_portal (void)
{
  g_autofree char *sentence = NULL, *path = mirador_background_autostart_get_path ();
  gboolean on;

  set_up (TRUE);
  sentence = switch_to (TRUE, &on);
  g_assert_false (on);
  g_assert_nonnull (strstr (sentence, "background portal is missing"));
  /* Inside the sandbox such a file is of no use. */
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  tear_down ();
}

static void
test_off_again (void)
{
  g_autofree char *sentence = NULL, *other = NULL;
  gboolean on;

  set_up (TRUE);
  portal_up (&world.portal, &world.bus, PORTAL_GRANTS);
  sentence = switch_to (TRUE, &on);
  g_assert_true (on);
  other = switch_to (FALSE, &on);
  g_assert_false (on);
  g_assert_null (other);
  g_assert_cmpuint (world.portal.n_asked, ==, 2);
  g_assert_false (world.portal.autostart);
  portal_down (&world.portal);
  tear_down ();
}

static void
test_off_without_portal (void)
{
  g_autofree char *sentence = NULL;
  gboolean on;

  set_up (TRUE);
  g_settings_set_boolean (world.settings, "background", TRUE);
  sentence = switch_to (FALSE, &on);
  g_assert_false (on);
  g_assert_false (mirador_background_is_on (world.background));
  g_assert_null (sentence);
  tear_down ();
}

/* Nobody answers the desktop's question; then the user changes her mind. */
static void
test_superseded (void)
{
  GAsyncResult *first = NULL;
  g_autofree char *sentence = NULL, *other = NULL;
  gboolean on;

  set_up (TRUE);
  portal_up (&world.portal, &world.bus, PORTAL_WAITS);
  mirador_background_switch_async (world.background, TRUE, session_bus_keep_cb, &first);
  while (world.portal.n_asked == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (mirador_background_is_on (world.background));
  world.portal.mood = PORTAL_GRANTS;
  sentence = switch_to (FALSE, &on);
  g_assert_false (on);
  other = finish (&first, &on);
  g_assert_false (on);
  g_assert_null (other);
  while (world.portal.n_closed == 0)
    g_main_context_iteration (NULL, TRUE);
  portal_down (&world.portal);
  tear_down ();
}

static void
test_status (void)
{
  set_up (TRUE);
  portal_up (&world.portal, &world.bus, PORTAL_GRANTS);
  g_settings_set_boolean (world.settings, "background", TRUE);
  while (world.portal.status == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (world.portal.status, ==, "Refreshes the feeds");
  /* The portal takes no more. */
  g_assert_cmpint (g_utf8_strlen (world.portal.status, -1), <=, 96);
  portal_down (&world.portal);
  tear_down ();
}

/* Outside Flatpak. */
static void
test_autostart (void)
{
  g_autofree char *path = mirador_background_autostart_get_path ();
  g_autofree char *sentence = NULL, *other = NULL, *third = NULL, *exec = NULL;
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_auto (GStrv) words = NULL;
  g_autoptr (GError) error = NULL;
  gboolean on;

  set_up (FALSE);
  sentence = switch_to (TRUE, &on);
  g_assert_true (on);
  g_assert_null (sentence);
  g_key_file_load_from_file (entry, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  exec = g_key_file_get_string (entry, "Desktop Entry", "Exec", &error);
  g_assert_no_error (error);
  g_assert_true (g_shell_parse_argv (exec, NULL, &words, NULL));
  g_assert_cmpuint (g_strv_length (words), ==, 2);
  g_assert_true (g_file_test (words[0], G_FILE_TEST_IS_EXECUTABLE));
  g_assert_cmpstr (words[1], ==, "--gapplication-service");
  other = switch_to (FALSE, &on);
  g_assert_false (on);
  g_assert_null (other);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  /* Off is off, however often. */
  third = switch_to (FALSE, &on);
  g_assert_null (third);
  tear_down ();
}

/* Who cannot decide gets what she wanted last, however the threads take turns. */
static void
test_autostart_in_a_hurry (void)
{
  g_autofree char *path = mirador_background_autostart_get_path ();
  GAsyncResult *results[24] = { NULL };

  set_up (FALSE);
  for (guint round = 0; round < 12; round++)
    {
      gboolean wanted = round % 2 == 0, on;

      for (guint i = 0; i < G_N_ELEMENTS (results); i++)
        mirador_background_switch_async (world.background, (i % 2 == 1) == wanted,
                                         session_bus_keep_cb, &results[i]);
      for (guint i = 0; i < G_N_ELEMENTS (results); i++)
        {
          g_autofree char *sentence = finish (&results[i], &on);

          g_assert_null (sentence);
        }
      g_assert_cmpint (on, ==, wanted);
      g_assert_cmpint (mirador_background_is_on (world.background), ==, wanted);
      g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, wanted);
    }
  tear_down ();
}

static void
test_autostart_not_written (void)
{
  g_autofree char *obstacle = g_build_filename (folder, "autostart", NULL);
  g_autofree char *sentence = NULL;
  gboolean on;

  g_rmdir (obstacle);
  g_assert_true (g_file_set_contents (obstacle, "a file, and no folder", -1, NULL));
  set_up (FALSE);
  sentence = switch_to (TRUE, &on);
  g_assert_false (on);
  g_assert_false (mirador_background_is_on (world.background));
  g_assert_nonnull (strstr (sentence, "autostart"));
  g_assert_nonnull (strstr (sentence, "cannot be written"));
  tear_down ();
  g_remove (obstacle);
}

int
main (int argc, char **argv)
{
  folder = g_dir_make_tmp ("mirador-background-XXXXXX", NULL);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  if (mirador_application_get_settings () == NULL)
    {
      g_print ("1..0 # SKIP the settings' schema is not at hand\n");
      return 0;
    }
  session_bus_up (&world.bus, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/background/portal/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_portal);
    }
  g_test_add_func ("/background/portal/absent", test_no_portal);
  g_test_add_func ("/background/portal/off-again", test_off_again);
  g_test_add_func ("/background/portal/off-without-one", test_off_without_portal);
  g_test_add_func ("/background/portal/superseded", test_superseded);
  g_test_add_func ("/background/portal/status", test_status);
  g_test_add_func ("/background/autostart/written-and-removed", test_autostart);
  g_test_add_func ("/background/autostart/in-a-hurry", test_autostart_in_a_hurry);
  g_test_add_func ("/background/autostart/not-written", test_autostart_not_written);
  return g_test_run ();
}
