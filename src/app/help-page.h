/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * mirador_help_find_page: the Mallard page @page of the guide in the language of the program.
 *
 * Returns: (nullable) (transfer full): a path; NULL where the guide is not installed
 */
char *mirador_help_find_page (const char *page);

/**
 * mirador_help_write_html_async: the guide as one HTML file that needs no other, pictures inside,
 * and that opens at @page. It lies in the user's cache folder, which a browser outside the sandbox
 * sees too.
 * @page: a page's id
 * @callback: calls mirador_help_write_html_finish()
 */
void mirador_help_write_html_async (const char *page,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/** mirador_help_write_html_finish: Returns: (transfer full) (nullable): the file's path; on an
 * error of MIRADOR_ERROR, NULL. */
char *mirador_help_write_html_finish (GAsyncResult *result, GError **error);

G_END_DECLS
