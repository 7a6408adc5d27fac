/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/document.h"

#include <glib/gstdio.h>
#include "feeds/http-error.h"
#include "feeds/http.h"
#include "feeds/location.h"
#include "model/error.h"

#define MOST_MEGABYTES "512"
#define MOST_BYTES (512 * 1024 * 1024)

typedef struct
{
  char *name; /* for people */
  char *path;
  GCancellable *inner;
  gulong cancelled_id;
  gboolean is_too_large;
} Copying;

static void
copying_free (Copying *copying)
{
  if (copying->path != NULL)
    mirador_document_remove (copying->path);
  g_free (copying->path);
  g_free (copying->name);
  g_object_unref (copying->inner);
  g_free (copying);
}

static void
cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
progress_cb (goffset bytes, goffset total, gpointer user_data)
{
  Copying *copying = user_data;

  if (MAX (bytes, total) <= MOST_BYTES)
    return;
  copying->is_too_large = TRUE;
  g_cancellable_cancel (copying->inner);
}

static GError *
explain (const Copying *copying, const GError *cause)
{
  if (copying->is_too_large)
    return mirador_error_new (MIRADOR_ERROR_TOO_LARGE, copying->name, MOST_MEGABYTES, NULL);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return mirador_error_new (MIRADOR_ERROR_CANCELLED, copying->name, NULL);
  return mirador_file_error (cause, copying->name);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Copying *copying = g_task_get_task_data (task);
  GCancellable *outer = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;

  if (outer != NULL)
    g_cancellable_disconnect (outer, copying->cancelled_id);
  if (g_file_copy_finish (G_FILE (source), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&copying->path), g_free);
  else
    g_task_return_error (task, explain (copying, error));
}

/* Readable by nobody else; under its own name, which errors and the preview say. */
static char *
make_place (GFile *file, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-XXXXXX", error);
  g_autofree char *name = g_file_get_basename (file);

  if (folder == NULL)
    return NULL;
  return g_build_filename (folder, name == NULL || strchr (name, '/') != NULL ? "x" : name, NULL);
}

void
mirador_document_copy_async (GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (file, cancellable, callback, user_data);
  Copying *copying = g_new0 (Copying, 1);
  g_autoptr (GFile) place = NULL;
  g_autofree char *name = g_file_get_parse_name (file);
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, mirador_document_copy_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, copying, (GDestroyNotify)copying_free);
  copying->name = mirador_location_for_people (name);
  copying->inner = g_cancellable_new ();
  copying->path = make_place (file, &error);
  if (copying->path == NULL)
    {
      g_task_return_error (task, mirador_file_error (error, copying->name));
      g_object_unref (task);
      return;
    }
  if (cancellable != NULL)
    copying->cancelled_id
      = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), copying->inner, NULL);
  place = g_file_new_for_path (copying->path);
  g_file_copy_async (file, place, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                     G_PRIORITY_DEFAULT, copying->inner, progress_cb, copying, copied_cb, task);
}

char *
mirador_document_copy_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
mirador_document_remove (const char *copy)
{
  g_autofree char *folder = g_path_get_dirname (copy);

  g_unlink (copy);
  g_rmdir (folder);
}

char *
mirador_document_get_location (GFile *file)
{
  char *path = g_file_get_path (file);
  g_autofree char *uri = NULL;

  if (path != NULL)
    return path;
  uri = g_file_get_uri (file);
  return mirador_location_is_web (uri) ? g_steal_pointer (&uri) : NULL;
}
