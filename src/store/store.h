/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "model/frame.h"
#include "model/observation.h"
#include "model/profile.h"
#include "model/query.h"

G_BEGIN_DECLS

/** What becomes of two rows that give the same series and period. */
typedef enum
{
  MIRADOR_DUPLICATES_REJECT,
  MIRADOR_DUPLICATES_ADD, /* the mapping says that such rows are parts of one figure */
} MiradorDuplicates;

/**
 * MiradorPull:
 *
 * One refresh of one feed on its way into the store. Strings and arrays are owned.
 */
typedef struct
{
  MiradorProfile *profile;
  char *scope;         /* the feed's table, "" where it has one only */
  GPtrArray *measures; /* (element-type utf8) interned: what this pull replaces in a snapshot */
  gboolean snapshot;   /* what is gone from it is retired; else it only adds and corrects */
  GArray *asked;       /* (element-type MiradorRange) the days that the source was asked for, none:
                          for all that it has. Of a snapshot only values retire whose period lies
                          within them: who asks for the last twelve months hears nothing of older
                          ones, and they stay. Filled by mirador_pull_add_asked() */
  GHashTable *asked_periods; /* (element-type gint64) packed: of its grain each alone was asked for;
                                filled by mirador_pull_add_asked_period() */
  guint asked_grains;        /* bit (1 << MiradorGrain) of each of those */
  MiradorDuplicates duplicates;
  double reject_limit; /* 0 to 1: a larger share of rejected rows fails the refresh */
  char *catalogue;     /* (nullable) JSON for mirador_catalogue_extend(), kept with the feed */
  char *mapping;       /* (nullable) mapping id, for errors */
  char *origin;        /* file or address without secrets, for people */
  gint64 started;      /* seconds since 1970 */
  int http_status;     /* 0 for files */
  guint64 bytes;
  char *sha256;        /* (nullable) of the body */
  char *etag;          /* (nullable) */
  char *last_modified; /* (nullable) */
} MiradorPull;

MiradorPull *mirador_pull_new (MiradorProfile *profile);
void mirador_pull_free (MiradorPull *pull);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorPull, mirador_pull_free)

/** mirador_pull_add_asked: notes that the source was asked for these days (of one period, of a year
 * to another, ...): once for each where they are several. Days that follow on one another count as
 * one span. */
void mirador_pull_add_asked (MiradorPull *pull, MiradorRange days);
/** mirador_pull_add_asked_period: notes that the source was asked for this very period. Another one
 * of its grain was not, even where both its days were: a month and a quarter after it may hold all
 * days of the quarter before. What is of a grain that nobody asks for any more lies in the days. */
void mirador_pull_add_asked_period (MiradorPull *pull, MiradorPeriod period);
/** mirador_pull_asked_for: whether a figure of @period would have come, if there was one. */
gboolean mirador_pull_asked_for (const MiradorPull *pull, MiradorPeriod period);

/** MiradorRefresh: what one refresh did. A boxed value: free with mirador_refresh_free(). */
typedef struct
{
  gint64 id;
  char *feed;
  char *scope;
  char *origin;
  gint64 started;
  gint64 finished;
  int http_status;
  guint64 bytes;
  guint64 rows; /* rows read, rejected ones among them */
  guint64 rejected;
  guint64 added;      /* values new to the store */
  guint64 changed;    /* values that said something else before */
  guint64 retired;    /* values that are gone from a snapshot */
  gboolean unchanged; /* 304, the same bytes as before, or the same figures */
  char *etag;
  char *last_modified;
  char *sha256;
  GError *error; /* (nullable) */
} MiradorRefresh;

MiradorRefresh *mirador_refresh_copy (const MiradorRefresh *refresh);
void mirador_refresh_free (MiradorRefresh *refresh);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorRefresh, mirador_refresh_free)

/** MiradorRejected: a row that was set aside; never its text. */
typedef struct
{
  guint64 row;
  char *column;
  MiradorReject reason;
} MiradorRejected;
void mirador_rejected_free (MiradorRejected *rejected);

