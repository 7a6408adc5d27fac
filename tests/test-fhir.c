/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "feeds/mapping.h"
#include "feeds/refresh.h"
#include "memory-sink.h"
#include "model/error-phrase.h"
#include "record-table.h"
#include "store/sqlite-store.h"

/* Single patients are never read: the name that stands for them must be nowhere. */
#define SECRET "QUISPE-HUAMAN-71234567"

#define REPORT(type, rest)                                                                         \
  "{\"resourceType\":\"MeasureReport\",\"status\":\"complete\",\"type\":\"" type                   \
  "\",\"measure\":\"http://ses/Measure/tb|1\",\"reporter\":{\"reference\":\"Organization/14\"},"   \
  "\"period\":{\"start\":\"2024-01-01\",\"end\":\"2024-01-31\"}," rest "}"
#define CODE(code) "{\"coding\":[{\"code\":\"" code "\"}]}"
#define COUNT(code, count) "{\"code\":" CODE (code) ",\"count\":" count "}"
#define BUNDLE(entries)                                                                            \
  "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[" entries "]}"
#define ENTRY(resource) "{\"resource\":" resource "}"
#define SUMMARY                                                                                    \
  REPORT ("summary", "\"group\":[{\"code\":" CODE ("G") ",\"population\":[" COUNT (                \
                       "numerator", "2") "," COUNT ("denominator",                                 \
                                                    "5") "],\"measureScore\":{\"value\":0.40}}]")

/* Recorded files */

