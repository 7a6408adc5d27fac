/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapping-private.h"

#include <glib/gi18n-lib.h>

const MiradorFlagName mirador_flag_names[] = {
  { "about", MIRADOR_FLAG_ABOUT },           { "more_than", MIRADOR_FLAG_MORE_THAN },
  { "less_than", MIRADOR_FLAG_LESS_THAN },   { "cumulative", MIRADOR_FLAG_CUMULATIVE },
  { "estimated", MIRADOR_FLAG_ESTIMATED },   { "partial", MIRADOR_FLAG_PARTIAL },
  { "suppressed", MIRADOR_FLAG_SUPPRESSED }, { NULL, 0 },
};

static void
add_code (MiradorRule *rule, const char *cell, const char *target)
{
  const char *id = g_intern_string (target);

  g_hash_table_insert (rule->codes, mirador_cell_tidy (cell), (gpointer)id);
  if (!g_ptr_array_find (rule->targets, id, NULL))
    g_ptr_array_add (rule->targets, (gpointer)id);
}

static void
read_codes (MiradorMappingReading *reading, JsonObject *object, MiradorRule *rule)
{
  JsonObject *codes = mirador_document_object (&reading->json, object, "codes");
  g_autoptr (GList) cells = codes != NULL ? json_object_get_members (codes) : NULL;

  rule->any = mirador_document_boolean (&reading->json, object, "any", codes == NULL);
  if (codes == NULL)
    return;
  rule->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rule->targets = g_ptr_array_new ();
  for (GList *item = cells; item != NULL; item = item->next)
    {
      const char *target = mirador_document_string (&reading->json, codes, item->data, NULL);
      if (target != NULL)
        add_code (rule, item->data, target);
      else
        mirador_document_fail (&reading->json, item->data, N_ ("a code should lead to a text"));
    }
}

void
mirador_mapping_read_cells (MiradorMappingReading *reading,
                            JsonObject *object,
                            const char *column,
                            MiradorRule *rule)
{
  const char *name = mirador_document_string (&reading->json, object, column, NULL);

  if (name == NULL)
    mirador_document_fail (&reading->json, column, N_ ("the column is missing"));
  else
    rule->slot = mirador_mapping_slot (reading->mapping, name);
  read_codes (reading, object, rule);
}

void
mirador_mapping_read_rule (MiradorMappingReading *reading,
                           JsonNode *node,
                           const char *member,
                           MiradorRule *rule)
{
  static const char *const members[] = { "column", "codes", "any", "complete", NULL };

  if (mirador_document_is_string (node))
    rule->constant = g_intern_string (json_node_get_string (node));
  else if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      mirador_document_allow (&reading->json, json_node_get_object (node), member, members);
      mirador_mapping_read_cells (reading, json_node_get_object (node), "column", rule);
    }
  else
    mirador_document_fail (&reading->json, member,
                           node == NULL ? N_ ("is missing") : N_ ("should be a text or an object"));
}

const char *
mirador_rule_translate (const MiradorRule *rule, const char *cell)
{
  const char *id = rule->codes != NULL ? g_hash_table_lookup (rule->codes, cell) : NULL;

  return id != NULL || !rule->any ? id : cell;
}

static MiradorCondition *
read_condition (MiradorMappingReading *reading, JsonNode *node, const char *column)
{
  MiradorCondition *condition = g_new0 (MiradorCondition, 1);

  condition->slot = mirador_mapping_slot (reading->mapping, column);
  condition->cells = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      static const char *const members[] = { "not", NULL };
      JsonObject *object = json_node_get_object (node);
      mirador_document_allow (&reading->json, object, column, members);
      condition->other = TRUE;
      node = mirador_document_node (object, "not");
    }
  g_autoptr (GPtrArray) cells = mirador_document_strings (&reading->json, node, column);
  for (guint i = 0; i < cells->len; i++)
    g_hash_table_add (condition->cells, mirador_cell_tidy (cells->pdata[i]));
  return condition;
}

