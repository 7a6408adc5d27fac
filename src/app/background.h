/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MiradorBackground:
 *
 * Whether feeds go on being refreshed without a window, and from the log-in on: the setting
 * "background", off until somebody wants it. While it is on the application is held, so that
 * closing the window does not end it.
 *
 * Inside Flatpak the desktop is asked through its portal, and may refuse. Outside, the portal knows
 * a program by nothing reliable; there the log-in is a file in the user's autostart folder.
 */
#define MIRADOR_TYPE_BACKGROUND (mirador_background_get_type ())
G_DECLARE_FINAL_TYPE (MiradorBackground, mirador_background, MIRADOR, BACKGROUND, GObject)

/** mirador_background_new: @application, which is not owned, outlives it; @sandboxed: see
 * mirador_background_is_sandboxed(). */
MiradorBackground *
mirador_background_new (GApplication *application, GSettings *settings, gboolean sandboxed);
/** mirador_background_is_sandboxed: whether the program runs inside Flatpak. */
gboolean mirador_background_is_sandboxed (void);

gboolean mirador_background_is_on (MiradorBackground *background);
/** mirador_background_was_asked: whether the question was put once; mark_asked(): now it was. */
gboolean mirador_background_was_asked (MiradorBackground *background);
void mirador_background_mark_asked (MiradorBackground *background);

/**
 * mirador_background_switch_async:
 *
 * Switches it on or off. The desktop may ask the user first, for as long as it takes; another call
 * takes the place of one that still waits.
 */
void mirador_background_switch_async (MiradorBackground *background,
                                      gboolean on,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/**
 * mirador_background_switch_finish:
 * @sentence: (out) (optional) (nullable) (transfer full): what the user should know, if anything
 *
 * Returns: whether it is on now
 */
gboolean mirador_background_switch_finish (MiradorBackground *background,
                                           GAsyncResult *result,
                                           char **sentence);

G_END_DECLS
