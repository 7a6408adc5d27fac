/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/secret.h"

G_BEGIN_DECLS

/** mirador_secret_set_patience: how long a keyring may take to answer; for tests. */
void mirador_secret_set_patience (guint milliseconds);

/** mirador_secret_get_given: (transfer none) (nullable): what the environment gives. */
const char *mirador_secret_get_given (const char *variable);

/* Errors of a feed's secret. */

/** mirador_secret_missing_new: (transfer full): SECRET_MISSING. */
GError *mirador_secret_missing_new (const char *feed);
/** mirador_secret_refusal_new: (transfer full): SECRET_SERVICE because of @why, a phrase. */
GError *mirador_secret_refusal_new (const char *feed, const char *why);
/** mirador_secret_explain: (transfer full): what libsecret's error means, as a phrase. */
char *mirador_secret_explain (const GError *cause);

G_END_DECLS
