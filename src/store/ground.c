/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/combine-sets.h"

static gboolean
is_group (const MiradorPlace *place)
{
  return place->members->len > 0;
}

guint
mirador_ground_count (const MiradorPlace *place, MiradorLevel level)
{
  const GPtrArray *below = is_group (place) ? place->members : place->children;
  guint n = 0;

  if (!is_group (place) && place->level >= level)
    return place->level == level ? 1 : 0;
  for (guint i = 0; i < below->len; i++)
    {
      guint n_below = mirador_ground_count (below->pdata[i], level);

      if (n_below == 0)
        return 0;
      n += n_below;
    }
  return n;
}

/* The smallest places of the tree: whoever has all of them has the ground. */
static guint
count_leaves (const MiradorPlace *place)
{
  const GPtrArray *below = is_group (place) ? place->members : place->children;
  guint n = below->len == 0 ? 1 : 0;

  for (guint i = 0; i < below->len; i++)
    n += count_leaves (below->pdata[i]);
  return n;
}

static gboolean
is_node_of_level (const MiradorPlace *place, MiradorLevel level)
{
  return !is_group (place) && place->level == level;
}

/* Two nodes of one level never overlap: only other pairs need a look. */
gboolean
mirador_ground_overlaps (const GPtrArray *places)
{
  for (guint i = 0; i < places->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const MiradorPlace *a = places->pdata[i], *b = places->pdata[j];

        if (a != b && is_node_of_level (a, b->level) && !is_group (b))
          continue;
        if (mirador_place_overlap (a, b))
          return TRUE;
      }
  return FALSE;
}

gboolean
mirador_ground_is_tiled (const MiradorPlace *place, const GPtrArray *places)
{
  g_autoptr (GPtrArray) within = g_ptr_array_new ();
  guint n = 0;

  for (guint i = 0; i < places->len; i++)
    if (mirador_place_is_within (places->pdata[i], place))
      {
        g_ptr_array_add (within, places->pdata[i]);
        n += count_leaves (places->pdata[i]);
      }
  return n > 0 && n == count_leaves (place) && !mirador_ground_overlaps (within);
}

static gboolean
is_in_one (const MiradorPlace *place, const GPtrArray *covers)
{
  for (guint i = 0; i < covers->len; i++)
    if (mirador_place_is_within (place, covers->pdata[i]))
      return TRUE;
  return FALSE;
}

gboolean
mirador_ground_is_covered (const MiradorPlace *place, const GPtrArray *covers)
{
  if (is_in_one (place, covers))
    return TRUE;
  for (guint i = 0; i < place->members->len; i++)
    if (!mirador_ground_is_covered (place->members->pdata[i], covers))
      return covers->len > 1 && mirador_ground_is_tiled (place, covers);
  return is_group (place) || (covers->len > 1 && mirador_ground_is_tiled (place, covers));
}
