/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoding.h"
#include "feeds/json-sniff.h"
#include "feeds/server-error.h"
#include "model/language.h"

/* The traps of other people's formats, each in a small answer of our own. */

typedef struct
{
  const char *name;
  const char *format; /* that is found */
  const char *text;
  const char *expected; /* rows by newline, cells by |, ~ not there */
} Case;

#define HEAD(names) "{\"headers\":[" names "],"
#define H(name, meta) "{\"name\":\"" name "\",\"meta\":" meta "}"
#define DX_PE_VALUE HEAD (H ("dx", "true") "," H ("pe", "true") "," H ("value", "false"))
#define SET                                                                                        \
  "dataElement|period|orgUnit|categoryOptionCombo|attributeOptionCombo|value|deleted|"             \
  "followup|lastUpdated\n"
#define WB                                                                                         \
  "indicator.id|indicator.value|country.id|country.value|countryiso3code|date|value|unit|"         \
  "obs_status|decimal\n"
#define GHO                                                                                        \
  "IndicatorCode|SpatialDimType|SpatialDim|ParentLocationCode|TimeDimType|TimeDim|Dim1Type|Dim1|"  \
  "Dim2Type|Dim2|Dim3Type|Dim3|DataSourceDim|DataSourceDimType|NumericValue|Low|High|Comments|"    \
  "Date"

