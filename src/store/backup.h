/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mirador_backup_write:
 * @path: a store of any version, which may be in use
 * @target: the file to write
 * @replaces: whether a file of that name may go
 *
 * Copies what is committed, as it was at one moment. The copy has its name once it is whole and was
 * read through; until then, what lay there stays.
 *
 * Returns: %FALSE with FILE_NOT_FOUND or STORE (about @path: it is not a store), STORE_CORRUPT (it
 * is damaged: the copy would be too), FILE_UNWRITABLE or DISK_FULL (about @target)
 */
gboolean
mirador_backup_write (const char *path, const char *target, gboolean replaces, GError **error);

G_END_DECLS
