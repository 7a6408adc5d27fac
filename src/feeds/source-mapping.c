/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include <string.h>

#include "feeds/json-document.h"
#include "feeds/source-scan.h"
#include "feeds/source-parts.h"

/* The mapping file of what was chosen: the shipped one that the source begins with, if there is
 * one, with the codes that were confirmed; else one of its own. */

/* Says which of a match's two targets a table of codes is about. */
typedef enum
{
  TARGET,
  PROGRAM,
} Side;

gboolean
mirador_match_is_used (const MiradorMatch *match)
{
  return match->confirmed && !match->left_out && match->target != NULL;
}

static const MiradorMatch *
match_at (const MiradorSource *source, guint i)
{
  return g_ptr_array_index (source->matches, i);
}

static gboolean
is_of (const MiradorMatch *match, MiradorColumnUse use, const char *column)
{
  return match->use == use && g_str_equal (match->column, column);
}

/* (transfer full): {"column": …, "codes": {…}}; the codes of @base stay, if it has any. */
static JsonObject *
make_rule (const MiradorSource *source,
           MiradorColumnUse use,
           const char *column,
           Side side,
           JsonNode *base)
{
  JsonObject *rule = json_object_new ();
  JsonObject *codes = json_object_new ();
  JsonNode *known = base != NULL && JSON_NODE_HOLDS_OBJECT (base)
                      ? mirador_document_node (json_node_get_object (base), "codes")
                      : NULL;
  g_autoptr (GList) members = known != NULL && JSON_NODE_HOLDS_OBJECT (known)
                                ? json_object_get_members (json_node_get_object (known))
                                : NULL;

  for (GList *item = members; item != NULL; item = item->next)
    json_object_set_member (
      codes, item->data,
      json_node_copy (json_object_get_member (json_node_get_object (known), item->data)));
  for (guint i = 0; i < source->matches->len; i++)
    {
      const MiradorMatch *match = match_at (source, i);
      const char *target = side == PROGRAM ? match->program : match->target;

      if (is_of (match, use, column) && mirador_match_is_used (match) && target != NULL)
        json_object_set_string_member (codes, match->code, target);
    }
  json_object_set_string_member (rule, "column", column);
  json_object_set_object_member (rule, "codes", codes);
  return rule;
}

static JsonNode *
base_member (const MiradorSource *source, const char *member)
{
  return source->base != NULL ? mirador_document_node (json_node_get_object (source->base), member)
                              : NULL;
}

static void
add_text (JsonObject *object, const char *member, const MiradorText *text)
{
  JsonObject *both = json_object_new ();

  if (text->es != NULL)
    json_object_set_string_member (both, "es", text->es);
  if (text->en != NULL)
    json_object_set_string_member (both, "en", text->en);
  json_object_set_object_member (object, member, both);
}

/* A shipped mapping that knows its source says whose figures they are. */
static void
add_profile (const MiradorSource *source, JsonObject *root)
{
  const MiradorText *title = &source->definition->title;
  JsonObject *profile;

  if ((title->es == NULL && title->en == NULL) || mirador_source_base_is_whole (source))
    return;
  profile = json_object_new ();
  add_text (profile, "title", title);
  add_text (profile, "source", title);
  json_object_set_object_member (root, "profile", profile);
}

static void
add_identity (const MiradorSource *source, JsonObject *root)
{
  const MiradorDefinition *definition = source->definition;
  const MiradorText *title = &definition->title;
  const char *id = *definition->id != '\0' ? definition->id : source->kind->id;
  const char *format = source->format != NULL ? source->format : source->kind->format;

  json_object_set_int_member (root, "mapping", 1);
  json_object_set_string_member (root, "id", id);
  json_object_set_string_member (root, "feed", id);
  json_object_set_string_member (root, "format", format);
  if (json_object_has_member (root, "scope"))
    json_object_remove_member (root, "scope");
  if (json_object_has_member (root, "comment"))
    json_object_remove_member (root, "comment");
  if (title->es != NULL || title->en != NULL)
    add_text (root, "title", title);
  if (source->sheet != NULL)
    json_object_set_string_member (root, "sheet", source->sheet);
  add_profile (source, root);
}

