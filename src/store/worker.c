/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/worker.h"

struct _MiradorWorker
{
  GThread *thread;
  GAsyncQueue *queue; /* Job */
};

typedef struct
{
  GTask *task;
  MiradorWorkerFunc func; /* NULL: no more tasks will come */
  GDestroyNotify result_free;
  gpointer result;
  GError *error;
} Job;

/* Lives on the stack of mirador_worker_new() until is_open is told. */
typedef struct
{
  GAsyncQueue *queue;
  MiradorWorkerOpen open;
  gpointer user_data;
  GDestroyNotify close;
  GMutex mutex;
  GCond cond;
  gboolean is_open;
  GError *error;
} Opening;

static gboolean
return_job_cb (gpointer user_data)
{
  Job *job = user_data;

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, job->result, job->result_free);
  return G_SOURCE_REMOVE;
}

static void
job_free (Job *job)
{
  g_object_unref (job->task);
  g_free (job);
}

static void
return_job (Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, return_job_cb, job, (GDestroyNotify)job_free);
  g_source_attach (source, g_task_get_context (job->task));
}

static void
run_jobs (GAsyncQueue *queue, gpointer tool)
{
  for (;;)
    {
      Job *job = g_async_queue_pop (queue);

      if (job->func == NULL)
        {
          g_free (job);
          return;
        }
      job->result = job->func (tool, job->task, &job->error);
      return_job (job);
    }
}

static gpointer
worker_thread (gpointer user_data)
{
  Opening *opening = user_data;
  g_autoptr (GAsyncQueue) queue = g_async_queue_ref (opening->queue);
  GDestroyNotify close = opening->close;
  gpointer tool = opening->open (opening->user_data, &opening->error);

  g_mutex_lock (&opening->mutex);
  opening->is_open = TRUE;
  g_cond_signal (&opening->cond);
  g_mutex_unlock (&opening->mutex);
  if (tool == NULL)
    return NULL;
  run_jobs (queue, tool);
  close (tool);
  return NULL;
}

static void
wait_until_open (Opening *opening)
{
  g_mutex_lock (&opening->mutex);
  while (!opening->is_open)
    g_cond_wait (&opening->cond, &opening->mutex);
  g_mutex_unlock (&opening->mutex);
}

MiradorWorker *
mirador_worker_new (const char *name,
                    MiradorWorkerOpen open,
                    gpointer user_data,
                    GDestroyNotify close,
                    GError **error)
{
  g_autoptr (MiradorWorker) worker = g_new0 (MiradorWorker, 1);
  Opening opening = { .open = open, .user_data = user_data, .close = close };

  worker->queue = opening.queue = g_async_queue_new_full (g_free);
  g_mutex_init (&opening.mutex);
  g_cond_init (&opening.cond);
  worker->thread = g_thread_new (name, worker_thread, &opening);
  wait_until_open (&opening);
  g_mutex_clear (&opening.mutex);
  g_cond_clear (&opening.cond);
  if (opening.error == NULL)
    return g_steal_pointer (&worker);
  g_propagate_error (error, opening.error);
  return NULL;
}

void
mirador_worker_push (MiradorWorker *worker,
                     GTask *task,
                     MiradorWorkerFunc func,
                     GDestroyNotify result_free)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->func = func;
  job->result_free = result_free;
  g_async_queue_push (worker->queue, job);
}

void
mirador_worker_free (MiradorWorker *worker)
{
  g_async_queue_push (worker->queue, g_new0 (Job, 1));
  g_thread_join (worker->thread);
  g_async_queue_unref (worker->queue);
  g_free (worker);
}
