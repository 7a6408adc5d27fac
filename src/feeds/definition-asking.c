/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/definition-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DEFAULT_EVERY_HOURS 24
#define DEFAULT_ALERT_HOURS 72
#define HOURS_OF_TEN_YEARS 87600
/* Beyond it a server's answers no longer fit the size limits of a feed. */
#define MOST_CELLS 1000000
#define MOST_AT_ONCE 8

static const char *const auth_ids[MIRADOR_N_AUTHS] = {
  [MIRADOR_AUTH_NONE] = "none",
  [MIRADOR_AUTH_BASIC] = "basic",
  [MIRADOR_AUTH_API_TOKEN] = "api-token",
  [MIRADOR_AUTH_BEARER] = "bearer",
};

static const char *const revision_ids[] = {
  [MIRADOR_REVISIONS_OF_MAPPING] = "mapping",
  [MIRADOR_REVISIONS_SNAPSHOT] = "snapshot",
  [MIRADOR_REVISIONS_INCREMENTAL] = "incremental",
};

const char *
mirador_auth_to_id (MiradorAuth auth)
{
  return auth_ids[auth];
}

MiradorAsk *
mirador_ask_copy (const MiradorAsk *ask)
{
  MiradorAsk *copy = g_memdup2 (ask, sizeof *ask);

  copy->data = g_strdupv (ask->data);
  copy->places = g_strdupv (ask->places);
  copy->periods = g_strdupv (ask->periods);
  return copy;
}

void
mirador_ask_free (MiradorAsk *ask)
{
  g_strfreev (ask->data);
  g_strfreev (ask->places);
  g_strfreev (ask->periods);
  g_free (ask);
}

static int
read_choice (MiradorDocumentReading *reading,
             JsonObject *object,
             const char *member,
             const char *const *ids,
             guint n)
{
  const char *text = mirador_document_string (reading, object, member, ids[0]);
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      if (g_str_equal (text, ids[i]))
        return (int)i;
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", ids[i]);
    }
  mirador_document_fail_choice (reading, member, known->str);
  return 0;
}

/* What they name becomes a part of an address: nothing in it may end that part. */
static gboolean
is_word (const char *text)
{
  return *text != '\0' && strlen (text) <= 200
         && strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")
              == strlen (text);
}

static char **
read_words (MiradorDocumentReading *reading, JsonObject *object, const char *member)
{
  JsonNode *node = mirador_document_node (object, member);
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  if (node != NULL)
    texts = mirador_document_strings (reading, node, member);
  if (texts == NULL || texts->len == 0)
    mirador_document_fail (reading, member, N_ ("should be a list of codes"));
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    {
      if (!is_word (texts->pdata[i]))
        mirador_document_fail (reading, member,
                               N_ ("should have letters, digits, points, hyphens and _ only"));
      g_strv_builder_add (words, texts->pdata[i]);
    }
  return g_strv_builder_end (words);
}

static guint
read_whole (MiradorDocumentReading *reading,
            JsonObject *object,
            const char *member,
            guint usual,
            guint most)
{
  double number = mirador_document_number (reading, object, member, usual, 1, most);

  if (number != (guint)number)
    mirador_document_fail (reading, member, N_ ("should be a whole number"));
  return (guint)number;
}

void
mirador_definition_read_table (MiradorDocumentReading *reading,
                               JsonObject *object,
                               MiradorTable *table)
{
  static const char *const members[]
    = { "data", "places", "periods", "num_den", "most_cells", NULL };
  JsonObject *ask = mirador_document_object (reading, object, "ask");

  table->revisions = (MiradorRevisions)read_choice (reading, object, "revisions", revision_ids,
                                                    G_N_ELEMENTS (revision_ids));
  if (ask == NULL)
    return;
  mirador_document_allow (reading, ask, "ask", members);
  table->ask = g_new0 (MiradorAsk, 1);
  table->ask->data = read_words (reading, ask, "data");
  table->ask->places = read_words (reading, ask, "places");
  table->ask->periods = read_words (reading, ask, "periods");
  table->ask->num_den = mirador_document_boolean (reading, ask, "num_den", FALSE);
  table->ask->most_cells = read_whole (reading, ask, "most_cells", 0, MOST_CELLS);
}

