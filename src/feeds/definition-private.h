/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"

G_BEGIN_DECLS

/** mirador_definition_id_is_valid: small letters, digits and hyphens: it names a file. */
gboolean mirador_definition_id_is_valid (const char *id);

G_END_DECLS
