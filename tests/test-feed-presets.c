/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/dhis2-period.h"
#include "memory-sink.h"
#include "model/language.h"
#include "model/resource.h"
#include "refresh-fixture.h"
#include "workbook.h"

/* What the shipped mappings make of other people's answers, and what reaches the store. */

/* Every form of FORMATS that DHIS2 writes, as the period's own code (the same every time), its
 * first and its last day; NULL is no period of DHIS2's. */
static const struct
{
  const char *text;
  const char *code;
  const char *days;
} periods[] = {
  { "20240115", "2024-01-15", "2024-01-15 2024-01-15" },
  { "20240229", "2024-02-29", "2024-02-29 2024-02-29" },
  { "202401", "2024-01", "2024-01-01 2024-01-31" },
  { "2024W1", "2024-W01", "2024-01-01 2024-01-07" },
  { "2024W9", "2024-W09", "2024-02-26 2024-03-03" },
  { "2024W09", "2024-W09", "2024-02-26 2024-03-03" },
  { "2020W53", "2020-W53", "2020-12-28 2021-01-03" },
  { "2024WedW5", "2024WedW5", "2024-01-31 2024-02-06" },
  { "2024ThuW5", "2024ThuW5", "2024-02-01 2024-02-07" },
  { "2024SatW5", "2024SatW5", "2024-01-27 2024-02-02" },
  { "2024SunW5", "2024SunW5", "2024-01-28 2024-02-03" },
  { "2024BiW1", "2024BiW1", "2024-01-01 2024-01-14" },
  { "2024BiW26", "2024BiW26", "2024-12-16 2024-12-29" },
  { "202401B", "202401B", "2024-01-01 2024-02-29" },
  { "202402B", "202402B", "2024-03-01 2024-04-30" },
  { "202406B", "202406B", "2024-11-01 2024-12-31" },
  { "2024Q1", "2024-Q1", "2024-01-01 2024-03-31" },
  { "2024Q4", "2024-Q4", "2024-10-01 2024-12-31" },
  { "2024S1", "2024-S1", "2024-01-01 2024-06-30" },
  { "2024S2", "2024-S2", "2024-07-01 2024-12-31" },
  { "2024AprilS1", "2024AprilS1", "2024-04-01 2024-09-30" },
  { "2024AprilS2", "2024AprilS2", "2024-10-01 2025-03-31" },
  { "2024NovS1", "2024NovS1", "2023-11-01 2024-04-30" },
  { "2024NovS2", "2024NovS2", "2024-05-01 2024-10-31" },
  { "2024", "2024", "2024-01-01 2024-12-31" },
  { "2024April", "FY2025-04", "2024-04-01 2025-03-31" },
  { "2024July", "FY2025", "2024-07-01 2025-06-30" },
  { "2024Sep", "FY2025-09", "2024-09-01 2025-08-31" },
  { "2024Oct", "FY2025-10", "2024-10-01 2025-09-30" },
  { "2024Nov", "FY2024-11", "2023-11-01 2024-10-31" },
  { "", NULL, NULL },
  { "Avril 2023", NULL, NULL },
  { "April 2024", NULL, NULL },
  { "2024 Q1", NULL, NULL },
  { "LAST_12_MONTHS", NULL, NULL },
  { "THIS_YEAR", NULL, NULL },
  { "2024-01", NULL, NULL },
  { "2024-W01", NULL, NULL },
  { "2024M01", NULL, NULL },
  { "2024SE9", NULL, NULL },
  { "FY2024", NULL, NULL },
  { "2024july", NULL, NULL },
  { "2024w1", NULL, NULL },
  { "202413", NULL, NULL },
  { "202400", NULL, NULL },
  { "20240230", NULL, NULL },
  { "2023W53", NULL, NULL },
  { "2024W0", NULL, NULL },
  { "2024W", NULL, NULL },
  { "2024W100", NULL, NULL },
  { "2024BiW27", NULL, NULL },
  { "202407B", NULL, NULL },
  { "2024Q5", NULL, NULL },
  { "2024S3", NULL, NULL },
  { "2024July1", NULL, NULL },
  { "2024Dec", NULL, NULL },
  { "24", NULL, NULL },
  { "0000", NULL, NULL },
};

