/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/feed-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "app/assistant-words.h"
#include "app/feed-credentials.h"
#include "app/feed-words.h"
#include "app/file-choice.h"
#include "app/help.h"
#include "app/text-table.h"
#include "app/window.h"
#include "feeds/secret.h"
#include "model/error.h"
#include "model/format.h"

struct _MiradorFeedRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  GtkWidget *simulated;
  GtkLabel *location;
  GtkLabel *schedule;
  GtkLabel *received;
  GtkLabel *until;
  GtkLabel *rows;
  GtkLabel *values;
  GtkWidget *facts;
  GtkWidget *error_box;
  GtkLabel *error;
  GtkProgressBar *progress;
  GtkWidget *add;
  GtkWidget *refresh;
  GtkWidget *cancel;
  GtkWidget *more;
  GtkExpander *details;
  GtkLabel *changes;
  GtkLabel *unmapped;
  GtkLabel *rejected_title;
  MiradorTextTable *rejected;

  MiradorSession *session;
  char *feed;
  gboolean can_refresh;
  gboolean listed; /* the rejected rows were read since the last update */
};

G_DEFINE_FINAL_TYPE (MiradorFeedRow, mirador_feed_row, GTK_TYPE_LIST_BOX_ROW)

static char **
describe_rejected (const MiradorRejected *rejected)
{
  char **texts = g_new0 (char *, 4);

  texts[0] = mirador_format_count ((double)rejected->row);
  texts[1] = g_strdup (rejected->column != NULL ? rejected->column : "—");
  texts[2] = g_strdup (mirador_reject_to_text (rejected->reason));
  return texts;
}

/* Rows are set aside for codes that nobody has said what they stand for: where, and how many. */
static void
show_unmapped (MiradorFeedRow *self, const GPtrArray *rejected)
{
  g_autofree char *text = mirador_feed_describe_unmapped (rejected);

  gtk_label_set_text (self->unmapped, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->unmapped), text != NULL);
}

static void
rejected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorFeedRow) self = user_data;
  g_autoptr (GPtrArray) rejected
    = mirador_store_list_rejected_finish (MIRADOR_STORE (source), result, NULL);

  if (rejected == NULL || self->session == NULL)
    return;
  show_unmapped (self, rejected);
  mirador_text_table_clear (self->rejected);
  for (guint i = 0; i < rejected->len; i++)
    mirador_text_table_append (self->rejected, describe_rejected (g_ptr_array_index (rejected, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->rejected), rejected->len > 0);
  gtk_label_set_text (self->rejected_title, rejected->len > 0 ? _ ("Rows that were set aside:")
                                                              : _ ("No row was set aside."));
}

static void
list_rejected (MiradorFeedRow *self)
{
  if (self->listed || !gtk_expander_get_expanded (self->details))
    return;
  self->listed = TRUE;
  mirador_store_list_rejected_async (mirador_session_get_store (self->session), self->feed, NULL,
                                     rejected_cb, g_object_ref (self));
}

static void
expanded_cb (GtkExpander *expander, GParamSpec *pspec, gpointer user_data)
{
  list_rejected (user_data);
}

static void
update_progress (MiradorFeedRow *self)
{
  guint64 bytes, total;
  gboolean busy = mirador_session_is_refreshing (self->session, self->feed, &bytes, &total);
  g_autofree char *text = mirador_feed_describe_progress (bytes, total);

  gtk_widget_set_visible (self->cancel, busy);
  gtk_widget_set_visible (self->refresh, !busy && self->can_refresh);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  gtk_progress_bar_set_text (self->progress, text);
  if (total > 0)
    gtk_progress_bar_set_fraction (self->progress, MIN (1.0, (double)bytes / (double)total));
  else if (busy)
    gtk_progress_bar_pulse (self->progress);
}

static void
refresh_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorFeedRow *self = MIRADOR_FEED_ROW (widget);

  mirador_session_refresh (self->session, self->feed);
}

static void
cancel_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorFeedRow *self = MIRADOR_FEED_ROW (widget);

  mirador_session_cancel_refresh (self->session, self->feed);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorFeedRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!mirador_store_remove_feed_finish (MIRADOR_STORE (source), result, &error))
    {
      sentence = mirador_error_to_sentence (error);
      mirador_window_say (GTK_WIDGET (self), sentence);
    }
}

