/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline.h"
#include "chart-picture.h"
#include "charts/chart-private.h"

static MiradorFrame *
months_frame (const char *measure, guint n, const double *values, gboolean partial)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);
  FrameKey key = { "tb", MIRADOR_STAGE_NONE, measure, NULL, MIRADOR_PERIOD_NONE, FRAME_DEMO };

  frame_add_months (builder, key, mirador_period_new_month (2024, 1), n, values, partial);
  return mirador_frame_builder_finish (builder);
}

static MiradorChart *
xmr_chart (MiradorFrame *frame, const char *options)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GPtrArray) frames
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);

  g_ptr_array_add (frames, frame);
  return mirador_chart_new_with_options (mirador_chart_kind_get ("xmr", NULL), query, frames, 5,
                                         options);
}

/* The build's own may be older than the strings. */
static gboolean
has_translations (void)
{
  g_autofree char *text = mirador_xmr_signal_to_text (MIRADOR_XMR_ABOVE, 1, MIRADOR_GRAIN_MONTH);

  return g_str_equal (text, "por encima de los límites");
}

static void
test_headline (void)
{
  static const struct
  {
    double values[14];
    guint n;
    const char *options;
    const char *english, *spanish;
  } cases[] = {
    { { 50, 52, 49, 51, 50, 53, 51, 52, 50, 49, 51, 90 },
      12,
      "",
      "Home visits: above the limits in Dec 2024 (90)",
      "Visitas domiciliarias: por encima de los límites en dic 2024 (90)" },
    { { 50, 56, 46, 53, 48, 54, 49, 90, 45, 55, 48, 53, 47 },
      13,
      "",
      "Home visits: no signal now; the last one, above the limits in Aug 2024 (90)",
      "Visitas domiciliarias: sin señal ahora; la última, por encima de los límites en ago 2024 "
      "(90)" },
    { { 50, 52, 49, 51, 50, 53, 51, 52, 50, 49, 51, 50 },
      12,
      "",
      "Home visits: no signals, between 45.8 and 55.5 is what to expect",
      "Visitas domiciliarias: sin señales, se espera entre 45.8 y 55.5" },
    { { 50, 52, 49, 51, 50, 53, 51, 52, 50, 49, 51, 50 },
      12,
      "target=90",
      "Home visits: the target of 90 is missed consistently",
      "Visitas domiciliarias: la meta de 90 nunca se alcanza" },
    { { 50, 52, 49, 51, 50, 53, 51, 52, 50, 49, 51, 50 },
      12,
      "target=30",
      "Home visits: the target of 30 is met consistently",
      "Visitas domiciliarias: la meta de 30 se alcanza siempre" },
    /* Once the target was met, by whatever special cause: "consistently" would be too much. */
    { { 50, 56, 46, 53, 48, 54, 49, 90, 45, 55, 48, 53, 47 },
      13,
      "target=85",
      "Home visits: no signal now; the last one, above the limits in Aug 2024 (90)",
      "Visitas domiciliarias: sin señal ahora; la última, por encima de los límites en ago 2024 "
      "(90)" },
    { { 1, 9, 1, 9, 1, 1, 1, 6, 7, 6, 7, 6, 7, 6 },
      14,
      "",
      "Home visits: 7 months in a row above the mean (Aug 2024 – Feb 2025)",
      "Visitas domiciliarias: 7 meses seguidos sobre la media (ago 2024 – feb 2025)" },
    { { 50, 52, 49 }, 3, "", "Home visits by month", "Visitas domiciliarias por mes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorChart) chart = xmr_chart (
        months_frame ("home_visits", cases[i].n, cases[i].values, FALSE), cases[i].options);
      g_autoptr (MiradorChart) other = NULL;

      g_assert_cmpstr (mirador_chart_get_headline (chart), ==, cases[i].english);
      mirador_language_set (MIRADOR_LANGUAGE_ES);
      other = xmr_chart (months_frame ("home_visits", cases[i].n, cases[i].values, FALSE),
                         cases[i].options);
      if (has_translations ())
        g_assert_cmpstr (mirador_chart_get_headline (other), ==, cases[i].spanish);
      mirador_language_set (MIRADOR_LANGUAGE_EN);
    }
}

