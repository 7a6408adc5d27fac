/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "app/session.h"

G_BEGIN_DECLS

/**
 * mirador_page_export:
 * @widget: of the window, where it is told what came of it
 * @title: of the page
 * @cards: (element-type MiradorChartCard): its charts, as they are on the screen
 *
 * Asks where to, and writes the charts as the slides of a PDF, one at a time while the window goes
 * on.
 */
void mirador_page_export (GtkWidget *widget,
                          MiradorSession *session,
                          const char *title,
                          GPtrArray *cards);
/** mirador_page_export_to: the same into a file that is known already. */
void mirador_page_export_to (GtkWidget *widget,
                             MiradorSession *session,
                             const char *title,
                             GPtrArray *cards,
                             const char *path);

G_END_DECLS
