/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/definition-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "feeds/mapping.h"
#include "model/error.h"
#include "model/error-phrase.h"
#include "model/resource.h"

#define FOLDER "feeds"
#define ENDING ".feed.json"
#define MEBIBYTE (1024 * 1024)

static void
table_free (MiradorTable *table)
{
  g_free (table->scope);
  g_free (table->location);
  g_free (table->format);
  g_free (table->mapping);
  g_clear_pointer (&table->ask, mirador_ask_free);
  g_free (table);
}

MiradorDefinition *
mirador_definition_new (const char *id)
{
  MiradorDefinition *definition = g_new0 (MiradorDefinition, 1);

  g_atomic_ref_count_init (&definition->ref_count);
  definition->id = g_strdup (id);
  definition->tables = g_ptr_array_new_with_free_func ((GDestroyNotify)table_free);
  definition->timeout_seconds = 60;
  definition->max_bytes = (guint64)512 * MEBIBYTE;
  definition->reject_limit = -1;
  definition->requests_at_once = 1;
  definition->every_hours = 24;
  definition->alert_hours = 72;
  return definition;
}

MiradorDefinition *
mirador_definition_ref (MiradorDefinition *definition)
{
  g_atomic_ref_count_inc (&definition->ref_count);
  return definition;
}

void
mirador_definition_unref (MiradorDefinition *definition)
{
  if (!g_atomic_ref_count_dec (&definition->ref_count))
    return;
  g_free (definition->id);
  mirador_text_clear (&definition->title);
  mirador_text_clear (&definition->notes);
  g_ptr_array_unref (definition->tables);
  g_free (definition->user_agent);
  g_free (definition->user);
  g_free (definition->authority);
  g_free (definition->path);
  g_free (definition);
}

gboolean
mirador_definition_is_offer (const MiradorDefinition *definition)
{
  return definition->path == NULL && !definition->user_owned && !definition->bundled;
}

MiradorTable *
mirador_definition_add_table (MiradorDefinition *definition, const char *scope)
{
  MiradorTable *table = g_new0 (MiradorTable, 1);

  table->scope = g_strdup (scope != NULL ? scope : "");
  table->format = g_strdup ("auto");
  g_ptr_array_add (definition->tables, table);
  return table;
}

static char *
user_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "mirador", FOLDER, NULL);
}

/* A file's name lies beside the definition that names it. */
static void
resolve_beside (char **name, const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (*name == NULL || g_path_is_absolute (*name))
    return;
  char *full = g_build_filename (folder, *name, NULL);
  g_free (*name);
  *name = full;
}

static void
resolve_tables (MiradorDefinition *definition)
{
  resolve_beside (&definition->authority, definition->path);
  for (guint i = 0; i < definition->tables->len; i++)
    {
      MiradorTable *table = g_ptr_array_index (definition->tables, i);
      g_autofree char *scheme
        = table->location != NULL ? g_uri_parse_scheme (table->location) : NULL;
      if (scheme == NULL)
        resolve_beside (&table->location, definition->path);
      if (table->mapping != NULL && !mirador_mapping_is_text (table->mapping)
          && (strchr (table->mapping, '/') != NULL || g_str_has_suffix (table->mapping, ".json")))
        resolve_beside (&table->mapping, definition->path);
    }
}

static void
fail_with_cause (GError **error, MiradorError code, const char *path, const GError *cause)
{
  g_autofree char *why = mirador_phrase_of_cause (cause);

  mirador_set_error (error, code, path, why, NULL);
}

static void
fail_to_write (GError **error, const char *path, int number)
{
  g_autofree char *why = mirador_phrase_of_errno (number);

  mirador_set_error (error, MIRADOR_ERROR_FILE_UNWRITABLE, path, why, NULL);
}

static MiradorDefinition *
load_file (const char *path, gboolean user_owned, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) failure = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &failure))
    {
      fail_with_cause (error, MIRADOR_ERROR_FILE_UNREADABLE, path, failure);
      return NULL;
    }
  MiradorDefinition *definition = mirador_definition_parse (text, (gssize)length, path, error);
  if (definition == NULL)
    return NULL;
  definition->path = g_strdup (path);
  definition->user_owned = user_owned;
  /* Only what ships with the program needs no address. */
  definition->bundled = FALSE;
  resolve_tables (definition);
  return definition;
}

static MiradorDefinition *
load_shipped (const char *name, GError **error)
{
  g_autofree char *path = g_strconcat (FOLDER "/", name, NULL);
  g_autoptr (GBytes) bytes = mirador_data_load (path, error);

  if (bytes == NULL)
    return NULL;
  return mirador_definition_parse (g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes),
                                   name, error);
}

/* What is being listed: the newest of each id, and what could not be read. */
typedef struct
{
  GHashTable *by_id;
  GPtrArray *problems; /* (nullable) */
} Listing;

static void
take (Listing *listing, MiradorDefinition *definition, GError *failure)
{
  if (definition != NULL)
    g_hash_table_replace (listing->by_id, definition->id, definition);
  else if (listing->problems != NULL && failure != NULL)
    g_ptr_array_add (listing->problems, failure);
  else
    g_clear_error (&failure);
}

