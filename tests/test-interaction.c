/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts under the pointer and the keys, in the real window. */
#include "app/chart-card-private.h"
#include "app/figure-dialog.h"
#include "app/figure-table.h"
#include "interaction-fixture.h"

static void
test_hover_does_not_redraw (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartView *view = get_view (explore (window, "bars", "screened"));
  guint n;

  get_mark (view, 0);
  n = mirador_chart_view_get_n_drawings (view);
  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < mirador_chart_view_get_marks (view)->len; i++)
    {
      g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
      g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (view));

      move_pointer (view, get_mark (view, i));
      g_assert_cmpint (view->hover_mark, >=, 0);
      gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (view)),
                              gtk_widget_get_height (GTK_WIDGET (view)));
    }
  press (view, GDK_KEY_End, 0);
  g_assert_cmpuint (mirador_chart_view_get_n_drawings (view), ==, n);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_keys_walk_marks (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartView *view = get_view (explore (window, "bars", "screened"));
  int last = (int)mirador_chart_view_get_marks (view)->len - 1;

  gtk_widget_grab_focus (GTK_WIDGET (view));
  g_assert_true (press (view, GDK_KEY_Home, 0));
  g_assert_cmpint (mirador_chart_view_get_focus (view), ==, 0);
  g_assert_nonnull (strstr (mirador_chart_view_get_said (view), get_row (view, 0)->place->name));
  g_assert_true (press (view, GDK_KEY_Right, 0));
  g_assert_cmpint (mirador_chart_view_get_focus (view), ==, 1);
  g_assert_nonnull (strstr (mirador_chart_view_get_said (view), get_row (view, 1)->place->name));
  g_assert_true (press (view, GDK_KEY_Down, 0));
  g_assert_cmpint (mirador_chart_view_get_focus (view), ==, 2);
  g_assert_true (press (view, GDK_KEY_End, 0));
  g_assert_true (press (view, GDK_KEY_Right, 0));
  g_assert_cmpint (mirador_chart_view_get_focus (view), ==, last);
  g_assert_true (press (view, GDK_KEY_Left, 0));
  g_assert_cmpint (mirador_chart_view_get_focus (view), ==, last - 1);
  g_assert_false (press (view, GDK_KEY_x, 0));
  g_assert_false (press (view, GDK_KEY_Right, GDK_ALT_MASK));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_marks_step_in_grids (void)
{
  /* 0 1
     2 3 */
  const MiradorBox boxes[]
    = { { 0, 0, 10, 10 }, { 20, 0, 10, 10 }, { 0, 20, 10, 10 }, { 20, 20, 10, 10 } };
  const struct
  {
    int from;
    guint key;
    int to;
  } steps[] = {
    { 0, GDK_KEY_Down, 2 },  { 2, GDK_KEY_Down, 2 }, { 3, GDK_KEY_Up, 1 },
    { 1, GDK_KEY_Right, 2 }, { 0, GDK_KEY_Left, 0 }, { 3, GDK_KEY_Right, 3 },
    { -1, GDK_KEY_Down, 0 }, { 1, GDK_KEY_End, 3 },  { 1, GDK_KEY_a, -1 },
  };
  g_autoptr (GArray) marks = g_array_new (FALSE, TRUE, sizeof (MiradorMark));

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      MiradorMark mark = { boxes[i], 0, i, 0, NULL };

      g_array_append_val (marks, mark);
    }
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    g_assert_cmpint (mirador_marks_step (marks, steps[i].from, steps[i].key), ==, steps[i].to);
}