static void
test_hiv (void)
{
  g_autoptr (GBytes) bytes = fixture_load ("fhir/MeasureReport_hiv_indicators_summary.json");
  g_autoptr (GError) error = NULL;
  guint n;

  if (bytes == NULL)
    return;
  g_autoptr (Decoded) decoded = decoded_new ("auto", bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (decoded->decoder->id, ==, "fhir-measure-report");
  /* Three groups, sixteen strata; no population, all scores 0. */
  g_assert_cmpuint (decoded->rows->len, ==, 19);
  g_assert_cmpfloat (decoded_sum (decoded, "score", &n), ==, 0);
  g_assert_cmpuint (n, ==, 19);
  g_assert_cmpstr (decoded_cell (decoded, 0, "period"), ==, "2018-01");
  g_assert_cmpstr (decoded_cell (decoded, 0, "reporter"), ==, "Organization/ZW01");
  g_assert_cmpstr (decoded_cell (decoded, 0, "group"), ==, "QRPH_ADX_ART1_N");
  g_assert_cmpstr (decoded_cell (decoded, 0, "stratum"), ==, NULL);
  g_assert_cmpstr (decoded_cell (decoded, 1, "AGE_GROUP:SEX"), ==, "P0Y--P1Y:F");
  g_assert_cmpstr (decoded_cell (decoded, 18, "stratifier"), ==, "AGE_GROUP:SEX");
  g_assert_cmpstr (decoded_cell (decoded, 18, "stratum"), ==, "P1Y--P5Y:F");
  g_assert_cmpstr (decoded_cell (decoded, 18, "AGE_GROUP"), ==, "P1Y--P5Y");
  g_assert_cmpstr (decoded_cell (decoded, 18, "SEX"), ==, "F");
}

static void
test_supplemental (void)
{
  g_autoptr (GBytes) bytes
    = fixture_load ("fhir/deqm_MeasureReport_summ_contained_supplemental.json");
  const char *const expected[][2] = {
    { "period", "2025" },
    { "initial-population", "50" },
    { "denominator", "50" },
    { "denominator-exclusion", "10" },
    { "numerator", "20" },
    { "numerator-exclusion", "5" },
    { "denominator-exception", "0" },
    { "score", "0.6" },
  };
  g_autoptr (GError) error = NULL;

  if (bytes == NULL)
    return;
  g_autoptr (Decoded) decoded = decoded_new ("auto", bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (decoded->rows->len, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (decoded_cell (decoded, 0, expected[i][0]), ==, expected[i][1]);
  /* What is contained speaks of patients. */
  g_autofree char *seen = decoded_to_text (decoded);
  g_assert_null (strstr (seen, "patient"));
}

static const struct
{
  const char *name;
  MiradorError code;
  const char *says;
} refused_fixtures[] = {
  { "MeasureReport_cms146_cat1_individual.json", MIRADOR_ERROR_PATIENT_DATA, "single patients" },
  { "MeasureReport_cms146_cat2_subjectlist.json", MIRADOR_ERROR_PATIENT_DATA, "single patients" },
  { "Bundle_response_simplesummary.json", MIRADOR_ERROR_PATIENT_DATA, "single patients" },
  { "Bundle_searchset_example.json", MIRADOR_ERROR_PATIENT_DATA, "single patients" },
  { "OperationOutcome_exception.json", MIRADOR_ERROR_REFUSED,
    "exception: SQL Link Communication Error (dbx = 34234)" },
  { "OperationOutcome_searchfail.json", MIRADOR_ERROR_REFUSED,
    "code-invalid: The \"name\" parameter has the modifier \"exact\"" },
  { "OperationOutcome_validationfail.json", MIRADOR_ERROR_REFUSED,
    "structure: Error parsing resource XML" },
};

static void
test_refused_fixtures (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused_fixtures); i++)
    {
      g_autofree char *name = g_strconcat ("fhir/", refused_fixtures[i].name, NULL);
      g_autoptr (GBytes) bytes = fixture_load (name);
      g_autoptr (GError) error = NULL;
      if (bytes == NULL)
        return;
      g_test_message ("%s", refused_fixtures[i].name);
      g_assert_null (decoded_new ("auto", bytes, NULL, &error));
      assert_says (error, refused_fixtures[i].code, refused_fixtures[i].says);
    }
}

/* Small ones */

static const struct
{
  const char *name;
  const char *text;
  const char *row; /* of the last group or stratum: period, group, stratum, numerator, score */
} cases[] = {
  { "one", SUMMARY, "2024-01 G ~ 2 0.40" },
  { "bundle",
    BUNDLE (ENTRY ("{\"resourceType\":\"Organization\",\"id\":\"14\"}") "," ENTRY (SUMMARY)),
    "2024-01 G ~ 2 0.40" },
  { "warning-beside-it",
    BUNDLE (ENTRY ("{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"warning\","
                   "\"code\":\"slow\"}]}") "," ENTRY (SUMMARY)),
    "2024-01 G ~ 2 0.40" },
  { "stratum-with-population",
    REPORT ("summary",
            "\"group\":[{\"id\":\"g1\",\"stratifier\":[{\"code\":[{\"text\":\"sex\"}],"
            "\"stratum\":[{\"value\":{\"text\":\"female\"},\"population\":[" COUNT ("numerator",
                                                                                    "7") "]}]}]}]"),
    "2024-01 g1 female 7 ~" },
  { "large-count",
    REPORT ("summary",
            "\"group\":[{\"population\":[" COUNT ("numerator", "12345678901234567890") "]}]"),
    "2024-01 ~ ~ 12345678901234567890 ~" },
  { "year",
    "{\"resourceType\":\"MeasureReport\",\"type\":\"summary\",\"period\":{\"start\":\"2023\","
    "\"end\":"
    "\"2023\"},\"group\":[{\"measureScore\":{\"value\":1}}]}",
    "2023 ~ ~ ~ 1" },
  { "quarter-by-moments",
    "{\"resourceType\":\"MeasureReport\",\"type\":\"summary\",\"period\":{\"start\":"
    "\"2023-04-01T00:00:00-05:00\",\"end\":\"2023-06-30T23:59:59-05:00\"},\"group\":[{"
    "\"measureScore\":{\"value\":1}}]}",
    "2023-Q2 ~ ~ ~ 1" },
  { "period-that-has-no-name",
    "{\"resourceType\":\"MeasureReport\",\"type\":\"summary\",\"period\":{\"start\":\"2023-04-02\","
    "\"end\":\"2023-06-30\"},\"group\":[{\"measureScore\":{\"value\":1}}]}",
    "2023-04-02/2023-06-30 ~ ~ ~ 1" },
};

static void
test_cases (void)
{
  static const char *const columns[] = { "period", "group", "stratum", "numerator", "score" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) row = g_string_new (NULL);
      g_autoptr (Decoded) decoded = decoded_from_text ("auto", cases[i].text, &error);
      g_test_message ("%s", cases[i].name);
      g_assert_no_error (error);
      for (guint column = 0; column < G_N_ELEMENTS (columns); column++)
        {
          const char *cell = decoded_cell (decoded, decoded->rows->len - 1, columns[column]);
          g_string_append_printf (row, "%s%s", column > 0 ? " " : "", cell != NULL ? cell : "~");
        }
      g_assert_cmpstr (row->str, ==, cases[i].row);
    }
}

