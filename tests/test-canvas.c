/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>
#include "charts/axis.h"
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

static void
test_begins (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (mirador_canvas_init (&error));
  g_assert_no_error (error);
  g_assert_true (mirador_canvas_init (NULL));
}

static void
test_fill_is_sharp (void)
{
  Page page = open_page (60, 60);
  MiradorColour black = { 0, 0, 0, 1 };

  mirador_canvas_fill_rect (page.canvas, (MiradorBox){ 10, 20, 30, 15 }, black);
  g_assert_cmphex (pixel (&page, 10, 20), ==, 0xff000000);
  g_assert_cmphex (pixel (&page, 39, 34), ==, 0xff000000);
  g_assert_cmphex (pixel (&page, 9, 25), >=, 0xfffafafa);
  g_assert_cmphex (pixel (&page, 40, 25), >=, 0xfffafafa);
  g_assert_cmphex (pixel (&page, 20, 19), >=, 0xfffafafa);
  g_assert_cmphex (pixel (&page, 20, 35), >=, 0xfffafafa);
  close_page (&page);
}

static void
test_cairo_is_as_before (void)
{
  Page page = open_page (50, 40);
  cairo_matrix_t before, after;
  double x = 0, y = 0;

  mirador_canvas_free (g_steal_pointer (&page.canvas));
  cairo_translate (page.cr, 3, 4);
  cairo_get_matrix (page.cr, &before);
  page.canvas = mirador_canvas_new (page.cr, 20, 20, &page.style, FALSE);
  mirador_canvas_text (page.canvas, 2, 10, "a", MIRADOR_TEXT_SMALL, FALSE, page.style.text,
                       MIRADOR_ALIGN_START, 0);
  mirador_canvas_free (g_steal_pointer (&page.canvas));
  cairo_get_matrix (page.cr, &after);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  cairo_user_to_device (page.cr, &x, &y);
  g_assert_cmpfloat (x, ==, 3);
  g_assert_cmpint (cairo_status (page.cr), ==, CAIRO_STATUS_SUCCESS);
  close_page (&page);
}

/* Where ink is, is where the box said it would be. */
static void
test_text_is_where_it_was_measured (void)
{
  static const MiradorAlign aligns[]
    = { MIRADOR_ALIGN_START, MIRADOR_ALIGN_CENTRE, MIRADOR_ALIGN_END };

  for (guint i = 0; i < G_N_ELEMENTS (aligns); i++)
    {
      Page page = open_page (400, 60);
      MiradorBox box
        = mirador_canvas_text (page.canvas, 200, 30, "Áéí ñ #1 «& <b>»", MIRADOR_TEXT_LARGE, TRUE,
                               page.style.text, aligns[i], 0);
      guint inside = 0, outside = 0;

      for (int y = 0; y < 60; y++)
        for (int x = 0; x < 400; x++)
          if ((pixel (&page, x, y) & 0xff) < 0x80)
            {
              gboolean in = x >= box.x - 1.5 && x <= box.x + box.width + 1.5 && y >= box.y - 1.5
                            && y <= box.y + box.height + 1.5;

              inside += in ? 1 : 0;
              outside += in ? 0 : 1;
            }
      g_assert_cmpuint (inside, >, 500);
      g_assert_cmpuint (outside, ==, 0);
      close_page (&page);
    }
}

static void
test_markup_is_text (void)
{
  Page page = open_page (400, 60);
  const GArray *ops;

  mirador_canvas_text (page.canvas, 0, 30, "N#d2#u 100%", MIRADOR_TEXT_NORMAL, FALSE,
                       page.style.text, MIRADOR_ALIGN_START, 0);
  ops = mirador_canvas_get_ops (page.canvas);
  g_assert_cmpuint (ops->len, ==, 1);
  g_assert_cmpstr (g_array_index (ops, MiradorOp, 0).text, ==, "N#d2#u 100%");
  close_page (&page);
}

