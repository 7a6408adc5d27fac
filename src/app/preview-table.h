/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "feeds/refresh.h"

G_BEGIN_DECLS

/** MiradorPreviewTable: the first figures of a source as they will be stored, with how many there
 * are and how many rows would be set aside. */
#define MIRADOR_TYPE_PREVIEW_TABLE (mirador_preview_table_get_type ())
G_DECLARE_FINAL_TYPE (MiradorPreviewTable, mirador_preview_table, MIRADOR, PREVIEW_TABLE, AdwBin)

/** mirador_preview_table_show: what @preview says. */
void mirador_preview_table_show (MiradorPreviewTable *table, const MiradorPreview *preview);
/** mirador_preview_table_say: @sentence in place of what there is to show. */
void mirador_preview_table_say (MiradorPreviewTable *table, const char *sentence);
guint mirador_preview_table_get_n_rows (MiradorPreviewTable *table);

G_END_DECLS
