/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/secret-private.h"

#include <string.h>

#define PREFIX "MIRADOR_SECRET_"

/* Written once, before there are threads. */
static GHashTable *taken;

void
mirador_secret_take_environment (void)
{
  g_auto (GStrv) names = g_listenv ();

  if (taken == NULL)
    taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                   (GDestroyNotify)mirador_secret_free);
  for (guint i = 0; names[i] != NULL; i++)
    {
      char *secret = g_str_has_prefix (names[i], PREFIX) ? (char *)g_getenv (names[i]) : NULL;

      if (secret == NULL)
        continue;
      g_hash_table_replace (taken, g_strdup (names[i]), g_strdup (secret));
      explicit_bzero (secret, strlen (secret));
      g_unsetenv (names[i]);
    }
}

const char *
mirador_secret_get_given (const char *variable)
{
  const char *secret = taken != NULL ? g_hash_table_lookup (taken, variable) : NULL;

  return secret != NULL ? secret : g_getenv (variable);
}
