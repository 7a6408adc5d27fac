/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/chunked-end.h"

static void
network_event_cb (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer user_data)
{
  GSocket **socket = user_data;

  if (event != G_SOCKET_CLIENT_CONNECTED || !G_IS_SOCKET_CONNECTION (connection))
    return;
  g_set_object (socket, g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)));
}

void
mirador_chunked_end_watch (SoupMessage *message, GSocket **socket)
{
  g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), socket);
}

gboolean
mirador_chunked_end_is_early (SoupMessage *message, GSocket *socket)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  if (socket == NULL || soup_message_get_http_version (message) != SOUP_HTTP_1_1
      || soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CHUNKED
      || !soup_message_is_keepalive (message))
    return FALSE;
  return g_socket_is_closed (socket)
         || (g_socket_condition_check (socket, G_IO_IN | G_IO_HUP) & (G_IO_IN | G_IO_HUP)) != 0;
}