static void
test_population_twice (void)
{
  g_autoptr (Decoded) decoded
    = decoded_from_text ("auto",
                         REPORT ("summary", "\"group\":[{\"population\":[" COUNT (
                                              "numerator", "1") "," COUNT ("numerator", "2") "]}]"),
                         NULL);

  g_assert_cmpuint (decoded->n_bad, ==, 1);
}

#define PATIENT "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"" SECRET "\"}]}"
#define OUTCOME                                                                                    \
  "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\"x\","      \
  "\"diagnostics\":\"" SECRET "\"}]}"

static const struct
{
  const char *name;
  const char *text;
  MiradorError code;
} refusals[] = {
  { "individual", REPORT ("individual", "\"subject\":{\"reference\":\"Patient/" SECRET "\"}"),
    MIRADOR_ERROR_PATIENT_DATA },
  { "subject-list", REPORT ("subject-list", "\"id\":\"" SECRET "\""), MIRADOR_ERROR_PATIENT_DATA },
  { "data-collection", REPORT ("data-collection", "\"id\":\"" SECRET "\""),
    MIRADOR_ERROR_PATIENT_DATA },
  { "summary-of-one-patient",
    REPORT ("summary", "\"subject\":{\"reference\":\"Patient/" SECRET "\"}"),
    MIRADOR_ERROR_PATIENT_DATA },
  { "patient-behind-a-summary", BUNDLE (ENTRY (SUMMARY) "," ENTRY (PATIENT)),
    MIRADOR_ERROR_PATIENT_DATA },
  { "individual-behind-a-summary",
    BUNDLE (ENTRY (SUMMARY) "," ENTRY (REPORT ("individual", "\"id\":\"" SECRET "\""))),
    MIRADOR_ERROR_PATIENT_DATA },
  { "patient-in-a-bundle-in-a-bundle",
    BUNDLE (ENTRY (SUMMARY) "," ENTRY (BUNDLE (ENTRY (PATIENT)))), MIRADOR_ERROR_PATIENT_DATA },
  { "patient-beside-an-error", BUNDLE (ENTRY (OUTCOME) "," ENTRY (PATIENT)),
    MIRADOR_ERROR_PATIENT_DATA },
  { "patient-alone", PATIENT, MIRADOR_ERROR_PATIENT_DATA },
  { "type-is-missing",
    "{\"resourceType\":\"MeasureReport\",\"subject\":{\"reference\":\"" SECRET "\"},\"group\":[]}",
    MIRADOR_ERROR_SYNTAX },
  { "another-kind", "{\"resourceType\":\"" SECRET "\"}", MIRADOR_ERROR_SYNTAX },
  { "cut-off", "{\"resourceType\":\"Patient\",\"name\":\"" SECRET "\",", MIRADOR_ERROR_TRUNCATED },
  { "no-value", "{\"resourceType\":\"Patient\",\"name\":\"" SECRET "\",}", MIRADOR_ERROR_SYNTAX },
  { "empty-bundle", BUNDLE (""), MIRADOR_ERROR_EMPTY },
  { "no-groups", REPORT ("summary", "\"group\":[]"), MIRADOR_ERROR_HEADER_ONLY },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", refusals[i].name);
      g_assert_null (decoded_from_text ("auto", refusals[i].text, &error));
      assert_says (error, refusals[i].code, "");
      g_autofree char *kept = mirador_error_serialize (error);
      g_assert_null (strstr (kept, SECRET));
      g_assert_null (strstr (error->message, SECRET));
    }
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new ("{\"resourceType\":\"Bundle\",\"entry\":");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "[{\"resource\":");
  g_assert_null (decoded_from_text ("auto", text->str, &error));
  assert_says (error, MIRADOR_ERROR_SYNTAX, "64 levels");
}

