/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MiradorWorker:
 *
 * One thread with what it alone touches (a connection), which does tasks one after the other.
 */
typedef struct _MiradorWorker MiradorWorker;

/** MiradorWorkerOpen: makes, on the thread, what the tasks work with; NULL with an error. */
typedef gpointer (*MiradorWorkerOpen) (gpointer user_data, GError **error);
/** MiradorWorkerFunc: does a task, on the thread, with what was opened. Returns: (transfer full):
 * the task's result; NULL with an error. */
typedef gpointer (*MiradorWorkerFunc) (gpointer tool, GTask *task, GError **error);

/**
 * mirador_worker_new:
 * @user_data: for @open, which has run when this returns
 * @close: frees what @open made, on the thread
 *
 * Returns: (transfer full): the worker; NULL with the error of @open
 */
MiradorWorker *mirador_worker_new (const char *name,
                                   MiradorWorkerOpen open,
                                   gpointer user_data,
                                   GDestroyNotify close,
                                   GError **error);
/**
 * mirador_worker_push:
 * @task: (transfer full): returned and released in its own main context, never on the thread, so
 *   that its source cannot go away there
 * @result_free: (nullable): of what @func returns
 */
void mirador_worker_push (MiradorWorker *worker,
                          GTask *task,
                          MiradorWorkerFunc func,
                          GDestroyNotify result_free);
/** mirador_worker_free: waits for the tasks that were pushed. Not on the thread itself. */
void mirador_worker_free (MiradorWorker *worker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorWorker, mirador_worker_free)

G_END_DECLS
