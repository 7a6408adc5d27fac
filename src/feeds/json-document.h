/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include "model/error.h"
#include "model/language.h"

G_BEGIN_DECLS

/**
 * MiradorDocumentReading:
 *
 * A JSON document that people write (a definition, a mapping, the head of a file in our own
 * format) while it is read: typed getters that remember the first thing that is wrong. So a reader
 * asks for all that it wants and looks at the end, once.
 */
typedef struct
{
  const char *source; /* names the document in errors */
  GError *error;      /* (nullable) DEFINITION: source, member, why */
} MiradorDocumentReading;

/** mirador_document_load: (transfer full): the root object; NULL with DEFINITION. */
JsonNode *
mirador_document_load (const char *text, gsize length, const char *source, GError **error);

/** mirador_document_fail: notes what is wrong with @member, if it is the first. */
void mirador_document_fail (MiradorDocumentReading *reading, const char *member, const char *why);

/** mirador_document_check_version: that the document is of the version @known. Called first: a
 * later version is told by that, not by what it says besides. */
void mirador_document_check_version (MiradorDocumentReading *reading,
                                     JsonObject *root,
                                     const char *member,
                                     guint known);

/** mirador_document_allow: only these members (NULL-terminated) may occur: a misspelt one is told.
 */
void mirador_document_allow (MiradorDocumentReading *reading,
                             JsonObject *object,
                             const char *within,
                             const char *const *members);

/** mirador_document_fail_choice: the member's text is none of @choices, words of the format. */
void mirador_document_fail_choice (MiradorDocumentReading *reading,
                                   const char *member,
                                   const char *choices);

/* Getters: the fallback where the member is absent or null; where its type is wrong as well, and
 * that is noted. Strings are (transfer none). */
const char *mirador_document_string (MiradorDocumentReading *reading,
                                     JsonObject *object,
                                     const char *member,
                                     const char *fallback);
double mirador_document_number (MiradorDocumentReading *reading,
                                JsonObject *object,
                                const char *member,
                                double fallback,
                                double low,
                                double high);
gboolean mirador_document_boolean (MiradorDocumentReading *reading,
                                   JsonObject *object,
                                   const char *member,
                                   gboolean fallback);
JsonObject *
mirador_document_object (MiradorDocumentReading *reading, JsonObject *object, const char *member);
JsonArray *
mirador_document_array (MiradorDocumentReading *reading, JsonObject *object, const char *member);
/** mirador_document_text: {"es": …, "en": …}, or one string for both. */
void mirador_document_text (MiradorDocumentReading *reading,
                            JsonObject *object,
                            const char *member,
                            MiradorText *text);
/** mirador_document_strings: (transfer full) (element-type utf8): a string or a list of strings. */
GPtrArray *
mirador_document_strings (MiradorDocumentReading *reading, JsonNode *node, const char *member);
/** mirador_document_node: (transfer none) (nullable): the member, NULL also where it is null. */
JsonNode *mirador_document_node (JsonObject *object, const char *member);
/** mirador_document_is_string: whether @node (nullable) is a string. */
gboolean mirador_document_is_string (JsonNode *node);

G_END_DECLS
