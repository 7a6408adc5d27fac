/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/label.h"

#include "model/format.h"

#define MAX_PARTIAL 120 /* ten years of months: beyond it the list says nothing more */
#define MAX_LISTED 3

static void
add_period (GArray *periods, MiradorPeriod period)
{
  for (guint i = 0; i < periods->len; i++)
    if (mirador_period_equal (g_array_index (periods, MiradorPeriod, i), period))
      return;
  g_array_append_val (periods, period);
}

/* What lies after the last complete period, within the row and the data. */
static gboolean
add_incomplete_tail (GArray *periods, const MiradorTerms *terms, const MiradorRow *row)
{
  MiradorPeriod period;
  gint32 last = row->range.last_day;

  if (terms == NULL || mirador_period_is_none (terms->complete_until)
      || mirador_range_is_all (row->range))
    return FALSE;
  if (!mirador_period_is_none (row->data_until))
    last = MIN (last, mirador_period_get_last_day (row->data_until));
  period = mirador_period_next (terms->complete_until);
  for (int i = 0; i < MAX_PARTIAL && period.first_day <= last; i++)
    {
      if (mirador_period_get_last_day (period) >= row->range.first_day)
        add_period (periods, period);
      period = mirador_period_next (period);
    }
  return periods->len > 0;
}

static int
compare_periods (gconstpointer a, gconstpointer b)
{
  return mirador_period_compare (*(const MiradorPeriod *)a, *(const MiradorPeriod *)b);
}

GArray *
mirador_frame_get_partial (const MiradorFrame *frame)
{
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (MiradorPeriod));

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    {
      const MiradorRow *row = mirador_frame_get_row (frame, i);

      if (!(row->flags & MIRADOR_FLAG_PARTIAL))
        continue;
      if (add_incomplete_tail (periods, mirador_row_find_terms (frame, row), row))
        continue;
      if (!mirador_period_is_none (row->period))
        add_period (periods, row->period);
    }
  g_array_sort (periods, compare_periods);
  return periods;
}

static MiradorRange
span_of (const GArray *periods)
{
  MiradorPeriod first = g_array_index (periods, MiradorPeriod, 0);
  MiradorPeriod last = g_array_index (periods, MiradorPeriod, periods->len - 1);

  return (MiradorRange){ first.first_day, mirador_period_get_last_day (last) };
}

char *
mirador_periods_to_text (const GArray *periods, gboolean ticks)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (periods->len > MAX_LISTED)
    return mirador_format_range (span_of (periods), MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);
  for (guint i = 0; i < periods->len; i++)
    {
      MiradorPeriod period = g_array_index (periods, MiradorPeriod, i);
      g_autofree char *name
        = ticks ? mirador_format_period_tick (period) : mirador_format_period (period);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }
  return g_strdup (text->str);
}
