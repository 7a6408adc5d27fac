/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/dhis2-places.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "feeds/json-scan.h"

#define LEVEL "LEVEL-"
#define GROUP "OU_GROUP-"
#define USER "USER_ORGUNIT"

void
mirador_dhis2_group_free (MiradorDhis2Group *group)
{
  g_ptr_array_unref (group->words);
  g_free (group);
}

static MiradorDhis2Group *
group_new (gboolean is_counted)
{
  MiradorDhis2Group *group = g_new0 (MiradorDhis2Group, 1);

  group->words = g_ptr_array_new_with_free_func (g_free);
  group->is_counted = is_counted;
  return group;
}

static void
group_add (MiradorDhis2Group *group, const char *word)
{
  if (!g_ptr_array_find_with_equal_func (group->words, word, g_str_equal, NULL))
    g_ptr_array_add (group->words, g_strdup (word));
}

static gboolean
is_word (const char *place)
{
  return g_str_has_prefix (place, LEVEL) || g_str_has_prefix (place, GROUP);
}

static gboolean
is_unit (const char *place)
{
  return !is_word (place) && !g_str_has_prefix (place, USER);
}

static gboolean
is_bounded (const char *place)
{
  return is_word (place) && strchr (place, '.') != NULL;
}

/* "LEVEL-5.a", "LEVEL-5.b" → "LEVEL-5;a;b", so that the server takes out what is in both. */
static void
add_bounded (GPtrArray *groups, char *const *places, guint at)
{
  const char *point = strchr (places[at], '.');
  g_autofree char *word = g_strndup (places[at], (gsize)(point - places[at]));
  g_autofree char *start = g_strconcat (word, ".", NULL);
  g_autoptr (GString) whole = g_string_new (word);
  MiradorDhis2Group *group;

  if (g_strv_contains ((const char *const *)places, word))
    return;
  for (guint i = 0; places[i] != NULL; i++)
    {
      if (!g_str_has_prefix (places[i], start))
        continue;
      if (i < at)
        return;
      g_string_append_printf (whole, ";%s", places[i] + strlen (start));
    }
  group = group_new (FALSE);
  group->is_whole = TRUE;
  group_add (group, whole->str);
  g_ptr_array_add (groups, group);
}

static void
add_filled (GPtrArray *groups, MiradorDhis2Group *group)
{
  if (group->words->len > 0)
    g_ptr_array_add (groups, group);
  else
    mirador_dhis2_group_free (group);
}

GPtrArray *
mirador_dhis2_group_places (char *const *places)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_dhis2_group_free);
  MiradorDhis2Group *units = group_new (TRUE);
  MiradorDhis2Group *words = group_new (FALSE);
  MiradorDhis2Group *own = group_new (FALSE);

  own->is_whole = TRUE;
  for (guint i = 0; places[i] != NULL; i++)
    {
      if (is_unit (places[i]))
        group_add (units, places[i]);
      else if (!is_word (places[i]))
        group_add (own, places[i]);
      else if (!is_bounded (places[i]))
        group_add (words, places[i]);
      /* Levels have nothing in common; a group may hold units of any level. */
      words->is_whole = words->is_whole || g_str_has_prefix (places[i], GROUP);
    }
  add_filled (groups, units);
  add_filled (groups, words);
  add_filled (groups, own);
  for (guint i = 0; places[i] != NULL; i++)
    {
      if (is_bounded (places[i]))
        add_bounded (groups, places, i);
    }
  return groups;
}

static guint
count_starting (char *const *places, const char *start)
{
  guint n = 0;

  for (guint i = 0; places[i] != NULL; i++)
    n += g_str_has_prefix (places[i], start) ? 1 : 0;
  return n;
}

gboolean
mirador_dhis2_may_overlap (char *const *places)
{
  g_autoptr (GPtrArray) groups = mirador_dhis2_group_places (places);
  guint n_uncounted = 0;

  for (guint i = 0; i < groups->len; i++)
    n_uncounted += ((const MiradorDhis2Group *)groups->pdata[i])->is_counted ? 0 : 1;
  return (n_uncounted > 1 && count_starting (places, GROUP) > 0)
         || (groups->len > 1 && count_starting (places, USER) > 0);
}

