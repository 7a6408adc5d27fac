/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/demo.h"

#include <math.h>
#include <string.h>

#include "model/resource.h"

/* Keeps everything that the demonstration says, by a key of words. */
typedef struct
{
  MiradorSink sink;
  GHashTable *values; /* "program stage place breakdown month" → double */
  GHashTable *sums;   /* "program stage fiscal-year", of the totals per place → double */
  guint n;
  gboolean whole_counts;
} Heard;

static void
put (GHashTable *table, char *key, double value)
{
  double *slot = g_hash_table_lookup (table, key);

  if (slot == NULL)
    {
      slot = g_new0 (double, 1);
      g_hash_table_insert (table, g_strdup (key), slot);
    }
  *slot += value;
  g_free (key);
}

static double
get (GHashTable *table, const char *key)
{
  const double *slot = g_hash_table_lookup (table, key);

  return slot != NULL ? *slot : NAN;
}

/* A target by «target:screened». */
static const char *
stage_of (const MiradorObservation *observation)
{
  const MiradorCascade *cascade
    = mirador_catalogue_cascade (observation->program->id, MIRADOR_DEMO_FEED);

  for (guint stage = 0; stage < MIRADOR_N_STAGES; stage++)
    {
      if (cascade->stages[stage] == observation->measure)
        return mirador_stage_to_id (stage);
      if (cascade->stages[stage] != NULL
          && cascade->stages[stage] == observation->measure->target_of)
        {
          g_autofree char *target = g_strconcat ("target:", mirador_stage_to_id (stage), NULL);

          return g_intern_string (target);
        }
    }
  return "none";
}

static gboolean
add (MiradorSink *sink, const MiradorObservation *observation, guint64 row, GError **error)
{
  Heard *heard = (Heard *)sink;
  const char *program = observation->program->id;
  const char *stage = stage_of (observation);
  g_autofree char *month = mirador_period_to_code (observation->period);
  MiradorPeriod year
    = mirador_period_of_day (observation->period.first_day, MIRADOR_GRAIN_FISCAL_YEAR, 7);
  char *key = g_strdup_printf ("%s %s %s %s %s", program, stage, observation->place->code,
                               observation->breakdown, month);

  g_assert_false (g_hash_table_contains (heard->values, key));
  put (heard->values, key, observation->value);
  if (*observation->breakdown == '\0')
    put (heard->sums, g_strdup_printf ("%s %s %d", program, stage, mirador_period_get_year (year)),
         observation->value);
  heard->whole_counts = heard->whole_counts && observation->value >= 0
                        && observation->value == floor (observation->value);
  g_assert_cmpint (observation->flags, ==, MIRADOR_FLAG_SIMULATED);
  g_assert_cmpuint (row, ==, ++heard->n);
  return TRUE;
}

static gboolean
reject (MiradorSink *sink, guint64 row, const char *column, MiradorReject reason, GError **error)
{
  g_assert_not_reached ();
  return FALSE;
}

static Heard *
listen (int year, int month, int day)
{
  Heard *heard = g_new0 (Heard, 1);
  g_autoptr (GError) error = NULL;

  heard->sink = (MiradorSink){ add, reject };
  heard->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  heard->sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  heard->whole_counts = TRUE;
  mirador_demo_generate (mirador_day_new (year, month, day), &heard->sink, &error);
  g_assert_no_error (error);
  return heard;
}

static void
heard_free (Heard *heard)
{
  g_hash_table_unref (heard->values);
  g_hash_table_unref (heard->sums);
  g_free (heard);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Heard, heard_free)

static void
test_published_totals (void)
{
  const struct
  {
    int year, month, day;
  } days[] = { { 2025, 7, 1 }, { 2025, 12, 31 }, { 2026, 11, 21 } };
  g_autoptr (GBytes) file = mirador_data_load ("feeds/demo-totals.csv", NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (file, NULL), g_bytes_get_size (file));
  g_auto (GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);

  for (guint at = 0; at < G_N_ELEMENTS (days); at++)
    {
      g_autoptr (Heard) heard = listen (days[at].year, days[at].month, days[at].day);

      g_assert_true (heard->whole_counts);
      for (guint i = 1; lines[i] != NULL; i++)
        {
          g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
          g_autofree char *key = g_strdup_printf ("%s %s 2025", cells[0], cells[1]);

          g_assert_cmpfloat (get (heard->sums, key), ==, g_ascii_strtod (cells[2], NULL));
        }
      g_assert_cmpuint (g_strv_length (lines), ==, 37);
    }
}