static void
read_auth (MiradorDocumentReading *reading, JsonObject *root, MiradorDefinition *definition)
{
  static const char *const members[] = { "scheme", "user", NULL };
  JsonObject *auth = mirador_document_object (reading, root, "auth");

  if (auth == NULL)
    return;
  mirador_document_allow (reading, auth, "auth", members);
  definition->auth = (MiradorAuth)read_choice (reading, auth, "scheme", auth_ids, MIRADOR_N_AUTHS);
  definition->user = g_strdup (mirador_document_string (reading, auth, "user", NULL));
  if (definition->auth == MIRADOR_AUTH_BASIC
      && (definition->user == NULL || *definition->user == '\0'))
    mirador_document_fail (reading, "user", N_ ("is needed beside a password"));
  /* A colon would end the name where the password begins. */
  if (definition->user != NULL && strpbrk (definition->user, ":\r\n") != NULL)
    mirador_document_fail (reading, "user", N_ ("should be one line without a colon"));
}

void
mirador_definition_read_asking (MiradorDocumentReading *reading,
                                JsonObject *root,
                                MiradorDefinition *definition)
{
  read_auth (reading, root, definition);
  definition->authority = g_strdup (mirador_document_string (reading, root, "authority", NULL));
  if (definition->authority != NULL && *definition->authority == '\0')
    mirador_document_fail (reading, "authority", N_ ("should name a file"));
  definition->requests_at_once = read_whole (reading, root, "requests_at_once", 1, MOST_AT_ONCE);
  definition->every_hours = mirador_document_number (reading, root, "every_hours",
                                                     DEFAULT_EVERY_HOURS, 0, HOURS_OF_TEN_YEARS);
  definition->alert_hours = mirador_document_number (reading, root, "alert_hours",
                                                     DEFAULT_ALERT_HOURS, 0, HOURS_OF_TEN_YEARS);
}

static void
write_words (JsonBuilder *builder, const char *member, char **words)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; words[i] != NULL; i++)
    json_builder_add_string_value (builder, words[i]);
  json_builder_end_array (builder);
}

static void
write_number (JsonBuilder *builder, const char *member, double number, double usual)
{
  if (number == usual)
    return;
  json_builder_set_member_name (builder, member);
  if (number == (gint64)number)
    json_builder_add_int_value (builder, (gint64)number);
  else
    json_builder_add_double_value (builder, number);
}

void
mirador_definition_write_table (JsonBuilder *builder, const MiradorTable *table)
{
  if (table->revisions != MIRADOR_REVISIONS_OF_MAPPING)
    {
      json_builder_set_member_name (builder, "revisions");
      json_builder_add_string_value (builder, revision_ids[table->revisions]);
    }
  if (table->ask == NULL)
    return;
  json_builder_set_member_name (builder, "ask");
  json_builder_begin_object (builder);
  write_words (builder, "data", table->ask->data);
  write_words (builder, "places", table->ask->places);
  write_words (builder, "periods", table->ask->periods);
  if (table->ask->num_den)
    {
      json_builder_set_member_name (builder, "num_den");
      json_builder_add_boolean_value (builder, TRUE);
    }
  write_number (builder, "most_cells", table->ask->most_cells, 0);
  json_builder_end_object (builder);
}

static void
write_auth (JsonBuilder *builder, const MiradorDefinition *definition)
{
  json_builder_set_member_name (builder, "auth");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "scheme");
  json_builder_add_string_value (builder, auth_ids[definition->auth]);
  if (definition->user != NULL)
    {
      json_builder_set_member_name (builder, "user");
      json_builder_add_string_value (builder, definition->user);
    }
  json_builder_end_object (builder);
}

void
mirador_definition_write_asking (JsonBuilder *builder,
                                 const MiradorDefinition *definition,
                                 const char *folder)
{
  if (definition->auth != MIRADOR_AUTH_NONE)
    write_auth (builder, definition);
  if (definition->authority != NULL)
    {
      json_builder_set_member_name (builder, "authority");
      json_builder_add_string_value (
        builder, mirador_definition_name_beside (definition->authority, folder));
    }
  write_number (builder, "requests_at_once", definition->requests_at_once, 1);
  write_number (builder, "every_hours", definition->every_hours, DEFAULT_EVERY_HOURS);
  write_number (builder, "alert_hours", definition->alert_hours, DEFAULT_ALERT_HOURS);
}
