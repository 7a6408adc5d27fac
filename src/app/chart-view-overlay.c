/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chart-view-private.h"

/* What lies over the drawing: it is small, and painted anew with each move of the pointer. */

#define ROOM 4.0

typedef struct
{
  double fill; /* opacity of a veil over the mark */
  double line; /* its outline's width */
  gboolean dashed;
} Emphasis;

static const Emphasis hovered = { 0.10, 1.5, FALSE };
static const Emphasis kept = { 0.10, 2, TRUE };
static const Emphasis compared = { 0.10, 2, FALSE };
static const Emphasis focused = { 0, 2, FALSE };
static const Emphasis chosen = { 0, 3, FALSE };

static void
trace (cairo_t *cr, const MiradorMark *mark)
{
  if (mark->n_corners == 0)
    {
      cairo_rectangle (cr, mark->box.x - 2, mark->box.y - 2, mark->box.width + 4,
                       mark->box.height + 4);
      return;
    }
  for (guint i = 0; i < mark->n_corners; i++)
    cairo_line_to (cr, mark->corners[2 * i], mark->corners[2 * i + 1]);
  cairo_close_path (cr);
}

static void
set_colour (cairo_t *cr, MiradorColour colour, double opacity)
{
  cairo_set_source_rgba (cr, colour.r, colour.g, colour.b, opacity);
}

/* A line of the text's colour on a wider one of the background's is seen on any fill. */
static void
emphasize (MiradorChartView *self,
           GtkSnapshot *snapshot,
           const MiradorStyle *style,
           int index,
           const Emphasis *emphasis)
{
  const MiradorMark *mark = mirador_chart_view_get_mark (self, index);
  cairo_t *cr;

  if (mark == NULL)
    return;
  cr = gtk_snapshot_append_cairo (
    snapshot, &GRAPHENE_RECT_INIT ((float)(mark->box.x - ROOM), (float)(mark->box.y - ROOM),
                                   (float)(mark->box.width + 2 * ROOM),
                                   (float)(mark->box.height + 2 * ROOM)));
  trace (cr, mark);
  set_colour (cr, style->text, emphasis->fill);
  cairo_fill_preserve (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, emphasis->line + 2);
  set_colour (cr, style->background, 0.9);
  cairo_stroke_preserve (cr);
  if (emphasis->dashed)
    cairo_set_dash (cr, (double[]){ 5, 3 }, 2, 0);
  cairo_set_line_width (cr, emphasis->line);
  set_colour (cr, style->text, 1);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

void
mirador_chart_view_snapshot_overlay (MiradorChartView *self, GtkSnapshot *snapshot)
{
  MiradorStyle style;

  mirador_style_init (&style, self->node_width, self->node_height,
                      mirador_chart_view_get_theme (self), !self->presenting);
  for (guint i = 0; i < self->marks->len; i++)
    if (mirador_chart_view_is_chosen (self, &g_array_index (self->marks, MiradorMark, i)))
      emphasize (self, snapshot, &style, (int)i, &chosen);
  emphasize (self, snapshot, &style, self->hover_mark, &hovered);
  emphasize (self, snapshot, &style, self->kept_mark, &kept);
  emphasize (self, snapshot, &style, self->compared_mark, &compared);
  if ((gtk_widget_get_state_flags (GTK_WIDGET (self)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    emphasize (self, snapshot, &style, self->focus_mark, &focused);
}
