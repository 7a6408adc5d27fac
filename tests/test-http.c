/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/http-error.h"

#include <glib/gstdio.h>

#include "fetching.h"
#include "test-server.h"

static void
test_body (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;
  MiradorFetchOptions options = { .user_agent = "Panel/1" };

  test_server_put (server, "/a.csv", 200, "a,b\n1,2\n")->etag = g_strdup ("\"v1\"");
  answer = fetch (server->base, "/a.csv", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->status, ==, 200);
  assert_body (answer, "a,b\n1,2\n");
  g_assert_cmpstr (answer->etag, ==, "\"v1\"");
  g_assert_cmpstr (answer->sha256, ==,
                   "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470");
  g_assert_true (g_str_has_prefix (server->last_agent, "Mirador/"));

  g_clear_pointer (&answer, mirador_answer_free);
  answer = fetch (server->base, "/a.csv", &options, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (server->last_agent, ==, "Panel/1");
}

static void
test_not_modified (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  const char *day = "Wed, 21 Oct 2015 07:28:00 GMT";
  const MiradorFetchOptions asked[] = {
    { .etag = "\"v1\"" },
    { .last_modified = day },
    { .etag = "\"v1\"", .last_modified = day },
  };
  MiradorFetchOptions changed = { .etag = "\"v0\"" };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;
  TestPage *page = test_server_put (server, "/a.csv", 200, "a\n1\n");

  page->etag = g_strdup ("\"v1\"");
  page->last_modified = g_strdup (day);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr (MiradorAnswer) known = fetch (server->base, "/a.csv", &asked[i], &error);

      g_assert_no_error (error);
      g_assert_cmpint (known->status, ==, 304);
      g_assert_null (known->body);
    }
  answer = fetch (server->base, "/a.csv", &changed, &error);
  g_assert_no_error (error);
  assert_body (answer, "a\n1\n");
  g_assert_cmpstr (answer->last_modified, ==, day);
}

static void
test_status (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  const struct
  {
    guint status;
    int code;
    guint requests;
  } cases[] = {
    { 404, MIRADOR_ERROR_HTTP_STATUS, 1 }, { 401, MIRADOR_ERROR_HTTP_STATUS, 1 },
    { 304, MIRADOR_ERROR_HTTP_STATUS, 1 }, { 204, MIRADOR_ERROR_EMPTY, 1 },
    { 200, MIRADOR_ERROR_EMPTY, 1 },       { 500, MIRADOR_ERROR_HTTP_STATUS, 3 },
    { 503, MIRADOR_ERROR_HTTP_STATUS, 3 }, { 429, MIRADOR_ERROR_HTTP_STATUS, 3 },
    { 408, MIRADOR_ERROR_HTTP_STATUS, 1 }, { 502, MIRADOR_ERROR_HTTP_STATUS, 3 },
  };
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      test_server_put (server, "/a.csv", cases[i].status, NULL);
      server->n_requests = 0;
      assert_fails (location, NULL, cases[i].code);
      g_assert_cmpuint (server->n_requests, ==, cases[i].requests);
    }
}

static void
test_retry_after (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);

  /* Who is told to come back tomorrow does not ask again today. */
  test_server_put (server, "/a.csv", 503, NULL)->retry_after = g_strdup ("86400");
  assert_fails (location, NULL, MIRADOR_ERROR_HTTP_STATUS);
  g_assert_cmpuint (server->n_requests, ==, 1);
  test_server_put (server, "/a.csv", 429, NULL)->retry_after = g_strdup ("0");
  assert_fails (location, NULL, MIRADOR_ERROR_HTTP_STATUS);
  g_assert_cmpuint (server->n_requests, ==, 4);
}

