/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** mirador_background_autostart_get_path: (transfer full): the file by which the desktop starts the
 * program, without a window, when the user logs in. */
char *mirador_background_autostart_get_path (void);

/** mirador_background_autostart_async: writes the file, or removes it; one that is not there is
 * removed already. Calls take turns; one that is cancelled before its turn does nothing. */
void mirador_background_autostart_async (gboolean on,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean mirador_background_autostart_finish (GAsyncResult *result, GError **error);

G_END_DECLS
