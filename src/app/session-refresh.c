/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"
#include "feeds/demo.h"
#include "feeds/refresh.h"

/* One feed is pulled at a time; the others wait. */
typedef struct
{
  GCancellable *cancellable;
  guint64 bytes;
  guint64 total;
} Pull;

static void
pull_free (gpointer pointer)
{
  Pull *pull = pointer;

  g_object_unref (pull->cancellable);
  g_free (pull);
}

GHashTable *
mirador_session_new_pulls (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, pull_free);
}

void
mirador_session_drop_pulls (MiradorSession *self)
{
  GHashTableIter iter;
  gpointer pull;

  g_queue_clear_full (self->waiting, g_free);
  g_hash_table_iter_init (&iter, self->pulls);
  while (g_hash_table_iter_next (&iter, NULL, &pull))
    g_cancellable_cancel (((Pull *)pull)->cancellable);
}

typedef struct
{
  GWeakRef session;
  char *feed;
} Turn;

static Turn *
turn_new (MiradorSession *self, const char *feed)
{
  Turn *turn = g_new0 (Turn, 1);

  g_weak_ref_init (&turn->session, self);
  turn->feed = g_strdup (feed);
  return turn;
}

static void
turn_free (Turn *turn)
{
  g_weak_ref_clear (&turn->session);
  g_free (turn->feed);
  g_free (turn);
}

static void
progress_cb (guint64 bytes, guint64 total, gpointer user_data)
{
  Turn *turn = user_data;
  g_autoptr (MiradorSession) self = g_weak_ref_get (&turn->session);
  Pull *pull = self != NULL ? g_hash_table_lookup (self->pulls, turn->feed) : NULL;

  if (pull == NULL)
    return;
  pull->bytes = bytes;
  pull->total = total;
  mirador_session_emit_refreshing (self);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Turn *turn = user_data;
  g_autoptr (MiradorSession) self = g_weak_ref_get (&turn->session);
  g_autoptr (GError) error = NULL;
  /* An error is on the feed already, where the page shows it. */
  g_autoptr (GPtrArray) refreshes = mirador_refresh_feed_finish (result, &error);

  if (self != NULL)
    {
      g_hash_table_remove (self->pulls, turn->feed);
      mirador_session_emit_refreshing (self);
      mirador_session_pull_next (self);
      if (g_hash_table_size (self->pulls) == 0)
        mirador_session_schedule_look (self);
    }
  turn_free (turn);
}

void
mirador_session_pull_next (MiradorSession *self)
{
  g_autofree char *feed = NULL;
  g_autoptr (MiradorDefinition) definition = NULL;
  Turn *turn;
  Pull *pull;

  if (g_hash_table_size (self->pulls) > 0)
    return;
  while (definition == NULL && !g_queue_is_empty (self->waiting))
    {
      g_free (feed);
      feed = g_queue_pop_head (self->waiting);
      definition = mirador_definition_find (feed, NULL);
    }
  if (definition == NULL)
    return;
  pull = g_new0 (Pull, 1);
  pull->cancellable = g_cancellable_new ();
  g_hash_table_insert (self->pulls, g_strdup (feed), pull);
  turn = turn_new (self, feed);
  mirador_session_emit_refreshing (self);
  mirador_refresh_feed_async (self->store, definition, progress_cb, turn, pull->cancellable,
                              refreshed_cb, turn);
}

