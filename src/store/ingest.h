/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"
#include "store/store.h"

G_BEGIN_DECLS

/** mirador_ingest: (transfer full): what mirador_store_ingest_async() says, on the writer thread.
 */
MiradorRefresh *mirador_ingest (MiradorDatabase *database,
                                MiradorPull *pull,
                                MiradorIngestFunc func,
                                gpointer func_data,
                                GCancellable *cancellable,
                                GError **error);

/** mirador_ingest_record: notes a refresh without rows; @failure NULL: unchanged. */
gboolean mirador_ingest_record (MiradorDatabase *database,
                                const MiradorPull *pull,
                                const GError *failure,
                                GError **error);

G_END_DECLS
