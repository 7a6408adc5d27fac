/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Pictures of charts for the tests of them: what was drawn, and whether it can be read. */

#include <string.h>
#include "chart-frames.h"

/* A picture that was drawn, and what was drawn on it. */
typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  MiradorStyle style;
  MiradorCanvas *canvas;
  GArray *marks;
} Picture;

G_GNUC_UNUSED static Picture
draw (const MiradorChart *chart, double width, double height, MiradorTheme theme, gboolean embedded)
{
  Picture picture = { NULL };

  picture.surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  picture.cr = cairo_create (picture.surface);
  mirador_style_init (&picture.style, width, height, theme, embedded);
  picture.canvas = mirador_canvas_new (picture.cr, width, height, &picture.style, embedded);
  picture.marks = mirador_chart_draw_on (chart, picture.canvas);
  return picture;
}

G_GNUC_UNUSED static void
close_picture (Picture *picture)
{
  mirador_canvas_free (picture->canvas);
  g_assert_cmpint (cairo_status (picture->cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (picture->cr);
  cairo_surface_destroy (picture->surface);
  g_array_unref (picture->marks);
}

G_GNUC_UNUSED static const MiradorOp *
op_at (const Picture *picture, guint i)
{
  return &g_array_index (mirador_canvas_get_ops (picture->canvas), MiradorOp, i);
}

G_GNUC_UNUSED static guint
n_ops (const Picture *picture)
{
  return mirador_canvas_get_ops (picture->canvas)->len;
}

/* The first text that holds @part. */
G_GNUC_UNUSED static const MiradorOp *
find_text (const Picture *picture, const char *part)
{
  for (guint i = 0; i < n_ops (picture); i++)
    if (op_at (picture, i)->text != NULL && strstr (op_at (picture, i)->text, part) != NULL)
      return op_at (picture, i);
  return NULL;
}

G_GNUC_UNUSED static MiradorRange
fiscal_year (int year)
{
  return mirador_period_get_range (mirador_period_new_fiscal_year (year, 7));
}

G_GNUC_UNUSED static MiradorFrame *
months_of (const char *const *programs, guint n_programs, guint n, const double *values)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);

  for (guint i = 0; i < n_programs; i++)
    {
      FrameKey key = { programs[i], MIRADOR_STAGE_SCREENED, "people_screened",
                       NULL,        MIRADOR_PERIOD_NONE,    FRAME_DEMO };

      frame_add_months (builder, key, mirador_period_new_month (2024, 7), n, values + i * n, TRUE);
    }
  return mirador_frame_builder_finish (builder);
}

G_GNUC_UNUSED static gboolean
is_colour (MiradorColour a, MiradorColour b)
{
  return fabs (a.r - b.r) < 1e-6 && fabs (a.g - b.g) < 1e-6 && fabs (a.b - b.b) < 1e-6;
}

G_GNUC_UNUSED static MiradorFrame *
make_cascade (void)
{
  static const double values[] = { 1638, 619, 1018, 802, NAN, 614, 500, 20 };

  return frame_cascade ("ent", FRAME_DEMO, 8, values);
}

G_GNUC_UNUSED static MiradorFrame *
make_lines_apart (void)
{
  static const char *const programs[] = { "tb", "vih", "same", "samia", "ent" };
  static const double size[] = { 6000, 17000, 4000, 39, 130 };
  double values[5 * 12];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = floor (size[i / 12] * (1 + 0.3 * sin (i * 0.6)));
  return months_of (programs, G_N_ELEMENTS (programs), 12, values);
}

G_GNUC_UNUSED static MiradorFrame *
make_gaps (void)
{
  static const double values[] = { NAN, NAN, NAN, NAN };

  return frame_cascade ("tb", FRAME_DEMO, 4, values);
}

G_GNUC_UNUSED static MiradorFrame *
make_ten_years (void)
{
  static const char *const programs[] = { "all" };
  double values[120];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = i % 37 == 5 ? NAN : 20000 + 9000 * sin (i * 0.5) + i * 31;
  return months_of (programs, 1, G_N_ELEMENTS (values), values);
}

G_GNUC_UNUSED static MiradorFrame *
make_many_lines (void)
{
  static const char *const programs[]
    = { "tb", "vih", "same", "samia", "ent", "all", "pps", "polses", "csg" };
  double values[9 * 12];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = floor (5000 + 400 * (i / 12) + 900 * sin (i * 0.6));
  return months_of (programs, G_N_ELEMENTS (programs), 12, values);
}
