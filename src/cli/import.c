/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include "cli/refresh-report.h"
#include "feeds/refresh.h"
#include "model/error.h"

typedef struct
{
  char *format;
  char *mapping;
  char *feed;
} ImportChoices;

static void
import_choices_clear (ImportChoices *choices)
{
  g_free (choices->format);
  g_free (choices->mapping);
  g_free (choices->feed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ImportChoices, import_choices_clear)

#define PLACE(member) G_STRUCT_OFFSET (ImportChoices, member)

const MiradorOption mirador_import_options[] = {
  { "format", 0, G_OPTION_ARG_STRING, PLACE (format),
    N_ ("How the file is written; auto, or without it: found out"), N_ ("FORMAT"),
    MIRADOR_VALUES_FORMATS },
  { "mapping", 0, G_OPTION_ARG_STRING, PLACE (mapping),
    N_ ("What its columns mean: the name of a mapping, or a file"), N_ ("FILE"),
    MIRADOR_VALUES_MAPPINGS },
  { "feed", 0, G_OPTION_ARG_STRING, PLACE (feed), N_ ("The feed it belongs to"), "ID",
    MIRADOR_VALUES_FEEDS },
  { NULL },
};

static int
import_file (MiradorStore *store, const char *file, const ImportChoices *choices)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorRefresh) refresh
    = mirador_import_sync (store, file, choices->format, choices->mapping, choices->feed, &error);

  if (refresh == NULL)
    return mirador_cli_fail (error);
  mirador_report_refresh (refresh);
  if (refresh->rejected > 0)
    mirador_report_rejected (store, refresh->feed);
  return MIRADOR_EXIT_OK;
}

int
mirador_command_import (const MiradorCliContext *context, int argc, char **argv)
{
  g_auto (ImportChoices) choices = { 0 };
  const gpointer groups[] = { &choices };
  g_autofree char *formats = NULL;
  g_autoptr (MiradorStore) store = NULL;
  g_autoptr (GError) error = NULL;
  int status = MIRADOR_EXIT_OK;

  if (!mirador_cli_parse (mirador_cli_find ("import"), groups, &argc, &argv, &status))
    return status;
  if (argc < 2)
    return mirador_cli_refuse (N_ ("name the file or the address to load"), NULL, NULL);
  formats = mirador_values_to_text (MIRADOR_VALUES_FORMATS);
  if (choices.format != NULL && !mirador_values_contain (MIRADOR_VALUES_FORMATS, choices.format))
    /* Translators: %1$s is what the user wrote, %2$s a list of words. */
    return mirador_cli_refuse (N_ ("there is no format “%1$s”; the formats are: %2$s"),
                               choices.format, formats);
  store = mirador_cli_open_to_fill (context, &error);
  if (store == NULL)
    return mirador_cli_fail (error);
  for (int i = 1; i < argc && status == MIRADOR_EXIT_OK; i++)
    status = import_file (store, argv[i], &choices);
  return status;
}
