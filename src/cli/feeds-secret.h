/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** mirador_feeds_keep_secret: reads the password or token of a feed from the standard input (one
 * line; at a terminal it is not shown) into the system's keyring; returns the exit status. */
int mirador_feeds_keep_secret (const char *feed);
/** mirador_feeds_forget_secret: takes it out again; returns the exit status. */
int mirador_feeds_forget_secret (const char *feed);

G_END_DECLS
