/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/combine.h"

#include <math.h>
#include <string.h>

#include "store/combine-cells.h"

void
mirador_combination_free (MiradorCombination *combination)
{
  g_ptr_array_unref (combination->members);
  g_free (combination);
}

MiradorWanted *
mirador_wanted_new (void)
{
  MiradorWanted *wanted = g_new0 (MiradorWanted, 1);

  wanted->places = g_ptr_array_new ();
  wanted->names = g_ptr_array_new ();
  wanted->combinations = g_ptr_array_new_with_free_func ((GDestroyNotify)mirador_combination_free);
  wanted->spans = g_array_new (FALSE, FALSE, sizeof (MiradorSpan));
  wanted->gap_detail = "";
  return wanted;
}

void
mirador_wanted_free (MiradorWanted *wanted)
{
  if (wanted == NULL)
    return;
  g_ptr_array_unref (wanted->places);
  g_ptr_array_unref (wanted->names);
  g_ptr_array_unref (wanted->combinations);
  g_array_unref (wanted->spans);
  g_free (wanted);
}

guint
mirador_wanted_count_places (const MiradorWanted *wanted)
{
  return wanted->one_sum ? 1 : wanted->places->len;
}

void
mirador_figure_init (MiradorFigure *figure, MiradorRange range)
{
  *figure = (MiradorFigure){ .value = NAN,
                             .numerator = NAN,
                             .denominator = NAN,
                             .low = NAN,
                             .high = NAN,
                             .range = range,
                             .gap = MIRADOR_GAP_NO_DATA,
                             .gap_detail = "",
                             .standing = MIRADOR_STANDING_GAP };
}

gboolean
mirador_figure_set_gap (MiradorFigure *figure, MiradorGap gap, const char *detail, int reach)
{
  if (figure->standing != MIRADOR_STANDING_GAP || reach <= figure->reach)
    return FALSE;
  figure->gap = gap;
  figure->gap_detail = g_intern_string (detail);
  figure->reach = reach;
  figure->there = figure->expected = 0;
  return TRUE;
}

const MiradorTerms *
mirador_slab_get_terms (const MiradorSlab *slab)
{
  return mirador_profile_find_terms (slab->profile, slab->measure->id,
                                     slab->program != NULL ? slab->program->id : NULL);
}

MiradorAdds
mirador_slab_get_adds (const MiradorSlab *slab)
{
  const MiradorTerms *terms = mirador_slab_get_terms (slab);

  /* A ratio's numerators and denominators add; the ratio is made anew of their sums. */
  if (slab->measure->kind == MIRADOR_KIND_RATIO)
    return MIRADOR_ADDS_TIME | MIRADOR_ADDS_PLACE | MIRADOR_ADDS_BREAKDOWN;
  return terms != NULL && terms->adds >= 0 ? (MiradorAdds)terms->adds : slab->measure->adds;
}

/* A class among those that might answer, and what speaks for asking it before others. */
typedef struct
{
  const MiradorClass *class;
  int n_summed; /* dimensions to add over */
  int n_extra;  /* breakdowns to add over */
  gint32 days;  /* of a tile */
  int level;
  const char *const *names;
} Ranked;

/* From the largest places to the smallest. */
static int
order_of_level (int level)
{
  static const int order[] = { 0, 1, 4, 5, 6, 3, 2, 7 };

  return order[CLAMP (level, 0, MIRADOR_LEVEL_PARTS)];
}

static int
compare_names (const char *const *a, const char *const *b)
{
  while (*a != NULL && *a == *b)
    {
      a++;
      b++;
    }
  return g_strcmp0 (*a, *b);
}

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *one = a, *other = b;

  if (one->n_summed != other->n_summed)
    return one->n_summed - other->n_summed;
  if (one->n_extra != other->n_extra)
    return one->n_extra - other->n_extra;
  if (one->days != other->days)
    return other->days - one->days;
  if (one->level != other->level)
    return one->level - other->level;
  return compare_names (one->names, other->names);
}

/* Days that no whole number of tiles makes come last: years of weeks are only near the year. */
static int
count_summed_time (const MiradorIndex *index, MiradorTiling tiling, const MiradorWanted *wanted)
{
  MiradorRange range = g_array_index (wanted->spans, MiradorSpan, 0).range;
  gint32 first = 0;
  guint n = mirador_tiling_count (tiling, range);

  if (index->slab->measure->kind == MIRADOR_KIND_STOCK)
    n = mirador_tiling_inside (tiling, range, &first);
  return n == 1 ? 0 : n > 1 ? 1 : MIRADOR_N_GRAINS;
}

