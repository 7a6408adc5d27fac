/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/suppression.h"

#include <string.h>

#include "test-rows.h"
#include "test-suppression-attack.h"

#define SHOWN(row) (!isnan ((row)->value))

static const char *const provinces[] = { "1401", "1402", "1403" };

static MiradorRow
cell (const char *place, const char *breakdown, const char *period, double value)
{
  MiradorRow row = row_new ("positive_screenings", "same", place, period, value);

  row.breakdown = g_intern_string (breakdown);
  row.completeness = 0.5;
  return row;
}

static void
assert_hidden (MiradorFrame *frame, const char *pattern)
{
  g_autoptr (MiradorFrame) shown = mirador_suppress (frame, 5);
  g_autofree char *got = g_strdup (pattern);

  g_assert_cmpuint (mirador_frame_get_n_rows (shown), ==, strlen (pattern));
  for (guint i = 0; i < strlen (pattern); i++)
    got[i] = SHOWN (mirador_frame_get_row (shown, i)) ? '.' : 'x';
  g_assert_cmpstr (got, ==, pattern);
}

/* Provinces of Lambayeque in one period. */
static void
test_places (void)
{
  static const struct
  {
    double values[3];
    const char *hidden;
  } cases[] = {
    { { 100, 50, 20 }, "..." }, { { 100, 3, 20 }, ".xx" }, { { 4, 5, 6 }, "xx." },
    { { 100, 0, 20 }, "..." },  { { 100, 1, 4 }, ".xx" },  { { 100, 3, 0 }, "xx." },
    { { 0, 3, 0 }, "xx." },     { { 1, 2, 3 }, "xxx" },    { { NAN, 3, 20 }, "xxx" },
    { { 1, 50, 1 }, "xxx" },    { { 1, 0, 1 }, "xxx" },    { { 4, 50, 4 }, "x.x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorFrame) frame = NULL;
      MiradorRow rows[3];

      for (guint j = 0; j < 3; j++)
        rows[j] = cell (provinces[j], "", "2017-03", cases[i].values[j]);
      frame = frame_new (rows, 3);
      assert_hidden (frame, cases[i].hidden);
    }
}

static void
test_hidden_row_tells_nothing (void)
{
  MiradorRow rows[3] = { cell ("1401", "", "2017-03", 100), cell ("1402", "", "2017-03", 3),
                         cell ("1403", "", "2017-03", 20) };
  g_autoptr (MiradorFrame) frame = NULL;
  g_autoptr (MiradorFrame) shown = NULL;
  const MiradorRow *row;

  rows[1].numerator = rows[1].low = rows[1].high = rows[1].denominator = 3;
  frame = frame_new (rows, 3);
  shown = mirador_suppress (frame, 5);
  row = mirador_frame_get_row (shown, 1);
  g_assert_true (isnan (row->value) && isnan (row->numerator) && isnan (row->denominator));
  g_assert_true (isnan (row->low) && isnan (row->high) && isnan (row->completeness));
  g_assert_cmpuint (row->n_parts, ==, 0);
  g_assert_cmpint (row->gap, ==, MIRADOR_GAP_SUPPRESSED);
  g_assert_cmpstr (row->gap_detail, ==, "5");
  g_assert_true (row->flags & MIRADOR_FLAG_SUPPRESSED);
  g_assert_nonnull (mirador_frame_get_profile (shown, MINSA));
}

static void
test_threshold (void)
{
  MiradorRow rows[3] = { cell ("1401", "", "2017-03", 100), cell ("1402", "", "2017-03", 7),
                         cell ("1403", "", "2017-03", 20) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, 3);
  g_autoptr (MiradorFrame) none = mirador_suppress (frame, 0);
  g_autoptr (MiradorFrame) five = mirador_suppress (frame, 5);
  g_autoptr (MiradorFrame) eight = mirador_suppress (frame, 8);

  g_assert_true (none == frame);
  g_assert_true (five == frame);
  g_assert_false (SHOWN (mirador_frame_get_row (eight, 1)));
  g_assert_cmpstr (mirador_frame_get_row (eight, 1)->gap_detail, ==, "8");
}

/* A region shown with its only province: the one is the other. */
static void
test_total_over_one_part (void)
{
  MiradorRow rows[] = { cell ("14", "", "2017-03", 40), cell ("1401", "sex=F", "2017-03", 37),
                        cell ("1401", "sex=M", "2017-03", 3) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, G_N_ELEMENTS (rows));

  assert_hidden (frame, ".xx");
}

static void
test_total_hidden_with_its_parts (void)
{
  MiradorRow rows[] = { cell ("1401", "", "2017-03", 3), cell ("1401", "sex=F", "2017-03", 3),
                        cell ("1401", "sex=M", "2017-03", 0) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, G_N_ELEMENTS (rows));

  /* The total is as small as its part, so nothing gives the part away. */
  assert_hidden (frame, "xx.");
}

/* A region hidden to protect another is computed again from its provinces, unless one of them is
 * hidden too. */
static void
test_complement_is_not_summed_again (void)
{
  MiradorRow rows[] = {
    cell ("13", "", "2017-03", 3),    cell ("14", "", "2017-03", 30),
    cell ("15", "", "2017-03", 900),  cell ("1401", "", "2017-03", 12),
    cell ("1402", "", "2017-03", 10), cell ("1403", "", "2017-03", 8),
  };
  g_autoptr (MiradorFrame) frame = frame_new (rows, G_N_ELEMENTS (rows));
  g_autoptr (MiradorFrame) shown = mirador_suppress (frame, 5);
  guint hidden = 0;

  g_assert_false (SHOWN (mirador_frame_get_row (shown, 1)));
  for (guint i = 3; i < 6; i++)
    hidden += !SHOWN (mirador_frame_get_row (shown, i));
  g_assert_cmpuint (hidden, >=, 1);
}

/* Two provinces with one district each: the region's total gives them away, not their own. */
static void
test_lone_district (void)
{
  MiradorRow rows[] = { cell ("140101", "", "2017-03", 80), cell ("140201", "", "2017-03", 3),
                        cell ("140301", "", "2017-03", 30) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, G_N_ELEMENTS (rows));

  assert_hidden (frame, ".xx");
}

static void
test_periods (void)
{
  MiradorRow rows[] = { cell ("1401", "", "2017-01", 3), cell ("1401", "", "2017-02", 9),
                        cell ("1401", "", "2017-03", 8), cell ("1401", "", "2016-03", 6) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, G_N_ELEMENTS (rows));

  assert_hidden (frame, "x.x."); /* the complement is of the same year */
}

static void
test_not_over_time (void)
{
  MiradorRow rows[3];
  g_autoptr (MiradorFrame) frame = NULL;
  static const char *const months[] = { "2017-01", "2017-02", "2017-03" };

  for (guint i = 0; i < 3; i++)
    {
      rows[i] = cell ("1401", "", months[i], i == 0 ? 3 : 10 + i);
      rows[i].measure = mirador_catalogue_measure ("people_diagnosed"); /* a person may return */
      rows[i].feed = g_intern_static_string (SES);
    }
  frame = frame_new (rows, 3);
  assert_hidden (frame, "x..");
}

static void
test_group_of_places (void)
{
  const MiradorPlace *group = mirador_place_by_code ("diris-lima-este");
  MiradorRow rows[3];
  g_autoptr (MiradorFrame) frame = NULL;

  if (group == NULL || group->members->len < 2)
    {
      g_test_skip ("no such group");
      return;
    }
  rows[0] = cell ("diris-lima-este", "", "2017-03", 40);
  for (guint i = 0; i < 2; i++)
    rows[i + 1]
      = cell (((MiradorPlace *)group->members->pdata[i])->code, "", "2017-03", i == 0 ? 3 : 37);
  frame = frame_new (rows, 3);
  assert_hidden (frame, ".xx");
}

static void
test_not_sensitive (void)
{
  MiradorRow rows[] = { row_new ("screenings", "same", "1401", "2017-03", 3),
                        row_new ("screenings", "same", "1402", "2017-03", 30) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, 2);

  assert_hidden (frame, "..");
}

static void
test_simulated (void)
{
  MiradorRow rows[] = { cell ("1401", "", "2017-03", 3), cell ("1402", "", "2017-03", 30) };
  g_autoptr (MiradorFrame) frame = NULL;

  rows[0].flags = rows[1].flags = MIRADOR_FLAG_SIMULATED;
  frame = frame_new (rows, 2);
  assert_hidden (frame, "..");
}

static void
test_rates (void)
{
  MiradorRow rows[3];
  g_autoptr (MiradorFrame) frame = NULL;

  for (guint i = 0; i < 3; i++)
    {
      rows[i] = cell (provinces[i], "", "2017-03", 120.5);
      rows[i].numerator = i == 0 ? 2 : 40 * i;
      rows[i].denominator = 100000;
      rows[i].population_year = 2025;
    }
  frame = frame_new (rows, 3);
  assert_hidden (frame, "xx.");
}

/* The attack: Gaussian elimination over every total of a table of places by group by month, all of
 * which are taken as known. */
typedef struct
{
  guint n_places;
  guint n_groups;
  guint n_months;
  int scarcity; /* one cell in so many is small */
} Shape;

static gboolean
is_in (guint i, const Shape *shape, int place, int group, int month)
{
  guint of_place = shape->n_groups * shape->n_months;

  return (place < 0 || i / of_place == (guint)place)
         && (group < 0 || i / shape->n_months % shape->n_groups == (guint)group)
         && (month < 0 || i % shape->n_months == (guint)month);
}

static void
add_sum (Attack *attack, const Shape *shape, const int *number, int place, int group, int month)
{
  double *terms = attack->terms[attack->n_equations];
  gboolean any = FALSE;

  memset (terms, 0, sizeof attack->terms[0]);
  for (guint i = 0; i < shape->n_places * shape->n_groups * shape->n_months; i++)
    if (number[i] >= 0 && is_in (i, shape, place, group, month))
      {
        terms[number[i]] = 1;
        any = TRUE;
      }
  attack->n_equations += any;
}

static guint
attack_table (MiradorFrame *shown, const Shape *shape)
{
  Attack attack = { .n_equations = 0 };
  int number[MAX_UNKNOWN];

  for (guint i = 0; i < mirador_frame_get_n_rows (shown); i++)
    number[i] = SHOWN (mirador_frame_get_row (shown, i)) ? -1 : (int)attack.n_unknowns++;
  for (int place = -1; place < (int)shape->n_places; place++)
    for (int group = -1; group < (int)shape->n_groups; group++)
      for (int month = -1; month < (int)shape->n_months; month++)
        {
          /* Along a dimension with one member there is nothing to add. */
          gboolean is_cell = (place >= 0 || shape->n_places == 1)
                             && (group >= 0 || shape->n_groups == 1)
                             && (month >= 0 || shape->n_months == 1);

          if (!is_cell)
            add_sum (&attack, shape, number, place, group, month);
        }
  eliminate (&attack);
  return count_solved (&attack);
}

static const char *const places[] = { "1301", "1302", "1303", "1304", "1305", "1306" };
static const char *const groups[] = { "population=a", "population=b", "population=c",
                                      "population=d", "population=e", "population=f" };
static const char *const months[] = { "2017-01", "2017-02", "2017-03" };

static MiradorFrame *
random_table (GRand *random, const Shape *shape)
{
  guint n = shape->n_places * shape->n_groups * shape->n_months;
  MiradorRow rows[MAX_UNKNOWN];

  for (guint i = 0; i < n; i++)
    {
      guint group = i / shape->n_months % shape->n_groups;
      double value = g_rand_int_range (random, 0, shape->scarcity)
                       ? g_rand_int_range (random, 5, 60)
                       : g_rand_int_range (random, 0, 5);

      rows[i] = cell (places[i / (shape->n_groups * shape->n_months)], groups[group],
                      months[i % shape->n_months], value);
    }
  return frame_new (rows, n);
}

static void
attack_random_tables (const Shape *shape, GRand *random)
{
  guint n_hidden = 0, n_shown = 0;

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (MiradorFrame) frame = random_table (random, shape);
      g_autoptr (MiradorFrame) shown = mirador_suppress (frame, 5);

      for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
        {
          double value = mirador_frame_get_row (frame, i)->value;
          gboolean visible = SHOWN (mirador_frame_get_row (shown, i));

          g_assert_true (!visible || value == 0 || value >= 5);
          n_shown += visible;
          n_hidden += !visible;
        }
      g_assert_cmpuint (attack_table (shown, shape), ==, 0);
    }
  /* Hiding everything would be safe as well. */
  g_assert_cmpuint (n_hidden, >, 0);
  g_assert_cmpuint (n_shown, >, n_hidden / 4);
}

