/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-frames.h"
#include "export/page.h"
#include "feeds/refresh.h"
#include "model/language.h"
#include "store/sqlite-store.h"

/* What the charts of a page ask, of a store with simulated monthly figures by region and of one
 * with the annual report's, which are of the whole country. */

typedef struct
{
  MiradorStore *store;
  GArray *holdings;
  MiradorScope scope;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer feed)
{
  static guint n = 0;
  g_autofree char *name = g_strdup_printf ("page-%u.db", n++);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (feed, &error);
  g_autoptr (GPtrArray) refreshes = NULL;

  g_assert_no_error (error);
  fixture->store = mirador_sqlite_store_open (path, &error);
  g_assert_no_error (error);
  refreshes = mirador_refresh_feed_sync (fixture->store, definition, &error);
  g_assert_no_error (error);
  fixture->holdings = mirador_store_list_holdings_sync (fixture->store, &error);
  g_assert_no_error (error);
  fixture->scope = (MiradorScope){ .holdings = fixture->holdings,
                                   .program = "",
                                   .place = "",
                                   .period = "",
                                   .feed = "",
                                   .fiscal_first_month = 7 };
}

static void
tear_down (Fixture *fixture, gconstpointer feed)
{
  g_array_unref (fixture->holdings);
  g_object_unref (fixture->store);
}

static void
test_overview_in_order (void)
{
  static const char *const expected[]
    = { "kpi screened", "kpi diagnosed", "kpi referred",  "kpi accompanied", "cascade ",
        "grouped ",     "map screened",  "bars screened", "trend screened",  "bullet " };
  const MiradorPage *page = mirador_page_get ("overview");

  g_assert_nonnull (page);
  g_assert_null (mirador_page_get ("nosuch"));
  g_assert_cmpstr (mirador_page_get_title (page), ==, "Overview");
  g_assert_cmpuint (mirador_page_get_n_charts (page), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *said
        = g_strdup_printf ("%s %s", page->charts[i].kind, page->charts[i].stage);

      g_assert_cmpstr (said, ==, expected[i]);
      g_assert_nonnull (mirador_chart_kind_get (page->charts[i].kind, NULL));
    }
}

typedef struct
{
  const char *kind;
  const char *place;
  MiradorBy by;
  MiradorLevel level;
  MiradorGrain every;
  guint n_places;
  guint n_programs;
} Asked;

static void
assert_asked (MiradorScope scope, const Asked *asked)
{
  g_autoptr (MiradorQuery) query = NULL;

  scope.place = asked->place;
  query = mirador_page_make_query (&scope, asked->kind, "screened");
  g_test_message ("%s in “%s”", asked->kind, asked->place);
  /* A cascade of one stage is none. */
  g_assert_cmpuint (query->stages, ==,
                    g_str_equal (asked->kind, "cascade") ? 0 : 1u << MIRADOR_STAGE_SCREENED);
  g_assert_cmpuint (query->by, ==, asked->by);
  g_assert_cmpint (query->place_level, ==, asked->level);
  g_assert_cmpint (query->every, ==, asked->every);
  g_assert_cmpuint (query->places->len, ==, asked->n_places);
  g_assert_cmpuint (query->programs->len, ==, asked->n_programs);
}

static void
test_monthly_figures (Fixture *fixture, gconstpointer feed)
{
  const MiradorLevel any = MIRADOR_LEVEL_ANY, region = MIRADOR_LEVEL_REGION;
  const MiradorGrain none = MIRADOR_GRAIN_NONE, month = MIRADOR_GRAIN_MONTH;
  const Asked table[] = {
    { "kpi", "", 0, any, none, 0, 1 },
    { "kpi", "14", 0, any, none, 1, 1 },
    { "cascade", "", 0, any, none, 0, 1 },
    { "pyramid", "", 0, any, none, 0, 1 },
    { "grouped", "", MIRADOR_BY_PROGRAM, any, none, 0, 0 },
    { "bullet", "14", MIRADOR_BY_PROGRAM, any, none, 1, 0 },
    { "bars", "", MIRADOR_BY_PLACE, region, none, 0, 1 },
    { "map", "", MIRADOR_BY_PLACE, region, none, 0, 1 },
    { "map", "14", MIRADOR_BY_PLACE, region, none, 0, 1 },
    { "tiles", "14", MIRADOR_BY_PLACE, region, none, 0, 1 },
    { "trend", "", 0, any, month, 0, 1 },
    { "xmr", "14", 0, any, month, 1, 1 },
    { "small-multiples", "", MIRADOR_BY_PLACE, region, month, 0, 1 },
    { "heatmap", "", MIRADOR_BY_PLACE, region, month, 0, 1 },
    { "funnel", "", MIRADOR_BY_PLACE, region, none, 0, 1 },
  };

  fixture->scope.program = "tb";
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    assert_asked (fixture->scope, &table[i]);
}

