/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/session.h"

G_BEGIN_DECLS

#define MIRADOR_TYPE_APPLICATION (mirador_application_get_type ())
G_DECLARE_FINAL_TYPE (MiradorApplication, mirador_application, MIRADOR, APPLICATION, AdwApplication)

/** MiradorLaunch: what the command line asked the window for. */
typedef struct
{
  const char *store_path; /* (nullable): the user's own */
  gboolean demo;
  gboolean is_service;          /* started by the session bus: no window before one is asked for */
  const char *action;           /* (nullable): an action of the application, without a parameter */
  const char *const *documents; /* (nullable): files or addresses to open, NULL-terminated */
} MiradorLaunch;

/** mirador_application_new: @store_path (nullable): the user's own; @demo: a store of its own, with
 * simulated figures. */
MiradorApplication *mirador_application_new (const char *store_path, gboolean demo);

/** mirador_application_open_display: readies charts and GTK, in that order, before anything else of
 * them is used; %FALSE where there is no display. */
gboolean mirador_application_open_display (void);

/** mirador_application_run: opens the window, or has the one that is open do what @launch says;
 * returns the exit status (1 where there is no display or the store cannot be opened, with a
 * sentence on stderr). */
int mirador_application_run (const MiradorLaunch *launch);

/** mirador_application_get_session: (transfer none): of the store, which is opened where it is not
 * yet; it has not begun before a window is there, see mirador_application_begin(); %NULL with
 * what mirador_sqlite_store_open() says. */
MiradorSession *mirador_application_get_session (MiradorApplication *application, GError **error);

/** mirador_application_begin: the session reads what there is, and refreshes what is due; once,
 * with the first window or without any. */
void mirador_application_begin (MiradorApplication *application);

/** mirador_application_get_settings: (transfer none) (nullable): NULL where the schema is not
 * installed. */
GSettings *mirador_application_get_settings (void);

G_END_DECLS
