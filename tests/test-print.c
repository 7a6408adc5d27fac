/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-picture.h"
#include "charts/chart-private.h"
#include "model/language.h"

/* What a black and white printer and a projector make of the charts. */

static MiradorChart *
chart_of (const char *kind, MiradorFrame *frame)
{
  return frame_chart (kind, fiscal_year (2025), 1, &frame);
}

static MiradorFrame *
make_months (void)
{
  static const char *const programs[] = { "tb", "vih" };
  static const double values[] = { 100, 120, 110, 130, 140, 20, 90, 95, 80, NAN, 85, 15 };

  return months_of (programs, 2, 6, values);
}

static MiradorFrame *
make_near_stages (void)
{
  static const double values[] = { 900, 700, 500, 300 };

  return frame_cascade ("tb", FRAME_DEMO, 4, values);
}

static MiradorFrame *
make_places (void)
{
  static const double values[] = { 100, 50, 25, 0, NAN };

  return frame_places ("PE", MIRADOR_LEVEL_REGION, 5, values, FRAME_DEMO);
}

static const struct
{
  const char *kind;
  MiradorFrame *(*make) (void);
} charts[] = {
  { "cascade", make_cascade },   { "bars", make_places },  { "grouped", make_near_stages },
  { "grouped", frame_programs }, { "trend", make_months }, { "trend", make_lines_apart },
  { "trend", make_many_lines },  { "kpi", make_cascade },
};

static guint
count_ops (const Picture *picture, MiradorOpKind kind)
{
  guint n = 0;

  for (guint i = 0; i < n_ops (picture); i++)
    n += op_at (picture, i)->kind == kind ? 1 : 0;
  return n;
}

static void
test_nothing_is_coloured_in_print (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      g_autoptr (MiradorChart) chart = chart_of (charts[i].kind, charts[i].make ());
      Picture picture = draw (chart, 1200, 675, MIRADOR_THEME_PRINT, FALSE);

      g_assert_cmpuint (n_ops (&picture), >, 5);
      for (guint k = 0; k < n_ops (&picture); k++)
        {
          MiradorColour colour = op_at (&picture, k)->colour;

          g_assert_cmpfloat (fabs (colour.r - colour.g) + fabs (colour.g - colour.b), <, 0.01);
        }
      close_picture (&picture);
    }
}

/* The charts here write on their ground and not on their fills. */
static void
test_every_text_can_be_read (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    for (guint theme = 0; theme < MIRADOR_N_THEMES; theme++)
      {
        g_autoptr (MiradorChart) chart = chart_of (charts[i].kind, charts[i].make ());
        Picture picture = draw (chart, 1200, 675, (MiradorTheme)theme, FALSE);

        for (guint k = 0; k < n_ops (&picture); k++)
          if (op_at (&picture, k)->kind == MIRADOR_OP_TEXT)
            g_assert_cmpfloat (
              mirador_colour_contrast (op_at (&picture, k)->colour, picture.style.background), >=,
              4.5);
        close_picture (&picture);
      }
}

static void
test_stages_have_patterns_in_print (void)
{
  g_autoptr (MiradorChart) chart = chart_of ("grouped", make_near_stages ());
  Picture print = draw (chart, 1200, 675, MIRADOR_THEME_PRINT, FALSE);
  Picture screen = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_cmpuint (count_ops (&print, MIRADOR_OP_PATTERN), ==, 3);
  g_assert_cmpuint (count_ops (&screen, MIRADOR_OP_PATTERN), ==, 0);
  close_picture (&print);
  close_picture (&screen);
}

/* A shape on each line and beside its name: more fills than with colours. */
static void
test_lines_have_markers_in_print (void)
{
  g_autoptr (MiradorChart) chart = chart_of ("trend", make_months ());
  Picture print = draw (chart, 1200, 675, MIRADOR_THEME_PRINT, FALSE);
  Picture screen = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_cmpuint (count_ops (&print, MIRADOR_OP_FILL), >=,
                    count_ops (&screen, MIRADOR_OP_FILL) + 6);
  close_picture (&print);
  close_picture (&screen);
}

