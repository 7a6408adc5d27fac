/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/http.h"
#include "feeds/source.h"

G_BEGIN_DECLS

/** MiradorDhis2List: what a list is asked for; strings are copied. */
typedef struct
{
  const char *base; /* the server's start page: mirador_dhis2_base() */
  MiradorRemoteKind kind;
  const char *search; /* (nullable) a part of name or code */
  const char *parent; /* (nullable) uid: places below it */
  int level;          /* places of this level; 0: any */
  guint most;
} MiradorDhis2List;

/**
 * mirador_dhis2_list_async:
 *
 * A list of a DHIS2 server's API, all pages of it. Fails as mirador_fetch_async() does, with
 * WRONG_SERVER where what answers is no DHIS2, with PAGES where a page comes back.
 */
void mirador_dhis2_list_async (const MiradorDhis2List *list,
                               const MiradorFetchOptions *options,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/** mirador_dhis2_list_finish: (transfer full) (element-type MiradorRemote) in the server's order;
 * @is_cut: (out) (optional): there were more. */
GPtrArray *mirador_dhis2_list_finish (GAsyncResult *result, gboolean *is_cut, GError **error);

G_END_DECLS
