/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Servers on loopback for the tests: one that behaves, and one that does not. Both answer from the
 * main context of the test, so nothing here waits or sleeps. */

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  guint status;
  GBytes *body;
  char *etag;
  char *last_modified;
  char *location;
  char *retry_after;
  char *encoding;
  char *content_type;
  char *challenge;
  gboolean endless; /* the body over and over */
} TestPage;

typedef struct
{
  SoupServer *soup;
  GSocketService *door; /* of a server with a certificate */
  GTlsCertificate *certificate;
  GSocketConnection *last_connection; /* below TLS */
  char *base;                         /* http://127.0.0.1:PORT */
  GHashTable *pages;
  guint n_requests;
  guint n_not_modified;
  char *last_agent;
  char *last_path;
  char *last_authorization;
  gboolean saw_condition;
  gboolean holds;  /* answers when test_server_let_go() says so */
  GPtrArray *held; /* (element-type SoupServerMessage) in the order in which they came */
} TestServer;

static inline void
test_page_free (gpointer pointer)
{
  TestPage *page = pointer;

  g_clear_pointer (&page->body, g_bytes_unref);
  g_free (page->etag);
  g_free (page->last_modified);
  g_free (page->location);
  g_free (page->retry_after);
  g_free (page->encoding);
  g_free (page->content_type);
  g_free (page->challenge);
  g_free (page);
}

static inline gboolean
test_page_is_known (TestPage *page, SoupMessageHeaders *asked)
{
  const char *match = soup_message_headers_get_one (asked, "If-None-Match");
  const char *since = soup_message_headers_get_one (asked, "If-Modified-Since");

  if (match != NULL)
    return g_strcmp0 (match, page->etag) == 0;
  return since != NULL && g_strcmp0 (since, page->last_modified) == 0;
}

static inline void
test_page_again_cb (SoupServerMessage *message, gpointer user_data)
{
  GBytes *body = user_data;

  soup_message_body_append_bytes (soup_server_message_get_response_body (message), body);
}

static inline void
test_page_write_endless (TestPage *page, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect_data (message, "wrote-chunk", G_CALLBACK (test_page_again_cb),
                         g_bytes_ref (page->body), (GClosureNotify)(void *)g_bytes_unref, 0);
}

static inline void
test_page_write (TestPage *page, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (page->etag != NULL)
    soup_message_headers_append (headers, "ETag", page->etag);
  if (page->last_modified != NULL)
    soup_message_headers_append (headers, "Last-Modified", page->last_modified);
  if (page->location != NULL)
    soup_message_headers_append (headers, "Location", page->location);
  if (page->retry_after != NULL)
    soup_message_headers_append (headers, "Retry-After", page->retry_after);
  if (page->encoding != NULL)
    soup_message_headers_append (headers, "Content-Encoding", page->encoding);
  if (page->content_type != NULL)
    soup_message_headers_append (headers, "Content-Type", page->content_type);
  if (page->challenge != NULL)
    soup_message_headers_append (headers, "WWW-Authenticate", page->challenge);
  if (page->endless)
    test_page_write_endless (page, message);
  soup_server_message_set_status (message, page->status, NULL);
  if (page->body != NULL)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), page->body);
}

static inline void
test_server_answer_cb (SoupServer *soup,
                       SoupServerMessage *message,
                       const char *path,
                       GHashTable *query,
                       gpointer user_data)
{
  TestServer *server = user_data;
  TestPage *page = g_hash_table_lookup (server->pages, path);
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);

  server->n_requests++;
  g_free (server->last_agent);
  g_free (server->last_path);
  g_free (server->last_authorization);
  server->last_agent = g_strdup (soup_message_headers_get_one (asked, "User-Agent"));
  server->last_authorization = g_strdup (soup_message_headers_get_one (asked, "Authorization"));
  server->last_path = g_strdup (path);
  server->saw_condition = soup_message_headers_get_one (asked, "If-None-Match") != NULL
                          || soup_message_headers_get_one (asked, "If-Modified-Since") != NULL;
  if (page == NULL)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  else if (test_page_is_known (page, asked))
    {
      server->n_not_modified++;
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
    }
  else
    test_page_write (page, message);
  if (server->holds)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (server->held, g_object_ref (message));
    }
}

/* Answers the first that waits. */
static inline void
test_server_let_go (TestServer *server)
{
  g_autoptr (SoupServerMessage) message = g_ptr_array_steal_index (server->held, 0);

  soup_server_message_unpause (message);
}

