/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/assistant.h"

#include <glib/gi18n-lib.h>
#include "app/assistant-codes.h"
#include "app/assistant-columns.h"
#include "app/assistant-connection.h"
#include "app/assistant-kind.h"
#include "app/assistant-preview.h"
#include "app/assistant-question.h"
#include "app/assistant-save.h"
#include "app/help.h"
#include "app/window.h"
#include "model/error.h"
#include "model/format.h"

struct _MiradorAssistant
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkLabel *why_not;
  GtkWidget *cancel;
  GtkWidget *back;
  GtkButton *next;
  MiradorAssistantKind *kind;
  MiradorAssistantStep *codes;

  MiradorSession *session;
  MiradorHeldSource *held;
  gboolean saw_codes;
  gboolean leaving; /* asked and answered, or saved: it may close */
};

G_DEFINE_FINAL_TYPE (MiradorAssistant, mirador_assistant, ADW_TYPE_WINDOW)

static MiradorAssistantStep *
find_step (MiradorAssistant *self, MiradorAssistantStep *from, gboolean forward)
{
  GtkWidget *child = GTK_WIDGET (from);

  do
    child = forward ? gtk_widget_get_next_sibling (child) : gtk_widget_get_prev_sibling (child);
  while (child != NULL && !mirador_assistant_step_applies (MIRADOR_ASSISTANT_STEP (child)));
  return child != NULL ? MIRADOR_ASSISTANT_STEP (child) : NULL;
}

static guint
count_steps (MiradorAssistant *self, MiradorAssistantStep *from, gboolean forward)
{
  guint n = 0;

  while ((from = find_step (self, from, forward)) != NULL)
    n++;
  return n;
}

static void
update_title (MiradorAssistant *self)
{
  MiradorAssistantStep *step = mirador_assistant_get_step (self);
  const char *name = gtk_stack_page_get_title (gtk_stack_get_page (self->stack, GTK_WIDGET (step)));
  guint before = count_steps (self, step, FALSE);
  g_autofree char *at = mirador_format_count (before + 1);
  g_autofree char *all = mirador_format_count (before + 1 + count_steps (self, step, TRUE));
  g_autofree char *subtitle = NULL;

  if (self->held != NULL)
    /* Translators: a step of several: 2 of 5: Connection */
    subtitle = g_strdup_printf (_ ("%1$s of %2$s: %3$s"), at, all, name);
  adw_window_title_set_subtitle (self->title, subtitle != NULL ? subtitle : name);
}

static void
update (MiradorAssistant *self)
{
  MiradorAssistantStep *step = mirador_assistant_get_step (self);
  gboolean busy = mirador_assistant_step_is_busy (step);
  g_autofree char *why_not = mirador_assistant_step_why_not (step);
  gboolean last = find_step (self, step, TRUE) == NULL;
  /* Who has chosen need not wait for the rest of the list. */
  gboolean waits = busy && !MIRADOR_IS_ASSISTANT_QUESTION (step);

  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_label_set_text (self->why_not, why_not != NULL && !waits ? why_not : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why_not), why_not != NULL && !waits);
  gtk_widget_set_visible (self->back, find_step (self, step, FALSE) != NULL);
  gtk_button_set_label (self->next, last && self->held != NULL ? _ ("_Save") : _ ("_Next"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.next", why_not == NULL && !waits);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->next), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  why_not != NULL ? why_not : "", -1);
  update_title (self);
}

/* Who goes on by the keyboard begins at the first field of what came. */
static void
show_step (MiradorAssistant *self, MiradorAssistantStep *step)
{
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (step));
  self->saw_codes = self->saw_codes || step == self->codes;
  mirador_assistant_step_enter (step);
  update (self);
  gtk_widget_child_focus (GTK_WIDGET (step), GTK_DIR_TAB_FORWARD);
}

/* Another kind is another source, and what was said of the one before it is forgotten. */
static void
take_kind (MiradorAssistant *self)
{
  const MiradorSourceKind *kind = mirador_assistant_kind_get (self->kind);

  if (self->held != NULL && mirador_source_get_kind (self->held->source) == kind)
    return;
  g_clear_pointer (&self->held, mirador_held_source_release);
  self->held = mirador_held_source_new (kind);
  self->saw_codes = FALSE;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    mirador_assistant_step_set_source (MIRADOR_ASSISTANT_STEP (child), self->held);
}

