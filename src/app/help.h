/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * mirador_help_show: opens the user guide beside @parent, in the language of the program.
 * @parent: (nullable): the window that asks
 * @page: (nullable): a page's id, as "feeds"; "" or NULL: the index
 *
 * Yelp shows it where there is one that can see the pages; else a browser shows the same guide as
 * one page; else a dialog says where it lies.
 */
void mirador_help_show (GtkWindow *parent, const char *page);

/**
 * mirador_help_add_page: F1 in widgets of @klass opens @page; so does the action `help.show` (s)
 * for its buttons.
 */
void mirador_help_add_page (GtkWidgetClass *klass, const char *page);

G_END_DECLS
