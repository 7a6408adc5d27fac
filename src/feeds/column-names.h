/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * mirador_column_names_add:
 * @names: (element-type utf8): the columns so far
 * @seen: (element-type utf8 utf8): a set of their names
 *
 * Adds a column by which a mapping can name it: one without a name is called by its number, the
 * second of a name «name (2)».
 */
void mirador_column_names_add (GPtrArray *names, GHashTable *seen, const char *name);

/** mirador_column_names_set: (transfer full): an empty set for @seen. */
GHashTable *mirador_column_names_set (void);

G_END_DECLS
