/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/session.h"

G_BEGIN_DECLS

/** MiradorTrailBar: «Perú › Lambayeque › Chiclayo»: where the charts stand on the way down, with
 * buttons to go back up. Hidden without a way. */
#define MIRADOR_TYPE_TRAIL_BAR (mirador_trail_bar_get_type ())
G_DECLARE_FINAL_TYPE (MiradorTrailBar, mirador_trail_bar, MIRADOR, TRAIL_BAR, AdwBin)

void mirador_trail_bar_set_session (MiradorTrailBar *bar, MiradorSession *session);

G_END_DECLS