static char *
describe_days (MiradorPeriod period)
{
  int year, month, day, last_year, last_month, last_day;

  mirador_day_get_date (period.first_day, &year, &month, &day);
  mirador_day_get_date (mirador_period_get_last_day (period), &last_year, &last_month, &last_day);
  return g_strdup_printf ("%04d-%02d-%02d %04d-%02d-%02d", year, month, day, last_year, last_month,
                          last_day);
}

static void
test_periods (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      MiradorPeriod period;
      gboolean known = mirador_dhis2_period_parse (periods[i].text, &period);

      g_test_message ("%s", periods[i].text);
      g_assert_cmpint (known, ==, periods[i].code != NULL);
      if (!known)
        {
          g_assert_true (mirador_period_is_none (period));
          continue;
        }
      g_autofree char *code = mirador_period_to_code (period);
      g_autofree char *days = describe_days (period);
      g_assert_cmpstr (code, ==, periods[i].code);
      g_assert_cmpstr (days, ==, periods[i].days);
    }
}

#define FILLED                                                                                     \
  "{\"mapping\":1,\"id\":\"x\",\"format\":\"dhis2-analytics\",\"program\":\"tb\",\"measure\":{"    \
  "\"column\":\"dx\",\"codes\":{\"abc\":\"people_started\"}},\"period\":{\"column\":\"pe\","       \
  "\"form\":\"dhis2\"},\"place\":{\"column\":\"ou\",\"codes\":{\"uid\":\"14\"}},\"value\":"        \
  "\"value\"}"
#define ANALYTICS(rows)                                                                            \
  "{\"headers\":[{\"name\":\"dx\",\"meta\":true},{\"name\":\"pe\",\"meta\":true},{\"name\":"       \
  "\"ou\","                                                                                        \
  "\"meta\":true},{\"name\":\"value\",\"meta\":false}],\"metaData\":{\"items\":{\"abc\":{"         \
  "\"name\":"                                                                                      \
  "\"TB\"}}},\"rows\":[" rows "]}"

/* A mapping read from JSON, for the period's form and the codes. */
static void
test_filled_in (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorMapping) mapping = mirador_mapping_parse (FILLED, -1, "x", &error);
  g_assert_no_error (error);
  g_autoptr (MemorySink) sink = memory_sink_read (
    mapping, "auto",
    ANALYTICS ("[\"abc\",\"202403\",\"uid\",\"12.0\"],[\"abc\",\"2024Nov\",\"uid\",\"7\"],"
               "[\"abc\",\"2024-03\",\"uid\",\"1\"],[\"abc\",\"202404\",\"uid\",\"\"],"
               "[\"xyz\",\"202404\",\"uid\",\"1\"],[\"abc\",\"202404\",\"nobody\",\"1\"],"
               "[\"abc\",\"202405\",\"uid\",12345678901234567890]"),
    -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sink->lines->str, ==,
                   "people_started tb 14 2024-03 [] 12\npeople_started tb 14 FY2024-11 [] 7\n"
                   "!bad-period@pe#3\n!missing-value@value#4\n!unmapped-code@dx#5\n"
                   "!unmapped-code@ou#6\n!too-large@value#7");
}

#define FORM_COLUMNS                                                                               \
  COLUMN ("programa")                                                                              \
  "," COLUMN ("indicador") "," COLUMN ("periodo") "," COLUMN ("ubigeo") "," COLUMN ("valor")
#define FORM_ROW                                                                                   \
  "{\"programa\":\"TB\",\"indicador\":\"Tamizajes\",\"periodo\":\"2025-03\",\"ubigeo\":"           \
  "\"140101\",\"valor\":\"7\"}"
#define COLUMN(name) "{\"id\":\"" name "\",\"name\":\"" name "\"}"
#define CATALOG(resource)                                                                          \
  "{\"success\":true,\"result\":{\"resource_id\":" resource ",\"fields\":[" FORM_COLUMNS           \
  "],\"records\":[" FORM_ROW "],\"limit\":100,\"total\":1}}"

