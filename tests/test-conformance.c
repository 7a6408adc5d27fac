/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoding.h"
#include "model/language.h"

/* Other people's answers: those that were recorded, found by MIRADOR_FIXTURES, and small ones of
 * our own for what the recorded ones happen not to show. */

typedef struct
{
  const char *file;
  const char *format;  /* that its content shows */
  guint n_rows;        /* of a valid file */
  const char *columns; /* (nullable) */
  const char *summed;  /* (nullable) the column that SOURCES.md adds up */
  guint n_numbers;     /* cells of it that are numbers */
  double sum;
  const char *first; /* (nullable) the first row, or how it begins */
  int code;          /* 0, or what an invalid file is refused with */
  const char *says;  /* part of the sentence */
} File;

#define DHIS2_COLUMNS "|numerator|denominator|factor|multiplier|divisor"
#define SET_COLUMNS                                                                                \
  "dataElement|period|orgUnit|categoryOptionCombo|attributeOptionCombo|value|deleted|followup|"    \
  "lastUpdated"
#define PATIENTS MIRADOR_ERROR_PATIENT_DATA, "single patients"
#define PAGE MIRADOR_ERROR_SYNTAX, "a web page"

/* The numbers of SOURCES.md. */
static const File files[] = {
  { "dhis2/analytics_co_last12months_filter_ou.json", "dhis2-analytics", 28,
    "dx|co|pe|value|dx_name|co_name", "value", 28, 1367,
    "fbfJHSPpUQD|PT59n8BQbqM|202303|5|ANC 1st visit|Outreach", 0, NULL },
  { "dhis2/analytics_reporting_rates.json", "dhis2-analytics", 42, "dx|ou|value|dx_name|ou_name",
    "value", 42, 0, "QX4ZTUbOt3a.REPORTING_RATE|TEQlaapDQoK|0|", 0, NULL },
  { "dhis2/analytics_startdate_enddate_no_ou.json", "dhis2-analytics", 0, "dx|value|dx_name",
    "value", 0, 0, NULL, 0, NULL },
  { "dhis2/analytics_operands_mixed_dx.json", "dhis2-analytics", 0, NULL, NULL, 0, 0, NULL,
    MIRADOR_ERROR_SYNTAX, "pivot table; ask without tableLayout=true" },
  { "dhis2/analytics_operands_mixed_dx_2.json", "dhis2-analytics", 0, NULL, NULL, 0, 0, NULL,
    MIRADOR_ERROR_SYNTAX,
    "at row 1: the periods are names instead of codes; ask with "
    "outputIdScheme=UID" },
  { "dhis2/analytics_app_simple.data.json", "dhis2-analytics", 13, "dx|pe|ou|value" DHIS2_COLUMNS,
    "value", 13, 182870, "fbfJHSPpUQD|201907|ImspTQPwCqd|461.0|||||", 0, NULL },
  { "dhis2/analytics_app_weeklyColumns.data.json", "dhis2-analytics", 10,
    "dx|pe|value" DHIS2_COLUMNS, "value", 10, 19359, "nFICjJluo74|2020W1|1977.0|", 0, NULL },
  { "dhis2/analytics_app_target_with_legend.data.json", "dhis2-analytics", 196,
    "dx|pe|ou|value" DHIS2_COLUMNS, "value", 196, 19535,
    "EY8gsfEomc0|2019Q1|TEQlaapDQoK|97.9|9761.0|9969.0|100.0|100|1", 0, NULL },
  { "dhis2/analytics_app_target_with_legend.visualization.json", "records", 0, NULL, NULL, 0, 0,
    NULL, MIRADOR_ERROR_SYNTAX, "several lists" },
  { "dhis2/dataValueSets_weekly.json", "dhis2-values", 1, SET_COLUMNS, "value", 1, 5, NULL, 0,
    NULL },
  { "dhis2/dataValueSets_monthly.json", "dhis2-values", 4, SET_COLUMNS, "value", 4, 52,
    "g9eOBujte1U|201907|DiszpKrYNg8|Gmbgme7z9BF|bRowv6yZOF2|12|~|false|", 0, NULL },
  { "dhis2/dataValueSets_empty.json", "dhis2-values", 0, SET_COLUMNS, "value", 0, 0, NULL, 0,
    NULL },
  { "dhis2/organisationUnits_all_nopaging.json", "records", 1333, NULL, NULL, 0, 0, NULL, 0, NULL },
  { "dhis2/organisationUnits_empty_filter.json", "records", 1, NULL, NULL, 0, 0, NULL, 0, NULL },
  { "dhis2/organisationUnits_geometry.json", "records", 3, NULL, NULL, 0, 0, NULL, 0, NULL },
  { "dhis2/pager_organisation_units_2.28.json", "records", 1, NULL, NULL, 0, 0, NULL, 0, NULL },
  { "dhis2/indicators_fields_translations.json", "records", 16, NULL, NULL, 0, 0, NULL, 0, NULL },
  { "dhis2/legendSets.json", "records", 5, NULL, NULL, 0, 0, NULL, 0, NULL },
  { "dhis2/indicator_single_full.json", "records", 0, NULL, NULL, 0, 0, NULL, MIRADOR_ERROR_SYNTAX,
    "several lists" },
  { "dhis2/error_401_body.xml", NULL, 0, NULL, NULL, 0, 0, NULL, MIRADOR_ERROR_REFUSED,
    "“401 Unauthorized”" },
  { "dhis2/error_404_html.html", NULL, 0, NULL, NULL, 0, 0, NULL, PAGE },
  { "dhis2/error_504_html.html", NULL, 0, NULL, NULL, 0, 0, NULL, PAGE },
  { "dhis2/error_409_webmessage.json", NULL, 0, NULL, NULL, 0, 0, NULL, MIRADOR_ERROR_REFUSED,
    "“409 Key 'config' already exists in namespace 'android'”" },
  { "dhis2/error_500_webmessage.json", NULL, 0, NULL, NULL, 0, 0, NULL, MIRADOR_ERROR_REFUSED,
    "“500 A wild internal server error appeared!”" },
  { "gho/EMFLIMITELECTRIC_first7.json", "gho", 7, NULL, "NumericValue", 0, 0,
    "EMFLIMITELECTRIC|COUNTRY|ARG|~|YEAR|2015|EMFEXPOSED|EMFPUBLIC|", 0, NULL },
  { "gho/WSH_8_first4.json", "gho", 4, NULL, "NumericValue", 4, 0, "WSH_8|COUNTRY|AFG|", 0, NULL },
  { "gho/PER_WSH_HYGIENE_BASIC_fragment.json", "gho", 3, NULL, "NumericValue", 2,
    72.273238897 + 46.995566574, "WSH_HYGIENE_BASIC|~|PER|~|~|2024|~|RESIDENCEAREATYPE_RUR|", 0,
    NULL },
  { "worldbank/v2_FRA_NY.GDP.MKTP.CD.json", "worldbank", 64,
    "indicator.id|indicator.value|country.id|country.value|countryiso3code|date|value|unit|"
    "obs_status|decimal",
    "value", 63, 0, "NY.GDP.MKTP.CD|GDP (current US$)|FR|France|FRA|2023|~||", 0, NULL },
  { "worldbank/v1_indicators_tractors.json", "worldbank", 1, NULL, NULL, 0, 0,
    "AG.AGR.TRAC.NO|Agricultural machinery, tractors|", 0, NULL },
  { "worldbank/v1_regions.json", "worldbank", 18, "id|code|name", NULL, 0, 0, "|ARB|Arab World", 0,
    NULL },
  { "worldbank/empty_200_null_second_element.json", "worldbank", 0, NULL, "value", 0, 0, NULL, 0,
    NULL },
  { "worldbank/error_200_invalid_value.json", NULL, 0, NULL, NULL, 0, 0, NULL,
    MIRADOR_ERROR_REFUSED, "“120 Invalid value: The provided parameter value is not valid”" },
  { "ckan-dkan/ckan_datastore-search-success.json", "ckan", 3, "_id|name|value|date", "value", 3,
    100.5 + 200.75 + 150.25, "1|Record 1|100.5|2024-01-01T10:00:00Z", 0, NULL },
  { "ckan-dkan/ckan_package-show-success.json", "ckan", 0, NULL, NULL, 0, 0, NULL,
    MIRADOR_ERROR_SYNTAX, "holds no rows" },
  { "ckan-dkan/ckan_status-success.json", "ckan", 0, NULL, NULL, 0, 0, NULL, MIRADOR_ERROR_SYNTAX,
    "holds no rows" },
  { "ckan-dkan/ckan_not-found.json", NULL, 0, NULL, NULL, 0, 0, NULL, MIRADOR_ERROR_REFUSED,
    "“404 Not found”" },
  { "ckan-dkan/ckan_server-error.json", NULL, 0, NULL, NULL, 0, 0, NULL, MIRADOR_ERROR_REFUSED,
    "“500 Internal Server Error”" },
  { "ckan-dkan/dkan7_louisville_full_page_100.json", "dkan", 100, NULL, NULL, 0, 0,
    "356896|14BL4025|Building Permit|BUILDING|", 0, NULL },
  { "ckan-dkan/dkan7_louisville_last_page_38.json", "dkan", 38, NULL, NULL, 0, 0,
    "400881|HV1034925|HVAC Permit|HVAC|", 0, NULL },
  { "ckan-dkan/dkan7_error_503_html.html", NULL, 0, NULL, NULL, 0, 0, NULL, PAGE },
  { "csv/smental_tamizaje_2017.csv", "csv", 10701, NULL, "Casos", 10701, 199586, NULL, 0, NULL },
  { "csv/smental_atendidos_2017.csv", "csv", 3539, NULL, "Atendidos", 3539, 5681, NULL, 0, NULL },
  { "csv/peru_address_hierarchy_pipe.csv", "csv", 1873, "Amazonas|Chachapoyas|Chachapoyas (2)",
    NULL, 0, 0, NULL, 0, NULL },
  { "csv/ses_locations.csv", "csv", 12, NULL, NULL, 0, 0, NULL, 0, NULL },
  { "csv/ubigeo_departamento.csv", "csv", 25, NULL, NULL, 0, 0, NULL, 0, NULL },
  { "csv/cdc_smoking_rates.csv", "csv", 51, NULL, NULL, 0, 0, NULL, 0, NULL },
  { "csv/wide_table.csv", "csv", 4, NULL, NULL, 0, 0, NULL, 0, NULL },
  { "jsonstat/expected_us-labor.csv", "csv", 12880, "year|county|labor force status|value", "value",
    12880, 312551709, NULL, 0, NULL },
  { "jsonstat/expected_demo_gind.csv", "csv", 1652, NULL, "value", 73, 1820952744.2, NULL, 0,
    NULL },
  { "jsonstat/v2_size_as_string.json", "jsonstat", 24, NULL, "value", 24, 4139, NULL, 0, NULL },
  { "jsonstat/v2_us_labor.json", "jsonstat", 12880, NULL, "value", 12880, 312551709, NULL, 0,
    NULL },
  { "jsonstat/v1_bundle_oecd_canada.json", "jsonstat", 552, NULL, "value", 552, 143445.2253, NULL,
    0, NULL },
  { "jsonstat/v2_collection_oecd_canada.json", "jsonstat", 552, NULL, "value", 552, 143445.2253,
    NULL, 0, NULL },
  { "jsonstat/v2_hierarchy_dimension.json", "jsonstat", 132, NULL, "value", 0, 0, NULL, 0, NULL },
  { "jsonstat/v2_eurostat_demo_gind_status.json", "jsonstat", 1652, NULL, "value", 73, 1820952744.2,
    NULL, 0, NULL },
  { "jsonstat/v2_cantabria.json", "jsonstat", 5400, NULL, "value", 4205, 244239.7, NULL, 0, NULL },
  { "jsonstat/v1_statswe.json", "jsonstat", 1120, NULL, "value", 1120, 38425, NULL, 0, NULL },
  { "jsonstat/v2_integer.json", "jsonstat", 48, NULL, "value", 48, 1176, NULL, 0, NULL },
  { "jsonstat/v1_bundle_ons_QS104EW_malformed.json", "jsonstat", 0, NULL, NULL, 0, 0, NULL,
    MIRADOR_ERROR_SYNTAX, "there are 3 sizes for 4 dimensions" },
  { "jsonstat/v2_collection_links.json", "jsonstat", 0, NULL, NULL, 0, 0, NULL,
    MIRADOR_ERROR_SYNTAX, "tables that lie elsewhere (8 of them)" },
  /* A list of cases, each looked at in test-jsonstat.c. */
  { "jsonstat/conformance_cases.json", "records", 20, NULL, NULL, 0, 0, NULL, 0, NULL },
  { "fhir/MeasureReport_hiv_indicators_summary.json", "fhir-measure-report", 19, NULL, "score", 19,
    0, NULL, 0, NULL },
  /* Its populations: test-fhir.c. */
  { "fhir/deqm_MeasureReport_summ_contained_supplemental.json", "fhir-measure-report", 1, NULL,
    NULL, 0, 0, NULL, 0, NULL },
  { "fhir/MeasureReport_cms146_cat1_individual.json", "fhir-measure-report", 0, NULL, NULL, 0, 0,
    NULL, PATIENTS },
  { "fhir/MeasureReport_cms146_cat2_subjectlist.json", "fhir-measure-report", 0, NULL, NULL, 0, 0,
    NULL, PATIENTS },
  { "fhir/Bundle_response_simplesummary.json", "fhir-measure-report", 0, NULL, NULL, 0, 0, NULL,
    PATIENTS },
  { "fhir/Bundle_searchset_example.json", "fhir-measure-report", 0, NULL, NULL, 0, 0, NULL,
    PATIENTS },
  { "fhir/OperationOutcome_exception.json", NULL, 0, NULL, NULL, 0, 0, NULL, MIRADOR_ERROR_REFUSED,
    "exception: SQL Link Communication Error" },
  { "fhir/OperationOutcome_searchfail.json", NULL, 0, NULL, NULL, 0, 0, NULL, MIRADOR_ERROR_REFUSED,
    "code-invalid: The" },
  { "fhir/OperationOutcome_validationfail.json", NULL, 0, NULL, NULL, 0, 0, NULL,
    MIRADOR_ERROR_REFUSED, "structure: Error parsing" },
};

