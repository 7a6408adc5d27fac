/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include "analysis/suppression.h"
#include "cli/confirm.h"
#include "export/table.h"
#include "model/error.h"

const MiradorOption mirador_query_options[] = {
  { "format", 0, G_OPTION_ARG_STRING, 0, N_ ("table, csv or json"), N_ ("FORMAT"),
    MIRADOR_VALUES_TABLES },
  { NULL },
};

static char *
write_frame (const MiradorFrame *frame, const char *format)
{
  if (format == NULL || g_str_equal (format, "table"))
    return mirador_table_to_text (frame);
  if (g_str_equal (format, "csv"))
    return mirador_table_to_csv (frame);
  return mirador_table_to_json (frame);
}

static MiradorFrame *
ask (const MiradorCliContext *context, const MiradorFilter *filter, GError **error)
{
  /* The store first: its feeds may bring measures and programs of their own. */
  g_autoptr (MiradorStore) store = mirador_filter_open (filter, context, error);
  g_autoptr (MiradorQuery) query
    = store != NULL ? mirador_filter_to_query (filter, context->fiscal_first_month, error) : NULL;
  g_autoptr (MiradorFrame) frame = NULL;

  if (query == NULL)
    return NULL;
  if (query->measures->len == 0 && query->stages == 0)
    {
      mirador_set_error (error, MIRADOR_ERROR_USAGE,
                         N_ ("say with --measure or --stage what is asked for"), NULL);
      return NULL;
    }
  frame = mirador_store_query_sync (store, query, error);
  if (frame == NULL || mirador_frame_get_n_rows (frame) > 0)
    return g_steal_pointer (&frame);
  mirador_set_error (error, MIRADOR_ERROR_NO_DATA, NULL);
  return NULL;
}

static int
answer (const MiradorCliContext *context, const MiradorFilter *filter, const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorFrame) frame = ask (context, filter, &error);
  int threshold = context->suppression_threshold;
  g_autoptr (MiradorFrame) shown = NULL;
  g_autofree char *text = NULL;

  if (frame != NULL && filter->no_suppression)
    threshold = mirador_confirm_no_suppression (frame, &error) ? 0 : threshold;
  if (error != NULL)
    return mirador_cli_fail (error);
  shown = mirador_suppress (frame, threshold);
  text = write_frame (shown, format);
  g_print ("%s", text);
  return MIRADOR_EXIT_OK;
}

int
mirador_command_query (const MiradorCliContext *context, int argc, char **argv)
{
  g_autofree char *format = NULL;
  g_auto (MiradorFilter) filter = { 0 };
  const gpointer groups[] = { &filter, &format };
  g_autofree char *formats = mirador_values_to_text (MIRADOR_VALUES_TABLES);
  int status = MIRADOR_EXIT_OK;

  if (!mirador_cli_parse (mirador_cli_find ("query"), groups, &argc, &argv, &status))
    return status;
  if (argc > 1)
    /* Translators: %1$s is what the user wrote. */
    return mirador_cli_refuse (N_ ("“%1$s” is a word too many; a question is asked with options"),
                               argv[1], NULL);
  if (format != NULL && !mirador_values_contain (MIRADOR_VALUES_TABLES, format))
    /* Translators: %1$s is what the user wrote, %2$s a list of words. */
    return mirador_cli_refuse (N_ ("there is no format “%1$s”; the formats are: %2$s"), format,
                               formats);
  return answer (context, &filter, format);
}
