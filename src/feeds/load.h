/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"
#include "feeds/http.h"
#include "feeds/mapping.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * MiradorLoad:
 *
 * A body, and those that follow it, on their way through decoder and mapping: what refresh, import
 * and preview have in common. Private to the feeds layer.
 */
typedef struct
{
  GBytes *body;         /* (nullable) the first; NULL when it has been read */
  MiradorParts *more;   /* (nullable) those that follow; NULL when they have been read */
  MiradorPull *pull;    /* (nullable) (not owned) that of make_pull(), completed at the end */
  char *shown;          /* the source in errors */
  char *format;         /* (nullable) as asked for */
  char *wanted_mapping; /* (nullable) id or file */

  /* Known after mirador_load_prepare(). */
  const MiradorDecoder *decoder;
  MiradorMapping *mapping;
  char **columns;
} MiradorLoad;

/** mirador_table_find_mapping: (transfer full) (nullable): the table's mapping, which may be the id
 * of a known one, or a file beside the definition. */
char *mirador_table_find_mapping (const MiradorDefinition *definition, const MiradorTable *table);

/** mirador_load_new: takes over @answer's `more`, whose reader it is from then on; freed before it
 * has read them, it gives them up. */
MiradorLoad *mirador_load_new (MiradorAnswer *answer,
                               const char *location,
                               const char *format,
                               const char *mapping);
void mirador_load_free (MiradorLoad *load);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorLoad, mirador_load_free)

/**
 * mirador_load_prepare_async:
 * @load: stays the caller's, who leaves it alone until this is done
 *
 * Finds the decoder and the mapping, in a worker thread. Fails with what mirador_decoder_find(),
 * mirador_mapping_load() or the decoder say, and with NO_MAPPING where no mapping fits.
 */
void mirador_load_prepare_async (MiradorLoad *load,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean mirador_load_prepare_finish (GAsyncResult *result, GError **error);
/** mirador_load_prepare: the same, where it stands. Without a mapping that fits it succeeds if
 * @may_lack is %TRUE. */
gboolean mirador_load_prepare (MiradorLoad *load,
                               gboolean may_lack,
                               GCancellable *cancellable,
                               GError **error);

/** mirador_load_make_pull: (transfer full): for mirador_store_ingest_async(). Where several bodies
 * are read, mirador_load_run() notes in it how many bytes they were and (where that is not known
 * yet) their sha256.
 * @feed: (nullable): the mapping's
 * @scope: (nullable): the mapping's */
MiradorPull *mirador_load_make_pull (MiradorLoad *load, const char *feed, const char *scope);

/** mirador_pull_take_answer: notes where the pull came from.
 * @answer: (nullable): none came
 * @etag: (nullable): what to keep in its place */
void mirador_pull_take_answer (MiradorPull *pull,
                               const char *location,
                               const MiradorAnswer *answer,
                               const char *etag);

/**
 * mirador_load_read:
 * @load: prepared; its bodies are gone afterwards
 * @header: called for each body: its columns may be others, or stand in another order
 *
 * Decodes body after body as if they were one: rows count on. In a thread that may wait. Each body
 * is let go when it is read.
 */
gboolean mirador_load_read (MiradorLoad *load,
                            MiradorHeaderFunc header,
                            MiradorRecordFunc record,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);

/** mirador_load_run: a MiradorIngestFunc; @user_data is a prepared MiradorLoad. */
gboolean
mirador_load_run (MiradorSink *sink, gpointer user_data, GCancellable *cancellable, GError **error);

/** mirador_name_cancellation: GIO's error of a cancelled task as Mirador's. */
void mirador_name_cancellation (GError **error, const char *what);

/** mirador_keep_result_cb: keeps the result in the GAsyncResult pointer that @user_data points at,
 * for those who wait. */
void mirador_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data);
/** mirador_wait_for: iterates the thread's main context until *@result is there. */
void mirador_wait_for (GAsyncResult **result);

G_END_DECLS
