/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/combine-sets.h"

/* Which places make a wanted place whole in one class. */
typedef struct
{
  MiradorPlaceFit *fit;
  const MiradorIndex *index;
  const MiradorClass *class;
  const MiradorPlace *target;
  const GPtrArray *sources; /* places of the class's level with a series that belong to it */
  guint n_of_class;         /* those of them that report by this class */
} Question;

static gboolean
is_group_level (int level)
{
  return level == MIRADOR_LEVEL_AUTHORITY || level == MIRADOR_LEVEL_AREA;
}

static gboolean
is_tree_level (int level)
{
  return level >= 0 && level != MIRADOR_LEVEL_PARTS && !is_group_level (level);
}

static guint
count_ground (const Question *question, const MiradorPlace *place)
{
  return mirador_ground_count (place, (MiradorLevel)question->class->level);
}

static void
set_not_at_level (const Question *question)
{
  int level = question->class->level;

  if (level == MIRADOR_LEVEL_PARTS)
    level = ((const MiradorPlace *)question->index->parts->pdata[0])->level;
  question->fit->gap = MIRADOR_GAP_NOT_AT_LEVEL;
  question->fit->detail = mirador_level_to_id ((MiradorLevel)level);
}

static void
set_not_covered (const Question *question)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  const GPtrArray *covers = question->index->covers;

  for (guint i = 0; i < covers->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? "," : "",
                            ((const MiradorPlace *)covers->pdata[i])->code);
  question->fit->gap = MIRADOR_GAP_NOT_COVERED;
  question->fit->detail = g_intern_string (codes->str);
}

static gboolean
holds_one_of_level (const Question *question, const MiradorPlace *place)
{
  for (guint i = 0; i < question->index->places->len; i++)
    if (mirador_index_in_level (question->index, i, question->class->level)
        && mirador_place_is_within (mirador_index_get_place (question->index, i), place))
      return TRUE;
  return FALSE;
}

/* Where the feed reports of some larger place, and never by this level within it, silence about a
 * part of it is no zero. */
static gboolean
is_hidden_in_larger (const Question *question)
{
  for (guint i = 0; i < question->index->places->len; i++)
    {
      const MiradorPlace *place = mirador_index_get_place (question->index, i);

      if (place != question->target && mirador_place_is_within (question->target, place)
          && !holds_one_of_level (question, place))
        return TRUE;
    }
  return FALSE;
}

/* The value published for the place itself. */
static void
expect_itself (const Question *question)
{
  const MiradorIndex *index = question->index;
  gboolean listed = mirador_index_is_part (index, question->target);
  gboolean covered = mirador_ground_is_covered (question->target, index->covers);
  gboolean reported = question->sources->len > 0;

  question->fit->n_expected = 1;
  question->fit->known = reported || listed;
  if (reported && (covered || listed || index->covers->len == 0))
    question->fit->n_zero = question->n_of_class;
  else if (!reported && (listed || (covered && !is_hidden_in_larger (question))))
    question->fit->n_zero = 1;
  else if (!reported && !covered && index->covers->len > 0)
    set_not_covered (question);
}

static gboolean
overlaps_any (const MiradorPlace *place, const GPtrArray *sources)
{
  for (guint i = 0; i < sources->len; i++)
    if (mirador_place_overlap (place, sources->pdata[i]))
      return TRUE;
  return FALSE;
}

/*
 * Places that ever reported make the whole only where no other level speaks against it: whoever
 * reported at another level must lie in one of them, or hold one. Where a level between reports as
 * well, those that ever did are not taken for all.
 */
static gboolean
is_contradicted (const Question *question, gboolean *between)
{
  const MiradorIndex *index = question->index;
  int level = question->class->level;

  for (guint i = 0; i < index->places->len; i++)
    {
      const MiradorPlace *place = mirador_index_get_place (index, i);
      const MiradorPlace *above = NULL;

      if (place == question->target || mirador_index_in_level (index, i, level)
          || !mirador_place_is_within (place, question->target))
        continue;
      if (is_tree_level (level))
        above = mirador_place_ancestor (place, (MiradorLevel)level);
      if (above != NULL ? !g_ptr_array_find ((GPtrArray *)question->sources, above, NULL)
                        : !overlaps_any (place, question->sources))
        return TRUE;
      *between = *between || (above == NULL && place->members->len == 0);
    }
  return FALSE;
}

