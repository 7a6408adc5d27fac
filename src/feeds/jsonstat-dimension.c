/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/jsonstat.h"

#include <glib/gi18n-lib.h>

#include "feeds/json-document.h"
#include "model/error-phrase.h"

/* A dimension and its categories, by the rules of JSON-stat 2.0 (json-stat.org/full). */

typedef struct
{
  MiradorJsonstatReading *reading;
  MiradorJsonstatDimension *dimension;
  JsonObject *category;
  GHashTable *numbers; /* code → its number + 1 */
} Categories;

void
mirador_jsonstat_dimension_free (MiradorJsonstatDimension *dimension)
{
  g_free (dimension->codes);
  g_free (dimension->labels);
  g_free (dimension);
}

static gboolean
fail (Categories *categories, const char *member, const char *why)
{
  g_autofree char *path = g_strdup_printf ("dimension.%s.category%s%s", categories->dimension->id,
                                           *member != '\0' ? "." : "", member);

  return mirador_jsonstat_fail (categories->reading, path, why);
}

static gboolean
fail_unknown (Categories *categories, const char *member, const char *code)
{
  /* Translators: %1$s is a code of a table's category. */
  g_autofree char *why = mirador_phrase (N_ ("there is no category “%1$s”"), code, NULL);

  return fail (categories, member, why);
}

static void
make_room (MiradorJsonstatDimension *dimension, guint n)
{
  dimension->n = n;
  dimension->codes = g_new0 (const char *, n + 1);
  dimension->labels = g_new0 (const char *, n + 1);
}

static gboolean
read_index_list (Categories *categories, JsonArray *index)
{
  MiradorJsonstatDimension *dimension = categories->dimension;

  make_room (dimension, json_array_get_length (index));
  for (guint i = 0; i < dimension->n; i++)
    {
      JsonNode *node = json_array_get_element (index, i);
      if (!mirador_document_is_string (node))
        return fail (categories, "index", N_ ("should be a list of texts"));
      dimension->codes[i] = json_node_get_string (node);
    }
  return TRUE;
}

static gboolean
read_index_object (Categories *categories, JsonObject *index)
{
  MiradorJsonstatDimension *dimension = categories->dimension;
  JsonObjectIter iter;
  const char *code;
  JsonNode *node;

  make_room (dimension, json_object_get_size (index));
  json_object_iter_init (&iter, index);
  while (json_object_iter_next (&iter, &code, &node))
    {
      guint64 number;
      if (!mirador_document_is_string (node)
          || !g_ascii_string_to_unsigned (json_node_get_string (node), 10, 0, G_MAXUINT32, &number,
                                          NULL)
          || number >= dimension->n || dimension->codes[number] != NULL)
        return fail (categories, "index",
                     N_ ("its numbers should be those from 0 on, each of them once"));
      dimension->codes[number] = code;
    }
  return TRUE;
}

/* A dimension of one category may do without an index: its label has the code. */
static gboolean
read_single (Categories *categories)
{
  JsonObject *label = mirador_json_object_of (categories->category, "label");
  JsonObjectIter iter;
  JsonNode *node;

  if (label == NULL || json_object_get_size (label) != 1)
    return fail (categories, "index", N_ ("is missing"));
  make_room (categories->dimension, 1);
  json_object_iter_init (&iter, label);
  return json_object_iter_next (&iter, &categories->dimension->codes[0], &node);
}

static gboolean
read_index (Categories *categories)
{
  JsonArray *list = mirador_json_array_of (categories->category, "index");
  JsonObject *object = mirador_json_object_of (categories->category, "index");

  if (list != NULL)
    return read_index_list (categories, list);
  return object != NULL ? read_index_object (categories, object) : read_single (categories);
}

static gboolean
number_codes (Categories *categories)
{
  const MiradorJsonstatDimension *dimension = categories->dimension;

  for (guint i = 0; i < dimension->n; i++)
    {
      if (!g_hash_table_insert (categories->numbers, (gpointer)dimension->codes[i],
                                GUINT_TO_POINTER (i + 1)))
        return fail (categories, "index", N_ ("a category is there twice"));
    }
  return TRUE;
}

