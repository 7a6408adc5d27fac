/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapping-private.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "feeds/dhis2-period.h"

static const struct
{
  const char *member;
  MiradorGrain grain;
} parts[] = {
  { "month", MIRADOR_GRAIN_MONTH },       { "quarter", MIRADOR_GRAIN_QUARTER },
  { "half", MIRADOR_GRAIN_HALF },         { "week", MIRADOR_GRAIN_WEEK },
  { "epi-week", MIRADOR_GRAIN_EPI_WEEK },
};

static MiradorPeriodForm
read_form (MiradorMappingReading *reading, JsonObject *object)
{
  static const char *const forms[]
    = { "any", "year", "fiscal-year", "month", "month/year", "day/month/year", "dhis2" };
  const char *form = mirador_document_string (&reading->json, object, "form", "any");

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (g_str_equal (forms[i], form))
        return (MiradorPeriodForm)i;
    }
  mirador_document_fail (&reading->json, "period.form", N_ ("an unknown form"));
  return MIRADOR_FORM_ANY;
}

static void
add_wide_column (MiradorMappingReading *reading,
                 const char *column,
                 const char *text,
                 MiradorPeriodRule *rule)
{
  MiradorPeriod period = MIRADOR_PERIOD_NONE;
  int slot = mirador_mapping_slot (reading->mapping, column);

  if (!mirador_period_rule_parse (rule, text, reading->mapping->fiscal_first_month, &period))
    mirador_document_fail (&reading->json, column, N_ ("the column's period cannot be read"));
  g_array_append_val (rule->slots, slot);
  g_array_append_val (rule->periods, period);
}

/* "columns": true, ["2017-01", …] or {"Enero 2017": "2017-01", …} */
static void
read_columns (MiradorMappingReading *reading, JsonNode *node, MiradorPeriodRule *rule)
{
  rule->from = MIRADOR_PERIOD_FROM_COLUMNS;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    rule->from = MIRADOR_PERIOD_FROM_HEADER;
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) columns = json_object_get_members (object);
      for (GList *item = columns; item != NULL; item = item->next)
        {
          const char *text = mirador_document_string (&reading->json, object, item->data, "");
          add_wide_column (reading, item->data, text, rule);
        }
    }
  else
    {
      g_autoptr (GPtrArray) columns
        = mirador_document_strings (&reading->json, node, "period.columns");
      for (guint i = 0; i < columns->len; i++)
        add_wide_column (reading, columns->pdata[i], columns->pdata[i], rule);
    }
}

static gboolean
read_parts (MiradorMappingReading *reading, JsonObject *object, MiradorPeriodRule *rule)
{
  const char *year = mirador_document_string (&reading->json, object, "year", NULL);

  if (year == NULL)
    return FALSE;
  rule->from = MIRADOR_PERIOD_FROM_PARTS;
  rule->year = mirador_mapping_slot (reading->mapping, year);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (mirador_document_node (object, parts[i].member) == NULL)
        continue;
      if (rule->part != MIRADOR_GRAIN_NONE)
        mirador_document_fail (&reading->json, "period", N_ ("a year has one part only"));
      rule->part = parts[i].grain;
      mirador_mapping_read_cells (reading, object, parts[i].member, &rule->text);
    }
  if (rule->part == MIRADOR_GRAIN_NONE)
    mirador_document_fail_choice (&reading->json, "period", "month, quarter, half, week, epi-week");
  return TRUE;
}

static void
read_object (MiradorMappingReading *reading, JsonObject *object, MiradorPeriodRule *rule)
{
  static const char *const members[]
    = { "column", "columns", "form",     "grain", "year", "month", "quarter",
        "half",   "week",    "epi-week", "codes", "any",  NULL };
  const char *grain = mirador_document_string (&reading->json, object, "grain", NULL);

  mirador_document_allow (&reading->json, object, "period", members);
  rule->form = read_form (reading, object);
  if (grain != NULL && !mirador_grain_from_id (grain, &rule->grain))
    mirador_document_fail (&reading->json, "period.grain", N_ ("an unknown grain"));
  if (mirador_document_node (object, "columns") != NULL)
    read_columns (reading, mirador_document_node (object, "columns"), rule);
  else if (!read_parts (reading, object, rule))
    mirador_mapping_read_cells (reading, object, "column", &rule->text);
}

