/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "export/scope.h"
#include "feeds/refresh.h"
#include "model/language.h"
#include "refresh-fixture.h"

/* National figures to compare with: shipped ones, as a query and as charts, beside SES's own. */

static void
refresh_shipped (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (id, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) done = mirador_refresh_feed_sync (fixture->store, definition, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done->len, ==, 1);
}

static MiradorFrame *
ask (Fixture *fixture, const char *program, const char *measure, int year)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GError) error = NULL;

  mirador_query_add_measure (query, measure);
  mirador_query_add_program (query, program);
  if (year > 0)
    query->range = (MiradorRange){ mirador_day_new (year, 1, 1), mirador_day_new (year, 12, 31) };
  MiradorFrame *frame = mirador_store_query_sync (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mirador_frame_get_n_rows (frame), ==, 1);
  return frame;
}

/* Every figure that ships, with its interval and what it is divided by. */
static const struct
{
  const char *measure;
  int year;
  double value, low, high; /* 0: none */
  gboolean estimated;
} figures[] = {
  { "tb_incidence", 2023, 173, 114, 250, TRUE },
  { "tb_incidence", 2022, 153, 108, 211, TRUE },
  { "tb_incidence", 2019, 119, 91, 150, TRUE },
  { "tb_incident_cases", 2023, 58600, 38700, 84600, TRUE },
  { "tb_notified", 2023, 31686, 0, 0, FALSE },
  { "tb_notified", 2022, 28339, 0, 0, FALSE },
  { "tb_notified", 2019, 31764, 0, 0, FALSE },
  { "tb_notified_all", 2023, 33113, 0, 0, FALSE },
  { "tb_notified_children", 2023, 1360, 0, 0, FALSE },
  { "tb_case_detection", 2023, 54, 0, 0, TRUE },
  { "tb_rr_confirmed", 2023, 2059, 0, 0, FALSE },
  { "tb_rr_fq_confirmed", 2023, 183, 0, 0, FALSE },
  { "tb_treatment_success", 2022, 84, 0, 0, FALSE },
  { "tb_hiv_status_known", 2023, 29745, 0, 0, FALSE },
  { "tb_hiv_positive", 2023, 1788, 0, 0, FALSE },
  { "tb_deaths_estimated", 2023, 5580, 4370, 7600, TRUE },
  { "tb_contacts", 2023, 44408, 0, 0, FALSE },
  { "tb_contacts_evaluated", 2023, 37146, 0, 0, FALSE },
  { "plhiv_estimated", 2023, 112000, 95000, 131000, TRUE },
  { "hiv_new_infections", 2023, 6330, 0, 0, TRUE },
  { "hiv_deaths_estimated", 2023, 770, 520, 1070, TRUE },
  { "national_art_people", 2023, 86915, 0, 0, FALSE },
  { "art_coverage_derived", 2023, 77, 0, 0, TRUE },
  { "population_who", 2023, 33845605, 0, 0, FALSE },
  { "population_minsa", 2025, 34402098, 0, 0, FALSE },
  { "population_inei", 2025, 34350244, 0, 0, TRUE },
};

static void
test_figures (Fixture *fixture, gconstpointer unused)
{
  refresh_shipped (fixture, "national-reference");
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autoptr (MiradorFrame) frame
        = ask (fixture, "context", figures[i].measure, figures[i].year);
      const MiradorRow *row = mirador_frame_get_row (frame, 0);

      g_test_message ("%s %d", figures[i].measure, figures[i].year);
      g_assert_cmpfloat (row->value, ==, figures[i].value);
      g_assert_cmpint (isfinite (row->low), ==, figures[i].low > 0);
      if (figures[i].low > 0)
        {
          g_assert_cmpfloat (row->low, ==, figures[i].low);
          g_assert_cmpfloat (row->high, ==, figures[i].high);
        }
      g_assert_cmpint ((row->flags & MIRADOR_FLAG_ESTIMATED) != 0, ==, figures[i].estimated);
      g_assert_false (row->flags & MIRADOR_FLAG_SUPPRESSED);
      g_assert_cmpstr (row->measure->name.es, !=, row->measure->name.en);
    }
}

/* They are no work of a program: a store that has them alone has nothing to show yet. */
static void
test_no_figures (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GArray) holdings = NULL;

  refresh_shipped (fixture, "national-reference");
  holdings = mirador_store_list_holdings_sync (fixture->store, NULL);
  MiradorScope scope = { holdings, "", "", "", "", 7 };
  g_autoptr (GPtrArray) programs = mirador_scope_list_programs (&scope);
  g_assert_cmpuint (holdings->len, >=, 20);
  g_assert_false (mirador_scope_has_figures (&scope));
  g_assert_cmpuint (programs->len, ==, 0);
}

