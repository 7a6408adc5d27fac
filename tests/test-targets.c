/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/targets.h"

#include <glib/gi18n-lib.h>

#include "analysis/headline.h"
#include "chart-frames.h"

/* A figure and its target, 0 for none. */
typedef struct
{
  const char *program;
  double value;
  double target;
} Pair;

static MiradorPeriod
fiscal (int year)
{
  return mirador_period_new_fiscal_year (year, 7);
}

static MiradorFrame *
make_figures (guint n, const Pair *pairs, const char *measure, MiradorRange range)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);

  for (guint i = 0; i < n; i++)
    {
      FrameKey key
        = { pairs[i].program, MIRADOR_STAGE_NONE, measure, NULL, fiscal (2025), FRAME_DEMO };
      MiradorRow row = frame_row (&key, pairs[i].value);

      row.range = range;
      mirador_frame_builder_add (builder, &row);
    }
  return mirador_frame_builder_finish (builder);
}

static MiradorFrame *
make_targets (guint n, const Pair *pairs, const char *measure, int year)
{
  MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);
  g_autofree char *target = g_strconcat (measure, MIRADOR_TARGET_SUFFIX, NULL);

  for (guint i = 0; i < n; i++)
    {
      FrameKey key
        = { pairs[i].program, MIRADOR_STAGE_NONE, target, NULL, fiscal (year), FRAME_DEMO };

      if (pairs[i].target != 0)
        frame_add (builder, &key, pairs[i].target);
    }
  return mirador_frame_builder_finish (builder);
}

static GArray *
match (MiradorFrame *figures, MiradorFrame *targets)
{
  g_autoptr (GPtrArray) frames = g_ptr_array_new ();

  g_ptr_array_add (frames, targets);
  return mirador_targets_match (figures, frames);
}

static const MiradorTargeted *
at (const GArray *targeted, guint i)
{
  return &g_array_index (targeted, MiradorTargeted, i);
}

