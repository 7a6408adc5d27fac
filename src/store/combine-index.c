/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/combine-index.h"

#include <string.h>

int
mirador_index_find_place (const MiradorIndex *index, const MiradorPlace *place)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (index->place_ids, place)) - 1;
}

const MiradorPlace *
mirador_index_get_place (const MiradorIndex *index, guint i)
{
  return index->places->pdata[i];
}

const char *const *
mirador_index_get_names (const MiradorIndex *index, guint names)
{
  return index->name_sets->pdata[names];
}

const MiradorTiling *
mirador_index_get_tiling (const MiradorIndex *index, guint tiling)
{
  return &g_array_index (index->tilings, MiradorTiling, tiling);
}

const MiradorIndexedPeriod *
mirador_index_get_period (const MiradorIndex *index, guint i)
{
  return &g_array_index (index->periods, MiradorIndexedPeriod, i);
}

gboolean
mirador_index_is_part (const MiradorIndex *index, const MiradorPlace *place)
{
  return g_ptr_array_find (index->parts, place, NULL);
}

gboolean
mirador_index_in_level (const MiradorIndex *index, guint place, int level)
{
  const MiradorPlace *of = mirador_index_get_place (index, place);

  if (level == MIRADOR_LEVEL_PARTS)
    return mirador_index_is_part (index, of);
  return (int)of->level == level;
}

static guint
add_place (MiradorIndex *index, const MiradorPlace *place)
{
  int known = mirador_index_find_place (index, place);

  if (known >= 0)
    return known;
  g_ptr_array_add (index->places, (gpointer)place);
  g_hash_table_insert (index->place_ids, (gpointer)place, GUINT_TO_POINTER (index->places->len));
  return index->places->len - 1;
}

static gboolean
same_names (const char *const *a, const char *const *b)
{
  while (*a != NULL && *a == *b)
    {
      a++;
      b++;
    }
  return *a == *b;
}

static guint
add_names (MiradorIndex *index, const char *key)
{
  g_autofree const char **names = mirador_breakdown_key_names (key);

  for (guint i = 0; i < index->name_sets->len; i++)
    if (same_names ((const char *const *)names, index->name_sets->pdata[i]))
      return i;
  g_ptr_array_add (index->name_sets, g_steal_pointer (&names));
  return index->name_sets->len - 1;
}

static guint
add_key (MiradorIndex *index, GHashTable *key_ids, const char *key)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (key_ids, key));
  guint names;

  if (known > 0)
    return known - 1;
  names = add_names (index, key);
  g_ptr_array_add (index->keys, (gpointer)key);
  g_array_append_val (index->key_names, names);
  g_hash_table_insert (key_ids, (gpointer)key, GUINT_TO_POINTER (index->keys->len));
  return index->keys->len - 1;
}

static int
compare_series (gconstpointer a, gconstpointer b)
{
  const MiradorIndexedSeries *one = a, *other = b;

  if (one->place != other->place)
    return one->place < other->place ? -1 : 1;
  return one->series < other->series ? -1 : 1;
}

static void
index_series (MiradorIndex *index)
{
  g_autoptr (GHashTable) key_ids = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < index->slab->series->len; i++)
    {
      const MiradorSeries *series = &g_array_index (index->slab->series, MiradorSeries, i);
      MiradorIndexedSeries indexed
        = { i, add_place (index, series->place), add_key (index, key_ids, series->breakdown) };

      g_array_append_val (index->series, indexed);
    }
  g_array_sort (index->series, compare_series);
}

static guint
add_tiling (MiradorIndex *index, MiradorPeriod period)
{
  MiradorTiling tiling = mirador_tiling_of (period);

  for (guint i = 0; i < index->tilings->len; i++)
    if (mirador_tiling_equal (tiling, *mirador_index_get_tiling (index, i)))
      return i;
  g_array_append_val (index->tilings, tiling);
  return index->tilings->len - 1;
}

static guint
add_period (MiradorIndex *index, GHashTable *period_ids, MiradorPeriod period)
{
  gpointer key = GSIZE_TO_POINTER ((gsize)period.first_day * MIRADOR_N_GRAINS + period.grain);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (period_ids, key));
  MiradorIndexedPeriod indexed = { .period = period };

  if (known > 0)
    return known - 1;
  indexed.tiling = add_tiling (index, period);
  indexed.tile
    = mirador_tiling_find (*mirador_index_get_tiling (index, indexed.tiling), period.first_day);
  g_array_append_val (index->periods, indexed);
  g_hash_table_insert (period_ids, key, GUINT_TO_POINTER (index->periods->len));
  return index->periods->len - 1;
}

/* Series of a feed have mostly the same periods in the same order, so the next one is a good guess.
 */
static void
index_points (MiradorIndex *index)
{
  g_autoptr (GHashTable) period_ids = g_hash_table_new (NULL, NULL);
  const GArray *points = index->slab->points;
  guint guess = 0;

  index->point_periods = g_new (guint, points->len + 1);
  for (guint i = 0; i < points->len; i++)
    {
      MiradorPeriod period = g_array_index (points, MiradorPoint, i).period;

      if (guess >= index->periods->len
          || !mirador_period_equal (mirador_index_get_period (index, guess)->period, period))
        guess = add_period (index, period_ids, period);
      index->point_periods[i] = guess++;
    }
}

