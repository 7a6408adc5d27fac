/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/parts.h"

G_BEGIN_DECLS

/** MiradorAnswer: what a server said; the body never touched the disk (memfd). */
typedef struct
{
  int status;          /* 200 or 304; with keep_refusals also 4xx and 5xx */
  GBytes *body;        /* (nullable) */
  char *content_type;  /* (nullable) */
  char *etag;          /* (nullable) */
  char *last_modified; /* (nullable) */
  char *sha256;        /* of the body; where others follow, of the sha256 (in hexadecimal) of each,
                          or NULL while it is not known */
  MiradorParts *more;  /* (nullable) the bodies that follow this one: feeds/asking.h; given up when
                          the answer is freed: who wants them steals them */
} MiradorAnswer;
void mirador_answer_free (MiradorAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorAnswer, mirador_answer_free)

typedef struct
{
  const char *etag;          /* (nullable) for If-None-Match */
  const char *last_modified; /* (nullable) for If-Modified-Since */
  const char *user_agent;    /* (nullable) */
  guint timeout_seconds;     /* without a byte for so long it fails; 0: 60; an hour for the whole */
  guint64 max_bytes;         /* 0: 512 MiB */
  const char *authorization; /* (nullable) a secret: the value of the Authorization header, for the
                                origin of the location only */
  const char *authority;     /* (nullable) PEM file of an authority to trust beside the system's */
  guint at_once;             /* requests to one host at a time; 0: 1 */
  gboolean keep_refusals;    /* an answer of 4xx or 5xx is an answer with its body, the first 64 KiB
                                of it, not an error; retried before as always */
} MiradorFetchOptions;

/** MiradorProgressFunc: on the main context; @total is 0 where unknown. */
typedef void (*MiradorProgressFunc) (guint64 bytes, guint64 total, gpointer user_data);

/**
 * mirador_fetch_async:
 * @location: http:, https: (plain http only to this machine), file:, resource:, or a path
 *
 * Asynchronous on the main context. Fails with HOST_NOT_FOUND, CONNECTION, TLS, INSECURE, TIMEOUT,
 * HTTP_STATUS, REFUSED (the server says why in a document), REDIRECT (to another host too),
 * TOO_LARGE, TRUNCATED (fewer bytes than announced), FILE_NOT_FOUND or FILE_UNREADABLE (of the
 * authority too), EMPTY or CANCELLED. Addresses in errors come without their query's secrets, and
 * neither errors nor kept refusals with what the server tells back of them.
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
