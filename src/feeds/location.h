/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Addresses: what kind they are, and which are safe to ask. Private to the feeds layer. */

/** mirador_location_is_web: whether it begins with http: or https:. */
gboolean mirador_location_is_web (const char *location);

/**
 * mirador_location_parse_web:
 *
 * Returns: (transfer full): the address; %NULL with CONNECTION where it cannot be read, INSECURE
 * where it is plain http to another machine
 */
GUri *mirador_location_parse_web (const char *location, GError **error);

/**
 * mirador_location_follow:
 * @from: where the answer came from
 * @target: (nullable): its Location header
 *
 * Returns: (transfer full): where to go on; %NULL with REDIRECT where that is another scheme, plain
 * http, or this machine named by another one
 */
GUri *mirador_location_follow (GUri *from, const char *target, GError **error);

/** mirador_location_open_file: (transfer full): the file of a path, file: or resource: address;
 * %NULL with FILE_UNREADABLE for any other. */
GFile *mirador_location_open_file (const char *location, GError **error);

/** mirador_uri_for_people: (transfer full): without user, password, query values and fragment. */
char *mirador_uri_for_people (GUri *uri);

G_END_DECLS
