/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include "analysis/label.h"
#include "charts/multiples-strips.h"
#include "model/outline.h"

gboolean
mirador_strips_has_tiles (const MiradorStrips *strips)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < strips->strips->len; i++)
    {
      const MiradorPlace *place = ((MiradorStrip *)strips->strips->pdata[i])->any->place;
      guint row, column;

      /* Two programs of one region would stand on each other. */
      if (!mirador_tile_get (place, &row, &column) || !g_hash_table_add (taken, (gpointer)place))
        return FALSE;
    }
  return strips->strips->len > 0;
}

/* What has no figure comes last; equal ones keep the order of the frame. */
static int
compare_figures (double a, double b)
{
  if (isnan (a) || isnan (b))
    return isnan (a) - isnan (b);
  return a == b ? 0 : (a > b ? -1 : 1);
}

static int
in_order (const MiradorStrip *a, const MiradorStrip *b, int order)
{
  if (order != 0)
    return order;
  return a->any < b->any ? -1 : a->any > b->any;
}

static double
last_value (const MiradorStrips *strips, const MiradorStrip *strip)
{
  return strip->last >= 0 ? mirador_strips_value (strips, strip, (guint)strip->last) : NAN;
}

static int
compare_last (gconstpointer a, gconstpointer b, gpointer strips)
{
  const MiradorStrip *one = *(MiradorStrip *const *)a;
  const MiradorStrip *two = *(MiradorStrip *const *)b;

  return in_order (one, two, compare_figures (last_value (strips, one), last_value (strips, two)));
}

static int
compare_mean (gconstpointer a, gconstpointer b)
{
  const MiradorStrip *one = *(MiradorStrip *const *)a;
  const MiradorStrip *two = *(MiradorStrip *const *)b;

  return in_order (one, two, compare_figures (one->mean, two->mean));
}

static int
compare_completeness (gconstpointer a, gconstpointer b)
{
  const MiradorStrip *one = *(MiradorStrip *const *)a;
  const MiradorStrip *two = *(MiradorStrip *const *)b;

  return in_order (one, two, compare_figures (-one->completeness, -two->completeness));
}

/* Tile by tile; other places by their latitude where it is known, else by their code. */
static int
compare_places (gconstpointer a, gconstpointer b)
{
  const MiradorStrip *one = *(MiradorStrip *const *)a;
  const MiradorStrip *two = *(MiradorStrip *const *)b;
  guint row, column, other_row, other_column;
  int order;

  if (mirador_tile_get (one->any->place, &row, &column)
      && mirador_tile_get (two->any->place, &other_row, &other_column))
    return in_order (
      one, two, row != other_row ? (row < other_row ? -1 : 1) : (int)column - (int)other_column);
  order = compare_figures (one->any->place->lat, two->any->place->lat);
  return in_order (one, two,
                   order != 0 ? order : g_strcmp0 (one->any->place->code, two->any->place->code));
}

void
mirador_strips_sort_by_last (MiradorStrips *strips)
{
  g_ptr_array_sort_with_data (strips->strips, compare_last, strips);
}

void
mirador_strips_sort_by_mean (MiradorStrips *strips)
{
  g_ptr_array_sort (strips->strips, compare_mean);
}

void
mirador_strips_sort_by_completeness (MiradorStrips *strips)
{
  g_ptr_array_sort (strips->strips, compare_completeness);
  g_ptr_array_sort (strips->empty, compare_completeness);
}

gboolean
mirador_strips_sort_by_place (MiradorStrips *strips)
{
  guint n = 0;

  for (guint i = 0; i < strips->strips->len; i++)
    n += ((MiradorStrip *)strips->strips->pdata[i])->any->place != NULL ? 1 : 0;
  /* Programs of one place are not made places by being there. */
  if (n < strips->strips->len || n == 0
      || !(mirador_frame_get_varying (strips->frame) & MIRADOR_VARIES_PLACE))
    return FALSE;
  g_ptr_array_sort (strips->strips, compare_places);
  return TRUE;
}
