/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MiradorParts:
 *
 * The bodies that follow the first one of an answer in several parts: whoever asks (on a main
 * context) gives them, whoever reads (a worker thread) takes them, each once, so that one part is
 * read while the next is on its way and none is kept longer than it is needed. Counted by
 * reference, safe between threads. Private to the feeds layer.
 */
typedef struct _MiradorParts MiradorParts;

/** MiradorPartsRoomFunc: on the main context that was the default of the thread that made the
 * parts, after a part was taken or the reader gave up. */
typedef void (*MiradorPartsRoomFunc) (gpointer user_data);

MiradorParts *mirador_parts_new (void);
MiradorParts *mirador_parts_ref (MiradorParts *parts);
void mirador_parts_unref (MiradorParts *parts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorParts, mirador_parts_unref)

/** mirador_parts_watch: @room is called whenever there is room for more, until it is NULL again. */
void mirador_parts_watch (MiradorParts *parts, MiradorPartsRoomFunc room, gpointer user_data);
/** mirador_parts_push: (transfer full @body). */
void mirador_parts_push (MiradorParts *parts, GBytes *body);
/** mirador_parts_add_sum: notes the sha256 of the next body, the first one of the answer included,
 * by whoever has computed it on the way. */
void mirador_parts_add_sum (MiradorParts *parts, const char *sha256);
/** mirador_parts_get_sum: (transfer full) (nullable): the sha256 of the sums so far; NULL where
 * none was noted. */
char *mirador_parts_get_sum (MiradorParts *parts);
/** mirador_parts_close: no more will come. @error: (nullable) (transfer full): because of this. */
void mirador_parts_close (MiradorParts *parts, GError *error);
/** mirador_parts_get_n_waiting: how many are there that nobody took yet. */
guint mirador_parts_get_n_waiting (MiradorParts *parts);

/** mirador_parts_take: (transfer full): waits for the next one, in a thread that may wait; NULL at
 * the end, with @error where that came too early or @cancellable was cancelled. */
GBytes *mirador_parts_take (MiradorParts *parts, GCancellable *cancellable, GError **error);
/** mirador_parts_give_up: the reader takes no more; what comes still is thrown away. */
void mirador_parts_give_up (MiradorParts *parts);
gboolean mirador_parts_is_given_up (MiradorParts *parts);

G_END_DECLS
