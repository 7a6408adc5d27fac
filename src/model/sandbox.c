/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/sandbox.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include "model/error.h"

/* Flatpak puts it into every sandbox. */
#define MARK "/.flatpak-info"

static const char *const own_folders[] = { "/tmp/", "/var/tmp/" };

/* The root of a sandbox is in memory, and what is lent lies on a file system of the host. */
static gboolean
is_in_memory (const char *folder)
{
  GStatBuf root, there;

  return g_stat ("/", &root) == 0 && g_stat (folder, &there) == 0 && root.st_dev == there.st_dev;
}

static gboolean
is_own (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (own_folders); i++)
    if (g_str_has_prefix (path, own_folders[i]))
      return TRUE;
  return FALSE;
}

gboolean
mirador_sandbox_check_keeps (const char *path, GError **error)
{
  g_autofree char *full = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (full);

  if (!g_file_test (MARK, G_FILE_TEST_EXISTS) || (!is_own (full) && !is_in_memory (folder)))
    return TRUE;
  mirador_set_error (error, MIRADOR_ERROR_FILE_UNWRITABLE, path,
                     N_ ("Mirador runs in a sandbox, which does not keep what is written there"),
                     NULL);
  return FALSE;
}
