/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include "chart-picture.h"
#include "chart-scenes.h"
#include "charts/canvas-private.h"
#include "model/language.h"

/*
 * What each chart of the demonstration is drawn with, shape by shape, against tests/ops/CHART.txt.
 * MIRADOR_OPS_UPDATE=1 writes the files anew: look at the pictures first, then at the difference.
 */
#define WIDTH 1200
#define HEIGHT 800
#define TOLERANCE 2.0
/* Where the letters are another release of Inter, as on newer systems: what is drawn is the same,
 * but it moves, and a badge that has room now stands higher. */
#define TOLERANCE_OTHER_LETTERS 48.0
#define SAMPLE "Personas tamizadas: 121,243"
#define SAMPLE_SIZE 100
#define SAMPLE_WIDTH 1424
#define TODAY "2026-11-21"

static SceneFolder *folder;

static const char *const kinds_of_op[] = { "fill", "line", "text", "pattern" };

static void
write_op (GString *text, const MiradorOp *op)
{
  g_string_append_printf (text, "%s %.0f %.0f %.0f %.0f #%02x%02x%02x", kinds_of_op[op->kind],
                          op->box.x, op->box.y, op->box.width, op->box.height,
                          (guint)lround (op->colour.r * 255), (guint)lround (op->colour.g * 255),
                          (guint)lround (op->colour.b * 255));
  if (op->text != NULL)
    {
      g_autofree char *line = g_strescape (op->text, NULL);
      g_autofree char *plain = g_strcompress (line);

      g_strdelimit (plain, "\n", ' ');
      g_string_append_printf (text, " %s", plain);
    }
  g_string_append_c (text, '\n');
}

static void
write_picture (GString *text, const Scene *scene, const MiradorChartKind *kind, MiradorTheme theme)
{
  g_autoptr (MiradorChart) chart = scene_chart (scene, folder->store, kind);
  g_autofree char *name = scene_name (scene, kind->id);
  Picture picture = draw (chart, WIDTH, HEIGHT, theme, FALSE);

  g_string_append_printf (text, "= %s %s\n", name, mirador_theme_to_id (theme));
  for (guint i = 0; i < n_ops (&picture); i++)
    write_op (text, op_at (&picture, i));
  g_string_append_printf (text, "marks %u\n", picture.marks->len);
  close_picture (&picture);
}

static char *
write_kind (const MiradorChartKind *kind)
{
  g_autoptr (GPtrArray) scenes = scene_list (SCENE_DEMONSTRATION, kind->id);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < scenes->len; i++)
    {
      write_picture (text, scenes->pdata[i], kind, MIRADOR_THEME_LIGHT);
      if (i == 0)
        write_picture (text, scenes->pdata[i], kind, MIRADOR_THEME_PRINT);
    }
  return g_string_free (text, FALSE);
}