static void
list_shipped (Listing *listing)
{
  mirador_data_init ();
  g_auto (GStrv) names = g_resources_enumerate_children (MIRADOR_DATA_PREFIX FOLDER,
                                                         G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      GError *failure = NULL;
      if (g_str_has_suffix (names[i], ENDING))
        {
          MiradorDefinition *definition = load_shipped (names[i], &failure);
          take (listing, definition, failure);
        }
    }
}

static void
list_folder (Listing *listing, const char *folder, gboolean user_owned)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files != NULL && (name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GError *failure = NULL;
      if (g_str_has_suffix (name, ENDING))
        {
          MiradorDefinition *definition = load_file (path, user_owned, &failure);
          take (listing, definition, failure);
        }
    }
}

/* The first of the system's folders counts most (XDG base directories), so it comes last. */
static void
list_all (Listing *listing)
{
  const char *const *systems = g_get_system_data_dirs ();
  g_autofree char *users = user_folder ();

  list_shipped (listing);
  for (guint i = g_strv_length ((char **)systems); i > 0; i--)
    {
      g_autofree char *folder = g_build_filename (systems[i - 1], "mirador", FOLDER, NULL);
      list_folder (listing, folder, FALSE);
    }
  list_folder (listing, users, TRUE);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const MiradorDefinition *const *first = a;
  const MiradorDefinition *const *second = b;

  return strcmp ((*first)->id, (*second)->id);
}

GPtrArray *
mirador_definition_list (GPtrArray **problems)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_definition_unref);
  Listing listing = { 0 };
  GHashTableIter iter;
  gpointer definition;

  listing.by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                         (GDestroyNotify)mirador_definition_unref);
  if (problems != NULL)
    *problems = listing.problems = g_ptr_array_new_with_free_func ((GDestroyNotify)g_error_free);
  list_all (&listing);
  g_hash_table_iter_init (&iter, listing.by_id);
  while (g_hash_table_iter_next (&iter, NULL, &definition))
    g_ptr_array_add (list, mirador_definition_ref (definition));
  g_hash_table_unref (listing.by_id);
  g_ptr_array_sort (list, compare_ids);
  return list;
}

static void
set_unknown (const char *id, const GPtrArray *list, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const MiradorDefinition *definition = g_ptr_array_index (list, i);
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", definition->id);
    }
  mirador_set_error (error, MIRADOR_ERROR_FEED_UNKNOWN, id, known->str, NULL);
}

static char *
user_path (const char *id)
{
  g_autofree char *folder = user_folder ();
  g_autofree char *name = g_strconcat (id, ENDING, NULL);

  return g_build_filename (folder, name, NULL);
}

/* What is wrong with the user's file of that name, rather than that there is no such source. */
static gboolean
is_broken (const char *id, GError **error)
{
  g_autofree char *path = user_path (id);
  g_autoptr (MiradorDefinition) read = NULL;

  if (!mirador_definition_id_is_valid (id) || !g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  read = load_file (path, TRUE, error);
  return read == NULL;
}

MiradorDefinition *
mirador_definition_find (const char *id, GError **error)
{
  g_autoptr (GPtrArray) list = mirador_definition_list (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      MiradorDefinition *definition = g_ptr_array_index (list, i);
      if (g_strcmp0 (definition->id, id) == 0)
        return mirador_definition_ref (definition);
    }
  if (!is_broken (id, error))
    set_unknown (id, list, error);
  return NULL;
}

/* What would not be read back is not written. */
static gboolean
check (const MiradorDefinition *definition, const char *text, const char *path, GError **error)
{
  g_autoptr (MiradorDefinition) read = mirador_definition_parse (text, -1, path, error);

  return read != NULL && g_str_equal (read->id, definition->id);
}

gboolean
mirador_definition_save (MiradorDefinition *definition, GError **error)
{
  g_autofree char *folder = user_folder ();
  g_autofree char *text = mirador_definition_write (definition, folder);
  g_autofree char *path = user_path (definition->id);
  g_autoptr (GError) failure = NULL;

  if (!check (definition, text, path, error))
    return FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      fail_to_write (error, folder, errno);
      return FALSE;
    }
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &failure))
    {
      fail_with_cause (error, MIRADOR_ERROR_FILE_UNWRITABLE, path, failure);
      return FALSE;
    }
  definition->user_owned = TRUE;
  g_free (definition->path);
  definition->path = g_steal_pointer (&path);
  return TRUE;
}

/* Where the user wrote the file, it need not be called after its feed. */
gboolean
mirador_definition_remove (const char *id, GError **error)
{
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (id, error);
  g_autofree char *why = NULL;

  if (definition == NULL)
    return FALSE;
  if (!definition->user_owned)
    {
      /* Translators: %1$s is the id of a source. */
      why = mirador_phrase (N_ ("the source “%1$s” comes with Mirador and stays"), id, NULL);
      mirador_set_error (error, MIRADOR_ERROR_FAILED, why, NULL);
      return FALSE;
    }
  if (g_unlink (definition->path) == 0)
    return TRUE;
  fail_to_write (error, definition->path, errno);
  return FALSE;
}
