/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/claims.h"
#include "analysis/explain.h"
#include "analysis/label.h"
#include "model/format.h"

#define CONCENTRATED 0.25 /* from this share on one place is worth a headline of its own */
#define ROUNDED 0.9       /* closer to the highest than this, a rounded figure may be as high */
#define BOUNDED 0.5       /* the same of a figure of which the source says "more than" */

typedef struct
{
  const MiradorRow *first;
  const MiradorRow *second; /* another one with a value, NULL for none */
  guint n;                  /* rows with a value */
  guint n_first;            /* that have the highest value */
  double sum;
  gboolean complete; /* every row has a whole value */
  gboolean exact;    /* no "about", no "more than" */
} Ranking;

static void
rank_row (Ranking *ranking, const MiradorRow *row)
{
  if (!isfinite (row->value))
    {
      ranking->complete = FALSE;
      return;
    }
  if (row->completeness < 1 || (row->flags & MIRADOR_FLAG_PARTIAL))
    ranking->complete = FALSE;
  if (row->flags & (MIRADOR_CLAIM_INEXACT | MIRADOR_FLAG_PARTIAL))
    ranking->exact = FALSE;
  ranking->n++;
  ranking->sum += row->value;
  if (ranking->first == NULL || row->value >= ranking->first->value)
    ranking->n_first
      = ranking->first != NULL && row->value == ranking->first->value ? ranking->n_first + 1 : 1;
  if (ranking->first == NULL || row->value > ranking->first->value)
    {
      ranking->second = ranking->first;
      ranking->first = row;
    }
  else if (ranking->second == NULL || row->value > ranking->second->value)
    ranking->second = row;
}

static Ranking
rank (const MiradorFrame *frame)
{
  Ranking ranking = { NULL, NULL, 0, 0, 0, TRUE, TRUE };

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    rank_row (&ranking, mirador_frame_get_row (frame, i));
  return ranking;
}

/* Whether a figure that is rounded, bounded or incomplete may be as large as the highest one. */
static gboolean
may_be_first (const MiradorRow *row, const MiradorRow *first)
{
  guint flags = row->flags | first->flags;

  if ((row->flags & MIRADOR_FLAG_MORE_THAN) && row->value >= BOUNDED * first->value)
    return TRUE;
  if ((flags & MIRADOR_FLAG_ABOUT) && row->value >= ROUNDED * first->value)
    return TRUE;
  if (!(flags & MIRADOR_FLAG_PARTIAL) || (row->flags & first->flags & MIRADOR_FLAG_PARTIAL))
    return FALSE;
  /* A count that is not complete can only grow; a ratio may go anywhere. */
  return (row->flags & MIRADOR_FLAG_PARTIAL) || !mirador_row_is_count (row);
}

static gboolean
is_certain (const MiradorFrame *frame, const MiradorRow *first)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row != first && isfinite (row->value)
          && ((first->flags & MIRADOR_FLAG_LESS_THAN) || may_be_first (row, first)))
        return FALSE;
    }
  return TRUE;
}

/* The smallest place that holds all rows, NULL where they are groups, which may overlap, or of
 * several levels. */
static const MiradorPlace *
find_whole (const MiradorFrame *frame)
{
  const MiradorPlace *first = mirador_frame_get_row (frame, 0)->place;
  const MiradorPlace *whole = first ? first->parent : NULL;

  for (guint i = 0; whole != NULL && i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorPlace *place = mirador_frame_get_row (frame, i)->place;

      if (place == NULL || place->level != first->level || place->members->len > 0)
        return NULL;
      while (whole != NULL && !mirador_place_is_within (place, whole))
        whole = whole->parent;
    }
  return whole;
}

static gboolean
is_whole (const MiradorFrame *frame)
{
  const MiradorPlace *whole = find_whole (frame);
  g_autoptr (GPtrArray) parts = NULL;

  if (whole == NULL)
    return FALSE;
  parts = mirador_place_list (whole, mirador_frame_get_row (frame, 0)->place->level);
  return parts->len == mirador_frame_get_n_rows (frame);
}

/* A share of the total may be claimed only where the rows are all of it. */
static gboolean
may_share (const MiradorFrame *frame, const Ranking *ranking)
{
  MiradorVaries varies = mirador_frame_get_varying (frame);
  guint adds = mirador_row_get_adds (frame, ranking->first);

  if (!ranking->complete || !ranking->exact || ranking->sum <= 0
      || !mirador_row_is_count (ranking->first))
    return FALSE;
  return varies == MIRADOR_VARIES_PLACE && (adds & MIRADOR_ADDS_PLACE) && is_whole (frame);
}

