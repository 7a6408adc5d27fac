/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/query.h"

#include <string.h>
#include "model/error.h"

static char *
join (GPtrArray *strings)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < strings->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? "," : "", (char *)strings->pdata[i]);
  return g_string_free (joined, FALSE);
}

#define assert_strings(strings, expected)                                                          \
  {                                                                                                \
    g_autofree char *joined = join (strings);                                                      \
    g_assert_cmpstr (joined, ==, expected);                                                        \
  }

static void
test_empty (void)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();

  g_assert_cmpuint (query->measures->len, ==, 0);
  g_assert_cmpuint (query->programs->len, ==, 0);
  g_assert_cmpuint (query->places->len, ==, 0);
  g_assert_cmpint (query->place_level, ==, MIRADOR_LEVEL_ANY);
  g_assert_true (mirador_range_is_all (query->range));
  g_assert_cmpint (query->every, ==, MIRADOR_GRAIN_NONE);
  g_assert_cmpint (query->fiscal_first_month, ==, 7);
}

/* A copy goes to another thread: nothing of it may follow the original. */
static void
test_copy (void)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (MiradorQuery) copy = NULL;

  mirador_query_add_measure (query, "screenings");
  mirador_query_add_program (query, "same");
  mirador_query_add_place (query, "14");
  mirador_query_add_member (query, "sex", "F");
  mirador_query_add_by_breakdown (query, "age");
  query->as_of = 42;
  copy = mirador_query_copy (query);
  mirador_query_add_measure (query, "consultations");
  mirador_query_add_member (query, "sex", "M");
  assert_strings (copy->measures, "screenings");
  assert_strings (copy->programs, "same");
  assert_strings (copy->places, "14");
  assert_strings (copy->by_breakdowns, "age");
  assert_strings (g_hash_table_lookup (copy->filter, g_intern_string ("sex")), "F");
  g_assert_cmpint (copy->as_of, ==, 42);
  g_assert_cmpint (copy->by, ==, MIRADOR_BY_BREAKDOWN);
}

static void
test_once (void)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();

  mirador_query_add_measure (query, "screenings");
  mirador_query_add_measure (query, "screenings");
  assert_strings (query->measures, "screenings");
  g_assert_true (query->measures->pdata[0] == g_intern_string ("screenings"));
}

typedef gboolean (*Parse) (MiradorQuery *query, const char *text, GError **error);

static const struct
{
  Parse parse;
  const char *text;
  const char *measures, *programs, *places;
  guint stages;
  int level;
  guint by;
} good[] = {
  { mirador_query_parse_measures, "screenings", "screenings", "", "", 0, -1, 0 },
  { mirador_query_parse_measures, " Screenings , people_attended,", "screenings,people_attended",
    "", "", 0, -1, 0 },
  { mirador_query_parse_measures, "screened,referred", "", "", "",
    1u << MIRADOR_STAGE_SCREENED | 1u << MIRADOR_STAGE_REFERRED, -1, 0 },
  { mirador_query_parse_programs, "TB,vih", "", "tb,vih", "", 0, -1, 0 },
  { mirador_query_parse_places, "14,PE-PIU,101", "", "", "14,20,0101", 0, -1, 0 },
  { mirador_query_parse_by, "program,region", "", "", "", 0, MIRADOR_LEVEL_REGION,
    MIRADOR_BY_PROGRAM | MIRADOR_BY_PLACE },
  { mirador_query_parse_by, "place", "", "", "", 0, -1, MIRADOR_BY_PLACE },
  { mirador_query_parse_by, "authority", "", "", "", 0, MIRADOR_LEVEL_AUTHORITY, MIRADOR_BY_PLACE },
  { mirador_query_parse_by, "sex", "", "", "", 0, -1, MIRADOR_BY_BREAKDOWN },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (MiradorQuery) query = mirador_query_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", good[i].text);
      g_assert_true (good[i].parse (query, good[i].text, &error));
      g_assert_no_error (error);
      assert_strings (query->measures, good[i].measures);
      assert_strings (query->programs, good[i].programs);
      assert_strings (query->places, good[i].places);
      g_assert_cmpuint (query->stages, ==, good[i].stages);
      g_assert_cmpint (query->place_level, ==, good[i].level);
      g_assert_cmpuint (query->by, ==, good[i].by);
    }
}

