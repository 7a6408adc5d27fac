/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/options.h"

#include <glib/gi18n-lib.h>

#define PLACE(member) G_STRUCT_OFFSET (MiradorProgramChoices, member)

const MiradorOption mirador_program_options[] = {
  { "store", 0, G_OPTION_ARG_FILENAME, PLACE (store), N_ ("The store's file"), N_ ("FILE"),
    MIRADOR_VALUES_FILES },
  { "lang", 0, G_OPTION_ARG_STRING, PLACE (language), N_ ("es or en"), N_ ("LANGUAGE"),
    MIRADOR_VALUES_LANGUAGES },
  { "action", 0, G_OPTION_ARG_STRING, PLACE (action),
    N_ ("Have the window do it: present or refresh"), N_ ("ACTION"), MIRADOR_VALUES_ACTIONS },
  { "version", 0, G_OPTION_ARG_NONE, PLACE (version), N_ ("Print the version"), NULL,
    MIRADOR_VALUES_NONE },
  { NULL },
};

static guint
count (const MiradorOption *options)
{
  guint n = 0;

  while (options[n].name != NULL)
    n++;
  return n;
}

GOptionEntry *
mirador_options_bind (const MiradorOption *options, gpointer choices)
{
  guint n = count (options);
  GOptionEntry *entries = g_new0 (GOptionEntry, n + 1);

  for (guint i = 0; i < n; i++)
    entries[i] = (GOptionEntry){
      .long_name = options[i].name,
      .short_name = options[i].letter,
      .arg = options[i].type,
      .arg_data = (char *)choices + options[i].offset,
      .description = options[i].summary,
      .arg_description = options[i].value,
    };
  return entries;
}
