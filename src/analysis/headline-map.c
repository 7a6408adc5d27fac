/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/headline.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "analysis/claims.h"
#include "analysis/explain.h"
#include "analysis/funnel.h"
#include "analysis/intervals.h"
#include "analysis/label.h"

/** All places of a frame taken together: what one of them is compared with. */
typedef struct
{
  gboolean known;
  gboolean national; /* they are all regions of the country */
  double value;      /* in the units of the rows' values */
} Whole;

static double
scale_of (const MiradorRow *row)
{
  return row->value * row->denominator / row->numerator;
}

/* Numerators and denominators of places that share no ground add up; values never do. */
static Whole
find_whole (const MiradorFrame *frame)
{
  guint n_values = 0;
  double numerator = 0, denominator = 0, scale = NAN;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->gap != MIRADOR_GAP_NONE)
        continue;
      n_values++;
      if (row->place == NULL || row->place->level != MIRADOR_LEVEL_REGION
          || !isfinite (row->numerator) || !(row->denominator > 0)
          || (row->flags & (MIRADOR_CLAIM_INEXACT | MIRADOR_FLAG_PARTIAL)))
        return (Whole){ FALSE };
      numerator += row->numerator;
      denominator += row->denominator;
      if (row->numerator > 0)
        scale = scale_of (row);
    }
  if (!isfinite (scale) || !(denominator > 0))
    return (Whole){ FALSE };
  return (Whole){ TRUE, mirador_place_peru ()->children->len == n_values,
                  scale * numerator / denominator };
}

/* Wilson's of a proportion, Byar's of a count among inhabitants. */
static MiradorInterval
find_interval (const MiradorRow *row)
{
  MiradorInterval interval = { FALSE, NAN, NAN };
  double scale;

  if (!(row->numerator > 0))
    return interval;
  if (isfinite (row->low) && isfinite (row->high))
    return (MiradorInterval){ TRUE, row->low, row->high };
  scale = scale_of (row);
  if (mirador_row_is_rate (row))
    {
      interval = mirador_interval_byar (row->numerator);
      scale /= row->denominator;
    }
  else
    interval = mirador_interval_wilson (row->numerator, row->denominator);
  interval.low *= scale;
  interval.high *= scale;
  return interval;
}

static char *
name_measure (const MiradorRow *row)
{
  const char *name = mirador_row_measure_name (row);

  if (!mirador_row_is_rate (row))
    return mirador_label_upper (name);
  name = *name != '\0' ? name : "";
  /* Translators: %s is a measure. */
  return g_strdup_printf (_ ("%s per 100,000 inhabitants"), name);
}

/* A gap does not know whether it would be a rate. */
static const MiradorRow *
find_telling_row (const MiradorFrame *frame)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (mirador_frame_get_row (frame, i)->gap == MIRADOR_GAP_NONE)
      return mirador_frame_get_row (frame, i);
  return mirador_frame_get_row (frame, 0);
}

static char *
plain_title (const MiradorFrame *frame)
{
  g_autofree char *name = NULL;

  if (mirador_frame_get_n_rows (frame) == 0)
    return g_strdup (_ ("Map"));
  name = name_measure (find_telling_row (frame));
  if (*name == '\0')
    return g_strdup (_ ("Map"));
  /* Translators: %s is a measure. */
  return g_strdup_printf (_ ("%s by region"), name);
}

/* One place by its name, several that share a figure by their number. */
static char *
name_places (const MiradorFrame *frame, const MiradorExtreme *extreme)
{
  const MiradorRow *row = mirador_frame_get_row (frame, (guint)extreme->row);

  if (extreme->n_tied > 1)
    /* Translators: %u is a number of regions that have the same figure, 2 or more. */
    return g_strdup_printf (ngettext ("%u region", "%u regions", extreme->n_tied), extreme->n_tied);
  return g_strdup (row->place != NULL ? row->place->name : "");
}

static guint
count_values (const MiradorFrame *frame, const MiradorRow **last)
{
  guint n = 0;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->gap != MIRADOR_GAP_NONE || !isfinite (row->value))
        continue;
      *last = row;
      n++;
    }
  return n;
}

