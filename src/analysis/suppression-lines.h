/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"

G_BEGIN_DECLS

/* The lines of a table: which of its cells together make another figure. Internal to suppression.
 */

/** A line: its cells add up to a total, a row of the frame or a figure shown elsewhere (-1). */
typedef struct
{
  GArray *cells; /* guint, rows of the frame, disjoint parts of the total */
  int total;
  gboolean direct; /* the next total up along one dimension: a place's own parent, one breakdown */
} MiradorLine;

/**
 * mirador_lines_new:
 * @counts: the count behind each row, NaN for rows that take no part
 *
 * Every total that the rows can make along the dimensions over which their measure adds: places of
 * every ancestor and group, members of every breakdown, periods of a year, and all of these at
 * once.
 *
 * Returns: (transfer full) (element-type MiradorLine): shortest first
 */
GPtrArray *mirador_lines_new (const MiradorFrame *frame, const double *counts);

/**
 * mirador_lines_find_exposed:
 * @lines: only totals in the frame and direct ones are taken as known; a larger total less its
 * other parts is a smaller one, which is hidden itself where it is small
 * @hidden: which rows are hidden
 * @exposed: set for each hidden row whose value follows from the shown ones, by subtraction along
 *   the lines, in whatever order and number; else cleared
 *
 * Returns: how many are exposed
 */
guint mirador_lines_find_exposed (const GPtrArray *lines,
                                  const double *counts,
                                  const gboolean *hidden,
                                  guint n_rows,
                                  gboolean *exposed);

G_END_DECLS
