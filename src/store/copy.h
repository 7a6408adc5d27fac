/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include "store/database.h"

G_BEGIN_DECLS

/**
 * mirador_copy_keep:
 * @path: a store; what was committed to it is copied, its log's part too
 * @version: its schema's
 *
 * Keeps a copy beside it, "store.db.version-1", or with the first free number where that name is
 * taken ("store.db.version-1-2"). It has its name only once it is whole.
 *
 * Returns: %FALSE with an error, and no copy
 */
gboolean mirador_copy_keep (const char *path, gint64 version, GError **error);

/** mirador_copy_write: copies what is committed into the file @part, which is made. %FALSE with an
 * error about @part, of which something may lie there then. */
gboolean mirador_copy_write (MiradorDatabase *database, const char *part, GError **error);
/** mirador_copy_drop: removes a copy that did not become whole, and what SQLite kept beside it. */
void mirador_copy_drop (const char *part);

/** mirador_copy_move: moves the file @from to @to, which is not there; where it is, as where @from
 * is missing, it stays. Returns: 0, or an errno. */
int mirador_copy_move (const char *from, const char *to);

G_END_DECLS
