/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include "model/error.h"
#include "model/error-phrase.h"

static const MiradorCommand commands[] = {
  {
    .name = "import",
    .arguments = N_ ("FILE..."),
    .summary = N_ ("Load files into the store"),
    .run = mirador_command_import,
    .options = { mirador_import_options },
    .operands = MIRADOR_VALUES_FILES,
  },
  {
    .name = "refresh",
    .arguments = N_ ("[--due] [SOURCE...]"),
    .summary = N_ ("Pull feeds now"),
    .run = mirador_command_refresh,
    .options = { mirador_refresh_options },
    .operands = MIRADOR_VALUES_FEEDS,
  },
  {
    .name = "feeds",
    .arguments = N_ ("list | show ID | add FILE | remove ID | test ID | secret ID | forget ID"),
    .summary = N_ ("Look after the feeds"),
    .run = mirador_command_feeds,
    .verbs = mirador_feeds_verbs,
  },
  {
    .name = "query",
    .arguments = "",
    .summary = N_ ("Ask the store for figures"),
    .run = mirador_command_query,
    .options = { mirador_filter_options, mirador_query_options },
  },
  {
    .name = "chart",
    .arguments = N_ ("CHART -o FILE.{png,svg,pdf}"),
    .summary = N_ ("Draw a chart"),
    .run = mirador_command_chart,
    .describe = mirador_command_chart_describe,
    .options = { mirador_filter_options, mirador_chart_options },
    .operands = MIRADOR_VALUES_CHARTS,
  },
  {
    .name = "report",
    .arguments = N_ ("-o FILE.pdf"),
    .summary = N_ ("Write the charts of the overview as slides"),
    .run = mirador_command_report,
    .options = { mirador_report_options, mirador_report_filter_options },
  },
  {
    .name = "backup",
    .arguments = N_ ("FILE"),
    .summary = N_ ("Copy the store, also while it is in use"),
    .run = mirador_command_backup,
    .options = { mirador_backup_options },
    .operands = MIRADOR_VALUES_FILES,
  },
  {
    .name = "demo",
    .arguments = "",
    .summary = N_ ("The window, on simulated data, in a store of its own"),
  },
  { .name = "complete", .arguments = "", .run = mirador_command_complete },
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

/* What was typed is wrong, not what it met. */
static gboolean
is_about_usage (const GError *error)
{
  static const MiradorError codes[]
    = { MIRADOR_ERROR_USAGE,           MIRADOR_ERROR_PERIOD,
        MIRADOR_ERROR_PLACE_UNKNOWN,   MIRADOR_ERROR_PLACE_AMBIGUOUS,
        MIRADOR_ERROR_MEASURE_UNKNOWN, MIRADOR_ERROR_PROGRAM_UNKNOWN,
        MIRADOR_ERROR_CHART_UNKNOWN,   MIRADOR_ERROR_BREAKDOWN_UNKNOWN };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, MIRADOR_ERROR, (int)codes[i]))
      return TRUE;
  return FALSE;
}

int
mirador_cli_fail (const GError *error)
{
  g_autofree char *sentence = NULL;

  if (mirador_cli_note_damage (error))
    return MIRADOR_EXIT_FAILED;
  sentence = mirador_error_to_sentence (error);
  g_printerr ("mirador: %s\n", sentence);
  return is_about_usage (error) ? MIRADOR_EXIT_USAGE : MIRADOR_EXIT_FAILED;
}

int
mirador_cli_refuse (const char *phrase, const char *first, const char *second)
{
  g_autofree char *why = mirador_phrase (phrase, first, second, NULL);
  g_autoptr (GError) error = mirador_error_new (MIRADOR_ERROR_USAGE, why, NULL);

  return mirador_cli_fail (error);
}

/* GLib names the option in the middle of a sentence of its own, in its own language. */
static char *
find_option (const char *sentence)
{
  const char *start = strchr (sentence, '-');

  while (start != NULL && start > sentence && g_ascii_isalnum (start[-1]))
    start = strchr (start + 1, '-');
  if (start == NULL)
    return g_strdup ("");
  return g_strndup (start, strcspn (start, " \t\n"));
}

int
mirador_cli_refuse_option (const GError *cause)
{
  g_autofree char *option = find_option (cause->message);

  if (g_error_matches (cause, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    /* Translators: %1$s is an option, as --period. */
    return mirador_cli_refuse (N_ ("there is no option “%1$s”"), option, NULL);
  if (g_error_matches (cause, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE) && *option != '\0')
    /* Translators: %1$s is an option, as --period. */
    return mirador_cli_refuse (N_ ("the option “%1$s” needs a value"), option, NULL);
  return mirador_cli_refuse (N_ ("an option is written in a way that cannot be read"), NULL, NULL);
}

gboolean
mirador_cli_parse (const MiradorCommand *command,
                   const gpointer *choices,
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
  if (command->describe != NULL)
    {
      g_autofree char *description = command->describe ();

      g_option_context_set_description (parser, description);
    }
  for (guint i = 0; command->options[i] != NULL; i++)
    {
      g_autofree GOptionEntry *entries = mirador_options_bind (command->options[i], choices[i]);

      g_option_context_add_main_entries (parser, entries, GETTEXT_PACKAGE);
    }
  if (g_option_context_parse (parser, argc, argv, &error))
    return TRUE;
  *status = mirador_cli_refuse_option (error);
  return FALSE;
}
