/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/period.h"

G_BEGIN_DECLS

/** mirador_dhis2_period_parse: a period as DHIS2's own codes write it (202401, 2024W5, 2024Nov …),
 * and in no other way. */
gboolean mirador_dhis2_period_parse (const char *text, MiradorPeriod *period);

/** mirador_dhis2_period_to_code: (transfer full): as DHIS2 writes it; of weeks those from Monday,
 * of fiscal years those from July. */
char *mirador_dhis2_period_to_code (MiradorPeriod period);

G_END_DECLS
