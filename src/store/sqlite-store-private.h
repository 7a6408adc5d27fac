/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/lanes.h"
#include "store/sqlite-store.h"
#include "store/worker.h"

G_BEGIN_DECLS

struct _MiradorSqliteStore
{
  GObject parent_instance;

  char *path;
  char *copy_folder;     /* (nullable) which holds a copy, and goes with the store */
  GMainContext *context; /* where "changed" is emitted */
  MiradorWorker *writer; /* with a MiradorDatabase */
  MiradorWorker *reader; /* with a MiradorReader */
  MiradorLanes *lanes;   /* to the writer */
};

/** mirador_sqlite_store_open_writer: a MiradorWorkerOpen: the file, ready to be written. */
gpointer mirador_sqlite_store_open_writer (gpointer path, GError **error);

/* sqlite-store-copy.c */
/** mirador_sqlite_store_drop_copy: once its files are closed. */
void mirador_sqlite_store_drop_copy (MiradorSqliteStore *store);

G_END_DECLS
