/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include "cli/refresh-report.h"
#include "feeds/refresh.h"
#include "feeds/schedule.h"
#include "model/error.h"

#define MICROSECONDS 1000000

static int
refresh_one (MiradorStore *store, MiradorDefinition *definition)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) refreshes = mirador_refresh_feed_sync (store, definition, &error);
  guint64 rejected = 0;

  if (refreshes == NULL)
    return mirador_cli_fail (error);
  for (guint i = 0; i < refreshes->len; i++)
    {
      const MiradorRefresh *refresh = g_ptr_array_index (refreshes, i);

      mirador_report_refresh (refresh);
      rejected += refresh->rejected;
    }
  if (rejected > 0)
    mirador_report_rejected (store, definition->id);
  return MIRADOR_EXIT_OK;
}

static gboolean
has_location (const MiradorDefinition *definition)
{
  for (guint i = 0; i < definition->tables->len; i++)
    {
      const MiradorTable *table = g_ptr_array_index (definition->tables, i);

      if (table->location != NULL)
        return TRUE;
    }
  return FALSE;
}

typedef struct
{
  MiradorStore *store;
  GPtrArray *statuses; /* (nullable) only what is due: how the feeds stand */
  int status;
} Round;

static void
say_waiting (const char *feed)
{
  GNetworkMonitor *network = g_network_monitor_get_default ();

  if (g_network_monitor_get_network_metered (network))
    /* Translators: %s is the feed */
    g_print (_ ("%s: waits for a connection that is not metered\n"), feed);
  else
    /* Translators: %s is the feed */
    g_print (_ ("%s: waits for the network\n"), feed);
}

static const MiradorFeedStatus *
find_status (const GPtrArray *statuses, const char *feed)
{
  for (guint i = 0; i < statuses->len; i++)
    {
      const MiradorFeedStatus *status = g_ptr_array_index (statuses, i);

      if (g_strcmp0 (status->profile->id, feed) == 0)
        return status;
    }
  return NULL;
}

static gboolean
is_wanted (const Round *round, const MiradorDefinition *definition)
{
  GNetworkMonitor *network = g_network_monitor_get_default ();
  gint64 now = g_get_real_time () / MICROSECONDS;

  if (round->statuses == NULL)
    return TRUE;
  if (mirador_schedule_due (definition, find_status (round->statuses, definition->id),
                            MIRADOR_OCCASION_CLOCK, now)
      > now)
    return FALSE;
  if (!mirador_schedule_needs_network (definition)
      || (g_network_monitor_get_network_available (network)
          && !g_network_monitor_get_network_metered (network)))
    return TRUE;
  say_waiting (definition->id);
  return FALSE;
}

static void
take_turn (Round *round, MiradorDefinition *definition)
{
  if (is_wanted (round, definition) && refresh_one (round->store, definition) != MIRADOR_EXIT_OK)
    round->status = MIRADOR_EXIT_FAILED;
}

/* Without names: every feed that points at something; the simulated one, and those that ship and
 * come from elsewhere, only once they have been asked for by name. */
static void
refresh_all (Round *round)
{
  g_autoptr (GPtrArray) known = mirador_store_list_feeds_sync (round->store, NULL);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) definitions = mirador_definition_list (&problems);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    round->status = mirador_cli_fail (g_ptr_array_index (problems, i));
  for (guint i = 0; i < definitions->len; i++)
    {
      MiradorDefinition *definition = g_ptr_array_index (definitions, i);

      if (!has_location (definition) || g_strcmp0 (definition->id, "demo") == 0
          || (mirador_definition_is_offer (definition)
              && (known == NULL || find_status (known, definition->id) == NULL)))
        continue;
      take_turn (round, definition);
    }
}

static void
refresh_named (Round *round, char **names)
{
  for (; *names != NULL; names++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorDefinition) definition = mirador_definition_find (*names, &error);

      if (definition != NULL)
        take_turn (round, definition);
      else
        round->status = mirador_cli_fail (error);
    }
}

static int
refresh (const MiradorCliContext *context, gboolean only_due, char **names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorStore) store = mirador_cli_open_to_fill (context, &error);
  g_autoptr (GPtrArray) statuses = NULL;
  Round round = { store, NULL, MIRADOR_EXIT_OK };

  if (store == NULL)
    return mirador_cli_fail (error);
  if (only_due)
    {
      round.statuses = statuses = mirador_store_list_feeds_sync (store, &error);
      if (statuses == NULL)
        return mirador_cli_fail (error);
    }
  if (*names != NULL)
    refresh_named (&round, names);
  else
    refresh_all (&round);
  return round.status;
}

const MiradorOption mirador_refresh_options[] = {
  { "due", 0, G_OPTION_ARG_NONE, 0,
    N_ ("Only what is due by its interval, for a timer of the system"), NULL, MIRADOR_VALUES_NONE },
  { NULL },
};

int
mirador_command_refresh (const MiradorCliContext *context, int argc, char **argv)
{
  gboolean only_due = FALSE;
  const gpointer groups[] = { &only_due };
  int status = MIRADOR_EXIT_OK;

  if (!mirador_cli_parse (mirador_cli_find ("refresh"), groups, &argc, &argv, &status))
    return status;
  return refresh (context, only_due, argv + 1);
}
