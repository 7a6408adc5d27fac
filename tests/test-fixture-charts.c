/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "refresh-fixture.h"

/*
 * Recorded answers that speak of Peru, or whose places a mapping names, from the file into a store
 * and a chart, as a manager does it. The measures are stand-ins: what counts is that the figures
 * that come out are those that went in.
 */

#define START "{\"mapping\":1,\"id\":\"x\",\"feed\":\"recorded\","
#define FROM(column, codes) "{\"column\":\"" column "\",\"codes\":{" codes "}}"

static const struct
{
  const char *file;
  const char *mapping;
  const char *query; /* as CSV */
  const char *value; /* in it */
  const char *chart;
  const char *says;
} files[] = {
  { "gho/PER_WSH_HYGIENE_BASIC_fragment.json",
    START "\"leave_out\":{\"NumericValue\":\"\"},\"program\":\"context\",\"measure\":" FROM (
      "IndicatorCode",
      "\"WSH_HYGIENE_BASIC\":\"tb_treatment_success\"") ",\"period\":{\"column\":\"TimeDim\","
                                                        "\"form\":\"year\"},\"place\":" FROM (
                                                          "SpatialDim",
                                                          "\"PER\":\"PE\"") ",\"value\":"
                                                                            "\"NumericValue\"}",
    "--program context --measure tb_treatment_success --period 2024", ",72.273238897,",
    "trend --program context --measure tb_treatment_success --every year", "2009: 47.0%" },
  { "dhis2/analytics_app_target_with_legend.data.json",
    START
    "\"leave_out\":{\"dx\":{\"not\":\"EY8gsfEomc0\"}},\"program\":\"vih\",\"measure\":"
    "\"art_coverage\",\"period\":{\"column\":\"pe\",\"form\":\"dhis2\"},\"place\":" FROM (
      "ou",
      "\"TEQlaapDQoK\":\"01\",\"Vth0fbpFcsO\":\"02\",\"at6UHUQatSo\":\"03\",\"bL4ooGhyHRQ\":"
      "\"04\",\"eIQbndfxQMb\":\"05\",\"jmIPBj66vD6\":\"06\",\"qhqAxPSTUXp\":\"07\"") ",\"value\":"
                                                                                     "\"value\","
                                                                                     "\"numerator\""
                                                                                     ":"
                                                                                     "\"numerator\""
                                                                                     ",\"denominato"
                                                                                     "r\":"
                                                                                     "\"denominator"
                                                                                     "\"}",
    "--program vih --measure art_coverage --period 2019-Q1 --by region", ",9761,9969,",
    "bars --program vih --measure art_coverage --period 2019-Q1 --by region", "Amazonas: 97.9%" },
  { "dhis2/analytics_app_weeklyColumns.data.json",
    START "\"program\":\"tb\",\"measure\":\"screenings\",\"period\":{\"column\":\"pe\",\"form\":"
          "\"dhis2\"},\"place\":\"PE\",\"value\":\"value\"}",
    "--program tb --measure screenings", ",19359,",
    "trend --program tb --measure screenings --every week", "1,977" },
  { "dhis2/dataValueSets_monthly.json",
    START "\"program\":\"tb\",\"measure\":\"screenings\",\"period\":{\"column\":\"period\","
          "\"form\":\"dhis2\"},\"place\":" FROM ("orgUnit",
                                                 "\"DiszpKrYNg8\":\"140101\",\"g8upMTyEZGZ\":"
                                                 "\"140102\"") ",\"value\":\"value\","
                                                               "\"duplicates\":\"add\"}",
    "--program tb --measure screenings --place 140101 --period 2019-07..2019-08", ",48,",
    "trend --program tb --measure screenings --place 140101", "24" },
  { "worldbank/v2_FRA_NY.GDP.MKTP.CD.json",
    START "\"leave_out\":{\"value\":\"\"},\"program\":\"context\",\"measure\":\"population_who\","
          "\"period\":{\"column\":\"date\"},\"place\":" FROM ("countryiso3code",
                                                              "\"FRA\":\"PE\"") ",\"value\":"
                                                                                "\"value\"}",
    "--program context --measure population_who --period 2022", ",2779092236505.85",
    "kpi --program context --measure population_who --period 2022", "2,779,092,236,505.9" },
  { "fhir/MeasureReport_hiv_indicators_summary.json",
    START "\"leave_out\":[{\"stratum\":{\"not\":\"\"}},{\"group\":{\"not\":\"QRPH_ADX_ART1_N\"}}],"
          "\"program\":\"vih\",\"measure\":\"people_screened\",\"period\":{\"column\":\"period\"},"
          "\"place\":" FROM (
            "reporter",
            "\"Organization/ZW01\":\"14\"") ",\"value\":\"score\",\"duplicates\":\"add\"}",
    "--program vih --measure people_screened --place 14", ",2018-01-31,0,",
    "kpi --program vih --measure people_screened --place 14 --period 2018-01", ": 0" },
  { "csv/smental_tamizaje_2017.csv", NULL, "--program same --measure screenings --by province",
    "1401,Chiclayo,,2017-01..2017-09,"
    "2017-01-01,2017-09-30,89705,",
    "trend --program same --measure screenings", "17,073" },
};

static char *
run (Fixture *fixture, const char *line)
{
  g_autofree char *command = g_strdup_printf ("%s --lang=en --store %s/chart.db %s",
                                              g_getenv ("MIRADOR_PROGRAM"), fixture->folder, line);
  g_autoptr (GError) error = NULL;
  g_autofree char *failed = NULL;
  char *said = NULL;
  int status;

  g_test_message ("%s", line);
  g_assert_true (g_spawn_command_line_sync (command, &said, &failed, &status, &error));
  g_test_message ("%s%s", said, failed);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return said;
}

static void
test_chart (Fixture *fixture, gconstpointer user_data)
{
  guint i = GPOINTER_TO_UINT (user_data);
  const char *root = g_getenv ("MIRADOR_FIXTURES");
  g_autofree char *mapping = g_build_filename (fixture->folder, "x.json", NULL);

  if (root == NULL)
    {
      g_test_skip ("MIRADOR_FIXTURES is not set");
      return;
    }
  if (files[i].mapping != NULL)
    g_assert_true (g_file_set_contents (mapping, files[i].mapping, -1, NULL));
  g_autofree char *import
    = g_strdup_printf ("import %s/%s --mapping %s", root, files[i].file,
                       files[i].mapping != NULL ? mapping : "minsa-mental-health-screenings");
  g_autofree char *query = g_strdup_printf ("query --format csv %s", files[i].query);
  g_autofree char *chart = g_strdup_printf ("chart %s --describe", files[i].chart);
  g_autofree char *picture
    = g_strdup_printf ("chart %s -o %s/chart.png", files[i].chart, fixture->folder);
  g_autofree char *read = run (fixture, import);
  g_autofree char *figures = run (fixture, query);
  g_assert_nonnull (strstr (figures, files[i].value));
  g_autofree char *words = run (fixture, chart);
  g_assert_nonnull (strstr (words, files[i].says));
  g_autofree char *drawn = run (fixture, picture);
}

int
main (int argc, char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("mirador-home-XXXXXX", NULL);

  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/fixture-chart/%s", files[i].file);
      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_chart, tear_down);
    }
  int result = g_test_run ();
  g_rmdir (home);
  return result;
}
