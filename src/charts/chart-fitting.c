/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include "analysis/label.h"
#include "charts/chart-private.h"

/* Which kinds can show figures like those of a frame. */

#define LEAST_CONTROL_POINTS 12
#define LEAST_FUNNEL_PLACES 3

/** What the values of a frame are about. */
typedef struct
{
  guint n_values, n_places, n_regions, n_programs, n_periods, n_stages, n_proportions;
  guint n_members; /* different breakdown keys */
  guint longest;   /* most whole periods of one series */
  gboolean age_and_sex;
} Facts;

static gboolean
note (GHashTable *seen, gconstpointer thing)
{
  return thing != NULL && g_hash_table_add (seen, (gpointer)thing);
}

static gboolean
has_age_and_sex (const MiradorRow *row)
{
  return mirador_breakdown_key_get (row->breakdown, "sex") != NULL
         && (mirador_breakdown_key_get (row->breakdown, "age") != NULL
             || mirador_breakdown_key_get (row->breakdown, "life_course") != NULL);
}

static gboolean
is_proportion (const MiradorRow *row)
{
  return isfinite (row->numerator) && isfinite (row->denominator)
         && row->numerator <= row->denominator;
}

/* How many whole periods each series has: rows differ in nothing but their period. */
static void
count_series (GHashTable *lengths, const MiradorRow *row, Facts *facts)
{
  g_autofree char *key
    = g_strdup_printf ("%p %p %p %s %d", (void *)row->measure, (void *)row->program,
                       (void *)row->place, row->breakdown, row->stage);
  guint n;

  if (mirador_period_is_none (row->period) || (row->flags & MIRADOR_FLAG_PARTIAL) != 0)
    return;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (lengths, key)) + 1;
  facts->longest = MAX (facts->longest, n);
  g_hash_table_replace (lengths, g_steal_pointer (&key), GUINT_TO_POINTER (n));
}

static Facts
gather_facts (const MiradorFrame *frame)
{
  Facts facts = { 0 };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) days = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) lengths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint stages = 0;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (!mirador_row_has_value (row))
        continue;
      facts.n_values++;
      if (note (seen, row->place))
        {
          facts.n_places++;
          facts.n_regions += row->place->level == MIRADOR_LEVEL_REGION ? 1 : 0;
        }
      facts.n_programs += note (seen, row->program) ? 1 : 0;
      facts.n_members += note (seen, row->breakdown) ? 1 : 0;
      if (!mirador_period_is_none (row->period)
          && g_hash_table_add (days, GINT_TO_POINTER (row->period.first_day)))
        facts.n_periods++;
      stages |= row->stage != MIRADOR_STAGE_NONE ? 1u << row->stage : 0;
      facts.n_proportions += is_proportion (row) ? 1 : 0;
      facts.age_and_sex = facts.age_and_sex || has_age_and_sex (row);
      count_series (lengths, row, &facts);
    }
  for (guint i = 0; i < MIRADOR_N_STAGES; i++)
    facts.n_stages += (stages >> i) & 1u;
  return facts;
}

static gboolean
suits (const char *kind, const Facts *facts)
{
  gboolean still = facts->n_periods <= 1;

  if (g_str_equal (kind, "cascade"))
    return still && facts->n_stages > 1 && facts->n_programs == 1 && facts->n_places <= 1;
  if (g_str_equal (kind, "bars"))
    return still && (facts->n_places > 1 || facts->n_programs > 1 || facts->n_members > 1);
  if (g_str_equal (kind, "grouped"))
    return still && facts->n_stages > 1 && facts->n_programs > 1;
  if (g_str_equal (kind, "trend"))
    return facts->n_periods > 1;
  if (g_str_equal (kind, "small-multiples"))
    return facts->n_periods > 1 && (facts->n_places > 1 || facts->n_programs > 1);
  if (g_str_equal (kind, "xmr"))
    return facts->longest >= LEAST_CONTROL_POINTS;
  if (g_str_equal (kind, "funnel"))
    return still && facts->n_places >= LEAST_FUNNEL_PLACES
           && facts->n_proportions >= LEAST_FUNNEL_PLACES;
  if (g_str_equal (kind, "map") || g_str_equal (kind, "tiles"))
    return still && facts->n_regions > 1;
  if (g_str_equal (kind, "heatmap"))
    return facts->n_periods > 1 && facts->n_places > 1;
  if (g_str_equal (kind, "pyramid"))
    return still && facts->age_and_sex;
  /* Nothing in a frame says whether there are targets for it. */
  return g_str_equal (kind, "kpi") && facts->n_values > 0;
}

GPtrArray *
mirador_chart_list_fitting (const MiradorFrame *frame)
{
  GPtrArray *fitting = g_ptr_array_new ();
  Facts facts = gather_facts (frame);

  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    if (suits (kind->id, &facts))
      g_ptr_array_add (fitting, (gpointer)kind);
  return fitting;
}

char *
mirador_chart_refuse (const MiradorChart *chart, char *reason)
{
  g_autofree char *why = reason;
  g_autoptr (GPtrArray) fitting = mirador_chart_list_fitting (chart->frames->pdata[0]);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < fitting->len; i++)
    {
      const MiradorChartKind *kind = g_ptr_array_index (fitting, i);

      if (kind != chart->kind)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", _ (kind->name));
    }
  if (names->len == 0)
    return g_steal_pointer (&why);
  /* Translators: %1$s is a sentence, %2$s names of charts by comma. */
  return g_strdup_printf (_ ("%1$s These charts can show them: %2$s."), why, names->str);
}
