/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-dialog.h"

#include <glib/gi18n-lib.h>
#include "app/choice.h"
#include "app/document.h"
#include "app/help.h"
#include "app/import-keep.h"
#include "app/import-words.h"
#include "app/text-table.h"
#include "model/error.h"

/* The decoder of Mirador's own documents. */
#define OWN_FORMAT "mirador"

struct _MiradorImportDialog
{
  AdwWindow parent_instance;

  AdwEntryRow *location;
  AdwComboRow *mapping;
  GListStore *mappings;
  GtkStack *stack;
  GtkLabel *problem;
  GtkLabel *counts;
  GtkLabel *read_as;
  MiradorTextTable *table;
  GtkWidget *keep_group;
  GtkSwitch *keep;
  GtkWidget *import;
  GtkSpinner *spinner;

  MiradorSession *session;
  GCancellable *cancellable; /* of what is under way */
  MiradorPreview *preview;
  char *chosen;       /* the location of the preview */
  const char *format; /* (nullable): where it is known beforehand */
  char *copy;         /* (nullable): of a file without a path, which goes with the dialog */
};

G_DEFINE_FINAL_TYPE (MiradorImportDialog, mirador_import_dialog, ADW_TYPE_WINDOW)

static void
set_busy (MiradorImportDialog *self, gboolean busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_sensitive (self->import, !busy && self->preview != NULL
                                            && self->preview->mapping != NULL
                                            && self->preview->n_observations > 0);
}

static void
show_problem (MiradorImportDialog *self, const char *sentence)
{
  gtk_label_set_text (self->problem, sentence);
  gtk_stack_set_visible_child_name (self->stack, "problem");
  gtk_widget_set_visible (self->keep_group, FALSE);
}

static void
show_error (MiradorImportDialog *self, const GError *error)
{
  g_autofree char *sentence = mirador_error_to_sentence (error);

  show_problem (self, sentence);
}

static void
show_preview (MiradorImportDialog *self)
{
  const MiradorPreview *preview = self->preview;
  g_autofree char *counts = mirador_preview_describe (preview);
  g_autofree char *read_as = NULL;

  if (preview->mapping == NULL)
    {
      g_autofree char *sentence = mirador_preview_describe_columns (preview);

      show_problem (self, sentence);
      return;
    }
  read_as = mirador_preview_describe_mapping (preview);
  gtk_label_set_text (self->counts, counts);
  gtk_label_set_text (self->read_as, read_as);
  mirador_text_table_clear (self->table);
  for (guint i = 0; i < preview->observations->len; i++)
    mirador_text_table_append (self->table, mirador_observation_to_texts (&g_array_index (
                                              preview->observations, MiradorObservation, i)));
  gtk_stack_set_visible_child_name (self->stack, "preview");
  /* A copy is not where figures could come from the next time. */
  gtk_widget_set_visible (self->keep_group, self->copy == NULL);
}

static gboolean
was_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
         || g_error_matches (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
}

static void
preview_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorPreview) preview = mirador_preview_finish (result, &error);

  /* Another choice has taken this one's place, or the dialog is gone. */
  if (was_cancelled (error) || self->session == NULL)
    return;
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->preview, mirador_preview_free);
  self->preview = g_steal_pointer (&preview);
  if (self->preview != NULL)
    show_preview (self);
  else
    show_error (self, error);
  set_busy (self, FALSE);
}

static const char *
get_mapping (MiradorImportDialog *self)
{
  MiradorChoice *choice = adw_combo_row_get_selected_item (self->mapping);
  const char *id = choice != NULL ? mirador_choice_get_id (choice) : "";

  return *id != '\0' ? id : NULL;
}

static void
drop_pending (MiradorImportDialog *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
begin_waiting (MiradorImportDialog *self)
{
  drop_pending (self);
  g_clear_pointer (&self->preview, mirador_preview_free);
  gtk_widget_set_visible (self->keep_group, FALSE);
  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  set_busy (self, TRUE);
}

static void
look (MiradorImportDialog *self)
{
  begin_waiting (self);
  mirador_preview_async (self->chosen, self->format, get_mapping (self), self->cancellable,
                         preview_cb, g_object_ref (self));
}

static void
show_nothing (MiradorImportDialog *self)
{
  drop_pending (self);
  g_clear_pointer (&self->preview, mirador_preview_free);
  gtk_widget_set_visible (self->keep_group, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
  set_busy (self, FALSE);
}

static void
remove_copy (MiradorImportDialog *self)
{
  if (self->copy != NULL)
    mirador_document_remove (self->copy);
  g_clear_pointer (&self->copy, g_free);
}

static void
choose (MiradorImportDialog *self, const char *location, const char *format)
{
  remove_copy (self);
  g_free (self->chosen);
  self->chosen = g_strstrip (g_strdup (location));
  self->format = format;
  if (*self->chosen != '\0')
    look (self);
  else
    show_nothing (self);
}

static void
location_applied_cb (AdwEntryRow *row, gpointer user_data)
{
  choose (user_data, gtk_editable_get_text (GTK_EDITABLE (row)), NULL);
}

static void
mapping_chosen_cb (AdwComboRow *row, GParamSpec *pspec, gpointer user_data)
{
  MiradorImportDialog *self = user_data;

  if (self->chosen != NULL && *self->chosen != '\0')
    look (self);
}

static void
file_chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  g_autoptr (MiradorImportDialog) self = user_data;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = g_file_get_path (file);
      g_autofree char *uri = g_file_get_uri (file);

      mirador_import_dialog_set_location (self, path != NULL ? path : uri);
    }
  g_object_unref (chooser);
}

