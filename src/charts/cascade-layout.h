/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/cascade.h"
#include "charts/chart-private.h"

G_BEGIN_DECLS

/** Where everything stands, once it is known how much room there is. */
typedef struct
{
  const MiradorChart *chart;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  MiradorFrame *frame;
  GArray *steps;
  GArray *marks;
  MiradorBox plot;
  guint n; /* stages that fit */
  int worst;
  gboolean roomy;         /* an arrow and a sentence between the bars; else a column at the right */
  gboolean narrow;        /* short names */
  gboolean terse, headed; /* figures only at the right, with a heading */
  double bar_x, bar_height, pitch, gap;
  double longest;  /* pixels of the largest value */
  double largest;  /* the largest value */
  double column_x; /* right of it stands the share of the first or of the step before */
  MiradorTextSize value_size, label_size;
} MiradorCascadeLayout;

const MiradorStep *mirador_cascade_step_at (const MiradorCascadeLayout *cascade, guint i);
const MiradorRow *mirador_cascade_row_at (const MiradorCascadeLayout *cascade, guint i);
/** mirador_cascade_share_of_first: (transfer full) (nullable): the sentence, where it means
 * something. */
char *mirador_cascade_share_of_first (const MiradorCascadeLayout *cascade, guint i);
/** mirador_cascade_beside: (transfer none) (nullable): of the variants, what stands at the right of
 * a bar. */
const char *mirador_cascade_beside (const MiradorCascadeLayout *cascade, const GPtrArray *variants);
/** mirador_cascade_heading: (transfer none): what the figures at the right are of. */
const char *mirador_cascade_heading (const MiradorCascadeLayout *cascade);
/** mirador_cascade_lay_out: shares the plot out among bars, arrows, names and figures. */
void mirador_cascade_lay_out (MiradorCascadeLayout *cascade);

G_END_DECLS