static void
finish (MiradorAssistant *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *feed = g_strdup (mirador_source_get_definition (self->held->source)->id);
  g_autofree char *notice = g_strdup (mirador_assistant_save_get_notice (
    MIRADOR_ASSISTANT_SAVE (gtk_stack_get_visible_child (self->stack))));

  mirador_session_refresh (self->session, feed);
  if (MIRADOR_IS_WINDOW (parent))
    mirador_window_show_feed (MIRADOR_WINDOW (parent), feed);
  if (notice != NULL)
    mirador_window_say (GTK_WIDGET (parent), notice);
  self->leaving = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
done_cb (MiradorAssistant *self, MiradorAssistantStep *step)
{
  MiradorAssistantStep *next;

  if (step != mirador_assistant_get_step (self))
    return;
  if (MIRADOR_IS_ASSISTANT_KIND (step))
    take_kind (self);
  next = find_step (self, step, TRUE);
  /* What a shipped mapping does not know is seen when it has read the source. */
  if (MIRADOR_IS_ASSISTANT_PREVIEW (step) && !self->saw_codes
      && mirador_assistant_step_applies (self->codes))
    next = self->codes;
  if (next != NULL)
    show_step (self, next);
  else
    finish (self);
}

static void
changed_cb (MiradorAssistant *self, MiradorAssistantStep *step)
{
  if (self->session != NULL && step == mirador_assistant_get_step (self))
    update (self);
}

static void
next_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  mirador_assistant_step_next (mirador_assistant_get_step (MIRADOR_ASSISTANT (widget)));
}

static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorAssistant *self = MIRADOR_ASSISTANT (widget);
  MiradorAssistantStep *step = mirador_assistant_get_step (self);
  MiradorAssistantStep *before = find_step (self, step, FALSE);

  mirador_assistant_step_cancel (step);
  if (before != NULL)
    show_step (self, before);
}

static void
discard_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  MiradorAssistant *self = user_data;

  if (!g_str_equal (response, "discard"))
    return;
  self->leaving = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void
ask_whether_to_discard (MiradorAssistant *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Discard This Source?"),
                                              _ ("What you have entered is not kept."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Go On"), "discard",
                                    _ ("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* An empty form is no work lost. */
static gboolean
has_work (MiradorAssistant *self)
{
  MiradorAssistantStep *step = mirador_assistant_get_step (self);

  if (self->held == NULL || self->leaving)
    return FALSE;
  return !MIRADOR_IS_ASSISTANT_CONNECTION (step)
           ? TRUE
           : mirador_assistant_connection_is_touched (MIRADOR_ASSISTANT_CONNECTION (step));
}

static gboolean
mirador_assistant_close_request (GtkWindow *window)
{
  MiradorAssistant *self = MIRADOR_ASSISTANT (window);

  if (has_work (self))
    {
      ask_whether_to_discard (self);
      return GDK_EVENT_STOP;
    }
  return GTK_WINDOW_CLASS (mirador_assistant_parent_class)->close_request (window);
}

static void
mirador_assistant_dispose (GObject *object)
{
  MiradorAssistant *self = MIRADOR_ASSISTANT (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->held, mirador_held_source_release);
  gtk_widget_dispose_template (GTK_WIDGET (self), MIRADOR_TYPE_ASSISTANT);
  G_OBJECT_CLASS (mirador_assistant_parent_class)->dispose (object);
}

static void
ensure_steps (void)
{
  g_type_ensure (MIRADOR_TYPE_ASSISTANT_KIND);
  g_type_ensure (MIRADOR_TYPE_ASSISTANT_CONNECTION);
  g_type_ensure (MIRADOR_TYPE_ASSISTANT_QUESTION);
  g_type_ensure (MIRADOR_TYPE_ASSISTANT_COLUMNS);
  g_type_ensure (MIRADOR_TYPE_ASSISTANT_CODES);
  g_type_ensure (MIRADOR_TYPE_ASSISTANT_PREVIEW);
  g_type_ensure (MIRADOR_TYPE_ASSISTANT_SAVE);
}

static void
mirador_assistant_class_init (MiradorAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_assistant_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = mirador_assistant_close_request;
  ensure_steps ();
  mirador_help_add_page (widget_class, "feeds-add");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/pe/org/sociosensalud/Mirador/ui/assistant.ui");
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistant, title);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistant, stack);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistant, spinner);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistant, why_not);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistant, cancel);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistant, back);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistant, next);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistant, kind);
  gtk_widget_class_bind_template_child (widget_class, MiradorAssistant, codes);
  gtk_widget_class_install_action (widget_class, "assistant.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "assistant.back", NULL, back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "assistant.back",
                                       NULL);
}

static void
mirador_assistant_init (MiradorAssistant *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_signal_connect_object (child, "done", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (child, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    }
}

MiradorAssistant *
mirador_assistant_new (GtkWindow *parent, MiradorSession *session)
{
  MiradorAssistant *self = g_object_new (MIRADOR_TYPE_ASSISTANT, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  update (self);
  return self;
}

void
mirador_assistant_choose_kind (MiradorAssistant *self, const char *kind)
{
  const MiradorSourceKind *row = mirador_source_kind_get (kind);

  g_return_if_fail (row != NULL);

  mirador_assistant_kind_choose (self->kind, row);
}

MiradorAssistantStep *
mirador_assistant_get_step (MiradorAssistant *self)
{
  return MIRADOR_ASSISTANT_STEP (gtk_stack_get_visible_child (self->stack));
}

const char *
mirador_assistant_get_step_name (MiradorAssistant *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

MiradorSource *
mirador_assistant_get_source (MiradorAssistant *self)
{
  return self->held != NULL ? self->held->source : NULL;
}

gboolean
mirador_assistant_is_busy (MiradorAssistant *self)
{
  return mirador_assistant_step_is_busy (mirador_assistant_get_step (self));
}