/* Nothing on the disk */

static gboolean
folder_has (const char *folder, const char *text)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  gboolean found = FALSE;
  const char *name;

  while (files != NULL && !found && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;
      found = g_file_get_contents (path, &bytes, &length, NULL)
              && memmem (bytes, length, text, strlen (text)) != NULL;
    }
  return found;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_disk (void)
{
  g_autofree char *inbox = g_dir_make_tmp ("mirador-inbox-XXXXXX", NULL);
  g_autofree char *folder = g_dir_make_tmp ("mirador-fhir-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (inbox, "report.json", NULL);
  g_autofree char *database = g_build_filename (folder, "store.db", NULL);
  const char *text
    = BUNDLE (ENTRY (SUMMARY) "," ENTRY (REPORT ("individual", "\"id\":\"" SECRET "\"")));
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, text, -1, NULL));
  MiradorStore *store = mirador_sqlite_store_open (database, &error);
  g_assert_no_error (error);
  g_assert_null (mirador_import_sync (store, file, "auto", "fhir-measure-report", NULL, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_PATIENT_DATA);
  g_assert_false (folder_has (folder, SECRET));
  g_object_unref (store);
  g_assert_false (folder_has (folder, SECRET));
  g_assert_true (folder_has (folder, "patient-data"));
  remove_folder (inbox);
  remove_folder (folder);
}

static void
test_mapping (void)
{
  const char *mapping_text
    = "{\"mapping\":1,\"id\":\"x\",\"format\":\"fhir-measure-report\",\"program\":\"tb\","
      "\"measure\":{"
      "\"column\":\"group\",\"codes\":{\"G\":\"screenings\"}},\"period\":{\"column\":\"period\"},"
      "\"place\":{\"column\":\"reporter\",\"codes\":{\"Organization/"
      "14\":\"14\"}},\"value\":\"numerator\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorMapping) shipped = mirador_mapping_load ("fhir-measure-report", &error);
  g_assert_no_error (error);
  g_autoptr (MiradorMapping) mapping = mirador_mapping_parse (mapping_text, -1, "x", &error);
  g_assert_no_error (error);
  g_autoptr (MemorySink) sink = memory_sink_read (mapping, "auto", SUMMARY, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sink->lines->str, ==, "screenings tb 14 2024-01 [] 2");
}

/* Eight megabytes whose tree would take six hundred. */
static void
test_too_much (void)
{
  g_autoptr (GString) text = g_string_new ("{\"resourceType\":\"Bundle\",\"entry\":[");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append (text, "{\"a\":1},");
  g_string_append (text, "{}]}");
  g_assert_null (decoded_from_text ("auto", text->str, &error));
  assert_says (error, MIRADOR_ERROR_SYNTAX, "too much to be read at once");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir/fixture/hiv-indicators", test_hiv);
  g_test_add_func ("/fhir/fixture/supplemental", test_supplemental);
  g_test_add_func ("/fhir/fixture/refused", test_refused_fixtures);
  g_test_add_func ("/fhir/rows", test_cases);
  g_test_add_func ("/fhir/population-twice", test_population_twice);
  g_test_add_func ("/fhir/patients-leave-no-word", test_refused);
  g_test_add_func ("/fhir/patients-leave-nothing-on-the-disk", test_disk);
  g_test_add_func ("/fhir/nested-100000-deep", test_depth);
  g_test_add_func ("/fhir/too-much", test_too_much);
  g_test_add_func ("/fhir/mapping", test_mapping);
  return g_test_run ();
}
