/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/assistant-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "model/error.h"
#include "model/format.h"

#define HOURS_A_DAY 24
#define HOURS_A_WEEK (7 * HOURS_A_DAY)

MiradorFault
mirador_error_to_fault (const GError *error)
{
  if (error == NULL || error->domain != MIRADOR_ERROR)
    return MIRADOR_FAULT_NONE;
  switch (error->code)
    {
    case MIRADOR_ERROR_HTTP_STATUS:
      return strstr (error->message, "401") != NULL || strstr (error->message, "403") != NULL
               ? MIRADOR_FAULT_CREDENTIALS
               : MIRADOR_FAULT_ADDRESS;
    case MIRADOR_ERROR_SECRET_MISSING:
      return MIRADOR_FAULT_CREDENTIALS;
    case MIRADOR_ERROR_TLS:
      return MIRADOR_FAULT_CERTIFICATE;
    case MIRADOR_ERROR_HOST_NOT_FOUND:
    case MIRADOR_ERROR_CONNECTION:
    case MIRADOR_ERROR_INSECURE:
    case MIRADOR_ERROR_WRONG_SERVER:
    case MIRADOR_ERROR_FILE_NOT_FOUND:
    case MIRADOR_ERROR_FILE_UNREADABLE:
    case MIRADOR_ERROR_REDIRECT:
      return MIRADOR_FAULT_ADDRESS;
    default:
      return MIRADOR_FAULT_NONE;
    }
}

const char *
mirador_auth_to_text (MiradorAuth auth)
{
  switch (auth)
    {
    case MIRADOR_AUTH_BASIC:
      return _ ("User and password");
    case MIRADOR_AUTH_API_TOKEN:
      return _ ("Personal access token");
    case MIRADOR_AUTH_BEARER:
      return _ ("Bearer token");
    default:
      return _ ("Open to everybody");
    }
}

static char *
describe_table (const MiradorSourceCheck *check)
{
  g_autofree char *rows = mirador_format_count ((double)check->rows);

  if (check->rows == 0)
    return g_strdup (_ ("It answers and can be read."));
  /* Translators: %s is a count of rows */
  return g_strdup_printf (ngettext ("It answers and can be read: %s row.",
                                    "It answers and can be read: %s rows.", (gulong)check->rows),
                          rows);
}

char *
mirador_source_check_describe (const MiradorSourceCheck *check)
{
  if (check->server == NULL)
    return describe_table (check);
  if (check->user == NULL)
    /* Translators: %s is a server with its version: DHIS2 2.41.3 */
    return g_strdup_printf (_ ("It answers: %s."), check->server);
  /* Translators: %1$s is a server with its version: DHIS2 2.41.3; %2$s the user's name there */
  return g_strdup_printf (_ ("It answers: %1$s, which knows you as %2$s."), check->server,
                          check->user);
}

const char *
mirador_remote_kind_to_text (MiradorRemoteKind kind)
{
  switch (kind)
    {
    case MIRADOR_REMOTE_INDICATOR:
      return C_ ("dhis2", "Indicators");
    case MIRADOR_REMOTE_DATA_ELEMENT:
      return C_ ("dhis2", "Data elements");
    case MIRADOR_REMOTE_DATA_SET:
      return C_ ("dhis2", "Data sets");
    case MIRADOR_REMOTE_PLACE:
      return C_ ("dhis2", "Organisation units");
    default:
      return C_ ("dhis2", "Levels");
    }
}

static char *
name_target (const MiradorMatch *match)
{
  const MiradorPlace *place;
  const MiradorMeasure *measure;
  const MiradorProgram *program;

  switch (match->use)
    {
    case MIRADOR_USE_PLACE:
      place = mirador_place_by_code (match->target);
      return place != NULL ? mirador_place_full_name (place) : NULL;
    case MIRADOR_USE_PROGRAM:
      program = mirador_catalogue_program (match->target);
      return program != NULL ? g_strdup (mirador_program_get_name (program)) : NULL;
    case MIRADOR_USE_MEASURE:
      measure = mirador_catalogue_measure (match->target);
      program = match->program != NULL ? mirador_catalogue_program (match->program) : NULL;
      if (measure == NULL || program == NULL)
        return measure != NULL ? g_strdup (mirador_measure_get_name (measure, NULL)) : NULL;
      return g_strdup_printf ("%s · %s", mirador_program_get_short_name (program),
                              mirador_measure_get_name (measure, program));
    case MIRADOR_USE_SEX:
      return *match->target == '\0' ? g_strdup (C_ ("breakdown", "All"))
                                    : g_strdup (mirador_member_get_name ("sex", match->target));
    case MIRADOR_USE_AGE:
      return *match->target == '\0' ? g_strdup (C_ ("breakdown", "All"))
                                    : g_strdup (mirador_member_get_name ("age", match->target));
    default:
      return NULL;
    }
}

