/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory-source.h"

/* All 25 regions, each with its number as its value, except those from @omit on. */
static void
add_regions (Memory *memory, const char *measure, const char *period, guint omit)
{
  for (guint i = 1; i <= 25 && i != omit; i++)
    {
      g_autofree char *code = g_strdup_printf ("%02u", i);
      memory_add (memory, "real", measure, "tb", code, "-", period, i);
    }
}

static void
test_totals_and_parts (void)
{
  g_autoptr (Memory) memory = memory_new ();

  /* The published total is not the sum of its parts, on purpose: it stands. */
  memory_add (memory, "real", "t_flow", "tb", "PE", "-", "2025-01", 1000);
  add_regions (memory, "t_flow", "2025-01", 0);
  add_regions (memory, "t_flow", "2025-02", 0);
  memory_write (memory, "real", "t_flow", "tb",
                "PE sex=F 2025-01 600\nPE sex=M 2025-01 380\n"
                "PE age=0-17 2025-01 500\nPE age=18+ 2025-01 470\n"
                "140101 - 2025-01 3\n140103 - 2025-01 4");
  memory_expect (memory, "PE - 2025-01 1000\nPE - 2025-02 325", .measures = "t_flow",
                 .every = MIRADOR_GRAIN_MONTH);
  memory_expect (memory, "PE sex=F 2025-01 600\nPE sex=M 2025-01 380", .measures = "t_flow",
                 .period = "2025-01", .by = "sex");
  memory_expect (memory, "14 - 2025-01 14", .measures = "t_flow", .places = "14",
                 .period = "2025-01");
  memory_expect (memory, "1401 - 2025-01 not-reported(2/20)", .measures = "t_flow",
                 .places = "1401", .period = "2025-01");
}

static void
test_two_partitions (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms = memory_terms (memory, "real", "t_flow");

  mirador_terms_add_member (terms, "age", "0-17");
  mirador_terms_add_member (terms, "age", "18+");
  memory_write (memory, "real", "t_flow", "tb",
                "PE sex=F 2025-01 6\nPE sex=M 2025-01 4\n"
                "PE age=0-17 2025-01 7\nPE age=18+ 2025-01 3\n"
                "PE sex=F 2025-02 6\nPE sex=M 2025-02 4\nPE age=0-17 2025-02 7\n");
  /* Each of them makes the total, never both; where one is not whole the other does. */
  memory_expect (memory, "PE - 2025-01 10\nPE - 2025-02 10", .measures = "t_flow",
                 .every = MIRADOR_GRAIN_MONTH);
  memory_expect (memory, "PE age=0-17;sex=F 2025-01 not-by(sex)", .measures = "t_flow",
                 .period = "2025-01", .breakdown = "sex=F,age=0-17");
}

static void
test_unknown_set (void)
{
  g_autoptr (Memory) memory = memory_new ();

  memory_write (memory, "real", "t_flow", "tb", "PE age=0-17 2025-01 7\nPE age=18+ 2025-01 3");
  memory_expect (memory, "PE - 2025-01 set-unknown(age)", .measures = "t_flow");
  memory_expect (memory, "PE age=0-17 2025-01 7\nPE age=18+ 2025-01 3", .measures = "t_flow",
                 .by = "age");
  memory_expect (memory, "PE age=0-17|18+ 2025-01 10", .measures = "t_flow",
                 .breakdown = "age=0-17|18+");
  memory_expect (memory, "PE - 2025-01 not-by(sex)", .measures = "t_flow", .by = "sex");
}

static void
test_cross_product (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms = memory_terms (memory, "real", "t_flow");

  mirador_terms_add_member (terms, "age", "0-17");
  mirador_terms_add_member (terms, "age", "18+");
  memory_write (memory, "real", "t_flow", "tb",
                "PE age=0-17;sex=F 2025-01 1\nPE age=18+;sex=F 2025-01 2\n"
                "PE age=0-17;sex=M 2025-01 4\nPE age=18+;sex=M 2025-01 8\n"
                "PE age=0-17;sex=F 2025-02 1\nPE age=18+;sex=F 2025-02 2\n"
                "PE age=0-17;sex=M 2025-02 4\n");
  memory_expect (memory, "PE - 2025-01 15\nPE - 2025-02 not-reported(3/4)", .measures = "t_flow",
                 .every = MIRADOR_GRAIN_MONTH);
  memory_expect (memory, "PE sex=F 2025-02 3\nPE sex=M 2025-02 not-reported(1/2)",
                 .measures = "t_flow", .period = "2025-02", .by = "sex");
  memory_expect (memory, "PE age=0-17 2025-02 5", .measures = "t_flow", .period = "2025-02",
                 .breakdown = "age=0-17");
}

