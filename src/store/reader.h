/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/answer.h"
#include "store/database.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * MiradorReader:
 *
 * What the reader thread works with: its connection, and what it remembers of the store until
 * somebody writes: the holdings, the profiles, the preferences, and when each refresh ended.
 */
typedef struct
{
  MiradorSource source;      /* first: the loader finds the reader by it */
  MiradorDatabase *database; /* (nullable) while its file is exchanged */
  char *path;
  gint64 version;       /* of what is remembered: PRAGMA data_version */
  GArray *holdings;     /* MiradorHolding */
  GPtrArray *profiles;  /* MiradorProfile by id */
  GArray *preferences;  /* MiradorPreference */
  GHashTable *received; /* refresh id → when it ended, both gint64 */
} MiradorReader;

MiradorReader *mirador_reader_new (const char *path, GError **error);
void mirador_reader_free (MiradorReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorReader, mirador_reader_free)

/** mirador_reader_leave: closes the file, which will be another one: until mirador_reader_return()
 * every question is answered by STORE. */
void mirador_reader_leave (MiradorReader *reader);
gboolean mirador_reader_return (MiradorReader *reader, GError **error);

/** mirador_reader_begin: opens a transaction, so that all that is read is of one moment, and
 * remembers anew what somebody changed. mirador_reader_end() closes it, whatever came of it. */
gboolean mirador_reader_begin (MiradorReader *reader, GError **error);
void mirador_reader_end (MiradorReader *reader);

/** mirador_reader_find_profile: (transfer none) (nullable). */
MiradorProfile *mirador_reader_find_profile (MiradorReader *reader, const char *feed);
/** mirador_reader_list_feeds: (transfer full) (element-type MiradorFeedStatus). */
GPtrArray *mirador_reader_list_feeds (MiradorReader *reader, GError **error);

/** mirador_load: the load of a MiradorSource. */
MiradorSlab *mirador_load (MiradorSource *source,
                           const MiradorHolding *holding,
                           MiradorRange range,
                           gint64 as_of,
                           GError **error);

G_END_DECLS