static const struct
{
  Parse parse;
  const char *text;
  MiradorError code;
  const char *said; /* what the sentence must name */
} bad[] = {
  { mirador_query_parse_measures, "screening", MIRADOR_ERROR_MEASURE_UNKNOWN, "screenings" },
  { mirador_query_parse_measures, "people_screend", MIRADOR_ERROR_MEASURE_UNKNOWN,
    "people_screened" },
  { mirador_query_parse_measures, "people", MIRADOR_ERROR_MEASURE_UNKNOWN, "people_" },
  { mirador_query_parse_measures, "xyzxyzxyzxyz", MIRADOR_ERROR_MEASURE_UNKNOWN, "xyzxyzxyzxyz" },
  { mirador_query_parse_programs, "tbc", MIRADOR_ERROR_PROGRAM_UNKNOWN, "vih" },
  { mirador_query_parse_places, "Nowhere", MIRADOR_ERROR_PLACE_UNKNOWN, "Nowhere" },
  { mirador_query_parse_places, "Lima", MIRADOR_ERROR_PLACE_AMBIGUOUS, "Lima" },
  { mirador_query_parse_period, "2025-13", MIRADOR_ERROR_PERIOD, "2025-13" },
  { mirador_query_parse_breakdown, "gender=F", MIRADOR_ERROR_BREAKDOWN_UNKNOWN, "sex" },
  { mirador_query_parse_breakdown, "sex", MIRADOR_ERROR_BREAKDOWN_UNKNOWN, "sex=F" },
  { mirador_query_parse_breakdown, "sex=", MIRADOR_ERROR_BREAKDOWN_UNKNOWN, "sex=M" },
  { mirador_query_parse_by, "colour", MIRADOR_ERROR_BREAKDOWN_UNKNOWN, "province" },
};

static void
test_unknown (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (MiradorQuery) query = mirador_query_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      g_assert_false (bad[i].parse (query, bad[i].text, &error));
      g_assert_error (error, MIRADOR_ERROR, (int)bad[i].code);
      sentence = mirador_error_to_sentence (error);
      g_test_message ("%s: %s", bad[i].text, sentence);
      g_assert_nonnull (strstr (sentence, bad[i].said));
      g_assert_cmpuint (strlen (sentence), <, 400);
    }
}

static void
test_breakdown (void)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (mirador_query_parse_breakdown (query, "sex=f,age=1-4|5-9|new", &error));
  g_assert_no_error (error);
  assert_strings (g_hash_table_lookup (query->filter, g_intern_string ("sex")), "F");
  assert_strings (g_hash_table_lookup (query->filter, g_intern_string ("age")), "1-4,5-9,new");
}

static void
test_period (void)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  g_autoptr (GError) error = NULL;

  query->fiscal_first_month = 4;
  g_assert_true (mirador_query_parse_period (query, "AF2025", &error));
  g_assert_no_error (error);
  g_assert_cmpint (query->range.first_day, ==, mirador_day_new (2024, 4, 1));
  g_assert_cmpint (query->range.last_day, ==, mirador_day_new (2025, 3, 31));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/query/empty", test_empty);
  g_test_add_func ("/query/copy-is-its-own", test_copy);
  g_test_add_func ("/query/names-count-once", test_once);
  g_test_add_func ("/query/parses-names", test_parse);
  g_test_add_func ("/query/unknown-names-say-what-is-known", test_unknown);
  g_test_add_func ("/query/parses-breakdowns", test_breakdown);
  g_test_add_func ("/query/period-follows-the-fiscal-year", test_period);
  return g_test_run ();
}