static inline void
test_server_shaken_cb (GObject *stream, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SoupServer) soup = user_data;
  g_autoptr (GSocketConnection) below = NULL;
  g_autoptr (GSocketAddress) here = NULL, there = NULL;

  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (stream), result, NULL))
    return;
  g_object_get (stream, "base-io-stream", &below, NULL);
  here = g_socket_connection_get_local_address (below, NULL);
  there = g_socket_connection_get_remote_address (below, NULL);
  if (here != NULL && there != NULL)
    soup_server_accept_iostream (soup, G_IO_STREAM (stream), here, there, NULL);
}

static inline gboolean
test_server_incoming_cb (GSocketService *door,
                         GSocketConnection *connection,
                         GObject *unused,
                         gpointer user_data)
{
  TestServer *server = user_data;
  g_autoptr (GIOStream) stream
    = g_tls_server_connection_new (G_IO_STREAM (connection), server->certificate, NULL);

  g_set_object (&server->last_connection, connection);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (stream), G_PRIORITY_DEFAULT, NULL,
                                    test_server_shaken_cb, g_object_ref (server->soup));
  return TRUE;
}

/* The server of libsoup 3.6 uses a connection after it was freed where the client did not like the
 * certificate; so it gets those only that were agreed on. */
static inline char *
test_server_open_door (TestServer *server)
{
  g_autoptr (GInetAddress) here = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (here, 0);
  g_autoptr (GSocketAddress) given = NULL;
  g_autoptr (GError) error = NULL;

  server->door = g_socket_service_new ();
  g_signal_connect (server->door, "incoming", G_CALLBACK (test_server_incoming_cb), server);
  g_socket_listener_add_address (G_SOCKET_LISTENER (server->door), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &given, &error);
  g_assert_no_error (error);
  return g_strdup_printf ("https://127.0.0.1:%u",
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (given)));
}

static inline char *
test_server_listen (TestServer *server)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *base = NULL;
  GSList *uris;

  soup_server_listen_local (server->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server->soup);
  base = g_uri_to_string (uris->data);
  base[strlen (base) - 1] = '\0';
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  return g_steal_pointer (&base);
}

static inline TestServer *
test_server_new (GTlsCertificate *certificate)
{
  TestServer *server = g_new0 (TestServer, 1);

  server->soup = soup_server_new (NULL, NULL);
  server->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, test_page_free);
  server->held = g_ptr_array_new_with_free_func (g_object_unref);
  soup_server_add_handler (server->soup, NULL, test_server_answer_cb, server, NULL);
  if (certificate != NULL)
    server->certificate = g_object_ref (certificate);
  server->base = certificate != NULL ? test_server_open_door (server) : test_server_listen (server);
  return server;
}

static inline void
test_server_free (TestServer *server)
{
  g_ptr_array_unref (server->held);
  if (server->door != NULL)
    {
      g_signal_handlers_disconnect_by_data (server->door, server);
      g_socket_service_stop (server->door);
      g_socket_listener_close (G_SOCKET_LISTENER (server->door));
    }
  g_clear_object (&server->door);
  g_clear_object (&server->certificate);
  g_clear_object (&server->last_connection);
  soup_server_disconnect (server->soup);
  g_object_unref (server->soup);
  g_hash_table_unref (server->pages);
  g_free (server->last_agent);
  g_free (server->last_path);
  g_free (server->last_authorization);
  g_free (server->base);
  g_free (server);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestServer, test_server_free)

/* (transfer none): the page, to be given what else it says. */
static inline TestPage *
test_server_put (TestServer *server, const char *path, guint status, const char *body)
{
  TestPage *page = g_new0 (TestPage, 1);

  page->status = status;
  if (body != NULL && *body != '\0')
    page->body = g_bytes_new (body, strlen (body));
  g_hash_table_replace (server->pages, g_strdup (path), page);
  return page;
}

static inline TestPage *
test_server_put_bytes (TestServer *server, const char *path, GBytes *body)
{
  TestPage *page = test_server_put (server, path, 200, NULL);

  page->body = g_bytes_ref (body);
  return page;
}

/* A server that says these bytes to whoever connects, and hangs up or keeps silent. */
typedef struct
{
  GSocketService *service;
  char *base;
  char *says;
  gboolean hangs_up;
  GPtrArray *connections;
} TestRaw;