static GBytes *
load_fixture (const char *name)
{
  const char *folder = g_getenv ("MIRADOR_FIXTURES");
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return g_bytes_new_take (text, length);
}

/* A sum of 0 of cells that are numbers, all of them, is only counted: SOURCES.md says no more. */
static void
assert_sum (const File *file, char **lines)
{
  g_auto (GStrv) columns = g_strsplit (lines[0], "|", -1);
  guint column = 0;
  guint n_numbers = 0;
  double sum = 0;

  while (columns[column] != NULL && !g_str_equal (columns[column], file->summed))
    column++;
  g_assert_nonnull (columns[column]);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "|", -1);
      char *end;
      double value = cells[column] != NULL ? g_ascii_strtod (cells[column], &end) : 0;
      if (cells[column] == NULL || end == cells[column])
        continue;
      g_assert_cmpint (*end, ==, '\0');
      n_numbers++;
      sum += value;
    }
  g_assert_cmpuint (n_numbers, ==, file->n_numbers);
  if (file->sum != 0)
    g_assert_cmpfloat_with_epsilon (sum, file->sum, 1e-4);
}

static void
assert_refused (const File *file, const char *seen, const GError *error)
{
  g_assert_null (seen);
  g_assert_error (error, MIRADOR_ERROR, file->code);
  g_autofree char *sentence = mirador_error_to_sentence (error);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, file->says));
  g_assert_nonnull (strstr (sentence, "“file”"));
}

