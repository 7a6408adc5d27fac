/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/extent.h"

void
mirador_extent_join (MiradorExtent *extent, const MiradorExtent *other)
{
  gint32 last = other->range.last_day, known = extent->range.last_day;

  if (other->n_values == 0)
    return;
  if (extent->n_values == 0 || other->range.first_day < extent->range.first_day)
    extent->range.first_day = other->range.first_day;
  /* The period that ends last ends with the range; the later it begins, the more it says. */
  if (last > known || (last == known && other->data_until.first_day > extent->data_until.first_day))
    extent->data_until = other->data_until;
  extent->range.last_day = MAX (last, known);
  extent->grains |= other->grains;
  extent->n_values += other->n_values;
}

void
mirador_extent_add (MiradorExtent *extent, gint64 packed_period)
{
  MiradorPeriod period = mirador_period_unpack (packed_period);
  MiradorExtent one = { 1, 1u << period.grain, mirador_period_get_range (period), period };

  mirador_extent_join (extent, &one);
}

#define GRAIN_BITS 0xff

/* Of periods of one grain the first and the last say where all of them lie. */
static guint
find_run_end (const gint64 *periods, guint n, guint first)
{
  guint last = first;

  while (last + 1 < n && (periods[last + 1] & GRAIN_BITS) == (periods[first] & GRAIN_BITS))
    last++;
  return last;
}

MiradorExtent
mirador_extent_of_periods (const gint64 *periods, guint n)
{
  MiradorExtent extent = { 0 };

  for (guint first = 0, last; first < n; first = last + 1)
    {
      last = find_run_end (periods, n, first);
      mirador_extent_add (&extent, periods[first]);
      mirador_extent_add (&extent, periods[last]);
    }
  extent.n_values = n;
  return extent;
}
