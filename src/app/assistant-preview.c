/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/assistant-preview.h"

#include <glib/gi18n-lib.h>
#include "app/assistant-words.h"
#include "app/preview-table.h"
#include "model/error.h"

/* Of rows set aside, where the definition says nothing. */
#define USUAL_LIMIT 0.10

struct _MiradorAssistantPreview
{
  MiradorAssistantStep parent_instance;

  GtkStack *stack;
  GtkLabel *problem;
  GtkWidget *too_many; /* so many rows would be set aside that a refresh refuses them all */
  MiradorPreviewTable *table;

  gboolean empty; /* nothing of it could be stored */
};

G_DEFINE_FINAL_TYPE (MiradorAssistantPreview,
                     mirador_assistant_preview,
                     MIRADOR_TYPE_ASSISTANT_STEP)

static gboolean
is_above_limit (MiradorSource *source, const MiradorPreview *preview)
{
  double limit = mirador_source_get_definition (source)->reject_limit;

  double counted = (double)(preview->n_rows - preview->n_left_out);

  return (double)preview->n_rejected > counted * (limit >= 0 ? limit : USUAL_LIMIT);
}

static void
previewed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorAssistantCall) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorPreview) preview
    = mirador_source_preview_finish (call->held->source, result, &error);
  MiradorAssistantPreview *self = MIRADOR_ASSISTANT_PREVIEW (call->step);
  g_autofree char *sentence = NULL;

  if (!mirador_assistant_call_end (call))
    return;
  if (preview == NULL)
    {
      sentence = mirador_error_to_sentence (error);
      gtk_label_set_text (self->problem, sentence);
    }
  else
    {
      mirador_preview_table_show (self->table, preview);
      gtk_widget_set_visible (self->too_many, is_above_limit (call->held->source, preview));
    }
  self->empty = preview == NULL || preview->n_observations == 0;
  gtk_stack_set_visible_child_name (self->stack, preview == NULL ? "problem" : "preview");
  mirador_assistant_step_emit_changed (call->step);
}

static void
enter (MiradorAssistantStep *step)
{
  MiradorAssistantPreview *self = MIRADOR_ASSISTANT_PREVIEW (step);
  MiradorAssistantCall *call = mirador_assistant_call_new (step);

  gtk_stack_set_visible_child_name (self->stack, "waiting");
  mirador_source_preview_async (call->held->source, call->cancellable, previewed_cb, call);
}

static void
again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  enter (MIRADOR_ASSISTANT_STEP (widget));
}

/* What is empty for its codes alone is mended by the step of the codes. */
static char *
why_not (MiradorAssistantStep *step)
{
  return MIRADOR_ASSISTANT_PREVIEW (step)->empty
             && !mirador_source_has_open_match (mirador_assistant_step_get_source (step))
           ? g_strdup (_ ("Nothing of this would be stored: go back and change what it is."))
           : NULL;
}

static void
mirador_assistant_preview_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_ASSISTANT_PREVIEW);
  G_OBJECT_CLASS (mirador_assistant_preview_parent_class)->dispose (object);
}

static void
mirador_assistant_preview_class_init (MiradorAssistantPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  MiradorAssistantStepClass *step_class = MIRADOR_ASSISTANT_STEP_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_assistant_preview_dispose;
  step_class->enter = enter;
  step_class->why_not = why_not;
  g_type_ensure (MIRADOR_TYPE_PREVIEW_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/pe/org/sociosensalud/Mirador/ui/assistant-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantPreview, problem);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantPreview, too_many);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantPreview, table);
  gtk_widget_class_install_action (widget_class, "preview.again", NULL, again_cb);
}

static void
mirador_assistant_preview_init (MiradorAssistantPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

guint
mirador_assistant_preview_get_n_rows (MiradorAssistantPreview *self)
{
  return mirador_preview_table_get_n_rows (self->table);
}
