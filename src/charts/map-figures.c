/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/map-figures.h"

#include <math.h>
#include <string.h>
#include "analysis/explain.h"
#include "analysis/label.h"

#define CLASSES 5
#define GROUPS_FRAME 1

static MiradorMapState
state_of (const MiradorRow *row)
{
  if (mirador_row_has_value (row))
    return MIRADOR_MAP_VALUE;
  return row->gap == MIRADOR_GAP_SUPPRESSED || row->gap == MIRADOR_GAP_HIDDEN_BY_SOURCE
           ? MIRADOR_MAP_HIDDEN
           : MIRADOR_MAP_NO_DATA;
}

static void
take_row (MiradorMapFigure *figure, const MiradorFrame *frame, guint row, gboolean mixed)
{
  const MiradorRow *source = mirador_frame_get_row (frame, row);

  figure->state = state_of (source);
  figure->row = row;
  figure->value = figure->state == MIRADOR_MAP_VALUE ? source->value : NAN;
  figure->partial
    = mixed && figure->state == MIRADOR_MAP_VALUE && (source->flags & MIRADOR_FLAG_PARTIAL);
}

static int
compare_north (gconstpointer a, gconstpointer b)
{
  const MiradorMapFigure *one = a, *other = b;

  return (one->outline->lat < other->outline->lat) - (one->outline->lat > other->outline->lat);
}

static void
add_regions (MiradorMapFigures *figures, const MiradorFrame *frame)
{
  const GPtrArray *regions = mirador_place_peru ()->children;
  gboolean mixed = mirador_rows_are_mixed (frame);

  for (guint i = 0; i < regions->len; i++)
    {
      MiradorMapFigure figure = { .place = g_ptr_array_index (regions, i), .class_index = -1 };

      figure.value = NAN;
      figure.outline = mirador_outline_get (figure.place);
      if (figure.outline == NULL)
        continue;
      for (guint k = 0; figure.state == MIRADOR_MAP_OUTSIDE && k < mirador_frame_get_n_rows (frame);
           k++)
        if (mirador_frame_get_row (frame, k)->place == figure.place)
          take_row (&figure, frame, k, mixed);
      g_array_append_val (figures->figures, figure);
    }
  g_array_sort (figures->figures, compare_north);
}

static MiradorClassing
classing_of (const MiradorChart *chart)
{
  const char *chosen = mirador_chart_get_option (chart, "classes");

  if (g_str_equal (chosen, "equal"))
    return MIRADOR_CLASSES_EQUAL;
  return g_str_equal (chosen, "natural") ? MIRADOR_CLASSES_NATURAL : MIRADOR_CLASSES_QUANTILE;
}

static void
classify (MiradorMapFigures *figures)
{
  guint n = figures->figures->len;
  g_autofree double *values = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    values[i] = mirador_map_figures_get (figures, i)->value;
  mirador_classes_init (&figures->classes, values, n, CLASSES, figures->classing);
  for (guint i = 0; i < n; i++)
    g_array_index (figures->figures, MiradorMapFigure, i).class_index
      = mirador_classes_find (&figures->classes, values[i]);
}

static void
sum_up (MiradorMapFigures *figures)
{
  for (guint i = 0; i < figures->figures->len; i++)
    {
      const MiradorMapFigure *figure = mirador_map_figures_get (figures, i);

      figures->has_gaps = figures->has_gaps || figure->state == MIRADOR_MAP_NO_DATA;
      figures->has_hidden = figures->has_hidden || figure->state == MIRADOR_MAP_HIDDEN;
      figures->has_partial = figures->has_partial || figure->partial;
      if (figure->state != MIRADOR_MAP_VALUE)
        continue;
      figures->has_negative = figures->has_negative || figure->value < 0;
      figures->largest = MAX (figures->largest, fabs (figure->value));
      figures->sample = mirador_map_figures_get_row (figures, figure);
    }
  figures->counts = figures->sample != NULL && mirador_row_is_count (figures->sample);
}

MiradorMapFigures *
mirador_map_figures_new (const MiradorChart *chart)
{
  MiradorMapFigures *figures = g_new0 (MiradorMapFigures, 1);

  figures->chart = chart;
  figures->figures = g_array_new (FALSE, FALSE, sizeof (MiradorMapFigure));
  figures->classing = classing_of (chart);
  add_regions (figures, mirador_chart_get_frame (chart, 0));
  classify (figures);
  sum_up (figures);
  return figures;
}

