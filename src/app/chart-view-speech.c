/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include "analysis/compare.h"
#include "analysis/explain.h"
#include "app/chart-view-private.h"

#define BUBBLE_LETTERS 48
#define REST 3.0

/* Where the pointer is in the window, whatever has come up below it. */
static void
get_pointer (MiradorChartView *self, double *x, double *y)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkDevice *device = seat != NULL ? gdk_seat_get_pointer (seat) : NULL;

  *x = *y = 0;
  if (native != NULL && device != NULL)
    gdk_surface_get_device_position (gtk_native_get_surface (native), device, x, y, NULL);
}

/* A hand that moves to the bubble means the chart below it; one that rests there means nothing. */
static void
bubble_motion_cb (GtkEventControllerMotion *controller, double x, double y, gpointer user_data)
{
  MiradorChartView *self = user_data;
  double now_x, now_y;

  get_pointer (self, &now_x, &now_y);
  if (ABS (now_x - self->pointer_x) + ABS (now_y - self->pointer_y) > REST)
    mirador_chart_view_hush (self);
}

/* A bubble of our own: the system's tooltips follow the pointer only. It takes no focus. */
void
mirador_chart_view_make_bubble (MiradorChartView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkWidget *bubble = gtk_popover_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), BUBBLE_LETTERS);
  /* A width that does not depend on the height, or the bubble is too low for its text. */
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_popover_set_autohide (GTK_POPOVER (bubble), FALSE);
  gtk_popover_set_child (GTK_POPOVER (bubble), label);
  gtk_widget_set_can_focus (bubble, FALSE);
  g_signal_connect (motion, "motion", G_CALLBACK (bubble_motion_cb), self);
  gtk_widget_add_controller (bubble, motion);
  gtk_widget_add_css_class (bubble, "chart-bubble");
  gtk_widget_set_parent (bubble, GTK_WIDGET (self));
  self->bubble = GTK_POPOVER (bubble);
  self->bubble_text = GTK_LABEL (label);
}

char *
mirador_chart_view_explain (MiradorChartView *self, const MiradorMark *mark)
{
  const MiradorFrame *frame = mirador_chart_get_frame (self->chart, mark->frame);

  return mirador_explain_row (frame, mirador_frame_get_row (frame, mark->row));
}

/* GTK 4.8 has no announcements: the description of the focused widget is what is read out. */
static void
set_description (MiradorChartView *self, const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

void
mirador_chart_view_describe (MiradorChartView *self)
{
  const MiradorMark *mark = mirador_chart_view_get_mark (self, self->focus_mark);
  g_autofree char *text = NULL;

  if (self->chart == NULL)
    return;
  text
    = mark != NULL ? mirador_chart_view_explain (self, mark) : mirador_chart_describe (self->chart);
  set_description (self, text);
}

void
mirador_chart_view_say (MiradorChartView *self, int index, const char *text)
{
  const MiradorMark *mark = mirador_chart_view_get_mark (self, index);

  set_description (self, text);
  if (mark == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  get_pointer (self, &self->pointer_x, &self->pointer_y);
  gtk_label_set_text (self->bubble_text, text);
  gtk_popover_set_pointing_to (self->bubble, &(GdkRectangle){ (int)mark->box.x, (int)mark->box.y,
                                                              MAX (1, (int)mark->box.width),
                                                              MAX (1, (int)mark->box.height) });
  gtk_popover_popup (self->bubble);
}

void
mirador_chart_view_hush (MiradorChartView *self)
{
  if (self->bubble != NULL)
    gtk_popover_popdown (self->bubble);
}

const char *
mirador_chart_view_get_said (MiradorChartView *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->bubble)) ? gtk_label_get_text (self->bubble_text)
                                                            : "";
}

gboolean
mirador_chart_view_forget_comparison (MiradorChartView *self)
{
  if (self->kept_mark < 0)
    return FALSE;
  self->kept_mark = self->compared_mark = -1;
  mirador_chart_view_hush (self);
  mirador_chart_view_describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

static void
keep (MiradorChartView *self, int index)
{
  g_autofree char *figure
    = mirador_chart_view_explain (self, mirador_chart_view_get_mark (self, index));
  char *end = strchr (figure, '\n');
  g_autofree char *text = NULL;

  /* What it is and how much: the first two lines. */
  end = end != NULL ? strchr (end + 1, '\n') : NULL;
  if (end != NULL)
    *end = '\0';
  /* Translators: %s is a figure, as "People screened · TB", and below it its value */
  text = g_strdup_printf (_ ("%s\nKept. Control and a click, or Control and Return, on another "
                             "figure compares the two."),
                          figure);
  self->kept_mark = index;
  self->compared_mark = -1;
  mirador_chart_view_say (self, index, text);
}

void
mirador_chart_view_compare (MiradorChartView *self, int index)
{
  const MiradorMark *second = mirador_chart_view_get_mark (self, index);
  const MiradorMark *first = mirador_chart_view_get_mark (self, self->kept_mark);
  const MiradorFrame *frame_a, *frame_b;
  g_autofree char *words = NULL;

  if (second == NULL)
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (first == NULL || self->compared_mark >= 0)
    {
      keep (self, index);
      return;
    }
  if (first == second)
    {
      mirador_chart_view_forget_comparison (self);
      return;
    }
  frame_a = mirador_chart_get_frame (self->chart, first->frame);
  frame_b = mirador_chart_get_frame (self->chart, second->frame);
  words = mirador_compare_rows (frame_a, mirador_frame_get_row (frame_a, first->row), frame_b,
                                mirador_frame_get_row (frame_b, second->row));
  self->compared_mark = index;
  mirador_chart_view_say (self, index, words);
}

void
mirador_chart_view_focus_mark (MiradorChartView *self, int index)
{
  const MiradorMark *mark;
  g_autofree char *text = NULL;

  mirador_chart_view_get_marks (self);
  mark = mirador_chart_view_get_mark (self, index);
  mirador_chart_view_set_focus (self, mark != NULL ? index : -1);
  if (mark == NULL)
    {
      mirador_chart_view_hush (self);
      mirador_chart_view_describe (self);
      return;
    }
  text = mirador_chart_view_explain (self, mark);
  mirador_chart_view_say (self, index, text);
}
