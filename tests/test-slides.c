/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include "chart-frames.h"
#include "export/slides-writer.h"
#include "model/error.h"
#include "model/language.h"

/* Slides of charts made by hand. Where poppler's tools are installed the PDF is read back. */

#define FY2025 mirador_period_get_range (mirador_period_new_fiscal_year (2025, 7))

static char *folder;

static char *
path_of (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
add_figure (GPtrArray *charts, double value)
{
  MiradorFrame *frames[3];

  for (guint i = 0; i < 3; i++)
    frames[i] = frame_cascade ("tb", FRAME_DEMO, 1, i == 0 ? &value : (double[]){ 100 });
  g_ptr_array_add (charts, frame_chart ("kpi", FY2025, 3, frames));
}

static void
add_cascade (GPtrArray *charts, double first)
{
  MiradorFrame *frame = frame_cascade ("tb", FRAME_DEMO, 3, (double[]){ first, 1442, 1398 });

  if (isnan (first))
    {
      mirador_frame_unref (frame);
      frame = frame_cascade ("tb", FRAME_DEMO, 2, (double[]){ NAN, NAN });
    }
  g_ptr_array_add (charts, frame_chart ("cascade", FY2025, 1, &frame));
}

static void
add_ranking (GPtrArray *charts)
{
  MiradorFrame *frame
    = frame_places ("PE", MIRADOR_LEVEL_REGION, 3, (double[]){ 30, 20, 10 }, FRAME_DEMO);

  g_ptr_array_add (charts, frame_chart ("bars", FY2025, 1, &frame));
}

static GPtrArray *
new_charts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_chart_unref);
}

/* Four key figures, one of them without a value, a cascade without figures and a ranking. */
static MiradorSlides *
make_slides (MiradorTheme theme)
{
  g_autoptr (GPtrArray) charts = new_charts ();

  add_figure (charts, 72570);
  add_figure (charts, 1442);
  add_cascade (charts, NAN);
  add_figure (charts, NAN);
  add_ranking (charts);
  add_figure (charts, 51);
  return mirador_slides_new (charts, "Overview", "Tuberculosis · FY 2025", theme);
}

static void
test_plan (void)
{
  static const char *const names[] = { "Key figures", "Ranking", "Charts without figures" };
  g_autoptr (MiradorSlides) slides = make_slides (MIRADOR_THEME_LIGHT);

  g_assert_cmpuint (mirador_slides_get_n (slides), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (mirador_slides_get_name (slides, i), ==, names[i]);
  g_assert_cmpstr (mirador_slides_get_title (slides), ==, "Overview · Tuberculosis · FY 2025");
  g_assert_true (g_str_has_prefix (mirador_slides_get_missing (slides), "No figures for: "));
  g_assert_nonnull (strstr (mirador_slides_get_missing (slides), "Care cascade"));
}

static void
test_nothing_missing (void)
{
  g_autoptr (GPtrArray) charts = new_charts ();
  g_autoptr (MiradorSlides) slides = NULL;

  add_cascade (charts, 72570);
  slides = mirador_slides_new (charts, "Overview", "", MIRADOR_THEME_LIGHT);
  g_assert_cmpuint (mirador_slides_get_n (slides), ==, 1);
  g_assert_cmpstr (mirador_slides_get_title (slides), ==, "Overview");
  g_assert_null (mirador_slides_get_missing (slides));
}

/* Whatever is asked for, nothing but whole reports lie in the folder. */
static guint
count_files (void)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (files) != NULL)
    n++;
  return n;
}

static void
test_refuses (void)
{
  g_autoptr (GPtrArray) none = new_charts ();
  g_autoptr (MiradorSlides) slides = make_slides (MIRADOR_THEME_LIGHT);
  g_autoptr (MiradorSlides) empty = NULL;
  const guint before = count_files ();
  const struct
  {
    const char *name;
    gboolean empty;
    MiradorError code;
  } table[] = {
    { "page.png", FALSE, MIRADOR_ERROR_FORMAT_UNKNOWN },
    { "page", FALSE, MIRADOR_ERROR_FORMAT_UNKNOWN },
    { "page.pdf", TRUE, MIRADOR_ERROR_NO_DATA },
    { "nosuch/page.pdf", FALSE, MIRADOR_ERROR_FILE_UNWRITABLE },
  };

  add_cascade (none, NAN);
  empty = mirador_slides_new (none, "Overview", "", MIRADOR_THEME_LIGHT);
  g_assert_cmpuint (mirador_slides_get_n (empty), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autofree char *path = path_of (table[i].name);
      g_autoptr (GError) error = NULL;

      g_assert_false (mirador_slides_save (table[i].empty ? empty : slides, path, &error));
      g_assert_error (error, MIRADOR_ERROR, (int)table[i].code);
    }
  g_assert_cmpuint (count_files (), ==, before);
}

static void
test_given_up (void)
{
  g_autoptr (MiradorSlides) slides = make_slides (MIRADOR_THEME_LIGHT);
  g_autofree char *path = path_of ("given-up.pdf");
  const guint before = count_files ();
  g_autoptr (GError) error = NULL;
  MiradorSlidesWriter *writer = mirador_slides_writer_new (slides, path, &error);

  g_assert_no_error (error);
  g_assert_true (mirador_slides_writer_step (writer));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  mirador_slides_writer_free (writer);
  g_assert_cmpuint (count_files (), ==, before);
}

