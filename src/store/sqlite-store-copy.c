/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite-store-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include "model/error-phrase.h"
#include "model/error.h"
#include "store/schema.h"

#define TEMPLATE "mirador-XXXXXX"
#define NAME "store.db"

/* Where the first is as full, or as closed, as the user's own folder, another may not be. */
static char *
make_folder (GError **error)
{
  const char *const places[] = { g_get_tmp_dir (), g_get_user_runtime_dir (), "/tmp" };
  g_autofree char *why = NULL;
  int number = ENOENT;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *folder = g_build_filename (places[i], TEMPLATE, NULL);

      if (g_mkdtemp (folder) != NULL)
        return g_steal_pointer (&folder);
      number = errno;
    }
  why = mirador_phrase_of_errno (number);
  mirador_set_error (error, MIRADOR_ERROR_FILE_UNWRITABLE, places[0], why, NULL);
  return NULL;
}

/* A file that is not there is no failure: there is nothing to copy. */
static gboolean
copy_file (const char *path, const char *folder, const char *ending, GError **error)
{
  g_autofree char *from = g_strconcat (path, ending, NULL);
  g_autofree char *name = g_strconcat (NAME, ending, NULL);
  g_autofree char *to = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) failure = NULL;
  g_autofree char *why = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &failure))
    return TRUE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    return TRUE;
  why = mirador_phrase_of_cause (failure);
  mirador_set_error (error, MIRADOR_ERROR_FILE_UNREADABLE, from, why, NULL);
  return FALSE;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

void
mirador_sqlite_store_drop_copy (MiradorSqliteStore *self)
{
  if (self->copy_folder != NULL)
    remove_folder (self->copy_folder);
  g_clear_pointer (&self->copy_folder, g_free);
}

MiradorStore *
mirador_sqlite_store_open_copy (const char *path, GError **error)
{
  g_autofree char *folder = NULL, *copy = NULL;
  MiradorStore *store = NULL;
  guint n_steps;

  mirador_schema_steps (&n_steps);
  if (!mirador_schema_check (path, n_steps, error))
    return NULL;
  folder = make_folder (error);
  if (folder == NULL)
    return NULL;
  copy = g_build_filename (folder, NAME, NULL);
  if (copy_file (path, folder, "", error) && copy_file (path, folder, "-wal", error))
    store = mirador_sqlite_store_open (copy, error);
  if (store != NULL)
    MIRADOR_SQLITE_STORE (store)->copy_folder = g_steal_pointer (&folder);
  else
    remove_folder (folder);
  return store;
}
