/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"

G_BEGIN_DECLS

/* Sentences about figures, in the language of the moment. All (transfer full). */

/** mirador_explain_gap: why the row has no value, and what to do. */
char *mirador_explain_gap (const MiradorRow *row);
/** mirador_explain_row: everything about one figure, a line each: what, value, period, place,
 * formula, feed, dates, completeness, notes. */
char *mirador_explain_row (const MiradorFrame *frame, const MiradorRow *row);
/** mirador_explain_source: the line below a chart: «Fuente: …. Datos hasta ago 2017, recibidos el
 * 18/02/2025.» One sentence for each feed in the frame. */
char *mirador_explain_source (const MiradorFrame *frame);
/** mirador_explain_notes: what must be said with these figures (simulated, partial, suppressed,
 * repeats, week years, cumulative, about), NULL-terminated lines, the most important first. */
char **mirador_explain_notes (const MiradorFrame *frame);
/** mirador_explain_value: the value as it is written in labels («303,705», «más de 38,000», «3.8%»,
 * «—»). */
char *mirador_explain_value (const MiradorRow *row);

G_END_DECLS
