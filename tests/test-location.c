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
    const char *expected;
  } cases[] = {
    { "https://a.org/x/y?k=1", "z", "https://a.org/x/z" },
    { "https://a.org/x", "https://b.org/y", "https://b.org/y" },
    { "https://a.org/x", "http://a.org/x", NULL },
    { "https://a.org/x", "http://127.0.0.1/x", NULL },
    { "https://a.org/x", "https://localhost/x", NULL },
    { "https://a.org/x", "//[::1]/x", NULL },
    { "http://127.0.0.1/x", "http://localhost:81/y", "http://localhost:81/y" },
    { "http://127.0.0.1/x", "http://[::1]/y", "http://[::1]/y" },
    { "http://127.0.0.1/x", "http://10.0.0.1/y", NULL },
    { "https://a.org/x", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GUri) from = g_uri_parse (cases[i].from, SOUP_HTTP_URI_FLAGS, NULL);
      g_autoptr (GUri) to = mirador_location_follow (from, cases[i].to, &error);
      g_autofree char *text = to != NULL ? g_uri_to_string (to) : NULL;

      g_assert_cmpstr (text, ==, cases[i].expected);
      if (to == NULL)
        g_assert_error (error, MIRADOR_ERROR, MIRADOR_ERROR_REDIRECT);
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