static void
remove_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  MiradorFeedRow *self = user_data;

  if (!g_str_equal (response, "remove"))
    return;
  mirador_session_cancel_refresh (self->session, self->feed);
  /* A feed that was only imported has no definition to delete. */
  mirador_definition_remove (self->feed, NULL);
  mirador_secret_clear_async (self->feed, NULL, NULL, NULL);
  mirador_store_remove_feed_async (mirador_session_get_store (self->session), self->feed, NULL,
                                   removed_cb, g_object_ref (self));
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorFeedRow *self = MIRADOR_FEED_ROW (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  /* Translators: %s is the name of a feed */
  g_autofree char *heading = g_strdup_printf (_ ("Remove “%s”?"), gtk_label_get_text (self->title));
  GtkWidget *dialog = adw_message_dialog_new (
    window, heading,
    _ ("Its figures and what they said before are deleted from this computer. The file or address "
       "that they came from stays as it is."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "remove",
                                    _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* (transfer full) (nullable): the sentence of what is wrong is said here. */
static MiradorDefinition *
find_definition (MiradorFeedRow *self)
{
  g_autoptr (GError) error = NULL;
  MiradorDefinition *definition = mirador_definition_find (self->feed, &error);
  g_autofree char *sentence = error != NULL ? mirador_error_to_sentence (error) : NULL;

  if (sentence != NULL)
    mirador_window_say (GTK_WIDGET (self), sentence);
  return definition;
}

/* Who wrote a password wants to see whether it is right. */
static void
credentials_saved_cb (MiradorFeedRow *self)
{
  if (self->session != NULL)
    mirador_session_refresh (self->session, self->feed);
}

static void
credentials_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (MiradorDefinition) definition = find_definition (MIRADOR_FEED_ROW (widget));
  MiradorFeedCredentials *dialog;

  if (definition == NULL)
    return;
  dialog = mirador_feed_credentials_new (GTK_WINDOW (gtk_widget_get_root (widget)), definition);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (credentials_saved_cb), widget,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
copy_definition_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (MiradorDefinition) definition = find_definition (MIRADOR_FEED_ROW (widget));
  g_autofree char *text = definition != NULL ? mirador_definition_to_json (definition) : NULL;

  if (text == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  mirador_window_say (widget, _ ("The definition was copied, without the password or token"));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorFeedRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    sentence = mirador_error_to_sentence (error);
  mirador_window_say (
    GTK_WIDGET (self),
    sentence != NULL ? sentence : _ ("The definition was exported, without the password or token"));
}

static void
export_to_cb (const char *path, gpointer user_data)
{
  MiradorFeedRow *self = user_data;
  g_autoptr (MiradorDefinition) definition = find_definition (self);
  g_autofree char *text = definition != NULL ? mirador_definition_to_json (definition) : NULL;
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);

  if (bytes != NULL)
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         exported_cb, g_object_ref (self));
}

static void
export_definition_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *name = g_strdup_printf ("%s.feed.json", MIRADOR_FEED_ROW (widget)->feed);

  mirador_choose_file_to_save (widget, _ ("Export the Definition"), name, export_to_cb);
}

static void
mirador_feed_row_dispose (GObject *object)
{
  MiradorFeedRow *self = MIRADOR_FEED_ROW (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIRADOR_TYPE_FEED_ROW);
  G_OBJECT_CLASS (mirador_feed_row_parent_class)->dispose (object);
}

static void
mirador_feed_row_finalize (GObject *object)
{
  g_free (MIRADOR_FEED_ROW (object)->feed);
  G_OBJECT_CLASS (mirador_feed_row_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, title);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, simulated);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, location);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, schedule);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, received);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, until);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, rows);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, values);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, facts);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, error_box);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, error);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, progress);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, add);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, refresh);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, cancel);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, more);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, details);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, changes);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, unmapped);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, rejected_title);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedRow, rejected);
}

