/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/refresh.h"

#include <glib/gstdio.h>
#include <math.h>

#include "feeds/http-error.h"
#include "model/error.h"
#include "store/sqlite-store.h"

#include "test-server.h"

/* MINSA's two tables of mental health, as recorded (MIRADOR_FIXTURES/csv): what a manager reads off
 * them must be what stands in them. */

#define FEED "minsa-mental-health"
#define SCREENINGS "smental_tamizaje_2017.csv"
#define ATTENDED "smental_atendidos_2017.csv"

typedef struct
{
  char *folder;
  MiradorStore *store;
  TestServer *server;
  MiradorDefinition *definition;
  char *screenings; /* the table's text, NULL without fixtures */
} Fixture;

static char *
fixture_path (const char *name)
{
  const char *root = g_getenv ("MIRADOR_FIXTURES");

  return root != NULL ? g_build_filename (root, "csv", name, NULL) : NULL;
}

static char *
read_fixture (const char *name)
{
  g_autofree char *path = fixture_path (name);
  char *text = NULL;

  if (path != NULL)
    g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

static void
serve (Fixture *fixture, guint table, const char *name, const char *body, const char *etag)
{
  MiradorTable *at = g_ptr_array_index (fixture->definition->tables, table);
  g_autofree char *path = g_strconcat ("/", name, NULL);

  test_server_put (fixture->server, path, 200, body)->etag = g_strdup (etag);
  g_free (at->location);
  at->location = g_strconcat (fixture->server->base, path, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autofree char *attended = read_fixture (ATTENDED);
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("mirador-minsa-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "store.db", NULL);
  fixture->store = mirador_sqlite_store_open (path, &error);
  g_assert_no_error (error);
  fixture->server = test_server_new (NULL);
  fixture->definition = mirador_definition_find (FEED, &error);
  g_assert_no_error (error);
  fixture->screenings = read_fixture (SCREENINGS);
  if (fixture->screenings == NULL)
    return;
  serve (fixture, 0, SCREENINGS, fixture->screenings, "\"screenings-1\"");
  serve (fixture, 1, ATTENDED, attended, "\"attended-1\"");
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  mirador_definition_unref (fixture->definition);
  test_server_free (fixture->server);
  g_object_unref (fixture->store);
  remove_folder (fixture->folder);
  g_free (fixture->screenings);
  g_free (fixture->folder);
}

static gboolean
skips (Fixture *fixture)
{
  if (fixture->screenings == NULL)
    g_test_skip ("MIRADOR_FIXTURES does not name the recorded tables");
  return fixture->screenings == NULL;
}

/* One figure; NaN is a gap. */
static double
ask_as_of (Fixture *fixture,
           const char *measure,
           const char *place,
           const char *period,
           gint64 as_of)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (MiradorFrame) frame = NULL;
  g_autoptr (GError) error = NULL;

  mirador_query_parse_measures (query, measure, &error);
  g_assert_no_error (error);
  mirador_query_add_place (query, place);
  query->by = MIRADOR_BY_PLACE;
  if (period != NULL)
    mirador_query_parse_period (query, period, &error);
  g_assert_no_error (error);
  query->as_of = as_of;
  frame = mirador_store_query_sync (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mirador_frame_get_n_rows (frame), ==, 1);
  g_assert_cmpstr (mirador_frame_get_row (frame, 0)->feed, ==, FEED);
  return mirador_frame_get_row (frame, 0)->value;
}

static double
ask (Fixture *fixture, const char *measure, const char *place, const char *period)
{
  return ask_as_of (fixture, measure, place, period, 0);
}

static void
assert_published (Fixture *fixture)
{
  static const struct
  {
    const char *measure;
    const char *place;
    const char *period;
    double value;
  } figures[] = {
    { "screenings", "1401", NULL, 89705 },           { "screenings", "1402", NULL, 58667 },
    { "screenings", "1403", NULL, 43895 },           { "screenings", "14", NULL, 192267 },
    { "positive_screenings", "1401", NULL, 4282 },   { "positive_screenings", "1402", NULL, 1482 },
    { "positive_screenings", "1403", NULL, 1550 },   { "positive_screenings", "14", NULL, 7314 },
    { "people_attended", "14", NULL, 5681 },         { "screenings", "14", "2017-03", 23802 },
    { "positive_screenings", "14", "2017-03", 739 }, { "screenings", "14", "2017-09", 219 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    g_assert_cmpfloat (ask (fixture, figures[i].measure, figures[i].place, figures[i].period), ==,
                       figures[i].value);
}

static GPtrArray *
refresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *done = mirador_refresh_feed_sync (fixture->store, fixture->definition, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (done->len, ==, 2);
  return done;
}

static void
test_http (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) done = NULL;
  const MiradorRefresh *screenings;

  if (skips (fixture))
    return;
  done = refresh (fixture);
  screenings = g_ptr_array_index (done, 0);
  g_assert_cmpstr (screenings->scope, ==, "screenings");
  g_assert_cmpuint (screenings->rejected, ==, 0);
  g_assert_cmpint (screenings->http_status, ==, 200);
  assert_published (fixture);
}

static void
test_import (Fixture *fixture, gconstpointer unused)
{
  const struct
  {
    const char *name;
    const char *mapping;
  } files[] = {
    { SCREENINGS, "minsa-mental-health-screenings" },
    { ATTENDED, "minsa-mental-health-attended" },
  };

  if (skips (fixture))
    return;
  /* Once with its mapping named, once with the mapping found by its columns. */
  for (guint i = 0; i < 2 * G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = fixture_path (files[i % 2].name);
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorRefresh) done = mirador_import_sync (
        fixture->store, path, NULL, i < 2 ? files[i].mapping : NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (done->feed, ==, FEED);
      g_assert_cmpint (done->unchanged, ==, i >= 2);
    }
  assert_published (fixture);
}

static void
test_again (Fixture *fixture, gconstpointer unused)
{
  if (skips (fixture))
    return;
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GPtrArray) done = refresh (fixture);

      for (guint table = 0; i > 0 && table < done->len; table++)
        {
          const MiradorRefresh *again = g_ptr_array_index (done, table);

          g_assert_true (again->unchanged);
          g_assert_cmpuint (again->added + again->changed + again->retired, ==, 0);
        }
    }
  g_assert_cmpuint (fixture->server->n_not_modified, >=, 2);
  assert_published (fixture);
}

static void
test_revision (Fixture *fixture, gconstpointer unused)
{
  const char *before = "2017,1,140101,LAMBAYEQUE,CHICLAYO,CHICLAYO,F,18 - 24,SOLO TAMIZAJES "
                       "POSITIVOS,SINDROME Y/O TRASTORNO PSICOTICO,3";
  const char *after = "2017,1,140101,LAMBAYEQUE,CHICLAYO,CHICLAYO,F,18 - 24,SOLO TAMIZAJES "
                      "POSITIVOS,SINDROME Y/O TRASTORNO PSICOTICO,4";
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autofree char *changed = NULL;
  g_auto (GStrv) parts = NULL;
  const MiradorRefresh *screenings;
  gint64 then;

  if (skips (fixture))
    return;
  first = refresh (fixture);
  then = ((MiradorRefresh *)g_ptr_array_index (first, 1))->finished;
  parts = g_strsplit (fixture->screenings, before, 2);
  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  changed = g_strjoinv (after, parts);
  serve (fixture, 0, SCREENINGS, changed, "\"screenings-2\"");
  test_wait_for_next_second ();
  second = refresh (fixture);
  screenings = g_ptr_array_index (second, 0);
  g_assert_cmpuint (screenings->changed, ==, 1);
  g_assert_cmpuint (screenings->retired, ==, 0);
  g_assert_cmpfloat (ask (fixture, "positive_screenings", "1401", NULL), ==, 4283);
  g_assert_cmpfloat (ask_as_of (fixture, "positive_screenings", "1401", NULL, then), ==, 4282);
  g_assert_cmpfloat (ask (fixture, "people_attended", "14", NULL), ==, 5681);
}

/* The file, cut off in the middle of a row or not, must not retire what is missing from it. */
static void
test_cut (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *says = NULL;
  g_autoptr (TestRaw) cut = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GError) error = NULL;
  MiradorTable *table;

  if (skips (fixture))
    return;
  first = refresh (fixture);
  says = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%.*s",
                          strlen (fixture->screenings), 300000, fixture->screenings);
  cut = test_raw_new (says, TRUE);
  table = g_ptr_array_index (fixture->definition->tables, 0);
  g_free (table->location);
  table->location = g_strdup (cut->base);
  g_assert_null (mirador_refresh_feed_sync (fixture->store, fixture->definition, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_TRUNCATED);
  assert_published (fixture);
}

#define ADD(path, function) g_test_add ("/minsa/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-home-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_http_set_first_pause (1);
  ADD ("http", test_http);
  ADD ("import", test_import);
  ADD ("again", test_again);
  ADD ("revision", test_revision);
  ADD ("cut", test_cut);
  result = g_test_run ();
  g_rmdir (home);
  return result;
}
