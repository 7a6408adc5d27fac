/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include "cli/refresh-report.h"
#include "feeds/refresh.h"
#include "model/error.h"

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

/* Without names: every feed that points at something; the simulated one only by name. */
static int
refresh_all (MiradorStore *store)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) definitions = mirador_definition_list (&problems);
  int status = MIRADOR_EXIT_OK;

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    status = mirador_cli_fail (g_ptr_array_index (problems, i));
  for (guint i = 0; i < definitions->len; i++)
    {
      MiradorDefinition *definition = g_ptr_array_index (definitions, i);

      if (has_location (definition) && g_strcmp0 (definition->id, "demo") != 0
          && refresh_one (store, definition) != MIRADOR_EXIT_OK)
        status = MIRADOR_EXIT_FAILED;
    }
  return status;
}

static int
refresh_named (MiradorStore *store, char **names)
{
  int status = MIRADOR_EXIT_OK;

  for (; *names != NULL; names++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorDefinition) definition = mirador_definition_find (*names, &error);
      int one = definition != NULL ? refresh_one (store, definition) : mirador_cli_fail (error);

      if (one != MIRADOR_EXIT_OK)
        status = one;
    }
  return status;
}

int
mirador_command_refresh (const MiradorCliContext *context, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  const GOptionEntry *const groups[] = { entries, NULL };
  g_autoptr (MiradorStore) store = NULL;
  g_autoptr (GError) error = NULL;
  int status = MIRADOR_EXIT_OK;

  if (!mirador_cli_parse (mirador_cli_find ("refresh"), groups, &argc, &argv, &status))
    return status;
  store = mirador_cli_open (context, &error);
  if (store == NULL)
    return mirador_cli_fail (error);
  return argc > 1 ? refresh_named (store, argv + 1) : refresh_all (store);
}
