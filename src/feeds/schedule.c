/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/schedule.h"

#include <string.h>
#include "feeds/location.h"
#include "model/error.h"

#define MINUTE 60
#define HOUR 3600
/* Clocks of sleeping machines are put right by seconds all the time: that is no other day. */
#define CLOCK_SLACK (5 * MINUTE)
/* A network that comes and goes, or a program started again and again, is no reason to hurry. */
#define LEAST_PAUSE MINUTE

static const gint64 pauses[]
  = { 5 * MINUTE, 15 * MINUTE, 1 * HOUR, 4 * HOUR, 12 * HOUR, 24 * HOUR };

static gboolean
is_outside (const char *location)
{
  return location != NULL && *location != '\0' && !g_str_has_prefix (location, "demo:")
         && !g_str_has_prefix (location, "resource:");
}

static gboolean
can_change (const MiradorDefinition *definition)
{
  for (guint i = 0; i < definition->tables->len; i++)
    if (is_outside (((const MiradorTable *)g_ptr_array_index (definition->tables, i))->location))
      return TRUE;
  return FALSE;
}

static gboolean
comes_over_network (const char *location)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GInetAddress) address = NULL;
  const char *host;

  if (location == NULL || !mirador_location_is_web (location))
    return FALSE;
  uri = g_uri_parse (location, G_URI_FLAGS_NONE, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL)
    return FALSE;
  address = g_inet_address_new_from_string (host);
  return g_strcmp0 (host, "localhost") != 0
         && (address == NULL || !g_inet_address_get_is_loopback (address));
}

gboolean
mirador_schedule_needs_network (const MiradorDefinition *definition)
{
  for (guint i = 0; i < definition->tables->len; i++)
    {
      const MiradorTable *table = g_ptr_array_index (definition->tables, i);

      if (comes_over_network (table->location))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_failing (const MiradorFeedStatus *status)
{
  return status != NULL && status->last != NULL && status->last->error != NULL;
}

/* What it had brought was lost with a damaged store: it is brought again at once, once. */
static gboolean
is_lost (const MiradorDefinition *definition, const MiradorFeedStatus *status)
{
  if (!is_failing (status)
      || !g_error_matches (status->last->error, MIRADOR_ERROR, MIRADOR_ERROR_FIGURES_LOST))
    return FALSE;
  for (guint i = 0; i < definition->tables->len; i++)
    if (((const MiradorTable *)g_ptr_array_index (definition->tables, i))->location != NULL)
      return TRUE;
  return FALSE;
}

static gint64
choose_pause (const MiradorFeedStatus *status, MiradorOccasion occasion, gint64 interval)
{
  guint n = CLAMP (status->n_failures, 1, G_N_ELEMENTS (pauses));

  if (!is_failing (status))
    return interval;
  if (occasion != MIRADOR_OCCASION_CLOCK)
    return MIN (LEAST_PAUSE, interval);
  return MIN (pauses[n - 1], interval);
}

gint64
mirador_schedule_due (const MiradorDefinition *definition,
                      const MiradorFeedStatus *status,
                      MiradorOccasion occasion,
                      gint64 now)
{
  gint64 interval = (gint64)(definition->every_hours * HOUR);

  if (is_lost (definition, status))
    return 0;
  if (definition->bundled || definition->every_hours <= 0 || !can_change (definition))
    return MIRADOR_SCHEDULE_NEVER;
  /* A definition that ships with Mirador waits until somebody has asked for it. */
  if (status == NULL || status->last == NULL)
    return definition->path != NULL ? 0 : MIRADOR_SCHEDULE_NEVER;
  if (status->last_attempt > now + CLOCK_SLACK)
    return 0;
  return status->last_attempt + choose_pause (status, occasion, interval);
}

/* A feed that was last well in the future was well before the clock was set back. */
static gint64
find_beginning (const MiradorFeedStatus *status, gint64 now)
{
  gboolean is_known = status->well != 0 && status->well <= now + CLOCK_SLACK;

  return is_known ? status->well : status->failing_since;
}

gboolean
mirador_schedule_is_alarming (const MiradorDefinition *definition,
                              const MiradorFeedStatus *status,
                              gint64 now)
{
  gint64 limit = (gint64)(definition->alert_hours * HOUR);

  return definition->alert_hours > 0 && is_failing (status)
         && !g_error_matches (status->last->error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED)
         && now - find_beginning (status, now) > limit;
}

gboolean
mirador_schedule_should_tell (const MiradorDefinition *definition,
                              const MiradorFeedStatus *status,
                              gint64 told,
                              gint64 now)
{
  if (!mirador_schedule_is_alarming (definition, status, now))
    return FALSE;
  /* What was told in the future was told before the clock was set back. */
  return told < find_beginning (status, now) || told > now + CLOCK_SLACK;
}
