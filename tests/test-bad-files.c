/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <archive.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "model/language.h"
#include "refresh-fixture.h"
#include "workbook.h"

/*
 * Files that cannot be used, imported as a manager does it: one line that says what and where, the
 * exit status 1, and the store as it was. A table, a file a row; those that need a program to make
 * them have a function.
 */

#define PATIENT "QUISPE-HUAMAN-71234567"
#define MEBIBYTE (1024 * 1024)

typedef struct
{
  int status;
  char *said;
  double seconds;
  long kilobytes; /* at most, of all programs that the test has run */
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_free (outcome->said);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static void
import_file (Fixture *fixture,
             const char *path,
             const char *format,
             const char *mapping,
             Outcome *outcome)
{
  g_autofree char *store = g_build_filename (fixture->folder, "store.db", NULL);
  const char *const line[]
    = { g_getenv ("MIRADOR_PROGRAM"),     "--lang=en", "--store", store, "import", path, "--format",
        format != NULL ? format : "auto", "--mapping", mapping,   NULL };
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  struct rusage usage;
  int status;

  g_assert_true (g_spawn_sync (fixture->folder, (char **)line, NULL, G_SPAWN_STDOUT_TO_DEV_NULL,
                               NULL, NULL, NULL, &outcome->said, &status, &error));
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  getrusage (RUSAGE_CHILDREN, &usage);
  outcome->status = WEXITSTATUS (status);
  outcome->seconds = (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  outcome->kilobytes = usage.ru_maxrss;
}

static guint
n_holdings (Fixture *fixture)
{
  g_autoptr (GArray) holdings = mirador_store_list_holdings_sync (fixture->store, NULL);

  return holdings->len;
}

/* @path's name is in the sentence, its text is not on the disk. */
static void
assert_refused (Fixture *fixture,
                const char *path,
                const char *format,
                const char *mapping,
                const char *says)
{
  g_auto (Outcome) outcome = { 0 };
  g_autofree char *name = g_path_get_basename (path);

  import_file (fixture, path, format, mapping, &outcome);
  g_test_message ("%s", outcome.said);
  g_assert_cmpint (outcome.status, ==, 1);
  g_assert_nonnull (strstr (outcome.said, says));
  g_assert_nonnull (strstr (outcome.said, name));
  /* In one line. */
  g_assert_true (strchr (outcome.said, '\n') == outcome.said + strlen (outcome.said) - 1);
  g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
  g_assert_cmpuint (n_holdings (fixture), ==, 1);
}

#define ANALYTICS(rows)                                                                            \
  "{\"headers\":[{\"name\":\"dx\",\"meta\":true},{\"name\":\"pe\",\"meta\":true},{\"name\":"       \
  "\"ou\",\"meta\":true},{\"name\":\"value\",\"meta\":false}],\"rows\":[" rows "]}"
#define GHO(number)                                                                                \
  "{\"value\":[{\"IndicatorCode\":\"TB_c_newinc\",\"SpatialDim\":\"PER\",\"TimeDim\":2023,"        \
  "\"NumericValue\":" number "}]}"
#define CUBE(sizes, value)                                                                         \
  "{\"version\":\"2.0\",\"class\":\"dataset\",\"id\":[\"a\",\"b\"],\"size\":[" sizes               \
  "],\"dimension\":{\"a\":{\"category\":{\"index\":[\"x\",\"y\"]}},\"b\":{\"category\":{"          \
  "\"index\":[\"z\"]}}},\"value\":" value "}"

static const struct
{
  const char *name; /* of the file */
  const char *mapping;
  const char *text;
  const char *says;
} files[] = {
  { "page.json", "dhis2-analytics",
    "<!DOCTYPE html><html><head><title>Inicie</title></head><body>Log in</body></html>",
    "a web page" },
  { "pivot.json", "dhis2-analytics",
    "{\"title\":\"x\",\"headers\":[{\"name\":\"Data ID\",\"meta\":true},{\"name\":\"agosto "
    "2022\",\"meta\":false}],\"rows\":[[\"a\",\"1\"]]}",
    "at headers: there is no column “value”" },
  { "localised.json", "dhis2-analytics", ANALYTICS ("[\"a\",\"abril 2024\",\"o\",\"1\"]"),
    "at row 1: the periods are names instead of codes; ask with outputIdScheme=UID" },
  { "size.json", "jsonstat", CUBE ("2,1", "[1,2,3]"),
    "at value: it has 3 entries, but its sizes make 2" },
  { "overflow.json", "jsonstat", CUBE ("4294967296,4294967296", "{}"),
    "at size: the sizes make more than 10000000 cells" },
  { "large.json", "gho", GHO ("12345678901234567890"),
    "First: row 1, column NumericValue: the value is too large" },
  { "octal.json", "gho", GHO ("010"), "at line 1, column 91: a number with a leading zero" },
  { "endless.json", "gho", GHO ("1e999"), "finite" },
  { "nan.json", "gho", GHO ("NaN"), "neither a value nor punctuation" },
  { "minus-nan.json", "gho", GHO ("-NaN"), "line 1" },
  { "infinity.json", "gho", GHO ("Infinity"), "neither a value nor punctuation" },
  { "quotes.json", "gho", "{'value':[]}", "at line 1, column 2" },
  { "comma.json", "gho", "{\"value\":[{\"NumericValue\":1},]}", "at line 1, column 30" },
  { "utf8.json", "gho", "{\"value\":[{\"IndicatorCode\":\"TB \xC3\x28\"}]}", "Save it as UTF-8" },
  { "large.csv", NULL, HEADER "140101,2024-01,12345678901234567890\n",
    "First: row 1, column cases: the value is too large" },
  { "endless.csv", NULL, HEADER "140101,2024-01,1e999\n",
    "First: row 1, column cases: the value is not" },
  { "nan.csv", NULL, HEADER "140101,2024-01,NaN\n",
    "First: row 1, column cases: the value is not" },
};

static void
test_files (Fixture *fixture, gconstpointer unused)
{
  load_good (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, files[i].name, NULL);
      g_assert_true (g_file_set_contents (path, files[i].text, -1, NULL));
      assert_refused (fixture, path, NULL,
                      files[i].mapping != NULL ? files[i].mapping : fixture->mapping,
                      files[i].says);
    }
}

/* Every error file of the recorded ones, whatever mapping it meets. */
static void
test_recorded (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *file;
    const char *says;
  } recorded[] = {
    { "dhis2/error_401_body.xml", "“401 Unauthorized”" },
    { "dhis2/error_404_html.html", "a web page" },
    { "dhis2/error_504_html.html", "a web page" },
    { "dhis2/error_409_webmessage.json", "“409 Key 'config' already exists" },
    { "dhis2/error_500_webmessage.json", "“500 A wild internal server error appeared!”" },
    { "dhis2/analytics_operands_mixed_dx.json", "pivot table; ask without tableLayout=true" },
    { "dhis2/analytics_operands_mixed_dx_2.json", "the periods are names" },
    { "ckan-dkan/dkan7_error_503_html.html", "a web page" },
    { "ckan-dkan/ckan_not-found.json", "“404 Not found”" },
    { "ckan-dkan/ckan_server-error.json", "“500 Internal Server Error”" },
    { "worldbank/error_200_invalid_value.json", "“120 Invalid value: The provided parameter" },
    { "fhir/OperationOutcome_exception.json", "exception: SQL Link Communication Error" },
    { "fhir/OperationOutcome_searchfail.json", "code-invalid: The \"name\" parameter" },
    { "fhir/OperationOutcome_validationfail.json", "structure: Error parsing resource XML" },
    { "fhir/MeasureReport_cms146_cat1_individual.json", "single patients" },
    { "fhir/MeasureReport_cms146_cat2_subjectlist.json", "single patients" },
    { "fhir/Bundle_response_simplesummary.json", "single patients" },
    { "jsonstat/v1_bundle_ons_QS104EW_malformed.json", "there are 3 sizes for 4 dimensions" },
    { "jsonstat/v2_collection_links.json", "tables that lie elsewhere (8 of them)" },
  };
  const char *folder = g_getenv ("MIRADOR_FIXTURES");

  if (folder == NULL)
    {
      g_test_skip ("MIRADOR_FIXTURES is not set");
      return;
    }
  load_good (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (recorded); i++)
    {
      g_autofree char *path = g_build_filename (folder, recorded[i].file, NULL);
      assert_refused (fixture, path, NULL, fixture->mapping, recorded[i].says);
    }
}