static void
test_file (gconstpointer user_data)
{
  const File *file = user_data;
  const char *found;
  g_autoptr (GError) error = NULL;

  if (g_getenv ("MIRADOR_FIXTURES") == NULL)
    {
      g_test_skip ("MIRADOR_FIXTURES is not set");
      return;
    }
  g_autoptr (GBytes) bytes = load_fixture (file->file);
  g_autofree char *seen = decoding_run ("auto", bytes, NULL, &found, &error);
  g_assert_cmpstr (found, ==, file->format);
  if (file->code != 0)
    {
      assert_refused (file, seen, error);
      return;
    }
  g_assert_no_error (error);
  g_auto (GStrv) lines = g_strsplit (seen, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines) - 1, ==, file->n_rows);
  g_assert_null (strstr (seen, "\n!"));
  if (file->columns != NULL)
    g_assert_cmpstr (lines[0], ==, file->columns);
  if (file->first != NULL)
    g_assert_true (g_str_has_prefix (lines[1], file->first));
  if (file->summed != NULL)
    assert_sum (file, lines);
}

static gboolean
is_listed (const char *folder, const char *name)
{
  g_autofree char *path = g_strconcat (folder, "/", name, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      if (g_str_equal (files[i].file, path))
        return TRUE;
    }
  return FALSE;
}

