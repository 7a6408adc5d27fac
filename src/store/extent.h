/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/period.h"

G_BEGIN_DECLS

/** What stored values reach over. */
typedef struct
{
  guint64 n_values;
  guint grains;             /* bit (1 << MiradorGrain) */
  MiradorRange range;       /* {0, 0}: no values */
  MiradorPeriod data_until; /* the period that ends last; of several the shortest */
} MiradorExtent;

/** mirador_extent_add: one more value. */
void mirador_extent_add (MiradorExtent *extent, gint64 packed_period);
/** mirador_extent_of_periods: of packed periods in their order. */
MiradorExtent mirador_extent_of_periods (const gint64 *periods, guint n);
/** mirador_extent_join: all values of another. */
void mirador_extent_join (MiradorExtent *extent, const MiradorExtent *other);

G_END_DECLS
