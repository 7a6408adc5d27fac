/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include "app/chart-card-private.h"
#include "app/chart-export.h"
#include "app/figure-dialog.h"
#include "app/help.h"
#include "app/window.h"

static const MiradorMark *
get_mark (MiradorChartCard *self)
{
  const GArray *marks = mirador_chart_view_get_marks (self->view);
  int focus = mirador_chart_view_get_focus (self->view);

  if (self->as_table || marks == NULL || focus < 0 || (guint)focus >= marks->len)
    return NULL;
  return &g_array_index (marks, MiradorMark, focus);
}

static gboolean
is_kind (MiradorChartCard *self, const char *id)
{
  return g_strcmp0 (self->kind, id) == 0;
}

void
mirador_chart_card_update_menu (MiradorChartCard *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean figure = get_mark (self) != NULL;

  gtk_widget_action_set_enabled (widget, "chart.explain", figure);
  gtk_widget_action_set_enabled (widget, "chart.compare", figure);
  gtk_widget_action_set_enabled (widget, "chart.drill", figure);
  gtk_widget_action_set_enabled (widget, "chart.as-tiles", is_kind (self, "map"));
  gtk_widget_action_set_enabled (widget, "chart.as-map", is_kind (self, "tiles"));
}

/* Away from the window's edges, where the other side has the room: below a pointer in the lower
   half the menu would reach out of the window. */
static void
turn_menu (MiradorChartCard *self, double x, double y)
{
  GtkWidget *menu = GTK_WIDGET (self->context_menu);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  int width, height;

  if (root == NULL
      || !gtk_widget_translate_coordinates (GTK_WIDGET (self->view), root, x, y, &x, &y))
    return;
  gtk_widget_measure (gtk_widget_get_first_child (menu), GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                      &width, NULL, NULL);
  gtk_widget_measure (gtk_widget_get_first_child (menu), GTK_ORIENTATION_VERTICAL, -1, NULL,
                      &height, NULL, NULL);
  gtk_popover_set_position (
    GTK_POPOVER (menu),
    y + height > gtk_widget_get_height (root) && y > height ? GTK_POS_TOP : GTK_POS_BOTTOM);
  gtk_widget_set_halign (
    menu, x + width > gtk_widget_get_width (root) && x > width ? GTK_ALIGN_END : GTK_ALIGN_START);
}

void
mirador_chart_card_open_menu (MiradorChartCard *self, double x, double y)
{
  mirador_chart_card_update_menu (self);
  mirador_chart_view_hush (self->view);
  turn_menu (self, x, y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->context_menu),
                               &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->context_menu));
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorChart *chart = mirador_chart_card_get_chart (MIRADOR_CHART_CARD (widget));

  if (chart != NULL)
    mirador_chart_export (widget, chart, g_variant_get_string (parameter, NULL));
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorChart *chart = mirador_chart_card_get_chart (MIRADOR_CHART_CARD (widget));

  if (chart != NULL)
    mirador_chart_copy (widget, chart);
}

/* By keyboard the menu opens at the figure in focus. */
static void
menu_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (widget);
  const MiradorMark *mark = get_mark (self);

  if (mark != NULL)
    mirador_chart_card_open_menu (self, mark->box.x + mark->box.width / 2,
                                  mark->box.y + mark->box.height / 2);
  else
    mirador_chart_card_open_menu (self, gtk_widget_get_width (widget) / 2.0, 24);
}

static void
explain_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (widget);
  const MiradorMark *mark = get_mark (self);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (mark != NULL)
    gtk_window_present (GTK_WINDOW (
      mirador_figure_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                 mirador_chart_card_get_chart (self), mark->frame, mark->row)));
}

static void
compare_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (widget);

  if (get_mark (self) == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  mirador_chart_view_compare (self->view, mirador_chart_view_get_focus (self->view));
}

static void
drill_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (widget);
  const MiradorMark *mark = get_mark (self);

  if (mark != NULL)
    g_signal_emit_by_name (self->view, "mark-activated", mark->frame, mark->row);
}

static void
show_kind_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_object_set (widget, "kind", g_str_equal (action, "chart.as-map") ? "map" : "tiles", NULL);
}

static void
explore_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (widget);

  gtk_widget_activate_action (widget, "win.explore", "(ss)", self->kind,
                              self->stage != NULL ? self->stage : "");
}

static gboolean
toggle_table_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (widget);

  mirador_chart_card_set_as_table (self, !self->as_table);
  return TRUE;
}

