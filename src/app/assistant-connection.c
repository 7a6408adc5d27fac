/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/assistant-connection.h"

#include <glib/gi18n-lib.h>
#include "app/assistant-words.h"
#include "app/choice.h"
#include "app/file-choice.h"
#include "model/error.h"

struct _MiradorAssistantConnection
{
  MiradorAssistantStep parent_instance;

  AdwPreferencesGroup *group;
  AdwEntryRow *name;
  AdwEntryRow *location;
  GtkWidget *choose_file;
  GtkWidget *credentials;
  AdwComboRow *auth;
  GListStore *auths;
  AdwEntryRow *user;
  AdwPasswordEntryRow *secret;
  GtkWidget *authority_group;
  AdwActionRow *authority;
  GtkWidget *forget_authority;
  GtkStack *test_stack;
  GtkWidget *result_box;
  GtkImage *result_icon;
  GtkLabel *result;

  const MiradorSourceKind *kind;
  char *authority_path; /* (nullable) */
  gboolean filling;     /* the fields are being set, not written by the user */
  gboolean touched;
  gboolean tested;   /* it answered, as the fields stand */
  gboolean going_on; /* the test is on the way to the next step */
};

G_DEFINE_FINAL_TYPE (MiradorAssistantConnection,
                     mirador_assistant_connection,
                     MIRADOR_TYPE_ASSISTANT_STEP)

static char *
get_text (gpointer row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static MiradorAuth
get_auth (MiradorAssistantConnection *self)
{
  MiradorChoice *choice = adw_combo_row_get_selected_item (self->auth);

  for (guint auth = 0; choice != NULL && auth < MIRADOR_N_AUTHS; auth++)
    if (g_str_equal (mirador_choice_get_id (choice), mirador_auth_to_id (auth)))
      return auth;
  return MIRADOR_AUTH_NONE;
}

static void
show_result (MiradorAssistantConnection *self, const char *sentence, gboolean is_error)
{
  gtk_label_set_text (self->result, sentence);
  gtk_widget_set_visible (self->result_box, *sentence != '\0');
  gtk_image_set_from_icon_name (self->result_icon,
                                is_error ? "dialog-warning-symbolic" : "emblem-ok-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->result_icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_error ? _ ("Error") : C_ ("test", "It answers"), -1);
  gtk_widget_remove_css_class (self->result_box, is_error ? "answered" : "feed-error");
  gtk_widget_add_css_class (self->result_box, is_error ? "feed-error" : "answered");
}

/* The field that the error speaks of is marked, and stays as it was written. */
static void
mark_fields (MiradorAssistantConnection *self, const GError *error)
{
  MiradorFault fault = mirador_error_to_fault (error);
  const struct
  {
    gpointer row;
    gboolean faulty;
  } fields[] = {
    { self->location, fault == MIRADOR_FAULT_ADDRESS },
    { self->user, fault == MIRADOR_FAULT_CREDENTIALS },
    { self->secret, fault == MIRADOR_FAULT_CREDENTIALS },
    { self->authority, fault == MIRADOR_FAULT_CERTIFICATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (fields[i].faulty)
        gtk_widget_add_css_class (fields[i].row, "error");
      else
        gtk_widget_remove_css_class (fields[i].row, "error");
      gtk_accessible_update_state (
        fields[i].row, GTK_ACCESSIBLE_STATE_INVALID,
        fields[i].faulty ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
    }
  if (fault == MIRADOR_FAULT_CREDENTIALS)
    gtk_widget_grab_focus (GTK_WIDGET (self->secret));
  else if (fault == MIRADOR_FAULT_ADDRESS)
    gtk_widget_grab_focus (GTK_WIDGET (self->location));
}

static void
show_error (MiradorAssistantConnection *self, const GError *error)
{
  g_autofree char *sentence = mirador_error_to_sentence (error);

  show_result (self, sentence, TRUE);
  mark_fields (self, error);
}

/* In a small window what was found stands above the button that asked for it. */
static void
scroll_to_result (MiradorAssistantConnection *self)
{
  GtkAdjustment *scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (
    gtk_widget_get_ancestor (GTK_WIDGET (self->group), GTK_TYPE_SCROLLED_WINDOW)));
  double x, y;

  if (gtk_widget_translate_coordinates (GTK_WIDGET (self->result_box),
                                        gtk_widget_get_parent (GTK_WIDGET (self->group)), 0, 0, &x,
                                        &y)
      && y < gtk_adjustment_get_value (scroll))
    gtk_adjustment_set_value (scroll, y);
}

static void
apply (MiradorAssistantConnection *self)
{
  MiradorSource *source = mirador_assistant_step_get_source (MIRADOR_ASSISTANT_STEP (self));
  g_autofree char *location = get_text (self->location);
  g_autofree char *user = get_text (self->user);
  const char *secret = gtk_editable_get_text (GTK_EDITABLE (self->secret));
  MiradorAuth auth = get_auth (self);

  mirador_source_set_location (source, location);
  mirador_source_set_credentials (source, auth, auth == MIRADOR_AUTH_BASIC ? user : NULL,
                                  auth != MIRADOR_AUTH_NONE && *secret != '\0' ? secret : NULL);
  mirador_source_set_authority (source, self->authority_path);
}

static void
update_test (MiradorAssistantConnection *self)
{
  g_autofree char *location = get_text (self->location);
  gboolean busy = mirador_assistant_step_is_busy (MIRADOR_ASSISTANT_STEP (self));

  gtk_stack_set_visible_child_name (self->test_stack, busy ? "testing" : "idle");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connection.test", *location != '\0' && !busy);
}

static void
checked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorAssistantCall) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorSourceCheck) check
    = mirador_source_check_finish (call->held->source, result, &error);
  MiradorAssistantConnection *self = MIRADOR_ASSISTANT_CONNECTION (call->step);
  g_autofree char *words = NULL;

  if (!mirador_assistant_call_end (call))
    return;
  self->tested = check != NULL;
  update_test (self);
  mark_fields (self, error);
  if (check == NULL)
    {
      show_error (self, error);
      self->going_on = FALSE;
    }
  else
    {
      words = mirador_source_check_describe (check);
      show_result (self, words, FALSE);
    }
  scroll_to_result (self);
  mirador_assistant_step_emit_changed (call->step);
  if (self->going_on)
    {
      self->going_on = FALSE;
      mirador_assistant_step_emit_done (call->step);
    }
}

