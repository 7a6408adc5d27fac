/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/location.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "feeds/http.h"
#include "model/error.h"
#include "model/error-phrase.h"

/* What stands for a value that nobody should read. */
#define HIDDEN "…"

static gboolean
has_scheme (const char *location, const char *scheme)
{
  gsize length = strlen (scheme);

  return g_ascii_strncasecmp (location, scheme, length) == 0 && location[length] == ':';
}

gboolean
mirador_location_is_web (const char *location)
{
  return has_scheme (location, "http") || has_scheme (location, "https");
}

/* The names of a query's fields help to recognise an address; their values may be tokens. A field
 * without a name is hidden whole. */
static char *
hide_query (const char *query)
{
  g_auto (GStrv) fields = g_strsplit (query, "&", -1);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      const char *equals = strchr (fields[i], '=');
      char *shown = equals == NULL
                      ? g_strdup (HIDDEN)
                      : g_strdup_printf ("%.*s=" HIDDEN, (int)(equals - fields[i]), fields[i]);

      g_free (fields[i]);
      fields[i] = shown;
    }
  return g_strjoinv ("&", fields);
}

char *
mirador_uri_for_people (GUri *uri)
{
  const char *query = g_uri_get_query (uri);
  g_autofree char *hidden = query != NULL ? hide_query (query) : NULL;

  return g_uri_join (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), g_uri_get_path (uri), hidden, NULL);
}

/* Of a server, whether we can ask it or not; not a file. */
static gboolean
is_address (const char *location)
{
  g_autofree char *scheme = g_uri_parse_scheme (location);

  return scheme != NULL && g_str_has_prefix (location + strlen (scheme), "://")
         && !has_scheme (location, "file") && !has_scheme (location, "resource");
}

/* Where "user:password@" begins that stands before @at; @at itself where there is none. */
static const char *
find_user (const char *text, const char *at)
{
  const char *start = at;

  while (start > text && start[-1] != '/')
    start--;
  return memchr (start, ':', at - start) != NULL ? start : at;
}

char *
mirador_path_for_people (const char *path)
{
  gsize length = strcspn (path, "?");
  g_autofree char *plain = g_strndup (path, length);
  const char *at = strrchr (plain, '@');
  const char *user = at != NULL ? find_user (plain, at) : NULL;
  const char *query = path[length] != '\0' ? "?" HIDDEN : "";

  if (user == at)
    return g_strconcat (plain, query, NULL);
  return g_strdup_printf ("%.*s" HIDDEN "%s%s", (int)(user - plain), plain, at, query);
}

char *
mirador_location_for_people (const char *location)
{
  g_autofree char *path = NULL;
  g_autofree char *clean = NULL;

  if (is_address (location))
    {
      g_autoptr (GUri) uri = g_uri_parse (location, SOUP_HTTP_URI_FLAGS, NULL);
      g_autofree char *scheme = g_uri_parse_scheme (location);

      if (uri != NULL)
        return mirador_uri_for_people (uri);
      return g_strdup_printf ("%s://" HIDDEN, scheme);
    }
  if (mirador_location_is_web (location))
    return g_strdup (has_scheme (location, "http") ? "http:" HIDDEN : "https:" HIDDEN);
  if (has_scheme (location, "demo"))
    return g_strdup (location);
  if (has_scheme (location, "file"))
    path = g_filename_from_uri (location, NULL, NULL);
  clean = path != NULL ? g_steal_pointer (&path) : mirador_path_for_people (location);
  return g_filename_display_basename (clean);
}

/* This machine by its name or by a loopback address. "localhost" never leaves it: GResolver answers
 * it without asking (RFC 6761). */
