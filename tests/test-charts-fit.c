/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-picture.h"
#include "model/error.h"
#include "model/language.h"

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
  return g_test_run ();
}
