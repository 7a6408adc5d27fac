/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "feeds/http.h"

G_BEGIN_DECLS

/** MiradorGetting: options that outlive who gave them, with their secret, for several requests. */
typedef struct
{
  MiradorFetchOptions options;
  char *user_agent;
  char *authorization;
  char *authority;
} MiradorGetting;
MiradorGetting *mirador_getting_new (const MiradorFetchOptions *options);
void mirador_getting_free (MiradorGetting *getting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorGetting, mirador_getting_free)

/**
 * mirador_dhis2_get_with:
 * @base: the server's start page: mirador_dhis2_base()
 * @path: behind "api/"
 * @getting: lives until this is done
 *
 * One document of a DHIS2 server's API. finish() gives (transfer full) its root, an object. Fails
 * as mirador_fetch_async() does, with HTTP_STATUS where the credentials are not right, with
 * WRONG_SERVER where what answers is no DHIS2, and with REFUSED where it says in words why.
 */
void mirador_dhis2_get_with (const char *base,
                             const char *path,
                             const MiradorGetting *getting,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
JsonNode *mirador_dhis2_get_finish (GAsyncResult *result, GError **error);

G_END_DECLS
