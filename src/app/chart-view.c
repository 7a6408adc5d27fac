/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chart-view.h"

#include "app/chart-view-private.h"

#define PAGE_HEIGHT 320
#define MOST_PAGE_SCALE 1.25

G_DEFINE_FINAL_TYPE (MiradorChartView, mirador_chart_view, GTK_TYPE_WIDGET)

static void
drop_drawing (MiradorChartView *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->marks, g_array_unref);
}

MiradorTheme
mirador_chart_view_get_theme (MiradorChartView *self)
{
  if (self->presenting)
    return MIRADOR_THEME_PROJECTOR;
  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? MIRADOR_THEME_DARK
                                                                       : MIRADOR_THEME_LIGHT;
}

const MiradorMark *
mirador_chart_view_get_mark (MiradorChartView *self, int index)
{
  if (self->marks == NULL || index < 0 || (guint)index >= self->marks->len)
    return NULL;
  return &g_array_index (self->marks, MiradorMark, index);
}

/* A mark at another size is the one that stands for the same figure. */
static void
find_again (MiradorChartView *self, const GArray *old, int *index)
{
  const MiradorMark *mark;

  if (*index < 0 || old == NULL || (guint)*index >= old->len)
    {
      *index = -1;
      return;
    }
  mark = &g_array_index (old, MiradorMark, *index);
  *index = -1;
  for (guint i = 0; i < self->marks->len && *index < 0; i++)
    {
      const MiradorMark *other = &g_array_index (self->marks, MiradorMark, i);

      if (other->frame == mark->frame && other->row == mark->row)
        *index = (int)i;
    }
}

/* One figure alone on a page is a picture of its own, not a card in a corner; where the desktop
   asks for larger text or for contrast, the card has them. */
static gboolean
is_card (MiradorChartView *self, int width, int height)
{
  MiradorStyle style;

  if (self->presenting)
    return FALSE;
  if (!mirador_chart_get_kind (self->chart)->one_figure || height < PAGE_HEIGHT
      || mirador_chart_is_empty (self->chart))
    return TRUE;
  mirador_style_init (&style, width, height, mirador_chart_view_get_theme (self), TRUE);
  return style.high_contrast || style.text_scale > MOST_PAGE_SCALE;
}

static void
draw_chart (MiradorChartView *self, int width, int height)
{
  g_autoptr (GArray) old = NULL;
  cairo_t *cr;

  if (self->node != NULL && self->node_width == width && self->node_height == height)
    return;
  old = g_steal_pointer (&self->marks);
  drop_drawing (self);
  self->node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  cr = gsk_cairo_node_get_draw_context (self->node);
  self->marks
    = mirador_chart_draw (self->chart, cr, width, height, mirador_chart_view_get_theme (self),
                          is_card (self, width, height));
  cairo_destroy (cr);
  self->node_width = width;
  self->node_height = height;
  self->n_drawings++;
  find_again (self, old, &self->focus_mark);
  find_again (self, old, &self->kept_mark);
  find_again (self, old, &self->compared_mark);
  self->hover_mark = -1;
}

static gboolean
ensure_drawing (MiradorChartView *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->chart == NULL || width < 1 || height < 1)
    return FALSE;
  draw_chart (self, width, height);
  return TRUE;
}

static void
mirador_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  MiradorChartView *self = MIRADOR_CHART_VIEW (widget);

  if (!ensure_drawing (self))
    return;
  mirador_chart_view_snapshot_drawing (self, snapshot);
  mirador_chart_view_snapshot_overlay (self, snapshot);
}

/* A popover is placed by its parent. */
static void
mirador_chart_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child) && gtk_widget_get_visible (child))
      gtk_popover_present (GTK_POPOVER (child));
}

static void
mirador_chart_view_dispose (GObject *object)
{
  MiradorChartView *self = MIRADOR_CHART_VIEW (object);

  mirador_chart_view_end_fade (self);
  g_clear_object (&self->fade);
  drop_drawing (self);
  g_clear_pointer (&self->chart, mirador_chart_unref);
  g_clear_pointer ((GtkWidget **)&self->bubble, gtk_widget_unparent);
  G_OBJECT_CLASS (mirador_chart_view_parent_class)->dispose (object);
}

static void
mirador_chart_view_class_init (MiradorChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mirador_chart_view_dispose;
  widget_class->snapshot = mirador_chart_view_snapshot;
  widget_class->size_allocate = mirador_chart_view_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  g_signal_new ("mark-activated", MIRADOR_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  g_signal_new ("focus-changed", MIRADOR_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
mirador_chart_view_init (MiradorChartView *self)
{
  self->hover_mark = self->focus_mark = self->kept_mark = self->compared_mark = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  mirador_chart_view_make_bubble (self);
  mirador_chart_view_add_controllers (self);
  mirador_chart_view_follow_look (self);
}

void
mirador_chart_view_set_focus (MiradorChartView *self, int index)
{
  if (self->focus_mark == index)
    return;
  self->focus_mark = index;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit_by_name (self, "focus-changed");
}

void
mirador_chart_view_redraw (MiradorChartView *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mirador_chart_view_set_chart (MiradorChartView *self, MiradorChart *chart)
{
  if (chart != NULL)
    mirador_chart_ref (chart);
  if (self->chart != NULL && chart != NULL)
    mirador_chart_view_begin_fade (self);
  else
    mirador_chart_view_end_fade (self);
  g_clear_pointer (&self->chart, mirador_chart_unref);
  self->chart = chart;
  self->hover_mark = self->kept_mark = self->compared_mark = -1;
  drop_drawing (self);
  mirador_chart_view_set_focus (self, -1);
  mirador_chart_view_hush (self);
  if (chart != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    mirador_chart_get_headline (chart), -1);
  mirador_chart_view_describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
mirador_chart_view_set_chosen (MiradorChartView *self, const MiradorPlace *place)
{
  if (self->chosen == place)
    return;
  self->chosen = place;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
mirador_chart_view_is_chosen (MiradorChartView *self, const MiradorMark *mark)
{
  const MiradorFrame *frame;
  const MiradorPlace *place;

  /* Where the chart asks for the place, everything in it is of that place. */
  if (self->chosen == NULL || mirador_chart_get_query (self->chart)->places->len > 0)
    return FALSE;
  frame = mirador_chart_get_frame (self->chart, mark->frame);
  if (frame == NULL || mark->row >= mirador_frame_get_n_rows (frame))
    return FALSE;
  place = mirador_frame_get_row (frame, mark->row)->place;
  return place != NULL && place->level != MIRADOR_LEVEL_COUNTRY
         && mirador_place_is_within (self->chosen, place);
}

MiradorChart *
mirador_chart_view_get_chart (MiradorChartView *self)
{
  return self->chart;
}

void
mirador_chart_view_set_presenting (MiradorChartView *self, gboolean presenting)
{
  self->presenting = presenting;
  if (presenting)
    gtk_widget_add_css_class (GTK_WIDGET (self->bubble), "presenting");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->bubble), "presenting");
  mirador_chart_view_redraw (self);
}

const GArray *
mirador_chart_view_get_marks (MiradorChartView *self)
{
  return ensure_drawing (self) ? self->marks : NULL;
}

int
mirador_chart_view_get_focus (MiradorChartView *self)
{
  return self->focus_mark;
}

guint
mirador_chart_view_get_n_drawings (MiradorChartView *self)
{
  return self->n_drawings;
}
