/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/fhir-report.h"

#include <string.h>

#include "feeds/column-names.h"
#include "feeds/json-tree.h"
#include "model/period.h"

/* hl7.org/fhir/R4/measurereport.html; the populations: terminology.hl7.org, measure-population. */
static const char *const fixed_columns[] = {
  "measure",
  "status",
  "period",
  "start",
  "end",
  "reporter",
  "subject",
  "group",
  "stratifier",
  "stratum",
  "initial-population",
  "numerator",
  "numerator-exclusion",
  "denominator",
  "denominator-exclusion",
  "denominator-exception",
  "measure-population",
  "measure-population-exclusion",
  "measure-observation",
  "score",
  "unit",
};

enum
{
  MEASURE,
  STATUS,
  PERIOD,
  START,
  END,
  REPORTER,
  SUBJECT,
  GROUP,
  STRATIFIER,
  STRATUM,
  FIRST_POPULATION,
  SCORE = FIRST_POPULATION + 9,
  UNIT,
};

typedef struct
{
  guint column;
  const char *text;
} Cell;

MiradorFhirTable *
mirador_fhir_table_new (void)
{
  MiradorFhirTable *table = g_new0 (MiradorFhirTable, 1);

  table->names = g_ptr_array_new_with_free_func (g_free);
  table->seen = mirador_column_names_set ();
  table->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  table->made = g_string_chunk_new (1024);
  for (guint i = 0; i < G_N_ELEMENTS (fixed_columns); i++)
    mirador_column_names_add (table->names, table->seen, fixed_columns[i]);
  for (guint i = FIRST_POPULATION; i < SCORE; i++)
    g_hash_table_insert (table->columns, g_strconcat ("population ", fixed_columns[i], NULL),
                         GUINT_TO_POINTER (i + 1));
  return table;
}

void
mirador_fhir_table_free (MiradorFhirTable *table)
{
  g_ptr_array_unref (table->names);
  g_hash_table_unref (table->seen);
  g_hash_table_unref (table->columns);
  g_ptr_array_unref (table->rows);
  g_string_chunk_free (table->made);
  g_free (table);
}

static guint
column_of (MiradorFhirTable *table, const char *kind, const char *code)
{
  g_autofree char *key = g_strconcat (kind, " ", code, NULL);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (table->columns, key));

  if (known > 0)
    return known - 1;
  mirador_column_names_add (table->names, table->seen, code);
  g_hash_table_insert (table->columns, g_steal_pointer (&key),
                       GUINT_TO_POINTER (table->names->len));
  return table->names->len - 1;
}

static void
put (GArray *row, guint column, const char *text)
{
  Cell cell = { column, text };

  if (text != NULL)
    g_array_append_val (row, cell);
}

const char *
mirador_fhir_code (JsonObject *concept)
{
  JsonArray *codings = concept != NULL ? mirador_json_array_of (concept, "coding") : NULL;

  for (guint i = 0; codings != NULL && i < json_array_get_length (codings); i++)
    {
      JsonObject *coding = mirador_json_object_at (codings, i);
      const char *code = coding != NULL ? mirador_json_text_of (coding, "code") : NULL;
      if (code != NULL)
        return code;
    }
  return concept != NULL ? mirador_json_text_of (concept, "text") : NULL;
}

static const char *
code_of (JsonObject *object, const char *member)
{
  return mirador_fhir_code (mirador_json_object_of (object, member));
}

/* A reference, as "Organization/12"; where there is none, the identifier or the name. */
static const char *
reference_of (JsonObject *object, const char *member)
{
  JsonObject *reference = mirador_json_object_of (object, member);
  const char *text = mirador_json_text_of (object, member);

  if (reference == NULL)
    return text;
  text = mirador_json_text_of (reference, "reference");
  JsonObject *identifier = mirador_json_object_of (reference, "identifier");
  if (text == NULL && identifier != NULL)
    text = mirador_json_text_of (identifier, "value");
  return text != NULL ? text : mirador_json_text_of (reference, "display");
}

