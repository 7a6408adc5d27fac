/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"

G_BEGIN_DECLS

/** MiradorDhis2Part: some of the data by some of the periods by some of the places of a group. */
typedef struct
{
  guint data, n_data;
  guint period, n_periods;
  guint group;
  guint place, n_places;
} MiradorDhis2Part;

/**
 * MiradorDhis2Plan:
 *
 * In which requests a DHIS2 server is asked for data by periods by places: each cell in one of
 * them, none too large for the server or too long as an address. The same question gives the same
 * requests in the same order. Does nothing by itself: feeds/dhis2-ask.h asks.
 */
typedef struct _MiradorDhis2Plan MiradorDhis2Plan;

/**
 * mirador_dhis2_plan_new:
 * @base: as mirador_dhis2_base() gives it
 * @ask: whose periods are fixed ones
 * @values: ask for data value sets (the data are data sets, the places units), not for analytics
 */
MiradorDhis2Plan *mirador_dhis2_plan_new (const char *base, const MiradorAsk *ask, gboolean values);
void mirador_dhis2_plan_free (MiradorDhis2Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorDhis2Plan, mirador_dhis2_plan_free)

/** mirador_dhis2_plan_next: takes the next part; %FALSE where there is none left. */
gboolean mirador_dhis2_plan_next (MiradorDhis2Plan *plan, MiradorDhis2Part *part);
/** mirador_dhis2_plan_is_done: whether there is none left. */
gboolean mirador_dhis2_plan_is_done (const MiradorDhis2Plan *plan);
/** mirador_dhis2_plan_halve: @part was too large for the server: its halves come next, and parts
 * like it are made smaller. %FALSE where it cannot be made smaller. */
gboolean mirador_dhis2_plan_halve (MiradorDhis2Plan *plan, const MiradorDhis2Part *part);

/** mirador_dhis2_plan_address: (transfer full). */
char *mirador_dhis2_plan_address (const MiradorDhis2Plan *plan, const MiradorDhis2Part *part);
/** mirador_dhis2_plan_describe: (transfer full): the part's data, period and places in few words of
 * DHIS2's own. */
char *mirador_dhis2_plan_describe (const MiradorDhis2Plan *plan, const MiradorDhis2Part *part);

/** mirador_dhis2_units_address: (transfer full): where the levels, paths and groups of @units are.
 */
char *mirador_dhis2_units_address (const char *base, char *const *units);

G_END_DECLS
