/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/http-refusal.h"

#include <string.h>

#include "feeds/http-error.h"
#include "feeds/secret.h"
#include "feeds/server-error.h"

#define HIDDEN "…"
/* What is shorter stands in many a word. */
#define LEAST_SECRET 4

static void
hide_as_written (char **text, const char *secret)
{
  g_autoptr (GString) hidden = NULL;

  if (strlen (secret) < LEAST_SECRET || strstr (*text, secret) == NULL)
    return;
  hidden = g_string_new (*text);
  g_string_replace (hidden, secret, HIDDEN, 0);
  g_free (*text);
  *text = g_string_free (g_steal_pointer (&hidden), FALSE);
}

/* As JSON writes it; PHP writes "/" in another way than the others. */
static char *
escape_json (const char *secret, const char *escaped)
{
  GString *text = g_string_sized_new (2 * strlen (secret) + 1);

  for (; *secret != '\0'; secret++)
    {
      if (strchr (escaped, *secret) != NULL)
        g_string_append_c (text, '\\');
      g_string_append_c (text, *secret);
    }
  return g_string_free (text, FALSE);
}

/* Whoever tells it back may have put it into an address or a document. */
static void
hide (char **text, const char *secret)
{
  char *written[] = { g_uri_escape_string (secret, NULL, FALSE), g_markup_escape_text (secret, -1),
                      escape_json (secret, "\"\\"), escape_json (secret, "\"\\/") };

  hide_as_written (text, secret);
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      hide_as_written (text, written[i]);
      mirador_secret_free (written[i]);
    }
}

/* "user:password" as Basic sends it. */
static void
hide_password (char **text, const char *encoded)
{
  gsize length = 0;
  guchar *decoded = g_base64_decode (encoded, &length);
  g_autofree char *pair = g_strndup ((const char *)decoded, length);
  char *colon = strchr (pair, ':');

  if (colon != NULL)
    hide (text, colon + 1);
  explicit_bzero (pair, strlen (pair));
  explicit_bzero (decoded, length);
  g_free (decoded);
}

/* What fills up the last letters of base64 may be left out or written in another way. */
static void
hide_without_end (char **text, const char *encoded)
{
  char *bare = g_strndup (encoded, strcspn (encoded, "="));

  hide (text, bare);
  mirador_secret_free (bare);
}

static void
hide_authorization (char **text, const char *authorization)
{
  const char *space = authorization != NULL ? strchr (authorization, ' ') : NULL;
  const char *secret = space != NULL ? space + 1 : authorization;

  if (secret == NULL)
    return;
  hide (text, secret);
  if (g_ascii_strncasecmp (authorization, "Basic ", strlen ("Basic ")) != 0)
    return;
  hide_password (text, secret);
  hide_without_end (text, secret);
}

static gboolean
is_secret_name (const char *name)
{
  static const char *const parts[] = { "key", "token", "secret", "pass", "auth", "sig", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (strstr (lower, parts[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Other fields of a query may be shown: a server that names them says what is wrong. */
static void
hide_query (char **text, GUri *uri)
{
  const char *query = uri != NULL ? g_uri_get_query (uri) : NULL;
  g_auto (GStrv) fields = g_strsplit (query != NULL ? query : "", "&", -1);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      char *equals = strchr (fields[i], '=');
      g_autofree char *plain = NULL;

      if (equals == NULL)
        continue;
      *equals = '\0';
      if (!is_secret_name (fields[i]))
        continue;
      hide (text, equals + 1);
      plain = g_uri_unescape_string (equals + 1, NULL);
      if (plain != NULL)
        hide (text, plain);
    }
}

/* A server may tell us what we told it. */
static void
hide_secrets (char **text, const char *authorization, GUri *uri)
{
  hide_authorization (text, authorization);
  hide_query (text, uri);
}

GBytes *
mirador_http_refusal_clean (GBytes *body, const char *authorization, GUri *uri)
{
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);
  g_autofree char *text = NULL;

  /* What is no text says nothing to anybody. */
  if (length == 0 || memchr (bytes, '\0', length) != NULL)
    return g_bytes_ref (body);
  text = g_strndup (bytes, length);
  hide_secrets (&text, authorization, uri);
  length = strlen (text);
  return g_bytes_new_take (g_steal_pointer (&text), length);
}

static MiradorServerError *
read_document (GBytes *body)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (body, &length);

  return length > 0 ? mirador_server_error_read (bytes, length) : NULL;
}

GBytes *
mirador_http_refusal_clean_document (GBytes *body, const char *authorization, GUri *uri)
{
  g_autoptr (MiradorServerError) said = NULL;

  if (g_bytes_get_size (body) <= MIRADOR_REFUSAL_BYTES)
    said = read_document (body);
  return said != NULL ? mirador_http_refusal_clean (body, authorization, uri) : g_bytes_ref (body);
}

gboolean
mirador_http_holds_secret (const char *text, const char *authorization, GUri *uri)
{
  g_autofree char *hidden = g_strdup (text);

  hide_secrets (&hidden, authorization, uri);
  return strcmp (hidden, text) != 0;
}

GError *
mirador_http_refusal_new (const char *shown,
                          guint status,
                          GBytes *body,
                          const char *authorization,
                          GUri *uri)
{
  g_autoptr (MiradorServerError) said = body != NULL ? read_document (body) : NULL;
  g_autofree char *text = NULL;

  if (said == NULL)
    {
      text = g_strdup_printf ("%u", status);
      return mirador_error_new (MIRADOR_ERROR_HTTP_STATUS, shown, text,
                                mirador_http_status_phrase (status), NULL);
    }
  said->status = (int)status;
  text = mirador_server_error_to_text (said);
  /* Once more, where the document had written it in another way. */
  hide_secrets (&text, authorization, uri);
  return mirador_error_new (MIRADOR_ERROR_REFUSED, shown, text, NULL);
}
