/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapping-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * A mapping as a person writes it (data/schema/mapping.schema.json says it formally; every object
 * may have a "comment"):
 *
 *   {
 *     "mapping": 1,
 *     "id": "clinic-visits", "title": {"es": "…", "en": "…"},
 *     "feed": "clinic", "scope": "visits",         the feed that it feeds, and which of its tables
 *     "format": "csv",                             a decoder, or "auto"
 *     "csv": {"delimiter": ";", "encoding": "WINDOWS-1252", "header": true},
 *     "rows": "result.records",                    JSON: where the rows are
 *     "sheet": "Datos",                            XLSX: which sheet, else the first one shown
 *     "profile": {"title", "source", "licence", "issued", "simulated"},
 *     "fiscal_first_month": 7,                     of fiscal years that the source names
 *
 *     "leave_out": {"Level": "Total"},             rows to pass over; a list: any of them
 *     "program": "tb",                             a constant,
 *     "measure": {"column": "What",                or a column, with a table of its codes:
 *                 "codes": {"TX": "people_started"}},    a cell that is no code rejects its row,
 *                                                        unless "any": true lets it pass as it is
 *     "period": {"column": "Month", "form": "month/year"},     also year, fiscal-year, month,
 *                                                              day/month/year, dhis2
 *            or {"year": "Y", "month": "M"}        month, quarter, half, week or epi-week
 *            or "FY2025"
 *            or {"columns": true}                  wide: every column whose name is a period;
 *                                                  a list of columns, or {column: period}
 *     "place": {"column": "ubigeo", "by": "ubigeo"}      code, ubigeo, iso or name; a name needs
 *                                                        its "level" and may have a "parent"
 *     "breakdowns": {"sex": {"column": "Sex", "codes": {"1": "M", "2": "F", "T": ""}}},
 *                                                  "" is the whole; the ids are the complete set
 *                                                  unless "complete": false
 *     "breakdown_key": "column",                   or a column of keys: age=1-4;sex=F
 *     "value": "Count", "decimal": ",",            also numerator, denominator, low, high
 *     "flags": {"column": "Note", "contains": {"aprox": "about"}},    or "estimated", or a list
 *     "take": [{"where": {"Kind": ["A", "B"]}, "measure": "…", …}],   several figures from one
 *                                                  source: each may replace any of the above; a
 *                                                  row that fits no "where" is rejected
 *     "missing": ["", "NA"], "suppressed": ["*"],  no statement; hidden by the source
 *     "negative": false, "duplicates": "reject", "reject_limit": 0.1, "snapshot": true,
 *     "measures": ["…"],                           where they come from a column without codes
 *
 *     "terms": {"*": {"adds": ["time", "place", "breakdown"], "absent": "zero",
 *                     "complete_until": "2017-08", "complete_from": "2017-01", "covers": ["14"],
 *                     "parts": […], "members": {"sex": ["M", "F"]}, "repeats": true, "note": {…}},
 *               "people_started": {…}}             for all measures, and then for one
 *   }
 *
 * A condition ("leave_out", "where") is {column: text}, {column: [texts]} or {column: {"not": …}}.
 */

static const char *const known_members[] = {
  "mapping",       "$schema",      "id",        "title",       "feed",       "scope",
  "format",        "csv",          "rows",      "sheet",       "profile",    "fiscal_first_month",
  "leave_out",     "program",      "measure",   "period",      "place",      "breakdowns",
  "breakdown_key", "value",        "numerator", "denominator", "low",        "high",
  "decimal",       "flags",        "take",      "missing",     "suppressed", "negative",
  "duplicates",    "reject_limit", "snapshot",  "measures",    "terms",      NULL
};

static const char *const take_members[]
  = { "where",      "program",       "measure", "period",    "place",
      "breakdowns", "breakdown_key", "value",   "numerator", "denominator",
      "low",        "high",          "decimal", "flags",     NULL };

static char
read_delimiter (MiradorMappingReading *reading, JsonObject *csv)
{
  const char *delimiter = mirador_document_string (&reading->json, csv, "delimiter", "");

  if (*delimiter == '\0' || (strlen (delimiter) == 1 && strchr (",;|\t", *delimiter) != NULL))
    return *delimiter;
  mirador_document_fail_choice (&reading->json, "csv.delimiter", ", ; | \\t");
  return 0;
}

static void
read_csv (MiradorMappingReading *reading, JsonObject *root)
{
  static const char *const members[] = { "delimiter", "encoding", "header", NULL };
  MiradorMapping *mapping = reading->mapping;
  JsonObject *csv = mirador_document_object (&reading->json, root, "csv");

  if (csv == NULL)
    return;
  mirador_document_allow (&reading->json, csv, "csv", members);
  mapping->options.delimiter = read_delimiter (reading, csv);
  mapping->options.no_header = !mirador_document_boolean (&reading->json, csv, "header", TRUE);
  mapping->encoding = g_strdup (mirador_document_string (&reading->json, csv, "encoding", NULL));
  if (mapping->encoding != NULL && g_ascii_strcasecmp (mapping->encoding, "UTF-8") != 0
      && g_ascii_strcasecmp (mapping->encoding, "WINDOWS-1252") != 0)
    mirador_document_fail_choice (&reading->json, "csv.encoding", "UTF-8, WINDOWS-1252");
  mapping->options.encoding = mapping->encoding;
}

