/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/database.h"

G_BEGIN_DECLS

/** What makes a store of one version out of one of the version before. */
typedef struct
{
  const char *sql;
} MiradorSchemaStep;

/** mirador_schema_steps: (array length=n_steps): step 0 makes version 1 out of an empty file. */
const MiradorSchemaStep *mirador_schema_steps (guint *n_steps);

/**
 * mirador_schema_upgrade:
 *
 * Brings the file to the version @n_steps, all steps or none. A store that holds something is
 * copied first, to its path with ".version-N" behind it.
 *
 * Returns: %FALSE with STORE_NEWER (the file is as it was), STORE_CORRUPT, DISK_FULL or STORE
 */
gboolean mirador_schema_upgrade (MiradorDatabase *database,
                                 const MiradorSchemaStep *steps,
                                 guint n_steps,
                                 GError **error);

G_END_DECLS