static gboolean
folder_holds (const char *folder, const char *text)
{
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (names)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;
      n += g_str_has_prefix (name, "store.db");
      if (g_file_get_contents (path, &bytes, &length, NULL)
          && memmem (bytes, length, text, strlen (text)) != NULL)
        return TRUE;
    }
  /* The store, and beside it what it writes first (-wal). */
  g_assert_cmpuint (n, >=, 2);
  return FALSE;
}

/* The store is open meanwhile, so that its -wal is not cleared away before it is looked through. */
static void
test_patient (Fixture *fixture, gconstpointer unused)
{
  static const char *const reports[] = {
    "{\"resourceType\":\"MeasureReport\",\"status\":\"complete\",\"type\":\"individual\","
    "\"subject\":"
    "{\"reference\":\"Patient/" PATIENT "\"},\"period\":{\"start\":\"2024-01-01\",\"end\":"
    "\"2024-01-31\"},\"group\":[{\"population\":[{\"count\":1}]}]}",
    "{\"resourceType\":\"MeasureReport\",\"status\":\"complete\",\"type\":\"subject-list\","
    "\"period\":{\"start\":\"2024-01-01\",\"end\":\"2024-01-31\"},\"contained\":[{\"resourceType\":"
    "\"List\",\"entry\":[{\"item\":{\"reference\":\"Patient/" PATIENT "\"}}]}],\"group\":[]}",
    "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\"" PATIENT "\"}]}",
  };
  g_autofree char *inbox = g_dir_make_tmp ("mirador-inbox-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (inbox, "report.json", NULL);

  load_good (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      g_assert_true (g_file_set_contents (path, reports[i], -1, NULL));
      assert_refused (fixture, path, NULL, "fhir-measure-report", "single patients");
      g_assert_false (folder_holds (fixture->folder, PATIENT));
    }
  g_unlink (path);
  g_rmdir (inbox);
}

/* 100,000 levels, in each format that is JSON. */
static void
test_depth (Fixture *fixture, gconstpointer unused)
{
  static const char *const formats[]
    = { "records", "mirador",  "dhis2-analytics", "dhis2-values",       "gho", "worldbank", "ckan",
        "dkan",    "jsonstat", "openmrs-dataset", "fhir-measure-report" };
  g_autofree char *path = g_build_filename (fixture->folder, "deep.json", NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  load_good (fixture);
  for (guint i = 0; i < 100000; i++)
    g_string_append (text, i % 2 == 0 ? "{\"rows\":" : "[");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    assert_refused (fixture, path, formats[i], fixture->mapping, "64 levels");
}

static void
write_long (const char *path, const char *head, const char *tail)
{
  g_autofree char *megabyte = g_strnfill (MEBIBYTE, 'x');
  FILE *file = fopen (path, "w");

  g_assert_nonnull (file);
  fputs (head, file);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (fwrite (megabyte, 1, MEBIBYTE, file), ==, MEBIBYTE);
  fputs (tail, file);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* A text of 100 MB where a code should be, in a file of each kind. */
static void
test_long (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *name;
    const char *mapping;
    const char *head;
    const char *tail;
    const char *says;
  } texts[] = {
    { "long.csv", NULL, HEADER "140101,2024-01,", "\n",
      "“long.csv” cannot be understood at row 1: a cell has more than a million letters" },
    { "long-analytics.json", "dhis2-analytics",
      "{\"headers\":[{\"name\":\"dx\",\"meta\":true},{\"name\":\"pe\",\"meta\":true},{\"name\":"
      "\"ou\",\"meta\":true},{\"name\":\"value\",\"meta\":false}],\"rows\":[[\"",
      "\",\"202401\",\"o\",\"1\"]]}", "long-analytics.json" },
    { "long-gho.json", "gho", "{\"value\":[{\"IndicatorCode\":\"",
      "\",\"SpatialDim\":\"PER\",\"TimeDim\":2023,\"NumericValue\":1}]}", "long-gho.json" },
    { "long-cube.json", "jsonstat",
      "{\"version\":\"2.0\",\"class\":\"dataset\",\"id\":[\"a\"],\"size\":[1],\"dimension\":{\"a\":"
      "{"
      "\"category\":{\"index\":[\"",
      "\"]}}},\"value\":[1]}", "long-cube.json" },
    { "long-report.json", "fhir-measure-report", "{\"resourceType\":\"MeasureReport\",\"id\":\"",
      "\",\"type\":\"individual\"}", "long-report.json" },
  };

  load_good (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, texts[i].name, NULL);
      g_auto (Outcome) outcome = { 0 };

      write_long (path, texts[i].head, texts[i].tail);
      import_file (fixture, path, NULL,
                   texts[i].mapping != NULL ? texts[i].mapping : fixture->mapping, &outcome);
      g_test_message ("%.2f s, %ld MB: %.300s", outcome.seconds, outcome.kilobytes / 1024,
                      outcome.said);
      g_assert_cmpint (outcome.status, ==, 1);
      g_assert_cmpuint (strlen (outcome.said), <, 1000);
      /* The text is held a few times, never many: the file, the text of the cell, and its copy.
       * A sanitizer keeps what was freed. */
#ifndef __SANITIZE_ADDRESS__
      g_assert_cmpint (outcome.kilobytes, <, 700 * 1024);
#endif
      g_assert_nonnull (strstr (outcome.said, texts[i].says));
      g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
      g_unlink (path);
    }
}

static void
write_bytes (const char *path, GBytes *bytes)
{
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize)g_bytes_get_size (bytes), NULL));
}

