/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/compare.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/claims.h"
#include "analysis/explain.h"
#include "analysis/label.h"
#include "model/format.h"

/** Two figures and what they are called beside each other. */
typedef struct
{
  const MiradorFrame *frames[2];
  const MiradorRow *rows[2];
  char *names[2];
} Pair;

static void
add_line (GString *text, char *line)
{
  if (line != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
  g_free (line);
}

static MiradorVaries
find_varying (const MiradorRow *a, const MiradorRow *b)
{
  MiradorFrameBuilder *builder = mirador_frame_builder_new ();
  g_autoptr (MiradorFrame) both = NULL;

  mirador_frame_builder_add (builder, a);
  mirador_frame_builder_add (builder, b);
  both = mirador_frame_builder_finish (builder);
  return mirador_frame_get_varying (both);
}

static void
name_feed (Pair *pair, guint i)
{
  const MiradorProfile *profile = mirador_frame_get_profile (pair->frames[i], pair->rows[i]->feed);
  const char *title = profile != NULL ? mirador_text_get (&profile->title) : pair->rows[i]->feed;
  g_autofree char *name = pair->names[i];

  pair->names[i]
    = title != NULL && *title != '\0' ? g_strdup_printf ("%s (%s)", name, title) : g_strdup (name);
}

static void
name_rows (Pair *pair)
{
  MiradorVaries varies = find_varying (pair->rows[0], pair->rows[1]);

  for (guint i = 0; i < 2; i++)
    pair->names[i] = mirador_row_get_label (pair->rows[i],
                                            (MiradorVaries)(varies & ~(guint)MIRADOR_VARIES_FEED));
  if (varies != 0
      && ((varies & MIRADOR_VARIES_FEED) || g_str_equal (pair->names[0], pair->names[1])))
    for (guint i = 0; i < 2; i++)
      name_feed (pair, i);
}

static char *
say_figure (const Pair *pair, guint i)
{
  g_autofree char *value = mirador_explain_value (pair->rows[i]);
  g_autofree char *reason
    = isfinite (pair->rows[i]->value) ? NULL : mirador_explain_gap (pair->rows[i]);

  /* Translators: %1$s is what a figure is of, %2$s the figure or why there is none. */
  return g_strdup_printf (C_ ("compare", "%1$s: %2$s"), pair->names[i],
                          reason != NULL ? reason : value);
}

static char *
say_why_not (MiradorComparable why)
{
  switch (why)
    {
    case MIRADOR_CLAIM_NO_VALUE:
      return g_strdup (_ ("Not compared: there are not two figures."));
    case MIRADOR_CLAIM_OTHER_MEASURE:
      return g_strdup (_ ("Not compared: they count different things."));
    case MIRADOR_CLAIM_OTHER_FEED:
      return g_strdup (_ ("Not compared: they come from different feeds."));
    case MIRADOR_CLAIM_CUMULATIVE:
      return g_strdup (_ ("Not compared: one of them is a total to date."));
    case MIRADOR_CLAIM_OTHER_LENGTH:
      return g_strdup (_ ("Not compared: their periods are of different lengths."));
    case MIRADOR_CLAIM_OVERLAP:
      return g_strdup (_ ("Not compared: their periods overlap."));
    case MIRADOR_CLAIM_PARTIAL:
      return g_strdup (_ ("Not compared: an incomplete period stands only beside the same part of "
                          "another one."));
    case MIRADOR_CLAIM_COMPARABLE:
    default:
      return NULL;
    }
}

static gboolean
is_declared_part (const MiradorRow *part, const MiradorRow *whole)
{
  return part->measure != NULL && whole->measure != NULL && part->program != NULL
         && part->program == whole->program && part->feed != NULL && part->feed == whole->feed
         && part->place == whole->place && part->breakdown == whole->breakdown
         && part->range.first_day == whole->range.first_day
         && part->range.last_day == whole->range.last_day
         && mirador_catalogue_is_subset (part->program->id, part->feed, part->measure->id,
                                         whole->measure->id);
}

/* A region beside the country, women beside all. */
static gboolean
is_counted_within (const MiradorRow *part, const MiradorRow *whole)
{
  gboolean within, member;

  if (part->measure != whole->measure || part->program != whole->program || part->place == NULL
      || whole->place == NULL || !mirador_row_is_count (part)
      || part->range.first_day != whole->range.first_day
      || part->range.last_day != whole->range.last_day)
    return FALSE;
  within = part->place != whole->place && mirador_place_is_within (part->place, whole->place);
  member = part->breakdown != whole->breakdown && *whole->breakdown == '\0';
  return (within && (member || part->breakdown == whole->breakdown))
         || (member && part->place == whole->place);
}

static gboolean
are_exact (const Pair *pair)
{
  return ((pair->rows[0]->flags | pair->rows[1]->flags) & MIRADOR_CLAIM_INEXACT) == 0;
}

static char *
say_share (const Pair *pair, guint part)
{
  const MiradorRow *row = pair->rows[part], *whole = pair->rows[1 - part];
  g_autofree char *share = NULL;

  if (!(whole->value > 0) || row->value < 0 || row->value > whole->value || !are_exact (pair))
    return NULL;
  share = mirador_claim_share_to_text (row->value / whole->value, 1);
  /* Translators: a part and its whole; %1$s and %3$s are what the figures are of, %2$s a
     percentage: "Chiclayo: 25.0% of Lambayeque." */
  return g_strdup_printf (C_ ("share", "%1$s: %2$s of %3$s."), pair->names[part], share,
                          pair->names[1 - part]);
}

static char *
say_interval (const Pair *pair, guint part)
{
  MiradorInterval interval
    = mirador_interval_wilson (pair->rows[part]->value, pair->rows[1 - part]->value);
  g_autofree char *low = NULL, *high = NULL;

  if (!interval.valid || !are_exact (pair))
    return NULL;
  low = mirador_claim_share_to_text (interval.low, 1);
  high = mirador_claim_share_to_text (interval.high, 1);
  /* Translators: %1$s and %2$s are the ends of a confidence interval. */
  return g_strdup_printf (_ ("95%% interval: %1$s to %2$s."), low, high);
}

static char *
format_difference (const Pair *pair)
{
  double difference = fabs (pair->rows[0]->value - pair->rows[1]->value);
  const MiradorMeasure *measure = pair->rows[0]->measure;
  g_autofree char *number = NULL;

  if (mirador_row_is_rate (pair->rows[0]))
    return mirador_format_number (difference, 1);
  if (measure->kind != MIRADOR_KIND_RATIO || measure->multiplier != 100)
    return mirador_format_value (difference);
  number = mirador_format_number (difference, 1);
  /* Translators: %s is a number: "4.2 percentage points". */
  return g_strdup_printf (_ ("%s percentage points"), number);
}

static char *
say_difference (const Pair *pair)
{
  double a = pair->rows[0]->value, b = pair->rows[1]->value;
  g_autofree char *difference = NULL, *times = NULL;

  if (a == b)
    return g_strdup (_ ("Both figures are the same."));
  difference = format_difference (pair);
  times = mirador_claim_times (MAX (a, b), MIN (a, b));
  if (times == NULL)
    /* Translators: %s is a number. */
    return g_strdup_printf (_ ("Difference: %s."), difference);
  /* Translators: %1$s is a number, %2$s as "twice" or "2.1 times". */
  return g_strdup_printf (_ ("Difference: %1$s. The larger against the smaller: %2$s."), difference,
                          times);
}

static char *
say_clearness (const Pair *pair)
{
  if ((pair->rows[0]->flags | pair->rows[1]->flags) & MIRADOR_FLAG_PARTIAL)
    return g_strdup (_ ("The period is incomplete: the difference may change."));
  switch (mirador_claim_change (pair->rows[0], pair->rows[1]).kind)
    {
    case MIRADOR_CHANGE_UP:
    case MIRADOR_CHANGE_DOWN:
      return g_strdup (_ ("The difference is clear: chance alone would rarely give it."));
    case MIRADOR_CHANGE_UNCLEAR:
      return g_strdup (_ ("No clear difference: chance alone could give it."));
    case MIRADOR_CHANGE_NONE:
    default:
      return NULL;
    }
}

/* Nothing tells them apart. */
static gboolean
is_same_figure (const Pair *pair)
{
  const MiradorRow *a = pair->rows[0], *b = pair->rows[1];

  return a == b || (a->feed == b->feed && find_varying (a, b) == 0);
}

static void
say_comparison (const Pair *pair, GString *text)
{
  if (!are_exact (pair))
    {
      add_line (text, g_strdup (_ ("The source gives no exact figures, so no difference is "
                                   "given.")));
      return;
    }
  add_line (text, say_difference (pair));
  if (pair->rows[0]->value != pair->rows[1]->value)
    add_line (text, say_clearness (pair));
}

static gboolean
have_values (const Pair *pair)
{
  return isfinite (pair->rows[0]->value) && isfinite (pair->rows[1]->value);
}

/* Returns: whether one is a part of the other, and the share was said. */
static gboolean
say_part (const Pair *pair, GString *text)
{
  for (guint part = 0; part < 2 && have_values (pair); part++)
    {
      const MiradorRow *row = pair->rows[part], *whole = pair->rows[1 - part];
      gboolean declared = is_declared_part (row, whole);

      if (!declared && !(row->feed == whole->feed && is_counted_within (row, whole)))
        continue;
      add_line (text, say_share (pair, part));
      if (declared)
        add_line (text, say_interval (pair, part));
      return TRUE;
    }
  return FALSE;
}

char *
mirador_compare_rows (const MiradorFrame *frame_a,
                      const MiradorRow *a,
                      const MiradorFrame *frame_b,
                      const MiradorRow *b)
{
  Pair pair = { { frame_a, frame_b }, { a, b }, { NULL, NULL } };
  GString *text = g_string_new (NULL);
  MiradorComparable why = mirador_claim_may_compare (a, b);

  name_rows (&pair);
  add_line (text, say_figure (&pair, 0));
  if (is_same_figure (&pair))
    add_line (text, g_strdup (_ ("This is the same figure.")));
  else
    add_line (text, say_figure (&pair, 1));
  if (!is_same_figure (&pair) && !say_part (&pair, text))
    {
      if (why == MIRADOR_CLAIM_COMPARABLE)
        say_comparison (&pair, text);
      else
        add_line (text, say_why_not (why));
    }
  g_free (pair.names[0]);
  g_free (pair.names[1]);
  return g_string_free (text, FALSE);
}
