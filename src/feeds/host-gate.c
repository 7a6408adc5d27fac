/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/host-gate.h"

typedef struct
{
  char *host;
  guint n_inside;
  GQueue waiting; /* (element-type GTask) owned; their data are Waiters */
} Gate;

struct _MiradorHostPass
{
  char *host;
};

typedef struct
{
  char *host;
  guint at_once;
  GSource *cancelled; /* (nullable) */
} Waiter;

/* Gates that nobody is in or waits at are not kept. */
static GMutex lock;
static GHashTable *gates; /* host to Gate */

/* By whoever takes the waiter out of the queue, and nobody else. */
static void
stop_watching (Waiter *waiter)
{
  if (waiter->cancelled == NULL)
    return;
  g_source_destroy (waiter->cancelled);
  g_clear_pointer (&waiter->cancelled, g_source_unref);
}

static void
waiter_free (gpointer pointer)
{
  Waiter *waiter = pointer;

  stop_watching (waiter);
  g_free (waiter->host);
  g_free (waiter);
}

static Gate *
find_gate (const char *host)
{
  Gate *gate;

  if (gates == NULL)
    gates = g_hash_table_new (g_str_hash, g_str_equal);
  gate = g_hash_table_lookup (gates, host);
  if (gate != NULL)
    return gate;
  gate = g_new0 (Gate, 1);
  gate->host = g_strdup (host);
  g_queue_init (&gate->waiting);
  g_hash_table_insert (gates, gate->host, gate);
  return gate;
}

static void
drop_if_idle (Gate *gate)
{
  if (gate->n_inside > 0 || !g_queue_is_empty (&gate->waiting))
    return;
  g_hash_table_remove (gates, gate->host);
  g_free (gate->host);
  g_free (gate);
}

/* The first of the queue, where there is room for it. */
static GTask *
take_next (Gate *gate)
{
  GTask *first = g_queue_peek_head (&gate->waiting);
  Waiter *waiter = first != NULL ? g_task_get_task_data (first) : NULL;

  if (first == NULL || gate->n_inside >= waiter->at_once)
    return NULL;
  g_queue_pop_head (&gate->waiting);
  gate->n_inside++;
  return first;
}

static MiradorHostPass *
pass_new (const char *host)
{
  MiradorHostPass *pass = g_new0 (MiradorHostPass, 1);

  pass->host = g_strdup (host);
  return pass;
}

static GTask *
take_next_locked (const char *host)
{
  GTask *next;
  Gate *gate;

  g_mutex_lock (&lock);
  gate = find_gate (host);
  next = take_next (gate);
  drop_if_idle (gate);
  g_mutex_unlock (&lock);
  return next;
}

/* What a task returns may run at once and come here again, so it is outside of the lock. */
static void
let_in (const char *host)
{
  GTask *next;

  while ((next = take_next_locked (host)) != NULL)
    {
      stop_watching (g_task_get_task_data (next));
      g_task_return_pointer (next, pass_new (host), (GDestroyNotify)mirador_host_pass_free);
      g_object_unref (next);
    }
}

static gboolean
leave_queue (GTask *task, const char *host)
{
  gboolean was_waiting;

  g_mutex_lock (&lock);
  was_waiting = g_queue_remove (&find_gate (host)->waiting, task);
  g_mutex_unlock (&lock);
  return was_waiting;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GTask *task = user_data;
  Waiter *waiter = g_task_get_task_data (task);
  g_autofree char *host = g_strdup (waiter->host);

  /* Whoever has been let in meanwhile has to see by himself that he is late. */
  if (leave_queue (task, host))
    {
      stop_watching (waiter);
      g_task_return_error_if_cancelled (task);
      g_object_unref (task);
    }
  /* The next one may have more at once than the one who left. */
  let_in (host);
  return G_SOURCE_REMOVE;
}

static void
watch (GTask *task, Waiter *waiter)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable == NULL)
    return;
  waiter->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (cancelled_cb), g_object_ref (task),
                         g_object_unref);
  g_source_attach (waiter->cancelled, g_task_get_context (task));
}

void
mirador_host_gate_enter_async (const char *host,
                               guint at_once,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Waiter *waiter = g_new0 (Waiter, 1);

  g_task_set_source_tag (task, mirador_host_gate_enter_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, waiter, waiter_free);
  waiter->host = g_strdup (host);
  waiter->at_once = MAX (at_once, 1);
  watch (task, waiter);
  g_mutex_lock (&lock);
  g_queue_push_tail (&find_gate (host)->waiting, task);
  g_mutex_unlock (&lock);
  let_in (host);
}

MiradorHostPass *
mirador_host_gate_enter_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
mirador_host_pass_is_for (const MiradorHostPass *pass, const char *host)
{
  return g_str_equal (pass->host, host);
}

void
mirador_host_pass_free (MiradorHostPass *pass)
{
  g_autofree char *host = g_steal_pointer (&pass->host);

  g_free (pass);
  g_mutex_lock (&lock);
  find_gate (host)->n_inside--;
  g_mutex_unlock (&lock);
  let_in (host);
}

guint
mirador_host_gate_get_n_waiting (const char *host)
{
  guint n_waiting;
  Gate *gate;

  g_mutex_lock (&lock);
  gate = find_gate (host);
  n_waiting = g_queue_get_length (&gate->waiting);
  drop_if_idle (gate);
  g_mutex_unlock (&lock);
  return n_waiting;
}
