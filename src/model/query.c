/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/query.h"

static GHashTable *
filter_new (void)
{
  return g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
}

static GPtrArray *
copy_strings (GPtrArray *strings)
{
  return g_ptr_array_copy (strings, NULL, NULL);
}

MiradorQuery *
mirador_query_new (void)
{
  MiradorQuery *query = g_new0 (MiradorQuery, 1);

  query->measures = g_ptr_array_new ();
  query->programs = g_ptr_array_new ();
  query->places = g_ptr_array_new ();
  query->place_level = MIRADOR_LEVEL_ANY;
  query->range = MIRADOR_RANGE_ALL;
  query->filter = filter_new ();
  query->by_breakdowns = g_ptr_array_new ();
  query->every = MIRADOR_GRAIN_NONE;
  query->fiscal_first_month = MIRADOR_FISCAL_FIRST_MONTH_DEFAULT;
  return query;
}

static GHashTable *
copy_filter (GHashTable *filter)
{
  GHashTable *copy = filter_new ();
  GHashTableIter iter;
  gpointer breakdown, members;

  g_hash_table_iter_init (&iter, filter);
  while (g_hash_table_iter_next (&iter, &breakdown, &members))
    g_hash_table_insert (copy, breakdown, copy_strings (members));
  return copy;
}

MiradorQuery *
mirador_query_copy (const MiradorQuery *query)
{
  MiradorQuery *copy = g_memdup2 (query, sizeof *query);

  copy->measures = copy_strings (query->measures);
  copy->programs = copy_strings (query->programs);
  copy->places = copy_strings (query->places);
  copy->filter = copy_filter (query->filter);
  copy->by_breakdowns = copy_strings (query->by_breakdowns);
  return copy;
}

void
mirador_query_free (MiradorQuery *query)
{
  if (query == NULL)
    return;
  g_ptr_array_unref (query->measures);
  g_ptr_array_unref (query->programs);
  g_ptr_array_unref (query->places);
  g_hash_table_unref (query->filter);
  g_ptr_array_unref (query->by_breakdowns);
  g_free (query);
}

/* What is asked for twice is one row, not two. */
static void
add_once (GPtrArray *strings, const char *text)
{
  const char *interned = g_intern_string (text);

  if (!g_ptr_array_find (strings, interned, NULL))
    g_ptr_array_add (strings, (gpointer)interned);
}

void
mirador_query_add_measure (MiradorQuery *query, const char *measure)
{
  add_once (query->measures, measure);
}

void
mirador_query_add_program (MiradorQuery *query, const char *program)
{
  add_once (query->programs, program);
}

void
mirador_query_add_place (MiradorQuery *query, const char *code)
{
  add_once (query->places, code);
}

void
mirador_query_add_member (MiradorQuery *query, const char *breakdown, const char *member)
{
  const char *key = g_intern_string (breakdown);
  GPtrArray *members = g_hash_table_lookup (query->filter, key);

  if (members == NULL)
    {
      members = g_ptr_array_new ();
      g_hash_table_insert (query->filter, (gpointer)key, members);
    }
  add_once (members, member);
}

void
mirador_query_add_by_breakdown (MiradorQuery *query, const char *breakdown)
{
  query->by |= MIRADOR_BY_BREAKDOWN;
  add_once (query->by_breakdowns, breakdown);
}
