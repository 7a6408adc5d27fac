/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

/**
 * mirador_card_make_query: (transfer full)
 * @kind: id of the chart
 * @stage: (nullable): id of a stage, "" or NULL for the chart's own choice
 *
 * What a card of the overview asks within the session's filter, and what it asks instead where the
 * figures are not published so finely.
 */
MiradorQuery *
mirador_card_make_query (MiradorSession *session, const char *kind, const char *stage);

/**
 * mirador_card_narrow_query: (transfer full) (nullable)
 *
 * Returns: what to ask after @chart, a ranking that found one place only: the places within it;
 * NULL where the chart can stay
 */
MiradorQuery *mirador_card_narrow_query (MiradorChart *chart);

G_END_DECLS
