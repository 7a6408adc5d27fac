/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charts/date-axis.h"
#include "charts/multiples-strips.h"

#include <math.h>
#include "analysis/claims.h"
#include "analysis/headline.h"
#include "analysis/label.h"

/* A hundred years of months: beyond it two stray periods would make an endless table. */
#define MOST_PERIODS 1200

static MiradorLevel
level_within (const MiradorQuery *base)
{
  const MiradorPlace *place
    = base->places->len == 1 ? mirador_place_by_code (g_ptr_array_index (base->places, 0)) : NULL;

  if (base->place_level != MIRADOR_LEVEL_ANY)
    return base->place_level;
  return base->places->len > 1 ? MIRADOR_LEVEL_ANY : mirador_place_level_below (place);
}

static MiradorBy
choose_dimensions (const MiradorQuery *base)
{
  if (base->by != 0)
    return base->by;
  /* Several programs of one place. */
  if (base->places->len == 1 && base->programs->len > 1)
    return MIRADOR_BY_PROGRAM;
  return MIRADOR_BY_PLACE;
}

MiradorQuery *
mirador_strips_ask (const MiradorQuery *base)
{
  MiradorQuery *query = mirador_chart_base_query (base);

  mirador_chart_ask_one (query);
  query->by = choose_dimensions (base);
  if (query->by & MIRADOR_BY_BREAKDOWN)
    for (guint i = 0; i < base->by_breakdowns->len; i++)
      mirador_query_add_by_breakdown (query, g_ptr_array_index (base->by_breakdowns, i));
  if (query->by & MIRADOR_BY_PLACE)
    query->place_level = level_within (base);
  query->every = base->every != MIRADOR_GRAIN_NONE ? base->every : MIRADOR_GRAIN_MONTH;
  return query;
}

static void
free_strip (gpointer pointer)
{
  MiradorStrip *strip = pointer;

  g_free (strip->name);
  g_free (strip->rows);
  g_free (strip);
}

void
mirador_strips_free (MiradorStrips *strips)
{
  g_array_unref (strips->periods);
  g_ptr_array_unref (strips->strips);
  g_ptr_array_unref (strips->empty);
  g_free (strips);
}

static gboolean
is_same_strip (const MiradorRow *a, const MiradorRow *b)
{
  /* Of a stage query the measure may change with the feed, or be missing in a gap. */
  return (a->stage != MIRADOR_STAGE_NONE || a->measure == b->measure) && a->stage == b->stage
         && a->program == b->program && a->place == b->place
         && g_strcmp0 (a->breakdown, b->breakdown) == 0;
}

static int
compare_periods (gconstpointer a, gconstpointer b)
{
  return mirador_period_compare (*(const MiradorPeriod *)a, *(const MiradorPeriod *)b);
}

/* Nothing was stored for it: before the data begin, or after they end. */
static gboolean
says_nothing (const MiradorRow *row)
{
  return row->gap == MIRADOR_GAP_NO_DATA && !isfinite (row->completeness);
}

/* Every period between the first and the last that anything is known of. */
static void
list_periods (MiradorStrips *strips)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (MiradorPeriod));
  MiradorPeriod period;

  strips->periods = g_array_new (FALSE, FALSE, sizeof (MiradorPeriod));
  strips->asked_until = MIRADOR_PERIOD_NONE;
  for (guint i = 0; i < mirador_frame_get_n_rows (strips->frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (strips->frame, i);

      if (mirador_period_is_none (row->period))
        continue;
      if (mirador_period_is_none (strips->asked_until)
          || mirador_period_compare (row->period, strips->asked_until) > 0)
        strips->asked_until = row->period;
      if (!says_nothing (row))
        g_array_append_val (found, row->period);
    }
  if (found->len == 0)
    return;
  g_array_sort (found, compare_periods);
  period = g_array_index (found, MiradorPeriod, 0);
  while (strips->periods->len < MOST_PERIODS && !mirador_period_is_none (period)
         && period.first_day <= g_array_index (found, MiradorPeriod, found->len - 1).first_day)
    {
      g_array_append_val (strips->periods, period);
      period = mirador_period_next (period);
    }
}

static MiradorStrip *
find_strip (MiradorStrips *strips, const MiradorRow *row)
{
  MiradorStrip *strip;

  /* Rows of a strip stand together, so it is most often the last one. */
  for (guint i = strips->strips->len; i > 0; i--)
    if (is_same_strip (((MiradorStrip *)strips->strips->pdata[i - 1])->any, row))
      return strips->strips->pdata[i - 1];
  strip = g_new0 (MiradorStrip, 1);
  strip->any = row;
  strip->rows = g_new (int, strips->periods->len);
  for (guint i = 0; i < strips->periods->len; i++)
    strip->rows[i] = -1;
  strip->largest = strip->smallest = strip->mean = strip->completeness = NAN;
  strip->last = -1;
  g_ptr_array_add (strips->strips, strip);
  return strip;
}

