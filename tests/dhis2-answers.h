/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The figures that the played DHIS2 server gives; a part of dhis2-server.h. */

static inline void
dhis2_add_place (GPtrArray *places, const Dhis2Unit *unit)
{
  if (!g_ptr_array_find (places, unit, NULL))
    g_ptr_array_add (places, (gpointer)unit);
}

static inline gboolean
dhis2_is_within (const Dhis2Unit *unit, GPtrArray *bounds)
{
  for (guint i = 0; i < bounds->len; i++)
    {
      const Dhis2Unit *bound = bounds->pdata[i];
      if (g_str_has_prefix (unit->path, bound->path))
        return TRUE;
    }
  return bounds->len == 0;
}

/* Beside a level, units are not asked for themselves: they are what the level is looked for in. */
static inline GPtrArray *
dhis2_find_places (Dhis2Server *server, GStrv items)
{
  g_autoptr (GPtrArray) bounds = g_ptr_array_new ();
  GPtrArray *places = g_ptr_array_new ();
  gboolean has_level = FALSE;

  for (guint i = 0; items[i] != NULL; i++)
    {
      const Dhis2Unit *unit = dhis2_find_unit (
        server->units, g_str_equal (items[i], "USER_ORGUNIT") ? DHIS2_COUNTRY : items[i]);
      has_level = has_level || g_str_has_prefix (items[i], "LEVEL-");
      if (unit != NULL)
        dhis2_add_place (bounds, unit);
    }
  for (guint i = 0; items[i] != NULL; i++)
    for (guint u = 0; g_str_has_prefix (items[i], "LEVEL-") && u < server->units->len; u++)
      {
        const Dhis2Unit *unit = server->units->pdata[u];
        if (unit->level == atoi (items[i] + strlen ("LEVEL-")) && dhis2_is_within (unit, bounds))
          dhis2_add_place (places, unit);
      }
  for (guint i = 0; !has_level && i < bounds->len; i++)
    dhis2_add_place (places, bounds->pdata[i]);
  return places;
}

/* One figure of the server, as text; NULL is none. With an indicator its two counts. */
static inline char *
dhis2_figure (Dhis2Server *server,
              const char *data,
              const char *period,
              const char *unit,
              double *numerator,
              double *denominator)
{
  g_autofree char *key = g_strjoin (" ", data, period, unit, NULL);
  const char *revised = g_hash_table_lookup (server->revised, key);
  g_auto (GStrv) parts = g_strsplit (data, ".", 2);
  const Dhis2Item *item = dhis2_find_item (parts[0]);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  *numerator = *denominator = 0;
  if (revised != NULL)
    return *revised != '\0' ? g_strdup (revised) : NULL;
  if (item == NULL)
    return NULL;
  if (parts[1] != NULL)
    return g_strdup (g_ascii_formatd (
      text, sizeof text, "%.4g", dhis2_reports (server->units, parts[0], parts[1], period, unit)));
  if (item->numerator == NULL)
    return g_strdup_printf ("%.0f", dhis2_count (server->units, item, period, unit));
  *numerator = dhis2_count (server->units, dhis2_find_item (item->numerator), period, unit);
  *denominator = dhis2_count (server->units, dhis2_find_item (item->denominator), period, unit);
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.2f", *numerator / *denominator * 100));
}

static inline void
dhis2_append_row (Dhis2Server *server,
                  GString *rows,
                  const char *data,
                  const char *period,
                  const Dhis2Unit *unit,
                  gboolean num_den)
{
  char *key = g_strjoin (" ", data, period, unit->id, NULL);
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (server->given, key));
  double numerator, denominator;
  g_autofree char *value = dhis2_figure (server, data, period, unit->id, &numerator, &denominator);

  g_hash_table_replace (server->given, key, GUINT_TO_POINTER (count + 1));
  if (value == NULL || server->empty)
    return;
  g_string_append_printf (rows, "%s[\"%s\",\"%s\",\"%s\",\"%s\"", rows->len > 0 ? "," : "", data,
                          server->period_names ? "Enero 2024" : period, unit->id, value);
  if (num_den && denominator > 0)
    g_string_append_printf (rows, ",\"%.1f\",\"%.1f\",\"100.0\",\"100\",\"1\"", numerator,
                            denominator);
  else if (num_den)
    g_string_append (rows, ",\"\",\"\",\"\",\"\",\"\"");
  g_string_append_c (rows, ']');
}

