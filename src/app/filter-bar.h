/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/session.h"

G_BEGIN_DECLS

/** MiradorFilterBar: period, program and place; what is chosen goes to the session at once. */
#define MIRADOR_TYPE_FILTER_BAR (mirador_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (MiradorFilterBar, mirador_filter_bar, MIRADOR, FILTER_BAR, AdwBin)

void mirador_filter_bar_set_session (MiradorFilterBar *bar, MiradorSession *session);

G_END_DECLS
