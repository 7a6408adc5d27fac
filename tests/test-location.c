/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/location.h"

#include <libsoup/soup.h>

#include "feeds/http.h"
#include "model/error.h"

static void
test_follow (void)
{
  const struct
  {
    const char *from;
    const char *to;
    gboolean is_known;
    const char *expected; /* an address, or a part of the sentence that refuses it */
  } cases[] = {
    { "https://a.org/x/y?k=1", "z", FALSE, "https://a.org/x/z" },
    { "https://a.org/x/y?k=1", "/z?k=2", TRUE, "https://a.org/z?k=2" },
    { "https://a.org/x", "https://A.org:443/y", TRUE, "https://A.org/y" },
    { "https://a.org/x", "https://www.a.org/y", FALSE, "https://www.a.org/y" },
    { "https://www.a.org/x", "https://a.org/y", FALSE, "https://a.org/y" },
    { "https://a.org/x", "https://a.org:8443/y", FALSE, "https://a.org:8443/y" },
    { "https://a.org/x", "https://www.a.org/y", TRUE, "another server, https://www.a.org;" },
    { "https://a.org/x", "https://a.org:8443/y", TRUE, "another server, https://a.org:8443;" },
    { "https://a.org/x", "https://b.org/y?k=1", FALSE,
      "another server, https://b.org; if you trust that one, write the new address into the "
      "source" },
    { "https://a.org/x", "//b.org/y", TRUE, "another server, https://b.org;" },
    { "https://a.org/x", "https://u:p@b.org/y", FALSE, "another server, https://b.org;" },
    { "https://a.org/x", "https://a.org.b.org/y", FALSE, "another server, https://a.org.b.org;" },
    { "https://a.org/x", "https://data.a.org/y", FALSE, "another server, https://data.a.org;" },
    { "https://a.org/x", "https://a.org@b.org/y", FALSE, "another server, https://b.org;" },
    { "https://a.org/x", "http://a.org/x", FALSE, "it is not encrypted" },
    { "https://a.org/x", "http://127.0.0.1/x", FALSE, "it is on this machine" },
    { "https://a.org/x", "https://localhost/x", FALSE, "it is on this machine" },
    { "https://a.org/x", "//[::1]/x", FALSE, "it is on this machine" },
    { "https://a.org/x", "file:///etc/passwd", FALSE, "it does not begin with https" },
    { "https://a.org/x", "javascript:alert(1)", FALSE, "it does not begin with https" },
    { "https://a.org/x", "https:///y", FALSE, "not a valid address" },
    { "https://a.org/x", "https://a.org:port/y", FALSE, "not a valid address" },
    { "http://127.0.0.1/x", "http://127.0.0.1:81/y", FALSE, "http://127.0.0.1:81/y" },
    { "http://127.0.0.1/x", "http://localhost/y", FALSE, "another server, http://localhost;" },
    { "http://127.0.0.1/x", "http://[::1]/y", FALSE, "another server, http://[::1];" },
    { "http://localhost/x", "https://localhost/x", FALSE, "https://localhost/x" },
    { "http://localhost/x", "https://localhost/x", TRUE, "another server, https://localhost;" },
    { "http://127.0.0.1/x", "http://10.0.0.1/y", FALSE, "it is not encrypted" },
    { "https://a.org/x", NULL, FALSE, "not a valid address" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GUri) from = g_uri_parse (cases[i].from, SOUP_HTTP_URI_FLAGS, NULL);
      g_autoptr (GUri) to = mirador_location_follow (from, cases[i].to, cases[i].is_known, &error);
      g_autofree char *text = to != NULL ? g_uri_to_string (to) : mirador_error_to_sentence (error);

      g_test_message ("%s to %s: %s", cases[i].from, cases[i].to, text);
      if (to != NULL)
        g_assert_cmpstr (text, ==, cases[i].expected);
      else
        g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_REDIRECT);
      g_assert_nonnull (strstr (text, cases[i].expected));
    }
}

static void
test_plain_http (void)
{
  const struct
  {
    const char *location;
    gboolean allowed;
  } cases[] = {
    { "http://127.0.0.1/a", TRUE },       { "http://127.3.2.1:80/a", TRUE },
    { "http://[::1]/a", TRUE },           { "http://localhost:8080/a", TRUE },
    { "https://a.org/a", TRUE },          { "http://a.org/a", FALSE },
    { "http://10.0.0.1/a", FALSE },       { "http://localhost.a.org/a", FALSE },
    { "http://127.0.0.1.a.org/", FALSE }, { "http://127.0.0.1@a.org/", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GUri) uri = mirador_location_parse_web (cases[i].location, &error);

      if (cases[i].allowed)
        g_assert_no_error (error);
      else
        g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_INSECURE);
    }
}

static void
test_for_people (void)
{
  const struct
  {
    const char *location;
    const char *shown;
  } cases[] = {
    { "https://a.org/x/y.csv", "https://a.org/x/y.csv" },
    { "https://u:p@a.org:8443/x?key=1&fmt=csv#top", "https://a.org:8443/x?key=…&fmt=…" },
    { "https://a.org/x?1234", "https://a.org/x?…" },
    { "http://[::1]:80/x", "http://[::1]/x" },
    { "https://u:p@a.org:port/x?k=1", "https://…" },
    { "/home/ana/datos/tamizaje.csv", "tamizaje.csv" },
    { "datos/tamizaje.csv", "tamizaje.csv" },
    { "file:///home/ana/a%C3%B1o.csv", "año.csv" },
    { "resource:///pe/x/annual-report-2025.csv", "annual-report-2025.csv" },
    { "sftp://u:p@a.org/a.csv?key=1", "sftp://a.org/a.csv?key=…" },
    { "demo:", "demo:" },
    /* Addresses that are not written well */
    { "https:a.org/x?token=1", "https:…" },
    { "https:/u:p@a.org/x", "https:…" },
    { "HTTP:\\\\a.org\\x?token=1", "http:…" },
    { " https://a.org/x.csv?token=a/b", "x.csv?…" },
    { "\"https://u:p@a.org\"", "…@a.org\"" },
    { "www.a.org/x.csv?token=1", "x.csv?…" },
    { "mailto:x?token=1", "mailto:x?…" },
    { "datos/ana@2024.csv", "ana@2024.csv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = mirador_location_for_people (cases[i].location);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/location/follow", test_follow);
  g_test_add_func ("/location/plain-http", test_plain_http);
  g_test_add_func ("/location/for-people", test_for_people);
  return g_test_run ();
}