/* No provinces are published: programs are ranked instead, the organisation not among them. */
static void
test_beyond_reach (Fixture *fixture, gconstpointer feed)
{
  g_autoptr (MiradorQuery) query = NULL;

  fixture->scope.program = "tb";
  fixture->scope.place = "14";
  query = mirador_page_make_query (&fixture->scope, "bars", "screened");
  g_assert_cmpuint (query->by, ==, MIRADOR_BY_PROGRAM);
  g_assert_cmpuint (query->programs->len, >, 1);
  for (guint i = 0; i < query->programs->len; i++)
    g_assert_cmpstr (query->programs->pdata[i], !=, "all");
}

static void
assert_range (const MiradorScope *scope, const char *expected)
{
  MiradorRange range = mirador_scope_get_range (scope);
  g_autofree char *code = mirador_range_to_code (range, 7);

  g_assert_cmpstr (code, ==, expected);
}

static void
test_defaults (Fixture *fixture, gconstpointer feed)
{
  g_assert_true (mirador_scope_has_figures (&fixture->scope));
  g_assert_cmpstr (mirador_scope_get_program (&fixture->scope), ==, "all");
  assert_range (&fixture->scope, "FY2025");
  fixture->scope.period = "2024-07..2024-09";
  assert_range (&fixture->scope, "2024-Q3");
  fixture->scope.period = "nonsense";
  assert_range (&fixture->scope, "FY2025");
}

/* Another source has none of it: nothing is chosen, and nothing fails. */
static void
test_another_feed (Fixture *fixture, gconstpointer feed)
{
  g_autoptr (MiradorQuery) query = NULL;

  fixture->scope.feed = "minsa-mental-health";
  g_assert_cmpstr (mirador_scope_get_program (&fixture->scope), ==, "");
  g_assert_true (mirador_range_is_all (mirador_scope_get_range (&fixture->scope)));
  query = mirador_page_make_query (&fixture->scope, "trend", "screened");
  g_assert_cmpstr (query->feed, ==, "minsa-mental-health");
  fixture->scope.feed = feed;
  g_assert_cmpstr (mirador_scope_get_program (&fixture->scope), ==, "all");
}

/* The store prefers one feed, whatever the period: of a year that only another one has figures of,
   that one is asked, and of another year nobody believes that there are provinces. */
static void
test_feed_of_the_period (Fixture *fixture, gconstpointer feed)
{
  g_autoptr (MiradorQuery) now = NULL, then = NULL, programs = NULL;
  MiradorHolding ministry = { 0 };
  guint levels, grains;

  for (guint i = 0; i < fixture->holdings->len; i++)
    if (g_str_equal (g_array_index (fixture->holdings, MiradorHolding, i).program->id, "same")
        && g_array_index (fixture->holdings, MiradorHolding, i).measure->stage
             == MIRADOR_STAGE_SCREENED)
      ministry = g_array_index (fixture->holdings, MiradorHolding, i);
  g_assert_nonnull (ministry.program);
  ministry.feed = g_intern_static_string ("minsa-mental-health");
  ministry.levels = 1u << MIRADOR_LEVEL_DISTRICT;
  ministry.grains = 1u << MIRADOR_GRAIN_MONTH;
  g_assert_true (mirador_range_parse ("2017-01..2017-09", 7, &ministry.range, NULL));
  g_array_append_val (fixture->holdings, ministry);
  fixture->scope.program = "same";
  mirador_scope_get_reach (&fixture->scope, MIRADOR_STAGE_SCREENED, &levels, &grains);
  g_assert_cmpuint (levels & (1u << MIRADOR_LEVEL_DISTRICT), ==, 0);
  now = mirador_page_make_query (&fixture->scope, "bars", "screened");
  g_assert_cmpuint (now->by, ==, MIRADOR_BY_PROGRAM);
  g_assert_null (now->feed);
  fixture->scope.period = "FY2018";
  then = mirador_page_make_query (&fixture->scope, "bars", "screened");
  g_assert_cmpuint (then->by, ==, MIRADOR_BY_PLACE);
  g_assert_cmpstr (then->feed, ==, "minsa-mental-health");
  programs = mirador_page_make_query (&fixture->scope, "grouped", "");
  g_assert_null (programs->feed);
}

