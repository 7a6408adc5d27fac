/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "feeds/definition.h"
#include "memory-sink.h"
#include "model/resource.h"

/* What ships with the program, read through its own definitions and mappings. */

#define RESOURCE "resource:///pe/org/sociosensalud/Mirador/data/"

static MemorySink *
read_shipped (const char *feed, const char *scope, GError **error)
{
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (feed, error);
  const MiradorTable *table = NULL;

  g_assert_nonnull (definition);
  for (guint i = 0; i < definition->tables->len; i++)
    {
      const MiradorTable *one = g_ptr_array_index (definition->tables, i);
      if (g_str_equal (one->scope, scope))
        table = one;
    }
  g_assert_nonnull (table);
  g_assert_true (g_str_has_prefix (table->location, RESOURCE));
  g_autoptr (GBytes) bytes = mirador_data_load (table->location + strlen (RESOURCE), error);
  g_assert_nonnull (bytes);
  g_autoptr (MiradorMapping) mapping = mirador_mapping_load (table->mapping, error);
  g_assert_no_error (*error);
  return memory_sink_read_bytes (mapping, table->format, bytes, FALSE, error);
}

static MemorySink *
read_fixture (const char *name, const char *mapping_id)
{
  const char *folder = g_getenv ("MIRADOR_FIXTURES");
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  if (folder == NULL)
    {
      g_test_skip ("MIRADOR_FIXTURES is not set");
      return NULL;
    }
  g_autofree char *path = g_build_filename (folder, "csv", name, NULL);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  g_autoptr (MiradorMapping) mapping
    = mapping_id != NULL ? mirador_mapping_load (mapping_id, &error) : NULL;
  g_assert_no_error (error);
  MemorySink *sink = memory_sink_read_bytes (mapping, "auto", bytes, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sink->n_rejected, ==, 0);
  return sink;
}

/* Sums of what fits: @place is a prefix of the ubigeo, @pair a part of the breakdown. */
static double
sum (const MemorySink *sink,
     const char *measure,
     const char *period,
     const char *place,
     const char *pair)
{
  double total = 0;

  for (guint i = 0; i < sink->made->len; i++)
    {
      const MiradorObservation *made = &g_array_index (sink->made, MiradorObservation, i);
      g_autofree char *code = mirador_period_to_code (made->period);
      if (g_str_equal (made->measure->id, measure) && (period == NULL || g_str_equal (code, period))
          && (place == NULL || g_str_has_prefix (made->place->code, place))
          && (pair == NULL || strstr (made->breakdown, pair) != NULL))
        total += made->value;
    }
  return total;
}

static void
test_annual_report (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MemorySink) sink = read_shipped ("ses-annual-report-2025", "", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sink->made->len, ==, 150);
  g_assert_cmpuint (sink->n_rejected, ==, 0);
  g_assert_nonnull (strstr (sink->lines->str, "people_screened all PE FY2025 [] 303705\n"));
  g_assert_nonnull (strstr (sink->lines->str, "people_screened samia 070106 FY2025 [] 471\n"));
  g_assert_nonnull (strstr (sink->lines->str, "services polses diris-lima-este FY2025 [] 14694\n"));
  g_assert_nonnull (strstr (sink->lines->str, "national_new_cases tb PE 2024 [] 33000 about\n"));
  g_assert_nonnull (strstr (
    sink->lines->str, "people_trained_to_date csg PE FY2025 [] 38000 more_than cumulative\n"));
}

/* Every series of the report is there once: nothing overwrites another figure. */
static void
test_annual_report_has_no_doubles (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MemorySink) sink = read_shipped ("ses-annual-report-2025", "", &error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < sink->made->len; i++)
    {
      const MiradorObservation *made = &g_array_index (sink->made, MiradorObservation, i);
      char *series = g_strdup_printf ("%s %s %s %d", made->measure->id, made->program->id,
                                      made->place->code, made->period.first_day);
      g_assert_true (g_hash_table_add (seen, series));
    }
}