/* Escape has other uses where there is no table to leave. */
static gboolean
leave_table_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (widget);

  if (!self->as_table)
    return FALSE;
  mirador_chart_card_set_as_table (self, FALSE);
  return TRUE;
}

static gboolean
switch_map_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  MiradorChartCard *self = MIRADOR_CHART_CARD (widget);

  if (!is_kind (self, "map") && !is_kind (self, "tiles"))
    return FALSE;
  g_object_set (self, "kind", is_kind (self, "map") ? "tiles" : "map", NULL);
  return TRUE;
}

/* How this kind of chart is read. */
static void
help_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *page = g_strconcat ("chart-", MIRADOR_CHART_CARD (widget)->kind, NULL);

  mirador_help_show (GTK_WINDOW (gtk_widget_get_root (widget)), page);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chart.export", "s", export_cb);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "chart.menu", NULL, menu_cb);
  gtk_widget_class_install_action (widget_class, "chart.explain", NULL, explain_cb);
  gtk_widget_class_install_action (widget_class, "chart.help", NULL, help_cb);
  gtk_widget_class_install_action (widget_class, "chart.compare", NULL, compare_cb);
  gtk_widget_class_install_action (widget_class, "chart.drill", NULL, drill_cb);
  gtk_widget_class_install_action (widget_class, "chart.as-tiles", NULL, show_kind_cb);
  gtk_widget_class_install_action (widget_class, "chart.as-map", NULL, show_kind_cb);
  gtk_widget_class_install_action (widget_class, "chart.explore", NULL, explore_cb);
  gtk_widget_class_install_property_action (widget_class, "chart.as-table", "as-table");
}

void
mirador_chart_card_install_menu (GtkWidgetClass *widget_class)
{
  install_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "chart.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, "chart.explain",
                                       NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_t, 0, toggle_table_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, leave_table_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_m, 0, switch_map_cb, NULL);
}

void
mirador_chart_card_make_menu (MiradorChartCard *self)
{
  self->context_menu = GTK_POPOVER_MENU (gtk_popover_menu_new_from_model (self->menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->context_menu), FALSE);
  /* A tooltip would lie over the menu that was asked for. */
  g_object_bind_property (self->context_menu, "visible", self->view, "has-tooltip",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
  gtk_widget_set_halign (GTK_WIDGET (self->context_menu), GTK_ALIGN_START);
  gtk_widget_set_parent (GTK_WIDGET (self->context_menu), GTK_WIDGET (self->view));
  g_signal_connect_object (self->view, "focus-changed", G_CALLBACK (mirador_chart_card_update_menu),
                           self, G_CONNECT_SWAPPED);
  mirador_chart_card_fill_options (self);
  mirador_chart_card_update_menu (self);
}

static void
option_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  mirador_chart_card_set_option (user_data, g_action_get_name (G_ACTION (action)),
                                 g_variant_get_string (parameter, NULL));
}

static void
add_option (MiradorChartCard *self, const MiradorChartOption *option)
{
  g_autoptr (GMenu) choices = g_menu_new ();
  g_autofree char *name = g_strconcat ("option.", option->id, NULL);
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
    option->id, G_VARIANT_TYPE_STRING,
    g_variant_new_string (mirador_chart_card_get_option (self, option->id)));

  g_signal_connect_object (action, "activate", G_CALLBACK (option_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self->option_actions), G_ACTION (action));
  for (const MiradorChartChoice *choice = option->choices; choice->id != NULL; choice++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (choice->name), NULL);

      g_menu_item_set_action_and_target (item, name, "s", choice->id);
      g_menu_append_item (choices, item);
    }
  g_menu_append_submenu (self->option_menu, _ (option->name), G_MENU_MODEL (choices));
}

/* What is free text is for the page that has a field for it. */
void
mirador_chart_card_fill_options (MiradorChartCard *self)
{
  const MiradorChartKind *kind = mirador_chart_card_get_kind (self);

  if (self->option_menu == NULL)
    return;
  g_clear_object (&self->option_actions);
  self->option_actions = g_simple_action_group_new ();
  g_menu_remove_all (self->option_menu);
  for (const MiradorChartOption *option = kind != NULL ? kind->options : NULL;
       option != NULL && option->id != NULL; option++)
    if (option->choices != NULL)
      add_option (self, option);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "option",
                                  G_ACTION_GROUP (self->option_actions));
}
