/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mirador_sandbox_check_keeps:
 * @path: a file that somebody wants to have
 *
 * Inside Flatpak's sandbox the folders that were not lent to the program are there all the same,
 * made up in memory, and so are folders for temporary files of its own: what is written there is
 * gone with the program, and nobody would notice.
 *
 * Returns: %FALSE with FILE_UNWRITABLE where that would happen; %TRUE outside a sandbox
 */
gboolean mirador_sandbox_check_keeps (const char *path, GError **error);

G_END_DECLS
