/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/recovery.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>
#include "feeds/definition.h"
#include "model/error-phrase.h"
#include "model/error.h"
#include "store/set-aside.h"
#include "store/sqlite-store.h"

static gboolean
is_lost (const MiradorFeedStatus *status)
{
  return status->last != NULL
         && g_error_matches (status->last->error, MIRADOR_ERROR, MIRADOR_ERROR_FIGURES_LOST);
}

static gboolean
can_be_refreshed (const char *feed)
{
  g_autoptr (MiradorDefinition) definition = mirador_definition_find (feed, NULL);

  for (guint i = 0; definition != NULL && i < definition->tables->len; i++)
    if (((const MiradorTable *)definition->tables->pdata[i])->location != NULL)
      return TRUE;
  return FALSE;
}

static const char *
get_name (const MiradorFeedStatus *status, MiradorRecoveryNames names)
{
  const char *title = mirador_text_get (&status->profile->title);

  return names == MIRADOR_RECOVERY_TITLES && title != NULL ? title : status->profile->id;
}

static void
append (GString *list, const MiradorFeedStatus *status, MiradorRecoveryNames names)
{
  g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", get_name (status, names));
}

/* With the file that it came from: that is what its user looks for. */
static void
append_import (GString *list, const MiradorFeedStatus *status, MiradorRecoveryNames names)
{
  append (list, status, names);
  if (status->last->origin != NULL && *status->last->origin != '\0')
    {
      g_autofree char *file = g_path_get_basename (status->last->origin);

      g_string_append_printf (list, " (%s)", file);
    }
}

static char *
say_what_is_missing (const GString *refresh, const GString *import)
{
  if (refresh->len > 0 && import->len > 0)
    /* Translators: %1$s and %2$s are lists of sources. */
    return mirador_phrase (N_ ("to be refreshed again: %1$s; to be imported again: %2$s"),
                           refresh->str, import->str, NULL);
  if (import->len > 0)
    /* Translators: %1$s is a list of sources. */
    return mirador_phrase (N_ ("to be imported again: %1$s"), import->str, NULL);
  if (refresh->len > 0)
    /* Translators: %1$s is a list of sources. */
    return mirador_phrase (N_ ("to be refreshed again: %1$s"), refresh->str, NULL);
  return g_strdup (N_ ("which sources it had cannot be read any more: refresh those that you use, "
                       "and import your files again"));
}

static char *
find_kept (const char *path, const GPtrArray *statuses)
{
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < statuses->len; i++)
    {
      const MiradorFeedStatus *status = statuses->pdata[i];

      if (is_lost (status))
        {
          g_autofree char *name = mirador_error_get_argument (status->last->error, 0);

          return g_build_filename (folder, name, NULL);
        }
    }
  /* Of one of which nothing could be read there is only the file. */
  return statuses->len == 0 ? mirador_set_aside_find (path) : NULL;
}

GError *
mirador_recovery_describe (const char *path, const GPtrArray *statuses, MiradorRecoveryNames names)
{
  g_autofree char *kept = find_kept (path, statuses);
  g_autoptr (GString) refresh = g_string_new (NULL), import = g_string_new (NULL);
  g_autofree char *missing = NULL;

  if (kept == NULL)
    return NULL;
  for (guint i = 0; i < statuses->len; i++)
    {
      const MiradorFeedStatus *status = statuses->pdata[i];

      if (!is_lost (status))
        continue;
      if (can_be_refreshed (status->profile->id))
        append (refresh, status, names);
      else
        append_import (import, status, names);
    }
  missing = say_what_is_missing (refresh, import);
  return mirador_error_new (MIRADOR_ERROR_STORE_SET_ASIDE, path, kept, missing, NULL);
}

static MiradorStore *
begin_anew (const char *path, GError **said, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *kept = mirador_set_aside (path, &failure);
  g_autoptr (MiradorStore) store = NULL;
  g_autoptr (GPtrArray) statuses = NULL;

  if (failure == NULL)
    store = mirador_sqlite_store_open (path, &failure);
  if (store != NULL && kept != NULL)
    statuses = mirador_store_list_feeds_sync (store, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  if (statuses != NULL)
    *said = mirador_recovery_describe (path, statuses, MIRADOR_RECOVERY_IDS);
  return g_steal_pointer (&store);
}

void
mirador_recovery_set_aside (const char *path, GError **said)
{
  g_autoptr (MiradorStore) store = begin_anew (path, said, said);

  /* Another program has seen to it, or it was a passing fault of the disk. */
  if (store != NULL && *said == NULL)
    mirador_set_error (said, MIRADOR_ERROR_STORE, path,
                       N_ ("it was damaged a moment ago and is whole now; try again"), NULL);
}

static gboolean
cannot_be_written (const char *path, const GError *failure)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_error_matches (failure, MIRADOR_ERROR, MIRADOR_ERROR_DISK_FULL))
    return TRUE;
  if (!g_error_matches (failure, MIRADOR_ERROR, MIRADOR_ERROR_STORE))
    return FALSE;
  return g_access (folder, W_OK | X_OK) != 0 || (g_access (path, W_OK) != 0 && errno != ENOENT);
}

static MiradorStore *
open_copy (const char *path, const GError *failure, GError **said, GError **error)
{
  gboolean is_full = g_error_matches (failure, MIRADOR_ERROR, MIRADOR_ERROR_DISK_FULL);
  g_autofree char *why
    = is_full ? g_strdup (N_ ("there is no space left")) : mirador_error_get_argument (failure, 1);
  g_autoptr (GError) also = NULL;
  MiradorStore *store = mirador_sqlite_store_open_copy (path, &also);

  /* What is in the way of the store itself is what can be mended. */
  if (store == NULL)
    g_propagate_error (error, g_error_copy (failure));
  else
    *said = mirador_error_new (MIRADOR_ERROR_STORE_READ_ONLY, path, why, NULL);
  return store;
}

/* SQLite opens a file that may only be read without a word, and refuses the first refresh. */
static gboolean
may_only_be_read (const char *path)
{
  return g_access (path, F_OK) == 0 && g_access (path, W_OK) != 0;
}

MiradorStore *
mirador_recovery_open (const char *path, MiradorRecovery may, GError **said, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (MiradorStore) store = mirador_sqlite_store_open (path, &failure);

  if (store != NULL && ((may & MIRADOR_RECOVERY_COPY) == 0 || !may_only_be_read (path)))
    return g_steal_pointer (&store);
  if (store != NULL)
    failure = mirador_error_new (MIRADOR_ERROR_STORE, path, N_ ("it may only be read"), NULL);
  g_clear_object (&store);
  if ((may & MIRADOR_RECOVERY_SET_ASIDE) != 0
      && g_error_matches (failure, MIRADOR_ERROR, MIRADOR_ERROR_STORE_CORRUPT))
    return begin_anew (path, said, error);
  if ((may & MIRADOR_RECOVERY_COPY) != 0 && cannot_be_written (path, failure))
    return open_copy (path, failure, said, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
