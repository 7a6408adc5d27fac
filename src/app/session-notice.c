/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session-private.h"
#include "feeds/recovery.h"
#include "model/error.h"
#include "store/sqlite-store.h"

/* What the window says until it was read: that the store was damaged, or cannot be written. */

static void
set_notice (MiradorSession *self, char *sentence)
{
  g_free (self->notice);
  self->notice = sentence;
  g_object_notify (G_OBJECT (self), "notice");
}

void
mirador_session_say (MiradorSession *self, const GError *error)
{
  set_notice (self, mirador_error_to_sentence (error));
}

const char *
mirador_session_get_notice (MiradorSession *self)
{
  return self->notice;
}

void
mirador_session_dismiss_notice (MiradorSession *self)
{
  set_notice (self, NULL);
}

void
mirador_session_note_losses (MiradorSession *self, const GPtrArray *statuses)
{
  g_autoptr (GError) missing = NULL;

  if (self->own_path != NULL)
    missing = mirador_recovery_describe (self->own_path, statuses, MIRADOR_RECOVERY_TITLES);
  if (missing != NULL)
    mirador_session_say (self, missing);
}

static void
begun_anew_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept
    = mirador_sqlite_store_begin_anew_finish (MIRADOR_SQLITE_STORE (source), result, &error);

  self->n_looking--;
  /* Where nothing was set aside the same would be met again, and again. */
  self->may_begin_anew = error == NULL && *kept != '\0';
  if (error != NULL)
    mirador_session_say (self, error);
  mirador_session_load_bundled (self);
  mirador_session_schedule_look (self);
}

static void
damaged_cb (MiradorSqliteStore *store, MiradorSession *self)
{
  g_autoptr (GError) damage = NULL;

  if (self->may_begin_anew)
    {
      self->may_begin_anew = FALSE;
      self->n_looking++;
      mirador_sqlite_store_begin_anew_async (store, begun_anew_cb, g_object_ref (self));
    }
  else if (self->notice == NULL && self->own_path == NULL)
    {
      damage = mirador_error_new (MIRADOR_ERROR_STORE_CORRUPT,
                                  mirador_sqlite_store_get_path (store), NULL);
      mirador_session_say (self, damage);
    }
}

void
mirador_session_guard (MiradorSession *self, const char *own_path)
{
  self->own_path = g_strdup (own_path);
  self->may_begin_anew = own_path != NULL;
  g_signal_connect (self->store, "damaged", G_CALLBACK (damaged_cb), self);
}