/* What was there stays until the new one is whole. */
static void
test_replaces (void)
{
  g_autoptr (MiradorSlides) slides = make_slides (MIRADOR_THEME_LIGHT);
  g_autofree char *path = path_of ("replaced.PDF");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_autoptr (MiradorSlidesWriter) writer = mirador_slides_writer_new (slides, path, &error);
  g_assert_no_error (error);
  g_assert_true (mirador_slides_writer_step (writer));
  g_assert_true (mirador_slides_writer_step (writer));
  g_assert_false (mirador_slides_writer_step (writer));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "old");
  g_assert_true (mirador_slides_writer_finish (writer, &error));
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
}

/* (nullable) */
static char *
read_back (const char *tool, const char *path, const char *last)
{
  g_autofree char *program = g_find_program_in_path (tool);
  const char *line[] = { program, path, last, NULL };
  char *said = NULL;

  if (program == NULL)
    return NULL;
  g_assert_true (
    g_spawn_sync (NULL, (char **)line, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, NULL, NULL));
  return said;
}

static void
test_reads_back (void)
{
  static const char *const parts[]
    = { "Key figures", "72,570", "1,442",          "Simulated data",
        "Ranking",     "30",     "No figures for", "Overview · Tuberculosis · FY 2025" };
  g_autoptr (MiradorSlides) slides = make_slides (MIRADOR_THEME_LIGHT);
  g_autofree char *path = path_of ("page.pdf");
  g_autofree char *text = NULL, *about = NULL, *fonts = NULL;
  g_auto (GStrv) pages = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (mirador_slides_save (slides, path, &error));
  g_assert_no_error (error);
  text = read_back ("pdftotext", path, "-");
  about = read_back ("pdfinfo", path, NULL);
  fonts = read_back ("pdffonts", path, NULL);
  if (text == NULL || about == NULL || fonts == NULL)
    {
      g_test_skip ("there are no tools that read a PDF");
      return;
    }
  g_test_message ("%s\n%s\n%s", text, about, fonts);
  pages = g_strsplit (text, "\f", -1);
  g_assert_cmpuint (g_strv_length (pages), ==, 4); /* the last one is what follows the end */
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!g_str_equal (parts[i], "Ranking"))
      g_assert_nonnull (strstr (text, parts[i]));
  for (guint i = 0; i < 3; i++)
    g_assert_nonnull (strstr (pages[i], "Overview · Tuberculosis · FY 2025"));
  g_assert_nonnull (strstr (about, "Title:           Overview · Tuberculosis · FY 2025"));
  g_assert_nonnull (strstr (about, "1280 x 720"));
  g_assert_nonnull (strstr (about, "CreationDate:"));
  g_assert_nonnull (strstr (fonts, "yes"));
  g_assert_null (strstr (fonts, " no  "));
}

static double
share_of_colours (cairo_surface_t *surface)
{
  const guchar *bytes;
  int stride, coloured = 0;

  cairo_surface_flush (surface);
  bytes = cairo_image_surface_get_data (surface);
  stride = cairo_image_surface_get_stride (surface);
  for (int y = 0; y < MIRADOR_SLIDE_HEIGHT; y++)
    for (int x = 0; x < MIRADOR_SLIDE_WIDTH; x++)
      {
        const guchar *pixel = bytes + y * stride + 4 * x;

        coloured += abs (pixel[0] - pixel[1]) > 24 || abs (pixel[1] - pixel[2]) > 24;
      }
  return (double)coloured / (MIRADOR_SLIDE_HEIGHT * MIRADOR_SLIDE_WIDTH);
}

/* In black and white nothing but the words of the warning may have a colour. */
static void
test_themes (void)
{
  const MiradorTheme themes[]
    = { MIRADOR_THEME_LIGHT, MIRADOR_THEME_DARK, MIRADOR_THEME_PROJECTOR, MIRADOR_THEME_PRINT };

  for (guint t = 0; t < G_N_ELEMENTS (themes); t++)
    {
      g_autoptr (MiradorSlides) slides = make_slides (themes[t]);

      for (guint i = 0; i < mirador_slides_get_n (slides); i++)
        {
          cairo_surface_t *surface = cairo_image_surface_create (
            CAIRO_FORMAT_ARGB32, MIRADOR_SLIDE_WIDTH, MIRADOR_SLIDE_HEIGHT);
          cairo_t *cr = cairo_create (surface);
          double share;

          mirador_slides_draw (slides, i, cr);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
          share = share_of_colours (surface);
          g_test_message ("%s, slide %u: %.4f", mirador_theme_to_id (themes[t]), i, share);
          if (themes[t] == MIRADOR_THEME_PRINT)
            g_assert_cmpfloat (share, <, 0.004);
          else if (themes[t] == MIRADOR_THEME_LIGHT)
            g_assert_cmpfloat (share, >, 0.004);
          cairo_destroy (cr);
          cairo_surface_destroy (surface);
        }
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("mirador-slides-XXXXXX", NULL);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  if (!mirador_canvas_init (&error))
    {
      g_print ("1..0 # SKIP %s\n", error->message);
      return 0;
    }
  g_test_add_func ("/slides/plan", test_plan);
  g_test_add_func ("/slides/nothing-missing", test_nothing_missing);
  g_test_add_func ("/slides/refuses", test_refuses);
  g_test_add_func ("/slides/given-up", test_given_up);
  g_test_add_func ("/slides/replaces", test_replaces);
  g_test_add_func ("/slides/reads-back", test_reads_back);
  g_test_add_func ("/slides/themes", test_themes);
  return g_test_run ();
}
