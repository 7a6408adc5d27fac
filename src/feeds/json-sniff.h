/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mirador_json_sniff:
 * @path: names of members, parted by /; arrays on the way are passed through
 *
 * Looks for a member in the first bytes of a JSON text, which may break off anywhere.
 *
 * Returns: the first byte of the member's value, 0 where there is no such member
 */
char mirador_json_sniff (const guint8 *bytes, gsize length, const char *path);

/** mirador_json_sniff_root: '{' or '[', or 0 where the text is no JSON. */
char mirador_json_sniff_root (const guint8 *bytes, gsize length);

G_END_DECLS
