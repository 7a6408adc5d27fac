/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include "analysis/suppression.h"
#include "cli/confirm.h"
#include "export/table.h"
#include "model/error.h"

static char *
write_frame (const MiradorFrame *frame, const char *format, GError **error)
{
  if (format == NULL || g_str_equal (format, "table"))
    return mirador_table_to_text (frame);
  if (g_str_equal (format, "csv"))
    return mirador_table_to_csv (frame);
  if (g_str_equal (format, "json"))
    return mirador_table_to_json (frame);
  mirador_set_error (error, MIRADOR_ERROR_FORMAT_UNKNOWN, format, "table, csv, json", NULL);
  return NULL;
}

static int
answer (const MiradorCliContext *context, const MiradorFilter *filter, const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorQuery) query
    = mirador_filter_to_query (filter, context->fiscal_first_month, &error);
  g_autoptr (MiradorStore) store = query != NULL ? mirador_cli_open (context, &error) : NULL;
  g_autoptr (MiradorFrame) frame
    = store != NULL ? mirador_store_query_sync (store, query, &error) : NULL;
  int threshold = context->suppression_threshold;
  g_autoptr (MiradorFrame) shown = NULL;
  g_autofree char *text = NULL;

  if (frame != NULL && mirador_frame_get_n_rows (frame) == 0)
    error = mirador_error_new (MIRADOR_ERROR_NO_DATA, "query", NULL);
  if (frame != NULL && error == NULL && filter->no_suppression)
    threshold = mirador_confirm_no_suppression (frame, &error) ? 0 : threshold;
  if (error != NULL)
    return mirador_cli_fail (error);
  shown = mirador_suppress (frame, threshold);
  text = write_frame (shown, format, &error);
  if (text == NULL)
    return mirador_cli_fail (error);
  g_print ("%s", text);
  return MIRADOR_EXIT_OK;
}

int
mirador_command_query (const MiradorCliContext *context, int argc, char **argv)
{
  g_autofree char *format = NULL;
  g_auto (MiradorFilter) filter = { 0 };
  g_autofree GOptionEntry *filter_entries = mirador_filter_entries (&filter);
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("table, csv or json"), "F" },
    { NULL },
  };
  const GOptionEntry *const groups[] = { filter_entries, entries, NULL };
  g_autoptr (GError) error = NULL;
  int status = MIRADOR_EXIT_OK;

  if (!mirador_cli_parse (mirador_cli_find ("query"), groups, &argc, &argv, &status))
    return status;
  if (argc > 1)
    {
      error = mirador_error_new (MIRADOR_ERROR_USAGE, argv[1], NULL);
      return mirador_cli_fail (error);
    }
  return answer (context, &filter, format);
}
