/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * mirador_http_error:
 * @cause: what GIO or libsoup said
 * @shown: the address for people
 * @faults: what is wrong with the certificate of the server
 * @in_body: whether the body had begun to come
 *
 * Returns: (transfer full): the same as a MIRADOR_ERROR
 */
GError *mirador_http_error (const GError *cause,
                            const char *shown,
                            GTlsCertificateFlags faults,
                            gboolean in_body);

/** mirador_http_status_phrase: (transfer none): what an answer's status means and what to do. */
const char *mirador_http_status_phrase (guint status);

/** mirador_file_error: (transfer full): the same for a file. */
GError *mirador_file_error (const GError *cause, const char *location);

/**
 * mirador_http_retry_pause:
 * @status: of the answer
 * @retry_after: (nullable): its Retry-After header, in seconds or as a date
 * @date: (nullable): its Date header: when the server said so, by its own clock
 * @attempt: 0 after the first try
 *
 * Returns: milliseconds to wait before asking again; -1 where asking again is of no use
 */
int
mirador_http_retry_pause (guint status, const char *retry_after, const char *date, guint attempt);

/** mirador_http_set_first_pause: for tests: the first pause, in milliseconds; the next is three
 * times as long. */
void mirador_http_set_first_pause (guint milliseconds);

G_END_DECLS
