/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/targets.h"
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
  char *options;   /* never NULL */
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
char **mirador_bars_notes (const MiradorChart *chart);

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

void mirador_multiples_plan (const MiradorQuery *base, GPtrArray *queries);
char *mirador_multiples_fit (const MiradorChart *chart);
char *mirador_multiples_headline (const MiradorChart *chart);
void mirador_multiples_draw (const MiradorChart *chart,
                             MiradorCanvas *canvas,
                             MiradorBox plot,
                             GArray *marks);
char *mirador_multiples_describe (const MiradorChart *chart);
char **mirador_multiples_notes (const MiradorChart *chart);

void mirador_xmr_plan (const MiradorQuery *base, GPtrArray *queries);
char *mirador_xmr_fit (const MiradorChart *chart);
char *mirador_xmr_headline (const MiradorChart *chart);
void
mirador_xmr_draw (const MiradorChart *chart, MiradorCanvas *canvas, MiradorBox plot, GArray *marks);
char *mirador_xmr_describe (const MiradorChart *chart);
char **mirador_xmr_notes (const MiradorChart *chart);

void mirador_funnel_plan (const MiradorQuery *base, GPtrArray *queries);
char *mirador_funnel_fit (const MiradorChart *chart);
char *mirador_funnel_headline (const MiradorChart *chart);
void mirador_funnel_draw (const MiradorChart *chart,
                          MiradorCanvas *canvas,
                          MiradorBox plot,
                          GArray *marks);
char *mirador_funnel_describe (const MiradorChart *chart);
char **mirador_funnel_notes (const MiradorChart *chart);

void mirador_map_plan (const MiradorQuery *base, GPtrArray *queries);
char *mirador_map_fit (const MiradorChart *chart);
char *mirador_map_headline (const MiradorChart *chart);
void
mirador_map_draw (const MiradorChart *chart, MiradorCanvas *canvas, MiradorBox plot, GArray *marks);
char *mirador_map_describe (const MiradorChart *chart);
char **mirador_map_notes (const MiradorChart *chart);

void mirador_tiles_plan (const MiradorQuery *base, GPtrArray *queries);
char *mirador_tiles_fit (const MiradorChart *chart);
char *mirador_tiles_headline (const MiradorChart *chart);
void mirador_tiles_draw (const MiradorChart *chart,
                         MiradorCanvas *canvas,
                         MiradorBox plot,
                         GArray *marks);
char *mirador_tiles_describe (const MiradorChart *chart);
char **mirador_tiles_notes (const MiradorChart *chart);

void mirador_heatmap_plan (const MiradorQuery *base, GPtrArray *queries);
char *mirador_heatmap_fit (const MiradorChart *chart);
char *mirador_heatmap_headline (const MiradorChart *chart);
void mirador_heatmap_draw (const MiradorChart *chart,
                           MiradorCanvas *canvas,
                           MiradorBox plot,
                           GArray *marks);
char *mirador_heatmap_describe (const MiradorChart *chart);
char **mirador_heatmap_notes (const MiradorChart *chart);

void mirador_bullet_plan (const MiradorQuery *base, GPtrArray *queries);
char *mirador_bullet_fit (const MiradorChart *chart);
char *mirador_bullet_headline (const MiradorChart *chart);
void mirador_bullet_draw (const MiradorChart *chart,
                          MiradorCanvas *canvas,
                          MiradorBox plot,
                          GArray *marks);
char *mirador_bullet_describe (const MiradorChart *chart);
char **mirador_bullet_notes (const MiradorChart *chart);

void mirador_pyramid_plan (const MiradorQuery *base, GPtrArray *queries);
guint mirador_pyramid_choose (const MiradorChart *chart);
char *mirador_pyramid_fit (const MiradorChart *chart);
char *mirador_pyramid_headline (const MiradorChart *chart);
void mirador_pyramid_draw (const MiradorChart *chart,
                           MiradorCanvas *canvas,
                           MiradorBox plot,
                           GArray *marks);
char *mirador_pyramid_describe (const MiradorChart *chart);
char **mirador_pyramid_notes (const MiradorChart *chart);

extern const MiradorChartOption mirador_multiples_options[];
extern const MiradorChartOption mirador_xmr_options[];
extern const MiradorChartOption mirador_funnel_options[];
extern const MiradorChartOption mirador_map_options[]; /* of the tile grid too */
extern const MiradorChartOption mirador_heatmap_options[];