/* The period */

/* A date of FHIR is a year, a month, a day or a moment; an end holds all of it. */
static gint32
read_day (const char *text, gboolean is_end)
{
  g_autofree char *date = g_strndup (text, 10);
  MiradorPeriod period;

  if (!mirador_period_parse (date, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT, &period, NULL))
    return 0;
  return is_end ? mirador_period_get_last_day (period)
                : mirador_period_get_range (period).first_day;
}

static void
put_period (MiradorFhirTable *table, GArray *row, JsonObject *report)
{
  JsonObject *period = mirador_json_object_of (report, "period");
  const char *start = period != NULL ? mirador_json_text_of (period, "start") : NULL;
  const char *end = period != NULL ? mirador_json_text_of (period, "end") : NULL;

  put (row, START, start);
  put (row, END, end);
  if (start == NULL || end == NULL)
    return;
  MiradorRange range = { read_day (start, FALSE), read_day (end, TRUE) };
  MiradorPeriod named = range.first_day > 0 && range.last_day >= range.first_day
                          ? mirador_range_to_period (range, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT)
                          : MIRADOR_PERIOD_NONE;
  g_autofree char *code = mirador_period_is_none (named) ? g_strconcat (start, "/", end, NULL)
                                                         : mirador_period_to_code (named);
  put (row, PERIOD, g_string_chunk_insert (table->made, code));
}

/* Groups and strata */

static GArray *
add_row (MiradorFhirTable *table, const GArray *base)
{
  GArray *row = g_array_new (FALSE, FALSE, sizeof (Cell));

  if (base != NULL && base->len > 0)
    g_array_append_vals (row, base->data, base->len);
  return row;
}

static void
put_score (GArray *row, JsonObject *object)
{
  JsonObject *score = mirador_json_object_of (object, "measureScore");

  if (score == NULL)
    return;
  const char *unit = mirador_json_text_of (score, "code");
  put (row, SCORE, mirador_json_text_of (score, "value"));
  put (row, UNIT, unit != NULL ? unit : mirador_json_text_of (score, "unit"));
}

static void
put_populations (MiradorFhirTable *table, GArray *row, JsonObject *object)
{
  JsonArray *populations = mirador_json_array_of (object, "population");

  for (guint i = 0; populations != NULL && i < json_array_get_length (populations); i++)
    {
      JsonObject *population = mirador_json_object_at (populations, i);
      const char *code = population != NULL ? code_of (population, "code") : NULL;
      if (code != NULL)
        put (row, column_of (table, "population", code),
             mirador_json_text_of (population, "count"));
    }
}

static const char *
join (MiradorFhirTable *table, GPtrArray *texts)
{
  if (texts->len == 0)
    return NULL;
  g_ptr_array_add (texts, NULL);
  g_autofree char *joined = g_strjoinv (":", (char **)texts->pdata);
  return g_string_chunk_insert (table->made, joined);
}

/* R4 lists the codes, R5 and earlier drafts have one. */
static const char *
join_codes (MiradorFhirTable *table, JsonObject *stratifier)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();
  JsonArray *list = mirador_json_array_of (stratifier, "code");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *concept = mirador_json_object_at (list, i);
      const char *code = mirador_fhir_code (concept);
      if (code != NULL)
        g_ptr_array_add (codes, (gpointer)code);
    }
  if (list == NULL && code_of (stratifier, "code") != NULL)
    g_ptr_array_add (codes, (gpointer)code_of (stratifier, "code"));
  return join (table, codes);
}

static const char *
put_components (MiradorFhirTable *table, GArray *row, JsonArray *components)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (components); i++)
    {
      JsonObject *component = mirador_json_object_at (components, i);
      const char *code = component != NULL ? code_of (component, "code") : NULL;
      const char *value = component != NULL ? code_of (component, "value") : NULL;
      if (code == NULL || value == NULL)
        continue;
      put (row, column_of (table, "stratifier", code), value);
      g_ptr_array_add (values, (gpointer)value);
    }
  return join (table, values);
}

