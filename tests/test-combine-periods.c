/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory-source.h"

static void
add_months (Memory *memory, const char *place, const char *first, guint n, double value)
{
  MiradorPeriod month = memory_period (first);

  for (guint i = 0; i < n; i++, month = mirador_period_next (month))
    {
      g_autofree char *code = mirador_period_to_code (month);
      memory_add (memory, "real", "t_flow", "tb", place, "-", code, value);
    }
}

static void
add_weeks (Memory *memory, const char *first, guint n, double value)
{
  MiradorPeriod week = memory_period (first);

  for (guint i = 0; i < n; i++, week = mirador_period_next (week))
    {
      g_autofree char *code = mirador_period_to_code (week);
      memory_add (memory, "real", "t_flow", "tb", "PE", "-", code, value);
    }
}

static void
test_fiscal_year_and_months (void)
{
  static const struct
  {
    double published;
    const char *expected;
  } cases[] = { { 120, "PE - FY2025 120" }, { 119, "PE - FY2025 119" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Memory) memory = memory_new ();

      add_months (memory, "PE", "2024-07", 12, 10);
      memory_add (memory, "real", "t_flow", "tb", "PE", "-", "FY2025", cases[i].published);
      memory_expect (memory, cases[i].expected, .measures = "t_flow", .period = "FY2025");
      memory_expect (memory, "PE - 2024-Q3 30", .measures = "t_flow", .period = "2024-Q3");
    }
}

static void
test_months_make_years (void)
{
  g_autoptr (Memory) memory = memory_new ();

  add_months (memory, "PE", "2024-07", 18, 10);
  memory_expect (memory, "PE - FY2025 120\nPE - FY2026 not-reported(6/12)", .measures = "t_flow",
                 .every = MIRADOR_GRAIN_FISCAL_YEAR);
  memory_expect (memory, "PE - FY2025 120", .measures = "t_flow",
                 .every = MIRADOR_GRAIN_FISCAL_YEAR, .period = "2024-07..2025-12");
  memory_expect (memory, "PE - 2025 120", .measures = "t_flow", .period = "2025");
  memory_expect (memory, "PE - 2025-03-01..2025-03-15 not-at-grain(month)", .measures = "t_flow",
                 .period = "2025-03-01..2025-03-15");
  memory_expect (memory, "PE - 2024-07..2025-12 180", .measures = "t_flow", .period = "2024-07..");
}

/* A changed first month regroups months; it does not relabel what was published. */
static void
test_changed_first_month (void)
{
  g_autoptr (Memory) memory = memory_new ();
  g_autoptr (Memory) yearly = memory_new ();

  add_months (memory, "PE", "2024-04", 15, 10);
  memory_add (memory, "real", "t_flow", "tb", "PE", "-", "FY2025", 777);
  memory_add (yearly, "real", "t_flow", "tb", "PE", "-", "FY2025", 777);
  memory_expect (memory, "PE - FY2025 777", .measures = "t_flow", .period = "FY2025");
  memory_expect (memory, "PE - FY2025-04 120", .measures = "t_flow", .period = "FY2025",
                 .fiscal_first_month = 4);
  memory_expect (yearly, "PE - FY2025-04 not-at-grain(fiscal-year)", .measures = "t_flow",
                 .period = "FY2025", .fiscal_first_month = 4);
  memory_expect (yearly, "PE - 2025-01 not-at-grain(fiscal-year)", .measures = "t_flow",
                 .period = "2025-01");
}

static void
test_weeks (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MemoryQuestion question = { .measures = "t_flow", .period = "2024" };
  g_autoptr (MiradorFrame) frame = NULL;

  add_weeks (memory, "2024-W01", 52, 1);
  memory_expect (memory, "PE - 2024 52 w", .measures = "t_flow", .period = "2024");
  memory_expect (memory, "PE - 2024-02 not-at-grain(week)", .measures = "t_flow",
                 .period = "2024-02");
  memory_expect (memory, "PE - 2024-Q1 not-at-grain(week)", .measures = "t_flow",
                 .period = "2024-Q1");
  memory_expect (memory, "PE - FY2024 not-at-grain(week)", .measures = "t_flow",
                 .period = "FY2024");
  memory_expect (memory, "PE - 2024BiW5 2", .measures = "t_flow", .period = "2024-W09..2024-W10");
  memory_expect (memory, "PE - 2024-W09 1", .measures = "t_flow", .period = "2024-W09");
  frame = memory_answer (memory, &question);
  g_assert_cmpint (mirador_frame_get_row (frame, 0)->range.last_day, ==,
                   mirador_day_new (2024, 12, 29));
}

static void
test_week_53 (void)
{
  g_autoptr (Memory) memory = memory_new ();
  g_autoptr (Memory) short_one = memory_new ();

  add_weeks (memory, "2020-W01", 53, 1);
  memory_expect (memory, "PE - 2020 53 w", .measures = "t_flow", .period = "2020");
  add_weeks (short_one, "2020-W01", 52, 1);
  memory_expect (short_one, "PE - 2020 not-reported(52/53)", .measures = "t_flow",
                 .period = "2020");
}

