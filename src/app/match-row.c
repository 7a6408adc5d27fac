/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/match-row.h"

#include <glib/gi18n-lib.h>
#include "app/assistant-words.h"
#include "app/target-dialog.h"
#include "app/wrap-layout.h"

struct _MiradorMatchRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *name;
  GtkLabel *code;
  GtkImage *mark;
  GtkLabel *target;
  GtkWidget *confirm;
  GtkWidget *choose;
  GtkWidget *leave_out;

  MiradorSource *source;
  MiradorMatch *match;
};

G_DEFINE_FINAL_TYPE (MiradorMatchRow, mirador_match_row, GTK_TYPE_LIST_BOX_ROW)

static void
tell (MiradorMatchRow *self)
{
  mirador_match_row_update (self);
  g_signal_emit_by_name (self, "changed");
}

static void
confirm_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorMatchRow *self = MIRADOR_MATCH_ROW (widget);

  mirador_source_confirm (self->source, self->match, self->match->use);
  /* The button that had the focus is gone. */
  gtk_widget_grab_focus (self->choose);
  tell (self);
}

static void
leave_out_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorMatchRow *self = MIRADOR_MATCH_ROW (widget);

  mirador_source_set_match (self->source, self->match, NULL, NULL);
  gtk_widget_grab_focus (self->choose);
  tell (self);
}

static void
chosen_cb (MiradorMatchRow *self, const char *target, const char *program)
{
  if (self->match == NULL)
    return;
  mirador_source_set_match (self->source, self->match, target, program);
  tell (self);
}

static void
choose_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorMatchRow *self = MIRADOR_MATCH_ROW (widget);
  gboolean with_program = self->match->use == MIRADOR_USE_MEASURE
                          && g_str_equal (mirador_source_get_kind (self->source)->id, "dhis2");
  MiradorTargetDialog *dialog = mirador_target_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (widget)), self->match, with_program);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
mirador_match_row_dispose (GObject *object)
{
  MIRADOR_MATCH_ROW (object)->match = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_MATCH_ROW);
  G_OBJECT_CLASS (mirador_match_row_parent_class)->dispose (object);
}

static void
mirador_match_row_class_init (MiradorMatchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_match_row_dispose;
  g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_type_ensure (MIRADOR_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/match-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorMatchRow, name);
  gtk_widget_class_bind_template_child (widget_class, MiradorMatchRow, code);
  gtk_widget_class_bind_template_child (widget_class, MiradorMatchRow, mark);
  gtk_widget_class_bind_template_child (widget_class, MiradorMatchRow, target);
  gtk_widget_class_bind_template_child (widget_class, MiradorMatchRow, confirm);
  gtk_widget_class_bind_template_child (widget_class, MiradorMatchRow, choose);
  gtk_widget_class_bind_template_child (widget_class, MiradorMatchRow, leave_out);
  gtk_widget_class_install_action (widget_class, "match.confirm", NULL, confirm_cb);
  gtk_widget_class_install_action (widget_class, "match.choose", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "match.leave-out", NULL, leave_out_cb);
}

static void
mirador_match_row_init (MiradorMatchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A row of buttons that all say the same says of what to who does not see it. */
static void
describe_buttons (MiradorMatchRow *self, const char *name)
{
  GtkWidget *const buttons[] = { self->confirm, self->choose, self->leave_out };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_accessible_update_property (GTK_ACCESSIBLE (buttons[i]),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, name, -1);
}

MiradorMatchRow *
mirador_match_row_new (MiradorSource *source, MiradorMatch *match)
{
  MiradorMatchRow *self = g_object_new (MIRADOR_TYPE_MATCH_ROW, NULL);
  const char *name = match->name != NULL ? match->name : match->code;
  g_autofree char *code = mirador_match_describe_code (match);

  self->source = source;
  self->match = match;
  gtk_label_set_text (self->name, *name != '\0' ? name : _ ("(empty cell)"));
  gtk_label_set_text (self->code, code);
  gtk_widget_set_visible (GTK_WIDGET (self->code), *code != '\0');
  describe_buttons (self, name);
  mirador_match_row_update (self);
  return self;
}

MiradorMatch *
mirador_match_row_get_match (MiradorMatchRow *self)
{
  return self->match;
}

void
mirador_match_row_update (MiradorMatchRow *self)
{
  const MiradorMatch *match = self->match;
  g_autofree char *target = mirador_match_describe_target (match);
  gboolean open = match->target == NULL && !match->left_out;

  gtk_label_set_text (self->target, target);
  gtk_image_set_from_icon_name (self->mark, match->left_out    ? "action-unavailable-symbolic"
                                            : open             ? "dialog-warning-symbolic"
                                            : match->confirmed ? "object-select-symbolic"
                                                               : "dialog-information-symbolic");
  gtk_widget_set_visible (self->confirm,
                          match->target != NULL && !match->confirmed && !match->left_out);
  gtk_widget_set_visible (self->leave_out, !match->left_out);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "open-match");
  if (open)
    gtk_widget_add_css_class (GTK_WIDGET (self), "open-match");
}
