/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/** What may be done about a store that cannot be opened as it is. */
typedef enum
{
  MIRADOR_RECOVERY_SET_ASIDE = 1 << 0, /* a damaged one, and a new one is begun: the user's own */
  MIRADOR_RECOVERY_COPY = 1 << 1,      /* of one that cannot be written, a copy is opened */
} MiradorRecovery;

/**
 * mirador_recovery_open:
 * @may: what may be done where mirador_sqlite_store_open() fails
 * @said: (out) (nullable): what the user must be told though there is a store: STORE_SET_ASIDE or
 *   STORE_READ_ONLY
 *
 * A store that another program keeps, or made, or that is of a later version is never touched.
 *
 * Returns: (transfer full): the store; NULL with an error
 */
MiradorStore *
mirador_recovery_open (const char *path, MiradorRecovery may, GError **said, GError **error);

/** mirador_recovery_set_aside: of a store that was found damaged while it was open, and is closed
 * now: sets it aside. *@said is STORE_SET_ASIDE, or why it lies where it was. */
void mirador_recovery_set_aside (const char *path, GError **said);

/** How feeds are called in a sentence. */
typedef enum
{
  MIRADOR_RECOVERY_IDS, /* as the command line knows them */
  MIRADOR_RECOVERY_TITLES,
} MiradorRecoveryNames;

/**
 * mirador_recovery_describe:
 * @path: a store's file
 * @statuses: (element-type MiradorFeedStatus): how its feeds stand
 *
 * What is still missing since the store's predecessor was damaged: which feeds are to be refreshed
 * and which are to be imported again.
 *
 * Returns: (transfer full) (nullable): STORE_SET_ASIDE; NULL where nothing is missing
 */
GError *
mirador_recovery_describe (const char *path, const GPtrArray *statuses, MiradorRecoveryNames names);

G_END_DECLS