static void
test_long_text_ends_in_an_ellipsis (void)
{
  Page page = open_page (300, 60);
  g_autofree char *endless = g_strnfill (5000, 'm');
  MiradorBox box;
  const GArray *ops = mirador_canvas_get_ops (page.canvas);

  box = mirador_canvas_text (page.canvas, 10, 20, "Personas diagnosticadas con tuberculosis",
                             MIRADOR_TEXT_NORMAL, FALSE, page.style.text, MIRADOR_ALIGN_START, 120);
  g_assert_cmpfloat (box.width, <=, 120);
  g_assert_true (g_str_has_suffix (g_array_index (ops, MiradorOp, 0).text, "…"));
  box = mirador_canvas_text (page.canvas, 10, 45, endless, MIRADOR_TEXT_NORMAL, FALSE,
                             page.style.text, MIRADOR_ALIGN_START, 0);
  g_assert_cmpfloat (box.x + box.width, <=, 300);
  box = mirador_canvas_text (page.canvas, 10, 45, "m", MIRADOR_TEXT_LARGE, FALSE, page.style.text,
                             MIRADOR_ALIGN_START, 2);
  g_assert_cmpfloat (box.width, ==, 0);
  close_page (&page);
}

static void
test_no_half_lines (void)
{
  Page page = open_page (300, 60);

  mirador_canvas_text (page.canvas, 10, 2, "over the top", MIRADOR_TEXT_NORMAL, FALSE,
                       page.style.text, MIRADOR_ALIGN_START, 0);
  mirador_canvas_text (page.canvas, 10, 58, "below", MIRADOR_TEXT_NORMAL, FALSE, page.style.text,
                       MIRADOR_ALIGN_START, 0);
  mirador_canvas_text (page.canvas, NAN, 30, "nowhere", MIRADOR_TEXT_NORMAL, FALSE, page.style.text,
                       MIRADOR_ALIGN_START, 0);
  mirador_canvas_text (page.canvas, 10, 30, "", MIRADOR_TEXT_NORMAL, FALSE, page.style.text,
                       MIRADOR_ALIGN_START, 0);
  mirador_canvas_text (page.canvas, 10, 30, NULL, MIRADOR_TEXT_NORMAL, FALSE, page.style.text,
                       MIRADOR_ALIGN_START, 0);
  mirador_canvas_text (page.canvas, 10, 30, "\xff\xfe\n\t", MIRADOR_TEXT_NORMAL, FALSE,
                       page.style.text, MIRADOR_ALIGN_START, 0);
  g_assert_cmpuint (count_ops (&page, MIRADOR_OP_TEXT), <=, 1);
  close_page (&page);
}

static void
test_paragraph_wraps (void)
{
  Page page = open_page (300, 300);
  const char *text = "Una de cada nueve personas tamizadas tuvo un diagnóstico; casi la mitad de "
                     "ellas fue derivada";
  double line = mirador_canvas_line_height (page.canvas, MIRADOR_TEXT_NORMAL);
  double all
    = mirador_canvas_paragraph_height (page.canvas, 200, text, MIRADOR_TEXT_NORMAL, FALSE, 0);
  double two = mirador_canvas_paragraph (page.canvas, 10, 10, 200, text, MIRADOR_TEXT_NORMAL, FALSE,
                                         page.style.text, 2);
  const GArray *ops = mirador_canvas_get_ops (page.canvas);

  g_assert_cmpfloat (all, >, 3 * line);
  g_assert_cmpfloat_with_epsilon (two, 2 * line, 0.01);
  g_assert_cmpuint (ops->len, ==, 2);
  g_assert_false (g_str_has_suffix (g_array_index (ops, MiradorOp, 0).text, "…"));
  g_assert_true (g_str_has_suffix (g_array_index (ops, MiradorOp, 1).text, "…"));
  close_page (&page);
}

