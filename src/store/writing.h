/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/staging.h"

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
  GCancellable *cancellable; /* of the ingest, cancelled with the caller's */
  GCancellable *callers;     /* (nullable) */
  gulong callers_handler;    /* 0: none */
  MiradorStaging *staging;   /* once it is staged */
  gboolean is_given_up;      /* the feed was removed meanwhile: lanes.h */
  GError *failure;
  char *feed; /* also of a pull */
  char *program;
  char *measure;
} MiradorWriting;

MiradorWriting *mirador_writing_new (GMainContext *context);
void mirador_writing_free (MiradorWriting *writing);

/** mirador_writing_watch: the ingest ends when @cancellable (nullable) is cancelled. */
void mirador_writing_watch (MiradorWriting *writing, GCancellable *cancellable);
/** mirador_writing_stage: lets the ingest's function read; not on the writer thread. */
void mirador_writing_stage (MiradorWriting *writing);

/* Each a MiradorWorkerFunc with a MiradorDatabase; they give a MiradorRefresh, or something else
 * than NULL. */
gpointer mirador_writing_run_ingest (gpointer database, GTask *task, GError **error);
gpointer mirador_writing_run_record (gpointer database, GTask *task, GError **error);
gpointer mirador_writing_run_remove_feed (gpointer database, GTask *task, GError **error);
gpointer mirador_writing_run_prefer (gpointer database, GTask *task, GError **error);

G_END_DECLS
