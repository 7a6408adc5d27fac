/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/definition-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/json-document.h"
#include "feeds/mapping.h"
#include "feeds/record.h"

/*
 * A feed definition (data/schema/feed.schema.json):
 *
 *   {
 *     "feed": 1, "id": "clinic", "title": {"es": "…", "en": "…"}, "notes": "…",
 *     "tables": [{"scope": "visits", "location": "https://…", "format": "csv",
 *                 "mapping": "clinic-visits", "revisions": "snapshot",
 *                 "ask": {"data": ["fbfJHSPpUQD"], "places": ["LEVEL-3"],
 *                         "periods": ["LAST_12_MONTHS"], "num_den": true}}],
 *     "timeout_seconds": 60, "max_bytes": 536870912, "reject_limit": 0.1, "user_agent": "…",
 *     "auth": {"scheme": "basic", "user": "…"}, "authority": "our-ca.pem",
 *     "requests_at_once": 1, "every_hours": 24, "alert_hours": 72
 *   }
 */

#define MEBIBYTE (1024.0 * 1024.0)

gboolean
mirador_definition_id_is_valid (const char *id)
{
  gsize n = id != NULL ? strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;

  return n > 0 && n <= 64 && id[n] == '\0' && id[0] != '-';
}

/* A definition is passed on from person to person; a secret in it would be, too. */
static gboolean
has_credentials (const char *location)
{
  g_autofree char *credentials = NULL;

  if (!g_uri_split (location, G_URI_FLAGS_PARSE_RELAXED, NULL, &credentials, NULL, NULL, NULL, NULL,
                    NULL, NULL))
    return strchr (location, '@') != NULL;
  return credentials != NULL;
}

static void
check_location (MiradorDocumentReading *reading, const char *location)
{
  static const char *const schemes[] = { "file", "http", "https", "resource", "demo" };
  g_autofree char *scheme = g_uri_parse_scheme (location);
  gboolean known = scheme == NULL;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    known = known || g_ascii_strcasecmp (scheme, schemes[i]) == 0;
  if (!known)
    mirador_document_fail_choice (reading, "location", "file, http, https, resource, demo");
  else if (*location == '\0')
    mirador_document_fail (reading, "location", N_ ("is empty; null stands for none"));
  else if (scheme != NULL && has_credentials (location))
    mirador_document_fail (reading, "location", N_ ("a definition holds no user and password"));
}

/* A mapping of the table's own stands in the definition, so that the two travel together. */
static void
read_mapping (MiradorDocumentReading *reading, JsonObject *object, MiradorTable *table)
{
  JsonNode *node = mirador_document_node (object, "mapping");
  g_autoptr (MiradorMapping) mapping = NULL;
  g_autoptr (GError) error = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      table->mapping = g_strdup (mirador_document_string (reading, object, "mapping", NULL));
      return;
    }
  table->mapping = json_to_string (node, FALSE);
  mapping = mirador_mapping_parse (table->mapping, -1, reading->source, &error);
  if (mapping == NULL && reading->error == NULL)
    reading->error = g_steal_pointer (&error);
}

static void
read_table (MiradorDocumentReading *reading, JsonObject *object, MiradorDefinition *definition)
{
  static const char *const members[]
    = { "scope", "location", "format", "mapping", "ask", "revisions", NULL };
  const char *scope = mirador_document_string (reading, object, "scope", "");

  mirador_document_allow (reading, object, "tables", members);
  for (guint i = 0; i < definition->tables->len; i++)
    {
      const MiradorTable *earlier = g_ptr_array_index (definition->tables, i);
      if (g_str_equal (earlier->scope, scope))
        mirador_document_fail (reading, "scope", N_ ("two tables have the same one"));
    }
  MiradorTable *table = mirador_definition_add_table (definition, scope);
  table->location = g_strdup (mirador_document_string (reading, object, "location", NULL));
  /* An address is often pasted with the end of its line. */
  if (table->location != NULL)
    g_strstrip (table->location);
  g_free (table->format);
  table->format = g_strdup (mirador_document_string (reading, object, "format", "auto"));
  read_mapping (reading, object, table);
  if (table->location != NULL)
    check_location (reading, table->location);
  if (!g_str_equal (table->format, "auto") && mirador_decoder_get (table->format) == NULL)
    mirador_document_fail (reading, "format", N_ ("an unknown format"));
  mirador_definition_read_table (reading, object, table);
}

static void
read_tables (MiradorDocumentReading *reading, JsonObject *root, MiradorDefinition *definition)
{
  JsonArray *tables = mirador_document_array (reading, root, "tables");

  for (guint i = 0; tables != NULL && i < json_array_get_length (tables); i++)
    {
      JsonNode *node = json_array_get_element (tables, i);
      if (JSON_NODE_HOLDS_OBJECT (node))
        read_table (reading, json_node_get_object (node), definition);
      else
        mirador_document_fail (reading, "tables", N_ ("should be a list of objects"));
    }
  if (definition->tables->len == 0)
    mirador_document_fail (reading, "tables", N_ ("a source has one at least"));
}

