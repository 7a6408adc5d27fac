/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A scale with round ticks: multiples of 1, 2 or 5 times a power of ten, or whole decades. */
typedef struct
{
  double low;
  double high; /* above low, always */
  double step; /* between ticks; 10 times of a logarithmic one */
  guint n_ticks;
  gboolean logarithmic;
} MiradorAxis;

/** mirador_axis_init_linear: from zero (or below it) to at least @high, with at most @max_ticks
 * ticks (2 at least); @whole: counts have no half ticks. */
void mirador_axis_init_linear (MiradorAxis *axis,
                               double low,
                               double high,
                               guint max_ticks,
                               gboolean whole);
/** mirador_axis_init_log: whole decades around @low to @high, both above zero. */
void mirador_axis_init_log (MiradorAxis *axis, double low, double high);
double mirador_axis_get_tick (const MiradorAxis *axis, guint i);
/** mirador_axis_get_fraction: where @value stands from low (0) to high (1), kept within. */
double mirador_axis_get_fraction (const MiradorAxis *axis, double value);

G_END_DECLS
