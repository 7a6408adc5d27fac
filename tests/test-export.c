/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include "chart-frames.h"
#include "export/picture.h"
#include "model/error.h"
#include "model/language.h"

typedef struct
{
  char *folder;
  MiradorChart *chart;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  MiradorFrame *frame = frame_minsa_cascade ();

  fixture->folder = g_dir_make_tmp ("mirador-export-XXXXXX", NULL);
  fixture->chart = frame_chart ("cascade", MIRADOR_RANGE_ALL, 1, &frame);
}

/* Nothing but what was asked for may be left in the folder. */
static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_false (g_str_has_prefix (name, ".mirador"));
      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  mirador_chart_unref (fixture->chart);
}

static char *
save (Fixture *fixture, const char *name, int width, int height)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (fixture->folder, name, NULL);

  mirador_picture_save (fixture->chart, path, width, height, MIRADOR_THEME_LIGHT, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_png_has_its_size (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = save (fixture, "chart.PNG", 640, 400);
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);

  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 640);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 400);
  cairo_surface_destroy (surface);
}

static void
test_svg_is_whole (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = save (fixture, "chart.svg", 640, 400);
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (g_str_has_prefix (text, "<?xml"));
  g_assert_nonnull (strstr (text, "640"));
  g_assert_true (g_str_has_suffix (g_strchomp (text), "</svg>"));
  /* Letters are outlines, not a bitmap. */
  g_assert_null (strstr (text, "<image"));
}

static void
test_pdf_is_whole (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = save (fixture, "chart.pdf", 640, 400);
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
  g_assert_nonnull (g_strstr_len (bytes + length - 10, 10, "%%EOF"));
}

static void
test_file_is_replaced (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "chart.png", NULL);
  g_autofree char *again = NULL;
  g_autofree char *bytes = NULL;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  again = save (fixture, "chart.png", 320, 240);
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_true (g_str_has_prefix (bytes, "\211PNG"));
}

static void
test_bad_target_is_refused (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *name;
    int width, height;
    MiradorError code;
  } cases[] = {
    { "chart.gif", 640, 400, MIRADOR_ERROR_FORMAT_UNKNOWN },
    { "chart", 640, 400, MIRADOR_ERROR_FORMAT_UNKNOWN },
    { "nowhere/chart.png", 640, 400, MIRADOR_ERROR_FILE_UNWRITABLE },
    { "chart.png", 0, 400, MIRADOR_ERROR_CHART },
    { "chart.png", 640, 8001, MIRADOR_ERROR_CHART },
    { "chart.pdf", -3, 400, MIRADOR_ERROR_CHART },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, cases[i].name, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (mirador_picture_save (fixture->chart, path, cases[i].width, cases[i].height,
                                            MIRADOR_THEME_LIGHT, &error));
      g_assert_error (error, MIRADOR_ERROR, (int)cases[i].code);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* A folder stands where the picture should go: what is there stays. */
static void
test_folder_is_not_replaced (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "chart.png", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_assert_false (mirador_picture_save (fixture->chart, path, 64, 64, MIRADOR_THEME_LIGHT, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_FILE_UNWRITABLE);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_DIR));
  g_rmdir (path);
}

static void
test_clipboard_picture_is_opaque (Fixture *fixture, gconstpointer unused)
{
  cairo_surface_t *surface = mirador_picture_render (fixture->chart, 320, 240, MIRADOR_THEME_DARK);
  guint32 corner;

  cairo_surface_flush (surface);
  memcpy (&corner, cairo_image_surface_get_data (surface), sizeof corner);
  g_assert_cmphex (corner >> 24, ==, 0xff);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 320);
  cairo_surface_destroy (surface);
}

static void
test_smallest_and_largest (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *small = save (fixture, "small.png", 1, 1);
  g_autofree char *strip = save (fixture, "strip.png", 8000, 3);
  g_autofree char *vast = save (fixture, "vast.svg", 8000, 8000);

  g_assert_true (g_file_test (small, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (strip, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (vast, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/picture/png-has-its-size", test_png_has_its_size);
  ADD ("/picture/svg-is-whole", test_svg_is_whole);
  ADD ("/picture/pdf-is-whole", test_pdf_is_whole);
  ADD ("/picture/file-is-replaced", test_file_is_replaced);
  ADD ("/picture/bad-target-is-refused", test_bad_target_is_refused);
  ADD ("/picture/folder-is-not-replaced", test_folder_is_not_replaced);
  ADD ("/picture/clipboard-is-opaque", test_clipboard_picture_is_opaque);
  ADD ("/picture/smallest-and-largest", test_smallest_and_largest);
  return g_test_run ();
}