static GBytes *
make_swelling_book (void)
{
  g_autofree char *megabyte = g_strnfill (MEBIBYTE, ' ');
  const Book book = { .sheet = NULL };
  Zip zip;

  zip_start (&zip, 4 * MEBIBYTE);
  zip_add_frame (&zip, &book);
  zip_add (&zip, "xl/worksheets/sheet1.xml", "", megabyte, 300);
  return zip_finish (&zip);
}

#define SHEET                                                                                      \
  "<sheetData><row><c t=\"str\"><v>a</v></c></row><row><c><v>1</v></c></row></sheetData>"
#define PASSWORD                                                                                   \
  "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"
#define NAMED                                                                                      \
  "{\"mapping\":1,\"id\":\"named\",\"format\":\"xlsx\",\"sheet\":\"Tres\",\"program\":\"tb\","     \
  "\"measure\":\"screenings\",\"period\":\"2024\",\"place\":\"PE\",\"value\":\"a\"}"

static void
test_workbooks (Fixture *fixture, gconstpointer unused)
{
  const Book plain = { .sheet = SHEET };
  const Book macros = { .sheet = SHEET, .extra = "xl/vbaProject.bin" };
  g_autofree char *named = g_build_filename (fixture->folder, "named.json", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "tabla.xlsx", NULL);
  g_autoptr (GBytes) swelling = make_swelling_book ();
  g_autoptr (GBytes) encrypted = g_bytes_new_static (PASSWORD, sizeof PASSWORD);
  g_autoptr (GBytes) without = book_make (&plain);
  g_autoptr (GBytes) with_macros = book_make (&macros);

  load_good (fixture);
  g_assert_true (g_file_set_contents (named, NAMED, -1, NULL));
  write_bytes (path, swelling);
  assert_refused (fixture, path, NULL, "xlsx", "at xl/worksheets/sheet1.xml: it swells");
  write_bytes (path, encrypted);
  assert_refused (fixture, path, NULL, "xlsx", "protected with a password");
  write_bytes (path, without);
  assert_refused (fixture, path, NULL, named,
                  "at the sheet “Tres”: there is no such sheet; there are: Uno, Dos");
  write_bytes (path, with_macros);
  assert_refused (fixture, path, NULL, "xlsx", "at xl/vbaProject.bin: it holds macros");
}

