/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** mirador_fhir_outcome_describe: adds to @text what an OperationOutcome of FHIR says, in the
 * server's words; without @warnings only what is an error. */
void mirador_fhir_outcome_describe (GString *text, JsonObject *outcome, gboolean warnings);

G_END_DECLS
