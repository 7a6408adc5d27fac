/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"

G_BEGIN_DECLS

/*
 * Passwords and tokens of feeds, in the system's keyring (libsecret; inside Flatpak by the portal's
 * secret) or in the environment variable MIRADOR_SECRET_<FEED>, which comes first. They are in no
 * definition, store, log, error or command line.
 */

/** mirador_secret_free: overwrites it first. */
void mirador_secret_free (char *secret);

/** mirador_secret_take_environment: takes all MIRADOR_SECRET_ variables out of the environment and
 * keeps them, so that no program that is started from here inherits them. Before there are threads.
 */
void mirador_secret_take_environment (void);

/** mirador_secret_variable: (transfer full): "MIRADOR_SECRET_SES_DHIS2" for the feed "ses-dhis2".
 */
char *mirador_secret_variable (const char *feed);

/**
 * mirador_secret_look_up_async:
 *
 * finish() gives (transfer full) (nullable) the value of the Authorization header: free it with
 * mirador_secret_free(). NULL without an error: the feed needs none. Fails with SECRET_MISSING or
 * SECRET_SERVICE, and with CANCELLED. A keyring that does not answer within a minute is given up.
 */
void mirador_secret_look_up_async (MiradorDefinition *definition,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
char *mirador_secret_look_up_finish (GAsyncResult *result, GError **error);

/** mirador_secret_is_usable: whether it is one line of text; anything else cannot be sent. */
gboolean mirador_secret_is_usable (const char *secret);

/** mirador_secret_authorization: (transfer full) (nullable): the same of a password or token that
 * is at hand; NULL for one that is not usable. */
char *mirador_secret_authorization (MiradorAuth auth, const char *user, const char *secret);

/** mirador_secret_store_async: keeps the password or token of a feed in the keyring; fails with
 * SECRET_SERVICE. */
void mirador_secret_store_async (const char *feed,
                                 const char *secret,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean mirador_secret_store_finish (GAsyncResult *result, GError **error);

/** mirador_secret_clear_async: forgets it; no error where there was none. */
void mirador_secret_clear_async (const char *feed,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean mirador_secret_clear_finish (GAsyncResult *result, GError **error);

/* The same, waiting (they iterate the thread-default main context). */
gboolean mirador_secret_store_sync (const char *feed, const char *secret, GError **error);
gboolean mirador_secret_clear_sync (const char *feed, GError **error);

G_END_DECLS
