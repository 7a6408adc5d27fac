/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/chart-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/explain.h"
#include "analysis/headline.h"
#include "analysis/suppression.h"
#include "model/error.h"

/* A plot narrower or lower than this, in letters, could only mislead; the headline stands alone. */
#define LEAST_WIDTH 9.0
#define LEAST_HEIGHT 2.2

static const MiradorChartKind kinds[] = {
  {
    .id = "cascade",
    .name = N_ ("Care cascade"),
    .needs = N_ ("one program with stages of care"),
    .plan = mirador_cascade_plan,
    .fit = mirador_cascade_fit,
    .headline = mirador_cascade_headline,
    .draw = mirador_cascade_draw,
    .describe = mirador_cascade_describe,
    .notes = mirador_cascade_notes,
  },
  {
    .id = "bars",
    .name = N_ ("Ranking"),
    .needs = N_ ("places, programs or groups, a figure each"),
    .plan = mirador_bars_plan,
    .headline = mirador_bars_headline,
    .draw = mirador_bars_draw,
    .describe = mirador_bars_describe,
    .notes = mirador_bars_notes,
    .by_places = TRUE,
  },
  {
    .id = "grouped",
    .name = N_ ("Stages by program"),
    .needs = N_ ("programs with stages of care"),
    .plan = mirador_grouped_plan,
    .fit = mirador_grouped_fit,
    .headline = mirador_grouped_headline,
    .draw = mirador_grouped_draw,
    .describe = mirador_grouped_describe,
    .notes = mirador_grouped_notes,
  },
  {
    .id = "trend",
    .name = N_ ("Trend"),
    .needs = N_ ("figures of several periods"),
    .plan = mirador_trend_plan,
    .fit = mirador_trend_fit,
    .headline = mirador_trend_headline,
    .draw = mirador_trend_draw,
    .describe = mirador_trend_describe,
    .notes = mirador_trend_notes,
  },
  {
    .id = "small-multiples",
    .name = N_ ("Small trends"),
    .needs = N_ ("figures of several periods for several places or programs"),
    .plan = mirador_multiples_plan,
    .fit = mirador_multiples_fit,
    .headline = mirador_multiples_headline,
    .draw = mirador_multiples_draw,
    .describe = mirador_multiples_describe,
    .notes = mirador_multiples_notes,
    .by_places = TRUE,
    .options = mirador_multiples_options,
  },
  {
    .id = "xmr",
    .name = N_ ("Control chart"),
    .needs = N_ ("one series of 12 complete periods at least"),
    .plan = mirador_xmr_plan,
    .fit = mirador_xmr_fit,
    .headline = mirador_xmr_headline,
    .draw = mirador_xmr_draw,
    .describe = mirador_xmr_describe,
    .notes = mirador_xmr_notes,
    .options = mirador_xmr_options,
  },
  {
    .id = "funnel",
    .name = N_ ("Funnel"),
    .needs = N_ ("a proportion of several places"),
    .plan = mirador_funnel_plan,
    .fit = mirador_funnel_fit,
    .headline = mirador_funnel_headline,
    .draw = mirador_funnel_draw,
    .describe = mirador_funnel_describe,
    .notes = mirador_funnel_notes,
    .by_places = TRUE,
    .options = mirador_funnel_options,
  },
  {
    .id = "map",
    .name = N_ ("Map"),
    .needs = N_ ("figures by region"),
    .plan = mirador_map_plan,
    .fit = mirador_map_fit,
    .headline = mirador_map_headline,
    .draw = mirador_map_draw,
    .describe = mirador_map_describe,
    .notes = mirador_map_notes,
    .options = mirador_map_options,
  },
  {
    .id = "tiles",
    .name = N_ ("Tile grid"),
    .needs = N_ ("figures by region"),
    .plan = mirador_tiles_plan,
    .fit = mirador_tiles_fit,
    .headline = mirador_tiles_headline,
    .draw = mirador_tiles_draw,
    .describe = mirador_tiles_describe,
    .notes = mirador_tiles_notes,
    .options = mirador_map_options,
  },
  {
    .id = "heatmap",
    .name = N_ ("Heat map"),
    .needs = N_ ("places and periods"),
    .plan = mirador_heatmap_plan,
    .fit = mirador_heatmap_fit,
    .headline = mirador_heatmap_headline,
    .draw = mirador_heatmap_draw,
    .describe = mirador_heatmap_describe,
    .notes = mirador_heatmap_notes,
    .by_places = TRUE,
    .options = mirador_heatmap_options,
  },
  {
    .id = "bullet",
    .name = N_ ("Actual against target"),
    .needs = N_ ("programs with targets"),
    .plan = mirador_bullet_plan,
    .fit = mirador_bullet_fit,
    .headline = mirador_bullet_headline,
    .draw = mirador_bullet_draw,
    .describe = mirador_bullet_describe,
    .notes = mirador_bullet_notes,
  },
  {
    .id = "pyramid",
    .name = N_ ("Age and sex"),
    .needs = N_ ("figures by age and sex"),
    .plan = mirador_pyramid_plan,
    .choose = mirador_pyramid_choose,
    .fit = mirador_pyramid_fit,
    .headline = mirador_pyramid_headline,
    .draw = mirador_pyramid_draw,
    .describe = mirador_pyramid_describe,
    .notes = mirador_pyramid_notes,
  },
  {
    .id = "kpi",
    .name = N_ ("Key figure"),
    .needs = N_ ("one figure"),
    .plan = mirador_kpi_plan,
    .headline = mirador_kpi_headline,
    .draw = mirador_kpi_draw,
    .describe = mirador_kpi_describe,
    .one_figure = TRUE,
  },
  { .id = NULL },
};

