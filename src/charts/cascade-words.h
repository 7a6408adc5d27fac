/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/chart-private.h"

G_BEGIN_DECLS

/** mirador_cascade_relation: (transfer full) (element-type utf8): how the step stands to the one
 * before it, from the fullest sentence to the shortest; its figure is marked as strong. Empty where
 * it cannot be said. */
GPtrArray *mirador_cascade_relation (const MiradorStep *step);

/** mirador_cascade_largest_drop: index of the step to be named as the largest drop, -1 for none:
 * only of proportions can it be said that somebody was lost. */
int mirador_cascade_largest_drop (const GArray *steps);

G_END_DECLS
