/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/source-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <errno.h>
#include <string.h>

#include "feeds/definition-private.h"
#include "feeds/location.h"
#include "feeds/mapping.h"
#include "feeds/secret.h"
#include "model/error.h"
#include "model/error-phrase.h"

#define LONGEST_ID 40
#define AUTHORITY_ENDING ".pem"
#define MOST_OF_AUTHORITY (1 << 20)

/* What the worker thread writes: texts of their own, for the source may change meanwhile. */
typedef struct
{
  char *wish;  /* the id that is wanted */
  char *saved; /* (nullable) the id that is the feed's own already */

  char *id; /* the one that was free */
  char *definition;
  char *mapping;   /* (nullable) */
  char *authority; /* (nullable) a file to copy beside them */
  GError *notice;
} Saving;

static void
saving_free (Saving *saving)
{
  g_free (saving->wish);
  g_free (saving->saved);
  g_free (saving->id);
  g_free (saving->definition);
  g_free (saving->mapping);
  g_free (saving->authority);
  g_clear_error (&saving->notice);
  g_free (saving);
}

static char *
folder_of_user (void)
{
  return g_build_filename (g_get_user_config_dir (), "mirador", "feeds", NULL);
}

static char *
path_of (const char *id, const char *ending)
{
  g_autofree char *folder = folder_of_user ();
  g_autofree char *name = g_strconcat (id, ending, NULL);

  return g_build_filename (folder, name, NULL);
}

/* Ids */

/* «TB: Lima Norte, 2024» → "tb-lima-norte-2024". */
static char *
id_of_title (const char *title)
{
  g_autofree char *folded = mirador_text_fold (title);
  g_autofree char *ascii = g_str_to_ascii (folded, "C");
  g_autoptr (GString) id = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0' && id->len < LONGEST_ID; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (id, g_ascii_tolower (*c));
      else if (id->len > 0 && id->str[id->len - 1] != '-')
        g_string_append_c (id, '-');
    }
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  return g_string_free (g_steal_pointer (&id), FALSE);
}

static gboolean
is_taken (GPtrArray *definitions, const char *id)
{
  g_autofree char *definition = path_of (id, ".feed.json");

  for (guint i = 0; i < definitions->len; i++)
    {
      const MiradorDefinition *other = g_ptr_array_index (definitions, i);

      if (g_str_equal (other->id, id))
        return TRUE;
    }
  return g_file_test (definition, G_FILE_TEST_EXISTS);
}

/* Another feed of the same title keeps its files and its figures. */
static char *
find_free_id (const Saving *saving)
{
  g_autoptr (GPtrArray) definitions = mirador_definition_list (NULL);
  g_autofree char *id = g_strdup (saving->wish);

  for (guint n = 2; g_strcmp0 (id, saving->saved) != 0 && is_taken (definitions, id); n++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", saving->wish, n);
    }
  return g_steal_pointer (&id);
}

static void
find_id_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, find_free_id (task_data), g_free);
}

/* Writing */

static gboolean
fail_to_write (const char *path, const char *why, GError **error)
{
  mirador_set_error (error, MIRADOR_ERROR_FILE_UNWRITABLE, path, why, NULL);
  return FALSE;
}

static gboolean
write_beside (const char *id, const char *ending, const char *text, gsize length, GError **error)
{
  g_autofree char *path = path_of (id, ending);
  g_autofree char *folder = folder_of_user ();
  g_autoptr (GError) failure = NULL;
  g_autofree char *why = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      why = mirador_phrase_of_errno (errno);
      return fail_to_write (folder, why, error);
    }
  if (g_file_set_contents_full (path, text, (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &failure))
    return TRUE;
  why = mirador_phrase_of_cause (failure);
  return fail_to_write (path, why, error);
}

static gboolean
copy_authority (const Saving *saving, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *why = NULL;
  g_autoptr (GError) failure = NULL;
  gsize length = 0;

  if (saving->authority == NULL)
    return TRUE;
  if (g_file_get_contents (saving->authority, &text, &length, &failure)
      && length <= MOST_OF_AUTHORITY)
    return write_beside (saving->id, AUTHORITY_ENDING, text, length, error);
  why = failure != NULL ? mirador_phrase_of_cause (failure) : g_strdup (N_ ("it is too large"));
  mirador_set_error (error, MIRADOR_ERROR_FILE_UNREADABLE, saving->authority, why, NULL);
  return FALSE;
}

/* What would not be read back is not written. The definition comes last: without it the others are
 * nobody's. */
