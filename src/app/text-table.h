/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** MiradorTextTable: rows of texts below titled columns, to look at and to scroll. */
#define MIRADOR_TYPE_TEXT_TABLE (mirador_text_table_get_type ())
G_DECLARE_FINAL_TYPE (MiradorTextTable, mirador_text_table, MIRADOR, TEXT_TABLE, AdwBin)

/** mirador_text_table_add_column: at the end; @numeric aligns to the right. */
void mirador_text_table_add_column (MiradorTextTable *table, const char *title, gboolean numeric);
/** mirador_text_table_append: @texts (transfer full): one for each column, NULL-terminated. */
void mirador_text_table_append (MiradorTextTable *table, char **texts);
void mirador_text_table_clear (MiradorTextTable *table);
guint mirador_text_table_get_n_rows (MiradorTextTable *table);

G_END_DECLS
