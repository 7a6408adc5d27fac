/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feeds/definition.h"
#include "feeds/json-document.h"

G_BEGIN_DECLS

/** mirador_definition_id_is_valid: small letters, digits and hyphens: it names a file. */
gboolean mirador_definition_id_is_valid (const char *id);

/** mirador_definition_write: (transfer full): as it lies in @folder (nullable): what lies beside it
 * is named without the folder, so that both can be copied to another computer. */
char *mirador_definition_write (const MiradorDefinition *definition, const char *folder);
/** mirador_definition_name_beside: (transfer none): @name (nullable) as a file in @folder says it.
 */
const char *mirador_definition_name_beside (const char *name, const char *folder);

/* definition-asking.c: the members that say how a server is asked: "ask" and "revisions" of a
 * table; "auth", "authority", "requests_at_once", "every_hours" and "alert_hours" of a feed. What
 * is as by default is not written. */
void mirador_definition_read_table (MiradorDocumentReading *reading,
                                    JsonObject *object,
                                    MiradorTable *table);
void mirador_definition_read_asking (MiradorDocumentReading *reading,
                                     JsonObject *root,
                                     MiradorDefinition *definition);
void mirador_definition_write_table (JsonBuilder *builder, const MiradorTable *table);
void mirador_definition_write_asking (JsonBuilder *builder,
                                      const MiradorDefinition *definition,
                                      const char *folder);

G_END_DECLS
