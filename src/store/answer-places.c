/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/answer-parts.h"

static const MiradorPlace *
get_series_place (const MiradorSlab *slab, guint i)
{
  return g_array_index (slab->series, MiradorSeries, i).place;
}

static void
add_once (GPtrArray *places, const MiradorPlace *place)
{
  if (!g_ptr_array_find (places, place, NULL))
    g_ptr_array_add (places, (gpointer)place);
}

/* FALSE where a code is of no place: leaving it out would make the sum of the others wrong. */
static gboolean
add_codes (GPtrArray *places, const GPtrArray *codes)
{
  for (guint i = 0; i < codes->len; i++)
    {
      const MiradorPlace *place = mirador_place_by_code (codes->pdata[i]);

      if (place == NULL)
        return FALSE;
      add_once (places, place);
    }
  return TRUE;
}

/* The deepest place that holds everything the feed has. */
static const MiradorPlace *
find_common_place (const MiradorSlab *slab)
{
  const MiradorPlace *common = slab->series->len > 0 ? get_series_place (slab, 0) : NULL;

  for (guint i = 0; i < slab->series->len; i++)
    while (common != NULL && !mirador_place_is_within (get_series_place (slab, i), common))
      common = common->members->len > 0 ? common->members->pdata[0] : common->parent;
  return common != NULL ? common : mirador_place_peru ();
}

static gboolean
has_series_of (const MiradorSlab *slab, const MiradorPlace *place)
{
  for (guint i = 0; i < slab->series->len; i++)
    if (get_series_place (slab, i) == place)
      return TRUE;
  return FALSE;
}

/* What the feed speaks for as a whole. */
static void
add_covered (GPtrArray *places, const MiradorSlab *slab)
{
  const MiradorTerms *terms = mirador_slab_get_terms (slab);

  if (terms != NULL && terms->covers->len > 0 && add_codes (places, terms->covers))
    return;
  g_ptr_array_set_size (places, 0);
  if (has_series_of (slab, mirador_place_peru ()))
    g_ptr_array_add (places, (gpointer)mirador_place_peru ());
  else
    g_ptr_array_add (places, (gpointer)find_common_place (slab));
}

static gboolean
is_group_level (MiradorLevel level)
{
  return level == MIRADOR_LEVEL_AUTHORITY || level == MIRADOR_LEVEL_AREA;
}

/* The places of the level within @within that have the figures of @source, if any. */
static void
add_holders (GPtrArray *places,
             const MiradorPlace *source,
             const MiradorPlace *within,
             MiradorLevel level,
             const GPtrArray *groups)
{
  const MiradorPlace *above;

  if (!is_group_level (level))
    {
      above = mirador_place_ancestor (source, level);
      if (above != NULL && mirador_place_is_within (above, within))
        g_ptr_array_add (places, (gpointer)above);
      return;
    }
  for (guint i = 0; i < groups->len; i++)
    if (mirador_place_is_within (source, groups->pdata[i]))
      g_ptr_array_add (places, groups->pdata[i]);
}

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const MiradorPlace *const *)a)->code, (*(const MiradorPlace *const *)b)->code);
}

static GPtrArray *
list_sources (const MiradorSlab *slab)
{
  const MiradorTerms *terms = mirador_slab_get_terms (slab);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *sources = g_ptr_array_new ();

  for (guint i = 0; i < slab->series->len; i++)
    if (g_hash_table_add (seen, (gpointer)get_series_place (slab, i)))
      g_ptr_array_add (sources, (gpointer)get_series_place (slab, i));
  for (guint i = 0; terms != NULL && i < terms->parts->len; i++)
    {
      const MiradorPlace *part = mirador_place_by_code (terms->parts->pdata[i]);

      if (part != NULL && g_hash_table_add (seen, (gpointer)part))
        g_ptr_array_add (sources, (gpointer)part);
    }
  return sources;
}

/* Places of the level that report, are expected to, or hold one that does. */
static void
add_of_level (GPtrArray *places,
              GHashTable *seen,
              const GPtrArray *sources,
              const MiradorPlace *within,
              MiradorLevel level)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GPtrArray) groups = NULL;

  groups = is_group_level (level) ? mirador_place_list (within, level) : g_ptr_array_new ();
  for (guint i = 0; i < sources->len; i++)
    add_holders (found, sources->pdata[i], within, level, groups);
  g_ptr_array_sort (found, compare_codes);
  for (guint i = 0; i < found->len; i++)
    if (g_hash_table_add (seen, found->pdata[i]))
      g_ptr_array_add (places, found->pdata[i]);
}

/* Of several levels the smallest is the one that misses the wanted one by least. */
static MiradorLevel
find_published_level (const MiradorSlab *slab)
{
  MiradorLevel level = MIRADOR_LEVEL_COUNTRY;

  for (guint i = 0; i < slab->series->len; i++)
    level = MAX (level, get_series_place (slab, i)->level);
  return level;
}

static void
set_gap (MiradorWanted *wanted, MiradorGap gap, const char *detail)
{
  wanted->gap = gap;
  wanted->gap_detail = g_intern_string (detail);
}

static void
split_by_level (MiradorWanted *wanted, const MiradorQuery *query, const MiradorSlab *slab)
{
  g_autoptr (GPtrArray) places = g_ptr_array_new ();
  g_autoptr (GPtrArray) sources = list_sources (slab);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < wanted->places->len; i++)
    add_of_level (places, seen, sources, wanted->places->pdata[i], query->place_level);
  if (places->len == 0)
    {
      set_gap (wanted, MIRADOR_GAP_NOT_AT_LEVEL, mirador_level_to_id (find_published_level (slab)));
      return;
    }
  g_ptr_array_unref (wanted->places);
  wanted->places = g_steal_pointer (&places);
}

void
mirador_wanted_find_places (MiradorWanted *wanted,
                            const MiradorQuery *query,
                            const MiradorSlab *slab)
{
  gboolean by_place = (query->by & MIRADOR_BY_PLACE) != 0;

  if (query->places->len == 0)
    add_covered (wanted->places, slab);
  else if (!add_codes (wanted->places, query->places))
    set_gap (wanted, MIRADOR_GAP_NO_DATA, "");
  if (wanted->places->len == 0)
    g_ptr_array_add (wanted->places, (gpointer)mirador_place_peru ());
  wanted->one_sum = !by_place && wanted->places->len > 1;
  if (by_place && query->place_level != MIRADOR_LEVEL_ANY && wanted->gap == MIRADOR_GAP_NONE)
    split_by_level (wanted, query, slab);
}
