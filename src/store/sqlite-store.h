/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * MiradorSqliteStore:
 *
 * Signal "damaged": a question or a refresh has met a part of the file that cannot be read (its
 * error is STORE_CORRUPT).
 */
#define MIRADOR_TYPE_SQLITE_STORE (mirador_sqlite_store_get_type ())
G_DECLARE_FINAL_TYPE (MiradorSqliteStore, mirador_sqlite_store, MIRADOR, SQLITE_STORE, GObject)

/** The version of the schema that this program writes. */
#define MIRADOR_SQLITE_STORE_VERSION 1

/**
 * mirador_sqlite_store_open:
 * @path: the file; made with its folder where there is none
 *
 * Opens (and migrates, after a copy of the old file was kept beside it) the embedded store, and
 * extends the catalogue by the entries that its feeds brought.
 *
 * Returns: (transfer full): the store; NULL with STORE_NEWER (left alone), STORE_CORRUPT, DISK_FULL
 * or STORE
 */
MiradorStore *mirador_sqlite_store_open (const char *path, GError **error);

/**
 * mirador_sqlite_store_open_copy:
 * @path: a store that may only be read, or that is not there and cannot be made
 *
 * Opens a copy of it (an empty store where there is none) in a temporary folder, which goes with
 * the store object.
 *
 * Returns: (transfer full): the store; NULL with an error
 */
MiradorStore *mirador_sqlite_store_open_copy (const char *path, GError **error);

/**
 * mirador_sqlite_store_begin_anew_async:
 *
 * Sets the file aside (mirador_set_aside()) and goes on with the new one; whoever holds the store
 * keeps it. For a store that is the user's own, after the signal "damaged".
 */
void mirador_sqlite_store_begin_anew_async (MiradorSqliteStore *store,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
/** mirador_sqlite_store_begin_anew_finish: (transfer full): where the damaged file is now, "" where
 * it was found whole; NULL with an error, and the store is as it was. */
char *mirador_sqlite_store_begin_anew_finish (MiradorSqliteStore *store,
                                              GAsyncResult *result,
                                              GError **error);

/** mirador_sqlite_store_get_path: (transfer none): its file. */
const char *mirador_sqlite_store_get_path (MiradorSqliteStore *store);

/** mirador_sqlite_store_default_path: (transfer full): mirador/store.db in the user's data folder.
 */
char *mirador_sqlite_store_default_path (void);

G_END_DECLS
