/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include "chart-frames.h"
#include "model/error.h"
#include "model/language.h"

/* A picture that was drawn, and what was drawn on it. */
typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  MiradorStyle style;
  MiradorCanvas *canvas;
  GArray *marks;
} Picture;

static Picture
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

static void
close_picture (Picture *picture)
{
  mirador_canvas_free (picture->canvas);
  g_assert_cmpint (cairo_status (picture->cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (picture->cr);
  cairo_surface_destroy (picture->surface);
  g_array_unref (picture->marks);
}

static const MiradorOp *
op_at (const Picture *picture, guint i)
{
  return &g_array_index (mirador_canvas_get_ops (picture->canvas), MiradorOp, i);
}

static guint
n_ops (const Picture *picture)
{
  return mirador_canvas_get_ops (picture->canvas)->len;
}

/* The first text that holds @part. */
static const MiradorOp *
find_text (const Picture *picture, const char *part)
{
  for (guint i = 0; i < n_ops (picture); i++)
    if (op_at (picture, i)->text != NULL && strstr (op_at (picture, i)->text, part) != NULL)
      return op_at (picture, i);
  return NULL;
}

static gboolean
is_colour (MiradorColour a, MiradorColour b)
{
  return fabs (a.r - b.r) < 1e-6 && fabs (a.g - b.g) < 1e-6 && fabs (a.b - b.b) < 1e-6;
}

static void
check_op (const Picture *picture, const MiradorOp *op, const char *what)
{
  double width = mirador_canvas_get_width (picture->canvas);
  double height = mirador_canvas_get_height (picture->canvas);
  MiradorBox box = op->box;

  g_assert_true (isfinite (box.x) && isfinite (box.y));
  g_assert_true (isfinite (box.width) && isfinite (box.height));
  if (op->text == NULL)
    return;
  if (box.x < -1 || box.y < -1.5 || box.x + box.width > width + 1
      || box.y + box.height > height + 1.5)
    g_test_message ("%s: “%s” leaves the picture", what, op->text);
  g_assert_cmpfloat (box.x, >=, -1);
  g_assert_cmpfloat (box.y, >=, -1.5);
  g_assert_cmpfloat (box.x + box.width, <=, width + 1);
  g_assert_cmpfloat (box.y + box.height, <=, height + 1.5);
}

/* A text box holds room for accents above and tails below; so much of it may touch. */
static gboolean
texts_collide (MiradorBox a, MiradorBox b)
{
  double slack = 0.12 * MIN (a.height, b.height);

  return a.x + 0.5 < b.x + b.width && b.x + 0.5 < a.x + a.width && a.y + slack < b.y + b.height
         && b.y + slack < a.y + a.height;
}

static void
check_texts (const Picture *picture, const char *what)
{
  for (guint i = 0; i < n_ops (picture); i++)
    for (guint k = i + 1; op_at (picture, i)->text != NULL && k < n_ops (picture); k++)
      {
        const MiradorOp *a = op_at (picture, i);
        const MiradorOp *b = op_at (picture, k);

        if (b->text == NULL || !texts_collide (a->box, b->box))
          continue;
        g_test_message ("%s: “%s” and “%s” overlap", what, a->text, b->text);
        g_test_fail ();
      }
}

static void
check_marks (const MiradorChart *chart, const Picture *picture)
{
  double width = mirador_canvas_get_width (picture->canvas);
  double height = mirador_canvas_get_height (picture->canvas);

  for (guint i = 0; i < picture->marks->len; i++)
    {
      MiradorMark mark = g_array_index (picture->marks, MiradorMark, i);

      g_assert_cmpfloat (mark.box.x, >=, 0);
      g_assert_cmpfloat (mark.box.y, >=, 0);
      g_assert_cmpfloat (mark.box.x + mark.box.width, <=, width + 1e-6);
      g_assert_cmpfloat (mark.box.y + mark.box.height, <=, height + 1e-6);
      g_assert_cmpuint (mark.frame, <, mirador_chart_get_n_frames (chart));
      g_assert_cmpuint (mark.row, <,
                        mirador_frame_get_n_rows (mirador_chart_get_frame (chart, mark.frame)));
    }
}

static void
check_legible (const Picture *picture)
{
  for (guint i = 0; i < n_ops (picture); i++)
    if (op_at (picture, i)->text != NULL)
      g_assert_cmpfloat (
        mirador_colour_contrast (op_at (picture, i)->colour, picture->style.background), >=, 4.5);
}

static void
check_picture (const MiradorChart *chart,
               const char *name,
               double width,
               double height,
               MiradorTheme theme,
               gboolean embedded)
{
  Picture picture = draw (chart, width, height, theme, embedded);
  g_autofree char *what
    = g_strdup_printf ("%s at %gx%g%s", name, width, height, embedded ? " in a card" : "");
  gboolean simulated = FALSE;

  for (guint i = 0; i < mirador_chart_get_n_frames (chart); i++)
    simulated = simulated || mirador_frame_is_simulated (mirador_chart_get_frame (chart, i));
  for (guint i = 0; i < n_ops (&picture); i++)
    check_op (&picture, op_at (&picture, i), what);
  check_texts (&picture, what);
  check_marks (chart, &picture);
  check_legible (&picture);
  if (width >= 240 && height >= 100)
    {
      if (simulated && find_text (&picture, "Simulated data") == NULL)
        g_test_message ("%s does not say that it is simulated", what);
      g_assert_true (!simulated || find_text (&picture, "Simulated data") != NULL);
    }
  if (width >= 300 && height >= 200)
    {
      if (!mirador_chart_is_empty (chart) && picture.marks->len == 0)
        g_test_message ("%s has no marks", what);
      g_assert_true (mirador_chart_is_empty (chart) || picture.marks->len > 0);
    }
  close_picture (&picture);
}

static void
check_everywhere (MiradorChart *chart, const char *name)
{
  static const int sizes[][2] = {
    { 320, 240 },   { 360, 240 },   { 360, 720 },   { 640, 400 }, { 1200, 675 }, { 1920, 1080 },
    { 2160, 3840 }, { 3840, 2160 }, { 8000, 8000 }, { 1, 1 },     { 40, 2000 },  { 2000, 40 },
  };
  static const int cards[][2]
    = { { 245, 112 }, { 320, 200 }, { 500, 294 }, { 900, 600 }, { 1, 1 } };

  for (int theme = MIRADOR_THEME_LIGHT; theme <= MIRADOR_THEME_DARK; theme++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
        check_picture (chart, name, sizes[i][0], sizes[i][1], theme, FALSE);
      for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
        check_picture (chart, name, cards[i][0], cards[i][1], theme, TRUE);
    }
}

static MiradorRange
fiscal_year (int year)
{
  return mirador_period_get_range (mirador_period_new_fiscal_year (year, 7));
}

/* One frame for every kind of chart; those with several get the others empty or alike. */
static void
check_frame (const char *kind, MiradorFrame *frame, const char *name)
{
  MiradorFrame *frames[3] = { frame, mirador_frame_ref (frame), mirador_frame_ref (frame) };
  guint n = g_str_equal (kind, "kpi") ? 3 : g_str_equal (kind, "trend") ? 2 : 1;
  g_autoptr (MiradorChart) chart = frame_chart (kind, fiscal_year (2025), n, frames);
  g_autofree char *full = g_strdup_printf ("%s of %s", kind, name);
  g_autofree char *words = mirador_chart_describe (chart);

  for (guint i = n; i < 3; i++)
    mirador_frame_unref (frames[i]);
  g_assert_nonnull (mirador_chart_get_headline (chart));
  g_assert_cmpuint (strlen (words), >, 0);
  check_everywhere (chart, full);
}

static MiradorFrame *
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

static MiradorFrame *
make_no_rows (void)
{
  return mirador_frame_builder_finish (frame_begin (FRAME_DEMO));
}

static MiradorFrame *
make_one_row (void)
{
  static const double values[] = { 303705 };

  return frame_cascade ("all", FRAME_DEMO, 1, values);
}

static MiradorFrame *
make_zeros (void)
{
  static const double values[] = { 0, 0, 0, 0, 0, 0, 0, 0 };

  return frame_cascade ("tb", FRAME_DEMO, 8, values);
}

static MiradorFrame *
make_gaps (void)
{
  static const double values[] = { NAN, NAN, NAN, NAN };

  return frame_cascade ("tb", FRAME_DEMO, 4, values);
}

static MiradorFrame *
make_cascade (void)
{
  static const double values[] = { 1638, 619, 1018, 802, NAN, 614, 500, 20 };

  return frame_cascade ("ent", FRAME_DEMO, 8, values);
}

static MiradorFrame *
make_regions (void)
{
  double values[25];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = i % 3 == 1 ? NAN : (i * 977 % 2711) * 13 + 120;
  return frame_places ("PE", MIRADOR_LEVEL_REGION, 25, values, FRAME_DEMO);
}

static MiradorFrame *
make_huge_among_small (void)
{
  double values[40];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = i == 7 ? 9e12 : 6 + i;
  return frame_places ("15", MIRADOR_LEVEL_DISTRICT, 40, values, FRAME_MINSA);
}

static MiradorFrame *
make_negatives (void)
{
  static const double values[] = { 50, -20, 30, -70.5, 12 };

  return frame_places ("PE", MIRADOR_LEVEL_REGION, 5, values, FRAME_MINSA);
}

static MiradorFrame *
make_not_finite (void)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);
  static const double values[] = { INFINITY, -INFINITY, 7000, NAN };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      FrameKey key = { "tb",
                       (MiradorStage)(i + 1),
                       frame_stage_measures[i + 1],
                       NULL,
                       mirador_period_new_month (2025, (int)i + 1),
                       FRAME_DEMO };
      MiradorRow row = frame_row (&key, 1);

      row.value = values[i];
      mirador_frame_builder_add (builder, &row);
    }
  return mirador_frame_builder_finish (builder);
}

