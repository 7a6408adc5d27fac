/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/assistant-question.h"

#include <glib/gi18n-lib.h>
#include "app/assistant-words.h"
#include "app/choice.h"
#include "model/error.h"
#include "model/format.h"

/* More than so many are found by searching. */
#define MOST_ROWS 100

struct _MiradorAssistantQuestion
{
  MiradorAssistantStep parent_instance;

  GtkDropDown *kind;
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListBox *list;
  GtkLabel *problem;
  GtkLabel *more;
  GtkLabel *chosen;
  AdwComboRow *period;
  GListStore *periods;
  AdwEntryRow *codes;

  guint shown;        /* serial of the source that the list is of */
  GPtrArray *remotes; /* (nullable) (element-type MiradorRemote) that the rows are of */
  guint n_rows;
};

G_DEFINE_FINAL_TYPE (MiradorAssistantQuestion,
                     mirador_assistant_question,
                     MIRADOR_TYPE_ASSISTANT_STEP)

/* What is asked for most, first. The codes are DHIS2's. */
static const struct
{
  const char *code;
  const char *label;
} usual_periods[] = {
  { "LAST_12_MONTHS", N_ ("The last 12 months") },
  { "THIS_YEAR", N_ ("This year") },
  { "MONTHS_THIS_YEAR", N_ ("The months of this year") },
  { "LAST_5_YEARS", N_ ("The last 5 years") },
  { "", N_ ("Other periods…") },
};

static void
add_word (GString *text, guint n, const char *words)
{
  g_autofree char *count = mirador_format_count (n);

  if (n == 0)
    return;
  g_string_append (text, text->len > 0 ? " · " : "");
  g_string_append_printf (text, "%s: %s", words, count);
}

static void
show_chosen (MiradorAssistantQuestion *self)
{
  MiradorSource *source = mirador_assistant_step_get_source (MIRADOR_ASSISTANT_STEP (self));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *sentence = NULL;

  for (guint kind = 0; kind < MIRADOR_N_REMOTES; kind++)
    add_word (text, mirador_source_get_n_chosen (source, kind), mirador_remote_kind_to_text (kind));
  if (text->len > 0)
    /* Translators: %s is what was chosen, with counts: Indicators: 3 · Levels: 1 */
    sentence = g_strdup_printf (_ ("Chosen: %s"), text->str);
  gtk_label_set_text (self->chosen, sentence != NULL ? sentence : _ ("Nothing is chosen yet."));
  mirador_assistant_step_emit_changed (MIRADOR_ASSISTANT_STEP (self));
}

static void
toggled_cb (GtkCheckButton *check, gpointer user_data)
{
  MiradorAssistantQuestion *self = user_data;

  mirador_source_choose (mirador_assistant_step_get_source (MIRADOR_ASSISTANT_STEP (self)),
                         g_object_get_data (G_OBJECT (check), "remote"),
                         gtk_check_button_get_active (check));
  show_chosen (self);
}

static char *
describe_remote (const MiradorRemote *remote)
{
  const char *code = remote->code != NULL ? remote->code : "";
  const char *within = remote->within != NULL ? remote->within : "";

  return g_strjoin (*code != '\0' && *within != '\0' ? " · " : "", code, within, NULL);
}

static GtkWidget *
make_row (MiradorAssistantQuestion *self, MiradorRemote *remote)
{
  MiradorSource *source = mirador_assistant_step_get_source (MIRADOR_ASSISTANT_STEP (self));
  g_autofree char *subtitle = describe_remote (remote);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), remote->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               mirador_source_is_chosen (source, remote->kind, remote->id));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remote->name, -1);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data (G_OBJECT (check), "remote", remote);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  return row;
}

static void
clear_list (MiradorAssistantQuestion *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  self->n_rows = 0;
  g_clear_pointer (&self->remotes, g_ptr_array_unref);
}

static void
show_list (MiradorAssistantQuestion *self, GPtrArray *remotes, gboolean is_cut)
{
  clear_list (self);
  self->remotes = g_ptr_array_ref (remotes);
  for (guint i = 0; i < remotes->len && i < MOST_ROWS; i++, self->n_rows++)
    gtk_list_box_append (self->list, make_row (self, remotes->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->more), is_cut || remotes->len > MOST_ROWS);
  gtk_stack_set_visible_child_name (self->stack, remotes->len > 0 ? "list" : "nothing");
}

static void
browsed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorAssistantCall) call = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_cut = FALSE;
  g_autoptr (GPtrArray) remotes
    = mirador_source_browse_finish (call->held->source, result, &is_cut, &error);
  MiradorAssistantQuestion *self = MIRADOR_ASSISTANT_QUESTION (call->step);
  g_autofree char *sentence = NULL;

  if (!mirador_assistant_call_end (call))
    return;
  if (remotes != NULL)
    show_list (self, remotes, is_cut);
  else
    {
      sentence = mirador_error_to_sentence (error);
      gtk_label_set_text (self->problem, sentence);
      gtk_stack_set_visible_child_name (self->stack, "problem");
    }
  mirador_assistant_step_emit_changed (call->step);
}

static void
browse (MiradorAssistantQuestion *self)
{
  const char *search = gtk_editable_get_text (GTK_EDITABLE (self->search));
  MiradorAssistantCall *call;

  if (mirador_assistant_step_get_source (MIRADOR_ASSISTANT_STEP (self)) == NULL)
    return;
  call = mirador_assistant_call_new (MIRADOR_ASSISTANT_STEP (self));
  if (self->n_rows == 0)
    gtk_stack_set_visible_child_name (self->stack, "waiting");
  mirador_source_browse_async (call->held->source, gtk_drop_down_get_selected (self->kind),
                               *search != '\0' ? search : NULL, NULL, call->cancellable, browsed_cb,
                               call);
}

