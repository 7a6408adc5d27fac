/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a figure to what lies within it, and back, in the real window. */
#include "interaction-fixture.h"

/* Published by region, by province and by district: Lambayeque, Chiclayo, Chiclayo. */
static const char districts[] = "screenings tb 14 - 2025-08 240\n"
                                "screenings tb 08 - 2025-08 120\n"
                                "screenings tb 1401 - 2025-08 200\n"
                                "screenings tb 1402 - 2025-08 40\n"
                                "screenings tb 140101 - 2025-08 120\n"
                                "screenings tb 140102 - 2025-08 80\n";

static void
assert_step (MiradorSession *session, guint i, const char *expected)
{
  g_autofree char *name = mirador_session_name_step (session, i);

  g_assert_cmpstr (name, ==, expected);
}

static void
enter_first (MiradorWindow *window, MiradorChartView *view)
{
  press (view, GDK_KEY_Home, 0);
  g_assert_true (press (view, GDK_KEY_Return, 0));
  await (window);
}

static void
test_drill_and_back (Fixture *fixture, gconstpointer unused)
{
  MiradorWindow *window;
  MiradorSession *session;
  MiradorChartView *view;
  GtkWidget *trail;

  fixture_load (fixture, "ses-annual-report-2025", districts);
  window = open_window_on (fixture->store, FALSE);
  session = mirador_window_get_session (window);
  mirador_session_set_period (session, "2025-08");
  view = get_view (explore (window, "bars", "screened"));
  trail = find (get_explore (window), MIRADOR_TYPE_TRAIL_BAR);
  g_assert_false (gtk_widget_get_visible (trail));
  g_assert_cmpstr (get_row (view, 0)->place->code, ==, "14");
  enter_first (window, view);
  g_assert_cmpstr (mirador_session_get_place (session), ==, "14");
  g_assert_true (gtk_widget_get_visible (trail));
  g_assert_cmpstr (get_row (view, 0)->place->code, ==, "1401");
  enter_first (window, view);
  g_assert_cmpstr (get_row (view, 0)->place->code, ==, "140101");
  g_assert_cmpuint (mirador_session_get_n_steps (session), ==, 3);
  assert_step (session, 0, "Perú");
  assert_step (session, 1, "Lambayeque");
  assert_step (session, 2, "Chiclayo");
  /* One step back by the key, the rest by the breadcrumb. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.step-back", NULL);
  await (window);
  g_assert_cmpstr (mirador_session_get_place (session), ==, "14");
  gtk_widget_activate_action (trail, "trail.stop", "u", 0);
  await (window);
  g_assert_cmpstr (mirador_session_get_place (session), ==, "");
  g_assert_false (gtk_widget_get_visible (trail));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Down to a district, which has no inside: a sentence, and the filter stays. */
static void
test_drill_to_the_end (Fixture *fixture, gconstpointer unused)
{
  MiradorWindow *window;
  MiradorSession *session;
  MiradorChartView *view;
  g_autofree char *why = NULL;

  fixture_load (fixture, "ses-annual-report-2025", districts);
  window = open_window_on (fixture->store, FALSE);
  session = mirador_window_get_session (window);
  mirador_session_set_period (session, "2025-08");
  view = get_view (explore (window, "bars", "screened"));
  for (guint i = 0; i < 3; i++)
    enter_first (window, view);
  g_assert_cmpstr (mirador_session_get_place (session), ==, "140101");
  g_assert_false (mirador_session_drill (session, mirador_chart_view_get_chart (view),
                                         get_mark (view, 0)->frame, get_mark (view, 0)->row, &why));
  g_assert_nonnull (strstr (why, "district"));
  g_assert_cmpstr (mirador_session_get_place (session), ==, "140101");
  /* A filter of one's own choice is a new beginning. */
  mirador_session_set_place (session, "14");
  g_assert_cmpuint (mirador_session_get_n_steps (session), ==, 0);
  g_assert_false (mirador_session_go_back (session));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The map shows every region: from one to the next the trail does not grow. */
static void
test_drill_aside (void)
{
  MiradorWindow *window = open_window ();
  MiradorSession *session = mirador_window_get_session (window);
  MiradorChartView *view = get_view (explore (window, "map", "screened"));
  const char *first = get_row (view, 0)->place->code;
  int height = gtk_widget_get_height (GTK_WIDGET (view));
  const char *last;

  enter_first (window, view);
  /* The figures stay below the pointer: the way back up takes no room from them. */
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (view)), ==, height);
  g_assert_cmpstr (mirador_session_get_place (session), ==, first);
  last = get_row (view, mirador_chart_view_get_marks (view)->len - 1)->place->code;
  g_assert_cmpstr (last, !=, first);
  press (view, GDK_KEY_End, 0);
  press (view, GDK_KEY_Return, 0);
  await (window);
  g_assert_cmpstr (mirador_session_get_place (session), ==, last);
  g_assert_cmpuint (mirador_session_get_n_steps (session), ==, 2);
  assert_step (session, 0, "Perú");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_drill_by_program_and_period (void)
{
  MiradorWindow *window = open_window ();
  MiradorSession *session = mirador_window_get_session (window);
  MiradorChartView *view;
  g_autofree char *month = NULL;
  const char *program; /* outlives the chart that named it */

  mirador_session_set_program (session, "all");
  await (window);
  view = get_view (explore (window, "grouped", ""));
  program = get_row (view, mirador_chart_view_get_marks (view)->len - 1)->program->id;
  g_assert_cmpstr (program, !=, "all");
  press (view, GDK_KEY_End, 0);
  press (view, GDK_KEY_Return, 0);
  g_assert_cmpstr (mirador_session_get_program (session), ==, program);
  await (window);
  view = get_view (explore (window, "trend", "screened"));
  month = mirador_period_to_code (get_row (view, 0)->period);
  enter_first (window, view);
  g_assert_cmpstr (mirador_session_get_period (session), ==, month);
  g_assert_true (mirador_session_go_back (session));
  g_assert_cmpstr (mirador_session_get_period (session), ==, "FY2026");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_tests (void)
{
  g_test_add ("/drill/down-and-back", Fixture, NULL, fixture_set_up, test_drill_and_back,
              fixture_tear_down);
  g_test_add ("/drill/to-the-end", Fixture, NULL, fixture_set_up, test_drill_to_the_end,
              fixture_tear_down);
  g_test_add_func ("/drill/aside", test_drill_aside);
  g_test_add_func ("/drill/program-and-period", test_drill_by_program_and_period);
}

int
main (int argc, char **argv)
{
  return run_interaction (argc, argv, add_tests);
}
