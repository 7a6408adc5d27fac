/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/combine-sets.h"

#include <math.h>

/* Several places as one figure: each is answered by itself, whole, and then they add. */

static void
set_final_gap (MiradorFigure *figure, MiradorGap gap, const char *detail)
{
  MiradorRange range = figure->range;

  mirador_figure_init (figure, range);
  mirador_figure_set_gap (figure, gap, detail, G_MAXINT);
}

static void
set_not_reported (MiradorFigure *figure, guint there, guint expected)
{
  g_autofree char *detail = g_strdup_printf ("%u\x1f%u", there, expected);

  set_final_gap (figure, MIRADOR_GAP_NOT_REPORTED, detail);
  figure->there = there;
  figure->expected = expected;
}

static void
add_value (MiradorFigure *sum, const MiradorFigure *part)
{
  sum->value += part->value;
  sum->numerator += part->numerator;
  sum->denominator += part->denominator;
  sum->flags |= part->flags;
  sum->n_parts += part->n_parts;
  sum->there += part->there;
  sum->expected += part->expected;
  sum->received = MAX (sum->received, part->received);
}

/* A missing report of one place is missing in the whole: 24 of 24 and 1 of 2 are 25 of 26. */
static gboolean
tell_gap (MiradorFigure *sum, const GPtrArray *parts)
{
  const MiradorFigure *worst = NULL;
  guint there = 0, expected = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const MiradorFigure *part = parts->pdata[i];

      there += part->there;
      expected += part->expected;
      if (part->gap != MIRADOR_GAP_NONE
          && (worst == NULL || worst->gap == MIRADOR_GAP_NOT_REPORTED))
        worst = part;
    }
  if (worst == NULL)
    return FALSE;
  if (worst->gap == MIRADOR_GAP_NOT_REPORTED)
    set_not_reported (sum, there, expected);
  else
    set_final_gap (sum, worst->gap, worst->gap_detail);
  return TRUE;
}

/* Stocks of several dates are no sum. */
static gboolean
tell_old_ones (MiradorFigure *sum, const GPtrArray *parts)
{
  MiradorRange newest = sum->range;
  guint n = 0;

  for (guint i = 0; i < parts->len; i++)
    if (((const MiradorFigure *)parts->pdata[i])->range.last_day > newest.last_day)
      newest = ((const MiradorFigure *)parts->pdata[i])->range;
  for (guint i = 0; i < parts->len; i++)
    if (((const MiradorFigure *)parts->pdata[i])->range.last_day == newest.last_day)
      n++;
  if (n == parts->len)
    return FALSE;
  sum->range = newest;
  set_not_reported (sum, n, parts->len);
  return TRUE;
}

static void
remake_ratio (MiradorFigure *sum, const MiradorSlab *slab)
{
  if (isfinite (sum->numerator) && isfinite (sum->denominator) && sum->denominator != 0)
    sum->value = slab->measure->multiplier * sum->numerator / sum->denominator;
  else
    set_final_gap (sum, MIRADOR_GAP_NO_DENOMINATOR, "");
}

static void
add_parts (MiradorFigure *sum, const MiradorSlab *slab, const GPtrArray *parts)
{
  *sum = *(const MiradorFigure *)parts->pdata[0];
  sum->low = sum->high = NAN;
  for (guint i = 1; i < parts->len; i++)
    add_value (sum, parts->pdata[i]);
  if (tell_gap (sum, parts))
    return;
  if (!(mirador_slab_get_adds (slab) & MIRADOR_ADDS_PLACE)
      || (sum->flags & MIRADOR_FLAG_CUMULATIVE) != 0)
    set_final_gap (sum, MIRADOR_GAP_ADDS_NOT_PLACE, "");
  else if (!tell_old_ones (sum, parts) && slab->measure->kind == MIRADOR_KIND_RATIO)
    remake_ratio (sum, slab);
}

static char *
join_codes (const GPtrArray *places)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < places->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? "," : "",
                            ((const MiradorPlace *)places->pdata[i])->code);
  return g_string_free (codes, FALSE);
}

GArray *
mirador_combine_sum_places (const MiradorSlab *slab,
                            const MiradorWanted *wanted,
                            const GArray *figures)
{
  GArray *sums = g_array_new (FALSE, FALSE, sizeof (MiradorFigure));
  guint n = wanted->combinations->len * wanted->spans->len;
  g_autofree char *codes = join_codes (wanted->places);
  gboolean overlap = mirador_ground_overlaps (wanted->places);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) parts = g_ptr_array_new ();
      MiradorFigure sum;

      for (guint j = 0; j < wanted->places->len; j++)
        g_ptr_array_add (parts, &g_array_index (figures, MiradorFigure, j * n + i));
      add_parts (&sum, slab, parts);
      if (overlap)
        set_final_gap (&sum, MIRADOR_GAP_PLACES_OVERLAP, codes);
      g_array_append_val (sums, sum);
    }
  return sums;
}