static void
test_missing_region (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MemoryQuestion question = { .measures = "t_flow", .period = "2025-02" };
  g_autoptr (MiradorFrame) frame = NULL;

  add_regions (memory, "t_flow", "2025-01", 0);
  add_regions (memory, "t_flow", "2025-02", 25);
  memory_expect (memory, "PE - 2025-01 325\nPE - 2025-02 not-reported(24/25)", .measures = "t_flow",
                 .every = MIRADOR_GRAIN_MONTH);
  memory_expect (memory, "PE - 202501B not-reported(49/50)", .measures = "t_flow");
  frame = memory_answer (memory, &question);
  g_assert_cmpfloat (mirador_frame_get_row (frame, 0)->completeness, ==, 24.0 / 25);
}

static void
test_groups (void)
{
  g_autoptr (Memory) memory = memory_new ();
  const MiradorPlace *diris = mirador_place_by_code ("diris-lima-este");
  double sum = 0;
  g_autofree char *expected = NULL;

  add_regions (memory, "t_flow", "2025-01", 0);
  memory_expect (memory, "lima-y-callao - 2025-01 22", .measures = "t_flow",
                 .places = "lima-y-callao");
  for (guint i = 0; i < diris->members->len; i++)
    {
      const MiradorPlace *district = diris->members->pdata[i];

      memory_add (memory, "real", "t_flow", "vih", district->code, "-", "2025-01", 1 << i);
      sum += 1 << i;
    }
  expected = g_strdup_printf ("diris-lima-este - 2025-01 %g", sum);
  memory_expect (memory, expected, .measures = "t_flow", .programs = "vih",
                 .places = "diris-lima-este");
  memory_expect (memory, "diris-lima-sur - 2025-01 not-at-level(region)", .measures = "t_flow",
                 .programs = "tb", .places = "diris-lima-sur");
}

static void
test_group_series (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms;

  memory_write (memory, "real", "t_flow", "tb",
                "diris-lima-este - 2025-01 1\ndiris-lima-norte - 2025-01 2\n"
                "diris-lima-sur - 2025-01 4\ndiris-lima-centro - 2025-01 8\n");
  memory_expect (memory, "1501 - 2025-01 15", .measures = "t_flow");
  memory_expect (memory, "lima-metropolitana - 2025-01 15", .measures = "t_flow",
                 .places = "lima-metropolitana");
  memory_expect (memory, "15 - 2025-01 not-at-level(authority)", .measures = "t_flow",
                 .places = "15");
  /* A district of one of them is not to be told apart, nor is it zero. */
  terms = memory_terms (memory, "real", "t_flow");
  terms->absent = MIRADOR_ABSENT_ZERO;
  g_ptr_array_add (terms->covers, (gpointer) "1501");
  memory_expect (memory, "150103 - 2025-01 not-at-level(authority)", .measures = "t_flow",
                 .places = "150103");
}

static void
test_parts_listed (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms = memory_terms (memory, "real", "t_flow");

  for (guint i = 1; i <= 24; i++)
    {
      g_autofree char *code = g_strdup_printf ("%02u", i);
      g_ptr_array_add (terms->parts, (gpointer)g_intern_string (code));
    }
  add_regions (memory, "t_flow", "2025-01", 25);
  add_regions (memory, "t_flow", "2025-02", 24);
  memory_expect (memory, "PE - 2025-01 300\nPE - 2025-02 not-reported(23/24)", .measures = "t_flow",
                 .every = MIRADOR_GRAIN_MONTH);
}