static void
test_epi_weeks (void)
{
  g_autoptr (Memory) memory = memory_new ();

  add_weeks (memory, "2025-SE01", 53, 1);
  /* 2025 has 53 epidemiological weeks: 29 December 2024 to 3 January 2026. */
  memory_expect (memory, "PE - 2025 53 w", .measures = "t_flow", .period = "2025");
  memory_expect (memory, "PE - 2025-W10 not-at-grain(epi-week)", .measures = "t_flow",
                 .period = "2025-W10");
}

static void
test_months_before_weeks (void)
{
  g_autoptr (Memory) memory = memory_new ();

  add_weeks (memory, "2024-W01", 52, 1);
  add_months (memory, "PE", "2024-01", 12, 5);
  memory_expect (memory, "PE - 2024 60", .measures = "t_flow", .period = "2024");
}

/* DHIS2's weeks may start on a Wednesday: they are listed as they are, and make years of their own.
 */
static void
test_other_weeks (void)
{
  g_autoptr (Memory) memory = memory_new ();

  add_weeks (memory, "2024WedW1", 52, 1);
  memory_expect (memory, "PE - 2024WedW1 1\nPE - 2024WedW2 1", .measures = "t_flow",
                 .period = "2024-01-01..2024-01-20", .every = MIRADOR_GRAIN_WEEK);
  memory_expect (memory, "PE - 2024 52 w", .measures = "t_flow", .period = "2024");
  memory_expect (memory, "PE - 2024-W09 not-at-grain(week)", .measures = "t_flow",
                 .period = "2024-W09");
}

static void
test_absent_is_zero (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms = memory_terms (memory, "real", "t_flow");

  terms->absent = MIRADOR_ABSENT_ZERO;
  terms->complete_until = memory_period ("2017-03");
  g_ptr_array_add (terms->covers, (gpointer) "14");
  memory_write (memory, "real", "t_flow", "tb",
                "140101 - 2017-01 1\n140103 - 2017-02 2\n140101 - 2017-04 4\n");
  memory_expect (memory, "14 - 2017-01 1\n14 - 2017-02 2\n14 - 2017-03 0\n14 - 2017-04 4 p",
                 .measures = "t_flow", .every = MIRADOR_GRAIN_MONTH);
  memory_expect (memory, "14 - 2017-Q1 3", .measures = "t_flow", .period = "2017-Q1");
  memory_expect (memory, "140101 - 2017-03 0\n140103 - 2017-03 0", .measures = "t_flow",
                 .period = "2017-03", .by = "district");
  memory_expect (memory, "140201 - 2017-01 0", .measures = "t_flow", .places = "140201",
                 .period = "2017-01");
  memory_expect (memory, "1402 - 2017-01 0", .measures = "t_flow", .places = "1402",
                 .period = "2017-01");
  memory_expect (memory, "15 - 2017-01 not-covered(14)", .measures = "t_flow", .places = "15",
                 .period = "2017-01");
  memory_expect (memory, "140103 - 2017-04 not-reported(0/1)", .measures = "t_flow",
                 .places = "140103", .period = "2017-04");
  memory_expect (memory, "14 - 2017-05 no-data", .measures = "t_flow", .places = "14",
                 .period = "2017-05");
  memory_expect (memory, "14 - 2016-12 no-data", .measures = "t_flow", .places = "14",
                 .period = "2016-12");
}

static void
test_complete_from (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms = memory_terms (memory, "real", "t_flow");

  terms->absent = MIRADOR_ABSENT_ZERO;
  terms->complete_from = memory_period ("2017-03");
  terms->complete_until = memory_period ("2017-06");
  g_ptr_array_add (terms->covers, (gpointer) "1401");
  memory_write (memory, "real", "t_flow", "tb",
                "140101 - 2017-01 1\n140103 - 2017-04 2\n140101 - 2017-06 4\n");
  memory_expect (memory, "1401 - 2017-Q1 not-reported(3/6)", .measures = "t_flow",
                 .period = "2017-Q1");
  memory_expect (memory, "1401 - 2017-Q2 6", .measures = "t_flow", .period = "2017-Q2");
}

/* The ways of MINSA's mental-health table: districts by sex, age and condition, only what is not
 * zero, complete until August, one month more begun. */
