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
  pull->asked = g_array_new (FALSE, FALSE, sizeof (MiradorRange));
  pull->asked_periods = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
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
  g_array_unref (pull->asked);
  g_hash_table_unref (pull->asked_periods);
  g_free (pull->catalogue);
  g_free (pull->mapping);
  g_free (pull->origin);
  g_free (pull->sha256);
  g_free (pull->etag);
  g_free (pull->last_modified);
  g_free (pull);
}

static gboolean
touch (MiradorRange a, MiradorRange b)
{
  return a.first_day <= b.last_day + 1 && b.first_day <= a.last_day + 1;
}

void
mirador_pull_add_asked (MiradorPull *pull, MiradorRange days)
{
  for (guint i = pull->asked->len; i > 0; i--)
    {
      MiradorRange known = g_array_index (pull->asked, MiradorRange, i - 1);

      if (!touch (known, days))
        continue;
      days.first_day = MIN (days.first_day, known.first_day);
      days.last_day = MAX (days.last_day, known.last_day);
      g_array_remove_index_fast (pull->asked, i - 1);
    }
  g_array_append_val (pull->asked, days);
}

void
mirador_pull_add_asked_period (MiradorPull *pull, MiradorPeriod period)
{
  gint64 packed = mirador_period_pack (period);

  mirador_pull_add_asked (pull, mirador_period_get_range (period));
  g_hash_table_add (pull->asked_periods, g_memdup2 (&packed, sizeof packed));
  pull->asked_grains |= 1u << period.grain;
}

static gboolean
has_asked_days (const MiradorPull *pull, MiradorRange days)
{
  for (guint i = 0; i < pull->asked->len; i++)
    {
      MiradorRange span = g_array_index (pull->asked, MiradorRange, i);

      if (mirador_range_contains (span, days))
        return TRUE;
    }
  return FALSE;
}

gboolean
mirador_pull_asked_for (const MiradorPull *pull, MiradorPeriod period)
{
  gint64 packed = mirador_period_pack (period);

  if (pull->asked->len == 0)
    return TRUE;
  if ((pull->asked_grains & (1u << period.grain)) != 0)
    return g_hash_table_contains (pull->asked_periods, &packed);
  return has_asked_days (pull, mirador_period_get_range (period));
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