static void
test_pauses (void)
{
  const char *noon = "Wed, 21 Oct 2015 12:00:00 GMT";
  const struct
  {
    guint status;
    const char *wanted;
    const char *date;
    guint attempt;
    int pause;
  } cases[] = {
    { 503, NULL, NULL, 0, 1 },
    { 503, NULL, NULL, 1, 3 },
    { 503, NULL, NULL, 2, -1 },
    { 503, "2", NULL, 0, 2000 },
    { 429, "30", NULL, 1, 30000 },
    { 429, "31", NULL, 0, -1 },
    { 429, "99999999999999", NULL, 0, -1 },
    { 500, "2", NULL, 0, 1 },
    { 503, "soon", NULL, 0, 1 },
    { 503, "Wed, 21 Oct 2015 12:00:10 GMT", noon, 0, 10000 },
    { 503, "Wed, 21 Oct 2015 12:01:00 GMT", noon, 0, -1 },
    { 503, "Wed, 21 Oct 2015 11:00:00 GMT", noon, 0, 1 },
    { 503, "Wed, 21 Oct 2015 12:00:10 GMT", NULL, 0, 1 },
    { 503, "Thu, 31 Dec 2099 23:59:59 GMT", NULL, 0, -1 },
    { 408, "1", NULL, 0, -1 },
    { 404, NULL, NULL, 0, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%u %s", cases[i].status, cases[i].wanted);
      g_assert_cmpint (mirador_http_retry_pause (cases[i].status, cases[i].wanted, cases[i].date,
                                                 cases[i].attempt),
                       ==, cases[i].pause);
    }
}

static void
test_unreachable (void)
{
  g_autofree char *refusing = test_refusing_address ();

  assert_fails (refusing, NULL, MIRADOR_ERROR_CONNECTION);
  assert_fails ("https://nonexistent.invalid/a.csv", NULL, MIRADOR_ERROR_HOST_NOT_FOUND);
  assert_fails ("http://example.invalid/a.csv", NULL, MIRADOR_ERROR_INSECURE);
}

static void
test_cut_off (void)
{
  const char *cut[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\na,b\n1,2\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\na,b\n1,2\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100\r\na,b\n1,2\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cut); i++)
    {
      g_autoptr (TestRaw) raw = test_raw_new (cut[i], TRUE);
      g_autofree char *location = g_strconcat (raw->base, "/a.csv", NULL);

      assert_fails (location, NULL, MIRADOR_ERROR_TRUNCATED);
    }
}

static void
test_chunked (void)
{
  const struct
  {
    const char *says;
    gboolean hangs_up;
  } whole[] = {
    { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\na\n\r\n2\r\n1\n\r\n0\r\n\r\n",
      FALSE },
    { "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
      "4\r\na\n1\n\r\n0\r\n\r\n",
      TRUE },
    { "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na\n1\n", TRUE },
    { "HTTP/1.0 200 OK\r\n\r\na\n1\n", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      g_autoptr (TestRaw) raw = test_raw_new (whole[i].says, whole[i].hangs_up);
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorAnswer) answer = fetch (raw->base, "/a.csv", NULL, &error);

      g_assert_no_error (error);
      assert_body (answer, "a\n1\n");
    }
}

static void
test_silent (void)
{
  const char *starts[] = {
    "",
    "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\na,b\n",
  };
  MiradorFetchOptions options = { .timeout_seconds = 1 };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr (TestRaw) raw = test_raw_new (starts[i], FALSE);
      g_autofree char *location = g_strconcat (raw->base, "/a.csv", NULL);

      assert_fails (location, &options, MIRADOR_ERROR_TIMEOUT);
    }
}

static void
test_redirect (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;
  const char *refused[] = {
    "http://example.invalid/b.csv",
    "file:///etc/passwd",
    "ftp://example.invalid/b.csv",
    "/loop",
    NULL,
  };

  test_server_put (server, "/b.csv", 200, "b\n2\n");
  test_server_put (server, "/a.csv", 302, NULL)->location = g_strdup ("b.csv");
  answer = fetch (server->base, "/a.csv", NULL, &error);
  g_assert_no_error (error);
  assert_body (answer, "b\n2\n");

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *location = g_strconcat (server->base, "/loop", NULL);

      test_server_put (server, "/loop", 301, NULL)->location = g_strdup (refused[i]);
      assert_fails (location, NULL, MIRADOR_ERROR_REDIRECT);
    }
}

static void
test_cancel (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *large = g_strnfill (3000000, 'x');
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);
  g_autoptr (GCancellable) before = g_cancellable_new ();
  g_autoptr (GCancellable) during = g_cancellable_new ();
  GCancellable *at[] = { before, during };

  test_server_put (server, "/a.csv", 200, large);
  g_cancellable_cancel (before);
  for (guint i = 0; i < G_N_ELEMENTS (at); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorAnswer) answer = NULL;
      Seen seen = { .cancel_at_first = at[i] };

      answer = fetch_full (location, NULL, &seen, at[i], &error);
      g_assert_null (answer);
      g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
      g_assert_cmpuint (seen.bytes, <, 3000000);
    }
}

