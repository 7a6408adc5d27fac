/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table of charts offers: options, marks with outlines, and which kinds fit figures. */
#include "chart-frames.h"
#include "chart-picture.h"
#include "charts/chart-private.h"
#include "model/error.h"
#include "model/language.h"

static void
test_rows (void)
{
  guint n = 0;

  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++, n++)
    {
      g_assert_nonnull (kind->name);
      g_assert_nonnull (kind->needs);
      g_assert_true (mirador_chart_kind_get (kind->id, NULL) == kind);
      for (const MiradorChartOption *option = kind->options; option != NULL && option->id != NULL;
           option++)
        g_assert_true (option->choices == NULL || option->choices[0].id != NULL);
    }
  g_assert_cmpuint (n, ==, 13);
}

static void
test_check_options (void)
{
  static const struct
  {
    const char *kind;
    const char *options;
    const char *names; /* what the refusal must name; NULL: accepted */
  } cases[] = {
    { "map", NULL, NULL },
    { "map", "", NULL },
    { "map", "classes=equal", NULL },
    { "map", " classes = natural ", NULL },
    { "map", "classes=equal,classes=natural", NULL },
    { "small-multiples", "scale=own,order=geography", NULL },
    { "xmr", "rebase=2025-07", NULL },
    { "map", "classes=jenks", "classes=quantile|equal|natural" },
    { "map", "classes", "classes=quantile|equal|natural" },
    { "map", "=equal", "classes=" },
    { "map", "size=3", "size=3" },
    { "kpi", "classes=equal", "kpi" },
    { "small-multiples", "scale=own,order=", "order=value|geography" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MiradorChartKind *kind = mirador_chart_kind_get (cases[i].kind, NULL);
      g_autoptr (GError) error = NULL;
      gboolean good = mirador_chart_kind_check_options (kind, cases[i].options, &error);
      g_autofree char *sentence = NULL;

      g_test_message ("%s %s", cases[i].kind, cases[i].options);
      g_assert_true (good == (cases[i].names == NULL));
      if (good)
        continue;
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_USAGE);
      sentence = mirador_error_to_sentence (error);
      g_assert_nonnull (strstr (sentence, cases[i].names));
    }
}

static MiradorChart *
chart_with (const char *kind_id, MiradorFrame *frame, const char *options)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GPtrArray) frames
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);

  g_ptr_array_add (frames, mirador_frame_ref (frame));
  return mirador_chart_new_with_options (mirador_chart_kind_get (kind_id, NULL), query, frames, 0,
                                         options);
}

static void
test_get_option (void)
{
  static const struct
  {
    const char *options, *id, *expected;
  } cases[] = {
    { NULL, "classes", "quantile" },
    { "classes=equal", "classes", "equal" },
    { "classes=equal, classes=natural", "classes", "natural" },
    { "classes=nonsense", "classes", "quantile" },
    { "classes=equal", "nonsense", "" },
  };
  const double values[] = { 3, 2, 1 };
  g_autoptr (MiradorFrame) frame
    = frame_places ("PE", MIRADOR_LEVEL_REGION, 3, values, FRAME_MINSA);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorChart) chart = chart_with ("map", frame, cases[i].options);

      g_assert_cmpstr (mirador_chart_get_option (chart, cases[i].id), ==, cases[i].expected);
    }
}

static void
test_free_option (void)
{
  const double values[] = { 3, 2, 1 };
  g_autoptr (MiradorFrame) frame
    = frame_places ("PE", MIRADOR_LEVEL_REGION, 3, values, FRAME_MINSA);
  g_autoptr (MiradorChart) chart = chart_with ("xmr", frame, "rebase=2025-07");
  g_autoptr (MiradorChart) plain = chart_with ("xmr", frame, NULL);

  g_assert_cmpstr (mirador_chart_get_option (chart, "rebase"), ==, "2025-07");
  g_assert_cmpstr (mirador_chart_get_option (plain, "rebase"), ==, "");
}

