/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/background-question.h"

#include <glib/gi18n-lib.h>
#include "feeds/schedule.h"

/* Of the window: what it asks about, and whether it waits for the store's answer. */
#define BACKGROUND "mirador-background"
#define LOOKING "mirador-background-looking"

gboolean
mirador_background_question_is_fitting (const GPtrArray *statuses)
{
  for (guint i = 0; i < statuses->len; i++)
    {
      const MiradorFeedStatus *status = statuses->pdata[i];
      g_autoptr (MiradorDefinition) definition = NULL;

      if (status->last_good == NULL)
        continue;
      definition = mirador_definition_find (status->profile->id, NULL);
      if (definition != NULL && definition->every_hours > 0
          && mirador_schedule_needs_network (definition))
        return TRUE;
    }
  return FALSE;
}

static void
switched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autofree char *sentence = NULL;

  mirador_background_switch_finish (MIRADOR_BACKGROUND (source), result, &sentence);
  if (sentence != NULL)
    mirador_window_say (window, sentence);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (g_str_equal (response, "yes"))
    mirador_background_switch_async (user_data, TRUE, switched_cb, g_object_ref (window));
}

GtkWindow *
mirador_background_question_ask (MiradorBackground *background, MiradorWindow *window)
{
  GtkWidget *dialog
    = adw_message_dialog_new (GTK_WINDOW (window), _ ("Refresh in the Background?"), NULL);

  adw_message_dialog_set_body (
    ADW_MESSAGE_DIALOG (dialog),
    _ ("Mirador can go on refreshing your feeds when its window is closed, and begin with it when "
       "you log in. It then tells you when a feed fails for too long. Preferences change this at "
       "any time."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "no", _ ("_No"), "yes",
                                    _ ("_Refresh in the Background"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "no");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "no");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), background, 0);
  /* Before it is seen: whatever becomes of it, it is not put again. */
  mirador_background_mark_asked (background);
  gtk_window_present (GTK_WINDOW (dialog));
  return GTK_WINDOW (dialog);
}

/* Nobody is interrupted in another window of the program, a presentation least of all. */
static gboolean
is_alone (GtkWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (link->data != window && gtk_widget_get_visible (link->data))
      return FALSE;
  return gtk_widget_get_mapped (GTK_WIDGET (window));
}

static gboolean
may_ask (MiradorBackground *background, MiradorWindow *window)
{
  gboolean by_itself = FALSE;

  if (mirador_background_was_asked (background) || mirador_background_is_on (background)
      || !is_alone (GTK_WINDOW (window)))
    return FALSE;
  g_object_get (mirador_window_get_session (window), "by-itself", &by_itself, NULL);
  return by_itself;
}

static void
statuses_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (MiradorWindow) window = user_data;
  MiradorBackground *background = g_object_get_data (G_OBJECT (window), BACKGROUND);
  g_autoptr (GPtrArray) statuses
    = mirador_store_list_feeds_finish (MIRADOR_STORE (source), result, NULL);

  g_object_set_data (G_OBJECT (window), LOOKING, NULL);
  /* A window that was closed meanwhile has no session any more. */
  if (statuses != NULL && mirador_window_get_session (window) != NULL
      && may_ask (background, window) && mirador_background_question_is_fitting (statuses))
    mirador_background_question_ask (background, window);
}

static void
look (MiradorWindow *window)
{
  MiradorBackground *background = g_object_get_data (G_OBJECT (window), BACKGROUND);
  MiradorSession *session = mirador_window_get_session (window);

  if (session == NULL || !may_ask (background, window)
      || g_object_get_data (G_OBJECT (window), LOOKING) != NULL)
    return;
  g_object_set_data (G_OBJECT (window), LOOKING, window);
  mirador_store_list_feeds_async (mirador_session_get_store (session), NULL, statuses_cb,
                                  g_object_ref (window));
}

static gboolean
look_cb (gpointer window)
{
  look (window);
  return G_SOURCE_REMOVE;
}

/* The window that goes is still there while it says so. */
static void
look_soon (MiradorWindow *window)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, look_cb, g_object_ref (window), g_object_unref);
}

void
mirador_background_question_watch (MiradorBackground *background, MiradorWindow *window)
{
  MiradorSession *session = mirador_window_get_session (window);

  g_object_set_data_full (G_OBJECT (window), BACKGROUND, g_object_ref (background), g_object_unref);
  g_signal_connect_object (session, "changed", G_CALLBACK (look), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "feeds-changed", G_CALLBACK (look), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (look_soon),
                           window, G_CONNECT_SWAPPED);
}