static void
test_coverage (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms = memory_terms (memory, "real", "t_flow");

  g_ptr_array_add (terms->covers, (gpointer) "14");
  memory_write (memory, "real", "t_flow", "tb",
                "140101 - 2025-01 1\n140103 - 2025-01 2\n140201 - 2025-01 4\n"
                "140101 - 2025-02 1\n140201 - 2025-02 4\n");
  memory_expect (memory, "14 - 2025-01 7\n14 - 2025-02 not-reported(2/3)", .measures = "t_flow",
                 .every = MIRADOR_GRAIN_MONTH);
  memory_expect (memory, "PE - 2025-01 not-covered(14)", .measures = "t_flow", .places = "PE",
                 .period = "2025-01");
  memory_expect (memory, "15 - 2025-01 not-covered(14)", .measures = "t_flow", .places = "15",
                 .period = "2025-01");
  memory_expect (memory, "1401 - 2025-01 3\n1402 - 2025-01 4", .measures = "t_flow",
                 .period = "2025-01", .by = "province");
  memory_expect (memory, "14 - 2025-01 not-at-level(district)", .measures = "t_flow",
                 .period = "2025-01", .by = "facility");
}

/* A district of a region that reports only as a whole is not the region. */
static void
test_levels_contradict (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms = memory_terms (memory, "real", "t_flow");

  g_ptr_array_add (terms->covers, (gpointer) "PE");
  memory_write (memory, "real", "t_flow", "tb",
                "01 - 2025-01 10\n02 - 2025-01 20\n140101 - 2025-01 3\n");
  memory_expect (memory, "PE - 2025-01 not-at-level(region)", .measures = "t_flow");
  memory_expect (memory, "14 - 2025-01 3", .measures = "t_flow", .places = "14");
}

static void
test_stock (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MemoryQuestion question = { .measures = "t_stock", .places = "14", .period = "2025" };
  g_autoptr (MiradorFrame) frame = NULL;

  memory_write (memory, "real", "t_stock", "tb",
                "14 - 2025-01 10\n14 - 2025-02 12\n14 - 2025-03 11\n");
  add_regions (memory, "t_stock", "2024-11", 0);
  add_regions (memory, "t_stock", "2024-12", 0);
  memory_expect (memory, "14 - 2024 14\n14 - 2025 11", .measures = "t_stock", .places = "14",
                 .every = MIRADOR_GRAIN_YEAR);
  memory_expect (memory, "PE - 2024 325", .measures = "t_stock", .places = "PE", .period = "2024");
  memory_expect (memory, "PE - 2025 not-reported(1/25)", .measures = "t_stock", .places = "PE",
                 .period = "2025");
  memory_expect (memory, "sum - 2024 15", .measures = "t_stock", .places = "01,14",
                 .period = "2024");
  memory_expect (memory, "sum - 2025-03 not-reported(1/2)", .measures = "t_stock",
                 .places = "01,14");
  frame = memory_answer (memory, &question);
  g_assert_cmpint (mirador_frame_get_row (frame, 0)->range.first_day, ==,
                   mirador_day_new (2025, 3, 1));
}

static void
test_ratio (void)
{
  g_autoptr (Memory) memory = memory_new ();

  memory_write (memory, "real", "t_ratio", "tb",
                "07 - 2025-01 50=1/2\n15 - 2025-01 10=10/100\n"
                "07 - 2025-02 50=1/2\n15 - 2025-02 10\n");
  memory_expect (memory,
                 "lima-y-callao - 2025-01 10.78431373\n"
                 "lima-y-callao - 2025-02 no-denominator",
                 .measures = "t_ratio", .places = "lima-y-callao", .every = MIRADOR_GRAIN_MONTH);
  memory_expect (memory, "15 - 2025-02 10", .measures = "t_ratio", .places = "15",
                 .period = "2025-02");
  memory_expect (memory, "07 - 202501B 50", .measures = "t_ratio", .places = "07");
  memory_expect (memory, "sum - 2025-01 10.78431373", .measures = "t_ratio", .places = "07,15",
                 .period = "2025-01");
}

static void
test_not_additive (void)
{
  g_autoptr (Memory) memory = memory_new ();
  MiradorTerms *terms;

  memory_write (memory, "real", "t_people", "tb",
                "07 - 2025-01 1\n15 - 2025-01 2\n07 - 2025-02 3\n15 - 2025-02 4\n"
                "07 sex=F 2025-03 5\n07 sex=M 2025-03 6\n");
  memory_expect (memory, "lima-y-callao - 2025-01 adds-not-place", .measures = "t_people",
                 .places = "lima-y-callao", .period = "2025-01");
  memory_expect (memory, "sum - 2025-01 adds-not-place", .measures = "t_people", .places = "07,15",
                 .period = "2025-01");
  memory_expect (memory, "07 - 202501B adds-not-time", .measures = "t_people", .places = "07",
                 .period = "2025-01..2025-02");
  memory_expect (memory, "07 - 2025-03 adds-not-by(sex)", .measures = "t_people", .places = "07",
                 .period = "2025-03");
  memory_expect (memory, "07 sex=F|M 2025-03 adds-not-by(sex)", .measures = "t_people",
                 .places = "07", .period = "2025-03", .breakdown = "sex=F|M");
  /* The feed knows better of its own figures. */
  terms = memory_terms (memory, "real", "t_people");
  terms->adds = MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE;
  terms->repeats = TRUE;
  memory_expect (memory, "lima-y-callao - 2025-01 3", .measures = "t_people",
                 .places = "lima-y-callao", .period = "2025-01");
  memory_expect (memory, "lima-y-callao - 202501B 10 r", .measures = "t_people",
                 .places = "lima-y-callao", .period = "2025-01..2025-02");
}

