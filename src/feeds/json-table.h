/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include "feeds/json-rows.h"

G_BEGIN_DECLS

/**
 * MiradorJsonTable:
 * @positional: rows are arrays, in the order of the columns; else objects
 * @either: rows may be arrays or objects
 *
 * What the decoders of other people's JSON have in common: columns that the decoder chooses, rows
 * from MiradorJsonRows, records out of both.
 */
typedef struct
{
  GPtrArray *names;     /* of the columns */
  GHashTable *seen;     /* their names */
  GPtrArray *keys;      /* where they stand in a row that is an object */
  GPtrArray *within;    /* (nullable entries) the member of that, which is an object itself */
  GPtrArray *fallbacks; /* (nullable entries) what a row has that says nothing */
  gboolean positional;
  gboolean either;
  const char **cells; /* (nullable entries) of the current row */
  guint n_cells;
  gboolean too_long;
} MiradorJsonTable;

MiradorJsonTable *mirador_json_table_new (void);
void mirador_json_table_free (MiradorJsonTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorJsonTable, mirador_json_table_free)

/** mirador_json_table_add: a column, called as column-names.h says. */
void mirador_json_table_add (MiradorJsonTable *table,
                             const char *name,
                             const char *key,
                             const char *within,
                             const char *fallback);
/** mirador_json_table_add_all: columns (NULL-terminated) that are called as in the rows. */
void mirador_json_table_add_all (MiradorJsonTable *table, const char *const *names);
/** mirador_json_table_add_named: columns by the member @member of the objects in @array. */
void mirador_json_table_add_named (MiradorJsonTable *table, JsonArray *array, const char *member);

/** What a decoder was called with. */
typedef struct
{
  const char *source;
  gsize max_rows;
  MiradorHeaderFunc header;
  MiradorRecordFunc record;
  gpointer user_data;
  GCancellable *cancellable;
} MiradorJsonGiving;

/** mirador_json_table_give: the header, then each row as a record.
 * @rows: (nullable): NULL gives a table without rows */
gboolean mirador_json_table_give (MiradorJsonTable *table,
                                  MiradorJsonRows *rows,
                                  const MiradorJsonGiving *giving,
                                  GError **error);

/** mirador_json_head: (transfer full): what stands around the rows, parsed; NULL with SYNTAX. */
JsonNode *mirador_json_head (const MiradorJsonRows *rows, const char *source, GError **error);
/** mirador_json_head_find: (transfer none) (nullable): a member of members, by names that end with
 * NULL; NULL also where it is null or one of them is no object. */
JsonNode *mirador_json_head_find (JsonNode *root, ...) G_GNUC_NULL_TERMINATED;
/** mirador_json_head_array: (transfer none) (nullable): @node (nullable) as an array. */
JsonArray *mirador_json_head_array (JsonNode *node);
/** mirador_json_head_text: (transfer none) (nullable): the member of an object, where it is a text.
 */
const char *mirador_json_head_text (JsonNode *node, const char *member);

G_END_DECLS
