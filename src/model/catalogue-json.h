/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/catalogue-document.h"

G_BEGIN_DECLS

/**
 * mirador_catalogue_document_read:
 * @text: JSON, from anywhere: nothing in it is trusted
 * @source: for errors
 *
 * Returns: (transfer full): what it says, or %NULL with MIRADOR_ERROR_DEFINITION
 */
MiradorCatalogueDocument *mirador_catalogue_document_read (const char *text,
                                                           gssize length,
                                                           const char *source,
                                                           GError **error);

G_END_DECLS
