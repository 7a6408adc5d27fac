/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory-source.h"

/* The feed of the only row's figure. */
static const char *
feed_of (Memory *memory, const MemoryQuestion *question)
{
  g_autoptr (MiradorFrame) frame = memory_answer (memory, question);

  g_assert_cmpuint (mirador_frame_get_n_rows (frame), ==, 1);
  return mirador_frame_get_row (frame, 0)->feed;
}

static void
test_two_feeds (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MemoryQuestion question = { .measures = "t_flow", .period = "2025-01" };

  memory_write (memory, "one", "t_flow", "tb", "PE - 2025-01 10");
  memory_write (memory, "two", "t_flow", "tb", "PE - 2025-01 11\nPE - 2025-02 12");
  memory_expect (memory, "PE - .. feeds(one,two)", .measures = "t_flow", .places = "PE");
  memory_expect (memory, "PE - 2025-01 10", .measures = "t_flow", .feed = "one");
  memory->prefer = "two";
  memory_expect (memory, "PE - 2025-01 11", .measures = "t_flow", .period = "2025-01");
  g_assert_cmpstr (feed_of (memory, &question), ==, "two");
  /* The preferred feed answers even where only the other could. */
  memory->prefer = "one";
  memory_expect (memory, "PE - 2025-02 no-data", .measures = "t_flow", .period = "2025-02");
}

static void
test_catalogue_preference (void)
{
  g_autoptr (Memory) memory = memory_new ();

  memory_write (memory, "minsa-mental-health", "people_attended", "same", "14 - 2025-01 10");
  memory_write (memory, "office", "people_attended", "same", "14 - 2025-01 11");
  memory_expect (memory, "14 - 2025-01 10", .measures = "people_attended");
  memory->prefer = "office";
  memory_expect (memory, "14 - 2025-01 11", .measures = "people_attended");
}

static void
test_simulated_never_stands_in (void)
{
  g_autoptr (Memory) memory = memory_new ();

  memory_feed (memory, "demo")->simulated = TRUE;
  memory_write (memory, "demo", "t_flow", "tb", "PE - 2025-01 99\nPE - 2025-02 99");
  memory_expect (memory, "PE - 2025-02 99 s", .measures = "t_flow", .period = "2025-02");
  memory_write (memory, "real", "t_flow", "tb", "PE - 2025-01 10");
  memory->prefer = "demo";
  memory_expect (memory, "PE - 2025-01 10", .measures = "t_flow", .period = "2025-01");
  memory_expect (memory, "PE - 2025-02 no-data", .measures = "t_flow", .period = "2025-02");
  memory_expect (memory, "PE - 2025-02 99 s", .measures = "t_flow", .period = "2025-02",
                 .feed = "demo");
}

/* Nor in a table beside them: a program that only the simulated feed has stays empty, and says so.
 */
static void
test_simulated_beside_real (void)
{
  g_autoptr (Memory) memory = memory_new ();

  memory_feed (memory, "demo")->simulated = TRUE;
  memory_write (memory, "demo", "t_flow", "vih", "PE - 2025-01 99");
  memory_write (memory, "real", "t_flow", "tb", "PE - 2025-01 10");
  memory_expect (memory, "PE - 2025-01 10\nPE - 2025-01 no-data", .measures = "t_flow",
                 .programs = "tb,vih", .by = "program", .places = "PE", .period = "2025-01");
  memory_expect (memory, "PE - 2025-01 99 s", .measures = "t_flow", .programs = "vih",
                 .feed = "demo");
}

