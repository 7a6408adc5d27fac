/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/claims.h"
#include "analysis/label.h"
#include "analysis/targets.h"
#include "model/format.h"

/* What all figures with a share of their target have in common. */
typedef struct
{
  const MiradorFrame *frame;
  const MiradorTargeted *lowest;
  const MiradorTargeted *highest;
  guint n;
  guint n_met;
  MiradorGood good; /* NONE: of none, or not the same of all */
  double passed;    /* NaN where it is not the same of all */
  gboolean open;    /* of any */
  gboolean exact;
} Reached;

static gboolean
is_whole_organisation (const MiradorRow *row)
{
  return row->program != NULL && g_str_equal (row->program->id, "all");
}

/* The organisation as a whole is no program beside the others. */
static gboolean
is_left_out (const MiradorFrame *frame, const MiradorTargeted *one)
{
  return !isfinite (one->share)
         || ((mirador_frame_get_varying (frame) & MIRADOR_VARIES_PROGRAM)
             && is_whole_organisation (one->row));
}

static void
take (Reached *reached, const MiradorTargeted *one)
{
  MiradorGood good = mirador_targeted_get_good (one);

  if (reached->n == 0)
    {
      reached->lowest = reached->highest = one;
      reached->good = good;
      reached->passed = one->passed;
    }
  if (one->share < reached->lowest->share)
    reached->lowest = one;
  if (one->share > reached->highest->share)
    reached->highest = one;
  if (good != reached->good)
    reached->good = MIRADOR_GOOD_NONE;
  if (one->passed != reached->passed)
    reached->passed = NAN;
  reached->n++;
  reached->n_met += mirador_target_is_met (one->share, good) ? 1 : 0;
  reached->open = reached->open || one->open;
  reached->exact
    = reached->exact && !((one->row->flags | one->target->flags) & MIRADOR_CLAIM_INEXACT);
}

static Reached
gather (const MiradorFrame *frame, const GArray *targeted)
{
  Reached reached = { .frame = frame, .passed = NAN, .exact = TRUE };

  for (guint i = 0; i < targeted->len; i++)
    {
      const MiradorTargeted *one = &g_array_index (targeted, MiradorTargeted, i);

      if (!is_left_out (frame, one))
        take (&reached, one);
    }
  /* Where some are left out there may be none but the whole. */
  for (guint i = 0; reached.n == 0 && i < targeted->len; i++)
    if (isfinite (g_array_index (targeted, MiradorTargeted, i).share))
      take (&reached, &g_array_index (targeted, MiradorTargeted, i));
  return reached;
}

/* «Tamizadas» where programs count with different measures. */
static char *
name_measure (const MiradorFrame *frame)
{
  const MiradorRow *first = mirador_frame_get_row (frame, 0);

  for (guint i = 1; i < mirador_frame_get_n_rows (frame); i++)
    if (mirador_frame_get_row (frame, i)->measure != first->measure)
      return g_strdup (first->stage != MIRADOR_STAGE_NONE ? mirador_stage_to_text (first->stage)
                                                          : _ ("Targets"));
  return mirador_label_upper (mirador_row_measure_name (first));
}

static char *
name_row (const Reached *reached, const MiradorTargeted *one)
{
  const MiradorRow *row = one->row;
  guint varies = mirador_frame_get_varying (reached->frame);

  if ((varies & MIRADOR_VARIES_PLACE) && !(varies & MIRADOR_VARIES_PROGRAM))
    return g_strdup (row->place != NULL ? row->place->name : "");
  if (row->program != NULL && ((varies & MIRADOR_VARIES_PROGRAM) || !is_whole_organisation (row)))
    return g_strdup (mirador_program_get_short_name (row->program));
  return mirador_label_upper (mirador_row_measure_name (row));
}

/* One figure: «TB: 97% de la meta, 72,570 de 75,000 tamizajes». */
static char *
say_one (const Reached *reached)
{
  const MiradorTargeted *one = reached->lowest;
  g_autofree char *name = name_row (reached, one);
  g_autofree char *share
    = mirador_target_share_to_text (one->share, mirador_targeted_get_good (one));
  g_autofree char *amounts = mirador_target_amounts_to_text (one);
  g_autofree char *pace = one->open ? mirador_target_pace_to_text (one) : NULL;

  if (pace != NULL)
    /* Translators: "TB: 52% of the target with 42% of the year gone"; %3$s is as "42% of the
       year". */
    return g_strdup_printf (_ ("%1$s: %2$s of the target with %3$s gone"), name, share, pace);
  /* Translators: "TB: 97% of the target, 72,570 of 75,000". */
  return g_strdup_printf (_ ("%1$s: %2$s of the target, %3$s"), name, share, amounts);
}

