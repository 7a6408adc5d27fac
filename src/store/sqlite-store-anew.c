/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sqlite-store-private.h"

#include "store/database.h"
#include "store/reader.h"
#include "store/set-aside.h"

/* The threads and their queues stay, only what they have open changes: first the reader leaves the
 * file, then the writer exchanges it, then the reader comes back. Questions in between get an
 * error, and are asked again after "changed". */

static void
push (MiradorWorker *worker,
      GTask *whole,
      MiradorWorkerFunc func,
      GAsyncReadyCallback callback,
      GDestroyNotify result_free)
{
  GTask *part = g_task_new (g_task_get_source_object (whole), NULL, callback, g_object_ref (whole));

  g_task_set_source_tag (part, push);
  mirador_worker_push (worker, part, func, result_free);
}

static gpointer
run_leave (gpointer reader, GTask *task, GError **error)
{
  mirador_reader_leave (reader);
  return reader;
}

static gpointer
run_return (gpointer reader, GTask *task, GError **error)
{
  return mirador_reader_return (reader, error) ? reader : NULL;
}

/* Its place in memory stays: the thread knows it by that. */
static void
put_into (MiradorDatabase *place, MiradorDatabase *database)
{
  MiradorDatabase old = *place;

  *place = *database;
  *database = old;
  mirador_database_close (database);
}

/* Closed by putting an empty one in its place, which holds no file. */
static gboolean
close_file (MiradorDatabase *database, GError **error)
{
  MiradorDatabase *nothing = mirador_database_open (":memory:", FALSE, error);

  if (nothing != NULL)
    put_into (database, nothing);
  return nothing != NULL;
}

static gpointer
run_exchange (gpointer tool, GTask *task, GError **error)
{
  MiradorDatabase *database = tool, *opened;
  MiradorSqliteStore *self = g_task_get_source_object (task);
  g_autoptr (GError) failure = NULL;
  g_autofree char *kept = NULL;

  if (!close_file (database, error))
    return NULL;
  kept = mirador_set_aside (self->path, &failure);
  opened = failure == NULL ? mirador_sqlite_store_open_writer (self->path, &failure)
                           : mirador_database_open (self->path, FALSE, NULL);
  if (opened != NULL)
    put_into (database, opened);
  if (failure == NULL)
    return kept != NULL ? g_steal_pointer (&kept) : g_strdup ("");
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static void
returned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) whole = user_data;
  GError *failure = g_task_get_task_data (whole);
  g_autoptr (GError) error = NULL;

  g_task_propagate_pointer (G_TASK (result), &error);
  if (failure != NULL)
    g_task_return_error (whole, g_error_copy (failure));
  else if (error != NULL)
    g_task_return_error (whole, g_steal_pointer (&error));
  else
    g_task_return_pointer (whole, g_strdup (g_object_get_data (G_OBJECT (whole), "kept")), g_free);
  mirador_store_emit_changed (MIRADOR_STORE (source), "");
}

static void
exchanged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) whole = user_data;
  GError *error = NULL;
  char *kept = g_task_propagate_pointer (G_TASK (result), &error);

  g_object_set_data_full (G_OBJECT (whole), "kept", kept, g_free);
  if (error != NULL)
    g_task_set_task_data (whole, error, (GDestroyNotify)g_error_free);
  push (MIRADOR_SQLITE_STORE (source)->reader, whole, run_return, returned_cb, NULL);
}

static void
left_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) whole = user_data;

  g_task_propagate_pointer (G_TASK (result), NULL);
  push (MIRADOR_SQLITE_STORE (source)->writer, whole, run_exchange, exchanged_cb, g_free);
}

void
mirador_sqlite_store_begin_anew_async (MiradorSqliteStore *self,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autoptr (GTask) whole = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (whole, mirador_sqlite_store_begin_anew_async);
  push (self->reader, whole, run_leave, left_cb, NULL);
}

char *
mirador_sqlite_store_begin_anew_finish (MiradorSqliteStore *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
