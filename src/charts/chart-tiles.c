/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include "analysis/headline.h"
#include "charts/map-picture.h"

void
mirador_tiles_plan (const MiradorQuery *base, GPtrArray *queries)
{
  g_ptr_array_add (queries, mirador_map_ask_regions (base));
}

char *
mirador_tiles_fit (const MiradorChart *chart)
{
  return mirador_map_refuse (chart);
}

char *
mirador_tiles_headline (const MiradorChart *chart)
{
  return mirador_headline_map (mirador_chart_get_frame (chart, 0));
}

/* The legend stands at the bottom left, as on the map; the grid has no tiles there. */
void
mirador_tiles_draw (const MiradorChart *chart,
                    MiradorCanvas *canvas,
                    MiradorBox plot,
                    GArray *marks)
{
  g_autoptr (MiradorMapFigures) figures = mirador_map_figures_new (chart);
  double px = mirador_canvas_get_style (canvas)->px[MIRADOR_TEXT_SMALL];
  MiradorMapLegend legend;
  MiradorBox box = plot;
  double size, move;

  mirador_map_legend_init (&legend, figures, canvas, 0,
                           (MiradorBox){ 0, 0, plot.width * 0.55, plot.height });
  if (legend.height > 0)
    {
      box.x += legend.width + 2 * px;
      box.width -= legend.width + 2 * px;
    }
  /* In the middle of a wide picture, the legend at its left. */
  size = mirador_map_tiles_size (box);
  move = MAX (
    floor (MIN ((box.width - 5 * size) / 2, plot.x + (plot.width - 5 * size) / 2 - box.x)), 0);
  box.x += move;
  mirador_map_legend_draw (&legend, plot.x + move, plot.y + MAX (8 * size, legend.height));
  mirador_map_draw_tiles (figures, canvas, box, marks);
  mirador_map_legend_clear (&legend);
}

static char *
name_of (const MiradorChart *chart, const MiradorRow *row)
{
  return g_strdup (row->place != NULL ? row->place->name : "");
}

char *
mirador_tiles_describe (const MiradorChart *chart)
{
  g_autoptr (MiradorMapFigures) figures = mirador_map_figures_new (chart);
  g_autofree char *classes = mirador_map_describe_classes (figures);

  return mirador_chart_describe_rows (chart, name_of, classes);
}

char **
mirador_tiles_notes (const MiradorChart *chart)
{
  g_autoptr (MiradorMapFigures) figures = mirador_map_figures_new (chart);
  GPtrArray *notes = g_ptr_array_new ();

  mirador_map_add_notes (figures, notes);
  g_ptr_array_add (notes, NULL);
  return (char **)g_ptr_array_free (notes, FALSE);
}
