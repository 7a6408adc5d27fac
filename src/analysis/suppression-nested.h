/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/suppression-lines.h"

G_BEGIN_DECLS

/* Places that hold only some of the parts that are shown. Internal to suppression. */

/** mirador_lines_is_whole: whether the places of the cells make all of the place of the total. */
gboolean mirador_lines_is_whole (const MiradorFrame *frame, const MiradorLine *line);

/**
 * mirador_lines_add_nested:
 * @lines: (element-type MiradorLine): what each place with parts in the frame is made of is added:
 *   the largest parts that do not share ground, and a remainder where they are not the whole
 * @hidden: which rows are; without those that hold others, larger places are made of the parts
 *   of theirs
 * @slices: (element-type utf8 GArray): rows that differ in their places alone
 * @remainders: (element-type double): what the frame does not show; the cell after the last row
 *   stands for the first, and so on
 */
void mirador_lines_add_nested (GPtrArray *lines,
                               const MiradorFrame *frame,
                               const double *counts,
                               const gboolean *hidden,
                               GHashTable *slices,
                               GArray *remainders);

G_END_DECLS
