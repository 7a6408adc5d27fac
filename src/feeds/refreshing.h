/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/load.h"
#include "feeds/refresh.h"
#include "feeds/turn.h"

G_BEGIN_DECLS

/* A feed on its way: its tables one after the other. What fails in one does not keep the others
 * from being pulled; the first failure is what the whole ends with. */
typedef struct
{
  MiradorStore *store;
  MiradorDefinition *definition;
  MiradorProgressFunc progress;
  gpointer progress_data;

  /* Until it is this program's turn: refresh-turn.c. */
  MiradorTurn *turn;
  gboolean has_waited;
  gint64 newest; /* the newest refresh of the feed before it waited */

  GPtrArray *feeds; /* (element-type MiradorFeedStatus) as it was before */
  const MiradorFeedStatus *status;
  GPtrArray *done; /* (element-type MiradorRefresh) */
  guint next;
  GError *failure; /* (nullable) the first */
  MiradorPull *failed;
  gboolean failure_is_covered;

  /* The table of the moment. */
  const MiradorTable *table;
  char *mapping;
  char *fingerprint;
  const char *known_etag;
  gboolean is_known;
  gint64 started;
  gint32 today; /* the day that relative periods count from */
  MiradorAnswer *answer;
  MiradorLoad *load;
} MiradorRefreshing;

/** mirador_refreshing_last_good: (transfer none) (nullable): before this one. */
const MiradorRefresh *mirador_refreshing_last_good (const MiradorRefreshing *refreshing);

/** mirador_refreshing_note: a table has been read: @refresh (transfer full), or (NULL) @error
 * (transfer full). */
void
mirador_refreshing_note (MiradorRefreshing *refreshing, MiradorRefresh *refresh, GError *error);

/* refresh-record.c: what is written into the store without rows. Each goes on with
 * mirador_refreshing_next(). */
/** mirador_refreshing_fail: (transfer full @error): the table failed before a row was read. */
void mirador_refreshing_fail (GTask *task, GError *error);
/** mirador_refreshing_keep: the table is as it was. */
void mirador_refreshing_keep (GTask *task);
/** mirador_refreshing_repeat_failure: says the first failure once more, then ends the task. */
void mirador_refreshing_repeat_failure (GTask *task);

/** mirador_refreshing_begin: waits for other programs that refresh the same feed, reads how it
 * stands, and begins with its first table; where another program has pulled it meanwhile, that is
 * enough. */
void mirador_refreshing_begin (GTask *task);
void mirador_refreshing_next (GTask *task);
/** mirador_refreshing_finish: (transfer full @task). */
void mirador_refreshing_finish (GTask *task);

G_END_DECLS
