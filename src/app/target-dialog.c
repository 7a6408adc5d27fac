/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/target-dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "app/choice.h"
#include "app/help.h"
#include "model/catalogue.h"
#include "model/language.h"
#include "model/place.h"

struct _MiradorTargetDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *program_group;
  AdwComboRow *program;
  GListStore *programs;
  GtkSearchEntry *search;
  GtkListView *list;
  GListStore *targets;
  GtkCustomFilter *filter;
  GtkFilterListModel *found;

  char *wanted; /* (nullable) what is searched for, folded */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiradorTargetDialog, mirador_target_dialog, ADW_TYPE_WINDOW)

static gboolean
is_found (gpointer item, gpointer user_data)
{
  MiradorTargetDialog *self = user_data;
  g_autofree char *label = NULL;
  const char *folded = g_object_get_data (item, "folded");

  if (self->wanted == NULL || *self->wanted == '\0')
    return TRUE;
  if (folded == NULL)
    {
      g_object_get (item, "label", &label, NULL);
      folded = mirador_text_fold (label);
      g_object_set_data_full (item, "folded", (gpointer)folded, g_free);
    }
  return strstr (folded, self->wanted) != NULL
         || g_str_has_prefix (mirador_choice_get_id (item), self->wanted);
}

static void
searched_cb (MiradorTargetDialog *self)
{
  g_free (self->wanted);
  self->wanted = mirador_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static const char *
get_program (MiradorTargetDialog *self)
{
  MiradorChoice *choice = gtk_widget_get_visible (self->program_group)
                            ? adw_combo_row_get_selected_item (self->program)
                            : NULL;

  return choice != NULL ? mirador_choice_get_id (choice) : NULL;
}

static void
take (MiradorTargetDialog *self, MiradorChoice *choice)
{
  g_signal_emit (self, signals[CHOSEN], 0, mirador_choice_get_id (choice), get_program (self));
  gtk_window_close (GTK_WINDOW (self));
}

static void
activated_cb (GtkListView *list, guint position, gpointer user_data)
{
  MiradorTargetDialog *self = user_data;
  g_autoptr (MiradorChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->found), position);

  take (self, choice);
}

/* Enter in the search takes the first that was found. */
static void
search_activated_cb (MiradorTargetDialog *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->found)) > 0)
    activated_cb (self->list, 0, self);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  g_autofree char *label = NULL;

  g_object_get (gtk_list_item_get_item (item), "label", &label, NULL);
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), label);
}

static void
append_places (MiradorTargetDialog *self)
{
  static const MiradorLevel levels[]
    = { MIRADOR_LEVEL_COUNTRY, MIRADOR_LEVEL_REGION,   MIRADOR_LEVEL_AUTHORITY,
        MIRADOR_LEVEL_AREA,    MIRADOR_LEVEL_PROVINCE, MIRADOR_LEVEL_DISTRICT };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (GPtrArray) places = mirador_place_list (mirador_place_peru (), levels[i]);

      for (guint j = 0; j < places->len; j++)
        {
          const MiradorPlace *place = g_ptr_array_index (places, j);
          g_autofree char *name = mirador_place_full_name (place);

          mirador_choice_append (self->targets, place->code, name);
        }
    }
}

/* What is asked for most comes first: the steps of care, what has a name of its own in the program,
 * and then all others. */
static guint
rank_measure (const MiradorMeasure *measure, const MiradorProgram *program)
{
  if (measure->stage != MIRADOR_STAGE_NONE)
    return measure->stage;
  return program != NULL && g_hash_table_contains (measure->labels, program->id)
           ? MIRADOR_N_STAGES
           : MIRADOR_N_STAGES + 1;
}

static void
append_measures (MiradorTargetDialog *self, const MiradorProgram *program)
{
  g_autoptr (GPtrArray) measures = mirador_catalogue_measures ();

  for (guint rank = 0; rank <= MIRADOR_N_STAGES + 1; rank++)
    for (guint i = 0; i < measures->len; i++)
      {
        const MiradorMeasure *measure = g_ptr_array_index (measures, i);

        if (rank_measure (measure, program) == rank)
          mirador_choice_append (self->targets, measure->id,
                                 mirador_measure_get_name (measure, program));
      }
}

static void
append_programs (GListStore *store)
{
  g_autoptr (GPtrArray) programs = mirador_catalogue_programs ();

  for (guint i = 0; i < programs->len; i++)
    {
      const MiradorProgram *program = g_ptr_array_index (programs, i);

      mirador_choice_append (store, program->id, mirador_program_get_name (program));
    }
}

