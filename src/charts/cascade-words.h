/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/chart-private.h"

G_BEGIN_DECLS

/** mirador_cascade_relation: (transfer full) (element-type utf8): how the step stands to the one
 * before it, from the fullest sentence to the shortest; its figure is marked as strong. Empty where
 * it cannot be said. */
GPtrArray *mirador_cascade_relation (const MiradorStep *step);

G_END_DECLS
