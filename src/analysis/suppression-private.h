/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/suppression-lines.h"

G_BEGIN_DECLS

/* What the files of suppression share. */

/**
 * mirador_suppression_choose:
 * @frame: the rows of all frames that stand side by side, one after the other
 * @owners: (nullable): by row: which of them it is of; NULL: there is one
 * @already: (nullable): by row: whether it is hidden whatever else is
 *
 * Returns: (transfer full): by row: whether it is to be hidden; not what its source hides
 */
gboolean *mirador_suppression_choose (const MiradorFrame *frame,
                                      const guint *owners,
                                      guint n_owners,
                                      const gboolean *already,
                                      int threshold);

/**
 * mirador_lines_add_across:
 * @lines: (element-type MiradorLine): what the rows of several frames say about each other is
 *   added: the same figure twice, a longer time beside its months, a place beside parts of it
 *
 * The other arguments are those of mirador_lines_new() and mirador_suppression_choose().
 */
void mirador_lines_add_across (GPtrArray *lines,
                               const MiradorFrame *frame,
                               const guint *owners,
                               const double *counts,
                               const gboolean *taken,
                               const gboolean *hidden,
                               GArray *remainders,
                               int threshold);

G_END_DECLS
