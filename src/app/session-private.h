/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/session.h"
#include "feeds/schedule.h"

G_BEGIN_DECLS

typedef struct _MiradorSessionSchedule MiradorSessionSchedule;

struct _MiradorSession
{
  GObject parent_instance;

  MiradorStore *store;
  GArray *holdings; /* (nullable) MiradorHolding */
  GCancellable *cancellable;
  char *program; /* "" for the default */
  char *place;
  char *period;
  int fiscal_first_month;
  int threshold;
  gboolean demo;
  guint changed_id;

  GPtrArray *trail;  /* the steps of the way down, see session-trail.c */
  gboolean stepping; /* the filter changes on that way */

  GQueue *waiting;                  /* feed ids that wait for their turn */
  GHashTable *pulls;                /* feed id → the pull under way */
  MiradorSessionSchedule *schedule; /* (nullable) while feeds refresh by themselves */
  gboolean by_itself;
  gboolean begun;
  char *notice;            /* (nullable) what the window says until it was read */
  char *own_path;          /* (nullable) the user's own store: the one that may be begun anew */
  gboolean may_begin_anew; /* where it turns out to be damaged */
  guint n_looking;         /* questions to the store on their way: holdings, feeds */
};

/* session-trail.c */
GPtrArray *mirador_session_new_trail (void);
/** mirador_session_forget_trail: a filter of the user's choice is a new beginning. */
void mirador_session_forget_trail (MiradorSession *self);

/* session-refresh.c */
GHashTable *mirador_session_new_pulls (void);
/** mirador_session_drop_pulls: cancels what is under way. */
void mirador_session_drop_pulls (MiradorSession *self);
/** mirador_session_load_bundled: pulls the shipped feeds that the store lacks. */
void mirador_session_load_bundled (MiradorSession *self);
void mirador_session_emit_refreshing (MiradorSession *self);
/** mirador_session_queue_feed: pulls it when its turn comes: mirador_session_pull_next(). */
void mirador_session_queue_feed (MiradorSession *self, const char *feed);
void mirador_session_pull_next (MiradorSession *self);
/** mirador_session_find_status: (transfer none) (nullable). */
const MiradorFeedStatus *mirador_session_find_status (const GPtrArray *statuses, const char *feed);

/* session-notice.c */
/** mirador_session_note_losses: says what is missing since a damaged store was set aside. */
void mirador_session_note_losses (MiradorSession *self, const GPtrArray *statuses);

/* session-schedule.c */
void mirador_session_schedule_start (MiradorSession *self);
void mirador_session_schedule_stop (MiradorSession *self);
/** mirador_session_schedule_look: looks what is due, and when to look again. */
void mirador_session_schedule_look (MiradorSession *self);

G_END_DECLS
