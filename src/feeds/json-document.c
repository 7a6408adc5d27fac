/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/json-document.h"

#include <glib/gi18n-lib.h>

#include "feeds/json-scan.h"
#include "model/error-phrase.h"

static void
set_fault (const MiradorJsonFault *fault, const char *text, const char *source, GError **error)
{
  g_autofree char *where = mirador_json_fault_where (text, fault);

  mirador_set_error (error, MIRADOR_ERROR_DEFINITION, source, where, fault->why, NULL);
}

JsonNode *
mirador_document_load (const char *text, gsize length, const char *source, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  MiradorJsonFault fault;

  if (length >= 3 && memcmp (text, "\xEF\xBB\xBF", 3) == 0)
    {
      text += 3;
      length -= 3;
    }
  if (!mirador_json_scan (text, length, MIRADOR_JSON_NUMBERS_EXACT, &fault))
    {
      set_fault (&fault, text, source, error);
      return NULL;
    }
  if (!json_parser_load_from_data (parser, text, (gssize)length, NULL))
    {
      mirador_set_error (error, MIRADOR_ERROR_DEFINITION, source, "JSON",
                         N_ ("it is not valid JSON"), NULL);
      return NULL;
    }
  JsonNode *root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      mirador_set_error (error, MIRADOR_ERROR_DEFINITION, source, "JSON",
                         N_ ("should be an object"), NULL);
      return NULL;
    }
  return json_node_ref (root);
}

void
mirador_document_fail (MiradorDocumentReading *reading, const char *member, const char *why)
{
  if (reading->error == NULL)
    mirador_set_error (&reading->error, MIRADOR_ERROR_DEFINITION, reading->source, member, why,
                       NULL);
}

void
mirador_document_fail_choice (MiradorDocumentReading *reading,
                              const char *member,
                              const char *choices)
{
  /* Translators: %1$s is a list of words that a file may have there; they are not translated. */
  g_autofree char *why = mirador_phrase (N_ ("should be one of: %1$s"), choices, NULL);

  mirador_document_fail (reading, member, why);
}

void
mirador_document_allow (MiradorDocumentReading *reading,
                        JsonObject *object,
                        const char *within,
                        const char *const *members)
{
  g_autoptr (GList) present = json_object_get_members (object);

  for (GList *item = present; item != NULL; item = item->next)
    {
      if (g_strv_contains (members, item->data) || g_str_equal (item->data, "comment"))
        continue;
      g_autofree char *path = g_strconcat (within, *within ? "." : "", item->data, NULL);
      mirador_document_fail (reading, path, N_ ("unknown member"));
    }
}

JsonNode *
mirador_document_node (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NULL : node;
}

gboolean
mirador_document_is_string (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_STRING;
}

const char *
mirador_document_string (MiradorDocumentReading *reading,
                         JsonObject *object,
                         const char *member,
                         const char *fallback)
{
  JsonNode *node = mirador_document_node (object, member);

  if (node == NULL)
    return fallback;
  if (mirador_document_is_string (node))
    return json_node_get_string (node);
  mirador_document_fail (reading, member, N_ ("should be a text"));
  return fallback;
}

double
mirador_document_number (MiradorDocumentReading *reading,
                         JsonObject *object,
                         const char *member,
                         double fallback,
                         double low,
                         double high)
{
  JsonNode *node = mirador_document_node (object, member);

  if (node == NULL)
    return fallback;
  if (!JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64
          && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    {
      mirador_document_fail (reading, member, N_ ("should be a number"));
      return fallback;
    }
  double value = json_node_get_double (node);
  if (value >= low && value <= high)
    return value;
  mirador_document_fail (reading, member, N_ ("out of range"));
  return fallback;
}

gboolean
mirador_document_boolean (MiradorDocumentReading *reading,
                          JsonObject *object,
                          const char *member,
                          gboolean fallback)
{
  JsonNode *node = mirador_document_node (object, member);

  if (node == NULL)
    return fallback;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  mirador_document_fail (reading, member, N_ ("should be true or false"));
  return fallback;
}

JsonObject *
mirador_document_object (MiradorDocumentReading *reading, JsonObject *object, const char *member)
{
  JsonNode *node = mirador_document_node (object, member);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  mirador_document_fail (reading, member, N_ ("should be an object"));
  return NULL;
}

JsonArray *
mirador_document_array (MiradorDocumentReading *reading, JsonObject *object, const char *member)
{
  JsonNode *node = mirador_document_node (object, member);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  mirador_document_fail (reading, member, N_ ("should be a list"));
  return NULL;
}

void
mirador_document_text (MiradorDocumentReading *reading,
                       JsonObject *object,
                       const char *member,
                       MiradorText *text)
{
  static const char *const languages[] = { "es", "en", NULL };
  JsonNode *node = mirador_document_node (object, member);

  mirador_text_clear (text);
  if (mirador_document_is_string (node))
    {
      text->es = g_strdup (json_node_get_string (node));
      text->en = g_strdup (text->es);
      return;
    }
  JsonObject *both = mirador_document_object (reading, object, member);
  if (both == NULL)
    return;
  mirador_document_allow (reading, both, member, languages);
  text->es = g_strdup (mirador_document_string (reading, both, "es", NULL));
  text->en = g_strdup (mirador_document_string (reading, both, "en", NULL));
}

GPtrArray *
mirador_document_strings (MiradorDocumentReading *reading, JsonNode *node, const char *member)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);

  if (mirador_document_is_string (node))
    g_ptr_array_add (strings, json_node_dup_string (node));
  else if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *element = json_array_get_element (array, i);
          if (mirador_document_is_string (element))
            g_ptr_array_add (strings, json_node_dup_string (element));
          else
            mirador_document_fail (reading, member, N_ ("should be a list of texts"));
        }
    }
  else if (node != NULL)
    mirador_document_fail (reading, member, N_ ("should be a text or a list of texts"));
  return g_steal_pointer (&strings);
}

void
mirador_document_check_version (MiradorDocumentReading *reading,
                                JsonObject *root,
                                const char *member,
                                guint known)
{
  double version = mirador_document_number (reading, root, member, 0, 0, G_MAXUINT32);
  g_autofree char *theirs = g_strdup_printf ("%.0f", version);
  g_autofree char *ours = g_strdup_printf ("%u", known);
  /* Translators: %1$s is a version number. */
  g_autofree char *why
    = mirador_phrase (N_ ("should be %1$s, the version of the format"), ours, NULL);

  if (version > known && reading->error == NULL)
    mirador_set_error (&reading->error, MIRADOR_ERROR_DEFINITION_NEWER, reading->source, theirs,
                       ours, NULL);
  else if (version != known)
    mirador_document_fail (reading, member, why);
}
