/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers with good and with bad certificates. */

#include "feeds/http-error.h"

#include "fetching.h"
#include "refresh-fixture.h"
#include "test-authority.h"

static void
test_certificates (void)
{
  const struct
  {
    const char *names;
    int days;
    gboolean trusted;
    const char *host;
    const char *says; /* NULL: it is good */
  } cases[] = {
    { "IP:127.0.0.1", 2, TRUE, "127.0.0.1", NULL },
    { "DNS:localhost", 2, TRUE, "localhost", NULL },
    { "IP:127.0.0.1", 2, FALSE, "127.0.0.1", "nobody whom this computer trusts vouches" },
    { "IP:127.0.0.1", -1, TRUE, "127.0.0.1", "its certificate has expired" },
    { "IP:127.0.0.1", -1, FALSE, "127.0.0.1", "its certificate has expired" },
    { "DNS:otro.pe", 2, TRUE, "127.0.0.1", "its certificate is that of another server" },
    { "DNS:otro.pe", 2, FALSE, "127.0.0.1", "its certificate is that of another server" },
    { "DNS:localhost", 2, TRUE, "127.0.0.1", "its certificate is that of another server" },
  };
  g_autoptr (TestAuthority) authority = test_authority_new ();

  for (guint i = 0; authority != NULL && i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GTlsCertificate) certificate
        = test_authority_issue (authority, cases[i].names, cases[i].days);
      g_autoptr (TestServer) server = test_server_new (certificate);
      g_autofree char *location
        = g_strdup_printf ("https://%s%s/a.csv", cases[i].host, strrchr (server->base, ':'));
      MiradorFetchOptions options
        = { .authorization = "Bearer s3creto",
            .authority = cases[i].trusted ? authority->certificate : NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorAnswer) answer = NULL;
      g_autofree char *sentence = NULL;

      test_server_put (server, "/a.csv", 200, "a\n1\n");
      answer = fetch_full (location, &options, NULL, NULL, &error);
      sentence = mirador_error_to_sentence (error);
      g_test_message ("%u: %s", i, sentence);
      g_assert_cmpuint (server->n_requests, ==, cases[i].says == NULL);
      if (cases[i].says == NULL)
        {
          g_assert_no_error (error);
          assert_body (answer, "a\n1\n");
          continue;
        }
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_TLS);
      assert_holds (sentence, cases[i].says);
    }
}

/* An authority vouches for its own, not for everybody. */
static void
test_another_authority (void)
{
  g_autoptr (TestAuthority) authority = test_authority_new ();
  g_autoptr (TestAuthority) another = authority != NULL ? test_authority_new () : NULL;

  if (another == NULL)
    return;
  g_autoptr (GTlsCertificate) certificate = test_authority_issue (another, "IP:127.0.0.1", 2);
  g_autoptr (TestServer) server = test_server_new (certificate);
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);
  MiradorFetchOptions options = { .authority = authority->certificate };
  g_autofree char *sentence = fetch_in_vain (location, &options, MIRADOR_ERROR_TLS);

  assert_holds (sentence, "nobody whom this computer trusts vouches");
  g_assert_cmpuint (server->n_requests, ==, 0);
}

static void
test_authority_files (void)
{
  g_autoptr (TestAuthority) authority = test_authority_new ();

  if (authority == NULL)
    return;
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);
  g_autofree char *missing = g_build_filename (authority->folder, "none.pem", NULL);
  g_autofree char *text = g_build_filename (authority->folder, "text.pem", NULL);
  g_autofree char *empty = g_build_filename (authority->folder, "empty.pem", NULL);
  g_autofree char *broken = g_build_filename (authority->folder, "broken.pem", NULL);
  const struct
  {
    const char *file;
    int code;
    const char *says;
  } cases[] = {
    { missing, MIRADOR_ERROR_FILE_NOT_FOUND, "There is no file" },
    { text, MIRADOR_ERROR_FILE_UNREADABLE, "it holds no certificate" },
    { empty, MIRADOR_ERROR_FILE_UNREADABLE, "it holds no certificate" },
    { broken, MIRADOR_ERROR_FILE_UNREADABLE, "it holds no certificate" },
    { authority->key, MIRADOR_ERROR_FILE_UNREADABLE, "it holds no certificate" },
    { authority->folder, MIRADOR_ERROR_FILE_UNREADABLE, "it is no file of certificates" },
    { "/dev/zero", MIRADOR_ERROR_FILE_UNREADABLE, "it is no file of certificates" },
  };

  g_assert_true (g_file_set_contents (text, "no certificate\n", -1, NULL));
  g_assert_true (g_file_set_contents (empty, "", -1, NULL));
  g_assert_true (g_file_set_contents (
    broken, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      MiradorFetchOptions options = { .authority = cases[i].file };
      g_autofree char *sentence = fetch_in_vain (location, &options, cases[i].code);

      assert_holds (sentence, cases[i].says);
      assert_holds (sentence, cases[i].file);
    }
  g_assert_cmpuint (server->n_requests, ==, 0);
}

