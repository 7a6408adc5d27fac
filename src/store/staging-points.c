/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/staging.h"

#include <math.h>

/* Nearly all values are nothing but a value: 16 bytes for each, in blocks that never move. */
#define CELLS_AT_FIRST 3
#define CELLS_LATER 15

typedef struct
{
  guint32 period : 31; /* packed; days have 21 bits, grains 8 */
  guint32 has_parts : 1;
  guint32 row; /* those beyond its range are all the last one */
  union
  {
    double value;
    guint64 part; /* its place in the staging's parts */
  };
} Cell;

G_STATIC_ASSERT (sizeof (Cell) == 16);

struct _MiradorStagedBlock
{
  MiradorStagedBlock *next;
  guint16 n;
  guint16 room;
  Cell cells[];
};

static MiradorStagedBlock *
block_new (guint room)
{
  MiradorStagedBlock *block = g_malloc (sizeof *block + room * sizeof (Cell));

  block->next = NULL;
  block->n = 0;
  block->room = room;
  return block;
}

static Cell *
add_cell (MiradorStagedSeries *series)
{
  if (series->first == NULL)
    series->first = series->last = block_new (CELLS_AT_FIRST);
  else if (series->last->n == series->last->room)
    series->last = series->last->next = block_new (CELLS_LATER);
  return &series->last->cells[series->last->n++];
}

static gboolean
is_plain (const MiradorStagedPoint *point)
{
  return point->flags == 0 && isnan (point->numerator) && isnan (point->denominator)
         && isnan (point->low) && isnan (point->high);
}

static Cell
cell_of_point (MiradorStaging *staging, const MiradorStagedPoint *point, guint64 row)
{
  Cell cell = { .period = (guint32)point->period, .row = (guint32)MIN (row, G_MAXUINT32) };

  if (is_plain (point))
    cell.value = point->value;
  else
    {
      cell.has_parts = TRUE;
      cell.part = staging->parts->len;
      g_array_append_vals (staging->parts, point, 1);
    }
  return cell;
}

static MiradorStagedPoint
point_of_cell (const MiradorStaging *staging, const Cell *cell)
{
  if (cell->has_parts)
    return g_array_index (staging->parts, MiradorStagedPoint, cell->part);
  return (MiradorStagedPoint){ cell->period, cell->value, NAN, NAN, NAN, NAN, 0 };
}

void
mirador_staged_series_add (MiradorStaging *staging,
                           MiradorStagedSeries *series,
                           const MiradorStagedPoint *point,
                           guint64 row)
{
  series->in_order = series->in_order && point->period > series->last_period;
  series->last_period = point->period;
  *add_cell (series) = cell_of_point (staging, point, row);
}

void
mirador_staging_read (const MiradorStaging *staging,
                      const MiradorStagedSeries *series,
                      GArray *points)
{
  g_array_set_size (points, 0);
  for (const MiradorStagedBlock *block = series->first; block != NULL; block = block->next)
    for (guint i = 0; i < block->n; i++)
      {
        MiradorStagedPoint point = point_of_cell (staging, &block->cells[i]);

        g_array_append_val (points, point);
      }
}

static void
free_blocks (MiradorStagedSeries *series)
{
  for (MiradorStagedBlock *block = series->first, *next; block != NULL; block = next)
    {
      next = block->next;
      g_free (block);
    }
  series->first = series->last = NULL;
}

void
mirador_staged_series_free (MiradorStagedSeries *series)
{
  free_blocks (series);
  g_free (series);
}

/* Putting in order */

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  const Cell *one = a, *other = b;

  if (one->period != other->period)
    return one->period < other->period ? -1 : 1;
  return (one->row > other->row) - (one->row < other->row);
}

static GArray *
take_cells (MiradorStagedSeries *series)
{
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (Cell));

  for (const MiradorStagedBlock *block = series->first; block != NULL; block = block->next)
    g_array_append_vals (cells, block->cells, block->n);
  free_blocks (series);
  return cells;
}

/* Parts of one figure. NaN in any part stays NaN: a hidden part hides the whole. A ratio follows
 * from its summed parts; the intervals of parts say nothing of the whole. */
static void
add_part (MiradorStagedPoint *whole, const MiradorStagedPoint *part, const MiradorMeasure *measure)
{
  whole->value += part->value;
  whole->numerator += part->numerator;
  whole->denominator += part->denominator;
  whole->low = whole->high = NAN;
  whole->flags |= part->flags;
  if (measure->kind == MIRADOR_KIND_RATIO)
    whole->value
      = whole->denominator > 0 ? measure->multiplier * whole->numerator / whole->denominator : NAN;
  /* Its parts must not bring back what a source hides. */
  if ((whole->flags & MIRADOR_FLAG_SUPPRESSED) != 0)
    whole->value = NAN;
}

/* The cells @i and those that follow it with the same period, as one. */
static guint
join_cells (MiradorStaging *staging,
            MiradorStagedSeries *series,
            const GArray *cells,
            guint i,
            void (*duplicate) (MiradorStaging *staging, guint64 row))
{
  const Cell *first = &g_array_index (cells, Cell, i++);
  MiradorStagedPoint whole = point_of_cell (staging, first);
  gboolean is_one = i == cells->len || g_array_index (cells, Cell, i).period != first->period;

  for (; i < cells->len && g_array_index (cells, Cell, i).period == first->period; i++)
    {
      const Cell *cell = &g_array_index (cells, Cell, i);
      MiradorStagedPoint part = point_of_cell (staging, cell);

      if (staging->duplicates == MIRADOR_DUPLICATES_ADD)
        add_part (&whole, &part, series->measure);
      else
        duplicate (staging, cell->row);
    }
  *add_cell (series) = is_one ? *first : cell_of_point (staging, &whole, first->row);
  return i;
}

void
mirador_staged_series_close (MiradorStaging *staging,
                             MiradorStagedSeries *series,
                             void (*duplicate) (MiradorStaging *staging, guint64 row))
{
  g_autoptr (GArray) cells = NULL;

  if (series->in_order)
    return;
  cells = take_cells (series);
  g_array_sort (cells, compare_cells);
  for (guint i = 0; i < cells->len;)
    i = join_cells (staging, series, cells, i, duplicate);
  series->in_order = TRUE;
}
