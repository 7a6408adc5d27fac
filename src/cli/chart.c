/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include "charts/chart.h"
#include "cli/confirm.h"
#include "export/picture.h"
#include "model/error.h"
#include "model/error-phrase.h"

typedef struct
{
  char *output;
  char *size;
  char *theme;
  char *drawn; /* the options of the kind */
  gboolean dark;
  gboolean describe;
} ChartOptions;

#define PLACE(member) G_STRUCT_OFFSET (ChartOptions, member)

const MiradorOption mirador_chart_options[] = {
  { "output", 'o', G_OPTION_ARG_FILENAME, PLACE (output),
    N_ ("The picture; its suffix says PNG, SVG or PDF"), N_ ("FILE"), MIRADOR_VALUES_FILES },
  { "size", 0, G_OPTION_ARG_STRING, PLACE (size), N_ ("Width and height, 1200x675 if left out"),
    N_ ("WxH"), MIRADOR_VALUES_SIZES },
  { "theme", 0, G_OPTION_ARG_STRING, PLACE (theme), N_ ("light, dark, projector or print"),
    N_ ("THEME"), MIRADOR_VALUES_THEMES },
  { "option", 0, G_OPTION_ARG_STRING, PLACE (drawn),
    N_ ("How it is drawn, as classes=equal; a wrong one says what there is"), N_ ("NAME=CHOICE"),
    MIRADOR_VALUES_CHART_OPTIONS },
  { "dark", 0, G_OPTION_ARG_NONE, PLACE (dark), N_ ("The same as --theme dark"), NULL,
    MIRADOR_VALUES_NONE },
  { "describe", 0, G_OPTION_ARG_NONE, PLACE (describe), N_ ("Say the chart in words"), NULL,
    MIRADOR_VALUES_NONE },
  { NULL },
};

static void
chart_options_clear (ChartOptions *options)
{
  g_free (options->output);
  g_free (options->size);
  g_free (options->theme);
  g_free (options->drawn);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChartOptions, chart_options_clear)

static gboolean
parse_size (const char *text, int *width, int *height, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "1200x675", "x", 2);
  gint64 sides[2] = { 0, 0 };

  for (guint i = 0; i < 2; i++)
    if (parts[0] == NULL || parts[1] == NULL
        || !g_ascii_string_to_signed (parts[i], 10, 1, 8000, &sides[i], NULL))
      {
        /* Translators: %1$s is what the user wrote. */
        g_autofree char *why = mirador_phrase (
          N_ (
            "“%1$s” is not a size; write width and height in pixels, as 1200x675, each up to 8000"),
          text, NULL);

        mirador_set_error (error, MIRADOR_ERROR_USAGE, why, NULL);
        return FALSE;
      }
  *width = (int)sides[0];
  *height = (int)sides[1];
  return TRUE;
}

/* Places side by side without a dimension are those of the level just below the place that the
 * figures speak for. */
static gboolean
choose_level (MiradorStore *store, MiradorQuery *query, GError **error)
{
  g_autoptr (MiradorQuery) probe = mirador_query_copy (query);
  g_autoptr (MiradorFrame) frame = NULL;
  const MiradorPlace *place = NULL;

  if (probe->measures->len == 0 && probe->stages == 0)
    probe->stages = 1u << MIRADOR_STAGE_SCREENED;
  frame = mirador_store_query_sync (store, probe, error);
  if (frame == NULL)
    return FALSE;
  for (guint i = 0; i < mirador_frame_get_n_rows (frame) && place == NULL; i++)
    place = mirador_frame_get_row (frame, i)->place;
  query->by |= MIRADOR_BY_PLACE;
  query->place_level = mirador_place_level_below (place);
  return TRUE;
}

static MiradorChart *
make_chart (const MiradorCliContext *context,
            const MiradorChartKind *kind,
            const MiradorFilter *filter,
            const char *drawn,
            GError **error)
{
  g_autoptr (MiradorStore) store = mirador_filter_open (filter, context, error);
  g_autoptr (MiradorQuery) query
    = store != NULL ? mirador_filter_to_query (filter, context->fiscal_first_month, error) : NULL;
  g_autoptr (GPtrArray) queries = NULL;
  g_autoptr (GPtrArray) frames
    = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_frame_unref);

  if (query == NULL)
    return NULL;
  if (kind->by_places && query->by == 0 && !choose_level (store, query, error))
    return NULL;
  queries = mirador_chart_plan (kind, query);
  for (guint i = 0; i < queries->len; i++)
    {
      MiradorFrame *frame = mirador_store_query_sync (store, g_ptr_array_index (queries, i), error);

      if (frame == NULL)
        return NULL;
      g_ptr_array_add (frames, frame);
      if (filter->no_suppression && !mirador_confirm_picture (frame, error))
        return NULL;
    }
  return mirador_chart_new_with_options (
    kind, query, frames, filter->no_suppression ? 0 : context->suppression_threshold, drawn);
}

