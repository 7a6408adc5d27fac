/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/assistant-columns.h"

#include <glib/gi18n-lib.h>
#include "app/assistant-words.h"
#include "app/choice.h"
#include "app/preview-table.h"
#include "app/source-grid.h"
#include "model/catalogue.h"
#include "model/error.h"
#include "model/place.h"

struct _MiradorAssistantColumns
{
  MiradorAssistantStep parent_instance;

  AdwEntryRow *sheet;
  AdwComboRow *program;
  GListStore *programs;
  AdwComboRow *measure;
  GListStore *measures;
  AdwComboRow *place;
  GListStore *places;
  GtkStack *stack;
  GtkLabel *problem;
  MiradorSourceGrid *grid;
  MiradorPreviewTable *table;

  guint shown; /* serial of the source that the fields are of */
  gboolean filling;
  gboolean read; /* its rows were read as the columns stand */
};

G_DEFINE_FINAL_TYPE (MiradorAssistantColumns,
                     mirador_assistant_columns,
                     MIRADOR_TYPE_ASSISTANT_STEP)

static MiradorSource *
get_source (MiradorAssistantColumns *self)
{
  return mirador_assistant_step_get_source (MIRADOR_ASSISTANT_STEP (self));
}

/* Codes that nobody has confirmed yet give nothing: that is no fault of the columns. */
static void
show_stored (MiradorAssistantColumns *self, const MiradorPreview *preview)
{
  g_autofree char *why_not = mirador_source_why_not_columns (get_source (self));

  if (preview->n_observations > 0)
    mirador_preview_table_show (self->table, preview);
  else if (why_not != NULL)
    mirador_preview_table_say (self->table, _ ("Nothing would be stored yet."));
  else if (mirador_source_has_open_match (get_source (self)))
    mirador_preview_table_say (self->table,
                               _ ("The next step asks what the codes of these rows stand for."));
  else
    mirador_preview_table_show (self->table, preview);
}

static void
previewed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorAssistantCall) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorPreview) preview
    = mirador_source_preview_finish (call->held->source, result, &error);
  MiradorAssistantColumns *self = MIRADOR_ASSISTANT_COLUMNS (call->step);
  g_autofree char *sentence = NULL;

  if (!mirador_assistant_call_end (call))
    return;
  self->read = preview != NULL;
  if (preview == NULL)
    {
      sentence = mirador_error_to_sentence (error);
      gtk_label_set_text (self->problem, sentence);
    }
  else
    {
      gtk_widget_set_visible (GTK_WIDGET (self->sheet), g_strcmp0 (preview->format, "xlsx") == 0);
      mirador_source_grid_show (self->grid, call->held->source, preview);
      show_stored (self, preview);
    }
  gtk_stack_set_visible_child_name (self->stack, preview == NULL ? "problem" : "rows");
  mirador_assistant_step_emit_changed (call->step);
}

/* What is on the screen stays until the answer is there. */
static void
look (MiradorAssistantColumns *self)
{
  MiradorAssistantCall *call = mirador_assistant_call_new (MIRADOR_ASSISTANT_STEP (self));

  if (!self->read)
    gtk_stack_set_visible_child_name (self->stack, "waiting");
  mirador_source_preview_async (call->held->source, call->cancellable, previewed_cb, call);
}

static void
again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  look (MIRADOR_ASSISTANT_COLUMNS (widget));
}

static void
use_chosen_cb (MiradorAssistantColumns *self, const char *column, guint use)
{
  mirador_source_set_column (get_source (self), column, use);
  look (self);
}

static const char *
get_chosen (AdwComboRow *row)
{
  MiradorChoice *choice = adw_combo_row_get_selected_item (row);
  const char *id = choice != NULL ? mirador_choice_get_id (choice) : "";

  return *id != '\0' ? id : NULL;
}

static void
constant_cb (MiradorAssistantColumns *self)
{
  if (self->filling || get_source (self) == NULL)
    return;
  mirador_source_set_program (get_source (self), get_chosen (self->program));
  mirador_source_set_measure (get_source (self), get_chosen (self->measure));
  mirador_source_set_place (get_source (self), get_chosen (self->place));
  look (self);
}