static void
take_rows (MiradorStrips *strips)
{
  for (guint i = 0; i < mirador_frame_get_n_rows (strips->frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (strips->frame, i);
      MiradorStrip *strip;
      int at;

      /* A reason for the whole of the range is a strip without values. */
      strip = find_strip (strips, row);
      at = mirador_dates_find (strips->periods, row->period);
      if (at < 0)
        continue;
      strip->rows[at] = (int)i;
      if (!mirador_row_has_value (row))
        continue;
      strip->n_values++;
      strip->any = row;
      strip->largest = fmax (strip->largest, row->value);
      strip->smallest = fmin (strip->smallest, row->value);
      if (mirador_claim_is_whole (row))
        strip->last = MAX (strip->last, at);
    }
}

static double
mean_of (const MiradorStrips *strips, const MiradorStrip *strip, gboolean whole)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < strips->periods->len; i++)
    {
      double value = mirador_strips_value (strips, strip, i);

      if (!isfinite (value) || (whole && mirador_strips_is_partial (strips, strip, i)))
        continue;
      n++;
      /* Summed as shares, so that huge values do not add up to infinity. */
      sum += (value - sum) / n;
    }
  return n > 0 ? sum : NAN;
}

static double
completeness_of (const MiradorStrips *strips, const MiradorStrip *strip)
{
  g_autofree const MiradorRow **rows = g_new0 (const MiradorRow *, strips->periods->len);

  for (guint i = 0; i < strips->periods->len; i++)
    rows[i] = mirador_strips_row (strips, strip, i);
  return mirador_panels_completeness (strips->periods->len, rows);
}

static void
sum_up (MiradorStrips *strips, MiradorVaries varies)
{
  const MiradorStrip *first = NULL;

  strips->largest = strips->smallest = NAN;
  strips->one_unit = TRUE;
  for (guint i = 0; i < strips->strips->len; i++)
    {
      MiradorStrip *strip = strips->strips->pdata[i];

      strip->mean = mean_of (strips, strip, strip->last >= 0);
      strip->completeness = completeness_of (strips, strip);
      strip->name = varies == MIRADOR_VARIES_PROGRAM && strip->any->program != NULL
                      ? g_strdup (mirador_program_get_short_name (strip->any->program))
                      : mirador_row_get_label (strip->any, varies);
      strips->largest = fmax (strips->largest, strip->largest);
      strips->smallest = fmin (strips->smallest, strip->smallest);
      if (strip->n_values == 0 || strip->any->measure == NULL)
        continue;
      if (first == NULL)
        first = strip;
      strips->one_unit = strips->one_unit && strip->any->measure->unit == first->any->measure->unit
                         && strip->any->measure->kind == first->any->measure->kind;
    }
}

static void
set_empty_apart (MiradorStrips *strips)
{
  for (guint i = 0; i < strips->strips->len;)
    {
      MiradorStrip *strip = strips->strips->pdata[i];

      if (strip->n_values > 0)
        i++;
      else
        g_ptr_array_add (strips->empty, g_ptr_array_steal_index (strips->strips, i));
    }
}

MiradorStrips *
mirador_strips_gather (MiradorFrame *frame)
{
  MiradorStrips *strips = g_new0 (MiradorStrips, 1);
  MiradorVaries varies
    = mirador_frame_get_varying (frame) & ~(guint)(MIRADOR_VARIES_PERIOD | MIRADOR_VARIES_FEED);

  strips->frame = frame;
  strips->strips = g_ptr_array_new_with_free_func (free_strip);
  strips->empty = g_ptr_array_new_with_free_func (free_strip);
  list_periods (strips);
  take_rows (strips);
  /* One stage of several programs: the program says it all. */
  if (varies == (MIRADOR_VARIES_PROGRAM | MIRADOR_VARIES_MEASURE)
      && mirador_frame_get_n_rows (frame) > 0
      && mirador_frame_get_row (frame, 0)->stage != MIRADOR_STAGE_NONE)
    varies = MIRADOR_VARIES_PROGRAM;
  sum_up (strips, varies);
  set_empty_apart (strips);
  return strips;
}

MiradorPeriod
mirador_strips_period (const MiradorStrips *strips, guint i)
{
  return g_array_index (strips->periods, MiradorPeriod, i);
}

const MiradorRow *
mirador_strips_row (const MiradorStrips *strips, const MiradorStrip *strip, guint i)
{
  return strip->rows[i] >= 0 ? mirador_frame_get_row (strips->frame, (guint)strip->rows[i]) : NULL;
}

double
mirador_strips_value (const MiradorStrips *strips, const MiradorStrip *strip, guint i)
{
  const MiradorRow *row = mirador_strips_row (strips, strip, i);

  return row != NULL && mirador_row_has_value (row) ? row->value : NAN;
}

gboolean
mirador_strips_is_partial (const MiradorStrips *strips, const MiradorStrip *strip, guint i)
{
  const MiradorRow *row = mirador_strips_row (strips, strip, i);

  return row != NULL && mirador_row_has_value (row) && (row->flags & MIRADOR_FLAG_PARTIAL);
}

gboolean
mirador_strips_is_hidden (const MiradorStrips *strips, const MiradorStrip *strip, guint i)
{
  const MiradorRow *row = mirador_strips_row (strips, strip, i);

  return row != NULL
         && (row->gap == MIRADOR_GAP_SUPPRESSED || row->gap == MIRADOR_GAP_HIDDEN_BY_SOURCE);
}
