/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/assistant-codes.h"

#include <glib/gi18n-lib.h>
#include "app/assistant-words.h"
#include "app/match-row.h"
#include "model/error.h"
#include "model/format.h"

/* So many rows at a time: a list of two thousand is not read through. */
#define ROWS_AT_A_TIME 50

/* The codes of one use. */
typedef struct
{
  AdwPreferencesGroup *group;
  GtkListBox *list;
  GtkWidget *confirm_all;
  GtkWidget *more;
} Part;

struct _MiradorAssistantCodes
{
  MiradorAssistantStep parent_instance;

  GtkStack *stack;
  GtkBox *parts_box;
  GtkLabel *problem;

  Part parts[MIRADOR_N_USES];
  GPtrArray *order; /* (element-type MiradorMatch) as they are shown: what is settled stays put */
  gboolean asked;   /* the answer is here */
};

G_DEFINE_FINAL_TYPE (MiradorAssistantCodes, mirador_assistant_codes, MIRADOR_TYPE_ASSISTANT_STEP)

static MiradorSource *
get_source (MiradorAssistantCodes *self)
{
  return mirador_assistant_step_get_source (MIRADOR_ASSISTANT_STEP (self));
}

static void
count_matches (MiradorAssistantCodes *self,
               MiradorColumnUse use,
               guint *all,
               guint *proposed,
               guint *open)
{
  GPtrArray *matches = mirador_source_get_matches (get_source (self));

  *all = *proposed = *open = 0;
  for (guint i = 0; i < matches->len; i++)
    {
      const MiradorMatch *match = g_ptr_array_index (matches, i);

      if (match->use != use)
        continue;
      ++*all;
      if (!match->left_out && match->target == NULL)
        ++*open;
      else if (!match->left_out && !match->confirmed)
        ++*proposed;
    }
}

static void
describe_part (MiradorAssistantCodes *self, MiradorColumnUse use)
{
  Part *part = &self->parts[use];
  guint all, proposed, open;
  g_autofree char *all_text = NULL, *proposed_text = NULL, *open_text = NULL, *text = NULL;

  count_matches (self, use, &all, &proposed, &open);
  all_text = mirador_format_count (all);
  proposed_text = mirador_format_count (proposed);
  open_text = mirador_format_count (open);
  if (open + proposed == 0)
    /* Translators: %s is a count of codes */
    text = g_strdup_printf (ngettext ("%s code, settled", "%s codes, all settled", all), all_text);
  else
    /* Translators: counts of codes: not known here, proposed, and all of them */
    text = g_strdup_printf (ngettext ("Of %3$s code: %1$s not known here, %2$s to confirm",
                                      "Of %3$s codes: %1$s not known here, %2$s to confirm", all),
                            open_text, proposed_text, all_text);
  adw_preferences_group_set_description (part->group, text);
  gtk_widget_set_visible (GTK_WIDGET (part->group), all > 0);
  gtk_widget_set_sensitive (part->confirm_all, proposed > 0);
}

static void
changed_cb (MiradorAssistantCodes *self, MiradorMatchRow *row)
{
  describe_part (self, mirador_match_row_get_match (row)->use);
  mirador_assistant_step_emit_changed (MIRADOR_ASSISTANT_STEP (self));
}

static guint
count_rows (GtkListBox *list)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (list, (int)n) != NULL)
    n++;
  return n;
}

/* The next rows of a part, in the order that the source gives. */
static void
append_rows (MiradorAssistantCodes *self, MiradorColumnUse use)
{
  Part *part = &self->parts[use];
  guint before = count_rows (part->list), seen = 0;

  for (guint i = 0; i < self->order->len; i++)
    {
      MiradorMatch *match = g_ptr_array_index (self->order, i);
      MiradorMatchRow *row;

      if (match->use != use || seen++ < before)
        continue;
      if (seen > before + ROWS_AT_A_TIME)
        break;
      row = mirador_match_row_new (get_source (self), match);
      g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (part->list, GTK_WIDGET (row));
    }
  gtk_widget_set_visible (part->more, seen > before + ROWS_AT_A_TIME);
}

static void
clear (MiradorAssistantCodes *self)
{
  GtkListBoxRow *row;

  for (guint use = 0; use < MIRADOR_N_USES; use++)
    while (self->parts[use].list != NULL
           && (row = gtk_list_box_get_row_at_index (self->parts[use].list, 0)) != NULL)
      gtk_list_box_remove (self->parts[use].list, GTK_WIDGET (row));
}

static void
show_all (MiradorAssistantCodes *self)
{
  GPtrArray *matches = mirador_source_get_matches (get_source (self));

  clear (self);
  g_ptr_array_set_size (self->order, 0);
  g_ptr_array_extend (self->order, matches, NULL, NULL);
  for (guint use = 0; use < MIRADOR_N_USES; use++)
    if (self->parts[use].group != NULL)
      {
        append_rows (self, use);
        describe_part (self, use);
      }
  gtk_stack_set_visible_child_name (self->stack, matches->len > 0 ? "codes" : "nothing");
}

