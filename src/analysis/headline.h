/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/cascade.h"
#include "analysis/claims.h"
#include "analysis/funnel.h"
#include "analysis/xmr.h"
#include "model/frame.h"

G_BEGIN_DECLS

/*
 * The sentence above each chart, generated from the data; it never claims more than they carry.
 * All (transfer full), in the language of the moment, never NULL (a frame without values gives
 * the plain title).
 */
char *mirador_headline_cascade (const MiradorFrame *frame, const GArray *steps);
char *mirador_headline_bars (const MiradorFrame *frame);
char *mirador_headline_grouped (const MiradorFrame *frame);
char *mirador_headline_trend (const MiradorFrame *frame);
/** mirador_headline_by_period: the plain title of what is seen over time, «Tamizajes por mes»;
 * @otherwise where there are no rows. */
char *mirador_headline_by_period (const MiradorFrame *frame, const char *otherwise);
char *mirador_headline_kpi (const MiradorRow *now, const MiradorRow *before);
/** mirador_headline_map: of regions side by side: the lowest and the highest, and how far apart
 * they are; of rates whether the highest lies clearly above all taken together. */
char *mirador_headline_map (const MiradorFrame *frame);

/** From this share of the expected reports on a place counts as complete (CHARTS.md). */
#define MIRADOR_COMPLETENESS_GOOD 0.90
/** mirador_headline_multiples: how many rose or fell against @before (nullable), the same periods a
 * year earlier; else the largest of the last complete period. */
char *mirador_headline_multiples (const MiradorFrame *frame, const MiradorFrame *before);
char *mirador_headline_heatmap (const MiradorFrame *frame);
char *mirador_headline_completeness (const MiradorFrame *frame);
/** mirador_panels_noun: (transfer none): what the rows differ in besides their periods: «regiones»,
 * «programas». */
const char *mirador_panels_noun (const MiradorFrame *frame, guint n);
/** mirador_panels_completeness: of a place, the mean of its periods (NULL: none); NaN unknown. */
double mirador_panels_completeness (guint n, const MiradorRow *const *rows);

/** mirador_headline_targets: @targeted: of MiradorTargeted, from mirador_targets_match(). A period
 * that goes on is no failure: there it only says how far things are. */
char *mirador_headline_targets (const MiradorFrame *frame, const GArray *targeted);
/** mirador_headline_pyramid: of rows by age, or life course, and sex. */
char *mirador_headline_pyramid (const MiradorFrame *frame);

/** mirador_headline_xmr: @rows: of each cell of @xmr the row in @frame, -1 without; @target: NaN
 * without. No claims on provisional limits, nor where small counts are hidden. */
char *mirador_headline_xmr (const MiradorFrame *frame,
                            const MiradorXmr *xmr,
                            const int *rows,
                            double target);
/** mirador_xmr_signal_to_text: «por encima de los límites», «9 meses seguidos sobre la media». */
char *mirador_xmr_signal_to_text (MiradorXmrSignal signal, guint n, MiradorGrain grain);
/** mirador_xmr_episode_to_text: the same with its time, @rows as above. */
char *mirador_xmr_episode_to_text (const MiradorFrame *frame,
                                   const int *rows,
                                   const MiradorXmrEpisode *episode);
/** mirador_xmr_format_value: a mean or a limit, as figures like @row are written. */
char *mirador_xmr_format_value (const MiradorRow *row, double value);
/** mirador_headline_funnel: what lies outside the 99.8% limits. */
char *mirador_headline_funnel (const MiradorFrame *frame, const MiradorFunnel *funnel);
/** mirador_funnel_share_to_text: «3.8%»; of a rate the number per 100,000. */
char *mirador_funnel_share_to_text (const MiradorFunnel *funnel, double share);
/** mirador_funnel_what_to_text: «Tamizajes positivos, % de tamizajes». */
char *mirador_funnel_what_to_text (const MiradorFunnel *funnel);

/** mirador_subtitle: what is plotted, unit, program, places, period, in one line: «Lambayeque,
 * salud mental, enero a setiembre de 2017 (setiembre incompleto)». */
char *mirador_subtitle (const MiradorFrame *frame, int fiscal_first_month);

G_END_DECLS
