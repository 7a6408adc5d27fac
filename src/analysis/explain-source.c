/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/explain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "analysis/explain-feed.h"
#include "analysis/label.h"
#include "model/format.h"

/* The two dates of a feed's figures, over all rows that come from it. */
typedef struct
{
  const char *feed;
  MiradorPeriod until;
  gint64 received;
} FeedDates;

static char *
format_received (gint64 received)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (received);

  if (received <= 0 || time == NULL)
    return NULL;
  return mirador_format_day (mirador_day_new (g_date_time_get_year (time),
                                              g_date_time_get_month (time),
                                              g_date_time_get_day_of_month (time)));
}

/* «jun 2025» tells more of how old a figure is than «AF 2025». */
static char *
format_until (MiradorPeriod until)
{
  if (mirador_period_is_none (until))
    return NULL;
  if (until.grain >= MIRADOR_GRAIN_BIMONTH)
    until = mirador_period_of_day (mirador_period_get_last_day (until), MIRADOR_GRAIN_MONTH, 1);
  return mirador_format_period (until);
}

/* Data that lie beyond what the source calls complete do not make it newer. */
static MiradorPeriod
until_of (const MiradorFrame *frame, const MiradorRow *row)
{
  const MiradorTerms *terms = mirador_row_find_terms (frame, row);
  MiradorPeriod until = row->data_until;

  if (terms != NULL && !mirador_period_is_none (terms->complete_until)
      && !mirador_period_is_none (until)
      && mirador_period_get_last_day (until) > mirador_period_get_last_day (terms->complete_until))
    until = terms->complete_until;
  return until;
}

static char *
join_dates (const char *source, const char *until, const char *received)
{
  if (until != NULL && received != NULL)
    return g_strdup_printf (
      /* Translators: %1$s is a source, %2$s a period, %3$s a date. */
      _ ("Source: %1$s. Data until %2$s, received on %3$s."), source, until, received);
  if (until != NULL)
    /* Translators: %1$s is a source, %2$s a period. */
    return g_strdup_printf (_ ("Source: %1$s. Data until %2$s."), source, until);
  if (received != NULL)
    /* Translators: %1$s is a source, %2$s a date. */
    return g_strdup_printf (_ ("Source: %1$s. Received on %2$s."), source, received);
  /* Translators: %s is a source. */
  return g_strdup_printf (_ ("Source: %s."), source);
}

static char *
cite (const MiradorFrame *frame, const char *feed)
{
  const MiradorProfile *profile = mirador_frame_get_profile (frame, feed);
  const char *source = NULL;
  char *cited;

  if (profile != NULL)
    source = mirador_text_get (&profile->source);
  if (profile != NULL && (source == NULL || *source == '\0'))
    source = mirador_text_get (&profile->title);
  cited = g_strstrip (g_strdup (source && *source ? source : feed));
  if (g_str_has_suffix (cited, ".")) /* the sentence brings its own */
    cited[strlen (cited) - 1] = '\0';
  return cited;
}

static FeedDates *
find_dates (GArray *all, const char *feed)
{
  FeedDates dates = { feed, MIRADOR_PERIOD_NONE, 0 };

  for (guint i = 0; i < all->len; i++)
    if (g_array_index (all, FeedDates, i).feed == feed)
      return &g_array_index (all, FeedDates, i);
  g_array_append_val (all, dates);
  return &g_array_index (all, FeedDates, all->len - 1);
}

static void
take_dates (GArray *all, const MiradorFrame *frame, const MiradorRow *row)
{
  FeedDates *dates = find_dates (all, row->feed);
  MiradorPeriod until = until_of (frame, row);

  dates->received = MAX (dates->received, row->received);
  if (!mirador_period_is_none (until)
      && (mirador_period_is_none (dates->until)
          || mirador_period_get_last_day (until) > mirador_period_get_last_day (dates->until)))
    dates->until = until;
}

static char *
to_sentence (const MiradorFrame *frame, const FeedDates *dates)
{
  g_autofree char *source = cite (frame, dates->feed);
  g_autofree char *until = format_until (dates->until);
  g_autofree char *received = format_received (dates->received);

  return join_dates (source, until, received);
}

char *
mirador_explain_feed_of_row (const MiradorFrame *frame, const MiradorRow *row)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (FeedDates));

  if (row->feed == NULL)
    return NULL;
  take_dates (all, frame, row);
  return to_sentence (frame, &g_array_index (all, FeedDates, 0));
}

char *
mirador_explain_population (const MiradorFrame *frame, const MiradorRow *row)
{
  g_autofree char *source = NULL;
  g_autofree char *year = NULL;

  if (row->population_feed == NULL || row->population_year == 0)
    return NULL;
  source = cite (frame, row->population_feed);
  year = g_strdup_printf ("%d", row->population_year);
  /* Translators: %1$s is a year, %2$s the source of the population. */
  return g_strdup_printf (_ ("Population of %1$s: %2$s."), year, source);
}

char *
mirador_explain_source (const MiradorFrame *frame)
{
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (FeedDates));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < mirador_frame_get_n_rows (frame); i++)
    if (mirador_frame_get_row (frame, i)->feed != NULL)
      take_dates (all, frame, mirador_frame_get_row (frame, i));
  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *sentence = to_sentence (frame, &g_array_index (all, FeedDates, i));

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", sentence);
    }
  return g_strdup (text->str);
}
