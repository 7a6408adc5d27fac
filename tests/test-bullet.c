/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart-private.h"

#include "chart-picture.h"

typedef struct
{
  const char *program;
  double value;
  double target; /* 0: none */
} Pair;

static void
add (MiradorFrameBuilder *builder, const Pair *pair, const char *measure, double value)
{
  FrameKey key
    = { pair->program, MIRADOR_STAGE_NONE, measure, NULL, mirador_period_new_fiscal_year (2025, 7),
        FRAME_DEMO };

  frame_add (builder, &key, value);
}

static MiradorChart *
make_chart (const char *kind, guint n, const Pair *pairs)
{
  MiradorFrameBuilder *figures = frame_begin (FRAME_DEMO);
  MiradorFrameBuilder *targets = frame_begin (FRAME_DEMO);
  MiradorFrame *frames[2];

  for (guint i = 0; i < n; i++)
    {
      add (figures, &pairs[i], "people_accompanied", pairs[i].value);
      if (pairs[i].target != 0)
        add (targets, &pairs[i], "people_accompanied_target", pairs[i].target);
    }
  frames[0] = mirador_frame_builder_finish (figures);
  frames[1] = mirador_frame_builder_finish (targets);
  return frame_chart (kind, fiscal_year (2025), 2, frames);
}

static const Pair five[] = { { "tb", 51, 60 },
                             { "vih", 7100, 6000 },
                             { "same", 7227, 10000 },
                             { "samia", 450, 0 },
                             { "ent", NAN, 700 } };

static void
test_plan (void)
{
  static const struct
  {
    const char *range;
    guint n;
  } cases[] = { { NULL, 1 }, { "AF2025", 2 }, { "2026-07..2026-10", 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorQuery) base = mirador_query_new ();
      g_autoptr (GPtrArray) queries = NULL;

      if (cases[i].range != NULL)
        g_assert_true (mirador_range_parse (cases[i].range, 7, &base->range, NULL));
      base->stages = 1u << MIRADOR_STAGE_SCREENED;
      queries = mirador_chart_plan (mirador_chart_kind_get ("bullet", NULL), base);
      g_assert_cmpuint (queries->len, ==, cases[i].n);
      for (guint j = 1; j < queries->len; j++)
        {
          MiradorQuery *query = g_ptr_array_index (queries, j);

          g_assert_cmpuint (query->stages, ==, 0);
          g_assert_true (g_ptr_array_find_with_equal_func (query->measures, "screenings_target",
                                                           g_str_equal, NULL));
          g_assert_true (g_ptr_array_find_with_equal_func (
            query->measures, "people_screened_target", g_str_equal, NULL));
        }
    }
}

/* Who asks for the target is shown what it is the target of. */
static void
test_plan_of_target (void)
{
  g_autoptr (MiradorQuery) base = mirador_query_new ();
  g_autoptr (GPtrArray) queries = NULL;

  base->range = fiscal_year (2025);
  mirador_query_add_measure (base, "people_referred_target");
  queries = mirador_chart_plan (mirador_chart_kind_get ("bullet", NULL), base);
  g_assert_cmpuint (queries->len, ==, 2);
  g_assert_cmpstr (((MiradorQuery *)queries->pdata[0])->measures->pdata[0], ==, "people_referred");
  g_assert_cmpstr (((MiradorQuery *)queries->pdata[1])->measures->pdata[0], ==,
                   "people_referred_target");
}

