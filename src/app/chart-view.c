/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chart-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include "analysis/explain.h"

struct _MiradorChartView
{
  GtkWidget parent_instance;

  MiradorChart *chart;
  GskRenderNode *node; /* the drawing, for node_width × node_height */
  GArray *marks;
  int node_width;
  int node_height;
  int focus_mark; /* -1: none */
};

G_DEFINE_FINAL_TYPE (MiradorChartView, mirador_chart_view, GTK_TYPE_WIDGET)

static void
drop_drawing (MiradorChartView *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->marks, g_array_unref);
}

static gboolean
is_dark (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ());
}

static void
draw_chart (MiradorChartView *self, int width, int height)
{
  cairo_t *cr;

  if (self->node != NULL && self->node_width == width && self->node_height == height)
    return;
  drop_drawing (self);
  self->node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, width, height));
  cr = gsk_cairo_node_get_draw_context (self->node);
  self->marks = mirador_chart_draw (self->chart, cr, width, height,
                                    is_dark () ? MIRADOR_THEME_DARK : MIRADOR_THEME_LIGHT, TRUE);
  cairo_destroy (cr);
  self->node_width = width;
  self->node_height = height;
}

static const MiradorMark *
get_mark (MiradorChartView *self, int index)
{
  if (self->marks == NULL || index < 0 || (guint)index >= self->marks->len)
    return NULL;
  return &g_array_index (self->marks, MiradorMark, index);
}

static char *
explain_mark (MiradorChartView *self, const MiradorMark *mark)
{
  const MiradorFrame *frame = mirador_chart_get_frame (self->chart, mark->frame);

  return mirador_explain_row (frame, mirador_frame_get_row (frame, mark->row));
}

static void
snapshot_focus (MiradorChartView *self, GtkSnapshot *snapshot)
{
  const MiradorMark *mark = get_mark (self, self->focus_mark);
  GskRoundedRect outline;
  GdkRGBA colour;
  GdkRGBA colours[4];

  if (mark == NULL || !gtk_widget_has_focus (GTK_WIDGET (self)))
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &colour);
  for (guint i = 0; i < 4; i++)
    colours[i] = colour;
  gsk_rounded_rect_init_from_rect (
    &outline,
    &GRAPHENE_RECT_INIT ((float)mark->box.x - 3, (float)mark->box.y - 3, (float)mark->box.width + 6,
                         (float)mark->box.height + 6),
    4);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 2, 2, 2, 2 }, colours);
}

static void
mirador_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MiradorChartView *self = MIRADOR_CHART_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  if (self->chart == NULL || width < 1 || height < 1)
    return;
  draw_chart (self, width, height);
  gtk_snapshot_append_node (snapshot, self->node);
  snapshot_focus (self, snapshot);
}

static gboolean
query_tooltip_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  MiradorChartView *self = MIRADOR_CHART_VIEW (widget);
  const MiradorMark *mark = NULL;
  g_autofree char *text = NULL;

  if (self->marks == NULL)
    return FALSE;
  mark = get_mark (self, keyboard ? self->focus_mark : mirador_chart_find_mark (self->marks, x, y));
  if (mark == NULL)
    return FALSE;
  text = explain_mark (self, mark);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ (int)mark->box.x, (int)mark->box.y,
                                                      MAX (1, (int)mark->box.width),
                                                      MAX (1, (int)mark->box.height) });
  return TRUE;
}

/* GTK 4.8 has no announcements: the description of the focused widget is what is read out. */
static void
describe_focus (MiradorChartView *self)
{
  const MiradorMark *mark = get_mark (self, self->focus_mark);
  g_autofree char *text = NULL;

  if (self->chart == NULL)
    return;
  text = mark != NULL ? explain_mark (self, mark) : mirador_chart_describe (self->chart);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer user_data)
{
  MiradorChartView *self = user_data;
  int last = self->marks != NULL ? (int)self->marks->len - 1 : -1;
  int mark = self->focus_mark;

  if (last < 0 || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;
  if (keyval == GDK_KEY_Right || keyval == GDK_KEY_Down)
    mark = MIN (mark + 1, last);
  else if (keyval == GDK_KEY_Left || keyval == GDK_KEY_Up)
    mark = MAX (mark - 1, 0);
  else if (keyval == GDK_KEY_Home)
    mark = 0;
  else if (keyval == GDK_KEY_End)
    mark = last;
  else
    return FALSE;
  self->focus_mark = mark;
  describe_focus (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_trigger_tooltip_query (GTK_WIDGET (self));
  return TRUE;
}

static void
dark_changed_cb (MiradorChartView *self)
{
  drop_drawing (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
mirador_chart_view_dispose (GObject *object)
{
  MiradorChartView *self = MIRADOR_CHART_VIEW (object);

  drop_drawing (self);
  g_clear_pointer (&self->chart, mirador_chart_unref);
  G_OBJECT_CLASS (mirador_chart_view_parent_class)->dispose (object);
}

static void
mirador_chart_view_class_init (MiradorChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_chart_view_dispose;
  widget_class->snapshot = mirador_chart_view_snapshot;
  widget_class->query_tooltip = query_tooltip_cb;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
mirador_chart_view_init (MiradorChartView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->focus_mark = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (dark_changed_cb), self, G_CONNECT_SWAPPED);
}

void
mirador_chart_view_set_chart (MiradorChartView *self, MiradorChart *chart)
{
  g_clear_pointer (&self->chart, mirador_chart_unref);
  self->chart = chart != NULL ? mirador_chart_ref (chart) : NULL;
  self->focus_mark = -1;
  drop_drawing (self);
  if (chart != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    mirador_chart_get_headline (chart), -1);
  describe_focus (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

MiradorChart *
mirador_chart_view_get_chart (MiradorChartView *self)
{
  return self->chart;
}
