/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <string.h>
#include "app/application.h"
#include "app/chart-card.h"
#include "app/chart-view-private.h"
#include "app/explore-page.h"
#include "app/trail-bar.h"
#include "app/window.h"
#include "feeds/refresh.h"
#include "model/language.h"
#include "store-fixture.h"

/* The real window on the demonstration, with charts under a pointer and keys of our own. */

static MiradorApplication *application;
static MiradorStore *store; /* of the demonstration, for all tests but those that need districts */

static inline void
open_store (void)
{
  const char *const feeds[] = { "demo", "population" };
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "interaction.db", NULL);
  g_autoptr (GError) error = NULL;

  store = mirador_sqlite_store_open (path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      g_autoptr (MiradorDefinition) definition = mirador_definition_find (feeds[i], &error);
      g_autoptr (GPtrArray) refreshes = mirador_refresh_feed_sync (store, definition, &error);

      g_assert_no_error (error);
    }
}

static inline gboolean
set_true_cb (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until everything that waits has had its turn: the last in the queue is our own. */
static inline void
drain (void)
{
  gboolean over = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, set_true_cb, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static inline gboolean
is_busy (MiradorWindow *window)
{
  MiradorSession *session = mirador_window_get_session (window);

  return !mirador_session_is_settled (session) || !mirador_session_is_ready (session)
         || mirador_window_is_loading (window);
}

static inline void
await (MiradorWindow *window)
{
  drain ();
  while (is_busy (window))
    drain ();
  drain ();
}

/* GTK 4.24 says it of itself, once a process, of a popover on an X server without a compositor. */
static inline GLogWriterOutput
write_cb (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer unused)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && fields[i].length < 0
        && strstr (fields[i].value, "gdk_frame_timings_submitted") != NULL)
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, unused);
}

static inline MiradorWindow *
open_window_on (MiradorStore *figures, gboolean demo)
{
  g_autoptr (MiradorSession) session = mirador_session_new (figures, demo);
  MiradorWindow *window = mirador_window_new (ADW_APPLICATION (application), session);

  mirador_session_begin (session);
  mirador_session_set_program (session, "tb");
  mirador_session_set_period (session, "FY2026");
  gtk_window_present (GTK_WINDOW (window));
  await (window);
  return window;
}

static inline MiradorWindow *
open_window (void)
{
  return open_window_on (store, TRUE);
}

/* The first widget of a type, in reading order. */
static inline GtkWidget *
find (gpointer root, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static inline MiradorExplorePage *
get_explore (MiradorWindow *window)
{
  return MIRADOR_EXPLORE_PAGE (find (window, MIRADOR_TYPE_EXPLORE_PAGE));
}

/* The large card of the explore page, with one kind of chart of one figure, drawn. */
static inline MiradorChartCard *
explore (MiradorWindow *window, const char *kind, const char *figure)
{
  MiradorChartCard *card = mirador_explore_page_get_card (get_explore (window));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.explore", "(ss)", kind, figure);
  await (window);
  while (!gtk_widget_get_mapped (GTK_WIDGET (card)) || gtk_widget_get_width (GTK_WIDGET (card)) < 1)
    g_main_context_iteration (NULL, TRUE);
  drain ();
  return card;
}

static inline MiradorChartView *
get_view (MiradorChartCard *card)
{
  return MIRADOR_CHART_VIEW (find (card, MIRADOR_TYPE_CHART_VIEW));
}

/* What the widget's own controller would have got from the display. */
static inline gpointer
find_controller (gpointer widget, GType type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

static inline gboolean
press (MiradorChartView *view, guint keyval, GdkModifierType state)
{
  gboolean taken = FALSE;

  g_signal_emit_by_name (find_controller (view, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed",
                         keyval, 0, state, &taken);
  drain ();
  return taken;
}

static inline void
move_pointer (MiradorChartView *view, const MiradorMark *mark)
{
  g_signal_emit_by_name (find_controller (view, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion",
                         mark->box.x + mark->box.width / 2, mark->box.y + mark->box.height / 2);
  drain ();
}

static inline const MiradorMark *
get_mark (MiradorChartView *view, guint i)
{
  const GArray *marks = mirador_chart_view_get_marks (view);

  g_assert_nonnull (marks);
  g_assert_cmpuint (marks->len, >, i);
  return &g_array_index (marks, MiradorMark, i);
}

static inline const MiradorRow *
get_row (MiradorChartView *view, guint i)
{
  const MiradorMark *mark = get_mark (view, i);

  return mirador_frame_get_row (
    mirador_chart_get_frame (mirador_chart_view_get_chart (view), mark->frame), mark->row);
}

/* Runs the tests that @add_tests adds, on a display; without any they are skipped. */
static inline int
run_interaction (int argc, char **argv, void (*add_tests) (void))
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-interaction-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_DIRS", folder, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_setenv ("GTK_A11Y", "none", FALSE);
  g_log_set_writer_func (write_cb, NULL, NULL);
  g_test_init (&argc, &argv, NULL);
  mirador_language_set (MIRADOR_LANGUAGE_EN);
  if (!mirador_application_open_display ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  application = mirador_application_new ("unused", FALSE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  open_store ();
  add_tests ();
  status = g_test_run ();
  g_object_unref (store);
  g_object_unref (application);
  return status;
}