static void
test_history (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MemorySink) sink = read_shipped ("ses-history", "", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sink->made->len, ==, 13);
  g_assert_cmpuint (sink->n_rejected, ==, 0);
  g_assert_nonnull (strstr (sink->lines->str, "mdr_cure_rate tb PE 1999 [] 85\n"));
  g_assert_nonnull (
    strstr (sink->lines->str, "mdr_people_treated tb PE 2011 [] 10500 more_than\n"));
  g_assert_nonnull (
    strstr (sink->lines->str, "covid_deaths_may context PE 2020 [] 2500 less_than\n"));
  g_assert_nonnull (
    strstr (sink->lines->str, "covid_confirmed_august context PE 2020 [] 500000 more_than\n"));
  g_assert_null (strstr (sink->lines->str, "depression_improved"));
}

static void
test_population (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MemorySink) sink = read_shipped ("population", "", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sink->made->len, ==, 50);
  g_assert_cmpuint (sink->n_rejected, ==, 0);
  g_assert_nonnull (strstr (sink->lines->str, "population context 14 2025 [] 1373645\n"));
  g_assert_nonnull (strstr (sink->lines->str, "population context 14 2020 [] 1310785\n"));
}

/* The numbers of the fixtures' SOURCES.md. */
static void
test_screenings (void)
{
  static const double totals[] = { 17073, 15370, 23802, 25886, 27017, 27825, 29542, 25533, 219 };
  static const double positives[] = { 357, 519, 739, 1002, 1262, 1326, 1170, 909, 30 };
  g_autoptr (MemorySink) sink
    = read_fixture ("smental_tamizaje_2017.csv", "minsa-mental-health-screenings");

  if (sink == NULL)
    return;
  g_assert_cmpuint (sink->made->len, ==, 10696);
  g_assert_cmpfloat (sum (sink, "screenings", NULL, NULL, NULL), ==, 192267);
  g_assert_cmpfloat (sum (sink, "positive_screenings", NULL, NULL, NULL), ==, 7314);
  for (int month = 1; month <= 9; month++)
    {
      g_autofree char *period = g_strdup_printf ("2017-%02d", month);
      g_assert_cmpfloat (sum (sink, "screenings", period, NULL, NULL), ==, totals[month - 1]);
      g_assert_cmpfloat (sum (sink, "positive_screenings", period, NULL, NULL), ==,
                         positives[month - 1]);
    }
  g_assert_cmpfloat (sum (sink, "screenings", NULL, "1401", NULL), ==, 89705);
  g_assert_cmpfloat (sum (sink, "screenings", NULL, "1402", NULL), ==, 58667);
  g_assert_cmpfloat (sum (sink, "screenings", NULL, "1403", NULL), ==, 43895);
  g_assert_cmpfloat (sum (sink, "positive_screenings", NULL, "1401", NULL), ==, 4282);
  g_assert_cmpfloat (sum (sink, "positive_screenings", NULL, "1402", NULL), ==, 1482);
  g_assert_cmpfloat (sum (sink, "positive_screenings", NULL, "1403", NULL), ==, 1550);
  g_assert_cmpfloat (sum (sink, "screenings", NULL, NULL, "age=80+")
                       + sum (sink, "screenings", NULL, NULL, "age=<1"),
                     >, 0);
}

static void
test_attended (void)
{
  static const struct
  {
    const char *pair;
    double people;
  } diagnoses[] = {
    { "condition=family_violence", 2778 }, { "condition=anxiety", 1277 },
    { "condition=depression", 952 },       { "condition=behaviour", 438 },
    { "condition=alcohol_use", 136 },      { "condition=drug_use", 77 },
    { "condition=suicide_attempt", 9 },    { "condition=eating_disorder", 8 },
    { "condition=psychosis", 6 },
  };
  g_autoptr (MemorySink) sink
    = read_fixture ("smental_atendidos_2017.csv", "minsa-mental-health-attended");

  if (sink == NULL)
    return;
  g_assert_cmpuint (sink->made->len, ==, 2 * 3539);
  g_assert_cmpfloat (sum (sink, "people_attended", NULL, NULL, NULL), ==, 5681);
  g_assert_cmpfloat (sum (sink, "consultations", NULL, NULL, NULL), ==, 12073);
  for (guint i = 0; i < G_N_ELEMENTS (diagnoses); i++)
    g_assert_cmpfloat (sum (sink, "people_attended", NULL, NULL, diagnoses[i].pair), ==,
                       diagnoses[i].people);
}

