/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window.h"

G_BEGIN_DECLS

/**
 * MiradorOpening:
 *
 * The documents that the desktop asked the window to open: the preview of each before anything of
 * it is kept, one after the other.
 */
#define MIRADOR_TYPE_OPENING (mirador_opening_get_type ())
G_DECLARE_FINAL_TYPE (MiradorOpening, mirador_opening, MIRADOR, OPENING, GObject)

MiradorOpening *mirador_opening_new (void);
/** mirador_opening_add: @file gets its turn; once, however often it is asked for meanwhile. */
void mirador_opening_add (MiradorOpening *opening, GFile *file);
/** mirador_opening_show: shows the first, and each other one when the one before it was closed. */
void mirador_opening_show (MiradorOpening *opening, MiradorWindow *window);

G_END_DECLS
