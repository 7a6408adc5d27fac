/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chart-export.h"

#include <glib/gi18n-lib.h>
#include "app/window.h"
#include "export/picture.h"
#include "export/table.h"
#include "model/error.h"

#define PICTURE_WIDTH 1600
#define PICTURE_HEIGHT 900

typedef struct
{
  GtkWidget *widget;
  MiradorChart *chart;
  char *suffix;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->widget);
  mirador_chart_unref (export->chart);
  g_free (export->suffix);
  g_free (export);
}

static gboolean
save (const Export *export, const char *path, GError **error)
{
  if (g_str_equal (export->suffix, "csv"))
    return mirador_table_save_csv (mirador_chart_get_frame (export->chart, 0), path, error);
  return mirador_picture_save (export->chart, path, PICTURE_WIDTH, PICTURE_HEIGHT,
                               MIRADOR_THEME_LIGHT, error);
}

/* A name typed without the suffix gets it: the suffix says what is written. */
static char *
complete_path (const char *path, const char *suffix)
{
  g_autofree char *dotted = g_strconcat (".", suffix, NULL);
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, dotted) ? g_strdup (path) : g_strconcat (path, dotted, NULL);
}

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Export *export = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *chosen = g_file_get_path (file);
      g_autofree char *path = complete_path (chosen != NULL ? chosen : "", export->suffix);
      g_autofree char *name = g_path_get_basename (path);
      g_autoptr (GError) error = NULL;
      /* Translators: %s is a file name */
      g_autofree char *done = g_strdup_printf (_ ("Saved as %s"), name);
      g_autofree char *failed = NULL;

      if (!save (export, path, &error))
        failed = mirador_error_to_sentence (error);
      mirador_window_say (export->widget, failed != NULL ? failed : done);
    }
  g_object_unref (dialog);
  export_free (export);
}

static char *
propose_name (MiradorChart *chart, const char *suffix)
{
  g_autofree char *folded = mirador_text_fold (mirador_chart_get_headline (chart));

  for (char *c = folded; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c))
      *c = '-';
  if (strlen (folded) > 60)
    folded[60] = '\0';
  return g_strdup_printf ("%s.%s", folded, suffix);
}

void
mirador_chart_export (GtkWidget *widget, MiradorChart *chart, const char *suffix)
{
  GtkFileChooserNative *dialog
    = gtk_file_chooser_native_new (_ ("Export Chart"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));
  g_autofree char *name = propose_name (chart, suffix);
  Export *export = g_new0 (Export, 1);

  export->widget = g_object_ref (widget);
  export->chart = mirador_chart_ref (chart);
  export->suffix = g_strdup (suffix);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
mirador_chart_copy (GtkWidget *widget, MiradorChart *chart)
{
  cairo_surface_t *surface
    = mirador_picture_render (chart, PICTURE_WIDTH, PICTURE_HEIGHT, MIRADOR_THEME_LIGHT);
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int stride;

  if (surface == NULL)
    return;
  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  pixels = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                       (gsize)stride * PICTURE_HEIGHT,
                                       (GDestroyNotify)cairo_surface_destroy, surface);
  texture = gdk_memory_texture_new (PICTURE_WIDTH, PICTURE_HEIGHT, GDK_MEMORY_DEFAULT, pixels,
                                    (gsize)stride);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (widget), texture);
  mirador_window_say (widget, _ ("Picture copied"));
}
