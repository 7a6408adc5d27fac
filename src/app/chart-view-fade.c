/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chart-view-private.h"

#define FADE_MILLISECONDS 150

static gboolean
is_fading (MiradorChartView *self)
{
  return self->before != NULL && self->fade != NULL
         && adw_animation_get_state (self->fade) == ADW_ANIMATION_PLAYING;
}

static void
step_cb (double value, gpointer user_data)
{
  gtk_widget_queue_draw (user_data);
}

static void
done_cb (AdwAnimation *animation, gpointer user_data)
{
  MiradorChartView *self = user_data;

  g_clear_pointer (&self->before, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static AdwAnimation *
make_fade (MiradorChartView *self)
{
  AdwAnimation *fade
    = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, FADE_MILLISECONDS,
                               adw_callback_animation_target_new (step_cb, self, NULL));

  g_signal_connect (fade, "done", G_CALLBACK (done_cb), self);
  return g_object_ref_sink (fade);
}

void
mirador_chart_view_begin_fade (MiradorChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  mirador_chart_view_end_fade (self);
  if (self->node == NULL || !gtk_widget_get_mapped (widget) || !adw_get_enable_animations (widget))
    return;
  self->before = gsk_render_node_ref (self->node);
  if (self->fade == NULL)
    self->fade = make_fade (self);
  adw_animation_play (self->fade);
}

void
mirador_chart_view_end_fade (MiradorChartView *self)
{
  if (self->fade != NULL)
    adw_animation_reset (self->fade);
  g_clear_pointer (&self->before, gsk_render_node_unref);
}

/* Both drawings have to be of one size: a window that grows meanwhile shows the new one. */
static gboolean
is_same_size (const GskRenderNode *a, const GskRenderNode *b)
{
  graphene_rect_t one, other;

  gsk_render_node_get_bounds ((GskRenderNode *)a, &one);
  gsk_render_node_get_bounds ((GskRenderNode *)b, &other);
  return graphene_rect_equal (&one, &other);
}

void
mirador_chart_view_snapshot_drawing (MiradorChartView *self, GtkSnapshot *snapshot)
{
  if (!is_fading (self) || !is_same_size (self->before, self->node))
    {
      gtk_snapshot_append_node (snapshot, self->node);
      return;
    }
  gtk_snapshot_push_cross_fade (snapshot, adw_animation_get_value (self->fade));
  gtk_snapshot_append_node (snapshot, self->before);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_pop (snapshot);
}