static gboolean
choose_theme (const ChartOptions *options, MiradorTheme *theme, GError **error)
{
  g_autofree char *why = NULL;

  *theme = options->dark ? MIRADOR_THEME_DARK : MIRADOR_THEME_LIGHT;
  if (options->theme == NULL || mirador_theme_from_id (options->theme, theme))
    return TRUE;
  /* Translators: %1$s is what the user wrote. */
  why = mirador_phrase (N_ ("“%1$s” is not a theme; write light, dark, projector or print"),
                        options->theme, NULL);
  mirador_set_error (error, MIRADOR_ERROR_USAGE, why, NULL);
  return FALSE;
}

static int
draw (const MiradorCliContext *context,
      const char *kind_id,
      const MiradorFilter *filter,
      const ChartOptions *options)
{
  g_autoptr (GError) error = NULL;
  const MiradorChartKind *kind = mirador_chart_kind_get (kind_id, &error);
  g_autoptr (MiradorChart) chart = NULL;
  MiradorTheme theme;
  int width, height;

  if (kind == NULL || !parse_size (options->size, &width, &height, &error)
      || !choose_theme (options, &theme, &error)
      || !mirador_chart_kind_check_options (kind, options->drawn, &error))
    return mirador_cli_fail (error);
  chart = make_chart (context, kind, filter, options->drawn, &error);
  if (chart == NULL)
    return mirador_cli_fail (error);
  if (options->output != NULL
      && !mirador_picture_save (chart, options->output, width, height, theme, &error))
    {
      gboolean is_unknown = g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_FORMAT_UNKNOWN);
      int status = mirador_cli_fail (error);

      return is_unknown ? MIRADOR_EXIT_USAGE : status;
    }
  if (options->describe)
    {
      g_autofree char *text = mirador_chart_describe (chart);

      g_print ("%s\n", text);
    }
  return MIRADOR_EXIT_OK;
}

static void
describe_options (const MiradorChartKind *kind, GString *text)
{
  for (const MiradorChartOption *option = kind->options; option != NULL && option->id != NULL;
       option++)
    {
      g_string_append_printf (text, "%20s%s: %s=", "", _ (option->name), option->id);
      for (const MiradorChartChoice *choice = option->choices; choice != NULL && choice->id != NULL;
           choice++)
        g_string_append_printf (text, "%s%s", choice == option->choices ? "" : "|", choice->id);
      g_string_append (text, option->choices == NULL ? "…\n" : "\n");
    }
}

char *
mirador_command_chart_describe (void)
{
  GString *text = g_string_new (_ ("Charts, and what they need:"));

  g_string_append_c (text, '\n');
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    {
      g_string_append_printf (text, "  %-16s  %s: %s\n", kind->id, _ (kind->name), _ (kind->needs));
      describe_options (kind, text);
    }
  return g_string_free (text, FALSE);
}

int
mirador_command_chart (const MiradorCliContext *context, int argc, char **argv)
{
  g_auto (ChartOptions) options = { 0 };
  g_auto (MiradorFilter) filter = { 0 };
  const gpointer groups[] = { &filter, &options };
  int status = MIRADOR_EXIT_OK;

  if (!mirador_cli_parse (mirador_cli_find ("chart"), groups, &argc, &argv, &status))
    return status;
  if (argc != 2 || (options.output == NULL && !options.describe))
    {
      g_autofree char *kinds = mirador_values_to_text (MIRADOR_VALUES_CHARTS);

      if (argc == 2)
        return mirador_cli_refuse (
          N_ ("say with -o into which file the picture goes, or ask for --describe"), NULL, NULL);
      /* Translators: %1$s is a list of the names of charts. */
      return mirador_cli_refuse (N_ ("name one chart: %1$s"), kinds, NULL);
    }
  return draw (context, argv[1], &filter, &options);
}