const MiradorChartKind *
mirador_chart_kind_list (void)
{
  return kinds;
}

const MiradorChartKind *
mirador_chart_kind_get (const char *id, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (const MiradorChartKind *kind = kinds; kind->id != NULL; kind++)
    {
      if (g_strcmp0 (kind->id, id) == 0)
        return kind;
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", kind->id);
    }
  mirador_set_error (error, MIRADOR_ERROR_CHART_UNKNOWN, id != NULL ? id : "", known->str, NULL);
  return NULL;
}

const MiradorChartOption *
mirador_chart_kind_get_option (const MiradorChartKind *kind, const char *id)
{
  for (const MiradorChartOption *option = kind->options; option != NULL && option->id != NULL;
       option++)
    if (g_strcmp0 (option->id, id) == 0)
      return option;
  return NULL;
}

GPtrArray *
mirador_chart_plan (const MiradorChartKind *kind, const MiradorQuery *base)
{
  GPtrArray *queries = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_query_free);

  kind->plan (base, queries);
  return queries;
}

/* The reason that most rows give stands for all. */
static char *
explain_emptiness (MiradorFrame *frame)
{
  guint counts[MIRADOR_N_GAPS] = { 0 };
  const MiradorRow *most = NULL;

  for (guint i = 0; frame != NULL && i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->gap <= MIRADOR_GAP_NONE || row->gap >= MIRADOR_N_GAPS)
        continue;
      counts[row->gap]++;
      if (most == NULL || counts[row->gap] > counts[most->gap])
        most = row;
    }
  if (most != NULL)
    return mirador_explain_gap (most);
  return g_strdup (_ ("There are no figures for this choice. Refresh or add a feed, or choose "
                      "another program, region or period."));
}

static gboolean
has_values (MiradorFrame *frame)
{
  for (guint i = 0; frame != NULL && i < mirador_frame_get_n_rows (frame); i++)
    if (mirador_row_has_value (mirador_frame_get_row (frame, i)))
      return TRUE;
  return FALSE;
}

static void
add_notes (GPtrArray *notes, char **more)
{
  for (guint i = 0; more != NULL && more[i] != NULL; i++)
    if (more[i][0] != '\0' && !g_ptr_array_find_with_equal_func (notes, more[i], g_str_equal, NULL))
      g_ptr_array_add (notes, g_strdup (more[i]));
}

static char **
gather_notes (const MiradorChart *chart)
{
  GPtrArray *notes = g_ptr_array_new ();

  for (guint i = 0; i < chart->frames->len; i++)
    {
      g_auto (GStrv) of_frame = mirador_explain_notes (g_ptr_array_index (chart->frames, i));

      /* What is only compared with must not drown what is shown. */
      if (i == 0 || mirador_frame_is_simulated (g_ptr_array_index (chart->frames, i)))
        add_notes (notes, of_frame);
      if (i == 0 && chart->why_empty == NULL && chart->kind->notes != NULL)
        {
          g_auto (GStrv) of_kind = chart->kind->notes (chart);

          add_notes (notes, of_kind);
        }
    }
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}

/* What is shown stands first, whichever way of asking for it had an answer. The other answers are
 * in no picture, so no table of its figures may have them: other groups of age cut the same people
 * elsewhere, and would give away what these hide. */
static void
choose_first (MiradorChart *chart)
{
  guint i = chart->kind->choose != NULL ? chart->kind->choose (chart) : 0;

  if (chart->kind->choose == NULL || i >= chart->frames->len)
    return;
  g_ptr_array_remove_range (chart->frames, i + 1, chart->frames->len - i - 1);
  g_ptr_array_remove_range (chart->frames, 0, i);
}

