/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/figure-dialog.h"

#include <glib/gi18n-lib.h>
#include "app/help.h"
#include "analysis/explain.h"

struct _MiradorFigureDialog
{
  AdwWindow parent_instance;

  GtkLabel *what;
  GtkLabel *value;
  GtkLabel *lines;
  GtkLabel *notes;
};

G_DEFINE_FINAL_TYPE (MiradorFigureDialog, mirador_figure_dialog, ADW_TYPE_WINDOW)

static void
add_text (GString *text, GtkLabel *label)
{
  const char *line = gtk_label_get_text (label);

  if (*line != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

char *
mirador_figure_dialog_get_text (MiradorFigureDialog *self)
{
  GString *text = g_string_new (NULL);

  add_text (text, self->what);
  add_text (text, self->value);
  add_text (text, self->lines);
  add_text (text, self->notes);
  return g_string_free (text, FALSE);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *text = mirador_figure_dialog_get_text (MIRADOR_FIGURE_DIALOG (widget));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
mirador_figure_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_FIGURE_DIALOG);
  G_OBJECT_CLASS (mirador_figure_dialog_parent_class)->dispose (object);
}

static void
mirador_figure_dialog_class_init (MiradorFigureDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_figure_dialog_dispose;
  mirador_help_add_page (widget_class, "methods");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/figure-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorFigureDialog, what);
  gtk_widget_class_bind_template_child (widget_class, MiradorFigureDialog, value);
  gtk_widget_class_bind_template_child (widget_class, MiradorFigureDialog, lines);
  gtk_widget_class_bind_template_child (widget_class, MiradorFigureDialog, notes);
  gtk_widget_class_install_action (widget_class, "figure.copy", NULL, copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mirador_figure_dialog_init (MiradorFigureDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* The first line says what it is, the second how much; the rest how it came about. */
static void
set_figure (MiradorFigureDialog *self, const char *explanation)
{
  g_auto (GStrv) parts = g_strsplit (explanation, "\n", 3);
  guint n = g_strv_length (parts);

  set_text (self->what, n > 0 ? parts[0] : NULL);
  set_text (self->value, n > 1 ? parts[1] : NULL);
  set_text (self->lines, n > 2 ? parts[2] : NULL);
}

MiradorFigureDialog *
mirador_figure_dialog_new (GtkWindow *parent, MiradorChart *chart, guint frame, guint row)
{
  MiradorFigureDialog *self
    = g_object_new (MIRADOR_TYPE_FIGURE_DIALOG, "transient-for", parent, NULL);
  const MiradorFrame *of = mirador_chart_get_frame (chart, frame);
  g_autofree char *explanation = mirador_explain_row (of, mirador_frame_get_row (of, row));
  g_autofree char *notes = g_strjoinv ("\n", (char **)mirador_chart_get_notes (chart));

  set_figure (self, explanation);
  set_text (self->notes, notes);
  return self;
}