static void
test_what_is_not_finite_is_not_drawn (void)
{
  Page page = open_page (100, 100);
  double x[] = { 10, NAN, 30 };
  double y[] = { 10, 20, INFINITY };
  MiradorColour colour = page.style.accent;

  mirador_canvas_polyline (page.canvas, 3, x, y, colour, 2, FALSE);
  mirador_canvas_polyline (page.canvas, 3, x, y, colour, 2, TRUE);
  mirador_canvas_fill_polygon (page.canvas, 3, x, y, colour);
  mirador_canvas_line (page.canvas, 0, 0, 1e300, 5, colour, 1, FALSE);
  mirador_canvas_dot (page.canvas, NAN, 5, 4, colour, TRUE);
  mirador_canvas_fill_rect (page.canvas, (MiradorBox){ 5, 5, NAN, 10 }, colour);
  mirador_canvas_fill_rect (page.canvas, (MiradorBox){ 5, 5, -4, 10 }, colour);
  mirador_canvas_hatch_rect (page.canvas, (MiradorBox){ 5, 5, INFINITY, 10 }, colour);
  g_assert_cmpuint (mirador_canvas_get_ops (page.canvas)->len, ==, 0);
  close_page (&page);
}

/* More than PLplot has streams: an earlier picture must have given its own back. */
static void
test_pictures_in_turns (void)
{
  Page one = open_page (60, 60);
  Page two = open_page (40, 40);
  MiradorColour black = { 0, 0, 0, 1 };

  for (guint i = 0; i < 250; i++)
    {
      Page more = open_page (10, 10);

      close_page (&more);
    }
  mirador_canvas_fill_rect (one.canvas, (MiradorBox){ 50, 50, 10, 10 }, black);
  mirador_canvas_fill_rect (two.canvas, (MiradorBox){ 30, 30, 10, 10 }, black);
  mirador_canvas_fill_rect (one.canvas, (MiradorBox){ 0, 50, 10, 10 }, black);
  g_assert_cmphex (pixel (&one, 55, 55), ==, 0xff000000);
  g_assert_cmphex (pixel (&one, 5, 55), ==, 0xff000000);
  g_assert_cmphex (pixel (&one, 35, 35), ==, 0xffffffff);
  g_assert_cmphex (pixel (&two, 35, 35), ==, 0xff000000);
  close_page (&one);
  g_assert_cmphex (pixel (&two, 5, 35), ==, 0xffffffff);
  mirador_canvas_fill_rect (two.canvas, (MiradorBox){ 0, 30, 10, 10 }, black);
  g_assert_cmphex (pixel (&two, 5, 35), ==, 0xff000000);
  close_page (&two);
}

