/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart.h"
#include "model/format.h"
#include "source-fixture.h"

/* How a feed is made of a DHIS2 server. */

static void
test_dhis2_check (void)
{
  static const char *const endings[]
    = { "", "/", "/api", "/api/", "/dhis-web-dashboard/#/", "/dhis-web-commons/about.action?x=1" };
  g_autoptr (Dhis2Server) server = dhis2_server_new ();

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *location = g_strconcat (server->base, endings[i], NULL);
      g_autoptr (MiradorSource) source = source_new ("dhis2", location);
      g_autoptr (GError) error = NULL;

      mirador_source_set_credentials (source, MIRADOR_AUTH_BASIC, DHIS2_USER, DHIS2_PASSWORD);
      g_autoptr (MiradorSourceCheck) said = check (source, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (said->server, ==, "DHIS2 " DHIS2_VERSION);
      g_assert_cmpstr (said->user, ==, "Usuaria de lectura");
      g_assert_cmpstr (said->format, ==, "dhis2-analytics");
      const MiradorTable *table
        = g_ptr_array_index (mirador_source_get_definition (source)->tables, 0);
      g_assert_cmpstr (table->location, ==, server->base);
    }
  g_autoptr (MiradorSource) source = source_new ("dhis2", server->base);
  g_autoptr (GError) error = NULL;
  mirador_source_set_credentials (source, MIRADOR_AUTH_API_TOKEN, NULL, DHIS2_TOKEN);
  g_autoptr (MiradorSourceCheck) said = check (source, &error);
  g_assert_no_error (error);
  g_assert_nonnull (said);
}

