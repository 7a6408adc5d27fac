/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>
#include "model/error-phrase.h"
#include "model/error.h"
#include "model/sandbox.h"

static void
set_unwritable (GError **error, const char *path, int number)
{
  g_autofree char *why = mirador_phrase_of_errno (number);

  mirador_set_error (error, MIRADOR_ERROR_FILE_UNWRITABLE, path, why, NULL);
}

/* In the same folder, so that the rename cannot cross a file system. */
char *
mirador_draft_create (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *draft = g_build_filename (folder, ".mirador-XXXXXX", NULL);
  int fd;

  if (!mirador_sandbox_check_keeps (path, error))
    return NULL;
  fd = g_mkstemp_full (draft, O_RDWR | O_CLOEXEC, 0644);
  if (fd < 0)
    {
      set_unwritable (error, path, errno);
      return NULL;
    }
  close (fd);
  return g_steal_pointer (&draft);
}

gboolean
mirador_draft_keep (const char *draft, const char *path, GError **error)
{
  if (g_rename (draft, path) == 0)
    return TRUE;
  set_unwritable (error, path, errno);
  g_unlink (draft);
  return FALSE;
}

void
mirador_draft_drop (const char *draft)
{
  g_unlink (draft);
}
