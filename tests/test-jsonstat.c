/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "record-table.h"
#include "memory-sink.h"

#define DATASET(rest) "{\"version\":\"2.0\",\"class\":\"dataset\"," rest "}"
/* A table of two by two. */
#define SEX_YEAR                                                                                   \
  "\"id\":[\"sex\",\"year\"],\"size\":[2,2],\"dimension\":{\"sex\":{\"label\":\"Sexo\","           \
  "\"category\":{\"index\":{\"F\":1,\"M\":0},\"label\":{\"M\":\"hombres\",\"F\":\"mujeres\"}}},"   \
  "\"year\":{\"category\":{\"index\":[\"2020\",\"2021\"]}}},"

/* The author's own cases */

/* The rule that each case breaks, and where our sentence finds it. */
static const struct
{
  const char *rule;
  const char *says;
} rules[] = {
  { "VALUE_LEN_MISMATCH", "at value: it has 3 entries, but its sizes make 4" },
  { "ID_SIZE_LEN_MISMATCH", "at size: there are 2 sizes for 3 dimensions" },
  { "DIM_KEY_ID_MISMATCH", "at id: the dimension “year” is not described" },
  { "SPARSE_KEY_OUT_OF_RANGE", "at value: an entry has a number beyond the last cell" },
  { "ROLE_ID_UNKNOWN", "at role: there is no dimension “nope”" },
  { "STATUS_LEN_MISMATCH", "at status: it has 3 entries, but its sizes make 4" },
  { "INDEX_COUNT_MISMATCH", "at size: the dimension “sex” has 2 categories, not 3" },
  { "INDEX_POSITIONS_INVALID", "at dimension.sex.category.index: its numbers should be" },
  { "LABEL_KEY_UNKNOWN", "at dimension.sex.category.label: there is no category “X”" },
  { "UNIT_KEY_UNKNOWN", "at dimension.metric.category.unit: there is no category “Q”" },
  { "COORD_KEY_UNKNOWN", "at dimension.geo.category.coordinates: there is no category “Z”" },
  { "NOTE_KEY_UNKNOWN", "at dimension.sex.category.note: there is no category “W”" },
  { "CHILD_ID_UNKNOWN", "at dimension.geo.category.child: there is no category “XX”" },
  { "CHILD_CYCLE", "at dimension.geo.category.child: a category is below itself" },
};

static const char *
find_rule (JsonObject *expected)
{
  const char *code
    = json_array_get_string_element (json_object_get_array_member (expected, "codes"), 0);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (g_str_equal (rules[i].rule, code))
        return rules[i].says;
    }
  g_assert_not_reached ();
}

static void
check_case (JsonObject *one)
{
  JsonObject *expected = json_object_get_object_member (one, "expected");
  /* The bundle is deprecated and not invalid. */
  gboolean valid = json_object_get_boolean_member_with_default (expected, "valid", TRUE);
  g_autofree char *text = json_to_string (json_object_get_member (one, "input"), FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (Decoded) decoded = decoded_from_text ("auto", text, &error);

  g_test_message ("%s", json_object_get_string_member (one, "id"));
  if (valid)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (decoded->decoder->id, ==, "jsonstat");
    }
  else
    {
      g_assert_null (decoded);
      assert_says (error, MIRADOR_ERROR_SYNTAX, find_rule (expected));
    }
}

static void
test_conformance (void)
{
  g_autoptr (GBytes) bytes = fixture_load ("jsonstat/conformance_cases.json");
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (bytes == NULL)
    return;
  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                             (gssize)g_bytes_get_size (bytes), NULL));
  JsonArray *cases = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (cases), ==, 20);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    check_case (json_array_get_object_element (cases, i));
}

/* The recorded files: numbers of SOURCES.md */

typedef struct
{
  const char *name;
  guint n_cells;
  guint n_numbers;
  double sum;
  const char *refused; /* (nullable) why */
} Fixture;

