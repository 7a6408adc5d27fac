/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"

G_BEGIN_DECLS

/**
 * mirador_confirm_no_suppression: asks on the terminal whether small counts shall be shown.
 *
 * Returns: TRUE where nothing is sensitive or the person said so; FALSE with SMALL_COUNTS where
 * there is no terminal or the answer is no
 */
gboolean mirador_confirm_no_suppression (const MiradorFrame *frame, GError **error);

/** mirador_confirm_picture: FALSE with SMALL_COUNTS where a measure of the frame is sensitive. */
gboolean mirador_confirm_picture (const MiradorFrame *frame, GError **error);

G_END_DECLS
