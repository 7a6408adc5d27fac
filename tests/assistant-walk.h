/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Walking through the source assistant by the fields and buttons that a user has. */

#include <adwaita.h>
#include "app/assistant-codes.h"
#include "app/assistant-columns.h"
#include "app/assistant-connection.h"
#include "app/assistant-preview.h"
#include "app/assistant-question.h"
#include "app/assistant.h"
#include "app/match-row.h"
#include "app/source-grid.h"
#include "app/target-dialog.h"

/* A child of the step on the screen, by its name in the template. */
static inline gpointer
walk_field (MiradorAssistant *assistant, const char *name)
{
  GtkWidget *step = GTK_WIDGET (mirador_assistant_get_step (assistant));

  return gtk_widget_get_template_child (step, G_OBJECT_TYPE (step), name);
}

static inline gboolean
walk_set_true_cb (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until everything that waits has had its turn, and no answer is waited for. */
static inline void
walk_wait (MiradorAssistant *assistant)
{
  gboolean over;

  do
    {
      over = FALSE;
      g_idle_add_full (G_PRIORITY_LOW, walk_set_true_cb, &over, NULL);
      while (!over)
        g_main_context_iteration (NULL, TRUE);
  } while (mirador_assistant_is_busy (assistant));
}

static inline void
walk_write (MiradorAssistant *assistant, const char *field, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (walk_field (assistant, field)), text);
}

static inline void
walk_press (MiradorAssistant *assistant, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (mirador_assistant_get_step (assistant)), action, NULL);
  walk_wait (assistant);
}

/* Every widget of a type below @root. */
static inline void
walk_list (GtkWidget *root, GType type, GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    g_ptr_array_add (found, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk_list (child, type, found);
}

/* The row of a list of the server's, by its name: clicked. */
static inline gboolean
walk_check (MiradorAssistant *assistant, const char *name)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  walk_list (GTK_WIDGET (mirador_assistant_get_step (assistant)), ADW_TYPE_ACTION_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (adw_preferences_row_get_title (rows->pdata[i]), name) == 0)
      {
        adw_action_row_activate (rows->pdata[i]);
        return TRUE;
      }
  return FALSE;
}

static inline void
walk_browse (MiradorAssistant *assistant, MiradorRemoteKind kind)
{
  mirador_assistant_question_browse (
    MIRADOR_ASSISTANT_QUESTION (mirador_assistant_get_step (assistant)), kind);
  walk_wait (assistant);
}

static inline MiradorMatchRow *
walk_find_match (MiradorAssistant *assistant, const char *code)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  walk_list (GTK_WIDGET (mirador_assistant_get_step (assistant)), MIRADOR_TYPE_MATCH_ROW, rows);
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (mirador_match_row_get_match (rows->pdata[i])->code, code) == 0)
      return rows->pdata[i];
  return NULL;
}

/* (nullable): the window that asks what a code stands for. */
static inline MiradorTargetDialog *
walk_find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (MIRADOR_IS_TARGET_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
        return MIRADOR_TARGET_DIALOG (window);
    }
  return NULL;
}

/* Opens the chooser of a code and takes @target in it. */
static inline gboolean
walk_match (MiradorAssistant *assistant, const char *code, const char *target, const char *program)
{
  MiradorMatchRow *row = walk_find_match (assistant, code);
  MiradorTargetDialog *dialog;

  if (row == NULL)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (row), "match.choose", NULL);
  walk_wait (assistant);
  dialog = walk_find_dialog ();
  if (dialog == NULL || !mirador_target_dialog_choose (dialog, target, program))
    return FALSE;
  walk_wait (assistant);
  return TRUE;
}

static inline void
walk_confirm_all (MiradorAssistant *assistant, MiradorColumnUse use)
{
  gtk_widget_activate_action (GTK_WIDGET (mirador_assistant_get_step (assistant)),
                              "codes.confirm-all", "u", use);
  walk_wait (assistant);
}
