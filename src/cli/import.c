/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include "cli/refresh-report.h"
#include "feeds/record.h"
#include "feeds/refresh.h"
#include "model/error.h"

static int
import_file (MiradorStore *store,
             const char *file,
             const char *format,
             const char *mapping,
             const char *feed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorRefresh) refresh
    = mirador_import_sync (store, file, format, mapping, feed, &error);

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
  g_autofree char *format = NULL, *mapping = NULL, *feed = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format,
      N_ ("How the file is written: auto, csv, records, mirador"), N_ ("FORMAT") },
    { "mapping", 0, 0, G_OPTION_ARG_STRING, &mapping,
      N_ ("What its columns mean: the name of a mapping, or a file"), N_ ("FILE") },
    { "feed", 0, 0, G_OPTION_ARG_STRING, &feed, N_ ("The feed it belongs to"), "ID" },
    { NULL },
  };
  const GOptionEntry *const groups[] = { entries, NULL };
  g_autoptr (MiradorStore) store = NULL;
  g_autoptr (GError) error = NULL;
  int status = MIRADOR_EXIT_OK;

  if (!mirador_cli_parse (mirador_cli_find ("import"), groups, &argc, &argv, &status))
    return status;
  if (argc < 2)
    return mirador_cli_refuse (N_ ("name the file or the address to load"), NULL, NULL);
  if (format != NULL && !g_str_equal (format, "auto") && mirador_decoder_get (format) == NULL)
    /* Translators: %1$s is what the user wrote, %2$s a list of words. */
    return mirador_cli_refuse (N_ ("there is no format “%1$s”; the formats are: %2$s"), format,
                               "auto, csv, records, mirador");
  store = mirador_cli_open (context, &error);
  if (store == NULL)
    return mirador_cli_fail (error);
  for (int i = 1; i < argc && status == MIRADOR_EXIT_OK; i++)
    status = import_file (store, argv[i], format, mapping, feed);
  return status;
}
