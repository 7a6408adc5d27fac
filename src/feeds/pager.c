/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/pager.h"

#include <math.h>
#include <string.h>

#include "feeds/json-table.h"
#include "feeds/json-tree.h"

/* Beyond it nothing is counted, and sums of it cannot overflow. */
#define MOST_ROWS G_MAXUINT32

void
mirador_page_clear (MiradorPage *page)
{
  g_clear_pointer (&page->next, g_free);
}

/* Numbers of rows and pages come as numbers and as texts. -1: there is none. */
static gint64
read_count (JsonNode *within, const char *member)
{
  JsonNode *node = mirador_json_head_find (within, member, NULL);
  guint64 count;
  double number;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return -1;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_string_to_unsigned (json_node_get_string (node), 10, 0, MOST_ROWS, &count, NULL)
             ? (gint64)count
             : -1;
  number = json_node_get_value_type (node) != G_TYPE_BOOLEAN ? json_node_get_double (node) : -1;
  return number >= 0 && number <= MOST_ROWS && floor (number) == number ? (gint64)number : -1;
}

/* Addresses */

static char *
find_query (const char *address)
{
  const char *mark = strchr (address, '?');

  return mark != NULL ? g_strndup (mark + 1, strcspn (mark + 1, "#")) : g_strdup ("");
}

static gboolean
is_parameter (const char *part, const char *name)
{
  g_autofree char *written = g_strndup (part, strcspn (part, "="));
  g_autofree char *read = g_uri_unescape_string (written, NULL);

  return g_strcmp0 (read, name) == 0;
}

/* (nullable): the value of the parameter @name. */
static char *
find_parameter (const char *address, const char *name)
{
  g_autofree char *query = find_query (address);
  g_auto (GStrv) parts = g_strsplit (query, "&", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (is_parameter (parts[i], name))
      return g_strdup (parts[i][strcspn (parts[i], "=")] == '=' ? strchr (parts[i], '=') + 1 : "");
  return NULL;
}

static guint64
count_parameter (const char *address, const char *name)
{
  g_autofree char *text = find_parameter (address, name);
  guint64 count;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, MOST_ROWS, &count, NULL) ? count
                                                                                           : 0;
}

/* All else of the address stays as it was written. */
static char *
with_parameter (const char *address, const char *name, guint64 value)
{
  g_autofree char *start = g_strndup (address, strcspn (address, "?#"));
  g_autofree char *query = find_query (address);
  g_auto (GStrv) parts = g_strsplit (query, "&", -1);
  g_autoptr (GString) made = g_string_new (start);
  char mark = '?';

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0' || is_parameter (parts[i], name))
        continue;
      g_string_append_printf (made, "%c%s", mark, parts[i]);
      mark = '&';
    }
  g_string_append_printf (made, "%c%s=%" G_GUINT64_FORMAT, mark, name, value);
  return g_string_free (g_steal_pointer (&made), FALSE);
}

/* What stands around the rows. The decoder has read the page, so what is none here has no more. */

static JsonNode *
read_around_rows (GBytes *body, const char *path, const char *shown)
{
  g_autoptr (MiradorJsonRows) rows = mirador_json_rows_open (body, path, shown, NULL);

  return rows != NULL ? mirador_json_head (rows, shown, NULL) : NULL;
}

static void
keep_cell_cb (const char *key, guint i, const char *text, gpointer user_data)
{
  if (key != NULL && text != NULL)
    json_object_set_string_member (user_data, key, text);
}

static JsonNode *
read_first_row (GBytes *body, const char *path, const char *shown)
{
  g_autoptr (MiradorJsonRows) rows = mirador_json_rows_open (body, path, shown, NULL);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (root, json_object_new ());
  if (rows == NULL
      || mirador_json_rows_next (rows, keep_cell_cb, json_node_get_object (root), NULL)
           != MIRADOR_JSON_ROW_OBJECT)
    return NULL;
  return g_steal_pointer (&root);
}

static JsonNode *
read_whole (GBytes *body, const char *path, const char *shown)
{
  g_auto (MiradorJsonTree) tree = { 0 };

  return mirador_json_tree_load (&tree, body, NULL, shown, NULL) ? json_node_ref (tree.root) : NULL;
}

/* The kinds */

/* [{"page": 1, "pages": 3, "per_page": 50, "total": 132}, […]] */
static void
look_at_worldbank (JsonNode *root, const char *address, MiradorPage *page)
{
  gint64 number = read_count (root, "page");
  gint64 per_page = read_count (root, "per_page");

  page->total = read_count (root, "total");
  if (number < 1)
    return;
  page->before = per_page > 0 ? (guint64)(number - 1) * (guint64)per_page : 0;
  if (number < read_count (root, "pages"))
    page->next = with_parameter (address, "page", (guint64)number + 1);
}

