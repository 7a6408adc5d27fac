/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/frame.h"

G_BEGIN_DECLS

/* A frame, already suppressed, as text. All (transfer full). README.md documents both. */

/** mirador_table_to_csv: a header and a line a row, UTF-8, C locale numbers; a gap has an empty
 * value and its reason in words. Cells that a spreadsheet would take for a formula are quoted with
 * an apostrophe. */
char *mirador_table_to_csv (const MiradorFrame *frame);
/** mirador_table_to_json: {"mirador":1,"rows":[…],"feeds":{…}}, stable. */
char *mirador_table_to_json (const MiradorFrame *frame);
/** mirador_table_to_text: for a terminal: aligned columns, numbers as people write them, gaps
 * explained, sources below. */
char *mirador_table_to_text (const MiradorFrame *frame);
/** mirador_table_save_csv: the CSV with a byte order mark, for spreadsheets; replaces @path at
 * once. FILE_UNWRITABLE. */
gboolean mirador_table_save_csv (const MiradorFrame *frame, const char *path, GError **error);

G_END_DECLS
