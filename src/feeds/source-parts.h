/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/source-shape.h"

G_BEGIN_DECLS

/* The parts of a mapping; each writes its members into @root. */

/** mirador_match_is_used: whether somebody said yes to it. */
gboolean mirador_match_is_used (const MiradorMatch *match);

/** mirador_source_add_values: where the figures stand, and what stands there without being one. */
void mirador_source_add_values (const MiradorSource *source,
                                const MiradorShape *shape,
                                JsonObject *root);
/** mirador_source_add_dhis2: numerators and denominators of ratios; whether old figures go. */
void
mirador_source_add_dhis2 (const MiradorSource *source, const MiradorShape *shape, JsonObject *root);

G_END_DECLS