static void
test_same_again (void)
{
  g_autoptr (Heard) before = listen (2025, 12, 15);
  g_autoptr (Heard) after = listen (2026, 11, 21);
  GHashTableIter iter;
  gpointer key, value;
  guint n_late = 0;

  g_hash_table_iter_init (&iter, before->values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_assert_cmpfloat (get (after->values, key), ==, *(double *)value);
  g_hash_table_iter_init (&iter, after->values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_str_has_suffix (key, "2025-11") && !g_hash_table_contains (before->values, key))
      n_late++;
  g_assert_cmpuint (n_late, >, 0);
}

static void
test_last_month (void)
{
  const struct
  {
    int year, month, day;
    const char *last;
    const char *none;
  } days[] = {
    { 2026, 11, 1, "2026-10", "2026-11" },
    { 2026, 11, 30, "2026-10", "2026-11" },
    { 2026, 1, 1, "2025-12", "2026-01" },
    { 2021, 8, 1, "2021-07", "2021-08" },
  };
  g_autoptr (Heard) early = listen (2021, 7, 31);

  g_assert_cmpuint (early->n, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (Heard) heard = listen (days[i].year, days[i].month, days[i].day);
      g_autofree char *last = g_strdup_printf ("all screened PE  %s", days[i].last);
      g_autofree char *none = g_strdup_printf ("all screened PE  %s", days[i].none);

      g_assert_cmpfloat (get (heard->values, last), >, 0);
      g_assert_true (isnan (get (heard->values, none)));
      g_assert_cmpfloat (get (heard->values, "all screened PE  2021-07"), >, 0);
    }
}

/* The sum of all cells of @program by month and place is its total. */
static void
assert_cells_add (Heard *heard, const char *program, guint n_cells)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key, value;
  guint n = 0;

  g_hash_table_iter_init (&iter, heard->values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) words = g_strsplit (key, " ", -1);
      g_autofree char *total
        = g_strdup_printf ("%s %s %s  %s", words[0], words[1], words[2], words[4]);

      if (strcmp (words[0], program) != 0 || *words[3] == '\0')
        continue;
      put (sums, g_strdup (total), *(double *)value);
      put (counts, g_strdup (total), 1);
    }
  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_assert_cmpfloat (get (heard->values, key), ==, *(double *)value);
      g_assert_cmpfloat (get (counts, key), ==, n_cells);
      n++;
    }
  g_assert_cmpuint (n, >, 1000);
}

static void
test_cells (void)
{
  g_autoptr (Heard) heard = listen (2026, 11, 21);

  assert_cells_add (heard, "vih", 2);
  assert_cells_add (heard, "same", 10);
  g_assert_false (isnan (get (heard->values, "vih screened 15 sex=F 2025-03")));
  g_assert_false (isnan (get (heard->values, "same screened 15 life_course=12-17;sex=M 2025-03")));
}

static void
test_gaps (void)
{
  g_autoptr (Heard) heard = listen (2026, 11, 21);
  const struct
  {
    const char *key;
    gboolean there;
  } cases[] = {
    { "tb screened 20  2023-03", FALSE }, /* never came */
    { "tb screened 15  2023-03", TRUE },
    { "same screened 08  2022-12", FALSE },
    { "same screened 08 life_course=0-11;sex=F 2022-12", FALSE },
    { "vih screened 16  2026-10", FALSE }, /* late */
    { "vih screened 16  2026-09", TRUE },
    { "vih screened 15  2026-10", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_true (isnan (get (heard->values, cases[i].key)) != cases[i].there);
}

static void
test_course (void)
{
  g_autoptr (Heard) heard = listen (2026, 11, 21);
  double years[] = { 0, 0, 0, 0, 0 };

  for (int year = 2022; year <= 2026; year++)
    {
      g_autofree char *key = g_strdup_printf ("all screened %d", year);

      years[year - 2022] = get (heard->sums, key);
    }
  g_assert_cmpfloat (years[0], <, 0.75 * years[3]);
  for (guint i = 1; i < G_N_ELEMENTS (years); i++)
    g_assert_cmpfloat (years[i - 1], <, years[i]);
  g_assert_cmpfloat (get (heard->values, "all screened PE  2025-02"), <,
                     0.85 * get (heard->values, "all screened PE  2024-07"));
}

static void
test_stages (void)
{
  g_autoptr (Heard) heard = listen (2026, 11, 21);
  g_autoptr (GHashTable) years = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer key, value;
  guint n = 0;

  g_hash_table_iter_init (&iter, heard->values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) words = g_strsplit (key, " ", -1);

      if (*words[3] == '\0')
        put (years, g_strdup_printf ("%s %s %s %.4s", words[0], words[1], words[2], words[4]),
             *(double *)value);
    }
  /* In no place and year are more people diagnosed than were screened. */
  g_hash_table_iter_init (&iter, years);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) words = g_strsplit (key, " ", -1);
      g_autofree char *screened
        = g_strdup_printf ("%s screened %s %s", words[0], words[2], words[3]);

      if (strcmp (words[1], "diagnosed") != 0)
        continue;
      g_assert_cmpfloat (*(double *)value, <=, get (years, screened));
      n++;
    }
  g_assert_cmpuint (n, >, 300);
  g_assert_cmpfloat (get (heard->sums, "ent referred 2025"), >,
                     get (heard->sums, "ent diagnosed 2025"));
}