GPtrArray *
mirador_mapping_read_conditions (MiradorMappingReading *reading, JsonNode *node, const char *member)
{
  g_autoptr (GPtrArray) conditions
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_condition_free);

  if (node == NULL)
    return g_steal_pointer (&conditions);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      mirador_document_fail (&reading->json, member, N_ ("should be an object of columns"));
      return g_steal_pointer (&conditions);
    }
  JsonObject *object = json_node_get_object (node);
  g_autoptr (GList) columns = json_object_get_members (object);
  for (GList *item = columns; item != NULL; item = item->next)
    {
      JsonNode *cells = mirador_document_node (object, item->data);
      g_ptr_array_add (conditions, read_condition (reading, cells, item->data));
    }
  return g_steal_pointer (&conditions);
}

static void
read_breakdown (MiradorMappingReading *reading,
                JsonObject *all,
                const char *name,
                MiradorTake *take)
{
  JsonNode *node = mirador_document_node (all, name);
  MiradorBreakdownRule *rule = g_new0 (MiradorBreakdownRule, 1);

  rule->breakdown = g_intern_string (name);
  mirador_rule_init (&rule->rule);
  g_ptr_array_add (take->breakdowns, rule);
  mirador_mapping_read_rule (reading, node, name, &rule->rule);
  if (mirador_catalogue_breakdown (name) == NULL)
    mirador_document_fail (&reading->json, name, N_ ("the catalogue has no such breakdown"));
  rule->complete = !rule->rule.any && rule->rule.codes != NULL;
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      rule->complete = mirador_document_boolean (&reading->json, json_node_get_object (node),
                                                 "complete", rule->complete);
      rule->open
        = !mirador_document_boolean (&reading->json, json_node_get_object (node), "complete", TRUE);
    }
}

static void
read_breakdowns (MiradorMappingReading *reading, JsonObject *object, MiradorTake *take)
{
  JsonObject *all = mirador_document_object (&reading->json, object, "breakdowns");
  g_autoptr (GList) names = all != NULL ? json_object_get_members (all) : NULL;

  for (GList *item = names; item != NULL; item = item->next)
    read_breakdown (reading, all, item->data, take);
}

static MiradorFlags
find_flag (MiradorMappingReading *reading, const char *id)
{
  for (const MiradorFlagName *name = mirador_flag_names; name->id != NULL; name++)
    {
      if (g_strcmp0 (name->id, id) == 0)
        return name->flag;
    }
  mirador_document_fail (&reading->json, "flags", N_ ("an unknown flag"));
  return 0;
}

void
mirador_take_add_flag (MiradorTake *take, int slot, const char *text, MiradorFlags flags)
{
  MiradorFlagRule *rule = g_new0 (MiradorFlagRule, 1);

  rule->slot = slot;
  rule->flags = flags;
  rule->text = text != NULL ? mirador_text_fold (text) : NULL;
  g_ptr_array_add (take->flags, rule);
}

static void
read_flag_column (MiradorMappingReading *reading, JsonObject *object, MiradorTake *take)
{
  static const char *const members[] = { "column", "contains", NULL };
  JsonObject *texts = mirador_document_object (&reading->json, object, "contains");
  const char *column = mirador_document_string (&reading->json, object, "column", NULL);
  g_autoptr (GList) items = texts != NULL ? json_object_get_members (texts) : NULL;

  mirador_document_allow (&reading->json, object, "flags", members);
  if (column == NULL || texts == NULL)
    {
      mirador_document_fail (&reading->json, "flags", N_ ("column and contains are needed"));
      return;
    }
  int slot = mirador_mapping_slot (reading->mapping, column);
  for (GList *item = items; item != NULL; item = item->next)
    {
      const char *id = mirador_document_string (&reading->json, texts, item->data, NULL);
      mirador_take_add_flag (take, slot, item->data, find_flag (reading, id));
    }
}

static void
read_flags (MiradorMappingReading *reading, JsonNode *node, MiradorTake *take)
{
  if (node == NULL)
    return;
  if (mirador_document_is_string (node))
    mirador_take_add_flag (take, MIRADOR_SLOT_NONE, NULL,
                           find_flag (reading, json_node_get_string (node)));
  else if (JSON_NODE_HOLDS_OBJECT (node))
    read_flag_column (reading, json_node_get_object (node), take);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (array); i++)
        read_flags (reading, json_array_get_element (array, i), take);
    }
  else
    mirador_document_fail (&reading->json, "flags",
                           N_ ("should be a flag, or a column and what it contains"));
}

