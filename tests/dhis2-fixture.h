/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A feed from the played DHIS2 server, with a definition and a mapping as the assistant writes
 * them, and a store. */

#include "feeds/refresh.h"

#include <glib/gstdio.h>
#include <math.h>

#include "feeds/http-error.h"
#include "model/error.h"
#include "store/sqlite-store.h"

#include "dhis2-server.h"

#define FEED "ses-dhis2"
#define SECRET_VARIABLE "MIRADOR_SECRET_SES_DHIS2"

typedef struct
{
  char *folder;
  char *mapping;
  MiradorStore *store;
  Dhis2Server *server;
  MiradorDefinition *definition;
} Fixture;

static const struct
{
  const char *code, *program, *measure;
} fixture_codes[] = {
  { DHIS2_MH_SCREENINGS, "same", "screenings" },
  { DHIS2_MH_POSITIVE, "same", "positive_screenings" },
  { DHIS2_TB_DIAGNOSED, "tb", "people_diagnosed" },
  { DHIS2_TB_SUCCESS, "tb", "tb_treatment_success" },
  { DHIS2_DATA_SET_TB ".ACTUAL_REPORTS", "tb", "reports_received" },
  { DHIS2_DATA_SET_TB ".EXPECTED_REPORTS", "tb", "reports_received_target" },
};

static inline void
fixture_append_codes (GString *json, gboolean programs)
{
  g_string_append (json, "\"codes\":{");
  for (guint i = 0; i < G_N_ELEMENTS (fixture_codes); i++)
    g_string_append_printf (json, "%s\"%s\":\"%s\"", i > 0 ? "," : "", fixture_codes[i].code,
                            programs ? fixture_codes[i].program : fixture_codes[i].measure);
  g_string_append (json, "}}");
}

/* The mapping, its tables filled with what somebody has confirmed. */
static inline char *
fixture_mapping (const char *format,
                 const char *data,
                 const char *period,
                 const char *place,
                 const char *rest)
{
  GString *json = g_string_new (NULL);

  g_string_append_printf (json,
                          "{\"mapping\":1,\"id\":\"" FEED "\",\"title\":{\"es\":\"DHIS2\"},"
                          "\"feed\":\"" FEED "\",\"format\":\"%s\",\"profile\":{\"title\":"
                          "{\"es\":\"DHIS2\"},\"source\":{\"es\":\"Servidor DHIS2\"}},"
                          "\"program\":{\"column\":\"%s\",",
                          format, data);
  fixture_append_codes (json, TRUE);
  g_string_append_printf (json, ",\"measure\":{\"column\":\"%s\",", data);
  fixture_append_codes (json, FALSE);
  g_string_append_printf (json,
                          ",\"period\":{\"column\":\"%s\",\"form\":\"dhis2\"},"
                          "\"place\":{\"column\":\"%s\",\"codes\":{\"" DHIS2_COUNTRY "\":\"PE\"",
                          period, place);
  for (guint i = 1; i <= DHIS2_N_REGIONS; i++)
    g_string_append_printf (json, ",\"rEgionPer%02u\":\"%02u\"", i, i);
  g_string_append_printf (json, "}},\"value\":\"value\"%s,\"snapshot\":true}", rest);
  return g_string_free (json, FALSE);
}

static inline void
fixture_write_mapping (Fixture *fixture, char *text)
{
  g_assert_true (g_file_set_contents (fixture->mapping, text, -1, NULL));
  g_free (text);
}

static inline char **
fixture_words (const char *words)
{
  return g_strsplit (words, " ", -1);
}

/* What is asked for from now on: words with blanks between them. */
static inline MiradorAsk *
fixture_ask (Fixture *fixture, const char *data, const char *places, const char *periods)
{
  MiradorTable *table = g_ptr_array_index (fixture->definition->tables, 0);

  g_clear_pointer (&table->ask, mirador_ask_free);
  table->ask = g_new0 (MiradorAsk, 1);
  table->ask->data = fixture_words (data);
  table->ask->places = fixture_words (places);
  table->ask->periods = fixture_words (periods);
  return table->ask;
}

