/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include "analysis/suppression.h"
#include "app/application.h"
#include "cli/cli.h"
#include "feeds/secret.h"
#include "model/error.h"
#include "model/format.h"
#include "model/language.h"

typedef struct
{
  char *store;
  char *language;
  gboolean version;
} GlobalOptions;

static void
global_options_clear (GlobalOptions *options)
{
  g_free (options->store);
  g_free (options->language);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GlobalOptions, global_options_clear)

/* printf counts bytes; a column of a terminal holds characters. */
static void
append_command (GString *text, const char *usage, const char *summary)
{
  const int column = 58;
  int bytes = column + (int)(strlen (usage) - (gsize)g_utf8_strlen (usage, -1));

  g_string_append_printf (text, "  %-*s %s\n", bytes, usage, summary);
}

static char *
list_commands (void)
{
  g_autoptr (GString) text = g_string_new (_ ("Commands:"));

  g_string_append_c (text, '\n');
  for (const MiradorCommand *command = mirador_cli_list (); command->name != NULL; command++)
    {
      g_autofree char *usage = g_strdup_printf (
        "%s %s", command->name, *command->arguments != '\0' ? _ (command->arguments) : "");

      append_command (text, usage, _ (command->summary));
    }
  append_command (text, "demo", _ ("The window, on simulated data, in a store of its own"));
  g_string_append_printf (text, "\n%s\n", _ ("Without a command the window opens."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The manager's choices of the window hold for the command line too; without the schema (a program
   that is not installed) the defaults do. */
static void
apply_settings (const char *requested, MiradorCliContext *context)
{
  GSettings *settings = mirador_application_get_settings ();
  g_autofree char *language = NULL;

  context->fiscal_first_month = MIRADOR_FISCAL_FIRST_MONTH_DEFAULT;
  context->suppression_threshold = MIRADOR_SUPPRESSION_THRESHOLD_DEFAULT;
  if (settings != NULL)
    {
      language = g_settings_get_string (settings, "language");
      context->fiscal_first_month = g_settings_get_int (settings, "fiscal-first-month");
      context->suppression_threshold = g_settings_get_int (settings, "suppression-threshold");
      mirador_format_set_number_style (g_settings_get_enum (settings, "number-style"));
    }
  if (requested == NULL && language != NULL && *language != '\0')
    requested = language;
  mirador_language_init (requested, MIRADOR_LOCALE_DIR);
}

/* Options before the command are the program's; what follows it is the command's own. */
static int
count_global_arguments (int argc, char **argv)
{
  int i = 1;

  while (i < argc && argv[i][0] == '-')
    i += (g_str_equal (argv[i], "--store") || g_str_equal (argv[i], "--lang")) && i + 1 < argc ? 2
                                                                                               : 1;
  return i;
}

static gboolean
parse_global (GlobalOptions *options, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &options->store, N_ ("The store's file"), N_ ("FILE") },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &options->language, N_ ("es or en"), N_ ("LANGUAGE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_ ("Print the version"), NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) parser = g_option_context_new (_ ("[COMMAND]"));
  g_autofree char *commands = list_commands ();
  g_autoptr (GError) error = NULL;
  g_autofree char **copy = g_memdup2 (argv, sizeof *argv * (gsize)(argc + 1));
  MiradorLanguage language;

  copy[argc] = NULL;
  g_option_context_set_description (parser, commands);
  g_option_context_add_main_entries (parser, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (parser, &argc, &copy, &error))
    {
      mirador_cli_refuse_option (error);
      return FALSE;
    }
  if (options->language == NULL || mirador_language_from_text (options->language, &language))
    return TRUE;
  mirador_cli_refuse (N_ ("there is no language “%1$s”; the languages are: %2$s"),
                      options->language, "es, en");
  return FALSE;
}

/* The language has to be known before the first sentence, --help's among them. */
static const char *
peek_language (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      if (g_str_equal (argv[i], "--lang") && i + 1 < argc)
        return argv[i + 1];
      if (g_str_has_prefix (argv[i], "--lang="))
        return argv[i] + strlen ("--lang=");
      if (argv[i][0] != '-')
        break;
      if (g_str_equal (argv[i], "--store"))
        i++;
    }
  return NULL;
}

static int
run_command (MiradorCliContext *context, int argc, char **argv)
{
  const MiradorCommand *command = argc > 0 ? mirador_cli_find (argv[0]) : NULL;

  if (command != NULL)
    return command->run (context, argc, argv);
  if (argc == 0 || (argc == 1 && g_str_equal (argv[0], "demo")))
    return mirador_application_run (context->store_path, argc == 1, 0, NULL);
  return mirador_cli_refuse (N_ ("there is no command “%1$s”"), argv[0], NULL);
}

int
main (int argc, char **argv)
{
  g_auto (GlobalOptions) options = { 0 };
  MiradorCliContext context = { 0 };
  int n = count_global_arguments (argc, argv);

  mirador_secret_take_environment ();
  apply_settings (peek_language (argc, argv), &context);
  g_set_prgname ("mirador");
  if (!parse_global (&options, n, argv))
    return MIRADOR_EXIT_USAGE;
  if (options.version)
    {
      g_print ("Mirador %s\n", PACKAGE_VERSION);
      return MIRADOR_EXIT_OK;
    }
  context.store_path = options.store;
  return run_command (&context, argc - n, argv + n);
}