/* Nobody says who reports: then all places of the level have to be there. */
static void
expect_all (const Question *question)
{
  MiradorPlaceFit *fit = question->fit;

  if (is_tree_level (question->class->level))
    fit->n_expected = count_ground (question, question->target);
  else if (mirador_ground_is_tiled (question->target, question->sources))
    fit->n_expected = question->sources->len;
  fit->n_zero = question->n_of_class;
  if (fit->n_expected == 0)
    set_not_at_level (question);
}

/* Where the feed covers the place, those that ever reported are the whole. */
static void
expect_reporters (const Question *question)
{
  gboolean between = FALSE;
  gboolean reported = question->sources->len > 0;

  if (is_contradicted (question, &between)
      || (!reported && (is_group_level (question->class->level) || is_hidden_in_larger (question))))
    {
      set_not_at_level (question);
      return;
    }
  if (between && is_tree_level (question->class->level))
    {
      expect_all (question);
      return;
    }
  question->fit->n_expected = reported ? question->sources->len : 1;
  question->fit->n_zero = reported ? question->n_of_class : 1;
}

static guint
count_sources_within (const Question *question, const MiradorPlace *place)
{
  guint n = 0;

  for (guint i = 0; i < question->sources->len; i++)
    if (mirador_place_is_within (question->sources->pdata[i], place))
      n++;
  return n;
}

/* A place that should report, in terms of a level below its own. */
static guint
count_below_part (const Question *question, const MiradorPlace *part)
{
  if (mirador_ground_is_covered (part, question->index->covers))
    return MAX (count_sources_within (question, part), 1);
  return count_ground (question, part);
}

/* The feed lists who reports: at this level, or above it, then each of them has to be whole. */
static void
expect_parts (const Question *question)
{
  const MiradorIndex *index = question->index;
  MiradorPlaceFit *fit = question->fit;

  fit->known = TRUE;
  fit->n_zero = question->n_of_class;
  for (guint i = 0; i < index->parts->len; i++)
    {
      const MiradorPlace *part = index->parts->pdata[i];

      if (!mirador_place_is_within (part, question->target))
        continue;
      if (index->parts_level != question->class->level)
        fit->n_expected += count_below_part (question, part);
      else
        {
          fit->n_expected++;
          fit->n_zero += mirador_index_find_place (index, part) < 0 ? 1 : 0;
        }
    }
  if (fit->n_expected == 0)
    set_not_at_level (question);
}

static gboolean
has_parts (const Question *question)
{
  const MiradorIndex *index = question->index;
  gboolean same = index->parts_level == question->class->level;
  gboolean above = is_tree_level (question->class->level) && is_tree_level (index->parts_level)
                   && index->parts_level < question->class->level;

  for (guint i = 0; (same || above) && i < index->parts->len; i++)
    if (mirador_place_is_within (index->parts->pdata[i], question->target))
      return TRUE;
  return FALSE;
}

/* A group of the level that reaches beyond the target holds some of it: what it counts is not to be
 * told apart. */
static gboolean
is_crossed (const Question *question)
{
  for (guint i = 0; i < question->index->places->len; i++)
    {
      const MiradorPlace *place = mirador_index_get_place (question->index, i);

      if (mirador_index_in_level (question->index, i, question->class->level)
          && mirador_place_overlap (place, question->target)
          && !mirador_place_is_within (place, question->target))
        return TRUE;
    }
  return FALSE;
}

static gboolean
can_be_made (const Question *question)
{
  const MiradorPlace *target = question->target;

  if (!is_tree_level (question->class->level))
    return !is_crossed (question) && !mirador_ground_overlaps (question->sources);
  if (target->members->len == 0)
    return question->class->level > (int)target->level;
  return count_ground (question, target) > 0;
}

static void
expect_sum (const Question *question)
{
  const GPtrArray *covers = question->index->covers;

  question->fit->known = question->sources->len > 0;
  if (!can_be_made (question))
    set_not_at_level (question);
  else if (has_parts (question))
    expect_parts (question);
  else if (covers->len == 0)
    expect_all (question);
  else if (mirador_ground_is_covered (question->target, covers))
    expect_reporters (question);
  else
    set_not_covered (question);
}

void
mirador_place_fit_init (MiradorPlaceFit *fit,
                        const MiradorIndex *index,
                        const MiradorClass *class,
                        const MiradorPlace *target,
                        const GPtrArray *sources,
                        guint n_of_class)
{
  Question question = { fit, index, class, target, sources, n_of_class };

  *fit = (MiradorPlaceFit){ .detail = "" };
  if ((int)target->level == class->level)
    expect_itself (&question);
  else
    expect_sum (&question);
}