static Ranked
rank_class (const MiradorIndex *index,
            const MiradorClass *class,
            const MiradorWanted *wanted,
            int level)
{
  MiradorTiling tiling = *mirador_index_get_tiling (index, class->tiling);
  Ranked ranked = { .class = class,
                    .days = mirador_tiling_get_days (tiling),
                    .level = order_of_level (class->level),
                    .names = mirador_index_get_names (index, class->names) };

  for (const char *const *name = ranked.names; *name != NULL; name++)
    if (!g_ptr_array_find (wanted->names, *name, NULL))
      ranked.n_extra++;
  ranked.n_summed
    = (class->level != level) + (ranked.n_extra > 0) + count_summed_time (index, tiling, wanted);
  return ranked;
}

static GArray *
rank_classes (const MiradorIndex *index, const MiradorWanted *wanted, int level)
{
  GArray *ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (guint i = 0; i < index->classes->len; i++)
    {
      Ranked one
        = rank_class (index, &g_array_index (index->classes, MiradorClass, i), wanted, level);

      g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, compare_ranked);
  return ranked;
}

/* The wanted places of one level, which are answered together. */
typedef struct
{
  const MiradorIndex *index;
  const MiradorWanted *wanted;
  GPtrArray *targets;
  GArray *numbers; /* guint: of each its number among the wanted */
  GArray *figures;
} Block;

/* TRUE once nothing can be bettered. */
static gboolean
judge_all (const Block *block, const MiradorCandidate *candidate)
{
  guint n_combinations = block->wanted->combinations->len;
  guint n_spans = block->wanted->spans->len;
  gboolean all_final = TRUE;

  for (guint i = 0; i < block->targets->len; i++)
    for (guint j = 0; j < n_combinations * n_spans; j++)
      {
        guint number = g_array_index (block->numbers, guint, i);
        MiradorFigure *figure
          = &g_array_index (block->figures, MiradorFigure, number * n_combinations * n_spans + j);

        if (!figure->final)
          mirador_candidate_judge (candidate, i, j / n_spans, j % n_spans, figure);
        all_final = all_final && figure->final;
      }
  return all_final;
}

static void
answer_block (const Block *block)
{
  const MiradorPlace *first = block->targets->pdata[0];
  g_autoptr (GArray) ranked = rank_classes (block->index, block->wanted, first->level);
  gboolean done = FALSE;

  for (guint i = 0; i < ranked->len && !done; i++)
    {
      MiradorCandidate candidate;

      mirador_candidate_init (&candidate, block->index, g_array_index (ranked, Ranked, i).class,
                              block->wanted, block->targets);
      done = judge_all (block, &candidate);
      mirador_candidate_clear (&candidate);
    }
}

static void
answer_level (const MiradorIndex *index, const MiradorWanted *wanted, GArray *figures, int level)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new ();
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  Block block = { index, wanted, targets, numbers, figures };

  for (guint i = 0; i < wanted->places->len; i++)
    if ((int)((const MiradorPlace *)wanted->places->pdata[i])->level == level)
      {
        g_ptr_array_add (targets, wanted->places->pdata[i]);
        g_array_append_val (numbers, i);
      }
  if (targets->len > 0)
    answer_block (&block);
}

static GArray *
make_figures (const MiradorWanted *wanted, guint n_places)
{
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (MiradorFigure));
  guint n = n_places * wanted->combinations->len * wanted->spans->len;

  for (guint i = 0; i < n; i++)
    {
      MiradorFigure figure;

      mirador_figure_init (
        &figure, g_array_index (wanted->spans, MiradorSpan, i % wanted->spans->len).range);
      if (wanted->gap != MIRADOR_GAP_NONE)
        mirador_figure_set_gap (&figure, wanted->gap, wanted->gap_detail, G_MAXINT);
      g_array_append_val (figures, figure);
    }
  return figures;
}

GArray *
mirador_combine (const MiradorSlab *slab, const MiradorWanted *wanted)
{
  g_autoptr (GArray) figures = make_figures (wanted, wanted->places->len);
  g_autoptr (MiradorIndex) index = NULL;

  if (wanted->gap == MIRADOR_GAP_NONE && figures->len > 0)
    {
      index = mirador_index_new (slab);
      for (int level = 0; level < MIRADOR_N_LEVELS; level++)
        answer_level (index, wanted, figures, level);
    }
  if (wanted->one_sum)
    return mirador_combine_sum_places (slab, wanted, figures);
  return g_steal_pointer (&figures);
}
