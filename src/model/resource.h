/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** The prefix of what ships inside the program. */
#define MIRADOR_DATA_PREFIX "/pe/org/sociosensalud/Mirador/data/"

/** mirador_data_init: registers the program's own data once; any thread, any number of times. */
void mirador_data_init (void);

/** mirador_data_load: (transfer full): a shipped file by its path below the prefix. */
GBytes *mirador_data_load (const char *path, GError **error);

G_END_DECLS
