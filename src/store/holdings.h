/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"
#include "store/store.h"

G_BEGIN_DECLS

/** mirador_holdings_read: (transfer full) (element-type MiradorHolding): what the series say that
 * the store has. Series of what the catalogue does not know are left out. */
GArray *
mirador_holdings_read (MiradorDatabase *database, const GPtrArray *profiles, GError **error);
/** mirador_holdings_read_as_of: the same as it was at a time (seconds since 1970), with what has
 * been retired since. Reads every value's key: for looking back, not for each page. */
GArray *mirador_holdings_read_as_of (MiradorDatabase *database,
                                     const GPtrArray *profiles,
                                     gint64 as_of,
                                     GError **error);
/** mirador_holdings_find_profile: (transfer none) (nullable): among those sorted by id. */
MiradorProfile *mirador_holdings_find_profile (const GPtrArray *profiles, const char *feed);
/** mirador_holdings_get_data_until: the period that ends last of all that the feed has. */
MiradorPeriod mirador_holdings_get_data_until (const GArray *holdings, const char *feed);

G_END_DECLS