static void
test_fit (void)
{
  static const double values[] = { 50, 52, 49, 51, 50, 53, 51, 52, 50, 12 };
  g_autoptr (MiradorChart) chart = xmr_chart (months_frame ("home_visits", 10, values, TRUE), "");
  g_autoptr (MiradorChart) empty = xmr_chart (months_frame ("home_visits", 0, values, TRUE), "");
  g_autofree char *text = mirador_chart_describe (chart);

  g_assert_true (mirador_chart_is_empty (chart));
  g_assert_nonnull (strstr (text, "A control chart needs 12 complete months: 3 are missing."));
  g_assert_nonnull (strstr (text, "can show them: Trend"));
  /* Nine points have no limits that are drawn, so none that are read out. */
  g_assert_null (strstr (text, "limits"));
  g_assert_true (mirador_chart_is_empty (empty));
}

static gboolean
has_note (const MiradorChart *chart, const char *part)
{
  const char *const *notes = mirador_chart_get_notes (chart);

  for (guint i = 0; notes[i] != NULL; i++)
    if (strstr (notes[i], part) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_options (void)
{
  static const struct
  {
    const char *options;
    const char *note;
  } cases[] = {
    { "rebase=2024-13", "New base “2024-13” passed over" },
    { "rebase=2031-01", "New base “2031-01” passed over" },
    { "rebase=2024-03", "it needs 7 complete periods on either side" },
    { "rebase=2025-01+nonsense", "New base “nonsense” passed over" },
    { "rebase=2025-05", "are provisional" },
    { "target=many", "Target “many” passed over" },
    { "target=50", "it is met or missed by chance" },
    { "target=9000", "outside the picture" },
  };
  double values[24];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = 50 + (i * 7) % 5;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorChart) chart
        = xmr_chart (months_frame ("home_visits", 24, values, FALSE), cases[i].options);

      g_test_message ("%s", cases[i].options);
      g_assert_true (has_note (chart, cases[i].note));
    }
}

static void
test_notes (void)
{
  static const double low[] = { 0, 9, 1, 12, 0, 8, 1, 9, 2, 11, 0, NAN, 8, 3 };
  static const double high[] = { 950, 952, 949, 951, 950, 953, 951, 952, 950, 949, 951, 950 };
  g_autoptr (MiradorChart) chart
    = xmr_chart (months_frame ("home_visits", G_N_ELEMENTS (low), low, FALSE), "");
  g_autoptr (MiradorChart) cut
    = xmr_chart (months_frame ("home_visits", G_N_ELEMENTS (high), high, FALSE), "");

  g_assert_true (has_note (chart, "drawn at zero"));
  g_assert_true (has_note (chart, "× no figure"));
  g_assert_false (has_note (chart, "does not start at zero"));
  g_assert_true (has_note (cut, "does not start at zero"));
  g_assert_true (has_note (cut, "of 12 complete periods"));
}

/* Hidden counts are the small ones: what is left says too much, so nothing is claimed. */
static void
test_hidden (void)
{
  static const double values[] = { 50, 52, 2, 51, 50, 53, 51, 52, 50, 49, 51, 90, 50, 51, 1 };
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);
  FrameKey key
    = { "tb", MIRADOR_STAGE_NONE, "people_diagnosed", NULL, MIRADOR_PERIOD_NONE, FRAME_MINSA };
  g_autoptr (MiradorChart) chart = NULL;

  frame_add_months (builder, key, mirador_period_new_month (2024, 1), G_N_ELEMENTS (values), values,
                    FALSE);
  chart = xmr_chart (mirador_frame_builder_finish (builder), "");
  g_assert_cmpstr (mirador_chart_get_headline (chart), ==, "People diagnosed by month");
  g_assert_true (has_note (chart, "lie too high"));
}

static void
test_plan (void)
{
  static const struct
  {
    const char *range;
    const char *expected;
  } cases[] = {
    { "2025-01..2025-06", "2023-07..2025-06" },
    { "2020-01..2025-06", "2020-01..2025-06" },
    { "2026-01..2026-12", "2024-12..2026-12" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorQuery) base = mirador_query_new ();
      g_autoptr (GPtrArray) queries = NULL;
      MiradorRange expected;
      const MiradorQuery *asked;

      g_assert_true (mirador_range_parse (cases[i].range, 7, &base->range, NULL));
      g_assert_true (mirador_range_parse (cases[i].expected, 7, &expected, NULL));
      base->by = MIRADOR_BY_PLACE;
      queries = mirador_chart_plan (mirador_chart_kind_get ("xmr", NULL), base);
      g_assert_cmpuint (queries->len, ==, 1);
      asked = queries->pdata[0];
      g_assert_cmpint (asked->range.first_day, ==, expected.first_day);
      g_assert_cmpint (asked->range.last_day, ==, expected.last_day);
      g_assert_cmpint (asked->every, ==, MIRADOR_GRAIN_MONTH);
      g_assert_cmpint (asked->by, ==, 0);
    }
}

