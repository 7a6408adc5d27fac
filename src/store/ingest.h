/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"
#include "store/staging.h"

G_BEGIN_DECLS

/** mirador_ingest_stage: (transfer full): what @func reads, ready for the store, which this does
 * not touch. With *@failure as far as it came. */
MiradorStaging *mirador_ingest_stage (const MiradorPull *pull,
                                      MiradorIngestFunc func,
                                      gpointer func_data,
                                      GCancellable *cancellable,
                                      GError **failure);

/** mirador_ingest: (transfer full): what mirador_store_ingest_async() says, on the writer thread.
 * @failure: (nullable): of the staging, to be noted on the feed */
MiradorRefresh *mirador_ingest (MiradorDatabase *database,
                                const MiradorPull *pull,
                                const MiradorStaging *staging,
                                const GError *failure,
                                GCancellable *cancellable,
                                GError **error);

/** mirador_ingest_record: notes a refresh without rows; @failure NULL: unchanged. */
gboolean mirador_ingest_record (MiradorDatabase *database,
                                const MiradorPull *pull,
                                const GError *failure,
                                GError **error);

G_END_DECLS
