/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/classes.h"
#include "charts/chart-private.h"
#include "model/outline.h"

G_BEGIN_DECLS

/* What the map and the grid of tiles have in common: the regions' figures and their classes. */

typedef enum
{
  MIRADOR_MAP_OUTSIDE, /* nobody asked for it */
  MIRADOR_MAP_VALUE,
  MIRADOR_MAP_NO_DATA,
  MIRADOR_MAP_HIDDEN, /* for confidentiality */
} MiradorMapState;

typedef struct
{
  const MiradorPlace *place;
  const MiradorOutline *outline;
  MiradorMapState state;
  gboolean partial; /* others are not */
  guint frame, row;
  double value;    /* NaN without */
  int class_index; /* -1 without */
} MiradorMapFigure;

typedef struct
{
  const MiradorChart *chart;
  GArray *figures;          /* MiradorMapFigure of every region, north to south */
  const MiradorRow *sample; /* one with a value, NULL for none */
  gboolean counts;          /* else rates or ratios */
  MiradorClasses classes;
  MiradorClassing classing;
  double largest; /* absolute value */
  gboolean has_gaps, has_hidden, has_partial, has_negative;
} MiradorMapFigures;

/** mirador_map_figures_new: (transfer full): of the chart's first frame. */
MiradorMapFigures *mirador_map_figures_new (const MiradorChart *chart);
void mirador_map_figures_free (MiradorMapFigures *figures);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorMapFigures, mirador_map_figures_free)

guint mirador_map_figures_get_n (const MiradorMapFigures *figures);
/** mirador_map_figures_get: (transfer none): @i below the number of regions. */
const MiradorMapFigure *mirador_map_figures_get (const MiradorMapFigures *figures, guint i);
/** mirador_map_figures_find: (transfer none) (nullable): of a region. */
const MiradorMapFigure *mirador_map_figures_find (const MiradorMapFigures *figures,
                                                  const MiradorPlace *place);
/** mirador_map_figures_find_group: whether the second frame has a value of a place within Lima, and
 * Lima's own is shown, so that nothing hidden follows from it; fills @figure. */
gboolean mirador_map_figures_find_group (const MiradorMapFigures *figures,
                                         const char *code,
                                         MiradorMapFigure *figure);
const MiradorRow *mirador_map_figures_get_row (const MiradorMapFigures *figures,
                                               const MiradorMapFigure *figure);
/** mirador_map_figures_sort: (transfer full): GArray of const MiradorMapFigure *, those with a
 * value by size, the largest first. */
GArray *mirador_map_figures_sort (const MiradorMapFigures *figures);

/** mirador_map_figure_code: (transfer none): LAM. */
const char *mirador_map_figure_code (const MiradorMapFigure *figure);
/** mirador_map_figures_limits: (transfer full): of class @i, as printed: «2.5 a 11.1». */
char *mirador_map_figures_limits (const MiradorMapFigures *figures, guint i);
/** mirador_map_figures_colour: of a figure's area or tile. */
MiradorColour mirador_map_figures_colour (const MiradorMapFigures *figures,
                                          const MiradorStyle *style,
                                          const MiradorMapFigure *figure);
/** mirador_map_figure_pattern: over the colour, of what has no value or an incomplete one. */
MiradorPattern mirador_map_figure_pattern (const MiradorMapFigure *figure);
/** mirador_map_describe: (transfer full): the places in words: the regions of each class. */
char *mirador_map_describe_classes (const MiradorMapFigures *figures);
/** mirador_map_add_notes: sentences on classes and gaps. */
void mirador_map_add_notes (const MiradorMapFigures *figures, GPtrArray *notes);

/* Shared by the two kinds. */
/** mirador_map_ask_regions: (transfer full): @base for each region within its places. */
MiradorQuery *mirador_map_ask_regions (const MiradorQuery *base);
/** mirador_map_refuse: (transfer full) (nullable): why a frame is no map. */
char *mirador_map_refuse (const MiradorChart *chart);

G_END_DECLS
