/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/dhis2-span.h"

#include <string.h>

#include "feeds/dhis2-period.h"

static void
span_clear (gpointer span)
{
  g_free (((MiradorDhis2Span *)span)->text);
}

static GArray *
spans_new (void)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (MiradorDhis2Span));

  g_array_set_clear_func (spans, span_clear);
  return spans;
}

static void
add_span (GArray *spans, char *text, int year)
{
  MiradorDhis2Span span = { text, year };

  g_array_append_val (spans, span);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  return mirador_period_compare (*(const MiradorPeriod *)a, *(const MiradorPeriod *)b);
}

static int
year_of (gint32 day)
{
  int year;

  mirador_day_get_date (day, &year, NULL, NULL);
  return year;
}

static GArray *
read_periods (char *const *texts)
{
  GArray *periods = g_array_new (FALSE, FALSE, sizeof (MiradorPeriod));

  for (guint i = 0; texts[i] != NULL; i++)
    {
      MiradorPeriod period;

      if (mirador_dhis2_period_parse (texts[i], &period))
        g_array_append_val (periods, period);
    }
  g_array_sort (periods, compare_days);
  return periods;
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const MiradorDhis2Span *one = a;
  const MiradorDhis2Span *other = b;

  return one->year != other->year ? one->year - other->year : strcmp (one->text, other->text);
}

/* In the order of years, so that a part of one year is one run. */
GArray *
mirador_dhis2_spans_of_periods (char *const *texts)
{
  GArray *spans = spans_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      MiradorPeriod period;

      if (g_hash_table_add (seen, texts[i]) && mirador_dhis2_period_parse (texts[i], &period))
        add_span (spans, g_strdup (texts[i]), year_of (period.first_day));
    }
  g_array_sort (spans, compare_spans);
  return spans;
}

static void
add_days (GArray *spans, gint32 first, gint32 last)
{
  int year, month, day, last_year, last_month, last_day;

  mirador_day_get_date (first, &year, &month, &day);
  mirador_day_get_date (last, &last_year, &last_month, &last_day);
  add_span (spans,
            g_strdup_printf ("&startDate=%04d-%02d-%02d&endDate=%04d-%02d-%02d", year, month, day,
                             last_year, last_month, last_day),
            year);
}

/* Spans of days without a gap and without a day in common, of one year each where no period
 * reaches over its end: a value whose period lies in two spans would be counted twice. */
GArray *
mirador_dhis2_spans_of_days (char *const *texts)
{
  GArray *spans = spans_new ();
  g_autoptr (GArray) periods = read_periods (texts);
  gint32 first = 0, last = 0;

  for (guint i = 0; i < periods->len; i++)
    {
      MiradorPeriod period = g_array_index (periods, MiradorPeriod, i);
      gint32 end = mirador_period_get_last_day (period);
      gboolean overlaps = period.first_day <= last;
      gboolean follows
        = period.first_day == last + 1 && year_of (period.first_day) == year_of (first);

      if (first > 0 && !overlaps && !follows)
        add_days (spans, first, last);
      if (first == 0 || (!overlaps && !follows))
        first = period.first_day;
      last = MAX (last, end);
    }
  if (first > 0)
    add_days (spans, first, last);
  return spans;
}
