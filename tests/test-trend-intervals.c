/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates over time, with the intervals that their source gives. */
#include "charts/chart-private.h"

#include "chart-picture.h"

#define YEARS 3
#define FIRST 2021

typedef struct
{
  double value, low, high;
} Estimate;

static MiradorChart *
make_chart (const Estimate *estimates, guint n)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);
  MiradorFrame *frame;
  MiradorRange range
    = { mirador_day_new (FIRST, 1, 1), mirador_day_new (FIRST + YEARS - 1, 12, 31) };

  for (guint i = 0; i < n; i++)
    {
      FrameKey key = { "context",
                       MIRADOR_STAGE_NONE,
                       "tb_incidence",
                       NULL,
                       mirador_period_new_year (FIRST + (int)i),
                       FRAME_MINSA };
      MiradorRow row = frame_row (&key, estimates[i].value);

      row.low = estimates[i].low;
      row.high = estimates[i].high;
      mirador_frame_builder_add (builder, &row);
    }
  frame = mirador_frame_builder_finish (builder);
  return frame_chart ("trend", range, 1, &frame);
}

/* An upright line from @low to @high has its ends at the heights of neither axis nor grid. */
static guint
count_upright (const Picture *picture)
{
  guint n = 0;

  for (guint i = 0; i < n_ops (picture); i++)
    {
      const MiradorOp *op = op_at (picture, i);

      n += op->kind == MIRADOR_OP_LINE && op->box.width < 4 && op->box.height > 20;
    }
  return n;
}

static void
test_headline (void)
{
  static const struct
  {
    Estimate estimates[YEARS];
    const char *headline;
  } cases[] = {
    { { { 130, 100, 160 }, { 153, 108, 211 }, { 173, 114, 250 } },
      "Tuberculosis incidence per 100,000 population (estimate), 2023: 173 (114 to 250)" },
    { { { 100, 95, 105 }, { 120, 116, 124 }, { 173, 160, 180 } },
      "2023: the highest tuberculosis incidence per 100,000 population (estimate), 173" },
    { { { 100, NAN, NAN }, { 120, NAN, NAN }, { 173, NAN, NAN } },
      "2023: the highest tuberculosis incidence per 100,000 population (estimate), 173" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorChart) chart = make_chart (cases[i].estimates, YEARS);

      g_assert_cmpstr (mirador_chart_get_headline (chart), ==, cases[i].headline);
    }
}

static void
test_what_is_drawn (void)
{
  static const Estimate sure[] = { { 100, NAN, NAN }, { 120, NAN, NAN }, { 173, NAN, NAN } };
  static const Estimate unsure[] = { { 130, 100, 160 }, { NAN, NAN, NAN }, { 173, 114, 250 } };
  g_autoptr (MiradorChart) without = make_chart (sure, YEARS);
  g_autoptr (MiradorChart) with = make_chart (unsure, YEARS);
  Picture plain = draw (without, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  Picture shown = draw (with, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_cmpuint (count_upright (&plain), ==, 0);
  g_assert_null (find_text (&plain, "Upright lines"));
  g_assert_cmpuint (count_upright (&shown), ==, 2);
  g_assert_nonnull (find_text (&shown, "Upright lines: the interval that the source gives."));
  /* The scale reaches the upper end, not only the figure. */
  g_assert_nonnull (find_text (&shown, "250"));
  g_assert_null (find_text (&plain, "250"));
  close_picture (&plain);
  close_picture (&shown);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("en", g_getenv ("MIRADOR_LOCALE_DIR"));
  g_assert_true (mirador_canvas_init (NULL));
  g_test_add_func ("/trend-intervals/headline", test_headline);
  g_test_add_func ("/trend-intervals/what-is-drawn", test_what_is_drawn);
  return g_test_run ();
}
