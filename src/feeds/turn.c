/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/turn.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>
#include "model/error-phrase.h"
#include "model/error.h"

#define ENDING "-refreshing"
#define STEP_MILLISECONDS 100
#define LIMIT_MILLISECONDS (15 * 60 * 1000)
/* Feeds whose bytes are the same wait for each other, which does no harm. */
#define N_BYTES (1 << 20)

struct _MiradorTurn
{
  char *feed;
  int file; /* -1: without a lock */
  guint n_steps;
};

static MiradorTurn *
turn_new (const char *store_path, const char *feed)
{
  MiradorTurn *turn = g_new0 (MiradorTurn, 1);
  g_autofree char *path = store_path != NULL ? g_strconcat (store_path, ENDING, NULL) : NULL;

  turn->feed = g_strdup (feed);
  turn->file = path != NULL ? open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
  return turn;
}

void
mirador_turn_give_back (MiradorTurn *turn)
{
  /* Closing gives the lock back. */
  if (turn->file >= 0)
    close (turn->file);
  g_free (turn->feed);
  g_free (turn);
}

/* A lock of this open file, not of the process: two sessions of one program wait as well. */
static gboolean
try_lock (MiradorTurn *turn)
{
  struct flock lock = { .l_type = F_WRLCK,
                        .l_whence = SEEK_SET,
                        .l_start = g_str_hash (turn->feed) % N_BYTES,
                        .l_len = 1 };

  if (turn->file < 0 || fcntl (turn->file, F_OFD_SETLK, &lock) == 0)
    return TRUE;
  return errno != EAGAIN && errno != EACCES;
}

static void
hand_over (GTask *task)
{
  MiradorTurn *turn = g_task_get_task_data (task);
  MiradorTurn *taken = g_new0 (MiradorTurn, 1);

  *taken = *turn;
  turn->feed = NULL;
  turn->file = -1;
  g_task_return_pointer (task, taken, (GDestroyNotify)mirador_turn_give_back);
}

static gboolean
step_cb (gpointer user_data)
{
  GTask *task = user_data;
  MiradorTurn *turn = g_task_get_task_data (task);

  turn->n_steps++;
  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_task_return_error (task, mirador_error_new (MIRADOR_ERROR_CANCELLED, turn->feed, NULL));
  else if (try_lock (turn))
    hand_over (task);
  else if (turn->n_steps >= LIMIT_MILLISECONDS / STEP_MILLISECONDS)
    {
      /* Translators: %1$s is the id of a source. */
      const char *phrase
        = N_ ("another Mirador has been refreshing “%1$s” for a quarter of an hour");
      g_autofree char *why = mirador_phrase (phrase, turn->feed, NULL);

      g_task_return_error (task, mirador_error_new (MIRADOR_ERROR_FAILED, why, NULL));
    }
  else
    return G_SOURCE_CONTINUE;
  return G_SOURCE_REMOVE;
}

void
mirador_turn_take_async (const char *store_path,
                         const char *feed,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  MiradorTurn *turn = turn_new (store_path, feed);
  g_autoptr (GSource) step = NULL;

  g_task_set_source_tag (task, mirador_turn_take_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, turn, (GDestroyNotify)mirador_turn_give_back);
  if (try_lock (turn))
    {
      hand_over (task);
      return;
    }
  step = g_timeout_source_new (STEP_MILLISECONDS);
  g_source_set_callback (step, step_cb, g_object_ref (task), g_object_unref);
  g_source_attach (step, g_task_get_context (task));
}

MiradorTurn *
mirador_turn_take_finish (GAsyncResult *result, gboolean *has_waited, GError **error)
{
  const MiradorTurn *turn = g_task_get_task_data (G_TASK (result));

  *has_waited = turn->n_steps > 0;
  return g_task_propagate_pointer (G_TASK (result), error);
}