static void
write_texts (MiradorChart *chart)
{
  MiradorFrame *first = chart->frames->pdata[0];

  chart->why_empty = chart->kind->fit != NULL ? chart->kind->fit (chart) : NULL;
  if (chart->why_empty == NULL && !has_values (first))
    chart->why_empty = explain_emptiness (first);
  chart->headline = chart->kind->headline (chart);
  if (chart->headline == NULL || *chart->headline == '\0')
    {
      g_free (chart->headline);
      chart->headline = g_strdup (_ (chart->kind->name));
    }
  chart->subtitle = mirador_subtitle (first, chart->query->fiscal_first_month);
  chart->source = mirador_explain_source (first);
  chart->notes = gather_notes (chart);
}

MiradorChart *
mirador_chart_new (const MiradorChartKind *kind,
                   const MiradorQuery *query,
                   GPtrArray *frames,
                   int threshold)
{
  return mirador_chart_new_with_options (kind, query, frames, threshold, NULL);
}

MiradorChart *
mirador_chart_new_with_options (const MiradorChartKind *kind,
                                const MiradorQuery *query,
                                GPtrArray *frames,
                                int threshold,
                                const char *options)
{
  MiradorChart *chart = g_new0 (MiradorChart, 1);

  chart->ref_count = 1;
  chart->kind = kind;
  chart->options = g_strdup (options != NULL ? options : "");
  chart->query = mirador_query_copy (query);
  chart->frames = mirador_suppress_together (frames, threshold);
  if (chart->frames->len == 0)
    g_ptr_array_add (chart->frames, mirador_frame_builder_finish (mirador_frame_builder_new ()));
  choose_first (chart);
  write_texts (chart);
  return chart;
}

MiradorChart *
mirador_chart_ref (MiradorChart *chart)
{
  g_atomic_int_inc (&chart->ref_count);
  return chart;
}

void
mirador_chart_unref (MiradorChart *chart)
{
  if (!g_atomic_int_dec_and_test (&chart->ref_count))
    return;
  mirador_query_free (chart->query);
  g_ptr_array_unref (chart->frames);
  g_free (chart->headline);
  g_free (chart->subtitle);
  g_strfreev (chart->notes);
  g_free (chart->source);
  g_free (chart->why_empty);
  g_free (chart->options);
  g_free (chart);
}

const MiradorChartKind *
mirador_chart_get_kind (const MiradorChart *chart)
{
  return chart->kind;
}

const MiradorQuery *
mirador_chart_get_query (const MiradorChart *chart)
{
  return chart->query;
}

guint
mirador_chart_get_n_frames (const MiradorChart *chart)
{
  return chart->frames->len;
}

MiradorFrame *
mirador_chart_get_frame (const MiradorChart *chart, guint i)
{
  return i < chart->frames->len ? g_ptr_array_index (chart->frames, i) : NULL;
}

const char *
mirador_chart_get_headline (const MiradorChart *chart)
{
  return chart->headline;
}

const char *
mirador_chart_get_subtitle (const MiradorChart *chart)
{
  return chart->subtitle;
}

const char *const *
mirador_chart_get_notes (const MiradorChart *chart)
{
  return (const char *const *)chart->notes;
}

const char *
mirador_chart_get_source (const MiradorChart *chart)
{
  return chart->source;
}

gboolean
mirador_chart_is_empty (const MiradorChart *chart)
{
  return chart->why_empty != NULL;
}

const char *
mirador_chart_get_reason (const MiradorChart *chart)
{
  return chart->why_empty;
}

gboolean
mirador_chart_is_simulated (const MiradorChart *chart)
{
  for (guint i = 0; i < chart->frames->len; i++)
    if (mirador_frame_is_simulated (g_ptr_array_index (chart->frames, i)))
      return TRUE;
  return FALSE;
}

char *
mirador_chart_describe (const MiradorChart *chart)
{
  return chart->kind->describe (chart);
}

GArray *
mirador_chart_draw (const MiradorChart *chart,
                    cairo_t *cr,
                    double width,
                    double height,
                    MiradorTheme theme,
                    gboolean embedded)
{
  MiradorStyle style;
  g_autoptr (MiradorCanvas) canvas = NULL;

  mirador_style_init (&style, width, height, theme, embedded);
  canvas = mirador_canvas_new (cr, width, height, &style, embedded);
  return mirador_chart_draw_on (chart, canvas);
}

GArray *
mirador_chart_draw_on (const MiradorChart *chart, MiradorCanvas *canvas)
{
  GArray *marks = mirador_marks_new ();
  MiradorBox plot = mirador_chart_draw_frame (chart, canvas);
  double px = mirador_canvas_get_style (canvas)->px[MIRADOR_TEXT_NORMAL];

  if (plot.width < LEAST_WIDTH * px || plot.height < LEAST_HEIGHT * px)
    return marks;
  if (chart->why_empty != NULL
      && !(chart->kind->one_figure && mirador_canvas_get_style (canvas)->embedded))
    mirador_chart_draw_sentence (canvas, plot, chart->why_empty);
  else
    chart->kind->draw (chart, canvas, plot, marks);
  return marks;
}
