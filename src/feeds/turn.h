/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A feed of a store is refreshed by one program at a time: a lock on a byte of a file beside the
 * store, which goes with the program that holds it, however that ends. The store itself needs no
 * such lock; it only keeps two programs from asking a server the same at once. Private to the feeds
 * layer.
 */
typedef struct _MiradorTurn MiradorTurn;

/**
 * mirador_turn_take_async:
 * @store_path: (nullable): the store's file; NULL: there is nobody to wait for
 *
 * Waits until no other program refreshes the feed into that store. Fails with CANCELLED, or with
 * FAILED after a quarter of an hour. Where no lock can be had (a folder that may only be read, a
 * file system without locks), it goes on without one.
 */
void mirador_turn_take_async (const char *store_path,
                              const char *feed,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/** mirador_turn_take_finish: (transfer full). @has_waited: (out): whether another program had it.
 */
MiradorTurn *mirador_turn_take_finish (GAsyncResult *result, gboolean *has_waited, GError **error);
/** mirador_turn_give_back: (transfer full). */
void mirador_turn_give_back (MiradorTurn *turn);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorTurn, mirador_turn_give_back)

G_END_DECLS
