/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/dhis2-browse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "feeds/dhis2-get.h"
#include "feeds/json-document.h"
#include "model/error.h"

#define PAGE_SIZE 500

typedef struct
{
  char *base;
  char *shown;
  MiradorRemoteKind kind;
  char *query; /* what every page is asked with */
  guint most;
  MiradorGetting *getting;

  guint page;
  GHashTable *seen; /* set of ids */
  GPtrArray *remotes;
  gboolean is_cut;
} Listing;

static const char *const lists[MIRADOR_N_REMOTES] = {
  [MIRADOR_REMOTE_INDICATOR] = "indicators",
  [MIRADOR_REMOTE_DATA_ELEMENT] = "dataElements",
  [MIRADOR_REMOTE_DATA_SET] = "dataSets",
  [MIRADOR_REMOTE_PLACE] = "organisationUnits",
  [MIRADOR_REMOTE_LEVEL] = "organisationUnitLevels",
};

static void
listing_free (Listing *listing)
{
  g_free (listing->base);
  g_free (listing->shown);
  g_free (listing->query);
  g_hash_table_unref (listing->seen);
  g_clear_pointer (&listing->remotes, g_ptr_array_unref);
  mirador_getting_free (listing->getting);
  g_free (listing);
}

static void
append_filter (GString *query, const char *filter, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, TRUE);

  g_string_append_printf (query, "&filter=%s%s", filter, escaped);
}

/* A part of the name or of the code; among the places below another one of the name only, for
 * "or" would hold for that as well. */
static void
append_search (GString *query, const MiradorDhis2List *list)
{
  if (list->search == NULL || *list->search == '\0')
    return;
  append_filter (query, "displayName:ilike:", list->search);
  if (list->parent != NULL || list->level > 0 || list->kind == MIRADOR_REMOTE_LEVEL)
    return;
  append_filter (query, "code:ilike:", list->search);
  g_string_append (query, "&rootJunction=OR");
}

static char *
make_query (const MiradorDhis2List *list)
{
  g_autoptr (GString) query = g_string_new (lists[list->kind]);
  g_autofree char *below = NULL;

  g_string_append (query, ".json?fields=");
  if (list->kind == MIRADOR_REMOTE_PLACE)
    g_string_append (query, "id,code,displayName,name,level,ancestors%5BdisplayName,name%5D");
  else
    g_string_append (query, list->kind == MIRADOR_REMOTE_LEVEL ? "id,displayName,name,level"
                                                               : "id,code,displayName,name");
  if (list->kind != MIRADOR_REMOTE_LEVEL)
    g_string_append (query, "&order=displayName:asc");
  append_search (query, list);
  if (list->parent != NULL)
    {
      below = g_strconcat ("/", list->parent, "/", NULL);
      append_filter (query, "path:like:", below);
    }
  if (list->level > 0)
    g_string_append_printf (query, "&filter=level:eq:%d", list->level);
  return g_string_free (g_steal_pointer (&query), FALSE);
}

/* Reading */

static const char *
text_of (JsonObject *object, const char *member)
{
  JsonNode *node = mirador_document_node (object, member);

  return mirador_document_is_string (node) ? json_node_get_string (node) : NULL;
}

/* As the user's language has it, where the server says so. */
static const char *
name_of (JsonObject *object)
{
  const char *name = text_of (object, "displayName");

  return name != NULL ? name : text_of (object, "name");
}

