/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"

G_BEGIN_DECLS

#define MIRADOR_SUPPRESSION_THRESHOLD_DEFAULT 5

/**
 * mirador_suppress:
 * @frame: an answer of the store
 * @threshold: counts from 1 to @threshold − 1 are hidden; 0 hides nothing
 *
 * Hides small counts of sensitive measures: 1 to threshold − 1; zero stays; a ratio or rate whose
 * numerator is hidden is hidden. Then, along every line of the table over which the measure adds
 * (places of one parent, members of one breakdown, periods), where just one cell is hidden, the
 * next smallest one is hidden too, again and again until no hidden value can be computed from what
 * is shown; in a table of several dimensions, of the next ones the one that leaves the fewest
 * others to be hidden. Totals are taken as known even where the frame does not hold them. What a
 * place holds besides those of its parts that the frame shows is protected like a cell; what the
 * source hides counts as hidden, and keeps its own gap. Hidden rows become gaps (SUPPRESSED,
 * detail: the threshold) with NaN in every number and the flag SUPPRESSED. Simulated rows are
 * exempt.
 *
 * Returns: (transfer full): the frame to show; the same one where nothing was hidden
 */
MiradorFrame *mirador_suppress (MiradorFrame *frame, int threshold);

/**
 * mirador_suppress_together:
 * @frames: (element-type MiradorFrame): answers that stand in one picture
 *
 * The same for answers that are seen side by side: a figure that is hidden in one is hidden in all,
 * and none follows from what another one shows (a quarter beside its months, a region beside its
 * parts).
 *
 * Returns: (transfer full) (element-type MiradorFrame): the frames to show, in the same order
 */
GPtrArray *mirador_suppress_together (GPtrArray *frames, int threshold);

G_END_DECLS