static const Fixture fixtures[] = {
  { "v2_size_as_string.json", 24, 24, 4139, NULL },
  { "v2_us_labor.json", 12880, 12880, 312551709, NULL },
  { "v1_bundle_oecd_canada.json", 552, 552, 3323.8253 + 140121.4, NULL },
  { "v2_collection_oecd_canada.json", 552, 552, 3323.8253 + 140121.4, NULL },
  { "v2_hierarchy_dimension.json", 132, 0, 0, NULL },
  { "v2_eurostat_demo_gind_status.json", 1652, 73, 1820952744.2, NULL },
  { "v2_cantabria.json", 5400, 4205, 244239.7, NULL },
  { "v1_statswe.json", 1120, 1120, 38425, NULL },
  { "v2_integer.json", 48, 48, 1176, NULL },
  { "v1_bundle_ons_QS104EW_malformed.json", 0, 0, 0,
    "at QS104EW.dimension.size: there are 3 sizes for 4 dimensions" },
  { "v2_collection_links.json", 0, 0, 0,
    "at link.item: it only names tables that lie elsewhere (8 of them); ask for one of their "
    "addresses, as https://json-stat.org/samples/oecd.json" },
};

static void
test_fixture (gconstpointer user_data)
{
  const Fixture *fixture = user_data;
  g_autofree char *name = g_strconcat ("jsonstat/", fixture->name, NULL);
  g_autoptr (GBytes) bytes = fixture_load (name);
  g_autoptr (GError) error = NULL;
  guint n;

  if (bytes == NULL)
    return;
  g_autoptr (Decoded) decoded = decoded_new ("auto", bytes, NULL, &error);
  if (fixture->refused != NULL)
    {
      assert_says (error, MIRADOR_ERROR_SYNTAX, fixture->refused);
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (decoded->decoder->id, ==, "jsonstat");
  g_assert_cmpuint (decoded->rows->len, ==, fixture->n_cells);
  g_assert_cmpfloat_with_epsilon (decoded_sum (decoded, "value", &n), fixture->sum, 0.0001);
  g_assert_cmpuint (n, ==, fixture->n_numbers);
}

static void
test_several (void)
{
  g_autoptr (GBytes) bytes = fixture_load ("jsonstat/v1_bundle_oecd_canada.json");

  if (bytes == NULL)
    return;
  g_autoptr (Decoded) decoded = decoded_new ("jsonstat", bytes, NULL, NULL);
  g_assert_cmpstr (decoded_cell (decoded, 0, "dataset"), ==, "oecd");
  g_assert_cmpstr (decoded_cell (decoded, 0, "value"), ==, "5.943826289");
  g_assert_cmpstr (decoded_cell (decoded, 0, "status"), ==, NULL);
  g_assert_cmpstr (decoded_cell (decoded, 10, "status"), ==, "e");
  g_assert_cmpstr (decoded_cell (decoded, 0, "role.time"), ==, "2003");
  g_assert_cmpstr (decoded_cell (decoded, 0, "sex"), ==, NULL);
  g_assert_cmpstr (decoded_cell (decoded, 432, "dataset"), ==, "canada");
  g_assert_cmpstr (decoded_cell (decoded, 432, "area"), ==, NULL);
  /* One status in a list is that of all cells. */
  g_assert_cmpstr (decoded_cell (decoded, 551, "status"), ==, "a");
}

/* The tables that others made of the files */

/* The column of what the table calls so: the label of a dimension, or "status", or "value". */
static char *
find_column (const Decoded *decoded, const char *title)
{
  g_autoptr (JsonNode) root = json_from_string (decoded->document, NULL);
  JsonArray *datasets = json_object_get_array_member (json_node_get_object (root), "datasets");
  JsonObject *dimensions
    = json_object_get_object_member (json_array_get_object_element (datasets, 0), "dimensions");
  g_autoptr (GList) ids = json_object_get_members (dimensions);

  for (GList *id = ids; id != NULL; id = id->next)
    {
      if (g_str_equal (json_object_get_string_member (dimensions, id->data), title))
        return g_strconcat (id->data, ".label", NULL);
    }
  return g_strdup (title);
}

static void
check_oracle (const Decoded *decoded, const Decoded *table)
{
  g_assert_cmpuint (decoded->rows->len, ==, table->rows->len);
  for (guint column = 0; column < table->names->len; column++)
    {
      const char *title = table->names->pdata[column];
      g_autofree char *name = find_column (decoded, title);
      for (guint row = 0; row < table->rows->len; row++)
        {
          const char *cell = decoded_cell (decoded, row, name);
          g_assert_cmpstr (cell != NULL ? cell : "", ==, decoded_cell (table, row, title));
        }
    }
}

static void
test_oracle (gconstpointer user_data)
{
  const char *const *names = user_data;
  g_autoptr (GBytes) json = fixture_load (names[0]);
  g_autoptr (GError) error = NULL;

  if (json == NULL)
    return;
  g_autoptr (GBytes) csv = fixture_load (names[1]);
  g_autoptr (Decoded) decoded = decoded_new ("auto", json, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (Decoded) table = decoded_new ("csv", csv, NULL, &error);
  g_assert_no_error (error);
  check_oracle (decoded, table);
}

/* Small ones */

static const struct
{
  const char *name;
  const char *text;
  const char *expected;
} cases[] = {
  { "order-and-labels", DATASET (SEX_YEAR "\"value\":[1,2,3.50,4]"),
    "value|status|role.time|role.geo|role.metric|sex|sex.label|year|year.label\n"
    "1|~|~|~|~|M|hombres|2020|2020\n2|~|~|~|~|M|hombres|2021|2021\n"
    "3.50|~|~|~|~|F|mujeres|2020|2020\n4|~|~|~|~|F|mujeres|2021|2021" },
  { "roles-sparse-and-status",
    DATASET ("\"role\":{\"time\":[\"year\"],\"metric\":[\"sex\"]}," SEX_YEAR
             "\"value\":{\"3\":4,\"0\":null},\"status\":{\"3\":\"p\\u00e9\"}"),
    "value|status|role.time|role.geo|role.metric|sex|sex.label|year|year.label\n"
    "~|~|2020|~|M|M|hombres|2020|2020\n~|~|2021|~|M|M|hombres|2021|2021\n"
    "~|~|2020|~|F|F|mujeres|2020|2020\n4|pé|2021|~|F|F|mujeres|2021|2021" },
  /* Names that are ours, and numbers that no double holds. */
  { "names-that-clash",
    DATASET ("\"id\":[\"value\",\"status\"],\"size\":[\"1\",\"1\"],\"dimension\":{\"value\":"
             "{\"category\":{\"label\":{\"size\":\"x\"}}},\"status\":{\"category\":{\"index\":"
             "[\"b\"]}}},\"value\":[12345678901234567890],\"status\":\"e\""),
    "value|status|role.time|role.geo|role.metric|value (2)|value.label|status (2)|status.label\n"
    "12345678901234567890|e|~|~|~|size|x|b|b" },
  { "version-1",
    "{\"d\":{\"label\":\"D\",\"dimension\":{\"id\":[\"a\"],\"size\":[2],\"role\":{\"geo\":[\"a\"]},"
    "\"a\":{\"category\":{\"index\":{\"x\":0,\"y\":1}}}},\"value\":[\"5\",\"..\"]}}",
    "value|status|role.time|role.geo|role.metric|a|a.label\n5|~|~|x|~|x|x\n..|~|~|y|~|y|y" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (Decoded) decoded = decoded_from_text ("auto", cases[i].text, &error);
      g_test_message ("%s", cases[i].name);
      g_assert_no_error (error);
      g_assert_cmpstr (decoded->decoder->id, ==, "jsonstat");
      g_autofree char *seen = decoded_to_text (decoded);
      g_assert_cmpstr (seen, ==, cases[i].expected);
    }
}

#define ONE(size, index, value)                                                                    \
  DATASET ("\"id\":[\"a\"],\"size\":[" size                                                        \
           "],\"dimension\":{\"a\":{\"category\":{\"index\":[" index "]}}},\"value\":" value)
#define BIG "4294967296"

static const struct
{
  const char *name;
  const char *text;
  MiradorError code;
  const char *says;
} refusals[] = {
  { "sizes-overflow",
    DATASET ("\"id\":[\"a\",\"b\"],\"size\":[" BIG "," BIG "],\"dimension\":{\"a\":{\"category\":"
             "{\"index\":[\"x\"]}},\"b\":{\"category\":{\"index\":[\"x\"]}}},\"value\":{}"),
    MIRADOR_ERROR_SYNTAX, "at size: the sizes make more than 10000000 cells" },
  { "size-beyond-any-integer", ONE ("123456789012345678901234567890", "\"x\"", "[1]"),
    MIRADOR_ERROR_SYNTAX, "at size: should be a list of whole numbers" },
  { "size-negative", ONE ("-1", "\"x\"", "[1]"), MIRADOR_ERROR_SYNTAX, "at size: should be" },
  { "size-with-a-fraction", ONE ("1.0", "\"x\"", "[1]"), MIRADOR_ERROR_SYNTAX, "at size: should" },
  { "size-that-is-not-the-categories", ONE ("3", "\"x\"", "[1,2,3]"), MIRADOR_ERROR_SYNTAX,
    "at size: the dimension “a” has 1 categories, not 3" },
  { "too-many-values", ONE ("1", "\"x\"", "[1,2]"), MIRADOR_ERROR_SYNTAX,
    "at value: it has 2 entries, but its sizes make 1" },
  { "category-twice", ONE ("2", "\"x\",\"x\"", "[1,2]"), MIRADOR_ERROR_SYNTAX,
    "at dimension.a.category.index: a category is there twice" },
  { "sparse-by-name", ONE ("1", "\"x\"", "{\"0\":1,\"x\":1}"), MIRADOR_ERROR_SYNTAX,
    "at value: an entry is not named by the number of its cell" },
  { "sparse-twice", ONE ("1", "\"x\"", "{\"0\":1,\"0\":2}"), MIRADOR_ERROR_SYNTAX,
    "at value: two entries have the same number" },
  { "value-of-one-number", ONE ("1", "\"x\"", "5"), MIRADOR_ERROR_SYNTAX,
    "at value: should be a list" },
  { "collection-in-part-elsewhere",
    "{\"version\":\"2.0\",\"class\":\"collection\",\"link\":{\"item\":[" ONE (
      "1",
      "\"x\"",
      "[1]") ","
             "{\"class\":\"dataset\",\"href\":\"https://example.org/b.json\",\"label\":\"B\"},"
             "{\"href\":\"https://example.org/c.json\"}]}}",
    MIRADOR_ERROR_SYNTAX,
    "at link.item: beside the tables in it, it names others that lie elsewhere (2 of them); ask "
    "for each by its own address, as https://example.org/b.json" },
  { "collection-of-collections-elsewhere",
    "{\"version\":\"2.0\",\"class\":\"collection\",\"link\":{\"item\":[{\"class\":\"collection\","
    "\"href\":\"https://example.org/d.json\"}]}}",
    MIRADOR_ERROR_SYNTAX, "lie elsewhere (1 of them)" },
  { "no-cells", ONE ("0", "", "[]"), MIRADOR_ERROR_HEADER_ONLY, "no rows" },
  { "a-dimension", "{\"version\":\"2.0\",\"class\":\"dimension\",\"category\":{\"index\":[\"x\"]}}",
    MIRADOR_ERROR_SYNTAX, "at class: it describes a dimension" },
  { "nothing", "{\"version\":\"2.0\",\"class\":\"dataset\"}", MIRADOR_ERROR_SYNTAX,
    "at dimension: should be an object" },
  { "number-as-name", "{\"class\":\"dataset\",\"dimension\":{1:{}},\"value\":[]}",
    MIRADOR_ERROR_SYNTAX, "not valid JSON" },
  { "not-a-number", ONE ("1", "\"x\"", "[NaN]"), MIRADOR_ERROR_SYNTAX, "neither a value" },
  { "not-finite", ONE ("1", "\"x\"", "[1e999]"), MIRADOR_ERROR_SYNTAX, "not finite" },
  { "leading-zero", ONE ("1", "\"x\"", "[010]"), MIRADOR_ERROR_SYNTAX, "leading zero" },
  { "trailing-comma", ONE ("1", "\"x\"", "[1,]"), MIRADOR_ERROR_SYNTAX, "missing" },
  { "single-quotes", "{'class':'dataset'}", MIRADOR_ERROR_SYNTAX, "line 1, column 2" },
  { "broken-utf8", ONE ("1", "\"\xFF\"", "[1]"), MIRADOR_ERROR_ENCODING, "not valid" },
  { "cut-off", "{\"class\":\"dataset\",\"value\":[1,2", MIRADOR_ERROR_TRUNCATED, "too early" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (Decoded) decoded = decoded_from_text ("jsonstat", refusals[i].text, &error);
      g_test_message ("%s", refusals[i].name);
      g_assert_null (decoded);
      assert_says (error, refusals[i].code, refusals[i].says);
    }
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new ("{\"class\":\"dataset\",\"dimension\":");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "{\"category\":");
  g_assert_null (decoded_from_text ("auto", text->str, &error));
  assert_says (error, MIRADOR_ERROR_SYNTAX, "64 levels");
}

/* From the file to figures: the shipped mapping, its codes filled in. */
static void
test_mapping (void)
{
  const char *mapping_text
    = "{\"mapping\":1,\"id\":\"x\",\"format\":\"jsonstat\",\"program\":\"tb\",\"measure\":"
      "{\"column\":\"role.metric\",\"codes\":{\"S\":\"screenings\"}},\"period\":{\"column\":"
      "\"role.time\"},\"place\":{\"column\":\"role.geo\",\"by\":\"ubigeo\"},\"value\":\"value\","
      "\"missing\":[\"\"]}";
  const char *text = DATASET (
    "\"id\":[\"m\",\"t\",\"g\"],\"size\":[1,2,2],\"role\":{\"metric\":[\"m\"],\"time\":"
    "[\"t\"],\"geo\":[\"g\"]},\"dimension\":{\"m\":{\"category\":{\"label\":{\"S\":\"s\"}}},"
    "\"t\":{\"category\":{\"index\":[\"2024-01\",\"202402\"]}},\"g\":{\"category\":"
    "{\"index\":[\"14\",\"15\"]}}},\"value\":[1,null,3,4]");
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorMapping) shipped = mirador_mapping_load ("jsonstat", &error);
  g_assert_no_error (error);
  g_autoptr (MiradorMapping) mapping = mirador_mapping_parse (mapping_text, -1, "x", &error);
  g_assert_no_error (error);
  g_autoptr (MemorySink) sink = memory_sink_read (mapping, "auto", text, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sink->lines->str, ==,
                   "screenings tb 14 2024-01 [] 1\nscreenings tb 14 2024-02 [] 3\n"
                   "screenings tb 15 2024-02 [] 4");
}

int
main (int argc, char **argv)
{
  static const char *const labor[]
    = { "jsonstat/v2_us_labor.json", "jsonstat/expected_us-labor.csv" };
  static const char *const gind[]
    = { "jsonstat/v2_eurostat_demo_gind_status.json", "jsonstat/expected_demo_gind.csv" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/jsonstat/conformance", test_conformance);
  for (guint i = 0; i < G_N_ELEMENTS (fixtures); i++)
    {
      g_autofree char *path = g_strconcat ("/jsonstat/fixture/", fixtures[i].name, NULL);
      g_test_add_data_func (path, &fixtures[i], test_fixture);
    }
  g_test_add_func ("/jsonstat/several-datasets", test_several);
  g_test_add_data_func ("/jsonstat/flattened/us-labor", labor, test_oracle);
  g_test_add_data_func ("/jsonstat/flattened/demo-gind", gind, test_oracle);
  g_test_add_func ("/jsonstat/cells", test_cases);
  g_test_add_func ("/jsonstat/refused", test_refused);
  g_test_add_func ("/jsonstat/nested-100000-deep", test_depth);
  g_test_add_func ("/jsonstat/mapping", test_mapping);
  return g_test_run ();
}
