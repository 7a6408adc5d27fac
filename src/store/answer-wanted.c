/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "store/answer-parts.h"

static void
set_gap (MiradorWanted *wanted, MiradorGap gap, const char *detail)
{
  if (wanted->gap != MIRADOR_GAP_NONE)
    return;
  wanted->gap = gap;
  wanted->gap_detail = g_intern_string (detail);
}

static gboolean
is_row (const MiradorQuery *query, const char *name)
{
  return (query->by & MIRADOR_BY_BREAKDOWN) != 0
         && g_ptr_array_find (query->by_breakdowns, name, NULL);
}

static gboolean
is_in_slab (const MiradorSlab *slab, const char *name)
{
  for (guint i = 0; i < slab->series->len; i++)
    if (mirador_breakdown_key_get (g_array_index (slab->series, MiradorSeries, i).breakdown, name)
        != NULL)
      return TRUE;
  return FALSE;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* A breakdown that nobody publishes cannot have rows: the table says so once. */
static void
find_names (MiradorWanted *wanted, const MiradorQuery *query, const MiradorSlab *slab)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, query->filter);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (wanted->names, (gpointer)g_intern_string (name));
  for (guint i = 0; i < query->by_breakdowns->len; i++)
    {
      const char *breakdown = g_intern_string (query->by_breakdowns->pdata[i]);

      if (!is_row (query, breakdown) || g_ptr_array_find (wanted->names, breakdown, NULL))
        continue;
      if (is_in_slab (slab, breakdown))
        g_ptr_array_add (wanted->names, (gpointer)breakdown);
      else
        set_gap (wanted, MIRADOR_GAP_NOT_BY_BREAKDOWN, breakdown);
    }
  g_ptr_array_sort (wanted->names, compare_strings);
}

static int
order_of_member (const char *breakdown, const char *member)
{
  const MiradorBreakdown *known = mirador_catalogue_breakdown (breakdown);

  for (guint i = 0; known != NULL && i < known->members->len; i++)
    if (g_str_equal (((const MiradorMember *)known->members->pdata[i])->id, member))
      return i;
  return G_MAXINT;
}

static int
compare_members (gconstpointer a, gconstpointer b, gpointer breakdown)
{
  const char *one = *(const char *const *)a, *other = *(const char *const *)b;
  int order = order_of_member (breakdown, one), other_order = order_of_member (breakdown, other);

  return order != other_order ? (order < other_order ? -1 : 1) : strcmp (one, other);
}

static void
add_seen_members (GPtrArray *members, const MiradorSlab *slab, const char *name)
{
  for (guint i = 0; i < slab->series->len; i++)
    {
      const char *key = g_array_index (slab->series, MiradorSeries, i).breakdown;
      const char *member = mirador_breakdown_key_get (key, name);

      if (member != NULL && !g_ptr_array_find (members, member, NULL))
        g_ptr_array_add (members, (gpointer)member);
    }
}

static void
add_all (GPtrArray *members, const GPtrArray *from)
{
  for (guint i = 0; from != NULL && i < from->len; i++)
    g_ptr_array_add (members, (gpointer)g_intern_string (from->pdata[i]));
}

/* The filter's members, else those that the feed declares, else those that it has. */
static GPtrArray *
list_members (const MiradorQuery *query, const MiradorSlab *slab, const char *name)
{
  const MiradorTerms *terms = mirador_slab_get_terms (slab);
  GPtrArray *members = g_ptr_array_new ();

  add_all (members, g_hash_table_lookup (query->filter, name));
  if (members->len == 0 && terms != NULL)
    add_all (members, g_hash_table_lookup (terms->members, name));
  if (members->len == 0)
    add_seen_members (members, slab, name);
  g_ptr_array_sort_with_data (members, compare_members, (gpointer)name);
  return members;
}

static GPtrArray *
only (const char *member)
{
  GPtrArray *one = g_ptr_array_new ();

  g_ptr_array_add (one, (gpointer)member);
  return one;
}

static MiradorCombination *
combination_new (void)
{
  MiradorCombination *combination = g_new0 (MiradorCombination, 1);

  combination->key = "";
  combination->members = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  return combination;
}

/* @with: (transfer full) */
static MiradorCombination *
extend (const MiradorCombination *combination, GPtrArray *with)
{
  MiradorCombination *longer = combination_new ();

  for (guint i = 0; i < combination->members->len; i++)
    g_ptr_array_add (longer->members, g_ptr_array_ref (combination->members->pdata[i]));
  g_ptr_array_add (longer->members, with);
  return longer;
}