static void
test_guess (void)
{
  g_autoptr (MemorySink) sink = read_fixture ("smental_atendidos_2017.csv", NULL);

  if (sink != NULL)
    g_assert_cmpstr (mirador_mapping_get_id (sink->mapping), ==, "minsa-mental-health-attended");
}

/* Tables are told apart by their columns, each by one mapping only. */
static void
test_guess_shipped (void)
{
  static const struct
  {
    const char *file;
    const char *mapping;
  } files[] = {
    { "feeds/annual-report-2025.csv", "ses-annual-report" },
    { "feeds/history.csv", "ses-history" },
    { "places/regions.csv", "population" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) bytes = mirador_data_load (files[i].file, NULL);
      g_autoptr (MemorySink) sink = memory_sink_read_bytes (NULL, "auto", bytes, TRUE, NULL);
      g_assert_nonnull (sink);
      g_assert_cmpstr (mirador_mapping_get_id (sink->mapping), ==, files[i].mapping);
    }
}

static void
test_minsa_terms (void)
{
  g_autoptr (MiradorMapping) screenings
    = mirador_mapping_load ("minsa-mental-health-screenings", NULL);
  g_autoptr (MiradorMapping) attended = mirador_mapping_load ("minsa-mental-health-attended", NULL);
  g_autoptr (MiradorPull) first = mirador_mapping_make_pull (screenings, NULL);
  g_autoptr (MiradorPull) second = mirador_mapping_make_pull (attended, NULL);
  const MiradorTerms *terms
    = mirador_profile_find_terms (first->profile, "positive_screenings", "same");
  const MiradorTerms *people
    = mirador_profile_find_terms (second->profile, "people_attended", "same");
  const GPtrArray *ages = g_hash_table_lookup (terms->members, g_intern_string ("age"));
  const GPtrArray *conditions = g_hash_table_lookup (terms->members, g_intern_string ("condition"));
  g_autofree char *until = mirador_period_to_code (terms->complete_until);

  g_assert_cmpstr (first->profile->id, ==, "minsa-mental-health");
  g_assert_cmpstr (first->scope, ==, "screenings");
  g_assert_cmpint (first->duplicates, ==, MIRADOR_DUPLICATES_ADD);
  g_assert_cmpint (terms->adds, ==,
                   MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN);
  g_assert_cmpint (terms->absent, ==, MIRADOR_ABSENT_ZERO);
  g_assert_cmpstr (until, ==, "2017-08");
  g_assert_cmpuint (ages->len, ==, 12);
  g_assert_cmpuint (conditions->len, ==, 4);
  g_assert_cmpstr (g_ptr_array_index (terms->covers, 0), ==, "14");
  g_assert_true (people->repeats);
  g_assert_cmpstr (people->note.es, ==,
                   "atendidos por mes y diagnóstico; una persona puede repetirse");
  g_assert_cmpstr (second->scope, ==, "attended");
}

/* The ids that tables of codes lead to have names in the catalogue. */
static void
test_members_have_names (void)
{
  g_autoptr (GPtrArray) mappings = mirador_mapping_list ();

  g_assert_cmpuint (mappings->len, >=, 9);
  for (guint i = 0; i < mappings->len; i++)
    {
      g_autoptr (MiradorPull) pull = mirador_mapping_make_pull (mappings->pdata[i], NULL);
      for (guint t = 0; t < pull->profile->terms->len; t++)
        {
          const MiradorTerms *terms = pull->profile->terms->pdata[t];
          GHashTableIter iter;
          gpointer breakdown, members;
          g_hash_table_iter_init (&iter, terms->members);
          while (g_hash_table_iter_next (&iter, &breakdown, &members))
            for (guint m = 0; m < ((GPtrArray *)members)->len; m++)
              g_assert_nonnull (
                mirador_catalogue_member (breakdown, ((GPtrArray *)members)->pdata[m]));
        }
    }
}

