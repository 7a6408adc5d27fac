/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/load.h"
#include "feeds/pager-walk.h"

#include "refresh-fixture.h"

#include "pages-server.h"

/* The server that pages stands beside that of the clinic, which is then the server elsewhere. */
static PagesServer *pages;

#define TABLE_MAPPING(format, place, period, value)                                                \
  "{\"mapping\": 1, \"id\": \"clinic\", \"title\": {\"es\": \"Centro\", \"en\": \"Clinic\"},"      \
  " \"feed\": \"clinic\", \"format\": \"" format "\", \"program\": \"same\","                      \
  " \"measure\": \"screenings\", \"period\": {\"column\": \"" period "\"},"                        \
  " \"place\": {\"column\": \"" place "\", \"by\": \"ubigeo\"}, \"value\": \"" value "\","         \
  " \"terms\": {\"*\": {\"adds\": [\"time\", \"place\"]}}}"

static const struct
{
  const char *id;
  const char *mapping;
  const char *parameters; /* of the first page's address */
} kinds[PAGES_N_KINDS] = {
  [PAGES_WORLDBANK] = { "worldbank", TABLE_MAPPING ("worldbank", "ubigeo", "month", "cases"),
                        "?format=json&date=2024" },
  [PAGES_CKAN] = { "ckan", TABLE_MAPPING ("ckan", "ubigeo", "month", "cases"), "?resource_id=r" },
  [PAGES_DKAN] = { "dkan", TABLE_MAPPING ("dkan", "ubigeo", "month", "cases"),
                   "?resource_id[]=r&limit=100&offset=0" },
  [PAGES_ODATA] = { "gho", TABLE_MAPPING ("gho", "SpatialDim", "TimeDim", "NumericValue"),
                    "?$filter=SpatialDim%20eq%20'PER'" },
  [PAGES_FHIR]
  = { "fhir", TABLE_MAPPING ("fhir-measure-report", "reporter", "period", "score"), "" },
};

static void
point_at_pages (Fixture *fixture)
{
  g_autofree char *location
    = g_strconcat (pages->base, "/table", kinds[pages->kind].parameters, NULL);

  g_assert_true (g_file_set_contents (fixture->mapping, kinds[pages->kind].mapping, -1, NULL));
  point_at (fixture, location);
}

static void
set_up_pages (Fixture *fixture, gconstpointer kind)
{
  set_up (fixture, NULL);
  pages = pages_server_new ();
  pages->kind = (PagesKind)GPOINTER_TO_UINT (kind);
  pages->elsewhere = fixture->server->base;
  point_at_pages (fixture);
}

static void
tear_down_pages (Fixture *fixture, gconstpointer unused)
{
  mirador_pager_set_most_pages (10000);
  g_clear_pointer (&pages, pages_server_free);
  tear_down (fixture, NULL);
}

/* As many requests as pages, all rows, and what is said of the whole is of the whole. */
static void
test_followed (Fixture *fixture, gconstpointer unused)
{
  for (guint relative = 0; relative < 2; relative++)
    {
      g_autoptr (MiradorRefresh) refresh = NULL;

      pages->relative = relative > 0;
      pages->n_requests = 0;
      pages->bytes = 0;
      refresh = refresh_well (fixture);
      g_assert_cmpuint (pages->n_requests, ==, 3);
      g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
      if (relative > 0)
        continue;
      g_assert_cmpuint (refresh->rows, ==, N_ROWS);
      g_assert_cmpuint (refresh->bytes, ==, pages->bytes);
      g_assert_null (refresh->etag != NULL ? strchr (refresh->etag, ' ') : NULL);
    }
}

/* Pages of any size, the last one full or not, and one that holds all. */
static void
test_sizes (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    guint size, n_requests;
  } cases[] = { { 1, 20 }, { 10, 2 }, { 19, 2 }, { 20, 1 }, { 50, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorRefresh) refresh = NULL;

      pages->page_size = cases[i].size;
      pages->n_requests = 0;
      refresh = refresh_well (fixture);
      g_assert_cmpuint (pages->n_requests, ==, cases[i].n_requests);
      g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
    }
}

/* What the address says beside the page goes on from page to page. */
static void
test_address_kept (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorRefresh) refresh = refresh_well (fixture);

  if (pages->kind == PAGES_WORLDBANK)
    g_assert_nonnull (strstr (pages->last_location, "?format=json&date=2024&page=3"));
  if (pages->kind == PAGES_DKAN)
    g_assert_nonnull (strstr (pages->last_location, "?resource_id[]=r&limit=100&offset=14"));
}

/* Only one request that is the whole question may be answered by "not modified". */
static void
test_conditions (Fixture *fixture, gconstpointer unused)
{
  static const guint sizes[] = { 7, 50 };

  pages->etag = g_strdup ("\"v1\"");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (MiradorRefresh) first = NULL;
      g_autoptr (MiradorRefresh) second = NULL;

      pages->page_size = sizes[i];
      first = refresh_well (fixture);
      pages->n_conditions = 0;
      second = refresh_well (fixture);
      g_assert_cmpint (second->http_status, ==, sizes[i] < N_ROWS ? 200 : 304);
      g_assert_cmpuint (pages->n_conditions, ==, sizes[i] < N_ROWS ? 0 : 1);
      g_assert_true (second->unchanged);
      g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
    }
}