static void
test_presenting_leaves_arrows (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartView *view = get_view (explore (window, "bars", "screened"));
  guint n = mirador_chart_view_get_n_drawings (view);

  mirador_chart_view_set_presenting (view, TRUE);
  get_mark (view, 0);
  g_assert_cmpuint (mirador_chart_view_get_n_drawings (view), ==, n + 1);
  g_assert_false (press (view, GDK_KEY_Right, 0));
  g_assert_false (press (view, GDK_KEY_Home, 0));
  g_assert_true (press (view, GDK_KEY_Tab, 0));
  g_assert_true (press (view, GDK_KEY_Tab, 0));
  g_assert_cmpint (mirador_chart_view_get_focus (view), ==, 1);
  g_assert_true (press (view, GDK_KEY_ISO_Left_Tab, GDK_SHIFT_MASK));
  g_assert_cmpint (mirador_chart_view_get_focus (view), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_compare_two (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartView *view = get_view (explore (window, "bars", "screened"));

  gtk_widget_grab_focus (GTK_WIDGET (view));
  press (view, GDK_KEY_Home, 0);
  g_assert_true (press (view, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_cmpint (view->kept_mark, ==, 0);
  press (view, GDK_KEY_End, 0);
  press (view, GDK_KEY_Return, GDK_CONTROL_MASK);
  g_assert_nonnull (strstr (mirador_chart_view_get_said (view), get_row (view, 0)->place->name));
  g_assert_nonnull (
    strstr (mirador_chart_view_get_said (view),
            get_row (view, mirador_chart_view_get_marks (view)->len - 1)->place->name));
  /* Escape ends the comparison; only the next one goes up a step. */
  g_assert_true (press (view, GDK_KEY_Escape, 0));
  g_assert_cmpint (view->kept_mark, ==, -1);
  g_assert_false (press (view, GDK_KEY_Escape, 0));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_table_of_the_same_figures (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartCard *card = explore (window, "bars", "screened");
  MiradorFigureTable *table = MIRADOR_FIGURE_TABLE (find (card, MIRADOR_TYPE_FIGURE_TABLE));
  MiradorChart *chart = mirador_chart_card_get_chart (card);

  gtk_widget_activate_action (GTK_WIDGET (card), "chart.as-table", NULL);
  drain ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (table)));
  g_assert_cmpuint (mirador_figure_table_get_n_rows (table), >=,
                    mirador_frame_get_n_rows (mirador_chart_get_frame (chart, 0)));
  /* Another filter is another table. */
  mirador_session_set_place (mirador_window_get_session (window), "14");
  await (window);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (table)));
  chart = mirador_chart_card_get_chart (card);
  g_assert_cmpuint (mirador_figure_table_get_n_rows (table), >=,
                    mirador_frame_get_n_rows (mirador_chart_get_frame (chart, 0)));
  g_object_set (card, "as-table", FALSE, NULL);
  drain ();
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (get_view (card))));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_options_and_map (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartCard *card = explore (window, "map", "screened");

  g_assert_cmpstr (mirador_chart_card_get_option (card, "classes"), ==, "quantile");
  gtk_widget_activate_action (find (card, MIRADOR_TYPE_CHART_VIEW), "option.classes", "s", "equal");
  await (window);
  g_assert_cmpstr (mirador_chart_get_option (mirador_chart_card_get_chart (card), "classes"), ==,
                   "equal");
  gtk_widget_activate_action (GTK_WIDGET (card), "chart.as-tiles", NULL);
  await (window);
  g_assert_cmpstr (mirador_chart_get_kind (mirador_chart_card_get_chart (card))->id, ==, "tiles");
  g_assert_cmpstr (mirador_chart_get_option (mirador_chart_card_get_chart (card), "classes"), ==,
                   "equal");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_what_is_this_figure (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartView *view = get_view (explore (window, "bars", "screened"));
  const MiradorMark *mark = get_mark (view, 0);
  MiradorFigureDialog *dialog = mirador_figure_dialog_new (
    GTK_WINDOW (window), mirador_chart_view_get_chart (view), mark->frame, mark->row);
  g_autofree char *text = mirador_figure_dialog_get_text (dialog);

  gtk_window_present (GTK_WINDOW (dialog));
  drain ();
  g_assert_nonnull (strstr (text, get_row (view, 0)->place->name));
  g_assert_nonnull (strstr (text, "Completeness"));
  g_assert_nonnull (strstr (text, "Source"));
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_looks_redraw (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartView *view = get_view (explore (window, "bars", "screened"));
  guint n;
  int dpi;

  get_mark (view, 0);
  press (view, GDK_KEY_End, 0);
  n = mirador_chart_view_get_n_drawings (view);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 144 * 1024, NULL);
  get_mark (view, 0);
  g_assert_cmpuint (mirador_chart_view_get_n_drawings (view), >, n);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_one_figure_fills_the_page (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartView *view = get_view (explore (window, "kpi", "screened"));
  const GArray *marks = mirador_chart_view_get_marks (view);
  double bottom = 0;

  for (guint i = 0; i < marks->len; i++)
    bottom = MAX (bottom, get_mark (view, i)->box.y + get_mark (view, i)->box.height);
  g_assert_cmpfloat (bottom, >, gtk_widget_get_height (GTK_WIDGET (view)) / 2.0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_map_tells_the_chosen_place (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartView *view = get_view (explore (window, "map", "screened"));
  guint n = 0;

  mirador_session_set_place (mirador_window_get_session (window), "14");
  await (window);
  for (guint i = 0; i < mirador_chart_view_get_marks (view)->len; i++)
    if (mirador_chart_view_is_chosen (view, get_mark (view, i)))
      {
        g_assert_cmpstr (get_row (view, i)->place->code, ==, "14");
        n++;
      }
  g_assert_cmpuint (n, >, 0);
  view = get_view (explore (window, "bars", "screened"));
  for (guint i = 0; i < mirador_chart_view_get_marks (view)->len; i++)
    g_assert_false (mirador_chart_view_is_chosen (view, get_mark (view, i)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
click (MiradorChartView *view, const MiradorMark *mark, int n_press)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));
  double x = mark->box.x + mark->box.width / 2, y = mark->box.y + mark->box.height / 2;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) one = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (one)
          && gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (one)) == GDK_BUTTON_PRIMARY)
        g_signal_emit_by_name (one, "released", n_press, x, y);
    }
}

