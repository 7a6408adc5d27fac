/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"

/* Feeds that are due refresh by themselves: at the start, on the clock, and when the network comes
 * back. One timer goes to the next of them, or to the next look at the wall clock: timers stand
 * still while a machine sleeps. */

#define MICROSECONDS 1000000
#define LOOK_SECONDS 180
/* Where not even a failure can be kept (a full disk), the store always says "due". */
#define LEAST_SECONDS 60

struct _MiradorSessionSchedule
{
  MiradorSession *session; /* not owned: it owns this */
  GNetworkMonitor *network;
  GHashTable *tried; /* feed id → when it was queued, gint64 */
  guint timer;
  gboolean is_looking;
  gboolean looks_again;
  MiradorOccasion occasion; /* of the next look */
};

static void look (MiradorSessionSchedule *self, MiradorOccasion occasion);

static gint64
now (void)
{
  return g_get_real_time () / MICROSECONDS;
}

static gboolean
timer_cb (gpointer user_data)
{
  MiradorSessionSchedule *self = user_data;

  self->timer = 0;
  look (self, MIRADOR_OCCASION_CLOCK);
  return G_SOURCE_REMOVE;
}

static void
arm (MiradorSessionSchedule *self, gint64 seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds ((guint)CLAMP (seconds, 1, LOOK_SECONDS), timer_cb, self);
}

static gboolean
may_ask (MiradorSessionSchedule *self, const MiradorDefinition *definition)
{
  return !mirador_schedule_needs_network (definition)
         || (g_network_monitor_get_network_available (self->network)
             && !g_network_monitor_get_network_metered (self->network));
}

static gint64
find_due (MiradorSessionSchedule *self,
          const MiradorDefinition *definition,
          const MiradorFeedStatus *status,
          gint64 time)
{
  gint64 due = mirador_schedule_due (definition, status, self->occasion, time);
  const gint64 *tried = g_hash_table_lookup (self->tried, definition->id);
  /* An interval of less than a second is no reason to ask a server without end. */
  gint64 pause = CLAMP ((gint64)(definition->every_hours * 3600), 1, LEAST_SECONDS);

  if (tried == NULL || *tried > time || due == MIRADOR_SCHEDULE_NEVER)
    return due;
  return MAX (due, *tried + pause);
}

static void
queue (MiradorSessionSchedule *self, const char *feed, gint64 time)
{
  g_hash_table_replace (self->tried, g_strdup (feed), g_memdup2 (&time, sizeof time));
  mirador_session_queue_feed (self->session, feed);
}

static void
choose (MiradorSessionSchedule *self, const GPtrArray *statuses)
{
  g_autoptr (GPtrArray) definitions = mirador_definition_list (NULL);
  gint64 time = now (), next = time + LOOK_SECONDS;

  for (guint i = 0; i < definitions->len; i++)
    {
      const MiradorDefinition *definition = g_ptr_array_index (definitions, i);
      const MiradorFeedStatus *status = mirador_session_find_status (statuses, definition->id);
      gint64 due;

      if (!mirador_session_owns_feed (self->session, definition->id))
        continue;
      due = find_due (self, definition, status, time);
      if (due > time)
        next = MIN (next, due);
      else if (may_ask (self, definition))
        queue (self, definition->id, time);
    }
  arm (self, next - time);
  mirador_session_pull_next (self->session);
}

static void
statuses_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorSession) session = user_data;
  MiradorSessionSchedule *self = session->schedule;
  g_autoptr (GPtrArray) statuses
    = mirador_store_list_feeds_finish (MIRADOR_STORE (source), result, NULL);

  if (self == NULL)
    return;
  self->is_looking = FALSE;
  if (statuses != NULL)
    choose (self, statuses);
  else
    arm (self, LOOK_SECONDS);
  if (self->looks_again)
    {
      self->looks_again = FALSE;
      look (self, self->occasion);
    }
  else
    self->occasion = MIRADOR_OCCASION_CLOCK;
}

/* Of two occasions at once the better reason counts. */
static void
look (MiradorSessionSchedule *self, MiradorOccasion occasion)
{
  if (self->is_looking)
    {
      self->looks_again = self->looks_again || occasion != MIRADOR_OCCASION_CLOCK;
      self->occasion = MAX (self->occasion, occasion);
      return;
    }
  self->is_looking = TRUE;
  self->occasion = MAX (self->occasion, occasion);
  mirador_store_list_feeds_async (self->session->store, self->session->cancellable, statuses_cb,
                                  g_object_ref (self->session));
}

static void
network_changed_cb (GNetworkMonitor *network, gboolean available, gpointer user_data)
{
  if (available)
    look (user_data, MIRADOR_OCCASION_NETWORK);
}

static void
metered_cb (GNetworkMonitor *network, GParamSpec *pspec, gpointer user_data)
{
  network_changed_cb (network, !g_network_monitor_get_network_metered (network), user_data);
}

static void
watch_network (MiradorSessionSchedule *self, GNetworkMonitor *network)
{
  self->network = g_object_ref (network);
  g_signal_connect (network, "network-changed", G_CALLBACK (network_changed_cb), self);
  g_signal_connect (network, "notify::network-metered", G_CALLBACK (metered_cb), self);
}

static void
leave_network (MiradorSessionSchedule *self)
{
  g_signal_handlers_disconnect_by_data (self->network, self);
  g_clear_object (&self->network);
}

static void
schedule_free (MiradorSessionSchedule *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  leave_network (self);
  g_hash_table_unref (self->tried);
  g_free (self);
}

void
mirador_session_schedule_start (MiradorSession *session)
{
  MiradorSessionSchedule *self;

  /* Simulated figures wait for nobody. */
  if (session->schedule != NULL || session->demo)
    return;
  self = session->schedule = g_new0 (MiradorSessionSchedule, 1);
  self->session = session;
  self->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  watch_network (self, g_network_monitor_get_default ());
  look (self, MIRADOR_OCCASION_START);
}

void
mirador_session_schedule_stop (MiradorSession *session)
{
  g_clear_pointer (&session->schedule, schedule_free);
}

void
mirador_session_schedule_look (MiradorSession *session)
{
  if (session->schedule != NULL)
    look (session->schedule, MIRADOR_OCCASION_CLOCK);
}

void
mirador_session_set_network (MiradorSession *session, GNetworkMonitor *network)
{
  MiradorSessionSchedule *self = session->schedule;

  if (self == NULL)
    return;
  leave_network (self);
  watch_network (self, network);
}