/* Where hatching would be taken for a stage, a partial period is an empty bar. */
static void
test_partial_bar_is_empty_in_print (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 200, 100);
  cairo_t *cr = cairo_create (surface);

  for (guint theme = 0; theme < MIRADOR_N_THEMES; theme++)
    {
      MiradorStyle style;
      g_autoptr (MiradorCanvas) canvas = NULL;
      const MiradorOp *first;
      guint patterns = 0;

      mirador_style_init (&style, 1200, 675, (MiradorTheme)theme, FALSE);
      canvas = mirador_canvas_new (cr, 200, 100, &style, FALSE);
      mirador_chart_draw_bar (canvas, (MiradorBox){ 10, 10, 100, 20 }, style.accent, TRUE);
      first = &g_array_index (mirador_canvas_get_ops (canvas), MiradorOp, 0);
      for (guint i = 0; i < mirador_canvas_get_ops (canvas)->len; i++)
        patterns += g_array_index (mirador_canvas_get_ops (canvas), MiradorOp, i).kind
                        == MIRADOR_OP_PATTERN
                      ? 1
                      : 0;
      g_assert_cmpuint (patterns, ==, theme == MIRADOR_THEME_PRINT ? 0 : 1);
      g_assert_true (is_colour (first->colour, style.background) == (theme == MIRADOR_THEME_PRINT));
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Colour alone does not say which drop is the largest, not even where there is little room. */
static void
test_largest_drop_is_said (void)
{
  g_autoptr (MiradorChart) chart = chart_of ("cascade", make_near_stages ());

  for (guint theme = 0; theme < MIRADOR_N_THEMES; theme++)
    {
      Picture large = draw (chart, 1200, 675, (MiradorTheme)theme, FALSE);
      Picture small = draw (chart, 640, 360, (MiradorTheme)theme, FALSE);

      g_assert_nonnull (find_text (&large, "Largest drop"));
      g_assert_nonnull (find_text (&small, "Largest drop"));
      close_picture (&large);
      close_picture (&small);
    }
}

static gboolean
texts_meet (MiradorBox a, MiradorBox b)
{
  /* Lines of a paragraph may touch. */
  double slack = MIN (a.height, b.height) * 0.2;

  return a.x + slack < b.x + b.width && b.x + slack < a.x + a.width && a.y + slack < b.y + b.height
         && b.y + slack < a.y + a.height;
}

static void
check_card (const Picture *picture, const char *kind, double width, double height)
{
  for (guint i = 0; i < n_ops (picture); i++)
    {
      const MiradorOp *one = op_at (picture, i);

      if (one->kind != MIRADOR_OP_TEXT)
        continue;
      if (one->box.x < -1 || one->box.x + one->box.width > width + 1 || one->box.y < -1
          || one->box.y + one->box.height > height + 1)
        g_test_fail_printf ("%s at %gx%g: «%s» is cut", kind, width, height, one->text);
      for (guint k = 0; k < i; k++)
        if (op_at (picture, k)->kind == MIRADOR_OP_TEXT
            && texts_meet (one->box, op_at (picture, k)->box))
          g_test_fail_printf ("%s at %gx%g: «%s» on «%s»", kind, width, height, one->text,
                              op_at (picture, k)->text);
    }
}

/* A desktop with larger text and high contrast. */
static void
test_cards_hold_larger_text (void)
{
  static const double sizes[][2]
    = { { 245, 112 }, { 320, 200 }, { 500, 294 }, { 900, 600 }, { 1100, 700 } };
  static const double scales[] = { 0.8, 1.25, 1.5, 2 };

  mirador_style_set_high_contrast (TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (scales); k++)
      {
        const double *size = sizes[k / G_N_ELEMENTS (scales)];
        g_autoptr (MiradorChart) chart = chart_of (charts[i].kind, charts[i].make ());
        Picture picture;

        mirador_style_set_text_scale (scales[k % G_N_ELEMENTS (scales)]);
        picture = draw (chart, size[0], size[1], MIRADOR_THEME_LIGHT, TRUE);
        check_card (&picture, charts[i].kind, size[0], size[1]);
        close_picture (&picture);
      }
  mirador_style_set_text_scale (1);
  mirador_style_set_high_contrast (FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/print/nothing-is-coloured", test_nothing_is_coloured_in_print);
  g_test_add_func ("/print/stages-have-patterns", test_stages_have_patterns_in_print);
  g_test_add_func ("/print/lines-have-markers", test_lines_have_markers_in_print);
  g_test_add_func ("/print/partial-bar-is-empty", test_partial_bar_is_empty_in_print);
  g_test_add_func ("/themes/every-text-can-be-read", test_every_text_can_be_read);
  g_test_add_func ("/themes/largest-drop-is-said", test_largest_drop_is_said);
  g_test_add_func ("/cards/hold-larger-text", test_cards_hold_larger_text);
  return g_test_run ();
}
