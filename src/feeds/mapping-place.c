/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapping-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static MiradorPlaceBy
read_by (MiradorMappingReading *reading, JsonObject *object)
{
  static const char *const ways[] = { "code", "ubigeo", "iso", "name" };
  const char *by = mirador_document_string (&reading->json, object, "by", "code");

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      if (g_str_equal (ways[i], by))
        return (MiradorPlaceBy)i;
    }
  mirador_document_fail_choice (&reading->json, "place.by", "code, ubigeo, iso, name");
  return MIRADOR_PLACE_BY_CODE;
}

static void
read_level (MiradorMappingReading *reading, JsonObject *object, MiradorPlaceRule *rule)
{
  const char *level = mirador_document_string (&reading->json, object, "level", NULL);

  if (level != NULL && !mirador_level_from_id (level, &rule->level))
    mirador_document_fail (&reading->json, "place.level", N_ ("an unknown level"));
  if (rule->by == MIRADOR_PLACE_BY_NAME && level == NULL)
    mirador_document_fail (&reading->json, "place.level", N_ ("a name needs its level"));
}

MiradorPlaceRule *
mirador_mapping_read_place (MiradorMappingReading *reading, JsonNode *node)
{
  static const char *const members[] = { "column", "by", "level", "parent", "codes", "any", NULL };
  MiradorPlaceRule *rule = mirador_place_rule_new ();

  if (mirador_document_is_string (node))
    {
      rule->text.constant = g_intern_string (json_node_get_string (node));
      if (mirador_place_by_code (rule->text.constant) == NULL)
        mirador_document_fail (&reading->json, "place", N_ ("an unknown code"));
      return rule;
    }
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      mirador_document_fail (&reading->json, "place",
                             node == NULL ? N_ ("is missing")
                                          : N_ ("should be a code or an object"));
      return rule;
    }
  JsonObject *object = json_node_get_object (node);
  mirador_document_allow (&reading->json, object, "place", members);
  mirador_mapping_read_cells (reading, object, "column", &rule->text);
  rule->by = read_by (reading, object);
  read_level (reading, object, rule);
  if (mirador_document_node (object, "parent") != NULL)
    rule->parent = mirador_mapping_read_place (reading, mirador_document_node (object, "parent"));
  return rule;
}

static gboolean
is_ubigeo (const char *text)
{
  gsize n = strspn (text, "0123456789");

  return n > 0 && n <= 6 && text[n] == '\0';
}

static const MiradorPlace *
find_by_code (const MiradorPlaceRule *rule, const char *code, MiradorReject *reason)
{
  const MiradorPlace *place = NULL;

  if (rule->by != MIRADOR_PLACE_BY_UBIGEO || is_ubigeo (code))
    place = mirador_place_by_code (code);
  if (place != NULL && rule->by == MIRADOR_PLACE_BY_ISO
      && (place->iso == NULL || g_ascii_strcasecmp (place->iso, code) != 0))
    place = NULL;
  if (place != NULL && rule->level != MIRADOR_LEVEL_ANY && place->level != rule->level)
    place = NULL;
  *reason = MIRADOR_REJECT_PLACE_UNKNOWN;
  return place;
}

static const MiradorPlace *
find_by_name (const MiradorPlaceRule *rule,
              const char *name,
              const char *const *parents,
              MiradorReject *reason)
{
  g_autoptr (GError) error = NULL;
  const MiradorPlace *parent = NULL;

  if (rule->parent != NULL)
    {
      parent = mirador_place_rule_find (rule->parent, parents, reason);
      if (parent == NULL)
        return NULL;
    }
  const MiradorPlace *place = mirador_place_by_name (name, rule->level, parent, &error);
  if (place == NULL)
    *reason = g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_PLACE_AMBIGUOUS)
                ? MIRADOR_REJECT_PLACE_AMBIGUOUS
                : MIRADOR_REJECT_PLACE_UNKNOWN;
  return place;
}

const MiradorPlace *
mirador_place_rule_find (const MiradorPlaceRule *rule,
                         const char *const *cells,
                         MiradorReject *reason)
{
  if (rule->text.slot == MIRADOR_SLOT_NONE)
    return mirador_place_by_code (rule->text.constant);
  const char *text = mirador_rule_translate (&rule->text, cells[0] != NULL ? cells[0] : "");
  if (text == NULL)
    {
      *reason = MIRADOR_REJECT_CODE_UNMAPPED;
      return NULL;
    }
  if (rule->by == MIRADOR_PLACE_BY_NAME)
    return find_by_name (rule, text, cells + 1, reason);
  return find_by_code (rule, text, reason);
}
