/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/cascade.h"
#include "charts/canvas.h"
#include "model/frame.h"
#include "model/query.h"

G_BEGIN_DECLS

typedef struct _MiradorChart MiradorChart;
typedef struct _MiradorChartKind MiradorChartKind;

/** A place in the picture that stands for a figure: what tooltips, clicks and keys use. */
typedef struct
{
  MiradorBox box;
  guint frame; /* index of the chart's frame */
  guint row;   /* its row there */
} MiradorMark;

/**
 * MiradorChartKind:
 *
 * A row of the table of charts. To add a chart, write one file and add its row in chart.c.
 * @plan: which queries it needs, from the base query (its measures or stages, program, places,
 *   range); appends to @queries. At least one.
 * @draw: draws into @plot, below the headline and above the footer; appends its marks.
 * @fit: NULL where it can be drawn, else (transfer full) a sentence why not.
 * @headline, @describe: (transfer full) texts made from the frames.
 * @notes: NULL, or (transfer full) what must be said of this kind of picture, sentences,
 *   NULL-terminated.
 * @one_figure: the figure is the picture: it is as large as it can be, and the headline gives way.
 */
struct _MiradorChartKind
{
  const char *id;
  const char *name; /* N_() */
  void (*plan) (const MiradorQuery *base, GPtrArray *queries);
  char *(*fit) (const MiradorChart *chart);
  char *(*headline) (const MiradorChart *chart);
  void (*draw) (const MiradorChart *chart, MiradorCanvas *canvas, MiradorBox plot, GArray *marks);
  char *(*describe) (const MiradorChart *chart);
  char **(*notes) (const MiradorChart *chart);
  gboolean one_figure;
};

/** mirador_chart_kind_list: (transfer none): the table, ended by an id of NULL. */
const MiradorChartKind *mirador_chart_kind_list (void);
/** mirador_chart_kind_get: NULL with CHART_UNKNOWN. */
const MiradorChartKind *mirador_chart_kind_get (const char *id, GError **error);

/** mirador_chart_plan: (transfer full) (element-type MiradorQuery): what to ask the store for this
 * chart. */
GPtrArray *mirador_chart_plan (const MiradorChartKind *kind, const MiradorQuery *base);

/**
 * mirador_chart_new:
 * @query: the base query of plan()
 * @frames: (element-type MiradorFrame): the answers, in the order of plan()
 * @threshold: for analysis/suppression, which is applied here; 0 hides nothing
 *
 * Returns: (transfer full): an immutable chart, texts made in the language of the moment
 */
MiradorChart *mirador_chart_new (const MiradorChartKind *kind,
                                 const MiradorQuery *query,
                                 GPtrArray *frames,
                                 int threshold);
MiradorChart *mirador_chart_ref (MiradorChart *chart);
void mirador_chart_unref (MiradorChart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorChart, mirador_chart_unref)

const MiradorChartKind *mirador_chart_get_kind (const MiradorChart *chart);
const MiradorQuery *mirador_chart_get_query (const MiradorChart *chart);
guint mirador_chart_get_n_frames (const MiradorChart *chart);
/** mirador_chart_get_frame: (transfer none): after suppression. */
MiradorFrame *mirador_chart_get_frame (const MiradorChart *chart, guint i);
const char *mirador_chart_get_headline (const MiradorChart *chart);
const char *mirador_chart_get_subtitle (const MiradorChart *chart);
/** mirador_chart_get_notes: (transfer none): lines, NULL-terminated. */
const char *const *mirador_chart_get_notes (const MiradorChart *chart);
const char *mirador_chart_get_source (const MiradorChart *chart);
/** mirador_chart_is_empty: whether it draws a sentence instead of figures. */
gboolean mirador_chart_is_empty (const MiradorChart *chart);
/** mirador_chart_describe: (transfer full): the picture in words, from its data. */
char *mirador_chart_describe (const MiradorChart *chart);

/**
 * mirador_chart_draw:
 * @embedded: in a card of the window; the card paints the background
 *
 * Draws everything: background, headline, subtitle, plot, notes, source; the words «Datos
 * simulados» where they are. The same for screen, PNG, SVG and PDF. Main thread.
 *
 * Returns: (transfer full): GArray of MiradorMark in reading order
 */
GArray *mirador_chart_draw (const MiradorChart *chart,
                            cairo_t *cr,
                            double width,
                            double height,
                            MiradorTheme theme,
                            gboolean embedded);
/** mirador_chart_draw_on: the same on a canvas that the caller made, for tests that look at its
 * ops. */
GArray *mirador_chart_draw_on (const MiradorChart *chart, MiradorCanvas *canvas);

/** mirador_chart_find_mark: index of the mark at a point, -1 for none; the smallest one wins. */
int mirador_chart_find_mark (const GArray *marks, double x, double y);

G_END_DECLS
