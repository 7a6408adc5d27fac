/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include "chart-picture.h"
#include "chart-scenes.h"
#include "model/language.h"

/* Every chart of the demonstration at one size: how long it takes to draw, beside plain cairo with
 * as many shapes, and to find what lies under the pointer. */
#define WIDTH 1200
#define HEIGHT 800
#define ROUNDS 31
#define FINDS 20000
#define TODAY "2026-11-21"

static const struct
{
  const char *kind;
  double ms;
} aims[] = { { "map", 10 }, { "small-multiples", 16 }, { NULL, 5 } };

/* The chart with the most marks so far. */
static GArray *most_marks;
static char *most_marks_name;

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
time_plain (const Picture *picture)
{
  double values[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    values[i] = draw_plain (mirador_canvas_get_ops (picture->canvas));
  return median (values);
}

/* Microseconds for one search, anywhere in the picture. */
static double
time_find (const GArray *marks)
{
  double values[ROUNDS];
  volatile int found = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint i = 0; i < FINDS; i++)
        found = mirador_chart_find_mark (marks, (i * 37) % WIDTH, (i * 91) % HEIGHT);
      values[round] = (double)(g_get_monotonic_time () - start) / FINDS;
    }
  (void)found;
  return median (values);
}

static double
aim_of (const char *kind)
{
  guint i = 0;

  while (aims[i].kind != NULL && !g_str_equal (aims[i].kind, kind))
    i++;
  return aims[i].ms;
}

static void
keep_marks (const Picture *picture, const char *name)
{
  if (most_marks != NULL && most_marks->len >= picture->marks->len)
    return;
  g_clear_pointer (&most_marks, g_array_unref);
  most_marks = g_array_ref (picture->marks);
  g_free (most_marks_name);
  most_marks_name = g_strdup (name);
}

static void
bench (const Scene *scene, MiradorStore *store, const MiradorChartKind *kind)
{
  g_autoptr (MiradorChart) chart = scene_chart (scene, store, kind);
  g_autofree char *name = scene_name (scene, kind->id);
  double first = draw_chart (chart);
  double ms = time_chart (chart);
  Picture picture = draw (chart, WIDTH, HEIGHT, MIRADOR_THEME_LIGHT, FALSE);
  double plain = time_plain (&picture);

  g_print ("chart %-20s first %6.2f ms, then %5.2f ms (aim: %2.0f ms%s), %4u shapes, %3u marks, "
           "plain cairo %5.2f ms, ratio %.1f%s\n",
           name, first, ms, aim_of (kind->id), ms <= aim_of (kind->id) ? "" : ", missed",
           n_ops (&picture), picture.marks->len, plain, plain > 0 ? ms / plain : 0,
           mirador_chart_is_empty (chart) ? " (nothing to draw)" : "");
  keep_marks (&picture, name);
  close_picture (&picture);
}

int
main (void)
{
  SceneFolder *folder;

  g_setenv ("MIRADOR_TODAY", TODAY, TRUE);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  folder = scene_folder_new ();
  scene_load (folder, "demo");
  scene_load (folder, "population");
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    {
      g_autoptr (GPtrArray) scenes = scene_list (SCENE_DEMONSTRATION, kind->id);

      for (guint i = 0; i < scenes->len; i++)
        bench (scenes->pdata[i], folder->store, kind);
    }
  g_print ("find a mark among %u (%s): %.3f µs (aim: under 100 µs)\n", most_marks->len,
           most_marks_name, time_find (most_marks));
  g_array_unref (most_marks);
  g_free (most_marks_name);
  scene_folder_free (folder);
  return 0;
}