static void
mirador_feed_row_class_init (MiradorFeedRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = mirador_feed_row_dispose;
  object_class->finalize = mirador_feed_row_finalize;
  g_type_ensure (MIRADOR_TYPE_TEXT_TABLE);
  mirador_help_add_page (widget_class, "feeds");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/feed-row.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
  gtk_widget_class_install_action (widget_class, "feed.refresh", NULL, refresh_cb);
  gtk_widget_class_install_action (widget_class, "feed.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "feed.remove", NULL, remove_cb);
  gtk_widget_class_install_action (widget_class, "feed.credentials", NULL, credentials_cb);
  gtk_widget_class_install_action (widget_class, "feed.copy-definition", NULL, copy_definition_cb);
  gtk_widget_class_install_action (widget_class, "feed.export-definition", NULL,
                                   export_definition_cb);
}

static void
mirador_feed_row_init (MiradorFeedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  mirador_text_table_add_column (self->rejected, C_ ("column", "Row"), TRUE);
  mirador_text_table_add_column (self->rejected, C_ ("column", "Column"), FALSE);
  mirador_text_table_add_column (self->rejected, C_ ("column", "Reason"), FALSE);
}

MiradorFeedRow *
mirador_feed_row_new (MiradorSession *session, const char *feed)
{
  MiradorFeedRow *self = g_object_new (MIRADOR_TYPE_FEED_ROW, NULL);

  self->session = g_object_ref (session);
  self->feed = g_strdup (feed);
  g_signal_connect_object (session, "refreshing", G_CALLBACK (update_progress), self,
                           G_CONNECT_SWAPPED);
  return self;
}

const char *
mirador_feed_row_get_feed (MiradorFeedRow *self)
{
  return self->feed;
}

const char *
mirador_feed_row_get_error (MiradorFeedRow *self)
{
  return gtk_widget_get_visible (self->error_box) ? gtk_label_get_text (self->error) : "";
}

static void
update_facts (MiradorFeedRow *self, const MiradorFeedStatus *status)
{
  gboolean none = status == NULL || status->last_good == NULL;
  g_autofree char *received = mirador_feed_describe_received (status);
  g_autofree char *rows = mirador_feed_describe_rows (status);
  g_autofree char *changes = mirador_feed_describe_changes (status);
  g_autofree char *until = none || mirador_period_is_none (status->data_until)
                             ? g_strdup ("—")
                             : mirador_format_period (status->data_until);
  g_autofree char *values = none ? g_strdup ("—") : mirador_format_count ((double)status->n_values);

  gtk_label_set_text (self->received, received);
  gtk_label_set_text (self->until, until);
  gtk_label_set_text (self->rows, rows);
  gtk_label_set_text (self->values, values);
  gtk_label_set_text (self->changes, changes);
  gtk_widget_set_visible (self->facts, !none);
  gtk_widget_set_visible (GTK_WIDGET (self->details), !none);
}

static void
update_actions (MiradorFeedRow *self, const MiradorDefinition *definition)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean owned = definition != NULL && definition->user_owned;
  g_autofree char *schedule = self->can_refresh && !definition->bundled
                                ? mirador_schedule_describe (definition->every_hours)
                                : NULL;

  gtk_label_set_text (self->schedule, schedule != NULL ? schedule : "");
  gtk_widget_set_visible (GTK_WIDGET (self->schedule), schedule != NULL);
  gtk_widget_action_set_enabled (widget, "feed.remove", definition == NULL || owned);
  gtk_widget_action_set_enabled (widget, "feed.credentials",
                                 owned && mirador_feed_asks_a_server (definition));
  gtk_widget_action_set_enabled (widget, "feed.copy-definition", owned);
  gtk_widget_action_set_enabled (widget, "feed.export-definition", owned);
  gtk_widget_set_visible (self->more, definition == NULL || owned);
}

void
mirador_feed_row_update (MiradorFeedRow *self,
                         const MiradorDefinition *definition,
                         const MiradorFeedStatus *status)
{
  g_autofree char *location = mirador_feed_describe_locations (definition, status);
  g_autofree char *error = mirador_feed_describe_error (status);

  gtk_label_set_text (self->title, mirador_feed_title (definition, status));
  gtk_label_set_text (self->location, location);
  gtk_widget_set_visible (self->simulated, status != NULL && status->profile->simulated);
  gtk_label_set_text (self->error, error != NULL ? error : "");
  gtk_widget_set_visible (self->error_box, error != NULL);
  self->can_refresh = mirador_feed_points_somewhere (definition);
  gtk_widget_set_visible (self->add, definition != NULL && !self->can_refresh);
  update_actions (self, definition);
  update_facts (self, status);
  update_progress (self);
  self->listed = FALSE;
  list_rejected (self);
}