static const struct
{
  PagesFault fault;
  guint kinds; /* bit (1 << PagesKind) */
  MiradorError code;
  const char *says;
  guint most_requests;
} faults[] = {
#define ALL 31
#define LINKED (1 << PAGES_CKAN | 1 << PAGES_ODATA | 1 << PAGES_FHIR)
  { PAGES_LOOP, 1 << PAGES_ODATA | 1 << PAGES_FHIR, MIRADOR_ERROR_PAGES, "came twice", 4 },
  { PAGES_SAME, ALL & ~LINKED, MIRADOR_ERROR_PAGES, "came twice", 2 },
  { PAGES_SAME, LINKED, MIRADOR_ERROR_PAGES, "21 rows came where the server has 20", 3 },
  { PAGES_CHANGE_ALWAYS, ALL, MIRADOR_ERROR_PAGES, "changed twice", 4 },
  { PAGES_ELSEWHERE, LINKED, MIRADOR_ERROR_REDIRECT, "on another server", 1 },
  { PAGES_FEWER, ALL, MIRADOR_ERROR_PAGES, "19 rows came where the server has 20", 4 },
  { PAGES_REFUSED, ALL, MIRADOR_ERROR_REFUSED, "Not valid", 2 },
  { PAGES_MISSING, ALL, MIRADOR_ERROR_HTTP_STATUS, "404", 2 },
  { PAGES_BROKEN, ALL, MIRADOR_ERROR_TRUNCATED, "/table", 2 },
};

/* Each fault has its sentence, ends the asking, and leaves the figures as they were. */
static void
test_faults (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorRefresh) good = refresh_well (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      if ((faults[i].kinds & 1u << pages->kind) == 0)
        continue;
      g_test_message ("fault %u", faults[i].fault);
      pages->fault = faults[i].fault;
      pages->n_rows = N_ROWS;
      pages->n_requests = 0;
      refresh_badly (fixture, (int)faults[i].code, faults[i].says);
      g_assert_cmpuint (pages->n_requests, <=, faults[i].most_requests);
      g_assert_cmpuint (fixture->server->n_requests, ==, 0);
      g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
    }
}

/* A table that grew while it was read is read once more, from its first page. */
static void
test_changed_once (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (MiradorRefresh) refresh = NULL;

  pages->fault = PAGES_CHANGE_ONCE;
  pages->n_rows = N_ROWS - 1;
  refresh = refresh_well (fixture);
  g_assert_cmpuint (pages->n_requests, ==, 2 + 3);
  g_assert_cmpuint (refresh->rows, ==, N_ROWS);
  g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
}

static void
note_most_cb (guint64 bytes, guint64 all, gpointer user_data)
{
  guint64 *most = user_data;

  *most = MAX (*most, bytes);
}