/* Whether Inter is the one that the files were recorded with. */
static gboolean
are_letters_as_recorded (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  g_autoptr (PangoFontDescription) letters = pango_font_description_from_string ("Inter Bold");
  int width;

  pango_font_description_set_absolute_size (letters, SAMPLE_SIZE * PANGO_SCALE);
  pango_layout_set_font_description (layout, letters);
  pango_layout_set_text (layout, SAMPLE, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  g_object_unref (context);
  g_test_message ("“" SAMPLE "” is %d wide", width);
  return ABS (width - SAMPLE_WIDTH) <= 1;
}

/* Letters are not of the same width everywhere: what is aligned to an end moves with it. */
static gboolean
is_near (const char *expected, const char *got, double slack)
{
  return fabs (g_ascii_strtod (expected, NULL) - g_ascii_strtod (got, NULL)) <= slack;
}

static gboolean
is_same_op (const char *expected, const char *got, double tolerance)
{
  g_auto (GStrv) a = g_strsplit (expected, " ", 7);
  g_auto (GStrv) b = g_strsplit (got, " ", 7);
  guint n = g_strv_length (a);
  double slack;

  if (g_str_equal (expected, got))
    return TRUE;
  if (n < 6 || n != g_strv_length (b) || !g_str_equal (a[0], b[0]) || !g_str_equal (a[5], b[5]))
    return FALSE;
  slack = tolerance + (g_str_equal (a[0], "text") ? 0.02 * g_ascii_strtod (a[3], NULL) : 0);
  for (guint i = 1; i < 5; i++)
    if (!is_near (a[i], b[i], slack))
      return FALSE;
  return n < 7 || g_str_equal (a[6], b[6]);
}

static const char *
skip_words (const char *line, guint n)
{
  for (; n > 0 && line != NULL; n--)
    if ((line = strchr (line, ' ')) != NULL)
      line++;
  return line != NULL ? line : "";
}

/* By shape, then by colour and text, then as they were drawn. */
static int
compare_ops_cb (gconstpointer one, gconstpointer other)
{
  const char *a = *(const char *const *)one, *b = *(const char *const *)other;
  int order = strncmp (a, b, strcspn (a, " ") + 1);

  return order != 0 ? order : strcmp (skip_words (a, 5), skip_words (b, 5));
}

/* The figures were received today, whenever that is. */
static char *
hide_days (const char *text)
{
  g_autoptr (GRegex) day = g_regex_new ("[0-9]{2}/[0-9]{2}/[0-9]{4}", 0, 0, NULL);

  return g_regex_replace_literal (day, text, -1, 0, "DAY", 0, NULL);
}

/* The lines of each picture, sorted. */
static GStrv
split_ops (const char *text, gboolean sorts)
{
  g_autofree char *timeless = hide_days (text);
  GStrv lines = g_strsplit (timeless, "\n", -1);
  guint first = 0;

  for (guint i = 0; sorts && lines[first] != NULL; i++)
    if (lines[i] == NULL || *lines[i] == '=')
      {
        /* Stable, so that alike shapes stay in their order. */
        g_qsort_with_data (lines + first, (int)(i - first), sizeof (char *),
                           (GCompareDataFunc)(GCallback)compare_ops_cb, NULL);
        first = lines[i] != NULL ? i + 1 : i;
      }
  return lines;
}

/* Says the first line that differs, and of which picture it is. */
static void
compare (const char *kind, const char *expected, const char *got)
{
  gboolean is_exact = are_letters_as_recorded ();
  double tolerance = is_exact ? TOLERANCE : TOLERANCE_OTHER_LETTERS;
  g_auto (GStrv) a = split_ops (expected, !is_exact);
  g_auto (GStrv) b = split_ops (got, !is_exact);
  const char *picture = "";

  for (guint i = 0; a[i] != NULL || b[i] != NULL; i++)
    {
      if (a[i] != NULL && g_str_has_prefix (a[i], "= "))
        picture = a[i] + 2;
      if (a[i] != NULL && b[i] != NULL && is_same_op (a[i], b[i], tolerance))
        continue;
      g_test_message ("tests/ops/%s.txt line %u (%s)", kind, i + 1, picture);
      g_test_message ("  expected: %s", a[i] != NULL ? a[i] : "(nothing more)");
      g_test_message ("  drawn:    %s", b[i] != NULL ? b[i] : "(nothing more)");
      g_test_message ("where this is meant, write the files anew with MIRADOR_OPS_UPDATE=1");
      g_test_fail ();
      return;
    }
}

static void
test_as_before (gconstpointer user_data)
{
  const MiradorChartKind *kind = user_data;
  g_autofree char *name = g_strconcat (kind->id, ".txt", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "ops", name, NULL);
  g_autofree char *got = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (mirador_canvas_choose_family (), "Inter"))
    {
      g_test_skip ("the font Inter is not installed: everything lies elsewhere");
      return;
    }
  got = write_kind (kind);
  if (g_strcmp0 (g_getenv ("MIRADOR_OPS_UPDATE"), "1") == 0)
    g_file_set_contents (path, got, -1, &error);
  else if (g_file_get_contents (path, &expected, NULL, &error))
    compare (kind->id, expected, got);
  g_assert_no_error (error);
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
  scene_load (folder, "population");
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/as-before", kind->id);

      g_test_add_data_func (path, kind, test_as_before);
    }
  status = g_test_run ();
  scene_folder_free (folder);
  return status;
}