static void
test (MiradorAssistantConnection *self, gboolean going_on)
{
  MiradorAssistantCall *call;

  self->going_on = going_on;
  show_result (self, "", FALSE);
  apply (self);
  call = mirador_assistant_call_new (MIRADOR_ASSISTANT_STEP (self));
  update_test (self);
  mirador_source_check_async (call->held->source, call->cancellable, checked_cb, call);
}

static void
test_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  test (MIRADOR_ASSISTANT_CONNECTION (widget), FALSE);
}

static void
stop_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorAssistantConnection *self = MIRADOR_ASSISTANT_CONNECTION (widget);

  self->going_on = FALSE;
  mirador_assistant_step_cancel (MIRADOR_ASSISTANT_STEP (self));
  update_test (self);
}

static void
show_auth (MiradorAssistantConnection *self)
{
  MiradorAuth auth = get_auth (self);

  gtk_widget_set_visible (GTK_WIDGET (self->user), auth == MIRADOR_AUTH_BASIC);
  gtk_widget_set_visible (GTK_WIDGET (self->secret), auth != MIRADOR_AUTH_NONE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret),
                                 auth == MIRADOR_AUTH_BASIC ? _ ("Password") : _ ("Token"));
}

/* What was tested is not what is written now. */
static void
edited_cb (MiradorAssistantConnection *self)
{
  if (self->filling)
    return;
  self->touched = TRUE;
  self->tested = FALSE;
  self->going_on = FALSE;
  mirador_assistant_step_cancel (MIRADOR_ASSISTANT_STEP (self));
  show_result (self, "", FALSE);
  mark_fields (self, NULL);
  show_auth (self);
  update_test (self);
  mirador_assistant_step_emit_changed (MIRADOR_ASSISTANT_STEP (self));
}

static void
named_cb (MiradorAssistantConnection *self)
{
  MiradorSource *source = mirador_assistant_step_get_source (MIRADOR_ASSISTANT_STEP (self));
  g_autofree char *name = get_text (self->name);

  if (self->filling)
    return;
  self->touched = TRUE;
  mirador_assistant_set_title (source, name);
}

static void
file_chosen_cb (const char *path, gpointer user_data)
{
  gtk_editable_set_text (GTK_EDITABLE (MIRADOR_ASSISTANT_CONNECTION (user_data)->location), path);
}

static void
choose_file_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mirador_choose_file (widget, _ ("Choose a File"), file_chosen_cb);
}

static void
set_authority (MiradorAssistantConnection *self, const char *path)
{
  g_free (self->authority_path);
  self->authority_path = g_strdup (path);
  adw_action_row_set_subtitle (
    self->authority, path != NULL ? path : _ ("None: the authorities that this computer trusts"));
  gtk_widget_set_visible (self->forget_authority, path != NULL);
  edited_cb (self);
}

static void
authority_chosen_cb (const char *path, gpointer user_data)
{
  set_authority (MIRADOR_ASSISTANT_CONNECTION (user_data), path);
}

