/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the played DHIS2 server says of itself, and its lists; a part of dhis2-server.h. */

static inline gboolean
dhis2_answer_about (SoupServerMessage *message, const char *path)
{
  g_autoptr (GString) json = g_string_new (NULL);

  if (g_str_has_prefix (path, "/api/system/info"))
    g_string_append (json, "{\"contextPath\":\"http://127.0.0.1\",\"version\":\"" DHIS2_VERSION
                           "\",\"revision\":\"f7a5b1d\",\"systemName\":\"DHIS2 de prueba\"}");
  else if (g_str_has_prefix (path, "/api/me"))
    g_string_append (json, "{\"id\":\"xE7jOejl9FI\",\"username\":\"" DHIS2_USER "\","
                           "\"displayName\":\"Usuaria de lectura\",\"organisationUnits\":"
                           "[{\"id\":\"" DHIS2_COUNTRY "\"}]}");
  else
    return FALSE;
  dhis2_say_json (message, json);
  return TRUE;
}

/* One entry of a list, as far as the filters see it. */
typedef struct
{
  char *id;
  char *code;
  char *name;
  const Dhis2Unit *unit; /* (nullable) */
  int level;
} Dhis2Entry;

static inline gboolean
dhis2_contains (const char *text, const char *part)
{
  g_autofree char *one = g_utf8_casefold (text != NULL ? text : "", -1);
  g_autofree char *other = g_utf8_casefold (part, -1);

  return strstr (one, other) != NULL;
}

/* "in:[a,b]" */
static inline gboolean
dhis2_is_in (const char *list, const char *id)
{
  g_autofree char *inner = g_strndup (list + 1, strlen (list) > 1 ? strlen (list) - 2 : 0);
  g_auto (GStrv) ids = g_strsplit (inner, ",", -1);

  return g_strv_contains ((const char *const *)ids, id);
}

static inline gboolean
dhis2_passes (const Dhis2Entry *entry, const char *filter)
{
  g_auto (GStrv) parts = g_strsplit (filter, ":", 3);
  const char *value = g_strv_length (parts) == 3 ? parts[2] : "";
  const char *field = parts[0];

  if (g_str_equal (field, "id"))
    return g_str_equal (parts[1], "in") ? dhis2_is_in (value, entry->id)
                                        : g_str_equal (value, entry->id);
  if (g_str_equal (field, "level"))
    return entry->level == atoi (value);
  if (g_str_equal (field, "path"))
    return entry->unit != NULL && strstr (entry->unit->path, value) != NULL;
  if (g_str_equal (field, "parent.id"))
    return entry->unit != NULL && g_strcmp0 (entry->unit->parent, value) == 0;
  if (g_str_equal (field, "code"))
    return dhis2_contains (entry->code, value);
  if (g_str_equal (field, "identifiable"))
    return dhis2_contains (entry->name, value) || dhis2_contains (entry->code, value)
           || g_strcmp0 (entry->id, value) == 0;
  return dhis2_contains (entry->name, value);
}

static inline gboolean
dhis2_passes_all (const Dhis2Entry *entry, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);
  g_autofree char *junction = dhis2_ask_for (query, "rootJunction=");
  gboolean any = g_strcmp0 (junction, "OR") == 0;
  guint n = 0, passed = 0;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_autofree char *filter = g_str_has_prefix (pairs[i], "filter=")
                                  ? g_uri_unescape_string (pairs[i] + strlen ("filter="), NULL)
                                  : NULL;

      n += filter != NULL;
      passed += filter != NULL && dhis2_passes (entry, filter);
    }
  return any && n > 0 ? passed > 0 : passed == n;
}

static inline void
dhis2_entry_free (gpointer pointer)
{
  Dhis2Entry *entry = pointer;

  g_free (entry->id);
  g_free (entry->code);
  g_free (entry->name);
  g_free (entry);
}

static inline void
dhis2_add_entry (GPtrArray *entries,
                 const char *id,
                 const char *code,
                 const char *name,
                 const Dhis2Unit *unit,
                 int level)
{
  Dhis2Entry *entry = g_new0 (Dhis2Entry, 1);

  entry->id = g_strdup (id);
  entry->code = g_strdup (code);
  entry->name = g_strdup (name);
  entry->unit = unit;
  entry->level = level;
  g_ptr_array_add (entries, entry);
}

static inline GPtrArray *
dhis2_list_entries (Dhis2Server *server, const char *list)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (dhis2_entry_free);

  for (guint i = 0; g_str_equal (list, "organisationUnits") && i < server->units->len; i++)
    {
      const Dhis2Unit *unit = server->units->pdata[i];
      dhis2_add_entry (entries, unit->id, unit->code, unit->name, unit, unit->level);
    }
  for (int i = 0; g_str_equal (list, "organisationUnitLevels") && i < 4; i++)
    {
      g_autofree char *id = g_strdup_printf ("lEvelPeru%02d", i + 1);
      dhis2_add_entry (entries, id, NULL, dhis2_levels[i], NULL, i + 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (dhis2_items); i++)
    {
      if (g_str_equal (dhis2_items[i].list, list))
        dhis2_add_entry (entries, dhis2_items[i].id, dhis2_items[i].code, dhis2_items[i].name, NULL,
                         0);
    }
  return entries;
}