static void
test_in_words (Fixture *fixture, gconstpointer feed)
{
  const struct
  {
    const char *program, *place, *period, *said;
  } table[] = {
    { "tb", "", "AF2025", "Tuberculosis · FY 2025 (Jul 2024 – Jun 2025)" },
    { "tb", "14", "2025-03", "Tuberculosis · Lambayeque (region) · Mar 2025" },
    { "tb", "07", "2024-07..2024-09", "Tuberculosis · Callao (region) · Jul – Sep 2024" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *said = NULL;

      fixture->scope.program = table[i].program;
      fixture->scope.place = table[i].place;
      fixture->scope.period = table[i].period;
      said = mirador_scope_to_text (&fixture->scope);
      g_assert_cmpstr (said, ==, table[i].said);
    }
}

/* As a card of the window: the same charts, in full. */
static void
test_loads_charts (Fixture *fixture, gconstpointer feed)
{
  const MiradorPage *page = mirador_page_get ("overview");

  fixture->scope.program = "tb";
  for (guint i = 0; i < mirador_page_get_n_charts (page); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorChart) chart = mirador_page_load_chart_sync (
        fixture->store, &fixture->scope, &page->charts[i], 5, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (mirador_chart_get_kind (chart)->id, ==, page->charts[i].kind);
      g_assert_cmpuint (mirador_frame_get_n_rows (mirador_chart_get_frame (chart, 0)), >, 0);
    }
}

/* A chart of @kind that asked for regions and found figures of the first @n of them only. */
static MiradorChart *
make_ranking (const char *kind, guint n)
{
  const double values[] = { 12, 34, 56 };
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GPtrArray) frames
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);

  query->by = MIRADOR_BY_PLACE;
  query->place_level = MIRADOR_LEVEL_REGION;
  g_ptr_array_add (frames, frame_places ("PE", MIRADOR_LEVEL_REGION, n, values, FRAME_DEMO));
  return mirador_chart_new (mirador_chart_kind_get (kind, NULL), query, frames, 0);
}

static void
test_narrows (void)
{
  const struct
  {
    const char *kind;
    guint n;
    gboolean narrows;
  } table[] = {
    { "bars", 1, TRUE }, { "bars", 2, FALSE },  { "heatmap", 1, TRUE },
    { "map", 1, FALSE }, { "tiles", 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (MiradorChart) chart = make_ranking (table[i].kind, table[i].n);
      g_autoptr (MiradorQuery) query = mirador_page_narrow_query (chart);

      g_test_message ("%s of %u", table[i].kind, table[i].n);
      g_assert_true ((query != NULL) == table[i].narrows);
      if (query == NULL)
        continue;
      g_assert_cmpint (query->place_level, ==, MIRADOR_LEVEL_PROVINCE);
      g_assert_cmpstr (query->places->pdata[0], ==, "01");
    }
}

#define ADD(path, feed, function)                                                                  \
  g_test_add ("/page/" path, Fixture, feed, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-page-XXXXXX", NULL);

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_DIRS", folder, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/page/overview-in-order", test_overview_in_order);
  ADD ("monthly-figures", "demo", test_monthly_figures);
  ADD ("beyond-reach", "demo", test_beyond_reach);
  ADD ("defaults", "ses-annual-report-2025", test_defaults);
  ADD ("another-feed", "ses-annual-report-2025", test_another_feed);
  ADD ("feed-of-the-period", "ses-annual-report-2025", test_feed_of_the_period);
  ADD ("in-words", "ses-annual-report-2025", test_in_words);
  ADD ("loads-charts", "demo", test_loads_charts);
  g_test_add_func ("/page/narrows", test_narrows);
  return g_test_run ();
}