/* «Tamizadas: entre 68% y 105% de la meta», whatever that means for who is there. */
static char *
say_between (const Reached *reached)
{
  g_autofree char *what = name_measure (reached->frame);
  g_autofree char *low = mirador_target_share_to_text (reached->lowest->share, reached->good);
  g_autofree char *high = mirador_target_share_to_text (reached->highest->share, reached->good);
  g_autofree char *pace
    = isfinite (reached->passed) ? mirador_target_pace_to_text (reached->lowest) : NULL;

  if (pace != NULL && reached->open)
    /* Translators: %1$s is what is counted, %2$s and %3$s are percentages, %4$s is as "42% of the
       year". */
    return g_strdup_printf (_ ("%1$s: between %2$s and %3$s of the targets with %4$s gone"), what,
                            low, high, pace);
  /* Translators: %1$s is what is counted, %2$s and %3$s are percentages. */
  return g_strdup_printf (_ ("%1$s: between %2$s and %3$s of the targets"), what, low, high);
}

static char *
say_how_many (const Reached *reached)
{
  g_autofree char *what = name_measure (reached->frame);

  if (reached->n_met == 0)
    /* Translators: %1$s is what is counted, %2$u a number of targets, two at least. */
    return g_strdup_printf (_ ("%1$s: none of the %2$u targets met"), what, reached->n);
  if (reached->n_met == reached->n)
    /* Translators: %1$s is what is counted, %2$u a number of targets, two at least. */
    return g_strdup_printf (_ ("%1$s: all %2$u targets met"), what, reached->n);
  return g_strdup_printf (
    /* Translators: %1$s is what is counted, %2$u is how many of the %3$u targets were met. */
    ngettext ("%1$s: %2$u of %3$u targets met", "%1$s: %2$u of %3$u targets met", reached->n_met),
    what, reached->n_met, reached->n);
}

/* The one that is farthest from its target, where it is one alone. */
static const MiradorTargeted *
find_farthest (const Reached *reached, const GArray *targeted)
{
  const MiradorTargeted *far
    = reached->good == MIRADOR_GOOD_DOWN ? reached->highest : reached->lowest;
  g_autofree char *share = mirador_target_share_to_text (far->share, reached->good);

  if (mirador_target_is_met (far->share, reached->good))
    return NULL;
  for (guint i = 0; i < targeted->len; i++)
    {
      const MiradorTargeted *one = &g_array_index (targeted, MiradorTargeted, i);
      g_autofree char *other = mirador_target_share_to_text (one->share, reached->good);

      if (one != far && !is_left_out (reached->frame, one) && g_str_equal (other, share))
        return NULL;
    }
  return far;
}

static char *
say_met (const Reached *reached, const GArray *targeted)
{
  char *sentence = say_how_many (reached);
  const MiradorTargeted *far = find_farthest (reached, targeted);
  g_autofree char *all = NULL, *name = NULL, *share = NULL;

  if (far == NULL)
    return sentence;
  all = sentence;
  name = name_row (reached, far);
  share = mirador_target_share_to_text (far->share, reached->good);
  /* Translators: %1$s is a sentence, %2$s the name of what is farthest from its target, %3$s the
     percentage of the target that it is at. */
  return g_strdup_printf (_ ("%1$s; farthest from it: %2$s, %3$s"), all, name, share);
}

char *
mirador_headline_targets (const MiradorFrame *frame, const GArray *targeted)
{
  Reached reached = gather (frame, targeted);
  g_autofree char *what = NULL;

  if (reached.n == 1)
    return say_one (&reached);
  if (reached.n > 1 && !mirador_frame_has_hidden (frame))
    return reached.open || !reached.exact || reached.good == MIRADOR_GOOD_NONE
             ? say_between (&reached)
             : say_met (&reached, targeted);
  if (mirador_frame_get_n_rows (frame) == 0)
    return g_strdup (_ ("Actual against target"));
  what = name_measure (frame);
  /* Translators: %s is what is counted. */
  return g_strdup_printf (_ ("%s against its target"), what);
}
