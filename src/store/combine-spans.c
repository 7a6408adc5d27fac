/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/combine-sets.h"

MiradorZone
mirador_zone_of_days (const MiradorIndex *index, MiradorRange days)
{
  if (days.last_day > index->complete_until)
    return MIRADOR_ZONE_LATER;
  if (index->absent_is_zero && mirador_range_contains (index->zero_days, days))
    return MIRADOR_ZONE_ZERO;
  return MIRADOR_ZONE_STRICT;
}

/* Weeks make years of weeks, but no months, quarters or fiscal years. */
static gboolean
is_calendar_year (MiradorRange range, int *year)
{
  int month, day;

  mirador_day_get_date (range.first_day, year, &month, &day);
  return month == 1 && day == 1 && range.last_day == mirador_day_new (*year, 12, 31);
}

static gboolean
are_week_years (const MiradorIndex *index, MiradorTiling tiling, const GArray *spans)
{
  int year;

  if (!mirador_tiling_is_weeks (tiling) || index->slab->measure->kind == MIRADOR_KIND_STOCK)
    return FALSE;
  for (guint i = 0; i < spans->len; i++)
    {
      MiradorRange range = g_array_index (spans, MiradorSpan, i).range;

      if (!is_calendar_year (range, &year) || mirador_tiling_count (tiling, range) > 0)
        return FALSE;
    }
  return spans->len > 0;
}

static void
count_zones (MiradorSpanFit *fit, const MiradorIndex *index, MiradorTiling tiling)
{
  fit->settled_tile = G_MININT32;
  for (guint i = 0; i < fit->n_tiles; i++)
    {
      gint32 tile = fit->first_tile + i;
      MiradorZone zone = mirador_zone_of_days (index, mirador_tiling_get_range (tiling, tile));

      fit->n_zone[zone]++;
      if (zone == MIRADOR_ZONE_ZERO)
        fit->settled_tile = tile;
    }
  fit->later = fit->range.last_day > index->complete_until;
}

static gboolean
is_whole_months (MiradorRange range)
{
  int first, after;

  mirador_day_get_date (range.first_day, NULL, NULL, &first);
  mirador_day_get_date (range.last_day + 1, NULL, NULL, &after);
  return first == 1 && after == 1;
}

/* A flow needs all tiles of the days; of a stock the last one in them tells. Weeks make no months,
 * not even where they happen to meet their ends. */
static void
fit_span (MiradorSpanFit *fit, const MiradorIndex *index, MiradorTiling tiling)
{
  guint n_inside = mirador_tiling_inside (tiling, fit->range, &fit->first_tile);
  gboolean is_stock = index->slab->measure->kind == MIRADOR_KIND_STOCK;

  fit->n_tiles = is_stock ? n_inside : mirador_tiling_count (tiling, fit->range);
  if (!is_stock && mirador_tiling_is_weeks (tiling) && is_whole_months (fit->range))
    fit->n_tiles = 0;
  fit->detail = "";
  if (fit->n_tiles == 0)
    {
      fit->gap = MIRADOR_GAP_NOT_AT_GRAIN;
      fit->detail = mirador_grain_to_id (tiling.grain);
      return;
    }
  count_zones (fit, index, tiling);
}

/* The spans ascend and are disjoint. */
static int
find_span (const MiradorSpanFits *fits, guint n, gint32 tile)
{
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      const MiradorSpanFit *fit = &fits->fits[middle];

      if (fit->n_tiles > 0 && tile >= fit->first_tile
          && tile < fit->first_tile + (gint32)fit->n_tiles)
        return middle;
      if (tile < fit->first_tile)
        high = middle;
      else
        low = middle + 1;
    }
  return -1;
}

static void
assign_periods (MiradorSpanFits *fits,
                const MiradorIndex *index,
                const MiradorClass *class,
                guint n)
{
  MiradorTiling tiling = *mirador_index_get_tiling (index, class->tiling);

  fits->of_period = g_new (int, index->periods->len + 1);
  fits->zone = g_new0 (guint8, index->periods->len + 1);
  for (guint i = 0; i < index->periods->len; i++)
    {
      const MiradorIndexedPeriod *period = mirador_index_get_period (index, i);

      fits->of_period[i] = period->tiling == class->tiling ? find_span (fits, n, period->tile) : -1;
      if (fits->of_period[i] >= 0)
        fits->zone[i]
          = mirador_zone_of_days (index, mirador_tiling_get_range (tiling, period->tile));
    }
}

void
mirador_span_fits_init (MiradorSpanFits *fits,
                        const MiradorIndex *index,
                        const MiradorClass *class,
                        const MiradorWanted *wanted)
{
  MiradorTiling tiling = *mirador_index_get_tiling (index, class->tiling);
  guint n = wanted->spans->len;

  *fits = (MiradorSpanFits){ .week_years = are_week_years (index, tiling, wanted->spans) };
  fits->fits = g_new0 (MiradorSpanFit, n);
  for (guint i = 0; i < n; i++)
    {
      MiradorSpanFit *fit = &fits->fits[i];
      int year;

      fit->range = g_array_index (wanted->spans, MiradorSpan, i).range;
      if (fits->week_years && is_calendar_year (fit->range, &year))
        fit->range = mirador_tiling_week_year (tiling, year);
      fit_span (fit, index, tiling);
      fits->summed = fits->summed || fit->n_tiles > 1;
    }
  assign_periods (fits, index, class, n);
}

void
mirador_span_fits_clear (MiradorSpanFits *fits)
{
  g_clear_pointer (&fits->fits, g_free);
  g_clear_pointer (&fits->of_period, g_free);
  g_clear_pointer (&fits->zone, g_free);
}