static void
test_fit (void)
{
  static const Pair none[] = { { "tb", 51, 0 }, { "vih", 71, 0 } };
  g_autoptr (MiradorChart) with = make_chart ("bullet", G_N_ELEMENTS (five), five);
  g_autoptr (MiradorChart) without = make_chart ("bullet", G_N_ELEMENTS (none), none);
  Picture picture = draw (without, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_false (mirador_chart_is_empty (with));
  g_assert_true (mirador_chart_is_empty (without));
  g_assert_nonnull (strstr (without->why_empty, "people_accompanied_target"));
  g_assert_nonnull (strstr (without->why_empty, "can show them: Ranking"));
  g_assert_cmpuint (picture.marks->len, ==, 0);
  close_picture (&picture);
}

/* Without a period there is nothing that a target is for. */
static void
test_fit_needs_a_period (void)
{
  MiradorFrameBuilder *figures = frame_begin (FRAME_DEMO);
  MiradorFrame *frames[1];
  g_autoptr (MiradorChart) chart = NULL;

  add (figures, &five[0], "people_accompanied", 51);
  frames[0] = mirador_frame_builder_finish (figures);
  chart = frame_chart ("bullet", MIRADOR_RANGE_ALL, 1, frames);
  g_assert_true (mirador_chart_is_empty (chart));
  g_assert_nonnull (strstr (chart->why_empty, "choose one"));
}

static void
test_what_is_drawn (void)
{
  g_autoptr (MiradorChart) chart = make_chart ("bullet", G_N_ELEMENTS (five), five);
  Picture picture = draw (chart, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  static const char *const texts[]
    = { "118%", "85%", "72%", "51 of 60", "7,100 of 6,000", "450, without target", "—", "Target" };
  guint of_figures = 0, of_targets = 0;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (find_text (&picture, texts[i]) == NULL)
      g_error ("no text “%s”", texts[i]);
  /* The nearest to its target first, those without one last. */
  g_assert_cmpfloat (find_text (&picture, "118%")->box.y, <, find_text (&picture, "85%")->box.y);
  g_assert_cmpfloat (find_text (&picture, "72%")->box.y, <,
                     find_text (&picture, "450, without")->box.y);
  for (guint i = 0; i < picture.marks->len; i++)
    {
      const MiradorMark *mark = &g_array_index (picture.marks, MiradorMark, i);

      of_figures += mark->frame == 0 ? 1 : 0;
      of_targets += mark->frame == 1 ? 1 : 0;
    }
  g_assert_cmpuint (of_figures, ==, 5);
  g_assert_cmpuint (of_targets, ==, 3);
  close_picture (&picture);
}

static void
test_words (void)
{
  g_autoptr (MiradorChart) chart = make_chart ("bullet", G_N_ELEMENTS (five), five);
  g_autofree char *words = mirador_chart_describe (chart);
  g_autofree char *notes = g_strjoinv ("\n", (char **)mirador_chart_get_notes (chart));

  g_assert_cmpstr (mirador_chart_get_headline (chart), ==,
                   "People accompanied: 1 of 3 targets met; farthest from it: Mental health, 72%");
  g_assert_nonnull (strstr (words, "TB: 85% of the target, 51 of 60"));
  g_assert_nonnull (strstr (words, "SAMIA: without target"));
  g_assert_nonnull (strstr (notes, "More is better. Bands: below 75% of the target, up to 90%"));
}

/* Every text lies within the picture, and none on another. */
static void
check_texts (const Picture *picture, double width, double height)
{
  for (guint i = 0; i < n_ops (picture); i++)
    {
      const MiradorOp *op = op_at (picture, i);

      if (op->kind != MIRADOR_OP_TEXT || op->box.width <= 0)
        continue;
      g_assert_cmpfloat (op->box.x, >=, -1);
      g_assert_cmpfloat (op->box.x + op->box.width, <=, width + 1);
      g_assert_cmpfloat (op->box.y + op->box.height / 2, <=, height + 1);
      for (guint j = 0; j < i; j++)
        {
          const MiradorOp *other = op_at (picture, j);
          double x = MIN (op->box.x + op->box.width, other->box.x + other->box.width)
                     - MAX (op->box.x, other->box.x);
          double y = MIN (op->box.y + op->box.height, other->box.y + other->box.height)
                     - MAX (op->box.y, other->box.y);

          if (other->kind == MIRADOR_OP_TEXT && x > 1.5 && y > op->box.height * 0.35)
            g_error ("at %gx%g “%s” lies on “%s”", width, height, op->text, other->text);
        }
    }
}

static void
test_sizes (void)
{
  static const struct
  {
    double width, height;
  } sizes[] = { { 320, 240 },   { 360, 240 },   { 600, 400 }, { 1200, 800 }, { 240, 900 },
                { 1920, 1080 }, { 3840, 2160 }, { 1, 1 },     { 8000, 8000 } };
  g_autoptr (MiradorChart) chart = make_chart ("bullet", G_N_ELEMENTS (five), five);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (MiradorTheme theme = 0; theme < MIRADOR_N_THEMES; theme++)
      {
        Picture picture = draw (chart, sizes[i].width, sizes[i].height, theme, FALSE);

        if (sizes[i].width >= 320)
          check_texts (&picture, sizes[i].width, sizes[i].height);
        close_picture (&picture);
      }
}

static void
test_awkward (void)
{
  static const Pair cases[][3] = {
    { { "tb", 0, 0 }, { "vih", 0, 0 }, { "ent", 0, 0 } },
    { { "tb", 0, 100 }, { "vih", 0, 100 }, { "ent", 0, 100 } },
    { { "tb", NAN, 100 }, { "vih", NAN, 100 }, { "ent", NAN, 100 } },
    { { "tb", -5, 100 }, { "vih", 1e300, 1e-300 }, { "ent", 1, 1e300 } },
    { { "tb", 5, -100 }, { "vih", INFINITY, 100 }, { "ent", 3, INFINITY } },
    { { "tb", 5, NAN }, { "tb", 5, 7 }, { "tb", 6, 7 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorChart) chart = make_chart ("bullet", 3, cases[i]);
      g_autoptr (MiradorChart) bars = make_chart ("bars", 3, cases[i]);
      g_autofree char *words = mirador_chart_describe (chart);
      Picture picture = draw (chart, 600, 400, MIRADOR_THEME_DARK, FALSE);
      Picture of_bars = draw (bars, 600, 400, MIRADOR_THEME_DARK, FALSE);

      g_assert_cmpint (words[0], !=, '\0');
      close_picture (&picture);
      close_picture (&of_bars);
    }
}

static MiradorChart *
make_regions (void)
{
  MiradorFrameBuilder *figures = frame_begin (FRAME_DEMO);
  MiradorFrameBuilder *targets = frame_begin (FRAME_DEMO);
  g_autoptr (GPtrArray) places = mirador_place_list (mirador_place_peru (), MIRADOR_LEVEL_REGION);
  MiradorFrame *frames[2];

  for (guint i = 0; i < places->len; i++)
    {
      const MiradorPlace *place = g_ptr_array_index (places, i);
      FrameKey key = { "tb",
                       MIRADOR_STAGE_NONE,
                       "people_accompanied",
                       place->code,
                       mirador_period_new_fiscal_year (2025, 7),
                       FRAME_DEMO };

      frame_add (figures, &key, 1000 + 40 * i);
      key.measure = "people_accompanied_target";
      frame_add (targets, &key, 1400);
    }
  frames[0] = mirador_frame_builder_finish (figures);
  frames[1] = mirador_frame_builder_finish (targets);
  return frame_chart ("bullet", fiscal_year (2025), 2, frames);
}

static void
test_many_rows (void)
{
  g_autoptr (MiradorChart) chart = make_regions ();
  Picture low = draw (chart, 360, 240, MIRADOR_THEME_LIGHT, FALSE);
  Picture high = draw (chart, 800, 1600, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_nonnull (find_text (&low, "more not shown"));
  g_assert_null (find_text (&high, "more not shown"));
  check_texts (&low, 360, 240);
  check_texts (&high, 800, 1600);
  close_picture (&low);
  close_picture (&high);
}

static guint
count_fills (const Picture *picture, MiradorColour colour)
{
  guint n = 0;

  for (guint i = 0; i < n_ops (picture); i++)
    if (op_at (picture, i)->kind == MIRADOR_OP_FILL
        && is_colour (op_at (picture, i)->colour, colour))
      n++;
  return n;
}

/* Bars have a line across where there is a target, and are as they were where there is none. */
static void
test_ticks_on_bars (void)
{
  static const Pair none[] = { { "tb", 51, 0 }, { "vih", 71, 0 } };
  static const Pair some[] = { { "tb", 51, 60 }, { "vih", 71, 0 } };
  g_autoptr (MiradorChart) plain = make_chart ("bars", 2, none);
  g_autoptr (MiradorChart) ticked = make_chart ("bars", 2, some);
  g_autofree char *notes = g_strjoinv ("\n", (char **)mirador_chart_get_notes (ticked));
  g_autofree char *no_notes = g_strjoinv ("\n", (char **)mirador_chart_get_notes (plain));
  Picture without = draw (plain, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);
  Picture with = draw (ticked, 1200, 800, MIRADOR_THEME_LIGHT, FALSE);

  g_assert_cmpuint (count_fills (&without, without.style.text), ==, 0);
  /* The line itself, and the one beside the word that says what it is. */
  g_assert_cmpuint (count_fills (&with, with.style.text), ==, 2);
  g_assert_nonnull (find_text (&with, "Target"));
  g_assert_null (find_text (&without, "Target"));
  g_assert_cmpuint (with.marks->len, ==, without.marks->len + 1);
  g_assert_nonnull (strstr (notes, "Line across a bar: the target for FY 2025."));
  g_assert_null (strstr (no_notes, "target"));
  check_texts (&with, 1200, 800);
  close_picture (&without);
  close_picture (&with);
}

/* The key figure says what part of its target it is, and nothing where it has none. */
static void
test_key_figure (void)
{
  for (guint i = 0; i < 2; i++)
    {
      const Pair pair = { "vih", 71, i == 0 ? 80 : 0 };
      MiradorFrame *frames[4];
      g_autoptr (MiradorChart) chart = NULL;
      Picture picture;

      for (guint j = 0; j < G_N_ELEMENTS (frames); j++)
        {
          MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);

          if (j == 0)
            add (builder, &pair, "people_accompanied", pair.value);
          if (j == 3 && pair.target > 0)
            add (builder, &pair, "people_accompanied_target", pair.target);
          frames[j] = mirador_frame_builder_finish (builder);
        }
      chart = frame_chart ("kpi", fiscal_year (2025), G_N_ELEMENTS (frames), frames);
      picture = draw (chart, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
      g_assert_cmpint (find_text (&picture, "89% of the target of 80") != NULL, ==, i == 0);
      g_assert_cmpint (strstr (mirador_chart_get_headline (chart), "target") != NULL, ==, i == 0);
      close_picture (&picture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("en", g_getenv ("MIRADOR_LOCALE_DIR"));
  g_assert_true (mirador_canvas_init (NULL));
  g_test_add_func ("/bullet/plan", test_plan);
  g_test_add_func ("/bullet/plan-of-target", test_plan_of_target);
  g_test_add_func ("/bullet/fit", test_fit);
  g_test_add_func ("/bullet/fit-needs-a-period", test_fit_needs_a_period);
  g_test_add_func ("/bullet/what-is-drawn", test_what_is_drawn);
  g_test_add_func ("/bullet/words", test_words);
  g_test_add_func ("/bullet/sizes", test_sizes);
  g_test_add_func ("/bullet/awkward", test_awkward);
  g_test_add_func ("/bullet/many-rows", test_many_rows);
  g_test_add_func ("/bars/ticks", test_ticks_on_bars);
  g_test_add_func ("/kpi/target", test_key_figure);
  return g_test_run ();
}
