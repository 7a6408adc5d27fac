/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * org.freedesktop.portal.Background, spoken without libportal: two calls and one signal are less
 * than a further library.
 */

/** MiradorPortalAnswer: what the desktop said, or why it said nothing. */
typedef enum
{
  MIRADOR_PORTAL_GRANTED,
  MIRADOR_PORTAL_NOT_AT_LOGIN, /* in the background yes, started at the log-in no */
  MIRADOR_PORTAL_REFUSED,      /* by the user or the desktop */
  MIRADOR_PORTAL_ABSENT,       /* there is no such portal */
  MIRADOR_PORTAL_LOST,         /* it went away before it answered, or answered with an error */
  MIRADOR_PORTAL_CANCELLED,
} MiradorPortalAnswer;

/**
 * mirador_background_portal_request_async:
 * @connection: the session bus
 * @reason: what the user is told when the desktop asks
 * @autostart: whether to be started at the log-in, as a service
 *
 * The desktop may ask the user: the answer takes as long as that does. A request that is cancelled
 * is closed.
 */
void mirador_background_portal_request_async (GDBusConnection *connection,
                                              const char *reason,
                                              gboolean autostart,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
MiradorPortalAnswer mirador_background_portal_request_finish (GAsyncResult *result);

/** mirador_background_portal_set_status: what the desktop lists the program with while it has no
 * window. A portal that does not know the call (before version 2) is none the worse for it. */
void mirador_background_portal_set_status (GDBusConnection *connection, const char *status);

G_END_DECLS
