/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/axis.h"

#include <math.h>

/* The smallest of 1, 2, 5 times a power of ten that is at least @rough. */
static double
round_step (double rough)
{
  double power = pow (10, floor (log10 (rough)));
  double lead = rough / power;

  if (lead <= 1 + 1e-9)
    return power;
  if (lead <= 2 + 1e-9)
    return 2 * power;
  return (lead <= 5 + 1e-9 ? 5 : 10) * power;
}

void
mirador_axis_init_linear (MiradorAxis *axis,
                          double low,
                          double high,
                          guint max_ticks,
                          gboolean whole)
{
  double bottom = isfinite (low) ? CLAMP (low, -1e15, 0) : 0;
  double top = isfinite (high) ? CLAMP (high, 0, 1e15) : 0;
  double span;

  if (top - bottom < 1e-12)
    top = bottom + 1;
  span = top - bottom;
  axis->logarithmic = FALSE;
  axis->step = round_step (span / MAX (max_ticks > 1 ? max_ticks - 1 : 1, 1));
  if (whole)
    axis->step = MAX (axis->step, 1);
  axis->low = floor (bottom / axis->step + 1e-9) * axis->step;
  axis->high = ceil (top / axis->step - 1e-9) * axis->step;
  axis->n_ticks = (guint)lround ((axis->high - axis->low) / axis->step) + 1;
}

void
mirador_axis_init_log (MiradorAxis *axis, double low, double high)
{
  double bottom = isfinite (low) && low > 0 ? low : 1;
  double top = isfinite (high) && high > bottom ? high : bottom;
  double first = floor (log10 (bottom) + 1e-9);
  double last = MAX (ceil (log10 (top) - 1e-9), first + 1);

  axis->logarithmic = TRUE;
  axis->step = 10;
  axis->low = pow (10, first);
  axis->high = pow (10, last);
  axis->n_ticks = (guint)(last - first) + 1;
}

double
mirador_axis_get_tick (const MiradorAxis *axis, guint i)
{
  double value;

  if (axis->logarithmic)
    return axis->low * pow (10, i);
  value = axis->low + i * axis->step;
  /* Sums of steps leave a dust that would be written as "0.0". */
  return fabs (value) < axis->step * 1e-6 ? 0 : value;
}

double
mirador_axis_get_fraction (const MiradorAxis *axis, double value)
{
  double fraction;

  if (!isfinite (value))
    return 0;
  if (axis->logarithmic)
    fraction = value > 0 ? log (value / axis->low) / log (axis->high / axis->low) : 0;
  else
    fraction = (value - axis->low) / (axis->high - axis->low);
  return CLAMP (fraction, 0, 1);
}