/* No end of pages: the feed's limit is that of all together, and so is what is told on the way. */
static void
test_endless (Fixture *fixture, gconstpointer unused)
{
  const guint64 limit = 20000;
  guint64 most = 0;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  pages->fault = PAGES_ENDLESS;
  fixture->definition->max_bytes = limit;
  mirador_refresh_feed_async (fixture->store, fixture->definition, note_most_cb, &most, NULL,
                              mirador_keep_result_cb, &result);
  mirador_wait_for (&result);
  g_assert_null (mirador_refresh_feed_finish (result, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_TOO_LARGE);
  g_assert_cmpuint (most, <=, limit);
  g_assert_cmpuint (most, >, limit / 2);
  assert_feed_error (fixture, MIRADOR_ERROR_TOO_LARGE);

  mirador_pager_set_most_pages (4);
  fixture->definition->max_bytes = 10 * limit;
  pages->n_requests = 0;
  refresh_badly (fixture, MIRADOR_ERROR_PAGES, "more than 4");
  g_assert_cmpuint (pages->n_requests, ==, 4);
}

typedef struct
{
  GCancellable *cancellable;
  guint64 first_page;
} Patience;

static void
cancel_later_cb (guint64 bytes, guint64 all, gpointer user_data)
{
  Patience *patience = user_data;

  if (patience->first_page == 0)
    patience->first_page = bytes;
  else if (bytes > patience->first_page)
    g_cancellable_cancel (patience->cancellable);
}

static void
test_cancel (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Patience patience = { cancellable, 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  mirador_refresh_feed_async (fixture->store, fixture->definition, cancel_later_cb, &patience,
                              cancellable, mirador_keep_result_cb, &result);
  mirador_wait_for (&result);
  g_assert_null (mirador_refresh_feed_finish (result, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
  g_assert_cmpuint (pages->n_requests, ==, 2);
  g_assert_cmpfloat (total (fixture, 0), ==, 0);
}

/* The secret goes with every page and into no error; without it nothing is asked. */
static void
test_secret (Fixture *fixture, gconstpointer unused)
{
  fixture->definition->auth = MIRADOR_AUTH_BEARER;
  refresh_badly (fixture, MIRADOR_ERROR_SECRET_SERVICE, "MIRADOR_SECRET_CLINIC");
  g_assert_cmpuint (pages->n_requests, ==, 0);

  g_setenv ("MIRADOR_SECRET_CLINIC", "open-sesame", TRUE);
  g_autoptr (MiradorRefresh) refresh = refresh_well (fixture);
  g_assert_cmpuint (pages->n_authorized, ==, 3);

  MiradorTable *table = g_ptr_array_index (fixture->definition->tables, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorPreview) preview
    = mirador_preview_table_sync (fixture->definition, table, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pages->n_authorized, ==, 6);
  g_unsetenv ("MIRADOR_SECRET_CLINIC");
}

/* The rows of all pages are counted, and the first 50 shown, whichever page they are on. */
static void
test_preview (Fixture *fixture, gconstpointer unused)
{
  MiradorTable *table = g_ptr_array_index (fixture->definition->tables, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorPreview) preview
    = mirador_preview_table_sync (fixture->definition, table, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (preview->n_rows, ==, N_ROWS);
  g_assert_cmpuint (preview->n_observations, ==, N_ROWS);
  g_assert_cmpuint (preview->records->len, ==, N_ROWS);
  g_assert_cmpuint (preview->observations->len, ==, N_ROWS);
}

static void
assert_one_of_several (const GError *error, const char *says)
{
  g_autofree char *sentence = mirador_error_to_sentence (error);

  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_PAGES);
  g_assert_nonnull (strstr (sentence, says));
}

/* A file that was saved by hand is whole, or it is refused: its first page as well as its last. */
static void
test_file (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    guint size, first;
    const char *says; /* (nullable) */
  } cases[] = { { 7, 0, "7 of 20 rows" }, { 7, 14, "6 of 20 rows" }, { 20, 0, NULL } };
  g_autofree char *path = g_build_filename (fixture->folder, "saved.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GHashTable) query = pages_make_query (pages, cases[i].first, cases[i].size);
      g_autofree char *body = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorRefresh) refresh = NULL;

      pages->page_size = cases[i].size;
      body = pages_make_body (pages, query);
      g_assert_true (g_file_set_contents (path, body, -1, NULL));
      refresh
        = mirador_import_sync (fixture->store, path, NULL, fixture->mapping, "clinic", &error);
      if (cases[i].says == NULL)
        g_assert_no_error (error);
      else
        assert_one_of_several (error, cases[i].says);
      g_assert_cmpfloat (total (fixture, 0), ==, cases[i].says == NULL ? TOTAL : 0);
    }
  g_assert_cmpuint (pages->n_requests, ==, 0);
}

/* A part that somebody asked for on purpose is all there is. */
static void
test_part_wanted (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    PagesKind kind;
    const char *location;
    double expected;
  } cases[] = {
    { PAGES_WORLDBANK, "/table?page=2", 130 },
    { PAGES_CKAN, "/table?resource_id=r&offset=7", 130 },
    { PAGES_DKAN, "/table?resource_id=r&offset=7", 130 },
    { PAGES_ODATA, "/table?$skip=7", 130 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *location = g_strconcat (pages->base, cases[i].location, NULL);
      g_autoptr (MiradorRefresh) refresh = NULL;

      pages->kind = cases[i].kind;
      point_at_pages (fixture);
      point_at (fixture, location);
      refresh = refresh_well (fixture);
      g_assert_cmpfloat (total (fixture, 0), ==, cases[i].expected);
    }
}

static void
add (const char *name,
     void (*test) (Fixture *fixture, gconstpointer unused),
     PagesKind first,
     PagesKind last)
{
  for (PagesKind kind = first; kind <= last; kind++)
    {
      g_autofree char *path = g_strdup_printf ("/pages/%s/%s", name, kinds[kind].id);

      g_test_add (path, Fixture, GUINT_TO_POINTER (kind), set_up_pages, test, tear_down_pages);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-home-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_unsetenv ("MIRADOR_SECRET_CLINIC");
  /* No keyring, whatever this machine has. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_http_set_first_pause (1);
  add ("followed", test_followed, 0, PAGES_N_KINDS - 1);
  add ("sizes", test_sizes, 0, PAGES_N_KINDS - 1);
  add ("address-kept", test_address_kept, 0, PAGES_N_KINDS - 1);
  add ("conditions", test_conditions, 0, PAGES_N_KINDS - 1);
  add ("faults", test_faults, 0, PAGES_N_KINDS - 1);
  add ("changed-once", test_changed_once, 0, PAGES_N_KINDS - 1);
  add ("endless", test_endless, 0, PAGES_N_KINDS - 1);
  add ("cancel", test_cancel, 0, PAGES_N_KINDS - 1);
  add ("preview", test_preview, 0, PAGES_N_KINDS - 1);
  add ("file", test_file, 0, PAGES_N_KINDS - 1);
  add ("secret", test_secret, PAGES_CKAN, PAGES_CKAN);
  add ("part-wanted", test_part_wanted, PAGES_CKAN, PAGES_CKAN);
  result = g_test_run ();
  g_rmdir (home);
  return result;
}
