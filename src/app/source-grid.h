/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "feeds/source.h"

G_BEGIN_DECLS

/**
 * MiradorSourceGrid:
 *
 * The first rows of a table as they came, below a menu a column that says what the column is. Rows
 * that would be set aside are marked, with the reason.
 *
 * Signals: "use-chosen" (column, use): what the user chose for a column.
 */
#define MIRADOR_TYPE_SOURCE_GRID (mirador_source_grid_get_type ())
G_DECLARE_FINAL_TYPE (MiradorSourceGrid, mirador_source_grid, MIRADOR, SOURCE_GRID, AdwBin)

/** mirador_source_grid_show: @preview with the uses that @source has for its columns. */
void mirador_source_grid_show (MiradorSourceGrid *grid,
                               MiradorSource *source,
                               const MiradorPreview *preview);
/** mirador_source_grid_choose: as if the user had chosen it; FALSE where there is no such column.
 */
gboolean
mirador_source_grid_choose (MiradorSourceGrid *grid, const char *column, MiradorColumnUse use);

G_END_DECLS