static char *
say_alike (const char *what, const char *value, guint n)
{
  /* Translators: %1$s is a measure, %2$s the figure that all have, %3$u a number of regions. */
  return g_strdup_printf (
    ngettext ("%1$s: %2$s in %3$u region", "%1$s: %2$s in all %3$u regions", n), what, value, n);
}

/* Spiegelhalter's (2005) limit of 99.8%: of 25 regions that chance alone sets apart, the highest
 * one is above the 95% limit every other time. */
static gboolean
is_clearly_above (const Whole *whole, const MiradorRow *high, const MiradorInterval *interval)
{
  double share = whole->value / scale_of (high);
  double variance = mirador_row_is_rate (high) ? share : MAX (share * (1 - share), 0);

  return interval->low > whole->value
         && high->numerator / high->denominator
              > share + MIRADOR_FUNNEL_Z998 * sqrt (variance / high->denominator);
}

/* Whether the highest lies outside what chance alone would give around all taken together. */
static char *
say_against_whole (const Whole *whole, const MiradorRow *high)
{
  MiradorInterval interval = find_interval (high);
  MiradorRow together = *high;
  g_autofree char *value = NULL;

  if (!interval.valid)
    return NULL;
  together.value = whole->value;
  value = mirador_explain_value (&together);
  if (is_clearly_above (whole, high, &interval))
    /* Translators: goes on after a region's figure; %s is the national one. */
    return whole->national ? g_strdup_printf (_ ("clearly above the national %s"), value)
                           /* Translators: %s is the figure of all regions shown. */
                           : g_strdup_printf (_ ("clearly above the %s of all together"), value);
  /* Translators: goes on after a region's figure; %s is the national one. */
  return whole->national ? g_strdup_printf (_ ("not clearly above the national %s"), value)
                         /* Translators: %s is the figure of all regions shown. */
                         : g_strdup_printf (_ ("not clearly above the %s of all together"), value);
}

static gboolean
is_word (const char *times)
{
  return g_str_equal (times, _ ("twice")) || g_str_equal (times, _ ("three times"));
}

static char *
say_times (const MiradorRow *high, const MiradorRow *low, const char *at_least, const char *least)
{
  g_autofree char *times = NULL;

  if ((high->flags | low->flags) & (MIRADOR_CLAIM_INEXACT | MIRADOR_FLAG_PARTIAL))
    return NULL;
  times = mirador_claim_times (high->value, low->value);
  if (times == NULL)
    return NULL;
  if (is_word (times))
    /* Translators: goes on after a region's figure; %1$s is "twice" or "three times", %2$s another
     * region, %3$s its figure. */
    return g_strdup_printf (C_ ("a word", "%1$s the figure of %2$s (%3$s)"), times, at_least,
                            least);
  /* Translators: goes on after a region's figure; %1$s is as "24 times", %2$s another region, %3$s
   * its figure. */
  return g_strdup_printf (C_ ("a number", "%1$s the figure of %2$s (%3$s)"), times, at_least,
                          least);
}

/* Where only some figures are incomplete, an incomplete one need not be the lowest. */
static gboolean
is_unfair (const MiradorFrame *frame, const MiradorRow *high, const MiradorRow *low)
{
  guint partial = 0, n = 0;

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (row->gap != MIRADOR_GAP_NONE)
        continue;
      n++;
      partial += (row->flags & MIRADOR_FLAG_PARTIAL) != 0 ? 1 : 0;
    }
  return partial > 0 && partial < n && ((high->flags | low->flags) & MIRADOR_FLAG_PARTIAL) != 0;
}

/* «Lima: 33,190 tamizajes»; what is no number of things, or one of them, as a title with its
 * figure. */
static char *
say_figure (const MiradorRow *row, const char *value)
{
  const char *place = row->place != NULL ? row->place->name : "";
  g_autofree char *what = name_measure (row);
  g_autofree char *things = mirador_label_lower (what);

  if ((mirador_row_is_count (row) && row->measure->kind == MIRADOR_KIND_FLOW && row->value >= 2)
      || mirador_row_is_rate (row))
    /* Translators: %1$s is a region, %2$s a figure, %3$s what it counts: "Lima: 90 screenings". */
    return g_strdup_printf (C_ ("figure", "%1$s: %2$s %3$s"), place, value, things);
  /* Translators: %1$s is a measure, %2$s its figure, %3$s a region. */
  return g_strdup_printf (_ ("%1$s: %2$s in %3$s"), what, value, place);
}

