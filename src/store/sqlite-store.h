/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

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

/** mirador_sqlite_store_get_path: (transfer none): its file. */
const char *mirador_sqlite_store_get_path (MiradorSqliteStore *store);

/** mirador_sqlite_store_default_path: (transfer full): mirador/store.db in the user's data folder.
 */
char *mirador_sqlite_store_default_path (void);

G_END_DECLS