static void
test_year (void)
{
  static const struct
  {
    const char *range;
    const char *year;
  } cases[] = {
    { "AF2025", "AF2025" },         { "2026-07..2026-10", "AF2027" },
    { "2025-03", "AF2025" },        { "2025", "2025" },
    { "2025-02..2025-11", "2025" }, { "2025-02..2026-11", "2025-02..2026-11" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRange range, wanted, year;

      g_assert_true (mirador_range_parse (cases[i].range, 7, &range, NULL));
      g_assert_true (mirador_range_parse (cases[i].year, 7, &wanted, NULL));
      year = mirador_target_year (range, 7);
      g_assert_cmpint (year.first_day, ==, wanted.first_day);
      g_assert_cmpint (year.last_day, ==, wanted.last_day);
    }
  g_assert_true (mirador_range_is_all (mirador_target_year (MIRADOR_RANGE_ALL, 7)));
}

static void
test_match (void)
{
  static const Pair pairs[] = { { "tb", 90, 100 }, { "vih", 50, 0 }, { "ent", NAN, 20 } };
  g_autoptr (MiradorFrame) figures
    = make_figures (3, pairs, "people_screened", mirador_period_get_range (fiscal (2025)));
  g_autoptr (MiradorFrame) targets = make_targets (3, pairs, "people_screened", 2025);
  g_autoptr (MiradorFrame) next_year = make_targets (3, pairs, "people_screened", 2026);
  g_autoptr (MiradorFrame) of_others = make_targets (3, pairs, "people_referred", 2025);
  g_autoptr (GArray) targeted = match (figures, targets);
  g_autoptr (GArray) late = match (figures, next_year);
  g_autoptr (GArray) strange = match (figures, of_others);

  g_assert_cmpuint (mirador_targets_count (targeted), ==, 2);
  g_assert_cmpfloat_with_epsilon (at (targeted, 0)->share, 0.9, 1e-9);
  g_assert_false (at (targeted, 0)->open);
  g_assert_null (at (targeted, 1)->target);
  g_assert_true (isnan (at (targeted, 1)->share));
  g_assert_nonnull (at (targeted, 2)->target);
  g_assert_true (isnan (at (targeted, 2)->share));
  g_assert_cmpuint (mirador_targets_count (late), ==, 0);
  g_assert_cmpuint (mirador_targets_count (strange), ==, 0);
}

/* A real figure never has a simulated target. */
static void
test_real_and_simulated (void)
{
  static const Pair pairs[] = { { "tb", 90, 100 } };
  MiradorFrameBuilder *builder = frame_begin (FRAME_MINSA);
  FrameKey key = { "tb", MIRADOR_STAGE_NONE, "people_screened", NULL, fiscal (2025), FRAME_MINSA };
  g_autoptr (MiradorFrame) targets = make_targets (1, pairs, "people_screened", 2025);
  g_autoptr (MiradorFrame) figures = NULL;
  g_autoptr (GArray) targeted = NULL;

  frame_add (builder, &key, 90);
  figures = mirador_frame_builder_finish (builder);
  targeted = match (figures, targets);
  g_assert_cmpuint (mirador_targets_count (targeted), ==, 0);
}

/* The program works in a district, its target is written for the country. */
static void
test_place_that_holds_it (void)
{
  static const Pair pairs[] = { { "samia", 90, 100 } };
  g_autoptr (MiradorFrame) targets = make_targets (1, pairs, "people_screened", 2025);

  for (guint n = 1; n <= 2; n++)
    {
      static const char *const places[] = { "070106", "070101" };
      MiradorFrameBuilder *builder = frame_begin (FRAME_DEMO);
      g_autoptr (MiradorFrame) figures = NULL;
      g_autoptr (GArray) targeted = NULL;

      for (guint i = 0; i < n; i++)
        {
          FrameKey key = { "samia",   MIRADOR_STAGE_NONE, "people_screened",
                           places[i], fiscal (2025),      FRAME_DEMO };

          frame_add (builder, &key, 90);
        }
      figures = mirador_frame_builder_finish (builder);
      targeted = match (figures, targets);
      /* Two parts of it do not both have the target of the whole. */
      g_assert_cmpuint (mirador_targets_count (targeted), ==, n == 1 ? 1 : 0);
    }
}

static void
test_pace (void)
{
  static const Pair pairs[] = { { "tb", 50, 100 } };
  MiradorRange range;
  g_autoptr (MiradorFrame) targets = make_targets (1, pairs, "people_screened", 2025);
  g_autoptr (MiradorFrame) figures = NULL;
  g_autoptr (GArray) targeted = NULL;
  g_autofree char *pace = NULL, *text = NULL;

  /* July to November 2024: 153 of 365 days. */
  g_assert_true (mirador_range_parse ("2024-07..2024-11", 7, &range, NULL));
  figures = make_figures (1, pairs, "people_screened", range);
  targeted = match (figures, targets);
  g_assert_true (at (targeted, 0)->open);
  g_assert_cmpfloat_with_epsilon (at (targeted, 0)->passed, 153.0 / 365, 1e-9);
  pace = mirador_target_pace_to_text (at (targeted, 0));
  g_assert_cmpstr (pace, ==, "42% of the year");
  text = mirador_target_to_text (at (targeted, 0));
  g_assert_cmpstr (text, ==, "50% of the target of 100 with 42% of the year gone");
}

/* One month beside the target of a year, long after: its 8% are no failure. */
static void
test_part_of_a_year (void)
{
  static const Pair pairs[] = { { "tb", 8, 100 } };
  static const char *const ranges[] = { "2025-06", "2025-04..2025-06", "2024-10..2024-12" };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      MiradorRange range;
      g_autoptr (MiradorFrame) targets = make_targets (1, pairs, "people_screened", 2025);
      g_autoptr (MiradorFrame) figures = NULL;
      g_autoptr (GArray) targeted = NULL;
      g_autofree char *text = NULL;

      g_assert_true (mirador_range_parse (ranges[i], 7, &range, NULL));
      figures = make_figures (1, pairs, "people_screened", range);
      targeted = match (figures, targets);
      g_assert_true (at (targeted, 0)->part);
      g_assert_true (at (targeted, 0)->open);
      text = mirador_target_to_text (at (targeted, 0));
      g_assert_cmpstr (text, ==, "8% of the target of 100 for FY 2025");
    }
}

