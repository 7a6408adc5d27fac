/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory-source.h"

/*
 * Whatever is stored and asked, a figure is the sum that a reader would make by hand, or there is
 * none. Callao's seven districts by sex and age over two years; published totals are strewn in.
 */
#define N_DISTRICTS 7
#define N_SEXES 2
#define N_AGES 3
#define N_MONTHS 24
#define FIRST_MONTH "2023-07"

static const char *const sexes[] = { "F", "M" };
static const char *const ages[] = { "0-17", "18-59", "60+" };

typedef struct
{
  double values[N_DISTRICTS][N_SEXES][N_AGES][N_MONTHS];
  Memory *memory;
} World;

/* What is asked for, as spans of each dimension: first and how many. */
typedef struct
{
  guint district, n_districts;
  guint sex, n_sexes;
  guint age, n_ages;
  guint month, n_months;
} Box;

/* The same worlds in every run. */
static guint
roll (guint n)
{
  static GRand *dice;

  if (dice == NULL)
    dice = g_rand_new_with_seed (2025);
  return (guint)g_rand_int_range (dice, 0, (gint32)n);
}

static char *
district_code (guint i)
{
  return g_strdup_printf ("07010%u", i + 1);
}

static MiradorPeriod
month_at (guint i)
{
  return mirador_period_shift (memory_period (FIRST_MONTH), i);
}

static double
sum_by_hand (const World *world, const Box *box)
{
  double sum = 0;

  for (guint d = box->district; d < box->district + box->n_districts; d++)
    for (guint s = box->sex; s < box->sex + box->n_sexes; s++)
      for (guint a = box->age; a < box->age + box->n_ages; a++)
        for (guint m = box->month; m < box->month + box->n_months; m++)
          sum += world->values[d][s][a][m];
  return sum;
}

/* The place, breakdown and days of a box, in the words of the store. */
static char *
box_place (const Box *box)
{
  return box->n_districts == N_DISTRICTS ? g_strdup (roll (2) == 1 ? "07" : "0701")
                                         : district_code (box->district);
}

static char *
box_breakdown (const Box *box)
{
  g_autoptr (GString) key = g_string_new (NULL);

  if (box->n_ages == 1)
    g_string_append_printf (key, "age=%s", ages[box->age]);
  if (box->n_sexes == 1)
    g_string_append_printf (key, "%ssex=%s", key->len > 0 ? ";" : "", sexes[box->sex]);
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static char *
box_period (const Box *box)
{
  MiradorRange range = { month_at (box->month).first_day,
                         mirador_period_get_last_day (month_at (box->month + box->n_months - 1)) };

  return mirador_range_to_code (range, 7);
}

static void
store (World *world, const Box *box)
{
  g_autofree char *place = box_place (box);
  g_autofree char *breakdown = box_breakdown (box);
  g_autofree char *period = box_period (box);

  memory_add (world->memory, "real", "t_flow", "tb", place, *breakdown != '\0' ? breakdown : "-",
              period, sum_by_hand (world, box));
}

/* A random box: a dimension is whole or one. */
static Box
pick_box (void)
{
  static const guint lengths[] = { 1, 3, 6, 12 };
  guint n_months = lengths[roll (G_N_ELEMENTS (lengths))];
  Box box = { .n_districts = roll (2) == 1 ? 1 : N_DISTRICTS,
              .n_sexes = roll (2) == 1 ? 1 : N_SEXES,
              .n_ages = roll (2) == 1 ? 1 : N_AGES,
              .n_months = n_months };

  box.district = box.n_districts == 1 ? roll (N_DISTRICTS) : 0;
  box.sex = box.n_sexes == 1 ? roll (N_SEXES) : 0;
  box.age = box.n_ages == 1 ? roll (N_AGES) : 0;
  box.month = n_months * roll (N_MONTHS / n_months);
  return box;
}

/* Every finest cell, but for a share of them. */
static void
store_cells (World *world, guint missing_percent)
{
  for (guint d = 0; d < N_DISTRICTS; d++)
    for (guint s = 0; s < N_SEXES; s++)
      for (guint a = 0; a < N_AGES; a++)
        for (guint m = 0; m < N_MONTHS; m++)
          {
            Box box = { d, 1, s, 1, a, 1, m, 1 };

            world->values[d][s][a][m] = roll (100);
            if (roll (100) >= missing_percent)
              store (world, &box);
          }
}

static gboolean
is_stored (const World *world, const Box *box, const char *place, const char *breakdown)
{
  g_autofree char *code = box_period (box);

  for (guint i = 0; i < world->memory->values->len; i++)
    {
      const MemoryValue *value = &g_array_index (world->memory->values, MemoryValue, i);

      if (g_str_equal (value->place->code, place) && g_str_equal (value->breakdown, breakdown)
          && mirador_period_equal (value->point.period, memory_period (code)))
        return TRUE;
    }
  return FALSE;
}

/* Published totals of whole dimensions, here and there. */
static void
store_totals (World *world, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      Box box = pick_box ();
      g_autofree char *place = box_place (&box);
      g_autofree char *breakdown = box_breakdown (&box);
      g_autofree char *period = box_period (&box);

      if (!is_stored (world, &box, place, breakdown))
        memory_add (world->memory, "real", "t_flow", "tb", place,
                    *breakdown != '\0' ? breakdown : "-", period, sum_by_hand (world, &box));
    }
}

