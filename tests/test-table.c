/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/table.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "model/error.h"
#include "test-rows.h"

#define HEADER                                                                                     \
  "measure,stage,program,place,place_name,breakdown,period,from,to,value,numerator,denominator,"   \
  "low,high,completeness,flags,gap,reason,feed,received,data_until,population_feed,"               \
  "population_year\n"

static MiradorFrame *
provinces_new (void)
{
  MiradorRow rows[] = { row_new ("screenings", "same", "1401", "2017-03", 89705),
                        row_new ("screenings", "same", "1402", "2017-03", 58667),
                        row_gap ("screenings", "same", "1403", MIRADOR_GAP_NOT_REPORTED,
                                 "1\x1f"
                                 "2") };

  rows[0].received = 1739898000;
  rows[0].data_until = mirador_period_new_month (2017, 9);
  rows[0].completeness = 0.5;
  rows[1].flags = MIRADOR_FLAG_PARTIAL | MIRADOR_FLAG_REPEATS;
  rows[2].range = rows[0].range;
  rows[2].period = rows[0].period;
  return frame_new (rows, 3);
}

static void
test_csv (void)
{
  g_autoptr (MiradorFrame) frame = provinces_new ();
  g_autofree char *csv = mirador_table_to_csv (frame);

  g_assert_cmpstr (
    csv, ==,
    HEADER
    "screenings,screened,same,1401,Chiclayo,,2017-03,2017-03-01,2017-03-31,89705,,,,,0.5,,,,"
    "minsa-mental-health,2025-02-18T17:00:00Z,2017-09,,\n"
    "screenings,screened,same,1402,Ferreñafe,,2017-03,2017-03-01,2017-03-31,58667,,,,,,"
    "partial repeats,,,minsa-mental-health,,,,\n"
    "screenings,screened,same,1403,Lambayeque,,2017-03,2017-03-01,2017-03-31,,,,,,,,not-reported,"
    "Not complete: there are 1 of 2 reports; the others are missing or published in another way. "
    "Choose a period or places that are complete.,"
    "minsa-mental-health,,,,\n");
}

static void
test_csv_quotes (void)
{
  static const struct
  {
    const char *feed;
    const char *cell;
  } cases[] = {
    { "plain", ",plain," },
    { "a,b", ",\"a,b\"," },
    { "say \"yes\"", ",\"say \"\"yes\"\"\"," },
    { "two\nlines", ",\"two\nlines\"," },
    { "=1+1", ",'=1+1," },
    { "+51 1", ",'+51 1," },
    { "-x", ",'-x," },
    { "@sum", ",'@sum," },
    { "\tx", ",'\tx," },
    { "=a,\"b\"", ",\"'=a,\"\"b\"\"\"," },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorRow row = row_new ("screenings", "same", "14", "2017-03", -5.5);
      g_autoptr (MiradorFrame) frame = NULL;
      g_autofree char *csv = NULL;

      row.feed = g_intern_string (cases[i].feed);
      frame = frame_new (&row, 1);
      csv = mirador_table_to_csv (frame);
      g_assert_nonnull (strstr (csv, cases[i].cell));
      g_assert_nonnull (strstr (csv, ",-5.5,")); /* a number needs no apostrophe */
    }
}

static void
test_csv_is_the_same_in_spanish (void)
{
  MiradorRow row = row_new ("screenings", "same", "14", "2017-03", 1234567.25);
  g_autoptr (MiradorFrame) frame = frame_new (&row, 1);
  g_autofree char *english = mirador_table_to_csv (frame);
  g_autofree char *spanish = NULL;

  mirador_language_set (MIRADOR_LANGUAGE_ES);
  spanish = mirador_table_to_csv (frame);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_assert_cmpstr (english, ==, spanish);
  g_assert_nonnull (strstr (spanish, ",1234567.25,"));
}

