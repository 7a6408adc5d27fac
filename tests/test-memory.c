/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window showed last is what it shows first; on a display: without any it is skipped. */
#include <adwaita.h>
#include "app/application.h"
#include "app/memory.h"
#include "feeds/refresh.h"
#include "model/language.h"
#include "store/sqlite-store.h"

/* One start of the program: what it shows, until it ends. */
typedef struct
{
  MiradorStore *store;
  MiradorSession *session;
  MiradorMemory *memory;
  MiradorWindow *window;
  guint n_asked; /* how often the pages asked for their charts */
} Start;

static MiradorApplication *application;
static GSettings *settings;
static char *full;
static char *folder;
static char *empty;

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

static void
count_cb (Start *start)
{
  start->n_asked++;
}

static void
await (Start *start)
{
  drain ();
  while (
    !mirador_session_is_settled (start->session)
    || (mirador_session_has_figures (start->session) && mirador_window_is_loading (start->window)))
    drain ();
  drain ();
}

static Start *
start_new (const char *path)
{
  Start *start = g_new0 (Start, 1);
  g_autoptr (GError) error = NULL;

  start->store = mirador_sqlite_store_open (path, &error);
  g_assert_no_error (error);
  start->session = mirador_session_new (start->store, FALSE);
  start->memory = mirador_memory_new (settings, start->session);
  g_signal_connect_swapped (start->session, "changed", G_CALLBACK (count_cb), start);
  start->window = mirador_window_new (ADW_APPLICATION (application), start->session);
  mirador_memory_attach (start->memory, start->window);
  mirador_session_begin (start->session);
  gtk_window_present (GTK_WINDOW (start->window));
  await (start);
  return start;
}

static void
start_end (Start *start)
{
  gtk_window_destroy (GTK_WINDOW (start->window));
  g_object_unref (start->memory);
  g_object_run_dispose (G_OBJECT (start->session));
  g_object_unref (start->session);
  drain ();
  g_object_unref (start->store);
  g_free (start);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Start, start_end)

static MiradorChartCard *
get_card (Start *start)
{
  return mirador_explore_page_get_card (mirador_window_get_explore_page (start->window));
}