/* A horseshoe open at the top: what lies between its arms is not it. */
static void
test_outline_marks (void)
{
  static const double x[] = { 10, 20, 20, 40, 40, 50, 50, 10 };
  static const double y[] = { 10, 10, 40, 40, 10, 10, 60, 60 };
  static const struct
  {
    double x, y;
    int found;
  } points[] = {
    { 15, 20, 0 }, { 45, 20, 0 }, { 30, 50, 0 }, { 30, 20, 1 }, { 30, 5, -1 }, { 60, 20, -1 },
  };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 100, 100);
  cairo_t *cr = cairo_create (surface);
  MiradorStyle style;
  MiradorCanvas *canvas;
  g_autoptr (GArray) marks = mirador_marks_new ();

  mirador_style_init (&style, 100, 100, MIRADOR_THEME_LIGHT, FALSE);
  canvas = mirador_canvas_new (cr, 100, 100, &style, FALSE);
  mirador_chart_add_outline_mark (marks, canvas, G_N_ELEMENTS (x), x, y, 0, 0);
  /* Two corners are no outline. */
  mirador_chart_add_outline_mark (marks, canvas, 2, x, y, 0, 2);
  g_assert_cmpuint (marks->len, ==, 1);
  mirador_chart_add_mark (marks, canvas, (MiradorBox){ 0, 8, 55, 55 }, 0, 1);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    g_assert_cmpint (mirador_chart_find_mark (marks, points[i].x, points[i].y), ==,
                     points[i].found);
  mirador_canvas_free (canvas);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static char *
list_fitting (const MiradorFrame *frame)
{
  g_autoptr (GPtrArray) kinds = mirador_chart_list_fitting (frame);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < kinds->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            ((const MiradorChartKind *)g_ptr_array_index (kinds, i))->id);
  return g_string_free (names, FALSE);
}

static MiradorFrame *
months (guint n)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);
  FrameKey key
    = { "all", MIRADOR_STAGE_SCREENED, "people_screened", NULL, MIRADOR_PERIOD_NONE, FRAME_DEMO };
  double values[40];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = 100 + i;
  frame_add_months (builder, key, mirador_period_new_month (2024, 1), n, values, FALSE);
  return mirador_frame_builder_finish (builder);
}

static void
test_fitting (void)
{
  const double regions[] = { 3, 2, 1 };
  const double none[] = { NAN, NAN, NAN };
  const double steps[] = { 100, 20, 10 };
  g_autoptr (MiradorFrame) by_region
    = frame_places ("PE", MIRADOR_LEVEL_REGION, 3, regions, FRAME_MINSA);
  g_autoptr (MiradorFrame) by_province
    = frame_places ("14", MIRADOR_LEVEL_PROVINCE, 3, regions, FRAME_MINSA);
  g_autoptr (MiradorFrame) empty = frame_places ("PE", MIRADOR_LEVEL_REGION, 3, none, FRAME_MINSA);
  g_autoptr (MiradorFrame) cascade = frame_cascade ("tb", FRAME_DEMO, 3, steps);
  g_autoptr (MiradorFrame) programs = frame_programs ();
  g_autoptr (MiradorFrame) eleven = months (11);
  g_autoptr (MiradorFrame) twelve = months (12);
  const struct
  {
    const MiradorFrame *frame;
    const char *expected;
  } cases[] = {
    { by_region, "bars map tiles kpi" },
    { by_province, "bars kpi" },
    { empty, "" },
    { cascade, "cascade kpi" },
    { eleven, "trend kpi" },
    { programs, "bars grouped kpi" },
    { twelve, "trend xmr kpi" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *names = list_fitting (cases[i].frame);

      g_assert_cmpstr (names, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  mirador_language_init ("en", g_getenv ("MIRADOR_LOCALE_DIR"));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-table/rows", test_rows);
  g_test_add_func ("/chart-table/options-are-checked", test_check_options);
  g_test_add_func ("/chart-table/option-chosen", test_get_option);
  g_test_add_func ("/chart-table/free-option", test_free_option);
  g_test_add_func ("/chart-table/outline-marks", test_outline_marks);
  g_test_add_func ("/chart-table/kinds-that-fit", test_fitting);
  return g_test_run ();
}
