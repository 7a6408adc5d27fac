/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include "charts/chart.h"
#include "feeds/refresh.h"
#include "store/sqlite-store.h"

/* Charts of real stores: what is asked of the demonstration and of MINSA's tables, for the tests,
 * the benchmark and the tour. Words as on the command line. */

typedef enum
{
  SCENE_DEMONSTRATION,
  SCENE_MINSA,
  N_SCENE_STORES
} SceneStore;

typedef struct
{
  SceneStore store;
  const char *kind; /* NULL: every kind that has no scene of its own there */
  const char *name; /* beside the kind, where there are several */
  const char *program, *measure, *stage, *place, *period, *by, *every, *options;
  gboolean rate;
} Scene;

#define LAST_YEARS "2024-07..2026-10"

static const Scene scene_table[] = {
  { SCENE_DEMONSTRATION, "cascade", .program = "all", .period = "2026-07..2026-10" },
  { SCENE_DEMONSTRATION, "bars", .program = "tb", .stage = "screened", .period = "AF2025" },
  { SCENE_DEMONSTRATION, "grouped", .period = "AF2025", .by = "program" },
  { SCENE_DEMONSTRATION, "trend", .program = "vih", .stage = "screened", .period = LAST_YEARS },
  { SCENE_DEMONSTRATION, "small-multiples", .program = "tb", .stage = "screened",
    .period = LAST_YEARS },
  { SCENE_DEMONSTRATION, "xmr", .program = "vih", .stage = "screened", .place = "20",
    .period = LAST_YEARS },
  { SCENE_DEMONSTRATION, "funnel", .program = "tb", .stage = "diagnosed", .period = "AF2025",
    .rate = TRUE },
  { SCENE_DEMONSTRATION, "map", .program = "tb", .stage = "screened", .period = "AF2025",
    .rate = TRUE },
  { SCENE_DEMONSTRATION, "map", "counts", .program = "tb", .stage = "screened",
    .period = "AF2025" },
  { SCENE_DEMONSTRATION, "tiles", .program = "tb", .stage = "screened", .period = "AF2025",
    .rate = TRUE },
  { SCENE_DEMONSTRATION, "heatmap", .program = "vih", .stage = "screened", .period = LAST_YEARS },
  { SCENE_DEMONSTRATION, "heatmap", "completeness", .program = "vih", .stage = "screened",
    .period = LAST_YEARS, .options = "show=completeness" },
  { SCENE_DEMONSTRATION, "bullet", .stage = "screened", .period = "AF2026" },
  { SCENE_DEMONSTRATION, "pyramid", .program = "same", .stage = "screened", .period = "AF2025" },
  { SCENE_DEMONSTRATION, "kpi", .program = "all", .stage = "screened", .period = "AF2026" },
  { SCENE_DEMONSTRATION, NULL, .program = "tb", .stage = "screened", .period = "AF2025" },
  { SCENE_MINSA, "cascade", .program = "same" },
  { SCENE_MINSA, "grouped", .by = "program" },
  { SCENE_MINSA, "bars", .program = "same", .measure = "screenings", .by = "province" },
  { SCENE_MINSA, "funnel", .program = "same", .measure = "positive_screenings", .by = "district" },
  { SCENE_MINSA, NULL, .program = "same", .measure = "screenings" },
};

/* (transfer container): the scenes of a kind in a store, one at least. */
static inline GPtrArray *
scene_list (SceneStore store, const char *kind)
{
  GPtrArray *scenes = g_ptr_array_new ();
  const Scene *otherwise = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (scene_table); i++)
    if (scene_table[i].store == store && scene_table[i].kind == NULL)
      otherwise = &scene_table[i];
    else if (scene_table[i].store == store && g_str_equal (scene_table[i].kind, kind))
      g_ptr_array_add (scenes, (gpointer)&scene_table[i]);
  if (scenes->len == 0)
    g_ptr_array_add (scenes, (gpointer)otherwise);
  return scenes;
}

/* (transfer full): "tb map-counts"-like name of a scene. */
static inline char *
scene_name (const Scene *scene, const char *kind)
{
  return scene->name != NULL ? g_strdup_printf ("%s-%s", kind, scene->name) : g_strdup (kind);
}

