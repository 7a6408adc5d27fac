/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include "feeds/definition.h"
#include "model/error.h"
#include "model/error-phrase.h"

void
mirador_filter_clear (MiradorFilter *filter)
{
  char **texts[]
    = { &filter->measure,   &filter->stage, &filter->program, &filter->place, &filter->period,
        &filter->breakdown, &filter->feed,  &filter->by,      &filter->every, &filter->as_of };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_clear_pointer (texts[i], g_free);
}

#define PLACE(member) G_STRUCT_OFFSET (MiradorFilter, member)

const MiradorOption mirador_filter_options[] = {
  { "measure", 0, G_OPTION_ARG_STRING, PLACE (measure), N_ ("Measures"), "M,…",
    MIRADOR_VALUES_MEASURES },
  { "stage", 0, G_OPTION_ARG_STRING, PLACE (stage),
    N_ ("Stages of the care cascade, instead of measures"), "S,…", MIRADOR_VALUES_STAGES },
  { "program", 0, G_OPTION_ARG_STRING, PLACE (program), N_ ("Programs"), "P,…",
    MIRADOR_VALUES_PROGRAMS },
  { "place", 0, G_OPTION_ARG_STRING, PLACE (place),
    N_ ("Places: ubigeo, ISO 3166-2, group or unique name"), N_ ("CODE,…"), MIRADOR_VALUES_PLACES },
  { "period", 0, G_OPTION_ARG_STRING, PLACE (period),
    N_ ("Period (2025-03, 2025-Q1, AF2025) or FROM..TO; without it, everything"), N_ ("FROM..TO"),
    MIRADOR_VALUES_PERIODS },
  { "breakdown", 0, G_OPTION_ARG_STRING, PLACE (breakdown),
    N_ ("Only these categories, as sex=F,age=1-4"), "B=C,…", MIRADOR_VALUES_BREAKDOWNS },
  { "feed", 0, G_OPTION_ARG_STRING, PLACE (feed), N_ ("The feed that shall answer"), "ID",
    MIRADOR_VALUES_FEEDS },
  { "by", 0, G_OPTION_ARG_STRING, PLACE (by),
    N_ ("A row for each program, place, region, province, district, authority or breakdown"),
    "DIM,…", MIRADOR_VALUES_DIMENSIONS },
  { "every", 0, G_OPTION_ARG_STRING, PLACE (every),
    N_ ("A row for each day, week, epi-week, month, quarter, half, year or fiscal-year"),
    N_ ("SPAN"), MIRADOR_VALUES_SPANS },
  { "as-of", 0, G_OPTION_ARG_STRING, PLACE (as_of),
    N_ ("What the figures said at that time (2025-03-31 or 2025-03-31T14:00:00)"), N_ ("TIME"),
    MIRADOR_VALUES_TIMES },
  { "rate", 0, G_OPTION_ARG_NONE, PLACE (rate), N_ ("Per 100,000 people"), NULL,
    MIRADOR_VALUES_NONE },
  { "no-suppression", 0, G_OPTION_ARG_NONE, PLACE (no_suppression),
    N_ ("Show small counts too (asks on a terminal)"), NULL, MIRADOR_VALUES_NONE },
  { NULL },
};

/* A report is about one of each. */
const MiradorOption mirador_report_filter_options[] = {
  { "program", 0, G_OPTION_ARG_STRING, PLACE (program),
    N_ ("The program; without it, the window’s first"), "P", MIRADOR_VALUES_PROGRAMS },
  { "place", 0, G_OPTION_ARG_STRING, PLACE (place),
    N_ ("The place: ubigeo, ISO 3166-2, group or unique name"), N_ ("CODE"),
    MIRADOR_VALUES_PLACES },
  { "period", 0, G_OPTION_ARG_STRING, PLACE (period),
    N_ ("Period (2025-03, 2025-Q1, AF2025) or FROM..TO; without it, the window’s"), N_ ("FROM..TO"),
    MIRADOR_VALUES_PERIODS },
  { "feed", 0, G_OPTION_ARG_STRING, PLACE (feed), N_ ("The feed that shall answer"), "ID",
    MIRADOR_VALUES_FEEDS },
  { "no-suppression", 0, G_OPTION_ARG_NONE, PLACE (no_suppression),
    N_ ("Show small counts too (asks on a terminal)"), NULL, MIRADOR_VALUES_NONE },
  { NULL },
};

