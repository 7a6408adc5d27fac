/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/cascade.h"

#include "test-rows.h"

#define YEAR "2017-01..2017-09"
#define STEP(steps, i) (&g_array_index (steps, MiradorStep, i))

static MiradorRow
stage_row (const char *measure,
           const char *program,
           const char *feed,
           MiradorStage stage,
           double value)
{
  MiradorRow row = row_new (measure, program, "14", YEAR, value);

  row.feed = g_intern_string (feed);
  row.stage = stage;
  return row;
}

/* MINSA's mental-health tables: tests, positive tests, and people of another table. */
static void
test_minsa (void)
{
  MiradorRow rows[]
    = { stage_row ("screenings", "same", MINSA, MIRADOR_STAGE_SCREENED, 192267),
        stage_row ("positive_screenings", "same", MINSA, MIRADOR_STAGE_DIAGNOSED, 7314),
        stage_row ("people_attended", "same", MINSA, MIRADOR_STAGE_ATTENDED, 5681) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, G_N_ELEMENTS (rows));
  g_autoptr (GArray) steps = mirador_cascade_steps (frame);

  g_assert_cmpuint (steps->len, ==, 3);
  g_assert_cmpint (STEP (steps, 0)->kind, ==, MIRADOR_STEP_FIRST);
  g_assert_true (isnan (STEP (steps, 0)->of_previous));

  g_assert_cmpint (STEP (steps, 1)->kind, ==, MIRADOR_STEP_PROPORTION);
  g_assert_cmpfloat_with_epsilon (STEP (steps, 1)->of_previous, 0.03804, 1e-5);
  g_assert_true (STEP (steps, 1)->interval.valid);
  g_assert_cmpfloat_with_epsilon (STEP (steps, 1)->interval.low, 0.0372, 5e-5);
  g_assert_cmpfloat_with_epsilon (STEP (steps, 1)->interval.high, 0.0389, 5e-5);
  g_assert_cmpfloat (STEP (steps, 1)->lost, ==, 184953);

  g_assert_cmpint (STEP (steps, 2)->kind, ==, MIRADOR_STEP_OTHER_TABLE);
  g_assert_cmpfloat_with_epsilon (STEP (steps, 2)->of_previous, 0.7767, 5e-5);
  g_assert_cmpfloat_with_epsilon (STEP (steps, 2)->of_first, 0.02955, 5e-5);
  g_assert_false (STEP (steps, 2)->interval.valid);
  g_assert_cmpint (mirador_cascade_largest_loss (steps), ==, -1);
}

/* The published totals: people of each stage, of whom nobody says that they are the same. */
static void
test_published (void)
{
  MiradorRow rows[]
    = { stage_row ("people_screened", "all", SES, MIRADOR_STAGE_SCREENED, 303705),
        stage_row ("people_diagnosed", "all", SES, MIRADOR_STAGE_DIAGNOSED, 33009),
        stage_row ("people_referred", "all", SES, MIRADOR_STAGE_REFERRED, 14793),
        stage_row ("people_accompanied", "all", SES, MIRADOR_STAGE_ACCOMPANIED, 10747) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, G_N_ELEMENTS (rows));
  g_autoptr (GArray) steps = mirador_cascade_steps (frame);

  for (guint i = 1; i < steps->len; i++)
    {
      g_assert_cmpint (STEP (steps, i)->kind, ==, MIRADOR_STEP_RATIO);
      g_assert_false (STEP (steps, i)->interval.valid);
    }
  g_assert_cmpfloat_with_epsilon (STEP (steps, 3)->of_previous, 0.7265, 5e-5);
  g_assert_cmpint (mirador_cascade_largest_loss (steps), ==, 2);
}

static void
test_tests_then_people (void)
{
  MiradorRow rows[] = { stage_row ("screenings", "tb", SES, MIRADOR_STAGE_SCREENED, 72570),
                        stage_row ("people_diagnosed", "tb", SES, MIRADOR_STAGE_DIAGNOSED, 800) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, G_N_ELEMENTS (rows));
  g_autoptr (GArray) steps = mirador_cascade_steps (frame);

  g_assert_cmpint (STEP (steps, 1)->kind, ==, MIRADOR_STEP_OTHER_KIND);
  g_assert_cmpint (mirador_cascade_largest_loss (steps), ==, -1);
}

static void
test_larger_step (void)
{
  MiradorRow rows[] = { stage_row ("people_diagnosed", "ent", SES, MIRADOR_STAGE_DIAGNOSED, 100),
                        stage_row ("people_referred", "ent", SES, MIRADOR_STAGE_REFERRED, 150) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, G_N_ELEMENTS (rows));
  g_autoptr (GArray) steps = mirador_cascade_steps (frame);

  g_assert_true (STEP (steps, 1)->larger);
  g_assert_cmpfloat (STEP (steps, 1)->of_previous, ==, 1.5);
  g_assert_cmpfloat (STEP (steps, 1)->lost, ==, -50);
  g_assert_false (STEP (steps, 1)->interval.valid);
  g_assert_cmpint (mirador_cascade_largest_loss (steps), ==, -1);
}