static inline void
dhis2_append_header (GString *json, const char *name, const char *type, gboolean meta)
{
  g_string_append_printf (json,
                          "%s{\"name\":\"%s\",\"column\":\"%s\",\"valueType\":\"%s\","
                          "\"type\":\"java.lang.%s\",\"hidden\":false,\"meta\":%s}",
                          g_str_has_suffix (json->str, "[") ? "" : ",", name, name, type,
                          g_str_equal (type, "TEXT") ? "String" : "Double",
                          meta ? "true" : "false");
}

static inline void
dhis2_append_headers (GString *json, gboolean num_den)
{
  static const char *const counts[]
    = { "numerator", "denominator", "factor", "multiplier", "divisor" };

  g_string_append (json, "\"headers\":[");
  dhis2_append_header (json, "dx", "TEXT", TRUE);
  dhis2_append_header (json, "pe", "TEXT", TRUE);
  dhis2_append_header (json, "ou", "TEXT", TRUE);
  dhis2_append_header (json, "value", "NUMBER", FALSE);
  for (guint i = 0; num_den && i < G_N_ELEMENTS (counts); i++)
    dhis2_append_header (json, counts[i], "NUMBER", FALSE);
  g_string_append (json, "],");
}

static inline void
dhis2_append_items (GString *json, GStrv data, GPtrArray *places)
{
  g_string_append (json, "\"metaData\":{\"items\":{\"dx\":{\"name\":\"Datos\"}");
  for (guint i = 0; data[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (data[i], ".", 2);
      const Dhis2Item *item = dhis2_find_item (parts[0]);
      g_string_append_printf (json, ",\"%s\":{\"name\":\"%s%s%s\"}", data[i],
                              item != NULL ? item->name : data[i], parts[1] != NULL ? " - " : "",
                              parts[1] != NULL ? parts[1] : "");
    }
  for (guint i = 0; i < places->len; i++)
    {
      const Dhis2Unit *unit = places->pdata[i];
      g_string_append_printf (json, ",\"%s\":{\"name\":\"%s\"}", unit->id, unit->name);
    }
  g_string_append (json, "},\"dimensions\":{\"pe\":[],\"co\":[]}},");
}

/* A period must be one: a relative one would be a client's, which resolves them itself. */
static inline gboolean
dhis2_refuses (Dhis2Server *server,
               SoupServerMessage *message,
               GStrv data,
               GStrv periods,
               GPtrArray *places)
{
  guint64 cells = (guint64)g_strv_length (data) * g_strv_length (periods) * places->len;

  if (server->most_cells > 0 && cells > server->most_cells)
    {
      server->n_too_large++;
      dhis2_say_error (message, 409, "E7128", "Query result set exceeded max limit: `50000`");
      return TRUE;
    }
  for (guint i = 0; periods[i] != NULL; i++)
    {
      if (!g_ascii_isdigit (*periods[i]))
        {
          dhis2_say_error (message, 409, "E7124", "Period is not one of the fixed ones");
          return TRUE;
        }
    }
  if (cells == 0)
    dhis2_say_error (message, 409, "E7124", "Dimension or filter is not valid: `ou`");
  return cells == 0;
}

static inline void
dhis2_answer_analytics (Dhis2Server *server, SoupServerMessage *message, const char *query)
{
  g_auto (GStrv) data = dhis2_ask_dimension (query, "dx");
  g_auto (GStrv) periods = dhis2_ask_dimension (query, "pe");
  g_auto (GStrv) items = dhis2_ask_dimension (query, "ou");
  g_autoptr (GPtrArray) places = dhis2_find_places (server, items);
  g_autofree char *wants_counts = dhis2_ask_for (query, "includeNumDen=");
  g_autofree char *skips = dhis2_ask_for (query, "skipMeta=");
  gboolean num_den = g_strcmp0 (wants_counts, "true") == 0;
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GString) json = g_string_new ("{");

  if (dhis2_refuses (server, message, data, periods, places))
    return;
  for (guint d = 0; data[d] != NULL; d++)
    for (guint p = 0; periods[p] != NULL; p++)
      for (guint u = 0; u < places->len; u++)
        dhis2_append_row (server, rows, data[d], periods[p], places->pdata[u], num_den);
  if (server->table_layout)
    g_string_append (json, "\"headers\":[{\"name\":\"dataid\",\"column\":\"dataid\",\"valueType\":"
                           "\"TEXT\",\"meta\":true},{\"name\":\"Enero 2024\",\"column\":"
                           "\"Enero 2024\",\"valueType\":\"NUMBER\",\"meta\":false}],");
  else
    dhis2_append_headers (json, num_den);
  if (g_strcmp0 (skips, "true") != 0)
    dhis2_append_items (json, data, places);
  g_string_append_printf (json, "\"rows\":[%s],\"width\":%d,\"height\":0,\"headerWidth\":%d}",
                          rows->str, num_den ? 9 : 4, num_den ? 9 : 4);
  dhis2_say_json (message, json);
}