static void
forget (void)
{
  const char *const keys[] = { "page", "program", "place", "period", "chart", "figure" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
}

/* The page is on the screen at once; nothing is asked for that the user does not see. */
static void
test_comes_back (void)
{
  g_autofree char *kind = NULL, *figure = NULL;

  forget ();
  {
    g_autoptr (Start) first = start_new (full);

    g_assert_cmpstr (mirador_window_get_page (first->window), ==, "overview");
    mirador_session_set_program (first->session, "tb");
    mirador_session_set_place (first->session, "15");
    mirador_session_set_period (first->session, "AF2025");
    mirador_explore_page_show (mirador_window_get_explore_page (first->window), "bars", "referred");
    mirador_window_show_page (first->window, "explore");
    await (first);
  }
  {
    g_autoptr (Start) second = start_new (full);

    g_assert_cmpstr (mirador_window_get_page (second->window), ==, "explore");
    g_assert_cmpstr (mirador_session_get_program (second->session), ==, "tb");
    g_assert_cmpstr (mirador_session_get_period (second->session), ==, "AF2025");
    g_object_get (get_card (second), "kind", &kind, "stage", &figure, NULL);
    g_assert_cmpstr (kind, ==, "bars");
    g_assert_cmpstr (figure, ==, "referred");
    mirador_window_show_page (second->window, "feeds");
  }
  {
    g_autoptr (Start) third = start_new (full);

    g_assert_cmpstr (mirador_window_get_page (third->window), ==, "feeds");
  }
}

/* What was not chosen stays open: new figures may bring another default. */
static void
test_default_stays_default (void)
{
  g_autofree char *program = NULL, *period = NULL;

  forget ();
  {
    g_autoptr (Start) start = start_new (full);

    g_assert_cmpstr (mirador_session_get_program (start->session), ==, "all");
    mirador_session_set_program (start->session, "tb");
    mirador_session_set_program (start->session, "");
    g_assert_cmpuint (start->n_asked, >=, 1);
  }
  program = g_settings_get_string (settings, "program");
  period = g_settings_get_string (settings, "period");
  g_assert_cmpstr (program, ==, "");
  g_assert_cmpstr (period, ==, "");
}

/* A store of tuberculosis alone, for the whole country; what ships with the program is added to it
 * only after the start. */
static char *
make_small_store (guint i)
{
  g_autofree char *document = g_build_filename (folder, "small.mirador.json", NULL);
  g_autofree char *name = g_strdup_printf ("small-%u.db", i);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) store = mirador_sqlite_store_open (path, &error);
  g_autoptr (MiradorRefresh) refresh = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (
    document,
    "{\"mirador\": 1, \"feed\": \"small\", \"source\": {\"es\": \"Lima\"},"
    " \"columns\": [\"measure\", \"program\", \"place\", \"period\", \"value\"],"
    " \"rows\": [[\"people_screened\", \"tb\", \"PE\", \"AF2025\", 1200]]}",
    -1, NULL));
  refresh = mirador_import_sync (store, document, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

static void
test_what_is_gone (void)
{
  static const struct
  {
    const char *key;
    const char *kept;
    const char *shown;
  } table[] = {
    { "program", "tb", "tb" },          { "program", "same", "" },
    { "program", "context", "" },       { "program", "no-such-program", "" },
    { "place", "999999", "" },          { "place", "15", "" },
    { "period", "AF2025", "AF2025" },   { "period", "AF1999", "" },
    { "period", "no such period", "" }, { "period", "2031-01..2031-02", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (Start) start = NULL;
      g_autofree char *kept = NULL;
      g_autofree char *small = make_small_store (i);
      MiradorScope scope;

      g_test_message ("%s %s", table[i].key, table[i].kept);
      forget ();
      g_settings_set_string (settings, table[i].key, table[i].kept);
      start = start_new (small);
      scope = mirador_session_get_scope (start->session);
      g_assert_cmpstr (g_str_equal (table[i].key, "program") ? scope.program
                       : g_str_equal (table[i].key, "place") ? scope.place
                                                             : scope.period,
                       ==, table[i].shown);
      kept = g_settings_get_string (settings, table[i].key);
      g_assert_cmpstr (kept, ==, table[i].shown);
    }
}

static void
test_nonsense (void)
{
  g_autoptr (Start) start = NULL;
  g_autofree char *kind = NULL, *figure = NULL;

  forget ();
  g_settings_set_string (settings, "page", "nowhere");
  g_settings_set_string (settings, "chart", "pie");
  g_settings_set_string (settings, "figure", "no-such-figure");
  start = start_new (full);
  g_assert_cmpstr (mirador_window_get_page (start->window), ==, "overview");
  g_object_get (get_card (start), "kind", &kind, "stage", &figure, NULL);
  g_assert_cmpstr (kind, !=, "pie");
  g_assert_cmpstr (figure, !=, "no-such-figure");
}

/* A store that has nothing yet, or was begun anew, is no reason to forget. */
static void
test_empty_store (void)
{
  g_autofree char *program = NULL, *page = NULL;

  forget ();
  g_settings_set_string (settings, "program", "tb");
  g_settings_set_string (settings, "page", "explore");
  {
    g_autoptr (Start) start = start_new (empty);

    g_assert_cmpstr (mirador_window_get_page (start->window), ==, "welcome");
  }
  program = g_settings_get_string (settings, "program");
  page = g_settings_get_string (settings, "page");
  g_assert_cmpstr (program, ==, "tb");
  g_assert_cmpstr (page, ==, "explore");
}

static void
fill_store (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) store = mirador_sqlite_store_open (full, &error);
  const char *const feeds[] = { "ses-annual-report-2025", "population" };

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      g_autoptr (MiradorDefinition) definition = mirador_definition_find (feeds[i], &error);
      g_autoptr (GPtrArray) refreshes = mirador_refresh_feed_sync (store, definition, &error);

      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  int status;

  folder = g_dir_make_tmp ("mirador-memory-XXXXXX", NULL);
  full = g_build_filename (folder, "full.db", NULL);
  empty = g_build_filename (folder, "empty.db", NULL);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_DIRS", folder, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_setenv ("GTK_A11Y", "none", FALSE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  settings = mirador_application_get_settings ();
  if (settings == NULL || !mirador_application_open_display ())
    {
      g_print ("1..0 # SKIP there is no display, or no schema of the settings\n");
      return 0;
    }
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  application = mirador_application_new ("unused", FALSE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  fill_store ();
  g_test_add_func ("/memory/comes-back", test_comes_back);
  g_test_add_func ("/memory/default-stays-default", test_default_stays_default);
  g_test_add_func ("/memory/what-is-gone", test_what_is_gone);
  g_test_add_func ("/memory/nonsense", test_nonsense);
  g_test_add_func ("/memory/empty-store", test_empty_store);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
