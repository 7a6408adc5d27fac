/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include "chart-frames.h"
#include "model/language.h"

#define WIDTH 1200
#define HEIGHT 800
#define ROUNDS 50

static cairo_t *
open_image (cairo_surface_t **surface)
{
  *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  return cairo_create (*surface);
}

static void
close_image (cairo_t *cr, cairo_surface_t *surface)
{
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static double
draw_chart (const MiradorChart *chart)
{
  cairo_surface_t *surface;
  cairo_t *cr = open_image (&surface);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GArray) marks
    = mirador_chart_draw (chart, cr, WIDTH, HEIGHT, MIRADOR_THEME_LIGHT, FALSE);
  double took = (double)(g_get_monotonic_time () - start) / 1000;

  close_image (cr, surface);
  return took;
}

/* The reference: cairo and its plain text, without PLplot, layout or Pango, for the same shapes. */
static void
draw_op (cairo_t *cr, const MiradorOp *op)
{
  cairo_set_source_rgb (cr, op->colour.r, op->colour.g, op->colour.b);
  if (op->kind == MIRADOR_OP_TEXT)
    {
      cairo_set_font_size (cr, op->box.height * 0.8);
      cairo_move_to (cr, op->box.x, op->box.y + op->box.height * 0.8);
      cairo_show_text (cr, op->text);
      return;
    }
  cairo_rectangle (cr, op->box.x, op->box.y, op->box.width + 1, op->box.height + 1);
  if (op->kind == MIRADOR_OP_FILL)
    cairo_fill (cr);
  else
    cairo_stroke (cr);
}

static double
draw_plain (const GArray *ops)
{
  cairo_surface_t *surface;
  cairo_t *cr = open_image (&surface);
  gint64 start = g_get_monotonic_time ();
  double took;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  for (guint i = 0; i < ops->len; i++)
    draw_op (cr, &g_array_index (ops, MiradorOp, i));
  took = (double)(g_get_monotonic_time () - start) / 1000;
  close_image (cr, surface);
  return took;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a;
  double two = *(const double *)b;

  return one == two ? 0 : (one < two ? -1 : 1);
}

static double
median (double *values)
{
  qsort (values, ROUNDS, sizeof *values, compare_doubles);
  return values[ROUNDS / 2];
}

static double
time_chart (const MiradorChart *chart)
{
  double values[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    values[i] = draw_chart (chart);
  return median (values);
}

static double
time_plain (const MiradorChart *chart, guint *n)
{
  cairo_surface_t *surface;
  cairo_t *cr = open_image (&surface);
  MiradorStyle style;
  MiradorCanvas *canvas;
  double values[ROUNDS];

  mirador_style_init (&style, WIDTH, HEIGHT, MIRADOR_THEME_LIGHT, FALSE);
  canvas = mirador_canvas_new (cr, WIDTH, HEIGHT, &style, FALSE);
  g_array_unref (mirador_chart_draw_on (chart, canvas));
  *n = mirador_canvas_get_ops (canvas)->len;
  for (guint i = 0; i < ROUNDS; i++)
    values[i] = draw_plain (mirador_canvas_get_ops (canvas));
  mirador_canvas_free (canvas);
  close_image (cr, surface);
  return median (values);
}

static MiradorFrame *
make_regions (void)
{
  double values[25];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = 35000 - 1300.0 * i;
  return frame_places ("PE", MIRADOR_LEVEL_REGION, 25, values, FRAME_MINSA);
}

static MiradorFrame *
make_months (void)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);
  FrameKey key
    = { "all", MIRADOR_STAGE_SCREENED, "people_screened", NULL, MIRADOR_PERIOD_NONE, FRAME_DEMO };
  double values[24];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = floor (24000 + 4000 * sin (i * 0.6));
  frame_add_months (builder, key, mirador_period_new_month (2023, 7), 24, values, TRUE);
  return mirador_frame_builder_finish (builder);
}

static MiradorFrame *
make_total (void)
{
  static const double value[] = { 303705 };

  return frame_cascade ("all", FRAME_DEMO, 1, value);
}

static void
bench (const char *kind, guint n_frames, MiradorFrame **frames)
{
  MiradorRange year = mirador_period_get_range (mirador_period_new_fiscal_year (2025, 7));
  g_autoptr (MiradorChart) chart = frame_chart (kind, year, n_frames, frames);
  double first = draw_chart (chart);
  double ms = time_chart (chart);
  guint n;
  double plain = time_plain (chart, &n);

  g_print ("chart %-8s first %6.2f ms, then %5.2f ms (aim: 5 ms), %3u shapes, plain cairo %5.2f "
           "ms, ratio %.1f\n",
           kind, first, ms, n, plain, plain > 0 ? ms / plain : 0);
}

int
main (void)
{
  MiradorFrame *frames[3];

  mirador_language_set (MIRADOR_LANGUAGE_EN);
  frames[0] = frame_minsa_cascade ();
  bench ("cascade", 1, frames);
  frames[0] = make_regions ();
  bench ("bars", 1, frames);
  frames[0] = frame_programs ();
  bench ("grouped", 1, frames);
  frames[0] = make_months ();
  frames[1] = make_months ();
  bench ("trend", 2, frames);
  frames[0] = make_total ();
  frames[1] = make_total ();
  frames[2] = make_months ();
  bench ("kpi", 3, frames);
  return 0;
}