static inline void
fixture_set_secret (const char *secret)
{
  if (secret != NULL)
    g_setenv (SECRET_VARIABLE, secret, TRUE);
  else
    g_unsetenv (SECRET_VARIABLE);
}

static inline void
fixture_set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *text = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("mirador-dhis2-XXXXXX", NULL);
  fixture->mapping = g_build_filename (fixture->folder, "ses-dhis2.json", NULL);
  fixture_write_mapping (fixture, fixture_mapping ("dhis2-analytics", "dx", "pe", "ou", ""));
  path = g_build_filename (fixture->folder, "store.db", NULL);
  fixture->store = mirador_sqlite_store_open (path, &error);
  g_assert_no_error (error);
  fixture->server = dhis2_server_new ();
  text = g_strdup_printf (
    "{\"feed\":1,\"id\":\"" FEED "\",\"title\":{\"es\":\"DHIS2\"},\"auth\":{\"scheme\":\"basic\","
    "\"user\":\"" DHIS2_USER "\"},\"tables\":[{\"location\":\"%s/\",\"format\":\"dhis2-analytics\","
    "\"mapping\":\"%s\",\"ask\":{\"data\":[\"" DHIS2_MH_SCREENINGS "\"],\"places\":[\"LEVEL-2\"],"
    "\"periods\":[\"LAST_12_MONTHS\"]}}]}",
    fixture->server->base, fixture->mapping);
  fixture->definition = mirador_definition_parse (text, -1, FEED, &error);
  g_assert_no_error (error);
  fixture_set_secret (DHIS2_PASSWORD);
  g_setenv ("MIRADOR_TODAY", "2025-07-15", TRUE);
}

static inline void
fixture_remove_folder (const char *folder)
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
fixture_tear_down (Fixture *fixture, gconstpointer unused)
{
  mirador_definition_unref (fixture->definition);
  dhis2_server_free (fixture->server);
  g_object_unref (fixture->store);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->mapping);
  g_free (fixture->folder);
}

static inline MiradorRefresh *
fixture_refresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) done
    = mirador_refresh_feed_sync (fixture->store, fixture->definition, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (done->len, ==, 1);
  return mirador_refresh_copy (g_ptr_array_index (done, 0));
}

static inline guint64
fixture_count_values (Fixture *fixture)
{
  g_autoptr (GPtrArray) feeds = mirador_store_list_feeds_sync (fixture->store, NULL);

  for (guint i = 0; i < feeds->len; i++)
    {
      const MiradorFeedStatus *status = feeds->pdata[i];

      if (g_str_equal (status->profile->id, FEED))
        return status->n_values;
    }
  return 0;
}

/* Whatever fails says this, and leaves the figures as they were. */
static inline void
fixture_fail (Fixture *fixture, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint64 before = fixture_count_values (fixture);

  g_assert_null (mirador_refresh_feed_sync (fixture->store, fixture->definition, &error));
  g_assert_error (error, MIRADOR_ERROR, code);
  sentence = mirador_error_to_sentence (error);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, says));
  g_assert_null (strstr (sentence, DHIS2_PASSWORD));
  g_assert_cmpuint (fixture_count_values (fixture), ==, before);
}

/* (transfer full): one figure and what it is made of. */
static inline MiradorFrame *
fixture_query (Fixture *fixture, const char *measure, const char *place, const char *period)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GError) error = NULL;
  MiradorFrame *frame;

  mirador_query_add_measure (query, measure);
  mirador_query_add_place (query, place);
  query->feed = g_intern_string (FEED);
  query->by = MIRADOR_BY_PLACE;
  mirador_query_parse_period (query, period, &error);
  g_assert_no_error (error);
  frame = mirador_store_query_sync (fixture->store, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (mirador_frame_get_n_rows (frame), ==, 1);
  return frame;
}

static inline double
fixture_value (Fixture *fixture, const char *measure, const char *place, const char *period)
{
  g_autoptr (MiradorFrame) frame = fixture_query (fixture, measure, place, period);

  return mirador_frame_get_row (frame, 0)->value;
}

/* What the server says, by its own book. */
static inline double
fixture_expected (Fixture *fixture, const char *data, const char *period, const char *unit)
{
  return dhis2_count (fixture->server->units, dhis2_find_item (data), period, unit);
}