void
mirador_mapping_read_period (MiradorMappingReading *reading,
                             JsonNode *node,
                             MiradorPeriodRule *rule)
{
  MiradorPeriod period;

  if (mirador_document_is_string (node))
    {
      rule->text.constant = g_intern_string (json_node_get_string (node));
      if (!mirador_period_parse (rule->text.constant, reading->mapping->fiscal_first_month, &period,
                                 NULL))
        mirador_document_fail (&reading->json, "period", N_ ("is not a period"));
    }
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    read_object (reading, json_node_get_object (node), rule);
  else
    mirador_document_fail (&reading->json, "period",
                           node == NULL ? N_ ("is missing") : N_ ("should be a text or an object"));
}

/* Digits alone, up to four: "2017", "03". */
static int
parse_whole (const char *text)
{
  gsize n = strspn (text, "0123456789");

  return n > 0 && n <= 4 && text[n] == '\0' ? (int)g_ascii_strtoll (text, NULL, 10) : -1;
}

static gboolean
parse_slashed (const char *text, gboolean with_day, MiradorPeriod *period)
{
  g_auto (GStrv) numbers = g_strsplit_set (text, "/-.", -1);
  guint n = g_strv_length (numbers);

  if (n != (with_day ? 3 : 2))
    return FALSE;
  int day = with_day ? parse_whole (numbers[0]) : 1;
  int month = parse_whole (numbers[n - 2]);
  int year = parse_whole (numbers[n - 1]);
  *period = mirador_period_new_month (year, month);
  if (with_day && !mirador_period_is_none (*period))
    *period = (MiradorPeriod){ mirador_day_new (year, month, day), MIRADOR_GRAIN_DAY };
  return !mirador_period_is_none (*period) && period->first_day > 0;
}

static gboolean
parse_form (const MiradorPeriodRule *rule,
            const char *text,
            int fiscal_first_month,
            MiradorPeriod *period)
{
  switch (rule->form)
    {
    case MIRADOR_FORM_YEAR:
      *period = mirador_period_new_year (parse_whole (text));
      return !mirador_period_is_none (*period);
    case MIRADOR_FORM_FISCAL_YEAR:
      *period = mirador_period_new_fiscal_year (parse_whole (text), fiscal_first_month);
      return parse_whole (text) > 0 && !mirador_period_is_none (*period);
    case MIRADOR_FORM_MONTH_YEAR:
      return parse_slashed (text, FALSE, period);
    case MIRADOR_FORM_DAY_MONTH_YEAR:
      return parse_slashed (text, TRUE, period);
    case MIRADOR_FORM_DHIS2:
      return mirador_dhis2_period_parse (text, period);
    case MIRADOR_FORM_MONTH:
      return mirador_period_parse (text, fiscal_first_month, period, NULL)
             && period->grain == MIRADOR_GRAIN_MONTH;
    default:
      return mirador_period_parse (text, fiscal_first_month, period, NULL);
    }
}

gboolean
mirador_period_rule_parse (const MiradorPeriodRule *rule,
                           const char *cell,
                           int fiscal_first_month,
                           MiradorPeriod *period)
{
  if (!parse_form (rule, cell, fiscal_first_month, period))
    return FALSE;
  if (rule->grain != MIRADOR_GRAIN_NONE)
    *period = mirador_period_of_day (period->first_day, rule->grain, fiscal_first_month);
  return !mirador_period_is_none (*period);
}

gboolean
mirador_period_rule_compose (const MiradorPeriodRule *rule,
                             const char *year_text,
                             const char *part_text,
                             MiradorPeriod *period)
{
  int year = parse_whole (year_text);
  int part = parse_whole (part_text);
  char code[32];

  *period = MIRADOR_PERIOD_NONE;
  if (year < 0 || part < 1)
    return FALSE;
  switch (rule->part)
    {
    case MIRADOR_GRAIN_MONTH:
      *period = mirador_period_new_month (year, part);
      break;
    case MIRADOR_GRAIN_WEEK:
      *period = mirador_period_new_week (year, part);
      break;
    case MIRADOR_GRAIN_EPI_WEEK:
      *period = mirador_period_new_epi_week (year, part);
      break;
    default:
      g_snprintf (code, sizeof code, "%04d-%c%d", year,
                  rule->part == MIRADOR_GRAIN_QUARTER ? 'Q' : 'S', part);
      return mirador_period_parse (code, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT, period, NULL);
    }
  return !mirador_period_is_none (*period);
}
