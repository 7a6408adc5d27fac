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
 * Returns: (transfer full): the address; %NULL with HOST_NOT_FOUND where it cannot be read,
 * INSECURE where it is plain http to another machine
 */
GUri *mirador_location_parse_web (const char *location, GError **error);

/** mirador_uri_is_same_origin: whether both are of one scheme, host and port. */
gboolean mirador_uri_is_same_origin (GUri *one, GUri *other);

/** mirador_uri_get_origin: (transfer full): scheme, host and, where it is not the scheme's own,
 * port, as "https://a.org:8443". */
char *mirador_uri_get_origin (GUri *uri);

/**
 * mirador_location_follow:
 * @from: where the answer came from
 * @target: (nullable): its Location header, or a next link
 * @is_known: the one who asks shows credentials there, which are for nobody else
 *
 * Another host may belong to somebody else, so nobody is led there unseen; "www." before the same
 * name is the same host. With @is_known not even that, nor another port.
 *
 * Returns: (transfer full): where to go on; %NULL with REDIRECT where that is another scheme, plain
 * http, this machine named by another one, or another host
 */
GUri *mirador_location_follow (GUri *from, const char *target, gboolean is_known, GError **error);

/** mirador_location_open_file: (transfer full): the file of a path, file: or resource: address;
 * %NULL with FILE_UNREADABLE for any other. */
GFile *mirador_location_open_file (const char *location, GError **error);

/** mirador_uri_is_this_machine: whether it is asked for without leaving it. */
gboolean mirador_uri_is_this_machine (GUri *uri);

/** mirador_path_for_people: (transfer full): the whole path of a file, without what would be secret
 * if it had been meant as an address. */
char *mirador_path_for_people (const char *path);

/** mirador_uri_for_people: (transfer full): without user, password, query values and fragment. */
char *mirador_uri_for_people (GUri *uri);

G_END_DECLS
