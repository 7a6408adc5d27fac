/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/mapping-private.h"

#include <string.h>

#include "model/error-phrase.h"
#include "model/resource.h"

#define SHIPPED "mappings"
#define ENDING ".json"

static char *
user_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "mirador", SHIPPED, NULL);
}

static MiradorMapping *
load_shipped (const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (SHIPPED "/", name, NULL);
  g_autoptr (GBytes) bytes = mirador_data_load (path, error);

  if (bytes == NULL)
    return NULL;
  return mirador_mapping_parse (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                                name, error);
}

static MiradorMapping *
load_file (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *why = NULL;
  g_autoptr (GError) failure = NULL;
  gsize length;

  if (g_file_get_contents (path, &text, &length, &failure))
    return mirador_mapping_parse (text, (gssize)length, name, error);
  why = mirador_phrase_of_cause (failure);
  mirador_set_error (error, MIRADOR_ERROR_FILE_UNREADABLE, path, why, NULL);
  return NULL;
}

/* A later mapping of the same id replaces the earlier one. */
static void
add (GPtrArray *mappings, MiradorMapping *mapping)
{
  for (guint i = 0; i < mappings->len; i++)
    {
      MiradorMapping *earlier = g_ptr_array_index (mappings, i);
      if (g_str_equal (earlier->id, mapping->id))
        {
          mirador_mapping_unref (earlier);
          mappings->pdata[i] = mapping;
          return;
        }
    }
  g_ptr_array_add (mappings, mapping);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
add_shipped (GPtrArray *mappings)
{
  mirador_data_init ();
  g_auto (GStrv) names = g_resources_enumerate_children (MIRADOR_DATA_PREFIX SHIPPED,
                                                         G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  if (names == NULL)
    return;
  qsort (names, g_strv_length (names), sizeof (char *), compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      MiradorMapping *mapping = load_shipped (names[i], NULL);
      if (mapping != NULL)
        add (mappings, mapping);
    }
}

static void
add_users (GPtrArray *mappings)
{
  g_autofree char *folder = user_folder ();
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      MiradorMapping *mapping = g_str_has_suffix (name, ENDING) ? load_file (path, NULL) : NULL;
      if (mapping != NULL)
        add (mappings, mapping);
    }
}

GPtrArray *
mirador_mapping_list (void)
{
  GPtrArray *mappings = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_mapping_unref);

  add_shipped (mappings);
  add_users (mappings);
  return mappings;
}

static void
set_unknown (const char *id, GError **error)
{
  g_autoptr (GPtrArray) mappings = mirador_mapping_list ();
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < mappings->len; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "",
                            mirador_mapping_get_id (mappings->pdata[i]));
  mirador_set_error (error, MIRADOR_ERROR_MAPPING_UNKNOWN, id, known->str, NULL);
}

/* The user's own first: it replaces the shipped one. A file of the user's folder that cannot be
 * read is told, not passed over. */
static MiradorMapping *
load_by_id (const char *id, gboolean *known, GError **error)
{
  g_autofree char *folder = user_folder ();
  g_autofree char *name = g_strconcat (id, ENDING, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *resource = g_strconcat (MIRADOR_DATA_PREFIX SHIPPED "/", name, NULL);

  mirador_data_init ();
  *known = TRUE;
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return load_file (path, error);
  if (g_resources_get_info (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL))
    return load_shipped (name, error);
  *known = FALSE;
  return NULL;
}

gboolean
mirador_mapping_is_text (const char *mapping)
{
  return mapping != NULL && *mapping == '{';
}

MiradorMapping *
mirador_mapping_load (const char *id_or_file, GError **error)
{
  gboolean known = FALSE;

  if (mirador_mapping_is_text (id_or_file))
    return mirador_mapping_parse (id_or_file, -1, "mapping", error);
  if (strchr (id_or_file, '/') == NULL)
    {
      MiradorMapping *mapping = load_by_id (id_or_file, &known, error);
      if (known)
        return mapping;
    }
  if (g_file_test (id_or_file, G_FILE_TEST_IS_REGULAR))
    return load_file (id_or_file, error);
  set_unknown (id_or_file, error);
  return NULL;
}

/* A form: no code of its measures leads anywhere yet. */
static gboolean
is_form (const MiradorMapping *mapping)
{
  for (guint i = 0; i < mapping->takes->len; i++)
    {
      const MiradorTake *take = g_ptr_array_index (mapping->takes, i);
      const MiradorRule *rule = &take->measure;

      if (rule->codes == NULL || rule->any || g_hash_table_size (rule->codes) > 0)
        return FALSE;
    }
  return TRUE;
}

static int
rank_of (const MiradorMapping *mapping, const char *format)
{
  return (is_form (mapping) ? 0 : 2) + (g_strcmp0 (mapping->format, format) == 0 ? 1 : 0);
}

MiradorMapping *
mirador_mapping_guess (const char *const *names, guint n, const char *format)
{
  g_autoptr (GPtrArray) mappings = mirador_mapping_list ();
  MiradorMapping *fitting = NULL;
  int best = -1;

  for (guint i = 0; i < mappings->len; i++)
    {
      g_autoptr (MiradorMapper) mapper
        = mirador_mapper_new (mappings->pdata[i], names, n, "", NULL);
      int rank = mapper != NULL ? rank_of (mappings->pdata[i], format) : -1;
      if (rank < 0 || rank < best)
        continue;
      fitting = rank > best ? mappings->pdata[i] : NULL;
      best = rank;
    }
  return fitting != NULL ? mirador_mapping_ref (fitting) : NULL;
}
