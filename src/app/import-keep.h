/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"
#include "feeds/mapping.h"

G_BEGIN_DECLS

/**
 * mirador_import_keep:
 * @location: a path or an address
 * @format: decoder id
 *
 * Writes into the definition of the mapping's feed that its table comes from @location from now on;
 * makes the definition, or the table, where there is none.
 *
 * Returns: %FALSE with what mirador_definition_save() says
 */
gboolean mirador_import_keep (const MiradorMapping *mapping,
                              const char *location,
                              const char *format,
                              GError **error);

G_END_DECLS
