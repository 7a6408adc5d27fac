/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/validators.h"

#include <string.h>

#include "model/resource.h"

#define DIGITS 8

static void
add_text (GChecksum *checksum, const char *text)
{
  /* The final NUL keeps "a" "bc" from being "ab" "c". */
  if (text != NULL)
    g_checksum_update (checksum, (const guchar *)text, strlen (text) + 1);
}

static void
add_mapping (GChecksum *checksum, const char *mapping)
{
  g_autofree char *shipped = g_strdup_printf ("mappings/%s.json", mapping);
  g_autofree char *users = g_build_filename (g_get_user_config_dir (), "mirador", shipped, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;

  add_text (checksum, mapping);
  if (g_file_get_contents (mapping, &text, NULL, NULL)
      || g_file_get_contents (users, &text, NULL, NULL))
    add_text (checksum, text);
  else if ((bytes = mirador_data_load (shipped, NULL)) != NULL)
    g_checksum_update (checksum, g_bytes_get_data (bytes, NULL), (gssize)g_bytes_get_size (bytes));
}

static void
add_list (GChecksum *checksum, char **list)
{
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    add_text (checksum, list[i]);
  /* What is next in one list is not the last of the one before. */
  add_text (checksum, "");
}

static void
add_ask (GChecksum *checksum, const MiradorAsk *ask)
{
  add_list (checksum, ask->data);
  add_list (checksum, ask->places);
  add_list (checksum, ask->periods);
  add_text (checksum, ask->num_den ? "numerators" : "values");
}

char *
mirador_validators_fingerprint (const MiradorTable *table, const char *mapping)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  add_text (checksum, PACKAGE_VERSION);
  add_text (checksum, table->location);
  add_text (checksum, table->format);
  if (mapping != NULL)
    add_mapping (checksum, mapping);
  if (table->ask != NULL)
    add_ask (checksum, table->ask);
  /* What was kept until now may have to be retired. */
  if (table->revisions == MIRADOR_REVISIONS_SNAPSHOT)
    add_text (checksum, "snapshot");
  return g_strndup (g_checksum_get_string (checksum), DIGITS);
}

char *
mirador_validators_pack (const char *fingerprint, const char *etag)
{
  return g_strjoin (" ", fingerprint, etag, NULL);
}

gboolean
mirador_validators_fit (const MiradorRefresh *known,
                        const char *scope,
                        const char *fingerprint,
                        const char **etag)
{
  const char *rest;

  *etag = NULL;
  if (known == NULL || known->etag == NULL || (*scope != '\0' && strcmp (known->scope, scope) != 0)
      || !g_str_has_prefix (known->etag, fingerprint))
    return FALSE;
  rest = known->etag + strlen (fingerprint);
  if (*rest == ' ')
    *etag = rest + 1;
  return *rest == ' ' || *rest == '\0';
}