static void
add_stratum (MiradorFhirTable *table, const GArray *base, const char *code, JsonObject *stratum)
{
  GArray *row = add_row (table, base);
  JsonArray *components = mirador_json_array_of (stratum, "component");
  const char *value = code_of (stratum, "value");

  put (row, STRATIFIER, code);
  if (components != NULL)
    value = put_components (table, row, components);
  else if (code != NULL)
    put (row, column_of (table, "stratifier", code), value);
  put (row, STRATUM, value);
  put_populations (table, row, stratum);
  put_score (row, stratum);
  g_ptr_array_add (table->rows, row);
}

static void
add_stratifier (MiradorFhirTable *table, const GArray *base, JsonObject *stratifier)
{
  JsonArray *strata = mirador_json_array_of (stratifier, "stratum");
  const char *code = join_codes (table, stratifier);

  for (guint i = 0; strata != NULL && i < json_array_get_length (strata); i++)
    {
      JsonObject *stratum = mirador_json_object_at (strata, i);
      if (stratum != NULL)
        add_stratum (table, base, code, stratum);
    }
}

static void
add_group (MiradorFhirTable *table, const GArray *report, JsonObject *group)
{
  g_autoptr (GArray) base = add_row (table, report);
  JsonArray *stratifiers = mirador_json_array_of (group, "stratifier");
  const char *code = code_of (group, "code");

  put (base, GROUP, code != NULL ? code : mirador_json_text_of (group, "id"));
  GArray *row = add_row (table, base);
  put_populations (table, row, group);
  put_score (row, group);
  g_ptr_array_add (table->rows, row);
  for (guint i = 0; stratifiers != NULL && i < json_array_get_length (stratifiers); i++)
    {
      JsonObject *stratifier = mirador_json_object_at (stratifiers, i);
      if (stratifier != NULL)
        add_stratifier (table, base, stratifier);
    }
}

void
mirador_fhir_table_add (MiradorFhirTable *table, JsonObject *report)
{
  g_autoptr (GArray) base = add_row (table, NULL);
  JsonArray *groups = mirador_json_array_of (report, "group");

  put (base, MEASURE, reference_of (report, "measure"));
  put (base, STATUS, mirador_json_text_of (report, "status"));
  put_period (table, base, report);
  put (base, REPORTER, reference_of (report, "reporter"));
  put (base, SUBJECT, reference_of (report, "subject"));
  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    {
      JsonObject *group = mirador_json_object_at (groups, i);
      if (group != NULL)
        add_group (table, base, group);
    }
}

/* Records */

/* A population that is there twice has no one count. */
static void
fill (MiradorRecord *record, const char **cells, const GArray *row)
{
  memset (cells, 0, record->n * sizeof *cells);
  record->bad = FALSE;
  record->column = NULL;
  for (guint i = 0; i < row->len; i++)
    {
      const Cell *cell = &g_array_index (row, Cell, i);
      if (cells[cell->column] != NULL)
        {
          record->bad = TRUE;
          record->reason = MIRADOR_REJECT_DUPLICATE;
          record->column = record->names[cell->column];
        }
      cells[cell->column] = cell->text;
    }
}

gboolean
mirador_fhir_table_give (const MiradorFhirTable *table,
                         const char *source,
                         gsize max_rows,
                         MiradorRecordFunc take,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autofree const char **cells = g_new0 (const char *, table->names->len);
  MiradorRecord record = { .n = table->names->len,
                           .names = (const char *const *)table->names->pdata,
                           .values = cells };

  for (guint i = 0; i < table->rows->len && (max_rows == 0 || i < max_rows); i++)
    {
      if (g_cancellable_is_cancelled (cancellable))
        {
          mirador_set_error (error, MIRADOR_ERROR_CANCELLED, source, NULL);
          return FALSE;
        }
      record.row++;
      fill (&record, cells, g_ptr_array_index (table->rows, i));
      if (!take (&record, user_data, error))
        return FALSE;
    }
  return TRUE;
}