char **
mirador_dhis2_find_units (char *const *places)
{
  g_autoptr (GStrvBuilder) units = g_strv_builder_new ();

  for (guint i = 0; places[i] != NULL; i++)
    {
      if (is_unit (places[i]))
        g_strv_builder_add (units, places[i]);
    }
  return g_strv_builder_end (units);
}

gboolean
mirador_dhis2_has_words (char *const *places)
{
  for (guint i = 0; places[i] != NULL; i++)
    {
      if (is_word (places[i]))
        return TRUE;
    }
  return FALSE;
}

/* What is asked for already */

static const char *
get_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : "";
}

static gboolean
is_on_path (const char *path, const char *unit)
{
  g_auto (GStrv) above = g_strsplit (path, "/", -1);

  return g_strv_contains ((const char *const *)above, unit);
}

static gboolean
is_in_group (JsonObject *unit, const char *group, gsize length)
{
  JsonNode *node = json_object_get_member (unit, "organisationUnitGroups");
  JsonArray *groups
    = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++)
    {
      JsonNode *entry = json_array_get_element (groups, i);
      const char *id
        = JSON_NODE_HOLDS_OBJECT (entry) ? get_string (json_node_get_object (entry), "id") : "";

      if (strlen (id) == length && strncmp (id, group, length) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_held_by_word (JsonObject *unit, const char *word)
{
  const char *bound = strchr (word, '.');
  const char *name = strchr (word, '-') + 1;
  JsonNode *level = json_object_get_member (unit, "level");

  if (bound != NULL && !is_on_path (get_string (unit, "path"), bound + 1))
    return FALSE;
  if (g_str_has_prefix (word, GROUP))
    return is_in_group (unit, name, bound != NULL ? (gsize)(bound - name) : strlen (name));
  return level != NULL && json_node_get_value_type (level) == G_TYPE_INT64
         && json_node_get_int (level) == g_ascii_strtoll (name, NULL, 10);
}

static gboolean
is_held (JsonObject *unit, char *const *places, gboolean nested)
{
  const char *id = get_string (unit, "id");

  for (guint i = 0; places[i] != NULL; i++)
    {
      if (is_word (places[i]) && is_held_by_word (unit, places[i]))
        return TRUE;
      if (nested && !is_word (places[i]) && !g_str_equal (places[i], id)
          && is_on_path (get_string (unit, "path"), places[i]))
        return TRUE;
    }
  return FALSE;
}

static JsonArray *
find_list (JsonNode *root)
{
  JsonNode *list = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                     ? json_object_get_member (json_node_get_object (root), "organisationUnits")
                     : NULL;

  return list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;
}

static void
drop_held (char ***places, JsonArray *list, gboolean nested)
{
  g_autoptr (GHashTable) held = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) left = g_strv_builder_new ();
  char **all = *places;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *entry = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_OBJECT (entry) && is_held (json_node_get_object (entry), all, nested))
        g_hash_table_add (held, (gpointer)get_string (json_node_get_object (entry), "id"));
    }
  for (guint i = 0; all[i] != NULL; i++)
    {
      if (!g_hash_table_contains (held, all[i]))
        g_strv_builder_add (left, all[i]);
    }
  *places = g_strv_builder_end (left);
  g_strfreev (all);
}

gboolean
mirador_dhis2_drop_units (char ***places, GBytes *units, gboolean nested)
{
  gsize length;
  const char *text = g_bytes_get_data (units, &length);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  MiradorJsonFault fault;
  JsonArray *list;

  if (!mirador_json_scan (text, length, MIRADOR_JSON_NUMBERS_ANY, &fault)
      || !json_parser_load_from_data (parser, text, (gssize)length, NULL))
    return FALSE;
  list = find_list (json_parser_get_root (parser));
  if (list == NULL)
    return FALSE;
  drop_held (places, list, nested);
  return TRUE;
}
