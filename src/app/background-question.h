/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/background.h"
#include "app/window.h"

G_BEGIN_DECLS

/** mirador_background_question_watch: puts the question over @window, once in the life of the
 * settings: as soon as there are figures of a feed that comes over the network, and no other window
 * of the program is open. */
void mirador_background_question_watch (MiradorBackground *background, MiradorWindow *window);

/** mirador_background_question_is_fitting: @statuses: (element-type MiradorFeedStatus). */
gboolean mirador_background_question_is_fitting (const GPtrArray *statuses);

/** mirador_background_question_ask: shows it at once. (transfer none): the dialog. */
GtkWindow *mirador_background_question_ask (MiradorBackground *background, MiradorWindow *window);

G_END_DECLS
