/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A feed of a clinic, a server that serves its table, and a store: for the tests of refresh and
 * import. */

#include "feeds/refresh.h"

#include <glib/gstdio.h>
#include <math.h>

#include "feeds/http-error.h"
#include "model/error.h"
#include "store/sqlite-store.h"

#include "test-server.h"

#define MAPPING                                                                                    \
  "{\"mapping\": 1, \"id\": \"clinic\", \"title\": {\"es\": \"Centro\", \"en\": \"Clinic\"},"      \
  " \"feed\": \"clinic\", \"program\": \"same\", \"measure\": \"screenings\","                     \
  " \"period\": {\"column\": \"month\"}, \"place\": {\"column\": \"ubigeo\", \"by\": \"ubigeo\"}," \
  " \"value\": \"cases\", \"terms\": {\"*\": {\"adds\": [\"time\", \"place\"]}}}"

/* Twenty rows of which nothing is wrong: districts of Chiclayo, ten a month; 20 * 10 = 200. */
#define HEADER "ubigeo,month,cases\n"
#define N_ROWS 20
#define TOTAL 200.0

typedef struct
{
  char *folder;
  char *mapping;
  MiradorStore *store;
  TestServer *server;
  MiradorDefinition *definition;
} Fixture;

static inline char *
make_row (guint i)
{
  return g_strdup_printf ("1401%02u,2024-%02u,10\n", i % 10 + 1, i / 10 + 1);
}

/* The good table with its first @n rows replaced by @odd (without line end). */
static inline char *
make_table (const char *odd, guint n)
{
  GString *table = g_string_new (HEADER);

  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *row = make_row (i);

      if (i < n)
        g_string_append_printf (table, "%s\n", odd);
      else
        g_string_append (table, row);
    }
  return g_string_free (table, FALSE);
}

static inline void
point_at (Fixture *fixture, const char *location)
{
  MiradorTable *table = g_ptr_array_index (fixture->definition->tables, 0);

  g_free (table->location);
  table->location = g_strdup (location);
}

static inline void
serve (Fixture *fixture, const char *body)
{
  g_autofree char *location = g_strconcat (fixture->server->base, "/clinic.csv", NULL);

  test_server_put (fixture->server, "/clinic.csv", 200, body);
  point_at (fixture, location);
}

static inline void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  MiradorTable *table;

  fixture->folder = g_dir_make_tmp ("mirador-refresh-XXXXXX", NULL);
  fixture->mapping = g_build_filename (fixture->folder, "clinic.json", NULL);
  g_assert_true (g_file_set_contents (fixture->mapping, MAPPING, -1, NULL));
  path = g_build_filename (fixture->folder, "store.db", NULL);
  fixture->store = mirador_sqlite_store_open (path, &error);
  g_assert_no_error (error);
  fixture->server = test_server_new (NULL);
  fixture->definition = mirador_definition_new ("clinic");
  table = fixture->definition->tables->len > 0
            ? g_ptr_array_index (fixture->definition->tables, 0)
            : mirador_definition_add_table (fixture->definition, "");
  table->mapping = g_strdup (fixture->mapping);
}

static inline void
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

static inline void
tear_down (Fixture *fixture, gconstpointer unused)
{
  mirador_definition_unref (fixture->definition);
  test_server_free (fixture->server);
  g_object_unref (fixture->store);
  remove_folder (fixture->folder);
  g_free (fixture->mapping);
  g_free (fixture->folder);
}

/* What a manager sees: all screenings of the feed, at a time (0: now). */
static inline double
total (Fixture *fixture, gint64 as_of)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (MiradorFrame) frame = NULL;
  g_autoptr (GError) error = NULL;

  mirador_query_add_measure (query, "screenings");
  mirador_query_add_program (query, "same");
  mirador_query_add_place (query, "1401");
  query->feed = g_intern_string ("clinic");
  query->range = (MiradorRange){ mirador_day_new (2024, 1, 1), mirador_day_new (2024, 2, 29) };
  query->every = MIRADOR_GRAIN_MONTH;
  query->by = MIRADOR_BY_PLACE;
  query->place_level = MIRADOR_LEVEL_DISTRICT;
  query->as_of = as_of;
  frame = mirador_store_query_sync (fixture->store, query, &error);
  g_assert_no_error (error);
  double sum = 0;
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      sum += isnan (row->value) ? 0 : row->value;
    }
  return sum;
}

static inline MiradorFeedStatus *
feed_status (Fixture *fixture, const char *id)
{
  g_autoptr (GPtrArray) feeds = mirador_store_list_feeds_sync (fixture->store, NULL);

  for (guint i = 0; i < feeds->len; i++)
    {
      MiradorFeedStatus *status = g_ptr_array_index (feeds, i);

      if (strcmp (status->profile->id, id) == 0)
        return g_ptr_array_steal_index (feeds, i);
    }
  return NULL;
}

static inline void
assert_feed_error (Fixture *fixture, int code)
{
  g_autoptr (MiradorFeedStatus) status = feed_status (fixture, "clinic");

  g_assert_nonnull (status);
  g_assert_nonnull (status->last);
  if (code < 0)
    g_assert_no_error (status->last->error);
  else
    g_assert_error (status->last->error, MIRADOR_ERROR, code);
}

static inline MiradorRefresh *
refresh_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) done
    = mirador_refresh_feed_sync (fixture->store, fixture->definition, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (done->len, ==, 1);
  assert_feed_error (fixture, -1);
  return mirador_refresh_copy (g_ptr_array_index (done, 0));
}

/* Whatever fails leaves its error on the feed, in words, and nothing else. */
static inline void
refresh_badly (Fixture *fixture, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  double before = total (fixture, 0);

  g_assert_null (mirador_refresh_feed_sync (fixture->store, fixture->definition, &error));
  g_assert_error (error, MIRADOR_ERROR, code);
  sentence = mirador_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, says));
  assert_feed_error (fixture, code);
  g_assert_cmpfloat (total (fixture, 0), ==, before);
}

static inline void
load_good (Fixture *fixture)
{
  g_autofree char *table = make_table (NULL, 0);
  g_autoptr (MiradorRefresh) refresh = NULL;

  serve (fixture, table);
  refresh = refresh_well (fixture);
  g_assert_cmpuint (refresh->rows, ==, N_ROWS);
  g_assert_cmpuint (refresh->added, ==, N_ROWS);
  g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
}
