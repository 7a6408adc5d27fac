/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/json-tree.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/json-document.h"
#include "feeds/json-scan.h"

/* json-glib takes 200 bytes and more for each. */
#define MOST_VALUES 2000000

typedef struct
{
  MiradorJsonTree *tree;
  const char *const *cut;
  GString *short_text; /* the text with its numbers in quotes and the long lists cut out */
  gsize at;
  guint n_values; /* at least as many as there are in it */
} Cutting;

static gboolean
is_cut (const Cutting *cutting, gsize key, gsize key_end)
{
  const char *text = cutting->tree->text + key;
  gsize n = key_end - key;

  for (guint i = 0; cutting->cut != NULL && cutting->cut[i] != NULL; i++)
    {
      if (strlen (cutting->cut[i]) == n && memcmp (cutting->cut[i], text, n) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A list, or an object whose names are numbers; something else that happens to be called so is
 * read. */
static gboolean
is_long (const MiradorJsonTree *tree, gsize start)
{
  gsize next = mirador_json_skip_blank (tree->text, tree->length, start + 1);

  if (start >= tree->length || tree->text[start] != '{')
    return start < tree->length && tree->text[start] == '[';
  return next + 1 < tree->length
         && (tree->text[next] == '}' || g_ascii_isdigit (tree->text[next + 1]));
}

static void
cut_value (Cutting *cutting, gsize start)
{
  MiradorJsonTree *tree = cutting->tree;
  MiradorJsonSpan span = { start, mirador_json_skip_value (tree->text, tree->length, start) };

  g_string_append_printf (cutting->short_text, ":%u", tree->spans->len);
  g_array_append_val (tree->spans, span);
  cutting->at = span.end;
}

static void
copy_string (Cutting *cutting)
{
  const MiradorJsonTree *tree = cutting->tree;
  gsize start = cutting->at;
  gsize end = mirador_json_skip_value (tree->text, tree->length, start);
  gsize colon = mirador_json_skip_blank (tree->text, tree->length, end);

  g_string_append_len (cutting->short_text, tree->text + start, (gssize)(end - start));
  cutting->at = end;
  if (colon >= tree->length || tree->text[colon] != ':' || !is_cut (cutting, start + 1, end - 1))
    return;
  gsize value = mirador_json_skip_blank (tree->text, tree->length, colon + 1);
  if (is_long (tree, value))
    cut_value (cutting, value);
}

/* A number before a colon is no name: left as it is, json-glib refuses it. */
static void
copy_number (Cutting *cutting)
{
  const MiradorJsonTree *tree = cutting->tree;
  gsize end = cutting->at;

  while (end < tree->length && strchr ("+-.eE0123456789", tree->text[end]) != NULL)
    end++;
  gsize next = mirador_json_skip_blank (tree->text, tree->length, end);
  const char *quote = next < tree->length && tree->text[next] == ':' ? "" : "\"";
  g_string_append (cutting->short_text, quote);
  g_string_append_len (cutting->short_text, tree->text + cutting->at, (gssize)(end - cutting->at));
  g_string_append (cutting->short_text, quote);
  cutting->at = end;
}

/* FALSE where it is too much. */
static gboolean
shorten (Cutting *cutting)
{
  const MiradorJsonTree *tree = cutting->tree;

  while (cutting->at < tree->length && cutting->n_values <= MOST_VALUES)
    {
      char c = tree->text[cutting->at];

      if (c == ',' || c == ':' || c == '[' || c == '{')
        cutting->n_values++;
      if (c == '"')
        copy_string (cutting);
      else if (c == '-' || g_ascii_isdigit (c))
        copy_number (cutting);
      else
        {
          g_string_append_c (cutting->short_text, c);
          cutting->at++;
        }
    }
  return cutting->n_values <= MOST_VALUES;
}

static gboolean
parse (MiradorJsonTree *tree, const GString *short_text, const char *source, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  if (json_parser_load_from_data (parser, short_text->str, (gssize)short_text->len, NULL)
      && json_parser_get_root (parser) != NULL)
    {
      tree->root = json_node_ref (json_parser_get_root (parser));
      return TRUE;
    }
  mirador_set_error (error, MIRADOR_ERROR_SYNTAX, source, "JSON", N_ ("it is not valid JSON"),
                     NULL);
  return FALSE;
}

gboolean
mirador_json_tree_load (MiradorJsonTree *tree,
                        GBytes *bytes,
                        const char *const *cut,
                        const char *source,
                        GError **error)
{
  g_autoptr (GString) short_text = g_string_new (NULL);
  Cutting cutting = { tree, cut, short_text, 0, 0 };
  MiradorJsonFault fault;

  tree->text = g_bytes_get_data (bytes, &tree->length);
  if (tree->length >= 3 && memcmp (tree->text, "\xEF\xBB\xBF", 3) == 0)
    {
      tree->text += 3;
      tree->length -= 3;
    }
  if (!mirador_json_scan (tree->text, tree->length, MIRADOR_JSON_NUMBERS_ANY, &fault))
    {
      mirador_json_fault_set_error (&fault, tree->text, source, error);
      return FALSE;
    }
  tree->spans = g_array_new (FALSE, FALSE, sizeof (MiradorJsonSpan));
  if (!shorten (&cutting))
    {
      mirador_set_error (error, MIRADOR_ERROR_SYNTAX, source, "JSON",
                         N_ ("it holds too much to be read at once; ask for less, or for pages"),
                         NULL);
      return FALSE;
    }
  return parse (tree, short_text, source, error);
}

void
mirador_json_tree_clear (MiradorJsonTree *tree)
{
  g_clear_pointer (&tree->root, json_node_unref);
  g_clear_pointer (&tree->spans, g_array_unref);
}

const MiradorJsonSpan *
mirador_json_tree_span (const MiradorJsonTree *tree, JsonObject *object, const char *member)
{
  JsonNode *node = mirador_document_node (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_INT64)
    return NULL;
  gint64 i = json_node_get_int (node);
  return i >= 0 && i < tree->spans->len ? &g_array_index (tree->spans, MiradorJsonSpan, i) : NULL;
}

JsonObject *
mirador_json_object_of (JsonObject *object, const char *member)
{
  JsonNode *node = mirador_document_node (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
mirador_json_array_of (JsonObject *object, const char *member)
{
  JsonNode *node = mirador_document_node (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

const char *
mirador_json_text_of (JsonObject *object, const char *member)
{
  JsonNode *node = mirador_document_node (object, member);

  return mirador_document_is_string (node) ? json_node_get_string (node) : NULL;
}

JsonObject *
mirador_json_object_at (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}
