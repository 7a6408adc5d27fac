/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** What is read of the body of an answer of 4xx or 5xx. */
#define MIRADOR_REFUSAL_BYTES 65536

/**
 * mirador_http_refusal_clean:
 * @authorization: (nullable): what was shown to the server
 * @uri: (nullable): what was asked for
 *
 * Returns: (transfer full): @body without the secrets of these, which a server may tell back:
 * before anybody cuts it or repeats it
 */
GBytes *mirador_http_refusal_clean (GBytes *body, const char *authorization, GUri *uri);

/** mirador_http_refusal_clean_document: (transfer full): the same where @body is an error document,
 * which some servers send with 200; else @body itself. */
GBytes *mirador_http_refusal_clean_document (GBytes *body, const char *authorization, GUri *uri);

/** mirador_http_holds_secret: whether one of these secrets stands in @text. */
gboolean mirador_http_holds_secret (const char *text, const char *authorization, GUri *uri);

/**
 * mirador_http_refusal_new:
 * @shown: the address for people
 * @status: of the answer
 * @body: (nullable): what came with it, cleaned
 * @authorization: (nullable): what was shown to the server
 * @uri: (nullable): what was asked for
 *
 * Returns: (transfer full): REFUSED in the server's words where @body is an error document, else
 * HTTP_STATUS
 */
GError *mirador_http_refusal_new (const char *shown,
                                  guint status,
                                  GBytes *body,
                                  const char *authorization,
                                  GUri *uri);

G_END_DECLS
