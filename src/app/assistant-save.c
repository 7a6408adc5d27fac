/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/assistant-save.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "app/assistant-words.h"
#include "app/choice.h"
#include "model/error.h"

struct _MiradorAssistantSave
{
  MiradorAssistantStep parent_instance;

  AdwEntryRow *name;
  AdwComboRow *interval;
  GListStore *intervals;
  GtkCheckButton *snapshot;
  GtkCheckButton *incremental;
  GtkWidget *problem_box;
  GtkLabel *problem;

  char *notice;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (MiradorAssistantSave, mirador_assistant_save, MIRADOR_TYPE_ASSISTANT_STEP)

/* In hours, as the choices are named. */
static const double intervals[] = { 0, 1, 6, 24, 168, 720 };

static MiradorDefinition *
get_definition (MiradorAssistantSave *self)
{
  return mirador_source_get_definition (
    mirador_assistant_step_get_source (MIRADOR_ASSISTANT_STEP (self)));
}

static void
edited_cb (MiradorAssistantSave *self)
{
  MiradorSource *source = mirador_assistant_step_get_source (MIRADOR_ASSISTANT_STEP (self));
  g_autofree char *name = NULL;
  MiradorTable *table;

  if (self->filling || source == NULL)
    return;
  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  mirador_assistant_set_title (source, name);
  get_definition (self)->every_hours = intervals[adw_combo_row_get_selected (self->interval)];
  table = g_ptr_array_index (get_definition (self)->tables, 0);
  table->revisions = gtk_check_button_get_active (self->snapshot) ? MIRADOR_REVISIONS_SNAPSHOT
                                                                  : MIRADOR_REVISIONS_INCREMENTAL;
  gtk_widget_set_visible (self->problem_box, FALSE);
  mirador_assistant_step_emit_changed (MIRADOR_ASSISTANT_STEP (self));
}

static guint
find_interval (double hours)
{
  for (guint i = 0; i < G_N_ELEMENTS (intervals); i++)
    if (intervals[i] == hours)
      return i;
  return 0;
}

/* (transfer full): of a file its name, else what kind of source it is. */
static char *
suggest_name (const MiradorSourceKind *kind, const char *location)
{
  g_autofree char *name = location != NULL ? g_path_get_basename (location) : NULL;
  char *end = name != NULL ? strrchr (name, '.') : NULL;

  if (!g_str_equal (kind->id, "table") || end == NULL || end == name)
    return g_strdup (_ (kind->name));
  *end = '\0';
  return g_steal_pointer (&name);
}

static void
enter (MiradorAssistantStep *step)
{
  MiradorAssistantSave *self = MIRADOR_ASSISTANT_SAVE (step);
  MiradorDefinition *definition = get_definition (self);
  const MiradorTable *table = g_ptr_array_index (definition->tables, 0);
  const char *title = mirador_text_get (&definition->title);
  const MiradorSourceKind *kind
    = mirador_source_get_kind (mirador_assistant_step_get_source (step));

  g_autofree char *usual = suggest_name (kind, table->location);

  self->filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->name),
                         title != NULL && *title != '\0' ? title : usual);
  adw_combo_row_set_selected (self->interval, find_interval (definition->every_hours));
  gtk_check_button_set_active (
    table->revisions == MIRADOR_REVISIONS_INCREMENTAL ? self->incremental : self->snapshot, TRUE);
  self->filling = FALSE;
  edited_cb (self);
}

static char *
why_not (MiradorAssistantStep *step)
{
  MiradorAssistantSave *self = MIRADOR_ASSISTANT_SAVE (step);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));

  if (*name == '\0')
    return g_strdup (_ ("Give the source a name."));
  return mirador_source_why_not (mirador_assistant_step_get_source (step));
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorAssistantCall) call = user_data;
  g_autoptr (GError) notice = NULL, error = NULL;
  gboolean saved = mirador_source_save_finish (call->held->source, result, &notice, &error);
  MiradorAssistantSave *self = MIRADOR_ASSISTANT_SAVE (call->step);
  g_autofree char *sentence = error != NULL ? mirador_error_to_sentence (error) : NULL;

  if (!mirador_assistant_call_end (call))
    return;
  gtk_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem_box, sentence != NULL);
  g_free (self->notice);
  self->notice = notice != NULL ? mirador_error_to_sentence (notice) : NULL;
  mirador_assistant_step_emit_changed (call->step);
  if (saved)
    mirador_assistant_step_emit_done (call->step);
}

static void
next (MiradorAssistantStep *step)
{
  MiradorAssistantCall *call = mirador_assistant_call_new (step);

  mirador_source_save_async (call->held->source, call->cancellable, saved_cb, call);
}

static void
mirador_assistant_save_dispose (GObject *object)
{
  g_clear_pointer (&MIRADOR_ASSISTANT_SAVE (object)->notice, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_ASSISTANT_SAVE);
  G_OBJECT_CLASS (mirador_assistant_save_parent_class)->dispose (object);
}

static void
mirador_assistant_save_class_init (MiradorAssistantSaveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  MiradorAssistantStepClass *step_class = MIRADOR_ASSISTANT_STEP_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_assistant_save_dispose;
  step_class->enter = enter;
  step_class->why_not = why_not;
  step_class->next = next;
  g_type_ensure (MIRADOR_TYPE_CHOICE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/pe/org/sociosensalud/Mirador/ui/assistant-save.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantSave, name);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantSave, interval);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantSave, intervals);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantSave, snapshot);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantSave, incremental);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantSave, problem_box);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantSave, problem);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
mirador_assistant_save_init (MiradorAssistantSave *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (intervals); i++)
    {
      g_autofree char *label = mirador_schedule_to_text (intervals[i]);
      g_autofree char *id = g_strdup_printf ("%g", intervals[i]);

      mirador_choice_append (self->intervals, id, label);
    }
  self->filling = FALSE;
}

const char *
mirador_assistant_save_get_notice (MiradorAssistantSave *self)
{
  return self->notice;
}