/* Beside SES's own figures nothing of these changes. */
static void
test_beside_ses (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *program;
    const char *measure;
  } own[] = { { "all", "people_screened" },
              { "tb", "people_diagnosed" },
              { "tb", "national_new_cases" },
              { "vih", "national_plhiv" } };
  double before[G_N_ELEMENTS (own)];

  refresh_shipped (fixture, "ses-annual-report-2025");
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autoptr (MiradorFrame) frame = ask (fixture, own[i].program, own[i].measure, 0);
      before[i] = mirador_frame_get_row (frame, 0)->value;
      g_assert_true (isfinite (before[i]));
    }
  refresh_shipped (fixture, "national-reference");
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autoptr (MiradorFrame) frame = ask (fixture, own[i].program, own[i].measure, 0);
      const MiradorRow *row = mirador_frame_get_row (frame, 0);
      g_assert_cmpfloat (row->value, ==, before[i]);
      g_assert_cmpstr (row->feed, ==, "ses-annual-report-2025");
    }
}

/* An answer of the World Bank, and one of WHO, from the definitions that ship. */
static void
test_fetched_first (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *feed;
    const char *body;
    double value;
  } answers[] = {
    { "worldbank",
      "[{\"page\":1,\"pages\":1,\"per_page\":1000,\"total\":1},[{\"indicator\":{\"id\":"
      "\"SH.TBS.INCD\",\"value\":\"x\"},\"country\":{\"id\":\"PE\",\"value\":\"Peru\"},"
      "\"countryiso3code\":\"PER\",\"date\":\"2023\",\"value\":174,\"decimal\":0}]]",
      174 },
    { "who-gho",
      "{\"value\":[{\"IndicatorCode\":\"MDG_0000000020\",\"SpatialDim\":\"PER\",\"TimeDim\":2023,"
      "\"Value\":\"175 [115-251]\",\"NumericValue\":175.4,\"Low\":115,\"High\":251}]}",
      175.4 },
  };

  refresh_shipped (fixture, "national-reference");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (MiradorDefinition) definition = mirador_definition_find (answers[i].feed, NULL);
      MiradorTable *table = g_ptr_array_index (definition->tables, 0);
      g_autoptr (GError) error = NULL;

      g_ptr_array_set_size (definition->tables, 1);
      test_server_put (fixture->server, "/national", 200, answers[i].body);
      g_free (table->location);
      table->location = g_strconcat (fixture->server->base, "/national", NULL);
      g_autoptr (GPtrArray) done = mirador_refresh_feed_sync (fixture->store, definition, &error);
      g_assert_no_error (error);
      g_autoptr (MiradorFrame) frame = ask (fixture, "context", "tb_incidence", 2023);
      const MiradorRow *row = mirador_frame_get_row (frame, 0);
      g_assert_cmpstr (row->feed, ==, answers[i].feed);
      g_assert_cmpfloat (row->value, ==, answers[i].value);
      if (g_str_equal (answers[i].feed, "who-gho"))
        {
          g_assert_cmpfloat (row->low, ==, 115);
          g_assert_cmpfloat (row->high, ==, 251);
        }
    }
}

static char *
run (Fixture *fixture, const char *line)
{
  g_autofree char *command = g_strdup_printf ("%s --lang=es --store %s/store.db %s",
                                              g_getenv ("MIRADOR_PROGRAM"), fixture->folder, line);
  g_autoptr (GError) error = NULL;
  char *said = NULL;
  int status;

  g_assert_true (g_spawn_command_line_sync (command, &said, NULL, &status, &error));
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return said;
}

static void
test_charts (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *line;
    const char *says;
  } lines[] = {
    { "query --program context --measure tb_incidence --every year --format csv",
      "2023-12-31,173,,,114,250," },
    { "chart trend --program context --measure tb_incidence --every year --describe",
      "2023: 173 (de 114 a 250)" },
    { "chart trend --program context --measure tb_notified --every year --describe",
      "2023: 31,686" },
    { "chart kpi --program context --measure plhiv_estimated --period 2023 --describe",
      "Personas que viven con VIH (estimación): 112,000" },
    { "chart kpi --program context --measure tb_incidence --period 2023 --describe",
      "OMS (informe mundial de TB 2024)" },
  };

  refresh_shipped (fixture, "national-reference");
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *said = run (fixture, lines[i].line);
      g_test_message ("%s", said);
      g_assert_nonnull (strstr (said, lines[i].says));
    }
}

/* A round without names asks nobody for what was never asked for by name. */
static void
test_not_by_itself (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *said = run (fixture, "refresh");

  g_assert_nonnull (strstr (said, "national-reference: "));
  g_assert_null (strstr (said, "who-gho"));
  g_assert_null (strstr (said, "worldbank"));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/national/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-home-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  ADD ("every-figure", test_figures);
  ADD ("alone-are-no-figures", test_no_figures);
  ADD ("beside-ses", test_beside_ses);
  ADD ("fetched-ones-first", test_fetched_first);
  ADD ("query-and-charts", test_charts);
  ADD ("not-by-itself", test_not_by_itself);
  int result = g_test_run ();
  g_rmdir (home);
  return result;
}
