/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** MiradorFileChosen: @path: a path where the file has one, else its address. */
typedef void (*MiradorFileChosen) (const char *path, gpointer user_data);

/** mirador_choose_file: asks for a file to open; @chosen is called with @widget, which is kept
 * until then, only where one was chosen and its window is still there. */
void mirador_choose_file (GtkWidget *widget, const char *title, MiradorFileChosen chosen);
/** mirador_choose_file_to_save: the same for a file to write, called @name to begin with. */
void mirador_choose_file_to_save (GtkWidget *widget,
                                  const char *title,
                                  const char *name,
                                  MiradorFileChosen chosen);

G_END_DECLS
