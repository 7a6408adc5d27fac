/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "feeds/record.h"

G_BEGIN_DECLS

/**
 * MiradorFhirTable:
 *
 * MeasureReports (FHIR R4, type summary) as rows: one for each group, one for each stratum of its
 * stratifiers. Columns: "measure", "status", "period", "start", "end", "reporter", "subject",
 * "group", "stratifier", "stratum", the standard populations by their codes, "score", "unit"; then
 * each stratifier by its code, and populations of other codes. Texts belong to the reports' tree.
 */
typedef struct
{
  GPtrArray *names;
  GHashTable *seen;
  GHashTable *columns; /* key → column + 1 */
  GPtrArray *rows;     /* (element-type GArray of cells) */
  GStringChunk *made;  /* texts that no report has in one piece */
} MiradorFhirTable;

MiradorFhirTable *mirador_fhir_table_new (void);
void mirador_fhir_table_free (MiradorFhirTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MiradorFhirTable, mirador_fhir_table_free)

/** mirador_fhir_table_add: the rows of one report; what it says of single patients is not read. */
void mirador_fhir_table_add (MiradorFhirTable *table, JsonObject *report);

/** mirador_fhir_table_give: the rows as records, FALSE where @take says so or @cancellable. */
gboolean mirador_fhir_table_give (const MiradorFhirTable *table,
                                  const char *source,
                                  gsize max_rows,
                                  MiradorRecordFunc take,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  GError **error);

/** mirador_fhir_code: (transfer none) (nullable): of a CodeableConcept, its first code, else its
 * text. */
const char *mirador_fhir_code (JsonObject *concept);

G_END_DECLS
