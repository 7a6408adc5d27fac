/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/session.h"

G_BEGIN_DECLS

/** MiradorWelcomePage: what to begin with: the demonstration, a file, an address, the annual
 * report. */
#define MIRADOR_TYPE_WELCOME_PAGE (mirador_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (MiradorWelcomePage, mirador_welcome_page, MIRADOR, WELCOME_PAGE, AdwBin)

void mirador_welcome_page_set_session (MiradorWelcomePage *page, MiradorSession *session);

G_END_DECLS