void
mirador_map_figures_free (MiradorMapFigures *figures)
{
  g_array_unref (figures->figures);
  g_free (figures);
}

guint
mirador_map_figures_get_n (const MiradorMapFigures *figures)
{
  return figures->figures->len;
}

const MiradorMapFigure *
mirador_map_figures_get (const MiradorMapFigures *figures, guint i)
{
  return &g_array_index (figures->figures, MiradorMapFigure, i);
}

const MiradorMapFigure *
mirador_map_figures_find (const MiradorMapFigures *figures, const MiradorPlace *place)
{
  for (guint i = 0; i < figures->figures->len; i++)
    if (mirador_map_figures_get (figures, i)->place == place)
      return mirador_map_figures_get (figures, i);
  return NULL;
}

const MiradorRow *
mirador_map_figures_get_row (const MiradorMapFigures *figures, const MiradorMapFigure *figure)
{
  return mirador_frame_get_row (mirador_chart_get_frame (figures->chart, figure->frame),
                                figure->row);
}

/* The two frames were hidden one by one: parts of a region that is hidden in the first could give
 * it away, so they are shown only where it is. */
static gboolean
may_show_parts (const MiradorMapFigures *figures, const MiradorPlace *part)
{
  const MiradorMapFigure *region
    = mirador_map_figures_find (figures, mirador_place_ancestor (part, MIRADOR_LEVEL_REGION));

  return region != NULL && region->state == MIRADOR_MAP_VALUE;
}

gboolean
mirador_map_figures_find_group (const MiradorMapFigures *figures,
                                const char *code,
                                MiradorMapFigure *figure)
{
  MiradorFrame *frame = mirador_chart_get_frame (figures->chart, GROUPS_FRAME);
  const MiradorPlace *place = mirador_place_by_code (code);

  if (frame == NULL || place == NULL || figures->sample == NULL || !may_show_parts (figures, place))
    return FALSE;
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->place != place || row->measure != figures->sample->measure)
        continue;
      *figure = (MiradorMapFigure){ .place = place, .frame = GROUPS_FRAME };
      figure->outline = mirador_outline_get (place);
      take_row (figure, frame, i, FALSE);
      figure->class_index = mirador_classes_find (&figures->classes, figure->value);
      return figure->state == MIRADOR_MAP_VALUE || figure->state == MIRADOR_MAP_HIDDEN;
    }
  return FALSE;
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const MiradorMapFigure *one = *(const MiradorMapFigure *const *)a;
  const MiradorMapFigure *other = *(const MiradorMapFigure *const *)b;

  if (one->value != other->value)
    return one->value > other->value ? -1 : 1;
  return one < other ? -1 : 1;
}

GArray *
mirador_map_figures_sort (const MiradorMapFigures *figures)
{
  GArray *sorted = g_array_new (FALSE, FALSE, sizeof (gpointer));

  for (guint i = 0; i < figures->figures->len; i++)
    {
      const MiradorMapFigure *figure = mirador_map_figures_get (figures, i);

      if (figure->state == MIRADOR_MAP_VALUE)
        g_array_append_val (sorted, figure);
    }
  g_array_sort (sorted, compare_values);
  return sorted;
}

const char *
mirador_map_figure_code (const MiradorMapFigure *figure)
{
  const char *iso = figure->place->iso;

  return iso != NULL && g_str_has_prefix (iso, "PE-") ? iso + 3 : figure->place->name;
}

MiradorColour
mirador_map_figures_colour (const MiradorMapFigures *figures,
                            const MiradorStyle *style,
                            const MiradorMapFigure *figure)
{
  if (figure->state != MIRADOR_MAP_VALUE)
    return style->background;
  /* Parts of Lima may lie beyond what any region has. */
  if (figure->class_index < 0)
    return mirador_style_class_colour (
      style, figure->value < figures->classes.limits[0] ? 0 : figures->classes.n - 1,
      figures->classes.n);
  return mirador_style_class_colour (style, (guint)figure->class_index, figures->classes.n);
}

MiradorPattern
mirador_map_figure_pattern (const MiradorMapFigure *figure)
{
  if (figure->state == MIRADOR_MAP_NO_DATA)
    return MIRADOR_PATTERN_DIAGONAL;
  if (figure->state == MIRADOR_MAP_HIDDEN)
    return MIRADOR_PATTERN_DOTS;
  return figure->partial ? MIRADOR_PATTERN_BACK_DIAGONAL : MIRADOR_PATTERN_NONE;
}
