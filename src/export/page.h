/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/chart.h"
#include "export/scope.h"

G_BEGIN_DECLS

/** A chart of a page. */
typedef struct
{
  const char *kind;  /* id of the chart */
  const char *stage; /* id of a stage, "" for the chart's own choice */
} MiradorPageChart;

/** A page of charts, in reading order: the window's, a report's, a presentation's. */
typedef struct
{
  const char *id;
  const char *title;              /* NC_ ("page") */
  const MiradorPageChart *charts; /* ended by a kind of NULL */
} MiradorPage;

/** mirador_page_get: (transfer none) (nullable): "overview". */
const MiradorPage *mirador_page_get (const char *id);
/** mirador_page_get_title: (transfer none): in the language of the moment. */
const char *mirador_page_get_title (const MiradorPage *page);
guint mirador_page_get_n_charts (const MiradorPage *page);

/**
 * mirador_page_make_query: (transfer full)
 * @kind: id of the chart
 * @stage: (nullable): id of a stage, "" or NULL for the chart's own choice
 *
 * What a chart of a page asks within the scope, and what it asks instead where the figures are not
 * published so finely.
 */
MiradorQuery *
mirador_page_make_query (const MiradorScope *scope, const char *kind, const char *stage);

/** mirador_page_takes_a_figure: FALSE of a kind that is of all stages, whichever was chosen for the
 * chart before: a cascade of one stage is none. */
gboolean mirador_page_takes_a_figure (const char *kind);

/** mirador_page_takes_a_rate: whether the kind can show a figure per 100,000 inhabitants. */
gboolean mirador_page_takes_a_rate (const char *kind);

/** mirador_page_is_worth_a_place: FALSE of a chart that cannot have figures within the scope: a map
 * of what is published for the country only, targets where no feed has any. The page leaves it out,
 * where asked for it says why. */
gboolean mirador_page_is_worth_a_place (const MiradorScope *scope, const MiradorPageChart *chart);

/**
 * mirador_page_narrow_query: (transfer full) (nullable)
 *
 * Returns: what to ask after @chart, a ranking that found one place only: the places within it;
 * NULL where the chart can stay
 */
MiradorQuery *mirador_page_narrow_query (const MiradorChart *chart);

/** mirador_page_load_chart_sync: (transfer full): asks for a chart as the window does, waiting;
 * NULL with the store's error. For the command line and tests. */
MiradorChart *mirador_page_load_chart_sync (MiradorStore *store,
                                            const MiradorScope *scope,
                                            const MiradorPageChart *chart,
                                            int threshold,
                                            GError **error);

G_END_DECLS
