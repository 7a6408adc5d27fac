/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/card-query.h"
#include "app/import-keep.h"
#include "app/session.h"
#include "feeds/demo.h"
#include "feeds/refresh.h"
#include "model/language.h"
#include "store/sqlite-store.h"

static MiradorStore *
open_store (void)
{
  static guint n = 0;
  g_autofree char *name = g_strdup_printf ("store-%u.db", n++);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autoptr (GError) error = NULL;
  MiradorStore *store = mirador_sqlite_store_open (path, &error);

  g_assert_no_error (error);
  return store;
}

static void
pull (MiradorStore *store, const char *feed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (feed, &error);
  g_autoptr (GPtrArray) refreshes = NULL;

  g_assert_no_error (error);
  refreshes = mirador_refresh_feed_sync (store, definition, &error);
  g_assert_no_error (error);
}

static gboolean
is_busy (MiradorSession *session)
{
  const char *const feeds[] = { "demo", "population", "ses-annual-report-2025" };

  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    if (mirador_session_is_refreshing (session, feeds[i], NULL, NULL))
      return TRUE;
  return FALSE;
}

static gboolean
set_true_cb (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until everything that waits has had its turn: the last in the queue is our own. */
static void
drain (void)
{
  gboolean over = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, set_true_cb, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
await (MiradorSession *session)
{
  while (!mirador_session_is_ready (session) || is_busy (session))
    g_main_context_iteration (NULL, TRUE);
  drain ();
}

/* A session on a store with what @feeds bring, its holdings read. */
static MiradorSession *
make_session (const char *const *feeds, gboolean demo)
{
  g_autoptr (MiradorStore) store = open_store ();
  MiradorSession *session;

  for (; *feeds != NULL; feeds++)
    pull (store, *feeds);
  session = mirador_session_new (store, demo);
  mirador_session_begin (session);
  await (session);
  return session;
}

#define REPORT ((const char *const[]){ "ses-annual-report-2025", NULL })
#define DEMO ((const char *const[]){ "demo", NULL })
#define NOTHING ((const char *const[]){ NULL })

static void
assert_range (MiradorRange range, const char *expected)
{
  g_autofree char *code = mirador_range_to_code (range, 7);

  g_assert_cmpstr (code, ==, expected);
}

static void
test_period_without_figures (void)
{
  g_autoptr (MiradorSession) session = make_session (NOTHING, FALSE);

  g_assert_false (mirador_session_has_figures (session));
  g_assert_true (mirador_range_is_all (mirador_session_get_range (session)));
}

/* Nothing in the fiscal year that runs: the last one with figures. */
static void
test_period_last_year (void)
{
  g_autoptr (MiradorSession) session = make_session (REPORT, FALSE);

  assert_range (mirador_session_get_range (session), "FY2025");
}

/* The fiscal year that runs, up to the last month that is whole and complete: in November's third
   week October's reports are still coming in. */
static void
test_period_current_year (void)
{
  g_autoptr (MiradorSession) session = make_session (DEMO, TRUE);
  MiradorRange range = mirador_session_get_range (session);

  g_assert_cmpint (range.first_day, ==, mirador_day_new (2026, 7, 1));
  g_assert_cmpint (range.last_day, ==, mirador_day_new (2026, 9, 30));
}

static void
test_period_chosen (void)
{
  g_autoptr (MiradorSession) session = make_session (REPORT, FALSE);

  mirador_session_set_period (session, "FY2024");
  assert_range (mirador_session_get_range (session), "FY2024");
  mirador_session_set_period (session, "no period at all");
  assert_range (mirador_session_get_range (session), "FY2025");
}

static void
test_programs_in_order (void)
{
  g_autoptr (MiradorSession) session = make_session (REPORT, FALSE);
  g_autoptr (GPtrArray) programs = mirador_session_list_programs (session);

  g_assert_cmpuint (programs->len, >, 2);
  for (guint i = 0; i < programs->len; i++)
    g_assert_cmpstr (((const MiradorProgram *)programs->pdata[i])->id, !=, "context");
  for (guint i = 1; i < programs->len; i++)
    g_assert_cmpint (((const MiradorProgram *)programs->pdata[i - 1])->order, <=,
                     ((const MiradorProgram *)programs->pdata[i])->order);
  g_assert_cmpstr (mirador_session_get_program (session), ==, "all");
}

static void
count_cb (MiradorSession *session, gpointer count)
{
  ++*(guint *)count;
}

static void
test_changes_coalesce (void)
{
  g_autoptr (MiradorSession) session = make_session (REPORT, FALSE);
  guint count = 0;

  g_signal_connect (session, "changed", G_CALLBACK (count_cb), &count);
  mirador_session_set_program (session, "tb");
  mirador_session_set_place (session, "15");
  mirador_session_set_period (session, "FY2025");
  g_assert_cmpuint (count, ==, 0);
  drain ();
  g_assert_cmpuint (count, ==, 1);
  mirador_session_set_program (session, "tb");
  drain ();
  g_assert_cmpuint (count, ==, 1);
}

static void
test_filter_is_in_the_query (void)
{
  g_autoptr (MiradorSession) session = make_session (REPORT, FALSE);
  g_autoptr (MiradorQuery) query = NULL;

  mirador_session_set_program (session, "tb");
  mirador_session_set_place (session, "14");
  query = mirador_session_make_query (session);
  g_assert_cmpuint (query->programs->len, ==, 1);
  g_assert_cmpstr (query->programs->pdata[0], ==, "tb");
  g_assert_cmpstr (query->places->pdata[0], ==, "14");
  assert_range (query->range, "FY2025");
}

static gboolean
has_feed (MiradorSession *session, const char *feed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) feeds
    = mirador_store_list_feeds_sync (mirador_session_get_store (session), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < feeds->len; i++)
    if (g_str_equal (((const MiradorFeedStatus *)feeds->pdata[i])->profile->id, feed))
      return TRUE;
  return FALSE;
}

/* Nobody has chosen yet what to begin with. */
static void
test_begin_leaves_empty_store (void)
{
  g_autoptr (MiradorSession) session = make_session (NOTHING, FALSE);

  g_assert_false (has_feed (session, "ses-annual-report-2025"));
  g_assert_false (has_feed (session, "population"));
}

static void
test_begin_completes_store (void)
{
  g_autoptr (MiradorSession) session = make_session (REPORT, FALSE);

  while (!has_feed (session, "population"))
    g_main_context_iteration (NULL, TRUE);
  await (session);
  g_assert_false (has_feed (session, MIRADOR_DEMO_FEED));
}

static void
test_simulated_stay_apart (void)
{
  g_autoptr (MiradorSession) real = make_session (REPORT, FALSE);
  g_autoptr (MiradorSession) demo = make_session (DEMO, TRUE);

  g_assert_false (mirador_session_owns_feed (real, MIRADOR_DEMO_FEED));
  g_assert_true (mirador_session_owns_feed (real, "ses-annual-report-2025"));
  g_assert_true (mirador_session_owns_feed (demo, MIRADOR_DEMO_FEED));
  g_assert_false (mirador_session_owns_feed (demo, "ses-annual-report-2025"));
  mirador_session_refresh (real, NULL);
  await (real);
  g_assert_true (has_feed (real, "ses-annual-report-2025"));
  g_assert_false (has_feed (real, MIRADOR_DEMO_FEED));
}

/* Figures of the whole country only: programs are ranked in place of regions, and the trend is by
   year. */
static void
test_cards_follow_national_figures (void)
{
  g_autoptr (MiradorSession) session = make_session (REPORT, FALSE);
  g_autoptr (MiradorQuery) bars = mirador_card_make_query (session, "bars", "screened");
  g_autoptr (MiradorQuery) trend = mirador_card_make_query (session, "trend", "screened");
  g_autoptr (MiradorQuery) of_program = NULL;

  g_assert_cmpuint (bars->by, ==, MIRADOR_BY_PROGRAM);
  g_assert_cmpuint (bars->programs->len, >, 1);
  for (guint i = 0; i < bars->programs->len; i++)
    g_assert_cmpstr (bars->programs->pdata[i], !=, "all");
  g_assert_cmpint (trend->every, ==, MIRADOR_GRAIN_FISCAL_YEAR);
  g_assert_true (mirador_range_is_all (trend->range));
  /* Other screenings of the program are published by region; those of its cascade are not. */
  mirador_session_set_program (session, "tb");
  of_program = mirador_card_make_query (session, "bars", "screened");
  g_assert_cmpuint (of_program->by, ==, MIRADOR_BY_PROGRAM);
}

static void
test_cards_follow_monthly_figures (void)
{
  g_autoptr (MiradorSession) session = make_session (DEMO, TRUE);
  g_autoptr (MiradorQuery) bars = NULL, trend = NULL;

  mirador_session_set_program (session, "tb");
  bars = mirador_card_make_query (session, "bars", "screened");
  trend = mirador_card_make_query (session, "trend", "screened");
  g_assert_cmpuint (bars->by, ==, MIRADOR_BY_PLACE);
  g_assert_cmpint (bars->place_level, ==, MIRADOR_LEVEL_REGION);
  g_assert_cmpint (trend->every, ==, MIRADOR_GRAIN_MONTH);
  g_assert_cmpint (mirador_range_count (trend->range, MIRADOR_GRAIN_MONTH, 7), ==, 12);
}

/* The shipped definition gets its file; the user's copy of it is what is written. */
static void
test_keep_fills_the_table (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorMapping) mapping
    = mirador_mapping_load ("minsa-mental-health-screenings", &error);
  g_autoptr (MiradorDefinition) definition = NULL;
  const MiradorTable *screenings, *attended;

  g_assert_no_error (error);
  g_assert_true (mirador_import_keep (mapping, "/srv/tamizaje.csv", "csv", &error));
  g_assert_no_error (error);
  definition = mirador_definition_find ("minsa-mental-health", &error);
  g_assert_no_error (error);
  g_assert_true (definition->user_owned);
  g_assert_cmpuint (definition->tables->len, ==, 2);
  screenings = definition->tables->pdata[0];
  attended = definition->tables->pdata[1];
  g_assert_cmpstr (screenings->scope, ==, "screenings");
  g_assert_nonnull (strstr (screenings->location, "/srv/tamizaje.csv"));
  g_assert_cmpstr (screenings->mapping, ==, "minsa-mental-health-screenings");
  g_assert_null (attended->location);
  g_assert_true (mirador_definition_remove ("minsa-mental-health", &error));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-session-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_DIRS", folder, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/session/period/without-figures", test_period_without_figures);
  g_test_add_func ("/session/period/last-year-with-figures", test_period_last_year);
  g_test_add_func ("/session/period/current-year", test_period_current_year);
  g_test_add_func ("/session/period/chosen", test_period_chosen);
  g_test_add_func ("/session/programs/in-order", test_programs_in_order);
  g_test_add_func ("/session/changes/coalesce", test_changes_coalesce);
  g_test_add_func ("/session/filter/is-in-the-query", test_filter_is_in_the_query);
  g_test_add_func ("/session/begin/leaves-empty-store", test_begin_leaves_empty_store);
  g_test_add_func ("/session/begin/completes-store", test_begin_completes_store);
  g_test_add_func ("/session/feeds/simulated-stay-apart", test_simulated_stay_apart);
  g_test_add_func ("/session/cards/national-figures", test_cards_follow_national_figures);
  g_test_add_func ("/session/cards/monthly-figures", test_cards_follow_monthly_figures);
  g_test_add_func ("/session/import/keep-fills-the-table", test_keep_fills_the_table);
  return g_test_run ();
}