static gboolean
begins_with_i (const char *name)
{
  g_autofree char *folded = mirador_text_fold (name);

  if (g_str_has_prefix (folded, "hie") || g_str_has_prefix (folded, "ia")
      || g_str_has_prefix (folded, "ie"))
    return FALSE;
  return g_str_has_prefix (folded, "i") || g_str_has_prefix (folded, "hi");
}

static char *
join_two (const char *first, const char *second)
{
  if (begins_with_i (second))
    /* Translators: two names, the second one begins with the sound of i (in Spanish: "e"). */
    return g_strdup_printf (C_ ("second name begins with i", "%1$s and %2$s"), first, second);
  /* Translators: two names. */
  return g_strdup_printf (_ ("%1$s and %2$s"), first, second);
}

static char *
say_share (const Ranking *ranking, const char *first, const char *second, const char *what)
{
  double share = ranking->first->value / ranking->sum;
  g_autofree char *percent = NULL, *both = NULL;

  if (ranking->n <= 3 || share >= CONCENTRATED)
    {
      percent = mirador_claim_share_to_text (share, 0);
      /* Translators: "Lima ranks first in people screened: 41% of the total". */
      return g_strdup_printf (_ ("%1$s ranks first in %2$s: %3$s of the total"), first, what,
                              percent);
    }
  percent = mirador_claim_share_to_text (share + ranking->second->value / ranking->sum, 0);
  both = join_two (first, second);
  /* Translators: %1$s are two names, as "Lima and Callao", %2$s a percentage, %3$s a measure. */
  return g_strdup_printf (_ ("%1$s add up to %2$s of the total of %3$s"), both, percent, what);
}

static char *
say_first (const MiradorFrame *frame, const Ranking *ranking, const char *first, const char *what)
{
  g_autofree char *value = mirador_explain_value (ranking->first);

  if (ranking->n < 2)
    /* Translators: "Lima: 12,345 people screened". */
    return g_strdup_printf (_ ("%1$s: %2$s %3$s"), first, value, what);
  if (ranking->n < mirador_frame_get_n_rows (frame))
    return g_strdup_printf (
      /* Translators: %1$s is a name, %2$s a measure, %3$s its value; others have no figure. */
      _ ("%1$s ranks first in %2$s among those with a figure: %3$s"), first, what, value);
  /* Translators: "Lima ranks first in people screened: 12,345". */
  return g_strdup_printf (_ ("%1$s ranks first in %2$s: %3$s"), first, what, value);
}

static char *
say_tie (const char *first, const char *second, const MiradorRow *row, const char *what)
{
  g_autofree char *both = join_two (first, second);
  g_autofree char *value = mirador_explain_value (row);

  /* Translators: %1$s are two names, %2$s is a measure, %3$s the value that both have. */
  return g_strdup_printf (_ ("%1$s rank first in %2$s: %3$s each"), both, what, value);
}

static char *
say_many_tied (const MiradorFrame *frame, const Ranking *ranking, const char *what)
{
  g_autofree char *value = mirador_explain_value (ranking->first);
  guint n = ranking->n_first;

  return g_strdup_printf (
    /* Translators: %1$u is a number of places, 3 at least, %2$s as "regions", %3$s a measure, %4$s
       the value that each of them has. */
    _ ("%1$u %2$s rank first in %3$s: %4$s each"), n, mirador_panels_noun (frame, n), what, value);
}

static char *
measure_of_row (const MiradorRow *row)
{
  g_autofree char *name = mirador_label_lower (mirador_row_measure_name (row));

  if (!mirador_row_is_rate (row))
    return g_steal_pointer (&name);
  /* Translators: %s is a measure. */
  return g_strdup_printf (_ ("%s per 100,000 inhabitants"), name);
}

/* The same stage of several programs, counted in tests here and in people there. */
static gboolean
is_one_stage (const MiradorFrame *frame)
{
  MiradorStage stage = mirador_frame_get_row (frame, 0)->stage;
  MiradorVaries varies = mirador_frame_get_varying (frame);

  if (stage == MIRADOR_STAGE_NONE || !(varies & MIRADOR_VARIES_PROGRAM)
      || !(varies & MIRADOR_VARIES_MEASURE))
    return FALSE;
  for (guint i = 1; i < mirador_frame_get_n_rows (frame); i++)
    if (mirador_frame_get_row (frame, i)->stage != stage)
      return FALSE;
  return TRUE;
}

static char *
plain_title (const MiradorFrame *frame)
{
  if (mirador_frame_get_n_rows (frame) == 0)
    return g_strdup (_ ("Ranking"));
  if (is_one_stage (frame))
    /* Translators: %s is a stage of care, as "Screened". */
    return g_strdup_printf (_ ("Stage “%s” by program"),
                            mirador_stage_to_text (mirador_frame_get_row (frame, 0)->stage));
  return mirador_label_upper (mirador_row_measure_name (mirador_frame_get_row (frame, 0)));
}

