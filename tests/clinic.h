/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Feed definitions in the user's folder, all of one shape: screenings of districts of Chiclayo. */

#include <glib/gstdio.h>
#include <math.h>
#include "model/frame.h"
#include "store/sqlite-store.h"

#define CLINIC_HEADER "ubigeo,month,cases\n"
#define CLINIC_TABLE CLINIC_HEADER "140101,2024-01,20\n140102,2024-01,30\n140103,2024-01,40\n"
#define CLINIC_TOTAL 90.0

/* @more: further members of the definition, with a comma behind them */
static inline void
clinic_define (const char *id, const char *location, const char *more)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "mirador", "feeds", NULL);
  g_autofree char *name = g_strconcat (id, ".feed.json", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *mapping_name = g_strconcat (id, ".json", NULL);
  g_autofree char *mapping_path = g_build_filename (folder, mapping_name, NULL);
  g_autofree char *definition = g_strdup_printf (
    "{\"feed\": 1, \"id\": \"%s\", \"title\": {\"es\": \"Centro %s\", \"en\": \"Clinic %s\"}, %s"
    " \"tables\": [{\"location\": \"%s\", \"format\": \"csv\", \"mapping\": \"%s\"}]}",
    id, id, id, more, location, mapping_name);
  g_autofree char *mapping = g_strdup_printf (
    "{\"mapping\": 1, \"id\": \"%s\", \"title\": {\"es\": \"Centro\", \"en\": \"Clinic\"},"
    " \"feed\": \"%s\", \"program\": \"same\", \"measure\": \"screenings\","
    " \"period\": {\"column\": \"month\"}, \"place\": {\"column\": \"ubigeo\", \"by\": \"ubigeo\"},"
    " \"value\": \"cases\", \"terms\": {\"*\": {\"adds\": [\"time\", \"place\"]}}}",
    id, id);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, definition, -1, NULL));
  g_assert_true (g_file_set_contents (mapping_path, mapping, -1, NULL));
}

static inline void
clinic_forget (const char *id)
{
  g_autofree char *name = g_strconcat (id, ".feed.json", NULL);
  g_autofree char *path
    = g_build_filename (g_get_user_config_dir (), "mirador", "feeds", name, NULL);

  g_remove (path);
}

/* All screenings of a feed. */
static inline double
clinic_total (MiradorStore *store, const char *feed)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (MiradorFrame) frame = NULL;
  g_autoptr (GError) error = NULL;
  double sum = 0;

  mirador_query_add_measure (query, "screenings");
  mirador_query_add_program (query, "same");
  mirador_query_add_place (query, "1401");
  query->feed = g_intern_string (feed);
  query->by = MIRADOR_BY_PLACE;
  query->place_level = MIRADOR_LEVEL_DISTRICT;
  frame = mirador_store_query_sync (store, query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (!isnan (mirador_frame_get_row (frame, i)->value))
      sum += mirador_frame_get_row (frame, i)->value;
  return sum;
}

/* (transfer full) (nullable) */
static inline MiradorFeedStatus *
clinic_status (MiradorStore *store, const char *feed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) feeds = mirador_store_list_feeds_sync (store, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < feeds->len; i++)
    if (g_str_equal (((MiradorFeedStatus *)feeds->pdata[i])->profile->id, feed))
      return g_ptr_array_steal_index (feeds, i);
  return NULL;
}
