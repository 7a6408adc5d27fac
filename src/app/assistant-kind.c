/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/assistant-kind.h"

#include <glib/gi18n-lib.h>

struct _MiradorAssistantKind
{
  MiradorAssistantStep parent_instance;

  GtkListBox *list;

  const MiradorSourceKind *chosen;
};

G_DEFINE_FINAL_TYPE (MiradorAssistantKind, mirador_assistant_kind, MIRADOR_TYPE_ASSISTANT_STEP)

static GtkWidget *
make_row (const MiradorSourceKind *kind)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (kind->name));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (kind->hint));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, gpointer user_data)
{
  MiradorAssistantKind *self = user_data;

  mirador_assistant_kind_choose (self,
                                 &mirador_source_kind_list ()[gtk_list_box_row_get_index (row)]);
}

static char *
why_not (MiradorAssistantStep *step)
{
  return MIRADOR_ASSISTANT_KIND (step)->chosen == NULL
           ? g_strdup (_ ("Choose where the figures come from."))
           : NULL;
}

static void
mirador_assistant_kind_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_ASSISTANT_KIND);
  G_OBJECT_CLASS (mirador_assistant_kind_parent_class)->dispose (object);
}

static void
mirador_assistant_kind_class_init (MiradorAssistantKindClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_assistant_kind_dispose;
  MIRADOR_ASSISTANT_STEP_CLASS (klass)->why_not = why_not;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/pe/org/sociosensalud/Mirador/ui/assistant-kind.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantKind, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
mirador_assistant_kind_init (MiradorAssistantKind *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (const MiradorSourceKind *kind = mirador_source_kind_list (); kind->id != NULL; kind++)
    gtk_list_box_append (self->list, make_row (kind));
}

const MiradorSourceKind *
mirador_assistant_kind_get (MiradorAssistantKind *self)
{
  return self->chosen;
}

void
mirador_assistant_kind_choose (MiradorAssistantKind *self, const MiradorSourceKind *kind)
{
  self->chosen = kind;
  mirador_assistant_step_emit_changed (MIRADOR_ASSISTANT_STEP (self));
  mirador_assistant_step_emit_done (MIRADOR_ASSISTANT_STEP (self));
}