static void
choose_authority_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mirador_choose_file (widget, _ ("Choose the Authority’s File"), authority_chosen_cb);
}

static void
forget_authority_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  set_authority (MIRADOR_ASSISTANT_CONNECTION (widget), NULL);
}

static void
fill_auths (MiradorAssistantConnection *self)
{
  g_list_store_remove_all (self->auths);
  for (guint auth = 0; auth < MIRADOR_N_AUTHS; auth++)
    if ((self->kind->auths & (1u << auth)) != 0)
      mirador_choice_append (self->auths, mirador_auth_to_id (auth), mirador_auth_to_text (auth));
  adw_combo_row_set_selected (self->auth, 0);
  gtk_widget_set_visible (self->credentials, self->kind->auths > (1u << MIRADOR_AUTH_NONE));
}

/* Another kind begins anew; the same one shows what was written. */
static void
fill (MiradorAssistantConnection *self)
{
  self->filling = TRUE;
  adw_preferences_group_set_description (self->group, _ (self->kind->hint));
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
  gtk_editable_set_text (GTK_EDITABLE (self->location),
                         self->kind->location != NULL ? self->kind->location : "");
  gtk_editable_set_text (GTK_EDITABLE (self->user), "");
  gtk_editable_set_text (GTK_EDITABLE (self->secret), "");
  gtk_widget_set_visible (self->choose_file,
                          self->kind->location == NULL && !g_str_equal (self->kind->id, "dhis2"));
  set_authority (self, NULL);
  fill_auths (self);
  self->filling = FALSE;
  self->touched = self->tested = FALSE;
  show_result (self, "", FALSE);
  mark_fields (self, NULL);
  show_auth (self);
}

static void
enter (MiradorAssistantStep *step)
{
  MiradorAssistantConnection *self = MIRADOR_ASSISTANT_CONNECTION (step);
  const MiradorSourceKind *kind
    = mirador_source_get_kind (mirador_assistant_step_get_source (step));

  if (self->kind != kind)
    {
      self->kind = kind;
      fill (self);
    }
  update_test (self);
}

static char *
why_not (MiradorAssistantStep *step)
{
  MiradorAssistantConnection *self = MIRADOR_ASSISTANT_CONNECTION (step);
  g_autofree char *location = get_text (self->location);

  if (*location != '\0')
    return NULL;
  return g_strdup (gtk_widget_get_visible (self->choose_file)
                     ? _ ("Write an address or choose a file.")
                     : _ ("Write the address of the server."));
}

/* What does not answer leads nowhere: it is tested on the way, unless it was. */
static void
next (MiradorAssistantStep *step)
{
  MiradorAssistantConnection *self = MIRADOR_ASSISTANT_CONNECTION (step);

  if (self->tested)
    mirador_assistant_step_emit_done (step);
  else
    test (self, TRUE);
}

static void
mirador_assistant_connection_dispose (GObject *object)
{
  g_clear_pointer (&MIRADOR_ASSISTANT_CONNECTION (object)->authority_path, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MIRADOR_TYPE_ASSISTANT_CONNECTION);
  G_OBJECT_CLASS (mirador_assistant_connection_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, group);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, name);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, location);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, choose_file);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, credentials);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, auth);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, auths);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, user);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, secret);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, authority);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, forget_authority);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, test_stack);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, result_box);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, result_icon);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistantConnection, result);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
  gtk_widget_class_bind_template_callback (widget_class, named_cb);
}

static void
mirador_assistant_connection_class_init (MiradorAssistantConnectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  MiradorAssistantStepClass *step_class = MIRADOR_ASSISTANT_STEP_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_assistant_connection_dispose;
  step_class->enter = enter;
  step_class->why_not = why_not;
  step_class->next = next;
  g_type_ensure (MIRADOR_TYPE_CHOICE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/pe/org/sociosensalud/Mirador/ui/assistant-connection.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "connection.test", NULL, test_cb);
  gtk_widget_class_install_action (widget_class, "connection.stop", NULL, stop_cb);
  gtk_widget_class_install_action (widget_class, "connection.choose-file", NULL, choose_file_cb);
  gtk_widget_class_install_action (widget_class, "connection.choose-authority", NULL,
                                   choose_authority_cb);
  gtk_widget_class_install_action (widget_class, "connection.forget-authority", NULL,
                                   forget_authority_cb);
}

static void
mirador_assistant_connection_init (MiradorAssistantConnection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

gboolean
mirador_assistant_connection_is_touched (MiradorAssistantConnection *self)
{
  return self->touched;
}

const char *
mirador_assistant_connection_get_result (MiradorAssistantConnection *self)
{
  return gtk_label_get_text (self->result);
}
