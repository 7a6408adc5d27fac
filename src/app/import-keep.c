/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-keep.h"

static MiradorTable *
find_table (MiradorDefinition *definition, const char *scope)
{
  for (guint i = 0; i < definition->tables->len; i++)
    {
      MiradorTable *table = g_ptr_array_index (definition->tables, i);

      if (g_strcmp0 (table->scope, scope) == 0)
        return table;
    }
  return mirador_definition_add_table (definition, scope);
}

static MiradorDefinition *
find_definition (const MiradorMapping *mapping)
{
  const char *feed = mirador_mapping_get_feed (mapping);
  const char *title = mirador_mapping_get_title (mapping);
  MiradorDefinition *definition = mirador_definition_find (feed, NULL);

  if (definition != NULL)
    return definition;
  definition = mirador_definition_new (feed);
  if (title != NULL && mirador_text_get (&definition->title) == NULL)
    {
      definition->title.es = g_strdup (title);
      definition->title.en = g_strdup (title);
    }
  return definition;
}

/* A mapping that came within the document itself has no name to look it up by. */
static gboolean
can_be_named (const MiradorMapping *mapping)
{
  const char *id = mirador_mapping_get_id (mapping);
  g_autoptr (MiradorMapping) named = id != NULL ? mirador_mapping_load (id, NULL) : NULL;

  return named != NULL;
}

static char *
make_lasting (const char *location)
{
  g_autofree char *scheme = g_uri_parse_scheme (location);

  return scheme != NULL ? g_strdup (location) : g_canonicalize_filename (location, NULL);
}

gboolean
mirador_import_keep (const MiradorMapping *mapping,
                     const char *location,
                     const char *format,
                     GError **error)
{
  g_autoptr (MiradorDefinition) definition = find_definition (mapping);
  MiradorTable *table = find_table (definition, mirador_mapping_get_scope (mapping));

  g_free (table->location);
  table->location = make_lasting (location);
  g_free (table->format);
  table->format = g_strdup (format != NULL ? format : "auto");
  if (can_be_named (mapping))
    {
      g_free (table->mapping);
      table->mapping = g_strdup (mirador_mapping_get_id (mapping));
    }
  return mirador_definition_save (definition, error);
}