/** MiradorFeedStatus: how a feed of the store stands. */
typedef struct
{
  MiradorProfile *profile;
  MiradorRefresh *last_good; /* (nullable) the newest that read rows and kept them */
  MiradorRefresh *last;      /* (nullable) the newest of all, or, where one of its tables has failed
                                since, that failure: its error is the feed's */
  guint64 n_values;          /* values that the feed has now */
  guint64 n_rejected;        /* rows set aside in the last good refresh of each scope */
  MiradorPeriod data_until;
  GPtrArray *tables; /* (element-type MiradorRefresh) of each scope the newest that brought figures,
                        by scope: their etags are what the next pull may ask with */
  gint64 last_attempt;  /* when its newest refresh of all ended */
  gint64 well;          /* when the table of `last` was last pulled without an error, with news or
                           without; 0: never */
  gint64 failing_since; /* its first failure after that; 0: it is well */
  guint n_failures;     /* how often it has failed since */
} MiradorFeedStatus;
void mirador_feed_status_free (MiradorFeedStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorFeedStatus, mirador_feed_status_free)

/** MiradorHolding: that the store has a measure of a program from a feed, for menus. */
typedef struct
{
  const MiradorMeasure *measure;
  const MiradorProgram *program;
  const char *feed; /* interned */
  gboolean simulated;
  MiradorRange range; /* days from its first to its last period */
  MiradorPeriod data_until;
  MiradorPeriod complete_until; /* NONE: no statement */
  guint levels;                 /* bit (1 << MiradorLevel) for each level with values */
  guint grains;                 /* bit (1 << MiradorGrain) */
} MiradorHolding;

/**
 * MiradorIngestFunc:
 *
 * Runs in a thread of its own, and may wait there (for the next part of an answer): nothing else
 * waits for it but later ingests of the same feed. Reads, decodes and maps, and gives what it makes
 * to @sink, which keeps it apart until the function has returned; then the transaction begins, on
 * the writer thread. It may still complete the pull with what it finds in the document (measures,
 * catalogue, the profile's terms). Rows count themselves by add() and reject(): several calls in a
 * row with one row number are one row; rows that a mapping leaves out on purpose are not counted.
 *
 * Returns: %FALSE with an error to give it all up
 */
typedef gboolean (*MiradorIngestFunc) (MiradorSink *sink,
                                       gpointer user_data,
                                       GCancellable *cancellable,
                                       GError **error);

/**
 * MiradorStore:
 *
 * Where observations live and questions are answered. Safe to call from the main thread: nothing
 * here blocks but the functions whose name ends in _sync, which are for the command line and tests.
 * The signal "changed" (feed id) is emitted on the main context after a refresh has brought figures
 * or an error.
 */
#define MIRADOR_TYPE_STORE (mirador_store_get_type ())
G_DECLARE_INTERFACE (MiradorStore, mirador_store, MIRADOR, STORE, GObject)

struct _MiradorStoreInterface
{
  GTypeInterface parent;

  void (*ingest_async) (MiradorStore *,
                        MiradorPull *,
                        MiradorIngestFunc,
                        gpointer,
                        GDestroyNotify,
                        GCancellable *,
                        GAsyncReadyCallback,
                        gpointer);
  MiradorRefresh *(*ingest_finish) (MiradorStore *, GAsyncResult *, GError **);
  void (*record_async) (MiradorStore *,
                        MiradorPull *,
                        const GError *,
                        GCancellable *,
                        GAsyncReadyCallback,
                        gpointer);
  gboolean (*record_finish) (MiradorStore *, GAsyncResult *, GError **);
  void (*query_async) (MiradorStore *,
                       const MiradorQuery *,
                       GCancellable *,
                       GAsyncReadyCallback,
                       gpointer);
  MiradorFrame *(*query_finish) (MiradorStore *, GAsyncResult *, GError **);
  void (*list_feeds_async) (MiradorStore *, GCancellable *, GAsyncReadyCallback, gpointer);
  GPtrArray *(*list_feeds_finish) (MiradorStore *, GAsyncResult *, GError **);
  void (*list_rejected_async) (MiradorStore *,
                               const char *feed,
                               GCancellable *,
                               GAsyncReadyCallback,
                               gpointer);
  GPtrArray *(*list_rejected_finish) (MiradorStore *, GAsyncResult *, GError **);
  void (*list_holdings_async) (MiradorStore *, GCancellable *, GAsyncReadyCallback, gpointer);
  GArray *(*list_holdings_finish) (MiradorStore *, GAsyncResult *, GError **);
  void (*remove_feed_async) (MiradorStore *,
                             const char *feed,
                             GCancellable *,
                             GAsyncReadyCallback,
                             gpointer);
  gboolean (*remove_feed_finish) (MiradorStore *, GAsyncResult *, GError **);
  void (*prefer_async) (MiradorStore *,
                        const char *feed,
                        const char *program,
                        const char *measure,
                        GCancellable *,
                        GAsyncReadyCallback,
                        gpointer);
  gboolean (*prefer_finish) (MiradorStore *, GAsyncResult *, GError **);
};

