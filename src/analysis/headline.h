/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis/cascade.h"
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
char *mirador_headline_kpi (const MiradorRow *now, const MiradorRow *before);

/** mirador_subtitle: what is plotted, unit, program, places, period, in one line: «Lambayeque,
 * salud mental, enero a setiembre de 2017 (setiembre incompleto)». */
char *mirador_subtitle (const MiradorFrame *frame, int fiscal_first_month);

G_END_DECLS