/* Rows that are passed over on purpose: a condition for each column. */
static void
add_left_out (JsonArray *conditions, const MiradorSource *source, const MiradorSourceColumn *column)
{
  JsonArray *codes = json_array_new ();

  for (guint i = 0; i < source->matches->len; i++)
    {
      const MiradorMatch *match = match_at (source, i);

      if (is_of (match, column->use, column->name) && match->left_out)
        json_array_add_string_element (codes, match->code);
    }
  if (json_array_get_length (codes) > 0)
    {
      JsonObject *condition = json_object_new ();

      json_object_set_array_member (condition, column->name, codes);
      json_array_add_object_element (conditions, condition);
    }
  else
    json_array_unref (codes);
}

static JsonArray *
copy_conditions (JsonNode *base)
{
  JsonArray *conditions = json_array_new ();
  JsonArray *known;

  if (base == NULL)
    return conditions;
  if (!JSON_NODE_HOLDS_ARRAY (base))
    {
      json_array_add_element (conditions, json_node_copy (base));
      return conditions;
    }
  known = json_node_get_array (base);
  for (guint i = 0; i < json_array_get_length (known); i++)
    json_array_add_element (conditions, json_node_copy (json_array_get_element (known, i)));
  return conditions;
}

static void
add_leave_out (const MiradorSource *source, JsonObject *root)
{
  JsonArray *conditions = copy_conditions (base_member (source, "leave_out"));

  for (guint i = 0; i < source->columns->len; i++)
    {
      const MiradorSourceColumn *column = g_ptr_array_index (source->columns, i);

      if (mirador_column_use_has_codes (column->use) && !column->is_personal)
        add_left_out (conditions, source, column);
    }
  if (json_array_get_length (conditions) > 0)
    json_object_set_array_member (root, "leave_out", conditions);
  else
    json_array_unref (conditions);
}

/* What a row is about */

static void
add_program (const MiradorSource *source, const MiradorShape *shape, JsonObject *root)
{
  const MiradorSourceColumn *column = shape->column[MIRADOR_USE_PROGRAM];
  const MiradorSourceColumn *measure = shape->column[MIRADOR_USE_MEASURE];

  if (source->program == NULL && measure != NULL && mirador_source_programs_are_by_measure (source))
    json_object_set_object_member (
      root, "program", make_rule (source, MIRADOR_USE_MEASURE, measure->name, PROGRAM, NULL));
  else if (column != NULL)
    json_object_set_object_member (root, "program",
                                   make_rule (source, MIRADOR_USE_PROGRAM, column->name, TARGET,
                                              base_member (source, "program")));
  else if (source->program != NULL)
    json_object_set_string_member (root, "program", source->program);
}

static void
add_measure (const MiradorSource *source, const MiradorShape *shape, JsonObject *root)
{
  const MiradorSourceColumn *column = shape->column[MIRADOR_USE_MEASURE];

  if (column != NULL)
    json_object_set_object_member (root, "measure",
                                   make_rule (source, MIRADOR_USE_MEASURE, column->name, TARGET,
                                              base_member (source, "measure")));
  else if (source->measure != NULL && !shape->wide_measures)
    json_object_set_string_member (root, "measure", source->measure);
}

static void
add_place (const MiradorSource *source, const MiradorShape *shape, JsonObject *root)
{
  const MiradorSourceColumn *column = shape->column[MIRADOR_USE_PLACE];

  if (column != NULL)
    json_object_set_object_member (
      root, "place",
      make_rule (source, MIRADOR_USE_PLACE, column->name, TARGET, base_member (source, "place")));
  else if (source->place != NULL)
    json_object_set_string_member (root, "place", source->place);
}

/* Names of months stand for their numbers. */
static void
add_months (JsonObject *period)
{
  static const char *const months[] = {
    "enero",  "febrero",   "marzo",      "abril",   "mayo",      "junio",     "julio",
    "agosto", "setiembre", "septiembre", "octubre", "noviembre", "diciembre",
  };
  JsonObject *codes = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", mirador_month_number (months[i]));
      g_autofree char *upper = g_ascii_strup (months[i], -1);
      g_autofree char *first = g_strdup (months[i]);

      first[0] = g_ascii_toupper (first[0]);
      json_object_set_string_member (codes, months[i], number);
      json_object_set_string_member (codes, upper, number);
      json_object_set_string_member (codes, first, number);
    }
  json_object_set_object_member (period, "codes", codes);
  json_object_set_boolean_member (period, "any", TRUE);
}

