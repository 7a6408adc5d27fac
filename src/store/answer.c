/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/answer.h"

#include <math.h>

#include "store/answer-parts.h"

/* One answer on its way. */
typedef struct
{
  MiradorSource *source;
  const MiradorQuery *query;
  GCancellable *cancellable;
  MiradorFrameBuilder *builder;
  MiradorRates *rates; /* NULL: no rates are asked for */
} Answer;

static MiradorRow
make_row (const MiradorAsked *asked)
{
  MiradorRow row;

  mirador_row_init (&row);
  row.measure = asked->measure;
  row.program = asked->program;
  row.stage = asked->stage;
  row.feed = asked->feed;
  return row;
}

/* Where no feed answers there is one row with the reason. */
static void
add_reason (const Answer *answer, const MiradorAsked *asked)
{
  const MiradorQuery *query = answer->query;
  MiradorRow row = make_row (asked);

  row.gap = asked->gap;
  row.gap_detail = asked->gap_detail;
  row.range = query->range;
  if (query->places->len == 1)
    row.place = mirador_place_by_code (query->places->pdata[0]);
  if (!mirador_range_is_all (query->range))
    row.period = mirador_range_to_period (query->range, query->fiscal_first_month);
  mirador_frame_builder_add (answer->builder, &row);
}

static void
fill_row (MiradorRow *row, const MiradorFigure *figure)
{
  row->range = figure->range;
  row->gap = figure->gap;
  row->gap_detail = figure->gap_detail;
  row->flags = figure->flags;
  row->received = figure->received;
  if (figure->expected > 0)
    row->completeness = MIN (1.0, (double)figure->there / figure->expected);
  if (figure->gap != MIRADOR_GAP_NONE)
    return;
  row->value = figure->value;
  row->numerator = figure->numerator;
  row->denominator = figure->denominator;
  row->low = figure->low;
  row->high = figure->high;
  row->n_parts = figure->n_parts;
}

static GArray *
make_rows (const MiradorAsked *asked,
           const MiradorSlab *slab,
           const MiradorWanted *wanted,
           const GArray *figures)
{
  GArray *rows = g_array_sized_new (FALSE, FALSE, sizeof (MiradorRow), figures->len);
  guint n_spans = wanted->spans->len, n_combinations = wanted->combinations->len;

  for (guint i = 0; i < figures->len; i++)
    {
      const MiradorCombination *combination
        = wanted->combinations->pdata[i / n_spans % n_combinations];
      MiradorRow row = make_row (asked);

      if (!wanted->one_sum)
        row.place = wanted->places->pdata[i / (n_spans * n_combinations)];
      row.breakdown = combination->key;
      row.period = g_array_index (wanted->spans, MiradorSpan, i % n_spans).period;
      row.feed = slab->profile->id;
      row.data_until = slab->data_until;
      fill_row (&row, &g_array_index (figures, MiradorFigure, i));
      g_array_append_val (rows, row);
    }
  return rows;
}

static void
add_rows (const Answer *answer, const GArray *rows)
{
  gboolean rated = FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const MiradorRow *row = &g_array_index (rows, MiradorRow, i);

      mirador_frame_builder_add (answer->builder, row);
      rated = rated || row->population_feed != NULL;
    }
  if (rated)
    mirador_frame_builder_add_profile (answer->builder, mirador_rates_get_profile (answer->rates));
}

static gboolean
answer_one (const Answer *answer, const MiradorAsked *asked, GError **error)
{
  g_autoptr (MiradorSlab) slab = NULL;
  g_autoptr (MiradorWanted) wanted = NULL;
  g_autoptr (GArray) figures = NULL;
  g_autoptr (GArray) rows = NULL;

  if (g_cancellable_set_error_if_cancelled (answer->cancellable, error))
    return FALSE;
  if (asked->holding == NULL)
    {
      add_reason (answer, asked);
      return TRUE;
    }
  slab = answer->source->load (answer->source, asked->holding, answer->query->range,
                               answer->query->as_of, error);
  if (slab == NULL)
    return FALSE;
  wanted = mirador_wanted_of_query (answer->query, slab);
  figures = mirador_combine (slab, wanted);
  rows = make_rows (asked, slab, wanted, figures);
  if (answer->rates != NULL)
    mirador_rates_apply (answer->rates, wanted, rows);
  mirador_frame_builder_add_profile (answer->builder, slab->profile);
  add_rows (answer, rows);
  return TRUE;
}

static gboolean
is_simulated_beside_real (const GArray *holdings)
{
  gboolean real = FALSE, simulated = FALSE;

  for (guint i = 0; i < holdings->len; i++)
    {
      const MiradorHolding *holding = &g_array_index (holdings, MiradorHolding, i);

      simulated = simulated || holding->simulated;
      real = real || (!holding->simulated && !g_str_equal (holding->program->id, "context"));
    }
  return real && simulated;
}

/* Beside real figures simulated ones answer only to their name: not for a program that the real
   ones leave out either, or one table would hold both. */
static GArray *
choose_holdings (const GArray *holdings, const MiradorQuery *query)
{
  GArray *chosen = g_array_copy ((GArray *)holdings);

  if (query->feed != NULL || !is_simulated_beside_real (holdings))
    return chosen;
  for (guint i = chosen->len; i > 0; i--)
    if (g_array_index (chosen, MiradorHolding, i - 1).simulated)
      g_array_remove_index (chosen, i - 1);
  return chosen;
}

static MiradorFrame *
answer_from (MiradorSource *source,
             const MiradorQuery *query,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GArray) asked = mirador_choose (source, query);
  g_autoptr (MiradorRates) rates = NULL;
  Answer answer = { source, query, cancellable, NULL, NULL };
  gboolean done = TRUE;

  if (query->rate)
    {
      rates = mirador_rates_new (source, query, error);
      if (rates == NULL)
        return NULL;
    }
  answer.rates = rates;
  answer.builder = mirador_frame_builder_new ();
  for (guint i = 0; i < asked->len && done; i++)
    done = answer_one (&answer, &g_array_index (asked, MiradorAsked, i), error);
  if (done)
    return mirador_frame_builder_finish (answer.builder);
  mirador_frame_unref (mirador_frame_builder_finish (answer.builder));
  return NULL;
}

MiradorFrame *
mirador_answer (MiradorSource *source,
                const MiradorQuery *query,
                GCancellable *cancellable,
                GError **error)
{
  const GArray *all = source->holdings;
  g_autoptr (GArray) chosen = choose_holdings (all, query);
  MiradorFrame *frame;

  source->holdings = chosen;
  frame = answer_from (source, query, cancellable, error);
  source->holdings = all;
  return frame;
}
