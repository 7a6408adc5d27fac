/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * mirador_document_copy_async:
 *
 * Copies a file that has no path on this machine (on a phone, a server that the desktop has
 * connected to) into a folder of its own, 512 MB at most.
 */
void mirador_document_copy_async (GFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/** mirador_document_copy_finish: (transfer full): the copy's path, for
 * mirador_document_remove(); NULL with FILE_NOT_FOUND, FILE_UNREADABLE, TOO_LARGE or CANCELLED. */
char *mirador_document_copy_finish (GAsyncResult *result, GError **error);
/** mirador_document_remove: the copy and its folder. */
void mirador_document_remove (const char *copy);

/** mirador_document_get_location: (transfer full) (nullable): what can be read of it as it is: a
 * path, a web address; %NULL where it has to be copied. */
char *mirador_document_get_location (GFile *file);

G_END_DECLS
