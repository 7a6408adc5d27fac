/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/secret-private.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>
#include "model/error-phrase.h"
#include "model/error.h"

#define PREFIX "MIRADOR_SECRET_"

void
mirador_secret_free (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

char *
mirador_secret_variable (const char *feed)
{
  g_autofree char *upper = g_ascii_strup (feed, -1);

  /* A shell takes letters, digits and underscores only. */
  for (char *next = upper; *next != '\0'; next++)
    if (!g_ascii_isalnum (*next))
      *next = '_';
  return g_strconcat (PREFIX, upper, NULL);
}

gboolean
mirador_secret_is_usable (const char *secret)
{
  if (secret == NULL || *secret == '\0' || !g_utf8_validate (secret, -1, NULL))
    return FALSE;
  /* A line end in a header would begin another header. */
  for (; *secret != '\0'; secret++)
    if (g_ascii_iscntrl (*secret))
      return FALSE;
  return TRUE;
}

static char *
make_basic (const char *user, const char *secret)
{
  char *pair = g_strconcat (user != NULL ? user : "", ":", secret, NULL);
  char *encoded = g_base64_encode ((const guchar *)pair, strlen (pair));
  char *value = g_strconcat ("Basic ", encoded, NULL);

  mirador_secret_free (pair);
  mirador_secret_free (encoded);
  return value;
}

char *
mirador_secret_authorization (MiradorAuth auth, const char *user, const char *secret)
{
  if (!mirador_secret_is_usable (secret))
    return NULL;
  switch (auth)
    {
    case MIRADOR_AUTH_BASIC:
      return make_basic (user, secret);
    case MIRADOR_AUTH_API_TOKEN:
      return g_strconcat ("ApiToken ", secret, NULL);
    case MIRADOR_AUTH_BEARER:
      return g_strconcat ("Bearer ", secret, NULL);
    case MIRADOR_AUTH_NONE:
    case MIRADOR_N_AUTHS:
    default:
      return NULL;
    }
}

GError *
mirador_secret_missing_new (const char *feed)
{
  g_autofree char *variable = mirador_secret_variable (feed);

  return mirador_error_new (MIRADOR_ERROR_SECRET_MISSING, feed, variable, NULL);
}

GError *
mirador_secret_refusal_new (const char *feed, const char *why)
{
  g_autofree char *variable = mirador_secret_variable (feed);

  return mirador_error_new (MIRADOR_ERROR_SECRET_SERVICE, feed, variable, why, NULL);
}

static gboolean
is_absent (const GError *cause)
{
  return g_error_matches (cause, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (cause, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || (cause->domain == G_DBUS_ERROR && cause->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED
             && cause->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY);
}

/* What the keyring itself says is left out: nobody knows what it quotes. */
char *
mirador_secret_explain (const GError *cause)
{
  g_autofree char *name = g_dbus_error_get_remote_error (cause);

  if (is_absent (cause))
    return g_strdup (N_ ("no keyring is running here"));
  if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return g_strdup (N_ ("it is locked"));
  if (cause->domain == SECRET_ERROR)
    return g_strdup (N_ ("it gives an answer that cannot be understood"));
  if (g_error_matches (cause, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY)
      || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_strdup (N_ ("it does not answer"));
  if (name != NULL)
    /* Translators: %1$s is the name of an error, as org.freedesktop.DBus.Error.AccessDenied. */
    return mirador_phrase (N_ ("it refuses with %1$s"), name, NULL);
  return g_strdup (N_ ("there is no session bus to reach it by"));
}