/* Whether a month lies between the two days. */
static inline gboolean
dhis2_is_between (guint year, guint month, const char *start, const char *end)
{
  g_autofree char *first = g_strdup_printf ("%04u-%02u-01", year, month);
  g_autofree char *last = g_strdup_printf ("%04u-%02u-28", year, month);

  return strcmp (first, start) >= 0 && strcmp (last, end) <= 0;
}

/* Values are kept for units without children only. */
static inline gboolean
dhis2_has_children (Dhis2Server *server, const Dhis2Unit *unit)
{
  for (guint i = 0; i < server->units->len; i++)
    {
      const Dhis2Unit *below = server->units->pdata[i];
      if (g_strcmp0 (below->parent, unit->id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether one of the data sets that are asked for has it. */
static inline gboolean
dhis2_is_in_sets (const Dhis2Item *item, const char *query)
{
  return g_str_equal (item->list, "dataElements")
         && ((g_str_has_prefix (item->name, "TB") && strstr (query, DHIS2_DATA_SET_TB) != NULL)
             || (g_str_has_prefix (item->name, "Salud mental")
                 && strstr (query, DHIS2_DATA_SET_MH) != NULL));
}

static inline void
dhis2_append_values (Dhis2Server *server,
                     GString *json,
                     const char *query,
                     const char *period,
                     const Dhis2Unit *unit)
{
  for (guint i = 0; i < G_N_ELEMENTS (dhis2_items); i++)
    {
      double numerator, denominator;
      g_autofree char *value = NULL;
      if (!dhis2_is_in_sets (&dhis2_items[i], query))
        continue;
      value = dhis2_figure (server, dhis2_items[i].id, period, unit->id, &numerator, &denominator);
      if (value != NULL)
        g_string_append_printf (json,
                                "%s{\"dataElement\":\"%s\",\"period\":\"%s\",\"orgUnit\":\"%s\","
                                "\"categoryOptionCombo\":\"HllvX50cXC0\",\"attributeOptionCombo\":"
                                "\"HllvX50cXC0\",\"value\":\"%s\",\"storedBy\":\"lectura\"}",
                                g_str_has_suffix (json->str, "[") ? "" : ",", dhis2_items[i].id,
                                period, unit->id, value);
    }
}

/* Whether the unit is one of those asked for, or lies in one: "&orgUnit=a&orgUnit=b". */
static inline gboolean
dhis2_is_asked_for (const Dhis2Unit *unit, const char *query)
{
  g_auto (GStrv) above = g_strsplit (unit->path, "/", -1);

  for (guint i = 0; above[i] != NULL; i++)
    {
      g_autofree char *pair = g_strconcat ("orgUnit=", above[i], NULL);
      if (*above[i] != '\0' && strstr (query, pair) != NULL
          && (g_str_equal (above[i], unit->id) || strstr (query, "children=true") != NULL))
        return TRUE;
    }
  return FALSE;
}

static inline void
dhis2_append_months (Dhis2Server *server,
                     GString *json,
                     const char *query,
                     const char *start,
                     const char *end)
{
  for (guint month = 0; month < 12 * 10; month++)
    {
      g_autofree char *period = g_strdup_printf ("%u%02u", 2018 + month / 12, month % 12 + 1);

      for (guint u = 0; u < server->units->len; u++)
        {
          const Dhis2Unit *unit = server->units->pdata[u];
          if (dhis2_is_between (2018 + month / 12, month % 12 + 1, start, end)
              && dhis2_is_asked_for (unit, query) && !dhis2_has_children (server, unit))
            dhis2_append_values (server, json, query, period, unit);
        }
    }
}

static inline void
dhis2_answer_values (Dhis2Server *server, SoupServerMessage *message, const char *query)
{
  g_autofree char *set = dhis2_ask_for (query, "dataSet=");
  g_autofree char *start = dhis2_ask_for (query, "startDate=");
  g_autofree char *end = dhis2_ask_for (query, "endDate=");
  g_autofree char *unit = dhis2_ask_for (query, "orgUnit=");
  g_autoptr (GString) json = g_string_new ("{\"dataValues\":[");

  if (set == NULL || start == NULL || end == NULL || unit == NULL)
    {
      dhis2_say_error (message, 409, "E2000", "Query parameters cannot be null");
      return;
    }
  if (!server->empty)
    dhis2_append_months (server, json, query, start, end);
  g_string_append (json, "]}");
  dhis2_say_json (message, json);
}