/* The names above a unit, from the country down. */
static inline void
dhis2_append_ancestors (Dhis2Server *server, GString *json, const Dhis2Unit *unit)
{
  g_auto (GStrv) ids = g_strsplit (unit->path + 1, "/", -1);

  g_string_append (json, ",\"ancestors\":[");
  for (guint i = 0; ids[i] != NULL && ids[i + 1] != NULL; i++)
    {
      const Dhis2Unit *above = dhis2_find_unit (server->units, ids[i]);
      g_string_append_printf (json, "%s{\"id\":\"%s\",\"name\":\"%s\",\"displayName\":\"%s\"}",
                              i > 0 ? "," : "", above->id, above->name, above->name);
    }
  g_string_append_c (json, ']');
  if (unit->parent != NULL)
    g_string_append_printf (json,
                            ",\"parent\":{\"id\":\"%s\",\"name\":\"%s\",\"displayName\":\"%s\"}",
                            unit->parent, dhis2_find_unit (server->units, unit->parent)->name,
                            dhis2_find_unit (server->units, unit->parent)->name);
}

static inline void
dhis2_append_entry (Dhis2Server *server, GString *json, const Dhis2Entry *entry)
{
  g_string_append_printf (json, "{\"id\":\"%s\",\"name\":\"%s\",\"displayName\":\"%s\"", entry->id,
                          entry->name, entry->name);
  if (entry->code != NULL)
    g_string_append_printf (json, ",\"code\":\"%s\"", entry->code);
  if (entry->level > 0)
    g_string_append_printf (json, ",\"level\":%d", entry->level);
  if (entry->unit != NULL)
    {
      g_string_append_printf (json, ",\"path\":\"%s\"", entry->unit->path);
      dhis2_append_ancestors (server, json, entry->unit);
    }
  g_string_append_c (json, '}');
}

static inline guint
dhis2_ask_number (const char *query, const char *key, guint fallback)
{
  g_autofree char *text = dhis2_ask_for (query, key);

  return text != NULL ? (guint)MAX (1, atoi (text)) : fallback;
}

static inline void
dhis2_append_pager (Dhis2Server *server,
                    GString *json,
                    const char *path,
                    const char *query,
                    guint page,
                    guint size,
                    guint total)
{
  guint pages = MAX (1, (total + size - 1) / size);
  g_autofree char *around = NULL;

  g_string_append_printf (json,
                          "\"pager\":{\"page\":%u,\"pageCount\":%u,\"total\":%u,\"pageSize\":%u",
                          page, pages, total, size);
  if (page < pages)
    {
      g_auto (GStrv) pairs = g_strsplit (query, "&", -1);
      g_autoptr (GString) rest = g_string_new (NULL);
      for (guint i = 0; pairs[i] != NULL; i++)
        {
          if (*pairs[i] != '\0' && !g_str_has_prefix (pairs[i], "page="))
            g_string_append_printf (rest, "&%s", pairs[i]);
        }
      g_string_append_printf (json, ",\"nextPage\":\"%s%s?page=%u%s\"", server->base, path,
                              page + 1, rest->str);
    }
  g_string_append (json, "},");
}

static inline gboolean
dhis2_answer_list (Dhis2Server *server,
                   SoupServerMessage *message,
                   const char *path,
                   const char *query)
{
  g_autofree char *file = g_path_get_basename (path);
  g_autofree char *list = g_strndup (
    file, strchr (file, '.') != NULL ? (gsize)(strchr (file, '.') - file) : strlen (file));
  g_autoptr (GPtrArray) entries = dhis2_list_entries (server, list);
  g_autoptr (GString) json = g_string_new ("{");
  g_autofree char *paging = dhis2_ask_for (query, "paging=");
  guint page = dhis2_ask_number (query, "page=", 1);
  guint size = dhis2_ask_number (query, "pageSize=", 50);

  if (entries->len == 0)
    return FALSE;
  for (guint i = entries->len; i-- > 0;)
    {
      if (!dhis2_passes_all (entries->pdata[i], query))
        g_ptr_array_remove_index (entries, i);
    }
  if (server->most_on_page > 0)
    size = MIN (size, server->most_on_page);
  if (g_strcmp0 (paging, "false") == 0)
    size = MAX (1, entries->len);
  else
    dhis2_append_pager (server, json, path, query, page, size, entries->len);
  g_string_append_printf (json, "\"%s\":[", list);
  for (guint i = (page - 1) * size; i < MIN (page * size, entries->len); i++)
    {
      g_string_append (json, i > (page - 1) * size ? "," : "");
      dhis2_append_entry (server, json, entries->pdata[i]);
    }
  g_string_append (json, "]}");
  dhis2_say_json (message, json);
  return TRUE;
}
