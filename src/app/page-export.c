/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/page-export.h"

#include <glib/gi18n-lib.h>
#include "app/chart-card.h"
#include "app/window.h"
#include "export/slides-writer.h"
#include "model/error.h"

/** Slides on their way into a file. */
typedef struct
{
  GtkWidget *widget;
  MiradorSlides *slides;
  MiradorSlidesWriter *writer; /* (nullable) until a file is chosen */
  char *name;                  /* of the file */
  GApplication *application;   /* (nullable) that stays until the file is whole */
} PageExport;

static void
page_export_free (PageExport *export)
{
  if (export->application != NULL)
    g_application_release (export->application);
  g_clear_object (&export->application);
  g_clear_pointer (&export->writer, mirador_slides_writer_free);
  mirador_slides_unref (export->slides);
  g_object_unref (export->widget);
  g_free (export->name);
  g_free (export);
}

static void
say_error (GtkWidget *widget, const GError *error)
{
  g_autofree char *sentence = mirador_error_to_sentence (error);

  mirador_window_say (widget, sentence);
}

static void
finish (PageExport *export)
{
  g_autoptr (GError) error = NULL;
  /* Translators: %s is a file name */
  g_autofree char *done = g_strdup_printf (_ ("Saved as %s"), export->name);

  if (mirador_slides_writer_finish (export->writer, &error))
    mirador_window_say (export->widget, done);
  else
    say_error (export->widget, error);
  page_export_free (export);
}

/* One slide a turn, after whatever the window has to do. */
static gboolean
step_cb (gpointer user_data)
{
  PageExport *export = user_data;

  if (mirador_slides_writer_step (export->writer))
    return G_SOURCE_CONTINUE;
  finish (export);
  return G_SOURCE_REMOVE;
}

static void
begin (PageExport *export, const char *path)
{
  g_autoptr (GError) error = NULL;

  export->name = g_path_get_basename (path);
  export->writer = mirador_slides_writer_new (export->slides, path, &error);
  if (export->writer != NULL)
    {
      g_set_object (&export->application, g_application_get_default ());
      if (export->application != NULL)
        g_application_hold (export->application);
      g_idle_add_full (G_PRIORITY_LOW, step_cb, export, NULL);
      return;
    }
  say_error (export->widget, error);
  page_export_free (export);
}

static PageExport *
page_export_new (GtkWidget *widget, MiradorSession *session, const char *title, GPtrArray *cards)
{
  g_autoptr (GPtrArray) charts = g_ptr_array_new ();
  MiradorScope scope = mirador_session_get_scope (session);
  g_autofree char *about = mirador_scope_to_text (&scope);
  PageExport *export = g_new0 (PageExport, 1);

  for (guint i = 0; i < cards->len; i++)
    if (mirador_chart_card_get_chart (cards->pdata[i]) != NULL)
      g_ptr_array_add (charts, mirador_chart_card_get_chart (cards->pdata[i]));
  export->widget = g_object_ref (widget);
  export->slides = mirador_slides_new (charts, title, about, MIRADOR_THEME_LIGHT);
  return export;
}

void
mirador_page_export_to (GtkWidget *widget,
                        MiradorSession *session,
                        const char *title,
                        GPtrArray *cards,
                        const char *path)
{
  begin (page_export_new (widget, session, title, cards), path);
}

/* A name typed without the suffix gets it. */
static char *
complete_path (const char *path)
{
  return mirador_slides_check_path (path, NULL) ? g_strdup (path)
                                                : g_strconcat (path, ".pdf", NULL);
}

static void
response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  PageExport *export = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autofree char *chosen = g_file_get_path (file);
      g_autofree char *path = complete_path (chosen != NULL ? chosen : "");

      begin (export, path);
    }
  else
    page_export_free (export);
  g_object_unref (dialog);
}

static char *
propose_name (const char *title)
{
  g_autofree char *folded = mirador_text_fold (title);
  GString *name = g_string_new (NULL);

  for (const char *c = folded; *c != '\0' && name->len < 60; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (name, *c);
    else if (name->len > 0 && name->str[name->len - 1] != '-')
      g_string_append_c (name, '-');
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  g_string_append (name, ".pdf");
  return g_string_free (name, FALSE);
}

void
mirador_page_export (GtkWidget *widget,
                     MiradorSession *session,
                     const char *title,
                     GPtrArray *cards)
{
  PageExport *export = page_export_new (widget, session, title, cards);
  g_autofree char *name = propose_name (mirador_slides_get_title (export->slides));
  GtkFileChooserNative *dialog;

  if (mirador_slides_get_n (export->slides) == 0)
    {
      mirador_window_say (widget, _ ("There are no figures on this page yet"));
      page_export_free (export);
      return;
    }
  dialog
    = gtk_file_chooser_native_new (_ ("Export Page"), GTK_WINDOW (gtk_widget_get_root (widget)),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
