/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory-source.h"

/* Ways in which a plausible sum would be a wrong figure. */

static MiradorTerms *
add_terms (Memory *memory, const char *measure, MiradorAbsent absent, const char *covers)
{
  MiradorTerms *terms = memory_terms (memory, "real", measure);

  terms->absent = absent;
  if (covers != NULL)
    g_ptr_array_add (terms->covers, (gpointer)covers);
  return terms;
}

/* A region that reports only as a whole says nothing of its districts, not even zero. */
static void
test_silent_district (void)
{
  g_autoptr (Memory) memory = memory_new ();

  add_terms (memory, "t_flow", MIRADOR_ABSENT_ZERO, "PE");
  memory_write (memory, "real", "t_flow", "tb", "14 - 2025-01 100\n070101 - 2025-01 1\n");
  memory_expect (memory, "140101 - 2025-01 no-data", .measures = "t_flow", .places = "140101");
  memory_expect (memory, "1401 - 2025-01 not-at-level(region)", .measures = "t_flow",
                 .places = "1401");
  memory_expect (memory, "070102 - 2025-01 0", .measures = "t_flow", .places = "070102");
}

/* Some districts of every region are not the country, whatever the coverage. */
static void
test_few_districts (void)
{
  g_autoptr (Memory) memory = memory_new ();

  add_terms (memory, "t_flow", MIRADOR_ABSENT_UNKNOWN, "PE");
  for (guint i = 1; i <= 25; i++)
    {
      g_autofree char *region = g_strdup_printf ("%02u", i);
      g_autofree char *district = g_strdup_printf ("%02u0101", i);

      memory_add (memory, "real", "t_flow", "tb", region, "-", "2025-01", 10);
      if (i != 14)
        memory_add (memory, "real", "t_flow", "tb", region, "-", "2025-02", 10);
      memory_add (memory, "real", "t_flow", "tb", district, "-", "2025-01", 1);
      memory_add (memory, "real", "t_flow", "tb", district, "-", "2025-02", 1);
    }
  memory_expect (memory, "PE - 2025-01 250\nPE - 2025-02 not-reported(24/25)", .measures = "t_flow",
                 .every = MIRADOR_GRAIN_MONTH);
}

static void
test_crossing_group (void)
{
  g_autoptr (Memory) memory = memory_new ();

  add_terms (memory, "t_flow", MIRADOR_ABSENT_ZERO, "PE");
  memory_write (memory, "real", "t_flow", "tb",
                "lima-metropolitana - 2025-01 7\nlima-y-callao - 2025-01 9\n");
  memory_expect (memory, "15 - 2025-01 not-at-level(area)", .measures = "t_flow", .places = "15");
  memory_expect (memory, "lima-y-callao - 2025-01 9", .measures = "t_flow",
                 .places = "lima-y-callao");
}

/* Zero is only for those who report: a region nobody speaks for is unknown. */
static void
test_zero_without_coverage (void)
{
  g_autoptr (Memory) memory = memory_new ();

  add_terms (memory, "t_flow", MIRADOR_ABSENT_ZERO, NULL);
  for (guint i = 1; i <= 24; i++)
    {
      g_autofree char *region = g_strdup_printf ("%02u", i);
      memory_add (memory, "real", "t_flow", "tb", region, "-", "2025-01", 10);
    }
  memory_expect (memory, "PE - 2025-01 not-reported(24/25)", .measures = "t_flow");
  memory_expect (memory, "25 - 2025-01 no-data", .measures = "t_flow", .places = "25");
}

/* Who reports by quarter has no zero in the months. */
static void
test_other_grain_is_no_zero (void)
{
  g_autoptr (Memory) memory = memory_new ();

  add_terms (memory, "t_flow", MIRADOR_ABSENT_ZERO, "PE");
  memory_write (memory, "real", "t_flow", "tb",
                "01 - 2025-01 1\n01 - 2025-02 2\n01 - 2025-03 4\n02 - 2025-Q1 50\n");
  memory_expect (memory, "PE - 2025-02 not-reported(1/2)", .measures = "t_flow",
                 .period = "2025-02");
  memory_expect (memory, "PE - 2025-Q1 not-reported(1/2)", .measures = "t_flow",
                 .period = "2025-Q1");
  memory_expect (memory, "02 - 2025-Q1 50", .measures = "t_flow", .places = "02",
                 .period = "2025-Q1");
}