/* So that a fixture, or a folder of them, that comes later is not passed over in silence. */
static void
test_whole_folder (void)
{
  const char *root = g_getenv ("MIRADOR_FIXTURES");
  const char *name, *file;
  guint n = 0;

  if (root == NULL)
    {
      g_test_skip ("MIRADOR_FIXTURES is not set");
      return;
    }
  g_autoptr (GDir) folders = g_dir_open (root, 0, NULL);
  while ((name = g_dir_read_name (folders)) != NULL)
    {
      g_autofree char *path = g_build_filename (root, name, NULL);
      g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
      if (folder == NULL)
        {
          g_assert_cmpstr (name, ==, "SOURCES.md");
          continue;
        }
      while ((file = g_dir_read_name (folder)) != NULL)
        {
          g_test_message ("%s/%s", name, file);
          g_assert_true (is_listed (name, file));
          n++;
        }
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (files));
}

/* One value of each that has a value of its own in SOURCES.md. */
static void
test_single_values (void)
{
  static const struct
  {
    const char *file;
    const char *part;
  } cases[] = {
    { "worldbank/v2_FRA_NY.GDP.MKTP.CD.json", "|FRA|2022|2779092236505.85|" },
    { "gho/PER_WSH_HYGIENE_BASIC_fragment.json", "|2010|~|RESIDENCEAREATYPE_RUR|~|~|~|~|~|~|~|~|" },
    { "gho/WSH_8_first4.json", "|48345.23|" },
    { "gho/WSH_8_first4.json", "|1851.94|" },
    { "dhis2/dataValueSets_weekly.json", "|2019W43|g8upMTyEZGZ|" },
  };

  if (g_getenv ("MIRADOR_FIXTURES") == NULL)
    {
      g_test_skip ("MIRADOR_FIXTURES is not set");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = load_fixture (cases[i].file);
      g_autoptr (GError) error = NULL;
      const char *found;
      g_autofree char *seen = decoding_run ("auto", bytes, NULL, &found, &error);
      g_assert_no_error (error);
      g_test_message ("%s", cases[i].part);
      g_assert_nonnull (strstr (seen, cases[i].part));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fixture/%s", files[i].file);
      g_test_add_data_func (path, &files[i], test_file);
    }
  g_test_add_func ("/fixtures/whole-folder", test_whole_folder);
  g_test_add_func ("/fixtures/single-values", test_single_values);
  return g_test_run ();
}
