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
 * mirador_schema_check:
 * @path: a file that nobody has open here
 *
 * Looks at the file itself, whatever its log says, and neither writes nor locks anything.
 *
 * Returns: %FALSE where it is certain that the file is not for us: STORE (of another program) or
 * STORE_NEWER; %TRUE also where it cannot be told
 */
gboolean mirador_schema_check (const char *path, guint n_steps, GError **error);

/**
 * mirador_schema_upgrade:
 *
 * Brings the file to the version @n_steps, all steps or none. A store that holds something is
 * copied first: mirador_copy_keep(). Of two programs that come at once one copies and migrates, the
 * other waits.
 *
 * Returns: %FALSE with STORE_NEWER (the file is as it was), STORE_CORRUPT, DISK_FULL or STORE
 */
gboolean mirador_schema_upgrade (MiradorDatabase *database,
                                 const MiradorSchemaStep *steps,
                                 guint n_steps,
                                 GError **error);

G_END_DECLS