gboolean
mirador_uri_is_this_machine (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  g_autoptr (GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
is_secure (GUri *uri)
{
  return g_strcmp0 (g_uri_get_scheme (uri), "https") == 0;
}

GUri *
mirador_location_parse_web (const char *location, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GUri) uri = g_uri_parse (location, SOUP_HTTP_URI_FLAGS, &cause);
  g_autofree char *shown = mirador_location_for_people (location);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    {
      /* GLib's reason would repeat the address with its secrets. */
      mirador_set_error (error, MIRADOR_ERROR_HOST_NOT_FOUND, shown, NULL);
      return NULL;
    }
  if (!is_secure (uri) && !mirador_uri_is_this_machine (uri))
    {
      mirador_set_error (error, MIRADOR_ERROR_INSECURE, shown, NULL);
      return NULL;
    }
  return g_steal_pointer (&uri);
}

gboolean
mirador_uri_is_same_origin (GUri *one, GUri *other)
{
  return g_strcmp0 (g_uri_get_scheme (one), g_uri_get_scheme (other)) == 0
         && g_ascii_strcasecmp (g_uri_get_host (one), g_uri_get_host (other)) == 0
         && g_uri_get_port (one) == g_uri_get_port (other);
}

char *
mirador_uri_get_origin (GUri *uri)
{
  char *origin = g_uri_join (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL,
                             g_uri_get_host (uri), g_uri_get_port (uri), "", NULL, NULL);

  /* GLib gives a web address without a path the path "/". */
  if (g_str_has_suffix (origin, "/"))
    origin[strlen (origin) - 1] = '\0';
  return origin;
}

static const char *
skip_www (const char *host)
{
  return g_ascii_strncasecmp (host, "www.", 4) == 0 ? host + 4 : host;
}

static gboolean
is_same_host (GUri *one, GUri *other)
{
  return g_ascii_strcasecmp (skip_www (g_uri_get_host (one)), skip_www (g_uri_get_host (other)))
         == 0;
}

/* Why an answer must not send us there; NULL where it may. A server elsewhere has no business with
 * what listens on this machine. */
static const char *
forbids (GUri *from, GUri *to)
{
  const char *scheme = g_uri_get_scheme (to);

  if (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0)
    return N_ ("it does not begin with https");
  if (g_uri_get_host (to) == NULL || *g_uri_get_host (to) == '\0')
    return N_ ("it is not a valid address");
  if (mirador_uri_is_this_machine (to) && !mirador_uri_is_this_machine (from))
    return N_ ("it is on this machine");
  if (!is_secure (to) && (is_secure (from) || !mirador_uri_is_this_machine (to)))
    return N_ ("it is not encrypted");
  return NULL;
}

/* (transfer full) (nullable): the same of whose server it is. */
static char *
forbids_owner (GUri *from, GUri *to, gboolean is_known)
{
  g_autofree char *origin = NULL;

  if (is_known ? mirador_uri_is_same_origin (from, to) : is_same_host (from, to))
    return NULL;
  origin = mirador_uri_get_origin (to);
  /* Translators: %1$s is the beginning of an address: that of a server. */
  return mirador_phrase (N_ ("it is on another server, %1$s; if you trust that one, write the new "
                             "address into the source"),
                         origin, NULL);
}

GUri *
mirador_location_follow (GUri *from, const char *target, gboolean is_known, GError **error)
{
  g_autofree char *shown = mirador_uri_for_people (from);
  g_autoptr (GUri) to = NULL;
  const char *forbidden = N_ ("it is not a valid address");
  g_autofree char *owner = NULL;

  if (target != NULL)
    to = g_uri_parse_relative (from, target, SOUP_HTTP_URI_FLAGS, NULL);
  if (to != NULL)
    forbidden = forbids (from, to);
  if (forbidden == NULL)
    forbidden = owner = forbids_owner (from, to, is_known);
  if (forbidden == NULL)
    return g_steal_pointer (&to);
  mirador_set_error (error, MIRADOR_ERROR_REDIRECT, shown, forbidden, NULL);
  return NULL;
}

GFile *
mirador_location_open_file (const char *location, GError **error)
{
  g_autofree char *scheme = g_uri_parse_scheme (location);
  g_autofree char *shown = NULL;
  g_autofree char *why = NULL;

  if (scheme == NULL || g_file_test (location, G_FILE_TEST_EXISTS))
    return g_file_new_for_path (location);
  if (has_scheme (location, "file") || has_scheme (location, "resource"))
    return g_file_new_for_uri (location);
  shown = mirador_location_for_people (location);
  /* Translators: %1$s is the beginning of an address, as ftp. */
  why = mirador_phrase (N_ ("addresses that begin with “%1$s:” are not known"), scheme, NULL);
  mirador_set_error (error, MIRADOR_ERROR_FILE_UNREADABLE, shown, why, NULL);
  return NULL;
}