static const struct
{
  const char *name;
  const char *mapping;
  const char *text;
  const char *made;
} presets[] = {
  { "dhis2-analytics", "dhis2-analytics", ANALYTICS ("[\"abc\",\"202403\",\"uid\",\"12\"]"),
    "!unmapped-code@dx#1" },
  { "dhis2-values", "dhis2-values",
    "{\"dataValues\":[{\"dataElement\":\"d\",\"period\":\"202403\",\"orgUnit\":\"o\",\"value\":1},"
    "{\"dataElement\":\"d\",\"period\":\"202403\",\"orgUnit\":\"o\",\"value\":1,\"deleted\":true}]"
    "}",
    "!unmapped-code@dataElement#1" },
  { "gho", "gho",
    "{\"value\":["
    "{\"IndicatorCode\":\"MDG_0000000020\",\"SpatialDim\":\"PER\",\"TimeDim\":2023,\"Value\":\"1\","
    "\"NumericValue\":173.2,\"Low\":114,\"High\":250},"
    "{\"IndicatorCode\":\"TB_c_newinc\",\"SpatialDim\":\"PER\",\"TimeDim\":2023,"
    "\"NumericValue\":31686},"
    "{\"IndicatorCode\":\"TB_c_newinc\",\"SpatialDim\":\"BOL\",\"TimeDim\":2023,\"NumericValue\":1}"
    ","
    "{\"IndicatorCode\":\"TB_c_newinc\",\"SpatialDim\":\"PER\",\"TimeDim\":2022,\"Value\":\"9\","
    "\"NumericValue\":null},"
    "{\"IndicatorCode\":\"HIV_0000000001\",\"SpatialDim\":\"PER\",\"TimeDim\":2023,\"Dim1\":"
    "\"SEX_FMLE\",\"NumericValue\":1},"
    "{\"IndicatorCode\":\"WSH_8\",\"SpatialDim\":\"PER\",\"TimeDim\":2023,\"NumericValue\":1}]}",
    "tb_incidence context PE 2023 [] 173.19999999999999 estimated\n"
    "tb_notified context PE 2023 [] 31686\n!unmapped-code@IndicatorCode#6" },
  { "worldbank", "worldbank",
    "[{\"page\":1,\"pages\":1,\"per_page\":50,\"total\":2},["
    "{\"indicator\":{\"id\":\"SH.TBS.CURE.ZS\",\"value\":\"x\"},\"country\":{\"id\":\"PE\","
    "\"value\":"
    "\"Peru\"},\"countryiso3code\":\"PER\",\"date\":\"2022\",\"value\":84},"
    "{\"indicator\":{\"id\":\"SH.HIV.ARTC.ZS\",\"value\":\"x\"},\"country\":{\"id\":\"PE\","
    "\"value\":"
    "\"Peru\"},\"countryiso3code\":\"PER\",\"date\":\"2022\",\"value\":\"77\"},"
    "{\"indicator\":{\"id\":\"SH.HIV.ARTC.ZS\",\"value\":\"x\"},\"country\":{\"id\":\"PE\","
    "\"value\":"
    "\"Peru\"},\"countryiso3code\":\"PER\",\"date\":\"2023\",\"value\":null}]]",
    "tb_treatment_success context PE 2022 [] 84\nart_coverage context PE 2022 [] 77 estimated" },
  { "worldbank-counts", "worldbank",
    "[{\"page\":1,\"pages\":1,\"per_page\":50,\"total\":2},["
    "{\"indicator\":{\"id\":\"SH.HIV.TOTL\",\"value\":\"x\"},\"country\":{\"id\":\"PE\",\"value\":"
    "\"Peru\"},\"countryiso3code\":\"PER\",\"date\":\"2022\",\"value\":110000},"
    "{\"indicator\":{\"id\":\"SH.TBS.DTEC.ZS\",\"value\":\"x\"},\"country\":{\"id\":\"PE\","
    "\"value\":"
    "\"Peru\"},\"countryiso3code\":\"PER\",\"date\":\"2023\",\"value\":54}]]",
    "plhiv_estimated context PE 2022 [] 110000 estimated\n"
    "tb_case_detection context PE 2023 [] 54 estimated" },
  { "ckan", "ckan", CATALOG ("\"r\""), "!unmapped-code@indicador#1" },
  { "dkan", "dkan", CATALOG ("[\"r\"]"), "!unmapped-code@indicador#1" },
  { "openmrs-dataset", "openmrs-dataset",
    "{\"uuid\":\"u\",\"metadata\":{\"columns\":[" FORM_COLUMNS "]},\"rows\":[" FORM_ROW "]}",
    "!unmapped-code@indicador#1" },
  { "minsa-by-dkan", "minsa-mental-health-screenings",
    "{\"success\":true,\"result\":{\"fields\":[{\"id\":\"Anio\"},{\"id\":\"NroMes\"},{\"id\":"
    "\"ubigeo\"},{\"id\":\"Sexo\"},{\"id\":\"Etapa\"},{\"id\":\"GrupoTamizaje\"},{\"id\":"
    "\"DetalleTamizaje\"},{\"id\":\"Casos\"}],\"resource_id\":[\"r\"],\"limit\":100,\"total\":1,"
    "\"records\":[{\"Anio\":"
    "\"2017\","
    "\"NroMes\":\"3\",\"ubigeo\":\"140101\",\"Sexo\":\"F\",\"Etapa\":\"1 - 4\",\"GrupoTamizaje\":"
    "\"TOTAL DE TAMIZAJES\",\"DetalleTamizaje\":\"TRASTORNO DEPRESIVO\",\"Casos\":\"5\"}]}}",
    "screenings same 140101 2017-03 [age=1-4;condition=depression;sex=F] 5" },
};

