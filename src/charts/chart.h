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
  guint frame;     /* index of the chart's frame */
  guint row;       /* its row there */
  guint n_corners; /* of its outline, where it is no rectangle; else 0 */
  double *corners; /* x, y, x, y, ...; owned by the array of marks */
} MiradorMark;

/** One way to draw that a chart offers. */
typedef struct
{
  const char *id;
  const char *name; /* N_() */
} MiradorChartChoice;

/** Something that can be chosen about a kind of chart. The first choice is the chart's own. */
typedef struct
{
  const char *id;
  const char *name;                  /* N_() */
  const MiradorChartChoice *choices; /* ended by an id of NULL; NULL: any text, "" by itself */
} MiradorChartOption;

/**
 * MiradorChartKind:
 *
 * A row of the table of charts. To add a chart, write one file and add its row in chart.c.
 * @plan: which queries it needs, from the base query (its measures or stages, program, places,
 *   range); appends to @queries. At least one.
 * @draw: draws into @plot, below the headline and above the footer; appends its marks.
 * @choose: NULL, or which of the frames is what is shown, where plan() asks in several ways for it;
 *   it becomes the only one.
 * @fit: NULL where it can be drawn, else (transfer full) a sentence why not.
 * @headline, @describe: (transfer full) texts made from the frames.
 * @notes: NULL, or (transfer full) what must be said of this kind of picture, sentences,
 *   NULL-terminated.
 * @one_figure: the figure is the picture: it is as large as it can be, and the headline gives way.
 * @by_places: it shows places side by side, so the question needs to know which level.
 * @options: what can be chosen about it, ended by an id of NULL; NULL where there is nothing.
 */
struct _MiradorChartKind
{
  const char *id;
  const char *name;  /* N_() */
  const char *needs; /* N_(): the dimensions that it needs, a short sentence */
  void (*plan) (const MiradorQuery *base, GPtrArray *queries);
  guint (*choose) (const MiradorChart *chart);
  char *(*fit) (const MiradorChart *chart);
  char *(*headline) (const MiradorChart *chart);
  void (*draw) (const MiradorChart *chart, MiradorCanvas *canvas, MiradorBox plot, GArray *marks);
  char *(*describe) (const MiradorChart *chart);
  char **(*notes) (const MiradorChart *chart);
  gboolean one_figure;
  gboolean by_places;
  const MiradorChartOption *options;
};

/** mirador_chart_kind_list: (transfer none): the table, ended by an id of NULL. */
const MiradorChartKind *mirador_chart_kind_list (void);
/** mirador_chart_kind_get: NULL with CHART_UNKNOWN. */
const MiradorChartKind *mirador_chart_kind_get (const char *id, GError **error);

/** mirador_chart_kind_get_option: (transfer none) (nullable). */
const MiradorChartOption *mirador_chart_kind_get_option (const MiradorChartKind *kind,
                                                         const char *id);
/**
 * mirador_chart_kind_check_options:
 * @options: (nullable): "classes=equal,order=value", as the command line writes them
 *
 * Returns: FALSE with USAGE, which names what the kind offers
 */
gboolean mirador_chart_kind_check_options (const MiradorChartKind *kind,
                                           const char *options,
                                           GError **error);

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
/** mirador_chart_new_with_options: as mirador_chart_new(), drawn as @options (nullable) say; what
 * they get wrong is passed over, see mirador_chart_kind_check_options(). */
MiradorChart *mirador_chart_new_with_options (const MiradorChartKind *kind,
                                              const MiradorQuery *query,
                                              GPtrArray *frames,
                                              int threshold,
                                              const char *options);
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
/** mirador_chart_get_option: (transfer none): the id of the choice that was made, else of the
 * first; "" of a free text and of an option that the kind does not have. */
const char *mirador_chart_get_option (const MiradorChart *chart, const char *id);
/** mirador_chart_get_options: (transfer none): as they were given, "" for none. */
const char *mirador_chart_get_options (const MiradorChart *chart);
/** mirador_chart_list_fitting: (transfer container) (element-type MiradorChartKind): the kinds that
 * can show figures like those of @frame, in the order of the table. */
GPtrArray *mirador_chart_list_fitting (const MiradorFrame *frame);
/** mirador_chart_is_empty: whether it draws a sentence instead of figures. */
gboolean mirador_chart_is_empty (const MiradorChart *chart);
/** mirador_chart_get_reason: (transfer none) (nullable): the sentence that it draws instead. */
const char *mirador_chart_get_reason (const MiradorChart *chart);
/** mirador_chart_describe: (transfer full): the picture in words, from its data. */
char *mirador_chart_describe (const MiradorChart *chart);

/**
 * mirador_chart_draw:
 * @embedded: in a card of the window; the card paints the background
 *
 * Draws everything: background, headline, subtitle, plot, notes, source; the words «Datos
 * simulados» where they are. The same for screen, PNG, SVG and PDF. Main thread.
 *
 * Returns: (transfer full): GArray of MiradorMark in reading order, which owns their outlines
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

/** mirador_chart_find_mark: index of the mark at a point, -1 for none; the smallest one wins; of a
 * mark with an outline only what lies within it counts. */
int mirador_chart_find_mark (const GArray *marks, double x, double y);

G_END_DECLS