static gboolean
is_true (JsonNode *within, const char *member)
{
  JsonNode *node = mirador_json_head_find (within, member, NULL);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/* CKAN's link to the next page is there on the last one too; DKAN's last page gives the number of
 * its rows as the limit. So the end is where the rows are all there. */
static gboolean
ends_table (JsonNode *result, const MiradorPage *page)
{
  if (page->rows == 0)
    return TRUE;
  if (page->total >= 0)
    return page->before + page->rows >= (guint64)page->total;
  return (gint64)page->rows < read_count (result, "limit");
}

/* {"result": {"total": 250, "limit": 100, "offset": 100, "_links": {"next": "/api/…"}, …}} */
static void
look_at_table (JsonNode *root, const char *address, MiradorPage *page)
{
  JsonNode *result = mirador_json_head_find (root, "result", NULL);
  JsonNode *links = mirador_json_head_find (result, "_links", NULL);
  gint64 offset = read_count (result, "offset");
  const char *link = mirador_json_head_text (links, "next");

  page->total = is_true (result, "total_was_estimated") ? -1 : read_count (result, "total");
  page->before = offset >= 0 ? (guint64)offset : count_parameter (address, "offset");
  if (ends_table (result, page))
    return;
  page->next = link != NULL ? g_strdup (link)
                            : with_parameter (address, "offset", page->before + page->rows);
}

/* {"@odata.count": 2500, "@odata.nextLink": "https://…", "value": […]} */
static void
look_at_odata (JsonNode *root, const char *address, MiradorPage *page)
{
  const char *link = mirador_json_head_text (root, "@odata.nextLink");

  if (link == NULL)
    link = mirador_json_head_text (root, "odata.nextLink");
  page->next = g_strdup (link);
  page->total = read_count (root, "@odata.count");
}

static guint64
count_matches (JsonNode *root)
{
  JsonArray *entries = mirador_json_head_array (mirador_json_head_find (root, "entry", NULL));
  guint64 n = 0;

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++)
    {
      JsonNode *search
        = mirador_json_head_find (json_array_get_element (entries, i), "search", NULL);
      const char *mode = mirador_json_head_text (search, "mode");

      n += mode == NULL || strcmp (mode, "match") == 0;
    }
  return n;
}

/* {"resourceType": "Bundle", "total": 3, "link": [{"relation": "next", "url": "…"}], "entry": […]};
 * what is included beside the matches is not in the total. */
static void
look_at_bundle (JsonNode *root, const char *address, MiradorPage *page)
{
  JsonArray *links = mirador_json_head_array (mirador_json_head_find (root, "link", NULL));

  if (g_strcmp0 (mirador_json_head_text (root, "resourceType"), "Bundle") != 0)
    return;
  page->rows = count_matches (root);
  page->total = read_count (root, "total");
  for (guint i = 0; links != NULL && page->next == NULL && i < json_array_get_length (links); i++)
    {
      JsonNode *link = json_array_get_element (links, i);

      if (g_strcmp0 (mirador_json_head_text (link, "relation"), "next") == 0)
        page->next = g_strdup (mirador_json_head_text (link, "url"));
    }
}

static const char *const odata_cuts[] = { "$top", "$skip", NULL };
/* The total may then be an estimate. */
static const char *const bundle_cuts[] = { "_total", NULL };

/* To add a kind, write its look and add its row. */
static const MiradorPager pagers[] = {
  { "worldbank", read_first_row, NULL, NULL, look_at_worldbank },
  { "ckan", read_around_rows, "result.records", NULL, look_at_table },
  { "dkan", read_around_rows, "result.records", NULL, look_at_table },
  { "gho", read_around_rows, "value", odata_cuts, look_at_odata },
  { "fhir-measure-report", read_whole, NULL, bundle_cuts, look_at_bundle },
};

const MiradorPager *
mirador_pager_get (const char *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (pagers); i++)
    if (g_strcmp0 (pagers[i].format, format) == 0)
      return &pagers[i];
  return NULL;
}

gboolean
mirador_pager_knows_total (const MiradorPager *pager, const char *location)
{
  for (guint i = 0; pager->cuts != NULL && pager->cuts[i] != NULL; i++)
    {
      g_autofree char *value = find_parameter (location, pager->cuts[i]);

      if (value != NULL)
        return FALSE;
    }
  return TRUE;
}