static gint64
number_of (JsonObject *object, const char *member)
{
  JsonNode *node = mirador_document_node (object, member);

  if (mirador_document_is_string (node))
    return g_ascii_strtoll (json_node_get_string (node), NULL, 10);
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static JsonArray *
array_of (JsonObject *object, const char *member)
{
  JsonNode *node = mirador_document_node (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
object_at (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static char *
join_ancestors (JsonObject *object)
{
  JsonArray *ancestors = array_of (object, "ancestors");
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = 0; ancestors != NULL && i < json_array_get_length (ancestors); i++)
    {
      JsonObject *ancestor = object_at (ancestors, i);
      const char *name = ancestor != NULL ? name_of (ancestor) : NULL;

      if (name != NULL)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? " / " : "", name);
    }
  return joined->len > 0 ? g_string_free (g_steal_pointer (&joined), FALSE) : NULL;
}

static MiradorRemote *
read_remote (MiradorRemoteKind kind, JsonObject *object)
{
  MiradorRemote *remote = g_new0 (MiradorRemote, 1);
  const char *name = name_of (object);

  remote->kind = kind;
  remote->level = (int)CLAMP (number_of (object, "level"), 0, 99);
  remote->id = kind == MIRADOR_REMOTE_LEVEL ? g_strdup_printf ("LEVEL-%d", remote->level)
                                            : g_strdup (text_of (object, "id"));
  remote->code = g_strdup (text_of (object, "code"));
  remote->name = g_strdup (name != NULL ? name : remote->id);
  remote->within = join_ancestors (object);
  return remote;
}

/* FALSE where everything on the page was on an earlier one. */
static gboolean
take_page (Listing *listing, JsonArray *entries)
{
  guint n_new = 0;

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *object = object_at (entries, i);

      /* Without its number no level can be asked for. */
      if (object != NULL && listing->kind == MIRADOR_REMOTE_LEVEL
          && number_of (object, "level") < 1)
        continue;
      if (object == NULL || text_of (object, "id") == NULL
          || !g_hash_table_add (listing->seen, g_strdup (text_of (object, "id"))))
        continue;
      n_new++;
      if (listing->remotes->len == listing->most)
        listing->is_cut = TRUE;
      else
        g_ptr_array_add (listing->remotes, read_remote (listing->kind, object));
    }
  return n_new > 0 || json_array_get_length (entries) == 0;
}

static gboolean
has_more (const Listing *listing, JsonObject *root)
{
  JsonNode *node = mirador_document_node (root, "pager");
  JsonObject *pager
    = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (pager == NULL)
    return FALSE;
  if (mirador_document_node (pager, "pageCount") != NULL)
    return number_of (pager, "pageCount") > (gint64)listing->page;
  return mirador_document_node (pager, "nextPage") != NULL;
}

static GError *
loop_error (const Listing *listing)
{
  return mirador_error_new (MIRADOR_ERROR_PAGES, listing->shown,
                            N_ ("one of them leads back to an earlier one"), NULL);
}

static int
compare_remotes (gconstpointer a, gconstpointer b)
{
  const MiradorRemote *first = *(const MiradorRemote *const *)a;
  const MiradorRemote *second = *(const MiradorRemote *const *)b;

  if (first->kind == MIRADOR_REMOTE_LEVEL && first->level != second->level)
    return first->level - second->level;
  return g_utf8_collate (first->name, second->name);
}

static void ask_page (GTask *task);

static void
page_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Listing *listing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (JsonNode) root = mirador_dhis2_get_finish (result, &error);
  JsonArray *entries
    = root != NULL ? array_of (json_node_get_object (root), lists[listing->kind]) : NULL;

  if (root == NULL)
    g_task_return_error (task, error);
  else if (entries == NULL)
    g_task_return_error (
      task, mirador_error_new (MIRADOR_ERROR_WRONG_SERVER, listing->shown, "DHIS2", NULL));
  else if (!take_page (listing, entries))
    g_task_return_error (task, loop_error (listing));
  else if (!listing->is_cut && has_more (listing, json_node_get_object (root)))
    ask_page (g_steal_pointer (&task));
  else
    {
      g_ptr_array_sort (listing->remotes, compare_remotes);
      g_task_return_pointer (task, g_steal_pointer (&listing->remotes),
                             (GDestroyNotify)g_ptr_array_unref);
    }
}

static void
ask_page (GTask *task)
{
  Listing *listing = g_task_get_task_data (task);
  g_autofree char *path = NULL;

  listing->page++;
  path = g_strdup_printf ("%s&paging=true&pageSize=%d&page=%u", listing->query, PAGE_SIZE,
                          listing->page);
  mirador_dhis2_get_with (listing->base, path, listing->getting, g_task_get_cancellable (task),
                          page_cb, task);
}

void
mirador_dhis2_list_async (const MiradorDhis2List *list,
                          const MiradorFetchOptions *options,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  listing->base = g_strdup (list->base);
  listing->shown = mirador_location_for_people (list->base);
  listing->kind = list->kind;
  listing->query = make_query (list);
  listing->most = list->most;
  listing->getting = mirador_getting_new (options);
  listing->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  listing->remotes = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_remote_free);
  g_task_set_source_tag (task, mirador_dhis2_list_async);
  g_task_set_task_data (task, listing, (GDestroyNotify)listing_free);
  ask_page (task);
}

GPtrArray *
mirador_dhis2_list_finish (GAsyncResult *result, gboolean *is_cut, GError **error)
{
  const Listing *listing = g_task_get_task_data (G_TASK (result));

  if (is_cut != NULL)
    *is_cut = listing->is_cut;
  return g_task_propagate_pointer (G_TASK (result), error);
}
