/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <plplot.h>
#include <setjmp.h>
#include "model/error.h"

#define DEVICE "extcairo"
#define PEN 1 /* the one colour slot that is used; 0 is PLplot's background */
#define LARGEST_SIDE 20000.0
#define FURTHEST 1e5 /* beyond it PLplot's own integers could overflow */

static const char *font_family;
static gboolean ready;

/* plexit() ends the program after its handler, so the handler must not come back while a page is
 * being begun, which is when a missing driver or font file would show. */
static jmp_buf way_out;
static gboolean guarded;

static int
exit_cb (PLCHAR_VECTOR message)
{
  g_debug ("PLplot: %s", message != NULL ? message : "");
  if (guarded)
    longjmp (way_out, 1);
  return 1;
}

static void
abort_cb (PLCHAR_VECTOR message)
{
  g_debug ("PLplot: %s", message != NULL ? message : "");
}

/* PLplot looks for its drivers here, and gives up where there is no current folder. */
static gboolean __attribute__ ((noinline)) has_device (void)
{
  const char *names[64] = { NULL };
  const char *menu[64] = { NULL };
  PLCHAR_VECTOR *name = names;
  PLCHAR_VECTOR *title = menu;
  int n = G_N_ELEMENTS (names);

  if (setjmp (way_out) != 0)
    {
      guarded = FALSE;
      return FALSE;
    }
  guarded = TRUE;
  plgDevs (&title, &name, &n);
  guarded = FALSE;
  for (int i = 0; i < n; i++)
    if (g_strcmp0 (names[i], DEVICE) == 0)
      return TRUE;
  return FALSE;
}

/* Not inlined: after a longjmp only what lies outside this frame is certain. */
static gboolean __attribute__ ((noinline))
begin_page (cairo_t *cr, double width, double height, int *stream)
{
  PLINT made = -1;

  if (setjmp (way_out) != 0)
    {
      guarded = FALSE;
      return FALSE;
    }
  guarded = TRUE;
  /* A stream of its own: a second plinit() on one that is open would ask for a device on stdin. */
  plmkstrm (&made);
  *stream = made;
  if (made < 0)
    {
      guarded = FALSE;
      return FALSE;
    }
  plsdev (DEVICE);
  plspage (0, 0, (PLINT)ceil (width * MIRADOR_CANVAS_UNITS),
           (PLINT)ceil (height * MIRADOR_CANVAS_UNITS), 0, 0);
  plinit ();
  pl_cmd (PLESC_DEVINIT, cr);
  pladv (0);
  guarded = FALSE;
  return TRUE;
}

static void
end_page (int stream)
{
  plsstrm (stream);
  plend1 ();
}

static gboolean
try_a_page (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);
  int stream;
  gboolean begun = begin_page (cr, 1, 1, &stream);

  if (begun)
    end_page (stream);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return begun;
}

gboolean
mirador_canvas_init (GError **error)
{
  if (ready)
    return TRUE;
  plsexit (exit_cb);
  plsabort (abort_cb);
  if (!has_device ())
    {
      mirador_set_error (error, MIRADOR_ERROR_CHART, "PLplot", N_ ("its cairo driver is missing"),
                         NULL);
      return FALSE;
    }
  font_family = mirador_canvas_choose_family ();
  g_setenv ("PLPLOT_FREETYPE_SANS_FAMILY", font_family, TRUE);
  if (!try_a_page ())
    {
      mirador_set_error (error, MIRADOR_ERROR_CHART, "PLplot", N_ ("it cannot begin a page"), NULL);
      return FALSE;
    }
  ready = TRUE;
  return TRUE;
}

const char *
mirador_canvas_family (void)
{
  return font_family != NULL ? font_family : "sans";
}

static void
clear_op (gpointer op)
{
  g_free (((MiradorOp *)op)->text);
}

static double
clamp_side (double side)
{
  return isfinite (side) ? CLAMP (side, 1.0, LARGEST_SIDE) : 1.0;
}

static void
paint_background (MiradorCanvas *canvas)
{
  MiradorColour ground = canvas->style.background;

  cairo_rectangle (canvas->cr, 0, 0, canvas->width, canvas->height);
  cairo_set_source_rgba (canvas->cr, ground.r, ground.g, ground.b, ground.a);
  cairo_fill (canvas->cr);
}