static void
test_programs_never_add (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MemoryQuestion question = { .measures = "t_flow" };
  g_autoptr (MiradorFrame) frame = NULL;

  memory_write (memory, "real", "t_flow", "vih", "PE - 2025-01 20");
  memory_write (memory, "real", "t_flow", "tb", "PE - 2025-01 10");
  memory_expect (memory, "PE - 2025-01 adds-not-program(tb,vih)", .measures = "t_flow",
                 .places = "PE", .period = "2025-01");
  memory_expect (memory, "PE - 2025-01 20", .measures = "t_flow", .programs = "vih");
  memory_expect (memory, "PE - 2025-01 10\nPE - 2025-01 20\nPE - .. no-data", .measures = "t_flow",
                 .programs = "vih,tb,ent", .by = "program", .places = "PE");
  frame = memory_answer (memory, &question);
  g_assert_null (mirador_frame_get_row (frame, 0)->program);
}

static void
test_all_measures (void)
{
  g_autoptr (Memory) memory = memory_new ();

  memory_write (memory, "real", "t_people", "tb", "PE - 2025-01 20");
  memory_write (memory, "real", "t_flow", "tb", "PE - 2025-01 10");
  memory_expect (memory, "PE - 2025-01 10\nPE - 2025-01 20", .programs = "tb");
  memory_expect (memory, "PE - .. no-data", .measures = "t_stock", .programs = "tb",
                 .places = "PE");
}

static void
test_profile_and_dates (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MemoryQuestion question = { .measures = "t_flow", .period = "2025-01" };
  g_autoptr (MiradorFrame) frame = NULL;
  const MiradorRow *row;

  memory_write (memory, "real", "t_flow", "tb", "PE - 2025-01 20\nPE - 2025-02 20");
  frame = memory_answer (memory, &question);
  row = mirador_frame_get_row (frame, 0);
  g_assert_nonnull (mirador_frame_get_profile (frame, row->feed));
  g_assert_cmpint (row->received, ==, 1000);
  g_assert_true (mirador_period_equal (row->data_until, memory_period ("2025-02")));
  g_assert_cmpfloat (row->completeness, ==, 1);
  g_assert_cmpuint (row->n_parts, ==, 1);
}

static void
add_cascades (Memory *memory)
{
  memory_write (memory, "ses-annual-report-2025", "people_screened", "all", "PE - FY2025 303705");
  memory_write (memory, "ses-annual-report-2025", "people_diagnosed", "all", "PE - FY2025 33009");
  memory_write (memory, "ses-annual-report-2025", "screenings", "tb", "PE - FY2025 72570");
  memory_write (memory, "ses-annual-report-2025", "people_diagnosed", "tb", "PE - FY2025 1442");
  memory_write (memory, "ses-annual-report-2025", "regions_reached", "pps", "PE - FY2025 5");
}

static void
test_stages (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MemoryQuestion question = { .stages = "screened", .programs = "tb" };
  g_autoptr (MiradorFrame) frame = NULL;
  const MiradorRow *row;

  add_cascades (memory);
  memory_expect (memory,
                 "PE - FY2025 303705\nPE - FY2025 72570\nPE - FY2025 33009\n"
                 "PE - FY2025 1442",
                 .stages = "screened,diagnosed", .by = "program");
  memory_expect (memory, "PE - FY2025 1442\nPE - FY2025 no-cascade", .programs = "tb",
                 .stages = "diagnosed,referred", .places = "PE", .period = "FY2025");
  memory_expect (memory, "PE - FY2025 adds-not-program(all,tb)", .stages = "screened",
                 .places = "PE", .period = "FY2025");
  memory_expect (memory, "PE - FY2025 no-cascade", .stages = "screened", .programs = "pps",
                 .places = "PE", .period = "FY2025");
  memory_expect (memory, "PE - FY2025 72570", .stages = "screened", .programs = "tb,pps",
                 .by = "program");
  frame = memory_answer (memory, &question);
  row = mirador_frame_get_row (frame, 0);
  g_assert_cmpint (row->stage, ==, MIRADOR_STAGE_SCREENED);
  g_assert_cmpstr (row->measure->id, ==, "screenings");
}

