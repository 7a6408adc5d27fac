/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/classes.h"
#include "charts/multiples-strips.h"

G_BEGIN_DECLS

#define MIRADOR_HEATMAP_CLASSES 5

/** What a cell shows besides a class. */
typedef enum
{
  MIRADOR_CELL_NONE = -1,    /* no figure */
  MIRADOR_CELL_HIDDEN = -2,  /* a small count that is not shown */
  MIRADOR_CELL_OUTSIDE = -3, /* nothing was asked for: no row */
} MiradorCell;

typedef struct
{
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  const MiradorStrips *strips;
  GArray *marks;
  MiradorBox plot;
  GPtrArray *rows; /* (element-type MiradorStrip) all, in their order */
  gboolean completeness;
  MiradorClasses classes; /* of values */
  gboolean zero_apart;    /* nothing at all is a class of its own, before those */
  guint n_classes;
  gboolean missing, hidden, partial; /* whether there are such cells */
  /* What is drawn */
  guint n_rows, first_column, n_columns;
  double left, top, pitch, column_width;
  double label_width;
  gboolean numbers;
} MiradorHeatmap;

/** mirador_heatmap_init: puts rows in their order and makes the classes; rows are to be freed. */
void mirador_heatmap_init (MiradorHeatmap *heatmap, MiradorStrips *strips, gboolean completeness);
/** mirador_heatmap_class: of a cell: 0 to n_classes − 1, else a MiradorCell. */
int mirador_heatmap_class (const MiradorHeatmap *heatmap, const MiradorStrip *strip, guint i);
/** mirador_heatmap_figure: (transfer full): as it is written in a cell. */
char *mirador_heatmap_figure (const MiradorHeatmap *heatmap, const MiradorStrip *strip, guint i);
void mirador_heatmap_draw_cells (const MiradorHeatmap *heatmap);
/** mirador_heatmap_draw_swatch: how a cell of the class (or a MiradorCell) looks. */
void mirador_heatmap_draw_swatch (const MiradorHeatmap *heatmap,
                                  MiradorBox box,
                                  int class,
                                  gboolean partial);

/** mirador_heatmap_legend_height: what the legend takes at the top of the plot. */
double mirador_heatmap_legend_height (const MiradorHeatmap *heatmap);
void mirador_heatmap_draw_legend (const MiradorHeatmap *heatmap);
/** mirador_heatmap_class_text: (transfer full): the limits of a class; @narrow: the lower one. */
char *mirador_heatmap_class_text (const MiradorHeatmap *heatmap, guint class, gboolean narrow);

G_END_DECLS
