/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/json-member.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "model/error.h"

#define MAX_BYTES (4 * 1024 * 1024)
#define MAX_DEPTH 64
#define MAX_ID 64
#define MAX_TEXT 1000

gboolean
mirador_json_fail (const MiradorJsonReader *reader, const char *member, const char *why)
{
  g_autofree char *path = NULL;

  if (reader->path == NULL || member == NULL)
    path = g_strdup (member != NULL ? member : reader->path != NULL ? reader->path : "JSON");
  else
    path = g_strconcat (reader->path, ".", member, NULL);
  mirador_set_error (reader->error, MIRADOR_ERROR_DEFINITION, reader->source, path, why, NULL);
  return FALSE;
}

/* json-glib follows nesting by recursion and runs out of stack in a deep document. */
static gboolean
is_shallow (const char *text, gsize length)
{
  gboolean quoted = FALSE;
  int depth = 0;

  for (gsize i = 0; i < length && depth <= MAX_DEPTH; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '[' || text[i] == '{'))
        depth++;
      else if (!quoted && (text[i] == ']' || text[i] == '}'))
        depth--;
    }
  return depth <= MAX_DEPTH;
}

JsonNode *
mirador_json_parse (const MiradorJsonReader *reader, const char *text, gssize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize bytes = length < 0 ? strlen (text) : (gsize)length;
  JsonNode *root;

  if (bytes > MAX_BYTES)
    mirador_json_fail (reader, NULL, N_ ("is larger than 4 MB"));
  else if (!g_utf8_validate_len (text, bytes, NULL))
    mirador_json_fail (reader, NULL, N_ ("is not UTF-8"));
  else if (!is_shallow (text, bytes))
    mirador_json_fail (reader, NULL, N_ ("is nested more than 64 deep"));
  else if (!json_parser_load_from_data (parser, text, bytes, NULL))
    mirador_json_fail (reader, NULL, N_ ("is not valid JSON"));
  else if ((root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    mirador_json_fail (reader, NULL, N_ ("is not a JSON object"));
  else
    return json_node_ref (root);
  return NULL;
}

/* NULL for a member that is not there and for null alike. */
static JsonNode *
present_member (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

gboolean
mirador_json_id_is_valid (const char *id)
{
  gsize length = strlen (id);

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (id[i]) || strchr (";=,|\"\\", id[i]) != NULL)
      return FALSE;
  return length > 0 && length <= MAX_ID;
}

gboolean
mirador_json_string (const MiradorJsonReader *reader,
                     JsonObject *object,
                     const char *member,
                     const char **text)
{
  JsonNode *node = present_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!holds (node, G_TYPE_STRING))
    return mirador_json_fail (reader, member, N_ ("is not a text"));
  *text = json_node_get_string (node);
  return TRUE;
}

gboolean
mirador_json_id (const MiradorJsonReader *reader,
                 JsonObject *object,
                 const char *member,
                 gboolean required,
                 const char **id)
{
  const char *text = NULL;

  if (!mirador_json_string (reader, object, member, &text))
    return FALSE;
  if (text == NULL)
    return !required || mirador_json_fail (reader, member, N_ ("is missing"));
  if (!mirador_json_id_is_valid (text))
    return mirador_json_fail (reader, member,
                              N_ ("is not an id (64 letters and signs at most, "
                                  "no blanks, none of ; = , |)"));
  *id = g_intern_string (text);
  return TRUE;
}

gboolean
mirador_json_boolean (const MiradorJsonReader *reader,
                      JsonObject *object,
                      const char *member,
                      gboolean *truth)
{
  JsonNode *node = present_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!holds (node, G_TYPE_BOOLEAN))
    return mirador_json_fail (reader, member, N_ ("is neither true nor false"));
  *truth = json_node_get_boolean (node);
  return TRUE;
}

gboolean
mirador_json_number (const MiradorJsonReader *reader,
                     JsonObject *object,
                     const char *member,
                     double *number)
{
  JsonNode *node = present_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!holds (node, G_TYPE_INT64) && !holds (node, G_TYPE_DOUBLE))
    return mirador_json_fail (reader, member, N_ ("is not a number"));
  *number = json_node_get_double (node);
  return isfinite (*number) || mirador_json_fail (reader, member, N_ ("is not a finite number"));
}

static gboolean
is_presentable (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_iscntrl (g_utf8_get_char (at)))
      return FALSE;
  return *text != '\0' && strlen (text) <= MAX_TEXT;
}

static gboolean
read_one_language (const MiradorJsonReader *reader, JsonObject *object, const char *code, char **to)
{
  const char *text = NULL;

  if (!mirador_json_string (reader, object, code, &text))
    return FALSE;
  if (text == NULL)
    return TRUE;
  if (!is_presentable (text))
    return mirador_json_fail (reader, code, N_ ("is empty, too long or has control characters"));
  g_free (*to);
  *to = g_strdup (text);
  return TRUE;
}

gboolean
mirador_json_text (const MiradorJsonReader *reader,
                   JsonObject *object,
                   const char *member,
                   gboolean required,
                   MiradorText *text)
{
  g_autofree char *path = g_strconcat (reader->path != NULL ? reader->path : "",
                                       reader->path != NULL ? "." : "", member, NULL);
  MiradorJsonReader inner = { reader->source, path, reader->error };
  JsonObject *languages = NULL;

  if (!mirador_json_object (reader, object, member, &languages))
    return FALSE;
  if (languages == NULL)
    return !required || mirador_json_fail (reader, member, N_ ("is missing"));
  if (!read_one_language (&inner, languages, "es", &text->es)
      || !read_one_language (&inner, languages, "en", &text->en))
    return FALSE;
  if (required && text->es == NULL && text->en == NULL)
    return mirador_json_fail (reader, member, N_ ("has neither \"es\" nor \"en\""));
  return TRUE;
}

gboolean
mirador_json_object (const MiradorJsonReader *reader,
                     JsonObject *object,
                     const char *member,
                     JsonObject **child)
{
  JsonNode *node = present_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return mirador_json_fail (reader, member, N_ ("is not an object"));
  *child = json_node_get_object (node);
  return TRUE;
}

gboolean
mirador_json_array (const MiradorJsonReader *reader,
                    JsonObject *object,
                    const char *member,
                    JsonArray **child)
{
  JsonNode *node = present_member (object, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return mirador_json_fail (reader, member, N_ ("is not a list"));
  *child = json_node_get_array (node);
  return TRUE;
}