static void
test_json (void)
{
  g_autoptr (MiradorFrame) frame = provinces_new ();
  g_autofree char *text = mirador_table_to_json (frame);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root, *row, *feed;
  JsonArray *rows;

  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpint (json_object_get_int_member (root, "mirador"), ==, 1);
  rows = json_object_get_array_member (root, "rows");
  g_assert_cmpuint (json_array_get_length (rows), ==, 3);

  row = json_array_get_object_element (rows, 0);
  g_assert_cmpint (json_object_get_int_member (row, "value"), ==, 89705);
  g_assert_cmpstr (json_object_get_string_member (row, "place"), ==, "1401");
  g_assert_cmpstr (json_object_get_string_member (row, "period"), ==, "2017-03");
  g_assert_true (json_object_get_null_member (row, "numerator"));
  g_assert_true (json_object_get_null_member (row, "gap"));
  row = json_array_get_object_element (rows, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (row, "flags")), ==, 2);
  row = json_array_get_object_element (rows, 2);
  g_assert_true (json_object_get_null_member (row, "value"));
  g_assert_cmpstr (json_object_get_string_member (row, "gap"), ==, "not-reported");
  g_assert_nonnull (json_object_get_string_member (row, "reason"));

  feed = json_object_get_object_member (json_object_get_object_member (root, "feeds"), MINSA);
  g_assert_cmpstr (json_object_get_string_member (feed, "title"), ==, "Mental health, MINSA");
  g_assert_false (json_object_get_boolean_member (feed, "simulated"));
}

static void
test_json_empty (void)
{
  g_autoptr (MiradorFrame) frame = frame_new (NULL, 0);
  g_autofree char *text = mirador_table_to_json (frame);
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_true (json_parser_load_from_data (parser, text, -1, NULL));
}

static void
test_text (void)
{
  g_autoptr (MiradorFrame) frame = provinces_new ();
  g_autofree char *text = mirador_table_to_text (frame);

  g_assert_cmpstr (
    text, ==,
    "Screenings by province, Lambayeque, mental health, March 2017 (Mar incomplete)\n"
    "\n"
    "Place         Value\n"
    "Chiclayo     89,705\n"
    "Ferreñafe   58,667*\n"
    "Lambayeque    — (1)\n"
    "\n"
    "(1) Not complete: there are 1 of 2 reports; the others are missing or published in another "
    "way. Choose a period or places that are complete.\n"
    "* incomplete\n"
    "The figures include incomplete periods: Mar 2017.\n"
    "A person may be counted more than once.\n"
    "Completeness: from 50.0% of the expected reports, by figure.\n"
    "Source: MINSA, National Open Data Platform. Data until Aug 2017, received on 18 Feb 2025.\n");
}

static void
test_text_of_namesakes (void)
{
  MiradorRow rows[] = { row_new ("screenings", "same", "14", "2017-03", 3),
                        row_new ("screenings", "same", "1403", "2017-03", 2) };
  g_autoptr (MiradorFrame) frame = frame_new (rows, 2);
  g_autofree char *text = mirador_table_to_text (frame);

  g_assert_nonnull (strstr (text, "\nLambayeque (region)        3\n"));
  g_assert_nonnull (strstr (text, "\nLambayeque (province)      2\n"));
}

static void
test_text_of_one_figure (void)
{
  MiradorRow row = row_new ("people_screened", "all", "PE", "FY2025", 303705);
  g_autoptr (MiradorFrame) frame = frame_new (&row, 1);
  g_autoptr (MiradorFrame) empty = frame_new (NULL, 0);
  g_autofree char *text = mirador_table_to_text (frame);
  g_autofree char *none = mirador_table_to_text (empty);

  g_assert_nonnull (strstr (text, "\nPeople screened  303,705\n"));
  g_assert_cmpstr (none, ==, "No figures.\n");
}

static void
test_save (void)
{
  g_autoptr (MiradorFrame) frame = provinces_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("mirador-table-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "table.csv", NULL);
  g_autofree char *missing = g_build_filename (folder, "no", "table.csv", NULL);
  g_autofree char *text = NULL, *csv = mirador_table_to_csv (frame);

  g_assert_true (mirador_table_save_csv (frame, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "\xEF\xBB\xBF"));
  g_assert_cmpstr (text + 3, ==, csv);
  g_assert_false (mirador_table_save_csv (frame, missing, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_FILE_UNWRITABLE);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  g_test_add_func ("/table/csv", test_csv);
  g_test_add_func ("/table/csv-quotes", test_csv_quotes);
  g_test_add_func ("/table/csv-is-the-same-in-spanish", test_csv_is_the_same_in_spanish);
  g_test_add_func ("/table/json", test_json);
  g_test_add_func ("/table/json-empty", test_json_empty);
  g_test_add_func ("/table/text", test_text);
  g_test_add_func ("/table/text-of-namesakes", test_text_of_namesakes);
  g_test_add_func ("/table/text-of-one-figure", test_text_of_one_figure);
  g_test_add_func ("/table/save", test_save);
  return g_test_run ();
}
