/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "charts/chart.h"

G_BEGIN_DECLS

/** MiradorFigureDialog: «What is this figure?»: everything that is known about one figure of a
 * chart, to read and to copy. */
#define MIRADOR_TYPE_FIGURE_DIALOG (mirador_figure_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MiradorFigureDialog, mirador_figure_dialog, MIRADOR, FIGURE_DIALOG, AdwWindow)

/** mirador_figure_dialog_new: @parent: (nullable); @frame, @row: of a mark of @chart. */
MiradorFigureDialog *
mirador_figure_dialog_new (GtkWindow *parent, MiradorChart *chart, guint frame, guint row);
/** mirador_figure_dialog_get_text: (transfer full): all that it says, lines. */
char *mirador_figure_dialog_get_text (MiradorFigureDialog *dialog);

G_END_DECLS
