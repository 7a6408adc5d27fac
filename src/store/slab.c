/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/answer.h"

MiradorSlab *
mirador_slab_new (const MiradorMeasure *measure,
                  const MiradorProgram *program,
                  MiradorProfile *profile)
{
  MiradorSlab *slab = g_new0 (MiradorSlab, 1);

  slab->measure = measure;
  slab->program = program;
  slab->profile = mirador_profile_ref (profile);
  slab->series = g_array_new (FALSE, FALSE, sizeof (MiradorSeries));
  slab->points = g_array_new (FALSE, FALSE, sizeof (MiradorPoint));
  slab->extent = MIRADOR_RANGE_ALL;
  slab->data_until = MIRADOR_PERIOD_NONE;
  return slab;
}

void
mirador_slab_free (MiradorSlab *slab)
{
  if (slab == NULL)
    return;
  mirador_profile_unref (slab->profile);
  g_array_unref (slab->series);
  g_array_unref (slab->points);
  g_free (slab);
}

void
mirador_slab_add_series (MiradorSlab *slab, const MiradorPlace *place, const char *breakdown)
{
  MiradorSeries series = {
    .place = place,
    .breakdown = g_intern_string (breakdown != NULL ? breakdown : ""),
    .first = slab->points->len,
  };

  g_array_append_val (slab->series, series);
}

/* No period is longer. */
#define MAX_DAYS 366

/* What is loaded is stored, so the extent is never smaller than it. */
static void
widen_extent (MiradorSlab *slab, MiradorPeriod period)
{
  MiradorRange days = mirador_period_get_range (period);
  gint32 until = mirador_period_get_last_day (slab->data_until);

  if (mirador_range_is_all (slab->extent))
    slab->extent = days;
  slab->extent.first_day = MIN (slab->extent.first_day, days.first_day);
  slab->extent.last_day = MAX (slab->extent.last_day, days.last_day);
  /* Of two that end on one day the shorter says more. */
  if (days.last_day > until
      || (days.last_day == until && days.first_day > slab->data_until.first_day))
    slab->data_until = period;
}

void
mirador_slab_add_point (MiradorSlab *slab, const MiradorPoint *point)
{
  gint32 first_day = point->period.first_day;

  g_return_if_fail (slab->series->len > 0);

  g_array_append_vals (slab->points, point, 1);
  g_array_index (slab->series, MiradorSeries, slab->series->len - 1).n++;
  /* Dates are dear: most points lie well inside. */
  if (first_day < slab->extent.first_day || first_day + MAX_DAYS >= slab->extent.last_day)
    widen_extent (slab, point->period);
}
