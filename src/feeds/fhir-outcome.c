/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feeds/fhir-outcome.h"

#include "feeds/fhir-report.h"
#include "feeds/json-tree.h"

static gboolean
is_serious (const char *severity)
{
  return g_strcmp0 (severity, "error") == 0 || g_strcmp0 (severity, "fatal") == 0;
}

static void
describe_issue (GString *text, JsonObject *issue)
{
  const char *said = mirador_fhir_code (mirador_json_object_of (issue, "details"));
  JsonObject *details = mirador_json_object_of (issue, "details");
  const char *code = mirador_json_text_of (issue, "code");

  if (details != NULL && mirador_json_text_of (details, "text") != NULL)
    said = mirador_json_text_of (details, "text");
  if (said == NULL)
    said = mirador_json_text_of (issue, "diagnostics");
  g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", code != NULL ? code : "");
  if (said != NULL)
    g_string_append_printf (text, "%s%s", code != NULL ? ": " : "", said);
}

void
mirador_fhir_outcome_describe (GString *text, JsonObject *outcome, gboolean warnings)
{
  JsonArray *issues = mirador_json_array_of (outcome, "issue");

  for (guint i = 0; issues != NULL && i < json_array_get_length (issues); i++)
    {
      JsonObject *issue = mirador_json_object_at (issues, i);

      if (issue != NULL && (warnings || is_serious (mirador_json_text_of (issue, "severity"))))
        describe_issue (text, issue);
    }
}