static guint
number_of (const Categories *categories, const char *code)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (categories->numbers, code));
}

static gboolean
check_codes (Categories *categories, const char *member)
{
  JsonObject *object = mirador_json_object_of (categories->category, member);
  JsonObjectIter iter;
  const char *code;
  JsonNode *node;

  if (object == NULL)
    return TRUE;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &code, &node))
    {
      if (number_of (categories, code) == 0)
        return fail_unknown (categories, member, code);
    }
  return TRUE;
}

static gboolean
read_labels (Categories *categories)
{
  static const char *const members[] = { "label", "unit", "coordinates", "note", "child" };
  MiradorJsonstatDimension *dimension = categories->dimension;
  JsonObject *label = mirador_json_object_of (categories->category, "label");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (!check_codes (categories, members[i]))
        return FALSE;
    }
  for (guint i = 0; i < dimension->n; i++)
    {
      const char *text = label != NULL ? mirador_json_text_of (label, dimension->codes[i]) : NULL;
      dimension->labels[i] = text != NULL ? text : dimension->codes[i];
    }
  return TRUE;
}

static gboolean
count_parents (Categories *categories, JsonObject *child, guint *n_parents)
{
  JsonObjectIter iter;
  const char *code;
  JsonNode *node;

  json_object_iter_init (&iter, child);
  while (json_object_iter_next (&iter, &code, &node))
    {
      JsonArray *children = mirador_json_array_of (child, code);
      for (guint i = 0; children != NULL && i < json_array_get_length (children); i++)
        {
          JsonNode *element = json_array_get_element (children, i);
          const char *name
            = mirador_document_is_string (element) ? json_node_get_string (element) : "";
          guint number = number_of (categories, name);
          if (number == 0)
            return fail_unknown (categories, "child", name);
          n_parents[number - 1]++;
        }
    }
  return TRUE;
}

/* Takes away, again and again, what has no parent left; what then remains is a circle (A. B. Kahn,
 * Communications of the ACM 5, 1962). */
static guint
take_away (const Categories *categories, JsonObject *child, guint *n_parents)
{
  const MiradorJsonstatDimension *dimension = categories->dimension;
  g_autofree guint *free_ones = g_new (guint, dimension->n + 1);
  guint n = 0;

  for (guint i = 0; i < dimension->n; i++)
    {
      if (n_parents[i] == 0)
        free_ones[n++] = i;
    }
  for (guint taken = 0; taken < n; taken++)
    {
      JsonArray *children = mirador_json_array_of (child, dimension->codes[free_ones[taken]]);
      for (guint i = 0; children != NULL && i < json_array_get_length (children); i++)
        {
          guint number = number_of (categories, json_array_get_string_element (children, i)) - 1;
          if (--n_parents[number] == 0)
            free_ones[n++] = number;
        }
    }
  return n;
}

static gboolean
check_hierarchy (Categories *categories)
{
  JsonObject *child = mirador_json_object_of (categories->category, "child");
  guint n = categories->dimension->n;

  if (child == NULL)
    return TRUE;
  g_autofree guint *n_parents = g_new0 (guint, n + 1);
  if (!count_parents (categories, child, n_parents))
    return FALSE;
  return take_away (categories, child, n_parents) == n
         || fail (categories, "child", N_ ("a category is below itself"));
}

MiradorJsonstatDimension *
mirador_jsonstat_dimension_new (MiradorJsonstatReading *reading, const char *id, JsonObject *object)
{
  g_autoptr (MiradorJsonstatDimension) dimension = g_new0 (MiradorJsonstatDimension, 1);
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  const char *label = mirador_json_text_of (object, "label");
  Categories categories
    = { reading, dimension, mirador_json_object_of (object, "category"), numbers };

  dimension->id = id;
  dimension->label = label != NULL ? label : id;
  if (categories.category == NULL)
    {
      fail (&categories, "", N_ ("should be an object"));
      return NULL;
    }
  if (read_index (&categories) && number_codes (&categories) && read_labels (&categories)
      && check_hierarchy (&categories))
    return g_steal_pointer (&dimension);
  return NULL;
}