static void
test_odd_sizes (void)
{
  static const double sizes[][2] = { { 1, 1 },       { 0, 0 },   { -5, 10 },     { 0.5, 3000 },
                                     { 8000, 8000 }, { 1e9, 1 }, { 333.3, 77.7 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cairo_t *cr = cairo_create (surface);
      MiradorStyle style;
      MiradorCanvas *canvas;

      mirador_style_init (&style, sizes[i][0], sizes[i][1], MIRADOR_THEME_DARK, FALSE);
      canvas = mirador_canvas_new (cr, sizes[i][0], sizes[i][1], &style, FALSE);
      mirador_canvas_text (canvas, 0, 0.5, "texto", MIRADOR_TEXT_LARGE, TRUE, style.text,
                           MIRADOR_ALIGN_CENTRE, 0);
      mirador_canvas_fill_rect (canvas, (MiradorBox){ 0, 0, 1, 1 }, style.accent);
      g_assert_cmpfloat (mirador_canvas_get_width (canvas), >=, 1);
      g_assert_cmpfloat (mirador_canvas_get_height (canvas), >=, 1);
      mirador_canvas_free (canvas);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* More points than pixels: the shape is the same, to its last point. */
static void
test_a_long_outline_keeps_its_shape (void)
{
  enum
  {
    N = 20001
  };
  Page page = open_page (120, 120);
  g_autofree double *x = g_new (double, N);
  g_autofree double *y = g_new (double, N);
  guint ink = 0;

  for (guint i = 0; i < N; i++)
    {
      x[i] = 60 + 50 * cos (2 * G_PI * i / (N - 1));
      y[i] = 60 + 50 * sin (2 * G_PI * i / (N - 1));
    }
  mirador_canvas_fill_polygon (page.canvas, N, x, y, page.style.text);
  for (int row = 0; row < 120; row++)
    for (int column = 0; column < 120; column++)
      ink += (pixel (&page, column, row) & 0xff) < 0x80 ? 1 : 0;
  g_assert_cmpfloat_with_epsilon (ink, G_PI * 50 * 50, 60);
  for (guint i = 0; i < N; i++)
    {
      x[i] = 10.5 + 99.0 * i / (N - 1);
      y[i] = 4.5;
    }
  mirador_canvas_polyline (page.canvas, N, x, y, page.style.text, 2, FALSE);
  g_assert_cmphex (pixel (&page, 11, 4) & 0xff, <, 0x80);
  g_assert_cmphex (pixel (&page, 108, 4) & 0xff, <, 0x80);
  close_page (&page);
}

static void
test_linear_axis_is_round (void)
{
  static const struct
  {
    double low, high;
    guint most;
    gboolean whole;
    double step, top;
    guint n;
  } cases[] = {
    { 0, 29542, 4, TRUE, 10000, 30000, 4 }, { 0, 1326, 5, TRUE, 500, 1500, 4 },
    { 0, 100, 6, TRUE, 20, 100, 6 },        { 0, 3, 6, TRUE, 1, 3, 4 },
    { 0, 0.8, 5, FALSE, 0.2, 0.8, 5 },      { 0, 0, 5, TRUE, 1, 1, 2 },
    { -40, 60, 6, TRUE, 20, 60, 6 },        { NAN, INFINITY, 5, TRUE, 1, 1, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorAxis axis;

      mirador_axis_init_linear (&axis, cases[i].low, cases[i].high, cases[i].most, cases[i].whole);
      g_assert_cmpfloat_with_epsilon (axis.step, cases[i].step, 1e-9);
      g_assert_cmpfloat_with_epsilon (axis.high, cases[i].top, 1e-9);
      g_assert_cmpuint (axis.n_ticks, ==, cases[i].n);
      g_assert_cmpfloat (axis.high, >, axis.low);
    }
}

static void
test_log_axis_has_decades (void)
{
  MiradorAxis axis;

  mirador_axis_init_log (&axis, 51, 209542);
  g_assert_cmpfloat_with_epsilon (axis.low, 10, 1e-9);
  g_assert_cmpfloat_with_epsilon (axis.high, 1e6, 1e-3);
  g_assert_cmpuint (axis.n_ticks, ==, 6);
  g_assert_cmpfloat_with_epsilon (mirador_axis_get_fraction (&axis, 1000), 0.4, 1e-9);
  g_assert_cmpfloat (mirador_axis_get_fraction (&axis, 0), ==, 0);
  mirador_axis_init_log (&axis, 0, NAN);
  g_assert_cmpfloat (axis.high, >, axis.low);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/canvas/begins", test_begins);
  g_test_add_func ("/canvas/fill-is-sharp", test_fill_is_sharp);
  g_test_add_func ("/canvas/cairo-is-as-before", test_cairo_is_as_before);
  g_test_add_func ("/text/is-where-it-was-measured", test_text_is_where_it_was_measured);
  g_test_add_func ("/text/markup-is-text", test_markup_is_text);
  g_test_add_func ("/text/long-ends-in-an-ellipsis", test_long_text_ends_in_an_ellipsis);
  g_test_add_func ("/text/no-half-lines", test_no_half_lines);
  g_test_add_func ("/text/paragraph-wraps", test_paragraph_wraps);
  g_test_add_func ("/canvas/not-finite-is-not-drawn", test_what_is_not_finite_is_not_drawn);
  g_test_add_func ("/canvas/pictures-in-turns", test_pictures_in_turns);
  g_test_add_func ("/canvas/odd-sizes", test_odd_sizes);
  g_test_add_func ("/canvas/long-outline-keeps-its-shape", test_a_long_outline_keeps_its_shape);
  g_test_add_func ("/axis/linear-is-round", test_linear_axis_is_round);
  g_test_add_func ("/axis/log-has-decades", test_log_axis_has_decades);
  return g_test_run ();
}