static void
test_dhis2_check_fails (void)
{
  g_autoptr (Dhis2Server) server = dhis2_server_new ();
  g_autoptr (MiradorSource) source = source_new ("dhis2", server->base);
  g_autoptr (GError) error = NULL;

  mirador_source_set_credentials (source, MIRADOR_AUTH_BASIC, DHIS2_USER, "wrong");
  g_assert_null (check (source, &error));
  assert_sentence (error, MIRADOR_ERROR_HTTP_STATUS, "401");
  g_clear_error (&error);
  mirador_source_set_credentials (source, MIRADOR_AUTH_NONE, NULL, NULL);
  g_assert_null (check (source, &error));
  assert_sentence (error, MIRADOR_ERROR_HTTP_STATUS, "401");
  g_clear_error (&error);
  server->not_dhis2 = TRUE;
  g_assert_null (check (source, &error));
  assert_sentence (error, MIRADOR_ERROR_WRONG_SERVER, "DHIS2");
  g_clear_error (&error);
  mirador_source_set_location (source, "http://mirador.example/dhis");
  g_assert_null (check (source, &error));
  assert_sentence (error, MIRADOR_ERROR_INSECURE, "mirador.example");
  g_clear_error (&error);
  mirador_source_set_location (source, "https://nowhere.invalid/dhis");
  g_assert_null (check (source, &error));
  assert_sentence (error, MIRADOR_ERROR_HOST_NOT_FOUND, "nowhere.invalid");
  g_clear_error (&error);
  mirador_source_set_location (source, NULL);
  g_assert_null (check (source, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_NO_LOCATION);
}

/* Servers of other kinds, and one that shows nothing. */
static void
test_dhis2_other_servers (void)
{
  static const struct
  {
    guint status;
    const char *info, *me, *list;
    MiradorError code;
  } cases[] = {
    { 200, "<!doctype html><html><body>Welcome</body></html>", "", "", MIRADOR_ERROR_WRONG_SERVER },
    { 200, "<html><title>DHIS 2</title><form action=\"login.action\"></form></html>", "", "",
      MIRADOR_ERROR_HTTP_STATUS },
    { 200, "{\"name\":\"another\"}", "", "", MIRADOR_ERROR_WRONG_SERVER },
    { 200, "[1,2]", "", "", MIRADOR_ERROR_WRONG_SERVER },
    { 404, "{\"error\":\"no\"}", "", "", MIRADOR_ERROR_WRONG_SERVER },
    { 200, "{\"version\":\"2.41\"}", "{\"username\":\"u\"}",
      "{\"pager\":{\"page\":1,\"pageCount\":1,\"total\":0},\"dataElements\":[],\"indicators\":[]}",
      MIRADOR_ERROR_HEADER_ONLY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestServer) server = test_server_new (NULL);
      g_autoptr (MiradorSource) source = source_new ("dhis2", server->base);
      g_autoptr (GError) error = NULL;

      test_server_put (server, "/api/system/info", cases[i].status, cases[i].info);
      test_server_put (server, "/api/me", 200, cases[i].me);
      test_server_put (server, "/api/dataElements.json", 200, cases[i].list);
      test_server_put (server, "/api/indicators.json", 200, cases[i].list);
      g_assert_null (check (source, &error));
      g_test_message ("%s: %s", cases[i].info, error->message);
      g_assert_error (error, MIRADOR_ERROR, (int)cases[i].code);
    }
}

static void
test_dhis2_browse (void)
{
  g_autoptr (Dhis2Server) server = dhis2_server_new ();
  g_autoptr (MiradorSource) source = dhis2_source_new (server);
  g_autoptr (GError) error = NULL;

  /* Whatever the pages, the whole list comes. */
  server->most_on_page = 4;
  g_autoptr (GPtrArray) elements = browse (source, MIRADOR_REMOTE_DATA_ELEMENT, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (elements->len, ==, 9);
  for (guint i = 1; i < elements->len; i++)
    {
      const MiradorRemote *before = elements->pdata[i - 1], *after = elements->pdata[i];
      g_assert_cmpint (g_utf8_collate (before->name, after->name), <=, 0);
    }
  g_autoptr (GPtrArray) found
    = browse (source, MIRADOR_REMOTE_DATA_ELEMENT, "positivos", NULL, &error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((MiradorRemote *)found->pdata[0])->id, ==, DHIS2_MH_POSITIVE);
  g_autoptr (GPtrArray) by_code
    = browse (source, MIRADOR_REMOTE_DATA_ELEMENT, "tb_diag", NULL, &error);
  g_assert_cmpuint (by_code->len, ==, 1);
  g_autoptr (GPtrArray) levels = browse (source, MIRADOR_REMOTE_LEVEL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (levels->len, ==, 4);
  g_assert_cmpstr (((MiradorRemote *)levels->pdata[1])->id, ==, "LEVEL-2");
  g_assert_cmpstr (((MiradorRemote *)levels->pdata[1])->name, ==, "Región");
  g_autoptr (GPtrArray) below
    = browse (source, MIRADOR_REMOTE_PLACE, NULL, DHIS2_LAMBAYEQUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (below->len, ==, 9);
  for (guint i = 0; i < below->len; i++)
    g_assert_true (
      g_str_has_prefix (((MiradorRemote *)below->pdata[i])->within, "Perú / Lambayeque"));
}

/* A server that gives the same page for ever. */
static void
test_dhis2_page_loop (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (MiradorSource) source = source_new ("dhis2", server->base);
  g_autoptr (GError) error = NULL;

  test_server_put (server, "/api/indicators.json", 200,
                   "{\"pager\":{\"page\":1,\"pageCount\":9,\"total\":9},"
                   "\"indicators\":[{\"id\":\"a\",\"displayName\":\"A\"}]}");
  g_assert_null (browse (source, MIRADOR_REMOTE_INDICATOR, NULL, NULL, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_PAGES);
  g_assert_cmpuint (server->n_requests, <, 4);
}

/* Older servers, and those that leave out what others say. */
static void
test_dhis2_sparse_lists (void)
{
  static const struct
  {
    MiradorRemoteKind kind;
    const char *path, *answer;
    const char *expected; /* "id=name in within at level", each */
  } cases[] = {
    { MIRADOR_REMOTE_PLACE, "/api/organisationUnits.json",
      "{\"organisationUnits\":[{\"id\":\"Abc\",\"name\":\"Cusco\",\"code\":null},"
      "{\"id\":\"abc\",\"displayName\":null,\"name\":\"Ica\",\"level\":\"2\","
      "\"ancestors\":[{\"name\":\"Perú\"}]},{\"id\":7},{\"code\":\"x\"},null]}",
      "Abc=Cusco in - at 0;abc=Ica in Perú at 2;" },
    { MIRADOR_REMOTE_LEVEL, "/api/organisationUnitLevels.json",
      "{\"organisationUnitLevels\":[{\"id\":\"b\",\"level\":2},{\"id\":\"a\",\"level\":1},"
      "{\"id\":\"c\"}]}",
      "LEVEL-1=LEVEL-1 in - at 1;LEVEL-2=LEVEL-2 in - at 2;" },
    { MIRADOR_REMOTE_INDICATOR, "/api/indicators.json", "{\"indicators\":[{\"id\":\"a\"}]}",
      "a=a in - at 0;" },
    /* the same page twice is a loop, were it asked for: the pager's numbers may be texts */
    { MIRADOR_REMOTE_DATA_ELEMENT, "/api/dataElements.json",
      "{\"pager\":{\"page\":\"1\",\"pageCount\":\"2\"},\"dataElements\":[{\"id\":\"a\"}]}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestServer) server = test_server_new (NULL);
      g_autoptr (MiradorSource) source = source_new ("dhis2", server->base);
      g_autoptr (GString) said = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      test_server_put (server, cases[i].path, 200, cases[i].answer);
      g_autoptr (GPtrArray) found = browse (source, cases[i].kind, NULL, NULL, &error);
      g_assert_true ((found != NULL) == (cases[i].expected != NULL));
      for (guint j = 0; found != NULL && j < found->len; j++)
        {
          const MiradorRemote *remote = g_ptr_array_index (found, j);

          g_string_append_printf (said, "%s=%s in %s at %d;", remote->id, remote->name,
                                  remote->within != NULL ? remote->within : "-", remote->level);
        }
      if (found == NULL)
        g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_PAGES);
      else
        g_assert_cmpstr (said->str, ==, cases[i].expected);
    }
}

/* Ten thousand places can be matched; half of more would look like all of them. */
static void
test_dhis2_many_places (void)
{
  static const struct
  {
    guint n;
    gboolean good;
  } cases[] = { { 10000, TRUE }, { 10001, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Dhis2Server) server = dhis2_server_new ();
      g_autoptr (MiradorSource) source = dhis2_source_new (server);
      const MiradorRemote level = { MIRADOR_REMOTE_LEVEL, "LEVEL-5", NULL, "Puesto", NULL, 5 };
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < cases[i].n; j++)
        {
          g_autofree char *id = g_strdup_printf ("pUesto%05u", j);

          dhis2_add_unit (server->units, id, NULL, id, DHIS2_LAMBAYEQUE, 5);
        }
      mirador_source_choose (source, &level, TRUE);
      g_assert_true (read_codes (source, &error) == cases[i].good);
      g_assert_cmpuint (mirador_source_get_matches (source)->len, ==,
                        cases[i].good ? cases[i].n : 0);
    }
}

/* They wait for a yes. */
static void
check_proposals (MiradorSource *source)
{
  const MiradorMatch *datum = match_of (source, MIRADOR_USE_MEASURE, DHIS2_TB_SCREENED);
  g_assert_cmpstr (datum->target, ==, "people_screened");
  g_assert_cmpstr (datum->program, ==, "tb");
  g_assert_false (datum->confirmed);
  for (guint i = 1; i <= DHIS2_N_REGIONS; i++)
    {
      g_autofree char *id = g_strdup_printf ("rEgionPer%02u", i);
      g_autofree char *ubigeo = g_strdup_printf ("%02u", i);
      const MiradorMatch *place = match_of (source, MIRADOR_USE_PLACE, id);

      g_assert_cmpstr (place->target, ==, ubigeo);
      g_assert_false (place->confirmed);
    }
}

/* What the server has corrected since, and what it no longer says. */
static void
revise (Dhis2Server *server, MiradorStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (id, &error);
  g_autoptr (GPtrArray) done = NULL;
  const MiradorRefresh *refresh;

  g_assert_no_error (error);
  dhis2_server_revise (server, DHIS2_TB_SCREENED, "202501", "rEgionPer01", "54321");
  dhis2_server_revise (server, DHIS2_TB_SCREENED, "202501", "rEgionPer02", "");
  done = mirador_refresh_feed_sync (store, definition, &error);
  g_assert_no_error (error);
  refresh = done->pdata[0];
  g_assert_cmpuint (refresh->added, ==, 0);
  g_assert_cmpuint (refresh->changed, ==, 1);
  g_assert_cmpuint (refresh->retired, ==, 1);
}

static void
assert_chart_says (MiradorStore *store, const char *measure, const char *program, double value)
{
  const MiradorChartKind *bars = mirador_chart_kind_get ("bars", NULL);
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GPtrArray) queries = NULL;
  g_autoptr (GPtrArray) frames
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);
  g_autoptr (MiradorChart) chart = NULL;
  g_autofree char *words = NULL, *number = mirador_format_number (value, 0);

  mirador_query_add_measure (query, measure);
  mirador_query_add_program (query, program);
  g_assert_true (mirador_query_parse_period (query, "2025-01", NULL));
  query->by = MIRADOR_BY_PLACE;
  query->place_level = MIRADOR_LEVEL_REGION;
  queries = mirador_chart_plan (bars, query);
  for (guint i = 0; i < queries->len; i++)
    g_ptr_array_add (frames, mirador_store_query_sync (store, queries->pdata[i], NULL));
  chart = mirador_chart_new (bars, query, frames, 5);
  words = mirador_chart_describe (chart);
  g_assert_false (mirador_chart_is_empty (chart));
  g_assert_nonnull (strstr (words, number));
}

static void
test_dhis2_whole_way (void)
{
  g_autoptr (Dhis2Server) server = dhis2_server_new ();
  g_autoptr (MiradorSource) source = dhis2_source_new (server);
  g_autoptr (GError) error = NULL, notice = NULL;
  g_autofree char *why = NULL;
  guint64 n_values = 0;

  g_autoptr (MiradorSourceCheck) said = check (source, &error);
  g_assert_no_error (error);
  why = mirador_source_why_not (source);
  g_assert_nonnull (why);
  choose_demo (source);
  g_assert_cmpuint (mirador_source_get_n_chosen (source, MIRADOR_REMOTE_DATA_ELEMENT), ==, 2);

  check_proposals (source);
  MiradorMatch *datum = match_of (source, MIRADOR_USE_MEASURE, DHIS2_TB_SCREENED);
  g_free (why);
  why = mirador_source_why_not (source);
  g_assert_nonnull (why);
  g_autofree char *unconfirmed = mirador_source_to_mapping (source);
  g_assert_null (strstr (unconfirmed, DHIS2_TB_SCREENED));

  mirador_source_confirm (source, NULL, MIRADOR_USE_PLACE);
  mirador_source_confirm (source, datum, MIRADOR_USE_MEASURE);
  mirador_source_set_match (source, match_of (source, MIRADOR_USE_MEASURE, DHIS2_MH_SCREENINGS),
                            "screenings", "same");
  g_free (why);
  why = mirador_source_why_not (source);
  g_assert_null (why);
  g_autoptr (MiradorPreview) seen = preview (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seen->n_rejected, ==, 0);
  g_assert_cmpuint (seen->observations->len, ==, 50);

  set_title (source, "TB y salud mental: regiones");
  g_assert_true (save (source, &notice, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (mirador_source_get_definition (source)->id, ==, "tb-y-salud-mental-regiones");
  /* There is no keyring here: the feed is made all the same, and the reason is said. */
  assert_sentence (notice, MIRADOR_ERROR_SECRET_SERVICE,
                   "MIRADOR_SECRET_TB_Y_SALUD_MENTAL_REGIONES");
  assert_nowhere (DHIS2_PASSWORD);
  g_setenv ("MIRADOR_SECRET_TB_Y_SALUD_MENTAL_REGIONES", DHIS2_PASSWORD, TRUE);
  g_autoptr (MiradorStore) store = pull ("tb-y-salud-mental-regiones", &n_values);
  g_assert_cmpuint (n_values, ==, 2 * 2 * 25);
  g_assert_cmpfloat (
    figure (store, "people_screened", "tb", "01", "2025-01"), ==,
    dhis2_count (server->units, dhis2_find_item (DHIS2_TB_SCREENED), "202501", "rEgionPer01"));
  g_assert_cmpfloat (
    figure (store, "screenings", "same", "25", "2025-02"), ==,
    dhis2_count (server->units, dhis2_find_item (DHIS2_MH_SCREENINGS), "202502", "rEgionPer25"));
  revise (server, store, "tb-y-salud-mental-regiones");
  g_assert_cmpfloat (figure (store, "people_screened", "tb", "01", "2025-01"), ==, 54321);
  assert_chart_says (store, "people_screened", "tb", 54321);
  remove_feeds ();
}

/* What goes out of the question takes its codes along. */
static void
test_dhis2_choose (void)
{
  g_autoptr (Dhis2Server) server = dhis2_server_new ();
  g_autoptr (MiradorSource) source = dhis2_source_new (server);
  MiradorRemote level = { .kind = MIRADOR_REMOTE_LEVEL, .id = "LEVEL-3", .name = "3", .level = 3 };
  MiradorRemote set = { .kind = MIRADOR_REMOTE_DATA_SET,
                        .id = DHIS2_DATA_SET_TB,
                        .name = "Informe mensual de tuberculosis" };
  g_autoptr (GError) error = NULL;

  mirador_source_choose (source, &set, TRUE);
  g_assert_cmpuint (mirador_source_get_matches (source)->len, ==, 2);
  const MiradorMatch *actual
    = match_of (source, MIRADOR_USE_MEASURE, DHIS2_DATA_SET_TB ".ACTUAL_REPORTS");
  g_assert_cmpstr (actual->target, ==, "reports_received");
  g_assert_cmpstr (actual->program, ==, "tb");
  mirador_source_choose (source, &set, FALSE);
  g_assert_cmpuint (mirador_source_get_matches (source)->len, ==, 0);

  choose_by_id (source, MIRADOR_REMOTE_PLACE, DHIS2_LAMBAYEQUE);
  mirador_source_choose (source, &level, TRUE);
  g_assert_true (read_codes (source, &error));
  g_assert_no_error (error);
  /* Of the provinces only those below the place, as the server gives the two together. */
  g_assert_cmpuint (mirador_source_get_matches (source)->len, ==, 4);
  g_assert_null (match_of (source, MIRADOR_USE_PLACE, "pRov1501Xyz"));
  g_assert_cmpstr (match_of (source, MIRADOR_USE_PLACE, "pRov1403Xyz")->target, ==, "1403");
  mirador_source_choose (source, &level, FALSE);
  g_assert_cmpuint (mirador_source_get_matches (source)->len, ==, 1);
}

/* An indicator keeps its numerator and denominator; reports come and are due. */
static void
test_dhis2_ratio_and_reports (void)
{
  static const char *const periods[] = { "202501", NULL };
  g_autoptr (Dhis2Server) server = dhis2_server_new ();
  g_autoptr (MiradorSource) source = dhis2_source_new (server);
  g_autoptr (GError) error = NULL;
  guint64 n_values = 0;

  choose_by_id (source, MIRADOR_REMOTE_INDICATOR, DHIS2_TB_SUCCESS);
  choose_by_id (source, MIRADOR_REMOTE_DATA_ELEMENT, DHIS2_TB_SCREENED);
  choose_by_id (source, MIRADOR_REMOTE_DATA_SET, DHIS2_DATA_SET_TB);
  choose_by_id (source, MIRADOR_REMOTE_PLACE, DHIS2_LAMBAYEQUE);
  mirador_source_set_periods (source, periods);
  confirm_all (source);
  mirador_source_set_match (source, match_of (source, MIRADOR_USE_MEASURE, DHIS2_TB_SUCCESS),
                            "tb_treatment_success", "tb");
  g_autoptr (MiradorPreview) seen = preview (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seen->n_rejected, ==, 0);
  for (guint i = 0; i < seen->observations->len; i++)
    {
      const MiradorObservation *one = &g_array_index (seen->observations, MiradorObservation, i);
      gboolean is_ratio = g_str_equal (one->measure->id, "tb_treatment_success");

      g_assert_true (isfinite (one->denominator) == is_ratio);
    }
  set_title (source, "Lambayeque");
  g_assert_true (save (source, NULL, &error));
  g_assert_no_error (error);
  g_setenv ("MIRADOR_SECRET_LAMBAYEQUE", DHIS2_PASSWORD, TRUE);
  g_autoptr (MiradorStore) store = pull ("lambayeque", &n_values);
  g_assert_cmpuint (n_values, ==, 4);
  g_assert_cmpfloat (
    figure (store, "reports_received", "tb", "14", "2025-01"), ==,
    dhis2_reports (server->units, DHIS2_DATA_SET_TB, "ACTUAL_REPORTS", "202501", DHIS2_LAMBAYEQUE));
  remove_feeds ();
}

int
main (int argc, char **argv)
{
  source_test_init (&argc, &argv);
  g_test_add_func ("/dhis2/check", test_dhis2_check);
  g_test_add_func ("/dhis2/check-fails", test_dhis2_check_fails);
  g_test_add_func ("/dhis2/other-servers", test_dhis2_other_servers);
  g_test_add_func ("/dhis2/browse", test_dhis2_browse);
  g_test_add_func ("/dhis2/sparse-lists", test_dhis2_sparse_lists);
  g_test_add_func ("/dhis2/many-places", test_dhis2_many_places);
  g_test_add_func ("/dhis2/page-loop", test_dhis2_page_loop);
  g_test_add_func ("/dhis2/choose", test_dhis2_choose);
  g_test_add_func ("/dhis2/whole-way", test_dhis2_whole_way);
  g_test_add_func ("/dhis2/ratio-and-reports", test_dhis2_ratio_and_reports);
  return g_test_run ();
}
