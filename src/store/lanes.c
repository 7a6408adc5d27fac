/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/lanes.h"

#include "store/writing.h"

struct _MiradorLanes
{
  gatomicrefcount ref_count;
  MiradorWorker *writer;
  GMutex mutex;
  GHashTable *feeds; /* feed → GQueue of Ingest, in the order of their coming */
};

typedef struct
{
  MiradorLanes *lanes; /* reference owned by the thread that stages it */
  GTask *task;
  gboolean is_staged;
} Ingest;

MiradorLanes *
mirador_lanes_new (MiradorWorker *writer)
{
  MiradorLanes *lanes = g_new0 (MiradorLanes, 1);

  g_atomic_ref_count_init (&lanes->ref_count);
  lanes->writer = writer;
  g_mutex_init (&lanes->mutex);
  lanes->feeds
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_queue_free);
  return lanes;
}

static MiradorLanes *
lanes_ref (MiradorLanes *lanes)
{
  g_atomic_ref_count_inc (&lanes->ref_count);
  return lanes;
}

void
mirador_lanes_unref (MiradorLanes *lanes)
{
  if (!g_atomic_ref_count_dec (&lanes->ref_count))
    return;
  g_hash_table_unref (lanes->feeds);
  g_mutex_clear (&lanes->mutex);
  g_free (lanes);
}

static MiradorWriting *
get_writing (const Ingest *ingest)
{
  return g_task_get_task_data (ingest->task);
}

static void
enter (MiradorLanes *lanes, Ingest *ingest)
{
  const char *feed = get_writing (ingest)->feed;
  GQueue *lane;

  g_mutex_lock (&lanes->mutex);
  lane = g_hash_table_lookup (lanes->feeds, feed);
  if (lane == NULL)
    {
      lane = g_queue_new ();
      g_hash_table_insert (lanes->feeds, g_strdup (feed), lane);
    }
  g_queue_push_tail (lane, ingest);
  g_mutex_unlock (&lanes->mutex);
}

/* With the lock held, so that none overtakes another on its way to the writer. */
static void
push (MiradorLanes *lanes, Ingest *ingest)
{
  mirador_worker_push (lanes->writer, ingest->task, mirador_writing_run_ingest,
                       (GDestroyNotify)mirador_refresh_free);
  g_free (ingest);
}

static void
push_staged (MiradorLanes *lanes, const char *feed)
{
  GQueue *lane = g_hash_table_lookup (lanes->feeds, feed);
  Ingest *first;

  while ((first = g_queue_peek_head (lane)) != NULL && first->is_staged)
    push (lanes, g_queue_pop_head (lane));
  if (first == NULL)
    g_hash_table_remove (lanes->feeds, feed);
}

static void
leave (MiradorLanes *lanes, Ingest *ingest)
{
  g_autofree char *feed = g_strdup (get_writing (ingest)->feed);

  g_mutex_lock (&lanes->mutex);
  ingest->is_staged = TRUE;
  if (get_writing (ingest)->is_given_up)
    push (lanes, ingest);
  else
    push_staged (lanes, feed);
  g_mutex_unlock (&lanes->mutex);
}

static gpointer
staging_thread (gpointer user_data)
{
  Ingest *ingest = user_data;
  MiradorLanes *lanes = ingest->lanes;

  mirador_writing_stage (get_writing (ingest));
  leave (lanes, ingest);
  mirador_lanes_unref (lanes);
  return NULL;
}

/* Not one of GTask's threads: those are few, and what waits for a server would keep them from the
 * rest of the program. */
void
mirador_lanes_start (MiradorLanes *lanes, GTask *task)
{
  Ingest *ingest = g_new0 (Ingest, 1);

  ingest->lanes = lanes_ref (lanes);
  ingest->task = task;
  enter (lanes, ingest);
  g_thread_unref (g_thread_new ("store-staging", staging_thread, ingest));
}

/* What is staged waits only for those before it, and goes; of the others the threads have yet to
 * come. */
static void
give_up (MiradorLanes *lanes, Ingest *ingest, GPtrArray *cancellables)
{
  MiradorWriting *writing = get_writing (ingest);

  writing->is_given_up = TRUE;
  if (ingest->is_staged)
    push (lanes, ingest);
  else
    g_ptr_array_add (cancellables, g_object_ref (writing->cancellable));
}

void
mirador_lanes_give_up (MiradorLanes *lanes, const char *feed)
{
  g_autoptr (GPtrArray) cancellables = g_ptr_array_new_with_free_func (g_object_unref);
  GQueue *lane;

  g_mutex_lock (&lanes->mutex);
  lane = g_hash_table_lookup (lanes->feeds, feed);
  while (lane != NULL && !g_queue_is_empty (lane))
    give_up (lanes, g_queue_pop_head (lane), cancellables);
  g_hash_table_remove (lanes->feeds, feed);
  g_mutex_unlock (&lanes->mutex);
  /* Not with the lock held: who hears of it may do anything. */
  for (guint i = 0; i < cancellables->len; i++)
    g_cancellable_cancel (cancellables->pdata[i]);
}