static void
test_cancel_in_pause (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_server_put (server, "/a.csv", 503, NULL)->retry_after = g_strdup ("30");
  mirador_fetch_async (location, NULL, NULL, NULL, cancellable, fetched_cb, &result);
  while (server->n_requests == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (mirador_fetch_finish (result, &error));
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_CANCELLED);
}

static void
test_progress (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *large = g_strnfill (2000000, 'x');
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;
  Seen seen = { 0 };

  test_server_put (server, "/a.csv", 200, large);
  answer = fetch_full (location, NULL, &seen, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seen.n, >, 1);
  g_assert_cmpuint (seen.bytes, ==, 2000000);
  g_assert_cmpuint (seen.total, ==, 2000000);
}

static void
test_certificate (void)
{
  g_autoptr (GTlsCertificate) certificate = test_make_certificate ();
  g_autoptr (TestServer) server = NULL;
  g_autofree char *location = NULL;

  if (certificate == NULL)
    {
      g_test_skip ("no openssl tool or no TLS backend");
      return;
    }
  server = test_server_new (certificate);
  test_server_put (server, "/a.csv", 200, "a\n1\n");
  location = g_strconcat (server->base, "/a.csv", NULL);
  assert_fails (location, NULL, MIRADOR_ERROR_TLS);
  g_assert_cmpuint (server->n_requests, ==, 0);
}

static void
test_secrets (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *port = g_strdup (strrchr (server->base, ':'));
  g_autofree char *location
    = g_strdup_printf ("http://ana:s3creto@127.0.0.1%s/a.csv?token=s3creto&s3creto#s3creto", port);
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = fetch_full (location, NULL, NULL, NULL, &error);
  g_autofree char *sentence = mirador_error_to_sentence (error);

  g_assert_null (answer);
  g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_HTTP_STATUS);
  g_assert_null (strstr (sentence, "s3creto"));
  g_assert_null (strstr (error->message, "s3creto"));
  g_assert_nonnull (strstr (sentence, "/a.csv?token=…"));
}

static void
test_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("mirador-http-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *empty = g_build_filename (folder, "empty.csv", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing.csv", NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  const char *shipped = "resource:///pe/org/sociosensalud/Mirador/data/feeds/demo-totals.csv";
  const char *good[] = { path, uri, shipped };
  MiradorFetchOptions small = { .max_bytes = 3 };

  g_assert_true (g_file_set_contents (path, "a\n1\n", -1, NULL));
  g_assert_true (g_file_set_contents (empty, "", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (MiradorAnswer) answer = fetch_full (good[i], NULL, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (answer->status, ==, 200);
      g_assert_cmpuint (g_bytes_get_size (answer->body), >, 0);
      g_assert_cmpuint (strlen (answer->sha256), ==, 64);
    }
  assert_fails (missing, NULL, MIRADOR_ERROR_FILE_NOT_FOUND);
  assert_fails ("resource:///pe/nothing.csv", NULL, MIRADOR_ERROR_FILE_NOT_FOUND);
  assert_fails (folder, NULL, MIRADOR_ERROR_FILE_UNREADABLE);
  assert_fails ("/dev/zero", NULL, MIRADOR_ERROR_FILE_UNREADABLE);
  assert_fails ("sftp://a.org/a.csv", NULL, MIRADOR_ERROR_FILE_UNREADABLE);
  assert_fails (empty, NULL, MIRADOR_ERROR_EMPTY);
  assert_fails (path, &small, MIRADOR_ERROR_TOO_LARGE);
  g_remove (path);
  g_remove (empty);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_http_set_first_pause (1);
  g_test_add_func ("/http/body", test_body);
  g_test_add_func ("/http/not-modified", test_not_modified);
  g_test_add_func ("/http/status", test_status);
  g_test_add_func ("/http/retry-after", test_retry_after);
  g_test_add_func ("/http/pauses", test_pauses);
  g_test_add_func ("/http/unreachable", test_unreachable);
  g_test_add_func ("/http/cut-off", test_cut_off);
  g_test_add_func ("/http/chunked", test_chunked);
  g_test_add_func ("/http/silent", test_silent);
  g_test_add_func ("/http/redirect", test_redirect);
  g_test_add_func ("/http/cancel", test_cancel);
  g_test_add_func ("/http/cancel-in-pause", test_cancel_in_pause);
  g_test_add_func ("/http/progress", test_progress);
  g_test_add_func ("/http/certificate", test_certificate);
  g_test_add_func ("/http/secrets", test_secrets);
  g_test_add_func ("/http/files", test_files);
  return g_test_run ();
}
