/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "feeds/definition.h"

G_BEGIN_DECLS

/**
 * MiradorFeedCredentials: another user, password or token for a feed that is there.
 *
 * Signals: "saved": they are kept.
 */
#define MIRADOR_TYPE_FEED_CREDENTIALS (mirador_feed_credentials_get_type ())
G_DECLARE_FINAL_TYPE (MiradorFeedCredentials,
                      mirador_feed_credentials,
                      MIRADOR,
                      FEED_CREDENTIALS,
                      AdwWindow)

/** mirador_feed_credentials_new: the dialog writes into @definition once they are saved. */
MiradorFeedCredentials *mirador_feed_credentials_new (GtkWindow *parent,
                                                      MiradorDefinition *definition);

G_END_DECLS
