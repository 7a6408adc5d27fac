/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart-picture.h"
#include "model/error.h"
#include "model/language.h"

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

/* A region beside its own districts: their rest would count the same people twice. */
static void
test_bars_of_nested_places_have_no_rest (void)
{
  g_autoptr (MiradorChart) flat = districts_chart (970);
  MiradorFrame *districts = mirador_chart_get_frame (flat, 0);
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);
  MiradorRow region = *mirador_frame_get_row (districts, 0);
  g_autoptr (MiradorChart) nested = NULL;
  Picture picture;

  region.place = mirador_place_by_code ("14");
  region.value = 30535;
  mirador_frame_builder_add (builder, &region);
  for (guint i = 0; i < mirador_frame_get_n_rows (districts); i++)
    mirador_frame_builder_add (builder, mirador_frame_get_row (districts, i));
  nested = chart_of ("bars", mirador_frame_builder_finish (builder));
  picture = draw (nested, 1200, 675, MIRADOR_THEME_LIGHT, FALSE);
  g_assert_null (find_text (&picture, "other "));
  g_assert_nonnull (find_text (&picture, "more not shown"));
  close_picture (&picture);
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
    { "bars", 2, MIRADOR_GRAIN_NONE, MIRADOR_BY_PLACE, 1 }, /* and its targets */
    { "grouped", 1, MIRADOR_GRAIN_NONE, MIRADOR_BY_PROGRAM, 8 },
    { "trend", 2, MIRADOR_GRAIN_MONTH, 0, 1 },
    { "kpi", 4, MIRADOR_GRAIN_NONE, 0, 1 },
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
  g_test_add_func ("/cascade/proportion-and-ratio", test_cascade_tells_proportion_from_ratio);
  g_test_add_func ("/cascade/larger-stage-is-flagged", test_cascade_flags_a_larger_stage);
  g_test_add_func ("/cascade/gap-is-kept", test_cascade_keeps_a_gap);
  g_test_add_func ("/bars/begin-at-zero", test_bars_begin_at_zero);
  g_test_add_func ("/bars/rest-only-where-it-adds", test_bars_add_the_rest_only_where_it_adds);
  g_test_add_func ("/bars/nested-places-have-no-rest", test_bars_of_nested_places_have_no_rest);
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