static void
test_drawn (void)
{
  static const double values[] = { 50, 56, 46, 53, 48, 54, 49, 90, 45, NAN, 55, 48, 53, 47, 20 };
  g_autoptr (MiradorChart) chart
    = xmr_chart (months_frame ("home_visits", G_N_ELEMENTS (values), values, TRUE), "");
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  int row = -1;

  g_assert_nonnull (find_text (&picture, "above the limits"));
  g_assert_nonnull (find_text (&picture, "upper limit"));
  g_assert_nonnull (find_text (&picture, "mean "));
  /* More home visits are good news. */
  g_assert_true (is_colour (find_text (&picture, "above the limits")->colour,
                            mirador_style_text_of (&picture.style, picture.style.good))
                 || picture.marks->len > 0);
  g_assert_cmpuint (picture.marks->len, ==, G_N_ELEMENTS (values));
  for (guint i = 0; i < picture.marks->len; i++)
    {
      const MiradorMark *mark = &g_array_index (picture.marks, MiradorMark, i);

      g_assert_cmpint ((int)mark->row, >, row);
      row = (int)mark->row;
    }
  close_picture (&picture);
}

static void
assert_readable (const MiradorChart *chart, double width, double height, MiradorTheme theme)
{
  Picture picture = draw (chart, width, height, theme, FALSE);

  for (guint i = 0; i < n_ops (&picture); i++)
    {
      const MiradorOp *op = op_at (&picture, i);

      if (op->kind != MIRADOR_OP_TEXT || op->box.width <= 0)
        continue;
      g_assert_cmpfloat (op->box.x, >=, -1);
      g_assert_cmpfloat (op->box.x + op->box.width, <=, width + 1);
      for (guint k = 0; k < i && width >= 320; k++)
        {
          const MiradorOp *other = op_at (&picture, k);

          if (other->kind != MIRADOR_OP_TEXT || other->box.width <= 0)
            continue;
          if (op->box.x + 1 < other->box.x + other->box.width
              && other->box.x + 1 < op->box.x + op->box.width
              && op->box.y + 0.3 * op->box.height < other->box.y + 0.7 * other->box.height
              && other->box.y + 0.3 * other->box.height < op->box.y + 0.7 * op->box.height)
            g_error ("“%s” overlaps “%s” at %.0fx%.0f", op->text, other->text, width, height);
        }
    }
  close_picture (&picture);
}

static void
test_awkward_pictures (void)
{
  static const double sizes[][2]
    = { { 1, 1 }, { 120, 90 }, { 320, 240 }, { 360, 240 }, { 1200, 800 }, { 3840, 2160 } };
  double values[6][120];

  for (guint i = 0; i < 120; i++)
    {
      values[0][i] = i % 37 == 5 ? NAN : 20000 + 9000 * sin (i * 0.5) + i * 31;
      values[1][i] = 0;
      values[2][i] = i == 60 ? 1e12 : 3;
      values[3][i] = -50 + i;
      values[4][i] = 1e6 + i % 3;
      values[5][i] = i % 2 == 0 ? NAN : i;
    }
  for (guint k = 0; k < G_N_ELEMENTS (values); k++)
    for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
      {
        g_autoptr (MiradorChart) chart
          = xmr_chart (months_frame ("home_visits", k == 4 ? 14 : 120, values[k], TRUE),
                       k == 0 ? "rebase=2026-01+2029-06,target=30000" : "");
        g_autofree char *text = mirador_chart_describe (chart);

        g_assert_nonnull (text);
        assert_readable (chart, sizes[s][0], sizes[s][1], (MiradorTheme)(s % MIRADOR_N_THEMES));
      }
}

int
main (int argc, char *argv[])
{
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/xmr-chart/headline", test_headline);
  g_test_add_func ("/xmr-chart/fit", test_fit);
  g_test_add_func ("/xmr-chart/options", test_options);
  g_test_add_func ("/xmr-chart/notes", test_notes);
  g_test_add_func ("/xmr-chart/hidden", test_hidden);
  g_test_add_func ("/xmr-chart/plan", test_plan);
  g_test_add_func ("/xmr-chart/drawn", test_drawn);
  g_test_add_func ("/xmr-chart/awkward-pictures", test_awkward_pictures);
  return g_test_run ();
}