static inline void
test_raw_said_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GIOStream *connection = user_data;

  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close (connection, NULL, NULL);
  g_object_unref (connection);
}

typedef struct
{
  TestRaw *raw;
  GIOStream *connection;
  char request[4096];
} TestRawAsk;

static inline void
test_raw_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  TestRawAsk *ask = user_data;
  GOutputStream *out = g_io_stream_get_output_stream (ask->connection);

  g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  if (ask->raw->hangs_up)
    g_output_stream_write_all_async (out, ask->raw->says, strlen (ask->raw->says),
                                     G_PRIORITY_DEFAULT, NULL, test_raw_said_cb,
                                     g_object_ref (ask->connection));
  else
    g_output_stream_write_all (out, ask->raw->says, strlen (ask->raw->says), NULL, NULL, NULL);
  g_object_unref (ask->connection);
  g_free (ask);
}

static inline gboolean
test_raw_incoming_cb (GSocketService *service,
                      GSocketConnection *connection,
                      GObject *source,
                      gpointer user_data)
{
  TestRaw *raw = user_data;
  TestRawAsk *ask = g_new0 (TestRawAsk, 1);

  ask->raw = raw;
  ask->connection = G_IO_STREAM (g_object_ref (connection));
  g_ptr_array_add (raw->connections, g_object_ref (connection));
  g_input_stream_read_async (g_io_stream_get_input_stream (ask->connection), ask->request,
                             sizeof ask->request, G_PRIORITY_DEFAULT, NULL, test_raw_asked_cb, ask);
  return TRUE;
}

static inline TestRaw *
test_raw_new (const char *says, gboolean hangs_up)
{
  TestRaw *raw = g_new0 (TestRaw, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  raw->service = g_socket_service_new ();
  raw->says = g_strdup (says);
  raw->hangs_up = hangs_up;
  raw->connections = g_ptr_array_new_with_free_func (g_object_unref);
  g_socket_listener_add_address (G_SOCKET_LISTENER (raw->service), any, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  raw->base = g_strdup_printf ("http://127.0.0.1:%u",
                               g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_signal_connect (raw->service, "incoming", G_CALLBACK (test_raw_incoming_cb), raw);
  g_socket_service_start (raw->service);
  return raw;
}

static inline void
test_raw_free (TestRaw *raw)
{
  g_socket_service_stop (raw->service);
  g_socket_listener_close (G_SOCKET_LISTENER (raw->service));
  g_ptr_array_unref (raw->connections);
  g_object_unref (raw->service);
  g_free (raw->says);
  g_free (raw->base);
  g_free (raw);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestRaw, test_raw_free)

/* An address on this machine where nobody listens. */
static inline char *
test_refusing_address (void)
{
  g_autoptr (TestRaw) raw = test_raw_new ("", TRUE);

  return g_strdup_printf ("%s/figures.csv", raw->base);
}

static inline gboolean
test_second_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Refreshes are timed in whole seconds: what is to come after another has to come in a later one.
 */
static inline void
test_wait_for_next_second (void)
{
  gboolean is_over = FALSE;
  guint left = 1000 - g_get_real_time () / 1000 % 1000;

  g_timeout_add (left + 1, test_second_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

/* A certificate that nobody vouches for, made here; NULL without the openssl tool. */
static inline GTlsCertificate *
test_make_certificate (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-http-XXXXXX", NULL);
  g_autofree char *key = g_build_filename (folder, "key.pem", NULL);
  g_autofree char *certificate = g_build_filename (folder, "certificate.pem", NULL);
  g_autofree char *tool = g_find_program_in_path ("openssl");
  const char *arguments[]
    = { "openssl", "req",           "-x509",   "-newkey", "rsa:2048", "-nodes",    "-days", "2",
        "-subj",   "/CN=127.0.0.1", "-keyout", key,       "-out",     certificate, NULL };
  GSpawnFlags quiet = G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
  GTlsCertificate *made = NULL;

  if (tool != NULL && g_tls_backend_supports_tls (g_tls_backend_get_default ())
      && g_spawn_sync (NULL, (char **)arguments, NULL, quiet, NULL, NULL, NULL, NULL, NULL, NULL))
    made = g_tls_certificate_new_from_files (certificate, key, NULL);
  g_remove (key);
  g_remove (certificate);
  g_rmdir (folder);
  return made;
}
