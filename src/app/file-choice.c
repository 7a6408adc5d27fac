/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/file-choice.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *widget;
  MiradorFileChosen chosen;
} Choosing;

static void
response_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  Choosing *choosing = user_data;

  if (response == GTK_RESPONSE_ACCEPT && gtk_widget_get_root (choosing->widget) != NULL)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = g_file_get_path (file);
      g_autofree char *uri = g_file_get_uri (file);

      choosing->chosen (path != NULL ? path : uri, choosing->widget);
    }
  g_object_unref (choosing->widget);
  g_free (choosing);
  g_object_unref (chooser);
}

static void
ask (GtkWidget *widget, GtkFileChooserNative *chooser, MiradorFileChosen chosen)
{
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->widget = g_object_ref (widget);
  choosing->chosen = chosen;
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (response_cb), choosing);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
mirador_choose_file (GtkWidget *widget, const char *title, MiradorFileChosen chosen)
{
  ask (widget,
       gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (widget)),
                                    GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), _ ("_Cancel")),
       chosen);
}

void
mirador_choose_file_to_save (GtkWidget *widget,
                             const char *title,
                             const char *name,
                             MiradorFileChosen chosen)
{
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (widget)),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  ask (widget, chooser, chosen);
}
