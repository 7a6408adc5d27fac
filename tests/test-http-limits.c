/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are too much, however they come. */

#include "feeds/fetch.h"
#include "feeds/http-error.h"

#include <sys/resource.h>

#include "fetching.h"
#include "test-server.h"

static GBytes *
compress (const char *text)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_data (text, -1, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, G_CONVERTER (gzip));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (out, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static void
test_compressed (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *zeros = g_strnfill (500000, '0');
  g_autoptr (GBytes) packed = compress (zeros);
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);
  MiradorFetchOptions small = { .max_bytes = 100000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;

  g_assert_cmpuint (g_bytes_get_size (packed), <, small.max_bytes);
  test_server_put_bytes (server, "/a.csv", packed)->encoding = g_strdup ("gzip");
  answer = fetch (server->base, "/a.csv", NULL, &error);
  g_assert_no_error (error);
  assert_body (answer, zeros);
  /* A small packet that swells is stopped by what it swells to. */
  assert_fails (location, &small, MIRADOR_ERROR_TOO_LARGE);
}

static void
test_too_large (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (TestRaw) endless
    = test_raw_new ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "8\r\na,b\n1,2\n\r\n8\r\na,b\n1,2\n\r\n",
                    FALSE);
  g_autofree char *announced = g_strconcat (server->base, "/a.csv", NULL);
  g_autofree char *unannounced = g_strconcat (endless->base, "/a.csv", NULL);
  MiradorFetchOptions options = { .max_bytes = 10 };

  test_server_put (server, "/a.csv", 200, "a,b\n1,2\n3,4\n");
  assert_fails (announced, &options, MIRADOR_ERROR_TOO_LARGE);
  assert_fails (unannounced, &options, MIRADOR_ERROR_TOO_LARGE);
}

static void
test_endless (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);
  MiradorFetchOptions options = { .max_bytes = 2000000 };
  g_autofree char *rows = g_strnfill (100000, '1');
  TestPage *page = test_server_put (server, "/a.csv", 200, rows);

  page->endless = TRUE;
  assert_fails (location, &options, MIRADOR_ERROR_TOO_LARGE);
}

/* A byte now and then keeps nobody waiting for ever. */
static void
test_drip (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);
  TestPage *page = test_server_put (server, "/a.csv", 200, "1");

  page->endless = TRUE;
  mirador_fetch_set_longest (1);
  assert_fails (location, NULL, MIRADOR_ERROR_TIMEOUT);
  mirador_fetch_set_longest (3600);
}

/* Nor is what nobody wants to read waited for: that of a server out of order, or that of a page
 * that leads on. */
static void
test_endless_beside (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);
  g_autofree char *page_of_ones = g_strnfill (100000, '1');
  g_autoptr (GError) error = NULL;
  g_autoptr (MiradorAnswer) answer = NULL;
  TestPage *page = test_server_put (server, "/a.csv", 503, page_of_ones);

  page->endless = TRUE;
  assert_fails (location, NULL, MIRADOR_ERROR_HTTP_STATUS);
  g_assert_cmpuint (server->n_requests, ==, 3);
  page->status = 302;
  page->location = g_strdup ("/b.csv");
  test_server_put (server, "/b.csv", 200, "b");
  answer = fetch_full (location, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_body (answer, "b");
}

static GBytes *
make_bomb (gsize megabytes)
{
  g_autoptr (GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) packed = g_converter_output_stream_new (out, G_CONVERTER (gzip));
  g_autofree char *zeros = g_malloc0 (1 << 20);

  for (gsize i = 0; i < megabytes; i++)
    g_assert_true (g_output_stream_write_all (packed, zeros, 1 << 20, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (packed, NULL, NULL));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

static long
peak_kilobytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/* 200 kB that would be 200 MB. */
static void
test_bomb (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *location = g_strconcat (server->base, "/a.csv", NULL);
  g_autoptr (GBytes) bomb = make_bomb (200);
  MiradorFetchOptions options = { .max_bytes = 5000000 };
  long before;

  test_server_put_bytes (server, "/a.csv", bomb)->encoding = g_strdup ("gzip");
  before = peak_kilobytes ();
  assert_fails (location, &options, MIRADOR_ERROR_TOO_LARGE);
  g_assert_cmpint (peak_kilobytes () - before, <, 50000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  mirador_http_set_first_pause (1);
  g_test_add_func ("/limits/compressed", test_compressed);
  g_test_add_func ("/limits/too-large", test_too_large);
  g_test_add_func ("/limits/endless", test_endless);
  g_test_add_func ("/limits/drip", test_drip);
  g_test_add_func ("/limits/endless-beside", test_endless_beside);
  g_test_add_func ("/limits/bomb", test_bomb);
  return g_test_run ();
}