static void
write_resource (const char *name, const char *folder)
{
  g_autoptr (GBytes) bytes = mirador_data_load (name, NULL);
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *path = g_build_filename (folder, base, NULL);

  g_assert_nonnull (bytes);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize)g_bytes_get_size (bytes), NULL));
}

/* Runs @script on pairs of schema and document; 0 where all fit. */
static int
run_python (const char *script, const GPtrArray *paths)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  int status = -1;

  g_ptr_array_add (arguments, (gpointer) "python3");
  g_ptr_array_add (arguments, (gpointer) "-c");
  g_ptr_array_add (arguments, (gpointer)script);
  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (arguments, paths->pdata[i]);
  g_ptr_array_add (arguments, NULL);
  if (!g_spawn_sync (NULL, (char **)arguments->pdata, NULL,
                     G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                     &status, NULL))
    return -1;
  return status;
}

static const char schema_script[]
  = "import json, sys, jsonschema\n"
    "for schema, document in zip(sys.argv[1::2], sys.argv[2::2]):\n"
    "  schema = json.load(open(schema))\n"
    "  jsonschema.Draft202012Validator.check_schema(schema)\n"
    "  jsonschema.Draft202012Validator(schema).validate(json.load(open(document)))\n";

static void
add_pair (GPtrArray *paths, const char *folder, const char *schema, const char *document)
{
  g_ptr_array_add (paths, g_build_filename (folder, schema, NULL));
  g_ptr_array_add (paths, g_build_filename (folder, document, NULL));
}

static void
add_folder (GPtrArray *paths,
            const char *folder,
            const char *schema,
            const char *within,
            const char *ending)
{
  g_autofree char *path = g_strconcat (MIRADOR_DATA_PREFIX, within, NULL);
  g_auto (GStrv) names = g_resources_enumerate_children (path, 0, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_build_filename (within, names[i], NULL);
      if (!g_str_has_suffix (name, ending))
        continue;
      write_resource (name, folder);
      add_pair (paths, folder, schema, names[i]);
    }
}

static void
add_own_format (GPtrArray *paths, const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  add_pair (paths, folder, "mirador.schema.json", name);
}

#define OWN_TABLE                                                                                  \
  "\"columns\":[\"measure\",\"program\",\"place\",\"period\",\"value\"],"                          \
  "\"rows\":[[\"screenings\",\"tb\",\"14\",\"2025-03\",7]]}"
#define BALLOONS(name) "\"id\":\"balloons\",\"name\":" name ",\"unit\":\"items\",\"kind\":\"flow\""

/* What the schema says of the catalogue's entries is what the program takes. */
static const struct
{
  const char *head;
  gboolean good;
} entries[] = {
  { "\"measures\":[{" BALLOONS ("{\"es\":\"Globos\",\"en\":\"Balloons\"}") "}]", TRUE },
  { "\"measures\":[{" BALLOONS ("{\"es\":\"Globos\"}") ",\"labels\":{\"tb\":{\"en\":\"B\"}}}]",
    TRUE },
  { "\"measures\":[{" BALLOONS ("\"Balloons\"") "}]", FALSE },
  { "\"measures\":[{" BALLOONS ("{}") "}]", FALSE },
  { "\"measures\":[{" BALLOONS ("{\"en\":\"\"}") "}]", FALSE },
  { "\"measures\":[{" BALLOONS ("{\"en\":\"B\"}") ",\"labels\":{\"tb\":\"B\"}}]", FALSE },
  { "\"measures\":[{" BALLOONS ("{\"en\":\"B\"}") ",\"stage\":\"lost\"}]", FALSE },
  { "\"measures\":[{\"id\":\"balloons\",\"name\":{\"en\":\"B\"},\"unit\":\"items\"}]", FALSE },
  { "\"measures\":[{\"id\":\"a=b\",\"name\":{\"en\":\"B\"},\"unit\":\"items\",\"kind\":\"flow\"}]",
    FALSE },
  { "\"programs\":[{\"id\":\"trial\",\"name\":{\"en\":\"T\"},\"colour\":\"#12ab9F\"}]", TRUE },
  { "\"programs\":[{\"id\":\"trial\",\"name\":\"Trial\"}]", FALSE },
  { "\"programs\":[{\"id\":\"trial\",\"name\":{\"en\":\"T\"},\"short\":\"T\"}]", FALSE },
  { "\"programs\":[{\"id\":\"trial\",\"name\":{\"en\":\"T\"},\"colour\":\"red\"}]", FALSE },
  { "\"breakdowns\":[{\"id\":\"shoe\",\"name\":{\"en\":\"S\"},"
    "\"members\":[{\"id\":\"43\",\"name\":{\"en\":\"43\"}}]}]",
    TRUE },
  { "\"breakdowns\":[{\"id\":\"shoe\",\"name\":{\"en\":\"S\"},"
    "\"members\":[{\"id\":\"43\",\"name\":\"43\"}]}]",
    FALSE },
  { "\"breakdowns\":[{\"id\":\"shoe\",\"name\":\"Shoe\"}]", FALSE },
};