/* Several regions share the highest figure. */
static char *
say_tie (const MiradorRow *high,
         const char *least,
         const char *at_least,
         const char *most,
         const char *at_most)
{
  g_autofree char *what = name_measure (high);

  return g_strdup_printf (
    /* Translators: %1$s is a measure, %2$s and %4$s its lowest and highest figure, %3$s and %5$s
       where they are, a region or "3 regions": "Screenings: from 20 in Puno to 90 in Lima". */
    _ ("%1$s: from %2$s in %3$s to %4$s in %5$s"), what, least, at_least, most, at_most);
}

/* Of two regions, side by side: that others have no figure takes nothing from it. */
static char *
say_span (const MiradorFrame *frame, const MiradorExtreme *largest, const MiradorExtreme *smallest)
{
  const MiradorRow *high = mirador_frame_get_row (frame, (guint)largest->row);
  const MiradorRow *low = mirador_frame_get_row (frame, (guint)smallest->row);
  g_autofree char *most = mirador_explain_value (high);
  g_autofree char *least = mirador_explain_value (low);
  g_autofree char *at_most = name_places (frame, largest);
  g_autofree char *at_least = name_places (frame, smallest);
  Whole whole = mirador_row_is_count (high) ? (Whole){ FALSE } : find_whole (frame);
  g_autofree char *figure = NULL, *other = NULL, *rest = NULL, *both = NULL;

  if (largest->n_tied > 1)
    return say_tie (high, least, at_least, most, at_most);
  figure = say_figure (high, most);
  rest = whole.known ? say_against_whole (&whole, high) : NULL;
  if (rest != NULL)
    /* Translators: both are clauses of a headline. */
    both = g_strdup_printf (_ ("%1$s; %2$s"), figure, rest);
  else if ((rest = say_times (high, low, at_least, least)) != NULL)
    /* Translators: %1$s is a region with its figure, %2$s goes on about it. */
    return g_strdup_printf (C_ ("headline", "%1$s, %2$s"), figure, rest);
  /* Translators: the end of a headline about one region; %1$s is another one, %2$s its figure. */
  other = g_strdup_printf (_ ("in %1$s, %2$s"), at_least, least);
  /* Translators: both are clauses of a headline. */
  return g_strdup_printf (_ ("%1$s; %2$s"), both != NULL ? both : figure, other);
}

char *
mirador_headline_map (const MiradorFrame *frame)
{
  MiradorExtreme largest = mirador_claim_largest (frame);
  MiradorExtreme smallest = mirador_claim_smallest (frame);
  const MiradorRow *last = NULL, *high, *low;
  guint n = count_values (frame, &last);
  g_autofree char *what = NULL, *value = NULL;

  if (n == 0 || (mirador_frame_get_varying (frame) & MIRADOR_VARIES_MEASURE))
    return plain_title (frame);
  if (n == 1 && !mirador_frame_has_hidden (frame) && last->place != NULL)
    {
      what = name_measure (last);
      value = mirador_explain_value (last);
      /* Translators: %1$s is a measure, %2$s its figure, %3$s a region. */
      return g_strdup_printf (_ ("%1$s: %2$s in %3$s"), what, value, last->place->name);
    }
  if (largest.row < 0 || smallest.row < 0 || largest.kind == MIRADOR_EXTREME_NONE
      || smallest.kind == MIRADOR_EXTREME_NONE)
    return plain_title (frame);
  high = mirador_frame_get_row (frame, (guint)largest.row);
  low = mirador_frame_get_row (frame, (guint)smallest.row);
  if (is_unfair (frame, high, low))
    return plain_title (frame);
  if (high->value == low->value)
    {
      what = name_measure (last);
      value = mirador_explain_value (last);
      return say_alike (what, value, n);
    }
  return say_span (frame, &largest, &smallest);
}
