/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/answer-parts.h"

#include <string.h>

static const MiradorHolding *
get_holding (MiradorSource *source, guint i)
{
  return &g_array_index (source->holdings, MiradorHolding, i);
}

static gboolean
is_from (const MiradorHolding *holding, const char *feed)
{
  return feed == NULL || g_str_equal (holding->feed, feed);
}

static char *
join_feeds (const GArray *rivals)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < rivals->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? "," : "",
                            g_array_index (rivals, MiradorRival, i).feed);
  return g_string_free (ids, FALSE);
}

/* Simulated figures never stand in for real ones: they are rivals only where no real ones are. */
static GArray *
drop_simulated (const GArray *rivals)
{
  GArray *left = g_array_new (FALSE, FALSE, sizeof (MiradorRival));

  for (guint i = 0; i < rivals->len; i++)
    if (!g_array_index (rivals, MiradorRival, i).simulated)
      g_array_append_vals (left, &g_array_index (rivals, MiradorRival, i), 1);
  if (left->len == 0)
    g_array_append_vals (left, rivals->data, rivals->len);
  return left;
}

gboolean
mirador_rivals_include (const GArray *rivals, const char *feed)
{
  for (guint i = 0; i < rivals->len; i++)
    if (g_str_equal (g_array_index (rivals, MiradorRival, i).feed, feed))
      return TRUE;
  return FALSE;
}

typedef int (*RankFunc) (MiradorSource *source, const char *program, const MiradorRival *rival);

static int
rank_by_preference (MiradorSource *source, const char *program, const MiradorRival *rival)
{
  if (source->preference == NULL)
    return -1;
  return source->preference (source, program, rival->measure, rival->feed);
}

static int
rank_by_catalogue (MiradorSource *source, const char *program, const MiradorRival *rival)
{
  return mirador_catalogue_feed_rank (program, rival->measure, rival->feed);
}

/* Leaves the best ranked; all, where none is ranked. */
static void
keep_best (MiradorSource *source, const char *program, GArray *rivals, RankFunc rank_of)
{
  int best = -1;

  for (guint i = 0; i < rivals->len; i++)
    {
      int rank = rank_of (source, program, &g_array_index (rivals, MiradorRival, i));

      if (rank >= 0 && (best < 0 || rank < best))
        best = rank;
    }
  for (guint i = rivals->len; best >= 0 && i > 0; i--)
    if (rank_of (source, program, &g_array_index (rivals, MiradorRival, i - 1)) != best)
      g_array_remove_index (rivals, i - 1);
}

const char *
mirador_choose_rival (MiradorSource *source,
                      const char *program,
                      const GArray *rivals,
                      const char **detail)
{
  g_autoptr (GArray) left = drop_simulated (rivals);
  g_autofree char *ids = NULL;

  *detail = "";
  if (left->len > 1)
    keep_best (source, program, left, rank_by_preference);
  if (left->len > 1)
    keep_best (source, program, left, rank_by_catalogue);
  if (left->len == 1)
    return g_array_index (left, MiradorRival, 0).feed;
  ids = join_feeds (left);
  *detail = g_intern_string (ids);
  return NULL;
}

const MiradorHolding *
mirador_choose_feed (MiradorSource *source, const char *feed, MiradorAsked *asked)
{
  g_autoptr (GArray) rivals = g_array_new (FALSE, FALSE, sizeof (MiradorRival));
  const char *program = asked->program != NULL ? asked->program->id : NULL;

  asked->gap = MIRADOR_GAP_NO_DATA;
  asked->gap_detail = "";
  for (guint i = 0; i < source->holdings->len; i++)
    {
      const MiradorHolding *holding = get_holding (source, i);
      MiradorRival rival = { holding->feed, asked->measure->id, holding->simulated };

      if (holding->measure == asked->measure && holding->program == asked->program
          && is_from (holding, feed) && !mirador_rivals_include (rivals, holding->feed))
        g_array_append_val (rivals, rival);
    }
  if (rivals->len == 0)
    return NULL;
  asked->feed = mirador_choose_rival (source, program, rivals, &asked->gap_detail);
  asked->gap = asked->feed != NULL ? MIRADOR_GAP_NONE : MIRADOR_GAP_FEEDS;
  for (guint i = 0; asked->feed != NULL && i < source->holdings->len; i++)
    {
      const MiradorHolding *holding = get_holding (source, i);

      if (holding->measure == asked->measure && holding->program == asked->program
          && is_from (holding, asked->feed))
        return holding;
    }
  return NULL;
}

static int
compare_programs (gconstpointer a, gconstpointer b)
{
  const MiradorProgram *one = *(const MiradorProgram *const *)a;
  const MiradorProgram *other = *(const MiradorProgram *const *)b;

  return one->order != other->order ? one->order - other->order : strcmp (one->id, other->id);
}

static gboolean
is_asked (const GPtrArray *ids, const char *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_str_equal (ids->pdata[i], id))
      return TRUE;
  return ids->len == 0;
}