static void
add_class (MiradorIndex *index, GHashTable *seen, MiradorClass class)
{
  gsize number = ((gsize) class.level * index->name_sets->len + class.names) * 4096 + class.tiling;

  if (g_hash_table_add (seen, GSIZE_TO_POINTER (number + 1)))
    g_array_append_val (index->classes, class);
}

static void
add_classes_of (MiradorIndex *index,
                GHashTable *seen,
                const MiradorIndexedSeries *series,
                guint tiling)
{
  const MiradorPlace *place = mirador_index_get_place (index, series->place);
  guint names = g_array_index (index->key_names, guint, series->key);

  add_class (index, seen, (MiradorClass){ place->level, names, tiling });
  if (index->parts_level == MIRADOR_LEVEL_PARTS && mirador_index_is_part (index, place))
    add_class (index, seen, (MiradorClass){ MIRADOR_LEVEL_PARTS, names, tiling });
}

static void
index_classes (MiradorIndex *index)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < index->series->len; i++)
    {
      MiradorIndexedSeries *series = &g_array_index (index->series, MiradorIndexedSeries, i);
      const MiradorSeries *stored
        = &g_array_index (index->slab->series, MiradorSeries, series->series);
      guint last = G_MAXUINT;

      for (guint j = stored->first; j < stored->first + stored->n; j++)
        {
          guint tiling = mirador_index_get_period (index, index->point_periods[j])->tiling;

          if (tiling != last)
            add_classes_of (index, seen, series, tiling);
          last = tiling;
        }
      /* Silent in these days: then it is taken to speak as the feed last did. */
      if (stored->n == 0 && !mirador_period_is_none (index->slab->data_until))
        add_classes_of (index, seen, series, add_tiling (index, index->slab->data_until));
    }
}

static GPtrArray *
find_places (const GPtrArray *codes)
{
  GPtrArray *places = g_ptr_array_new ();

  for (guint i = 0; codes != NULL && i < codes->len; i++)
    {
      const MiradorPlace *place = mirador_place_by_code (codes->pdata[i]);

      if (place != NULL && !g_ptr_array_find (places, place, NULL))
        g_ptr_array_add (places, (gpointer)place);
    }
  return places;
}

static int
common_level (const GPtrArray *places)
{
  int level = -1;

  for (guint i = 0; i < places->len; i++)
    {
      const MiradorPlace *place = places->pdata[i];

      if (level >= 0 && (int)place->level != level)
        return MIRADOR_LEVEL_PARTS;
      level = place->level;
    }
  return level;
}

/* Absent means zero only while the source is complete. */
static void
read_terms (MiradorIndex *index, const MiradorTerms *terms)
{
  MiradorRange days
    = { index->slab->extent.first_day, mirador_period_get_last_day (index->slab->data_until) };

  index->complete_until = G_MAXINT32;
  index->covers = find_places (terms != NULL ? terms->covers : NULL);
  index->parts = find_places (terms != NULL ? terms->parts : NULL);
  index->parts_level = common_level (index->parts);
  if (terms != NULL && !mirador_period_is_none (terms->complete_from))
    days.first_day = terms->complete_from.first_day;
  if (terms != NULL && !mirador_period_is_none (terms->complete_until))
    days.last_day = index->complete_until = mirador_period_get_last_day (terms->complete_until);
  index->zero_days = days;
  index->absent_is_zero = terms != NULL && terms->absent == MIRADOR_ABSENT_ZERO;
}

MiradorIndex *
mirador_index_new (const MiradorSlab *slab)
{
  MiradorIndex *index = g_new0 (MiradorIndex, 1);

  index->slab = slab;
  index->terms = mirador_slab_get_terms (slab);
  index->adds = mirador_slab_get_adds (slab);
  index->places = g_ptr_array_new ();
  index->place_ids = g_hash_table_new (NULL, NULL);
  index->keys = g_ptr_array_new ();
  index->key_names = g_array_new (FALSE, FALSE, sizeof (guint));
  index->name_sets = g_ptr_array_new_with_free_func (g_free);
  index->series = g_array_new (FALSE, FALSE, sizeof (MiradorIndexedSeries));
  index->periods = g_array_new (FALSE, FALSE, sizeof (MiradorIndexedPeriod));
  index->tilings = g_array_new (FALSE, FALSE, sizeof (MiradorTiling));
  index->classes = g_array_new (FALSE, FALSE, sizeof (MiradorClass));
  read_terms (index, index->terms);
  index_series (index);
  index_points (index);
  index_classes (index);
  return index;
}

void
mirador_index_free (MiradorIndex *index)
{
  if (index == NULL)
    return;
  g_ptr_array_unref (index->covers);
  g_ptr_array_unref (index->parts);
  g_ptr_array_unref (index->places);
  g_hash_table_unref (index->place_ids);
  g_ptr_array_unref (index->keys);
  g_array_unref (index->key_names);
  g_ptr_array_unref (index->name_sets);
  g_array_unref (index->series);
  g_free (index->point_periods);
  g_array_unref (index->periods);
  g_array_unref (index->tilings);
  g_array_unref (index->classes);
  g_free (index);
}