char *
mirador_match_describe_target (const MiradorMatch *match)
{
  g_autofree char *name = match->target != NULL ? name_target (match) : NULL;

  if (match->left_out)
    return g_strdup (_ ("Left out: its rows are not stored"));
  if (match->target == NULL)
    return g_strdup (_ ("Not known here: choose what it stands for, or leave it out"));
  if (name == NULL)
    name = g_strdup (match->target);
  if (match->confirmed)
    /* Translators: %s is what a code of a source stands for */
    return g_strdup_printf (_ ("Is %s"), name);
  /* Translators: %s is what a code of a source stands for: asked, because the codes are the same */
  return g_strdup_printf (match->how == MIRADOR_MATCH_BY_CODE
                            ? _ ("Is it %s? Its code says so.")
                            /* Translators: the same, because the names are alike */
                            : _ ("Is it %s? Its name says so."),
                          name);
}

char *
mirador_match_describe_code (const MiradorMatch *match)
{
  g_autofree char *count = mirador_format_count ((double)match->count);
  g_autofree char *rows = NULL;

  if (match->count == 0)
    return match->name != NULL ? g_strdup (match->code) : g_strdup ("");
  /* Translators: %s is a count of rows */
  rows = g_strdup_printf (ngettext ("%s row", "%s rows", (gulong)match->count), count);
  return match->name != NULL ? g_strdup_printf ("%s · %s", match->code, rows)
                             : g_steal_pointer (&rows);
}

const char *
mirador_matches_title (MiradorColumnUse use)
{
  switch (use)
    {
    case MIRADOR_USE_PLACE:
      return C_ ("codes", "Places");
    case MIRADOR_USE_PROGRAM:
      return C_ ("codes", "Programs");
    case MIRADOR_USE_MEASURE:
      return C_ ("codes", "Measures");
    case MIRADOR_USE_SEX:
      return C_ ("codes", "Sex");
    default:
      return C_ ("codes", "Age");
    }
}

gboolean
mirador_source_has_open_match (MiradorSource *source)
{
  GPtrArray *matches = mirador_source_get_matches (source);

  for (guint i = 0; i < matches->len; i++)
    {
      const MiradorMatch *match = g_ptr_array_index (matches, i);

      if (!match->left_out && (match->target == NULL || !match->confirmed))
        return TRUE;
    }
  return FALSE;
}

char *
mirador_schedule_to_text (double hours)
{
  g_autofree char *count = NULL;
  gboolean in_days = hours >= HOURS_A_DAY && (guint64)hours % HOURS_A_DAY == 0;
  double n = in_days ? hours / HOURS_A_DAY : hours;

  if (hours <= 0)
    return g_strdup (_ ("Only when asked"));
  if (hours == HOURS_A_DAY)
    return g_strdup (_ ("Every day"));
  if (hours == HOURS_A_WEEK)
    return g_strdup (_ ("Every week"));
  count = mirador_format_value (n);
  if (in_days)
    /* Translators: how often a feed is refreshed; %s is a number */
    return g_strdup_printf (ngettext ("Every %s day", "Every %s days", (gulong)n), count);
  /* Translators: how often a feed is refreshed; %s is a number */
  return g_strdup_printf (ngettext ("Every %s hour", "Every %s hours", (gulong)n), count);
}

char *
mirador_schedule_describe (double hours)
{
  g_autofree char *often = mirador_schedule_to_text (hours);

  /* Translators: %s is how often a feed is refreshed: Every day */
  return g_strdup_printf (_ ("Refreshed: %s"), often);
}

void
mirador_assistant_set_title (MiradorSource *source, const char *title)
{
  MiradorText *text = &mirador_source_get_definition (source)->title;

  mirador_text_clear (text);
  text->es = g_strdup (title);
  text->en = g_strdup (title);
}
