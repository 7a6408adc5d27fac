/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/refresh.h"

G_BEGIN_DECLS

/** mirador_preview_describe: (transfer full): how many rows and values would come, and how many
 * rows would be set aside. */
char *mirador_preview_describe (const MiradorPreview *preview);
/** mirador_preview_describe_mapping: (transfer full): which mapping reads it. */
char *mirador_preview_describe_mapping (const MiradorPreview *preview);
/** mirador_preview_describe_columns: (transfer full): that no mapping fits, and the columns. */
char *mirador_preview_describe_columns (const MiradorPreview *preview);
/** mirador_observation_to_texts: (transfer full): measure, program, place, period, breakdown,
 * value, as people read them; NULL-terminated. */
char **mirador_observation_to_texts (const MiradorObservation *observation);

G_END_DECLS
