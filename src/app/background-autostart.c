/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/background-autostart.h"

#include <glib/gi18n-lib.h>

#define APPLICATION_ID "pe.org.sociosensalud.Mirador"
#define GROUP G_KEY_FILE_DESKTOP_GROUP

char *
mirador_background_autostart_get_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", APPLICATION_ID ".desktop", NULL);
}

/* As the Desktop Entry Specification wants the words of Exec; the key file escapes once more. */
static char *
quote (const char *path)
{
  g_autoptr (GString) text = g_string_new ("\"");

  for (; *path != '\0'; path++)
    {
      if (strchr ("\"`$\\", *path) != NULL)
        g_string_append_c (text, '\\');
      else if (*path == '%')
        g_string_append_c (text, '%');
      g_string_append_c (text, *path);
    }
  g_string_append_c (text, '"');
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* By its path, for the log-in need not know the user's PATH; a program that was replaced while it
 * runs has none any more. */
static char *
make_command (void)
{
  g_autofree char *path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *quoted
    = path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) ? quote (path) : g_strdup ("mirador");

  return g_strconcat (quoted, " --gapplication-service", NULL);
}

static char *
make_entry (void)
{
  g_autoptr (GKeyFile) entry = g_key_file_new ();
  g_autofree char *command = make_command ();

  g_key_file_set_string (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE, "Application");
  g_key_file_set_string (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, "Mirador");
  g_key_file_set_string (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_COMMENT,
                         _ ("Refreshes the feeds in the background"));
  g_key_file_set_string (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, command);
  g_key_file_set_string (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_ICON, APPLICATION_ID);
  g_key_file_set_boolean (entry, GROUP, G_KEY_FILE_DESKTOP_KEY_NO_DISPLAY, TRUE);
  return g_key_file_to_data (entry, NULL, NULL);
}

static gboolean
write_entry (const char *path, const char *entry, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) place = g_file_new_for_path (folder);
  g_autoptr (GError) local = NULL;

  if (!g_file_make_directory_with_parents (place, NULL, &local)
      && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return g_file_set_contents (path, entry, -1, error);
}

static gboolean
remove_entry (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local = NULL;

  if (g_file_delete (file, NULL, &local)
      || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* What was wanted last stands there in the end, whichever thread is the first. */
static void
thread_func (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  static GMutex turn;
  const char *entry = task_data;
  g_autofree char *path = mirador_background_autostart_get_path ();
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&turn);
  g_autoptr (GError) error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (entry != NULL ? write_entry (path, entry, &error) : remove_entry (path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
mirador_background_autostart_async (gboolean on,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, mirador_background_autostart_async);
  g_task_set_task_data (task, on ? make_entry () : NULL, g_free);
  g_task_run_in_thread (task, thread_func);
}

gboolean
mirador_background_autostart_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
