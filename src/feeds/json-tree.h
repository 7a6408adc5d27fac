/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model/error.h"

G_BEGIN_DECLS

/** Where a value stands in the text, from its first byte to the one after its last. */
typedef struct
{
  gsize start;
  gsize end;
} MiradorJsonSpan;

/**
 * MiradorJsonTree:
 *
 * A JSON text that is read as a whole, but for its long lists. Numbers are strings, as the source
 * wrote them: json-glib would make doubles of them and lose large ones. Members that were cut out
 * are the only integers, the number of their span.
 */
typedef struct
{
  const char *text; /* without a byte-order mark; the caller keeps its bytes */
  gsize length;
  JsonNode *root;
  GArray *spans; /* MiradorJsonSpan */
} MiradorJsonTree;

/**
 * mirador_json_tree_load:
 * @cut: (nullable): names of members that are not read but kept as spans where they are lists, or
 *   objects by number; NULL-terminated
 *
 * Returns: FALSE with SYNTAX, TRUNCATED or ENCODING; nothing of the text is in the error
 */
gboolean mirador_json_tree_load (MiradorJsonTree *tree,
                                 GBytes *bytes,
                                 const char *const *cut,
                                 const char *source,
                                 GError **error);
void mirador_json_tree_clear (MiradorJsonTree *tree);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MiradorJsonTree, mirador_json_tree_clear)

/** mirador_json_tree_span: (nullable): the value of a member that was cut out of @object. */
const MiradorJsonSpan *
mirador_json_tree_span (const MiradorJsonTree *tree, JsonObject *object, const char *member);

/* What @object holds under @member, NULL where it is absent or of another kind. */
JsonObject *mirador_json_object_of (JsonObject *object, const char *member);
JsonArray *mirador_json_array_of (JsonObject *object, const char *member);
const char *mirador_json_text_of (JsonObject *object, const char *member);
/** mirador_json_object_at: (nullable): an element that is an object. */
JsonObject *mirador_json_object_at (JsonArray *array, guint i);

G_END_DECLS