static void
add_wide_periods (const MiradorShape *shape, JsonObject *root)
{
  JsonObject *period = json_object_new ();
  JsonArray *columns = json_array_new ();

  for (guint i = 0; i < shape->values->len; i++)
    {
      const MiradorSourceColumn *column = g_ptr_array_index (shape->values, i);
      json_array_add_string_element (columns, column->name);
    }
  json_object_set_array_member (period, "columns", columns);
  json_object_set_object_member (root, "period", period);
}

static void
add_period (const MiradorSource *source, const MiradorShape *shape, JsonObject *root)
{
  const MiradorSourceColumn *column = shape->column[MIRADOR_USE_PERIOD];
  JsonObject *period;

  if (shape->wide_periods)
    {
      add_wide_periods (shape, root);
      return;
    }
  /* The shipped mapping knows how its source writes them. */
  if (column == NULL || mirador_source_base_use (source, column->name) == MIRADOR_USE_PERIOD)
    return;
  period = json_object_new ();
  if (shape->part != NULL)
    {
      json_object_set_string_member (period, "year", column->name);
      json_object_set_string_member (period, shape->part->period.part, shape->part->name);
      if (g_str_equal (shape->part->period.part, "month"))
        add_months (period);
    }
  else
    {
      json_object_set_string_member (period, "column", column->name);
      if (column->period.form != NULL)
        json_object_set_string_member (period, "form", column->period.form);
    }
  json_object_set_object_member (root, "period", period);
}

/* Whether all codes of a column lead somewhere, so that together they are the whole. */
static gboolean
is_complete (const MiradorSource *source, const MiradorSourceColumn *column)
{
  for (guint i = 0; i < source->matches->len; i++)
    {
      const MiradorMatch *match = match_at (source, i);

      if (is_of (match, column->use, column->name) && !mirador_match_is_used (match))
        return FALSE;
    }
  return !column->is_cut;
}

static void
add_breakdown (const MiradorSource *source,
               const MiradorSourceColumn *column,
               const char *breakdown,
               JsonObject *breakdowns)
{
  JsonObject *rule;

  if (column == NULL)
    return;
  rule = make_rule (source, column->use, column->name, TARGET, NULL);
  if (!is_complete (source, column))
    json_object_set_boolean_member (rule, "complete", FALSE);
  json_object_set_object_member (breakdowns, breakdown, rule);
}

static void
add_breakdowns (const MiradorSource *source, const MiradorShape *shape, JsonObject *root)
{
  JsonObject *breakdowns;

  if (shape->column[MIRADOR_USE_SEX] == NULL && shape->column[MIRADOR_USE_AGE] == NULL)
    return;
  breakdowns = json_object_new ();
  add_breakdown (source, shape->column[MIRADOR_USE_SEX], "sex", breakdowns);
  add_breakdown (source, shape->column[MIRADOR_USE_AGE], "age", breakdowns);
  json_object_set_object_member (root, "breakdowns", breakdowns);
}

char *
mirador_source_to_mapping (MiradorSource *source)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) root = NULL;
  g_autoptr (MiradorShape) shape = NULL;

  if (g_strcmp0 (source->format, "mirador") == 0)
    return NULL;
  mirador_source_know_columns (source);
  shape = mirador_shape_new (source);
  root = json_object_new ();
  if (source->base != NULL)
    mirador_source_copy_base (source, root);
  add_identity (source, root);
  add_leave_out (source, root);
  add_program (source, shape, root);
  add_measure (source, shape, root);
  add_period (source, shape, root);
  add_place (source, shape, root);
  add_breakdowns (source, shape, root);
  mirador_source_add_values (source, shape, root);
  if (mirador_source_is_dhis2 (source))
    mirador_source_add_dhis2 (source, shape, root);
  json_node_set_object (node, root);
  g_autofree char *text = json_to_string (node, TRUE);
  return g_strconcat (text, "\n", NULL);
}
