/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-picture.h"
#include "chart-scenes.h"
#include "charts/chart-private.h"
#include "model/language.h"

/* What a picture editor sees: footers that eat the plot, names that were cut, empty pictures. */

#define TODAY "2026-11-21"
#define ELLIPSIS "\xe2\x80\xa6"

static SceneFolder *folder;

static MiradorChart *
scene_of (const char *id)
{
  const MiradorChartKind *kind = mirador_chart_kind_get (id, NULL);
  g_autoptr (GPtrArray) scenes = scene_list (SCENE_DEMONSTRATION, id);

  return scene_chart (scenes->pdata[0], folder->store, kind);
}

static gboolean
begins (const MiradorOp *op, const char *text)
{
  return op->kind == MIRADOR_OP_TEXT && g_str_has_prefix (op->text, text);
}

/* The footer takes a fifth of the height at most, and ends no note in the middle. */
static void
test_footer_leaves_the_plot (void)
{
  static const char *const kinds[] = { "cascade", "bars", "grouped", "trend", "bullet", "pyramid" };
  static const double sizes[][2] = { { 800, 600 }, { 1200, 800 }, { 1920, 1080 }, { 600, 1000 } };
  static const MiradorTheme themes[] = { MIRADOR_THEME_PROJECTOR, MIRADOR_THEME_PRINT };

  for (guint i = 0; i < G_N_ELEMENTS (kinds) * 8; i++)
    {
      g_autoptr (MiradorChart) chart = scene_of (kinds[i / 8]);
      const double *size = sizes[i / 2 % 4];
      Picture picture = draw (chart, size[0], size[1], themes[i % 2], FALSE);
      double top = size[1];

      for (guint k = 0; k < n_ops (&picture); k++)
        if (begins (op_at (&picture, k), "Datos simulados: ")
            || begins (op_at (&picture, k), "Fuente: "))
          top = MIN (top, op_at (&picture, k)->box.y);
      g_assert_cmpfloat (top, <, size[1]);
      if (size[1] - top > 0.2 * size[1])
        g_test_fail_printf ("%s at %gx%g: the footer begins at %g", kinds[i / 8], size[0], size[1],
                            top);
      for (guint k = 0; k < n_ops (&picture); k++)
        if (op_at (&picture, k)->kind == MIRADOR_OP_TEXT && op_at (&picture, k)->box.y >= top
            && strstr (op_at (&picture, k)->text, ELLIPSIS) != NULL)
          g_test_fail_printf ("%s at %gx%g: «%s»", kinds[i / 8], size[0], size[1],
                              op_at (&picture, k)->text);
      close_picture (&picture);
    }
}

/* On a wall the cascade keeps what stands between its bars, and its names. */
static void
test_projected_cascade_is_whole (void)
{
  static const double sizes[][2] = { { 1200, 800 }, { 1920, 1080 } };
  g_autoptr (MiradorChart) chart = scene_of ("cascade");

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Picture picture = draw (chart, sizes[i][0], sizes[i][1], MIRADOR_THEME_PROJECTOR, FALSE);

      g_assert_nonnull (find_text (&picture, "de la primera etapa"));
      g_assert_null (find_text (&picture, ELLIPSIS));
      close_picture (&picture);
    }
}

