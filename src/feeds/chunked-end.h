/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** mirador_chunked_end_watch: keeps the socket of @message in *@socket (owned by the caller) as
 * soon as there is one. @socket must outlive the message. */
void mirador_chunked_end_watch (SoupMessage *message, GSocket **socket);

/**
 * mirador_chunked_end_is_early:
 * @message: whose body came to its end
 * @socket: (nullable): its socket
 *
 * libsoup takes a connection that ends between two chunks for the end of the body (3.2). But a
 * server that did not announce to close keeps the connection open after a whole answer (RFC 9112,
 * 9.3): where it is closed, the last chunk never came.
 */
gboolean mirador_chunked_end_is_early (SoupMessage *message, GSocket *socket);

G_END_DECLS