/* A double click is one step down, not two. */
static void
test_hasty_clicks (void)
{
  MiradorWindow *window = open_window ();
  MiradorSession *session = mirador_window_get_session (window);
  MiradorChartView *view = get_view (explore (window, "bars", "screened"));

  click (view, get_mark (view, 0), 1);
  await (window);
  g_assert_cmpuint (mirador_session_get_n_steps (session), ==, 2);
  click (view, get_mark (view, 0), 2);
  await (window);
  g_assert_cmpuint (mirador_session_get_n_steps (session), ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_menu_stays_in_the_window (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartCard *card = explore (window, "bars", "screened");
  GtkWidget *view = GTK_WIDGET (get_view (card));
  GtkPopover *menu = GTK_POPOVER (card->context_menu);

  mirador_chart_card_open_menu (card, 10, 10);
  g_assert_cmpint (gtk_popover_get_position (menu), ==, GTK_POS_BOTTOM);
  g_assert_cmpint (gtk_widget_get_halign (GTK_WIDGET (menu)), ==, GTK_ALIGN_START);
  gtk_popover_popdown (menu);
  mirador_chart_card_open_menu (card, gtk_widget_get_width (view) - 10,
                                gtk_widget_get_height (view) - 10);
  g_assert_cmpint (gtk_popover_get_position (menu), ==, GTK_POS_TOP);
  g_assert_cmpint (gtk_widget_get_halign (GTK_WIDGET (menu)), ==, GTK_ALIGN_END);
  gtk_popover_popdown (menu);
  drain ();
  /* Beside the figures it is the menu of none of them, whatever the keyboard did before. */
  gtk_window_set_focus_visible (GTK_WINDOW (window), TRUE);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  mirador_chart_view_focus_at (get_view (card), 1, 1);
  mirador_chart_card_open_menu (card, 1, 1);
  /* What the display says of a popover that takes the focus, which is one of the chart's children.
   */
  g_signal_emit_by_name (find_controller (view, GTK_TYPE_EVENT_CONTROLLER_FOCUS), "enter");
  drain ();
  g_assert_cmpint (mirador_chart_view_get_focus (get_view (card)), ==, -1);
  g_assert_cmpstr (mirador_chart_view_get_said (get_view (card)), ==, "");
  gtk_popover_popdown (menu);
  drain ();
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_tests (void)
{
  g_test_add_func ("/chart-view/hasty-clicks", test_hasty_clicks);
  g_test_add_func ("/chart-view/chosen-place", test_map_tells_the_chosen_place);
  g_test_add_func ("/chart-view/one-figure-fills-the-page", test_one_figure_fills_the_page);
  g_test_add_func ("/card/menu-in-the-window", test_menu_stays_in_the_window);
  g_test_add_func ("/chart-view/hover-does-not-redraw", test_hover_does_not_redraw);
  g_test_add_func ("/chart-view/keys-walk-marks", test_keys_walk_marks);
  g_test_add_func ("/chart-view/steps-in-grids", test_marks_step_in_grids);
  g_test_add_func ("/chart-view/presenting-leaves-arrows", test_presenting_leaves_arrows);
  g_test_add_func ("/chart-view/looks-redraw", test_looks_redraw);
  g_test_add_func ("/compare/two", test_compare_two);
  g_test_add_func ("/card/table", test_table_of_the_same_figures);
  g_test_add_func ("/card/options-and-map", test_options_and_map);
  g_test_add_func ("/card/what-is-this-figure", test_what_is_this_figure);
}

int
main (int argc, char **argv)
{
  return run_interaction (argc, argv, add_tests);
}
