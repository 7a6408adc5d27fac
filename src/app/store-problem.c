/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/store-problem.h"

#include <glib/gi18n-lib.h>
#include "model/error.h"

struct _MiradorStoreProblem
{
  AdwApplicationWindow parent_instance;

  AdwStatusPage *status;
  GtkLabel *file;
  GtkLabel *advice;
  GtkWidget *try_again;

  char *path;
};

G_DEFINE_FINAL_TYPE (MiradorStoreProblem, mirador_store_problem, ADW_TYPE_APPLICATION_WINDOW)

static const char *
advise (const GError *error)
{
  if (g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_STORE_NEWER))
    return _ ("Your figures are as they were: nothing was changed. Install the newer Mirador on "
              "this computer, then try again.");
  if (g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_STORE_CORRUPT))
    return _ ("Nothing was changed. Put a copy of the file in its place, or move it to another "
              "folder to begin anew, then try again.");
  if (g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_DISK_FULL))
    return _ ("Your figures are as they were. Empty the rubbish bin or remove files that you no "
              "longer need, then try again.");
  return _ ("Your figures are as they were. Check that you may write in the folder and that its "
            "disk is connected, then try again.");
}

static void
try_again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_application_activate (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (widget))));
}

static void
folder_shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorStoreProblem) self = user_data;
  g_autoptr (GError) error = NULL;

  /* No file manager: the path is there to read. */
  if (!g_app_info_launch_default_for_uri_finish (result, &error) && self->file != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->file));
}

static void
show_folder_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorStoreProblem *self = MIRADOR_STORE_PROBLEM (widget);
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (GdkAppLaunchContext) context
    = gdk_display_get_app_launch_context (gtk_widget_get_display (widget));

  g_app_info_launch_default_for_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), NULL,
                                           folder_shown_cb, g_object_ref (self));
}

static void
mirador_store_problem_dispose (GObject *object)
{
  g_clear_pointer (&MIRADOR_STORE_PROBLEM (object)->path, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_STORE_PROBLEM);
  G_OBJECT_CLASS (mirador_store_problem_parent_class)->dispose (object);
}

static void
mirador_store_problem_class_init (MiradorStoreProblemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_store_problem_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/store-problem.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorStoreProblem, status);
  gtk_widget_class_bind_template_child (widget_class, MiradorStoreProblem, file);
  gtk_widget_class_bind_template_child (widget_class, MiradorStoreProblem, advice);
  gtk_widget_class_bind_template_child (widget_class, MiradorStoreProblem, try_again);
  gtk_widget_class_install_action (widget_class, "problem.try-again", NULL, try_again_cb);
  gtk_widget_class_install_action (widget_class, "problem.show-folder", NULL, show_folder_cb);
}

static void
mirador_store_problem_init (MiradorStoreProblem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

MiradorStoreProblem *
mirador_store_problem_new (AdwApplication *application)
{
  return g_object_new (MIRADOR_TYPE_STORE_PROBLEM, "application", application, NULL);
}

void
mirador_store_problem_show (MiradorStoreProblem *self, const char *path, const GError *error)
{
  g_autofree char *sentence = mirador_error_to_sentence (error);
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  g_autofree char *shown = g_filename_display_name (path);

  g_free (self->path);
  self->path = g_canonicalize_filename (path, NULL);
  adw_status_page_set_description (self->status, escaped);
  gtk_label_set_text (self->file, shown);
  gtk_label_set_text (self->advice, advise (error));
  gtk_window_set_focus (GTK_WINDOW (self), self->try_again);
  gtk_window_present (GTK_WINDOW (self));
}
