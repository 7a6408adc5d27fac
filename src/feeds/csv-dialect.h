/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mirador_csv_find_delimiter:
 *
 * The one of , ; | and tab that occurs outside quotes equally often in most of the first lines. A
 * decimal comma does not win over a semicolon: its count varies, and the header has none.
 *
 * Returns: the delimiter, 0 where the text has one column only
 */
char mirador_csv_find_delimiter (const char *text, gsize length);

/** mirador_csv_skip_preamble: how long the line «sep=;» is that Excel writes first, 0 for none. */
gsize mirador_csv_skip_preamble (const char *text, gsize length, char *delimiter);

G_END_DECLS
