/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/label.h"
#include "charts/chart-private.h"

G_BEGIN_DECLS

/** A ranking: which lines it has, and how they lie. */
typedef struct
{
  const MiradorChart *chart;
  MiradorCanvas *canvas;
  const MiradorStyle *style;
  MiradorFrame *frame;
  GArray *marks;
  MiradorBox plot;
  GArray *values;   /* guint rows with a value, the largest first */
  GArray *gaps;     /* guint rows without */
  GArray *targeted; /* MiradorTargeted, one a row of the frame */
  MiradorVaries varies;
  guint n_bars;     /* of the values, those drawn */
  guint n_leaders;  /* of the bars, those that stand out */
  guint n_gap_rows; /* of the gaps, those with a line of their own */
  double others;    /* the sum of the rest, NaN where it does not add */
  gboolean others_drawn;
  gboolean gap_line; /* one line for all other gaps */
  gboolean rest_line;
  double pitch, zero_x, per_unit, label_width;
  double last_end; /* of the figure in the last line */
  MiradorTextSize label_size;
} MiradorBars;

/** mirador_bars_sort_rows: makes @values and @gaps. */
void mirador_bars_sort_rows (MiradorBars *bars);
const MiradorRow *mirador_bars_value_row (const MiradorBars *bars, guint i);
/** mirador_bars_share_lines: how many lines go to bars, to the rest and to gaps; bars come first.
 */
void mirador_bars_share_lines (MiradorBars *bars);
double mirador_bars_gap_lines (const MiradorBars *bars);
/** mirador_bars_count_leaders: a leader stands apart: the bars above the first wide step among the
 * first three. */
guint mirador_bars_count_leaders (const MiradorBars *bars);
/** mirador_bars_name_row: (transfer full). */
char *mirador_bars_name_row (const MiradorBars *bars, const MiradorRow *row);
/** mirador_bars_name_rest: (transfer full): what is not drawn one by one, as "14 other regions". */
char *mirador_bars_name_rest (const MiradorBars *bars);

G_END_DECLS
