/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/session.h"

G_BEGIN_DECLS

/** MiradorOverviewPage: where every program stands: headline numbers, cascade, programs, map,
 * regions, trend, targets: the page "overview" of export/page.h. */
#define MIRADOR_TYPE_OVERVIEW_PAGE (mirador_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (MiradorOverviewPage, mirador_overview_page, MIRADOR, OVERVIEW_PAGE, AdwBin)

void mirador_overview_page_set_session (MiradorOverviewPage *page, MiradorSession *session);
/** mirador_overview_page_is_loading: whether a chart waits for its answer. */
gboolean mirador_overview_page_is_loading (MiradorOverviewPage *page);
/** mirador_overview_page_list_cards: (transfer container) (element-type MiradorChartCard). */
GPtrArray *mirador_overview_page_list_cards (MiradorOverviewPage *page);

G_END_DECLS
