/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "feeds/host-gate.h"
#include "feeds/http.h"
#include "feeds/spool.h"

G_BEGIN_DECLS

/*
 * One fetch on its way. http.c asks a server, fetch-file.c opens a file, fetch.c has what both have
 * in common: the patience, the reading, the end. Everything runs on one main context. Private to
 * these files.
 */
typedef struct
{
  char *location;
  char *shown; /* the location for people */
  MiradorFetchOptions options;
  MiradorProgressFunc progress;
  gpointer progress_data;

  SoupSession *session; /* NULL for files */
  SoupMessage *message;
  GUri *first; /* what was asked for: the credentials are for its origin only */
  GUri *uri;
  GSocket *socket;
  GTlsDatabase *authority;     /* (nullable) */
  GTlsCertificateFlags faults; /* what it found wrong */
  MiradorHostPass *pass;       /* (nullable) while something is asked of the host */
  guint hops;
  guint attempt;

  GInputStream *stream;
  guint8 *chunk;
  MiradorSpool *spool;
  guint64 announced; /* bytes that are to come, 0 where unknown */
  MiradorAnswer *answer;
  gboolean refused; /* what is read is the body of a refusal: its start is enough */

  GCancellable *inner; /* ends by the user's cancellable or by impatience */
  GCancellable *outer; /* (nullable) the user's */
  gulong outer_id;
  GSource *patience;
  gboolean timed_out;
  gint64 last_moment; /* the end of all patience, monotonic; 0: not begun */
  gboolean is_last;   /* the patience of the moment ends there */
} MiradorFetch;

MiradorFetch *mirador_fetch_new (const char *location,
                                 const MiradorFetchOptions *options,
                                 GCancellable *cancellable);
void mirador_fetch_free (MiradorFetch *fetch);

/** mirador_fetch_stay: something moved: waits for another full time limit. */
void mirador_fetch_stay (MiradorFetch *fetch);
/** mirador_fetch_set_longest: for tests: how long one fetch may take in all; an hour. */
void mirador_fetch_set_longest (guint seconds);
/** mirador_fetch_rest: waits on purpose: no limit until stay(). */
void mirador_fetch_rest (MiradorFetch *fetch);

/** mirador_fetch_fail: (transfer full @task) (transfer full @cause): ends it; time limit and
 * cancellation come before what they caused. */
void mirador_fetch_fail (GTask *task, GError *cause);
/** mirador_fetch_succeed: (transfer full @task): ends it with its answer. */
void mirador_fetch_succeed (GTask *task);
/** mirador_fetch_read: (transfer full @task): spools fetch->stream to its end, then succeeds. */
void mirador_fetch_read (GTask *task);
/** mirador_fetch_open_file: (transfer full @task): opens and reads a file. */
void mirador_fetch_open_file (GTask *task);

G_END_DECLS