static void
test_outlier (void)
{
  g_autoptr (Heard) heard = listen (2026, 11, 21);
  double before = get (heard->values, "vih screened 20  2025-10");
  double odd = get (heard->values, "vih screened 20  2025-11");
  double after = get (heard->values, "vih screened 20  2025-12");

  g_assert_cmpfloat (odd, >, 4 * MAX (before, after));
  g_assert_cmpfloat (get (heard->values, "vih diagnosed 20  2025-11"), <,
                     3 * get (heard->values, "vih diagnosed 20  2025-10"));
}

static guint
count_places (Heard *heard, const char *program)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, heard->values);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_auto (GStrv) words = g_strsplit (key, " ", -1);

      if (strcmp (words[0], program) == 0)
        g_hash_table_add (places, g_strdup (words[2]));
    }
  return g_hash_table_size (places);
}

static void
test_places (void)
{
  g_autoptr (Heard) heard = listen (2026, 11, 21);
  const struct
  {
    const char *program;
    guint n;
  } cases[]
    = { { "all", 1 }, { "tb", 12 }, { "vih", 24 }, { "same", 13 }, { "samia", 3 }, { "ent", 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (count_places (heard, cases[i].program), ==, cases[i].n);
  /* Lima has twelve million people, Tumbes a third of one. */
  g_assert_cmpfloat (get (heard->values, "vih screened 15  2025-03"), >,
                     10 * get (heard->values, "vih screened 24  2025-03"));
}

static void
test_terms (void)
{
  g_autoptr (MiradorPull) pull = mirador_demo_make_pull (mirador_day_new (2026, 11, 21));
  const MiradorTerms *terms = mirador_profile_find_terms (pull->profile, "people_screened", "vih");
  g_autofree char *until = mirador_period_to_code (terms->complete_until);

  g_assert_true (pull->profile->simulated);
  g_assert_cmpstr (pull->profile->id, ==, "demo");
  g_assert_nonnull (strstr (pull->profile->source.es, "simulados"));
  g_assert_cmpstr (until, ==, "2026-09");
  g_assert_cmpuint (terms->parts->len, ==, 24);
  g_assert_cmpuint (g_hash_table_size (terms->members), ==, 1);
  g_assert_cmpint (terms->adds & MIRADOR_ADDS_TIME, !=, 0);
}

/* Whole figures for the years that have begun, for the stages that somebody works towards. */
static void
test_targets (void)
{
  g_autoptr (Heard) heard = listen (2026, 11, 21);
  g_autoptr (Heard) before = listen (2025, 12, 15);
  GHashTableIter iter;
  gpointer key, value;
  guint n = 0;

  g_hash_table_iter_init (&iter, heard->values);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (strstr (key, "target:") == NULL)
        continue;
      g_assert_cmpfloat (*(double *)value, >=, 0);
      n++;
    }
  g_assert_cmpuint (n, ==, (1 + 12 + 24 + 13 + 3 + 3) * 4 * 4);
  g_assert_false (isnan (get (heard->values, "all target:screened PE  FY2027")));
  g_assert_true (isnan (get (before->values, "all target:screened PE  FY2027")));
  g_assert_true (isnan (get (heard->values, "all target:diagnosed PE  FY2025")));
  g_assert_true (isnan (get (heard->values, "all target:screened PE  FY2023")));
}

/* A target is of the size of what it is the target of, and written in round numbers. */
static void
test_targets_are_sensible (void)
{
  static const char *const programs[] = { "all", "tb", "vih", "same", "samia", "ent" };
  static const char *const stages[] = { "screened", "referred", "attended", "accompanied" };
  g_autoptr (Heard) heard = listen (2026, 11, 21);
  guint met = 0;

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    for (guint j = 0; j < G_N_ELEMENTS (stages); j++)
      {
        g_autofree char *figure = g_strdup_printf ("%s %s 2025", programs[i], stages[j]);
        g_autofree char *target = g_strdup_printf ("%s target:%s 2025", programs[i], stages[j]);
        double share = get (heard->sums, figure) / get (heard->sums, target);
        double wanted = get (heard->sums, target);

        g_assert_cmpfloat (share, >, 0.6);
        g_assert_cmpfloat (share, <, 1.25);
        while (wanted >= 100)
          wanted /= 10;
        g_assert_cmpfloat_with_epsilon (wanted, round (wanted), 1e-9);
        met += share >= 1 ? 1 : 0;
      }
  g_assert_cmpuint (met, >, 2);
  g_assert_cmpuint (met, <, 15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/published-totals", test_published_totals);
  g_test_add_func ("/demo/same-again", test_same_again);
  g_test_add_func ("/demo/last-month", test_last_month);
  g_test_add_func ("/demo/cells", test_cells);
  g_test_add_func ("/demo/gaps", test_gaps);
  g_test_add_func ("/demo/course", test_course);
  g_test_add_func ("/demo/stages", test_stages);
  g_test_add_func ("/demo/outlier", test_outlier);
  g_test_add_func ("/demo/places", test_places);
  g_test_add_func ("/demo/terms", test_terms);
  g_test_add_func ("/demo/targets", test_targets);
  g_test_add_func ("/demo/targets-are-sensible", test_targets_are_sensible);
  return g_test_run ();
}
