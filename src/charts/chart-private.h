/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/canvas-private.h"
#include "charts/chart.h"

G_BEGIN_DECLS

/* Around the part of a sentence that is drawn strong. */
#define MIRADOR_STRONG_ON "\002"
#define MIRADOR_STRONG_OFF "\003"

struct _MiradorChart
{
  int ref_count;
  const MiradorChartKind *kind;
  MiradorQuery *query;
  GPtrArray *frames; /* MiradorFrame, after suppression */
  char *headline;
  char *subtitle;
  char **notes;
  char *source;
  char *why_empty; /* NULL where there is something to draw */
};

/* The rows of the table in chart.c. */
void mirador_cascade_plan (const MiradorQuery *base, GPtrArray *queries);
char *mirador_cascade_fit (const MiradorChart *chart);
char *mirador_cascade_headline (const MiradorChart *chart);
void mirador_cascade_draw (const MiradorChart *chart,
                           MiradorCanvas *canvas,
                           MiradorBox plot,
                           GArray *marks);
char *mirador_cascade_describe (const MiradorChart *chart);
char **mirador_cascade_notes (const MiradorChart *chart);

void mirador_bars_plan (const MiradorQuery *base, GPtrArray *queries);
char *mirador_bars_headline (const MiradorChart *chart);
void mirador_bars_draw (const MiradorChart *chart,
                        MiradorCanvas *canvas,
                        MiradorBox plot,
                        GArray *marks);
char *mirador_bars_describe (const MiradorChart *chart);

void mirador_grouped_plan (const MiradorQuery *base, GPtrArray *queries);
char *mirador_grouped_fit (const MiradorChart *chart);
char *mirador_grouped_headline (const MiradorChart *chart);
void mirador_grouped_draw (const MiradorChart *chart,
                           MiradorCanvas *canvas,
                           MiradorBox plot,
                           GArray *marks);
char *mirador_grouped_describe (const MiradorChart *chart);
char **mirador_grouped_notes (const MiradorChart *chart);

void mirador_trend_plan (const MiradorQuery *base, GPtrArray *queries);
char *mirador_trend_fit (const MiradorChart *chart);
char *mirador_trend_headline (const MiradorChart *chart);
void mirador_trend_draw (const MiradorChart *chart,
                         MiradorCanvas *canvas,
                         MiradorBox plot,
                         GArray *marks);
char *mirador_trend_describe (const MiradorChart *chart);
char **mirador_trend_notes (const MiradorChart *chart);

void mirador_kpi_plan (const MiradorQuery *base, GPtrArray *queries);
char *mirador_kpi_headline (const MiradorChart *chart);
void
mirador_kpi_draw (const MiradorChart *chart, MiradorCanvas *canvas, MiradorBox plot, GArray *marks);
char *mirador_kpi_describe (const MiradorChart *chart);

/* Queries */
/** mirador_chart_base_query: (transfer full): a copy of @base without its grouping and grain. */
MiradorQuery *mirador_chart_base_query (const MiradorQuery *base);
/** mirador_chart_ask_stages: asks @query for stages instead of measures: its own, else @stages. */
void mirador_chart_ask_stages (MiradorQuery *query, guint stages);
/** mirador_chart_ask_one: leaves @query its first measure, or its first stage, else screened. */
void mirador_chart_ask_one (MiradorQuery *query);

/* Rows */
gboolean mirador_row_has_value (const MiradorRow *row);
/** mirador_row_what: (transfer none): the name of what is counted; @narrow: shorter if there is
 * one that still says it. */
const char *mirador_row_what (const MiradorRow *row, gboolean narrow);
/** mirador_row_stage_colour: of the care cascade, for the theme. */
MiradorColour mirador_row_stage_colour (const MiradorStyle *style, MiradorStage stage);
/** mirador_rows_are_mixed: whether some of the values in the frame are partial and others not. */
gboolean mirador_rows_are_mixed (const MiradorFrame *frame);

/* Words */
/** mirador_chart_describe_rows: (transfer full): headline, subtitle, a line each figure by
 * @label (transfer full), notes and source. */
char *mirador_chart_describe_rows (const MiradorChart *chart,
                                   char *(*label) (const MiradorChart *chart,
                                                   const MiradorRow *row),
                                   const char *extra);

/* Drawing */
MiradorBox mirador_box_snap (MiradorBox box);
/** mirador_chart_add_mark: kept within the picture; nothing where nothing is left. */
void mirador_chart_add_mark (GArray *marks,
                             const MiradorCanvas *canvas,
                             MiradorBox box,
                             guint frame,
                             guint row);
/** mirador_chart_draw_bar: with an outline where the fill is pale; hatched where @partial; at least
 * a thin line. */
void mirador_chart_draw_bar (MiradorCanvas *canvas,
                             MiradorBox box,
                             MiradorColour fill,
                             gboolean partial);
/** mirador_chart_draw_strong: a line with a strong part; returns its box. */
MiradorBox mirador_chart_draw_strong (MiradorCanvas *canvas,
                                      double x,
                                      double y,
                                      const char *text,
                                      MiradorTextSize size,
                                      MiradorColour strong,
                                      MiradorColour rest,
                                      double max_width);
/** mirador_chart_strong_width: what draw_strong() would need. */
double mirador_chart_strong_width (MiradorCanvas *canvas, const char *text, MiradorTextSize size);
/** mirador_chart_draw_label: ends at @right, one line, or two where @height has room for them. */
void mirador_chart_draw_label (MiradorCanvas *canvas,
                               double right,
                               double middle,
                               double width,
                               double height,
                               const char *text,
                               MiradorTextSize size,
                               gboolean bold,
                               MiradorColour colour);
/** mirador_chart_draw_sentence: centred in @box, wrapped. */
void mirador_chart_draw_sentence (MiradorCanvas *canvas, MiradorBox box, const char *text);
/** mirador_chart_draw_tag: the outlined words «Simulated data», from the right end at @right. */
double mirador_chart_draw_tag (MiradorCanvas *canvas, double right, double middle);
double mirador_chart_tag_width (MiradorCanvas *canvas);
double mirador_chart_tag_height (const MiradorCanvas *canvas);
gboolean mirador_chart_is_simulated (const MiradorChart *chart);
/** mirador_chart_draw_frame: everything around the plot. Returns: the plot's box. */
MiradorBox mirador_chart_draw_frame (const MiradorChart *chart, MiradorCanvas *canvas);

G_END_DECLS
