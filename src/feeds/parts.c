/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/parts.h"

/* A cancellable wakes nobody who waits on a condition, so a waiting reader looks by itself. */
#define LOOK_EVERY (100 * G_TIME_SPAN_MILLISECOND)

struct _MiradorParts
{
  gatomicrefcount ref_count;
  GMutex mutex;
  GCond moved;
  GMainContext *context;
  GQueue bodies; /* GBytes */
  gboolean closed;
  gboolean given_up;
  GError *error;
  MiradorPartsRoomFunc room;
  gpointer room_data;
  GChecksum *sum; /* (nullable) of the bodies' sums */
};

MiradorParts *
mirador_parts_new (void)
{
  MiradorParts *parts = g_new0 (MiradorParts, 1);

  g_atomic_ref_count_init (&parts->ref_count);
  g_mutex_init (&parts->mutex);
  g_cond_init (&parts->moved);
  g_queue_init (&parts->bodies);
  parts->context = g_main_context_ref_thread_default ();
  return parts;
}

MiradorParts *
mirador_parts_ref (MiradorParts *parts)
{
  g_atomic_ref_count_inc (&parts->ref_count);
  return parts;
}

void
mirador_parts_unref (MiradorParts *parts)
{
  if (!g_atomic_ref_count_dec (&parts->ref_count))
    return;
  g_queue_clear_full (&parts->bodies, (GDestroyNotify)g_bytes_unref);
  g_main_context_unref (parts->context);
  g_clear_pointer (&parts->sum, g_checksum_free);
  g_cond_clear (&parts->moved);
  g_mutex_clear (&parts->mutex);
  g_clear_error (&parts->error);
  g_free (parts);
}

void
mirador_parts_watch (MiradorParts *parts, MiradorPartsRoomFunc room, gpointer user_data)
{
  g_mutex_lock (&parts->mutex);
  parts->room = room;
  parts->room_data = user_data;
  g_mutex_unlock (&parts->mutex);
}

static gboolean
tell_room_cb (gpointer user_data)
{
  MiradorParts *parts = user_data;
  MiradorPartsRoomFunc room;
  gpointer room_data;

  g_mutex_lock (&parts->mutex);
  room = parts->room;
  room_data = parts->room_data;
  g_mutex_unlock (&parts->mutex);
  if (room != NULL)
    room (room_data);
  return G_SOURCE_REMOVE;
}

/* Always later, also in the context's own thread: the reader may hold locks. */
static void
tell_room (MiradorParts *parts)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_room_cb, mirador_parts_ref (parts),
                         (GDestroyNotify)mirador_parts_unref);
  g_source_attach (source, parts->context);
}

void
mirador_parts_push (MiradorParts *parts, GBytes *body)
{
  g_mutex_lock (&parts->mutex);
  if (parts->given_up || parts->closed)
    g_bytes_unref (body);
  else
    g_queue_push_tail (&parts->bodies, body);
  g_cond_broadcast (&parts->moved);
  g_mutex_unlock (&parts->mutex);
}

void
mirador_parts_add_sum (MiradorParts *parts, const char *sha256)
{
  g_mutex_lock (&parts->mutex);
  if (parts->sum == NULL)
    parts->sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (parts->sum, (const guchar *)sha256, -1);
  g_mutex_unlock (&parts->mutex);
}

/* Of a copy: a checksum that has been read takes no more. */
char *
mirador_parts_get_sum (MiradorParts *parts)
{
  g_autoptr (GChecksum) copy = NULL;

  g_mutex_lock (&parts->mutex);
  copy = parts->sum != NULL ? g_checksum_copy (parts->sum) : NULL;
  g_mutex_unlock (&parts->mutex);
  return copy != NULL ? g_strdup (g_checksum_get_string (copy)) : NULL;
}

void
mirador_parts_close (MiradorParts *parts, GError *error)
{
  g_mutex_lock (&parts->mutex);
  if (parts->closed)
    g_clear_error (&error);
  else
    parts->error = error;
  parts->closed = TRUE;
  g_cond_broadcast (&parts->moved);
  g_mutex_unlock (&parts->mutex);
}

guint
mirador_parts_get_n_waiting (MiradorParts *parts)
{
  guint n;

  g_mutex_lock (&parts->mutex);
  n = g_queue_get_length (&parts->bodies);
  g_mutex_unlock (&parts->mutex);
  return n;
}

GBytes *
mirador_parts_take (MiradorParts *parts, GCancellable *cancellable, GError **error)
{
  GBytes *body;

  g_mutex_lock (&parts->mutex);
  while (g_queue_is_empty (&parts->bodies) && !parts->closed
         && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait_until (&parts->moved, &parts->mutex, g_get_monotonic_time () + LOOK_EVERY);
  body = g_queue_pop_head (&parts->bodies);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    g_clear_pointer (&body, g_bytes_unref);
  else if (body == NULL && parts->error != NULL)
    g_propagate_error (error, g_error_copy (parts->error));
  g_mutex_unlock (&parts->mutex);
  tell_room (parts);
  return body;
}

void
mirador_parts_give_up (MiradorParts *parts)
{
  g_mutex_lock (&parts->mutex);
  parts->given_up = TRUE;
  g_queue_clear_full (&parts->bodies, (GDestroyNotify)g_bytes_unref);
  g_mutex_unlock (&parts->mutex);
  tell_room (parts);
}

gboolean
mirador_parts_is_given_up (MiradorParts *parts)
{
  gboolean given_up;

  g_mutex_lock (&parts->mutex);
  given_up = parts->given_up;
  g_mutex_unlock (&parts->mutex);
  return given_up;
}
