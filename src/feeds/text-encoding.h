/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "model/error.h"

G_BEGIN_DECLS

/**
 * mirador_text_is_binary:
 *
 * Whether these bytes are no text at all: a known magic number (PNG, zip and with it XLSX, PDF,
 * gzip, old Office), a NUL outside UTF-16, or many control characters.
 */
gboolean mirador_text_is_binary (const guint8 *bytes, gsize length);

/** mirador_text_is_blank: nothing but a byte-order mark and white space. */
gboolean mirador_text_is_blank (const guint8 *bytes, gsize length);

/**
 * mirador_text_to_utf8:
 * @encoding: (nullable): "UTF-8" or "WINDOWS-1252"; NULL finds it out: a byte-order mark (UTF-8,
 *   UTF-16), else UTF-8 where it is valid or nearly so, else Windows-1252
 * @dirty: set where some bytes are not valid UTF-8 after all, so that each row is to be checked
 *
 * Returns: (transfer full): UTF-8 without a byte-order mark, the same bytes where nothing is to be
 * done; NULL with ENCODING
 */
GBytes *mirador_text_to_utf8 (GBytes *bytes,
                              const char *encoding,
                              const char *source,
                              gboolean *dirty,
                              GError **error);

G_END_DECLS
