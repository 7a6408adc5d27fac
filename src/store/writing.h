/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * MiradorWriting:
 *
 * What a task of the writer thread is about: its task data. What it does not need is NULL.
 */
typedef struct
{
  GMainContext *context; /* where "changed" is emitted; belongs to the store */
  MiradorPull *pull;
  MiradorIngestFunc func;
  gpointer func_data;
  GDestroyNotify func_data_free;
  GError *failure;
  char *feed;
  char *program;
  char *measure;
} MiradorWriting;

MiradorWriting *mirador_writing_new (GMainContext *context);
void mirador_writing_free (MiradorWriting *writing);

/* Each a MiradorWorkerFunc with a MiradorDatabase; they give a MiradorRefresh, or something else
 * than NULL. */
gpointer mirador_writing_run_ingest (gpointer database, GTask *task, GError **error);
gpointer mirador_writing_run_record (gpointer database, GTask *task, GError **error);
gpointer mirador_writing_run_remove_feed (gpointer database, GTask *task, GError **error);
gpointer mirador_writing_run_prefer (gpointer database, GTask *task, GError **error);

G_END_DECLS
