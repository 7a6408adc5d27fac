/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/background.h"

G_BEGIN_DECLS

/** MiradorPreferencesWindow: language, fiscal year, numbers, appearance, small counts,
 * whether feeds refresh by themselves, and in the background. */
#define MIRADOR_TYPE_PREFERENCES_WINDOW (mirador_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (MiradorPreferencesWindow,
                      mirador_preferences_window,
                      MIRADOR,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

/** mirador_preferences_window_new: @settings (nullable): NULL where the schema is not installed:
 * the page says so. */
MiradorPreferencesWindow *mirador_preferences_window_new (GtkWindow *parent, GSettings *settings);
/** mirador_preferences_window_set_background: @background (nullable): NULL, as long as nothing else
 * is said: there is none to switch (a demonstration). */
void mirador_preferences_window_set_background (MiradorPreferencesWindow *window,
                                                MiradorBackground *background);

G_END_DECLS
