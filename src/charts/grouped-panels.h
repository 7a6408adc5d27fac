/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/axis.h"
#include "charts/chart-private.h"

G_BEGIN_DECLS

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
  double line, gutter, panel_width, panel_height, label_width, value_width;
  MiradorAxis axis;
} MiradorGrouped;

/** mirador_grouped_gather: (transfer full) (element-type MiradorGroup): the programs that have
 * figures, in the catalogue's order. */
GArray *mirador_grouped_gather (const MiradorFrame *frame);
/** mirador_grouped_arrange: everything at a readable size; else fewer stages; else fewer programs.
 * FALSE where not even that fits. */
gboolean mirador_grouped_arrange (MiradorGrouped *grouped);

G_END_DECLS
