/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/chart-card.h"

G_BEGIN_DECLS

/** MiradorExplorePage: any kind of chart of any figure within the filter, large. */
#define MIRADOR_TYPE_EXPLORE_PAGE (mirador_explore_page_get_type ())
G_DECLARE_FINAL_TYPE (MiradorExplorePage, mirador_explore_page, MIRADOR, EXPLORE_PAGE, AdwBin)

void mirador_explore_page_set_session (MiradorExplorePage *page, MiradorSession *session);
/** mirador_explore_page_show: @kind: id of a chart; @figure: id of a stage or measure, "" for the
 * chart's own choice. */
void mirador_explore_page_show (MiradorExplorePage *page, const char *kind, const char *figure);
/** mirador_explore_page_get_card: (transfer none). */
MiradorChartCard *mirador_explore_page_get_card (MiradorExplorePage *page);
/** mirador_explore_page_list_kinds: (transfer none): MiradorChoice of each kind to choose from. */
GListModel *mirador_explore_page_list_kinds (MiradorExplorePage *page);

G_END_DECLS
