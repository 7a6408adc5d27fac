/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/explore-page.h"

G_BEGIN_DECLS

#define MIRADOR_TYPE_WINDOW (mirador_window_get_type ())
G_DECLARE_FINAL_TYPE (MiradorWindow, mirador_window, MIRADOR, WINDOW, AdwApplicationWindow)

MiradorWindow *mirador_window_new (AdwApplication *application, MiradorSession *session);
MiradorSession *mirador_window_get_session (MiradorWindow *window);
/** mirador_window_show_page: "welcome", or one that has_page() knows. */
void mirador_window_show_page (MiradorWindow *window, const char *page);
/** mirador_window_has_page: whether it is one to choose: "overview", "explore" or "feeds". */
gboolean mirador_window_has_page (const char *page);
/** mirador_window_get_page: (transfer none): the one on the screen; "starting" before it is known
 * what there is. Property "page" notifies. */
const char *mirador_window_get_page (MiradorWindow *window);
/** mirador_window_set_first_page: what is shown as soon as it is known that there are figures;
 * "overview" where @page is none. */
void mirador_window_set_first_page (MiradorWindow *window, const char *page);
/** mirador_window_get_explore_page: (transfer none). */
MiradorExplorePage *mirador_window_get_explore_page (MiradorWindow *window);
/** mirador_window_show_feed: the feeds, with the focus on @feed as soon as it is listed. */
void mirador_window_show_feed (MiradorWindow *window, const char *feed);
/** mirador_window_say: a toast in the window that holds @widget. */
void mirador_window_say (GtkWidget *widget, const char *sentence);
/** mirador_window_is_loading: whether a chart waits for its answer; for pictures and tests. */
gboolean mirador_window_is_loading (MiradorWindow *window);

G_END_DECLS