/* Clauses stand on a line each, and a number with what it counts. */
static void
test_headline_is_broken_well (void)
{
  g_autoptr (MiradorChart) chart = scene_of ("cascade");
  Picture picture = draw (chart, 600, 1000, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_nonnull (find_text (&picture, "personas tamizadas;"));
  g_assert_nonnull (find_text (&picture, "personas diagnosticadas"));
  for (guint i = 0; i < n_ops (&picture); i++)
    if (op_at (&picture, i)->kind == MIRADOR_OP_TEXT
        && strstr (op_at (&picture, i)->text, "personas diagnosticadas") != NULL)
      g_assert_true (g_ascii_isdigit (op_at (&picture, i)->text[0]));
  close_picture (&picture);
}

/* «Iniciaron tratami…» says nothing: fewer stages or programs, and whole names. */
static void
test_grouped_names_are_whole (void)
{
  static const double sizes[][2]
    = { { 360, 240 }, { 520, 610 }, { 600, 1000 }, { 800, 600 }, { 1200, 800 }, { 1920, 1080 } };
  g_autoptr (MiradorChart) chart = scene_of ("grouped");

  for (guint i = 0; i < G_N_ELEMENTS (sizes) * 3; i++)
    {
      const double *size = sizes[i / 3];
      Picture picture
        = draw (chart, size[0], size[1], i % 3 == 1 ? MIRADOR_THEME_PROJECTOR : MIRADOR_THEME_LIGHT,
                i % 3 == 2);

      for (guint k = 0; k < n_ops (&picture); k++)
        if ((begins (op_at (&picture, k), "Iniciaron") || begins (op_at (&picture, k), "Resultados")
             || begins (op_at (&picture, k), "Diagn"))
            && g_str_has_suffix (op_at (&picture, k)->text, ELLIPSIS))
          g_test_fail_printf ("%gx%g: «%s»", size[0], size[1], op_at (&picture, k)->text);
      close_picture (&picture);
    }
}

/* Three bars do not leave most of the picture empty. */
static void
test_few_bars_fill_the_picture (void)
{
  static const double values[] = { 100, 50, 25 };
  static const double sizes[][2] = { { 1200, 800 }, { 600, 1000 } };
  MiradorFrame *frame = frame_places ("PE", MIRADOR_LEVEL_REGION, 3, values, FRAME_MINSA);
  g_autoptr (MiradorChart) chart = frame_chart ("bars", fiscal_year (2025), 1, &frame);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Picture picture = draw (chart, sizes[i][0], sizes[i][1], MIRADOR_THEME_LIGHT, FALSE);
      double bottom = 0;

      for (guint k = 0; k < picture.marks->len; k++)
        {
          MiradorBox box = g_array_index (picture.marks, MiradorMark, k).box;

          bottom = MAX (bottom, box.y + box.height);
        }
      g_assert_cmpfloat (bottom, >, 0.45 * sizes[i][1]);
      close_picture (&picture);
    }
}

/* The names of a pyramid stand at its bars, not across a side that is half empty. */
static void
test_pyramid_sides_are_as_wide_as_needed (void)
{
  g_autoptr (MiradorChart) chart = scene_of ("pyramid");
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  const MiradorOp *name = find_text (&picture, "30 a 59 años");
  const MiradorOp *men = NULL;

  for (guint i = 0; i < n_ops (&picture); i++)
    {
      const MiradorOp *op = op_at (&picture, i);

      if (op->kind == MIRADOR_OP_TEXT && g_ascii_isdigit (op->text[0]) && op->box.y > 200
          && strstr (op->text, "años") == NULL && (men == NULL || op->box.x < men->box.x))
        men = op;
      if (begins (op, "30 a 59"))
        name = op;
    }
  g_assert_nonnull (name);
  g_assert_nonnull (men);
  g_assert_cmpfloat (men->box.x - name->box.x - name->box.width, <,
                     3 * picture.style.px[MIRADOR_TEXT_NORMAL]);
  close_picture (&picture);
}

static void
test_begins_with_capital (void)
{
  static const char *const words[][2] = {
    { "violencia", "Violencia" }, { "ñame", "Ñame" }, { "TB", "TB" }, { "", "" }, { "4 x", "4 x" }
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *text = g_strdup (words[i][0]);

      mirador_chart_begin_with_capital (&text);
      g_assert_cmpstr (text, ==, words[i][1]);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_setenv ("MIRADOR_TODAY", TODAY, TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("es", g_getenv ("MIRADOR_LOCALE_DIR"));
  folder = scene_folder_new ();
  scene_load (folder, "demo");
  g_test_add_func ("/looks/footer-leaves-the-plot", test_footer_leaves_the_plot);
  g_test_add_func ("/looks/projected-cascade-is-whole", test_projected_cascade_is_whole);
  g_test_add_func ("/looks/headline-is-broken-well", test_headline_is_broken_well);
  g_test_add_func ("/looks/grouped-names-are-whole", test_grouped_names_are_whole);
  g_test_add_func ("/looks/few-bars-fill-the-picture", test_few_bars_fill_the_picture);
  g_test_add_func ("/looks/pyramid-sides", test_pyramid_sides_are_as_wide_as_needed);
  g_test_add_func ("/looks/begins-with-capital", test_begins_with_capital);
  status = g_test_run ();
  scene_folder_free (folder);
  return status;
}
