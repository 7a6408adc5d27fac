/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include "model/sandbox.h"
#include "store/backup.h"
#include "store/sqlite-store.h"

typedef struct
{
  gboolean force;
} BackupChoices;

const MiradorOption mirador_backup_options[] = {
  { "force", 'f', G_OPTION_ARG_NONE, G_STRUCT_OFFSET (BackupChoices, force),
    N_ ("Replace a file of that name"), NULL, MIRADOR_VALUES_NONE },
  { NULL },
};

int
mirador_command_backup (const MiradorCliContext *context, int argc, char **argv)
{
  BackupChoices choices = { 0 };
  const gpointer groups[] = { &choices };
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int status = MIRADOR_EXIT_OK;

  if (!mirador_cli_parse (mirador_cli_find ("backup"), groups, &argc, &argv, &status))
    return status;
  if (argc != 2)
    return mirador_cli_refuse (N_ ("name the one file that the copy shall be"), NULL, NULL);
  path = context->store_path != NULL ? g_strdup (context->store_path)
                                     : mirador_sqlite_store_default_path ();
  if (!mirador_sandbox_check_keeps (argv[1], &error)
      || !mirador_backup_write (path, argv[1], choices.force, &error))
    return mirador_cli_fail (error);
  /* Translators: %1$s is the store's file, %2$s the copy. */
  g_print (_ ("The store “%1$s” is copied to “%2$s”.\n"), path, argv[1]);
  return MIRADOR_EXIT_OK;
}