/* All steps of a cascade are of one feed: figures of two feeds make no way. */
static void
test_stages_of_one_feed (void)
{
  g_autoptr (Memory) memory = memory_new ();

  add_cascades (memory);
  memory_feed (memory, "demo")->simulated = TRUE;
  memory_write (memory, "demo", "people_diagnosed", "tb", "PE - FY2025 5");
  memory_write (memory, "demo", "people_referred", "tb", "PE - FY2025 4");
  memory_expect (memory, "PE - FY2025 72570\nPE - FY2025 no-cascade", .programs = "tb",
                 .stages = "screened,referred", .places = "PE", .period = "FY2025");
  memory_expect (memory, "PE - FY2025 5 s\nPE - FY2025 4 s", .programs = "tb", .feed = "demo",
                 .stages = "diagnosed,referred");
}

static void
add_population (Memory *memory)
{
  for (guint i = 1; i <= 25; i++)
    {
      g_autofree char *code = g_strdup_printf ("%02u", i);

      memory_add (memory, "population", "population", "context", code, "-", "2020", 100000);
      memory_add (memory, "population", "population", "context", code, "-", "2025", 200000);
    }
}

static void
test_rates (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MemoryQuestion question
    = { .measures = "t_flow", .places = "PE", .period = "2021-01", .rate = TRUE };
  g_autoptr (MiradorFrame) frame = NULL;
  const MiradorRow *row;

  add_population (memory);
  for (guint i = 1; i <= 25; i++)
    {
      g_autofree char *code = g_strdup_printf ("%02u", i);
      memory_add (memory, "real", "t_flow", "tb", code, "-", "2021-01", 10);
    }
  memory_write (memory, "real", "t_flow", "tb",
                "14 - 2024-01 10\n140101 - 2024-01 7\n14 sex=F 2024-01 6\n14 sex=M 2024-01 4\n");
  memory_write (memory, "real", "t_stock", "tb", "14 - 2024-01 10");
  memory_expect (memory, "14 - 2024-01 5", .measures = "t_flow", .places = "14",
                 .period = "2024-01", .rate = TRUE);
  memory_expect (memory, "lima-y-callao - 2021-01 10", .measures = "t_flow",
                 .places = "lima-y-callao", .period = "2021-01", .rate = TRUE);
  memory_expect (memory, "sum - 2021-01 10", .measures = "t_flow", .places = "14,07",
                 .period = "2021-01", .rate = TRUE);
  memory_expect (memory, "140101 - 2024-01 no-population", .measures = "t_flow", .places = "140101",
                 .period = "2024-01", .rate = TRUE);
  memory_expect (memory, "14 sex=F 2024-01 no-population", .measures = "t_flow", .places = "14",
                 .period = "2024-01", .breakdown = "sex=F", .rate = TRUE);
  memory_expect (memory, "14 - 2024-01 no-denominator", .measures = "t_stock", .rate = TRUE);
  frame = memory_answer (memory, &question);
  row = mirador_frame_get_row (frame, 0);
  g_assert_cmpfloat (row->numerator, ==, 250);
  g_assert_cmpfloat (row->denominator, ==, 2500000);
  g_assert_cmpint (row->population_year, ==, 2020);
  g_assert_cmpstr (row->population_feed, ==, "population");
  g_assert_nonnull (mirador_frame_get_profile (frame, "population"));
}

static void
test_rate_year (void)
{
  static const struct
  {
    const char *period;
    int year;
  } cases[] = { { "2019-06", 2020 }, { "2022-12", 2020 }, { "2023-01", 2025 },
                { "2023-06", 2025 }, { "FY2023", 2020 },  { "2031-01", 2025 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Memory) memory = memory_new ();
      MemoryQuestion question = { .measures = "t_flow", .rate = TRUE };
      g_autoptr (MiradorFrame) frame = NULL;

      add_population (memory);
      memory_add (memory, "real", "t_flow", "tb", "14", "-", cases[i].period, 10);
      frame = memory_answer (memory, &question);
      g_assert_cmpint (mirador_frame_get_row (frame, 0)->population_year, ==, cases[i].year);
    }
}