static gboolean
write_all (const Saving *saving, GError **error)
{
  g_autoptr (MiradorDefinition) definition
    = mirador_definition_parse (saving->definition, -1, saving->id, error);

  if (definition == NULL)
    return FALSE;
  return copy_authority (saving, error) && mirador_definition_save (definition, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_all (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* On the main thread */

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Saving *saving = g_task_get_task_data (task);

  mirador_secret_store_finish (result, &saving->notice);
  g_task_return_boolean (task, TRUE);
}

static void
replace (char **slot, char *text)
{
  g_free (*slot);
  *slot = text;
}

/* In memory the paths are whole, as where the definition is read. */
static void
take_paths (MiradorSource *source, const Saving *saving)
{
  MiradorDefinition *definition = source->definition;
  MiradorTable *table = mirador_source_get_table (source);

  replace (&source->saved_id, g_strdup (saving->id));
  replace (&definition->path, path_of (saving->id, ".feed.json"));
  definition->user_owned = TRUE;
  if (saving->mapping != NULL)
    replace (&table->mapping, g_strdup (saving->mapping));
  if (saving->authority != NULL)
    replace (&definition->authority, path_of (saving->id, AUTHORITY_ENDING));
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MiradorSource *source = mirador_source_of (task);
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  take_paths (source, saving);
  if (source->secret == NULL || source->definition->auth == MIRADOR_AUTH_NONE)
    g_task_return_boolean (task, TRUE);
  else
    mirador_secret_store_async (saving->id, source->secret, g_task_get_cancellable (task),
                                stored_cb, g_object_ref (task));
}

static void
run (GTask *task, GTaskThreadFunc function, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) work
    = g_task_new (NULL, g_task_get_cancellable (task), callback, g_object_ref (task));

  g_task_set_source_tag (work, mirador_source_save_async);
  /* Half of a pair is worse than none: once begun, it is written. */
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_task_data (work, g_task_get_task_data (task), NULL);
  g_object_set_data_full (G_OBJECT (work), "saver", g_object_ref (task), g_object_unref);
  g_task_run_in_thread (work, function);
}

/* The names in the file are those of its neighbours, so that the files can be copied together. */
static char *
write_definition (MiradorSource *source, const Saving *saving)
{
  MiradorDefinition *definition = source->definition;
  MiradorTable *table = mirador_source_get_table (source);
  g_autofree char *mapping = g_steal_pointer (&table->mapping);
  g_autofree char *authority = g_steal_pointer (&definition->authority);
  char *text;

  if (saving->mapping != NULL)
    table->mapping = g_strdup (saving->mapping);
  if (saving->authority != NULL)
    definition->authority = g_strconcat (saving->id, AUTHORITY_ENDING, NULL);
  text = mirador_definition_to_json (definition);
  replace (&table->mapping, g_steal_pointer (&mapping));
  replace (&definition->authority, g_steal_pointer (&authority));
  return text;
}

static void
take_ask (MiradorSource *source)
{
  MiradorTable *table = mirador_source_get_table (source);

  g_clear_pointer (&table->ask, mirador_ask_free);
  if (mirador_source_is_dhis2 (source))
    table->ask = mirador_source_make_ask (source);
}

static void
id_found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  MiradorSource *source = mirador_source_of (task);
  Saving *saving = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  saving->id = g_task_propagate_pointer (G_TASK (result), NULL);
  replace (&source->definition->id, g_strdup (saving->id));
  take_ask (source);
  saving->mapping = mirador_source_to_mapping (source);
  saving->authority = g_strdup (source->definition->authority);
  saving->definition = write_definition (source, saving);
  run (task, write_in_thread, written_cb);
}

/* Whatever has no title is called by its kind and where it is. */
static void
give_title (MiradorSource *source)
{
  MiradorText *title = &source->definition->title;
  const char *location = mirador_source_get_table (source)->location;
  g_autoptr (GUri) uri = g_uri_parse (location, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autofree char *file = g_path_get_basename (location);

  if (title->es != NULL || title->en != NULL)
    return;
  title->es = g_strdup_printf ("%s (%s)", g_dgettext (GETTEXT_PACKAGE, source->kind->name),
                               host != NULL && *host != '\0' ? host : file);
  title->en = g_strdup (title->es);
}

static char *
wish_of (const MiradorSource *source)
{
  const MiradorDefinition *definition = source->definition;
  g_autofree char *made = NULL;

  if (mirador_definition_id_is_valid (definition->id))
    return g_strdup (definition->id);
  made = id_of_title (mirador_text_get (&definition->title));
  return *made != '\0' ? g_steal_pointer (&made) : g_strdup (source->kind->id);
}

void
mirador_source_save_async (MiradorSource *source,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task
    = mirador_source_task_new (source, mirador_source_save_async, cancellable, callback, user_data);
  g_autofree char *why_not = mirador_source_why_not (source);
  Saving *saving = g_new0 (Saving, 1);

  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, saving, (GDestroyNotify)saving_free);
  if (why_not != NULL)
    {
      /* The sentence that it becomes part of has an end of its own. */
      if (g_str_has_suffix (why_not, "."))
        why_not[strlen (why_not) - 1] = '\0';
      g_task_return_error (task, mirador_error_new (MIRADOR_ERROR_FAILED, why_not, NULL));
      return;
    }
  give_title (source);
  saving->wish = wish_of (source);
  saving->saved = g_strdup (source->saved_id);
  run (task, find_id_in_thread, id_found_cb);
}

gboolean
mirador_source_save_finish (MiradorSource *source,
                            GAsyncResult *result,
                            GError **notice,
                            GError **error)
{
  Saving *saving = g_task_get_task_data (G_TASK (result));

  if (notice != NULL)
    *notice = g_steal_pointer (&saving->notice);
  return mirador_source_take_boolean (result, error);
}
