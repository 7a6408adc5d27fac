/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/store.h"

/* A feed says otherwise in its definition. */
#define REJECT_LIMIT_DEFAULT 0.1
#define MICROSECONDS 1000000

MiradorPull *
mirador_pull_new (MiradorProfile *profile)
{
  MiradorPull *pull = g_new0 (MiradorPull, 1);

  pull->profile = mirador_profile_ref (profile);
  pull->scope = g_strdup ("");
  pull->measures = g_ptr_array_new ();
  pull->snapshot = TRUE;
  pull->duplicates = MIRADOR_DUPLICATES_REJECT;
  pull->reject_limit = REJECT_LIMIT_DEFAULT;
  pull->origin = g_strdup ("");
  pull->started = g_get_real_time () / MICROSECONDS;
  return pull;
}

void
mirador_pull_free (MiradorPull *pull)
{
  if (pull == NULL)
    return;
  mirador_profile_unref (pull->profile);
  g_free (pull->scope);
  g_ptr_array_unref (pull->measures);
  g_free (pull->catalogue);
  g_free (pull->mapping);
  g_free (pull->origin);
  g_free (pull->sha256);
  g_free (pull->etag);
  g_free (pull->last_modified);
  g_free (pull);
}

MiradorRefresh *
mirador_refresh_copy (const MiradorRefresh *refresh)
{
  MiradorRefresh *copy = g_memdup2 (refresh, sizeof *refresh);

  copy->feed = g_strdup (refresh->feed);
  copy->scope = g_strdup (refresh->scope);
  copy->origin = g_strdup (refresh->origin);
  copy->etag = g_strdup (refresh->etag);
  copy->last_modified = g_strdup (refresh->last_modified);
  copy->sha256 = g_strdup (refresh->sha256);
  copy->error = refresh->error != NULL ? g_error_copy (refresh->error) : NULL;
  return copy;
}

void
mirador_refresh_free (MiradorRefresh *refresh)
{
  if (refresh == NULL)
    return;
  g_free (refresh->feed);
  g_free (refresh->scope);
  g_free (refresh->origin);
  g_free (refresh->etag);
  g_free (refresh->last_modified);
  g_free (refresh->sha256);
  g_clear_error (&refresh->error);
  g_free (refresh);
}

void
mirador_rejected_free (MiradorRejected *rejected)
{
  if (rejected == NULL)
    return;
  g_free (rejected->column);
  g_free (rejected);
}

void
mirador_feed_status_free (MiradorFeedStatus *status)
{
  if (status == NULL)
    return;
  g_clear_pointer (&status->profile, mirador_profile_unref);
  g_clear_pointer (&status->last_good, mirador_refresh_free);
  g_clear_pointer (&status->last, mirador_refresh_free);
  g_clear_pointer (&status->tables, g_ptr_array_unref);
  g_free (status);
}
