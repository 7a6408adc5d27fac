/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** MiradorAnswer: what a server said; the body never touched the disk (memfd). */
typedef struct
{
  int status;          /* 200 or 304 */
  GBytes *body;        /* (nullable) */
  char *content_type;  /* (nullable) */
  char *etag;          /* (nullable) */
  char *last_modified; /* (nullable) */
  char *sha256;        /* of the body */
} MiradorAnswer;
void mirador_answer_free (MiradorAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorAnswer, mirador_answer_free)

typedef struct
{
  const char *etag;          /* (nullable) for If-None-Match */
  const char *last_modified; /* (nullable) for If-Modified-Since */
  const char *user_agent;    /* (nullable) */
  guint timeout_seconds;     /* without a byte for so long it fails; 0: 60 */
  guint64 max_bytes;         /* 0: 512 MiB */
} MiradorFetchOptions;

/** MiradorProgressFunc: on the main context; @total is 0 where unknown. */
typedef void (*MiradorProgressFunc) (guint64 bytes, guint64 total, gpointer user_data);

/**
 * mirador_fetch_async:
 * @location: http:, https: (plain http only to this machine), file:, resource:, or a path
 *
 * Asynchronous on the main context. Fails with HOST_NOT_FOUND, CONNECTION, TLS, INSECURE, TIMEOUT,
 * HTTP_STATUS, REDIRECT, TOO_LARGE, TRUNCATED (fewer bytes than announced), FILE_NOT_FOUND,
 * FILE_UNREADABLE, EMPTY or CANCELLED. Addresses in errors come without their query's secrets.
 */
void mirador_fetch_async (const char *location,
                          const MiradorFetchOptions *options,
                          MiradorProgressFunc progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
MiradorAnswer *mirador_fetch_finish (GAsyncResult *result, GError **error);

/** mirador_location_for_people: (transfer full): an address without user, password and query
 * values; a file's name. */
char *mirador_location_for_people (const char *location);

G_END_DECLS
