/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/session.h"

G_BEGIN_DECLS

#define MIRADOR_TYPE_APPLICATION (mirador_application_get_type ())
G_DECLARE_FINAL_TYPE (MiradorApplication, mirador_application, MIRADOR, APPLICATION, AdwApplication)

/** mirador_application_new: @store_path (nullable): the user's own; @demo: a store of its own, with
 * simulated figures. */
MiradorApplication *mirador_application_new (const char *store_path, gboolean demo);

/** mirador_application_open_display: readies charts and GTK, in that order, before anything else of
 * them is used; %FALSE where there is no display. */
gboolean mirador_application_open_display (void);

/** mirador_application_run: opens the window; returns the exit status (1 where there is no display
 * or the store cannot be opened, with a sentence on stderr). */
int mirador_application_run (const char *store_path, gboolean demo, int argc, char **argv);

/** mirador_application_get_settings: (transfer none) (nullable): NULL where the schema is not
 * installed. */
GSettings *mirador_application_get_settings (void);

G_END_DECLS
