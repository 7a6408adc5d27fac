/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/feed-credentials.h"

#include <glib/gi18n-lib.h>
#include "app/assistant-words.h"
#include "app/choice.h"
#include "app/help.h"
#include "feeds/secret.h"
#include "model/error.h"

struct _MiradorFeedCredentials
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkSpinner *spinner;
  AdwComboRow *auth;
  GListStore *auths;
  AdwEntryRow *user;
  AdwPasswordEntryRow *secret;
  GtkWidget *problem_box;
  GtkLabel *problem;
  GtkWidget *save;

  MiradorDefinition *definition;
  GCancellable *cancellable; /* (nullable) of the saving under way */
};

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MiradorFeedCredentials, mirador_feed_credentials, ADW_TYPE_WINDOW)

static MiradorAuth
get_auth (MiradorFeedCredentials *self)
{
  return adw_combo_row_get_selected (self->auth);
}

static void
show_fields (MiradorFeedCredentials *self)
{
  MiradorAuth auth = get_auth (self);
  gboolean has_user = *gtk_editable_get_text (GTK_EDITABLE (self->user)) != '\0';
  gboolean has_secret = *gtk_editable_get_text (GTK_EDITABLE (self->secret)) != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self->user), auth == MIRADOR_AUTH_BASIC);
  gtk_widget_set_visible (GTK_WIDGET (self->secret), auth != MIRADOR_AUTH_NONE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret),
                                 auth == MIRADOR_AUTH_BASIC ? _ ("Password") : _ ("Token"));
  gtk_widget_action_set_enabled (
    GTK_WIDGET (self), "credentials.save",
    self->cancellable == NULL
      && (auth == MIRADOR_AUTH_NONE || (has_secret && (auth != MIRADOR_AUTH_BASIC || has_user))));
}

static void
set_busy (MiradorFeedCredentials *self, gboolean busy)
{
  if (!busy)
    g_clear_object (&self->cancellable);
  else
    self->cancellable = g_cancellable_new ();
  gtk_spinner_set_spinning (self->spinner, busy);
  show_fields (self);
}

static void
show_error (MiradorFeedCredentials *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? mirador_error_to_sentence (error) : g_strdup ("");

  gtk_label_set_text (self->problem, sentence);
  gtk_widget_set_visible (self->problem_box, error != NULL);
}

static void
write_definition (MiradorFeedCredentials *self)
{
  MiradorDefinition *definition = self->definition;
  g_autoptr (GError) error = NULL;

  definition->auth = get_auth (self);
  g_free (definition->user);
  definition->user = definition->auth == MIRADOR_AUTH_BASIC
                       ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->user)))
                       : NULL;
  if (!mirador_definition_save (definition, &error))
    {
      show_error (self, error);
      return;
    }
  g_signal_emit (self, signals[SAVED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
end (MiradorFeedCredentials *self, const GError *error)
{
  if (self->definition == NULL)
    return;
  set_busy (self, FALSE);
  show_error (self, error);
  if (error == NULL)
    write_definition (self);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorFeedCredentials) self = user_data;
  g_autoptr (GError) error = NULL;

  mirador_secret_store_finish (result, &error);
  end (self, error);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorFeedCredentials) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Without a keyring there is nothing in it either. */
  mirador_secret_clear_finish (result, &error);
  end (self, NULL);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorFeedCredentials *self = MIRADOR_FEED_CREDENTIALS (widget);

  set_busy (self, TRUE);
  if (get_auth (self) == MIRADOR_AUTH_NONE)
    mirador_secret_clear_async (self->definition->id, self->cancellable, cleared_cb,
                                g_object_ref (self));
  else
    mirador_secret_store_async (self->definition->id,
                                gtk_editable_get_text (GTK_EDITABLE (self->secret)),
                                self->cancellable, stored_cb, g_object_ref (self));
}

static void
mirador_feed_credentials_dispose (GObject *object)
{
  MiradorFeedCredentials *self = MIRADOR_FEED_CREDENTIALS (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->definition, mirador_definition_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIRADOR_TYPE_FEED_CREDENTIALS);
  G_OBJECT_CLASS (mirador_feed_credentials_parent_class)->dispose (object);
}

static void
mirador_feed_credentials_class_init (MiradorFeedCredentialsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_feed_credentials_dispose;
  signals[SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (MIRADOR_TYPE_CHOICE);
  mirador_help_add_page (widget_class, "feeds-credentials");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/pe/org/sociosensalud/Mirador/ui/feed-credentials.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedCredentials, title);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedCredentials, spinner);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedCredentials, auth);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedCredentials, auths);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedCredentials, user);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedCredentials, secret);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedCredentials, problem_box);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedCredentials, problem);
  gtk_widget_class_bind_template_child (widget_class, MiradorFeedCredentials, save);
  gtk_widget_class_bind_template_callback (widget_class, show_fields);
  gtk_widget_class_install_action (widget_class, "credentials.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
mirador_feed_credentials_init (MiradorFeedCredentials *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint auth = 0; auth < MIRADOR_N_AUTHS; auth++)
    mirador_choice_append (self->auths, mirador_auth_to_id (auth), mirador_auth_to_text (auth));
}

MiradorFeedCredentials *
mirador_feed_credentials_new (GtkWindow *parent, MiradorDefinition *definition)
{
  MiradorFeedCredentials *self
    = g_object_new (MIRADOR_TYPE_FEED_CREDENTIALS, "transient-for", parent, NULL);
  const char *title = mirador_text_get (&definition->title);

  self->definition = mirador_definition_ref (definition);
  adw_window_title_set_subtitle (self->title, title != NULL ? title : definition->id);
  adw_combo_row_set_selected (self->auth, definition->auth);
  gtk_editable_set_text (GTK_EDITABLE (self->user),
                         definition->user != NULL ? definition->user : "");
  show_fields (self);
  return self;
}