static void
choose_file_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (_ ("Choose a File"), GTK_WINDOW (widget),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (file_chosen_cb), g_object_ref (widget));
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
keep_feed (MiradorImportDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (!mirador_import_keep (self->preview->mapping, self->chosen, self->preview->format, &error))
    {
      show_error (self, error);
      return;
    }
  mirador_session_refresh (self->session, mirador_mapping_get_feed (self->preview->mapping));
  gtk_window_close (GTK_WINDOW (self));
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorRefresh) refresh = mirador_import_finish (result, &error);

  if (was_cancelled (error) || self->session == NULL)
    return;
  g_clear_object (&self->cancellable);
  set_busy (self, FALSE);
  if (refresh == NULL)
    {
      gtk_widget_set_sensitive (self->import, FALSE);
      show_error (self, error);
    }
  else if (gtk_switch_get_active (self->keep))
    keep_feed (self);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorImportDialog *self = MIRADOR_IMPORT_DIALOG (widget);

  if (self->preview == NULL || self->preview->mapping == NULL || self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  set_busy (self, TRUE);
  mirador_import_async (mirador_session_get_store (self->session), self->chosen, self->format,
                        get_mapping (self), NULL, self->cancellable, imported_cb,
                        g_object_ref (self));
}

static void
mirador_import_dialog_dispose (GObject *object)
{
  MiradorImportDialog *self = MIRADOR_IMPORT_DIALOG (object);

  drop_pending (self);
  remove_copy (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->preview, mirador_preview_free);
  g_clear_pointer (&self->chosen, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIRADOR_TYPE_IMPORT_DIALOG);
  G_OBJECT_CLASS (mirador_import_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MiradorImportDialog, location);
  gtk_widget_class_bind_template_child (widget_class, MiradorImportDialog, mapping);
  gtk_widget_class_bind_template_child (widget_class, MiradorImportDialog, mappings);
  gtk_widget_class_bind_template_child (widget_class, MiradorImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, MiradorImportDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, MiradorImportDialog, counts);
  gtk_widget_class_bind_template_child (widget_class, MiradorImportDialog, read_as);
  gtk_widget_class_bind_template_child (widget_class, MiradorImportDialog, table);
  gtk_widget_class_bind_template_child (widget_class, MiradorImportDialog, keep_group);
  gtk_widget_class_bind_template_child (widget_class, MiradorImportDialog, keep);
  gtk_widget_class_bind_template_child (widget_class, MiradorImportDialog, import);
  gtk_widget_class_bind_template_child (widget_class, MiradorImportDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, location_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapping_chosen_cb);
}

static void
mirador_import_dialog_class_init (MiradorImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_import_dialog_dispose;
  g_type_ensure (MIRADOR_TYPE_CHOICE);
  g_type_ensure (MIRADOR_TYPE_TEXT_TABLE);
  mirador_help_add_page (widget_class, "import");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/import-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "import.choose-file", NULL, choose_file_cb);
  gtk_widget_class_install_action (widget_class, "import.import", NULL, import_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fill_mappings (MiradorImportDialog *self)
{
  g_autoptr (GPtrArray) mappings = mirador_mapping_list ();

  mirador_choice_append (self->mappings, "", _ ("Find out from the columns"));
  for (guint i = 0; i < mappings->len; i++)
    {
      const MiradorMapping *mapping = g_ptr_array_index (mappings, i);

      mirador_choice_append (self->mappings, mirador_mapping_get_id (mapping),
                             mirador_mapping_get_title (mapping));
    }
}

static void
mirador_import_dialog_init (MiradorImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mirador_text_table_add_column (self->table, C_ ("column", "Measure"), FALSE);
  mirador_text_table_add_column (self->table, C_ ("column", "Program"), FALSE);
  mirador_text_table_add_column (self->table, C_ ("column", "Place"), FALSE);
  mirador_text_table_add_column (self->table, C_ ("column", "Period"), FALSE);
  mirador_text_table_add_column (self->table, C_ ("column", "Breakdown"), FALSE);
  mirador_text_table_add_column (self->table, C_ ("column", "Value"), TRUE);
  fill_mappings (self);
  set_busy (self, FALSE);
}

MiradorImportDialog *
mirador_import_dialog_new (GtkWindow *parent, MiradorSession *session)
{
  MiradorImportDialog *self
    = g_object_new (MIRADOR_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  return self;
}

void
mirador_import_dialog_set_location (MiradorImportDialog *self, const char *location)
{
  gtk_editable_set_text (GTK_EDITABLE (self->location), location);
  choose (self, location, NULL);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = mirador_document_copy_finish (result, &error);

  if (was_cancelled (error) || self->session == NULL)
    {
      if (copy != NULL)
        mirador_document_remove (copy);
      return;
    }
  g_clear_object (&self->cancellable);
  if (copy == NULL)
    {
      show_error (self, error);
      set_busy (self, FALSE);
      return;
    }
  choose (self, copy, OWN_FORMAT);
  self->copy = g_steal_pointer (&copy);
}

void
mirador_import_dialog_set_document (MiradorImportDialog *self, GFile *file)
{
  g_autofree char *location = mirador_document_get_location (file);
  g_autofree char *name = g_file_get_parse_name (file);

  gtk_editable_set_text (GTK_EDITABLE (self->location), name);
  if (location != NULL)
    {
      choose (self, location, OWN_FORMAT);
      return;
    }
  begin_waiting (self);
  mirador_document_copy_async (file, self->cancellable, copied_cb, g_object_ref (self));
}

gboolean
mirador_import_dialog_is_loading (MiradorImportDialog *self)
{
  return self->cancellable != NULL;
}
