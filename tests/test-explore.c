/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page to explore asks for with its menus, in the real window. */
#include "analysis/label.h"
#include "app/choice.h"
#include "export/table.h"
#include "interaction-fixture.h"

/* The page's menus, in reading order: period, program, place, kind, figure, unit. */
static GtkDropDown *
find_menu (GtkWidget *widget, guint *n)
{
  GtkDropDown *found = NULL;

  if (GTK_IS_DROP_DOWN (widget) && (*n)-- == 0)
    return GTK_DROP_DOWN (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_menu (child, n);
  return found;
}

static GtkDropDown *
get_menu (MiradorWindow *window, guint n)
{
  return find_menu (GTK_WIDGET (get_explore (window)), &n);
}

static void
assert_chosen (GtkDropDown *menu, const char *id)
{
  g_assert_cmpstr (mirador_choice_get_id (gtk_drop_down_get_selected_item (menu)), ==, id);
}

static void
test_menus_follow_the_card (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartCard *card = explore (window, "map", "diagnosed");

  assert_chosen (get_menu (window, 3), "map");
  assert_chosen (get_menu (window, 4), "diagnosed");
  gtk_widget_activate_action (GTK_WIDGET (card), "chart.as-tiles", NULL);
  await (window);
  assert_chosen (get_menu (window, 3), "tiles");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Whether all figures of the chart are rates, or none is. */
static void
assert_rates (MiradorChart *chart, gboolean rates)
{
  guint n = 0;

  for (guint i = 0; i < mirador_chart_get_n_frames (chart); i++)
    {
      MiradorFrame *frame = mirador_chart_get_frame (chart, i);

      for (guint j = 0; j < mirador_frame_get_n_rows (frame); j++)
        {
          const MiradorRow *row = mirador_frame_get_row (frame, j);

          if (row->gap != MIRADOR_GAP_NONE)
            continue;
          g_assert_cmpint (mirador_row_is_rate (row), ==, rates);
          n++;
        }
    }
  g_assert_cmpuint (n, >, 0);
}

static void
assert_says (const char *text, const char *words, gboolean said)
{
  g_test_message ("%s", text);
  g_assert_cmpint (strstr (text, words) != NULL, ==, said);
}

/* Every text that leaves the window with the picture or the table tells a rate from a count. */
static void
assert_says_rates (MiradorChart *chart, gboolean rates)
{
  g_autofree char *description = mirador_chart_describe (chart);
  g_autofree char *table = mirador_table_to_csv (mirador_chart_get_frame (chart, 0));

  assert_rates (chart, rates);
  assert_says (mirador_chart_get_subtitle (chart), "per 100,000 inhabitants", rates);
  assert_says (description, "per 100,000 inhabitants", rates);
  /* The one of a funnel compares two shares, whatever they are of. */
  if (!g_str_equal (mirador_chart_get_kind (chart)->id, "funnel"))
    assert_says (mirador_chart_get_headline (chart), "per 100,000 inhabitants", rates);
  /* Whose inhabitants, and of when. */
  assert_says (table, ",population,2025", rates);
}

static void
test_rates_by_population (void)
{
  const char *const kinds[]
    = { "bars", "trend", "small-multiples", "xmr", "funnel", "map", "tiles", "heatmap" };
  MiradorWindow *window = open_window ();
  GtkDropDown *unit = get_menu (window, 5);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      MiradorChartCard *card = explore (window, kinds[i], "screened");

      g_test_message ("%s", kinds[i]);
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (unit)));
      gtk_drop_down_set_selected (unit, 1);
      await (window);
      assert_says_rates (mirador_chart_card_get_chart (card), TRUE);
      gtk_drop_down_set_selected (unit, 0);
      await (window);
      if (!g_str_equal (kinds[i], "funnel"))
        assert_says_rates (mirador_chart_card_get_chart (card), FALSE);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Stages, targets and ages are counts, whatever was chosen before; and it is chosen still. */
static void
test_kinds_without_rates (void)
{
  const char *const kinds[] = { "cascade", "pyramid", "bullet", "grouped", "kpi" };
  MiradorWindow *window = open_window ();
  GtkDropDown *unit = get_menu (window, 5);

  explore (window, "bars", "screened");
  gtk_drop_down_set_selected (unit, 1);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      MiradorChartCard *card = explore (window, kinds[i], "screened");

      g_test_message ("%s", kinds[i]);
      g_assert_false (gtk_widget_get_visible (GTK_WIDGET (unit)));
      g_assert_false (mirador_chart_get_query (mirador_chart_card_get_chart (card))->rate);
    }
  assert_says_rates (mirador_chart_card_get_chart (explore (window, "bars", "screened")), TRUE);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (unit)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_cascade_of_every_stage (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartView *view = get_view (explore (window, "cascade", "screened"));

  g_assert_cmpuint (mirador_chart_view_get_marks (view)->len, >, 2);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (get_menu (window, 4))));
  explore (window, "bars", "screened");
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (get_menu (window, 4))));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What was typed counts when the field is left, as when Return is pressed. */
static void
test_options_that_are_typed (void)
{
  MiradorWindow *window = open_window ();
  MiradorChartCard *card = explore (window, "xmr", "screened");
  GtkWidget *entry = find (get_explore (window), GTK_TYPE_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), "2026-01");
  g_signal_emit_by_name (find_controller (entry, GTK_TYPE_EVENT_CONTROLLER_FOCUS), "leave");
  await (window);
  g_assert_nonnull (
    strstr (mirador_chart_get_options (mirador_chart_card_get_chart (card)), "2026-01"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_explore_lists_every_kind (void)
{
  MiradorWindow *window = open_window ();
  GListModel *kinds = mirador_explore_page_list_kinds (get_explore (window));

  g_assert_cmpuint (g_list_model_get_n_items (kinds), ==, 13);
  for (const MiradorChartKind *kind = mirador_chart_kind_list (); kind->id != NULL; kind++)
    {
      MiradorChartCard *card = explore (window, kind->id, "");
      MiradorChart *chart = mirador_chart_card_get_chart (card);

      g_assert_nonnull (chart);
      g_assert_cmpstr (mirador_chart_get_kind (chart)->id, ==, kind->id);
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_tests (void)
{
  g_test_add_func ("/explore/menus-follow", test_menus_follow_the_card);
  g_test_add_func ("/explore/rates", test_rates_by_population);
  g_test_add_func ("/explore/kinds-without-rates", test_kinds_without_rates);
  g_test_add_func ("/explore/cascade", test_cascade_of_every_stage);
  g_test_add_func ("/explore/typed-options", test_options_that_are_typed);
  g_test_add_func ("/explore/every-kind", test_explore_lists_every_kind);
}

int
main (int argc, char **argv)
{
  return run_interaction (argc, argv, add_tests);
}