/* Every combination so far, with each member; or, no rows, with all of them added. */
static GPtrArray *
cross (const GPtrArray *combinations, GPtrArray *members, gboolean rows)
{
  GPtrArray *crossed = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_combination_free);

  for (guint i = 0; i < combinations->len; i++)
    {
      if (!rows)
        g_ptr_array_add (crossed, extend (combinations->pdata[i], g_ptr_array_ref (members)));
      for (guint j = 0; rows && j < members->len; j++)
        g_ptr_array_add (crossed, extend (combinations->pdata[i], only (members->pdata[j])));
    }
  return crossed;
}

/* Members that are added are written as a query writes them: age=1-4|5-9. */
static const char *
write_key (const GPtrArray *names, const MiradorCombination *combination)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < names->len; i++)
    {
      const GPtrArray *members = combination->members->pdata[i];
      GString *text = g_string_new (NULL);

      for (guint j = 0; j < members->len; j++)
        g_string_append_printf (text, "%s%s", j > 0 ? "|" : "", (const char *)members->pdata[j]);
      g_ptr_array_add (texts, g_string_free (text, FALSE));
    }
  return mirador_breakdown_key (names->len, (const char *const *)names->pdata,
                                (const char *const *)texts->pdata);
}

static void
find_combinations (MiradorWanted *wanted, const MiradorQuery *query, const MiradorSlab *slab)
{
  g_ptr_array_add (wanted->combinations, combination_new ());
  for (guint i = 0; i < wanted->names->len; i++)
    {
      const char *name = wanted->names->pdata[i];
      g_autoptr (GPtrArray) members = list_members (query, slab, name);
      GPtrArray *crossed = cross (wanted->combinations, members, is_row (query, name));

      g_ptr_array_unref (wanted->combinations);
      wanted->combinations = crossed;
    }
  for (guint i = 0; i < wanted->combinations->len; i++)
    {
      MiradorCombination *combination = wanted->combinations->pdata[i];

      combination->key = write_key (wanted->names, combination);
    }
}

/* Weeks that start on another day than Monday are listed as the feed has them. */
static MiradorPeriod
find_first_period (const MiradorQuery *query, const MiradorSlab *slab, gint32 day)
{
  for (guint i = 0; query->every == MIRADOR_GRAIN_WEEK && i < slab->points->len; i++)
    {
      MiradorPeriod period = g_array_index (slab->points, MiradorPoint, i).period;
      gint32 start = day - (day - period.first_day % 7) % 7;

      if (period.grain == MIRADOR_GRAIN_WEEK)
        return (MiradorPeriod){ start, MIRADOR_GRAIN_WEEK };
    }
  return mirador_period_of_day (day, query->every, query->fiscal_first_month);
}

static void
add_periods (MiradorWanted *wanted,
             const MiradorQuery *query,
             const MiradorSlab *slab,
             MiradorRange range)
{
  gboolean all = mirador_range_is_all (query->range);
  MiradorPeriod period = find_first_period (query, slab, range.first_day);

  for (; !mirador_period_is_none (period) && period.first_day <= range.last_day;
       period = mirador_period_next (period))
    {
      MiradorSpan span = { period, mirador_period_get_range (period) };

      if (all || mirador_range_contains (range, span.range))
        g_array_append_val (wanted->spans, span);
    }
}

/* An open end is where the figures end. */
static MiradorRange
close_ends (MiradorRange range, MiradorRange extent)
{
  if (mirador_range_is_all (range))
    return extent;
  if (range.first_day <= MIRADOR_DAY_FIRST)
    range.first_day = extent.first_day;
  if (range.last_day >= MIRADOR_DAY_LAST)
    range.last_day = extent.last_day;
  return range;
}

static void
find_spans (MiradorWanted *wanted, const MiradorQuery *query, const MiradorSlab *slab)
{
  MiradorRange range = close_ends (query->range, slab->extent);
  MiradorSpan whole = { MIRADOR_PERIOD_NONE, range };

  if (mirador_range_is_all (slab->extent) || range.first_day > range.last_day)
    {
      set_gap (wanted, MIRADOR_GAP_NO_DATA, "");
      whole.range = query->range;
    }
  else if (query->every != MIRADOR_GRAIN_NONE)
    {
      add_periods (wanted, query, slab, range);
      return;
    }
  if (!mirador_range_is_all (whole.range))
    whole.period = mirador_range_to_period (whole.range, query->fiscal_first_month);
  g_array_append_val (wanted->spans, whole);
}

MiradorWanted *
mirador_wanted_of_query (const MiradorQuery *query, const MiradorSlab *slab)
{
  MiradorWanted *wanted = mirador_wanted_new ();

  find_spans (wanted, query, slab);
  mirador_wanted_find_places (wanted, query, slab);
  find_names (wanted, query, slab);
  find_combinations (wanted, query, slab);
  return wanted;
}
