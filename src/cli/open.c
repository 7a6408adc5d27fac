/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cli.h"

#include "feeds/recovery.h"
#include "model/error.h"
#include "store/sqlite-store.h"

/* The user's own store while a command uses it: it alone is set aside where it is damaged. What is
 * damaged may be met by any question, so it is noted here, and seen to when all is closed. */
static gboolean uses_own;
static gboolean has_met_damage;

static void
say (const GError *error)
{
  g_autofree char *sentence = mirador_error_to_sentence (error);

  g_printerr ("mirador: %s\n", sentence);
}

static MiradorStore *
open_store (const MiradorCliContext *context, MiradorRecovery may, GError **said, GError **error)
{
  g_autofree char *path = g_strdup (context->store_path);

  uses_own = path == NULL;
  if (uses_own)
    path = mirador_sqlite_store_default_path ();
  else
    may &= ~(guint)MIRADOR_RECOVERY_SET_ASIDE;
  return mirador_recovery_open (path, may, said, error);
}

/* As long as something is missing since a store was damaged, an answer may be without it. */
static void
say_what_is_missing (MiradorStore *store)
{
  g_autoptr (GPtrArray) statuses = uses_own ? mirador_store_list_feeds_sync (store, NULL) : NULL;
  g_autofree char *path = mirador_sqlite_store_default_path ();
  g_autoptr (GError) missing
    = statuses != NULL ? mirador_recovery_describe (path, statuses, MIRADOR_RECOVERY_IDS) : NULL;

  if (missing != NULL)
    say (missing);
}

/* A question is not answered from a store that was begun a moment ago, nor from a copy of none. */
MiradorStore *
mirador_cli_open (const MiradorCliContext *context, GError **error)
{
  g_autoptr (GError) said = NULL;
  g_autoptr (MiradorStore) store
    = open_store (context, MIRADOR_RECOVERY_SET_ASIDE | MIRADOR_RECOVERY_COPY, &said, error);
  g_autofree char *path = said != NULL ? mirador_error_get_argument (said, 0) : NULL;

  if (store != NULL && said == NULL)
    say_what_is_missing (store);
  if (said == NULL)
    return g_steal_pointer (&store);
  if (g_error_matches (said, MIRADOR_ERROR, MIRADOR_ERROR_STORE_READ_ONLY)
      && g_file_test (path, G_FILE_TEST_EXISTS))
    {
      say (said);
      return g_steal_pointer (&store);
    }
  if (g_error_matches (said, MIRADOR_ERROR, MIRADOR_ERROR_STORE_READ_ONLY))
    {
      g_autofree char *why = mirador_error_get_argument (said, 1);

      mirador_set_error (error, MIRADOR_ERROR_STORE, path, why, NULL);
    }
  else
    g_propagate_error (error, g_steal_pointer (&said));
  return NULL;
}

MiradorStore *
mirador_cli_open_to_fill (const MiradorCliContext *context, GError **error)
{
  g_autoptr (GError) said = NULL;
  MiradorStore *store = open_store (context, MIRADOR_RECOVERY_SET_ASIDE, &said, error);

  if (said != NULL)
    say (said);
  return store;
}

gboolean
mirador_cli_note_damage (const GError *error)
{
  if (!uses_own || !g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_STORE_CORRUPT))
    return FALSE;
  has_met_damage = TRUE;
  return TRUE;
}

int
mirador_cli_end (int status)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) said = NULL;

  if (!has_met_damage)
    return status;
  path = mirador_sqlite_store_default_path ();
  mirador_recovery_set_aside (path, &said);
  say (said);
  return MIRADOR_EXIT_FAILED;
}
