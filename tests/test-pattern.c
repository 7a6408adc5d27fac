/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>
#include "charts/canvas.h"

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  MiradorStyle style;
  MiradorCanvas *canvas;
} Page;

static Page
open_page (int width, int height)
{
  Page page = { NULL };

  mirador_style_init (&page.style, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  page.surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  page.cr = cairo_create (page.surface);
  page.canvas = mirador_canvas_new (page.cr, width, height, &page.style, FALSE);
  return page;
}

static void
close_page (Page *page)
{
  if (page->canvas != NULL)
    mirador_canvas_free (page->canvas);
  cairo_destroy (page->cr);
  cairo_surface_destroy (page->surface);
}

static guint32
pixel (Page *page, int x, int y)
{
  const guchar *bytes;
  guint32 value;

  cairo_surface_flush (page->surface);
  bytes = cairo_image_surface_get_data (page->surface);
  memcpy (&value, bytes + y * cairo_image_surface_get_stride (page->surface) + x * 4, 4);
  return value;
}

static guint
count_ops (Page *page, MiradorOpKind kind)
{
  const GArray *ops = mirador_canvas_get_ops (page->canvas);
  guint n = 0;

  for (guint i = 0; i < ops->len; i++)
    if (g_array_index (ops, MiradorOp, i).kind == kind)
      n++;
  return n;
}

/* A cup: what lies in its opening is outside. */
static const double cup_x[] = { 20, 60, 60, 140, 140, 180, 180, 20 };
static const double cup_y[] = { 20, 20, 120, 120, 20, 20, 160, 160 };

static gboolean
is_in_cup (int x, int y, double margin)
{
  gboolean in_box = x > 20 - margin && x < 180 + margin && y > 20 - margin && y < 160 + margin;

  return in_box && !(x > 60 + margin && x < 140 - margin && y < 120 - margin);
}

static void
test_pattern_keeps_within_its_outline (void)
{
  for (guint pattern = MIRADOR_PATTERN_DIAGONAL; pattern < MIRADOR_N_PATTERNS; pattern++)
    {
      Page page = open_page (200, 180);
      guint inside = 0, ink = 0;

      mirador_canvas_pattern_polygon (page.canvas, 8, cup_x, cup_y, (MiradorPattern)pattern,
                                      page.style.text);
      for (int y = 0; y < 180; y++)
        for (int x = 0; x < 200; x++)
          {
            gboolean dark = (pixel (&page, x, y) & 0xff) < 0xe0;

            g_assert_true (!dark || is_in_cup (x, y, 2));
            inside += is_in_cup (x, y, 0) ? 1 : 0;
            ink += dark ? 1 : 0;
          }
      g_assert_cmpuint (ink, >, inside / 12);
      g_assert_cmpuint (ink, <, inside * 3 / 4);
      g_assert_cmpuint (count_ops (&page, MIRADOR_OP_PATTERN), ==, 1);
      g_assert_cmpuint (mirador_canvas_get_ops (page.canvas)->len, ==, 1);
      close_page (&page);
    }
}

/* Twice as large a picture looks the same: its lines are twice as far apart. */
static void
test_pattern_follows_the_scale (void)
{
  for (guint scale = 1; scale <= 2; scale++)
    {
      Page page = open_page (200 * (int)scale, 4);
      guint lines = 0;

      mirador_canvas_free (g_steal_pointer (&page.canvas));
      mirador_style_init (&page.style, 1200 * scale, 675 * scale, MIRADOR_THEME_PRINT, FALSE);
      page.canvas = mirador_canvas_new (page.cr, 200 * scale, 4, &page.style, FALSE);
      mirador_canvas_pattern_rect (page.canvas, (MiradorBox){ 0, 0, 200 * scale, 4 },
                                   MIRADOR_PATTERN_VERTICAL, page.style.text);
      for (int x = 1; x < 200 * (int)scale; x++)
        if ((pixel (&page, x, 2) & 0xff) < 0xc0 && (pixel (&page, x - 1, 2) & 0xff) >= 0xc0)
          lines++;
      g_assert_cmpuint (lines, >=, 42);
      g_assert_cmpuint (lines, <=, 48);
      close_page (&page);
    }
}

static void
test_odd_patterns_are_harmless (void)
{
  Page page = open_page (100, 100);
  double wide_x[] = { -9e4, 9e4, 9e4, -9e4 };
  double wide_y[] = { -9e4, -9e4, 9e4, 9e4 };
  double bow_x[] = { 10, 90, 90, 10 };
  double bow_y[] = { 10, 90, 10, 90 };
  double odd[] = { 1, NAN, 3 };

  mirador_canvas_pattern_polygon (page.canvas, 3, odd, odd, MIRADOR_PATTERN_CROSS, page.style.text);
  mirador_canvas_pattern_polygon (page.canvas, 2, bow_x, bow_y, MIRADOR_PATTERN_CROSS,
                                  page.style.text);
  mirador_canvas_pattern_polygon (page.canvas, 4, bow_x, bow_y, MIRADOR_PATTERN_NONE,
                                  page.style.text);
  mirador_canvas_pattern_rect (page.canvas, (MiradorBox){ 1, 1, NAN, 4 }, MIRADOR_PATTERN_DOTS,
                               page.style.text);
  g_assert_cmpuint (mirador_canvas_get_ops (page.canvas)->len, ==, 0);
  mirador_canvas_pattern_polygon (page.canvas, 4, bow_x, bow_y, MIRADOR_PATTERN_HORIZONTAL,
                                  page.style.text);
  /* Its two halves lie above and below the crossing, and nothing beside it. */
  for (int y = 40; y < 60; y++)
    g_assert_cmphex (pixel (&page, 50, y) & 0xff, >=, y > 45 && y < 55 ? 0 : 0xe0);
  for (guint pattern = 0; pattern < MIRADOR_N_PATTERNS; pattern++)
    mirador_canvas_pattern_polygon (page.canvas, 4, wide_x, wide_y, (MiradorPattern)pattern,
                                    page.style.text);
  g_assert_cmpint (cairo_status (page.cr), ==, CAIRO_STATUS_SUCCESS);
  close_page (&page);
}

static void
test_markers_weigh_alike (void)
{
  guint areas[MIRADOR_N_MARKERS] = { 0 };

  for (guint marker = 0; marker < MIRADOR_N_MARKERS; marker++)
    {
      Page page = open_page (60, 60);

      mirador_canvas_marker (page.canvas, 30, 30, 15, (MiradorMarker)marker, page.style.text);
      for (int y = 0; y < 60; y++)
        for (int x = 0; x < 60; x++)
          areas[marker] += (pixel (&page, x, y) & 0xff) < 0x80 ? 1 : 0;
      close_page (&page);
    }
  g_assert_cmpuint (areas[MIRADOR_MARKER_NONE], ==, 0);
  for (guint marker = 1; marker < MIRADOR_N_MARKERS; marker++)
    {
      g_assert_cmpuint (areas[marker], >, 400);
      g_assert_cmpuint (areas[marker], <, 950);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pattern/keeps-within-its-outline", test_pattern_keeps_within_its_outline);
  g_test_add_func ("/pattern/follows-the-scale", test_pattern_follows_the_scale);
  g_test_add_func ("/pattern/odd-ones-are-harmless", test_odd_patterns_are_harmless);
  g_test_add_func ("/marker/all-weigh-alike", test_markers_weigh_alike);
  return g_test_run ();
}
