/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/session.h"

G_BEGIN_DECLS

/**
 * MiradorPresenter:
 *
 * The charts of a page on the whole screen, one at a time, in the projector's theme. The figures
 * answer to pointer and Tab as in the window, and a click goes deeper.
 *
 * Right, Down, Space and Page Down turn to the next chart; Left, Up, Backspace and Page Up to the
 * one before; Home and End to the first and the last; B or a full stop makes the screen black until
 * any key; Alt+Left takes a step deeper back; Escape and F5 leave. The screen does not lock
 * meanwhile, and the pointer hides while it rests.
 */
#define MIRADOR_TYPE_PRESENTER (mirador_presenter_get_type ())
G_DECLARE_FINAL_TYPE (MiradorPresenter, mirador_presenter, MIRADOR, PRESENTER, GtkWindow)

/**
 * mirador_presenter_new:
 * @parent: the window that is presented
 * @cards: (element-type MiradorChartCard): its charts; those without figures are passed over
 *
 * Returns: (transfer none) (nullable): not yet on the screen; NULL where there is nothing to show
 */
MiradorPresenter *
mirador_presenter_new (GtkWindow *parent, MiradorSession *session, GPtrArray *cards);
/** mirador_presenter_get_n: how many charts there are to turn to. */
guint mirador_presenter_get_n (MiradorPresenter *presenter);
/** mirador_presenter_get_position: of the one on the screen, from 0. */
guint mirador_presenter_get_position (MiradorPresenter *presenter);
/** mirador_presenter_get_chart: (transfer none): the one on the screen. */
MiradorChart *mirador_presenter_get_chart (MiradorPresenter *presenter);
gboolean mirador_presenter_is_black (MiradorPresenter *presenter);

G_END_DECLS
