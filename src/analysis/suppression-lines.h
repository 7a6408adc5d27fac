/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"

G_BEGIN_DECLS

/* The lines of a table: which of its cells together make another figure. Internal to suppression.
 */

/** A line: its cells add up to a total, a row of the frame or a figure shown elsewhere (-1). */
typedef struct
{
  GArray *cells; /* guint, rows of the frame or remainders, disjoint parts of the total */
  int total;
  gboolean direct; /* the next total up along one dimension: a place's own parent, one breakdown */
  gboolean over_place; /* parts of the total's place */
  gboolean mixed;      /* parts of something else as well */
} MiradorLine;

MiradorLine *mirador_line_new (int total);
void mirador_line_free (gpointer line);

/** mirador_lines_remainder: the total less its parts; NaN where one of them is not known. */
double mirador_lines_remainder (const MiradorLine *line, const double *counts);

/**
 * mirador_lines_new:
 * @counts: the count behind each row, NaN where it is not known
 * @taken: which rows take part
 * @hidden: which of them are hidden so far
 * @remainders: (element-type double): filled with what places of the frame hold besides the parts
 *   of theirs that are in it; they are cells too, numbered after the last row
 *
 * Every total that the rows can make along the dimensions over which their measure adds: places of
 * every ancestor and group, members of every breakdown, periods of a year, and all of these at
 * once.
 *
 * Returns: (transfer full) (element-type MiradorLine): shortest first
 */
GPtrArray *mirador_lines_new (const MiradorFrame *frame,
                              const double *counts,
                              const gboolean *taken,
                              const gboolean *hidden,
                              GArray *remainders);

/**
 * mirador_lines_find_exposed:
 * @lines: only totals in the frame and direct ones are taken as known; a larger total less its
 * other parts is a smaller one, which is hidden itself where it is small
 * @hidden: which rows are hidden
 * @most: the largest count that is hidden for itself
 * @exposed: set for each hidden row whose value follows from the shown ones, by subtraction along
 *   the lines, in whatever order and number, or because each can only be the least or the most;
 *   else cleared
 *
 * Returns: how many are exposed
 */
guint mirador_lines_find_exposed (const GPtrArray *lines,
                                  const double *counts,
                                  const gboolean *hidden,
                                  guint n_rows,
                                  double most,
                                  gboolean *exposed);

G_END_DECLS
