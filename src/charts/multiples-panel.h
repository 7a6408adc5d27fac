/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/axis.h"
#include "charts/multiples-strips.h"

G_BEGIN_DECLS

/** A picture of small trends: how its panels lie. */
typedef struct
{
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  const MiradorStrips *strips;
  GArray *marks;
  MiradorBox plot;
  GPtrArray *shown; /* (element-type MiradorStrip) in their order */
  double *median;   /* of each period; NULL where it would say nothing */
  gboolean common;  /* one scale for all */
  gboolean tiles;   /* as on the tile grid */
  guint rows, columns, first_row, first_column; /* of the grid of panels */
  MiradorTextSize size;                         /* of names */
  double cell_width, cell_height;
  double gutter;       /* for the ticks: at the left of all, or in each panel where scales differ */
  guint date_lines;    /* below: 1 or 2; 0 without */
  gboolean bare_dates; /* without years: there is no room for them */
  double gap_x, gap_y; /* between panels */
  MiradorAxis axis;    /* the common one */
  const double *needed; /* while arranging: the width of each name with its figure */
} MiradorMultiples;

/** mirador_multiples_arrange: finds room for as many panels as there can be. FALSE where not even
 * one fits. @shown: the largest first, cut here to what fits. */
gboolean mirador_multiples_arrange (MiradorMultiples *multiples);
/** mirador_multiples_place: the cell of panel @i. */
void
mirador_multiples_place (const MiradorMultiples *multiples, guint i, guint *row, guint *column);
MiradorBox mirador_multiples_cell (const MiradorMultiples *multiples, guint i);
/** mirador_multiples_axis_of: the scale of a panel; @strip NULL: of all. */
MiradorAxis mirador_multiples_axis_of (const MiradorMultiples *multiples,
                                       const MiradorStrip *strip);
double mirador_multiples_tick_width (const MiradorMultiples *multiples, const MiradorAxis *axis);
/** mirador_multiples_draw_panel: name, figure, lines and marks of panel @i. */
void mirador_multiples_draw_panel (const MiradorMultiples *multiples, guint i);

G_END_DECLS
