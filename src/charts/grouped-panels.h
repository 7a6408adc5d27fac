/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/axis.h"
#include "charts/chart-private.h"

G_BEGIN_DECLS

/* Lines between a panel and the one below it. */
#define MIRADOR_GROUPED_GAP 0.6

/** A panel: a program with a line for each of its stages. */
typedef struct
{
  const MiradorProgram *program;
  int rows[MIRADOR_N_STAGES]; /* -1 where the program has none */
} MiradorGroup;

typedef struct
{
  const MiradorChart *chart;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  MiradorFrame *frame;
  GArray *marks;
  MiradorBox plot;
  GArray *groups;
  gboolean shown[MIRADOR_N_STAGES];
  guint n_shown, n_there; /* stages */
  guint n_groups;         /* shown */
  guint columns;
  MiradorTextSize size;
  double line, gutter, panel_width, label_width, value_width;
  MiradorAxis axis;
} MiradorGrouped;

/** mirador_grouped_gather: (transfer full) (element-type MiradorGroup): the programs that have
 * figures, in the catalogue's order. */
GArray *mirador_grouped_gather (const MiradorFrame *frame);
/** mirador_grouped_count_rows: the lines of the highest of the panels that stand in a row, the
 * first of them the panel @from. */
guint mirador_grouped_count_rows (const MiradorGrouped *grouped, guint from);
/** mirador_grouped_arrange: everything at a readable size; else fewer stages; else fewer programs.
 * Sets the widths of names and figures. FALSE where not even that fits. */
gboolean mirador_grouped_arrange (MiradorGrouped *grouped);

G_END_DECLS
