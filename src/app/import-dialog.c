/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-dialog.h"

struct _MiradorImportDialog
{
  AdwWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (MiradorImportDialog, mirador_import_dialog, ADW_TYPE_WINDOW)

static void
mirador_import_dialog_class_init (MiradorImportDialogClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/pe/org/sociosensalud/Mirador/ui/import-dialog.ui");
}

static void
mirador_import_dialog_init (MiradorImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

MiradorImportDialog *
mirador_import_dialog_new (GtkWindow *parent, MiradorSession *session)
{
  return g_object_new (MIRADOR_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
}

void
mirador_import_dialog_set_location (MiradorImportDialog *self, const char *location)
{
}

gboolean
mirador_import_dialog_is_loading (MiradorImportDialog *self)
{
  return FALSE;
}
