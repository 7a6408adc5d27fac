/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * One request at a time to a host, in the whole program, unless whoever asks may have more: a busy
 * server in a ministry is asked politely, whatever window, schedule or test asks it. Who comes
 * first goes first. Safe between threads. Private to the feeds layer.
 */

/** MiradorHostPass: a place inside; freeing it lets the next one in. */
typedef struct _MiradorHostPass MiradorHostPass;

/**
 * mirador_host_gate_enter_async:
 * @host: name and port: two servers on one machine are two
 * @at_once: waits until fewer than so many are inside; 0: 1
 *
 * @callback is called on the main context of the caller's thread. finish() gives (transfer full)
 * the pass, or %NULL with G_IO_ERROR_CANCELLED where @cancellable was cancelled in the queue.
 */
void mirador_host_gate_enter_async (const char *host,
                                    guint at_once,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
MiradorHostPass *mirador_host_gate_enter_finish (GAsyncResult *result, GError **error);

/** mirador_host_pass_is_for: whether it is a place in the gate of this host. */
gboolean mirador_host_pass_is_for (const MiradorHostPass *pass, const char *host);
void mirador_host_pass_free (MiradorHostPass *pass);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorHostPass, mirador_host_pass_free)

/** mirador_host_gate_get_n_waiting: for tests: how many stand in the queue of a host. */
guint mirador_host_gate_get_n_waiting (const char *host);

G_END_DECLS
