/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>
#include "app/search-places.h"
#include "app/search.h"
#include "model/format.h"

/* More programs than this are counted, not named. */
#define MOST_NAMED 3

#define PROGRAM "program/"
#define PLACE "place/"
#define MEASURE "measure/"

char *
mirador_search_to_id (const MiradorFinding *finding)
{
  if (finding->place != NULL)
    return g_strconcat (PLACE, finding->place->code, NULL);
  if (finding->measure != NULL)
    return g_strconcat (MEASURE, finding->program->id, "/", finding->measure->id, NULL);
  return g_strconcat (PROGRAM, finding->program->id, NULL);
}

static gboolean
find_measure (const char *rest, MiradorFinding *finding)
{
  g_auto (GStrv) parts = g_strsplit (rest, "/", 2);

  if (g_strv_length (parts) != 2)
    return FALSE;
  finding->program = mirador_catalogue_program (parts[0]);
  finding->measure = mirador_catalogue_measure (parts[1]);
  return finding->program != NULL && finding->measure != NULL;
}

gboolean
mirador_search_from_id (const char *id, MiradorFinding *finding)
{
  MiradorFinding found = { 0 };
  gboolean known = FALSE;

  if (g_str_has_prefix (id, PROGRAM))
    known = (found.program = mirador_catalogue_program (id + strlen (PROGRAM))) != NULL;
  else if (g_str_has_prefix (id, PLACE))
    known = (found.place = mirador_place_by_code (id + strlen (PLACE))) != NULL;
  else if (g_str_has_prefix (id, MEASURE))
    known = find_measure (id + strlen (MEASURE), &found);
  if (known)
    *finding = found;
  return known;
}

char *
mirador_search_get_name (const MiradorFinding *finding)
{
  if (finding->place != NULL)
    return mirador_place_full_name (finding->place);
  if (finding->measure != NULL)
    return g_strdup (mirador_measure_get_name (finding->measure, finding->program));
  return g_strdup (mirador_program_get_name (finding->program));
}

static gboolean
is_of (const MiradorHolding *one, const MiradorFinding *finding)
{
  return mirador_search_is_shown (one) && one->program == finding->program
         && (finding->measure == NULL || one->measure == finding->measure);
}

/* NONE where there are no figures. */
static MiradorPeriod
find_until (const MiradorFinding *finding, const GArray *holdings, gboolean *simulated)
{
  MiradorPeriod until = MIRADOR_PERIOD_NONE;

  *simulated = FALSE;
  for (guint i = 0; i < holdings->len; i++)
    {
      const MiradorHolding *one = &g_array_index (holdings, MiradorHolding, i);

      if (!is_of (one, finding))
        continue;
      *simulated = *simulated || one->simulated;
      if (mirador_period_get_last_day (one->data_until) > mirador_period_get_last_day (until))
        until = one->data_until;
    }
  return until;
}

static char *
describe_until (const char *what, MiradorPeriod until, gboolean simulated)
{
  g_autofree char *period = mirador_format_period_long (until);

  if (simulated)
    /* Translators: of a result of the desktop's search: %1$s is «Program», or a program's name,
     * %2$s a month or year */
    return g_strdup_printf (_ ("%1$s · simulated figures until %2$s"), what, period);
  /* Translators: of a result of the desktop's search: %1$s is «Program», or a program's name, %2$s
   * a month or year */
  return g_strdup_printf (_ ("%1$s · figures until %2$s"), what, period);
}

static const char *
name_level (MiradorLevel level)
{
  static const char *const names[MIRADOR_N_LEVELS] = {
    [MIRADOR_LEVEL_COUNTRY] = NC_ ("search result", "Country"),
    [MIRADOR_LEVEL_REGION] = NC_ ("search result", "Region"),
    [MIRADOR_LEVEL_PROVINCE] = NC_ ("search result", "Province"),
    [MIRADOR_LEVEL_DISTRICT] = NC_ ("search result", "District"),
    [MIRADOR_LEVEL_FACILITY] = NC_ ("search result", "Facility"),
    [MIRADOR_LEVEL_AUTHORITY] = NC_ ("search result", "Health authority"),
    [MIRADOR_LEVEL_AREA] = NC_ ("search result", "Area"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "search result", names[level]);
}

static char *
describe_place (const MiradorPlace *place, const GPtrArray *programs)
{
  const char *level = name_level (place->level);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  if (programs->len > MOST_NAMED)
    /* Translators: of a result of the desktop's search: %1$s is «Region», «District», ..., %2$u how
     * many programs have figures there; it is four or more */
    return g_strdup_printf (
      ngettext ("%1$s · figures of %2$u program", "%1$s · figures of %2$u programs", programs->len),
      level, programs->len);
  for (guint i = 0; i < programs->len; i++)
    g_ptr_array_add (names, (gpointer)mirador_program_get_short_name (programs->pdata[i]));
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **)names->pdata);
  /* Translators: of a result of the desktop's search: %1$s is «Region», «District», ..., %2$s one
   * to three programs, by comma */
  return g_strdup_printf (_ ("%1$s · figures of %2$s"), level, list);
}

char *
mirador_search_describe (const MiradorFinding *finding,
                         const GArray *holdings,
                         const GPtrArray *programs)
{
  gboolean simulated;
  MiradorPeriod until;

  if (finding->place != NULL)
    return programs != NULL && programs->len > 0 ? describe_place (finding->place, programs) : NULL;
  until = find_until (finding, holdings, &simulated);
  if (mirador_period_is_none (until))
    return NULL;
  return describe_until (finding->measure != NULL ? mirador_program_get_name (finding->program)
                                                  : C_ ("search result", "Program"),
                         until, simulated);
}
