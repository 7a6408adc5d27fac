/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/worker.h"

G_BEGIN_DECLS

/**
 * MiradorLanes:
 *
 * Ingests on their way to the writer thread. Each is staged in a thread of its own, for it may wait
 * minutes for a slow server, and others must not wait for it. Those of one feed are written in the
 * order in which they were asked for, whichever is staged first: an older answer never replaces a
 * newer one. Counted by reference, safe between threads.
 */
typedef struct _MiradorLanes MiradorLanes;

/** mirador_lanes_new: (transfer full).
 * @writer: must outlive every ingest; whose task keeps the store keeps it */
MiradorLanes *mirador_lanes_new (MiradorWorker *writer);
void mirador_lanes_unref (MiradorLanes *lanes);

/** mirador_lanes_start: (transfer full @task): its task data is a MiradorWriting with a pull. */
void mirador_lanes_start (MiradorLanes *lanes, GTask *task);
/** mirador_lanes_give_up: what of @feed is not with the writer yet is cancelled; nothing of it is
 * written, not even that it failed. */
void mirador_lanes_give_up (MiradorLanes *lanes, const char *feed);

G_END_DECLS
