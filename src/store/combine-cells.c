/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/combine-cells.h"

#include <math.h>

static gboolean
is_kind (const MiradorCandidate *candidate, MiradorKind kind)
{
  return candidate->index->slab->measure->kind == kind;
}

static gboolean
has_both (const MiradorPoint *point)
{
  return isfinite (point->numerator) && isfinite (point->denominator);
}

static gboolean
is_hidden (const MiradorPoint *point)
{
  return (point->flags & MIRADOR_FLAG_SUPPRESSED) != 0 && !isfinite (point->value);
}

/* Whether the source said anything at all. */
static gboolean
says_something (const MiradorCandidate *candidate, const MiradorPoint *point)
{
  return isfinite (point->value) || is_hidden (point)
         || (is_kind (candidate, MIRADOR_KIND_RATIO) && has_both (point));
}

static void
start_cell (MiradorCell *cell, int period)
{
  *cell = (MiradorCell){ .low = NAN, .high = NAN, .place = -1, .period = period };
}

/* Of a stock only the last period counts; a later one takes the place of all before it. */
static gboolean
is_past (const MiradorCandidate *candidate, MiradorCell *cell, guint span, guint period)
{
  gint32 tile = mirador_index_get_period (candidate->index, period)->tile;
  gint32 settled = candidate->spans.fits[span].settled_tile;

  if (!is_kind (candidate, MIRADOR_KIND_STOCK))
    return FALSE;
  if (tile < settled)
    return TRUE;
  if (cell->period >= 0)
    {
      gint32 last = mirador_index_get_period (candidate->index, cell->period)->tile;

      if (tile < last)
        return TRUE;
      if (tile > last)
        start_cell (cell, period);
    }
  cell->period = period;
  return FALSE;
}

static void
add_to_cell (MiradorCell *cell, const MiradorPoint *point, MiradorZone zone, int place)
{
  cell->n++;
  cell->n_zone[zone]++;
  cell->flags |= point->flags;
  cell->received = MAX (cell->received, point->received);
  cell->repeats = cell->repeats || cell->place == place;
  cell->place = place;
  if (is_hidden (point))
    {
      cell->n_hidden++;
      return;
    }
  cell->sum += point->value;
  cell->numerator += point->numerator;
  cell->denominator += point->denominator;
  cell->low = point->low;
  cell->high = point->high;
  if (!has_both (point))
    cell->n_without++;
}

static MiradorCell *
get_cell (const MiradorCandidate *candidate, guint target, guint combination, guint span)
{
  const MiradorWanted *wanted = candidate->wanted;

  return &candidate
            ->cells[(target * wanted->combinations->len + combination) * wanted->spans->len + span];
}

static void
add_point (MiradorCandidate *candidate,
           const MiradorIndexedSeries *series,
           guint period,
           const MiradorPoint *point,
           guint *seen)
{
  int combination = candidate->members.of_key[series->key];
  guint span = candidate->spans.of_period[period];
  gboolean first_of_place = seen[period] != series->place + 1;
  MiradorZone zone = candidate->spans.zone[period];

  seen[period] = series->place + 1;
  for (guint i = candidate->places.first[series->place];
       i < candidate->places.first[series->place + 1]; i++)
    {
      guint target = g_array_index (candidate->places.targets, guint, i);
      MiradorCell *cell;

      if (first_of_place)
        candidate->present[target * candidate->index->periods->len + period]++;
      if (combination < 0)
        continue;
      cell = get_cell (candidate, target, combination, span);
      if (!is_past (candidate, cell, span, period))
        add_to_cell (cell, point, zone, series->place);
    }
}

static gboolean
is_of_class (const MiradorCandidate *candidate, const MiradorIndexedSeries *series)
{
  return candidate->places.standing[series->place] == MIRADOR_PLACE_SPEAKS
         && g_array_index (candidate->index->key_names, guint, series->key)
              == candidate->class->names;
}

/* One pass: each value goes to the cells that it is a part of. */
static void
add_points (MiradorCandidate *candidate)
{
  const MiradorIndex *index = candidate->index;
  g_autofree guint *seen = g_new0 (guint, index->periods->len + 1);

  for (guint i = 0; i < index->series->len; i++)
    {
      const MiradorIndexedSeries *series = &g_array_index (index->series, MiradorIndexedSeries, i);
      const MiradorSeries *stored
        = &g_array_index (index->slab->series, MiradorSeries, series->series);

      if (!is_of_class (candidate, series))
        continue;
      for (guint j = stored->first; j < stored->first + stored->n; j++)
        {
          const MiradorPoint *point = &g_array_index (index->slab->points, MiradorPoint, j);
          guint period = index->point_periods[j];

          if (candidate->spans.of_period[period] >= 0 && says_something (candidate, point))
            add_point (candidate, series, period, point, seen);
        }
    }
}

static void
count_there (MiradorCandidate *candidate)
{
  guint n_periods = candidate->index->periods->len;
  guint n_spans = candidate->wanted->spans->len;

  for (guint target = 0; target < candidate->n_targets; target++)
    for (guint period = 0; period < n_periods; period++)
      {
        int span = candidate->spans.of_period[period];
        guint n = candidate->present[target * n_periods + period];

        if (span < 0)
          continue;
        candidate->there[target * n_spans + span] += n;
        if (candidate->spans.zone[period] == MIRADOR_ZONE_ZERO)
          candidate->there_zero[target * n_spans + span] += n;
      }
}

static void
make_cells (MiradorCandidate *candidate)
{
  gsize n_targets = candidate->n_targets;
  gsize n_spans = candidate->wanted->spans->len;
  gsize n_cells = n_targets * candidate->wanted->combinations->len * n_spans;

  candidate->cells = g_new (MiradorCell, n_cells + 1);
  for (gsize i = 0; i < n_cells; i++)
    start_cell (&candidate->cells[i], -1);
  candidate->present = g_new0 (guint, n_targets * candidate->index->periods->len + 1);
  candidate->there = g_new0 (guint, n_targets * n_spans + 1);
  candidate->there_zero = g_new0 (guint, n_targets * n_spans + 1);
}

void
mirador_candidate_init (MiradorCandidate *candidate,
                        const MiradorIndex *index,
                        const MiradorClass *class,
                        const MiradorWanted *wanted,
                        const GPtrArray *targets)
{
  *candidate = (MiradorCandidate){
    .index = index, .wanted = wanted, .class = class, .n_targets = targets->len
  };
  mirador_member_fits_init (&candidate->members, index, class, wanted);
  mirador_span_fits_init (&candidate->spans, index, class, wanted);
  mirador_place_fits_init (&candidate->places, index, class, targets);
  make_cells (candidate);
  if (candidate->members.gap != MIRADOR_GAP_NONE)
    return;
  add_points (candidate);
  count_there (candidate);
}

void
mirador_candidate_clear (MiradorCandidate *candidate)
{
  mirador_member_fits_clear (&candidate->members);
  mirador_span_fits_clear (&candidate->spans);
  mirador_place_fits_clear (&candidate->places);
  g_clear_pointer (&candidate->cells, g_free);
  g_clear_pointer (&candidate->present, g_free);
  g_clear_pointer (&candidate->there, g_free);
  g_clear_pointer (&candidate->there_zero, g_free);
}