/* A place that reports totals only has no zero in the breakdown. */
static void
test_other_breakdown_is_no_zero (void)
{
  g_autoptr (Memory) memory = memory_new ();

  add_terms (memory, "t_flow", MIRADOR_ABSENT_ZERO, "PE");
  memory_write (memory, "real", "t_flow", "tb",
                "01 sex=F 2025-01 1\n01 sex=M 2025-01 2\n02 - 2025-01 50\n");
  memory_expect (memory, "PE sex=F 2025-01 not-reported(1/2)", .measures = "t_flow",
                 .breakdown = "sex=F");
}

/* Years that begin in different months overlap: they are no parts of one range. */
static void
test_overlapping_years (void)
{
  g_autoptr (Memory) memory = memory_new ();

  memory_write (memory, "real", "t_flow", "tb", "PE - FY2025 100\nPE - FY2025-04 90");
  memory_expect (memory, "PE - FY2025 100", .measures = "t_flow", .period = "FY2025");
  memory_expect (memory, "PE - FY2025-04 90", .measures = "t_flow", .period = "FY2025",
                 .fiscal_first_month = 4);
  memory_expect (memory, "PE - 2024-04..2025-06 not-at-grain(fiscal-year)", .measures = "t_flow");
}

/* A stock whose absence is a zero has gone to zero; it does not stay as it was. */
static void
test_stock_gone (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms = add_terms (memory, "t_stock", MIRADOR_ABSENT_ZERO, "14");

  terms->complete_until = memory_period ("2025-02");
  memory_write (memory, "real", "t_stock", "tb",
                "140101 - 2025-01 5\n140101 - 2025-02 6\n140103 - 2025-01 3\n");
  memory_expect (memory, "140101 - 202501B 6\n140103 - 202501B 0", .measures = "t_stock",
                 .by = "district");
  memory_expect (memory, "14 - 202501B 6", .measures = "t_stock");
}

/* A cumulative figure is not of its period alone. */
static void
test_cumulative_quarter (void)
{
  g_autoptr (Memory) memory = memory_new ();

  memory_write (memory, "real", "t_flow", "tb",
                "PE - 2025-01 5 c\nPE - 2025-02 9 c\nPE - 2025-03 12 c\n");
  memory_expect (memory, "PE - 2025-Q1 adds-not-time", .measures = "t_flow");
  memory_expect (memory, "PE - 2025-03 12 c", .measures = "t_flow", .period = "2025-03");
}

/* One place asked for that nobody knows makes the sum of the others no answer. */
static void
test_unknown_place (void)
{
  g_autoptr (Memory) memory = memory_new ();
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (MiradorFrame) frame = NULL;

  memory_write (memory, "real", "t_flow", "tb", "14 - 2025-01 5");
  mirador_query_add_measure (query, "t_flow");
  mirador_query_add_place (query, "14");
  mirador_query_add_place (query, "99");
  frame = mirador_answer (&memory->source, query, NULL, NULL);
  g_assert_false (mirador_frame_has_values (frame));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  memory_extend_catalogue ();
  g_test_add_func ("/combine/traps/silent-district", test_silent_district);
  g_test_add_func ("/combine/traps/few-districts", test_few_districts);
  g_test_add_func ("/combine/traps/crossing-group", test_crossing_group);
  g_test_add_func ("/combine/traps/zero-without-coverage", test_zero_without_coverage);
  g_test_add_func ("/combine/traps/other-grain", test_other_grain_is_no_zero);
  g_test_add_func ("/combine/traps/other-breakdown", test_other_breakdown_is_no_zero);
  g_test_add_func ("/combine/traps/overlapping-years", test_overlapping_years);
  g_test_add_func ("/combine/traps/stock-gone", test_stock_gone);
  g_test_add_func ("/combine/traps/cumulative", test_cumulative_quarter);
  g_test_add_func ("/combine/traps/unknown-place", test_unknown_place);
  return g_test_run ();
}