static void
kind_cb (MiradorAssistantQuestion *self)
{
  clear_list (self);
  browse (self);
}

/* The entry itself waits until the typing has stopped. */
static void
searched_cb (MiradorAssistantQuestion *self)
{
  browse (self);
}

static void
again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  browse (MIRADOR_ASSISTANT_QUESTION (widget));
}

/* (transfer full): the codes between commas and blanks. */
static GStrv
split_codes (const char *text)
{
  g_auto (GStrv) pieces = g_strsplit_set (text, ",; ", -1);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  for (guint i = 0; pieces[i] != NULL; i++)
    if (*pieces[i] != '\0')
      g_strv_builder_add (codes, pieces[i]);
  return g_strv_builder_end (codes);
}

static void
period_cb (MiradorAssistantQuestion *self)
{
  MiradorSource *source = mirador_assistant_step_get_source (MIRADOR_ASSISTANT_STEP (self));
  MiradorChoice *choice = adw_combo_row_get_selected_item (self->period);
  const char *code = choice != NULL ? mirador_choice_get_id (choice) : "";
  g_auto (GStrv) codes = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->codes), *code == '\0');
  if (source == NULL)
    return;
  codes = split_codes (*code != '\0' ? code : gtk_editable_get_text (GTK_EDITABLE (self->codes)));
  mirador_source_set_periods (source, (const char *const *)codes);
  mirador_assistant_step_emit_changed (MIRADOR_ASSISTANT_STEP (self));
}

static gboolean
applies (MiradorAssistantStep *step)
{
  MiradorSource *source = mirador_assistant_step_get_source (step);

  return source != NULL && g_str_equal (mirador_source_get_kind (source)->id, "dhis2");
}

/* What is listed stays while the source is the same one: who comes back finds it as it was. */
static void
enter (MiradorAssistantStep *step)
{
  MiradorAssistantQuestion *self = MIRADOR_ASSISTANT_QUESTION (step);
  guint serial = mirador_assistant_step_get_serial (step);

  if (self->shown != serial)
    {
      self->shown = serial;
      clear_list (self);
      gtk_editable_set_text (GTK_EDITABLE (self->search), "");
      period_cb (self);
    }
  show_chosen (self);
  if (self->n_rows == 0)
    browse (self);
}

static char *
why_not (MiradorAssistantStep *step)
{
  MiradorSource *source = mirador_assistant_step_get_source (step);
  MiradorAssistantQuestion *self = MIRADOR_ASSISTANT_QUESTION (step);
  g_auto (GStrv) codes = split_codes (gtk_editable_get_text (GTK_EDITABLE (self->codes)));
  guint n_data = mirador_source_get_n_chosen (source, MIRADOR_REMOTE_INDICATOR)
                 + mirador_source_get_n_chosen (source, MIRADOR_REMOTE_DATA_ELEMENT)
                 + mirador_source_get_n_chosen (source, MIRADOR_REMOTE_DATA_SET);

  if (n_data == 0)
    return g_strdup (_ ("Choose at least one indicator, data element or data set."));
  if (mirador_source_get_n_chosen (source, MIRADOR_REMOTE_PLACE)
        + mirador_source_get_n_chosen (source, MIRADOR_REMOTE_LEVEL)
      == 0)
    return g_strdup (_ ("Choose where: a level or organisation units."));
  if (gtk_widget_get_visible (GTK_WIDGET (self->codes)) && codes[0] == NULL)
    return g_strdup (_ ("Write at least one period."));
  return NULL;
}

/* What was being listed is of no use any more. */
static void
next (MiradorAssistantStep *step)
{
  mirador_assistant_step_cancel (step);
  mirador_assistant_step_emit_done (step);
}

static void
mirador_assistant_question_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_ASSISTANT_QUESTION);
  g_clear_pointer (&MIRADOR_ASSISTANT_QUESTION (object)->remotes, g_ptr_array_unref);
  G_OBJECT_CLASS (mirador_assistant_question_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantQuestion, kind);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantQuestion, search);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantQuestion, stack);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantQuestion, list);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantQuestion, problem);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantQuestion, more);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantQuestion, chosen);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantQuestion, period);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantQuestion, periods);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantQuestion, codes);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
  gtk_widget_class_bind_template_callback (widget_class, period_cb);
}

static void
mirador_assistant_question_class_init (MiradorAssistantQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  MiradorAssistantStepClass *step_class = MIRADOR_ASSISTANT_STEP_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_assistant_question_dispose;
  step_class->applies = applies;
  step_class->enter = enter;
  step_class->why_not = why_not;
  step_class->next = next;
  g_type_ensure (MIRADOR_TYPE_CHOICE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/pe/org/sociosensalud/Mirador/ui/assistant-question.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "question.again", NULL, again_cb);
}

static void
mirador_assistant_question_init (MiradorAssistantQuestion *self)
{
  const char *kinds[MIRADOR_N_REMOTES + 1] = { NULL };
  g_autoptr (GtkStringList) list = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint kind = 0; kind < MIRADOR_N_REMOTES; kind++)
    kinds[kind] = mirador_remote_kind_to_text (kind);
  list = gtk_string_list_new (kinds);
  gtk_drop_down_set_model (self->kind, G_LIST_MODEL (list));
  for (guint i = 0; i < G_N_ELEMENTS (usual_periods); i++)
    mirador_choice_append (self->periods, usual_periods[i].code, _ (usual_periods[i].label));
}

void
mirador_assistant_question_browse (MiradorAssistantQuestion *self, MiradorRemoteKind kind)
{
  gtk_drop_down_set_selected (self->kind, kind);
}

guint
mirador_assistant_question_get_n_rows (MiradorAssistantQuestion *self)
{
  return self->n_rows;
}