static const Case cases[] = {
  { "columns-in-another-order", "dhis2-analytics",
    HEAD (H ("value",
             "false") "," H ("ou", "true") "," H ("dx", "true")) "\"rows\":[[\"1\",\"o\",\"d\"]]}",
    "value|ou|dx\n1|o|d" },
  { "height-is-wrong", "dhis2-analytics",
    DX_PE_VALUE "\"height\":7,\"width\":9,\"rows\":[[\"a\",\"202401\",\"1\"]]}",
    "dx|pe|value\na|202401|1" },
  { "blank-null-and-raw-numbers", "dhis2-analytics",
    DX_PE_VALUE "\"rows\":[[\"a\",\"202401\",\"\"],[\"a\",\"202402\",null],[\"a\",202403,3.50],"
                "[\"a\",\"202404\",\"4.0\"],[\"a\",\"202405\",-2]]}",
    "dx|pe|value\na|202401|\na|202402|~\na|202403|3.50\na|202404|4.0\na|202405|-2" },
  { "no-rows", "dhis2-analytics", DX_PE_VALUE "\"rows\":[],\"height\":0,\"width\":0}",
    "dx|pe|value" },
  { "names-of-items", "dhis2-analytics",
    HEAD (H ("dx", "true") "," H ("ou", "true") "," H (
      "value",
      "false")) "\"metaData\":{\"items\":{"
                "\"a\":{\"name\":\"Casos de TB\"},\"o\":{\"name\":\"Áncash\",\"uid\":\"o\"}}},"
                "\"rows\":[[\"a\",\"o\",\"1\"],[\"b\",\"o\",\"2\"]]}",
    "dx|ou|value|dx_name|ou_name\na|o|1|Casos de TB|Áncash\nb|o|2|~|Áncash" },
  { "names-of-old-servers", "dhis2-analytics",
    "{\"metaData\":{\"names\":{\"a\":\"Casos\"}},\"headers\":[" H ("dx", "true") "," H (
      "value",
      "false") "],\"rows\":[[\"a\",\"1\"]]}",
    "dx|value|dx_name\na|1|Casos" },
  { "skip-meta", "dhis2-analytics",
    DX_PE_VALUE "\"metaData\":{},\"rows\":[[\"a\",\"2024\",\"1\"]]}", "dx|pe|value\na|2024|1" },
  { "ragged-rows", "dhis2-analytics",
    DX_PE_VALUE "\"rows\":[[\"a\",\"202401\"],[\"a\",\"202401\",\"1\",\"2\"],{\"dx\":1},"
                "[\"a\",\"202401\",\"1\",null]]}",
    "dx|pe|value\n!too-short@value#1\n!too-long@value#2\n!too-short@dx#3\na|202401|1" },
  { "plain-rows-and-others-alike", "dhis2-analytics",
    DX_PE_VALUE "\"rows\":[[\"a\", \"2024\" ,\"\"],\n[\"\\u00d1 \\\"b\\\"\",\"2024\",1e2],"
                "[\"Ñ\",\"2024\",-0.50],[\"c\",\"2024\",123456789012345678],[\"c\",\"2024\","
                "1234567890123456789],[\"d\",2024,true],[\"e\",null,false],[\"f\",{},[1, 2]],[],"
                "[\"g\",\"2024\",-12.250],[\"h\",\"2024\",0]]}",
    "dx|pe|value\na|2024|\nÑ \"b\"|2024|1e2\nÑ|2024|-0.50\nc|2024|123456789012345678\n"
    "c|2024|1234567890123456789\nd|2024|true\ne|~|false\nf|{}|[1,2]\n!too-short@dx#9\n"
    "g|2024|-12.250\nh|2024|0" },
  { "one-period-spoilt-is-its-own-fault", "dhis2-analytics",
    DX_PE_VALUE "\"rows\":[[\"a\",\"2024W5\",\"1\"],[\"a\",\"April 2024\",\"2\"]]}",
    "dx|pe|value\na|2024W5|1\na|April 2024|2" },
  { "values", "dhis2-values",
    "{\"dataValues\":[{\"dataElement\":\"d\",\"period\":\"202401\",\"orgUnit\":\"o\",\"value\":"
    "\"7\","
    "\"storedBy\":\"ana\",\"comment\":\"Sra. X\",\"deleted\":true}]}",
    SET "d|202401|o|~|~|7|true|~|~" },
  { "values-say-period-once", "dhis2-values",
    "{\"period\":\"202401\",\"orgUnit\":\"o\",\"dataValues\":[{\"dataElement\":\"d\",\"value\":1},"
    "{\"dataElement\":\"e\",\"orgUnit\":\"p\",\"value\":2}]}",
    SET "d|202401|o|~|~|1|~|~|~\ne|202401|p|~|~|2|~|~|~" },
  { "value-is-display-text", "gho",
    "{\"@odata.context\":\"x\",\"value\":[{\"IndicatorCode\":\"I\",\"SpatialDim\":\"PER\","
    "\"TimeDim\":2023,\"Value\":\"173 "
    "[114-250]\",\"NumericValue\":173.2,\"Low\":114.4,\"High\":250},"
    "{\"IndicatorCode\":\"I\",\"SpatialDim\":\"PER\",\"TimeDim\":2022,\"Value\":\"9\","
    "\"NumericValue\":null}]}",
    GHO "\nI|~|PER|~|~|2023|~|~|~|~|~|~|~|~|173.2|114.4|250|~|~"
        "\nI|~|PER|~|~|2022|~|~|~|~|~|~|~|~|~|~|~|~|~" },
  { "empty-list", "gho", "{\"@odata.context\":\"https://x/api/$metadata#I\",\"value\":[]}", GHO },
  { "numbers-and-null", "worldbank",
    "[{\"page\":1,\"pages\":1,\"per_page\":50,\"total\":2},[{\"indicator\":{\"id\":\"I\",\"value\":"
    "\"Name\"},\"country\":{\"id\":\"PE\",\"value\":\"Peru\"},\"countryiso3code\":\"PER\",\"date\":"
    "\"2013Q1\",\"value\":1.50,\"unit\":\"\",\"obs_status\":\"\",\"decimal\":1},{\"indicator\":{"
    "\"id\":\"I\",\"value\":\"Name\"},\"country\":{\"id\":\"PE\",\"value\":\"Peru\"},"
    "\"countryiso3code\":\"PER\",\"date\":\"2012M01\",\"value\":null,\"decimal\":1}]]",
    WB "I|Name|PE|Peru|PER|2013Q1|1.50|||1\nI|Name|PE|Peru|PER|2012M01|~|~|~|1" },
  { "version-1-has-texts", "worldbank",
    "[{\"page\":\"1\",\"pages\":\"1\",\"per_page\":\"50\",\"total\":\"1\"},[{\"indicator\":{\"id\":"
    "\"I\",\"value\":\"N\"},\"country\":{\"id\":\"PE\",\"value\":\"Peru\"},\"value\":\"12.5\","
    "\"decimal\":\"1\",\"date\":\"2010\"}]]",
    WB "I|N|PE|Peru|~|2010|12.5|~|~|1" },
  { "nothing", "worldbank", "[{\"page\":0,\"pages\":0,\"per_page\":0,\"total\":0}, null]",
    "indicator.id|indicator.value|country.id|country.value|countryiso3code|date|value|unit|"
    "obs_status|decimal" },
  { "no-observations", "worldbank", "[{\"page\":1,\"pages\":1,\"per_page\":50,\"total\":0},[]]",
    "indicator.id|indicator.value|country.id|country.value|countryiso3code|date|value|unit|"
    "obs_status|decimal" },
  { "fields-name-columns", "ckan",
    "{\"success\":true,\"result\":{\"resource_id\":\"r\",\"fields\":[{\"id\":\"a\"},{\"id\":\"b\"}]"
    ","
    "\"records\":[{\"b\":1.50,\"a\":\"x\"},{\"a\":null}],\"total\":9}}",
    "a|b\nx|1.50\n~|~" },
  { "no-fields", "ckan",
    "{\"success\":true,\"result\":{\"records\":[{\"a\":1},{\"b\":2}],\"total\":2}}",
    "a|b\n1|~\n~|2" },
  { "no-records", "ckan",
    "{\"success\":true,\"result\":{\"fields\":[{\"id\":\"a\"}],\"records\":[],\"total\":0}}", "a" },
  { "records-are-lists", "ckan",
    "{\"success\":true,\"result\":{\"fields\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"records_format\":"
    "\"lists\",\"records\":[[1,2],[3]]}}",
    "a|b\n1|2\n!too-short@b#2" },
  { "list-of-resources", "dkan",
    "{\"success\":true,\"result\":{\"fields\":[{\"id\":\"n\",\"type\":\"int\"}],\"resource_id\":["
    "\"r\"],\"limit\":1,\"total\":3,\"records\":[{\"n\":\"007\"}]}}",
    "n\n007" },
  { "columns-of-the-metadata", "openmrs-dataset",
    "{\"uuid\":\"u\",\"metadata\":{\"columns\":[{\"name\":\"mes\",\"label\":\"Mes\",\"datatype\":"
    "\"java.lang.String\"},{\"name\":\"casos\",\"label\":\"Casos\",\"datatype\":\"java.lang."
    "Integer\"}"
    "]},\"rows\":[{\"casos\":12,\"mes\":\"2024-03\"},{\"mes\":\"2024-04\",\"otro\":1}]}",
    "mes|casos\n2024-03|12\n2024-04|~" },
  { "report-without-rows", "openmrs-dataset",
    "{\"rows\":[],\"metadata\":{\"columns\":[{\"name\":\"mes\"}]}}", "mes" },
};

