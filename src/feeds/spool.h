/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MiradorSpool:
 *
 * Takes an answer's body as it comes, in an anonymous memory file: what has to be refused
 * (patients, secrets) never reaches the disk, and what is large can be swapped out. Sums it up on
 * the way.
 */
typedef struct _MiradorSpool MiradorSpool;

MiradorSpool *mirador_spool_new (void);
void mirador_spool_free (MiradorSpool *spool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorSpool, mirador_spool_free)

gboolean
mirador_spool_write (MiradorSpool *spool, const guint8 *bytes, gsize length, GError **error);
guint64 mirador_spool_get_length (const MiradorSpool *spool);
/** mirador_spool_get_sha256: (transfer full): of what was written. */
char *mirador_spool_get_sha256 (const MiradorSpool *spool);
/** mirador_spool_finish: (transfer full): the sealed body; nothing can be written after. */
GBytes *mirador_spool_finish (MiradorSpool *spool, GError **error);

G_END_DECLS
