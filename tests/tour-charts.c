/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of every chart: tour-charts demonstration|minsa LANGUAGE STORE FOLDER. A chart that does
 * not fit the figures is a picture of the sentence that says so. */
#include "chart-scenes.h"
#include "export/picture.h"
#include "model/language.h"

static const int sizes[][2] = { { 360, 240 }, { 1200, 800 }, { 1920, 1080 } };

typedef struct
{
  SceneStore store;
  const char *scene;
  const char *language;
  const char *folder;
  MiradorStore *figures;
  guint n_pictures, n_failed;
} Tour;

static void
take (Tour *tour, MiradorChart *chart, const char *name, MiradorTheme theme, const int *size)
{
  g_autofree char *path
    = g_strdup_printf ("%s/chart-%s-%s-%s-%s-%dx%d.png", tour->folder, tour->scene, name,
                       tour->language, mirador_theme_to_id (theme), size[0], size[1]);
  g_autoptr (GError) error = NULL;

  tour->n_pictures++;
  if (mirador_picture_save (chart, path, size[0], size[1], theme, &error))
    return;
  g_printerr ("tour: %s: %s\n", path, error->message);
  tour->n_failed++;
}

static void
visit (Tour *tour, const MiradorChartKind *kind, const Scene *scene)
{
  g_autoptr (MiradorChart) chart = scene_chart (scene, tour->figures, kind);
  g_autofree char *name = scene_name (scene, kind->id);

  for (int theme = MIRADOR_THEME_LIGHT; theme < MIRADOR_N_THEMES; theme++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      take (tour, chart, name, (MiradorTheme)theme, sizes[i]);
}

int
main (int argc, char **argv)
{
  Tour tour = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) store = NULL;

  if (argc != 5)
    return 2;
  tour.scene = argv[1];
  tour.store = g_str_equal (argv[1], "minsa") ? SCENE_MINSA : SCENE_DEMONSTRATION;
  tour.language = argv[2];
  tour.folder = argv[4];
  mirador_language_init (tour.language, g_getenv ("MIRADOR_LOCALE_DIR"));
  store = mirador_sqlite_store_open (argv[3], &error);
  if (store == NULL)
    {
      g_printerr ("tour: %s\n", error->message);
      return 1;
    }
  tour.figures = store;
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    {
      g_autoptr (GPtrArray) scenes = scene_list (tour.store, kind->id);

      for (guint i = 0; i < scenes->len; i++)
        visit (&tour, kind, scenes->pdata[i]);
    }
  g_print ("%u pictures of charts (%s, %s)\n", tour.n_pictures, tour.scene, tour.language);
  return tour.n_failed > 0;
}