static void
test_decodes (gconstpointer user_data)
{
  const Case *one = user_data;
  const char *found;
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = decoding_run_text ("auto", one->text, &found, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, one->format);
  g_assert_cmpstr (seen, ==, one->expected);
}

/* Without values DHIS2 leaves the list out; what that is only the definition can know. */
static void
test_empty_set (void)
{
  static const char *const texts[]
    = { "{}", " {\n} ", "{\"dataValues\":null}", "{\"dataSet\":\"x\",\"period\":\"202401\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *found;
      g_autoptr (GError) error = NULL;
      g_autofree char *seen = decoding_run_text ("dhis2-values", texts[i], &found, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (seen, ==,
                       "dataElement|period|orgUnit|categoryOptionCombo|"
                       "attributeOptionCombo|value|deleted|followup|lastUpdated");
    }
}

typedef struct
{
  const char *name;
  const char *format;
  const char *text;
  int code;
  const char *says;
} Failure;

#define REFUSED MIRADOR_ERROR_REFUSED
#define SYNTAX MIRADOR_ERROR_SYNTAX

static const Failure failures[] = {
  { "dhis2-too-many-records", "dhis2-analytics",
    "{\"httpStatus\":\"Conflict\",\"httpStatusCode\":409,\"status\":\"ERROR\",\"message\":\"Too "
    "many\",\"errorCode\":\"E7128\"}",
    REFUSED, "“409 E7128 Too many”" },
  { "dhis2-xml-with-declaration", "auto",
    "<?xml version='1.0' encoding='UTF-8'?>\n<webMessage xmlns=\"x\" httpStatusCode=\"409\" "
    "errorCode=\"E7128\"><message>Too many</message></webMessage>",
    REFUSED, "“409 E7128 Too many”" },
  { "other-xml", "auto", "<?xml version='1.0'?><a>1,2</a>", SYNTAX, "a web page" },
  { "page-saved-as-json", "dhis2-analytics", " \n<!doctype html><html><body>Log in</body></html>",
    SYNTAX, "a web page" },
  { "odata-error", "gho", "{\"error\":{\"code\":\"\",\"message\":\"The query is not valid\"}}",
    REFUSED, "“The query is not valid”" },
  { "openmrs-error", "openmrs-dataset",
    "{\"error\":{\"message\":\"Not authenticated\",\"code\":\"c\",\"detail\":\"\"}}", REFUSED,
    "“c Not authenticated”" },
  { "ckan-validation-error", "ckan",
    "{\"help\":\"x\",\"success\":false,\"error\":{\"__type\":\"Validation Error\",\"limit\":"
    "[\"Invalid integer\"]}}",
    REFUSED, "Invalid integer" },
  { "worldbank-message", "worldbank",
    "[{\"message\":[{\"id\":\"175\",\"key\":\"Invalid format\",\"value\":\"The indicator was not "
    "found.\"}]}]",
    REFUSED, "“175 Invalid format: The indicator was not found.”" },
  { "framework-error", "auto",
    "{\"timestamp\":\"x\",\"status\":404,\"error\":\"Not Found\",\"path\":\"/api\"}", REFUSED,
    "“404 Not Found”" },
  { "pivot-table", "auto",
    "{\"title\":\"x\",\"headers\":[" H ("Data ID",
                                        "true") "," H ("agosto 2022",
                                                       "false") "],\"rows\":[[\"a\",\"1\"]]}",
    SYNTAX, "at headers: there is no column “value”" },
  { "localised-periods", "auto",
    DX_PE_VALUE "\"rows\":[[\"a\",\"\",\"1\"],[\"a\",\"abril 2024\",\"1\"]]}", SYNTAX,
    "at row 2: the periods are names" },
  { "relative-period", "auto", DX_PE_VALUE "\"rows\":[[\"a\",\"LAST_12_MONTHS\",\"1\"]]}", SYNTAX,
    "the periods are names" },
  { "no-headers", "dhis2-analytics", "{\"rows\":[[\"a\"]]}", SYNTAX, "at headers" },
  { "headers-are-no-list", "dhis2-analytics", "{\"headers\":{},\"rows\":[[\"a\"]]}", SYNTAX,
    "at headers" },
  { "no-rows-member", "dhis2-analytics", DX_PE_VALUE "\"height\":0}", SYNTAX, "at rows" },
  { "rows-are-no-list", "dhis2-analytics", DX_PE_VALUE "\"rows\":{}}", SYNTAX, "not a list" },
  { "not-a-value-set", "dhis2-values", "{\"values\":[]}", SYNTAX, "at dataValues" },
  { "not-from-the-world-bank", "worldbank", "[1,[{\"a\":1}]]", SYNTAX, "World Bank" },
  { "half-an-answer", "worldbank", "[{\"page\":1,\"per_page\":50}]", SYNTAX, "at 1" },
  { "one-element-list", "dkan", "{\"success\":true,\"result\":[{\"id\":\"x\"}]}", SYNTAX,
    "holds no rows" },
  { "records-as-one-text", "ckan", "{\"success\":true,\"result\":{\"records\":\"a,b\\n1,2\\n\"}}",
    SYNTAX, "ask with records_format=objects" },
  { "report-without-columns", "openmrs-dataset", "{\"metadata\":{\"columns\":[]},\"rows\":[]}",
    SYNTAX, "at metadata.columns" },
  { "colon-in-a-row", "dhis2-analytics", DX_PE_VALUE "\"rows\":[[\"a\":\"2024\",\"1\"]]}", SYNTAX,
    "punctuation where a value should be" },
  { "cut-off", "dhis2-analytics", DX_PE_VALUE "\"rows\":[[\"a\",\"202401\",\"1\"],[\"a\"",
    MIRADOR_ERROR_TRUNCATED, "ends too early" },
  { "single-quotes", "gho", "{'value':[]}", SYNTAX, "line 1, column 2" },
  { "trailing-comma", "gho", "{\"value\":[{\"NumericValue\":1},]}", SYNTAX, "line 1, column 30" },
  { "nan", "gho", "{\"value\":[{\"NumericValue\":NaN}]}", SYNTAX, "neither a value" },
  { "not-finite", "worldbank", "[{\"page\":1},[{\"value\":1e999}]]", SYNTAX, "finite" },
  { "leading-zero", "dhis2-values", "{\"dataValues\":[{\"value\":010}]}", SYNTAX, "zero" },
  { "broken-utf8", "ckan", "{\"success\":true,\"result\":{\"records\":[{\"a\":\"\xC3\"}]}}",
    MIRADOR_ERROR_ENCODING, "in row 1. Save it as UTF-8" },
};

static void
test_fails (gconstpointer user_data)
{
  const Failure *one = user_data;
  const char *found;
  g_autoptr (GError) error = NULL;
  g_autofree char *seen = decoding_run_text (one->format, one->text, &found, &error);

  g_assert_null (seen);
  g_assert_error (error, MIRADOR_ERROR, one->code);
  g_autofree char *sentence = mirador_error_to_sentence (error);
  g_test_message ("%s", sentence);
  g_assert_nonnull (strstr (sentence, one->says));
}

/* Whole numbers that no double holds stay as they were written; the mapping rejects their row. */
static void
test_large_numbers (void)
{
  const char *text = "{\"dataValues\":[{\"value\":12345678901234567890},{\"value\":\"1\"}]}";
  const char *found;
  g_autofree char *seen = decoding_run_text ("auto", text, &found, NULL);

  g_assert_nonnull (strstr (seen, "|12345678901234567890|"));
}

static void
test_depth (void)
{
  static const char *const formats[]
    = { "dhis2-analytics", "dhis2-values", "gho", "worldbank", "ckan", "dkan", "openmrs-dataset" };
  g_autoptr (GString) bomb = g_string_new ("{\"rows\":[");

  for (guint i = 0; i < 100000; i++)
    g_string_append (bomb, i % 2 == 0 ? "{\"rows\":" : "[");
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const char *found;
      g_autoptr (GError) error = NULL;
      g_autofree char *seen = decoding_run_text (formats[i], bomb->str, &found, &error);
      g_assert_null (seen);
      g_assert_error (error, MIRADOR_ERROR, SYNTAX);
    }
  g_assert_cmpint (mirador_json_sniff ((const guint8 *)bomb->str, bomb->len, "x/y"), ==, 0);
}