static void
test_preset (gconstpointer user_data)
{
  guint i = GPOINTER_TO_UINT (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorMapping) mapping = mirador_mapping_load (presets[i].mapping, &error);

  g_assert_no_error (error);
  g_autoptr (MemorySink) sink = memory_sink_read (mapping, "auto", presets[i].text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sink->lines->str, ==, presets[i].made);
}

/* As `import` finds it. */
static void
test_found_by_columns (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, "answer.json", NULL);
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", presets[i].name);
      g_assert_true (g_file_set_contents (path, presets[i].text, -1, NULL));
      g_autoptr (MiradorPreview) preview = mirador_preview_sync (path, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (preview->mapping);
      g_assert_cmpstr (mirador_mapping_get_id (preview->mapping), ==, presets[i].mapping);
    }
}

#define TEXT_CELL(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"

static GBytes *
make_form_book (void)
{
  const Book book
    = { .sheet = "<sheetData><row>" TEXT_CELL ("programa") TEXT_CELL ("indicador")
          TEXT_CELL ("periodo") TEXT_CELL ("ubigeo")
            TEXT_CELL ("valor") "</row><row>" TEXT_CELL ("TB") TEXT_CELL ("Tamizajes")
              TEXT_CELL ("2025-03") TEXT_CELL ("140101") "<c><v>7</v></c></row></sheetData>" };

  return book_make (&book);
}

/* The shipped form with its codes written in. */
static MiradorMapping *
fill_in (const char *id)
{
  g_autofree char *name = g_strdup_printf ("mappings/%s.json", id);
  g_autoptr (GBytes) bytes = mirador_data_load (name, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto (GStrv) parts = g_strsplit (text, "\"codes\": {}", -1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  g_autofree char *filled
    = g_strconcat (parts[0], "\"codes\": {\"TB\": \"tb\"}", parts[1],
                   "\"codes\": {\"Tamizajes\": \"screenings\"}", parts[2], NULL);
  MiradorMapping *mapping = mirador_mapping_parse (filled, -1, id, &error);
  g_assert_no_error (error);
  return mapping;
}

/* Filled in, a form reads the answer that finds it. */
static void
test_forms (void)
{
  static const char *const forms[] = { "ckan", "dkan", "openmrs-dataset", "xlsx" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autoptr (MiradorMapping) mapping = fill_in (forms[i]);
      g_autoptr (GBytes) bytes = g_str_equal (forms[i], "xlsx") ? make_form_book () : NULL;
      g_autoptr (GError) error = NULL;
      for (guint k = 0; k < G_N_ELEMENTS (presets) && bytes == NULL; k++)
        if (g_str_equal (presets[k].name, forms[i]))
          bytes = g_bytes_new_static (presets[k].text, strlen (presets[k].text));
      g_test_message ("%s", forms[i]);
      g_autoptr (MemorySink) sink = memory_sink_read_bytes (mapping, "auto", bytes, FALSE, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (sink->lines->str, ==, "screenings tb 140101 2025-03 [] 7");
    }
}

static void
test_form_of_workbooks (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "form.xlsx", NULL);
  g_autoptr (GBytes) bytes = make_form_book ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                      (gssize)g_bytes_get_size (bytes), NULL));
  g_autoptr (MiradorPreview) preview = mirador_preview_sync (path, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mirador_mapping_get_id (preview->mapping), ==, "xlsx");
}

