/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include "model/error.h"
#include "store/sqlite-store.h"

static const MiradorCommand commands[] = {
  { "import", "FILE...", N_ ("Load files into the store"), mirador_command_import },
  { "refresh", "[FEED...]", N_ ("Pull feeds now"), mirador_command_refresh },
  { "feeds", "list | show ID | add FILE | remove ID | test ID", N_ ("Look after the feeds"),
    mirador_command_feeds },
  { "query", "", N_ ("Ask the store for figures"), mirador_command_query },
  { "chart", "KIND -o FILE.{png,svg,pdf}", N_ ("Draw a chart"), mirador_command_chart },
  { NULL },
};

const MiradorCommand *
mirador_cli_list (void)
{
  return commands;
}

const MiradorCommand *
mirador_cli_find (const char *name)
{
  for (const MiradorCommand *command = commands; command->name != NULL; command++)
    if (g_strcmp0 (command->name, name) == 0)
      return command;
  return NULL;
}

int
mirador_cli_fail (const GError *error)
{
  g_autofree char *sentence = mirador_error_to_sentence (error);

  g_printerr ("mirador: %s\n", sentence);
  if (g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_USAGE))
    return MIRADOR_EXIT_USAGE;
  return MIRADOR_EXIT_FAILED;
}

gboolean
mirador_cli_parse (const MiradorCommand *command,
                   const GOptionEntry *const *entries,
                   int *argc,
                   char ***argv,
                   int *status)
{
  g_autoptr (GOptionContext) parser = g_option_context_new (command->arguments);
  g_autofree char *program = g_strdup_printf ("mirador %s", command->name);
  g_autoptr (GError) error = NULL;

  /* The help names the whole command, not only its last word. */
  g_set_prgname (program);
  g_option_context_set_summary (parser, _ (command->summary));
  g_option_context_set_translation_domain (parser, GETTEXT_PACKAGE);
  for (; *entries != NULL; entries++)
    g_option_context_add_main_entries (parser, *entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (parser, argc, argv, &error))
    return TRUE;
  g_printerr ("mirador: %s\n", error->message);
  *status = MIRADOR_EXIT_USAGE;
  return FALSE;
}

MiradorStore *
mirador_cli_open (const MiradorCliContext *context, GError **error)
{
  g_autofree char *path = g_strdup (context->store_path);

  if (path == NULL)
    path = mirador_sqlite_store_default_path ();
  return mirador_sqlite_store_open (path, error);
}