/* Every beginning of an answer, as far as a sniffer sees it, and every broken-off answer. */
static void
test_cut_anywhere (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].text);
      for (gsize n = 1; n < length; n++)
        {
          g_autofree char *part = g_memdup2 (cases[i].text, n);
          g_autoptr (GBytes) bytes = g_bytes_new (part, n);
          const char *found;
          g_autoptr (GError) error = NULL;
          g_autofree char *seen = decoding_run (cases[i].format, bytes, NULL, &found, &error);
          g_assert_null (seen);
          g_assert_nonnull (error);
        }
    }
}

static void
test_first_rows (void)
{
  MiradorDecodeOptions options = { .max_rows = 1 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      const char *found;
      g_autoptr (GError) error = NULL;
      g_autofree char *seen = decoding_run ("auto", bytes, &options, &found, &error);
      g_assert_no_error (error);
      g_auto (GStrv) lines = g_strsplit (seen, "\n", -1);
      g_assert_cmpuint (g_strv_length (lines), <=, 2);
    }
}

static gboolean
ignore_cb (const MiradorRecord *record, gpointer user_data, GError **error)
{
  return TRUE;
}

static gboolean
ignore_header_cb (const char *const *names,
                  guint n,
                  const char *document,
                  gpointer user_data,
                  GError **error)
{
  return TRUE;
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autoptr (GError) error = NULL;
      const MiradorDecoder *decoder = mirador_decoder_get (cases[i].format);
      if (strchr (cases[i].expected, '\n') == NULL)
        continue;
      g_assert_false (
        decoder->decode (bytes, "f", NULL, ignore_header_cb, ignore_cb, NULL, cancellable, &error));
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
    }
}

