/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "store/answer-parts.h"

#define POPULATION_MEASURE "population"
#define POPULATION_PROGRAM "context"
#define POPULATION_FEED "population"

/* People of whom a rate tells how many. */
#define PER_PEOPLE 100000.0

struct _MiradorRates
{
  MiradorSlab *slab; /* NULL: no population in the store */
  GHashTable *years; /* first day of a year → GArray of MiradorFigure of the table at hand */
};

static gboolean
has_usual_feed (MiradorSource *source)
{
  for (guint i = 0; i < source->holdings->len; i++)
    {
      const MiradorHolding *holding = &g_array_index (source->holdings, MiradorHolding, i);

      if (g_str_equal (holding->feed, POPULATION_FEED)
          && g_str_equal (holding->measure->id, POPULATION_MEASURE))
        return TRUE;
    }
  return FALSE;
}

static const MiradorHolding *
find_population (MiradorSource *source)
{
  MiradorAsked asked = { .measure = mirador_catalogue_measure (POPULATION_MEASURE),
                         .program = mirador_catalogue_program (POPULATION_PROGRAM) };

  if (asked.measure == NULL)
    return NULL;
  return mirador_choose_feed (source, has_usual_feed (source) ? POPULATION_FEED : NULL, &asked);
}

MiradorRates *
mirador_rates_new (MiradorSource *source, const MiradorQuery *query, GError **error)
{
  const MiradorHolding *holding = find_population (source);
  g_autoptr (MiradorRates) rates = g_new0 (MiradorRates, 1);

  rates->years = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  if (holding == NULL)
    return g_steal_pointer (&rates);
  rates->slab = source->load (source, holding, MIRADOR_RANGE_ALL, query->as_of, error);
  return rates->slab != NULL ? g_steal_pointer (&rates) : NULL;
}

void
mirador_rates_free (MiradorRates *rates)
{
  if (rates == NULL)
    return;
  mirador_slab_free (rates->slab);
  g_hash_table_unref (rates->years);
  g_free (rates);
}

MiradorProfile *
mirador_rates_get_profile (const MiradorRates *rates)
{
  return rates->slab != NULL ? rates->slab->profile : NULL;
}

static int
get_middle_year (MiradorRange range)
{
  int year;

  mirador_day_get_date (range.first_day + (range.last_day - range.first_day) / 2, &year, NULL,
                        NULL);
  return year;
}

/* The stored year nearest to the one that holds the middle of the days; of two as near, the later.
 * What lies between two counts is never made up. */
static MiradorPeriod
find_year (const MiradorSlab *slab, MiradorRange range)
{
  MiradorPeriod best = MIRADOR_PERIOD_NONE;
  int middle = get_middle_year (range);
  int best_distance = G_MAXINT;

  for (guint i = 0; i < slab->points->len; i++)
    {
      MiradorPeriod period = g_array_index (slab->points, MiradorPoint, i).period;
      int distance;

      if (period.grain != MIRADOR_GRAIN_YEAR || mirador_period_equal (period, best))
        continue;
      distance = abs (mirador_period_get_year (period) - middle);
      if (distance < best_distance
          || (distance == best_distance && period.first_day > best.first_day))
        {
          best = period;
          best_distance = distance;
        }
    }
  return best;
}

/* The population of every place and combination of the table in one year. */
static const GArray *
find_people (MiradorRates *rates, const MiradorWanted *table, MiradorPeriod year)
{
  gpointer key = GINT_TO_POINTER (year.first_day);
  GArray *people = g_hash_table_lookup (rates->years, key);
  MiradorSpan span = { year, mirador_period_get_range (year) };
  g_autoptr (MiradorWanted) wanted = NULL;

  if (people != NULL)
    return people;
  wanted = g_new0 (MiradorWanted, 1);
  wanted->places = g_ptr_array_ref (table->places);
  wanted->one_sum = table->one_sum;
  wanted->names = g_ptr_array_ref (table->names);
  wanted->combinations = g_ptr_array_ref (table->combinations);
  wanted->spans = g_array_new (FALSE, FALSE, sizeof (MiradorSpan));
  wanted->gap_detail = "";
  g_array_append_val (wanted->spans, span);
  people = mirador_combine (rates->slab, wanted);
  g_hash_table_insert (rates->years, key, people);
  return people;
}

static void
set_gap (MiradorRow *row, MiradorGap gap)
{
  row->value = row->numerator = row->denominator = row->low = row->high = NAN;
  row->gap = gap;
  row->gap_detail = "";
}

static void
divide (MiradorRow *row, const MiradorRates *rates, const MiradorFigure *people, MiradorPeriod year)
{
  if (people->gap != MIRADOR_GAP_NONE || !(people->value > 0))
    {
      set_gap (row, MIRADOR_GAP_NO_POPULATION);
      return;
    }
  row->numerator = row->value;
  row->denominator = people->value;
  row->value = PER_PEOPLE * row->numerator / row->denominator;
  row->low = PER_PEOPLE * row->low / row->denominator;
  row->high = PER_PEOPLE * row->high / row->denominator;
  row->flags |= people->flags;
  row->population_feed = rates->slab->profile->id;
  row->population_year = mirador_period_get_year (year);
}

static void
rate_row (MiradorRates *rates, const MiradorWanted *wanted, MiradorRow *row, guint cell)
{
  MiradorPeriod year = MIRADOR_PERIOD_NONE;
  const GArray *people;

  if (row->gap != MIRADOR_GAP_NONE)
    return;
  if (row->measure->kind != MIRADOR_KIND_FLOW)
    {
      set_gap (row, MIRADOR_GAP_NO_DENOMINATOR);
      return;
    }
  if (rates->slab != NULL)
    year = find_year (rates->slab, row->range);
  if (mirador_period_is_none (year))
    {
      set_gap (row, MIRADOR_GAP_NO_POPULATION);
      return;
    }
  people = find_people (rates, wanted, year);
  divide (row, rates, &g_array_index (people, MiradorFigure, cell / wanted->spans->len), year);
}

void
mirador_rates_apply (MiradorRates *rates, const MiradorWanted *wanted, GArray *rows)
{
  g_hash_table_remove_all (rates->years);
  for (guint i = 0; i < rows->len; i++)
    rate_row (rates, wanted, &g_array_index (rows, MiradorRow, i), i);
}