static void
test_open_data_table (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms = memory_terms (memory, "real", "t_flow");

  terms->absent = MIRADOR_ABSENT_ZERO;
  terms->complete_until = memory_period ("2017-08");
  g_ptr_array_add (terms->covers, (gpointer) "14");
  mirador_terms_add_member (terms, "age", "<1");
  mirador_terms_add_member (terms, "age", "1-4");
  mirador_terms_add_member (terms, "condition", "depression");
  mirador_terms_add_member (terms, "condition", "violence");
  memory_write (memory, "real", "t_flow", "same",
                "140101 age=<1;condition=depression;sex=F 2017-01 1\n"
                "140101 age=1-4;condition=violence;sex=M 2017-07 2\n"
                "140201 age=<1;condition=depression;sex=M 2017-08 4\n"
                "140301 age=1-4;condition=depression;sex=F 2017-09 8\n");
  memory_expect (memory,
                 "1401 - 2017-01..2017-09 3 p\n1402 - 2017-01..2017-09 4 p\n"
                 "1403 - 2017-01..2017-09 8 p",
                 .measures = "t_flow", .by = "province");
  memory_expect (memory, "14 - 2017-07 2\n14 - 2017-08 4\n14 - 2017-09 8 p", .measures = "t_flow",
                 .period = "2017-07..2017-09", .every = MIRADOR_GRAIN_MONTH);
  memory_expect (memory, "14 condition=depression 2017-08 4\n14 condition=violence 2017-08 0",
                 .measures = "t_flow", .period = "2017-08", .by = "condition");
  memory_expect (memory, "14 sex=F 2017-Q1 1\n14 sex=M 2017-Q1 0", .measures = "t_flow",
                 .period = "2017-Q1", .by = "sex");
}

static void
test_partial (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms;

  add_months (memory, "PE", "2026-07", 3, 10);
  memory_expect (memory, "PE - 2026-07..2026-10 not-reported(3/4)", .measures = "t_flow",
                 .period = "2026-07..2026-10");
  terms = memory_terms (memory, "real", "t_flow");
  terms->complete_until = memory_period ("2026-08");
  memory_expect (memory, "PE - 2026-07..2026-10 30 p", .measures = "t_flow",
                 .period = "2026-07..2026-10");
  memory_expect (memory, "PE - 202604B 20", .measures = "t_flow", .period = "2026-07..2026-08");
  memory_expect (memory, "PE - 2026-09 10 p\nPE - 2026-10 no-data", .measures = "t_flow",
                 .period = "2026-09..2026-10", .every = MIRADOR_GRAIN_MONTH);
}

static void
test_partial_places (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms = memory_terms (memory, "real", "t_flow");
  MemoryQuestion question = { .measures = "t_flow", .places = "lima-y-callao" };
  g_autoptr (MiradorFrame) frame = NULL;

  terms->complete_until = memory_period ("2025-01");
  memory_write (memory, "real", "t_flow", "tb", "07 - 2025-01 1\n15 - 2025-01 2\n15 - 2025-02 4\n");
  frame = memory_answer (memory, &question);
  g_assert_cmpfloat (mirador_frame_get_row (frame, 0)->value, ==, 7);
  g_assert_cmpfloat (mirador_frame_get_row (frame, 0)->completeness, ==, 0.75);
  g_assert_cmpint (mirador_frame_get_row (frame, 0)->flags, ==, MIRADOR_FLAG_PARTIAL);
  g_assert_cmpint (mirador_frame_get_row (frame, 0)->n_parts, ==, 3);
}

/* Absence as zero must not let a sparse breakdown win over a full one. */
static void
test_sparse_breakdown (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms = memory_terms (memory, "real", "t_flow");

  terms->absent = MIRADOR_ABSENT_ZERO;
  terms->complete_until = memory_period ("2025-03");
  mirador_terms_add_member (terms, "age", "0-17");
  mirador_terms_add_member (terms, "age", "18+");
  g_ptr_array_add (terms->covers, (gpointer) "PE");
  memory_write (memory, "real", "t_flow", "tb",
                "PE age=0-17 2025-01 1\nPE age=18+ 2025-01 2\n"
                "PE sex=F 2025-01 2\nPE sex=M 2025-01 1\n"
                "PE sex=F 2025-02 2\nPE sex=M 2025-02 3\nPE sex=F 2025-03 4\n");
  memory_expect (memory, "PE - 2025-01 3\nPE - 2025-02 5\nPE - 2025-03 4", .measures = "t_flow",
                 .every = MIRADOR_GRAIN_MONTH);
  memory_expect (memory, "PE - 2025-Q1 12", .measures = "t_flow", .period = "2025-Q1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  memory_extend_catalogue ();
  g_test_add_func ("/combine/fiscal-year-and-months", test_fiscal_year_and_months);
  g_test_add_func ("/combine/months-make-years", test_months_make_years);
  g_test_add_func ("/combine/changed-first-month", test_changed_first_month);
  g_test_add_func ("/combine/weeks", test_weeks);
  g_test_add_func ("/combine/week-53", test_week_53);
  g_test_add_func ("/combine/epi-weeks", test_epi_weeks);
  g_test_add_func ("/combine/months-before-weeks", test_months_before_weeks);
  g_test_add_func ("/combine/other-weeks", test_other_weeks);
  g_test_add_func ("/combine/absent-is-zero", test_absent_is_zero);
  g_test_add_func ("/combine/complete-from", test_complete_from);
  g_test_add_func ("/combine/open-data-table", test_open_data_table);
  g_test_add_func ("/combine/partial", test_partial);
  g_test_add_func ("/combine/partial-places", test_partial_places);
  g_test_add_func ("/combine/sparse-breakdown", test_sparse_breakdown);
  return g_test_run ();
}
