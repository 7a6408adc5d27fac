/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/combine-sets.h"

static MiradorPlaceStanding
standing_of_series (const MiradorIndex *index,
                    const MiradorClass *class,
                    const MiradorIndexedSeries *series)
{
  const MiradorSeries *stored = &g_array_index (index->slab->series, MiradorSeries, series->series);

  if (g_array_index (index->key_names, guint, series->key) != class->names)
    return MIRADOR_PLACE_OTHER;
  for (guint i = stored->first; i < stored->first + stored->n; i++)
    if (mirador_index_get_period (index, index->point_periods[i])->tiling == class->tiling)
      return MIRADOR_PLACE_SPEAKS;
  return stored->n == 0 ? MIRADOR_PLACE_SILENT : MIRADOR_PLACE_APART;
}

static void
read_standing (MiradorPlaceFits *fits, const MiradorIndex *index, const MiradorClass *class)
{
  fits->standing = g_new0 (guint8, index->places->len + 1);
  for (guint i = 0; i < index->series->len; i++)
    {
      const MiradorIndexedSeries *series = &g_array_index (index->series, MiradorIndexedSeries, i);

      if (fits->standing[series->place] == MIRADOR_PLACE_SPEAKS
          || !mirador_index_in_level (index, series->place, class->level))
        continue;
      fits->standing[series->place]
        = MAX (fits->standing[series->place], standing_of_series (index, class, series));
    }
}

/* Whether the feed lists who reports at this very level, within the target. */
static gboolean
is_listed_at (const MiradorIndex *index, const MiradorClass *class, const MiradorPlace *target)
{
  if (index->parts_level != class->level)
    return FALSE;
  for (guint i = 0; i < index->parts->len; i++)
    if (mirador_place_is_within (index->parts->pdata[i], target))
      return TRUE;
  return FALSE;
}

static void
add_target (MiradorPlaceFits *fits,
            const MiradorIndex *index,
            const MiradorClass *class,
            const GPtrArray *targets,
            const gboolean *listed,
            guint place,
            guint target)
{
  const MiradorPlace *source = mirador_index_get_place (index, place);

  if (!fits->summed && source != targets->pdata[target])
    return;
  if (fits->summed && listed[target] && !mirador_index_is_part (index, source))
    return;
  g_array_append_val (fits->targets, target);
}

/* Nodes find their target on the way up; groups have to be asked. */
static void
assign_place (MiradorPlaceFits *fits,
              const MiradorIndex *index,
              const MiradorClass *class,
              const GPtrArray *targets,
              GHashTable *numbers,
              const gboolean *listed,
              guint place)
{
  const MiradorPlace *source = mirador_index_get_place (index, place);
  gboolean source_is_group = source->members->len > 0;

  for (const MiradorPlace *node = source; node != NULL && !source_is_group; node = node->parent)
    {
      guint number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, node));

      if (number > 0)
        add_target (fits, index, class, targets, listed, place, number - 1);
    }
  for (guint i = 0; i < targets->len; i++)
    {
      const MiradorPlace *target = targets->pdata[i];

      if ((source_is_group || target->members->len > 0) && mirador_place_is_within (source, target))
        add_target (fits, index, class, targets, listed, place, i);
    }
}

static void
assign_places (MiradorPlaceFits *fits,
               const MiradorIndex *index,
               const MiradorClass *class,
               const GPtrArray *targets)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  g_autofree gboolean *listed = g_new (gboolean, targets->len);

  for (guint i = 0; i < targets->len; i++)
    {
      g_hash_table_insert (numbers, targets->pdata[i], GUINT_TO_POINTER (i + 1));
      listed[i] = is_listed_at (index, class, targets->pdata[i]);
    }
  fits->first = g_new0 (guint, index->places->len + 1);
  fits->targets = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < index->places->len; i++)
    {
      fits->first[i] = fits->targets->len;
      if (mirador_index_in_level (index, i, class->level))
        assign_place (fits, index, class, targets, numbers, listed, i);
    }
  fits->first[index->places->len] = fits->targets->len;
}

/* The places with a series that belong to a target, and how many of them are of the class. */
typedef struct
{
  GPtrArray *places;
  guint n_of_class;
} Sources;

static Sources *
list_sources (const MiradorPlaceFits *fits, const MiradorIndex *index, guint n)
{
  Sources *sources = g_new0 (Sources, n);

  for (guint i = 0; i < n; i++)
    sources[i].places = g_ptr_array_new ();
  for (guint i = 0; i < index->places->len; i++)
    for (guint j = fits->first[i]; j < fits->first[i + 1]; j++)
      {
        Sources *of_target = &sources[g_array_index (fits->targets, guint, j)];

        g_ptr_array_add (of_target->places, index->places->pdata[i]);
        if (fits->standing[i] == MIRADOR_PLACE_SPEAKS || fits->standing[i] == MIRADOR_PLACE_SILENT)
          of_target->n_of_class++;
      }
  return sources;
}

void
mirador_place_fits_init (MiradorPlaceFits *fits,
                         const MiradorIndex *index,
                         const MiradorClass *class,
                         const GPtrArray *targets)
{
  const MiradorPlace *first = targets->pdata[0];
  g_autofree Sources *sources = NULL;

  *fits = (MiradorPlaceFits){ .summed = (int)first->level != class->level };
  fits->fits = g_new0 (MiradorPlaceFit, targets->len);
  read_standing (fits, index, class);
  assign_places (fits, index, class, targets);
  sources = list_sources (fits, index, targets->len);
  for (guint i = 0; i < targets->len; i++)
    {
      mirador_place_fit_init (&fits->fits[i], index, class, targets->pdata[i], sources[i].places,
                              sources[i].n_of_class);
      g_ptr_array_unref (sources[i].places);
    }
}

void
mirador_place_fits_clear (MiradorPlaceFits *fits)
{
  g_clear_pointer (&fits->fits, g_free);
  g_clear_pointer (&fits->standing, g_free);
  g_clear_pointer (&fits->first, g_free);
  g_clear_pointer (&fits->targets, g_array_unref);
}