static void
test_attack (void)
{
  static const Shape shapes[] = {
    { 6, 1, 1, 4 },  { 6, 6, 1, 6 },  { 4, 4, 1, 3 },
    { 6, 5, 1, 10 }, { 3, 2, 2, 12 }, { 4, 4, 3, 20 },
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    attack_random_tables (&shapes[i], random);
}

/* Two squares of hidden cells joined by one: at least two on every line, and yet the joint is the
 * first two rows less the first two columns. */
static void
test_bridge (void)
{
  static const char *const small[] = { "33..", "333.", "..33", "..33" };
  static const Shape shape = { 4, 4, 1, 0 };
  MiradorRow rows[16];
  g_autoptr (MiradorFrame) frame = NULL;
  g_autoptr (MiradorFrame) shown = NULL;

  for (guint i = 0; i < 16; i++)
    rows[i]
      = cell (places[i / 4], groups[i % 4], "2017-03", small[i / 4][i % 4] == '3' ? 3 : 50 + i);
  frame = frame_new (rows, 16);
  shown = mirador_suppress (frame, 5);
  g_assert_cmpuint (attack_table (frame, &shape), ==, 0); /* nothing is hidden there */
  g_assert_cmpuint (attack_table (shown, &shape), ==, 0);
}

static void
test_is_stable (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autoptr (MiradorFrame) frame = random_table (random, &(Shape){ 3, 2, 2, 6 });
  g_autoptr (MiradorFrame) once = mirador_suppress (frame, 8);
  g_autoptr (MiradorFrame) again = mirador_suppress (frame, 8);

  for (guint i = 0; i < 12; i++)
    g_assert_cmpint (SHOWN (mirador_frame_get_row (once, i)), ==,
                     SHOWN (mirador_frame_get_row (again, i)));
}

/* None of three people tells that there are three; none of thirty may be said. */
static void
test_ratio_of_few (void)
{
  static const struct
  {
    double denominators[3];
    const char *hidden;
  } cases[] = { { { 3, 40, 50 }, "xx." }, { { 30, 40, 50 }, "..." } };
  MiradorMeasure measure = *mirador_catalogue_measure ("mdr_cure_rate");

  measure.sensitive = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MiradorFrame) frame = NULL;
      MiradorRow rows[3];

      for (guint j = 0; j < 3; j++)
        {
          rows[j] = cell (provinces[j], "", "2017-03", j * 50);
          rows[j].measure = &measure;
          rows[j].numerator = j * 20;
          rows[j].denominator = cases[i].denominators[j];
        }
      frame = frame_new (rows, 3);
      assert_hidden (frame, cases[i].hidden);
    }
}

