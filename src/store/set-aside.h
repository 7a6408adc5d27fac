/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mirador_set_aside:
 * @path: a store that was found damaged; nobody in this program has it open any more
 *
 * Looks once more whether it is, by an integrity check; moves it, with its log, to a name with
 * today's date beside it ("store-2026-11-22-damaged.db"; where that is taken
 * "store-2026-11-22-damaged-2.db"); and begins a new one in its place. The new one knows the feeds
 * of the old one, as far as they can be read, and the preferences; of each feed's tables it says
 * FIGURES_LOST until they are refreshed or imported again. The new store is whole before the old
 * one is moved.
 *
 * Of two programs that find it damaged at once, one sets it aside. While another one has it open it
 * stays where it is: that one would go on writing to it, and take the new one's log for its own.
 *
 * Returns: (transfer full): where the damaged one is now; NULL without an error where there is
 * nothing to set aside any more; NULL with STORE (another program is using it, it may not be
 * moved), DISK_FULL, ... : it lies where it was
 */
char *mirador_set_aside (const char *path, GError **error);

/** mirador_set_aside_find: (transfer full) (nullable): the newest store that was set aside beside
 * @path. */
char *mirador_set_aside_find (const char *path);

G_END_DECLS