/* From a safe address to one that is not. */
static void
test_to_plain_http (void)
{
  g_autoptr (TestAuthority) authority = test_authority_new ();

  if (authority == NULL)
    return;
  g_autoptr (GTlsCertificate) certificate = test_authority_issue (authority, "IP:127.0.0.1", 2);
  g_autoptr (TestServer) server = test_server_new (certificate);
  g_autoptr (TestServer) plain = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);
  MiradorFetchOptions options = { .authority = authority->certificate };
  g_autofree char *sentence = NULL;

  test_server_put (server, "/a.csv", 302, NULL)->location = g_strconcat (plain->base, "/", NULL);
  sentence = fetch_in_vain (location, &options, MIRADOR_ERROR_REDIRECT);
  assert_holds (sentence, "it is not encrypted");
  g_assert_cmpuint (plain->n_requests, ==, 0);
}

/* Says the start of an answer and is gone, without the good-bye of TLS. */
static void
cut_cb (SoupServer *soup,
        SoupServerMessage *message,
        const char *path,
        GHashTable *query,
        gpointer user_data)
{
  static const char start[] = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\na,b\n1,2\n";
  TestServer *server = user_data;
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  g_assert_true (g_output_stream_write_all (g_io_stream_get_output_stream (stream), start,
                                            strlen (start), NULL, NULL, NULL));
  g_socket_close (g_socket_connection_get_socket (server->last_connection), NULL);
}

static void
test_cut (void)
{
  g_autoptr (TestAuthority) authority = test_authority_new ();

  if (authority == NULL)
    return;
  g_autoptr (GTlsCertificate) certificate = test_authority_issue (authority, "IP:127.0.0.1", 2);
  g_autoptr (TestServer) server = test_server_new (certificate);
  g_autofree char *location = g_strconcat (server->base, "/cut", NULL);
  MiradorFetchOptions options = { .authority = authority->certificate };

  soup_server_add_handler (server->soup, "/cut", cut_cb, server, NULL);
  g_free (fetch_in_vain (location, &options, MIRADOR_ERROR_TRUNCATED));
}

/* The figures stay as they were. */
static void
test_refresh (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (TestAuthority) authority = test_authority_new ();

  if (authority == NULL)
    return;
  g_autoptr (GTlsCertificate) expired = test_authority_issue (authority, "IP:127.0.0.1", -1);
  g_autoptr (TestServer) server = test_server_new (expired);
  g_autofree char *location = g_strconcat (server->base, "/clinic.csv", NULL);

  load_good (fixture);
  point_at (fixture, location);
  refresh_badly (fixture, MIRADOR_ERROR_TLS, "its certificate has expired");
  g_assert_cmpfloat (total (fixture, 0), ==, TOTAL);
  g_assert_cmpuint (server->n_requests, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_http_set_first_pause (1);
  g_test_add_func ("/tls/certificates", test_certificates);
  g_test_add_func ("/tls/another-authority", test_another_authority);
  g_test_add_func ("/tls/authority-files", test_authority_files);
  g_test_add_func ("/tls/to-plain-http", test_to_plain_http);
  g_test_add_func ("/tls/cut", test_cut);
  g_test_add ("/tls/refresh", Fixture, NULL, set_up, test_refresh, tear_down);
  return g_test_run ();
}