static inline void
scene_set_by (MiradorStore *store, const MiradorChartKind *kind, MiradorQuery *query)
{
  g_autoptr (MiradorFrame) frame = NULL;
  const MiradorPlace *place = NULL;

  if (!kind->by_places || query->by != 0)
    return;
  frame = mirador_store_query_sync (store, query, NULL);
  for (guint i = 0; frame != NULL && i < mirador_frame_get_n_rows (frame) && place == NULL; i++)
    place = mirador_frame_get_row (frame, i)->place;
  query->by |= MIRADOR_BY_PLACE;
  query->place_level = mirador_place_level_below (place);
}

/* (transfer full): what the scene asks of @store. */
static inline MiradorQuery *
scene_query (const Scene *scene, MiradorStore *store, const MiradorChartKind *kind)
{
  MiradorQuery *query = mirador_query_new ();
  g_autoptr (GError) error = NULL;
  MiradorStage stage;
  gboolean good = TRUE;

  if (scene->program != NULL)
    good = mirador_query_parse_programs (query, scene->program, &error);
  if (good && scene->measure != NULL)
    good = mirador_query_parse_measures (query, scene->measure, &error);
  if (good && scene->place != NULL)
    good = mirador_query_parse_places (query, scene->place, &error);
  if (good && scene->period != NULL)
    good = mirador_query_parse_period (query, scene->period, &error);
  if (good && scene->by != NULL)
    good = mirador_query_parse_by (query, scene->by, &error);
  g_assert_no_error (error);
  g_assert_true (good);
  if (scene->stage != NULL && mirador_stage_from_id (scene->stage, &stage))
    query->stages = 1u << stage;
  if (scene->every != NULL)
    mirador_grain_from_id (scene->every, &query->every);
  query->rate = scene->rate;
  scene_set_by (store, kind, query);
  return query;
}

/* (transfer full): the answers to @query's plan. */
static inline GPtrArray *
scene_frames (MiradorStore *store, const MiradorChartKind *kind, const MiradorQuery *query)
{
  g_autoptr (GPtrArray) queries = mirador_chart_plan (kind, query);
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);

  for (guint i = 0; i < queries->len; i++)
    {
      g_autoptr (GError) error = NULL;
      MiradorFrame *frame = mirador_store_query_sync (store, queries->pdata[i], &error);

      g_assert_no_error (error);
      g_ptr_array_add (frames, frame);
    }
  return frames;
}

/* (transfer full): the chart of a scene, in the language of the moment. */
static inline MiradorChart *
scene_chart (const Scene *scene, MiradorStore *store, const MiradorChartKind *kind)
{
  g_autoptr (MiradorQuery) query = scene_query (scene, store, kind);
  g_autoptr (GPtrArray) frames = scene_frames (store, kind, query);

  return mirador_chart_new_with_options (kind, query, frames, 5, scene->options);
}

/* Where a scene's store lies while a test runs. */
typedef struct
{
  char *folder;
  char *path;
  MiradorStore *store;
} SceneFolder;

static inline SceneFolder *
scene_folder_new (void)
{
  SceneFolder *folder = g_new0 (SceneFolder, 1);
  g_autoptr (GError) error = NULL;

  folder->folder = g_dir_make_tmp ("mirador-scene-XXXXXX", &error);
  g_assert_no_error (error);
  g_setenv ("XDG_DATA_HOME", folder->folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder->folder, TRUE);
  g_setenv ("XDG_CACHE_HOME", folder->folder, TRUE);
  folder->path = g_build_filename (folder->folder, "store.db", NULL);
  folder->store = mirador_sqlite_store_open (folder->path, &error);
  g_assert_no_error (error);
  return folder;
}

static inline void
scene_folder_free (SceneFolder *folder)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (folder->store);
  dir = g_dir_open (folder->folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder->folder);
  g_free (folder->folder);
  g_free (folder->path);
  g_free (folder);
}

/* Loads a feed that comes with the program. */
static inline void
scene_load (SceneFolder *folder, const char *feed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (feed, &error);
  g_autoptr (GPtrArray) refreshes = NULL;

  g_assert_no_error (error);
  refreshes = mirador_refresh_feed_sync (folder->store, definition, &error);
  g_assert_no_error (error);
}

/* FALSE where the recorded tables are not there. */
static inline gboolean
scene_load_minsa (SceneFolder *folder)
{
  static const char *const names[] = { "smental_tamizaje_2017.csv", "smental_atendidos_2017.csv" };
  const char *root = g_getenv ("MIRADOR_FIXTURES");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = root != NULL ? g_build_filename (root, "csv", names[i], NULL) : NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorRefresh) refresh = NULL;

      if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
        return FALSE;
      refresh = mirador_import_sync (folder->store, path, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
  return TRUE;
}