static gboolean
points_somewhere (const MiradorDefinition *definition)
{
  for (guint i = 0; i < definition->tables->len; i++)
    if (((const MiradorTable *)g_ptr_array_index (definition->tables, i))->location != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
stands_in_line (MiradorSession *self, const char *feed)
{
  return g_queue_find_custom (self->waiting, feed, (GCompareFunc)g_strcmp0) != NULL;
}

static gboolean
is_waiting (MiradorSession *self, const char *feed)
{
  return g_hash_table_contains (self->pulls, feed) || stands_in_line (self, feed);
}

/* Simulated figures never enter the store of the real ones, nor the other way round. */
gboolean
mirador_session_owns_feed (MiradorSession *self, const char *feed)
{
  gboolean simulated = g_str_equal (feed, MIRADOR_DEMO_FEED);

  return self->demo ? simulated || g_str_equal (feed, "population") : !simulated;
}

void
mirador_session_queue_feed (MiradorSession *self, const char *feed)
{
  if (!is_waiting (self, feed))
    g_queue_push_tail (self->waiting, g_strdup (feed));
}

static gboolean
has_figures_of (MiradorSession *self, const char *feed)
{
  for (guint i = 0; self->holdings != NULL && i < self->holdings->len; i++)
    if (g_str_equal (g_array_index (self->holdings, MiradorHolding, i).feed, feed))
      return TRUE;
  return FALSE;
}

void
mirador_session_refresh (MiradorSession *self, const char *feed)
{
  g_autoptr (GPtrArray) definitions = NULL;

  if (feed != NULL)
    {
      /* The one that is under way began with the definition and the password of before. */
      if (!stands_in_line (self, feed))
        g_queue_push_tail (self->waiting, g_strdup (feed));
      mirador_session_pull_next (self);
      return;
    }
  definitions = mirador_definition_list (NULL);
  for (guint i = 0; i < definitions->len; i++)
    {
      const MiradorDefinition *definition = g_ptr_array_index (definitions, i);

      if (points_somewhere (definition) && mirador_session_owns_feed (self, definition->id)
          && (!mirador_definition_is_offer (definition) || has_figures_of (self, definition->id)))
        mirador_session_queue_feed (self, definition->id);
    }
  mirador_session_pull_next (self);
}

void
mirador_session_cancel_refresh (MiradorSession *self, const char *feed)
{
  Pull *pull = g_hash_table_lookup (self->pulls, feed);
  GList *link = g_queue_find_custom (self->waiting, feed, (GCompareFunc)g_strcmp0);

  if (link != NULL)
    {
      g_free (link->data);
      g_queue_delete_link (self->waiting, link);
    }
  if (pull != NULL)
    g_cancellable_cancel (pull->cancellable);
  mirador_session_emit_refreshing (self);
}

gboolean
mirador_session_is_refreshing (MiradorSession *self,
                               const char *feed,
                               guint64 *bytes,
                               guint64 *total)
{
  const Pull *pull = g_hash_table_lookup (self->pulls, feed);

  if (bytes != NULL)
    *bytes = pull != NULL ? pull->bytes : 0;
  if (total != NULL)
    *total = pull != NULL ? pull->total : 0;
  return is_waiting (self, feed);
}

const MiradorFeedStatus *
mirador_session_find_status (const GPtrArray *statuses, const char *feed)
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
was_received (const GPtrArray *statuses, const char *feed)
{
  const MiradorFeedStatus *status = mirador_session_find_status (statuses, feed);

  return status != NULL && status->last_good != NULL;
}

static void
statuses_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorSession) self = user_data;
  g_autoptr (GPtrArray) statuses
    = mirador_store_list_feeds_finish (MIRADOR_STORE (source), result, NULL);
  g_autoptr (GPtrArray) definitions = mirador_definition_list (NULL);

  self->n_looking--;
  if (statuses != NULL)
    mirador_session_note_losses (self, statuses);
  /* A store that nobody has fed yet stays empty: the first page asks what to begin with. */
  if (statuses == NULL || (statuses->len == 0 && !self->demo))
    return;
  for (guint i = 0; i < definitions->len; i++)
    {
      const MiradorDefinition *definition = g_ptr_array_index (definitions, i);
      /* Simulated months go on with the calendar. */
      gboolean renew = self->demo && g_str_equal (definition->id, MIRADOR_DEMO_FEED);

      if (definition->bundled && mirador_session_owns_feed (self, definition->id)
          && (renew || !was_received (statuses, definition->id)))
        mirador_session_queue_feed (self, definition->id);
    }
  mirador_session_pull_next (self);
}

void
mirador_session_load_bundled (MiradorSession *self)
{
  self->n_looking++;
  mirador_store_list_feeds_async (self->store, self->cancellable, statuses_cb, g_object_ref (self));
}
