/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chart-view-private.h"

static double
middle_of (const MiradorMark *mark)
{
  return mark->box.y + mark->box.height / 2;
}

static gboolean
is_same_column (const MiradorMark *a, const MiradorMark *b)
{
  return a->box.x < b->box.x + b->box.width && b->box.x < a->box.x + a->box.width;
}

/* Up and down keep to the column where there is one, as in a grid or a ranking; columns side by
   side and points on a line have none: there they are the next one and the one before. */
static int
step_in_column (const GArray *marks, int from, int direction)
{
  const MiradorMark *mark = &g_array_index (marks, MiradorMark, from);
  double nearest = G_MAXDOUBLE;
  gboolean column = FALSE;
  int found = from;

  for (guint i = 0; i < marks->len; i++)
    {
      const MiradorMark *other = &g_array_index (marks, MiradorMark, i);
      double distance = (middle_of (other) - middle_of (mark)) * direction;

      if ((int)i == from || !is_same_column (mark, other))
        continue;
      column |= middle_of (other) != middle_of (mark);
      if (distance > 0 && distance < nearest)
        {
          nearest = distance;
          found = (int)i;
        }
    }
  return column ? found : CLAMP (from + direction, 0, (int)marks->len - 1);
}

int
mirador_marks_step (const GArray *marks, int from, guint keyval)
{
  int last = (int)marks->len - 1;

  switch (keyval)
    {
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return MIN (from + 1, last);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return MAX (from - 1, 0);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return from < 0 ? 0 : step_in_column (marks, from, 1);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return from < 0 ? 0 : step_in_column (marks, from, -1);
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return 0;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return last;
    default:
      return -1;
    }
}

static gboolean
is_return (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

/* Presenting, Tab goes from mark to mark; after the last one it leaves the chart. */
static int
step_by_tab (MiradorChartView *self, guint keyval, GdkModifierType state)
{
  gboolean backwards = keyval == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0;
  int mark = self->focus_mark + (backwards ? -1 : 1);

  if (keyval != GDK_KEY_Tab && keyval != GDK_KEY_KP_Tab && keyval != GDK_KEY_ISO_Left_Tab)
    return -1;
  return mark < (int)self->marks->len ? mark : -1;
}

static int
find_step (MiradorChartView *self, guint keyval, GdkModifierType state)
{
  if (self->presenting)
    return step_by_tab (self, keyval, state);
  return state == 0 ? mirador_marks_step (self->marks, self->focus_mark, keyval) : -1;
}

static gboolean
activate (MiradorChartView *self, int index, gboolean compare)
{
  const MiradorMark *mark = mirador_chart_view_get_mark (self, index);

  if (mark == NULL)
    return FALSE;
  if (compare)
    mirador_chart_view_compare (self, index);
  else
    g_signal_emit_by_name (self, "mark-activated", mark->frame, mark->row);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer user_data)
{
  MiradorChartView *self = user_data;
  const GArray *marks = mirador_chart_view_get_marks (self);
  int mark;

  state &= gtk_accelerator_get_default_mod_mask ();
  if (keyval == GDK_KEY_Escape)
    return mirador_chart_view_forget_comparison (self);
  if (marks == NULL || marks->len == 0)
    return FALSE;
  if (is_return (keyval) && (state == 0 || state == GDK_CONTROL_MASK))
    return activate (self, self->focus_mark, state == GDK_CONTROL_MASK);
  mark = find_step (self, keyval, state);
  if (mark < 0)
    return FALSE;
  mirador_chart_view_focus_mark (self, mark);
  return TRUE;
}

/* Who comes by the keyboard stands on the first mark, and hears the whole chart as well; a menu
   over the chart is not the chart. */
static void
focus_in_cb (GtkEventControllerFocus *controller, gpointer user_data)
{
  MiradorChartView *self = user_data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  const GArray *marks = mirador_chart_view_get_marks (self);

  if (!gtk_event_controller_focus_is_focus (controller) || marks == NULL || marks->len == 0
      || !GTK_IS_WINDOW (root) || !gtk_window_get_focus_visible (GTK_WINDOW (root)))
    return;
  mirador_chart_view_focus_mark (self, MAX (self->focus_mark, 0));
}

static void
focus_out_cb (GtkEventControllerFocus *controller, gpointer user_data)
{
  mirador_chart_view_hush (user_data);
  gtk_widget_queue_draw (user_data);
}

static void
hover (MiradorChartView *self, int mark)
{
  if (mark == self->hover_mark)
    return;
  self->hover_mark = mark;
  if (mark >= 0 && mark != self->focus_mark && self->kept_mark < 0)
    mirador_chart_view_hush (self);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), mark >= 0 ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, gpointer user_data)
{
  MiradorChartView *self = user_data;

  hover (self, self->marks != NULL ? mirador_chart_find_mark (self->marks, x, y) : -1);
}

static void
leave_cb (GtkEventControllerMotion *controller, gpointer user_data)
{
  hover (user_data, -1);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer user_data)
{
  MiradorChartView *self = user_data;
  GdkModifierType state
    = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  gtk_widget_grab_focus (GTK_WIDGET (self));
  /* The second click of a hasty hand would meet whatever the first one brought up. */
  if (self->marks == NULL || n_press > 1)
    return;
  mirador_chart_view_focus_at (self, x, y);
  activate (self, self->focus_mark, (state & GDK_CONTROL_MASK) != 0);
}

static gboolean
query_tooltip_cb (GtkWidget *widget,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  gpointer user_data)
{
  MiradorChartView *self = MIRADOR_CHART_VIEW (widget);
  const MiradorMark *mark;
  g_autofree char *text = NULL;

  /* The bubble says it already. */
  if (self->marks == NULL || keyboard || gtk_widget_get_visible (GTK_WIDGET (self->bubble)))
    return FALSE;
  mark = mirador_chart_view_get_mark (self, mirador_chart_find_mark (self->marks, x, y));
  if (mark == NULL)
    return FALSE;
  text = mirador_chart_view_explain (self, mark);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ (int)mark->box.x, (int)mark->box.y,
                                                      MAX (1, (int)mark->box.width),
                                                      MAX (1, (int)mark->box.height) });
  return TRUE;
}

void
mirador_chart_view_focus_at (MiradorChartView *self, double x, double y)
{
  const GArray *marks = mirador_chart_view_get_marks (self);

  mirador_chart_view_set_focus (self, marks != NULL ? mirador_chart_find_mark (marks, x, y) : -1);
  mirador_chart_view_describe (self);
}

void
mirador_chart_view_add_controllers (MiradorChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_in_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_out_cb), self);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  gtk_widget_add_controller (widget, keys);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}