static int
read_slot (MiradorMappingReading *reading, JsonNode *node, const char *member)
{
  if (mirador_document_is_string (node))
    return mirador_mapping_slot (reading->mapping, json_node_get_string (node));
  if (node != NULL)
    mirador_document_fail (&reading->json, member, N_ ("should name a column"));
  return MIRADOR_SLOT_NONE;
}

static void
check_ids (MiradorMappingReading *reading, const MiradorRule *rule, const char *member)
{
  gboolean measures = g_str_equal (member, "measure");
  guint n = rule->targets != NULL ? rule->targets->len : 0;

  for (guint i = 0; i <= n; i++)
    {
      const char *id = i < n ? g_ptr_array_index (rule->targets, i) : rule->constant;
      if (id != NULL && measures && mirador_catalogue_measure (id) == NULL)
        mirador_document_fail (&reading->json, id, N_ ("the catalogue has no such measure"));
      else if (id != NULL && !measures && mirador_catalogue_program (id) == NULL)
        mirador_document_fail (&reading->json, id, N_ ("the catalogue has no such program"));
    }
}

static JsonNode *
pick (JsonObject *base, JsonObject *own, const char *member)
{
  return mirador_document_node (json_object_has_member (own, member) ? own : base, member);
}

static void
read_value (MiradorMappingReading *reading, JsonObject *base, JsonObject *own, MiradorTake *take)
{
  JsonNode *decimal = pick (base, own, "decimal");
  gboolean wide = take->period.from == MIRADOR_PERIOD_FROM_COLUMNS
                  || take->period.from == MIRADOR_PERIOD_FROM_HEADER;

  take->value = read_slot (reading, pick (base, own, "value"), "value");
  take->numerator = read_slot (reading, pick (base, own, "numerator"), "numerator");
  take->denominator = read_slot (reading, pick (base, own, "denominator"), "denominator");
  take->low = read_slot (reading, pick (base, own, "low"), "low");
  take->high = read_slot (reading, pick (base, own, "high"), "high");
  if (wide == (take->value != MIRADOR_SLOT_NONE))
    mirador_document_fail (&reading->json, "value",
                           wide ? N_ ("the columns of the periods hold the values")
                                : N_ ("is missing"));
  if (decimal == NULL)
    return;
  const char *mark = mirador_document_is_string (decimal) ? json_node_get_string (decimal) : "";
  if (g_str_equal (mark, ".") || g_str_equal (mark, ","))
    take->decimal = *mark;
  else
    mirador_document_fail (&reading->json, "decimal", N_ ("should be a point or a comma"));
}

void
mirador_mapping_read_take (MiradorMappingReading *reading, JsonObject *base, JsonObject *own)
{
  MiradorTake *take = mirador_take_new ();

  g_ptr_array_add (reading->mapping->takes, take);
  g_ptr_array_unref (take->conditions);
  take->conditions
    = mirador_mapping_read_conditions (reading, mirador_document_node (own, "where"), "where");
  mirador_mapping_read_rule (reading, pick (base, own, "measure"), "measure", &take->measure);
  mirador_mapping_read_rule (reading, pick (base, own, "program"), "program", &take->program);
  check_ids (reading, &take->measure, "measure");
  check_ids (reading, &take->program, "program");
  take->place = mirador_mapping_read_place (reading, pick (base, own, "place"));
  mirador_mapping_read_period (reading, pick (base, own, "period"), &take->period);
  read_breakdowns (reading, json_object_has_member (own, "breakdowns") ? own : base, take);
  take->key = read_slot (reading, pick (base, own, "breakdown_key"), "breakdown_key");
  read_flags (reading, pick (base, own, "flags"), take);
  read_value (reading, base, own, take);
  mirador_mapping_add_measures_of (reading->mapping, &take->measure);
}
