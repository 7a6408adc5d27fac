/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/http-error.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "model/error.h"
#include "model/error-phrase.h"

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

static const char *
find_certificate_phrase (GTlsCertificateFlags faults)
{
  static const struct
  {
    GTlsCertificateFlags fault;
    const char *phrase;
  } known[] = {
    { G_TLS_CERTIFICATE_BAD_IDENTITY, N_ ("its certificate is that of another server") },
    { G_TLS_CERTIFICATE_EXPIRED, N_ ("its certificate has expired") },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, N_ ("its certificate is not valid yet") },
    { G_TLS_CERTIFICATE_REVOKED, N_ ("its certificate was revoked") },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, N_ ("nobody whom this computer trusts vouches for its "
                                        "certificate") },
    { G_TLS_CERTIFICATE_INSECURE, N_ ("its certificate is too weak") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if ((faults & known[i].fault) != 0)
      return known[i].phrase;
  return N_ ("its certificate is not valid");
}

static char *
make_tls_phrase (const GError *cause, GTlsCertificateFlags faults)
{
  if (faults != 0 || cause->code == G_TLS_ERROR_BAD_CERTIFICATE)
    return g_strdup (find_certificate_phrase (faults));
  if (cause->code == G_TLS_ERROR_NOT_TLS)
    return g_strdup (N_ ("the server does not encrypt"));
  if (cause->code == G_TLS_ERROR_CERTIFICATE_REQUIRED)
    return g_strdup (N_ ("the server asks for a certificate of ours"));
  return g_strdup (N_ ("no encryption could be agreed on"));
}

static char *
make_connection_phrase (const GError *cause)
{
  if (cause->domain != SOUP_SESSION_ERROR)
    return mirador_phrase_of_cause (cause);
  if (cause->code == SOUP_SESSION_ERROR_PARSING || cause->code == SOUP_SESSION_ERROR_ENCODING)
    return g_strdup (N_ ("what came cannot be understood"));
  return g_strdup (N_ ("the server did not answer as it should"));
}

GError *
mirador_http_error (const GError *cause,
                    const char *shown,
                    GTlsCertificateFlags faults,
                    gboolean in_body)
{
  g_autofree char *why = NULL;

  if (in_body && is_cut (cause))
    return mirador_error_new (MIRADOR_ERROR_TRUNCATED, shown, NULL);
  if (is_unknown_host (cause))
    return mirador_error_new (MIRADOR_ERROR_HOST_NOT_FOUND, shown, NULL);
  if (cause->domain == G_TLS_ERROR)
    {
      why = make_tls_phrase (cause, faults);
      return mirador_error_new (MIRADOR_ERROR_TLS, shown, why, NULL);
    }
  why = make_connection_phrase (cause);
  return mirador_error_new (MIRADOR_ERROR_CONNECTION, shown, why, NULL);
}

const char *
mirador_http_status_phrase (guint status)
{
  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
    case SOUP_STATUS_FORBIDDEN:
    case SOUP_STATUS_PROXY_UNAUTHORIZED:
      return N_ ("the server does not let us in; check the address and the credentials");
    case SOUP_STATUS_NOT_FOUND:
    case SOUP_STATUS_GONE:
      return N_ ("there is nothing at this address; check how it is written");
    case SOUP_STATUS_REQUEST_TIMEOUT:
    case 429:
      return N_ ("the server is too busy; try again later");
    default:
      return status >= 500 ? N_ ("the server is out of order; try again later")
                           : N_ ("the server does not accept the request; check the address");
    }
}

GError *
mirador_file_error (const GError *cause, const char *location)
{
  g_autofree char *why = NULL;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (cause, G_RESOURCE_ERROR, G_RESOURCE_ERROR_NOT_FOUND))
    return mirador_error_new (MIRADOR_ERROR_FILE_NOT_FOUND, location, NULL);
  why = mirador_phrase_of_cause (cause);
  return mirador_error_new (MIRADOR_ERROR_FILE_UNREADABLE, location, why, NULL);
}

static GDateTime *
parse_date (const char *text)
{
  return text != NULL ? soup_date_time_new_from_http_string (text) : NULL;
}

/* Milliseconds until a date; without the server's clock, by ours. */
static int
count_until (const char *text, const char *date)
{
  g_autoptr (GDateTime) then = parse_date (text);
  g_autoptr (GDateTime) now = parse_date (date);
  gint64 left;

  if (then == NULL)
    return -1;
  if (now == NULL)
    now = g_date_time_new_now_utc ();
  left = g_date_time_difference (then, now) / G_TIME_SPAN_MILLISECOND;
  return (int)CLAMP (left, 0, LONGEST_PAUSE + 1);
}

static int
parse_retry_after (const char *text, const char *date)
{
  guint64 seconds = 0;

  if (text == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &seconds, NULL))
    return (int)MIN (seconds, LONGEST_PAUSE / 1000 + 1) * 1000;
  return count_until (text, date);
}

int
mirador_http_retry_pause (guint status, const char *retry_after, const char *date, guint attempt)
{
  int pause = first_pause;
  int wanted = -1;

  if ((status != 429 && status < 500) || attempt + 1 >= ATTEMPTS)
    return -1;
  if (status == 429 || status == 503)
    wanted = parse_retry_after (retry_after, date);
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
