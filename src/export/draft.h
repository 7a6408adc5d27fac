/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file is written beside the one that is wanted and takes its place when it is whole: nobody
 * opens half a picture, and what was there stays until then. */

/** mirador_draft_create: (transfer full): the path of an empty file beside @path; NULL with
 * FILE_UNWRITABLE. */
char *mirador_draft_create (const char *path, GError **error);
/** mirador_draft_keep: puts @draft in the place of @path; FALSE with FILE_UNWRITABLE, the draft is
 * gone then. */
gboolean mirador_draft_keep (const char *draft, const char *path, GError **error);
/** mirador_draft_drop: removes it. */
void mirador_draft_drop (const char *draft);

G_END_DECLS