static void
read_format (MiradorMappingReading *reading, JsonObject *root)
{
  MiradorMapping *mapping = reading->mapping;

  mapping->format = g_strdup (mirador_document_string (&reading->json, root, "format", "auto"));
  if (!g_str_equal (mapping->format, "auto") && mirador_decoder_get (mapping->format) == NULL)
    mirador_document_fail (&reading->json, "format", N_ ("an unknown format"));
  read_csv (reading, root);
  mapping->rows = g_strdup (mirador_document_string (&reading->json, root, "rows", NULL));
  mapping->options.rows = mapping->rows;
  mapping->sheet = g_strdup (mirador_document_string (&reading->json, root, "sheet", NULL));
  mapping->options.sheet = mapping->sheet;
}

static void
read_identity (MiradorMappingReading *reading, JsonObject *root)
{
  MiradorMapping *mapping = reading->mapping;

  mapping->id = g_strdup (mirador_document_string (&reading->json, root, "id", NULL));
  if (mapping->id == NULL || *mapping->id == '\0')
    mirador_document_fail (&reading->json, "id", N_ ("is missing"));
  mirador_document_text (&reading->json, root, "title", &mapping->title);
  mapping->feed = g_strdup (mirador_document_string (&reading->json, root, "feed", mapping->id));
  mapping->scope = g_strdup (mirador_document_string (&reading->json, root, "scope", ""));
  mapping->fiscal_first_month
    = (int)mirador_document_number (&reading->json, root, "fiscal_first_month", 7, 1, 12);
}

static void
read_texts (MiradorMappingReading *reading, JsonObject *root, const char *member, GHashTable *set)
{
  g_autoptr (GPtrArray) texts
    = mirador_document_strings (&reading->json, mirador_document_node (root, member), member);

  for (guint i = 0; i < texts->len; i++)
    g_hash_table_add (set, mirador_cell_tidy (texts->pdata[i]));
}

static void
read_policy (MiradorMappingReading *reading, JsonObject *root)
{
  MiradorMapping *mapping = reading->mapping;
  const char *duplicates = mirador_document_string (&reading->json, root, "duplicates", "reject");

  read_texts (reading, root, "missing", mapping->missing);
  read_texts (reading, root, "suppressed", mapping->suppressed);
  mapping->negative = mirador_document_boolean (&reading->json, root, "negative", FALSE);
  mapping->snapshot = mirador_document_boolean (&reading->json, root, "snapshot", TRUE);
  mapping->reject_limit
    = mirador_document_number (&reading->json, root, "reject_limit", 0.10, 0, 1);
  if (!g_str_equal (duplicates, "add") && !g_str_equal (duplicates, "reject"))
    mirador_document_fail_choice (&reading->json, "duplicates", "add, reject");
  mapping->duplicates
    = g_str_equal (duplicates, "add") ? MIRADOR_DUPLICATES_ADD : MIRADOR_DUPLICATES_REJECT;
}

static void
read_leave_out (MiradorMappingReading *reading, JsonObject *root)
{
  JsonNode *node = mirador_document_node (root, "leave_out");
  guint n = 1;

  if (node == NULL)
    return;
  if (JSON_NODE_HOLDS_ARRAY (node))
    n = json_array_get_length (json_node_get_array (node));
  for (guint i = 0; i < n; i++)
    {
      JsonNode *one = JSON_NODE_HOLDS_ARRAY (node)
                        ? json_array_get_element (json_node_get_array (node), i)
                        : node;
      g_ptr_array_add (reading->mapping->leave_out,
                       mirador_mapping_read_conditions (reading, one, "leave_out"));
    }
}

static void
read_takes (MiradorMappingReading *reading, JsonObject *root)
{
  JsonArray *takes = mirador_document_array (&reading->json, root, "take");

  if (takes == NULL)
    mirador_mapping_read_take (reading, root, root);
  for (guint i = 0; takes != NULL && i < json_array_get_length (takes); i++)
    {
      JsonNode *node = json_array_get_element (takes, i);
      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          mirador_document_fail (&reading->json, "take", N_ ("should be a list of objects"));
          return;
        }
      mirador_document_allow (&reading->json, json_node_get_object (node), "take", take_members);
      mirador_mapping_read_take (reading, root, json_node_get_object (node));
    }
  if (reading->mapping->takes->len == 0)
    mirador_document_fail (&reading->json, "take", N_ ("is empty"));
}

static void
read_measures (MiradorMappingReading *reading, JsonObject *root)
{
  g_autoptr (GPtrArray) measures = mirador_document_strings (
    &reading->json, mirador_document_node (root, "measures"), "measures");

  for (guint i = 0; i < measures->len; i++)
    {
      if (mirador_catalogue_measure (measures->pdata[i]) == NULL)
        mirador_document_fail (&reading->json, measures->pdata[i],
                               N_ ("the catalogue has no such measure"));
      mirador_mapping_add_measure (reading->mapping, measures->pdata[i]);
    }
}

MiradorMapping *
mirador_mapping_parse (const char *text, gssize length, const char *source, GError **error)
{
  gsize n = length < 0 ? strlen (text) : (gsize)length;
  g_autoptr (JsonNode) root = mirador_document_load (text, n, source, error);

  if (root == NULL)
    return NULL;
  g_autoptr (MiradorMapping) mapping = mirador_mapping_new ();
  MiradorMappingReading reading = { { source, NULL }, mapping };
  JsonObject *object = json_node_get_object (root);
  mirador_document_check_version (&reading.json, object, "mapping", 1);
  mirador_document_allow (&reading.json, object, "", known_members);
  read_identity (&reading, object);
  read_format (&reading, object);
  mirador_mapping_read_profile (&reading, object);
  read_policy (&reading, object);
  read_leave_out (&reading, object);
  read_takes (&reading, object);
  read_measures (&reading, object);
  mirador_mapping_read_terms (&reading, object);
  if (reading.json.error == NULL)
    return g_steal_pointer (&mapping);
  g_propagate_error (error, reading.json.error);
  return NULL;
}
