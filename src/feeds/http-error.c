/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/http-error.h"

#include <libsoup/soup.h>

#include "model/error.h"

/* A server that is busy is asked three times in all; one that wants a longer rest than this is left
 * alone until the next refresh. */
#define ATTEMPTS 3
#define LONGEST_PAUSE 30000

static int first_pause = 1000;

/* The connection ended in the middle: a cut body, whatever layer noticed it. */
static gboolean
is_cut (const GError *cause)
{
  return g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)
         || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
         || g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_EOF)
         || g_error_matches (cause, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING);
}

static gboolean
is_unknown_host (const GError *cause)
{
  return cause->domain == G_RESOLVER_ERROR
         || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND);
}

GError *
mirador_http_error (const GError *cause, const char *shown, gboolean in_body)
{
  MiradorError code = MIRADOR_ERROR_CONNECTION;

  if (in_body && is_cut (cause))
    code = MIRADOR_ERROR_TRUNCATED;
  else if (is_unknown_host (cause))
    return mirador_error_new (MIRADOR_ERROR_HOST_NOT_FOUND, shown, NULL);
  else if (cause->domain == G_TLS_ERROR)
    code = MIRADOR_ERROR_TLS;
  return mirador_error_new (code, shown, cause->message, NULL);
}

GError *
mirador_file_error (const GError *cause, const char *location)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (cause, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND))
    return mirador_error_new (MIRADOR_ERROR_FILE_NOT_FOUND, location, NULL);
  return mirador_error_new (MIRADOR_ERROR_FILE_UNREADABLE, location, cause->message, NULL);
}

/* Only the form in seconds; a date would make the pause depend on two clocks. */
static int
parse_retry_after (const char *text)
{
  guint64 seconds = 0;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, 86400, &seconds, NULL))
    return -1;
  return (int)seconds * 1000;
}

int
mirador_http_retry_pause (guint status, const char *retry_after, guint attempt)
{
  int pause = first_pause;
  int wanted = -1;

  if ((status != 429 && status < 500) || attempt + 1 >= ATTEMPTS)
    return -1;
  if (status == 429 || status == 503)
    wanted = parse_retry_after (retry_after);
  if (wanted > LONGEST_PAUSE)
    return -1;
  for (guint i = 0; i < attempt; i++)
    pause *= 3;
  return MAX (pause, wanted);
}

void
mirador_http_set_first_pause (guint milliseconds)
{
  first_pause = (int)milliseconds;
}
