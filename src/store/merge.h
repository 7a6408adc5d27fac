/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"
#include "store/staging.h"

G_BEGIN_DECLS

/**
 * mirador_merge:
 * @staging: closed
 * @refresh: its counts of added, changed and retired values are set
 *
 * Compares what came with what the feed said before, within a transaction: new values enter, those
 * that differ replace what moves to the revisions, equal ones are left as they are, and, of a
 * snapshot, those that are gone move to the revisions. Gone are only values that the same table
 * (scope) brought, of the measures that the pull replaces.
 */
gboolean mirador_merge (MiradorDatabase *database,
                        const MiradorStaging *staging,
                        const MiradorPull *pull,
                        MiradorRefresh *refresh,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