static void
confirm_all_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorAssistantCodes *self = MIRADOR_ASSISTANT_CODES (widget);
  MiradorColumnUse use = g_variant_get_uint32 (parameter);
  GtkListBoxRow *row;

  mirador_source_confirm (get_source (self), NULL, use);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->parts[use].list, i)) != NULL; i++)
    mirador_match_row_update (MIRADOR_MATCH_ROW (row));
  describe_part (self, use);
  mirador_assistant_step_emit_changed (MIRADOR_ASSISTANT_STEP (self));
}

static void
more_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  append_rows (MIRADOR_ASSISTANT_CODES (widget), g_variant_get_uint32 (parameter));
}

static void
end (MiradorAssistantCall *call, const GError *error)
{
  MiradorAssistantCodes *self = MIRADOR_ASSISTANT_CODES (call->step);
  g_autofree char *sentence = error != NULL ? mirador_error_to_sentence (error) : NULL;

  self->asked = error == NULL;
  if (error == NULL)
    show_all (self);
  else
    {
      gtk_label_set_text (self->problem, sentence);
      gtk_stack_set_visible_child_name (self->stack, "problem");
    }
  mirador_assistant_step_emit_changed (call->step);
}

static void
codes_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorAssistantCall) call = user_data;
  g_autoptr (GError) error = NULL;

  mirador_source_read_codes_finish (call->held->source, result, &error);
  if (mirador_assistant_call_end (call))
    end (call, error);
}

static gboolean
is_dhis2 (MiradorSource *source)
{
  return g_str_equal (mirador_source_get_kind (source)->id, "dhis2");
}

/* Of what is read whole by a shipped mapping only what it does not know is asked, once that is
 * seen. */
static gboolean
applies (MiradorAssistantStep *step)
{
  MiradorSource *source = mirador_assistant_step_get_source (step);

  if (source == NULL)
    return FALSE;
  return is_dhis2 (source) || mirador_source_get_kind (source)->mapping == NULL
         || mirador_source_has_open_match (source);
}

static void
enter (MiradorAssistantStep *step)
{
  MiradorAssistantCodes *self = MIRADOR_ASSISTANT_CODES (step);
  MiradorAssistantCall *call;

  clear (self);
  if (!is_dhis2 (get_source (self)))
    {
      self->asked = TRUE;
      show_all (self);
      return;
    }
  self->asked = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  call = mirador_assistant_call_new (step);
  mirador_source_read_codes_async (call->held->source, call->cancellable, codes_read_cb, call);
}

static void
again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  enter (MIRADOR_ASSISTANT_STEP (widget));
}

static char *
why_not (MiradorAssistantStep *step)
{
  if (!MIRADOR_ASSISTANT_CODES (step)->asked)
    return g_strdup (_ ("What the codes stand for could not be asked."));
  return mirador_source_why_not (mirador_assistant_step_get_source (step));
}

static void
mirador_assistant_codes_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_ASSISTANT_CODES);
  g_clear_pointer (&MIRADOR_ASSISTANT_CODES (object)->order, g_ptr_array_unref);
  G_OBJECT_CLASS (mirador_assistant_codes_parent_class)->dispose (object);
}

static void
mirador_assistant_codes_class_init (MiradorAssistantCodesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  MiradorAssistantStepClass *step_class = MIRADOR_ASSISTANT_STEP_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_assistant_codes_dispose;
  step_class->applies = applies;
  step_class->enter = enter;
  step_class->why_not = why_not;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/pe/org/sociosensalud/Mirador/ui/assistant-codes.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantCodes, stack);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantCodes, parts_box);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantCodes, problem);
  gtk_widget_class_install_action (widget_class, "codes.confirm-all", "u", confirm_all_cb);
  gtk_widget_class_install_action (widget_class, "codes.more", "u", more_cb);
  gtk_widget_class_install_action (widget_class, "codes.again", NULL, again_cb);
}

static GtkWidget *
make_button (const char *label, const char *action, MiradorColumnUse use)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", use);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  mirador_matches_title (use), -1);
  return button;
}

static void
add_part (MiradorAssistantCodes *self, MiradorColumnUse use)
{
  Part *part = &self->parts[use];

  part->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  part->list = GTK_LIST_BOX (gtk_list_box_new ());
  part->confirm_all = make_button (_ ("Confirm _All"), "codes.confirm-all", use);
  part->more = make_button (_ ("Show _More"), "codes.more", use);
  adw_preferences_group_set_title (part->group, mirador_matches_title (use));
  adw_preferences_group_set_header_suffix (part->group, part->confirm_all);
  gtk_list_box_set_selection_mode (part->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (part->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (part->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mirador_matches_title (use), -1);
  gtk_widget_set_margin_top (part->more, 12);
  gtk_widget_set_halign (part->more, GTK_ALIGN_CENTER);
  adw_preferences_group_add (part->group, GTK_WIDGET (part->list));
  adw_preferences_group_add (part->group, part->more);
  gtk_box_append (self->parts_box, GTK_WIDGET (part->group));
}

static void
mirador_assistant_codes_init (MiradorAssistantCodes *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->order = g_ptr_array_new ();
  add_part (self, MIRADOR_USE_MEASURE);
  add_part (self, MIRADOR_USE_PROGRAM);
  add_part (self, MIRADOR_USE_PLACE);
  add_part (self, MIRADOR_USE_SEX);
  add_part (self, MIRADOR_USE_AGE);
}
