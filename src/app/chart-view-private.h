/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/chart-view.h"

G_BEGIN_DECLS

struct _MiradorChartView
{
  GtkWidget parent_instance;

  MiradorChart *chart;
  const MiradorPlace *chosen; /* (nullable) by the filter */
  GskRenderNode *node;        /* the drawing, for node_width × node_height */
  GskRenderNode *before;      /* (nullable) the drawing that it takes the place of */
  GArray *marks;
  int node_width;
  int node_height;
  guint n_drawings;
  gboolean presenting;
  AdwAnimation *fade;

  int hover_mark; /* all -1: none */
  int focus_mark;
  int kept_mark;     /* the first one of a comparison */
  int compared_mark; /* the second one */

  GtkPopover *bubble; /* what the mark in focus says */
  GtkLabel *bubble_text;
  double pointer_x; /* where the pointer was when the bubble came up */
  double pointer_y;
};

/* chart-view.c */
/** mirador_chart_view_get_mark: (transfer none) (nullable). */
const MiradorMark *mirador_chart_view_get_mark (MiradorChartView *self, int index);
MiradorTheme mirador_chart_view_get_theme (MiradorChartView *self);
void mirador_chart_view_set_focus (MiradorChartView *self, int index);
/** mirador_chart_view_is_chosen: whether a mark stands for the place that the filter says, among
 * others that it does not. */
gboolean mirador_chart_view_is_chosen (MiradorChartView *self, const MiradorMark *mark);
/** mirador_chart_view_redraw: the look has changed: draws the same chart anew. */
void mirador_chart_view_redraw (MiradorChartView *self);

/* chart-view-fade.c */
/** mirador_chart_view_begin_fade: from the present drawing to the next one, where the system
 * animates. */
void mirador_chart_view_begin_fade (MiradorChartView *self);
void mirador_chart_view_end_fade (MiradorChartView *self);
void mirador_chart_view_snapshot_drawing (MiradorChartView *self, GtkSnapshot *snapshot);

/* chart-view-look.c */
/** mirador_chart_view_follow_look: colours, contrast and size of text follow the system's. */
void mirador_chart_view_follow_look (MiradorChartView *self);

/* chart-view-overlay.c */
void mirador_chart_view_snapshot_overlay (MiradorChartView *self, GtkSnapshot *snapshot);

/* chart-view-speech.c */
void mirador_chart_view_make_bubble (MiradorChartView *self);
/** mirador_chart_view_say: beside a mark, and to screen readers. */
void mirador_chart_view_say (MiradorChartView *self, int mark, const char *text);
/** mirador_chart_view_explain: (transfer full): everything about the figure of a mark. */
char *mirador_chart_view_explain (MiradorChartView *self, const MiradorMark *mark);
/** mirador_chart_view_describe: what screen readers say: the mark in focus, else the chart. */
void mirador_chart_view_describe (MiradorChartView *self);
/** mirador_chart_view_forget_comparison: whether there was one. */
gboolean mirador_chart_view_forget_comparison (MiradorChartView *self);

/* chart-view-walk.c */
/** mirador_chart_view_add_controllers: pointer, keys and focus. */
void mirador_chart_view_add_controllers (MiradorChartView *self);
/** mirador_marks_step: the mark that a key leads to from @from (-1: none), -1 where the key is
 * none that walks. */
int mirador_marks_step (const GArray *marks, int from, guint keyval);

G_END_DECLS
