/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MiradorJsonFlat:
 *
 * A row that is a list of plain texts and numbers, as a million rows of an answer mostly are: read
 * without a tree of objects, which costs more than all the rest.
 */
typedef struct
{
  GString *texts; /* the cells, each with its NUL */
  GArray *starts; /* gsize: where in it each begins, MIRADOR_JSON_FLAT_NULL for null */
} MiradorJsonFlat;

#define MIRADOR_JSON_FLAT_NULL G_MAXSIZE

void mirador_json_flat_init (MiradorJsonFlat *flat);
void mirador_json_flat_clear (MiradorJsonFlat *flat);

/**
 * mirador_json_flat_read:
 * @at: where the row's [ is, in scanned text
 * @last: behind the rows
 *
 * Returns: the byte after the row; 0 where the row has anything in it that wants a parser (objects,
 * lists, escapes, numbers with exponents or beyond 18 digits, or a fault)
 */
gsize mirador_json_flat_read (MiradorJsonFlat *flat, const char *text, gsize at, gsize last);

/** mirador_json_flat_get: (nullable): a cell, valid until the next row. */
const char *mirador_json_flat_get (const MiradorJsonFlat *flat, guint i);

G_END_DECLS