static void
test_hidden (void)
{
  g_autoptr (Memory) memory = memory_new ();

  memory_write (memory, "real", "t_flow", "tb",
                "07 - 2025-01 0 *\n15 - 2025-01 2\n07 - 2025-02 1\n15 - 2025-02 2\n"
                "15 sex=F 2025-03 1\n15 sex=M 2025-03 2\n15 - 2025-03 0 *\n");
  memory_expect (memory, "07 - 2025-01 hidden", .measures = "t_flow", .places = "07",
                 .period = "2025-01");
  memory_expect (memory, "lima-y-callao - 2025-01 hidden\nlima-y-callao - 2025-02 3",
                 .measures = "t_flow", .places = "lima-y-callao", .period = "2025-01..2025-02",
                 .every = MIRADOR_GRAIN_MONTH);
  /* The total that the source hides is not given away by its parts. */
  memory_expect (memory, "15 - 2025-03 hidden", .measures = "t_flow", .places = "15",
                 .period = "2025-03");
}

static void
test_marks (void)
{
  g_autoptr (Memory) memory = memory_new ();

  memory_write (memory, "real", "t_flow", "tb",
                "07 - 2025-01 5 e\n15 - 2025-01 2 ~\n07 - 2025-02 9 c\n15 - 2025-02 1\n");
  memory_expect (memory, "lima-y-callao - 2025-01 7 e~", .measures = "t_flow",
                 .places = "lima-y-callao", .period = "2025-01");
  memory_expect (memory, "07 - 2025-02 9 c", .measures = "t_flow", .places = "07",
                 .period = "2025-02");
  memory_expect (memory, "07 - 202501B adds-not-time", .measures = "t_flow", .places = "07");
  memory_expect (memory, "lima-y-callao - 2025-02 adds-not-place", .measures = "t_flow",
                 .places = "lima-y-callao", .period = "2025-02");
}

static void
test_several_places (void)
{
  g_autoptr (Memory) memory = memory_new ();

  add_regions (memory, "t_flow", "2025-01", 0);
  memory_expect (memory, "sum - 2025-01 22", .measures = "t_flow", .places = "07,15");
  memory_expect (memory, "07 - 2025-01 7\n15 - 2025-01 15", .measures = "t_flow", .places = "07,15",
                 .by = "place");
  memory_expect (memory, "sum - 2025-01 overlap(15,lima-y-callao)", .measures = "t_flow",
                 .places = "15,lima-y-callao");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  memory_extend_catalogue ();
  g_test_add_func ("/combine/totals-and-parts", test_totals_and_parts);
  g_test_add_func ("/combine/two-partitions", test_two_partitions);
  g_test_add_func ("/combine/unknown-set", test_unknown_set);
  g_test_add_func ("/combine/cross-product", test_cross_product);
  g_test_add_func ("/combine/missing-region", test_missing_region);
  g_test_add_func ("/combine/groups", test_groups);
  g_test_add_func ("/combine/group-series", test_group_series);
  g_test_add_func ("/combine/parts-listed", test_parts_listed);
  g_test_add_func ("/combine/coverage", test_coverage);
  g_test_add_func ("/combine/levels-contradict", test_levels_contradict);
  g_test_add_func ("/combine/stock", test_stock);
  g_test_add_func ("/combine/ratio", test_ratio);
  g_test_add_func ("/combine/not-additive", test_not_additive);
  g_test_add_func ("/combine/hidden", test_hidden);
  g_test_add_func ("/combine/marks", test_marks);
  g_test_add_func ("/combine/several-places", test_several_places);
  return g_test_run ();
}
