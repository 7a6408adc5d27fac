/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "feeds/source.h"

G_BEGIN_DECLS

/**
 * MiradorMatchRow: a code of the source and what it stands for, to be confirmed, chosen or left
 * out.
 *
 * Signals: "changed": its match is another now.
 */
#define MIRADOR_TYPE_MATCH_ROW (mirador_match_row_get_type ())
G_DECLARE_FINAL_TYPE (MiradorMatchRow, mirador_match_row, MIRADOR, MATCH_ROW, GtkListBoxRow)

/** mirador_match_row_new: both are borrowed: they outlive the row. */
MiradorMatchRow *mirador_match_row_new (MiradorSource *source, MiradorMatch *match);
MiradorMatch *mirador_match_row_get_match (MiradorMatchRow *row);
/** mirador_match_row_update: shows the match as it is now. */
void mirador_match_row_update (MiradorMatchRow *row);

G_END_DECLS
