/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/*
 * A private authority whose certificates a feed trusts beside those of the system. Private to the
 * feeds layer.
 */

/**
 * mirador_http_trust_load_async:
 * @file: certificates as PEM
 *
 * In a worker thread. finish() gives (transfer full) what they vouch for, or %NULL with
 * FILE_NOT_FOUND or FILE_UNREADABLE.
 */
void mirador_http_trust_load_async (const char *file,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GTlsDatabase *mirador_http_trust_load_finish (GAsyncResult *result, GError **error);

/**
 * mirador_http_trust_watch:
 * @faults: (out caller-allocates): what is wrong with a certificate in the eyes of @authority too;
 *   must outlive @message
 *
 * A certificate that the system does not trust is good if @authority vouches for it: then for its
 * name and its dates as well.
 */
void mirador_http_trust_watch (SoupMessage *message,
                               GTlsDatabase *authority,
                               GTlsCertificateFlags *faults);

G_END_DECLS
