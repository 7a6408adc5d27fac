/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/session.h"

G_BEGIN_DECLS

/**
 * MiradorImportDialog:
 *
 * A file or address, a mapping, and the first rows as they will be read, before anything is stored.
 */
#define MIRADOR_TYPE_IMPORT_DIALOG (mirador_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (MiradorImportDialog, mirador_import_dialog, MIRADOR, IMPORT_DIALOG, AdwWindow)

MiradorImportDialog *mirador_import_dialog_new (GtkWindow *parent, MiradorSession *session);
/** mirador_import_dialog_set_location: as if the user had chosen that file or address. */
void mirador_import_dialog_set_location (MiradorImportDialog *dialog, const char *location);
/** mirador_import_dialog_set_document: shows a document in Mirador's own format; what is none is
 * told as such. */
void mirador_import_dialog_set_document (MiradorImportDialog *dialog, GFile *file);
/** mirador_import_dialog_is_loading: whether the preview is being read. */
gboolean mirador_import_dialog_is_loading (MiradorImportDialog *dialog);

G_END_DECLS