/* A declared subset that is larger than its whole is none in these figures. */
static void
test_larger_subset (void)
{
  MiradorRow rows[]
    = { stage_row ("screenings", "same", MINSA, MIRADOR_STAGE_SCREENED, 10),
        stage_row ("positive_screenings", "same", MINSA, MIRADOR_STAGE_DIAGNOSED, 12) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, G_N_ELEMENTS (rows));
  g_autoptr (GArray) steps = mirador_cascade_steps (frame);

  g_assert_true (STEP (steps, 1)->larger);
  g_assert_cmpint (STEP (steps, 1)->kind, !=, MIRADOR_STEP_PROPORTION);
  g_assert_false (STEP (steps, 1)->interval.valid);
}

static void
test_gaps (void)
{
  MiradorRow rows[] = { stage_row ("people_screened", "all", SES, MIRADOR_STAGE_SCREENED, 1000),
                        stage_row ("people_diagnosed", "all", SES, MIRADOR_STAGE_DIAGNOSED, NAN),
                        stage_row ("people_referred", "all", SES, MIRADOR_STAGE_REFERRED, 100),
                        stage_row ("people_attended", "all", SES, MIRADOR_STAGE_ATTENDED, NAN) };
  g_autoptr (MiradorFrame) frame = NULL;
  g_autoptr (GArray) steps = NULL;

  rows[1].gap = MIRADOR_GAP_SUPPRESSED;
  rows[3].gap = MIRADOR_GAP_NO_CASCADE;
  frame = frame_new (rows, G_N_ELEMENTS (rows));
  steps = mirador_cascade_steps (frame);
  g_assert_cmpuint (steps->len, ==, 3); /* a stage that does not exist is left out */
  g_assert_cmpint (STEP (steps, 1)->kind, ==, MIRADOR_STEP_UNKNOWN);
  g_assert_cmpint (STEP (steps, 2)->kind, ==, MIRADOR_STEP_UNKNOWN);
  g_assert_true (isnan (STEP (steps, 2)->of_previous) && isnan (STEP (steps, 2)->lost));
  g_assert_cmpfloat (STEP (steps, 2)->of_first, ==, 0.1);
}

/* Where a step is not known, or two are alike, none is the largest loss. */
static void
test_largest_loss_is_certain (void)
{
  static const struct
  {
    double values[4];
    int worst;
  } cases[] = {
    { { 100, 50, 40, 30 }, 1 },
    { { 100, 50, 25, 20 }, -1 }, /* both lose half */
    { { 100, 50, NAN, 30 }, -1 },
    { { 100, 90, 45, 40 }, 2 },
  };
  static const char *const measures[]
    = { "people_diagnosed", "people_referred", "people_attended", "people_started" };
  static const MiradorStage stages[] = { MIRADOR_STAGE_DIAGNOSED, MIRADOR_STAGE_REFERRED,
                                         MIRADOR_STAGE_ATTENDED, MIRADOR_STAGE_STARTED };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRow rows[4];
      g_autoptr (MiradorFrame) frame = NULL;
      g_autoptr (GArray) steps = NULL;

      for (guint j = 0; j < 4; j++)
        {
          rows[j] = stage_row (measures[j], "ent", SES, stages[j], cases[i].values[j]);
          rows[j].gap = isnan (cases[i].values[j]) ? MIRADOR_GAP_NOT_REPORTED : MIRADOR_GAP_NONE;
        }
      frame = frame_new (rows, 4);
      steps = mirador_cascade_steps (frame);
      g_assert_cmpint (mirador_cascade_largest_loss (steps), ==, cases[i].worst);
    }
}

static void
test_rounded_has_no_interval (void)
{
  MiradorRow rows[]
    = { stage_row ("screenings", "same", MINSA, MIRADOR_STAGE_SCREENED, 1000),
        stage_row ("positive_screenings", "same", MINSA, MIRADOR_STAGE_DIAGNOSED, 40) };
  g_autoptr (MiradorFrame) frame = NULL;
  g_autoptr (GArray) steps = NULL;

  rows[0].flags = MIRADOR_FLAG_MORE_THAN;
  frame = frame_new (rows, G_N_ELEMENTS (rows));
  steps = mirador_cascade_steps (frame);
  g_assert_cmpint (STEP (steps, 1)->kind, ==, MIRADOR_STEP_PROPORTION);
  g_assert_false (STEP (steps, 1)->interval.valid);
}

static void
test_empty (void)
{
  g_autoptr (MiradorFrame) frame = frame_new (NULL, 0);
  g_autoptr (GArray) steps = mirador_cascade_steps (frame);

  g_assert_cmpuint (steps->len, ==, 0);
  g_assert_cmpint (mirador_cascade_largest_loss (steps), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/cascade/minsa", test_minsa);
  g_test_add_func ("/cascade/published", test_published);
  g_test_add_func ("/cascade/tests-then-people", test_tests_then_people);
  g_test_add_func ("/cascade/larger-step", test_larger_step);
  g_test_add_func ("/cascade/larger-subset", test_larger_subset);
  g_test_add_func ("/cascade/gaps", test_gaps);
  g_test_add_func ("/cascade/largest-loss-is-certain", test_largest_loss_is_certain);
  g_test_add_func ("/cascade/rounded-has-no-interval", test_rounded_has_no_interval);
  g_test_add_func ("/cascade/empty", test_empty);
  return g_test_run ();
}
