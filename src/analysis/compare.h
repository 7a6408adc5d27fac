/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"

G_BEGIN_DECLS

/**
 * mirador_compare_rows:
 * @frame_a: the frame that @a is a row of; for the name of its feed
 * @frame_b: the frame that @b is a row of; may be the same one
 *
 * Two figures side by side in a few short sentences, a line each: both figures, their difference
 * and ratio, and whether the difference is clear or inside what chance gives (see claims.h); of a
 * part and its whole the share; or why they cannot be compared. For Ctrl+click on a second figure.
 *
 * Returns: (transfer full): in the language of the moment
 */
char *mirador_compare_rows (const MiradorFrame *frame_a,
                            const MiradorRow *a,
                            const MiradorFrame *frame_b,
                            const MiradorRow *b);

G_END_DECLS