MiradorCanvas *
mirador_canvas_new (cairo_t *cr,
                    double width,
                    double height,
                    const MiradorStyle *style,
                    gboolean transparent)
{
  MiradorCanvas *canvas = g_new0 (MiradorCanvas, 1);
  /* PLplot scales both axes by the longer side; whole units keep the two the same. */
  double units = MIRADOR_CANVAS_UNITS;

  canvas->cr = cairo_reference (cr);
  canvas->width = clamp_side (width);
  canvas->height = clamp_side (height);
  canvas->style = *style;
  canvas->ops = g_array_new (FALSE, TRUE, sizeof (MiradorOp));
  g_array_set_clear_func (canvas->ops, clear_op);
  cairo_save (cr);
  cairo_new_path (cr);
  if (!transparent)
    paint_background (canvas);
  cairo_rectangle (cr, 0, 0, canvas->width, canvas->height);
  cairo_clip (cr);
  cairo_scale (cr, 1 / units, 1 / units);
  canvas->layout = pango_cairo_create_layout (cr);
  canvas->dead = !mirador_canvas_init (NULL)
                 || !begin_page (cr, canvas->width, canvas->height, &canvas->stream);
  if (canvas->dead)
    return canvas;
  plvpor (0, 1, 0, 1);
  plwind (0, ceil (canvas->width * units) / units, ceil (canvas->height * units) / units, 0);
  return canvas;
}

void
mirador_canvas_free (MiradorCanvas *canvas)
{
  if (!canvas->dead)
    end_page (canvas->stream);
  g_clear_object (&canvas->layout);
  cairo_restore (canvas->cr);
  cairo_destroy (canvas->cr);
  g_array_unref (canvas->ops);
  g_free (canvas);
}

double
mirador_canvas_get_width (const MiradorCanvas *canvas)
{
  return canvas->width;
}

double
mirador_canvas_get_height (const MiradorCanvas *canvas)
{
  return canvas->height;
}

const MiradorStyle *
mirador_canvas_get_style (const MiradorCanvas *canvas)
{
  return &canvas->style;
}

const GArray *
mirador_canvas_get_ops (const MiradorCanvas *canvas)
{
  return canvas->ops;
}

void
mirador_canvas_record (MiradorCanvas *canvas,
                       MiradorOpKind kind,
                       MiradorBox box,
                       MiradorColour colour,
                       const char *text)
{
  MiradorOp op = { kind, box, colour, g_strdup (text) };

  g_array_append_val (canvas->ops, op);
}

/* Every drawing goes through here, so that pictures may be drawn in turns. */
void
mirador_canvas_set_pen (const MiradorCanvas *canvas, MiradorColour colour, double width)
{
  plsstrm (canvas->stream);
  plscol0a (PEN, (PLINT)lround (CLAMP (colour.r, 0, 1) * 255),
            (PLINT)lround (CLAMP (colour.g, 0, 1) * 255),
            (PLINT)lround (CLAMP (colour.b, 0, 1) * 255), CLAMP (colour.a, 0, 1));
  plcol0 (PEN);
  plwidth (width * MIRADOR_CANVAS_UNITS);
}

gboolean
mirador_canvas_can_draw (const MiradorCanvas *canvas, guint n, const double *x, const double *y)
{
  if (canvas->dead || n == 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!(fabs (x[i]) <= FURTHEST) || !(fabs (y[i]) <= FURTHEST))
      return FALSE;
  return TRUE;
}

MiradorBox
mirador_canvas_bounds (guint n, const double *x, const double *y)
{
  double left = x[0], right = x[0], top = y[0], bottom = y[0];

  for (guint i = 1; i < n; i++)
    {
      left = MIN (left, x[i]);
      right = MAX (right, x[i]);
      top = MIN (top, y[i]);
      bottom = MAX (bottom, y[i]);
    }
  return (MiradorBox){ left, top, right - left, bottom - top };
}

/* '#' begins markup in PLplot's texts. */
static char *
escape (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "#", -1);

  return g_strjoinv ("##", parts);
}

void
mirador_canvas_put_text (MiradorCanvas *canvas,
                         MiradorBox box,
                         const char *text,
                         double px,
                         gboolean bold,
                         MiradorColour colour)
{
  double middle = box.y + box.height / 2;
  g_autofree char *escaped = NULL;

  if (!mirador_canvas_can_draw (canvas, 1, &box.x, &middle))
    return;
  escaped = escape (text);
  mirador_canvas_set_pen (canvas, colour, 1);
  plschr (px * MIRADOR_CANVAS_UNITS * 25.4 / 96, 1);
  plsfont (0, 0, bold ? 1 : 0);
  plptex (box.x, middle, 1, 0, 0, escaped);
  mirador_canvas_record (canvas, MIRADOR_OP_TEXT, box, colour, text);
}
