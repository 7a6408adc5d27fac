/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include "cli/cli.h"
#include "cli/confirm.h"
#include "export/page.h"
#include "export/slides-writer.h"
#include "model/error-phrase.h"
#include "model/error.h"

typedef struct
{
  char *output;
  char *theme;
} ReportOptions;

#define PLACE(member) G_STRUCT_OFFSET (ReportOptions, member)

const MiradorOption mirador_report_options[] = {
  { "output", 'o', G_OPTION_ARG_FILENAME, PLACE (output), N_ ("The slides, a PDF"), N_ ("FILE"),
    MIRADOR_VALUES_FILES },
  { "theme", 0, G_OPTION_ARG_STRING, PLACE (theme), N_ ("light, dark, projector or print"),
    N_ ("THEME"), MIRADOR_VALUES_THEMES },
  { NULL },
};

static void
report_options_clear (ReportOptions *options)
{
  g_free (options->output);
  g_free (options->theme);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ReportOptions, report_options_clear)

static gboolean
refuse (GError **error, const char *phrase, const char *text)
{
  g_autofree char *why = mirador_phrase (phrase, text, NULL);

  mirador_set_error (error, MIRADOR_ERROR_USAGE, why, NULL);
  return FALSE;
}

static gboolean
choose_theme (const ReportOptions *options, MiradorTheme *theme, GError **error)
{
  *theme = MIRADOR_THEME_LIGHT;
  if (options->theme == NULL || mirador_theme_from_id (options->theme, theme))
    return TRUE;
  /* Translators: %1$s is what the user wrote. */
  return refuse (error, N_ ("“%1$s” is not a theme; write light, dark, projector or print"),
                 options->theme);
}

/* As the window's filter: one of each. */
static gboolean
read_scope (const MiradorFilter *filter,
            const MiradorQuery *query,
            MiradorScope *scope,
            GError **error)
{
  if (query->programs->len > 1)
    /* Translators: %1$s is what the user wrote. */
    return refuse (error, N_ ("a report is about one program, not about “%1$s”"), filter->program);
  if (query->places->len > 1)
    /* Translators: %1$s is what the user wrote. */
    return refuse (error, N_ ("a report is about one place, not about “%1$s”"), filter->place);
  scope->program = query->programs->len > 0 ? query->programs->pdata[0] : "";
  scope->place = query->places->len > 0 ? query->places->pdata[0] : "";
  scope->period = filter->period != NULL ? filter->period : "";
  scope->feed = filter->feed != NULL ? filter->feed : "";
  scope->fiscal_first_month = query->fiscal_first_month;
  return TRUE;
}

static gboolean
may_show (const MiradorFilter *filter, const MiradorChart *chart, GError **error)
{
  for (guint i = 0; filter->no_suppression && i < mirador_chart_get_n_frames (chart); i++)
    if (!mirador_confirm_picture (mirador_chart_get_frame (chart, i), error))
      return FALSE;
  return TRUE;
}

/* (transfer full) (element-type MiradorChart) (nullable) */
static GPtrArray *
load_charts (MiradorStore *store,
             const MiradorScope *scope,
             const MiradorPage *page,
             const MiradorFilter *filter,
             int threshold,
             GError **error)
{
  g_autoptr (GPtrArray) charts
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_chart_unref);

  for (guint i = 0; i < mirador_page_get_n_charts (page); i++)
    {
      MiradorChart *chart = mirador_page_load_chart_sync (
        store, scope, &page->charts[i], filter->no_suppression ? 0 : threshold, error);

      if (chart == NULL)
        return NULL;
      g_ptr_array_add (charts, chart);
      if (!may_show (filter, chart, error))
        return NULL;
    }
  return g_steal_pointer (&charts);
}

static gboolean
write_report (const MiradorCliContext *context,
              const MiradorFilter *filter,
              const ReportOptions *options,
              GError **error)
{
  const MiradorPage *page = mirador_page_get ("overview");
  g_autoptr (MiradorStore) store = NULL;
  g_autoptr (MiradorQuery) query = NULL;
  g_autoptr (GArray) holdings = NULL;
  g_autoptr (GPtrArray) charts = NULL;
  g_autoptr (MiradorSlides) slides = NULL;
  g_autofree char *about = NULL;
  MiradorScope scope = { 0 };
  MiradorTheme theme;

  if (!choose_theme (options, &theme, error) || !mirador_slides_check_path (options->output, error))
    return FALSE;
  query = mirador_filter_to_query (filter, context->fiscal_first_month, error);
  if (query == NULL || !read_scope (filter, query, &scope, error))
    return FALSE;
  store = mirador_filter_open (filter, context, error);
  holdings = store != NULL ? mirador_store_list_holdings_sync (store, error) : NULL;
  if (holdings == NULL)
    return FALSE;
  scope.holdings = holdings;
  charts = load_charts (store, &scope, page, filter, context->suppression_threshold, error);
  if (charts == NULL)
    return FALSE;
  about = mirador_scope_to_text (&scope);
  slides = mirador_slides_new (charts, mirador_page_get_title (page), about, theme);
  return mirador_slides_save (slides, options->output, error);
}

int
mirador_command_report (const MiradorCliContext *context, int argc, char **argv)
{
  g_auto (ReportOptions) options = { 0 };
  g_auto (MiradorFilter) filter = { 0 };
  const gpointer groups[] = { &options, &filter };
  g_autoptr (GError) error = NULL;
  int status = MIRADOR_EXIT_OK;

  if (!mirador_cli_parse (mirador_cli_find ("report"), groups, &argc, &argv, &status))
    return status;
  if (argc > 1)
    /* Translators: %1$s is what the user wrote. */
    return mirador_cli_refuse (N_ ("“%1$s” is a word too many"), argv[1], NULL);
  if (options.output == NULL)
    return mirador_cli_refuse (N_ ("say with -o into which file the slides go"), NULL, NULL);
  if (write_report (context, &filter, &options, &error))
    return MIRADOR_EXIT_OK;
  status = mirador_cli_fail (error);
  return g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_FORMAT_UNKNOWN) ? MIRADOR_EXIT_USAGE
                                                                              : status;
}
