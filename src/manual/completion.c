/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "manual/manual.h"

#include <string.h>
#include "charts/chart.h"

static void
add_entry (GString *script, const char *array, const char *key, const char *text)
{
  g_autofree char *quoted_key = g_shell_quote (key);
  g_autofree char *quoted = g_shell_quote (text);

  g_string_append_printf (script, "%s[%s]=%s\n", array, quoted_key, quoted);
}

/* What stands behind each option, and the options in their order. */
static void
add_options (GString *script, const char *command, const MiradorOption *options, GString *names)
{
  for (; options->name != NULL; options++)
    {
      g_autofree char *key = g_strdup_printf ("%s --%s", command, options->name);

      g_string_append_printf (names, "--%s ", options->name);
      add_entry (script, "_mirador_behind", key, mirador_values_to_id (options->values));
      if (options->letter != 0)
        {
          g_autofree char *short_key = g_strdup_printf ("%s -%c", command, options->letter);

          g_string_append_printf (names, "-%c ", options->letter);
          add_entry (script, "_mirador_behind", short_key, mirador_values_to_id (options->values));
        }
    }
}

static void
add_verbs (GString *script, const MiradorCommand *command)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (const MiradorVerb *verb = command->verbs; verb != NULL && verb->name != NULL; verb++)
    {
      g_autofree char *key = g_strdup_printf ("%s %s", command->name, verb->name);

      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", verb->name);
      add_entry (script, "_mirador_behind", key, mirador_values_to_id (verb->values));
    }
  if (names->len > 0)
    add_entry (script, "_mirador_verbs", command->name, names->str);
}

static void
add_command (GString *script, const MiradorCommand *command)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; command->options[i] != NULL; i++)
    add_options (script, command->name, command->options[i], names);
  g_string_append (names, "--help");
  add_entry (script, "_mirador_options", command->name, names->str);
  if (command->operands != MIRADOR_VALUES_NONE)
    add_entry (script, "_mirador_operands", command->name,
               mirador_values_to_id (command->operands));
  add_verbs (script, command);
}

/* Bash has no key that is empty: the program's own options are those of the command "-". */
static void
add_program (GString *script)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) commands = g_string_new (NULL);

  add_options (script, "-", mirador_program_options, names);
  g_string_append (names, "--help");
  add_entry (script, "_mirador_options", "-", names->str);
  for (const MiradorCommand *command = mirador_cli_list (); command->name != NULL; command++)
    if (command->summary != NULL)
      {
        g_string_append_printf (commands, "%s%s", commands->len > 0 ? " " : "", command->name);
        add_command (script, command);
      }
  add_entry (script, "_mirador_verbs", "-", commands->str);
}

static void
add_values (GString *script)
{
  for (MiradorValues values = 0; values < MIRADOR_N_VALUES; values++)
    {
      g_auto (GStrv) list = mirador_values_list (values);
      g_autofree char *text = g_strjoinv (" ", list);

      if (*text != '\0')
        add_entry (script, "_mirador_values", mirador_values_to_id (values), text);
      if (mirador_values_are_many (values))
        add_entry (script, "_mirador_many", mirador_values_to_id (values), "yes");
    }
}

static void
add_chart_options (GString *script)
{
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    {
      g_autoptr (GString) pairs = g_string_new (NULL);

      for (const MiradorChartOption *option = kind->options; option != NULL && option->id != NULL;
           option++)
        {
          const MiradorChartChoice *choice = option->choices;

          if (choice == NULL)
            g_string_append_printf (pairs, "%s= ", option->id);
          for (; choice != NULL && choice->id != NULL; choice++)
            g_string_append_printf (pairs, "%s=%s ", option->id, choice->id);
        }
      add_entry (script, "_mirador_chart_options", kind->id, g_strchomp (pairs->str));
    }
}

char *
mirador_manual_completion (const char *template)
{
  static const char mark[] = "@TABLES@\n";
  const char *place = strstr (template, mark);
  GString *script = g_string_new_len (template, place != NULL ? place - template : -1);

  if (place == NULL)
    return g_string_free (script, FALSE);
  add_program (script);
  add_values (script);
  add_chart_options (script);
  g_string_append (script, place + strlen (mark));
  return g_string_free (script, FALSE);
}
