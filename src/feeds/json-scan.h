/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/error.h"

G_BEGIN_DECLS

/** Deeper documents are refused: json-glib recurses, and nothing that we read needs more. */
#define MIRADOR_JSON_MAX_DEPTH 64

/**
 * MiradorJsonNumbers:
 *
 * What integers beyond 2^53 are: in rows they pass as text, so that the mapping rejects their row;
 * anywhere else json-glib would silently turn them into another number.
 */
typedef enum
{
  MIRADOR_JSON_NUMBERS_EXACT,
  MIRADOR_JSON_NUMBERS_ANY,
} MiradorJsonNumbers;

/** What is wrong with a JSON text, and where. */
typedef struct
{
  MiradorError code; /* SYNTAX, TRUNCATED or ENCODING */
  gsize offset;
  const char *why; /* a phrase; of TRUNCATED, what is missing */
} MiradorJsonFault;

/**
 * mirador_json_scan:
 *
 * One pass before any parser sees the text: UTF-8, depth, brackets, strings and their escapes,
 * literals, number forms (no leading zero, finite), commas. What passes is safe for json-glib and
 * json-c, which both take more than JSON. (The order of keys and colons is left to them.)
 */
gboolean mirador_json_scan (const char *text,
                            gsize length,
                            MiradorJsonNumbers numbers,
                            MiradorJsonFault *fault);

/** mirador_json_fault_where: (transfer full): the phrase of line and column, both from 1. */
char *mirador_json_fault_where (const char *text, const MiradorJsonFault *fault);

/** mirador_json_fault_set_error: SYNTAX, TRUNCATED or ENCODING about @source. */
void mirador_json_fault_set_error (const MiradorJsonFault *fault,
                                   const char *text,
                                   const char *source,
                                   GError **error);

/** mirador_json_skip_blank: the first byte from @at on that is no white space; scanned text only.
 */
gsize mirador_json_skip_blank (const char *text, gsize length, gsize at);
/** mirador_json_skip_value: the byte after the value that starts at @at; scanned text only. */
gsize mirador_json_skip_value (const char *text, gsize length, gsize at);

G_END_DECLS