static void
sheet_cb (MiradorAssistantColumns *self)
{
  const char *sheet = gtk_editable_get_text (GTK_EDITABLE (self->sheet));

  mirador_source_set_sheet (get_source (self), *sheet != '\0' ? sheet : NULL);
  look (self);
}

static gboolean
applies (MiradorAssistantStep *step)
{
  MiradorSource *source = mirador_assistant_step_get_source (step);

  return source != NULL && mirador_source_get_kind (source)->mapping == NULL;
}

static void
enter (MiradorAssistantStep *step)
{
  MiradorAssistantColumns *self = MIRADOR_ASSISTANT_COLUMNS (step);

  if (self->shown != mirador_assistant_step_get_serial (step))
    {
      self->shown = mirador_assistant_step_get_serial (step);
      self->filling = TRUE;
      adw_combo_row_set_selected (self->program, 0);
      adw_combo_row_set_selected (self->measure, 0);
      adw_combo_row_set_selected (self->place, 0);
      gtk_editable_set_text (GTK_EDITABLE (self->sheet), "");
      self->filling = FALSE;
      self->read = FALSE;
    }
  look (self);
}

static char *
why_not (MiradorAssistantStep *step)
{
  return MIRADOR_ASSISTANT_COLUMNS (step)->read
           ? mirador_source_why_not_columns (mirador_assistant_step_get_source (step))
           : g_strdup (_ ("The rows could not be read: go back and test the address."));
}

static void
mirador_assistant_columns_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_ASSISTANT_COLUMNS);
  G_OBJECT_CLASS (mirador_assistant_columns_parent_class)->dispose (object);
}

static void
mirador_assistant_columns_class_init (MiradorAssistantColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  MiradorAssistantStepClass *step_class = MIRADOR_ASSISTANT_STEP_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_assistant_columns_dispose;
  step_class->applies = applies;
  step_class->enter = enter;
  step_class->why_not = why_not;
  g_type_ensure (MIRADOR_TYPE_CHOICE);
  g_type_ensure (MIRADOR_TYPE_SOURCE_GRID);
  g_type_ensure (MIRADOR_TYPE_PREVIEW_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/pe/org/sociosensalud/Mirador/ui/assistant-columns.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantColumns, sheet);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantColumns, program);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantColumns, programs);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantColumns, measure);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantColumns, measures);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantColumns, place);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantColumns, places);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantColumns, stack);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantColumns, problem);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantColumns, grid);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantColumns, table);
  gtk_widget_class_bind_template_callback (widget_class, use_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, constant_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_cb);
  gtk_widget_class_install_action (widget_class, "columns.again", NULL, again_cb);
}

static void
fill_constants (MiradorAssistantColumns *self)
{
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();

  mirador_choice_append (self->programs, "", _ ("A column says it"));
  for (guint i = 0; i < programs->len; i++)
    {
      const MiradorProgram *program = g_ptr_array_index (programs, i);

      mirador_choice_append (self->programs, program->id, mirador_program_get_name (program));
    }
  mirador_choice_append (self->measures, "", _ ("A column says it"));
  for (guint i = 0; i < measures->len; i++)
    {
      const MiradorMeasure *measure = g_ptr_array_index (measures, i);

      mirador_choice_append (self->measures, measure->id, mirador_measure_get_name (measure, NULL));
    }
}

static void
fill_places (MiradorAssistantColumns *self)
{
  g_autoptr (GPtrArray) regions = mirador_place_list (mirador_place_peru (), MIRADOR_LEVEL_REGION);

  mirador_choice_append (self->places, "", _ ("A column says it"));
  mirador_choice_append (self->places, mirador_place_peru ()->code, mirador_place_peru ()->name);
  for (guint i = 0; i < regions->len; i++)
    {
      const MiradorPlace *place = g_ptr_array_index (regions, i);

      mirador_choice_append (self->places, place->code, place->name);
    }
}

static void
mirador_assistant_columns_init (MiradorAssistantColumns *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = TRUE;
  fill_constants (self);
  fill_places (self);
  self->filling = FALSE;
}

guint
mirador_assistant_columns_get_n_rows (MiradorAssistantColumns *self)
{
  return mirador_preview_table_get_n_rows (self->table);
}