static void
refuse (GError **error, const char *phrase, const char *text, const char *known)
{
  g_autofree char *why = mirador_phrase (phrase, text, known, NULL);

  mirador_set_error (error, MIRADOR_ERROR_USAGE, why, NULL);
}

static gboolean
parse_stages (MiradorQuery *query, const char *text, GError **error)
{
  g_auto (GStrv) ids = g_strsplit (text, ",", -1);

  for (char **id = ids; *id != NULL; id++)
    {
      MiradorStage stage;

      if (!mirador_stage_from_id (g_strstrip (*id), &stage))
        {
          g_autofree char *known = mirador_values_to_text (MIRADOR_VALUES_STAGES);

          /* Translators: %1$s is what the user wrote, %2$s a list of words. */
          refuse (error, N_ ("there is no stage “%1$s”; the stages are: %2$s"), *id, known);
          return FALSE;
        }
      query->stages |= 1u << stage;
    }
  return TRUE;
}

/* A date alone means the end of that day: what the figures said when the office closed. */
static gboolean
parse_as_of (MiradorQuery *query, const char *text, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gboolean day_only = strchr (text, 'T') == NULL;
  g_autofree char *full = day_only ? g_strconcat (text, "T23:59:59", NULL) : g_strdup (text);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (full, zone);

  if (time == NULL)
    {
      /* Translators: %1$s is what the user wrote. Leave the examples as they are. */
      refuse (error, N_ ("“%1$s” is not a time; write it as 2025-03-31 or 2025-03-31T14:00:00"),
              text, NULL);
      return FALSE;
    }
  query->as_of = g_date_time_to_unix (time);
  return TRUE;
}

static gboolean
parse_every (MiradorQuery *query, const char *text, GError **error)
{
  g_autofree char *known = mirador_values_to_text (MIRADOR_VALUES_SPANS);

  if (mirador_grain_from_id (text, &query->every))
    return TRUE;
  /* Translators: %1$s is what the user wrote, %2$s a list of words. */
  refuse (error, N_ ("there is no span of time “%1$s”; write one of: %2$s"), text, known);
  return FALSE;
}

MiradorQuery *
mirador_filter_to_query (const MiradorFilter *filter, int fiscal_first_month, GError **error)
{
  g_autoptr (MiradorQuery) query = mirador_query_new ();
  const struct
  {
    const char *text;
    gboolean (*parse) (MiradorQuery *, const char *, GError **);
  } parts[] = {
    { filter->measure, mirador_query_parse_measures },
    { filter->stage, parse_stages },
    { filter->program, mirador_query_parse_programs },
    { filter->place, mirador_query_parse_places },
    { filter->period, mirador_query_parse_period },
    { filter->breakdown, mirador_query_parse_breakdown },
    { filter->by, mirador_query_parse_by },
    { filter->every, parse_every },
    { filter->as_of, parse_as_of },
  };

  query->fiscal_first_month = fiscal_first_month;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].text != NULL && !parts[i].parse (query, parts[i].text, error))
      return NULL;
  if (filter->feed != NULL)
    query->feed = g_intern_string (filter->feed);
  query->rate = filter->rate;
  return g_steal_pointer (&query);
}

static gboolean
store_knows (MiradorStore *store, const char *feed)
{
  g_autoptr (GPtrArray) statuses = mirador_store_list_feeds_sync (store, NULL);

  for (guint i = 0; statuses != NULL && i < statuses->len; i++)
    {
      const MiradorFeedStatus *status = g_ptr_array_index (statuses, i);

      if (g_str_equal (status->profile->id, feed))
        return TRUE;
    }
  return FALSE;
}

MiradorStore *
mirador_filter_open (const MiradorFilter *filter, const MiradorCliContext *context, GError **error)
{
  g_autoptr (MiradorStore) store = mirador_cli_open (context, error);
  g_autoptr (MiradorDefinition) definition = NULL;

  if (store == NULL || filter->feed == NULL || store_knows (store, filter->feed))
    return g_steal_pointer (&store);
  /* Its error names the feeds that there are. */
  definition = mirador_definition_find (filter->feed, error);
  return definition != NULL ? g_steal_pointer (&store) : NULL;
}