static void
test_entries (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-schema-XXXXXX", NULL);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  gboolean checks = run_python ("import jsonschema; jsonschema.Draft202012Validator", none) == 0;

  write_resource ("schema/mirador.schema.json", folder);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (GPtrArray) pair = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *text
        = g_strconcat ("{\"mirador\":1,", entries[i].head, ",", OWN_TABLE, NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", entries[i].head);
      g_autoptr (MiradorMapping) mapping = mirador_mapping_from_document (text, "test", &error);
      g_assert_cmpint (mapping != NULL, ==, entries[i].good);
      if (!entries[i].good)
        g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_DEFINITION);
      add_own_format (pair, folder, "entry.json", text);
      if (checks)
        g_assert_cmpint (run_python (schema_script, pair) == 0, ==, entries[i].good);
    }
}

static void
test_schemas (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-schema-XXXXXX", NULL);
  g_autoptr (GPtrArray) good = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) bad = g_ptr_array_new_with_free_func (g_free);

  if (run_python ("import jsonschema; jsonschema.Draft202012Validator", good) != 0)
    {
      g_test_skip ("python3-jsonschema is not installed");
      return;
    }
  write_resource ("schema/mapping.schema.json", folder);
  write_resource ("schema/feed.schema.json", folder);
  write_resource ("schema/mirador.schema.json", folder);
  add_folder (good, folder, "mapping.schema.json", "mappings", ".json");
  add_folder (good, folder, "feed.schema.json", "feeds", ".feed.json");
  add_own_format (good, folder, "good.json",
                  "{\"mirador\":1,\"columns\":[\"measure\",\"program\",\"place\",\"period\","
                  "\"value\"],\"rows\":[[\"screenings\",\"tb\",\"14\",\"2025-03\",7]]}");
  add_own_format (bad, folder, "bad.json",
                  "{\"mirador\":1,\"columns\":[\"measure\"],\"rows\":[[\"screenings\"]]}");
  g_autoptr (GPtrArray) mappings = mirador_mapping_list ();
  g_assert_cmpuint (good->len, ==, 2 * (mappings->len + 8 + 1));
  g_assert_cmpint (run_python (schema_script, good), ==, 0);
  g_assert_cmpint (run_python (schema_script, bad), !=, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-shipped-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_DIRS", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/annual-report/150-figures", test_annual_report);
  g_test_add_func ("/annual-report/no-doubles", test_annual_report_has_no_doubles);
  g_test_add_func ("/annual-report/history", test_history);
  g_test_add_func ("/population/regions", test_population);
  g_test_add_func ("/minsa/screenings", test_screenings);
  g_test_add_func ("/minsa/attended", test_attended);
  g_test_add_func ("/minsa/terms", test_minsa_terms);
  g_test_add_func ("/minsa/guessed", test_guess);
  g_test_add_func ("/shipped/guessed", test_guess_shipped);
  g_test_add_func ("/shipped/members-have-names", test_members_have_names);
  g_test_add_func ("/shipped/schemas", test_schemas);
  g_test_add_func ("/shipped/schema-of-entries", test_entries);
  return g_test_run ();
}
