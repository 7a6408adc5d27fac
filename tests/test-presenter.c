/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The charts on the whole screen, on a display as test-window.c. */
#include <adwaita.h>
#include "app/application.h"
#include "app/chart-card.h"
#include "app/chart-view.h"
#include "app/overview-page.h"
#include "app/page-export.h"
#include "app/presenter.h"
#include "app/window.h"
#include "feeds/refresh.h"
#include "model/language.h"
#include "store/sqlite-store.h"

static MiradorApplication *application;

static MiradorStore *
open_store (const char *feed)
{
  static guint n = 0;
  g_autofree char *name = g_strdup_printf ("presenter-%u.db", n++);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);
  g_autoptr (GError) error = NULL;
  MiradorStore *store = mirador_sqlite_store_open (path, &error);

  g_assert_no_error (error);
  if (feed != NULL)
    {
      g_autoptr (MiradorDefinition) definition = mirador_definition_find (feed, &error);
      g_autoptr (GPtrArray) refreshes = mirador_refresh_feed_sync (store, definition, &error);

      g_assert_no_error (error);
    }
  return store;
}

static gboolean
set_true_cb (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until everything that waits has had its turn: the last in the queue is our own. */
static void
drain (void)
{
  gboolean over = FALSE;

  g_idle_add_full (G_PRIORITY_LOW + 100, set_true_cb, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_busy (MiradorWindow *window)
{
  MiradorSession *session = mirador_window_get_session (window);

  return !mirador_session_is_ready (session) || !mirador_session_is_settled (session)
         || mirador_window_is_loading (window);
}

static void
await (MiradorWindow *window)
{
  drain ();
  while (is_busy (window))
    drain ();
  drain ();
}

static MiradorWindow *
open_window (const char *feed)
{
  g_autoptr (MiradorStore) store = open_store (feed);
  g_autoptr (MiradorSession) session
    = mirador_session_new (store, feed != NULL && g_str_equal (feed, "demo"));
  MiradorWindow *window = mirador_window_new (ADW_APPLICATION (application), session);

  mirador_session_begin (session);
  gtk_window_present (GTK_WINDOW (window));
  await (window);
  return window;
}

/* (nullable) */
static MiradorPresenter *
find_presenter (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (MIRADOR_IS_PRESENTER (window->data) && gtk_widget_get_visible (window->data))
      return window->data;
  return NULL;
}

static MiradorPresenter *
present (MiradorWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.present", NULL);
  drain ();
  return find_presenter ();
}

/* (nullable): the widget's controller of keys in the phase in which the presenter looks at them. */
static GtkEventController *
find_keys (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        return controller;
    }
  return NULL;
}

static gboolean
press (MiradorPresenter *presenter, guint keyval, GdkModifierType state)
{
  gboolean taken = FALSE;

  g_signal_emit_by_name (find_keys (GTK_WIDGET (presenter)), "key-pressed", keyval, 0u, state,
                         &taken);
  drain ();
  return taken;
}

static GtkWidget *
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

static void
test_turns_by_keys (void)
{
  const struct
  {
    guint keyval;
    int from_end; /* the slide that it leads to: from the first, or, below 0, from the last */
  } steps[] = {
    { GDK_KEY_Right, 1 },   { GDK_KEY_Down, 2 }, { GDK_KEY_space, 3 },     { GDK_KEY_Page_Down, 4 },
    { GDK_KEY_Left, 3 },    { GDK_KEY_Up, 2 },   { GDK_KEY_BackSpace, 1 }, { GDK_KEY_Page_Up, 0 },
    { GDK_KEY_Page_Up, 0 }, { GDK_KEY_End, -1 }, { GDK_KEY_Right, -1 },    { GDK_KEY_Left, -2 },
    { GDK_KEY_Home, 0 },
  };
  MiradorWindow *window = open_window ("demo");
  MiradorPresenter *presenter = present (window);
  MiradorChart *shown;
  int n;

  g_assert_nonnull (presenter);
  n = (int)mirador_presenter_get_n (presenter);
  g_assert_cmpint (n, >=, 7);
  shown = mirador_presenter_get_chart (presenter);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      int position = steps[i].from_end < 0 ? n + steps[i].from_end : steps[i].from_end;

      g_assert_true (press (presenter, steps[i].keyval, 0));
      g_test_message ("step %u", i);
      g_assert_cmpint ((int)mirador_presenter_get_position (presenter), ==, position);
      g_assert_true ((mirador_presenter_get_chart (presenter) == shown) == (position == 0));
      g_assert_false (mirador_chart_is_empty (mirador_presenter_get_chart (presenter)));
    }
  g_assert_false (press (presenter, GDK_KEY_Tab, 0));
  g_assert_false (press (presenter, GDK_KEY_q, GDK_CONTROL_MASK));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_black (void)
{
  MiradorWindow *window = open_window ("demo");
  MiradorPresenter *presenter = present (window);

  g_assert_false (mirador_presenter_is_black (presenter));
  press (presenter, GDK_KEY_b, 0);
  g_assert_true (mirador_presenter_is_black (presenter));
  /* Any key brings the slide back, and does nothing else. */
  g_assert_true (press (presenter, GDK_KEY_Escape, 0));
  g_assert_true (find_presenter () == presenter);
  g_assert_false (mirador_presenter_is_black (presenter));
  press (presenter, GDK_KEY_period, 0);
  g_assert_true (mirador_presenter_is_black (presenter));
  press (presenter, GDK_KEY_Right, 0);
  g_assert_false (mirador_presenter_is_black (presenter));
  g_assert_cmpuint (mirador_presenter_get_position (presenter), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_leaves (void)
{
  const guint keyvals[] = { GDK_KEY_Escape, GDK_KEY_F5 };
  MiradorWindow *window = open_window ("demo");

  for (guint i = 0; i < G_N_ELEMENTS (keyvals); i++)
    {
      MiradorPresenter *presenter = present (window);
      gpointer watched = presenter;

      g_assert_nonnull (presenter);
      g_object_add_weak_pointer (G_OBJECT (presenter), &watched);
      press (presenter, keyvals[i], 0);
      g_assert_null (watched);
      g_assert_null (find_presenter ());
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* One region chosen in the window, while it is presented: the slide follows. */
static void
test_follows_the_filter (void)
{
  MiradorWindow *window = open_window ("demo");
  MiradorPresenter *presenter = present (window);
  g_autofree char *before = mirador_chart_describe (mirador_presenter_get_chart (presenter));
  g_autofree char *after = NULL;

  mirador_session_set_program (mirador_window_get_session (window), "tb");
  await (window);
  after = mirador_chart_describe (mirador_presenter_get_chart (presenter));
  g_assert_cmpstr (before, !=, after);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A click on a bar goes deeper, Alt+Left comes back. */
static void
test_goes_deeper (void)
{
  MiradorWindow *window = open_window ("demo");
  MiradorSession *session = mirador_window_get_session (window);
  MiradorPresenter *presenter;
  GtkWidget *view;

  mirador_session_set_program (session, "tb");
  await (window);
  presenter = present (window);
  while (g_strcmp0 (mirador_chart_get_kind (mirador_presenter_get_chart (presenter))->id, "bars")
         != 0)
    {
      guint position = mirador_presenter_get_position (presenter);

      press (presenter, GDK_KEY_Right, 0);
      g_assert_cmpuint (mirador_presenter_get_position (presenter), >, position);
    }
  view = find (presenter, MIRADOR_TYPE_CHART_VIEW);
  g_signal_emit_by_name (view, "mark-activated", 0u, 0u);
  await (window);
  g_assert_cmpstr (mirador_session_get_place (session), !=, "");
  g_assert_true (press (presenter, GDK_KEY_Left, GDK_ALT_MASK));
  await (window);
  g_assert_cmpstr (mirador_session_get_place (session), ==, "");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
says (GtkWidget *widget, const char *sentence)
{
  gboolean said
    = GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), sentence);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !said;
       child = gtk_widget_get_next_sibling (child))
    said = says (child, sentence);
  return said;
}

static void
test_nothing_to_present (void)
{
  MiradorWindow *window = open_window (NULL);

  g_assert_null (present (window));
  g_assert_true (says (GTK_WIDGET (window), "There are no figures to present yet"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_exports_the_page (void)
{
  MiradorWindow *window = open_window ("demo");
  g_autoptr (GPtrArray) cards = mirador_overview_page_list_cards (
    MIRADOR_OVERVIEW_PAGE (find (window, MIRADOR_TYPE_OVERVIEW_PAGE)));
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "page.pdf", NULL);
  g_autofree char *text = NULL;

  mirador_page_export_to (GTK_WIDGET (window), mirador_window_get_session (window), "Overview",
                          cards, path);
  /* A slide a turn: it is not there at once. */
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  while (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-presenter-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  g_setenv ("XDG_CONFIG_DIRS", folder, TRUE);
  g_setenv ("MIRADOR_TODAY", "2026-11-21", TRUE);
  g_setenv ("GTK_A11Y", "none", FALSE);
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
  g_test_add_func ("/presenter/turns-by-keys", test_turns_by_keys);
  g_test_add_func ("/presenter/black", test_black);
  g_test_add_func ("/presenter/leaves", test_leaves);
  g_test_add_func ("/presenter/follows-the-filter", test_follows_the_filter);
  g_test_add_func ("/presenter/goes-deeper", test_goes_deeper);
  g_test_add_func ("/presenter/nothing-to-present", test_nothing_to_present);
  g_test_add_func ("/presenter/exports-the-page", test_exports_the_page);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
