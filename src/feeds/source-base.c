/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include "feeds/json-document.h"
#include "model/resource.h"

/* The shipped mapping that a source begins with: what its columns are, and the codes it knows. */

static const struct
{
  MiradorColumnUse use;
  const char *member;
} members[] = {
  { MIRADOR_USE_MEASURE, "measure" }, { MIRADOR_USE_PLACE, "place" },
  { MIRADOR_USE_PERIOD, "period" },   { MIRADOR_USE_PROGRAM, "program" },
  { MIRADOR_USE_VALUE, "value" },
};

void
mirador_source_load_base (MiradorSource *source, const char *id)
{
  g_autofree char *path = g_strconcat ("mappings/", id != NULL ? id : "", ".json", NULL);
  g_autoptr (GBytes) bytes = id != NULL ? mirador_data_load (path, NULL) : NULL;

  g_clear_pointer (&source->base, json_node_unref);
  if (bytes != NULL)
    source->base = mirador_document_load (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                          path, NULL);
}

static const char *
column_of (JsonNode *node)
{
  JsonNode *column;

  if (node == NULL)
    return NULL;
  if (mirador_document_is_string (node))
    return json_node_get_string (node);
  column = JSON_NODE_HOLDS_OBJECT (node)
             ? mirador_document_node (json_node_get_object (node), "column")
             : NULL;
  return mirador_document_is_string (column) ? json_node_get_string (column) : NULL;
}

static JsonNode *
member_of (const MiradorSource *source, MiradorColumnUse use)
{
  for (guint i = 0; source->base != NULL && i < G_N_ELEMENTS (members); i++)
    {
      if (members[i].use == use)
        return mirador_document_node (json_node_get_object (source->base), members[i].member);
    }
  return NULL;
}

/* Of a constant there is no column; of the value the text is its name. */
static gboolean
takes (const MiradorSource *source, MiradorColumnUse use, const char *column)
{
  JsonNode *node = member_of (source, use);

  if (node == NULL || (mirador_document_is_string (node) && use != MIRADOR_USE_VALUE))
    return FALSE;
  return g_strcmp0 (column_of (node), column) == 0;
}

MiradorColumnUse
mirador_source_base_use (const MiradorSource *source, const char *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (takes (source, members[i].use, column))
        return members[i].use;
    }
  return MIRADOR_USE_NONE;
}

const char *
mirador_source_base_target (const MiradorSource *source, MiradorColumnUse use, const char *code)
{
  JsonNode *node = member_of (source, use);
  JsonNode *codes, *target;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  codes = mirador_document_node (json_node_get_object (node), "codes");
  if (codes == NULL || !JSON_NODE_HOLDS_OBJECT (codes))
    return NULL;
  target = mirador_document_node (json_node_get_object (codes), code);
  return mirador_document_is_string (target) ? json_node_get_string (target) : NULL;
}

gboolean
mirador_source_base_is_whole (const MiradorSource *source)
{
  JsonNode *node = member_of (source, MIRADOR_USE_MEASURE);
  JsonNode *codes = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                      ? mirador_document_node (json_node_get_object (node), "codes")
                      : NULL;

  return codes != NULL && JSON_NODE_HOLDS_OBJECT (codes)
         && json_object_get_size (json_node_get_object (codes)) > 0;
}

void
mirador_source_copy_base (const MiradorSource *source, JsonObject *root)
{
  JsonObject *base = json_node_get_object (source->base);
  g_autoptr (GList) names = json_object_get_members (base);

  for (GList *item = names; item != NULL; item = item->next)
    json_object_set_member (root, item->data,
                            json_node_copy (json_object_get_member (base, item->data)));
}

static gboolean
has_column (const MiradorSource *source, const char *name)
{
  for (guint i = 0; i < source->columns->len; i++)
    {
      const MiradorSourceColumn *column = g_ptr_array_index (source->columns, i);

      if (g_str_equal (column->name, name))
        return TRUE;
    }
  return FALSE;
}

static void
add_known_column (MiradorSource *source, MiradorColumnUse use, const char *name)
{
  MiradorSourceColumn *column;

  if (name == NULL || !takes (source, use, name) || has_column (source, name))
    return;
  column = mirador_source_column_new (name);
  column->use = use;
  g_ptr_array_add (source->columns, column);
}

void
mirador_source_know_columns (MiradorSource *source)
{
  for (guint i = 0; !source->is_guessed && i < G_N_ELEMENTS (members); i++)
    add_known_column (source, members[i].use, column_of (member_of (source, members[i].use)));
}

gboolean
mirador_source_programs_are_by_measure (const MiradorSource *source)
{
  JsonNode *program = member_of (source, MIRADOR_USE_PROGRAM);
  JsonNode *measure = member_of (source, MIRADOR_USE_MEASURE);

  return program != NULL && measure != NULL && !mirador_document_is_string (program)
         && g_strcmp0 (column_of (program), column_of (measure)) == 0;
}