static MiradorFrame *
make_ten_years (void)
{
  static const char *const programs[] = { "all" };
  double values[120];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = i % 37 == 5 ? NAN : 20000 + 9000 * sin (i * 0.5) + i * 31;
  return months_of (programs, 1, G_N_ELEMENTS (values), values);
}

static MiradorFrame *
make_many_lines (void)
{
  static const char *const programs[]
    = { "tb", "vih", "same", "samia", "ent", "all", "pps", "polses", "csg" };
  double values[9 * 12];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = floor (5000 + 400 * (i / 12) + 900 * sin (i * 0.6));
  return months_of (programs, G_N_ELEMENTS (programs), 12, values);
}

static MiradorFrame *
make_lines_apart (void)
{
  static const char *const programs[] = { "tb", "vih", "same", "samia", "ent" };
  static const double size[] = { 6000, 17000, 4000, 39, 130 };
  double values[5 * 12];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = floor (size[i / 12] * (1 + 0.3 * sin (i * 0.6)));
  return months_of (programs, G_N_ELEMENTS (programs), 12, values);
}

/* A name that fits nowhere: of a measure without a stage, as its program calls it. */
static MiradorFrame *
make_long_names (void)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);
  static const char *const places[] = { "230110", "150142", "15", "200115", "180106" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      FrameKey key = { "samia",
                       MIRADOR_STAGE_NONE,
                       "development_risk_improved",
                       places[i],
                       mirador_period_new_year (2025),
                       FRAME_MINSA };

      frame_add (builder, &key, 123456789 * (double)(i + 1));
    }
  return mirador_frame_builder_finish (builder);
}

