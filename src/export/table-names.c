/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/table-names.h"

static const char *const gap_ids[MIRADOR_N_GAPS] = {
  [MIRADOR_GAP_NONE] = "",
  [MIRADOR_GAP_NO_DATA] = "no-data",
  [MIRADOR_GAP_NOT_REPORTED] = "not-reported",
  [MIRADOR_GAP_NOT_COVERED] = "not-covered",
  [MIRADOR_GAP_NOT_AT_LEVEL] = "not-at-level",
  [MIRADOR_GAP_NOT_BY_BREAKDOWN] = "not-by-breakdown",
  [MIRADOR_GAP_NOT_AT_GRAIN] = "not-at-grain",
  [MIRADOR_GAP_ADDS_NOT_TIME] = "adds-not-over-time",
  [MIRADOR_GAP_ADDS_NOT_PLACE] = "adds-not-over-places",
  [MIRADOR_GAP_ADDS_NOT_BREAKDOWN] = "adds-not-over-breakdown",
  [MIRADOR_GAP_ADDS_NOT_PROGRAM] = "adds-not-over-programs",
  [MIRADOR_GAP_SET_UNKNOWN] = "set-unknown",
  [MIRADOR_GAP_PLACES_OVERLAP] = "places-overlap",
  [MIRADOR_GAP_FEEDS] = "several-feeds",
  [MIRADOR_GAP_NO_DENOMINATOR] = "no-denominator",
  [MIRADOR_GAP_NO_POPULATION] = "no-population",
  [MIRADOR_GAP_HIDDEN_BY_SOURCE] = "hidden-by-source",
  [MIRADOR_GAP_SUPPRESSED] = "suppressed",
  [MIRADOR_GAP_NO_CASCADE] = "no-cascade",
};

static const struct
{
  MiradorFlags flag;
  const char *id;
} flag_ids[] = {
  { MIRADOR_FLAG_PARTIAL, "partial" },       { MIRADOR_FLAG_ESTIMATED, "estimated" },
  { MIRADOR_FLAG_ABOUT, "about" },           { MIRADOR_FLAG_MORE_THAN, "more-than" },
  { MIRADOR_FLAG_LESS_THAN, "less-than" },   { MIRADOR_FLAG_SIMULATED, "simulated" },
  { MIRADOR_FLAG_SUPPRESSED, "suppressed" }, { MIRADOR_FLAG_CUMULATIVE, "cumulative" },
  { MIRADOR_FLAG_WEEK_YEAR, "week-year" },   { MIRADOR_FLAG_REPEATS, "repeats" },
};

const char *
mirador_gap_to_id (MiradorGap gap)
{
  return gap < MIRADOR_N_GAPS && gap_ids[gap] != NULL ? gap_ids[gap] : "";
}

char *
mirador_flags_to_ids (MiradorFlags flags)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (flag_ids); i++)
    if (flags & flag_ids[i].flag)
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", flag_ids[i].id);
  return g_strdup (ids->str);
}

char *
mirador_row_period_code (const MiradorRow *row)
{
  if (!mirador_period_is_none (row->period))
    return mirador_period_to_code (row->period);
  if (mirador_range_is_all (row->range))
    return g_strdup ("");
  return mirador_range_to_code (row->range, MIRADOR_FISCAL_FIRST_MONTH_DEFAULT);
}

char *
mirador_day_to_iso (gint32 day)
{
  int year, month, day_of_month;

  if (day <= 0)
    return g_strdup ("");
  mirador_day_get_date (day, &year, &month, &day_of_month);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);
}

char *
mirador_received_to_iso (gint64 unix_seconds)
{
  g_autoptr (GDateTime) time = NULL;

  if (unix_seconds > 0)
    time = g_date_time_new_from_unix_utc (unix_seconds);
  return time ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}