/**
 * mirador_store_ingest_async:
 * @pull: (transfer full): what comes
 * @func: reads it, in a thread of its own; @cancellable, or one that is cancelled with it, is what
 *   it gets
 * @func_data_free: (nullable): called in the thread of @func when that is done, or on the main
 *   thread
 *
 * All of it enters the store, or nothing: in one transaction the new values are staged, compared
 * with what the feed said before, differences move to the revisions, and the refresh is recorded.
 * Whatever fails leaves the figures as they were and the error on the feed. Ingests of one feed are
 * written in the order of their calls.
 */
void mirador_store_ingest_async (MiradorStore *store,
                                 MiradorPull *pull,
                                 MiradorIngestFunc func,
                                 gpointer func_data,
                                 GDestroyNotify func_data_free,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/** mirador_store_ingest_finish: (transfer full): what it did; NULL with the error that is now on
 * the feed. */
MiradorRefresh *
mirador_store_ingest_finish (MiradorStore *store, GAsyncResult *result, GError **error);

/** mirador_store_record_async: (transfer full @pull): notes a refresh without rows: unchanged
 * (@error NULL), or failed before a row was read. */
void mirador_store_record_async (MiradorStore *store,
                                 MiradorPull *pull,
                                 const GError *error,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean mirador_store_record_finish (MiradorStore *store, GAsyncResult *result, GError **error);

/** mirador_store_query_async: answers a copy of @query on the reader thread; DESIGN.md, "How
 * figures combine". */
void mirador_store_query_async (MiradorStore *store,
                                const MiradorQuery *query,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/** mirador_store_query_finish: (transfer full). */
MiradorFrame *
mirador_store_query_finish (MiradorStore *store, GAsyncResult *result, GError **error);

/** mirador_store_list_feeds_async: finish gives (transfer full) (element-type MiradorFeedStatus),
 * by id. */
void mirador_store_list_feeds_async (MiradorStore *store,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
mirador_store_list_feeds_finish (MiradorStore *store, GAsyncResult *result, GError **error);

/** mirador_store_list_rejected_async: finish gives (transfer full) (element-type MiradorRejected),
 * those of the last good refresh of each scope, 1,000 at most. */
void mirador_store_list_rejected_async (MiradorStore *store,
                                        const char *feed,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *
mirador_store_list_rejected_finish (MiradorStore *store, GAsyncResult *result, GError **error);

/** mirador_store_list_holdings_async: finish gives (transfer full) a GArray of MiradorHolding. */
void mirador_store_list_holdings_async (MiradorStore *store,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GArray *
mirador_store_list_holdings_finish (MiradorStore *store, GAsyncResult *result, GError **error);

/** mirador_store_remove_feed_async: its figures, revisions, refreshes and rejects. An ingest of the
 * feed that is still being read is given up: it ends with CANCELLED and brings nothing back. */
void mirador_store_remove_feed_async (MiradorStore *store,
                                      const char *feed,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
mirador_store_remove_feed_finish (MiradorStore *store, GAsyncResult *result, GError **error);

/** mirador_store_prefer_async: the manager's preferred feed for a measure of a program ("*" for all
 * of either), before the catalogue's. */
void mirador_store_prefer_async (MiradorStore *store,
                                 const char *feed,
                                 const char *program,
                                 const char *measure,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean mirador_store_prefer_finish (MiradorStore *store, GAsyncResult *result, GError **error);

/* The same, waiting: they iterate the thread-default main context until the answer is there. */
MiradorRefresh *mirador_store_ingest_sync (MiradorStore *store,
                                           MiradorPull *pull,
                                           MiradorIngestFunc func,
                                           gpointer func_data,
                                           GDestroyNotify func_data_free,
                                           GCancellable *cancellable,
                                           GError **error);
gboolean mirador_store_record_sync (MiradorStore *store,
                                    MiradorPull *pull,
                                    const GError *failure,
                                    GError **error);
MiradorFrame *
mirador_store_query_sync (MiradorStore *store, const MiradorQuery *query, GError **error);
GPtrArray *mirador_store_list_feeds_sync (MiradorStore *store, GError **error);
GPtrArray *mirador_store_list_rejected_sync (MiradorStore *store, const char *feed, GError **error);
GArray *mirador_store_list_holdings_sync (MiradorStore *store, GError **error);
gboolean mirador_store_remove_feed_sync (MiradorStore *store, const char *feed, GError **error);

/** mirador_store_emit_changed: for engines. */
void mirador_store_emit_changed (MiradorStore *store, const char *feed);

G_END_DECLS