static void
test_server_error (void)
{
  const char *text = "{\"httpStatus\":\"Conflict\",\"httpStatusCode\":409,\"status\":\"ERROR\","
                     "\"message\":\"m\",\"errorCode\":\"E7128\"}";
  g_autoptr (MiradorServerError) one
    = mirador_server_error_read ((const guint8 *)text, strlen (text));

  g_assert_cmpint (one->status, ==, 409);
  g_assert_cmpstr (one->code, ==, "E7128");
  g_assert_cmpstr (one->message, ==, "m");
  g_assert_null (mirador_server_error_read ((const guint8 *)"[{\"message\":\"a\"}]", 17));
  g_assert_null (mirador_server_error_read ((const guint8 *)"{\"status\":\"ERROR\"}", 18));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/%s", cases[i].format, cases[i].name);
      g_test_add_data_func (path, &cases[i], test_decodes);
    }
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/refused/%s", failures[i].name);
      g_test_add_data_func (path, &failures[i], test_fails);
    }
  g_test_add_func ("/dhis2-values/no-list-at-all", test_empty_set);
  g_test_add_func ("/dhis2-values/large-numbers", test_large_numbers);
  g_test_add_func ("/refused/100000-deep", test_depth);
  g_test_add_func ("/refused/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/formats/first-rows-only", test_first_rows);
  g_test_add_func ("/formats/cancel", test_cancel);
  g_test_add_func ("/server-error/parts", test_server_error);
  return g_test_run ();
}