/* The last day but one is not the end of the year. */
static void
test_pace_at_the_ends (void)
{
  MiradorTargeted one = { .passed = 364.0 / 365 };
  static const Pair pairs[] = { { "tb", 8, 100 } };
  g_autoptr (MiradorFrame) targets = make_targets (1, pairs, "people_screened", 2025);
  g_autofree char *late = NULL, *early = NULL;

  one.target = mirador_frame_get_row (targets, 0);
  late = mirador_target_pace_to_text (&one);
  one.passed = 1.0 / 365;
  early = mirador_target_pace_to_text (&one);
  g_assert_cmpstr (late, ==, "99% of the year");
  g_assert_cmpstr (early, ==, "1% of the year");
}

static void
test_bands (void)
{
  static const struct
  {
    double share;
    MiradorGood good;
    MiradorBand band;
    gboolean met;
    const char *text;
  } cases[] = {
    { 0, MIRADOR_GOOD_UP, MIRADOR_BAND_POOR, FALSE, "0%" },
    { 0.004, MIRADOR_GOOD_UP, MIRADOR_BAND_POOR, FALSE, "0.4%" },
    { 0.7499, MIRADOR_GOOD_UP, MIRADOR_BAND_POOR, FALSE, "74%" },
    { 0.896, MIRADOR_GOOD_UP, MIRADOR_BAND_FAIR, FALSE, "89%" },
    { 0.75, MIRADOR_GOOD_UP, MIRADOR_BAND_FAIR, FALSE, "75%" },
    { 0.90, MIRADOR_GOOD_UP, MIRADOR_BAND_GOOD, FALSE, "90%" },
    { 0.998, MIRADOR_GOOD_UP, MIRADOR_BAND_GOOD, FALSE, "99%" },
    { 1, MIRADOR_GOOD_UP, MIRADOR_BAND_GOOD, TRUE, "100%" },
    { 9.4, MIRADOR_GOOD_UP, MIRADOR_BAND_GOOD, TRUE, "940%" },
    { 0, MIRADOR_GOOD_DOWN, MIRADOR_BAND_GOOD, TRUE, "0%" },
    { 1, MIRADOR_GOOD_DOWN, MIRADOR_BAND_GOOD, TRUE, "100%" },
    { 1.001, MIRADOR_GOOD_DOWN, MIRADOR_BAND_GOOD, FALSE, "101%" },
    { 1.2, MIRADOR_GOOD_DOWN, MIRADOR_BAND_FAIR, FALSE, "120%" },
    { 1.4, MIRADOR_GOOD_DOWN, MIRADOR_BAND_POOR, FALSE, "140%" },
    { 1.4, MIRADOR_GOOD_NONE, MIRADOR_BAND_NONE, FALSE, "140%" },
    { NAN, MIRADOR_GOOD_UP, MIRADOR_BAND_NONE, FALSE, "—" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = mirador_target_share_to_text (cases[i].share, cases[i].good);

      g_assert_cmpint (mirador_target_band (cases[i].share, cases[i].good), ==, cases[i].band);
      g_assert_cmpint (mirador_target_is_met (cases[i].share, cases[i].good), ==, cases[i].met);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

typedef struct
{
  const char *measure;
  const char *range;
  guint n;
  Pair pairs[4];
  const char *en;
  const char *es;
} Sentence;

static const Sentence sentences[] = {
  { "people_accompanied",
    "AF2025",
    3,
    { { "tb", 90, 100 }, { "vih", 120, 100 }, { "ent", 60, 100 } },
    "People accompanied: 1 of 3 targets met; farthest from it: NCDs and cancer, 60%",
    "Personas acompañadas: se cumplió 1 de 3 metas; la más lejana: ENT y cáncer, 60%" },
  { "people_accompanied",
    "AF2025",
    3,
    { { "tb", 100, 100 }, { "vih", 120, 100 }, { "ent", 60, 100 } },
    "People accompanied: 2 of 3 targets met; farthest from it: NCDs and cancer, 60%",
    "Personas acompañadas: se cumplieron 2 de 3 metas; la más lejana: ENT y cáncer, 60%" },
  { "people_accompanied",
    "AF2025",
    2,
    { { "tb", 60, 100 }, { "ent", 60, 100 } }, /* a tie is not broken */
    "People accompanied: none of the 2 targets met",
    "Personas acompañadas: no se cumplió ninguna de las 2 metas" },
  { "people_accompanied",
    "AF2025",
    2,
    { { "tb", 100, 100 }, { "ent", 160, 100 } },
    "People accompanied: all 2 targets met",
    "Personas acompañadas: se cumplieron las 2 metas" },
  { "people_accompanied",
    "2024-07..2024-11",
    2,
    { { "tb", 30, 100 }, { "ent", 52, 100 } },
    "People accompanied: between 30% and 52% of the targets with 42% of the year gone",
    "Personas acompañadas: entre 30% y 52% de las metas con 42% del año transcurrido" },
  { "people_diagnosed", /* nobody says whether more are better */
    "AF2025",
    2,
    { { "tb", 30, 100 }, { "ent", 152, 100 } },
    "People diagnosed: between 30% and 152% of the targets",
    "Personas diagnosticadas: entre 30% y 152% de las metas" },
  { "people_accompanied",
    "AF2025",
    2,
    { { "all", 300, 100 }, { "ent", 97, 100 } }, /* the whole is no program */
    "NCDs and cancer: 97% of the target, 97 of 100",
    "ENT y cáncer: 97% de la meta, 97 de 100" },
  { "people_accompanied",
    "2024-07..2024-11",
    1,
    { { "tb", 52, 100 } },
    "TB: 52% of the target with 42% of the year gone",
    "TB: 52% de la meta con 42% del año transcurrido" },
  { "people_accompanied",
    "AF2025",
    1,
    { { "tb", 52, 0 } },
    "People accompanied against its target",
    "Personas acompañadas frente a su meta" },
};

static void
check_sentence (const Sentence *sentence, const char *expected)
{
  MiradorRange range;
  g_autoptr (MiradorFrame) figures = NULL;
  g_autoptr (MiradorFrame) targets
    = make_targets (sentence->n, sentence->pairs, sentence->measure, 2025);
  g_autoptr (GArray) targeted = NULL;
  g_autofree char *headline = NULL;

  g_assert_true (mirador_range_parse (sentence->range, 7, &range, NULL));
  figures = make_figures (sentence->n, sentence->pairs, sentence->measure, range);
  targeted = match (figures, targets);
  headline = mirador_headline_targets (figures, targeted);
  g_assert_cmpstr (headline, ==, expected);
}

static void
test_headline (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    check_sentence (&sentences[i], sentences[i].en);
}

static void
test_headline_es (void)
{
  mirador_language_set (MIRADOR_LANGUAGE_ES);
  if (g_strcmp0 (g_dgettext (GETTEXT_PACKAGE, "Target"), "Meta") != 0)
    g_test_skip ("the Spanish messages are not built");
  else
    for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
      check_sentence (&sentences[i], sentences[i].es);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
}

/* Every measure has a target, which is found by its id and fills no list. */
static void
test_every_measure (void)
{
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();

  g_assert_cmpuint (measures->len, >, 50);
  for (guint i = 0; i < measures->len; i++)
    {
      const MiradorMeasure *measure = measures->pdata[i];
      const MiradorMeasure *target = mirador_measure_get_target (measure);

      g_assert_null (measure->target_of);
      g_assert_true (target->target_of == measure);
      g_assert_true (mirador_catalogue_measure (target->id) == target);
      g_assert_true (g_str_has_prefix (target->id, measure->id));
      g_assert_true (target->unit == measure->unit);
      g_assert_cmpint (target->kind, ==, measure->kind);
      g_assert_cmpint (target->adds, ==, measure->adds);
      g_assert_cmpint (target->good, ==, measure->good);
      g_assert_cmpfloat (target->multiplier, ==, measure->multiplier);
      g_assert_cmpint (target->stage, ==, MIRADOR_STAGE_NONE);
      g_assert_false (target->sensitive);
      g_assert_null (mirador_measure_get_target (target));
      /* What reports are set against is what is expected, and is called so. */
      if (g_str_equal (measure->id, "reports_received"))
        {
          g_assert_cmpstr (target->name.en, ==, "Reports of facilities expected");
          continue;
        }
      g_assert_true (g_str_has_prefix (target->name.es, "Meta: "));
      g_assert_true (g_str_has_prefix (target->name.en, "Target: "));
      g_assert_cmpuint (g_hash_table_size (target->labels), ==,
                        g_hash_table_size (measure->labels));
    }
}

static void
test_names (void)
{
  static const struct
  {
    const char *measure;
    const char *program;
    const char *es;
    const char *en;
  } cases[] = {
    { "people_screened", NULL, "Meta: personas tamizadas", "Target: people screened" },
    { "people_screened", "samia", "Meta: niñas y niños tamizados", "Target: children screened" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const MiradorMeasure *target
        = mirador_measure_get_target (mirador_catalogue_measure (cases[i].measure));
      const MiradorProgram *program = mirador_catalogue_program (cases[i].program);

      mirador_language_set (MIRADOR_LANGUAGE_ES);
      g_assert_cmpstr (mirador_measure_get_name (target, program), ==, cases[i].es);
      mirador_language_set (MIRADOR_LANGUAGE_EN);
      g_assert_cmpstr (mirador_measure_get_name (target, program), ==, cases[i].en);
    }
}

/* A feed may describe a target itself: it keeps its name and is of the kind of its measure. */
static void
test_own_target (void)
{
  static const char text[]
    = "{\"measures\": ["
      "  {\"id\": \"lenses\", \"name\": {\"es\": \"Lunas\", \"en\": \"Lenses\"},"
      "   \"unit\": \"items\", \"kind\": \"flow\", \"adds\": [\"time\"]},"
      "  {\"id\": \"lenses\", \"name\": {\"es\": \"Otra vez\"},"
      "   \"unit\": \"items\", \"kind\": \"stock\"},"
      "  {\"id\": \"lenses_target\", \"name\": {\"es\": \"Lunas del convenio\"},"
      "   \"unit\": \"people\", \"kind\": \"stock\"},"
      "  {\"id\": \"people_screened_target\", \"name\": {\"es\": \"Otra\"},"
      "   \"unit\": \"people\", \"kind\": \"stock\"},"
      "  {\"id\": \"stray_target\", \"name\": {\"es\": \"De nada\"},"
      "   \"unit\": \"people\", \"kind\": \"stock\"}]}";
  const MiradorMeasure *screened_target = mirador_catalogue_measure ("people_screened_target");
  g_autoptr (GError) error = NULL;
  const MiradorMeasure *target;

  mirador_catalogue_extend (text, -1, "lenses.json", &error);
  g_assert_no_error (error);
  target = mirador_measure_get_target (mirador_catalogue_measure ("lenses"));
  g_assert_cmpstr (target->name.es, ==, "Lunas del convenio");
  g_assert_cmpstr (target->unit, ==, "items");
  g_assert_cmpint (target->kind, ==, MIRADOR_KIND_FLOW);
  g_assert_true (mirador_catalogue_measure ("people_screened_target") == screened_target);
  g_assert_null (mirador_catalogue_measure ("stray_target")->target_of);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_init ("en", g_getenv ("MIRADOR_LOCALE_DIR"));
  g_test_add_func ("/targets/every-measure", test_every_measure);
  g_test_add_func ("/targets/names", test_names);
  g_test_add_func ("/targets/own-target", test_own_target);
  g_test_add_func ("/targets/year", test_year);
  g_test_add_func ("/targets/match", test_match);
  g_test_add_func ("/targets/real-and-simulated", test_real_and_simulated);
  g_test_add_func ("/targets/place-that-holds-it", test_place_that_holds_it);
  g_test_add_func ("/targets/pace", test_pace);
  g_test_add_func ("/targets/part-of-a-year", test_part_of_a_year);
  g_test_add_func ("/targets/pace-at-the-ends", test_pace_at_the_ends);
  g_test_add_func ("/targets/bands", test_bands);
  g_test_add_func ("/targets/headline", test_headline);
  g_test_add_func ("/targets/headline-es", test_headline_es);
  return g_test_run ();
}