static void
read_settings (MiradorDocumentReading *reading, JsonObject *root, MiradorDefinition *definition)
{
  definition->timeout_seconds
    = (guint)mirador_document_number (reading, root, "timeout_seconds", 60, 1, 3600);
  definition->max_bytes = (guint64)mirador_document_number (
    reading, root, "max_bytes", 512 * MEBIBYTE, 1, 1024 * 1024 * MEBIBYTE);
  definition->reject_limit = mirador_document_number (reading, root, "reject_limit", -1, 0, 1);
  definition->user_agent = g_strdup (mirador_document_string (reading, root, "user_agent", NULL));
  definition->bundled = mirador_document_boolean (reading, root, "bundled", FALSE);
  /* It becomes a line of an HTTP request. */
  if (definition->user_agent != NULL && strpbrk (definition->user_agent, "\r\n") != NULL)
    mirador_document_fail (reading, "user_agent", N_ ("should be one line"));
}

static MiradorDefinition *
read_definition (MiradorDocumentReading *reading, JsonObject *root)
{
  static const char *const members[]
    = { "feed",        "$schema",   "id",        "title",           "notes",
        "tables",      "max_bytes", "auth",      "timeout_seconds", "reject_limit",
        "user_agent",  "bundled",   "authority", "every_hours",     "requests_at_once",
        "alert_hours", NULL };
  const char *id = mirador_document_string (reading, root, "id", "");
  MiradorDefinition *definition = mirador_definition_new (id);

  mirador_document_check_version (reading, root, "feed", 1);
  mirador_document_allow (reading, root, "", members);
  if (!mirador_definition_id_is_valid (id))
    mirador_document_fail (reading, "id",
                           N_ ("should have small letters, digits and hyphens only"));
  mirador_document_text (reading, root, "title", &definition->title);
  mirador_document_text (reading, root, "notes", &definition->notes);
  read_tables (reading, root, definition);
  read_settings (reading, root, definition);
  mirador_definition_read_asking (reading, root, definition);
  return definition;
}

MiradorDefinition *
mirador_definition_parse (const char *text, gssize length, const char *source, GError **error)
{
  gsize n = length < 0 ? strlen (text) : (gsize)length;
  g_autoptr (JsonNode) root = mirador_document_load (text, n, source, error);
  MiradorDocumentReading reading = { source, NULL };

  if (root == NULL)
    return NULL;
  g_autoptr (MiradorDefinition) definition
    = read_definition (&reading, json_node_get_object (root));
  if (reading.error == NULL)
    return g_steal_pointer (&definition);
  g_propagate_error (error, reading.error);
  return NULL;
}

static void
write_string (JsonBuilder *builder, const char *member, const char *text)
{
  json_builder_set_member_name (builder, member);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
write_text (JsonBuilder *builder, const char *member, const MiradorText *text)
{
  if (text->es == NULL && text->en == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_begin_object (builder);
  if (text->es != NULL)
    write_string (builder, "es", text->es);
  if (text->en != NULL)
    write_string (builder, "en", text->en);
  json_builder_end_object (builder);
}

const char *
mirador_definition_name_beside (const char *name, const char *folder)
{
  gsize length = folder != NULL ? strlen (folder) : 0;

  if (name == NULL || length == 0 || strncmp (name, folder, length) != 0 || name[length] != '/')
    return name;
  return name + length + 1;
}

static void
write_mapping (JsonBuilder *builder, const MiradorTable *table, const char *folder)
{
  if (!mirador_mapping_is_text (table->mapping))
    {
      write_string (builder, "mapping", mirador_definition_name_beside (table->mapping, folder));
      return;
    }
  json_builder_set_member_name (builder, "mapping");
  json_builder_add_value (builder, json_from_string (table->mapping, NULL));
}

static void
write_tables (JsonBuilder *builder, const MiradorDefinition *definition, const char *folder)
{
  json_builder_set_member_name (builder, "tables");
  json_builder_begin_array (builder);
  for (guint i = 0; i < definition->tables->len; i++)
    {
      const MiradorTable *table = g_ptr_array_index (definition->tables, i);
      json_builder_begin_object (builder);
      write_string (builder, "scope", table->scope);
      write_string (builder, "location", mirador_definition_name_beside (table->location, folder));
      write_string (builder, "format", table->format);
      write_mapping (builder, table, folder);
      mirador_definition_write_table (builder, table);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
write_settings (JsonBuilder *builder, const MiradorDefinition *definition)
{
  json_builder_set_member_name (builder, "timeout_seconds");
  json_builder_add_int_value (builder, definition->timeout_seconds);
  json_builder_set_member_name (builder, "max_bytes");
  json_builder_add_int_value (builder, (gint64)definition->max_bytes);
  if (definition->reject_limit >= 0)
    {
      json_builder_set_member_name (builder, "reject_limit");
      json_builder_add_double_value (builder, definition->reject_limit);
    }
  if (definition->user_agent != NULL)
    write_string (builder, "user_agent", definition->user_agent);
  if (definition->bundled)
    {
      json_builder_set_member_name (builder, "bundled");
      json_builder_add_boolean_value (builder, TRUE);
    }
}

char *
mirador_definition_write (const MiradorDefinition *definition, const char *folder)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "feed");
  json_builder_add_int_value (builder, 1);
  write_string (builder, "id", definition->id);
  write_text (builder, "title", &definition->title);
  write_text (builder, "notes", &definition->notes);
  write_tables (builder, definition, folder);
  write_settings (builder, definition);
  mirador_definition_write_asking (builder, definition, folder);
  json_builder_end_object (builder);
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);
  return g_strconcat (text, "\n", NULL);
}

char *
mirador_definition_to_json (const MiradorDefinition *definition)
{
  g_autofree char *folder = definition->path != NULL ? g_path_get_dirname (definition->path) : NULL;

  return mirador_definition_write (definition, folder);
}