/* Queries */
/** mirador_chart_base_query: (transfer full): a copy of @base without its grouping and grain. */
MiradorQuery *mirador_chart_base_query (const MiradorQuery *base);
/** mirador_chart_ask_stages: asks @query for stages instead of measures: its own, else @stages. */
void mirador_chart_ask_stages (MiradorQuery *query, guint stages);
/** mirador_chart_ask_one: leaves @query its first measure, or its first stage, else screened. */
void mirador_chart_ask_one (MiradorQuery *query);

/** mirador_chart_ask_targets: appends what asks for the targets of @query's figures: of the same
 * programs, places and categories, for its range and for the year that holds it. Nothing without a
 * range, and for measures without targets. */
void mirador_chart_ask_targets (const MiradorQuery *query, GPtrArray *queries);
/** mirador_chart_match_targets: (transfer full): GArray of MiradorTargeted for the rows of frame 0,
 * whose targets are in the frames from @first on. */
GArray *mirador_chart_match_targets (const MiradorChart *chart, guint first);
/** mirador_chart_match_whole_targets: the same without the targets of figures that may still
 * change: three months of a year beside the target for all of it would look like failure. */
GArray *mirador_chart_match_whole_targets (const MiradorChart *chart, guint first);
/** mirador_chart_draw_target_tick: a line across a bar at @x, with a mark of its own; frame 1 is
 * the first frame of targets. */
void mirador_chart_draw_target_tick (MiradorCanvas *canvas,
                                     GArray *marks,
                                     const MiradorTargeted *one,
                                     double x,
                                     double middle,
                                     double height);
/** mirador_chart_clear_of_tick: where @text can begin, @from or, where the line at @tick (NaN for
 * none) would strike through it, @gap after that. */
double mirador_chart_clear_of_tick (MiradorCanvas *canvas,
                                    const char *text,
                                    double from,
                                    double tick,
                                    double gap);
/** mirador_chart_cite_targets: (transfer full) (nullable): whose targets they are, where they are
 * not from the feed of the figures. Those of the first feed that has any. */
char *mirador_chart_cite_targets (const MiradorChart *chart, const GArray *targeted, guint first);
/** mirador_chart_note_targets: (transfer full) (nullable): what the lines are, where there are any.
 */
char **mirador_chart_note_targets (const MiradorChart *chart);

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
/** mirador_chart_refuse: (transfer full): @reason (transfer full), a sentence why the kind does not
 * fit, and a second one that names the kinds that do. For fit(). */
char *mirador_chart_refuse (const MiradorChart *chart, char *reason);
/** mirador_chart_describe_rows: (transfer full): headline, subtitle, a line each figure by
 * @label (transfer full), notes and source. */
char *mirador_chart_describe_rows (const MiradorChart *chart,
                                   char *(*label) (const MiradorChart *chart,
                                                   const MiradorRow *row),
                                   const char *extra);

/* Drawing */
/** mirador_marks_new: (transfer full): an empty array of marks, which owns their outlines. */
GArray *mirador_marks_new (void);
MiradorBox mirador_box_snap (MiradorBox box);
/** mirador_chart_add_mark: kept within the picture; nothing where nothing is left. */
void mirador_chart_add_mark (GArray *marks,
                             const MiradorCanvas *canvas,
                             MiradorBox box,
                             guint frame,
                             guint row);
/** mirador_chart_add_outline_mark: as add_mark(), of the outline of @n corners; copies them. */
void mirador_chart_add_outline_mark (GArray *marks,
                                     const MiradorCanvas *canvas,
                                     guint n,
                                     const double *x,
                                     const double *y,
                                     guint frame,
                                     guint row);
/** mirador_chart_draw_bar: with an outline where the fill is pale; hatched where @partial, in print
 * empty with a broken outline; at least a thin line. */
void mirador_chart_draw_bar (MiradorCanvas *canvas,
                             MiradorBox box,
                             MiradorColour fill,
                             gboolean partial);
/** mirador_chart_draw_pattern_bar: as draw_bar(), with a pattern instead of the fill where there is
 * one (mirador_style_pattern()). */
void mirador_chart_draw_pattern_bar (MiradorCanvas *canvas,
                                     MiradorBox box,
                                     MiradorColour fill,
                                     MiradorPattern pattern,
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
/** mirador_chart_begin_with_capital: replaces @text; names out of a file may begin small. */
void mirador_chart_begin_with_capital (char **text);
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
