/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

/**
 * MiradorSalvage:
 *
 * What can still be read of a damaged store: never its figures, which would be some of them, but
 * whose they were and what the manager chose.
 */
typedef struct _MiradorSalvage MiradorSalvage;

/** mirador_salvage_read: (transfer full): as much as can be read, even nothing. */
MiradorSalvage *mirador_salvage_read (const char *path);
void mirador_salvage_free (MiradorSalvage *salvage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorSalvage, mirador_salvage_free)

/** mirador_salvage_write: into a new store: the preferences, and the feeds with FIGURES_LOST.
 * @kept: where the damaged store will be */
gboolean mirador_salvage_write (const MiradorSalvage *salvage,
                                MiradorDatabase *database,
                                const char *kept,
                                GError **error);

G_END_DECLS
