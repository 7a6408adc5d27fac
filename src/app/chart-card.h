/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/session.h"

G_BEGIN_DECLS

/**
 * MiradorChartCard:
 *
 * A card with one chart of the session's filter and the menu of what can be done with it. It asks
 * the session again whenever the filter or the figures change.
 *
 * Properties: "kind" (id of the chart), "stage" (id of a stage or of a measure, or "": the chart's
 * own choice), "as-table" (whether the figures are shown as a table), "rate" (per 100,000
 * inhabitants, where the kind can show that).
 *
 * Signal: "loaded": another chart is there; the presenter follows it.
 */
#define MIRADOR_TYPE_CHART_CARD (mirador_chart_card_get_type ())
G_DECLARE_FINAL_TYPE (MiradorChartCard, mirador_chart_card, MIRADOR, CHART_CARD, AdwBin)

void mirador_chart_card_set_session (MiradorChartCard *card, MiradorSession *session);
/** mirador_chart_card_is_loading: whether an answer is on its way; for pictures and tests. */
gboolean mirador_chart_card_is_loading (MiradorChartCard *card);
/** mirador_chart_card_get_chart: (transfer none) (nullable). */
MiradorChart *mirador_chart_card_get_chart (MiradorChartCard *card);
/** mirador_chart_card_focus_first: puts the focus on the first chart in @page; FALSE without one.
 */
gboolean mirador_chart_card_focus_first (GtkWidget *page);
/** mirador_chart_card_set_option: draws as @value of one of the kind's options says. */
void mirador_chart_card_set_option (MiradorChartCard *card, const char *option, const char *value);
/** mirador_chart_card_get_option: (transfer none): "" for a free text that was not given. */
const char *mirador_chart_card_get_option (MiradorChartCard *card, const char *option);

G_END_DECLS
