/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "app/session.h"

G_BEGIN_DECLS

/** MiradorNoticeBar: the session's notice above the pages, until somebody says that it was read. */
#define MIRADOR_TYPE_NOTICE_BAR (mirador_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (MiradorNoticeBar, mirador_notice_bar, MIRADOR, NOTICE_BAR, GtkWidget)

void mirador_notice_bar_set_session (MiradorNoticeBar *bar, MiradorSession *session);

G_END_DECLS
