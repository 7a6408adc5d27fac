/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app/session.h"

G_BEGIN_DECLS

/** MiradorFeedsPage: how each feed stands, in words; refresh, cancel, add. */
#define MIRADOR_TYPE_FEEDS_PAGE (mirador_feeds_page_get_type ())
G_DECLARE_FINAL_TYPE (MiradorFeedsPage, mirador_feeds_page, MIRADOR, FEEDS_PAGE, AdwBin)

void mirador_feeds_page_set_session (MiradorFeedsPage *page, MiradorSession *session);
/** mirador_feeds_page_show: the focus goes to @feed as soon as it is listed. */
void mirador_feeds_page_show (MiradorFeedsPage *page, const char *feed);
/** mirador_feeds_page_list_rows: (transfer container) (element-type MiradorFeedRow). */
GPtrArray *mirador_feeds_page_list_rows (MiradorFeedsPage *page);

G_END_DECLS