char *
mirador_headline_bars (const MiradorFrame *frame)
{
  Ranking ranking = rank (frame);
  MiradorVaries varies = mirador_frame_get_varying (frame);
  g_autofree char *first = NULL, *second = NULL, *what = NULL;

  if (ranking.first == NULL || ranking.first->value <= 0 || (varies & MIRADOR_VARIES_MEASURE))
    return plain_title (frame);
  first = mirador_row_get_label (ranking.first, varies);
  what = measure_of_row (ranking.first);
  if (ranking.second != NULL)
    second = mirador_row_get_label (ranking.second, varies);
  if (ranking.n > 1 && !is_certain (frame, ranking.first))
    return plain_title (frame);
  if (ranking.n_first > 2)
    return say_many_tied (frame, &ranking, what);
  if (ranking.n_first == 2)
    return say_tie (first, second, ranking.first, what);
  if (ranking.n > 1 && may_share (frame, &ranking))
    return say_share (&ranking, first, second, what);
  return say_first (frame, &ranking, first, what);
}

/* The whole organisation is no rival of its programs. */
static gboolean
is_rival (const MiradorRow *row, const MiradorRow *first)
{
  return row->measure == first->measure && row->stage == first->stage && isfinite (row->value)
         && (row->program == NULL || !g_str_equal (row->program->id, "all"));
}

static gboolean
is_same_stage (const MiradorRow *row, const MiradorRow *other)
{
  return row->stage == other->stage && row->stage != MIRADOR_STAGE_NONE
         && row->program != other->program;
}

/* Tests of one program are not measured against people of another. */
static gboolean
has_other_measure (const MiradorFrame *frame, const MiradorRow *best)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (is_same_stage (row, best) && isfinite (row->value) && row->measure != best->measure)
        return TRUE;
    }
  return FALSE;
}

static const MiradorRow *
find_first_rival (const MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->measure != NULL && is_rival (row, row))
        return row;
    }
  return NULL;
}

/* Another program whose figure is missing, hidden or not exact could be the first. */
static gboolean
is_open_rival (const MiradorRow *row, const MiradorRow *best)
{
  if (row == best || row->stage != best->stage || row->gap == MIRADOR_GAP_NO_CASCADE
      || row->gap == MIRADOR_GAP_NO_DATA
      || (row->program != NULL && g_str_equal (row->program->id, "all")))
    return FALSE;
  return !isfinite (row->value) || may_be_first (row, best);
}

static gboolean
has_open_rival (const MiradorFrame *frame, const MiradorRow *best)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (is_open_rival (mirador_frame_get_row (frame, i), best))
      return TRUE;
  return (best->flags & MIRADOR_FLAG_LESS_THAN) != 0;
}

/* The largest of the first stage, NULL where nothing can be said of it. */
static const MiradorRow *
find_leader (const MiradorFrame *frame)
{
  const MiradorRow *first = find_first_rival (frame), *best = first;
  guint n = 0, n_best = 0;

  for (guint i = 0; best != NULL && i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (!is_rival (row, first))
        continue;
      n++;
      n_best = row->value > best->value ? 1 : n_best + (row->value == best->value);
      best = row->value > best->value ? row : best;
    }
  if (n < 2 || n_best != 1 || has_other_measure (frame, best) || has_open_rival (frame, best))
    return NULL;
  return best;
}

char *
mirador_headline_grouped (const MiradorFrame *frame)
{
  const MiradorRow *best = find_leader (frame);
  guint varies = mirador_frame_get_varying (frame);
  g_autofree char *name = NULL, *what = NULL, *value = NULL;

  if (best == NULL)
    return g_strdup (varies & MIRADOR_VARIES_PROGRAM ? _ ("Stages of care by program")
                                                     : _ ("Stages of care"));
  name = mirador_row_get_label (best, (MiradorVaries)(varies & ~(guint)MIRADOR_VARIES_MEASURE));
  what = measure_of_row (best);
  value = mirador_explain_value (best);
  if ((varies & MIRADOR_VARIES_PROGRAM) && !(varies & MIRADOR_VARIES_PLACE))
    /* Translators: "Tuberculosis, the program with most people screened: 72,570". */
    return g_strdup_printf (_ ("%1$s, the program with most %2$s: %3$s"), name, what, value);
  /* Translators: "Lima ranks first in people screened: 12,345". */
  return g_strdup_printf (_ ("%1$s ranks first in %2$s: %3$s"), name, what, value);
}