/* What needs no filling in comes before a form, what is made for the format before the rest. */
static void
test_guess (void)
{
  static const char *const names[] = { "programa", "indicador", "periodo", "ubigeo", "valor" };
  g_autofree char *folder
    = g_build_filename (g_get_user_config_dir (), "mirador", "mappings", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.json", NULL);
  const char *mine = "{\"mapping\":1,\"id\":\"mine\",\"program\":\"tb\",\"measure\":{\"column\":"
                     "\"indicador\",\"codes\":{\"Tamizajes\":\"screenings\"}},\"period\":{"
                     "\"column\":\"periodo\"},\"place\":{\"column\":\"ubigeo\"},\"value\":"
                     "\"valor\"}";

  g_autoptr (MiradorMapping) of_dkan = mirador_mapping_guess (names, 5, "dkan");
  g_assert_cmpstr (mirador_mapping_get_id (of_dkan), ==, "dkan");
  g_assert_null (mirador_mapping_guess (names, 5, "csv"));
  g_assert_null (mirador_mapping_guess (names, 4, "dkan"));
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, mine, -1, NULL));
  g_autoptr (MiradorMapping) own = mirador_mapping_guess (names, 5, "dkan");
  g_assert_cmpstr (mirador_mapping_get_id (own), ==, "mine");
  g_unlink (path);
  g_rmdir (folder);
}

static gboolean
folder_holds (const char *folder, const char *secret)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;
      if (g_file_get_contents (path, &bytes, &length, NULL)
          && memmem (bytes, length, secret, strlen (secret)) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Of an answer that is refused nothing is kept, also where it is refused late. */
static void
test_nothing_is_kept (Fixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *mapping;
    const char *text;
    int code;
  } refused[] = {
    { "dhis2-analytics", ANALYTICS ("[\"MARKED\",\"abril 2024\",\"MARKED\",\"1\"]"),
      MIRADOR_ERROR_SYNTAX },
    { "dhis2-analytics", "{\"headers\":[{\"name\":\"MARKED\",\"meta\":false}],\"rows\":[[\"1\"]]}",
      MIRADOR_ERROR_SYNTAX },
    { "gho",
      "{\"value\":[{\"IndicatorCode\":\"MARKED\",\"SpatialDim\":\"PER\",\"TimeDim\":2023,"
      "\"NumericValue\":1}]}",
      MIRADOR_ERROR_TOO_MANY_REJECTED },
    { "worldbank",
      "[{\"page\":1,\"per_page\":50},[{\"indicator\":{\"id\":\"MARKED\"},\"date\":\"20",
      MIRADOR_ERROR_TRUNCATED },
    { "dhis2-values", "<html><body>MARKED</body></html>", MIRADOR_ERROR_SYNTAX },
  };
  g_autofree char *answers = g_dir_make_tmp ("mirador-answers-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (answers, "answer.json", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_true (g_file_set_contents (path, refused[i].text, -1, NULL));
      g_assert_null (
        mirador_import_sync (fixture->store, path, NULL, refused[i].mapping, NULL, &error));
      g_assert_error (error, MIRADOR_ERROR, refused[i].code);
      g_assert_false (folder_holds (fixture->folder, "MARKED"));
    }
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (answers), ==, 0);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-home-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/dhis2-period/every-form", test_periods);
  g_test_add_func ("/dhis2-analytics/filled-in", test_filled_in);
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/preset/%s", presets[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_preset);
    }
  g_test_add_func ("/preset/forms-filled-in", test_forms);
  g_test_add_func ("/preset/guess", test_guess);
  ADD ("/preset/found-by-columns", test_found_by_columns);
  ADD ("/preset/form-of-workbooks", test_form_of_workbooks);
  ADD ("/refused/nothing-is-kept", test_nothing_is_kept);
  int result = g_test_run ();
  remove_folder (home);
  return result;
}
