/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis/explain.h"

#include <glib/gi18n-lib.h>

#include "analysis/label.h"
#include "model/format.h"

#define MAX_NAMES 5

typedef const char *(*NameOf) (const char *id);

static const char *
place_name (const char *code)
{
  const MiradorPlace *place = mirador_place_by_code (code);

  return place ? place->name : code;
}

static const char *
program_name (const char *id)
{
  const MiradorProgram *program = mirador_catalogue_program (id);

  return program ? mirador_program_get_short_name (program) : id;
}

static const char *
breakdown_name (const char *id)
{
  const MiradorBreakdown *breakdown = mirador_catalogue_breakdown (id);
  const char *name = breakdown ? mirador_text_get (&breakdown->name) : NULL;

  return name ? name : id;
}

static const char *
level_name (const char *id)
{
  MiradorLevel level;

  return mirador_level_from_id (id, &level) ? mirador_level_to_text (level, 1) : id;
}

static const char *
grain_name (const char *id)
{
  MiradorGrain grain;

  return mirador_grain_from_id (id, &grain) ? mirador_grain_to_text (grain) : id;
}

static const char *
own_name (const char *id)
{
  return id;
}

/* The names of a list of ids by comma; a long list is cut. */
static char *
names_of (const char *detail, NameOf name_of)
{
  g_auto (GStrv) ids = g_strsplit (detail, ",", -1);
  g_autoptr (GString) names = g_string_new (NULL);
  guint n = g_strv_length (ids);
  guint shown = n > MAX_NAMES + 1 ? MAX_NAMES : n;

  for (guint i = 0; i < shown; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name_of (ids[i]));
  if (shown == n)
    return g_strdup (names->str);
  /* Translators: %1$s is a list of names, %2$u how many more there are. */
  return g_strdup_printf (_ ("%1$s and %2$u more"), names->str, n - shown);
}

static char *
explain_reports (const char *detail)
{
  g_auto (GStrv) parts = g_strsplit (detail, "\x1f", -1);
  g_autofree char *there = NULL, *expected = NULL;

  if (g_strv_length (parts) < 2)
    return g_strdup (_ ("Reports are missing. Choose a period or places that are complete."));
  there = mirador_format_count (g_ascii_strtod (parts[0], NULL));
  expected = mirador_format_count (g_ascii_strtod (parts[1], NULL));
  /* One report that is not there is no "0 of 1". */
  if (g_str_equal (expected, "1"))
    return g_strdup (_ ("The report is missing or published in another way. Choose a period or "
                        "places that are complete."));
  return g_strdup_printf (
    /* Translators: %1$s reports are there of %2$s that are expected. */
    _ ("Not complete: there are %1$s of %2$s reports; the others are missing or published in "
       "another way. Choose a period or places that are complete."),
    there, expected);
}

/* Not published in this way: where and how it is. */
static char *
explain_publication (MiradorGap gap, const char *detail)
{
  g_autofree char *names = NULL;

  switch (gap)
    {
    case MIRADOR_GAP_NOT_COVERED:
      names = names_of (detail, place_name);
      /* Translators: %s is a list of places. */
      return g_strdup_printf (_ ("The source covers: %s. Choose a place there."), names);
    case MIRADOR_GAP_NOT_AT_LEVEL:
      names = names_of (detail, level_name);
      /* Translators: %s is a level of places, as "region". */
      return g_strdup_printf (_ ("It is published only at this level: %s. Choose that level."),
                              names);
    case MIRADOR_GAP_NOT_BY_BREAKDOWN:
      names = names_of (detail, breakdown_name);
      /* Translators: %s is a breakdown, as "Sex". */
      return g_strdup_printf (_ ("The source does not break it down (%s). Choose the total."),
                              names);
    case MIRADOR_GAP_NOT_AT_GRAIN:
    default:
      names = names_of (detail, grain_name);
      /* Translators: %s is the length of a period, as "year". */
      return g_strdup_printf (_ ("It is published only by %s. Choose a whole one."), names);
    }
}