static void
test_default_place (void)
{
  static const struct
  {
    const char *lines, *expected;
  } cases[] = {
    { "140101 - 2025-01 1", "140101 - 2025-01 1" },
    { "070101 - 2025-01 1\n070106 - 2025-01 1", "0701 - 2025-01 not-reported(2/7)" },
    { "diris-lima-este - 2025-01 3", "diris-lima-este - 2025-01 3" },
    { "PE - 2025-01 9\n07 - 2025-01 3", "PE - 2025-01 9" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Memory) memory = memory_new ();

      memory_write (memory, "real", "t_flow", "tb", cases[i].lines);
      memory_expect (memory, cases[i].expected, .measures = "t_flow");
    }
}

static void
test_several_covered (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms = memory_terms (memory, "real", "t_flow");

  g_ptr_array_add (terms->covers, (gpointer) "150103");
  g_ptr_array_add (terms->covers, (gpointer) "150110");
  memory_write (memory, "real", "t_flow", "tb", "150103 - 2025-01 1\n150110 - 2025-01 2");
  memory_expect (memory, "sum - 2025-01 3", .measures = "t_flow");
  memory_expect (memory, "150103 - 2025-01 1\n150110 - 2025-01 2", .measures = "t_flow",
                 .by = "place");
  memory_expect (memory, "15 - 2025-01 not-covered(150103,150110)", .measures = "t_flow",
                 .places = "15");
}

static void
test_levels (void)
{
  g_autoptr (Memory) memory = memory_new ();

  memory_write (memory, "real", "t_flow", "tb",
                "150103 - 2025-01 1\n150107 - 2025-01 2\n150102 - 2025-01 4\n070101 - 2025-01 8\n");
  memory_expect (memory,
                 "070101 - 2025-01 8\n150102 - 2025-01 4\n150103 - 2025-01 1\n"
                 "150107 - 2025-01 2",
                 .measures = "t_flow", .by = "district");
  memory_expect (memory, "150103 - 2025-01 1\n150107 - 2025-01 2", .measures = "t_flow",
                 .places = "diris-lima-este", .by = "district");
  memory_expect (memory,
                 "diris-lima-este - 2025-01 not-reported(2/8)\n"
                 "diris-lima-norte - 2025-01 not-reported(1/9)",
                 .measures = "t_flow", .by = "authority");
}

static void
test_no_figures (void)
{
  g_autoptr (Memory) memory = memory_new ();

  memory_expect (memory, "", .programs = "tb");
  memory_expect (memory, "sum - .. no-data", .measures = "t_flow");
}

static void
test_cancelled (void)
{
  g_autoptr (Memory) memory = memory_new ();
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  memory_write (memory, "real", "t_flow", "tb", "PE - 2025-01 20");
  g_cancellable_cancel (cancellable);
  g_assert_null (mirador_answer (&memory->source, query, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  memory_extend_catalogue ();
  g_test_add_func ("/answer/two-feeds", test_two_feeds);
  g_test_add_func ("/answer/catalogue-preference", test_catalogue_preference);
  g_test_add_func ("/answer/simulated-never-stands-in", test_simulated_never_stands_in);
  g_test_add_func ("/answer/simulated-beside-real", test_simulated_beside_real);
  g_test_add_func ("/answer/programs-never-add", test_programs_never_add);
  g_test_add_func ("/answer/all-measures", test_all_measures);
  g_test_add_func ("/answer/profile-and-dates", test_profile_and_dates);
  g_test_add_func ("/answer/stages", test_stages);
  g_test_add_func ("/answer/stages-of-one-feed", test_stages_of_one_feed);
  g_test_add_func ("/answer/rates", test_rates);
  g_test_add_func ("/answer/rate-year", test_rate_year);
  g_test_add_func ("/answer/default-place", test_default_place);
  g_test_add_func ("/answer/several-covered", test_several_covered);
  g_test_add_func ("/answer/levels", test_levels);
  g_test_add_func ("/answer/no-figures", test_no_figures);
  g_test_add_func ("/answer/cancelled", test_cancelled);
  return g_test_run ();
}
