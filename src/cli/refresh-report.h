/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/** mirador_report_refresh: one line on stdout: what came, what changed, what was set aside. */
void mirador_report_refresh (const MiradorRefresh *refresh);

/** mirador_report_rejected: the rows set aside in the feed's last good refresh, row, column and
 * reason, on stdout; the first 20 and how many more. */
void mirador_report_rejected (MiradorStore *store, const char *feed);

G_END_DECLS