static void
test_everything_fits (gconstpointer kind)
{
  static const struct
  {
    const char *name;
    MiradorFrame *(*make) (void);
  } cases[] = {
    { "no rows", make_no_rows },
    { "one row", make_one_row },
    { "zeros", make_zeros },
    { "gaps", make_gaps },
    { "a cascade", make_cascade },
    { "MINSA's cascade", frame_minsa_cascade },
    { "programs", frame_programs },
    { "regions", make_regions },
    { "one huge among small", make_huge_among_small },
    { "negatives", make_negatives },
    { "what is not finite", make_not_finite },
    { "ten years", make_ten_years },
    { "many lines", make_many_lines },
    { "lines far apart", make_lines_apart },
    { "long names", make_long_names },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_frame (kind, cases[i].make (), cases[i].name);
}

static void
test_nothing_to_draw (void)
{
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    {
      g_autoptr (MiradorChart) chart = frame_chart (kind->id, MIRADOR_RANGE_ALL, 0, NULL);

      g_assert_true (mirador_chart_is_empty (chart));
      check_everywhere (chart, kind->id);
    }
}

static MiradorChart *
chart_of (const char *kind, MiradorFrame *frame)
{
  return frame_chart (kind, fiscal_year (2025), 1, &frame);
}

static void
test_cascade_tells_proportion_from_ratio (void)
{
  g_autoptr (MiradorChart) chart = chart_of ("cascade", frame_minsa_cascade ());
  Picture picture = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  g_autofree char *words = mirador_chart_describe (chart);
  const MiradorOp *interval = find_text (&picture, "(3.7% to 3.9%, Wilson 95%)");
  const MiradorOp *tables = find_text (&picture, "per 100 of the previous stage (ratio between "
                                                 "different tables)");

  g_assert_nonnull (find_text (&picture, "192,267"));
  g_assert_nonnull (find_text (&picture, "3.8%"));
  g_assert_nonnull (interval);
  g_assert_nonnull (find_text (&picture, "77.7"));
  g_assert_nonnull (tables);
  /* A screening without a finding is no loss. */
  g_assert_null (find_text (&picture, "Largest drop"));
  g_assert_cmpfloat (interval->box.y, <, tables->box.y);
  g_assert_nonnull (strstr (words, "5,681"));
  g_assert_nonnull (strstr (words, "77.7 per 100"));
  g_assert_null (find_text (&picture, "of the first"));
  g_assert_cmpuint (picture.marks->len, ==, 3);
  close_picture (&picture);
}

static void
test_cascade_flags_a_larger_stage (void)
{
  g_autoptr (MiradorChart) chart = chart_of ("cascade", make_cascade ());
  Picture picture = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  Picture small = draw (chart, 360, 240, MIRADOR_THEME_LIGHT, FALSE);
  const char *const *notes = mirador_chart_get_notes (chart);
  g_autofree char *all = g_strjoinv (" ", (char **)notes);

  g_assert_nonnull (find_text (&picture, "164.5"));
  g_assert_nonnull (find_text (&picture, "larger than the stage before"));
  g_assert_nonnull (find_text (&small, "▲"));
  g_assert_nonnull (strstr (all, "not a cohort"));
  g_assert_nonnull (strstr (all, "larger than the one before"));
  close_picture (&picture);
  close_picture (&small);
}

static void
test_cascade_keeps_a_gap (void)
{
  g_autoptr (MiradorChart) chart = chart_of ("cascade", make_cascade ());
  Picture picture = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  const MiradorOp *gap = find_text (&picture, "— ");

  g_assert_nonnull (gap);
  g_assert_true (is_colour (gap->colour, picture.style.muted));
  g_assert_cmpuint (picture.marks->len, ==, 8);
  close_picture (&picture);
}

/* The longest fill is as long as its value says against the others. */
static void
test_bars_begin_at_zero (void)
{
  static const double values[] = { 100, 50, 25 };
  g_autoptr (MiradorChart) chart
    = chart_of ("bars", frame_places ("PE", MIRADOR_LEVEL_REGION, 3, values, FRAME_MINSA));
  Picture picture = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  double widths[3] = { 0 };
  guint n = 0;

  for (guint i = 0; i < n_ops (&picture) && n < 3; i++)
    if (op_at (&picture, i)->kind == MIRADOR_OP_FILL)
      widths[n++] = op_at (&picture, i)->box.width;
  g_assert_cmpfloat_with_epsilon (widths[1] / widths[0], 0.5, 0.01);
  g_assert_cmpfloat_with_epsilon (widths[2] / widths[0], 0.25, 0.01);
  close_picture (&picture);
}

static MiradorChart *
districts_chart (double last)
{
  double values[31];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = 1000 - (double)i;
  values[30] = last;
  return chart_of ("bars", frame_places ("14", MIRADOR_LEVEL_DISTRICT, 31, values, FRAME_MINSA));
}

static void
test_bars_add_the_rest_only_where_it_adds (void)
{
  g_autoptr (MiradorChart) whole = districts_chart (970);
  g_autoptr (MiradorChart) gappy = districts_chart (NAN);
  Picture one = draw (whole, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  Picture two = draw (gappy, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_nonnull (find_text (&one, "other districts"));
  g_assert_null (find_text (&one, "more not shown"));
  g_assert_null (find_text (&two, "other districts"));
  g_assert_nonnull (find_text (&two, "more not shown"));
  close_picture (&one);
  close_picture (&two);
}

static void
test_bars_name_what_has_no_figure (void)
{
  static const double values[] = { 100, NAN, 25 };
  g_autoptr (MiradorChart) chart
    = chart_of ("bars", frame_places ("PE", MIRADOR_LEVEL_REGION, 3, values, FRAME_MINSA));
  Picture picture = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_nonnull (find_text (&picture, "Áncash"));
  g_assert_nonnull (find_text (&picture, "— "));
  g_assert_cmpuint (picture.marks->len, ==, 3);
  close_picture (&picture);
}

static void
test_small_counts_stay_hidden (void)
{
  static const struct
  {
    const char *kind;
    gboolean hidden;
  } cases[] = { { "cascade", TRUE }, { "grouped", TRUE }, { "kpi", TRUE } };
  static const double values[] = { 3, 3, 3 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorChart) chart
        = chart_of (cases[i].kind, frame_cascade ("tb", FRAME_MINSA, 3, values));
      Picture picture = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
      g_autofree char *words = mirador_chart_describe (chart);

      g_assert_true (mirador_chart_is_empty (chart));
      g_assert_null (strstr (words, ": 3\n"));
      for (guint k = 0; k < n_ops (&picture); k++)
        g_assert_cmpstr (op_at (&picture, k)->text, !=, "3");
      close_picture (&picture);
    }
}

static void
test_grouped_says_that_it_is_logarithmic (void)
{
  static const double near[] = { 400, 300, 200 };
  g_autoptr (MiradorChart) wide = chart_of ("grouped", frame_programs ());
  g_autoptr (MiradorChart) narrow
    = chart_of ("grouped", frame_cascade ("tb", FRAME_MINSA, 3, near));
  g_autofree char *wide_notes = g_strjoinv (" ", (char **)mirador_chart_get_notes (wide));
  g_autofree char *narrow_notes = g_strjoinv (" ", (char **)mirador_chart_get_notes (narrow));
  Picture picture = draw (wide, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_nonnull (strstr (wide_notes, "Logarithmic scale"));
  g_assert_null (strstr (narrow_notes, "Logarithmic scale"));
  g_assert_nonnull (find_text (&picture, "209,542"));
  g_assert_nonnull (find_text (&picture, "51"));
  g_assert_cmpuint (picture.marks->len, ==, 30);
  close_picture (&picture);
}

static guint
count_lines_of (const Picture *picture, MiradorColour colour, double at)
{
  guint n = 0;

  for (guint i = 0; i < n_ops (picture); i++)
    {
      const MiradorOp *op = op_at (picture, i);

      if (op->kind == MIRADOR_OP_LINE && is_colour (op->colour, colour) && op->box.x <= at
          && op->box.x + op->box.width >= at)
        n++;
    }
  return n;
}

static void
test_trend_leaves_gaps_open (void)
{
  static const char *const programs[] = { "all" };
  static const double values[] = { 100, 120, 110, NAN, 130, 125, 140, 20 };
  g_autoptr (MiradorChart) chart = chart_of ("trend", months_of (programs, 1, 8, values));
  Picture picture = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  MiradorBox gap = { 0 };
  g_autofree char *notes = g_strjoinv (" ", (char **)mirador_chart_get_notes (chart));

  for (guint i = 0; i < picture.marks->len; i++)
    if (g_array_index (picture.marks, MiradorMark, i).row == 3)
      gap = g_array_index (picture.marks, MiradorMark, i).box;
  g_assert_cmpfloat (gap.width, >, 0);
  g_assert_cmpuint (count_lines_of (&picture, picture.style.accent, gap.x + gap.width / 2), ==, 0);
  g_assert_cmpuint (count_lines_of (&picture, picture.style.muted, gap.x + gap.width / 2), ==, 2);
  g_assert_nonnull (strstr (notes, "×"));
  g_assert_cmpuint (picture.marks->len, ==, 8);
  close_picture (&picture);
}

static void
test_trend_draws_a_partial_period_hollow (void)
{
  static const char *const programs[] = { "all" };
  static const double values[] = { 100, 120, 110, 20 };
  g_autoptr (MiradorChart) chart = chart_of ("trend", months_of (programs, 1, 4, values));
  Picture picture = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  MiradorMark last = g_array_index (picture.marks, MiradorMark, picture.marks->len - 1);
  guint hollow = 0;

  for (guint i = 0; i < n_ops (&picture); i++)
    {
      const MiradorOp *op = op_at (&picture, i);

      if (op->kind == MIRADOR_OP_FILL && is_colour (op->colour, picture.style.background)
          && fabs (op->box.x + op->box.width / 2 - last.box.x - last.box.width / 2) < 1)
        hollow++;
    }
  g_assert_cmpuint (hollow, ==, 1);
  g_assert_nonnull (find_text (&picture, "120"));
  close_picture (&picture);
}

static void
test_trend_gives_far_lines_their_own_panels (void)
{
  g_autoptr (MiradorChart) apart = chart_of ("trend", make_lines_apart ());
  g_autoptr (MiradorChart) together = chart_of ("trend", make_many_lines ());
  g_autofree char *notes = g_strjoinv (" ", (char **)mirador_chart_get_notes (apart));
  Picture one = draw (apart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  Picture two = draw (together, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_nonnull (strstr (notes, "its own scale, from zero"));
  g_assert_cmpuint (one.marks->len, ==, 60);
  g_assert_nonnull (find_text (&two, "2 more lines not shown"));
  g_assert_cmpuint (two.marks->len, ==, 7 * 12);
  close_picture (&one);
  close_picture (&two);
}

static void
test_trend_shows_the_year_before (void)
{
  static const char *const programs[] = { "all" };
  static const double values[] = { 100, 120, 110, 130 };
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);
  FrameKey key
    = { "all", MIRADOR_STAGE_SCREENED, "people_screened", NULL, MIRADOR_PERIOD_NONE, FRAME_DEMO };
  MiradorFrame *frames[2] = { months_of (programs, 1, 4, values), NULL };
  g_autoptr (MiradorChart) chart = NULL;
  Picture picture;

  frame_add_months (builder, key, mirador_period_new_month (2023, 7), 4, values, FALSE);
  frames[1] = mirador_frame_builder_finish (builder);
  chart = frame_chart ("trend", fiscal_year (2025), 2, frames);
  picture = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  g_assert_nonnull (find_text (&picture, "a year before"));
  close_picture (&picture);
}

static MiradorChart *
kpi_chart (double now, double before)
{
  MiradorFrame *frames[3] = { frame_cascade ("all", FRAME_MINSA, 1, &now), NULL, NULL };
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);
  FrameKey key = { "all",
                   MIRADOR_STAGE_SCREENED,
                   "people_screened",
                   NULL,
                   mirador_period_new_fiscal_year (2024, 7),
                   FRAME_MINSA };

  frame_add (builder, &key, before);
  frames[1] = mirador_frame_builder_finish (builder);
  frames[2] = make_ten_years ();
  return frame_chart ("kpi", fiscal_year (2025), 3, frames);
}

static gboolean
uses_text_colour (const Picture *picture, MiradorColour colour)
{
  for (guint i = 0; i < n_ops (picture); i++)
    if (op_at (picture, i)->text != NULL && is_colour (op_at (picture, i)->colour, colour)
        && strstr (op_at (picture, i)->text, "Simulated") == NULL)
      return TRUE;
  return FALSE;
}

static void
test_kpi_colours_only_a_clear_change (void)
{
  static const struct
  {
    double now, before;
    const char *text;
    gboolean good, bad;
  } cases[] = {
    { 303705, 270200, "+12.4%", TRUE, FALSE },
    { 270200, 303705, "−11.0%", FALSE, TRUE },
    { 1000, 1010, "no clear change", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorChart) chart = kpi_chart (cases[i].now, cases[i].before);
      Picture picture = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
      Picture card = draw (chart, 245, 130, MIRADOR_THEME_LIGHT, TRUE);

      g_assert_nonnull (find_text (&picture, cases[i].text));
      g_assert_nonnull (find_text (&card, cases[i].text));
      g_assert_cmpint (uses_text_colour (&picture, picture.style.good), ==, cases[i].good);
      g_assert_cmpint (uses_text_colour (&picture, picture.style.alert), ==, cases[i].bad);
      close_picture (&picture);
      close_picture (&card);
    }
}

static void
test_description_holds_every_figure (void)
{
  g_autoptr (MiradorChart) chart = chart_of ("grouped", frame_programs ());
  g_autofree char *words = mirador_chart_describe (chart);
  static const char *const figures[] = { "72,570", "209,542", "471", "26,661", "1,018", "614" };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    g_assert_nonnull (strstr (words, figures[i]));
  g_assert_nonnull (strstr (words, mirador_chart_get_headline (chart)));
  g_assert_nonnull (strstr (words, mirador_chart_get_source (chart)));
}

static void
test_emptiness_is_explained (void)
{
  g_autoptr (MiradorChart) chart = chart_of ("bars", make_gaps ());
  Picture picture = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  guint texts = 0;

  g_assert_true (mirador_chart_is_empty (chart));
  g_assert_cmpuint (picture.marks->len, ==, 0);
  for (guint i = 0; i < n_ops (&picture); i++)
    texts += op_at (&picture, i)->text != NULL ? 1 : 0;
  g_assert_cmpuint (texts, >=, 3);
  close_picture (&picture);
}

static void
test_plans_ask_what_is_needed (void)
{
  static const struct
  {
    const char *kind;
    guint n;
    MiradorGrain every;
    guint by;
    guint stages;
  } cases[] = {
    { "cascade", 1, MIRADOR_GRAIN_NONE, 0, 8 },
    { "bars", 1, MIRADOR_GRAIN_NONE, MIRADOR_BY_PLACE, 1 },
    { "grouped", 1, MIRADOR_GRAIN_NONE, MIRADOR_BY_PROGRAM, 8 },
    { "trend", 2, MIRADOR_GRAIN_MONTH, 0, 1 },
    { "kpi", 3, MIRADOR_GRAIN_NONE, 0, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorQuery) base = mirador_query_new ();
      g_autoptr (GPtrArray) queries = NULL;
      const MiradorQuery *first;
      guint stages = 0;

      base->range = fiscal_year (2025);
      queries = mirador_chart_plan (mirador_chart_kind_get (cases[i].kind, NULL), base);
      g_assert_cmpuint (queries->len, ==, cases[i].n);
      first = g_ptr_array_index (queries, 0);
      g_assert_cmpint (first->every, ==, cases[i].every);
      g_assert_cmpuint (first->by, ==, cases[i].by);
      for (guint bit = 0; bit < 32; bit++)
        stages += (first->stages >> bit) & 1;
      g_assert_cmpuint (stages, ==, cases[i].stages);
    }
}

static void
test_plans_look_back_a_year (void)
{
  g_autoptr (MiradorQuery) base = mirador_query_new ();
  g_autoptr (GPtrArray) trend = NULL;
  g_autoptr (GPtrArray) kpi = NULL;
  g_autoptr (GPtrArray) everything = NULL;
  MiradorRange before = fiscal_year (2024);

  everything = mirador_chart_plan (mirador_chart_kind_get ("trend", NULL), base);
  g_assert_cmpuint (everything->len, ==, 1);
  base->range = fiscal_year (2025);
  mirador_query_add_measure (base, "people_referred");
  trend = mirador_chart_plan (mirador_chart_kind_get ("trend", NULL), base);
  kpi = mirador_chart_plan (mirador_chart_kind_get ("kpi", NULL), base);
  g_assert_cmpint (((MiradorQuery *)trend->pdata[1])->range.first_day, ==, before.first_day);
  g_assert_cmpint (((MiradorQuery *)trend->pdata[1])->range.last_day, ==, before.last_day);
  g_assert_cmpint (((MiradorQuery *)kpi->pdata[1])->range.first_day, ==, before.first_day);
  g_assert_cmpint (((MiradorQuery *)kpi->pdata[2])->every, ==, MIRADOR_GRAIN_MONTH);
  g_assert_cmpint (
    mirador_range_count (((MiradorQuery *)kpi->pdata[2])->range, MIRADOR_GRAIN_MONTH, 7), <=, 24);
  g_assert_cmpuint (((MiradorQuery *)kpi->pdata[0])->measures->len, ==, 1);
}

static void
test_unknown_kind_names_the_known (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_assert_null (mirador_chart_kind_get ("pie", &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CHART_UNKNOWN);
  sentence = mirador_error_to_sentence (error);
  g_assert_nonnull (strstr (sentence, "cascade"));
}

static void
test_smallest_mark_wins (void)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (MiradorMark));
  MiradorMark large = { { 0, 0, 100, 100 }, 0, 1 };
  MiradorMark small = { { 40, 40, 10, 10 }, 0, 2 };

  g_array_append_val (marks, small);
  g_array_append_val (marks, large);
  g_assert_cmpint (mirador_chart_find_mark (marks, 45, 45), ==, 0);
  g_assert_cmpint (mirador_chart_find_mark (marks, 5, 5), ==, 1);
  g_assert_cmpint (mirador_chart_find_mark (marks, 500, 5), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/everything-fits", kind->id);

      g_test_add_data_func (path, kind->id, test_everything_fits);
    }
  g_test_add_func ("/chart/nothing-to-draw", test_nothing_to_draw);
  g_test_add_func ("/cascade/proportion-and-ratio", test_cascade_tells_proportion_from_ratio);
  g_test_add_func ("/cascade/larger-stage-is-flagged", test_cascade_flags_a_larger_stage);
  g_test_add_func ("/cascade/gap-is-kept", test_cascade_keeps_a_gap);
  g_test_add_func ("/bars/begin-at-zero", test_bars_begin_at_zero);
  g_test_add_func ("/bars/rest-only-where-it-adds", test_bars_add_the_rest_only_where_it_adds);
  g_test_add_func ("/bars/gaps-are-named", test_bars_name_what_has_no_figure);
  g_test_add_func ("/chart/small-counts-stay-hidden", test_small_counts_stay_hidden);
  g_test_add_func ("/grouped/says-logarithmic", test_grouped_says_that_it_is_logarithmic);
  g_test_add_func ("/trend/gaps-stay-open", test_trend_leaves_gaps_open);
  g_test_add_func ("/trend/partial-is-hollow", test_trend_draws_a_partial_period_hollow);
  g_test_add_func ("/trend/own-panels", test_trend_gives_far_lines_their_own_panels);
  g_test_add_func ("/trend/year-before", test_trend_shows_the_year_before);
  g_test_add_func ("/kpi/only-clear-changes-are-coloured", test_kpi_colours_only_a_clear_change);
  g_test_add_func ("/chart/description-is-whole", test_description_holds_every_figure);
  g_test_add_func ("/chart/emptiness-is-explained", test_emptiness_is_explained);
  g_test_add_func ("/plan/asks-what-is-needed", test_plans_ask_what_is_needed);
  g_test_add_func ("/plan/looks-back-a-year", test_plans_look_back_a_year);
  g_test_add_func ("/kind/unknown-names-the-known", test_unknown_kind_names_the_known);
  g_test_add_func ("/mark/smallest-wins", test_smallest_mark_wins);
  return g_test_run ();
}
