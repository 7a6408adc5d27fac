/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "feeds/record.h"

G_BEGIN_DECLS

/**
 * MiradorJsonRows:
 *
 * The rows of a tabular JSON text, one at a time, and what stands around them. json-glib would
 * build the whole tree (600 MB for a million rows); here only one row exists at once.
 */
typedef struct _MiradorJsonRows MiradorJsonRows;

/**
 * mirador_json_rows_open:
 * @path: (nullable): dotted path to the array of rows, a number for an element of an array; NULL
 *   takes the text itself where it is an array, else the only member that is one
 *
 * Returns: (transfer full): NULL with SYNTAX, TRUNCATED or ENCODING
 */
MiradorJsonRows *
mirador_json_rows_open (GBytes *bytes, const char *path, const char *source, GError **error);
void mirador_json_rows_free (MiradorJsonRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorJsonRows, mirador_json_rows_free)

/** mirador_json_rows_get_document: (transfer full) (nullable): the text with an empty array where
 * the rows are; NULL where the text is nothing but rows. */
char *mirador_json_rows_get_document (const MiradorJsonRows *rows);

/**
 * MiradorJsonCellFunc:
 * @key: (nullable): the member's name, NULL in a row that is an array
 * @text: (nullable): the cell; NULL for null; JSON for objects and arrays
 */
typedef void (*MiradorJsonCellFunc) (const char *key,
                                     guint i,
                                     const char *text,
                                     gpointer user_data);

typedef enum
{
  MIRADOR_JSON_ROW_END,
  MIRADOR_JSON_ROW_OBJECT,
  MIRADOR_JSON_ROW_ARRAY,
  MIRADOR_JSON_ROW_OTHER,     /* neither object nor array: no row */
  MIRADOR_JSON_ROW_TOO_LARGE, /* an integer that no machine word holds */
  MIRADOR_JSON_ROW_FAILED,    /* SYNTAX */
} MiradorJsonRowKind;

/** mirador_json_rows_next: the next row, each cell through @cell (nullable); texts are valid until
 * the next call. */
MiradorJsonRowKind mirador_json_rows_next (MiradorJsonRows *rows,
                                           MiradorJsonCellFunc cell,
                                           gpointer user_data,
                                           GError **error);
/** mirador_json_rows_get: (nullable): a cell of the row that mirador_json_rows_next() gave last, if
 * that is an object; valid until the next call.
 * @within: (nullable): a member of the cell, which is an object itself */
const char *
mirador_json_rows_get (const MiradorJsonRows *rows, const char *key, const char *within);
/** mirador_json_rows_list_keys: (transfer full) (element-type utf8): the keys of all rows that are
 * objects, in order of first sight; the first @max_rows rows only where that is not 0. NULL where
 * @cancellable was cancelled. */
GPtrArray *
mirador_json_rows_list_keys (MiradorJsonRows *rows, gsize max_rows, GCancellable *cancellable);
/** mirador_json_rows_rewind: back to the first row. */
void mirador_json_rows_rewind (MiradorJsonRows *rows);

G_END_DECLS