static void
append_members (MiradorTargetDialog *self, const char *breakdown)
{
  const MiradorBreakdown *found = mirador_catalogue_breakdown (breakdown);

  mirador_choice_append (self->targets, "", C_ ("breakdown", "All"));
  for (guint i = 0; found != NULL && i < found->members->len; i++)
    {
      const MiradorMember *member = g_ptr_array_index (found->members, i);

      mirador_choice_append (self->targets, member->id,
                             mirador_member_get_name (breakdown, member->id));
    }
}

static void
program_cb (MiradorTargetDialog *self)
{
  const char *id = get_program (self);

  if (id == NULL)
    return;
  g_list_store_remove_all (self->targets);
  append_measures (self, mirador_catalogue_program (id));
}

static void
fill (MiradorTargetDialog *self, const MiradorMatch *match)
{
  switch (match->use)
    {
    case MIRADOR_USE_PLACE:
      append_places (self);
      break;
    case MIRADOR_USE_PROGRAM:
      append_programs (self->targets);
      break;
    case MIRADOR_USE_MEASURE:
      append_measures (self,
                       match->program != NULL ? mirador_catalogue_program (match->program) : NULL);
      break;
    case MIRADOR_USE_SEX:
      append_members (self, "sex");
      break;
    default:
      append_members (self, "age");
      break;
    }
}

static void
mirador_target_dialog_dispose (GObject *object)
{
  g_clear_pointer (&MIRADOR_TARGET_DIALOG (object)->wanted, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_TARGET_DIALOG);
  G_OBJECT_CLASS (mirador_target_dialog_parent_class)->dispose (object);
}

static void
mirador_target_dialog_class_init (MiradorTargetDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_target_dialog_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  g_type_ensure (MIRADOR_TYPE_CHOICE);
  mirador_help_add_page (widget_class, "feeds-add");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/target-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorTargetDialog, title);
  gtk_widget_class_bind_template_child (widget_class, MiradorTargetDialog, program_group);
  gtk_widget_class_bind_template_child (widget_class, MiradorTargetDialog, program);
  gtk_widget_class_bind_template_child (widget_class, MiradorTargetDialog, programs);
  gtk_widget_class_bind_template_child (widget_class, MiradorTargetDialog, search);
  gtk_widget_class_bind_template_child (widget_class, MiradorTargetDialog, list);
  gtk_widget_class_bind_template_child (widget_class, MiradorTargetDialog, targets);
  gtk_widget_class_bind_template_child (widget_class, MiradorTargetDialog, filter);
  gtk_widget_class_bind_template_child (widget_class, MiradorTargetDialog, found);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, program_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mirador_target_dialog_init (MiradorTargetDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_custom_filter_set_filter_func (self->filter, is_found, self, NULL);
}

MiradorTargetDialog *
mirador_target_dialog_new (GtkWindow *parent, const MiradorMatch *match, gboolean with_program)
{
  MiradorTargetDialog *self
    = g_object_new (MIRADOR_TYPE_TARGET_DIALOG, "transient-for", parent, NULL);
  guint position;

  adw_window_title_set_subtitle (self->title, match->name != NULL ? match->name : match->code);
  fill (self, match);
  if (with_program)
    {
      append_programs (self->programs);
      gtk_widget_set_visible (self->program_group, TRUE);
      position = match->program != NULL
                   ? mirador_choice_find (G_LIST_MODEL (self->programs), match->program)
                   : 0;
      adw_combo_row_set_selected (self->program, position != G_MAXUINT ? position : 0);
      program_cb (self);
    }
  return self;
}

gboolean
mirador_target_dialog_choose (MiradorTargetDialog *self, const char *target, const char *program)
{
  guint at;
  g_autoptr (MiradorChoice) choice = NULL;

  if (program != NULL)
    {
      at = mirador_choice_find (G_LIST_MODEL (self->programs), program);
      if (at == G_MAXUINT)
        return FALSE;
      adw_combo_row_set_selected (self->program, at);
    }
  at = mirador_choice_find (G_LIST_MODEL (self->targets), target);
  if (at == G_MAXUINT)
    return FALSE;
  choice = g_list_model_get_item (G_LIST_MODEL (self->targets), at);
  take (self, choice);
  return TRUE;
}
