/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/map-figures.h"

G_BEGIN_DECLS

/** What the colours, patterns and circles mean. */
typedef struct
{
  const MiradorMapFigures *figures;
  MiradorCanvas *canvas;
  double radius; /* of the largest circle that is drawn; 0: classes of colours */
  double width, height;
  guint n_columns;
  GPtrArray *entries;
} MiradorMapLegend;

/** mirador_map_legend_init: as large as @most has room for: in several columns, else only the
 * lowest and the highest class, else nothing (its height is 0). */
void mirador_map_legend_init (MiradorMapLegend *legend,
                              const MiradorMapFigures *figures,
                              MiradorCanvas *canvas,
                              double radius,
                              MiradorBox most);
void mirador_map_legend_clear (MiradorMapLegend *legend);
/** mirador_map_legend_draw: its bottom left corner at a point. */
void mirador_map_legend_draw (const MiradorMapLegend *legend, double left, double bottom);

/** mirador_map_radius: of the circle of a value, where that of the largest has @largest. */
double mirador_map_radius (const MiradorMapFigures *figures, double value, double largest);
/** mirador_map_draw_circle: an outline where @hollow. */
void
mirador_map_draw_circle (MiradorCanvas *canvas, double x, double y, double radius, gboolean hollow);
/** mirador_map_line_colour: of lines around areas and tiles. */
MiradorColour mirador_map_line_colour (const MiradorStyle *style);
/** mirador_map_pattern_colour: of patterns over areas and tiles: lighter than what has a figure. */
MiradorColour mirador_map_pattern_colour (const MiradorStyle *style);

G_END_DECLS
