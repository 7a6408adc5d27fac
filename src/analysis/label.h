/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"

G_BEGIN_DECLS

/* How rows and their parts are named in sentences and tables. All char * are (transfer full). */

/** What differs among the rows of a frame. */
typedef enum
{
  MIRADOR_VARIES_MEASURE = 1 << 0,
  MIRADOR_VARIES_PROGRAM = 1 << 1,
  MIRADOR_VARIES_PLACE = 1 << 2,
  MIRADOR_VARIES_BREAKDOWN = 1 << 3,
  MIRADOR_VARIES_PERIOD = 1 << 4,
  MIRADOR_VARIES_FEED = 1 << 5,
} MiradorVaries;

MiradorVaries mirador_frame_get_varying (const MiradorFrame *frame);

/** mirador_row_get_label: the parts in @varies, by comma: «Chiclayo, mujeres»; the most telling
 * one where @varies is 0. */
char *mirador_row_get_label (const MiradorRow *row, MiradorVaries varies);
/** mirador_row_get_period_text: the period, else the range, in the short form. */
char *mirador_row_get_period_text (const MiradorRow *row, int fiscal_first_month);
/** mirador_row_is_rate: whether the value is per 100,000 inhabitants. */
gboolean mirador_row_is_rate (const MiradorRow *row);
/** mirador_row_is_count: neither a ratio nor a rate. */
gboolean mirador_row_is_count (const MiradorRow *row);
/** mirador_row_find_terms: (transfer none) (nullable): what the row's feed says of its measure. */
const MiradorTerms *mirador_row_find_terms (const MiradorFrame *frame, const MiradorRow *row);
/** mirador_row_get_adds: over what the row's figures add, by its feed, else by the catalogue. */
MiradorAdds mirador_row_get_adds (const MiradorFrame *frame, const MiradorRow *row);
/** mirador_row_measure_name: (transfer none): the measure's plain name, not a program's own. */
const char *mirador_row_measure_name (const MiradorRow *row);

/** mirador_label_lower: with a small first letter, for the middle of a sentence; acronyms stay. */
char *mirador_label_lower (const char *name);
/** mirador_label_upper: with a capital first letter. */
char *mirador_label_upper (const char *name);
/** mirador_grain_to_text: (transfer none): «mes», «trimestre». */
const char *mirador_grain_to_text (MiradorGrain grain);

/**
 * mirador_frame_get_partial: the periods that are not complete, from the rows or from what the
 * feeds say of their completeness.
 *
 * Returns: (transfer full): GArray of MiradorPeriod in their order
 */
GArray *mirador_frame_get_partial (const MiradorFrame *frame);
/** mirador_periods_to_text: «ago, set 2017», «ago 2017 – ene 2018»; @ticks: without years. */
char *mirador_periods_to_text (const GArray *periods, gboolean ticks);

/** mirador_frame_has_hidden: whether a small count was hidden, so that the largest and the smallest
 * of what is shown need not be the largest and the smallest. */
gboolean mirador_frame_has_hidden (const MiradorFrame *frame);

G_END_DECLS
