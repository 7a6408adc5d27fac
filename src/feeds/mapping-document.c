/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapping-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "model/error-phrase.h"

/* The mapping of Mirador's own format: the columns are fixed, the head of the document is what a
 * mapping says elsewhere (data/schema/mirador.schema.json). */

/* What mirador_catalogue_extend() takes. */
static const char *const catalogue_members[]
  = { "programs", "measures", "breakdowns", "cascades", NULL };

static char *
pick_catalogue (JsonObject *head)
{
  g_autoptr (JsonObject) picked = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; catalogue_members[i] != NULL; i++)
    {
      JsonNode *member = mirador_document_node (head, catalogue_members[i]);
      if (member != NULL)
        json_object_set_member (picked, catalogue_members[i], json_node_copy (member));
    }
  if (json_object_get_size (picked) == 0)
    return NULL;
  json_node_set_object (node, picked);
  return json_to_string (node, FALSE);
}

static gboolean
has_column (const GPtrArray *columns, const char *name)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *)columns, name, g_str_equal, NULL);
}

static int
slot_of (MiradorMapping *mapping, const GPtrArray *columns, const char *name)
{
  return has_column (columns, name) ? mirador_mapping_slot (mapping, name) : MIRADOR_SLOT_NONE;
}

static void
fail_without_column (MiradorMappingReading *reading, const char *name)
{
  /* Translators: %1$s is the name of a column. */
  g_autofree char *why = mirador_phrase (N_ ("the column “%1$s” is missing"), name, NULL);

  mirador_document_fail (&reading->json, "columns", why);
}

static void
read_rule (MiradorMappingReading *reading,
           const GPtrArray *columns,
           const char *name,
           MiradorRule *rule)
{
  rule->slot = slot_of (reading->mapping, columns, name);
  rule->any = TRUE;
  if (rule->slot == MIRADOR_SLOT_NONE)
    fail_without_column (reading, name);
}

/* Flags are written as in a mapping, several of them by comma. */
static void
read_flags (MiradorMapping *mapping, const GPtrArray *columns, MiradorTake *take)
{
  int slot = slot_of (mapping, columns, "flags");

  for (const MiradorFlagName *name = mirador_flag_names;
       slot != MIRADOR_SLOT_NONE && name->id != NULL; name++)
    mirador_take_add_flag (take, slot, name->id, name->flag);
}

static void
read_take (MiradorMappingReading *reading, const GPtrArray *columns)
{
  MiradorMapping *mapping = reading->mapping;
  MiradorTake *take = mirador_take_new ();

  g_ptr_array_add (mapping->takes, take);
  take->place = mirador_place_rule_new ();
  read_rule (reading, columns, "measure", &take->measure);
  read_rule (reading, columns, "program", &take->program);
  read_rule (reading, columns, "place", &take->place->text);
  read_rule (reading, columns, "period", &take->period.text);
  take->key = slot_of (mapping, columns, "breakdown");
  take->value = slot_of (mapping, columns, "value");
  take->numerator = slot_of (mapping, columns, "numerator");
  take->denominator = slot_of (mapping, columns, "denominator");
  take->low = slot_of (mapping, columns, "low");
  take->high = slot_of (mapping, columns, "high");
  if (take->value == MIRADOR_SLOT_NONE)
    fail_without_column (reading, "value");
  read_flags (mapping, columns, take);
}

static void
read_columns (MiradorMappingReading *reading, JsonObject *head)
{
  static const char *const known[]
    = { "measure",   "program",     "place", "period", "breakdown", "value",
        "numerator", "denominator", "low",   "high",   "flags",     NULL };
  g_autoptr (GPtrArray) columns
    = mirador_document_strings (&reading->json, mirador_document_node (head, "columns"), "columns");

  for (guint i = 0; i < columns->len; i++)
    {
      if (!g_strv_contains (known, columns->pdata[i]))
        mirador_document_fail (&reading->json, columns->pdata[i], N_ ("unknown column"));
    }
  read_take (reading, columns);
}

/* Which measures the rows are about; "measures" describes those that the catalogue lacks. */
static void
read_measures (MiradorMappingReading *reading, JsonObject *head)
{
  g_autoptr (GPtrArray) gives
    = mirador_document_strings (&reading->json, mirador_document_node (head, "gives"), "gives");

  for (guint i = 0; i < gives->len; i++)
    {
      if (mirador_catalogue_measure (gives->pdata[i]) == NULL)
        mirador_document_fail (&reading->json, gives->pdata[i],
                               N_ ("the catalogue has no such measure"));
      mirador_mapping_add_measure (reading->mapping, gives->pdata[i]);
    }
}

static void
read_identity (MiradorMappingReading *reading, JsonObject *head)
{
  MiradorMapping *mapping = reading->mapping;

  mapping->id = g_strdup ("mirador");
  mapping->format = g_strdup ("mirador");
  mapping->feed = g_strdup (mirador_document_string (&reading->json, head, "feed", "mirador"));
  mapping->scope = g_strdup (mirador_document_string (&reading->json, head, "scope", ""));
  mirador_document_text (&reading->json, head, "title", &mapping->title);
  mirador_text_copy (&mapping->title, &mapping->profile_title);
  mirador_document_text (&reading->json, head, "source", &mapping->profile_source);
  mapping->licence = g_strdup (mirador_document_string (&reading->json, head, "licence", NULL));
  mapping->issued = g_strdup (mirador_document_string (&reading->json, head, "issued", NULL));
  mapping->simulated = mirador_document_boolean (&reading->json, head, "simulated", FALSE);
  mapping->snapshot = mirador_document_boolean (&reading->json, head, "snapshot", TRUE);
  mapping->negative = mirador_document_boolean (&reading->json, head, "negative", FALSE);
  mapping->reject_limit
    = mirador_document_number (&reading->json, head, "reject_limit", 0.10, 0, 1);
  mapping->fiscal_first_month
    = (int)mirador_document_number (&reading->json, head, "fiscal_first_month", 7, 1, 12);
}

static void
read_head (MiradorMappingReading *reading, JsonObject *head)
{
  static const char *const members[] = { "mirador",
                                         "$schema",
                                         "title",
                                         "source",
                                         "licence",
                                         "issued",
                                         "simulated",
                                         "feed",
                                         "scope",
                                         "gives",
                                         "snapshot",
                                         "negative",
                                         "programs",
                                         "measures",
                                         "places",
                                         "cascades",
                                         "terms",
                                         "breakdowns",
                                         "columns",
                                         "rows",
                                         "reject_limit",
                                         "fiscal_first_month",
                                         NULL };

  mirador_document_allow (&reading->json, head, "", members);
  read_identity (reading, head);
  read_columns (reading, head);
  read_measures (reading, head);
  mirador_mapping_read_terms (reading, head);
}

MiradorMapping *
mirador_mapping_from_document (const char *document, const char *source, GError **error)
{
  g_autoptr (JsonNode) root = mirador_document_load (document, strlen (document), source, error);

  if (root == NULL)
    return NULL;
  g_autoptr (MiradorMapping) mapping = mirador_mapping_new ();
  MiradorMappingReading reading = { { source, NULL }, mapping };
  JsonObject *head = json_node_get_object (root);
  mapping->catalogue = pick_catalogue (head);
  /* The rows cannot be understood before the catalogue knows what they name. */
  if (mapping->catalogue != NULL
      && !mirador_catalogue_extend (mapping->catalogue, -1, source, error))
    return NULL;
  read_head (&reading, head);
  if (reading.json.error == NULL)
    return g_steal_pointer (&mapping);
  g_propagate_error (error, reading.json.error);
  return NULL;
}