static void
add_terms (World *world, gboolean covers)
{
  MiradorTerms *terms = memory_terms (world->memory, "real", "t_flow");

  for (guint i = 0; i < N_AGES; i++)
    mirador_terms_add_member (terms, "age", ages[i]);
  if (covers)
    g_ptr_array_add (terms->covers, (gpointer) "07");
}

/* TRUE where there is a figure; it is the right one, then. */
static gboolean
check_box (const World *world, const Box *box)
{
  g_autofree char *place = box_place (box);
  g_autofree char *key = box_breakdown (box);
  g_autofree char *breakdown = g_strdelimit (g_strdup (key), ";", ',');
  g_autofree char *period = box_period (box);
  MemoryQuestion question = { .measures = "t_flow", .places = place, .period = period };
  g_autoptr (MiradorFrame) frame = NULL;
  const MiradorRow *row;

  question.breakdown = *breakdown != '\0' ? breakdown : NULL;
  frame = memory_answer (world->memory, &question);
  g_assert_cmpuint (mirador_frame_get_n_rows (frame), ==, 1);
  row = mirador_frame_get_row (frame, 0);
  if (row->gap != MIRADOR_GAP_NONE)
    return FALSE;
  g_assert_cmpfloat (row->value, ==, sum_by_hand (world, box));
  return TRUE;
}

static void
test_complete (void)
{
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (Memory) memory = memory_new ();
      g_autofree World *world = g_new0 (World, 1);

      world->memory = memory;
      add_terms (world, roll (2) == 1);
      store_cells (world, 0);
      for (guint i = 0; i < 60; i++)
        {
          Box box = pick_box ();
          g_assert_true (check_box (world, &box));
        }
    }
}

static void
test_with_holes (void)
{
  guint n_answered = 0, n_gaps = 0;

  for (guint round = 0; round < 6; round++)
    {
      g_autoptr (Memory) memory = memory_new ();
      g_autofree World *world = g_new0 (World, 1);

      world->memory = memory;
      add_terms (world, roll (2) == 1);
      store_cells (world, 2);
      store_totals (world, 200);
      for (guint i = 0; i < 60; i++)
        {
          Box box = pick_box ();
          if (check_box (world, &box))
            n_answered++;
          else
            n_gaps++;
        }
    }
  g_assert_cmpuint (n_answered, >, 0);
  g_assert_cmpuint (n_gaps, >, 0);
}

/* Rows of a table are the same figures as one by one. */
static void
test_table (void)
{
  g_autoptr (Memory) memory = memory_new ();
  g_autofree World *world = g_new0 (World, 1);
  MemoryQuestion question
    = { .measures = "t_flow", .by = "district,sex", .every = MIRADOR_GRAIN_QUARTER };
  g_autoptr (MiradorFrame) frame = NULL;

  world->memory = memory;
  add_terms (world, TRUE);
  store_cells (world, 0);
  frame = memory_answer (memory, &question);
  g_assert_cmpuint (mirador_frame_get_n_rows (frame), ==, N_DISTRICTS * N_SEXES * N_MONTHS / 3);
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      Box box = { i / 16, 1, i / 8 % 2, 1, 0, N_AGES, i % 8 * 3, 3 };

      g_assert_cmpfloat (mirador_frame_get_row (frame, i)->value, ==, sum_by_hand (world, &box));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  memory_extend_catalogue ();
  g_test_add_func ("/combine/any/complete", test_complete);
  g_test_add_func ("/combine/any/with-holes", test_with_holes);
  g_test_add_func ("/combine/any/table", test_table);
  return g_test_run ();
}
