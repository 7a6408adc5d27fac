/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"

G_BEGIN_DECLS

/* What explanations of single figures and of whole frames share. Internal to explain. */

/** mirador_explain_feed_of_row: (transfer full) (nullable): source and dates of one figure. */
char *mirador_explain_feed_of_row (const MiradorFrame *frame, const MiradorRow *row);
/** mirador_explain_population: (transfer full) (nullable): the denominator's source and year. */
char *mirador_explain_population (const MiradorFrame *frame, const MiradorRow *row);
/** mirador_explain_add_flags: appends a sentence for each flag, the most important first. */
void mirador_explain_add_flags (GPtrArray *lines, guint flags);
/** mirador_explain_add_terms: appends the feed's note on how the figure was added, where it was. */
void mirador_explain_add_terms (GPtrArray *lines, const MiradorFrame *frame, const MiradorRow *row);
/** mirador_explain_add_line: (transfer full) @line: appends it once; NULL and "" are left out. */
void mirador_explain_add_line (GPtrArray *lines, char *line);

G_END_DECLS
