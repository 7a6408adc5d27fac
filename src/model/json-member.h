/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "model/language.h"

G_BEGIN_DECLS

/**
 * Typed members of a JSON document that nobody vouches for. A missing or a wrong member is a
 * MIRADOR_ERROR_DEFINITION that names the source and the member's path. Internal to the model.
 */
typedef struct
{
  const char *source;
  char *path; /* (nullable) of the object that is being read: measures[3] */
  GError **error;
} MiradorJsonReader;

/** mirador_json_parse: (transfer full) (nullable): the document's object; strict about depth, size
 * and UTF-8, which json-glib is not. */
JsonNode *mirador_json_parse (const MiradorJsonReader *reader, const char *text, gssize length);

/** mirador_json_fail: sets the error for @member (nullable); returns %FALSE. */
gboolean mirador_json_fail (const MiradorJsonReader *reader, const char *member, const char *why);

/* Each answers FALSE with the error set where the member has the wrong type; a member that is not
 * there or null leaves the result as it was, unless it is required. */
gboolean mirador_json_id (const MiradorJsonReader *reader,
                          JsonObject *object,
                          const char *member,
                          gboolean required,
                          const char **id);
gboolean mirador_json_string (const MiradorJsonReader *reader,
                              JsonObject *object,
                              const char *member,
                              const char **text);
gboolean mirador_json_boolean (const MiradorJsonReader *reader,
                               JsonObject *object,
                               const char *member,
                               gboolean *truth);
gboolean mirador_json_number (const MiradorJsonReader *reader,
                              JsonObject *object,
                              const char *member,
                              double *number);
gboolean mirador_json_text (const MiradorJsonReader *reader,
                            JsonObject *object,
                            const char *member,
                            gboolean required,
                            MiradorText *text);
gboolean mirador_json_object (const MiradorJsonReader *reader,
                              JsonObject *object,
                              const char *member,
                              JsonObject **child);
gboolean mirador_json_array (const MiradorJsonReader *reader,
                             JsonObject *object,
                             const char *member,
                             JsonArray **child);

/** mirador_json_id_is_valid: ids go into keys, lists and commands: no blanks and none of ; = , | */
gboolean mirador_json_id_is_valid (const char *id);

G_END_DECLS
