/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"

G_BEGIN_DECLS

/* Stable English names of what a table holds, for files that other programs read. Internal to
 * tables. */

/** mirador_gap_to_id: (transfer none): "not-reported"; "" for none. */
const char *mirador_gap_to_id (MiradorGap gap);
/** mirador_flags_to_ids: (transfer full): "partial simulated", "" for none. */
char *mirador_flags_to_ids (MiradorFlags flags);
/** mirador_row_period_code: (transfer full): 2017-03, FY2025, 2017-01..2017-09; "" for all. */
char *mirador_row_period_code (const MiradorRow *row);
/** mirador_day_to_iso: (transfer full): 2017-03-31; "" for none. */
char *mirador_day_to_iso (gint32 day);
/** mirador_received_to_iso: (transfer full): 2025-02-18T14:05:00Z; "" for none. */
char *mirador_received_to_iso (gint64 unix_seconds);

G_END_DECLS