/* Each month of a quarter by itself in its half year: the quarter is a figure too. */
static void
test_quarters (void)
{
  static const double values[] = { 30, 3, 31, 32, 3, 33 };
  g_autoptr (MiradorFrame) frame = NULL;
  MiradorRow rows[6];

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *month = g_strdup_printf ("2017-%02u", i + 1);

      rows[i] = cell ("1401", "", month, values[i]);
    }
  frame = frame_new (rows, 6);
  assert_hidden (frame, "xx.xx.");
}

static void
test_large_table (void)
{
  g_autoptr (GPtrArray) districts
    = mirador_place_list (mirador_place_peru (), MIRADOR_LEVEL_DISTRICT);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (MiradorRow));
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (MiradorFrame) frame = NULL;
  g_autoptr (MiradorFrame) shown = NULL;
  guint n_hidden = 0;

  for (guint i = 0; i < districts->len; i++)
    {
      MiradorRow row = cell (((MiradorPlace *)districts->pdata[i])->code, "", "2017-03",
                             g_rand_int_range (random, 0, 40));

      g_array_append_val (rows, row);
    }
  frame = frame_new ((MiradorRow *)rows->data, rows->len);
  shown = mirador_suppress (frame, 5);
  for (guint i = 0; i < rows->len; i++)
    n_hidden += !SHOWN (mirador_frame_get_row (shown, i));
  g_assert_cmpuint (n_hidden, >, 0);
  g_assert_cmpuint (n_hidden, <, rows->len / 4); /* one in ten is small */
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/suppression/places", test_places);
  g_test_add_func ("/suppression/hidden-row-tells-nothing", test_hidden_row_tells_nothing);
  g_test_add_func ("/suppression/threshold", test_threshold);
  g_test_add_func ("/suppression/total-over-one-part", test_total_over_one_part);
  g_test_add_func ("/suppression/total-hidden-with-its-parts", test_total_hidden_with_its_parts);
  g_test_add_func ("/suppression/complement-is-not-summed-again",
                   test_complement_is_not_summed_again);
  g_test_add_func ("/suppression/lone-district", test_lone_district);
  g_test_add_func ("/suppression/periods", test_periods);
  g_test_add_func ("/suppression/not-over-time", test_not_over_time);
  g_test_add_func ("/suppression/group-of-places", test_group_of_places);
  g_test_add_func ("/suppression/not-sensitive", test_not_sensitive);
  g_test_add_func ("/suppression/simulated", test_simulated);
  g_test_add_func ("/suppression/rates", test_rates);
  g_test_add_func ("/suppression/attack", test_attack);
  g_test_add_func ("/suppression/bridge", test_bridge);
  g_test_add_func ("/suppression/is-stable", test_is_stable);
  g_test_add_func ("/suppression/ratio-of-few", test_ratio_of_few);
  g_test_add_func ("/suppression/quarters", test_quarters);
  g_test_add_func ("/suppression/large-table", test_large_table);
  return g_test_run ();
}
