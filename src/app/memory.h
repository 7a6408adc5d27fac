/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window.h"

G_BEGIN_DECLS

/**
 * MiradorMemory:
 *
 * What the window showed when it was closed is what it shows at the next start: page, filters, and
 * the chart of the Explore page. What is no longer there (a program without figures, a place, a
 * period) is forgotten without a word.
 */
#define MIRADOR_TYPE_MEMORY (mirador_memory_get_type ())
G_DECLARE_FINAL_TYPE (MiradorMemory, mirador_memory, MIRADOR, MEMORY, GObject)

/** mirador_memory_new: gives @session the filter of the last time; before a page asks it for
 * anything. */
MiradorMemory *mirador_memory_new (GSettings *settings, MiradorSession *session);
/** mirador_memory_attach: a new window begins where the last one ended, and is followed. */
void mirador_memory_attach (MiradorMemory *memory, MiradorWindow *window);

G_END_DECLS