/* The programs, among those asked for, that have the measure. */
static GPtrArray *
find_programs (MiradorSource *source, const MiradorQuery *query, const MiradorMeasure *measure)
{
  GPtrArray *programs = g_ptr_array_new ();

  for (guint i = 0; i < source->holdings->len; i++)
    {
      const MiradorHolding *holding = get_holding (source, i);

      if (holding->measure == measure && holding->program != NULL && is_from (holding, query->feed)
          && is_asked (query->programs, holding->program->id)
          && !g_ptr_array_find (programs, holding->program, NULL))
        g_ptr_array_add (programs, (gpointer)holding->program);
    }
  g_ptr_array_sort (programs, compare_programs);
  return programs;
}

static char *
join_programs (const GPtrArray *programs)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < programs->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? "," : "",
                            ((const MiradorProgram *)programs->pdata[i])->id);
  return g_string_free (ids, FALSE);
}

static MiradorAsked
ask (const MiradorMeasure *measure, const MiradorProgram *program)
{
  return (MiradorAsked){ .measure = measure,
                         .program = program,
                         .stage = measure->stage,
                         .gap = MIRADOR_GAP_NO_DATA,
                         .gap_detail = "" };
}

static void
ask_program (MiradorSource *source,
             const MiradorQuery *query,
             const MiradorMeasure *measure,
             const MiradorProgram *program,
             GArray *asked)
{
  MiradorAsked one = ask (measure, program);

  one.holding = mirador_choose_feed (source, query->feed, &one);
  g_array_append_val (asked, one);
}

/* With a row each, a program that was asked for by name and has nothing is a gap, not left out. */
static GPtrArray *
list_rows (const MiradorQuery *query, GPtrArray *found)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  if (query->programs->len == 0)
    return g_ptr_array_ref (found);
  for (guint i = 0; i < query->programs->len; i++)
    {
      const MiradorProgram *program = mirador_catalogue_program (query->programs->pdata[i]);

      if (program != NULL)
        g_ptr_array_add (rows, (gpointer)program);
    }
  g_ptr_array_sort (rows, compare_programs);
  return g_steal_pointer (&rows);
}

/* Nothing adds over programs: the same person may be in two. */
static void
ask_several (const MiradorMeasure *measure, const GPtrArray *programs, GArray *asked)
{
  MiradorAsked one = ask (measure, NULL);
  g_autofree char *ids = join_programs (programs);

  one.gap = MIRADOR_GAP_ADDS_NOT_PROGRAM;
  one.gap_detail = g_intern_string (ids);
  g_array_append_val (asked, one);
}

static void
ask_nobody (const MiradorQuery *query, const MiradorMeasure *measure, GArray *asked)
{
  const MiradorProgram *program = NULL;
  MiradorAsked one;

  if (query->programs->len == 1)
    program = mirador_catalogue_program (query->programs->pdata[0]);
  one = ask (measure, program);
  g_array_append_val (asked, one);
}

static void
ask_measure (MiradorSource *source,
             const MiradorQuery *query,
             const MiradorMeasure *measure,
             GArray *asked)
{
  g_autoptr (GPtrArray) found = find_programs (source, query, measure);
  g_autoptr (GPtrArray) rows = NULL;

  if ((query->by & MIRADOR_BY_PROGRAM) != 0)
    rows = list_rows (query, found);
  if (rows != NULL && rows->len > 0)
    for (guint i = 0; i < rows->len; i++)
      ask_program (source, query, measure, rows->pdata[i], asked);
  else if (found->len == 1)
    ask_program (source, query, measure, found->pdata[0], asked);
  else if (found->len > 1)
    ask_several (measure, found, asked);
  else
    ask_nobody (query, measure, asked);
}

static int
compare_measures (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(const MiradorMeasure *const *)a)->id, (*(const MiradorMeasure *const *)b)->id);
}

/* Those asked for, in that order; else all that the store has, by id. */
static GPtrArray *
find_measures (MiradorSource *source, const MiradorQuery *query)
{
  GPtrArray *measures = g_ptr_array_new ();

  for (guint i = 0; i < query->measures->len; i++)
    {
      const MiradorMeasure *measure = mirador_catalogue_measure (query->measures->pdata[i]);

      if (measure != NULL)
        g_ptr_array_add (measures, (gpointer)measure);
    }
  if (query->measures->len > 0)
    return measures;
  for (guint i = 0; i < source->holdings->len; i++)
    {
      const MiradorHolding *holding = get_holding (source, i);

      if (is_from (holding, query->feed) && holding->program != NULL
          && is_asked (query->programs, holding->program->id)
          && !g_ptr_array_find (measures, holding->measure, NULL))
        g_ptr_array_add (measures, (gpointer)holding->measure);
    }
  g_ptr_array_sort (measures, compare_measures);
  return measures;
}

GArray *
mirador_choose (MiradorSource *source, const MiradorQuery *query)
{
  GArray *asked = g_array_new (FALSE, FALSE, sizeof (MiradorAsked));
  g_autoptr (GPtrArray) measures = NULL;

  if (query->stages != 0)
    {
      mirador_choose_stages (source, query, asked);
      return asked;
    }
  measures = find_measures (source, query);
  for (guint i = 0; i < measures->len; i++)
    ask_measure (source, query, measures->pdata[i], asked);
  return asked;
}
