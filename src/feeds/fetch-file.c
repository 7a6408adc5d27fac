/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/fetch.h"

#include <errno.h>

#include "feeds/http-error.h"
#include "feeds/location.h"

/* What was meant as an address may have been taken for a file. */
static GError *
file_error (const MiradorFetch *fetch, const GError *cause)
{
  g_autofree char *path = mirador_path_for_people (fetch->location);

  return mirador_file_error (cause, path);
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  GFileInputStream *stream = g_file_read_finish (G_FILE (source), result, &error);

  if (stream == NULL)
    {
      mirador_fetch_fail (task, file_error (fetch, error));
      g_error_free (error);
      return;
    }
  fetch->stream = G_INPUT_STREAM (stream);
  mirador_fetch_read (task);
}

/* A pipe or a device would block its thread for ever, so only files are opened. */
static GError *
check_file (MiradorFetch *fetch, GFileInfo *details)
{
  GFileType type = g_file_info_get_attribute_uint32 (details, G_FILE_ATTRIBUTE_STANDARD_TYPE);
  int code = type == G_FILE_TYPE_DIRECTORY ? G_IO_ERROR_IS_DIRECTORY : G_IO_ERROR_NOT_REGULAR_FILE;
  g_autoptr (GError) cause = NULL;

  fetch->announced = g_file_info_get_attribute_uint64 (details, G_FILE_ATTRIBUTE_STANDARD_SIZE);
  if (type == G_FILE_TYPE_REGULAR)
    return NULL;
  cause = g_error_new_literal (G_IO_ERROR, code,
                               g_strerror (type == G_FILE_TYPE_DIRECTORY ? EISDIR : EINVAL));
  return file_error (fetch, cause);
}

static void
details_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  MiradorFetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInfo) details = g_file_query_info_finish (G_FILE (source), result, &cause);
  GError *error = details != NULL ? check_file (fetch, details) : file_error (fetch, cause);

  if (error != NULL)
    {
      mirador_fetch_fail (task, error);
      return;
    }
  g_file_read_async (G_FILE (source), G_PRIORITY_DEFAULT, fetch->inner, file_read_cb, task);
}

void
mirador_fetch_open_file (GTask *task)
{
  MiradorFetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GFile) file = mirador_location_open_file (fetch->location, &error);

  if (file == NULL)
    {
      mirador_fetch_fail (task, error);
      return;
    }
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, fetch->inner, details_cb,
                           task);
}