/* 100 MB of blanks in 100 kB. */
static GBytes *
make_gzip (void)
{
  g_autofree char *megabyte = g_strnfill (MEBIBYTE, ' ');
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) stream
    = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  for (guint i = 0; i < 100; i++)
    g_assert_true (g_output_stream_write_all (stream, megabyte, MEBIBYTE, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (stream, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
test_gzip (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { "bomb.csv.gz", "bomb.csv", "bomb.json" };
  g_autoptr (GBytes) bytes = make_gzip ();

  load_good (fixture);
  g_assert_cmpuint (g_bytes_get_size (bytes), <, MEBIBYTE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
      write_bytes (path, bytes);
      assert_refused (fixture, path, NULL, fixture->mapping, "is not text");
    }
}

#define ADD(path, function)                                                                        \
  g_test_add ("/bad-files/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-home-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  ADD ("of-one-line", test_files);
  ADD ("recorded", test_recorded);
  ADD ("patient-leaves-nothing-on-the-disk", test_patient);
  ADD ("nested-100000-deep", test_depth);
  ADD ("text-of-100-megabytes", test_long);
  ADD ("workbooks", test_workbooks);
  ADD ("gzip-bomb", test_gzip);
  int result = g_test_run ();
  g_rmdir (home);
  return result;
}