/* It does not add. */
static char *
explain_addition (MiradorGap gap, const char *detail)
{
  g_autofree char *names = NULL;

  switch (gap)
    {
    case MIRADOR_GAP_ADDS_NOT_TIME:
      return g_strdup (_ ("It does not add over periods: the same person or case may be in two. "
                          "Choose one published period."));
    case MIRADOR_GAP_ADDS_NOT_PLACE:
      return g_strdup (_ ("It does not add over places: the same person or case may be in two. "
                          "Choose one place."));
    case MIRADOR_GAP_ADDS_NOT_BREAKDOWN:
      names = names_of (detail, breakdown_name);
      return g_strdup_printf (
        /* Translators: %s is a breakdown, as "Diagnosis". */
        _ ("It does not add over groups (%s): the same person or case may be in two. Choose one "
           "group."),
        names);
    case MIRADOR_GAP_ADDS_NOT_PROGRAM:
    default:
      names = names_of (detail, program_name);
      return g_strdup_printf (
        /* Translators: %s is a list of programs. */
        _ ("It does not add over programs (%s): the same person may be in two. Choose one "
           "program."),
        names);
    }
}

static char *
explain_choice (MiradorGap gap, const char *detail)
{
  g_autofree char *names = NULL;

  switch (gap)
    {
    case MIRADOR_GAP_SET_UNKNOWN:
      names = names_of (detail, breakdown_name);
      return g_strdup_printf (
        /* Translators: %s is a breakdown, as "Age". */
        _ ("Nobody states which groups make the whole (%s), so they are not added. Choose one "
           "group."),
        names);
    case MIRADOR_GAP_PLACES_OVERLAP:
      names = names_of (detail, place_name);
      return g_strdup_printf (
        /* Translators: %s is a list of places. */
        _ ("These places overlap, so they are not added: %s. Choose one of them."), names);
    case MIRADOR_GAP_FEEDS:
    default:
      names = names_of (detail, own_name);
      return g_strdup_printf (
        /* Translators: %s is a list of feeds. */
        _ ("Several feeds have this figure and none is preferred: %s. Choose one."), names);
    }
}

static char *
explain_hidden (const char *threshold)
{
  return g_strdup_printf (
    /* Translators: %s is a small number. */
    _ ("Value hidden for confidentiality: it is under %s, or would give away one that is. Choose "
       "a larger place or a longer period."),
    threshold);
}

static const char *
explain_plain (MiradorGap gap)
{
  switch (gap)
    {
    case MIRADOR_GAP_NO_DENOMINATOR:
      return _ ("A ratio without its numerator and denominator cannot be combined. Choose one "
                "place and one published period.");
    case MIRADOR_GAP_NO_POPULATION:
      return _ ("There is no population for this place or group, so there is no rate. Choose "
                "counts, or a region.");
    case MIRADOR_GAP_HIDDEN_BY_SOURCE:
      return _ ("The source hides this value. Choose a larger place or a longer period.");
    case MIRADOR_GAP_NO_CASCADE:
      return _ ("This program has no figure for this stage in this feed. Choose another program "
                "or feed.");
    case MIRADOR_GAP_NO_DATA:
    default:
      return _ ("There are no figures for this. Refresh the feeds, or choose another program, "
                "place or period.");
    }
}

char *
mirador_explain_gap (const MiradorRow *row)
{
  switch (row->gap)
    {
    case MIRADOR_GAP_NONE:
      return g_strdup ("");
    case MIRADOR_GAP_NOT_REPORTED:
      return explain_reports (row->gap_detail);
    case MIRADOR_GAP_NOT_COVERED:
    case MIRADOR_GAP_NOT_AT_LEVEL:
    case MIRADOR_GAP_NOT_BY_BREAKDOWN:
    case MIRADOR_GAP_NOT_AT_GRAIN:
      return explain_publication (row->gap, row->gap_detail);
    case MIRADOR_GAP_ADDS_NOT_TIME:
    case MIRADOR_GAP_ADDS_NOT_PLACE:
    case MIRADOR_GAP_ADDS_NOT_BREAKDOWN:
    case MIRADOR_GAP_ADDS_NOT_PROGRAM:
      return explain_addition (row->gap, row->gap_detail);
    case MIRADOR_GAP_SET_UNKNOWN:
    case MIRADOR_GAP_PLACES_OVERLAP:
    case MIRADOR_GAP_FEEDS:
      return explain_choice (row->gap, row->gap_detail);
    case MIRADOR_GAP_SUPPRESSED:
      return explain_hidden (row->gap_detail);
    default:
      return g_strdup (explain_plain (row->gap));
    }
}
