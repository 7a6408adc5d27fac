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
#include "model/sandbox.h"

static void
program_choices_clear (MiradorProgramChoices *options)
{
  g_free (options->store);
  g_free (options->language);
  g_free (options->action);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiradorProgramChoices, program_choices_clear)

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

      if (command->summary != NULL)
        append_command (text, usage, _ (command->summary));
    }
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
  /* The one sentence that cannot come from the translations. */
  if (!mirador_language_is_complete ())
    g_printerr ("mirador: %s\n", "Falta la traducción al español: vuelva a instalar Mirador. "
                                 "(The Spanish translation is missing: install Mirador again.)");
}

/* Behind these stands a value. */
static gboolean
takes_value (const char *option)
{
  return g_str_equal (option, "--store") || g_str_equal (option, "--lang")
         || g_str_equal (option, "--action");
}

/* Options before the command are the program's; what follows it is the command's own. */
static int
count_global_arguments (int argc, char **argv)
{
  int i = 1;

  while (i < argc && argv[i][0] == '-')
    i += takes_value (argv[i]) && i + 1 < argc ? 2 : 1;
  return i;
}

static gboolean
parse_global (MiradorProgramChoices *options, int argc, char **argv)
{
  g_autofree GOptionEntry *entries = mirador_options_bind (mirador_program_options, options);
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
      if (takes_value (argv[i]))
        i++;
    }
  return NULL;
}

/* What a double click hands over: the desktop writes addresses, a person the name of a file. */
static gboolean
is_document (const char *text)
{
  g_autofree char *scheme = g_uri_parse_scheme (text);

  return (scheme != NULL && g_str_equal (scheme, "file"))
         || g_str_has_suffix (text, ".mirador.json");
}

static gboolean
is_there (const char *document, GError **error)
{
  g_autofree char *scheme = g_uri_parse_scheme (document);

  if (scheme != NULL || g_file_test (document, G_FILE_TEST_EXISTS))
    return TRUE;
  mirador_set_error (error, MIRADOR_ERROR_FILE_NOT_FOUND, document, NULL);
  return FALSE;
}

/* Documents to show before anything of them is kept, or nothing: the window alone. */
static int
open_window (MiradorLaunch *launch, int argc, char **argv)
{
  g_autofree const char **documents = g_new0 (const char *, argc + 1);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < argc; i++)
    {
      if (!is_document (argv[i]))
        return mirador_cli_refuse (N_ ("there is no command “%1$s”"), argv[i], NULL);
      if (!is_there (argv[i], &error))
        return mirador_cli_fail (error);
      documents[i] = argv[i];
    }
  launch->documents = argc > 0 ? documents : NULL;
  return mirador_application_run (launch);
}

static int
run_command (const MiradorProgramChoices *options,
             MiradorCliContext *context,
             int argc,
             char **argv)
{
  const MiradorCommand *command = argc > 0 ? mirador_cli_find (argv[0]) : NULL;
  MiradorLaunch launch = { .store_path = context->store_path, .action = options->action };

  if (launch.action != NULL && !mirador_values_contain (MIRADOR_VALUES_ACTIONS, launch.action))
    /* Translators: %1$s is what somebody typed, %2$s a list of words. */
    return mirador_cli_refuse (N_ ("there is no action “%1$s”; the actions are: %2$s"),
                               launch.action, "present, refresh");
  launch.demo = argc == 1 && g_str_equal (argv[0], "demo");
  if (launch.action != NULL && argc > 0 && !launch.demo)
    /* Translators: %1$s is a command. */
    return mirador_cli_refuse (N_ ("an action is for the window; “%1$s” opens none"), argv[0],
                               NULL);
  if (command != NULL && command->run != NULL)
    return mirador_cli_end (command->run (context, argc, argv));
  return open_window (&launch, launch.demo ? 0 : argc, argv);
}

/* So the session bus starts the program: there is nothing else to read. */
static gboolean
is_service (int argc, char **argv)
{
  return argc == 2 && g_str_equal (argv[1], "--gapplication-service");
}

int
main (int argc, char **argv)
{
  g_auto (MiradorProgramChoices) options = { 0 };
  MiradorCliContext context = { 0 };
  g_autoptr (GError) error = NULL;
  int n = count_global_arguments (argc, argv);

  mirador_secret_take_environment ();
  apply_settings (peek_language (argc, argv), &context);
  g_set_prgname ("mirador");
  if (is_service (argc, argv))
    return mirador_application_run (&(MiradorLaunch){ .is_service = TRUE });
  if (!parse_global (&options, n, argv))
    return MIRADOR_EXIT_USAGE;
  if (options.version)
    {
      g_print ("Mirador %s\n", PACKAGE_VERSION);
      return MIRADOR_EXIT_OK;
    }
  if (options.store != NULL && !mirador_sandbox_check_keeps (options.store, &error))
    return mirador_cli_fail (error);
  context.store_path = options.store;
  return run_command (&options, &context, argc - n, argv + n);
}
